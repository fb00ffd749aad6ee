//! The worker: one ledger, one job after the other, on whatever thread it is asked.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Datelike as _;

use super::guard::{self, Reading};
use super::private::{self, PrivateFolder};
use super::{Event, Job, View, collect, preview, unsaved};
use crate::core::catalogue::RegisterId;
use crate::core::checklist::is_handed_on;
use crate::core::clock::Clock;
use crate::core::diagram;
use crate::core::evidence;
use crate::core::export::sheets::SheetKey;
use crate::core::export::{ExportContext, file_bytes, handover_bytes};
use crate::core::files;
use crate::core::import::reader::Watch;
use crate::core::import::{ReadError, plan_block, plan_guided, plan_import, read_bytes};
use crate::core::ledger::{Command, Confirmation, Context, Ledger, LedgerError, is_database};
use crate::core::lifecycle::List;
use crate::core::lock::{Holder, LedgerLock, LookOnly, Taken};
use crate::core::model::{Content, RecordId, Snapshot};
use crate::core::outlook;
use crate::core::parse;
use crate::core::review;
use crate::core::rules::{self, Finding, Look};
use crate::core::search::SearchIndex;
use crate::core::stocktake;
use crate::text::{self, Notice, errors};

/// Does jobs; holds the ledger between them.
pub(super) struct Worker {
    ledger: Option<Ledger>,
    /// Held as long as the ledger is open to be written to.
    lock: Option<LedgerLock>,
    index: Arc<SearchIndex>,
    clock: Clock,
    actor: String,
    /// Where settings are kept; nowhere in tests.
    settings: Option<PathBuf>,
    /// End dates that the person dropped in, when they are newer than ours.
    list: Option<List>,
    /// Copies of kept files that other programs show.
    copies: PrivateFolder,
    /// Told before the closing event of the job.
    early: Vec<Event>,
}

