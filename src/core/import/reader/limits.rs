//! Bounds of what is read: beyond any clinic's ledger, below what hurts an old PC.
//!
//! Owns: every number a reader compares with. Invariant: a bound is named in the refusal, and a test stands at each
//! bound and one beyond.

/// Bytes of memory that the process that reads may fill.
pub const MEMORY: u64 = 224 * 1024 * 1024;
/// Seconds for which it may compute.
pub const COMPUTING: u64 = 30;
/// Seconds after which it is given up.
pub const SECONDS: u64 = 60;
/// Bytes of the file.
pub const FILE: u64 = 100 * 1024 * 1024;
/// Bytes of a file that is read whole into memory (xls, csv, protected workbooks).
pub const WHOLE_FILE: u64 = 32 * 1024 * 1024;
/// Parts of a package.
pub const ENTRIES: usize = 5_000;
/// Bytes of one part after inflating, counted while inflating.
pub const PART: u64 = 512 * 1024 * 1024;
/// Bytes of all parts read, counted while inflating.
pub const INFLATED: u64 = 1024 * 1024 * 1024;
/// Bytes of one tag, text or comment.
pub const TOKEN: u64 = 1024 * 1024;
/// Tags, texts and comments of all parts, or records of a binary workbook.
pub const TOKENS: u64 = 60_000_000;
/// Tags inside tags.
pub const DEPTH: u32 = 64;
pub const SHEETS: usize = 200;
/// Cells that are looked at, blank ones with a format included.
pub const CELLS_SEEN: usize = 20_000_000;
/// Rows that are looked at, empty ones included.
pub const ROWS_SEEN: usize = 5_000_000;
/// Cells with content per file.
pub const CELLS: usize = 2_000_000;
/// Bytes of all different texts.
pub const TEXTS: usize = 64 * 1024 * 1024;
/// Shared strings, used or not.
pub const STRINGS: usize = 1_000_000;
pub const ROWS: u32 = 1_048_576;
pub const COLUMNS: u32 = 16_384;
/// Bytes of a file of facts of a PC.
pub const PC_FACTS: usize = 4 * 1024 * 1024;
/// Programs, disks or interfaces of a PC.
pub const PC_LIST: usize = 5_000;
/// Characters of one fact.
pub const PC_TEXT: usize = 500;
/// Files of facts taken at once.
pub const PC_FILES: usize = 1_000;
/// UTF-16 units of the text of one cell, as every spreadsheet counts.
pub const CELL_TEXT: usize = 32_767;
/// Cell formats (Excel's own bound is 65,490).
pub const STYLES: usize = 65_536;
/// Number formats of a file's own.
pub const FORMATS: usize = 10_000;
/// Characters of a number format.
pub const FORMAT_TEXT: usize = 1_024;
/// Comments per sheet whose places are kept.
pub const COMMENTS: usize = 10_000;
/// Merged ranges per sheet.
pub const MERGES: usize = 65_536;
