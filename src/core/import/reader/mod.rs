//! From a file to plain sheets of shown texts.
//!
//! Owns: telling the format, limits, number formats as a spreadsheet would show them. Refuses to know: registers.
//! Invariants: whatever the file holds, the answer is sheets or a [`ReadError`]; nothing is executed or followed;
//! limits stand in `limits` and nowhere else. A later guarded child process takes the place of [`read_workbook`]'s body.

mod csv;
mod guarded;
mod legacy;
mod number;
mod ooxml;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use guarded::{ARGUMENT as CHILD_ARGUMENT, serve as serve_as_child, set_program as set_child_program};

/// Bounds of what is read; beyond any clinic's ledger, below what hurts an old PC.
pub mod limits {
    /// Bytes of the file.
    pub const FILE: u64 = 100 * 1024 * 1024;
    /// Bytes that all parts together may inflate to.
    pub const INFLATED: u64 = 1024 * 1024 * 1024;
    /// Bytes that one part may inflate to: a sheet of a million cells takes a tenth of it.
    pub const PART: u64 = 384 * 1024 * 1024;
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
    /// Address space of the reading child in bytes.
    pub const CHILD_MEMORY: u64 = 512 * 1024 * 1024;
    /// Seconds that the reading child may take, by its own and by the parent's clock.
    pub const SECONDS: u64 = 4;
    /// Bytes of the child's answer.
    pub const ANSWER: u64 = 512 * 1024 * 1024;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellKind {
    Text,
    /// A number without a format that says more.
    Number,
    /// A serial number shown as a date.
    Date,
    Error,
    /// A number whose format the file's reader does not tell: zeros in front may have been shown.
    BareNumber,
    /// A formula whose result is not in the file; the text is empty.
    NoValue,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawCell {
    /// 0-based.
    pub column: u32,
    /// As a spreadsheet shows it, outer blanks included.
    pub text: Arc<str>,
    pub kind: CellKind,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Merge {
    pub rows: (u32, u32),
    pub columns: (u32, u32),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawSheet {
    pub name: Arc<str>,
    pub hidden: bool,
    /// In row order; rows without content are absent.
    pub rows: Vec<RawRow>,
    pub merges: Vec<Merge>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawWorkbook {
    pub sheets: Vec<RawSheet>,
}

impl ReadError {
    /// The refusal in two words that a child can send.
    fn to_words(&self) -> (String, String) {
        let word = match self {
            Self::Io(_) => "io",
            Self::Empty => "empty",
            Self::NotASpreadsheet => "not_a_spreadsheet",
            Self::Encrypted => "encrypted",
            Self::OtherFormat(_) => "other_format",
            Self::Damaged(_) => "damaged",
            Self::TooLarge(_) => "too_large",
            Self::Encoding => "encoding",
            Self::NoTable => "no_table",
            Self::Cancelled => "cancelled",
        };
        (word.to_owned(), self.to_string())
    }

    fn from_words(word: &str, detail: String) -> Self {
        match word {
            "empty" => Self::Empty,
            "not_a_spreadsheet" => Self::NotASpreadsheet,
            "encrypted" => Self::Encrypted,
            "too_large" => Self::TooLarge("file"),
            "encoding" => Self::Encoding,
            _ => Self::Damaged(detail),
        }
    }
}

/// What a file is, by its first bytes.
enum Format {
    Ooxml,
    /// Read by a library that must be kept in a process of its own.
    Legacy(legacy::Kind),
    Text,
}

/// Reads a file of any known format, told by its first bytes and not by its name. Formats whose reader cannot be
/// trusted with a hostile file are read in a child process.
///
/// # Errors
/// See [`ReadError`]; the file is only read.
pub fn read_workbook(path: &Path) -> Result<RawWorkbook, ReadError> {
    let (bytes, name) = load(path)?;
    match format(&bytes)? {
        Format::Legacy(kind) => guarded::read(
            path,
            match kind {
                legacy::Kind::Xls => "xls",
                legacy::Kind::Xlsb => "xlsb",
                legacy::Kind::Ods => "ods",
            },
        ),
        Format::Ooxml | Format::Text => read_bytes(bytes, &name),
    }
}

/// Reads in this process, whatever it is: only for the child.
fn unguarded(path: &Path) -> Result<RawWorkbook, ReadError> {
    let (bytes, name) = load(path)?;
    match format(&bytes)? {
        Format::Legacy(kind) => legacy::read(bytes, kind),
        Format::Ooxml | Format::Text => read_bytes(bytes, &name),
    }
}

fn load(path: &Path) -> Result<(Vec<u8>, String), ReadError> {
    let size = std::fs::metadata(path)?.len();
    if size == 0 {
        return Err(ReadError::Empty);
    }
    if size > limits::FILE {
        return Err(ReadError::TooLarge("file"));
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok((std::fs::read(path)?, name))
}

fn format(bytes: &[u8]) -> Result<Format, ReadError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(match ooxml::package_kind(bytes)? {
            ooxml::PackageKind::Xlsb => Format::Legacy(legacy::Kind::Xlsb),
            ooxml::PackageKind::Ods => Format::Legacy(legacy::Kind::Ods),
            ooxml::PackageKind::Xlsx => Format::Ooxml,
        });
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let encrypted = bytes.windows(32).any(|part| part == utf16(b"EncryptedPackage"));
        return if encrypted {
            Err(ReadError::Encrypted)
        } else {
            Ok(Format::Legacy(legacy::Kind::Xls))
        };
    }
    // Excel 5 and older write their records without a container.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, ..]) {
        return Ok(Format::Legacy(legacy::Kind::Xls));
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let markup = head.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    if markup.starts_with("<html") || markup.starts_with("<!doctype html") || markup.starts_with("<table") {
        return Err(ReadError::OtherFormat("HTML"));
    }
    if markup.starts_with("<?xml") {
        return Err(ReadError::OtherFormat("XML"));
    }
    if bytes.starts_with(b"%PDF") {
        return Err(ReadError::NotASpreadsheet);
    }
    Ok(Format::Text)
}

/// Reads the bytes of an xlsx, xlsm, csv or tsv file called `name` (without its ending).
///
/// # Errors
/// See [`ReadError`].
pub fn read_bytes(bytes: Vec<u8>, name: &str) -> Result<RawWorkbook, ReadError> {
    match format(&bytes)? {
        Format::Ooxml => {
            // A defect must not end the program; the file is at fault either way.
            let caught = std::panic::catch_unwind(|| ooxml::read(bytes));
            caught.unwrap_or_else(|_| Err(ReadError::Damaged("reader".to_owned())))
        }
        Format::Text => csv::read(&bytes, name),
        Format::Legacy(_) => Err(ReadError::OtherFormat("xls")),
    }
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
