//! 経営層の確認: the report, the confirmation, and what was confirmed before.

use eframe::egui::{self, RichText};

use super::register::proofs;
use crate::core::catalogue::RegisterId;
use crate::core::review::{self, Report};
use crate::session::{Job, View};
use crate::text::{review as words_of, rules, ui as words};
use crate::ui::app::Action;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::{compact, line, paragraph, readable, ready, remark};
use crate::ui::{fonts, theme};

/// Findings named in the report on the screen.
const NAMED: usize = 40;

#[derive(Default)]
pub(crate) struct State {
    /// The report, for the revision it was made of.
    pub report: Option<Box<Report>>,
    asked: Option<u64>,
    by: String,
    note: String,
    path: String,
}

pub(crate) fn show(ui: &mut egui::Ui, view: &View, access: Access, state: &mut State, actions: &mut Vec<Action>) {
    let revision = view.snapshot.revision;
    if access == Access::Write && state.asked != Some(revision) {
        state.asked = Some(revision);
        actions.push(Action::Job(Job::ReviewReport));
    }
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        readable(ui, 960.0);
        ui.heading(words::REVIEW);
        paragraph(ui, words::REVIEW_LEAD_MANAGEMENT);
        if let Some(report) = state.report.as_ref().filter(|report| report.revision == revision) {
            shown(ui, view, report, actions);
            confirm(ui, access, &mut state.by, &mut state.note, actions);
        }
        past(ui, view, access, &mut state.path, actions);
        ui.add_space(12.0);
    });
}

fn shown(ui: &mut egui::Ui, view: &View, report: &Report, actions: &mut Vec<Action>) {
    ui.add_space(8.0);
    ui.label(RichText::new(words_of::since(report)).family(fonts::bold()));
    ui.label(words::review_code(&report.code));
    if !report.registers.is_empty() {
        registers(ui, report, actions);
    }
    if !report.retired.is_empty() {
        ui.label(words::retired(&report.retired));
    }
    ui.label(words_of::counts(report));
    for finding in report.matters.iter().take(NAMED) {
        let row = view.snapshot.get(finding.register, finding.record);
        let name = row.and_then(|row| row.name()).unwrap_or_default();
        ui.horizontal_wrapped(|ui| {
            if ui.link(rules::about(finding, name)).clicked() {
                actions.push(Action::Select(finding.register, finding.record));
            }
            paragraph(ui, rules::sentence(finding));
        });
    }
    if report.matters.len() > NAMED {
        ui.weak(words::and_more(report.matters.len() - NAMED));
    }
}

/// How many rows of each register there are, and what became of them.
fn registers(ui: &mut egui::Ui, report: &Report, actions: &mut Vec<Action>) {
    egui::Grid::new("review registers")
        .num_columns(5)
        .spacing([20.0, 2.0])
        .show(ui, |ui| {
            for heading in [
                "",
                words::REVIEW_ROWS,
                words::REVIEW_ADDED,
                words::REVIEW_CHANGED,
                words::REVIEW_REMOVED,
            ] {
                remark(ui, heading);
            }
            ui.end_row();
            for changed in &report.registers {
                if ui.link(changed.register.label).clicked() {
                    actions.push(Action::Go(crate::ui::app::Route::Register(changed.register)));
                }
                ui.label(changed.rows.to_string());
                for names in [&changed.added, &changed.changed, &changed.removed] {
                    let count = if names.is_empty() {
                        String::new()
                    } else {
                        names.len().to_string()
                    };
                    ui.label(count).on_hover_text(names.join("\n"));
                }
                ui.end_row();
            }
        });
}

fn confirm(ui: &mut egui::Ui, access: Access, by: &mut String, note: &mut String, actions: &mut Vec<Action>) {
    if access == Access::LookOnly {
        return;
    }
    ui.add_space(12.0);
    ui.label(RichText::new(words::REVIEW_CONFIRM).family(fonts::bold()));
    line(ui, words::REVIEW_BY, by, 260.0);
    let name = ui.label(words::REVIEW_NOTE);
    ui.add(egui::TextEdit::multiline(note).desired_rows(2).desired_width(600.0))
        .labelled_by(name.id);
    let text = RichText::new(words::REVIEW_DO)
        .family(fonts::bold())
        .color(theme::ON_ACCENT);
    let button = egui::Button::new(text).fill(theme::ACCENT);
    if ready(ui, !by.trim().is_empty(), button, words::CONFIRMER_FIRST) {
        actions.push(Action::Job(Job::ReviewConfirm {
            by: std::mem::take(by).trim().to_owned(),
            note: std::mem::take(note).trim().to_owned(),
        }));
    }
}

fn past(ui: &mut egui::Ui, view: &View, access: Access, path: &mut String, actions: &mut Vec<Action>) {
    let rows = view.snapshot.rows(RegisterId::REVIEW);
    if rows.is_empty() {
        return;
    }
    ui.add_space(16.0);
    ui.heading(words::REVIEW_PAST);
    for row in rows.iter().rev() {
        let text = |key: &str| row.entry(key).display().into_owned();
        egui::Frame::group(ui.style()).inner_margin(8.0).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                let head = words::two(&text("confirmed_on"), &text("confirmed_by"));
                ui.label(RichText::new(head).family(fonts::bold()));
                ui.label(words::review_code(&text("code")));
                let seen = review::revision(row);
                let operation = seen.and_then(|seq| view.snapshot.operations.iter().find(|known| known.seq == seq));
                if let Some(operation) = operation
                    && access == Access::Write
                    && compact(ui, words::SEE_THEN).clicked()
                {
                    actions.push(Action::Job(Job::AsOf(operation.at)));
                }
            });
            for key in ["note", "summary"] {
                if !row.entry(key).is_blank() {
                    ui.label(text(key));
                }
            }
            ui.label(
                RichText::new(words::review_copy(&text("copy")))
                    .small()
                    .color(theme::MUTED),
            );
            proofs::show(ui, view, row, access, path, actions);
        });
    }
}
