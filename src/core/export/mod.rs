//! From a snapshot to files: plain grids of text, then xlsx or csv.
//!
//! Owns: [`SheetData`], the registry of sheets and the writers. Refuses to know: where files go.
//! Invariant: the same snapshot and clock give the same bytes; a text stays a text, never a formula or number.

mod csv;
mod limits;
mod measure;
mod sheet;
pub mod sheets;
mod xlsx;

pub use csv::write_csv;
pub use sheet::{Block, Look, Paper, SheetColumn, SheetData};
pub use xlsx::write_xlsx;

use chrono::{DateTime, NaiveDate, Utc};

/// What a sheet may need besides the snapshot.
#[derive(Clone, Debug)]
pub struct ExportContext {
    pub now: DateTime<Utc>,
    /// Today on the wall.
    pub today: NaiveDate,
    pub actor: String,
}

/// Why no file came out. Nothing is ever cut or left out to make one.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// A spreadsheet cell holds 32,767 characters and no more.
    #[error("sheet {sheet}, {column}, row {row}: {length} characters do not fit into one cell")]
    TextTooLong {
        sheet: String,
        column: String,
        /// 1-based row among the data rows.
        row: usize,
        length: usize,
    },
    #[error("sheet {sheet}: {rows} rows and {columns} columns do not fit on one sheet")]
    TooLarge { sheet: String, rows: usize, columns: usize },
    #[error("the workbook cannot be written: {0}")]
    Write(String),
}
