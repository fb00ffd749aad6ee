//! The first look at a ledger: what to do today, the inspection, what is there; then what lies ahead, how the ledger
//! looks and what was done last. Everything shown was worked out with the revision.

mod charts;
mod findings;

use eframe::egui::{self, RichText};

use super::accept;
use crate::core::catalogue::{Column, RegisterId, Shown};
use crate::core::model::RecordId;
use crate::core::outlook::Outlook;
use crate::core::rules;
use crate::session::{Job, View};
use crate::text::{
    checklist as words_of, cli, collect as pcs, home as at_home, inspection as inspection_words, ui as words,
};
use crate::ui::app::{Action, Route};
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::{compact, paragraph, primary, remark, whole};
use crate::ui::{fonts, theme};

/// Things to do that are shown first.
const TODAY: usize = 5;
/// Days of the calendar that are shown before the rest is folded.
const SHOWN_DAYS: usize = 6;
/// From this width on, two columns stand side by side.
const TWO_COLUMNS: f32 = 760.0;
/// Wider lines are no easier to read.
const WIDEST: f32 = 1240.0;

/// What is being typed on the page.
#[derive(Default)]
pub(crate) struct Form {
    accept: Option<accept::Form>,
}

pub(crate) fn show(ui: &mut egui::Ui, view: &View, access: Access, form: &mut Form, actions: &mut Vec<Action>) {
    accept::dialog(ui, view.today, &mut form.accept, actions);
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        // The scroll bar lies over the right edge.
        ui.set_max_width((ui.available_width() - 12.0).min(WIDEST));
        ui.spacing_mut().item_spacing.y = 5.0;
        let mut kept =
            RegisterId::all().filter(|register| register.shown != Shown::Inner && *register != RegisterId::FACILITY);
        if kept.all(|register| view.snapshot.rows(register).is_empty()) {
            nothing_yet(ui, view, access, actions);
            return;
        }
        let wide = ui.available_width() >= TWO_COLUMNS;
        if wide {
            // What frames and gaps take is no room for texts.
            let room = ui.available_width() - 48.0;
            let (left, right) = (room * 0.58, room * 0.42);
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width(left);
                    today(ui, view, access, form, actions);
                });
                ui.vertical(|ui| {
                    ui.set_width(right);
                    inspection(ui, view, access, actions);
                    counts(ui, view, actions);
                    ahead(ui, view, actions);
                });
            });
        } else {
            inspection(ui, view, access, actions);
            today(ui, view, access, form, actions);
            counts(ui, view, actions);
            ahead(ui, view, actions);
        }
        ui.add_space(6.0);
        charts::show(ui, &view.outlook, wide, actions);
        let groups = findings::grouped(rules::open(&view.findings));
        if groups.len() > TODAY {
            ui.add_space(6.0);
            heading(ui, words::ALL_FINDINGS);
            for (rule, found) in groups.iter().skip(TODAY) {
                findings::line(ui, view, access, *rule, found, &mut form.accept, actions);
            }
        }
        accept::accepted(ui, view, access, actions);
        ui.add_space(6.0);
        last_edits(ui, view);
        ui.add_space(8.0);
        remark(ui, words::lifecycle_source(view.list_day));
        ui.add_space(12.0);
    });
}

fn heading(ui: &mut egui::Ui, text: &str) {
    ui.label(RichText::new(text).family(fonts::bold()).size(17.0));
}

/// A ledger without a row but the facility's own: how to begin, the easiest way first.
fn nothing_yet(ui: &mut egui::Ui, view: &View, access: Access, actions: &mut Vec<Action>) {
    ui.heading(words::HOME);
    paragraph(ui, at_home::BEGIN);
    if access == Access::LookOnly {
        return;
    }
    let step = |ui: &mut egui::Ui, number: usize, title: &str, lead: &str| {
        ui.add_space(10.0);
        heading(ui, &at_home::step(number, title));
        paragraph(ui, lead);
    };
    step(ui, 1, at_home::BEGIN_IMPORT, at_home::BEGIN_IMPORT_LEAD);
    if ui.add(primary(words::IMPORT)).clicked() {
        actions.push(Action::Go(Route::Import));
    }
    step(ui, 2, at_home::BEGIN_WITHOUT, at_home::BEGIN_WITHOUT_LEAD);
    ui.horizontal_wrapped(|ui| {
        if whole(ui, pcs::HERE).clicked() {
            actions.push(Action::Go(Route::Import));
            actions.push(Action::Job(Job::PlanHere));
        }
        if whole(ui, at_home::BEGIN_BY_HAND).clicked() {
            actions.push(Action::Go(Route::Register(RegisterId::DEVICE)));
        }
    });
    step(ui, 3, at_home::BEGIN_DAY, at_home::BEGIN_DAY_LEAD);
    if whole(ui, at_home::SET_INSPECTION).clicked() {
        actions.push(inspection_day(view));
    }
    ui.add_space(14.0);
    if ui.link(at_home::BEGIN_TOUR).clicked() {
        actions.push(Action::Tour);
    }
}

fn today(ui: &mut egui::Ui, view: &View, access: Access, form: &mut Form, actions: &mut Vec<Action>) {
    heading(ui, words::TODAY);
    let groups = findings::grouped(rules::open(&view.findings));
    if groups.is_empty() {
        ui.label(words::NOTHING_TO_DO);
    }
    for (rule, found) in groups.iter().take(TODAY) {
        findings::card(ui, view, access, *rule, found, &mut form.accept, actions);
    }
}

