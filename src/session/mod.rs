//! The ledger on a worker thread: the window and the command line send jobs and get events back.
//!
//! Owns: the thread, the order of jobs. Refuses to know: widgets, SQL.
//! Invariant: jobs run one after the other in the order they were sent; every job ends in exactly one closing event.

pub mod collect;
mod forms;
pub mod guard;
mod inline;
mod labels;
mod pictures;
mod preview;
mod private;
mod produced;
mod requests;
mod settings;
mod thread;
mod unsaved;
mod worker;

pub use forms::{FilledForm, FormPlan, FormPlans};
pub use inline::InlineSession;
pub use pictures::Chart;
pub use preview::Preview;
pub use requests::{MadeRequests, RequestWish};
pub use settings::{ColumnLayout, SavedView, Settings, SortBy, documents_folder, settings_path};
pub use thread::ThreadSession;
pub use unsaved::Unsaved;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::core::checklist::{Asked, GivenEdit, ItemId, SheetId, SheetKind, Told};
use crate::core::diagram::Picture;
use crate::core::import::{Block, Hints, ImportPlan};
use crate::core::ledger::{Command, Outcome};
use crate::core::lock::LookOnly;
use crate::core::model::{Change, OpSeq, RecordId, Snapshot};
use crate::core::outlook::Outlook;
use crate::core::rules::Finding;
use crate::core::search::SearchIndex;
use crate::core::stocktake;
use crate::text::Notice;

/// Something to be done by the worker.
#[derive(Clone, Debug)]
pub enum Job {
    /// Makes a new ledger file; refused when the file exists.
    Create {
        path: PathBuf,
        facility: String,
        /// What kind of facility it is, in a word of the catalogue.
        kind: Option<String>,
    },
    Open {
        path: PathBuf,
    },
    /// Makes a new ledger at `path` and fills it with the fictional sample clinic.
    CreateSample {
        path: PathBuf,
    },
    Close,
    Execute(Command),
    /// Reads a file (a spreadsheet, or another copy of this ledger) and answers with a plan; writes nothing.
    PlanImport {
        file: PathBuf,
    },
    /// Reads the facts of PCs from several files or folders, all into one plan; writes nothing.
    PlanFacts {
        files: Vec<PathBuf>,
    },
    /// Asks this PC for its facts and answers with a plan; writes nothing.
    PlanHere,
    /// Shows a file that was made, or its folder, with the system's program.
    Show(PathBuf),
    /// Writes the facts of this PC into a folder; needs no ledger.
    Collect {
        folder: PathBuf,
    },
    /// Answers with the plan of a pasted block; writes nothing.
    PlanBlock(Box<Block>),
    /// The same for a workbook with a password, or read as somebody says.
    PlanGuided(Box<Reading>),
    /// Writes a plan that a person has seen.
    ApplyImport(Box<ImportPlan>),
    /// The same, after the way it was read has been kept under a name, as an operation of its own.
    ApplyAndRemember {
        plan: Box<ImportPlan>,
        name: String,
    },
    /// Writes one sheet (`official`, `cloud`, `remote`, `workbook`) to a file.
    Export {
        sheet: String,
        out: PathBuf,
    },
    /// Writes what one vendor shall look through to a file.
    ExportHandover {
        vendor: String,
        out: PathBuf,
    },
    /// Keeps a file as proof of a record.
    AddEvidence {
        record: RecordId,
        file: PathBuf,
    },
    /// Shows a kept file by the system's program for it, from a private copy.
    OpenEvidence(RecordId),
    /// Looks into a kept file without another program.
    PreviewEvidence(RecordId),
    /// Answers items of a checklist.
    Answer {
        sheet: SheetId,
        edits: Vec<(ItemId, u8, GivenEdit)>,
    },
    /// Notes where sheets of vendors are on their way.
    NoteRounds(Vec<(SheetId, Asked)>),
    /// Makes the sheets and letters for vendors.
    MakeRequests(Box<RequestWish>),
    /// Reads an official form and answers with what it would bring; writes nothing.
    PlanForm {
        file: PathBuf,
        told: Told,
    },
    /// Writes what a form brings and a person has seen.
    ApplyForm(Box<FormPlans>),
    /// Keeps a disclosure that is not understood beside a row of its own.
    KeepUnread(PathBuf),
    /// Writes an edition that the ledger learned into a file for others.
    HandOn {
        edition: String,
        sheet: SheetKind,
    },
    /// Begins a fiscal year on the items of the last one, until the ministry's file is there.
    BeginYear(i32),
    /// Writes the ledger's answers into a copy of an official form.
    FillForm {
        file: PathBuf,
        told: Told,
        out: PathBuf,
    },
    /// Starts a 棚卸 of a kind of thing, perhaps of one place only.
    StocktakeStart {
        target: stocktake::Target,
        place: Option<String>,
        name: String,
    },
    /// A code read in the open round, and where.
    StocktakeScan {
        code: String,
        place: Option<String>,
    },
    StocktakeMark {
        item: RecordId,
        mark: stocktake::Mark,
        place: Option<String>,
    },
    /// Writes labels to print.
    ExportLabels {
        target: stocktake::Target,
        wish: stocktake::LabelWish,
        out: PathBuf,
    },
    StocktakeFinish,
    /// The changes that the last round proposes; writes nothing.
    StocktakePlan,
    /// How the ledger stands since the last 経営層の確認.
    ReviewReport,
    /// Notes that the management has seen the ledger, and freezes a copy of it.
    ReviewConfirm {
        by: String,
        note: String,
    },
    /// Draws the network picture of what is looked at.
    Picture(Box<View>),
    /// Writes the network picture as SVG.
    ExportPicture {
        which: Chart,
        out: PathBuf,
    },
    /// The changes of one operation.
    Changes(OpSeq),
    /// Everything that happened to one record, newest first.
    RecordHistory(RecordId),
    /// Which rows were written since the month began.
    TouchedThisMonth,
    /// The ledger as it was at a past moment, to look at.
    AsOf(DateTime<Utc>),
    /// Keeps what the window remembers; failing to do so is no error.
    Remember(Box<Settings>),
    /// Keeps what is being typed over a crash; failing to do so is no error.
    KeepUnsaved(Vec<Unsaved>),
    /// Checks file, chain and content against each other.
    Verify,
}

