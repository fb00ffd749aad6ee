//! Header and cells on egui_table: painted text, no widget per cell beyond its place and its name.

use eframe::egui::{self, Id, Rect, RichText, Sense, TextWrapMode, WidgetText, accesskit, pos2, vec2};
use egui_table::{CellInfo, HeaderCellInfo, PrefetchInfo, Table, TableDelegate, TableState};

use super::{Access, Data, Drawn, Grid, Note, Order, Place, Reach, Test, Wish, tsv};
use crate::core::catalogue::{Column, Need};
use crate::core::model::{Entry, Record};
use crate::core::parse::Asked;
use crate::text::{grid as grid_words, ui as words};
use crate::ui::{fonts, theme};

/// Values of a column that its menu offers as filters.
const VALUES: usize = 40;

struct Body<'a, 'd> {
    grid: &'a mut Grid,
    data: &'a Data<'d>,
    out: &'a mut Vec<Wish>,
    drawn: Drawn,
    /// Whether the keyboard is in the grid: the cursor is drawn strong then.
    focused: bool,
    /// Where the headers stand, to see where a dragged one is let go.
    headers: Vec<(usize, Rect)>,
}

pub(super) fn show(grid: &mut Grid, ui: &mut egui::Ui, data: &Data<'_>, out: &mut Vec<Wish>) -> Drawn {
    let salt = ("ledger grid", data.register.key);
    let columns: Vec<egui_table::Column> = data
        .columns
        .iter()
        .map(|column| {
            egui_table::Column::new(width(grid, data, column))
                .range(48.0..=900.0)
                .id(column_id(data, column))
        })
        .collect();
    let mut table = Table::new()
        .id_salt(salt)
        .num_rows(data.rows.len() as u64)
        .columns(columns)
        .num_sticky_cols(data.frozen.min(data.columns.len()))
        .headers([egui_table::HeaderRow::new(theme::HEADER_HEIGHT)]);
    if std::mem::take(&mut grid.scroll) {
        let Place { row, col } = grid.selection.cursor;
        table = table.scroll_to_row(row as u64, None);
        if col >= data.frozen {
            table = table.scroll_to_column(col, None);
        }
    }
    let focused = ui.memory(|memory| memory.has_focus(Grid::input_id(data.register)));
    let area = ui.available_rect_before_wrap();
    let mut body = Body {
        grid,
        data,
        out,
        drawn: Drawn {
            table: Some(area),
            ..Drawn::default()
        },
        focused,
        headers: Vec::new(),
    };
    let id = ui
        .scope(|ui| {
            ui.style_mut().interaction.selectable_labels = false;
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(accesskit::Role::Table);
                node.set_label(data.register.label);
                node.set_row_count(data.rows.len());
                node.set_column_count(data.columns.len());
            });
            let id = table.get_id(ui);
            lay_out(ui, id, body.grid, data);
            table.show(ui, &mut body);
            id
        })
        .inner;
    let Body { drawn, headers, .. } = body;
    let released = ui.input(|input| !input.pointer.primary_down());
    move_column(grid, ui, data, &headers, released, out);
    if released {
        grid.dragging = false;
    }
    if ui.input(|input| input.pointer.primary_released()) {
        see_widths(ui, id, grid, data, out);
    }
    drawn
}

/// Shows where a dragged column would go, and puts it there when it is let go.
fn move_column(
    grid: &mut Grid,
    ui: &egui::Ui,
    data: &Data<'_>,
    headers: &[(usize, Rect)],
    released: bool,
    out: &mut Vec<Wish>,
) {
    let Some(column) = &grid.moving else { return };
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let under = pointer.and_then(|at| headers.iter().find(|(_, rect)| rect.x_range().contains(at.x)));
    let from = data.columns.iter().position(|known| known == column);
    if let (Some((to, rect)), Some(from)) = (under, from)
        && *to != from
    {
        let x = if *to > from { rect.right() } else { rect.left() };
        ui.painter()
            .vline(x, rect.y_range(), egui::Stroke::new(3.0, theme::ACCENT));
        if released {
            out.push(Wish::MoveColumn {
                column: column.clone(),
                to: *to,
            });
        }
    }
    if released {
        grid.moving = None;
    }
}

