//! The lists that are not in the navigation yet, each with one sentence why a clinic keeps it.

use eframe::egui::{self, RichText};

use crate::core::catalogue::{Category, RegisterId, Shown};
use crate::core::model::Snapshot;
use crate::session::View;
use crate::text::ui as words;
use crate::ui::app::Action;
use crate::ui::widgets::{paragraph, readable, remark};
use crate::ui::{fonts, theme};

/// Whether a register stands in the navigation: always, because it holds something, or because it was asked for.
pub(crate) fn in_navigation(register: RegisterId, snapshot: &Snapshot, asked: &[String]) -> bool {
    match register.shown {
        Shown::Always => true,
        Shown::WhenNeeded => !snapshot.rows(register).is_empty() || asked.iter().any(|key| key == register.key),
        Shown::Inner => false,
    }
}

pub(crate) fn show(ui: &mut egui::Ui, view: &View, asked: &[String], actions: &mut Vec<Action>) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        readable(ui, 900.0);
        ui.heading(words::MORE_REGISTERS);
        paragraph(ui, words::MORE_LEAD);
        let missing: Vec<RegisterId> = RegisterId::all()
            .filter(|register| register.shown == Shown::WhenNeeded)
            .filter(|register| !in_navigation(*register, &view.snapshot, asked))
            .collect();
        if missing.is_empty() {
            ui.add_space(8.0);
            ui.label(words::ALL_SHOWN);
        }
        for category in Category::ALL {
            let mut of_category = missing
                .iter()
                .filter(|register| register.category == category)
                .peekable();
            if of_category.peek().is_some() {
                ui.add_space(10.0);
                ui.label(
                    RichText::new(category.label())
                        .family(fonts::bold())
                        .color(theme::ACCENT),
                );
            }
            for register in of_category {
                entry(ui, *register, actions);
            }
        }
        ui.add_space(12.0);
    });
}

fn entry(ui: &mut egui::Ui, register: RegisterId, actions: &mut Vec<Action>) {
    egui::Frame::group(ui.style()).inner_margin(8.0).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.horizontal(|ui| {
            ui.label(RichText::new(register.label).family(fonts::bold()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let button = ui.button(words::ADD_REGISTER);
                button.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::Role::Button, true, words::use_register(register.label))
                });
                if button.clicked() {
                    actions.push(Action::Keep(register));
                }
            });
        });
        paragraph(ui, register.help);
        if !register.source.is_empty() {
            remark(ui, register.source);
        }
    });
}
