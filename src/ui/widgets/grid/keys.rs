//! Keys of the grid. Taken before the text input sees them, and never while a composition is going on.

use eframe::egui::{self, Event, Key, Modifiers};

use super::cursor::Extent;
use super::{Access, Data, Grid, Reach, Step, Wish, tsv};

impl Grid {
    pub(super) fn keys(&mut self, ui: &egui::Ui, data: &Data<'_>, out: &mut Vec<Wish>) {
        let events = ui.input_mut(|input| std::mem::take(&mut input.events));
        let rest: Vec<Event> = events
            .into_iter()
            .filter_map(|event| self.event(ui, data, event, out))
            .collect();
        ui.input_mut(|input| input.events = rest);
    }

    /// Does what an event asks for, or hands it back.
    fn event(&mut self, ui: &egui::Ui, data: &Data<'_>, event: Event, out: &mut Vec<Wish>) -> Option<Event> {
        let writes = data.access == Access::Write;
        match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => {
                let taken = if self.edit.is_some() {
                    self.key_while_editing(data, key, modifiers, out)
                } else {
                    self.key(ui, data, key, modifiers, out)
                };
                (!taken).then_some(event)
            }
            Event::Copy if self.edit.is_none() => {
                ui.ctx().copy_text(tsv::write(&self.selected_cells(data)));
                None
            }
            Event::Cut if self.edit.is_none() => {
                ui.ctx().copy_text(tsv::write(&self.selected_cells(data)));
                if writes {
                    out.push(self.clear(data));
                }
                None
            }
            Event::Paste(ref text) if self.edit.is_none() => {
                if writes {
                    out.extend(self.paste(data, text));
                }
                None
            }
            // A space on an idle cell would begin an edit with a blank.
            Event::Text(ref text) if self.edit.is_none() && (text.trim().is_empty() || !writes) => None,
            other => Some(other),
        }
    }

    fn key(&mut self, ui: &egui::Ui, data: &Data<'_>, key: Key, modifiers: Modifiers, out: &mut Vec<Wish>) -> bool {
        let reach = if modifiers.shift { Reach::Extend } else { Reach::Move };
        let step = match (key, modifiers.command) {
            (Key::ArrowUp, false) => Step::Up,
            (Key::ArrowDown, false) => Step::Down,
            (Key::ArrowLeft, false) => Step::Left,
            (Key::ArrowRight, false) => Step::Right,
            (Key::Home, false) | (Key::ArrowLeft, true) => Step::Home,
            (Key::End, false) | (Key::ArrowRight, true) => Step::End,
            (Key::Home, true) | (Key::ArrowUp, true) => Step::Top,
            (Key::End, true) | (Key::ArrowDown, true) => Step::Bottom,
            (Key::PageUp, _) => Step::PageUp,
            (Key::PageDown, _) => Step::PageDown,
            (Key::Tab, false) => {
                let at = self.selection.cursor.col;
                let leaving = if modifiers.shift {
                    at == 0
                } else {
                    at + 1 >= data.columns.len()
                };
                // At the edge Tab leaves the grid, so that the keyboard is never caught in it.
                if leaving {
                    let direction = if modifiers.shift {
                        egui::FocusDirection::Previous
                    } else {
                        egui::FocusDirection::Next
                    };
                    ui.memory_mut(|memory| memory.move_focus(direction));
                    return true;
                }
                self.step(
                    if modifiers.shift { Step::Left } else { Step::Right },
                    Reach::Move,
                    data,
                );
                return true;
            }
            (Key::A, true) => {
                self.selection.all(self.extent(data));
                return true;
            }
            _ => return self.write_key(data, key, modifiers, out),
        };
        self.step(step, reach, data);
        true
    }

    fn write_key(&mut self, data: &Data<'_>, key: Key, modifiers: Modifiers, out: &mut Vec<Wish>) -> bool {
        let writes = data.access == Access::Write;
        match key {
            Key::Enter | Key::F2 if modifiers.is_none() => self.open(data, None),
            Key::Delete | Key::Backspace if writes && modifiers.is_none() => out.push(self.clear(data)),
            Key::D if writes && modifiers.command_only() => out.push(self.fill_down(data)),
            Key::Escape => self.selection.anchor = self.selection.cursor,
            _ => return false,
        }
        true
    }

    fn key_while_editing(&mut self, data: &Data<'_>, key: Key, modifiers: Modifiers, out: &mut Vec<Wish>) -> bool {
        let Some(edit) = &mut self.edit else { return false };
        let fitting = edit.fitting().count();
        match key {
            Key::Escape => self.edit = None,
            Key::ArrowDown if fitting > 0 => {
                edit.chosen = Some(edit.chosen.map_or(0, |at| (at + 1) % fitting));
            }
            Key::ArrowUp if fitting > 0 && edit.chosen.is_some() => {
                edit.chosen = edit.chosen.and_then(|at| at.checked_sub(1));
            }
            Key::Enter if modifiers.alt => return false,
            Key::Enter | Key::Tab => {
                edit.take_chosen();
                self.finish(out);
                let step = match (key, modifiers.shift) {
                    (Key::Enter, false) => Step::Down,
                    (Key::Enter, true) => Step::Up,
                    (_, false) => Step::Right,
                    (_, true) => Step::Left,
                };
                self.step(step, Reach::Move, data);
            }
            Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight
                if edit.typed_over && modifiers.is_none() =>
            {
                self.finish(out);
                let step = match key {
                    Key::ArrowUp => Step::Up,
                    Key::ArrowDown => Step::Down,
                    Key::ArrowLeft => Step::Left,
                    _ => Step::Right,
                };
                self.step(step, Reach::Move, data);
            }
            _ => return false,
        }
        true
    }

    pub(super) fn step(&mut self, step: Step, reach: Reach, data: &Data<'_>) {
        self.selection.step(step, reach, self.extent(data));
        self.scroll = true;
    }

    fn extent(&self, data: &Data<'_>) -> Extent {
        Extent {
            rows: data.rows.len(),
            cols: data.columns.len(),
            page: self.page.max(1),
        }
    }
}
