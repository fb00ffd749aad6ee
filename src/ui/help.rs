//! Help for the screen that is shown (F1): a few sentences and the keys.

use eframe::egui::{self, RichText};

use super::app::{Action, App, Page, Route};
use super::fonts;
use crate::text::help::{self as words, Topic};
use crate::text::tour;

impl App {
    pub(super) fn show_help(&mut self, context: &egui::Context, actions: &mut Vec<Action>) {
        if !self.help {
            return;
        }
        let mut close = context.input(|input| input.key_pressed(egui::Key::Escape));
        let topic = topic(self.route);
        egui::Modal::new(egui::Id::unique("help")).show(context, |ui| {
            ui.set_max_width(620.0);
            ui.heading(words::TITLE);
            ui.add_space(4.0);
            egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
                // Room for the scroll bar.
                ui.set_max_width(ui.available_width() - 16.0);
                for line in words::lines(topic) {
                    ui.horizontal_top(|ui| {
                        ui.label(words::BULLET);
                        ui.add(egui::Label::new(*line).wrap());
                    });
                }
                ui.add_space(8.0);
                ui.label(RichText::new(crate::text::ui::KEYS_TITLE).family(fonts::bold()));
                keys(ui);
            });
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                close |= ui.button(words::CLOSE).clicked();
                if self.current.is_some() && ui.button(tour::BEGIN).clicked() {
                    actions.push(Action::Tour);
                    close = true;
                }
            });
        });
        self.help = !close;
    }
}

pub(super) fn keys(ui: &mut egui::Ui) {
    egui::Grid::new("keys")
        .num_columns(2)
        .spacing([24.0, 4.0])
        .show(ui, |ui| {
            for (keys, what) in crate::text::ui::KEYS {
                ui.monospace(*keys);
                ui.label(*what);
                ui.end_row();
            }
        });
}

const fn topic(route: Route) -> Topic {
    match route {
        Route::Start => Topic::Start,
        Route::Home => Topic::Home,
        Route::Register(_) => Topic::Register,
        Route::Import => Topic::Import,
        Route::Export => Topic::Export,
        Route::History => Topic::History,
        Route::Settings => Topic::Settings,
        Route::More => Topic::More,
        Route::Stocktake => Topic::Stocktake,
        Route::Review => Topic::Review,
        Route::Inspection(Page::Answering) => Topic::Answering,
        Route::Inspection(Page::Vendors) => Topic::Vendors,
        Route::Inspection(Page::Contacts) => Topic::Contacts,
        Route::Inspection(Page::Readiness) => Topic::Readiness,
        Route::Inspection(Page::Forms) => Topic::Forms,
        Route::Diagram => Topic::Diagram,
    }
}
