//! Official forms: the ministry's own xlsx, found, read and filled in place.
//!
//! Owns: locating labels, item rows, answer and date cells in any edition; reading every way people mark an answer;
//! writing answers back in the form that the cells use. Refuses to know: what an item means (`core::checklist`),
//! the ledger, the clock, Japanese sentences (`text::form`).
//! Invariants: a mark is never silently read as unanswered; what is uncertain is named; filling changes the asked
//! cells of one sheet part (and the workbook's wish to recompute, when it has formulas) and not one other byte.

mod answer;
mod book;
mod date;
mod emphasis;
mod fill;
mod filler;
mod find;
mod geometry;
mod header;
mod known;
mod map;
mod marks;
mod package;
mod patch;
mod read;
mod rows;
mod styles;
pub mod tokens;
mod walk;
mod write;
mod xml;

pub use answer::{Answer, AnswerRead, How, State, Why};
pub use book::{CellRef, FormBook};
pub use date::{DateProblem, DateRead};
pub use fill::{FillError, FillOutcome, FillPlan, NotFilled, ReasonNotFilled, Wish, WishDate};
pub use known::{KnownFile, known_file};
pub use map::{
    AnswerPlace, BoxKey, ColumnRole, Doubt, DoubtKind, FormKind, FormMap, HeaderBox, Hints, ItemRow, MapColumn,
    RowKind, Slot, TargetGroup,
};
pub use read::{BoxRead, ItemRead, Reading, RoundRead};

use thiserror::Error;

/// A day as people write it on a form; month and day alone belong to the fiscal year.
pub fn read_day(text: &str, fiscal_year: Option<i32>) -> DateRead {
    date::read(text, fiscal_year)
}

/// Bounds of a form: beyond any official sheet, below what hurts an old PC.
pub mod limits {
    pub const FILE: usize = 32 * 1024 * 1024;
    /// Bytes of one part after inflating.
    pub const PART: usize = 32 * 1024 * 1024;
    pub const ENTRIES: usize = 2_000;
    pub const ELEMENTS: usize = 400_000;
    pub const DEPTH: usize = 64;
    pub const SHEETS: usize = 60;
    /// A form is read to this row and column; beyond is no form.
    pub const ROWS: u32 = 2_000;
    pub const COLUMNS: u32 = 100;
    pub const STYLES: usize = 65_536;
    pub const MERGES: usize = 20_000;
    pub const MARKS: usize = 5_000;
}

/// Why a file gives no form. Nothing is changed by reading.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum FormError {
    /// `PDF`, `xls`, `ods`, `xlsb`, `empty` or `other`.
    #[error("not an xlsx workbook: {0}")]
    NotAWorkbook(&'static str),
    #[error("protected by a password")]
    Encrypted,
    #[error("damaged or cut off: {0}")]
    Damaged(String),
    #[error("too large: {0}")]
    TooLarge(&'static str),
    #[error("no sheet {0}")]
    NoSuchSheet(usize),
}
