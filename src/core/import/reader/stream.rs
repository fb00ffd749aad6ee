//! Sheets as a stream of frames, from a reader in another process.
//!
//! Owns: the frames and their checking. Refuses to know: processes.
//! Invariant: whatever bytes come in, the answer is sheets within the limits or a [`ReadError`]; a stream that does
//! not end in its last frame is a reader that died.

use std::io::{Read, Write};
use std::sync::Arc;

use super::gather::{Interner, Rows, Tally};
use super::{CellKind, Merge, RawCell, RawSheet, ReadError, Sink, Watch, limits};

/// Bytes of one frame: a row is written in as many as it takes.
const FRAME: usize = 2 * 1024 * 1024;
const ROOM: usize = 512 * 1024;

const HELLO: u8 = b'K';
const PROGRESS: u8 = b'P';
const SHEET: u8 = b'S';
const ROW: u8 = b'R';
const MERGES: u8 = b'M';
const COLUMNS: u8 = b'C';
const SHEET_END: u8 = b'E';
const FAILED: u8 = b'X';
const DONE: u8 = b'Z';

/// Both ends are the same program; a different one must not be understood by chance.
const VERSION: &[u8] = concat!("kikidaicho ", env!("CARGO_PKG_VERSION"), " 1").as_bytes();

/// What the reading side learns, one after the other.
pub enum Heard {
    Progress { done: u64, of: u64 },
    Sheet(RawSheet),
    Done,
}

/// Writes frames. A failed write is kept: whoever read them is gone, and so is the reason to go on.
pub struct Speaker<W: Write> {
    out: W,
}

impl<W: Write> Speaker<W> {
    pub fn new(out: W) -> Result<Self, ReadError> {
        let mut speaker = Self { out };
        speaker.frame(HELLO, VERSION)?;
        Ok(speaker)
    }

    fn frame(&mut self, kind: u8, body: &[u8]) -> Result<(), ReadError> {
        let gone = |_| ReadError::Cancelled;
        self.out.write_all(&[kind]).map_err(gone)?;
        self.out.write_all(&(body.len() as u32).to_le_bytes()).map_err(gone)?;
        self.out.write_all(body).map_err(gone)
    }

    pub fn progress(&mut self, done: u64, of: u64) -> Result<(), ReadError> {
        let mut body = done.to_le_bytes().to_vec();
        body.extend(of.to_le_bytes());
        self.frame(PROGRESS, &body)?;
        self.out.flush().map_err(|_| ReadError::Cancelled)
    }

    /// Says how the reading ended.
    pub fn end(mut self, result: Result<(), ReadError>) -> Result<(), ReadError> {
        match result {
            Ok(()) => self.frame(DONE, &[])?,
            Err(error) => {
                let detail = match &error {
                    ReadError::TooLarge(what) | ReadError::OtherFormat(what) => (*what).to_owned(),
                    ReadError::Damaged(what) => what.chars().take(200).collect(),
                    _ => String::new(),
                };
                let mut body = Vec::new();
                put_text(&mut body, error.key());
                put_text(&mut body, &detail);
                self.frame(FAILED, &body)?;
            }
        }
        self.out.flush().map_err(|_| ReadError::Cancelled)
    }
}

