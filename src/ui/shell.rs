//! What stands around every screen: title line, navigation, the banner of a past moment, keys, messages.

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers, RichText};

use super::app::{Action, App, Page, Route};
use super::dialog::Purpose;
use super::screens::{more, register};
use super::widgets::grid::Access;
use super::widgets::{compact, whole};
use super::{fonts, theme};
use crate::core::catalogue::{Category, Holds, RegisterId, Shown};
use crate::core::checklist::{HANDED_ON, Visit, is_handed_on};
use crate::core::ledger::Command;
use crate::core::lock::LookOnly;
use crate::session::{Job, Reading, View};
use crate::text::{help, inspection, opening, ui as words};

/// What a place needs to say anything when it is cut short.
const ROOM_FOR_PLACE: f32 = 80.0;

impl App {
    pub(super) fn top(&self, ui: &mut egui::Ui, view: &View, actions: &mut Vec<Action>) {
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let today = self.access() == Access::Write;
                if ui.button(help::BUTTON).on_hover_text(help::BUTTON_HELP).clicked() {
                    actions.push(Action::Help);
                }
                let redo = egui::Button::new(words::REDO);
                if ui.add_enabled(today, redo).on_hover_text(words::REDO_KEY).clicked() {
                    actions.push(Action::Job(Job::Execute(Command::Redo)));
                }
                let undo = egui::Button::new(words::UNDO);
                if ui.add_enabled(today, undo).on_hover_text(words::UNDO_KEY).clicked() {
                    actions.push(Action::Job(Job::Execute(Command::Undo(None))));
                }
                if let Some((done, of)) = self.progress {
                    if ui.button(words::STOP_READING).clicked() {
                        actions.push(Action::Stop);
                    }
                    ui.label(words::reading((done * 100).checked_div(of).unwrap_or(0).min(100)));
                } else {
                    ui.label(RichText::new(self.state_word()).color(theme::MUTED));
                }
                let by = compact(ui, &opening::written_by(self.settings.actor.as_deref()));
                if by.on_hover_text(opening::ACTOR_LEAD).clicked() {
                    actions.push(Action::Go(Route::Settings));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let facility = RichText::new(&view.snapshot.meta.facility).heading();
                    ui.add(egui::Label::new(facility).truncate());
                    let path = self.path.display().to_string();
                    // A long name leaves no room; without any, the place would lie under the buttons.
                    if ui.available_width() > ROOM_FOR_PLACE {
                        ui.add(egui::Label::new(RichText::new(&path).color(theme::MUTED)).truncate())
                            .on_hover_text(path);
                    }
                });
            });
        });
        ui.add_space(2.0);
    }

    pub(super) fn state_word(&self) -> &'static str {
        if self.access() == Access::LookOnly {
            words::LOOK_ONLY
        } else if self.waiting > 0 {
            words::WORKING
        } else {
            words::SAVED
        }
    }

    pub(super) fn navigation(&self, ui: &mut egui::Ui, view: &View, actions: &mut Vec<Action>) {
        // Whoever is led to a screen sees where it stands in the list; after that the list is scrolled by hand.
        let last = ui.scope_id().with("last route");
        let is_new = ui.data(|data| data.get_temp(last)) != Some(self.route);
        ui.data_mut(|data| data.insert_temp(last, self.route));
        let entry = |ui: &mut egui::Ui, route: Route, label: String, actions: &mut Vec<Action>| {
            let on = self.route == route;
            let text = if on {
                RichText::new(&label).family(fonts::bold())
            } else {
                RichText::new(&label)
            };
            let button = egui::Button::selectable(on, text)
                .min_size(egui::vec2(ui.available_width(), 26.0))
                .truncate();
            let clicked = ui.with_layout(egui::Layout::top_down_justified(egui::Align::Min), |ui| {
                let button = ui.add(button).on_hover_text(label);
                if on && is_new {
                    button.scroll_to_me(None);
                }
                button.clicked()
            });
            if clicked.inner {
                actions.push(Action::Go(route));
            }
        };
        ui.add_space(8.0);
        // The whole list fits on a small screen.
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().button_padding.y = 2.0;
        ui.spacing_mut().interact_size.y = 26.0;
        egui::ScrollArea::vertical().id_salt("navigation").show(ui, |ui| {
            entry(ui, Route::Home, words::HOME.to_owned(), actions);
            ui.add_space(4.0);
            ui.label(
                RichText::new(inspection::heading(view.outlook.visit))
                    .small()
                    .color(theme::MUTED),
            );
            for page in Page::ALL {
                entry(
                    ui,
                    Route::Inspection(page),
                    page_name(page, view.outlook.visit).to_owned(),
                    actions,
                );
            }
            ui.separator();
            for category in Category::ALL {
                let open = |register: &RegisterId| {
                    more::in_navigation(*register, &view.snapshot, &self.settings.registers)
                        || self.route == Route::Register(*register)
                };
                let mut registers = RegisterId::all()
                    .filter(|register| register.category == category && register.shown != Shown::Inner)
                    .filter(open)
                    .peekable();
                if registers.peek().is_some() {
                    ui.add_space(4.0);
                    ui.label(RichText::new(category.label()).small().color(theme::MUTED));
                }
                for register in registers {
                    let label = match register.holds {
                        Holds::One => register.label.to_owned(),
                        Holds::Many => format!("{}（{}）", register.label, view.snapshot.rows(register).len()),
                    };
                    entry(ui, Route::Register(register), label, actions);
                }
            }
            entry(ui, Route::More, words::MORE_REGISTERS.to_owned(), actions);
            ui.separator();
            entry(ui, Route::Diagram, words::DIAGRAM.to_owned(), actions);
            entry(ui, Route::Stocktake, words::STOCKTAKE.to_owned(), actions);
            entry(ui, Route::Review, words::REVIEW.to_owned(), actions);
            for (route, label) in [
                (Route::Import, words::IMPORT),
                (Route::Export, words::EXPORT),
                (Route::History, words::HISTORY),
                (Route::Settings, words::SETTINGS),
            ] {
                entry(ui, route, label.to_owned(), actions);
            }
            ui.separator();
            if ui.button(words::CLOSE).clicked() {
                actions.push(Action::Job(Job::Close));
            }
        });
    }

    /// Whether keys may change anything.
    fn can_write(&self) -> bool {
        self.access() == Access::Write
    }

    /// The past is looked at: say so on every screen, let the moment be moved, and lead back.
    pub(super) fn banner(&self, ui: &mut egui::Ui, actions: &mut Vec<Action>) {
        let (Some((at, _)), Some(current)) = (&self.past, &self.current) else {
            return;
        };
        let operations = &current.snapshot.operations;
        let now = operations
            .iter()
            .rposition(|operation| operation.at <= *at)
            .unwrap_or(0);
        egui::Frame::new()
            .fill(theme::CHANGED)
            .inner_margin(6.0)
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.label(RichText::new(words::past_banner(*at)).family(fonts::bold()));
                    let mut moment = now;
                    let last = operations.len().saturating_sub(1);
                    let slider = egui::Slider::new(&mut moment, 0..=last).show_value(false);
                    let slider = ui.add(slider);
                    slider.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Slider, true, words::PAST_SLIDER));
                    if slider.changed()
                        && let Some(operation) = operations.get(moment)
                    {
                        actions.push(Action::Job(Job::AsOf(operation.at)));
                    }
                    if ui.button(words::BACK_TO_TODAY).clicked() {
                        actions.push(Action::Today);
                    }
                });
            });
    }

    pub(super) fn show_notice(&mut self, context: &egui::Context) {
        let Some(notice) = &self.notice else { return };
        let mut read = false;
        egui::Modal::new(egui::Id::unique("notice")).show(context, |ui| {
            ui.set_max_width(520.0);
            ui.add_space(6.0);
            ui.heading(&notice.what);
            ui.label(&notice.safe);
            ui.label(&notice.todo);
            ui.add_space(8.0);
            read = ui.button(words::OK).clicked();
        });
        // Not by a click beside it: a message must be read once.
        if read || context.input(|input| input.key_pressed(Key::Escape) || input.key_pressed(Key::Enter)) {
            self.notice = None;
        }
    }

    pub(super) fn keys(&self, context: &egui::Context, actions: &mut Vec<Action>) {
        if self.notice.is_some() || self.palette.is_some() || self.help {
            return;
        }
        let pressed =
            |modifiers, key| context.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key)));
        if pressed(Modifiers::NONE, Key::F1) {
            actions.push(Action::Help);
        }
        if pressed(Modifiers::COMMAND, Key::O) {
            actions.push(Action::Ask(Purpose::OpenLedger, String::new()));
        }
        let Some(current) = &self.current else { return };
        if pressed(Modifiers::COMMAND, Key::K) {
            actions.push(Action::Palette);
        }
        if pressed(Modifiers::COMMAND, Key::S) {
            // Everything is saved as it is written; what is being typed is written now.
            actions.push(Action::Go(self.route));
            actions.push(Action::Job(Job::Verify));
        }
        if pressed(Modifiers::COMMAND, Key::F) {
            if !matches!(self.route, Route::Register(_)) {
                actions.push(Action::Go(Route::Register(RegisterId::DEVICE)));
            }
            actions.push(Action::FocusSearch);
        }
        if pressed(Modifiers::COMMAND, Key::N)
            && self.can_write()
            && let Route::Register(register) = self.route
        {
            actions.push(register::add_row(&current.snapshot, register));
        }
        if !self.typing(context) && self.can_write() {
            if pressed(Modifiers::COMMAND, Key::Z) {
                actions.push(Action::Job(Job::Execute(Command::Undo(None))));
            }
            if pressed(Modifiers::COMMAND, Key::Y) {
                actions.push(Action::Job(Job::Execute(Command::Redo)));
            }
        }
        let dropped = context.input(|input| {
            input
                .raw
                .dropped_files
                .iter()
                .map(|file| file.path().to_path_buf())
                .filter(|path| !path.as_os_str().is_empty())
                .collect::<Vec<_>>()
        });
        let chosen = match self.route {
            Route::Register(_) if self.past.is_none() => self.register.grid.current(),
            _ => None,
        };
        if dropped.len() > 1 || dropped.iter().any(|path| path.is_dir()) {
            actions.push(Action::Today);
            actions.push(Action::Go(Route::Import));
            actions.push(Action::Job(Job::PlanFacts { files: dropped }));
        } else if let Some(file) = dropped.into_iter().next() {
            if let Some(record) = chosen
                && !is_table(&file)
            {
                actions.push(Action::Job(Job::AddEvidence { record, file }));
                return;
            }
            actions.push(Action::Today);
            if matches!(self.route, Route::Inspection(_)) && is_workbook(&file) {
                // Here a workbook is a form; whose, is known when one vendor's sheet is in hand.
                let told = self.inspection.told();
                actions.push(Action::Job(Job::PlanForm { file, told }));
                return;
            }
            let page = if is_handed_on(&file) {
                Route::Inspection(Page::Forms)
            } else {
                Route::Import
            };
            actions.push(Action::Go(page));
            actions.push(Action::Read(Reading {
                file,
                ..Reading::default()
            }));
        }
    }
}

