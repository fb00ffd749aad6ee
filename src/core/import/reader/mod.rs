//! From a file to plain sheets of shown texts.
//!
//! Owns: telling the format, limits, number formats as a spreadsheet would show them. Refuses to know: registers.
//! Invariants: whatever the file holds, the answer is sheets or a [`ReadError`]; nothing is executed or followed;
//! limits stand in [`limits`] and nowhere else.

mod biff;
mod blocks;
mod bound;
mod budget;
mod cfb;
mod csv;
mod format;
mod gather;
pub mod limits;
mod ods;
mod ooxml;
mod package;
mod place;
mod sealed;
pub mod stream;
mod xlsb;
mod xml;

use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use thiserror::Error;

pub use bound::Bound;

/// Why no sheets came out. The ledger is not touched by reading.
#[derive(Debug, Error)]
pub enum ReadError {
    #[error("cannot be opened: {0}")]
    Io(#[source] std::io::Error),
    #[error("nothing in the file")]
    Empty,
    #[error("not a spreadsheet")]
    NotASpreadsheet,
    #[error("protected by a password")]
    Encrypted,
    #[error("a format that is not read: {0}")]
    OtherFormat(&'static str),
    #[error("damaged or cut off: {0}")]
    Damaged(String),
    /// A declaration of a document type, through which other files or endless texts could be drawn in.
    #[error("declares a document type")]
    DocumentType,
    #[error("too large: {}", .0.key())]
    TooLarge(Bound),
    #[error("text of mixed or unknown encoding")]
    Encoding,
    #[error("no table of a known register")]
    NoTable,
    /// A hand-over or copy of another clinic's ledger, by the name it carries.
    #[error("belongs to another ledger: {0}")]
    OtherLedger(String),
    #[error("cancelled")]
    Cancelled,
    /// Protected in a way that is not opened here, password or not.
    #[error("protected by a password in a way that is not known")]
    Sealed,
    #[error("the password does not open it")]
    WrongPassword,
    /// The process that read the file ended in a way of its own: a defect, a hand from outside.
    #[error("the reader died")]
    ReaderDied,
    /// The same at the bound of its time.
    #[error("reading took too long")]
    TooSlow,
    /// The same at the bound of its memory.
    #[error("reading took too much memory")]
    OutOfMemory,
    /// Means to be the facts of a PC and is none, or is beyond their bounds.
    #[error("not the facts of a PC")]
    BadFacts,
    #[error("facts of a PC from a newer program")]
    NewerFacts,
    /// A folder, or several files, without the facts of any PC.
    #[error("no facts of a PC")]
    NoFacts,
}

impl From<std::io::Error> for ReadError {
    /// A reading that finds no room for its bytes says so as an error of reading; the file itself can be opened.
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::OutOfMemory => Self::OutOfMemory,
            _ => Self::Io(error),
        }
    }
}

/// Formats that are told apart only to say so.
pub(super) const OTHER_FORMATS: &[&str] = &["HTML", "MHTML", "XML Spreadsheet 2003", "Excel 4"];

impl ReadError {
    /// Stable word for tests and programs.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Io(_) => "io",
            Self::Empty => "empty",
            Self::NotASpreadsheet => "not_a_spreadsheet",
            Self::Encrypted => "encrypted",
            Self::OtherFormat(_) => "other_format",
            Self::Damaged(_) => "damaged",
            Self::DocumentType => "document_type",
            Self::TooLarge(_) => "too_large",
            Self::Encoding => "encoding",
            Self::NoTable => "no_table",
            Self::OtherLedger(_) => "other_ledger",
            Self::Cancelled => "cancelled",
            Self::Sealed => "sealed",
            Self::WrongPassword => "wrong_password",
            Self::ReaderDied => "reader_died",
            Self::TooSlow => "too_slow",
            Self::OutOfMemory => "out_of_memory",
            Self::BadFacts => "bad_facts",
            Self::NewerFacts => "newer_facts",
            Self::NoFacts => "no_facts",
        }
    }
}

/// What kind of thing stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    Text,
    /// A number without a format that says more.
    Number,
    /// A serial number shown as a date or time.
    Date,
    /// An error such as #REF!, or a value that the file does not hold.
    Error,
    /// A formula whose result the file does not hold; the text is the formula.
    NoValue,
}

#[derive(Clone, Debug)]
pub struct RawCell {
    /// 0-based.
    pub column: u32,
    /// As a spreadsheet shows it, outer blanks included.
    pub text: Arc<str>,
    pub kind: CellKind,
    /// Shown with a line through it (取り消し線).
    pub struck: bool,
}

