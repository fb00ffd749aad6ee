//! The one text input of the grid: at the cursor, unseen while idle, over the cell while editing.

use eframe::egui::{self, EventFilter, Key, KeyboardShortcut, Modifiers, Rect, TextEdit, vec2};

use super::{Access, Data, Drawn, Edit, Grid, Wish};
use crate::ui::ime::ImeWatch;
use crate::ui::theme;

/// Suggestions in sight at once.
const OFFERED: usize = 9;

impl Edit {
    /// Suggestions that contain what was typed; all of them while nothing was changed yet.
    pub(super) fn fitting(&self) -> impl Iterator<Item = &String> {
        let key = crate::core::search::search_key(&self.draft);
        let all = self.draft == self.was || key.is_empty();
        self.suggestions
            .iter()
            .filter(move |word| all || (crate::core::search::search_key(word).contains(&key) && **word != self.draft))
            .take(OFFERED)
    }

    pub(super) fn take_chosen(&mut self) {
        if let Some(word) = self.chosen.and_then(|at| self.fitting().nth(at)).cloned() {
            self.draft = word;
        }
    }
}

impl Grid {
    pub(super) fn editor(&mut self, ui: &mut egui::Ui, data: &Data<'_>, drawn: &Drawn, out: &mut Vec<Wish>) {
        if data.rows.is_empty() {
            return;
        }
        let table = drawn.table.unwrap_or(Rect::NOTHING);
        // Out of sight the input still exists, so that it keeps the keyboard and the draft.
        let cell = drawn.cursor.unwrap_or(Rect::from_min_size(table.min, vec2(40.0, 20.0)));
        let clip = drawn.clip.unwrap_or(Rect::NOTHING);
        if drawn.opened {
            self.open(data, None);
        }
        match self.edit.is_some() {
            false => self.idle(ui, data, cell, clip),
            true => self.editing(ui, data, cell, clip, table, drawn.clicked, out),
        }
    }

    fn idle(&mut self, ui: &mut egui::Ui, data: &Data<'_>, cell: Rect, clip: Rect) {
        let rect = Rect::from_min_size(cell.min, vec2(2.0, cell.height()));
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect));
        child.set_clip_rect(clip.intersect(rect));
        child.visuals_mut().text_cursor.stroke.color = egui::Color32::TRANSPARENT;
        let output = input(&mut self.idle, data, 2.0).show(&mut child);
        let id = output.response.response.id;
        name(ui, data, self.selection.cursor.col, id);
        if data.access == Access::Write {
            let caret = Rect::from_min_size(cell.min + vec2(7.0, 6.0), vec2(1.0, theme::LINE_HEIGHT));
            allow_input_method(ui, id, caret);
        }
        if !self.idle.is_empty() {
            let typed = std::mem::take(&mut self.idle);
            if data.access == Access::Write {
                self.open(data, Some(typed));
                // The same widget goes on with the draft: the caret and a composition stay as they are.
                ui.ctx().request_repaint();
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call, one place")]
    fn editing(
        &mut self,
        ui: &mut egui::Ui,
        data: &Data<'_>,
        cell: Rect,
        clip: Rect,
        table: Rect,
        clicked_a_cell: bool,
        out: &mut Vec<Wish>,
    ) {
        let id = Self::input_id(data.register);
        let Some(edit) = &mut self.edit else { return };
        let width = cell
            .width()
            .max(220.0)
            .min((table.right() - cell.left()).max(cell.width()));
        let height = cell.height().max(edit.height.min(8.0 * theme::LINE_HEIGHT) + 12.0);
        let rect = Rect::from_min_size(cell.min, vec2(width, height));
        let clip = if clip == Rect::NOTHING { clip } else { table };
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect));
        child.set_clip_rect(clip);
        let painter = child.painter();
        painter.rect_filled(rect, 0.0, ui.visuals().extreme_bg_color);
        painter.rect_stroke(
            rect,
            0.0,
            egui::Stroke::new(2.0, theme::ACCENT),
            egui::StrokeKind::Inside,
        );
        let output = egui::ScrollArea::vertical()
            .id_salt("grid editor")
            .max_height(height)
            .show(&mut child, |ui| input(&mut edit.draft, data, width - 12.0).show(ui))
            .inner;
        let grown = output.galley.size().y;
        if grown > edit.height + 0.5 || grown < edit.height - 0.5 {
            // The frame around it follows in the next frame.
            edit.height = grown;
            ui.ctx().request_repaint();
        }
        let response = output.response.response;
        if std::mem::take(&mut edit.caret_to_end) {
            let mut state = output.state;
            let end = egui::text::CCursor::new(egui::text::CharIndex(edit.draft.chars().count()));
            state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            state.store(ui.ctx(), id);
        }
        if response.changed() {
            edit.chosen = None;
        }
        name(ui, data, self.selection.cursor.col, id);
        // Also while the cell is scrolled out of sight: a composition goes on there.
        allow_input_method(ui, id, Rect::from_min_size(rect.min, vec2(1.0, theme::LINE_HEIGHT)));
        let mut picked = None;
        if clip != Rect::NOTHING && !ImeWatch::composing(ui.ctx()) {
            picked = offer(ui, edit, rect);
        }
        if let Some(word) = picked {
            edit.draft = word;
            self.finish(out);
            self.take_focus = true;
        } else if clicked_a_cell || (!response.has_focus() && !self.take_focus && !response.gained_focus()) {
            self.finish(out);
        }
    }
}