/// A width that differs from what was given to the table was dragged by the person.
fn see_widths(ui: &egui::Ui, id: Id, grid: &Grid, data: &Data<'_>, out: &mut Vec<Wish>) {
    let Some(state) = TableState::load(ui.ctx(), id) else {
        return;
    };
    for column in data.columns {
        if let Some(&now) = state.col_widths.get(&column_id(data, column))
            && (now - width(grid, data, column)).abs() >= 1.0
        {
            out.push(Wish::Widen {
                column: column.clone(),
                width: now,
            });
        }
    }
}

fn column_id(data: &Data<'_>, column: &Column) -> Id {
    Id::unique((data.register.key, column))
}

/// Rows that are looked at for the width of a column, and letters of each: more than the widest column shows.
const MEASURED: usize = 40;
const MEASURED_LETTERS: usize = 60;
/// Wider than this, a column would push the others out of sight.
const WIDEST: f32 = 230.0;

/// Once per column and way of showing: wide enough for what its first rows say.
fn lay_out(ui: &egui::Ui, id: Id, grid: &mut Grid, data: &Data<'_>) {
    if data.columns.iter().all(|column| grid.laid_out.contains_key(column)) {
        return;
    }
    // Without a width of its own the table would shrink a column to what it draws first.
    let mut state = TableState::load(ui.ctx(), id).unwrap_or_default();
    for column in data.columns {
        let fitting = *grid
            .laid_out
            .entry(column.clone())
            .or_insert_with(|| fitting(data, column));
        let width = data.widths.get(column).copied().unwrap_or(fitting);
        state.col_widths.insert(column_id(data, column), width);
    }
    state.store(ui.ctx(), id);
}

/// As wide as the person made it, else as it needs.
fn width(grid: &Grid, data: &Data<'_>, column: &Column) -> f32 {
    let chosen = data.widths.get(column).or_else(|| grid.laid_out.get(column));
    chosen.copied().unwrap_or_else(|| fitting(data, column))
}

fn fitting(data: &Data<'_>, column: &Column) -> f32 {
    let usual = match column {
        Column::Field(field) => data.register.fields[*field].width,
        Column::Child { child, field } => data.register.children[*child].fields[*field].width,
        Column::Custom(_) => 16,
    };
    let wide = |c: char| {
        if c.is_ascii() || ('\u{ff61}'..='\u{ff9f}').contains(&c) {
            1
        } else {
            2
        }
    };
    let said = data.rows.iter().take(MEASURED).map(|row| {
        let text = row.content.display(column);
        let first = text.lines().next().unwrap_or_default();
        first.chars().take(MEASURED_LETTERS).map(wide).sum::<u16>()
    });
    // Capitals and digits are wider than the usual letter, and a mark may stand beside them.
    let needed = f32::from(said.max().unwrap_or_default()).mul_add(9.0, 26.0);
    let usual = f32::from(usual.max(8)).mul_add(8.0, 20.0);
    needed.min(WIDEST).max(usual)
}

impl TableDelegate for Body<'_, '_> {
    fn prepare(&mut self, info: &PrefetchInfo) {
        let rows = info.visible_rows.end - info.visible_rows.start;
        self.drawn.page = (rows as usize).saturating_sub(2).max(1);
    }

    fn default_row_height(&self) -> f32 {
        theme::ROW_HEIGHT
    }