/// What a screen for the inspection is called.
pub(super) const fn page_name(page: Page, visit: Visit) -> &'static str {
    match page {
        Page::Answering => inspection::CHECKLIST,
        Page::Vendors => inspection::VENDORS,
        Page::Contacts => inspection::CONTACTS,
        Page::Readiness => inspection::readiness(visit),
        Page::Forms => inspection::FORMS,
    }
}

/// Nothing can be written: say so on every screen, why, and how to go on.
pub(super) fn look_only_banner(
    ui: &mut egui::Ui,
    reason: &LookOnly,
    path: &std::path::Path,
    actions: &mut Vec<Action>,
) {
    egui::Frame::new()
        .fill(theme::CHANGED)
        .inner_margin(6.0)
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(opening::look_only(reason)).family(fonts::bold()));
                if whole(ui, opening::OPEN_AGAIN)
                    .on_hover_text(opening::OPEN_AGAIN_HELP)
                    .clicked()
                {
                    actions.push(Action::Job(Job::Open { path: path.to_owned() }));
                }
            });
        });
}

fn is_workbook(path: &std::path::Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    matches!(ending.as_deref(), Some("xlsx" | "xlsm"))
}

/// Whether a dropped file is a table to be read; anything else proves the row that is chosen.
fn is_table(path: &std::path::Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let ending = ending.unwrap_or_default();
    [
        "xlsx", "xlsm", "xltx", "xls", "xlsb", "ods", "csv", "tsv", "json", HANDED_ON,
    ]
    .contains(&ending.as_str())
}
