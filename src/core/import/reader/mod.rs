//! From a file to plain sheets of shown texts.
//!
//! Owns: telling the format, limits, number formats as a spreadsheet would show them. Refuses to know: registers.
//! Invariants: whatever the file holds, the answer is sheets or a [`ReadError`]; nothing is executed or followed;
//! limits stand in `limits` and nowhere else. A later guarded child process takes the place of [`read_workbook`]'s body.

mod csv;
mod number;
mod ooxml;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use thiserror::Error;

/// Bounds of what is read; beyond any clinic's ledger, below what hurts an old PC.
pub mod limits {
    /// Bytes of the file.
    pub const FILE: u64 = 100 * 1024 * 1024;
    /// Bytes that all parts together may inflate to.
    pub const INFLATED: u64 = 1024 * 1024 * 1024;
    pub const ENTRIES: usize = 5_000;
    pub const SHEETS: usize = 500;
    /// Cell styles and number formats.
    pub const STYLES: usize = 100_000;
    pub const MERGES: usize = 200_000;
    /// Cells with content per file.
    pub const CELLS: usize = 5_000_000;
    pub const ROWS: u32 = 1_048_576;
    pub const COLUMNS: u32 = 16_384;
    /// Bytes of the text of one cell (32,767 characters).
    pub const CELL_TEXT: usize = 4 * 32_767;
}

/// Why no sheets came out. The ledger is not touched by reading.
#[derive(Debug, Error)]
pub enum ReadError {
    #[error("cannot be opened: {0}")]
    Io(#[from] std::io::Error),
    #[error("nothing in the file")]
    Empty,
    #[error("not a spreadsheet")]
    NotASpreadsheet,
    #[error("protected by a password")]
    Encrypted,
    #[error("a format that is not read yet: {0}")]
    OtherFormat(&'static str),
    #[error("damaged or cut off: {0}")]
    Damaged(String),
    #[error("too large: {0}")]
    TooLarge(&'static str),
    #[error("text of mixed or unknown encoding")]
    Encoding,
    #[error("no table of a known register")]
    NoTable,
    #[error("cancelled")]
    Cancelled,
}

/// What kind of thing stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    Text,
    /// A number without a format that says more.
    Number,
    /// A serial number shown as a date.
    Date,
    Error,
    /// A formula whose result is not in the file; the text is empty.
    NoValue,
}

#[derive(Clone, Debug)]
pub struct RawCell {
    /// 0-based.
    pub column: u32,
    /// As a spreadsheet shows it, outer blanks included.
    pub text: Arc<str>,
    pub kind: CellKind,
}

#[derive(Clone, Debug)]
pub struct RawRow {
    /// 1-based.
    pub number: u32,
    /// In column order; blank cells are absent.
    pub cells: Vec<RawCell>,
}

impl RawRow {
    pub fn cell(&self, column: u32) -> Option<&RawCell> {
        self.cells
            .binary_search_by_key(&column, |cell| cell.column)
            .ok()
            .map(|at| &self.cells[at])
    }
}

/// A merged range, 1-based rows and 0-based columns, inclusive.
#[derive(Clone, Copy, Debug)]
pub struct Merge {
    pub rows: (u32, u32),
    pub columns: (u32, u32),
}

#[derive(Clone, Debug)]
pub struct RawSheet {
    pub name: Arc<str>,
    pub hidden: bool,
    /// In row order; rows without content are absent.
    pub rows: Vec<RawRow>,
    pub merges: Vec<Merge>,
}

#[derive(Clone, Debug)]
pub struct RawWorkbook {
    pub sheets: Vec<RawSheet>,
}

/// Reads a file of any known format, told by its first bytes and not by its name.
///
/// # Errors
/// See [`ReadError`]; the file is only read.
pub fn read_workbook(path: &Path) -> Result<RawWorkbook, ReadError> {
    let size = std::fs::metadata(path)?.len();
    if size == 0 {
        return Err(ReadError::Empty);
    }
    if size > limits::FILE {
        return Err(ReadError::TooLarge("file"));
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    read_bytes(std::fs::read(path)?, &name)
}

/// Reads the bytes of a file called `name` (without its ending).
///
/// # Errors
/// See [`ReadError`].
pub fn read_bytes(bytes: Vec<u8>, name: &str) -> Result<RawWorkbook, ReadError> {
    if bytes.starts_with(b"PK\x03\x04") {
        // A defect of the library must not end the program; the file is at fault either way.
        let caught = std::panic::catch_unwind(|| ooxml::read(bytes));
        return caught.unwrap_or_else(|_| Err(ReadError::Damaged("reader".to_owned())));
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let encrypted = bytes.windows(32).any(|part| part == utf16(b"EncryptedPackage"));
        return Err(if encrypted {
            ReadError::Encrypted
        } else {
            ReadError::OtherFormat("xls")
        });
    }
    if bytes.starts_with(b"%PDF") {
        return Err(ReadError::NotASpreadsheet);
    }
    csv::read(&bytes, name)
}

fn utf16(ascii: &[u8; 16]) -> [u8; 32] {
    let mut wide = [0; 32];
    for (at, byte) in ascii.iter().enumerate() {
        wide[at * 2] = *byte;
    }
    wide
}

/// Shares equal texts: ledgers repeat makers, places and states thousands of times.
#[derive(Default)]
struct Interner(HashSet<Arc<str>>);

impl Interner {
    fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let shared: Arc<str> = Arc::from(text);
        self.0.insert(shared.clone());
        shared
    }
}

/// Collects cells into sorted rows; the last of two cells at one place wins.
#[derive(Default)]
struct Rows {
    rows: Vec<RawRow>,
}

impl Rows {
    fn push(&mut self, number: u32, cell: RawCell) {
        match self.rows.last_mut() {
            Some(row) if row.number == number => row.cells.push(cell),
            last => {
                // Most rows are as long as the one before.
                let mut cells = Vec::with_capacity(last.map_or(1, |row| row.cells.len().clamp(1, 64)));
                cells.push(cell);
                self.rows.push(RawRow { number, cells });
            }
        }
    }

    fn finish(mut self) -> Vec<RawRow> {
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
            if row.cells.array_windows().any(|[one, next]| one.column == next.column) {
                row.cells.reverse();
                row.cells.dedup_by_key(|cell| cell.column);
                row.cells.reverse();
            }
            if row.cells.capacity() > row.cells.len() + 8 {
                row.cells.shrink_to_fit();
            }
        }
        rows
    }
}
