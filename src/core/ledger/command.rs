//! What can be asked of the door.

use super::starter;
use crate::core::catalogue::{Column, RegisterId};
use crate::core::evidence::NewFile;
use crate::core::model::{Batch, Content, Entry, Fields, OpSeq, OperationKind, RecordId, Snapshot};

/// A wish to change the ledger. Each is one operation: one transaction, one entry in the history.
#[derive(Clone, Debug)]
pub enum Command {
    /// A new row. Refused when it is empty.
    Add { register: RegisterId, content: Content },
    /// Changes some cells of one row.
    Edit { record: RecordId, edits: Vec<Edit> },
    /// Takes rows out; the history keeps them.
    Remove { records: Vec<RecordId> },
    /// Keeps a file, as proof of a record or of the ledger as a whole.
    AddEvidence {
        record: Option<RecordId>,
        file: NewFile,
        note: String,
    },
    /// Many rows at once, from a plan that a person has seen.
    Apply(Batch),
    /// Takes one past operation back, or the last one still in effect.
    Undo(Option<OpSeq>),
    /// Takes the last undo back, as long as nothing was written since.
    Redo,
}

impl Command {
    /// The rows that a register offers to an empty list, to be completed by the clinic; `None` when it has none.
    pub fn starter(register: RegisterId, snapshot: &Snapshot) -> Option<Batch> {
        let rows = starter::rows(register, snapshot);
        (!rows.is_empty()).then(|| Batch {
            kind: OperationKind::Add,
            label: register.label.to_owned(),
            source: None,
            rows,
        })
    }
}

/// One changed cell or child list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A field or custom column. For a child column use [`Edit::ChildRows`].
    Cell { column: Column, entry: Entry },
    /// All rows of one child list.
    ChildRows { child: usize, rows: Vec<Fields> },
}

/// Who does it and when; handed in, never asked of the machine.
#[derive(Clone, Debug)]
pub struct Context {
    pub actor: String,
    pub now: chrono::DateTime<chrono::Utc>,
}

/// What an operation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// `None` when nothing changed and so nothing was written.
    pub operation: Option<OpSeq>,
    pub added: Vec<RecordId>,
    pub changed: usize,
    pub removed: usize,
}
