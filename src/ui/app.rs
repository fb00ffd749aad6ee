//! The window's state: what is shown, what is being typed, what the worker answered.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use eframe::egui::{self, CentralPanel, Panel};

use super::dialog::{Dialogs, Purpose};
use super::ime::ImeWatch;
use super::recover::Recovery;
pub use super::route::{Page, Route};
use super::screens::{
    checklist, diagram, export, history, home, import, more, register, review, settings, start, stocktake,
};
use super::shell::look_only_banner;
use super::toast::Toasts;
use super::widgets::grid::{Access, Grid};
use super::{fonts, theme};
use crate::core::catalogue::{Column, Holds, RegisterId, Shown};
use crate::core::import::ImportPlan;
use crate::core::lock::LookOnly;
use crate::core::model::{Change, OpSeq, RecordId};
use crate::session::{Job, Reading, SavedView, Session, Settings, View};
use crate::text::{Notice, opening, ui as words};

/// How long the first picture waits for the ledger; after that the window says that it is being opened.
const FIRST_PICTURE: Duration = Duration::from_millis(250);

/// What a view asks for; done after the frame.
pub(super) enum Action {
    Job(Job),
    /// Reads a file, or reads it again in another way.
    Read(Reading),
    Go(Route),
    /// Shows one row of a register.
    Select(RegisterId, RecordId),
    /// Shows a register: all of it, or the rows that a fact counts under its name.
    ShowRows(RegisterId, Option<(Arc<BTreeSet<RecordId>>, String)>),
    /// The same, with the cursor in one of its cells.
    SelectCell(RegisterId, RecordId, Column),
    DropPlan,
    Ask(Purpose, String),
    /// Puts a register into the navigation and shows it.
    Keep(RegisterId),
    SaveView(SavedView),
    /// The columns of a register were arranged anew.
    Arrange(RegisterId),
    ForgetView(String),
    Settings(Settings),
    /// Whose name the history keeps from now on.
    Actor(String),
    Palette,
    Help,
    /// Begins the way round.
    Tour,
    FocusSearch,
    /// Stops the reading of a file.
    Stop,
    /// Back from a past moment to today.
    Today,
}

/// The whole window.
pub struct App {
    session: Box<dyn Session>,
    /// Today's ledger.
    pub(super) current: Option<View>,
    /// A past moment that is looked at instead.
    pub(super) past: Option<(DateTime<Utc>, View)>,
    pub(super) path: PathBuf,
    /// Why nothing can be written, when that is so.
    pub(super) look_only: Option<LookOnly>,
    pub(super) route: Route,
    pub(super) waiting: usize,
    /// The ledger that is being opened, until the worker has answered.
    pub(super) opening: Option<PathBuf>,
    /// Bytes read of how many, while a file is being read.
    pub(super) progress: Option<(u64, u64)>,
    pub(super) notice: Option<Notice>,
    pub(super) toasts: Toasts,
    pub(super) start: start::Form,
    pub(super) register: register::State,
    pub(super) import: import::Form,
    pub(super) plan: Option<Box<ImportPlan>>,
    pub(super) export: export::Form,
    pub(super) history: Option<(OpSeq, Vec<Change>)>,
    pub(super) settings: Settings,
    pub(super) palette: Option<super::palette::Palette>,
    pub(super) recovery: Recovery,
    /// Where the way round for a new user stands, while it lasts.
    pub(super) tour: Option<usize>,
    /// The help of the screen is open.
    pub(super) help: bool,
    /// A kept file that is looked at.
    pub(super) seen: Option<super::look::Seen>,
    pub(super) home: home::Form,
    pub(super) inspection: checklist::State,
    preferences: settings::State,
    pub(super) stocktake: stocktake::State,
    pub(super) review: review::State,
    pub(super) diagram: diagram::State,
    dialogs: Dialogs,
    title: String,
}

