//! What can be asked of the command line, as it was understood.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};

use super::guiding::Guiding;
use super::joining::Choices;
use crate::core::checklist::Told;
use crate::core::stocktake::{LabelWish, Mark, Target};
use crate::session::Password;

pub(super) enum Wish {
    Help,
    Window {
        ledger: Option<PathBuf>,
        /// The only way of drawing to be tried.
        renderer: Option<String>,
    },
    Fields,
    /// Whose software is built in, and under which terms.
    Licences,
    New {
        ledger: PathBuf,
        facility: String,
    },
    Import {
        ledger: PathBuf,
        file: PathBuf,
        dry_run: bool,
        password: Option<Password>,
        guiding: Guiding,
        choices: Choices,
    },
    /// Writes the facts of this PC into a folder.
    Collect {
        out: PathBuf,
    },
    Merge {
        ledger: PathBuf,
        other: PathBuf,
        dry_run: bool,
        choices: Choices,
    },
    List {
        ledger: PathBuf,
        register: String,
        as_of: Option<DateTime<Utc>>,
    },
    Add {
        ledger: PathBuf,
        register: String,
        cells: Vec<String>,
    },
    Set {
        ledger: PathBuf,
        row: String,
        cells: Vec<String>,
    },
    Remove {
        ledger: PathBuf,
        rows: Vec<String>,
    },
    Starter {
        ledger: PathBuf,
        register: String,
    },
    Export {
        ledger: PathBuf,
        sheet: String,
        vendor: Option<String>,
        out: PathBuf,
    },
    History {
        ledger: PathBuf,
    },
    Undo {
        ledger: PathBuf,
        operation: Option<u64>,
    },
    Redo {
        ledger: PathBuf,
    },
    Findings {
        ledger: PathBuf,
        /// End dates of another day.
        list: Option<PathBuf>,
    },
    EvidenceAdd {
        ledger: PathBuf,
        file: PathBuf,
        row: Option<String>,
        note: String,
    },
    EvidenceList {
        ledger: PathBuf,
        row: Option<String>,
    },
    EvidenceExport {
        ledger: PathBuf,
        row: Option<String>,
        out: PathBuf,
    },
    Stocktake {
        ledger: PathBuf,
        step: Step,
    },
    Review {
        ledger: PathBuf,
        step: ReviewStep,
    },
    Diagram {
        ledger: PathBuf,
        out: PathBuf,
    },
    /// Lets a finding be, with a reason, until a day.
    Accept {
        ledger: PathBuf,
        rule: String,
        row: String,
        reason: String,
        until: NaiveDate,
    },
    Verify {
        ledger: PathBuf,
    },
    FormInspect {
        file: PathBuf,
    },
    FormRead {
        file: PathBuf,
    },
    /// Everything around checklists.
    Checklist {
        ledger: PathBuf,
        wish: ChecklistWish,
        told: Told,
    },
}

pub(super) enum ChecklistWish {
    /// Begins the year told, or this one, on the items of the last.
    Begin,
    Status,
    Readiness,
    /// Takes an edition and answers from a file.
    Take {
        file: PathBuf,
        dry_run: bool,
    },
    /// Writes the edition for others.
    Edition {
        out: PathBuf,
    },
    /// Writes the ledger's answers into a copy of an official file.
    Fill {
        file: PathBuf,
        out: PathBuf,
    },
}

/// What is wanted of 経営層の確認.
pub(super) enum ReviewStep {
    Report,
    Confirm {
        by: String,
        note: String,
    },
    List,
    /// Whether the copies are what they were.
    Check,
}

/// A step of a 棚卸.
pub(super) enum Step {
    Start {
        target: Target,
        place: Option<String>,
        name: String,
    },
    /// Codes given, or the lines of a file.
    Scan {
        codes: Vec<String>,
        file: Option<PathBuf>,
        place: Option<String>,
    },
    Mark {
        number: String,
        mark: Mark,
        place: Option<String>,
    },
    /// Labels to print.
    Labels {
        target: Target,
        wish: LabelWish,
        out: PathBuf,
    },
    Report,
    Finish,
    Plan {
        apply: bool,
    },
}