/// How many days are left, or where the day is written down.
fn inspection(ui: &mut egui::Ui, view: &View, access: Access, actions: &mut Vec<Action>) {
    let Outlook {
        inspection,
        today,
        visit,
        ..
    } = &*view.outlook;
    egui::Frame::group(ui.style())
        .fill(theme::HEADER)
        .inner_margin(egui::Margin::symmetric(10, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| match inspection {
                Some(day) if day == today => {
                    ui.label(
                        RichText::new(at_home::inspection_today(*visit))
                            .family(fonts::bold())
                            .size(17.0),
                    );
                }
                Some(day) => {
                    ui.label(at_home::inspection(*visit));
                    let left = (*day - *today).num_days();
                    ui.label(
                        RichText::new(at_home::countdown(left, *day))
                            .family(fonts::bold())
                            .size(17.0),
                    );
                }
                None => {
                    ui.label(RichText::new(at_home::no_inspection(*visit)).color(theme::MUTED));
                    if access == Access::Write && compact(ui, at_home::SET_INSPECTION).clicked() {
                        actions.push(inspection_day(view));
                    }
                }
            });
            if let Some(scope) = inspection_words::scope(*visit) {
                remark(ui, scope);
            }
        });
}

/// The way to where the day of the inspection is written.
fn inspection_day(view: &View) -> Action {
    let facility = view.snapshot.rows(RegisterId::FACILITY).first();
    let field = RegisterId::FACILITY.field_index("inspection_on").map(Column::Field);
    match (facility, field) {
        (Some(facility), Some(column)) => Action::SelectCell(RegisterId::FACILITY, facility.id, column),
        _ => Action::Go(Route::Register(RegisterId::FACILITY)),
    }
}

fn counts(ui: &mut egui::Ui, view: &View, actions: &mut Vec<Action>) {
    heading(ui, words::COUNTS);
    let filled = |register: &RegisterId| {
        register.shown == Shown::Always
            || register.shown == Shown::WhenNeeded && !view.snapshot.rows(*register).is_empty()
    };
    ui.scope(|ui| {
        // Before the row begins: it takes its height from what is around it.
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        ui.spacing_mut().button_padding = egui::vec2(8.0, 2.0);
        ui.spacing_mut().interact_size.y = 22.0;
        ui.horizontal_wrapped(|ui| {
            for register in RegisterId::all().filter(filled) {
                let label = words::register_count(register.label, view.snapshot.rows(register).len());
                if whole(ui, RichText::new(label).small()).clicked() {
                    actions.push(Action::Go(Route::Register(register)));
                }
            }
        });
    });
}

/// The calendar: what falls due, the nearest first.
fn ahead(ui: &mut egui::Ui, view: &View, actions: &mut Vec<Action>) {
    heading(ui, at_home::AHEAD);
    let due = &view.outlook.due;
    if due.is_empty() {
        ui.label(RichText::new(at_home::NOTHING_AHEAD).color(theme::MUTED));
        return;
    }
    let line = |ui: &mut egui::Ui, at: usize, actions: &mut Vec<Action>| {
        let due = &due[at];
        ui.horizontal(|ui| {
            let days = (due.on - view.outlook.today).num_days();
            ui.add_sized(
                [104.0, 18.0],
                egui::Label::new(RichText::new(at_home::due_day(due.on, days)).small()).truncate(),
            );
            let what = at_home::due(due.kind, &due.what, view.outlook.visit);
            let text = words::go_to(&what, &words_of::row_name(due.register, &due.name));
            let leads = matches!(due.register, RegisterId::ANSWER | RegisterId::VENDOR_SHEET);
            if due.register.shown == Shown::Inner && !leads {
                ui.add(egui::Label::new(&text).truncate()).on_hover_text(&text);
            } else if ui.add(egui::Link::new(&text)).on_hover_text(&text).clicked() {
                actions.push(Action::Select(due.register, due.record));
            }
        });
    };
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
        for at in 0..due.len().min(SHOWN_DAYS) {
            line(ui, at, actions);
        }
        if due.len() > SHOWN_DAYS {
            egui::CollapsingHeader::new(words::and_more(due.len() - SHOWN_DAYS))
                .id_salt("more days")
                .show(ui, |ui| {
                    for at in SHOWN_DAYS..due.len() {
                        line(ui, at, actions);
                    }
                });
        }
    });
}

fn last_edits(ui: &mut egui::Ui, view: &View) {
    heading(ui, words::LAST_EDITS);
    for operation in view.snapshot.operations.iter().rev().take(5) {
        ui.label(format!(
            "{}　{}　{}　{}",
            words::when(operation.at),
            words::who(&operation.actor),
            cli::operation(operation.kind),
            operation.label
        ));
    }
}

/// Leads to the row of a finding, and to the field in which it is mended.
fn place(register: RegisterId, record: RecordId, column: Option<&Column>) -> Action {
    match column {
        _ if record == RecordId::NONE && register.shown != Shown::Inner => Action::Go(Route::Register(register)),
        Some(column) => Action::SelectCell(register, record, column.clone()),
        None => Action::Select(register, record),
    }
}