impl<W: Write> Sink for Speaker<W> {
    fn sheet(&mut self, sheet: RawSheet) -> Result<(), ReadError> {
        let mut body = vec![u8::from(sheet.hidden)];
        put_text(&mut body, &sheet.name);
        self.frame(SHEET, &body)?;
        for row in &sheet.rows {
            for cells in pieces(&row.cells) {
                body.clear();
                put(&mut body, row.number);
                body.push(u8::from(row.hidden));
                for cell in cells {
                    put(&mut body, cell.column);
                    body.push(mark(cell.kind));
                    put_text(&mut body, &cell.text);
                }
                self.frame(ROW, &body)?;
            }
        }
        let pairs = |kind, list: Vec<[u32; 4]>, speaker: &mut Self| -> Result<(), ReadError> {
            for part in list.chunks(ROOM / 16) {
                let mut body = Vec::new();
                part.iter().flatten().for_each(|&number| put(&mut body, number));
                speaker.frame(kind, &body)?;
            }
            Ok(())
        };
        let merges = sheet.merges.iter();
        let merges = merges.map(|merge| [merge.rows.0, merge.rows.1, merge.columns.0, merge.columns.1]);
        pairs(MERGES, merges.collect(), self)?;
        let columns = sheet.hidden_columns.iter().map(|range| [range.0, range.1, 0, 0]);
        pairs(COLUMNS, columns.collect(), self)?;
        self.frame(SHEET_END, &[])?;
        self.out.flush().map_err(|_| ReadError::Cancelled)
    }
}

/// The cells of a row in runs that fit into a frame.
fn pieces(cells: &[RawCell]) -> Vec<&[RawCell]> {
    let mut list = Vec::new();
    let (mut from, mut room) = (0, 0);
    for (at, cell) in cells.iter().enumerate() {
        let size = cell.text.len() + 16;
        if room + size > ROOM && at > from {
            list.push(&cells[from..at]);
            (from, room) = (at, 0);
        }
        room += size;
    }
    list.push(&cells[from..]);
    list
}

fn put(body: &mut Vec<u8>, number: u32) {
    body.extend(number.to_le_bytes());
}

fn put_text(body: &mut Vec<u8>, text: &str) {
    put(body, text.len() as u32);
    body.extend(text.as_bytes());
}

fn mark(kind: CellKind) -> u8 {
    match kind {
        CellKind::Text => 0,
        CellKind::Number => 1,
        CellKind::Date => 2,
        CellKind::Error => 3,
        CellKind::NoValue => 4,
    }
}

/// Reads frames and trusts none of them.
pub struct Listener<R: Read> {
    input: R,
    greeted: bool,
    sheets: usize,
    texts: Interner,
    tally: Tally,
}

/// A frame that no reader of ours writes.
fn garbage() -> ReadError {
    ReadError::ReaderDied
}

impl<R: Read> Listener<R> {
    pub fn new(input: R) -> Self {
        Self {
            input,
            greeted: false,
            sheets: 0,
            texts: Interner::default(),
            tally: Tally::default(),
        }
    }

    /// The next thing the reader says.
    ///
    /// # Errors
    /// What the reader refused, or `ReaderDied` when it stopped in the middle or talks nonsense.
    pub fn hear(&mut self) -> Result<Heard, ReadError> {
        if !self.greeted {
            let (kind, body) = self.frame()?;
            if kind != HELLO || body != VERSION {
                return Err(garbage());
            }
            self.greeted = true;
        }
        let (kind, body) = self.frame()?;
        let mut body = Body(&body);
        match kind {
            PROGRESS => Ok(Heard::Progress {
                done: u64::from_le_bytes(body.array()?),
                of: u64::from_le_bytes(body.array()?),
            }),
            SHEET => self.sheet(body).map(Heard::Sheet),
            DONE => Ok(Heard::Done),
            FAILED => Err(refusal(body.text()?, body.text()?)),
            _ => Err(garbage()),
        }
    }

    fn frame(&mut self) -> Result<(u8, Vec<u8>), ReadError> {
        let mut head = [0; 5];
        self.input.read_exact(&mut head).map_err(|_| garbage())?;
        let size = u32::from_le_bytes([head[1], head[2], head[3], head[4]]) as usize;
        if size > FRAME {
            return Err(garbage());
        }
        let mut body = Vec::new();
        let read = self.input.by_ref().take(size as u64).read_to_end(&mut body);
        if read.map_err(|_| garbage())? != size {
            return Err(garbage());
        }
        Ok((head[0], body))
    }

