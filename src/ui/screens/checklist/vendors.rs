//! The round of the vendors: who has to answer, where each sheet is.

use chrono::NaiveDate;
use eframe::egui::{self, RichText};

use super::{State, requests};
use crate::core::catalogue::RegisterId;
use crate::core::checklist::{Asked, BoardRow, RoundState, SheetId, SheetKind, board, fiscal_year_of};
use crate::core::form::coming_day;
use crate::session::{Job, View};
use crate::text::{checklist as words_of, form as form_words, inspection as words, ui as ui_words};
use crate::ui::app::{Action, Page, Route};
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::{caution, input, paragraph, primary, remark};
use crate::ui::{fonts, theme};

pub(super) fn show(ui: &mut egui::Ui, view: &View, access: Access, state: &mut State, actions: &mut Vec<Action>) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        crate::ui::widgets::readable(ui, 1000.0);
        board_of(ui, view, access, state, actions);
        ui.add_space(12.0);
    });
}

fn board_of(ui: &mut egui::Ui, view: &View, access: Access, state: &mut State, actions: &mut Vec<Action>) {
    ui.heading(words::VENDORS);
    paragraph(ui, words::VENDORS_LEAD);
    year(ui, view, state);
    let year = state.year(view);
    let Some(known) = &state.known else { return };
    let edition = known.editions.of_year(year, SheetKind::Vendor).cloned();
    let own = known.editions.own_of_year(year, known.is_pharmacy);
    let Some(name) = edition.as_ref().or(own).map(|edition| edition.id.clone()) else {
        ui.add_space(8.0);
        ui.label(words::no_edition(state.year(view)));
        if ui.button(words::CHECKLIST).clicked() {
            actions.push(Action::Go(Route::Inspection(Page::Answering)));
        }
        return;
    };
    let rows = board(&view.snapshot, &known.answers, &name, SheetKind::Vendor, view.today);
    if rows.is_empty() {
        ui.add_space(8.0);
        paragraph(ui, words::NO_VENDORS);
        if ui.add(primary(words::OPEN_VENDORS)).clicked() {
            actions.push(Action::Go(Route::Register(RegisterId::VENDOR)));
        }
        return;
    }
    let items = edition.as_ref().map_or(0, |edition| edition.items.len());
    if state.made.is_some() {
        requests::made(ui, view, &rows, state, actions);
    } else if state.request.is_some() {
        requests::show(ui, &rows, (year, edition.is_some()), state, actions);
    } else if access == Access::Write && ui.add(primary(words::MAKE_REQUESTS_BUTTON)).clicked() {
        state.request = Some(draft(view, &rows, state));
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        for round in RoundState::ALL {
            let count = rows.iter().filter(|row| row.asked.state == round).count();
            let text = RichText::new(words::count(words_of::round_state(round), count));
            ui.label(if count > 0 {
                text.family(fonts::bold())
            } else {
                text.color(theme::MUTED)
            });
            ui.add_space(8.0);
        }
    });
    let mut wish = None;
    for row in &rows {
        let id = SheetId::of_vendor(&name, SheetKind::Vendor, &row.vendor.name);
        if let Some(found) = card(ui, (row, view.today), items, access, &mut state.due) {
            wish = Some((id, row.asked.clone(), found));
        }
    }
    match wish {
        Some((id, _, Wish::MakeSheet)) => {
            let vendor = id.vendor.unwrap_or_default();
            state.made = None;
            state.request = Some(draft(view, &rows, state).only(&vendor));
        }
        Some((id, asked, wish)) => grant(view, id, asked, wish, state, actions),
        None => {}
    }
}

fn draft(view: &View, rows: &[BoardRow], state: &State) -> requests::Draft {
    let form = state.files.file.clone();
    let folder = state.folder.join(words::request_folder(state.year(view)));
    let folder = folder.display().to_string();
    requests::Draft::new(view, rows, form, folder)
}

/// Years to choose from.
pub(super) fn year(ui: &mut egui::Ui, view: &View, state: &mut State) {
    let years = state.years(view);
    let mut chosen = state.year(view);
    ui.horizontal(|ui| {
        let label = ui.label(words::YEAR);
        egui::ComboBox::from_id_salt("fiscal year")
            .selected_text(form_words::fiscal_year(chosen))
            .show_ui(ui, |ui| {
                for year in years {
                    ui.selectable_value(&mut chosen, year, form_words::fiscal_year(year));
                }
            })
            .response
            .labelled_by(label.id);
    });
    if chosen != state.year(view) {
        state.year = Some(chosen);
    }
    let this_year = fiscal_year_of(view.today);
    if chosen < this_year {
        let has_newer = state
            .known
            .as_ref()
            .is_some_and(|known| known.editions.own_of_year(this_year, known.is_pharmacy).is_some());
        let text = if has_newer {
            words::OLD_YEAR
        } else {
            words::NO_EDITION_YET
        };
        caution(ui, text);
    }
}

#[derive(Clone, Copy)]
enum Wish {
    Sent,
    Back,
    Done,
    Again,
    Due(Option<NaiveDate>),
    TypeIn,
    MakeSheet,
    Open,
}

