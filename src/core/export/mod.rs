//! From a snapshot to files: plain grids of text, then xlsx or csv.
//!
//! Owns: [`SheetData`], the registry of sheets and the writers. Refuses to know: where files go.
//! Invariant: the same snapshot and clock give the same bytes; a text stays a text, never a formula or number.

mod bulk;
mod csv;
mod docx;
mod limits;
mod measure;
mod sheet;
pub mod sheets;
mod xlsx;

pub use csv::write_csv;
pub use docx::{Paragraph, Stand, write_docx};
pub use sheet::{Block, Look, Paper, SheetColumn, SheetData};
pub use xlsx::write_xlsx;

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};

use crate::core::model::Snapshot;

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
    #[error("nothing belongs to the vendor {0}")]
    NoVendor(String),
    /// A hand-over is several sheets, some of them hidden.
    #[error("a hand-over is an xlsx file")]
    OnlyXlsx,
    #[error("the workbook cannot be written: {0}")]
    Write(String),
}

/// The bytes of the hand-over for one vendor.
///
/// # Errors
/// See [`ExportError`].
pub fn handover_bytes(
    vendor: &str,
    snapshot: &Snapshot,
    context: &ExportContext,
    out: &Path,
) -> Result<Vec<u8>, ExportError> {
    if !out.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx")) {
        return Err(ExportError::OnlyXlsx);
    }
    sheets::handover(vendor, snapshot, context)
}

/// The bytes of one kind of sheet, in the format that the file's name asks for: csv (its first tab) or xlsx.
///
/// # Errors
/// See [`ExportError`].
pub fn file_bytes(
    key: sheets::SheetKey,
    snapshot: &Snapshot,
    context: &ExportContext,
    out: &Path,
) -> Result<Vec<u8>, ExportError> {
    let tabs = sheets::build(key, snapshot, context);
    let is_csv = out.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    match (is_csv, tabs.first()) {
        (true, Some(first)) => Ok(write_csv(first)),
        _ => write_xlsx(&tabs, context),
    }
}