pub(super) struct Failure(pub Notice);

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
    pub fn new(clock: Clock, actor: String, settings: Option<PathBuf>) -> Self {
        Self {
            ledger: None,
            lock: None,
            index: Arc::default(),
            clock,
            actor,
            list: settings.as_deref().and_then(kept_list),
            settings,
            copies: PrivateFolder::default(),
            early: Vec::new(),
        }
    }

    /// Does one job; the last event says how it ended.
    pub fn run(&mut self, job: Job, watch: &dyn Watch) -> Vec<Event> {
        let last = self.finish(job, watch);
        let mut events = std::mem::take(&mut self.early);
        events.push(last);
        events
    }

    fn finish(&mut self, job: Job, watch: &dyn Watch) -> Event {
        // A defect in one job must not take the window's ledger away; the file is safe in any case.
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.work(job, watch)));
        match caught {
            Ok(Ok(event)) => event,
            Ok(Err(Failure(notice))) => Event::Failed(notice),
            Err(_) => Event::Failed(errors::defect()),
        }
    }

    pub(super) fn context(&self) -> Context {
        Context {
            actor: self.actor.clone(),
            now: self.clock.now(),
        }
    }

    /// Where the ledger is.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.ledger.as_ref()?.path().parent()
    }

    pub(super) fn export_context(&self) -> ExportContext {
        let Context { actor, now } = self.context();
        ExportContext {
            now,
            today: self.clock.today(),
            actor,
        }
    }

    /// Told before the closing event of the job that runs.
    pub(super) fn tell_early(&mut self, event: Event) {
        self.early.push(event);
    }

    pub(super) fn today(&self) -> chrono::NaiveDate {
        self.clock.today()
    }

    pub(super) fn open_ledger(&mut self) -> Result<&mut Ledger, Failure> {
        self.ledger.as_mut().ok_or_else(|| Failure(errors::none_open()))
    }

    fn opened(&mut self, ledger: Ledger, look_only: Option<LookOnly>) -> Event {
        let path = ledger.path().to_owned();
        let snapshot = ledger.snapshot().clone();
        self.ledger = Some(ledger);
        let unsaved = match look_only {
            None => unsaved::kept(&path),
            // They belong to whoever is typing them now.
            Some(_) => Vec::new(),
        };
        Event::Opened {
            path,
            view: self.view(snapshot),
            look_only,
            unsaved,
        }
    }

    fn take_lock(&self, path: &Path, context: &Context) -> Taken {
        let holder = Holder {
            who: text::opening::holder(&context.actor, computer().as_deref()),
            since: text::ui::when(context.now),
        };
        LedgerLock::take(path, &holder)
    }

    /// A ledger just made is nobody else's.
    fn made(&mut self, ledger: Ledger, context: &Context) -> Event {
        self.lock = match self.take_lock(ledger.path(), context) {
            Taken::Mine(lock) => Some(lock),
            Taken::Held(_) | Taken::NotWritable | Taken::NoLocks => None,
        };
        self.opened(ledger, None)
    }

    fn open(&mut self, path: &Path, context: &Context) -> Result<Event, Failure> {
        let same = |open: &Ledger| std::fs::canonicalize(open.path()).ok() == std::fs::canonicalize(path).ok();
        if self.ledger.as_ref().is_some_and(same) {
            // What is open already is given back first; a lock does not know that it would be ours again.
            self.ledger = None;
            self.lock = None;
        }
        if !path.is_file() {
            return Err(LedgerError::NotFound(path.to_owned()).into());
        }
        let (lock, look_only) = match self.take_lock(path, context) {
            Taken::Mine(lock) => (Some(lock), None),
            Taken::NoLocks => (None, None),
            Taken::Held(holder) => (None, Some(LookOnly::HeldBy(holder))),
            Taken::NotWritable => (None, Some(LookOnly::NotWritable)),
        };
        let (ledger, look_only) = match look_only {
            Some(reason) => (Ledger::open_to_look(path)?, Some(reason)),
            None => match Ledger::open(path, context) {
                Err(LedgerError::ReadOnly(_)) => (Ledger::open_to_look(path)?, Some(LookOnly::NotWritable)),
                other => (other?, None),
            },
        };
        self.lock = lock.filter(|_| look_only.is_none());
        Ok(self.opened(ledger, look_only))
    }

    fn list(&self) -> &List {
        self.list.as_ref().unwrap_or_else(|| List::bundled())
    }

    /// Takes a newer list of end dates, and keeps it for the next start.
    fn take_list(&mut self, text: &str) -> Result<Event, Failure> {
        let list = List::read(text).map_err(|error| Failure(errors::bad_list(&error)))?;
        if list.day <= self.list().day {
            return Err(Failure(errors::older_list(list.day, self.list().day)));
        }
        if let Some(path) = self.settings.as_deref().map(list_path) {
            files::write_atomic(&path, text.as_bytes())?;
        }
        let day = list.day;
        self.list = Some(list);
        let snapshot = self.open_ledger()?.snapshot().clone();
        let view = self.view(snapshot);
        Ok(Event::ListTaken { day, view })
    }

    pub(super) fn findings(&self, snapshot: &Snapshot) -> Arc<Vec<Finding>> {
        Arc::new(rules::all(&Look::with_list(snapshot, self.clock.today(), self.list())))
    }

    fn view(&mut self, snapshot: Arc<Snapshot>) -> View {
        self.index = Arc::new(self.index.updated(&snapshot));
        self.seen(snapshot, self.index.clone())
    }

    /// A revision with everything that is worked out of it once.
    fn seen(&self, snapshot: Arc<Snapshot>, index: Arc<SearchIndex>) -> View {
        let look = Look::with_list(&snapshot, self.clock.today(), self.list());
        let findings = rules::all(&look);
        View {
            outlook: Arc::new(outlook::outlook(&look, &findings)),
            findings: Arc::new(findings),
            list_day: self.list().day,
            today: self.clock.today(),
            snapshot,
            index,
        }
    }

    fn plan(&mut self, reading: &super::Reading, watch: &dyn Watch) -> Result<Event, Failure> {
        let file = &reading.file;
        if is_database(file) {
            let plan = self.open_ledger()?.plan_merge(file)?;
            return Ok(Event::Planned(Box::new(plan)));
        }
        let snapshot = self.open_ledger()?.snapshot().clone();
        if let Some(text) = files::read_small(file, LARGEST_LIST).filter(|text| List::is_one(text)) {
            return self.take_list(&text);
        }
        if is_handed_on(file) {
            return self.take_edition(file);
        }
        if super::forms::is_form(file) {
            return self.plan_form(&file.clone(), crate::core::checklist::Told::default());
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let password = reading.password.as_ref().map(|password| password.0.as_str());
        let workbook = guard::read(&Reading::usual(), file, password, watch)?;
        let plan = plan_guided(workbook, &name, &snapshot, &reading.hints)?;
        // Where something stands, a person can point at the header.
        if plan.tables.is_empty() && plan.previews.iter().all(|sheet| sheet.rows.is_empty()) {
            return Err(ReadError::NoTable.into());
        }
        Ok(Event::Planned(Box::new(plan)))
    }

    /// The facts of many PCs as one plan.
    fn plan_facts(&mut self, files: &[PathBuf], watch: &dyn Watch) -> Result<Event, Failure> {
        let snapshot = self.open_ledger()?.snapshot().clone();
        let told = guard::read_facts(&Reading::usual(), files, watch)?;
        let name = text::import::facts(&told.names);
        let mut plan = plan_import(told.workbook, &name, &snapshot)?;
        plan.sheets_left_out.extend(told.left_out);
        Ok(Event::Planned(Box::new(plan)))
    }

    /// A kept file with its name.
    fn kept(&mut self, id: RecordId) -> Result<(String, Vec<u8>), Failure> {
        let ledger = self.open_ledger()?;
        let row = ledger.snapshot().get(RegisterId::EVIDENCE, id).cloned();
        let row = row.ok_or(LedgerError::NoSuchRecord(id))?;
        let hash = evidence::hash_of(&row).ok_or(LedgerError::NoSuchFile)?;
        let bytes = ledger.file(&hash)?;
        Ok((row.name().unwrap_or_default().to_owned(), bytes))
    }

    fn work(&mut self, job: Job, watch: &dyn Watch) -> Result<Event, Failure> {
        let context = self.context();
        match job {
            Job::Answer { sheet, edits } => self.answer(&sheet, &edits, &context),
            Job::NoteRounds(rounds) => self.note_rounds(&rounds, &context),
            Job::MakeRequests(wish) => self.make_requests(&wish, &context),
            Job::PlanForm { file, told } => self.plan_form(&file, told),
            Job::ApplyForm(plans) => self.apply_form(&plans, &context),
            Job::KeepUnread(file) => self.keep_unread(&file, &context),
            Job::HandOn { edition, sheet } => self.hand_on(&edition, sheet),
            Job::BeginYear(year) => self.begin_year(year, &context),
            Job::FillForm { file, told, out } => self.fill_form(&file, &told, out, &context),
            Job::Create { path, facility, kind } => {
                let mut ledger = Ledger::create(&path, &facility, &context)?;
                if let Some(kind) = kind {
                    let register = RegisterId::FACILITY;
                    let mut content = Content::default();
                    parse::put_texts(
                        register,
                        &mut content,
                        &[(register.named_by[0], &facility), ("kind", &kind)],
                    );
                    ledger.execute(Command::Add { register, content }, &context)?;
                }
                Ok(self.made(ledger, &context))
            }
            Job::CreateSample { path } => {
                let ledger = sample(&path, &context)?;
                Ok(self.made(ledger, &context))
            }
            Job::Open { path } => self.open(&path, &context),
            Job::Close => {
                self.ledger = None;
                self.lock = None;
                Ok(Event::Closed)
            }
            Job::Execute(command) => self.execute(command, &context),
            Job::ApplyImport(plan) => self.execute(Command::Apply(plan.into_batch()), &context),
            Job::ApplyAndRemember { plan, name } => {
                let ledger = self.open_ledger()?;
                if let Some(batch) = plan.remember(&name, ledger.snapshot()) {
                    ledger.execute(Command::Apply(batch), &context)?;
                }
                self.execute(Command::Apply(plan.into_batch()), &context)
            }
            Job::PlanImport { file } if file.is_dir() => self.plan_facts(&[file], watch),
            Job::PlanImport { file } => {
                let reading = super::Reading {
                    file,
                    ..super::Reading::default()
                };
                self.plan(&reading, watch)
            }
            Job::PlanGuided(reading) => self.plan(&reading, watch),
            Job::PlanFacts { files } => self.plan_facts(&files, watch),
            Job::PlanHere => {
                let facts = collect::here(context.now);
                let name = text::import::here(&facts.computer.name);
                let workbook = read_bytes(facts.to_json().into_bytes(), &name)?;
                let snapshot = self.open_ledger()?.snapshot().clone();
                Ok(Event::Planned(Box::new(plan_import(workbook, &name, &snapshot)?)))
            }
            Job::Collect { folder } => {
                let out = collect::write(&folder, &collect::here(context.now))?;
                Ok(Event::Exported { out })
            }
            Job::PlanBlock(block) => {
                let snapshot = self.open_ledger()?.snapshot().clone();
                Ok(Event::Planned(Box::new(plan_block(&block, &snapshot))))
            }
            Job::AsOf(at) => {
                let snapshot = Arc::new(self.open_ledger()?.as_of(at)?);
                // The index of today stays the worker's: the past is looked at once.
                let index = Arc::new(self.index.updated(&snapshot));
                Ok(Event::Past {
                    at,
                    view: self.seen(snapshot, index),
                })
            }
            Job::Show(path) => Self::show(&path),
            Job::KeepUnsaved(drafts) => {
                if let (Some(ledger), true) = (&self.ledger, self.lock.is_some()) {
                    unsaved::keep(ledger.path(), &drafts);
                }
                Ok(Event::Remembered)
            }
            Job::Remember(settings) => {
                if let Some(actor) = &settings.actor {
                    self.actor.clone_from(actor);
                }
                if let Some(path) = &self.settings {
                    settings.save(path);
                }
                Ok(Event::Remembered)
            }
            Job::Export { sheet, out } => {
                let context = self.export_context();
                let snapshot = self.open_ledger()?.snapshot().clone();
                let key = SheetKey::by_key(&sheet).ok_or_else(|| Failure(errors::no_sheet(&sheet)))?;
                let bytes = file_bytes(key, &snapshot, &context, &out)
                    .map_err(|error| Failure(text::export::notice(&error)))?;
                let out = self.produce(&out, &bytes)?;
                Ok(Event::Exported { out })
            }
            Job::ExportHandover { vendor, out } => {
                let context = self.export_context();
                let snapshot = self.open_ledger()?.snapshot().clone();
                let bytes = handover_bytes(&vendor, &snapshot, &context, &out)
                    .map_err(|error| Failure(text::export::notice(&error)))?;
                let out = self.produce(&out, &bytes)?;
                Ok(Event::Exported { out })
            }
            Job::AddEvidence { record, file } => {
                let command = Command::AddEvidence {
                    record: Some(record),
                    file: files::read_evidence(&file)?,
                    note: String::new(),
                };
                self.execute(command, &context)
            }
            Job::OpenEvidence(id) => {
                let (name, bytes) = self.kept(id)?;
                let copy = self.copies.copy(&name, &bytes)?;
                private::open(&copy)?;
                Ok(Event::Shown { name })
            }
            Job::PreviewEvidence(id) => {
                let (name, bytes) = self.kept(id)?;
                let preview = preview::of(&bytes);
                Ok(Event::Previewed { name, preview })
            }
            Job::StocktakeStart { target, place, name } => {
                let (today, person) = (self.clock.today(), self.actor.clone());
                let snapshot = self.open_ledger()?.snapshot().clone();
                let command = stocktake::start(&snapshot, target, place.as_deref(), &name, today, &person);
                self.execute(command.ok_or_else(|| Failure(errors::nothing_to_count()))?, &context)
            }
            Job::StocktakeScan { code, place } => {
                let snapshot = self.open_ledger()?.snapshot().clone();
                let round = stocktake::Round::open(&snapshot).ok_or_else(|| Failure(errors::no_round()))?;
                let seen = stocktake::scan(&snapshot, &round, &code, place.as_deref(), context.now);
                let view = match seen.command {
                    Some(command) => match self.execute(command, &context)? {
                        Event::Changed { view, .. } => Some(view),
                        _ => None,
                    },
                    None => None,
                };
                Ok(Event::Scanned {
                    outcome: seen.outcome,
                    name: seen.name,
                    view,
                })
            }
            Job::StocktakeMark { item, mark, place } => {
                let snapshot = self.open_ledger()?.snapshot().clone();
                let command = stocktake::mark(&snapshot, item, mark, place.as_deref(), context.now);
                self.execute(command.ok_or(LedgerError::NoSuchRecord(item))?, &context)
            }
            Job::ExportLabels { target, wish, out } => self.export_labels(target, &wish, out),
            Job::StocktakeFinish => {
                let today = self.clock.today();
                let snapshot = self.open_ledger()?.snapshot().clone();
                let round = stocktake::Round::open(&snapshot).ok_or_else(|| Failure(errors::no_round()))?;
                self.execute(stocktake::finish(&round, today), &context)
            }
            Job::StocktakePlan => {
                let today = self.clock.today();
                let snapshot = self.open_ledger()?.snapshot().clone();
                let round = stocktake::Round::last(&snapshot).ok_or_else(|| Failure(errors::no_round()))?;
                let report = stocktake::report(&round);
                let plan = stocktake::plan(&snapshot, &round, &report, today);
                Ok(Event::Planned(Box::new(plan)))
            }
            Job::ReviewReport => Ok(Event::Reviewed {
                report: Box::new(self.review()?),
            }),
            Job::ReviewConfirm { by, note } => {
                let seen = Confirmation {
                    by,
                    note,
                    summary: text::review::summary(&self.review()?),
                    today: self.clock.today(),
                };
                let ledger = self.open_ledger()?;
                let outcome = ledger.confirm(&seen, &context)?;
                let snapshot = ledger.snapshot().clone();
                Ok(Event::Changed {
                    view: self.view(snapshot),
                    outcome,
                })
            }
            Job::Picture(view) => Ok(Event::Pictured {
                head: view.snapshot.head,
                picture: Arc::new(diagram::layout(&view.snapshot, &view.findings, &text::diagram::WORDS)),
            }),
            Job::ExportPicture { which, out } => self.export_picture(which, out),
            Job::Changes(operation) => Ok(Event::Changes {
                operation,
                changes: self.open_ledger()?.changes(operation)?,
            }),
            Job::RecordHistory(record) => Ok(Event::RecordHistory {
                record,
                changes: self.open_ledger()?.record_history(record)?,
            }),
            Job::TouchedThisMonth => {
                let month = self.clock.today().with_day(1).unwrap_or_else(|| self.clock.today());
                let touched = self.open_ledger()?.touched_since(month)?;
                Ok(Event::Touched(Arc::new(touched)))
            }
            Job::Verify => {
                let (operations, records) = self.open_ledger()?.verify()?;
                Ok(Event::Verified { operations, records })
            }
        }
    }

    fn review(&mut self) -> Result<review::Report, Failure> {
        let today = self.clock.today();
        let ledger = self.open_ledger()?;
        let (snapshot, then) = (ledger.snapshot().clone(), ledger.last_reviewed()?);
        let findings = self.findings(&snapshot);
        let then = then.as_ref().map(|(then, day)| (then, *day));
        Ok(review::report(then, &snapshot, &findings, today))
    }

    pub(super) fn execute(&mut self, command: Command, context: &Context) -> Result<Event, Failure> {
        let ledger = self.open_ledger()?;
        let outcome = match ledger.execute(command, context) {
            Err(LedgerError::ChangedOutside) => {
                // Show what the other writer did, so that the person can decide again.
                ledger.reload()?;
                let snapshot = ledger.snapshot().clone();
                let view = self.view(snapshot);
                self.early.push(Event::Reloaded { view });
                return Err(LedgerError::ChangedOutside.into());
            }
            other => other?,
        };
        let snapshot = ledger.snapshot().clone();
        Ok(Event::Changed {
            view: self.view(snapshot),
            outcome,
        })
    }
}

/// How this computer is called, for the message that another one has the ledger open.
fn computer() -> Option<String> {
    let spoken = std::env::var("COMPUTERNAME")
        .or_else(|_| std::env::var("HOSTNAME"))
        .ok();
    let name = spoken.or_else(|| std::fs::read_to_string("/etc/hostname").ok())?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// A larger file is no list of end dates.
const LARGEST_LIST: u64 = 4 << 20;

fn list_path(settings: &Path) -> PathBuf {
    settings.with_file_name("os_lifecycle.csv")
}

/// The list kept from another run, when it is newer than the one that came with the program.
fn kept_list(settings: &Path) -> Option<List> {
    let text = files::read_small(&list_path(settings), LARGEST_LIST)?;
    List::read(&text).ok().filter(|list| list.day > List::bundled().day)
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
