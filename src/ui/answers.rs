//! What the window makes of the worker's answers and of what was picked in a dialog.

use super::app::{App, Page, Route};
use super::dialog::{Picked, Purpose};
use super::recover::Recovery;
use super::screens::{checklist, export, register};
use crate::core::catalogue::{RegisterId, Shown};
use crate::core::model::OperationKind;
use crate::session::{Event, Job, Reading};
use crate::text::{cli, stocktake as label_words, ui as words};

impl App {
    pub(super) fn take(&mut self, event: Event) {
        if !matches!(event, Event::Reloaded { .. } | Event::Progress { .. }) {
            self.waiting = self.waiting.saturating_sub(1);
            self.progress = None;
        }
        match event {
            Event::Opened {
                path,
                view,
                look_only,
                unsaved,
            } => {
                self.opening = None;
                self.recovery = Recovery::offering(unsaved);
                self.look_only = look_only;
                self.settings.opened(&path);
                self.remember();
                self.export = export::Form::beside(&path);
                self.path = path;
                self.current = Some(view);
                self.past = None;
                self.plan = None;
                self.history = None;
                self.inspection = checklist::State::beside(&self.path);
                self.register = register::State::default();
                self.register.saved = self.settings.views.clone();
                self.register.layouts = self.settings.layouts.clone();
                self.route = Route::Home;
            }
            Event::Closed => {
                self.tour = None;
                self.look_only = None;
                self.current = None;
                self.past = None;
                self.plan = None;
                self.history = None;
                self.route = Route::Start;
            }
            Event::Changed { view, outcome } => {
                let last = view.snapshot.operations.last();
                let imported =
                    last.is_some_and(|last| matches!(last.kind, OperationKind::Import | OperationKind::Merge));
                if outcome.operation.is_none() {
                    self.toasts.say(cli::NO_CHANGE);
                } else if let Some(last) = last.filter(|_| imported) {
                    // Without a plan that was looked at, what it was says more than how many rows it has.
                    let is_counted = self.plan.is_some() || self.inspection.form.is_some();
                    let counted = words::imported(outcome.added.len(), outcome.changed);
                    let said = if is_counted { &counted } else { &last.label };
                    self.toasts.say_with_undo(said, outcome.operation);
                } else if outcome.removed > 0 {
                    self.toasts
                        .say_with_undo(&words::removed(outcome.removed), outcome.operation);
                } else if let Some(last) = last {
                    self.toasts.say_done(last);
                }
                // A row of one of our own lists, such as a file, is no row of the list that is shown.
                if !imported
                    && let Some(&added) = outcome.added.last()
                    && view
                        .snapshot
                        .find(added)
                        .is_some_and(|row| row.register.shown != Shown::Inner)
                {
                    self.register.select(added);
                }
                if imported && let Some(plan) = self.plan.take() {
                    self.import.reading = Reading::default();
                    let register = plan.rows.first().map_or(RegisterId::DEVICE, |row| row.register);
                    self.route = Route::Register(register);
                }
                if imported && let Some(form) = self.inspection.form.take() {
                    self.inspection.taken(&form);
                    self.route = Route::Inspection(Page::Answering);
                }
                self.current = Some(view);
            }
            Event::FormPlanned(plans) => {
                self.inspection.form = Some(plans);
                self.route = Route::Inspection(Page::Forms);
            }
            Event::RequestsMade(made) => self.inspection.requests_made(made),
            Event::FormFilled(filled) => {
                self.toasts.say(&cli::exported(&filled.out.display().to_string()));
                self.inspection.filled = Some(filled);
            }
            Event::Reloaded { view } => self.current = Some(view),
            Event::Past { at, view } => self.past = Some((at, view)),
            Event::Planned(plan) => {
                self.import.planned();
                self.plan = Some(plan);
            }
            Event::Pictured { head, picture } => self.diagram.picture = Some((head, picture)),
            Event::Reviewed { report } => self.review.report = Some(report),
            Event::Scanned { outcome, name, view } => {
                if view.is_some() {
                    self.current = view;
                }
                let head = self.current.as_ref().map_or([0; 32], |view| view.snapshot.head);
                self.stocktake.last = Some((outcome, name, head));
            }
            Event::Previewed { name, preview } => self.seen = Some(super::look::Seen::new(name, preview)),
            Event::Shown { name } => self.toasts.say(&words::shown(&name)),
            Event::Labelled { labels, without, out } => {
                let made = label_words::labels_made(labels, without);
                let text = format!("{made}\n{}", cli::exported(&out.display().to_string()));
                self.toasts.say_made(&text, out);
            }
            Event::Exported { out } => {
                self.toasts.say_made(&cli::exported(&out.display().to_string()), out);
            }
            Event::ListTaken { day, view } => {
                self.current = Some(view);
                self.toasts.say(&words::list_taken(day));
            }
            Event::Changes { operation, changes } => self.history = Some((operation, changes)),
            Event::RecordHistory { record, changes } => {
                if let Some(past) = &mut self.register.history
                    && past.record == record
                {
                    past.changes = changes;
                }
            }
            Event::Touched(rows) => self.register.touched = Some(rows),
            Event::Verified { operations, records } => self.toasts.say(&cli::verified(operations, records)),
            Event::Remembered => {}
            Event::Failed(notice) => {
                self.opening = None;
                if self.current.is_none() {
                    self.tour = None;
                }
                self.register.grid.failed();
                self.notice = Some(notice);
            }
            Event::Progress { done, of } => self.progress = Some((done, of)),
        }
    }

    pub(super) fn picked(&mut self, picked: Picked) {
        match picked {
            Picked::Cancelled => {}
            Picked::NoDialog => self.toasts.say(words::NO_DIALOG),
            Picked::File(purpose, path) => {
                let text = path.display().to_string();
                match purpose {
                    Purpose::NewLedger => self.start.new = text,
                    Purpose::SampleLedger => self.start.sample = text,
                    Purpose::OpenLedger => self.send(Job::Open { path }),
                    Purpose::Import => self.read(Reading {
                        file: path,
                        ..Reading::default()
                    }),
                    Purpose::Export => self.export.out = text,
                    Purpose::Labels => self.stocktake.labels.out = text,
                    Purpose::Form => self.inspection.files.file = text,
                    Purpose::FormOut => self.inspection.files.out = text,
                    Purpose::Facts => self.send(Job::PlanFacts { files: vec![path] }),
                    Purpose::CollectInto => self.start.collect = text,
                    Purpose::RequestForm => self.inspection.requested(|draft| draft.form = text),
                    Purpose::RequestFolder => self.inspection.requested(|draft| draft.folder = text),
                    Purpose::Picture(which) => self.send(Job::ExportPicture { which, out: path }),
                    Purpose::Evidence(record) => self.send(Job::AddEvidence { record, file: path }),
                }
            }
        }
    }
}