    fn header_cell_ui(&mut self, ui: &mut egui::Ui, info: &HeaderCellInfo) {
        let Some(column) = self.data.columns.get(info.group_index) else {
            return;
        };
        let rect = ui.max_rect();
        ui.painter().rect_filled(rect, 0.0, theme::HEADER);
        let order = self
            .data
            .sort
            .iter()
            .find(|(by, _)| by == column)
            .map(|(_, order)| *order);
        let mark = match order {
            Some(Order::Up) => " ▲",
            Some(Order::Down) => " ▼",
            None => "",
        };
        let label = self.data.register.column_label(column);
        let id = Id::unique(("grid header", self.data.register.key, column));
        let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
        self.headers.push((info.group_index, rect));
        if response.drag_started() {
            self.grid.moving = Some(column.clone());
        }
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ColumnHeader, true, &label));
        let text = WidgetText::from(RichText::new(format!("{label}{mark}")).family(fonts::bold()));
        let galley = text.into_galley(
            ui,
            Some(TextWrapMode::Truncate),
            rect.width() - 12.0,
            egui::TextStyle::Body,
        );
        let at = pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, ui.visuals().text_color());
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, theme::LINE));
        if response.clicked() {
            let reach = if ui.input(|input| input.modifiers.shift) {
                Reach::Extend
            } else {
                Reach::Move
            };
            self.out.push(Wish::Sort {
                column: column.clone(),
                reach,
            });
        }
        response.context_menu(|ui| {
            self.filters(ui, column);
            if ui.button(words::HIDE_COLUMN).clicked() {
                self.out.push(Wish::Hide(column.clone()));
            }
            let at = info.group_index;
            let mut step = |ui: &mut egui::Ui, label, to: Option<usize>| {
                if ui.add_enabled(to.is_some(), egui::Button::new(label)).clicked()
                    && let Some(to) = to
                {
                    self.out.push(Wish::MoveColumn {
                        column: column.clone(),
                        to,
                    });
                }
            };
            step(ui, words::MOVE_LEFT, at.checked_sub(1));
            step(
                ui,
                words::MOVE_RIGHT,
                Some(at + 1).filter(|to| *to < self.data.columns.len()),
            );
            ui.separator();
            if at + 1 != self.data.frozen && ui.button(words::FREEZE_TO_HERE).clicked() {
                self.out.push(Wish::Freeze(at + 1));
            }
            if self.data.frozen > 1 && ui.button(words::FREEZE_FIRST).clicked() {
                self.out.push(Wish::Freeze(1));
            }
        });
        if let Some(help) = help(self.data, column) {
            response.on_hover_text(help);
        }
    }

    fn row_ui(&mut self, ui: &mut egui::Ui, row: u64) {
        // A row with frozen columns comes twice, once for each side, under the same index.
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(accesskit::Role::Row);
            node.set_row_index(row as usize);
        });
        if row % 2 == 1 {
            ui.painter().rect_filled(ui.max_rect(), 0.0, theme::STRIPE);
        }
    }

    fn cell_ui(&mut self, ui: &mut egui::Ui, info: &CellInfo) {
        let place = Place {
            row: info.row_nr as usize,
            col: info.col_nr,
        };
        let (Some(row), Some(column)) = (self.data.rows.get(place.row), self.data.columns.get(place.col)) else {
            return;
        };
        let rect = ui.max_rect();
        let id = Id::unique(("grid cell", row.id, column));
        // Not focusable: Tab must not walk through every cell.
        let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
        let selected = self.grid.selection.contains(place);
        let at_cursor = place == self.grid.selection.cursor;
        if selected && (!self.grid.selection.is_single() || self.focused) {
            ui.painter().rect_filled(rect, 0.0, theme::SELECTED);
        }
        let text = self.paint(ui, rect, row, column, place.col);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Cell, true, &text));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(accesskit::Role::Cell);
            node.set_row_index(place.row);
            node.set_column_index(place.col);
        });
        if at_cursor {
            self.drawn.cursor = Some(rect);
            self.drawn.clip = Some(ui.clip_rect());
            let stroke = if self.focused { 2.0 } else { 1.0 };
            ui.painter().rect_stroke(
                rect.shrink(1.0),
                0.0,
                egui::Stroke::new(stroke, theme::ACCENT),
                egui::StrokeKind::Inside,
            );
        }
        self.mouse(ui, &response, place);
        if response.hovered()
            && let Some(note) = self.note(row, place.col)
        {
            let text = match &note.mend {
                Some(better) => grid_words::noted(&note.reason, better),
                None => note.reason.clone(),
            };
            response.clone().on_hover_text(text);
        }
        response.context_menu(|ui| self.menu(ui, place));
    }
}