impl App {
    pub fn new(
        context: &egui::Context,
        session: Box<dyn Session>,
        settings: Settings,
        ledger: Option<PathBuf>,
    ) -> Self {
        fonts::install(context);
        theme::install(context, settings.high_contrast);
        context.add_plugin(ImeWatch::default());
        if settings.zoom_percent > 0 {
            context.set_zoom_factor(f32::from(settings.zoom_percent) / 100.0);
        }
        let mut app = Self {
            session,
            current: None,
            past: None,
            path: PathBuf::new(),
            look_only: None,
            route: Route::Start,
            waiting: 0,
            opening: None,
            progress: None,
            notice: None,
            toasts: Toasts::default(),
            start: start::Form::of(settings.actor.as_deref()),
            register: register::State::default(),
            import: import::Form::default(),
            plan: None,
            export: export::Form::default(),
            history: None,
            settings,
            palette: None,
            recovery: Recovery::default(),
            tour: None,
            help: false,
            seen: None,
            home: home::Form::default(),
            inspection: checklist::State::default(),
            preferences: settings::State::default(),
            stocktake: stocktake::State::default(),
            review: review::State::default(),
            diagram: diagram::State::default(),
            dialogs: Dialogs::default(),
            title: String::new(),
        };
        app.register.saved = app.settings.views.clone();
        app.register.layouts = app.settings.layouts.clone();
        if let Some(path) = ledger {
            app.send(Job::Open { path });
        }
        app
    }

    /// The session has been asked for this ledger already.
    pub fn awaiting(mut self, ledger: Option<PathBuf>) -> Self {
        self.waiting += usize::from(ledger.is_some());
        self.opening = ledger;
        self
    }

    /// New ledgers are offered a place in this folder.
    pub fn keep_in(mut self, folder: Option<&std::path::Path>) -> Self {
        if let Some(folder) = folder {
            self.start.keep_in(folder);
        }
        self
    }

    pub(super) fn send(&mut self, job: Job) {
        let writes = matches!(
            job,
            Job::Execute(_)
                | Job::ApplyImport(_)
                | Job::ApplyAndRemember { .. }
                | Job::Answer { .. }
                | Job::NoteRounds(_)
                | Job::ApplyForm(_)
                | Job::BeginYear(_)
                | Job::AddEvidence { .. }
                | Job::StocktakeStart { .. }
                | Job::StocktakeScan { .. }
                | Job::StocktakeMark { .. }
                | Job::StocktakeFinish
                | Job::ReviewConfirm { .. }
        );
        if let Some(reason) = self.look_only.as_ref().filter(|_| writes) {
            // The door would refuse too, but it does not know why.
            self.register.grid.failed();
            self.notice = Some(opening::cannot_write(reason));
            return;
        }
        if let Job::Open { path } = &job {
            self.opening = Some(path.clone());
        }
        self.waiting += 1;
        self.session.send(job);
    }

    /// Asks for the plan of a file; how it is read is known as long as the plan is.
    pub(super) fn read(&mut self, reading: Reading) {
        self.import.reading = reading.clone();
        self.send(Job::PlanGuided(Box::new(reading)));
    }

    /// What is looked at: a past moment, or today.
    pub(super) fn view(&self) -> Option<&View> {
        self.past.as_ref().map(|(_, view)| view).or(self.current.as_ref())
    }

    pub(super) fn access(&self) -> Access {
        if self.past.is_some() || self.look_only.is_some() {
            Access::LookOnly
        } else {
            Access::Write
        }
    }

    pub(super) fn remember(&mut self) {
        self.send(Job::Remember(Box::new(self.settings.clone())));
    }

    /// Keys that belong to the text input that has the keyboard, unless it is the grid's and idle.
    pub(super) fn typing(&self, context: &egui::Context) -> bool {
        let in_grid = match self.route {
            Route::Register(register) => context.memory(|memory| memory.has_focus(Grid::input_id(register))),
            _ => false,
        };
        context.text_edit_focused() && (!in_grid || self.register.grid.is_editing())
    }

