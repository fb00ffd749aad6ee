//! The plan of an import as a person goes over it: what was found, what changes, and the button that writes it.

use eframe::egui::{self, RichText};

use super::{Form, Only, Sight, found, guide, joining, replaced, rows, sets};
use crate::core::import::{Action as Planned, ImportPlan};
use crate::session::Job;
use crate::text::ui as words;
use crate::ui::app::Action;
use crate::ui::widgets::input as one_line;
use crate::ui::widgets::{choice, paragraph, remark};
use crate::ui::{fonts, theme};

pub(super) fn show(ui: &mut egui::Ui, form: &mut Form, plan: &mut ImportPlan, actions: &mut Vec<Action>) {
    let known = form.sight.take().filter(|sight| sight.is_of(form.only));
    let sight = known.unwrap_or_else(|| Sight::of(plan, form.only));
    ui.horizontal(|ui| {
        let title = RichText::new(words::review_of(&plan.file)).heading();
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button(words::CANCEL).clicked() {
                actions.push(Action::DropPlan);
            }
            if sight.writes > 0 {
                let text = RichText::new(words::apply(sight.writes))
                    .family(fonts::bold())
                    .color(theme::ON_ACCENT);
                if ui.add(egui::Button::new(text).fill(theme::ACCENT)).clicked() {
                    let plan = Box::new(plan.clone());
                    let name = form.remember.as_deref().map(str::trim).filter(|name| !name.is_empty());
                    actions.push(Action::Job(match name {
                        Some(name) => Job::ApplyAndRemember {
                            plan,
                            name: name.to_owned(),
                        },
                        None => Job::ApplyImport(plan),
                    }));
                }
            } else {
                ui.label(words::NOTHING_TO_IMPORT);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(title).truncate());
            });
        });
    });
    paragraph(ui, words::REVIEW_LEAD);
    if sight.secret {
        ui.colored_label(theme::WARNING, words::SECRET_LEFT_OUT);
    }
    let mut changed = joining::show(ui, plan, &sight);
    // However much is unfolded above, the rows stay in sight.
    egui::ScrollArea::vertical()
        .id_salt("about the plan")
        .max_height(ui.available_height() * 0.55)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            changed |= replaced::show(ui, plan, &sight.replaced);
            sets::show(ui, plan, &form.reading, actions);
            guide::show(ui, &mut form.guide, plan, &form.reading, actions);
            remember(ui, form, plan);
            found::show(ui, plan);
        });
    ui.horizontal_wrapped(|ui| {
        let counts = sight.counts;
        let mut chip = |ui: &mut egui::Ui, only: Only, label: String| {
            if choice(ui, form.only == only, label).clicked() {
                form.only = only;
            }
        };
        chip(ui, Only::Changing, words::changing_rows(sight.changing));
        for (action, count) in [
            (Planned::Add, counts.add),
            (Planned::Change, counts.change),
            (Planned::Problem, counts.problem),
            (Planned::Conflict, counts.conflict),
            (Planned::Gone, counts.gone),
            (Planned::Unchanged, counts.unchanged),
        ] {
            if count > 0 {
                chip(ui, Only::Action(action), format!("{} {count}", words::action(action)));
            }
        }
        chip(ui, Only::All, words::all_rows(plan.rows.len()));
    });
    changed |= rows::show(ui, &mut form.open, plan, &sight.shown);
    form.sight = (!changed).then_some(sight);
}

/// A corrected reading is worth keeping for the next file of this kind.
fn remember(ui: &mut egui::Ui, form: &mut Form, plan: &ImportPlan) {
    if !plan.is_corrected() {
        form.remember = None;
        return;
    }
    let stem = || {
        let stem = form.reading.file.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    };
    let mut name = form.remember.take().unwrap_or_else(stem);
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(words::REMEMBER);
        ui.add(one_line(&mut name).desired_width(280.0)).labelled_by(label.id);
    });
    remark(ui, words::REMEMBER_LEAD);
    form.remember = Some(name);
}