#[derive(Clone, Debug)]
pub struct RawRow {
    /// 1-based.
    pub number: u32,
    /// Not shown in the spreadsheet.
    pub hidden: bool,
    /// In column order; blank cells are absent.
    pub cells: Vec<RawCell>,
}

impl RawRow {
    pub fn cell(&self, column: u32) -> Option<&RawCell> {
        // In a full row a cell stands where its column says.
        match self.cells.get(column as usize) {
            Some(cell) if cell.column == column => Some(cell),
            _ => {
                let found = self.cells.binary_search_by_key(&column, |cell| cell.column);
                found.ok().map(|at| &self.cells[at])
            }
        }
    }
}

/// A merged range, 1-based rows and 0-based columns, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    pub around: Around,
}

/// What a sheet says besides its cells.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// In order of their first row.
    pub merges: Vec<Merge>,
    /// Columns not shown, 0-based, first and last.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Where comments hang: row, 1-based, and column, 0-based. Of very many the first.
    pub comments: Vec<(u32, u32)>,
}

impl Around {
    fn comment(&mut self, row: u32, column: u32) {
        let is_inside = (1..=limits::ROWS).contains(&row) && column < limits::COLUMNS;
        if is_inside && self.comments.len() < limits::COMMENTS {
            self.comments.push((row, column));
        }
    }
}

impl RawSheet {
    pub fn is_hidden_column(&self, column: u32) -> bool {
        self.around
            .hidden_columns
            .iter()
            .any(|range| (range.0..=range.1).contains(&column))
    }

    /// First and last column of what is merged in a row, 1-based.
    pub(super) fn merged_in(&self, row: u32) -> impl Iterator<Item = (u32, u32)> {
        let begun = self.around.merges.partition_point(|merge| merge.rows.0 <= row);
        let covers = move |merge: &&Merge| row <= merge.rows.1;
        self.around.merges[..begun]
            .iter()
            .filter(covers)
            .map(|merge| merge.columns)
    }
}

#[derive(Clone, Debug)]
pub struct RawWorkbook {
    pub sheets: Vec<RawSheet>,
}

/// Who waits for a long reading.
pub trait Watch {
    /// Told now and then how much was read of how much (bytes; an estimate). `false` ends the reading.
    fn go_on(&self, done: u64, of: u64) -> bool;
}

/// Waits to the end.
pub struct Patient;

impl Watch for Patient {
    fn go_on(&self, _: u64, _: u64) -> bool {
        true
    }
}

/// A cell on its way to whoever takes it: whether its text is kept once more is for them to say.
pub(super) struct Passed<'t> {
    /// 0-based.
    pub column: u32,
    pub kind: CellKind,
    pub struck: bool,
    pub text: &'t Arc<str>,
    /// The number of the text in a list of the file's own, where it has one: the same number means the same text in
    /// all sheets.
    pub shared: Option<usize>,
}

impl Passed<'_> {
    fn keep(&self) -> RawCell {
        RawCell {
            column: self.column,
            text: self.text.clone(),
            kind: self.kind,
            struck: self.struck,
        }
    }
}

/// Takes sheets one after the other, and the cells of a sheet too where a reader comes by them one by one.
pub(super) trait Sink {
    fn begin(&mut self, name: Arc<str>, hidden: bool) -> Result<(), ReadError>;

    /// In whatever order they stand; `row` is 1-based.
    fn cell(&mut self, row: u32, hidden: bool, cell: &Passed<'_>) -> Result<(), ReadError>;

    fn end(&mut self, around: Around) -> Result<(), ReadError>;

    fn sheet(&mut self, sheet: RawSheet) -> Result<(), ReadError> {
        self.begin(sheet.name, sheet.hidden)?;
        for row in sheet.rows {
            for cell in &row.cells {
                let cell = Passed {
                    column: cell.column,
                    kind: cell.kind,
                    struck: cell.struck,
                    text: &cell.text,
                    shared: None,
                };
                self.cell(row.number, row.hidden, &cell)?;
            }
        }
        self.end(sheet.around)
    }
}

/// Bytes that can be read from any place.
trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// Reads a file of any known format, told by its first bytes and not by its name.
///
/// # Errors
/// See [`ReadError`]; the file is only read.
pub fn read_workbook(path: &Path) -> Result<RawWorkbook, ReadError> {
    read_watched(path, None, &Patient)
}

/// The same, told to somebody who waits, and with the password of a protected workbook.
///
/// # Errors
/// See [`ReadError`].
pub fn read_watched(path: &Path, password: Option<&str>, watch: &dyn Watch) -> Result<RawWorkbook, ReadError> {
    let mut sheets = gather::Sheets::default();
    read_file(path, password, watch, &mut sheets)?;
    Ok(sheets.finish())
}

/// Reads the bytes of a file called `name` (without its ending).
///
/// # Errors
/// See [`ReadError`].
pub fn read_bytes(bytes: Vec<u8>, name: &str) -> Result<RawWorkbook, ReadError> {
    let mut sheets = gather::Sheets::default();
    read_source(Box::new(Cursor::new(bytes)), name, None, &Patient, &mut sheets)?;
    Ok(sheets.finish())
}

/// The text of a file of text in any encoding that is read here; nothing when it is none.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    csv::text(bytes)
}

