//! The window's state: what is shown, what is being typed, what the worker answered.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, CentralPanel, Key, KeyboardShortcut, Modifiers, Panel};

use super::screens::{export, history, import, register, start};
use super::{fonts, theme};
use crate::core::catalogue::RegisterId;
use crate::core::import::ImportPlan;
use crate::core::ledger::Command;
use crate::core::model::{Change, OpSeq, OperationKind, Snapshot};
use crate::session::{Event, Job, Session};
use crate::text::{Notice, cli, ui as words};

/// Where the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    Start,
    Register(RegisterId),
    Import,
    Export,
    History,
}

/// What a view asks for; done after the frame.
pub(super) enum Action {
    Job(Job),
    Go(Route),
    DropPlan,
}

/// The whole window.
pub struct App {
    session: Box<dyn Session>,
    pub(super) snapshot: Option<Arc<Snapshot>>,
    path: PathBuf,
    route: Route,
    waiting: usize,
    notice: Option<Notice>,
    message: String,
    start: start::Form,
    register: register::State,
    import_file: String,
    plan: Option<Box<ImportPlan>>,
    export: export::Form,
    history: Option<(OpSeq, Vec<Change>)>,
}

impl App {
    pub fn new(context: &egui::Context, session: Box<dyn Session>, ledger: Option<PathBuf>) -> Self {
        fonts::install(context);
        theme::install(context);
        let mut app = Self {
            session,
            snapshot: None,
            path: PathBuf::new(),
            route: Route::Start,
            waiting: 0,
            notice: None,
            message: String::new(),
            start: start::Form::default(),
            register: register::State::default(),
            import_file: String::new(),
            plan: None,
            export: export::Form::default(),
            history: None,
        };
        if let Some(path) = ledger {
            app.send(Job::Open { path });
        }
        app
    }

    fn send(&mut self, job: Job) {
        self.waiting += 1;
        self.session.send(job);
    }

    fn take(&mut self, event: Event) {
        self.waiting = self.waiting.saturating_sub(1);
        match event {
            Event::Opened { path, snapshot } => {
                self.path = path;
                self.snapshot = Some(snapshot);
                self.register = register::State::default();
                self.route = Route::Register(RegisterId::DEVICE);
                self.message = words::SAVED.to_owned();
            }
            Event::Closed => {
                self.snapshot = None;
                self.plan = None;
                self.history = None;
                self.route = Route::Start;
            }
            Event::Changed { snapshot, outcome } => {
                let imported = snapshot
                    .operations
                    .last()
                    .is_some_and(|last| last.kind == OperationKind::Import);
                self.message = match outcome.operation {
                    Some(_) if imported => words::imported(outcome.added.len(), outcome.changed),
                    Some(_) => words::SAVED.to_owned(),
                    None => cli::NO_CHANGE.to_owned(),
                };
                if let Some(&added) = outcome.added.last() {
                    self.register.selected = Some(added);
                }
                if imported && self.plan.take().is_some() {
                    self.route = Route::Register(RegisterId::DEVICE);
                }
                self.snapshot = Some(snapshot);
            }
            Event::Planned(plan) => self.plan = Some(plan),
            Event::Exported { out } => self.message = cli::exported(&out.display().to_string()),
            Event::Changes { operation, changes } => self.history = Some((operation, changes)),
            Event::RecordHistory { .. } => {}
            Event::Progress { .. } => {}
            Event::Verified { operations, records } => self.message = cli::verified(operations, records),
            Event::Failed(notice) => self.notice = Some(notice),
        }
    }

