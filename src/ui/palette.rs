//! The command list (Ctrl+K): everything the window can do, and every row, by typing a part of its name.

use eframe::egui::{self, Key, Modifiers};

use super::app::{Action, App, Page, Route};
use super::ime::ImeWatch;
use super::widgets::input as one_line;
use crate::core::catalogue::{RegisterId, Shown};
use crate::core::ledger::Command;
use crate::core::search::search_key;
use crate::session::Job;
use crate::text::{tour, ui as words};

/// Entries in sight.
const SHOWN: usize = 12;

#[derive(Default)]
pub(super) struct Palette {
    query: String,
    chosen: usize,
    opened: bool,
}

impl App {
    pub(super) fn show_palette(&mut self, context: &egui::Context, actions: &mut Vec<Action>) {
        let Some(mut palette) = self.palette.take() else { return };
        let mut entries = self.entries(&palette.query);
        let mut close = false;
        let mut run = None;
        if !ImeWatch::composing(context) {
            context.input_mut(|input| {
                close = input.consume_key(Modifiers::NONE, Key::Escape);
                if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                    palette.chosen += 1;
                }
                if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                    palette.chosen = palette.chosen.saturating_sub(1);
                }
                if input.consume_key(Modifiers::NONE, Key::Enter) {
                    run = Some(palette.chosen);
                }
            });
        }
        palette.chosen = palette.chosen.min(entries.len().saturating_sub(1));
        egui::Modal::new(egui::Id::unique("palette")).show(context, |ui| {
            ui.set_width(480.0);
            let name = ui.label(words::PALETTE);
            let input = one_line(&mut palette.query)
                .desired_width(f32::INFINITY)
                .return_key(None);
            let input = ui.add(input).labelled_by(name.id);
            if !std::mem::replace(&mut palette.opened, true) {
                input.request_focus();
            }
            if input.changed() {
                palette.chosen = 0;
            }
            ui.spacing_mut().item_spacing.y = 2.0;
            for (at, (label, _)) in entries.iter().enumerate() {
                let button = egui::Button::selectable(at == palette.chosen, label)
                    .truncate()
                    .min_size(egui::vec2(470.0, 28.0));
                if ui.add(button).clicked() {
                    run = Some(at);
                }
            }
            if entries.is_empty() {
                ui.weak(words::NOTHING_FOUND);
            }
        });
        if let Some(at) = run
            && at < entries.len()
        {
            actions.push(entries.swap_remove(at).1);
            close = true;
        }
        if !close {
            self.palette = Some(palette);
        }
    }

    fn entries(&self, query: &str) -> Vec<(String, Action)> {
        let key = search_key(query);
        let mut entries: Vec<(String, Action)> = Vec::new();
        for register in RegisterId::all().filter(|register| register.shown != Shown::Inner) {
            entries.push((words::show(register.label), Action::Go(Route::Register(register))));
        }
        for (route, label) in [
            (Route::Home, words::HOME),
            (Route::Import, words::IMPORT),
            (Route::Export, words::EXPORT),
            (Route::History, words::HISTORY),
            (Route::Settings, words::SETTINGS),
            (Route::More, words::MORE_REGISTERS),
            (Route::Diagram, words::DIAGRAM),
            (Route::Stocktake, words::STOCKTAKE),
            (Route::Review, words::REVIEW),
        ] {
            entries.push((label.to_owned(), Action::Go(route)));
        }
        let visit = self.current.as_ref().map(|view| view.outlook.visit).unwrap_or_default();
        for page in Page::ALL {
            let label = super::shell::page_name(page, visit).to_owned();
            entries.push((label, Action::Go(Route::Inspection(page))));
        }
        for (label, job) in [
            (words::UNDO, Job::Execute(Command::Undo(None))),
            (words::REDO, Job::Execute(Command::Redo)),
            (words::VERIFY, Job::Verify),
            (words::CLOSE, Job::Close),
        ] {
            entries.push((label.to_owned(), Action::Job(job)));
        }
        entries.push((tour::BEGIN.to_owned(), Action::Tour));
        entries.retain(|(label, _)| search_key(label).contains(&key));
        if !key.is_empty()
            && let Some(view) = self.view()
        {
            for register in RegisterId::all().filter(|register| register.shown != Shown::Inner) {
                let rows = view.snapshot.rows(register);
                let found = view.index.find(register, query);
                for row in found.iter().take(SHOWN).filter_map(|at| rows.get(*at as usize)) {
                    let name = row.name().unwrap_or(words::NO_NAME);
                    entries.push((words::go_to(register.label, name), Action::Select(register, row.id)));
                }
            }
        }
        entries.truncate(SHOWN);
        entries
    }
}
