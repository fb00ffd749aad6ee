//! The first page: make, open, or try.

use eframe::egui;

use super::line;
use crate::session::Job;
use crate::text::ui as words;
use crate::ui::app::Action;

pub(crate) struct Form {
    facility: String,
    new: String,
    open: String,
    sample: String,
}

impl Default for Form {
    fn default() -> Self {
        let sample = words::SAMPLE_FILE.to_owned();
        Self {
            facility: String::new(),
            new: words::DEFAULT_FILE.to_owned(),
            open: words::DEFAULT_FILE.to_owned(),
            sample,
        }
    }
}

pub(crate) fn show(ui: &mut egui::Ui, form: &mut Form, actions: &mut Vec<Action>) {
    let width = 560.0_f32.min(ui.available_width() - 40.0);
    ui.vertical_centered(|ui| {
        ui.add_space(40.0);
        ui.label(egui::RichText::new(words::TITLE).heading().size(30.0));
        ui.label(words::LEAD);
        ui.add_space(16.0);
        let card = |ui: &mut egui::Ui, title: &str, add: &mut dyn FnMut(&mut egui::Ui)| {
            egui::Frame::group(ui.style()).inner_margin(16.0).show(ui, |ui| {
                ui.set_width(width);
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.heading(title);
                    add(ui);
                });
            });
            ui.add_space(12.0);
        };
        card(ui, words::NEW, &mut |ui| {
            ui.push_id("new", |ui| {
                line(ui, words::FACILITY, &mut form.facility, f32::INFINITY);
                line(ui, words::FILE, &mut form.new, f32::INFINITY);
                let ready = !form.facility.trim().is_empty() && !form.new.trim().is_empty();
                if ui.add_enabled(ready, egui::Button::new(words::CREATE)).clicked() {
                    actions.push(Action::Job(Job::Create {
                        path: form.new.trim().into(),
                        facility: form.facility.clone(),
                    }));
                }
            });
        });
        card(ui, words::OPEN, &mut |ui| {
            ui.push_id("open", |ui| {
                line(ui, words::FILE, &mut form.open, f32::INFINITY);
                if ui.button(words::OPEN_BUTTON).clicked() {
                    actions.push(Action::Job(Job::Open {
                        path: form.open.trim().into(),
                    }));
                }
            });
        });
        card(ui, words::SAMPLE, &mut |ui| {
            ui.push_id("sample", |ui| {
                ui.label(words::SAMPLE_LEAD);
                line(ui, words::FILE, &mut form.sample, f32::INFINITY);
                if ui.button(words::SAMPLE_BUTTON).clicked() {
                    actions.push(Action::Job(Job::CreateSample {
                        path: form.sample.trim().into(),
                    }));
                }
            });
        });
    });
}