    fn sheet(&mut self, mut head: Body<'_>) -> Result<RawSheet, ReadError> {
        self.sheets += 1;
        if self.sheets > limits::SHEETS {
            return Err(garbage());
        }
        let hidden = head.byte()? != 0;
        let mut sheet = RawSheet {
            name: Arc::from(head.text()?),
            hidden,
            rows: Vec::new(),
            merges: Vec::new(),
            hidden_columns: Vec::new(),
        };
        let mut rows = Rows::default();
        loop {
            let (kind, body) = self.frame()?;
            let mut body = Body(&body);
            match kind {
                ROW => {
                    let number = body.number(limits::ROWS + 1)?;
                    let hidden = body.byte()? != 0;
                    while !body.0.is_empty() {
                        let column = body.number(limits::COLUMNS)?;
                        let kind = match body.byte()? {
                            0 => CellKind::Text,
                            1 => CellKind::Number,
                            2 => CellKind::Date,
                            3 => CellKind::Error,
                            4 => CellKind::NoValue,
                            _ => return Err(garbage()),
                        };
                        self.tally.fill()?;
                        let text = self.texts.share(body.text()?)?;
                        rows.push(number, hidden, RawCell { column, text, kind });
                    }
                }
                MERGES => {
                    while !body.0.is_empty() {
                        if sheet.merges.len() >= limits::MERGES {
                            return Err(garbage());
                        }
                        sheet.merges.push(Merge {
                            rows: (body.number(limits::ROWS + 1)?, body.number(limits::ROWS + 1)?),
                            columns: (body.number(limits::COLUMNS)?, body.number(limits::COLUMNS)?),
                        });
                    }
                }
                COLUMNS => {
                    while !body.0.is_empty() {
                        if sheet.hidden_columns.len() >= limits::COLUMNS as usize {
                            return Err(garbage());
                        }
                        let range = (body.number(limits::COLUMNS)?, body.number(limits::COLUMNS)?);
                        sheet.hidden_columns.push(range);
                        body.array::<8>()?;
                    }
                }
                SHEET_END => break,
                _ => return Err(garbage()),
            }
        }
        sheet.rows = rows.finish();
        Ok(sheet)
    }
}

struct Body<'b>(&'b [u8]);

impl<'b> Body<'b> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], ReadError> {
        let (head, rest) = self.0.split_first_chunk::<N>().ok_or_else(garbage)?;
        self.0 = rest;
        Ok(*head)
    }

    fn byte(&mut self) -> Result<u8, ReadError> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn number(&mut self, below: u32) -> Result<u32, ReadError> {
        let number = u32::from_le_bytes(self.array()?);
        if number < below { Ok(number) } else { Err(garbage()) }
    }

    fn text(&mut self) -> Result<&'b str, ReadError> {
        let size = u32::from_le_bytes(self.array()?) as usize;
        let (text, rest) = self.0.split_at_checked(size).ok_or_else(garbage)?;
        self.0 = rest;
        std::str::from_utf8(text).map_err(|_| garbage())
    }
}