impl Body<'_, '_> {
    /// Paints a cell and returns what it says.
    fn paint(&mut self, ui: &egui::Ui, rect: Rect, row: &Record, column: &Column, col: usize) -> String {
        let register = self.data.register;
        let pending = (!self.grid.pending.is_empty())
            .then(|| self.grid.pending.get(&(row.id, column.clone())))
            .flatten();
        let text = pending.cloned().unwrap_or_else(|| row.content.display(column));
        let text = if text.contains('\n') {
            text.replace('\n', " / ")
        } else {
            text
        };
        let visuals = ui.visuals();
        let entry = match column {
            Column::Field(field) => Some(row.content.fields.get(*field)),
            _ => None,
        };
        let (shown, color) = match (column, entry) {
            (Column::Field(field), Some(Entry::Blank))
                if pending.is_none()
                    && Asked::of(register, &row.content).need(&register.fields[*field]) == Need::Required =>
            {
                (words::NOT_FILLED, theme::WARNING)
            }
            (_, Some(Entry::Unknown { .. } | Entry::NotApplicable)) => (text.as_str(), theme::MUTED),
            _ => (text.as_str(), visuals.text_color()),
        };
        let odd = self.note(row, col).is_some();
        if !shown.is_empty() {
            let galley = WidgetText::from(shown).into_galley(
                ui,
                Some(TextWrapMode::Truncate),
                rect.width() - 14.0,
                egui::TextStyle::Body,
            );
            let at = pos2(rect.left() + 7.0, rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, color);
        }
        if odd {
            // A corner; the words for it come under the pointer and stand in the detail.
            let corner = rect.right_top();
            ui.painter().add(egui::Shape::convex_polygon(
                vec![corner, corner + vec2(-9.0, 0.0), corner + vec2(0.0, 9.0)],
                theme::WARNING,
                egui::Stroke::NONE,
            ));
        }
        text
    }

    fn note(&mut self, row: &Record, col: usize) -> Option<&Note> {
        let data = self.data;
        let notes = self.grid.notes.entry(row.id).or_insert_with(|| {
            let of = |(at, column)| Some((at, (data.note)(row, column)?));
            data.columns.iter().enumerate().filter_map(of).collect()
        });
        notes.iter().find(|(at, _)| *at == col).map(|(_, note)| note)
    }

    fn mouse(&mut self, ui: &egui::Ui, response: &egui::Response, place: Place) {
        let grid = &mut *self.grid;
        let pressed = response.contains_pointer() && ui.input(|input| input.pointer.primary_pressed());
        if pressed {
            let reach = if ui.input(|input| input.modifiers.shift) {
                Reach::Extend
            } else {
                Reach::Move
            };
            grid.selection.put(place, reach);
            grid.dragging = true;
            grid.take_focus = true;
            self.drawn.clicked = true;
        } else if grid.dragging && response.contains_pointer() && grid.selection.cursor != place {
            grid.selection.put(place, Reach::Extend);
        }
        if response.clicked() {
            // The release takes the keyboard away from whatever had it.
            grid.take_focus = true;
        }
        if response.secondary_clicked() && !grid.selection.contains(place) {
            grid.selection.put(place, Reach::Move);
        }
        if response.double_clicked() {
            self.drawn.opened = true;
        }
    }