    fn top(&self, ui: &mut egui::Ui, actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            if let Some(snapshot) = &self.snapshot {
                ui.heading(&snapshot.meta.facility);
                ui.weak(self.path.display().to_string());
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(words::REDO).clicked() {
                    actions.push(Action::Job(Job::Execute(Command::Redo)));
                }
                if ui.button(words::UNDO).clicked() {
                    actions.push(Action::Job(Job::Execute(Command::Undo(None))));
                }
                ui.weak(if self.waiting > 0 {
                    words::WORKING
                } else {
                    &self.message
                });
            });
        });
    }

    fn navigation(&self, ui: &mut egui::Ui, snapshot: &Snapshot, actions: &mut Vec<Action>) {
        let mut entry = |ui: &mut egui::Ui, route: Route, label: String| {
            let button = egui::Button::selectable(self.route == route, label).min_size(egui::vec2(0.0, 34.0));
            let clicked = ui.with_layout(egui::Layout::top_down_justified(egui::Align::Min), |ui| {
                ui.add(button).clicked()
            });
            if clicked.inner {
                actions.push(Action::Go(route));
            }
        };
        ui.add_space(8.0);
        for register in RegisterId::all() {
            entry(
                ui,
                Route::Register(register),
                format!("{}（{}）", register.label, snapshot.rows(register).len()),
            );
        }
        ui.separator();
        entry(ui, Route::Import, words::IMPORT.to_owned());
        entry(ui, Route::Export, words::EXPORT.to_owned());
        entry(ui, Route::History, words::HISTORY.to_owned());
        ui.separator();
        if ui.button(words::CLOSE).clicked() {
            actions.push(Action::Job(Job::Close));
        }
    }

    fn notice(&mut self, context: &egui::Context) {
        let Some(notice) = &self.notice else { return };
        let mut read = false;
        egui::Modal::new(egui::Id::unique("notice")).show(context, |ui| {
            ui.set_max_width(520.0);
            ui.heading(&notice.what);
            ui.label(&notice.safe);
            ui.label(&notice.todo);
            ui.add_space(8.0);
            read = ui.button(words::OK).clicked();
        });
        // Not by a click beside it: a message must be read once.
        if read || context.input(|input| input.key_pressed(Key::Escape)) {
            self.notice = None;
        }
    }

    fn keys(&self, context: &egui::Context, actions: &mut Vec<Action>) {
        if self.snapshot.is_none() || context.text_edit_focused() {
            return;
        }
        let pressed =
            |key| context.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, key)));
        if pressed(Key::Z) {
            actions.push(Action::Job(Job::Execute(Command::Undo(None))));
        }
        if pressed(Key::Y) {
            actions.push(Action::Job(Job::Execute(Command::Redo)));
        }
        let dropped = context.input(|input| {
            input
                .raw
                .dropped_files
                .iter()
                .map(|file| file.path().to_path_buf())
                .find(|path| !path.as_os_str().is_empty())
        });
        if let Some(file) = dropped {
            actions.push(Action::Go(Route::Import));
            actions.push(Action::Job(Job::PlanImport { file }));
        }
    }

    fn act(&mut self, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Job(job) => self.send(job),
                Action::Go(route) => self.route = route,
                Action::DropPlan => self.plan = None,
            }
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, _: &egui::Context, _: &mut eframe::Frame) {
        for event in self.session.poll() {
            self.take(event);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        let mut actions = Vec::new();
        let context = ui.ctx().clone();
        self.keys(&context, &mut actions);
        match self.snapshot.clone() {
            None => {
                CentralPanel::default().show(ui, |ui| start::show(ui, &mut self.start, &mut actions));
            }
            Some(snapshot) => {
                Panel::top("top").show(ui, |ui| self.top(ui, &mut actions));
                Panel::left("navigation")
                    .resizable(false)
                    .exact_size(210.0)
                    .show(ui, |ui| self.navigation(ui, &snapshot, &mut actions));
                match self.route {
                    Route::Start => self.route = Route::Register(RegisterId::DEVICE),
                    Route::Register(register) => {
                        register::show(ui, &snapshot, register, &mut self.register, &mut actions)
                    }
                    Route::Import => {
                        CentralPanel::default().show(ui, |ui| {
                            import::show(ui, &mut self.import_file, self.plan.as_deref_mut(), &mut actions)
                        });
                    }
                    Route::Export => {
                        CentralPanel::default().show(ui, |ui| export::show(ui, &mut self.export, &mut actions));
                    }
                    Route::History => {
                        CentralPanel::default().show(ui, |ui| {
                            history::show(ui, &snapshot, self.history.as_ref(), &mut actions)
                        });
                    }
                }
            }
        }
        self.notice(&context);
        self.act(actions);
    }
}