/// A file and how it is to be read. It lives as long as its plan is looked at, and is kept nowhere.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub file: PathBuf,
    pub password: Option<Password>,
    pub hints: Hints,
}

/// One revision of the ledger with what the window needs to find rows in it.
#[derive(Clone, Debug)]
pub struct View {
    pub snapshot: Arc<Snapshot>,
    pub index: Arc<SearchIndex>,
    /// What the rules found in it today.
    pub findings: Arc<Vec<Finding>>,
    /// What lies ahead, and how far it is filled.
    pub outlook: Arc<Outlook>,
    /// The day of the end dates that were used.
    pub list_day: chrono::NaiveDate,
    pub today: chrono::NaiveDate,
}

/// A password on its way to a reader. It is never shown, not even in a log of jobs.
#[derive(Clone)]
pub struct Password(pub String);

impl std::fmt::Debug for Password {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Password")
    }
}

/// What the worker tells. `Failed` closes any job.
#[derive(Clone, Debug)]
pub enum Event {
    Opened {
        path: PathBuf,
        view: View,
        /// Why nothing can be written, when that is so.
        look_only: Option<LookOnly>,
        /// What was being typed when the last run ended without saving it.
        unsaved: Vec<Unsaved>,
    },
    Closed,
    /// A change was written: the new revision and what was done.
    Changed {
        view: View,
        outcome: Outcome,
    },
    /// Somebody else wrote to the file; this is what it holds now. A `Failed` for the refused job follows.
    Reloaded {
        view: View,
    },
    Past {
        at: DateTime<Utc>,
        view: View,
    },
    Remembered,
    /// How far the reading of a file has come (bytes, an estimate); closes no job.
    Progress {
        done: u64,
        of: u64,
    },
    Planned(Box<ImportPlan>),
    /// What a form would bring.
    FormPlanned(Box<FormPlans>),
    FormFilled(Box<FilledForm>),
    RequestsMade(Box<MadeRequests>),
    /// Labels were written; so many rows have no number for one.
    Labelled {
        labels: usize,
        without: usize,
        out: PathBuf,
    },
    Exported {
        out: PathBuf,
    },
    Pictured {
        /// The head of the history that was drawn.
        head: [u8; 32],
        picture: Arc<Picture>,
    },
    Reviewed {
        report: Box<crate::core::review::Report>,
    },
    /// What a scanned code was; the ledger as it is now when something was noted.
    Scanned {
        outcome: stocktake::Outcome,
        name: String,
        view: Option<View>,
    },
    /// What is seen of a kept file.
    Previewed {
        name: String,
        preview: Preview,
    },
    /// A private copy was handed to another program.
    Shown {
        name: String,
    },
    /// A newer list of end dates is used from now on.
    ListTaken {
        day: chrono::NaiveDate,
        view: View,
    },
    Changes {
        operation: OpSeq,
        changes: Vec<Change>,
    },
    Touched(Arc<HashSet<RecordId>>),
    RecordHistory {
        record: RecordId,
        changes: Vec<(OpSeq, Change)>,
    },
    Verified {
        operations: u64,
        records: u64,
    },
    Failed(Notice),
}

/// A handle on the worker. Dropping it ends the worker after the jobs already sent.
pub trait Session {
    /// Queues a job; returns at once.
    fn send(&self, job: Job);
    /// Events since the last call, oldest first; never waits.
    fn poll(&self) -> Vec<Event>;
    /// The same, but waits until there is one, at most so long. Only for the moment before the first picture.
    fn poll_within(&self, _at_most: Duration) -> Vec<Event> {
        self.poll()
    }
    /// Asks the running job to stop; it then ends in `Failed`. Only the reading of files can be stopped.
    fn cancel(&self) {}
}
