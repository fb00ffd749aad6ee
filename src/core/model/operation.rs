//! What happened to a ledger, and when.

use chrono::{DateTime, Utc};

use super::RecordId;
use crate::core::catalogue::RegisterId;

/// Number of an operation: 1 for the first, then without gaps.
pub type OpSeq = u64;

/// The families of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    Create,
    Add,
    Edit,
    Remove,
    Import,
    /// Another copy of the ledger was taken over.
    Merge,
    Undo,
    Redo,
}

impl OperationKind {
    pub const ALL: [Self; 8] = [
        Self::Create,
        Self::Add,
        Self::Edit,
        Self::Remove,
        Self::Import,
        Self::Merge,
        Self::Undo,
        Self::Redo,
    ];

    /// Stable word for files and JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Add => "add",
            Self::Edit => "edit",
            Self::Remove => "remove",
            Self::Import => "import",
            Self::Merge => "merge",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    /// Whether a person may take it back by its number; undo itself is taken back by redo.
    pub const fn can_be_undone(self) -> bool {
        matches!(self, Self::Add | Self::Edit | Self::Remove | Self::Import | Self::Merge)
    }

    pub fn by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// One finished operation, without its changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    pub seq: OpSeq,
    pub kind: OperationKind,
    pub at: DateTime<Utc>,
    /// Who did it, as that person typed it.
    pub actor: String,
    /// What a person reads in the list: file name of an import, name of the edited row.
    pub label: String,
    /// The operation that this one takes back.
    pub reverts: Option<OpSeq>,
    /// How many records it touched.
    pub records: u64,
    /// SHA-256 over the previous hash, this operation and its changes.
    pub hash: [u8; 32],
}

/// One record touched by one operation: its image before and after (`None` = not there).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub register: RegisterId,
    pub record: RecordId,
    pub before: Option<String>,
    pub after: Option<String>,
    /// Where an import took it from and the original cell texts, as JSON.
    pub source: Option<String>,
}