fn refusal(key: &str, detail: &str) -> ReadError {
    let known = |list: &[&'static str]| list.iter().copied().find(|known| *known == detail);
    match key {
        "io" => ReadError::Io(std::io::Error::other("reader")),
        "empty" => ReadError::Empty,
        "not_a_spreadsheet" => ReadError::NotASpreadsheet,
        "encrypted" => ReadError::Encrypted,
        "sealed" => ReadError::Sealed,
        "wrong_password" => ReadError::WrongPassword,
        "other_format" => ReadError::OtherFormat(known(super::OTHER_FORMATS).unwrap_or_default()),
        "damaged" => ReadError::Damaged(detail.to_owned()),
        "too_large" => ReadError::TooLarge("file"),
        "encoding" => ReadError::Encoding,
        "cancelled" => ReadError::Cancelled,
        "bad_facts" => ReadError::BadFacts,
        "newer_facts" => ReadError::NewerFacts,
        _ => garbage(),
    }
}

/// Reads a file and says what it finds; for the process that was started to do just that.
///
/// # Errors
/// Only when nobody listens any more.
pub fn speak(path: &std::path::Path, password: Option<&str>, out: impl Write) -> Result<(), ReadError> {
    struct Telling<W: Write>(std::cell::RefCell<Speaker<W>>);
    impl<W: Write> Watch for Telling<W> {
        fn go_on(&self, done: u64, of: u64) -> bool {
            self.0.borrow_mut().progress(done, of).is_ok()
        }
    }
    struct Passing<'a, W: Write>(&'a Telling<W>);
    impl<W: Write> Sink for Passing<'_, W> {
        fn sheet(&mut self, sheet: RawSheet) -> Result<(), ReadError> {
            self.0.0.borrow_mut().sheet(sheet)
        }
    }
    let telling = Telling(Speaker::new(out)?.into());
    let result = super::read_file(path, password, &telling, &mut Passing(&telling));
    telling.0.into_inner().end(result)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::import::reader::RawRow;

    fn sheet() -> RawSheet {
        let cell = |column, text: &str, kind| RawCell {
            column,
            text: Arc::from(text),
            kind,
        };
        RawSheet {
            name: Arc::from("台帳"),
            hidden: true,
            rows: vec![
                RawRow {
                    number: 1,
                    hidden: false,
                    cells: vec![cell(0, "管理番号", CellKind::Text), cell(3, "2024/4/1", CellKind::Date)],
                },
                RawRow {
                    number: 1_048_576,
                    hidden: true,
                    cells: (0..100)
                        .map(|at| cell(at, &"字".repeat(30_000), CellKind::Number))
                        .collect(),
                },
            ],
            merges: vec![Merge {
                rows: (1, 2),
                columns: (0, 5),
            }],
            hidden_columns: vec![(3, 4)],
        }
    }

    fn said() -> Vec<u8> {
        let mut out = Vec::new();
        let mut speaker = Speaker::new(&mut out).expect("a vector takes everything");
        speaker.progress(1, 2).expect("said");
        speaker.sheet(sheet()).expect("said");
        speaker.end(Ok(())).expect("said");
        out
    }

    fn heard(bytes: &[u8]) -> Result<Vec<RawSheet>, ReadError> {
        let mut listener = Listener::new(bytes);
        let mut sheets = Vec::new();
        loop {
            match listener.hear()? {
                Heard::Sheet(sheet) => sheets.push(sheet),
                Heard::Progress { .. } => {}
                Heard::Done => return Ok(sheets),
            }
        }
    }

    #[test]
    fn what_is_said_is_heard() {
        let sheets = heard(&said()).expect("heard");
        assert_eq!(format!("{:?}", sheets), format!("{:?}", [sheet()]));
        let mut out = Vec::new();
        let speaker = Speaker::new(&mut out).expect("said");
        speaker.end(Err(ReadError::OtherFormat("HTML"))).expect("said");
        assert!(matches!(heard(&out), Err(ReadError::OtherFormat("HTML"))));
    }

    #[test]
    fn a_stream_cut_off_or_spoiled_anywhere_is_a_dead_reader_or_other_sheets() {
        let bytes = said();
        for cut in (0..bytes.len()).step_by(bytes.len() / 97) {
            assert!(
                matches!(heard(&bytes[..cut]), Err(ReadError::ReaderDied)),
                "cut at {cut}"
            );
        }
        for at in 0..600 {
            let mut spoiled = bytes.clone();
            spoiled[at] ^= 0xff;
            // Texts may come out changed; nothing else may happen.
            let _ = heard(&spoiled);
        }
        assert!(matches!(heard(b"running 0 tests\n"), Err(ReadError::ReaderDied)));
    }
}
