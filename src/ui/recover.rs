//! Text that was being typed when the program ended unexpectedly: kept while it is typed, offered at the next start.

use eframe::egui::{self, RichText};

use super::app::App;
use super::ime::ImeWatch;
use super::screens::register::cell_edit;
use super::theme;
use crate::core::ledger::Command;
use crate::session::{Job, Unsaved, View};
use crate::text::{opening, ui as words};

/// Seconds between two writes while somebody types.
const EVERY: f64 = 1.0;
/// Longest piece of a text that is shown.
const SHOWN: usize = 60;

#[derive(Default)]
pub(super) struct Recovery {
    /// As the file beside the ledger has it.
    kept: Vec<Unsaved>,
    at: f64,
    /// Left by the last run and not decided on.
    offered: Vec<Unsaved>,
}

impl Recovery {
    pub fn offering(offered: Vec<Unsaved>) -> Self {
        Self {
            offered,
            ..Self::default()
        }
    }
}

impl App {
    /// Keeps what is being typed, at most once a second, and forgets it as soon as it is written.
    pub(super) fn keep_unsaved(&mut self, context: &egui::Context) {
        // What an input method is converting is no text yet.
        if self.current.is_none() || !self.recovery.offered.is_empty() || ImeWatch::composing(context) {
            return;
        }
        let typed = self.register.unsaved();
        if typed == self.recovery.kept {
            return;
        }
        let now = context.input(|input| input.time);
        let wait = self.recovery.at + EVERY - now;
        if !typed.is_empty() && wait > 0.0 {
            context.request_repaint_after(std::time::Duration::from_secs_f64(wait));
            return;
        }
        self.recovery.at = now;
        self.recovery.kept = typed.clone();
        self.send(Job::KeepUnsaved(typed));
    }

    pub(super) fn offer_unsaved(&mut self, context: &egui::Context) {
        let Some(view) = self.current.clone() else { return };
        if self.recovery.offered.is_empty() || self.notice.is_some() {
            return;
        }
        let mut decided = None;
        egui::Modal::new(egui::Id::unique("unsaved")).show(context, |ui| {
            ui.set_max_width(560.0);
            ui.add_space(6.0);
            ui.heading(opening::UNSAVED);
            ui.label(opening::UNSAVED_LEAD);
            ui.add_space(6.0);
            egui::ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
                for draft in &self.recovery.offered {
                    ui.label(RichText::new(place(&view, draft)).small().color(theme::MUTED));
                    let short: String = draft.text.chars().take(SHOWN).collect();
                    ui.label(short.replace('\n', " / "));
                }
            });
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                if ui.button(opening::WRITE_UNSAVED).clicked() {
                    decided = Some(true);
                }
                if ui.button(opening::DROP_UNSAVED).clicked() {
                    decided = Some(false);
                }
            });
        });
        let Some(write) = decided else { return };
        for draft in std::mem::take(&mut self.recovery.offered) {
            // A row that is gone meanwhile has no place for its text.
            if write && let Some(row) = view.snapshot.get(draft.register, draft.record) {
                self.send(Job::Execute(Command::Edit {
                    record: draft.record,
                    edits: cell_edit(row, &draft.column, &draft.text),
                }));
            }
        }
        self.send(Job::KeepUnsaved(Vec::new()));
    }
}

/// 機器 001 コンピュータ名
fn place(view: &View, draft: &Unsaved) -> String {
    let row = view.snapshot.get(draft.register, draft.record);
    let name = row.and_then(|row| row.name().map(str::to_owned));
    opening::place_of(
        draft.register.label,
        name.as_deref().unwrap_or(words::NO_NAME),
        &draft.register.column_label(&draft.column),
    )
}