    /// Ways to show only some rows by what they say in a column.
    fn filters(&mut self, ui: &mut egui::Ui, column: &Column) {
        ui.menu_button(grid_words::FILTER_COLUMN, |ui| {
            let mut test = None;
            for (label, kind) in [
                (words::EMPTY_CELL, Test::Blank),
                (words::UNKNOWN, Test::Unknown),
                (words::NOT_APPLICABLE, Test::NotApplicable),
                (words::CHIP_PROBLEM, Test::Problem),
            ] {
                if ui.button(label).clicked() {
                    test = Some(kind);
                }
            }
            // Once per opening: it walks through every row.
            if self.grid.values.as_ref().is_none_or(|(of, _)| of != column) {
                let mut values = super::suggestions(self.data, column);
                values.truncate(VALUES);
                self.grid.values = Some((column.clone(), values));
            }
            let values = self.grid.values.iter().flat_map(|(_, values)| values);
            ui.separator();
            egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                for value in values {
                    if ui.button(value).clicked() {
                        test = Some(Test::Text(value.clone()));
                    }
                }
            });
            if let Some(test) = test {
                let column = column.clone();
                self.out.push(Wish::FilterBy { column, test });
            }
        });
        ui.separator();
    }

    fn menu(&mut self, ui: &mut egui::Ui, place: Place) {
        let data = self.data;
        let (Some(row), Some(column)) = (data.rows.get(place.row), data.columns.get(place.col)) else {
            return;
        };
        if let Some(Note { reason, mend }) = self.note(row, place.col).cloned() {
            ui.label(RichText::new(reason).small().color(theme::WARNING));
            if data.access == Access::Write
                && let Some(better) = mend
                && ui.button(words::mend(&better)).clicked()
            {
                self.out.push(Wish::Commit {
                    record: row.id,
                    column: column.clone(),
                    text: better,
                });
            }
            ui.separator();
        }
        let grid = &mut *self.grid;
        if ui.button(words::COPY).clicked() {
            ui.ctx().copy_text(tsv::write(&grid.selected_cells(data)));
        }
        if ui.button(words::FILTER_BY_THIS).clicked() {
            let text = row.content.display(column);
            self.out.push(Wish::FilterBy {
                column: column.clone(),
                test: if text.is_empty() { Test::Blank } else { Test::Text(text) },
            });
        }
        if data.access == Access::LookOnly {
            return;
        }
        ui.separator();
        for (label, entry) in [
            (words::UNKNOWN, Entry::UNKNOWN),
            (words::NOT_APPLICABLE, Entry::NotApplicable),
            (words::BLANK, Entry::Blank),
        ] {
            if ui.button(label).clicked() {
                self.out.push(Wish::Mark {
                    columns: grid.selected_columns(data),
                    rows: grid.selected_rows(data),
                    entry,
                });
            }
        }
        if !grid.selection.is_single() && ui.button(words::FILL_DOWN).clicked() {
            self.out.push(grid.fill_down(data));
        }
        if !grid.selection.is_single() && ui.button(grid_words::BULK_MENU).clicked() {
            let column = match column {
                // Inner rows have no single value to be put over.
                Column::Child { .. } => Column::Field(0),
                column => column.clone(),
            };
            self.out.push(Wish::Bulk {
                column,
                rows: grid.selected_rows(data),
            });
        }
        ui.separator();
        if ui.button(words::DUPLICATE).clicked() {
            self.out.push(Wish::Duplicate(row.id));
        }
        if ui.button(words::REMOVE_ROW).clicked() {
            self.out.push(Wish::Remove(grid.selected_rows(data)));
        }
    }
}

fn help(data: &Data<'_>, column: &Column) -> Option<String> {
    let field = match column {
        Column::Field(field) => &data.register.fields[*field],
        Column::Child { child, field } => &data.register.children[*child].fields[*field],
        Column::Custom(_) => return None,
    };
    Some(if field.source.is_empty() {
        field.help.to_owned()
    } else {
        format!("{}\n{}", field.help, field.source)
    })
}
