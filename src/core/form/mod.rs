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
mod pointed;
mod read;
mod rows;
mod styles;
pub mod tokens;
mod walk;
mod write;
mod xml;
mod year;

pub use answer::{Answer, AnswerRead, How, State, Why};
pub use book::{CellRef, FormBook};
pub use date::{DateProblem, DateRead};
pub use fill::{FillError, FillOutcome, FillPlan, NotFilled, ReasonNotFilled, Wish, WishDate};
pub use known::{KnownFile, known_file};
pub use map::{
    AnswerPlace, BoxKey, ColumnRole, Doubt, DoubtKind, FormKind, FormMap, HeaderBox, Hints, ItemRow, MapColumn,
    RowKind, Slot, TargetGroup,
};
pub use pointed::{Layout, Preview, PreviewRow};
pub use read::{BoxRead, ItemRead, Reading, RoundRead};
pub use year::FISCAL_YEARS;

use chrono::{Datelike as _, NaiveDate};
use thiserror::Error;

/// A day as people write it on a form; month and day alone belong to the fiscal year.
pub fn read_day(text: &str, fiscal_year: Option<i32>) -> DateRead {
    date::read(text, fiscal_year)
}

/// A day that lies ahead, as people write a due date: month and day alone are the next ones from `today` on.
pub fn coming_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let year = today.year() - i32::from(today.month() < 4);
    let of_year = |year: i32| read_day(text, Some(year)).date.filter(|day| *day >= today);
    read_day(text, None)
        .date
        .or_else(|| of_year(year))
        .or_else(|| of_year(year + 1))
}

/// Bounds of a form: beyond any official sheet, below what hurts an old PC.
pub mod limits {
    pub const FILE: usize = 32 * 1024 * 1024;
    /// Bytes of one part after inflating.
    pub const PART: usize = 32 * 1024 * 1024;
    pub const ENTRIES: usize = 2_000;
    /// Bytes of the shared texts of a book, counted in every cell that shows them.
    pub const TEXT: usize = 32 * 1024 * 1024;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_its_year_is_the_next_one() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        let today = day(2026, 11, 21).unwrap();
        for (text, meant) in [
            ("12/5", day(2026, 12, 5)),
            ("11/21", day(2026, 11, 21)),
            ("11月20日", day(2027, 11, 20)),
            ("4/1", day(2027, 4, 1)),
            ("2/29", day(2028, 2, 29)),
            ("R8.12.5", day(2026, 12, 5)),
            ("2026/10/1", day(2026, 10, 1)),
            ("来週", None),
            ("", None),
        ] {
            assert_eq!(coming_day(text, today), meant, "{text}");
        }
    }
}
