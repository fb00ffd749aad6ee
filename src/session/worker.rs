//! The worker: one ledger, one job after the other, on a thread of its own or of the caller's.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::guard::{self, Reading};
use super::{Event, Job, Session};
use crate::core::clock::Clock;
use crate::core::export::sheets::SheetKey;
use crate::core::export::{ExportContext, file_bytes};
use crate::core::files;
use crate::core::import::reader::Watch;
use crate::core::import::{ReadError, plan_import, read_bytes};
use crate::core::ledger::{Command, Context, Ledger, LedgerError};
use crate::text::{self, Notice, errors};

/// Does jobs; holds the ledger between them.
pub(super) struct Worker {
    ledger: Option<Ledger>,
    clock: Clock,
    actor: String,
}

struct Failure(Notice);

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Self {
        Self(errors::notice(&error))
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self(text::import::notice(&error))
    }
}

impl Worker {
    pub fn new(clock: Clock, actor: String) -> Self {
        Self {
            ledger: None,
            clock,
            actor,
        }
    }

    /// Does one job and says how it ended.
    pub fn run(&mut self, job: Job, watch: &dyn Watch) -> Event {
        // A defect in one job must not take the window's ledger away; the file is safe in any case.
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.work(job, watch)));
        match caught {
            Ok(Ok(event)) => event,
            Ok(Err(Failure(notice))) => Event::Failed(notice),
            Err(_) => Event::Failed(errors::defect()),
        }
    }

    fn context(&self) -> Context {
        Context {
            actor: self.actor.clone(),
            now: self.clock.now(),
        }
    }

    fn open_ledger(&mut self) -> Result<&mut Ledger, Failure> {
        self.ledger.as_mut().ok_or_else(|| Failure(errors::none_open()))
    }

    fn opened(&mut self, ledger: Ledger) -> Event {
        let event = Event::Opened {
            path: ledger.path().to_owned(),
            snapshot: ledger.snapshot().clone(),
        };
        self.ledger = Some(ledger);
        event
    }

    fn plan(&mut self, file: &Path, password: Option<&str>, watch: &dyn Watch) -> Result<Event, Failure> {
        let snapshot = self.open_ledger()?.snapshot().clone();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let workbook = guard::read(&Reading::usual(), file, password, watch)?;
        let plan = plan_import(workbook, &name, &snapshot)?;
        Ok(Event::Planned(Box::new(plan)))
    }

    fn work(&mut self, job: Job, watch: &dyn Watch) -> Result<Event, Failure> {
        let context = self.context();
        match job {
            Job::Create { path, facility } => {
                let ledger = Ledger::create(&path, &facility, &context)?;
                Ok(self.opened(ledger))
            }
            Job::CreateSample { path } => {
                let ledger = sample(&path, &context)?;
                Ok(self.opened(ledger))
            }
            Job::Open { path } => {
                let ledger = Ledger::open(&path, &context)?;
                Ok(self.opened(ledger))
            }
            Job::Close => {
                self.ledger = None;
                Ok(Event::Closed)
            }
            Job::Execute(command) => self.execute(command, &context),
            Job::ApplyImport(plan) => self.execute(Command::Apply(plan.into_batch()), &context),
            Job::PlanImport { file } => self.plan(&file, None, watch),
            Job::PlanProtectedImport { file, password } => self.plan(&file, Some(&password.0), watch),
            Job::Export { sheet, out } => {
                let context = ExportContext {
                    now: context.now,
                    today: self.clock.today(),
                    actor: context.actor,
                };
                let snapshot = self.open_ledger()?.snapshot().clone();
                let key = SheetKey::by_key(&sheet).ok_or_else(|| Failure(errors::no_sheet(&sheet)))?;
                let bytes = file_bytes(key, &snapshot, &context, &out)
                    .map_err(|error| Failure(text::export::notice(&error)))?;
                files::write_atomic(&out, &bytes)?;
                Ok(Event::Exported { out })
            }
            Job::Changes(operation) => Ok(Event::Changes {
                operation,
                changes: self.open_ledger()?.changes(operation)?,
            }),
            Job::RecordHistory(record) => Ok(Event::RecordHistory {
                record,
                changes: self.open_ledger()?.record_history(record)?,
            }),
            Job::Verify => {
                let (operations, records) = self.open_ledger()?.verify()?;
                Ok(Event::Verified { operations, records })
            }
        }
    }

    fn execute(&mut self, command: Command, context: &Context) -> Result<Event, Failure> {
        let ledger = self.open_ledger()?;
        let outcome = match ledger.execute(command, context) {
            Err(LedgerError::ChangedOutside) => {
                // Show what the other writer did, so that the person can decide again.
                ledger.reload()?;
                return Err(LedgerError::ChangedOutside.into());
            }
            other => other?,
        };
        Ok(Event::Changed {
            snapshot: ledger.snapshot().clone(),
            outcome,
        })
    }
}

