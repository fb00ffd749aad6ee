//! Collecting cells into rows and sharing equal texts, within the limits.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use super::{Around, Bound, Passed, RawCell, RawRow, RawSheet, RawWorkbook, ReadError, Sink, limits};

/// Shares equal texts: ledgers repeat makers, places and states thousands of times.
#[derive(Default)]
pub(super) struct Interner {
    texts: HashSet<Arc<str>, foldhash::fast::RandomState>,
    bytes: usize,
}

impl Interner {
    pub fn share(&mut self, text: &str) -> Result<Arc<str>, ReadError> {
        if let Some(known) = self.texts.get(text) {
            return Ok(known.clone());
        }
        let shared = self.keep(text)?;
        self.texts.insert(shared.clone());
        Ok(shared)
    }

    /// A text that is known to be new: only counted.
    pub fn keep(&mut self, text: &str) -> Result<Arc<str>, ReadError> {
        // A text takes its bytes and some 32 more; the bound is on what it takes.
        self.bytes = self.bytes.saturating_add(text.len() + 32);
        if self.bytes > limits::TEXTS {
            return Err(ReadError::TooLarge(Bound::Texts));
        }
        if text.len() > limits::CELL_TEXT && text.encode_utf16().count() > limits::CELL_TEXT {
            return Err(ReadError::TooLarge(Bound::Cell));
        }
        Ok(Arc::from(text))
    }
}

/// Every line end as a line feed.
pub(super) fn line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Counts over all sheets of a file.
#[derive(Default)]
pub(super) struct Tally {
    seen: usize,
    rows: usize,
    filled: usize,
}

impl Tally {
    pub fn see_cells(&mut self, cells: usize) -> Result<(), ReadError> {
        self.seen = self.seen.saturating_add(cells);
        if self.seen > limits::CELLS_SEEN {
            return Err(ReadError::TooLarge(Bound::Cells));
        }
        Ok(())
    }

    pub fn see_row(&mut self) -> Result<(), ReadError> {
        self.rows += 1;
        if self.rows > limits::ROWS_SEEN {
            return Err(ReadError::TooLarge(Bound::Rows));
        }
        Ok(())
    }

    pub fn fill(&mut self) -> Result<(), ReadError> {
        self.filled += 1;
        if self.filled > limits::CELLS {
            return Err(ReadError::TooLarge(Bound::Cells));
        }
        Ok(())
    }
}

/// Collects cells into sorted rows; the last of two cells at one place wins.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<RawRow>,
}

impl Rows {
    pub fn push(&mut self, number: u32, hidden: bool, cell: RawCell) {
        match self.rows.last_mut() {
            Some(row) if row.number == number => row.cells.push(cell),
            last => {
                // Rows of a table are about as long as the one above.
                let mut cells = Vec::with_capacity(last.map_or(0, |row| row.cells.len()));
                cells.push(cell);
                self.rows.push(RawRow { number, hidden, cells });
            }
        }
    }

    pub fn finish(mut self) -> Vec<RawRow> {
        if !self.rows.is_sorted_by_key(|row| row.number) {
            self.rows.sort_by_key(|row| row.number);
        }
        let mut rows: Vec<RawRow> = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            match rows.last_mut() {
                Some(last) if last.number == row.number => last.cells.extend(row.cells),
                _ => rows.push(row),
            }
        }
        for row in &mut rows {
            if !row.cells.is_sorted_by_key(|cell| cell.column) {
                row.cells.sort_by_key(|cell| cell.column);
            }
            // dedup keeps the first, the later cell is the one that counts.
            row.cells.reverse();
            row.cells.dedup_by_key(|cell| cell.column);
            row.cells.reverse();
            row.cells.shrink_to_fit();
        }
        rows
    }
}

/// The sheet that is being told, cell by cell.
pub(super) struct Begun {
    sheet: RawSheet,
    pub rows: Rows,
}

impl Begun {
    pub fn new(name: Arc<str>, hidden: bool) -> Self {
        Self {
            sheet: RawSheet {
                name,
                hidden,
                rows: Vec::new(),
                around: Around::default(),
            },
            rows: Rows::default(),
        }
    }

    pub fn end(self, around: Around) -> RawSheet {
        RawSheet {
            rows: self.rows.finish(),
            around,
            ..self.sheet
        }
    }
}

/// All sheets of a workbook, in memory.
#[derive(Default)]
pub(super) struct Sheets {
    whole: Vec<RawSheet>,
    begun: Option<Begun>,
}

impl Sheets {
    pub fn finish(self) -> RawWorkbook {
        RawWorkbook { sheets: self.whole }
    }
}

impl Sink for Sheets {
    fn begin(&mut self, name: Arc<str>, hidden: bool) -> Result<(), ReadError> {
        self.begun = Some(Begun::new(name, hidden));
        Ok(())
    }

    fn cell(&mut self, row: u32, hidden: bool, cell: &Passed<'_>) -> Result<(), ReadError> {
        if let Some(begun) = &mut self.begun {
            begun.rows.push(row, hidden, cell.keep());
        }
        Ok(())
    }

    fn end(&mut self, around: Around) -> Result<(), ReadError> {
        let begun = self.begun.take();
        self.whole.extend(begun.map(|begun| begun.end(around)));
        Ok(())
    }

    fn sheet(&mut self, sheet: RawSheet) -> Result<(), ReadError> {
        self.whole.push(sheet);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused<T>(result: Result<T, ReadError>) -> Option<Bound> {
        match result {
            Err(ReadError::TooLarge(what)) => Some(what),
            _ => None,
        }
    }

    #[test]
    fn a_text_may_have_as_many_letters_as_excel_allows() {
        let mut texts = Interner::default();
        assert!(texts.share(&"字".repeat(limits::CELL_TEXT)).is_ok());
        assert_eq!(
            refused(texts.share(&"字".repeat(limits::CELL_TEXT + 1))),
            Some(Bound::Cell)
        );
        assert_eq!(
            refused(texts.share(&"😀".repeat(limits::CELL_TEXT / 2 + 1))),
            Some(Bound::Cell)
        );
    }

    #[test]
    fn texts_are_bounded_together_and_equal_ones_count_once() {
        let mut texts = Interner::default();
        let size = 65_536 - 32;
        let text = |nth: usize| format!("{nth:0size$}");
        // Too long for a cell, so that few are needed: the sum is checked first.
        for nth in 0..limits::TEXTS / 65_536 {
            assert_eq!(refused(texts.share(&text(nth))), Some(Bound::Cell), "{nth}");
        }
        assert_eq!(refused(texts.share("x")), Some(Bound::Texts));
    }

    #[test]
    fn cells_and_rows_are_counted_to_the_last() {
        let mut tally = Tally::default();
        assert!(tally.see_cells(limits::CELLS_SEEN).is_ok());
        assert_eq!(refused(tally.see_cells(1)), Some(Bound::Cells));
        assert_eq!(refused(tally.see_cells(usize::MAX)), Some(Bound::Cells));
        let mut tally = Tally {
            rows: limits::ROWS_SEEN - 1,
            filled: limits::CELLS - 1,
            ..Tally::default()
        };
        assert!(tally.see_row().is_ok() && tally.fill().is_ok());
        assert_eq!(
            (refused(tally.see_row()), refused(tally.fill())),
            (Some(Bound::Rows), Some(Bound::Cells))
        );
    }
}
