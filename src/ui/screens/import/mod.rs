//! From a file to a plan that can be read, refused and applied.

mod fields;
mod found;
mod guide;
mod joining;
mod replaced;
mod review;
mod rows;
mod sets;
mod sight;

use eframe::egui::{self, RichText};

use crate::core::import::ImportPlan;
use crate::session::{Job, Password, Reading};
use crate::text::{collect as pcs, ui as words};
use crate::ui::app::Action;
use crate::ui::dialog::Purpose;
use crate::ui::widgets::input as one_line;
use crate::ui::widgets::{paragraph, primary, readable, ready, whole};
use crate::ui::{fonts, theme};
use sight::{Only, Sight};

#[derive(Default)]
pub(crate) struct Form {
    file: String,
    /// Asked for, handed on, kept nowhere else.
    password: String,
    /// What the plan in sight was made from.
    pub reading: Reading,
    guide: guide::State,
    /// The name under which the way of reading is kept; `None` until somebody corrected it.
    remember: Option<String>,
    only: Only,
    /// Row of the plan whose cells are shown in full.
    open: Option<usize>,
    /// What is known of the plan as it stands; made again when it changes.
    sight: Option<Sight>,
}

impl Form {
    /// Another plan has come: nothing known of the one before holds.
    pub fn planned(&mut self) {
        self.sight = None;
        self.open = None;
    }

    fn forget(&mut self) {
        self.planned();
        self.only = Only::Changing;
        self.remember = None;
    }
}

pub(crate) fn show(ui: &mut egui::Ui, form: &mut Form, plan: Option<&mut ImportPlan>, actions: &mut Vec<Action>) {
    match plan {
        None => choose(ui, form, actions),
        Some(plan) => {
            // What was typed has been read; the next file is another one.
            form.file.clear();
            review::show(ui, form, plan, actions);
        }
    }
}

fn choose(ui: &mut egui::Ui, form: &mut Form, actions: &mut Vec<Action>) {
    form.forget();
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        readable(ui, 1000.0);
        ways(ui, form, actions);
        ui.add_space(12.0);
    });
}

/// From a file, from this PC, from a folder of PCs.
fn ways(ui: &mut egui::Ui, form: &mut Form, actions: &mut Vec<Action>) {
    ui.heading(words::IMPORT);
    paragraph(ui, words::IMPORT_LEAD);
    ui.add_space(8.0);
    egui::Frame::group(ui.style())
        .stroke(egui::Stroke::new(1.5, theme::LINE))
        .inner_margin(24.0)
        .show(ui, |ui| {
            ui.set_width(ui.available_width().min(720.0));
            ui.vertical_centered(|ui| {
                paragraph(ui, words::DROP_HERE);
                ui.add_space(6.0);
                if ui.add(primary(words::CHOOSE_FILE)).clicked() {
                    actions.push(Action::Ask(Purpose::Import, String::new()));
                }
            });
        });
    ui.add_space(12.0);
    let name = ui.label(words::IMPORT_FILE);
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 110.0).clamp(160.0, 520.0);
        ui.add(one_line(&mut form.file).desired_width(width))
            .labelled_by(name.id);
        let named = !form.file.trim().is_empty();
        if ready(ui, named, egui::Button::new(words::READ), words::FILE_FIRST) {
            let file = form.file.trim().into();
            let password = std::mem::take(&mut form.password);
            actions.push(Action::Read(Reading {
                file,
                password: (!password.is_empty()).then_some(Password(password)),
                ..Reading::default()
            }));
        }
    });
    ui.add_space(8.0);
    ui.separator();
    ui.label(RichText::new(pcs::TITLE).family(fonts::bold()));
    paragraph(ui, pcs::LEAD);
    ui.horizontal_wrapped(|ui| {
        if whole(ui, pcs::HERE).clicked() {
            actions.push(Action::Job(Job::PlanHere));
        }
        if whole(ui, pcs::FOLDER).clicked() {
            actions.push(Action::Ask(Purpose::Facts, String::new()));
        }
    });
    ui.separator();
    egui::CollapsingHeader::new(words::WITH_PASSWORD).show(ui, |ui| {
        paragraph(ui, words::PASSWORD_LEAD);
        let name = ui.label(words::PASSWORD);
        let input = one_line(&mut form.password).password(true);
        ui.add(input.desired_width(240.0)).labelled_by(name.id);
    });
}
