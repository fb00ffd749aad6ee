//! Labels to print before the counting: which, and into which file.

use eframe::egui;

use crate::core::parse;
use crate::core::stocktake::{LabelWish, Target};
use crate::session::Job;
use crate::text::{stocktake as words, ui};
use crate::ui::app::Action;
use crate::ui::dialog::Purpose;
use crate::ui::widgets::{input, line, paragraph, ready};

/// What is being typed.
#[derive(Default)]
pub(crate) struct Form {
    numbers: String,
    place: String,
    pub out: String,
}

pub(super) fn show(ui: &mut egui::Ui, target: Target, form: &mut Form, actions: &mut Vec<Action>) {
    egui::CollapsingHeader::new(words::LABELS).show(ui, |ui| {
        paragraph(ui, words::LABELS_LEAD);
        line(ui, words::LABELS_NUMBERS, &mut form.numbers, 300.0);
        if target != Target::Accounts {
            line(ui, words::LABELS_PLACE, &mut form.place, 300.0);
        }
        let name = ui.label(words::LABELS_FILE);
        ui.horizontal_wrapped(|ui| {
            let file = input(&mut form.out).hint_text(words::LABELS_NAME).desired_width(420.0);
            ui.add(file).labelled_by(name.id);
            if ui.button(ui::BROWSE).clicked() {
                actions.push(Action::Ask(Purpose::Labels, words::LABELS_NAME.to_owned()));
            }
        });
        let out = form.out.trim();
        let button = egui::Button::new(words::LABELS_WRITE);
        if ready(ui, !out.is_empty(), button, ui::PLACE_FIRST) {
            let wish = LabelWish {
                numbers: parse::links(&form.numbers),
                place: form.place.clone(),
            };
            actions.push(Action::Job(Job::ExportLabels {
                target,
                wish,
                out: out.into(),
            }));
        }
    });
}