/// A new ledger with the fictional clinic's files imported one after the other.
fn sample(path: &Path, context: &Context) -> Result<Ledger, Failure> {
    let files: [(&str, &[u8]); 4] = [
        (
            "ledger-from-vendor.xlsx",
            include_bytes!("../../sample-data/ledger-from-vendor.xlsx"),
        ),
        (
            "cloud-services.xlsx",
            include_bytes!("../../sample-data/cloud-services.xlsx"),
        ),
        (
            "remote-maintenance.xlsx",
            include_bytes!("../../sample-data/remote-maintenance.xlsx"),
        ),
        (
            "vendors-cp932.csv",
            include_bytes!("../../sample-data/vendors-cp932.csv"),
        ),
    ];
    let mut ledger = Ledger::create(path, text::SAMPLE_CLINIC, context)?;
    for (name, bytes) in files {
        let plan = plan_import(read_bytes(bytes.to_vec(), name)?, name, ledger.snapshot())?;
        ledger.execute(Command::Apply(plan.into_batch()), context)?;
    }
    Ok(ledger)
}

/// A worker on its own thread. `wake` is called after every event, to redraw the window.
pub struct ThreadSession {
    jobs: Sender<Job>,
    events: Mutex<Receiver<Event>>,
    stop: Arc<AtomicBool>,
}

/// Passes on how far a job has come, now and then, and whether it shall go on.
struct Waiting<'a, F> {
    done: &'a Sender<Event>,
    wake: &'a F,
    stop: &'a AtomicBool,
    told: std::cell::Cell<u64>,
}

impl<F: Fn()> Watch for Waiting<'_, F> {
    fn go_on(&self, done: u64, of: u64) -> bool {
        if done > self.told.replace(done) && self.done.send(Event::Progress { done, of }).is_ok() {
            (self.wake)();
        }
        !self.stop.load(Ordering::Relaxed)
    }
}

impl ThreadSession {
    #[expect(clippy::disallowed_methods, reason = "the one worker thread")]
    pub fn start(clock: Clock, actor: String, wake: impl Fn() + Send + 'static) -> Self {
        let (jobs, todo) = channel::<Job>();
        let (done, events) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        std::thread::spawn(move || {
            let mut worker = Worker::new(clock, actor);
            for job in todo {
                // Who cancels means the job that runs, not one that comes later.
                stopped.store(false, Ordering::Relaxed);
                let watch = Waiting {
                    done: &done,
                    wake: &wake,
                    stop: &stopped,
                    told: std::cell::Cell::new(0),
                };
                let event = worker.run(job, &watch);
                if done.send(event).is_err() {
                    return;
                }
                wake();
            }
        });
        Self {
            jobs,
            events: Mutex::new(events),
            stop,
        }
    }
}

impl Session for ThreadSession {
    fn send(&self, job: Job) {
        // The worker only ends when this handle is dropped.
        let _ = self.jobs.send(job);
    }

    fn poll(&self) -> Vec<Event> {
        self.events
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .try_iter()
            .collect()
    }

    fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Lets the window and its wake-up share one session.
impl<S: Session + ?Sized> Session for Arc<S> {
    fn send(&self, job: Job) {
        (**self).send(job);
    }
    fn poll(&self) -> Vec<Event> {
        (**self).poll()
    }
    fn cancel(&self) {
        (**self).cancel();
    }
}