fn card(
    ui: &mut egui::Ui,
    (row, today): (&BoardRow, NaiveDate),
    items: usize,
    access: Access,
    typed: &mut Option<(String, String)>,
) -> Option<Wish> {
    let mut wish = None;
    let name = &row.vendor.name;
    egui::Frame::group(ui.style()).inner_margin(8.0).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.horizontal_wrapped(|ui| {
            let state = words_of::round_state(row.asked.state);
            let color = match row.asked.state {
                RoundState::Done => theme::ACCENT,
                RoundState::Check => theme::WARNING,
                RoundState::NotSent | RoundState::Asked | RoundState::Returned => theme::MUTED,
            };
            ui.label(RichText::new(state).family(fonts::bold()).color(color));
            ui.label(RichText::new(name).family(fonts::bold()));
            remark(ui, words_of::contract(row.vendor.contract));
            remark(ui, &row.vendor.systems);
        });
        let asked = &row.asked;
        let day = |day: Option<chrono::NaiveDate>| day.map(ui_words::day);
        let mut facts: Vec<String> = [
            day(asked.sent_on).map(|day| words::sent_on(&day)),
            day(asked.due_on)
                .filter(|_| asked.state != RoundState::Asked && !asked.state.is_back())
                .map(|day| words::due_on(&day)),
            day(asked.returned_on).map(|day| words::returned_on(&day)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if row.answered > 0 {
            facts.push(words::answered_items(row.answered, items));
        }
        let is_asked = asked.state == RoundState::Asked;
        if is_asked || !facts.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.label(facts.join("　"));
                if is_asked {
                    wish = due(ui, (row, today), access, typed);
                }
                if row.is_late {
                    ui.label(RichText::new(words::LATE).color(theme::WARNING));
                }
            });
        }
        ui.horizontal_wrapped(|ui| {
            let mut button = |label: &str, found: Wish| {
                let button = ui.button(label);
                button
                    .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, words::of_vendor(label, name)));
                let button = match found {
                    Wish::Sent | Wish::Again => button.on_hover_text(words::SENT_HELP),
                    _ => button,
                };
                if button.clicked() {
                    wish = Some(found);
                }
            };
            if access == Access::Write {
                match row.asked.state {
                    RoundState::NotSent => button(words::SENT, Wish::Sent),
                    RoundState::Asked => button(words::BACK, Wish::Back),
                    RoundState::Returned | RoundState::Check => {
                        button(words::DONE, Wish::Done);
                        button(words::ASK_AGAIN, Wish::Again);
                    }
                    RoundState::Done => button(words::ASK_AGAIN, Wish::Again),
                }
                button(words::MAKE_SHEET, Wish::MakeSheet);
            }
            button(words::TYPE_IN, Wish::TypeIn);
            button(words::OPEN_VENDOR, Wish::Open);
        });
    });
    wish
}

/// The day until which a vendor has time: it may be put off, or be written down later.
fn due(
    ui: &mut egui::Ui,
    (row, today): (&BoardRow, NaiveDate),
    access: Access,
    typed: &mut Option<(String, String)>,
) -> Option<Wish> {
    let name = &row.vendor.name;
    let known = row.asked.due_on;
    let text = known
        .map(|day| day.format("%Y/%-m/%-d").to_string())
        .unwrap_or_default();
    ui.label(words::DUE);
    if access != Access::Write {
        ui.label(text);
        return None;
    }
    let mut now = typed
        .as_ref()
        .filter(|(of, _)| of == name)
        .map_or(text, |(_, typed)| typed.clone());
    let field = ui.add(input(&mut now).hint_text(words::DAY_HINT).desired_width(130.0));
    let label = words::of_vendor(words::DUE, name);
    field.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::TextInput, true, &label);
        info.current_text_value = Some(now.clone());
        info
    });
    let day = coming_day(&now, today);
    let is_fine = now.trim().is_empty() || day.is_some();
    if !is_fine {
        ui.label(RichText::new(words::NOT_A_DAY).color(theme::WARNING));
    }
    if field.changed() {
        *typed = Some((name.clone(), now));
    }
    if !field.lost_focus() || !is_fine || typed.as_ref().is_none_or(|(of, _)| of != name) {
        return None;
    }
    *typed = None;
    (day != known).then_some(Wish::Due(day))
}

fn grant(view: &View, id: SheetId, asked: Asked, wish: Wish, state: &mut State, actions: &mut Vec<Action>) {
    let note = |asked: Asked| Action::Job(Job::NoteRounds(vec![(id.clone(), asked)]));
    match wish {
        Wish::Sent | Wish::Again => actions.push(note(Asked {
            state: RoundState::Asked,
            sent_on: Some(view.today),
            due_on: requests::due(view),
            returned_on: None,
            ..asked
        })),
        Wish::Due(due_on) => actions.push(note(Asked { due_on, ..asked })),
        Wish::Back => actions.push(note(Asked {
            state: RoundState::Returned,
            returned_on: Some(view.today),
            ..asked
        })),
        Wish::Done => actions.push(note(Asked {
            state: RoundState::Done,
            returned_on: asked.returned_on.or(Some(view.today)),
            ..asked
        })),
        Wish::TypeIn => {
            state.go_to(id, None);
            actions.push(Action::Go(Route::Inspection(Page::Answering)));
        }
        // The panel above the board does it.
        Wish::MakeSheet => {}
        Wish::Open => {
            let vendors = state.known.as_ref().map(|known| &known.vendors);
            let found = vendors.and_then(|vendors| {
                vendors
                    .list
                    .iter()
                    .find(|vendor| Some(&vendor.name) == id.vendor.as_ref())
            });
            if let Some(vendor) = found {
                actions.push(Action::Select(
                    crate::core::catalogue::RegisterId::VENDOR,
                    vendor.record,
                ));
            }
        }
    }
}
