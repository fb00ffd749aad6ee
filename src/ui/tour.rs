//! The way round for a new user: one sentence per screen in a corner, left at any time. Nothing is locked meanwhile.

use eframe::egui::{self, Align2, Key, RichText};

use super::app::{Action, App, Page, Route};
use super::{fonts, theme};
use crate::core::catalogue::RegisterId;
use crate::text::tour::{self as words, Stop};

const fn route(stop: Stop) -> Route {
    match stop {
        Stop::Home => Route::Home,
        Stop::Devices => Route::Register(RegisterId::DEVICE),
        Stop::Import => Route::Import,
        Stop::Answering => Route::Inspection(Page::Answering),
        Stop::Vendors => Route::Inspection(Page::Vendors),
        Stop::Readiness => Route::Inspection(Page::Readiness),
        Stop::History => Route::History,
    }
}

impl App {
    pub(super) fn show_tour(&mut self, context: &egui::Context, actions: &mut Vec<Action>) {
        let Some(at) = self.tour else { return };
        // The sample may still be on its way.
        let (Some(stop), Some(_)) = (Stop::ALL.get(at), &self.current) else {
            return;
        };
        let mut to = Some(at);
        egui::Area::new(egui::Id::unique("tour"))
            .anchor(Align2::RIGHT_BOTTOM, egui::vec2(-20.0, -20.0))
            .order(egui::Order::Foreground)
            .show(context, |ui| {
                egui::Frame::popup(ui.style())
                    .stroke(egui::Stroke::new(2.0, theme::ACCENT))
                    .inner_margin(16.0)
                    .show(ui, |ui| {
                        ui.set_width(380.0);
                        let title = words::step(at + 1, Stop::ALL.len());
                        ui.label(RichText::new(title).family(fonts::bold()).color(theme::ACCENT));
                        ui.label(RichText::new(stop.text()).line_height(Some(theme::LINE_HEIGHT + 3.0)));
                        ui.add_space(4.0);
                        ui.horizontal(|ui| {
                            let last = at + 1 == Stop::ALL.len();
                            if !last && ui.button(RichText::new(words::NEXT).family(fonts::bold())).clicked() {
                                to = Some(at + 1);
                            }
                            if at > 0 && ui.button(words::BACK).clicked() {
                                to = Some(at - 1);
                            }
                            if ui.button(words::LEAVE).clicked() {
                                to = None;
                            }
                        });
                    });
            });
        // Esc leaves, unless it ends an edit.
        if !self.typing(context) && context.input(|input| input.key_pressed(Key::Escape)) {
            to = None;
        }
        if to != Some(at) {
            self.tour = to;
            if let Some(stop) = to.and_then(|to| Stop::ALL.get(to)) {
                actions.push(Action::Go(route(*stop)));
            }
        }
    }
}
