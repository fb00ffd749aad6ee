//! Short messages at the lower edge that say what was done and offer to take it back.

use std::path::PathBuf;

use eframe::egui::{self, Align2, RichText};

use super::app::Action;
use super::theme;
use crate::core::ledger::Command;
use crate::core::model::{OpSeq, Operation, OperationKind};
use crate::session::Job;
use crate::text::{cli, ui as words};

/// Seconds that a message stays; one with something to do stays until the next.
const STAYS: f64 = 6.0;

#[derive(Default)]
pub(super) struct Toasts {
    message: Option<Toast>,
}

struct Toast {
    text: String,
    undo: Option<OpSeq>,
    /// A file that was made, to be looked at.
    file: Option<PathBuf>,
    since: Option<f64>,
}

impl Toasts {
    pub fn say(&mut self, text: &str) {
        self.say_with_undo(text, None);
    }

    pub fn say_with_undo(&mut self, text: &str, undo: Option<OpSeq>) {
        self.message = Some(Toast {
            text: text.to_owned(),
            undo,
            file: None,
            since: None,
        });
    }

    /// A file was made: where it is, and a way to it. Stays until it is closed or the next message comes.
    pub fn say_made(&mut self, text: &str, file: PathBuf) {
        self.message = Some(Toast {
            text: text.to_owned(),
            undo: None,
            file: Some(file),
            since: None,
        });
    }

    /// An ordinary edit needs no message; going back and forth does.
    pub fn say_done(&mut self, operation: &Operation) {
        match operation.kind {
            OperationKind::Undo | OperationKind::Redo => {
                self.say(&words::did(cli::operation(operation.kind), &operation.label));
            }
            _ => self.message = None,
        }
    }

    pub fn show(&mut self, context: &egui::Context, actions: &mut Vec<Action>) {
        let Some(toast) = &mut self.message else { return };
        let now = context.input(|input| input.time);
        let since = *toast.since.get_or_insert(now);
        let stays = toast.undo.is_some() || toast.file.is_some();
        let mut close = !stays && now - since > STAYS;
        if !stays {
            context.request_repaint_after_secs((STAYS - (now - since)).max(0.1) as f32);
        }
        egui::Area::new(egui::Id::unique("toast"))
            .anchor(Align2::CENTER_BOTTOM, egui::vec2(0.0, -16.0))
            .order(egui::Order::Foreground)
            .show(context, |ui| {
                egui::Frame::popup(ui.style())
                    .fill(theme::TOAST)
                    .inner_margin(12.0)
                    .show(ui, |ui| {
                        ui.set_max_width(640.0);
                        ui.horizontal(|ui| {
                            ui.label(RichText::new(&toast.text).color(theme::ON_TOAST));
                            if let Some(seq) = toast.undo
                                && ui.button(words::UNDO_THIS).clicked()
                            {
                                actions.push(Action::Job(Job::Execute(Command::Undo(Some(seq)))));
                                close = true;
                            }
                            if let Some(file) = &toast.file {
                                if ui.button(words::OPEN_FILE).clicked() {
                                    actions.push(Action::Job(Job::Show(file.clone())));
                                }
                                if let Some(folder) = file.parent()
                                    && ui.button(words::OPEN_FOLDER).clicked()
                                {
                                    actions.push(Action::Job(Job::Show(folder.to_owned())));
                                }
                            }
                            close |= ui.button(words::OK).clicked();
                        });
                    });
            });
        if close {
            self.message = None;
        }
    }
}