/// Opens a file for reading; folders, pipes and devices are none.
///
/// # Errors
/// When there is no such file or it may not be read.
pub fn open(path: &Path) -> std::io::Result<std::fs::File> {
    // Asked before it is opened: opening a pipe would wait for a writer.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::from(std::io::ErrorKind::InvalidInput));
    }
    std::fs::File::open(path)
}

fn read_file(path: &Path, password: Option<&str>, watch: &dyn Watch, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let source = open(path)?;
    if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json")) {
        // Only the facts of a PC are called so: whatever else is in it is what is left of them.
        let mut bytes = Vec::new();
        source.take(limits::PC_FACTS as u64 + 1).read_to_end(&mut bytes)?;
        return csv::facts(&bytes, &name, sink);
    }
    read_source(Box::new(source), &name, password, watch, sink)
}

fn read_source(
    source: Box<dyn Source + '_>,
    name: &str,
    password: Option<&str>,
    watch: &dyn Watch,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    // A defect of ours or a library's must not end the program; the file is at fault either way.
    let read = std::panic::AssertUnwindSafe(|| read_known(source, name, password, watch, sink));
    std::panic::catch_unwind(read).unwrap_or_else(|_| Err(ReadError::Damaged("reader".to_owned())))
}

fn read_known(
    mut source: Box<dyn Source + '_>,
    name: &str,
    password: Option<&str>,
    watch: &dyn Watch,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let size = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(0))?;
    if size == 0 {
        return Err(ReadError::Empty);
    }
    if size > limits::FILE {
        return Err(ReadError::TooLarge(Bound::File));
    }
    let mut head = Vec::new();
    source.by_ref().take(8).read_to_end(&mut head)?;
    source.seek(SeekFrom::Start(0))?;
    if head.starts_with(b"PK\x03\x04") {
        return zipped(source, size, password, watch, sink);
    }
    if size > limits::WHOLE_FILE {
        return Err(ReadError::TooLarge(Bound::File));
    }
    let mut bytes = Vec::new();
    source.take(limits::WHOLE_FILE).read_to_end(&mut bytes)?;
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let container = cfb::Container::open(&bytes)?;
        if !container.has("EncryptedPackage") {
            return biff::read(&container, password, sink);
        }
        let package = sealed::open(&container, password)?;
        let size = package.len() as u64;
        if !package.starts_with(b"PK") {
            return Err(ReadError::Damaged("protection".to_owned()));
        }
        return zipped(Box::new(Cursor::new(package)), size, None, watch, sink);
    }
    // Excel 2 to 4 wrote its records without a container.
    if matches!(head[..], [0x09, 0x00 | 0x02 | 0x04, 0x04..=0x08, 0x00, ..]) {
        return Err(ReadError::OtherFormat("Excel 4"));
    }
    if head.starts_with(b"%PDF") {
        return Err(ReadError::NotASpreadsheet);
    }
    csv::read(&bytes, name, sink)
}

fn zipped<'w>(
    source: Box<dyn Source + 'w>,
    size: u64,
    password: Option<&str>,
    watch: &'w dyn Watch,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let mut package = package::Package::open(source, budget::Budget::new(watch, size))?;
    if package.has("content.xml") {
        return ods::read(&mut package, password, sink);
    }
    ooxml::read(&mut package, sink)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_comments_the_first_are_kept() {
        let mut around = Around::default();
        around.comment(0, 0);
        around.comment(limits::ROWS + 1, 0);
        around.comment(1, limits::COLUMNS);
        assert_eq!(around.comments, []);
        (1..=limits::COMMENTS as u32 + 1).for_each(|row| around.comment(row, 0));
        assert_eq!(around.comments.len(), limits::COMMENTS);
        assert_eq!(around.comments.last(), Some(&(limits::COMMENTS as u32, 0)));
    }
}
