//! The data of a ledger: ids, entries, records, operations, snapshots. No input or output.
//!
//! Invariant: blank, 不明, 該当なし and a value are four different facts, and blank is never stored.

mod batch;
mod entry;
mod id;
mod image;
mod operation;
mod record;
mod snapshot;
mod value;

pub use batch::{Batch, BatchRow};
pub use entry::{Entry, Fields};
pub use id::RecordId;
pub use image::{ImageError, content_from_json, content_to_json, push_image};
pub use operation::{Change, OpSeq, Operation, OperationKind};
pub use record::{Content, Record};
pub use snapshot::{LedgerMeta, Snapshot};
pub use value::{AddressKind, Addresses, PartialDate, Precision, Problem, Understood, Value};
