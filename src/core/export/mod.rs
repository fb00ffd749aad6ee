//! From a snapshot to files: plain grids of text, then xlsx or csv.
//!
//! Owns: [`SheetData`], the registry of sheets and the writers. Refuses to know: where files go.
//! Invariant: the same snapshot and clock give the same bytes; a text stays a text, never a formula or number.

pub mod sheets;

use chrono::{DateTime, NaiveDate, Utc};

/// What a sheet may need besides the snapshot.
#[derive(Clone, Debug)]
pub struct ExportContext {
    pub now: DateTime<Utc>,
    /// Today on the wall.
    pub today: NaiveDate,
    pub actor: String,
}