    fn act(&mut self, context: &egui::Context, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Job(job) => self.send(job),
                Action::Read(reading) => self.read(reading),
                Action::Go(route) => {
                    self.leave();
                    self.route = route;
                }
                // What screens of their own keep is shown there.
                Action::Select(register, record) if register.shown == Shown::Inner => {
                    self.leave();
                    self.route = match register {
                        RegisterId::REVIEW => Route::Review,
                        RegisterId::STOCKTAKE | RegisterId::STOCKTAKE_ITEM => Route::Stocktake,
                        _ => self
                            .current
                            .as_ref()
                            .and_then(|view| self.inspection.show_row(&view.snapshot, register, record))
                            .map_or(Route::Home, Route::Inspection),
                    };
                }
                Action::Select(register, record) => {
                    self.leave();
                    self.route = Route::Register(register);
                    self.register.lens = register::Lens::default();
                    self.register.select(record);
                }
                Action::ShowRows(register, rows) => {
                    self.leave();
                    self.route = Route::Register(register);
                    let only = rows.map(|(rows, label)| register::Filter::Only { rows, label });
                    self.register.show_only(register, only);
                }
                Action::SelectCell(register, record, column) => {
                    self.act(context, vec![Action::Select(register, record)]);
                    if self.route == Route::Register(register) {
                        if register.holds == Holds::One {
                            self.register.reveal = Some(column.clone());
                        }
                        self.register.grid.go_to_cell(record, column);
                    }
                }
                Action::DropPlan => {
                    self.plan = None;
                    self.import.reading = Reading::default();
                }
                Action::Ask(purpose, name) => {
                    let folder = self.path.parent().unwrap_or(std::path::Path::new(""));
                    self.dialogs.ask(context, purpose, &name, folder);
                }
                Action::Keep(register) => {
                    if !self.settings.registers.iter().any(|key| key == register.key) {
                        self.settings.registers.push(register.key.to_owned());
                        self.remember();
                    }
                    self.leave();
                    self.route = Route::Register(register);
                }
                Action::SaveView(view) => {
                    let known = |saved: &SavedView| saved.name == view.name && saved.register == view.register;
                    self.settings.views.retain(|saved| !known(saved));
                    self.settings.views.push(view);
                    self.views_changed();
                }
                Action::Arrange(register) => {
                    let layout = self.register.layouts.get(register.key).cloned().unwrap_or_default();
                    if self.settings.layouts.get(register.key) != Some(&layout) {
                        self.settings.layouts.insert(register.key.to_owned(), layout);
                        self.remember();
                    }
                }
                Action::ForgetView(name) => {
                    self.settings.views.retain(|saved| saved.name != name);
                    self.views_changed();
                }
                Action::Settings(settings) => {
                    if settings.high_contrast != self.settings.high_contrast {
                        theme::install(context, settings.high_contrast);
                    }
                    if settings.zoom_percent != self.settings.zoom_percent {
                        context.set_zoom_factor(f32::from(settings.zoom_percent.max(50)) / 100.0);
                    }
                    self.settings = settings;
                    self.remember();
                }
                Action::Actor(name) => {
                    self.settings.actor = Some(name);
                    self.remember();
                }
                Action::Palette => self.palette = Some(super::palette::Palette::default()),
                Action::Help => self.help = true,
                Action::Tour => {
                    self.tour = Some(0);
                    self.route = Route::Home;
                }
                Action::FocusSearch => self.register.focus_search = true,
                Action::Stop => self.session.cancel(),
                Action::Today => self.past = None,
            }
        }
    }

    fn views_changed(&mut self) {
        self.register.saved = self.settings.views.clone();
        self.remember();
    }

    /// What is being typed is written before something else is shown.
    fn leave(&mut self) {
        if let Some(view) = self.current.clone() {
            let mut actions = Vec::new();
            self.register.finish(&view, &mut actions);
            for action in actions {
                if let Action::Job(job) = action {
                    self.send(job);
                }
            }
        }
    }

    /// Keyboard zoom is remembered like the setting.
    fn remember_zoom(&mut self, context: &egui::Context) {
        let percent = (context.zoom_factor() * 100.0).round() as u16;
        let known = if self.settings.zoom_percent == 0 {
            100
        } else {
            self.settings.zoom_percent
        };
        if percent != known {
            self.settings.zoom_percent = percent;
            self.remember();
        }
    }

    fn name_the_window(&mut self, context: &egui::Context) {
        let title = match self.view() {
            Some(view) => {
                let path = self.path.display().to_string();
                words::window_title(&view.snapshot.meta.facility, &path, self.state_word())
            }
            None => words::TITLE.to_owned(),
        };
        if title != self.title {
            context.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn screen(&mut self, ui: &mut egui::Ui, view: &View, actions: &mut Vec<Action>) {
        let access = self.access();
        match self.route {
            Route::Start => self.route = Route::Home,
            Route::Home => {
                CentralPanel::default().show(ui, |ui| home::show(ui, view, access, &mut self.home, actions));
            }
            Route::Register(register) => register::show(ui, view, register, access, &mut self.register, actions),
            Route::Import => {
                CentralPanel::default().show(ui, |ui| {
                    import::show(ui, &mut self.import, self.plan.as_deref_mut(), actions)
                });
            }
            Route::Export => {
                CentralPanel::default().show(ui, |ui| export::show(ui, &view.snapshot, &mut self.export, actions));
            }
            Route::History => {
                CentralPanel::default().show(ui, |ui| {
                    history::show(ui, &view.snapshot, access, self.history.as_ref(), actions)
                });
            }
            Route::Inspection(page) => checklist::show(ui, view, page, access, &mut self.inspection, actions),
            Route::Diagram => {
                CentralPanel::default().show(ui, |ui| diagram::show(ui, view, access, &mut self.diagram, actions));
            }
            Route::Review => {
                CentralPanel::default().show(ui, |ui| review::show(ui, view, access, &mut self.review, actions));
            }
            Route::Stocktake => {
                CentralPanel::default().show(ui, |ui| {
                    stocktake::show(ui, view, access, &mut self.stocktake, actions);
                });
            }
            Route::More => {
                CentralPanel::default().show(ui, |ui| more::show(ui, view, &self.settings.registers, actions));
            }
            Route::Settings => {
                CentralPanel::default().show(ui, |ui| {
                    settings::show(ui, view, access, &self.settings, &mut self.preferences, actions)
                });
            }
        }
    }
}

impl Drop for App {
    /// Closing the window ends the edit like going elsewhere does; the session waits until it is written.
    fn drop(&mut self) {
        self.leave();
    }
}

impl eframe::App for App {
    fn logic(&mut self, context: &egui::Context, _: &mut eframe::Frame) {
        // Most ledgers are there before a first picture without them would be painted.
        let is_first = context.cumulative_pass_nr() == 0 && self.opening.is_some();
        let events = if is_first {
            self.session.poll_within(FIRST_PICTURE)
        } else {
            self.session.poll()
        };
        for event in events {
            self.take(event);
        }
        if let Some(picked) = self.dialogs.poll() {
            self.picked(picked);
        }
        self.remember_zoom(context);
        self.name_the_window(context);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        let mut actions = Vec::new();
        let context = ui.ctx().clone();
        self.keys(&context, &mut actions);
        match self.view().cloned() {
            // The first page would ask for what has been told already.
            None if let Some(path) = &self.opening => {
                CentralPanel::default().show(ui, |ui| ui.label(opening::opening(&path.display().to_string())));
            }
            None => {
                CentralPanel::default().show(ui, |ui| {
                    start::show(ui, &mut self.start, &self.settings.recent, &mut actions)
                });
            }
            Some(view) => {
                Panel::top("top").show(ui, |ui| self.top(ui, &view, &mut actions));
                if self.past.is_some() {
                    Panel::top("past").show(ui, |ui| self.banner(ui, &mut actions));
                } else if let Some(reason) = &self.look_only {
                    Panel::top("look only").show(ui, |ui| look_only_banner(ui, reason, &self.path, &mut actions));
                }
                Panel::left("navigation")
                    .resizable(false)
                    .exact_size((context.content_rect().width() * 0.28).clamp(140.0, 200.0))
                    .show(ui, |ui| self.navigation(ui, &view, &mut actions));
                self.screen(ui, &view, &mut actions);
            }
        }
        self.toasts.show(&context, &mut actions);
        self.show_palette(&context, &mut actions);
        self.offer_unsaved(&context);
        self.show_tour(&context, &mut actions);
        self.show_help(&context, &mut actions);
        self.show_seen(&context);
        self.show_notice(&context);
        self.act(&context, actions);
        self.keep_unsaved(&context);
    }
}
