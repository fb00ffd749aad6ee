//! What can go wrong at the door. Worded for people in [`crate::text`].

use std::path::PathBuf;

use thiserror::Error;

use crate::core::catalogue::RegisterId;
use crate::core::evidence::EvidenceError;
use crate::core::model::{OpSeq, RecordId};

/// Every failure of opening or changing a ledger. In each case the file is as it was before.
#[derive(Debug, Error)]
pub enum LedgerError {
    #[error("no such file: {0}")]
    NotFound(PathBuf),
    #[error("file exists already: {0}")]
    AlreadyExists(PathBuf),
    #[error("not a ledger file: {0}")]
    NotALedger(PathBuf),
    #[error("ledger of a newer version: {found} > {known}")]
    TooNew { found: u32, known: u32 },
    #[error("ledger file is damaged: {0}")]
    Damaged(String),
    #[error("history does not prove the content: {0}")]
    ChainBroken(String),
    /// A file that was to be written for somebody: no such folder, not allowed, or open in another program.
    #[error("cannot be written: {0}")]
    CannotWrite(PathBuf),
    #[error("file or folder is read-only: {0}")]
    ReadOnly(PathBuf),
    #[error("ledger is in use by another window or PC")]
    Locked,
    #[error("disk is full")]
    DiskFull,
    #[error("the file was changed from outside since it was read")]
    ChangedOutside,
    #[error("no copy of this ledger, but of {0}")]
    OtherLedger(String),
    #[error("no record {0}")]
    NoSuchRecord(RecordId),
    #[error("no operation {0}")]
    NoSuchOperation(OpSeq),
    #[error("nothing to undo")]
    NothingToUndo,
    #[error("nothing to redo")]
    NothingToRedo,
    #[error("operation {0} is undone already")]
    AlreadyUndone(OpSeq),
    #[error("{} records moved on", .0.len())]
    Conflicts(Vec<Conflict>),
    #[error("an empty row is not recorded")]
    EmptyRow,
    #[error("{register:?} has no such column")]
    NoSuchColumn { register: RegisterId },
    #[error("{register:?} holds one row only")]
    OnlyOne { register: RegisterId },
    #[error("the column is named like a secret: {0}")]
    SecretColumn(String),
    #[error("a text is longer than {limit} characters")]
    TextTooLong { limit: usize },
    #[error("the file is not taken: {0}")]
    Evidence(#[from] EvidenceError),
    #[error("no such file: {0}")]
    NoFile(PathBuf),
    #[error("no such folder: {0}")]
    NoFolder(PathBuf),
    #[error("no program opens the file: {0}")]
    NoViewer(String),
    #[error("no file with this content is kept")]
    NoSuchFile,
    #[error("backup before the operation failed: {0}")]
    BackupFailed(String),
    #[error("input or output failed: {0}")]
    Io(String),
    #[error("storage failed: {0}")]
    Storage(String),
}

/// One record that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub register: RegisterId,
    pub record: RecordId,
    /// How people call the record, if it is still there.
    pub name: Option<String>,
    /// Labels of the columns that moved on; empty when the record is gone or came back.
    pub columns: Vec<String>,
}
