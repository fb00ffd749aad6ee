//! Sheets and letters for vendors: whom, from which file, into which folder, until when.

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use eframe::egui::{self, RichText};

use super::State;
use crate::core::checklist::{Asked, BoardRow, RoundState};
use crate::core::form::coming_day;
use crate::session::{Job, RequestWish, View};
use crate::text::{inspection as words, ui as ui_words};
use crate::ui::app::Action;
use crate::ui::dialog::Purpose;
use crate::ui::widgets::{heading, input, paragraph, primary, remark};
use crate::ui::{fonts, theme};

/// Days that a vendor is given.
const DUE: Days = Days::new(21);
/// Days before the inspection by which everything is back.
const BEFORE: Days = Days::new(7);

/// The day until which a vendor is asked to answer: on a weekend nobody is there, and what comes back on the day of the
/// inspection comes too late.
pub(super) fn due(view: &View) -> Option<NaiveDate> {
    let day = view.today.checked_add_days(DUE)?;
    let off = match day.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    let usual = day.checked_add_days(Days::new(off))?;
    let before = view.outlook.inspection.and_then(|day| day.checked_sub_days(BEFORE));
    let before = before.filter(|day| *day > view.today);
    Some(before.map_or(usual, |day| day.min(usual)))
}

/// What is being chosen and typed.
#[derive(Default)]
pub(crate) struct Draft {
    pub form: String,
    pub folder: String,
    due: String,
    today: NaiveDate,
    with_disclosure: bool,
    vendors: BTreeSet<String>,
}

impl Draft {
    /// Everybody whose sheet has not gone out yet.
    pub fn new(view: &View, rows: &[BoardRow], form: String, folder: String) -> Self {
        let open = rows.iter().filter(|row| row.asked.state == RoundState::NotSent);
        let due = self::due(view).unwrap_or(view.today);
        Self {
            form,
            folder,
            due: due.format("%Y/%-m/%-d").to_string(),
            today: view.today,
            with_disclosure: true,
            vendors: open.map(|row| row.vendor.name.clone()).collect(),
        }
    }

    /// Only this vendor.
    pub fn only(mut self, vendor: &str) -> Self {
        self.vendors = BTreeSet::from([vendor.to_owned()]);
        self
    }
}

/// The panel; `knows_items` tells whether a sheet of our own can be made.
pub(super) fn show(
    ui: &mut egui::Ui,
    rows: &[BoardRow],
    (year, knows_items): (i32, bool),
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    let Some(draft) = &mut state.request else { return };
    let mut close = false;
    egui::Frame::group(ui.style()).inner_margin(10.0).show(ui, |ui| {
        ui.set_width(ui.available_width());
        heading(ui, words::MAKE_REQUESTS);
        paragraph(ui, words::MAKE_LEAD);
        let hint = if knows_items { words::OWN_SHEET_HINT } else { "" };
        path(
            ui,
            words::REQUEST_FORM,
            hint,
            &mut draft.form,
            Purpose::RequestForm,
            actions,
        );
        path(
            ui,
            words::REQUEST_FOLDER,
            "",
            &mut draft.folder,
            Purpose::RequestFolder,
            actions,
        );
        ui.horizontal_wrapped(|ui| {
            let label = ui.label(words::DUE);
            ui.add(input(&mut draft.due).desired_width(130.0)).labelled_by(label.id);
            ui.add_space(12.0);
            ui.checkbox(&mut draft.with_disclosure, words::WITH_DISCLOSURE);
        });
        ui.horizontal_wrapped(|ui| {
            ui.label(words::WHOM);
            for row in rows {
                let name = &row.vendor.name;
                let mut on = draft.vendors.contains(name);
                if ui.checkbox(&mut on, name).changed() {
                    if on {
                        draft.vendors.insert(name.clone());
                    } else {
                        draft.vendors.remove(name);
                    }
                }
            }
        });
        let due = coming_day(&draft.due, draft.today);
        let due_is_fine = draft.due.trim().is_empty() || due.is_some();
        if !due_is_fine {
            ui.label(RichText::new(words::NOT_A_DAY).color(theme::WARNING));
        }
        ui.add_space(4.0);
        let lacks = if !knows_items && draft.form.trim().is_empty() {
            Some(words::NEEDS_FORM)
        } else if draft.folder.trim().is_empty() {
            Some(words::NEEDS_FOLDER)
        } else if draft.vendors.is_empty() {
            Some(words::NEEDS_VENDOR)
        } else {
            None
        };
        ui.horizontal_wrapped(|ui| {
            let can = lacks.is_none() && due_is_fine;
            if ui.add_enabled(can, primary(words::MAKE)).clicked() {
                let form = draft.form.trim();
                actions.push(Action::Job(Job::MakeRequests(Box::new(RequestWish {
                    fiscal_year: year,
                    form: (!form.is_empty()).then(|| PathBuf::from(form)),
                    folder: PathBuf::from(draft.folder.trim()),
                    vendors: draft.vendors.iter().cloned().collect(),
                    due,
                    with_disclosure: draft.with_disclosure,
                }))));
            }
            close = ui.button(words::DROP).clicked();
            if let Some(lacks) = lacks {
                remark(ui, lacks);
            }
        });
    });
    if close {
        state.request = None;
    }
}

fn path(ui: &mut egui::Ui, name: &str, hint: &str, text: &mut String, purpose: Purpose, actions: &mut Vec<Action>) {
    let label = ui.label(name);
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 110.0).clamp(160.0, 620.0);
        ui.add(input(text).desired_width(width).hint_text(hint))
            .labelled_by(label.id);
        let button = ui.button(ui_words::BROWSE);
        let spoken = words::of_vendor(ui_words::BROWSE, name);
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, spoken.clone()));
        if button.clicked() {
            actions.push(Action::Ask(purpose, text.clone()));
        }
    });
}

/// What was made, and the way to say that it went out.
pub(super) fn made(ui: &mut egui::Ui, view: &View, rows: &[BoardRow], state: &mut State, actions: &mut Vec<Action>) {
    let Some(made) = &state.made else { return };
    let mut done = false;
    egui::Frame::group(ui.style()).inner_margin(10.0).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(words::made(made.made.len())).family(fonts::bold()));
        ui.label(made.folder.display().to_string());
        for (_, sheet, letter) in &made.made {
            ui.label(words::made_files(sheet, letter));
        }
        paragraph(ui, words::MADE_NEXT);
        ui.horizontal(|ui| {
            if ui.add(primary(words::ALL_SENT)).clicked() {
                let known = |vendor: &str| {
                    let row = rows.iter().find(|row| row.vendor.name == vendor);
                    row.map(|row| row.asked.clone()).unwrap_or_default()
                };
                let rounds = made.made.iter().map(|(id, sheet, _)| {
                    let asked = Asked {
                        state: RoundState::Asked,
                        sent_on: Some(view.today),
                        due_on: made.due,
                        returned_on: None,
                        file: sheet.clone(),
                        ..known(id.vendor.as_deref().unwrap_or_default())
                    };
                    (id.clone(), asked)
                });
                actions.push(Action::Job(Job::NoteRounds(rounds.collect())));
                done = true;
            }
            done |= ui.button(words::LATER).clicked();
        });
    });
    if done {
        state.made = None;
    }
}