fn input<'t>(draft: &'t mut String, data: &Data<'_>, width: f32) -> TextEdit<'t> {
    TextEdit::multiline(draft)
        .id(Grid::input_id(data.register))
        .frame(egui::Frame::NONE.inner_margin(egui::Margin::symmetric(7, 6)))
        .desired_rows(1)
        .desired_width(width)
        .return_key(KeyboardShortcut::new(Modifiers::ALT, Key::Enter))
        .event_filter(EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        })
}

/// An input asks for the input method only where it is painted. The one at rest never is, and without this the first
/// letter typed on a cell would not be turned into kana.
fn allow_input_method(ui: &egui::Ui, id: egui::Id, caret: Rect) {
    if !ui.memory(|memory| memory.owns_ime_events(id)) {
        return;
    }
    ui.output_mut(|output| {
        output.ime.get_or_insert(egui::output::IMEOutput {
            purpose: egui::IMEPurpose::Normal,
            rect: caret,
            cursor_rect: caret,
            should_interrupt_composition: false,
        });
    });
}

fn name(ui: &egui::Ui, data: &Data<'_>, col: usize, id: egui::Id) {
    let label = data.columns.get(col).map(|column| data.register.column_label(column));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_label(crate::text::ui::cell_input(&label.unwrap_or_default()));
    });
}

/// The list below the cell; returns the word that was clicked.
fn offer(ui: &egui::Ui, edit: &Edit, rect: Rect) -> Option<String> {
    let words: Vec<&String> = edit.fitting().collect();
    if words.is_empty() {
        return None;
    }
    let mut picked = None;
    egui::Area::new(egui::Id::unique("grid suggestions"))
        .order(egui::Order::Foreground)
        .fixed_pos(rect.left_bottom())
        .constrain(true)
        .show(ui.ctx(), |ui| {
            egui::Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_min_width(rect.width().min(320.0));
                ui.spacing_mut().item_spacing.y = 0.0;
                for (at, word) in words.iter().enumerate() {
                    let text = word.replace('\n', " / ");
                    let button = egui::Button::selectable(edit.chosen == Some(at), text)
                        .truncate()
                        .min_size(vec2(rect.width().min(320.0), 26.0));
                    // Down at once: a click would come after the input has lost the keyboard.
                    let response = ui.add(button);
                    if response.clicked() || (response.hovered() && ui.input(|input| input.pointer.primary_pressed())) {
                        picked = Some((*word).clone());
                    }
                }
            });
        });
    picked
}
