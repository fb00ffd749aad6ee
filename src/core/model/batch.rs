//! Rows to be written in one operation: what every plan becomes when a person has said yes.

use std::sync::Arc;

use super::{Content, OperationKind, Record, RecordId};
use crate::core::catalogue::RegisterId;

/// All rows of one operation. The door writes all of them or none.
#[derive(Clone, Debug)]
pub struct Batch {
    pub kind: OperationKind,
    /// What the history calls it, such as the file name.
    pub label: String,
    /// Facts about the whole, such as the file's sheets, mapping and rows not taken, as JSON.
    pub source: Option<String>,
    pub rows: Vec<BatchRow>,
}

#[derive(Clone, Debug)]
pub struct BatchRow {
    pub register: RegisterId,
    /// The row as the plan saw it, or `None` for a new one. The door refuses the batch when it has changed since.
    pub target: Option<Arc<Record>>,
    /// The identity that a new row brings along from another copy of the ledger or from its own past.
    pub known_as: Option<RecordId>,
    /// The whole new content; `None` takes the row out.
    pub content: Option<Content>,
    /// Where it came from and the original cell texts, as JSON.
    pub source: Option<String>,
}

impl BatchRow {
    /// A new row that comes from nowhere else.
    pub const fn added(register: RegisterId, content: Content) -> Self {
        Self {
            register,
            target: None,
            known_as: None,
            content: Some(content),
            source: None,
        }
    }
}
