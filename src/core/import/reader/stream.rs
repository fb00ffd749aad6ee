//! Sheets as a stream of frames, from a reader in another process.
//!
//! Owns: the frames and their checking. Refuses to know: processes.
//! Invariant: whatever bytes come in, the answer is sheets within the limits or a [`ReadError`]; a stream that does
//! not end in its last frame is a reader that died.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::sync::Arc;

use super::gather::{Begun, Interner, Tally};
use super::{Around, Bound, CellKind, Merge, Passed, RawCell, RawSheet, ReadError, Sink, Watch, limits};

/// Bytes of one frame: a row is written in as many as it takes.
const FRAME: usize = 2 * 1024 * 1024;
const ROOM: usize = 512 * 1024;

const HELLO: u8 = b'K';
const PROGRESS: u8 = b'P';
const SHEET: u8 = b'S';
const ROW: u8 = b'R';
const MERGES: u8 = b'M';
const COLUMNS: u8 = b'C';
const COMMENTS: u8 = b'N';
const SHEET_END: u8 = b'E';
const FAILED: u8 = b'X';
const DONE: u8 = b'Z';

/// Both ends are the same program; a different one must not be understood by chance.
const VERSION: &[u8] = concat!("kikidaicho ", env!("CARGO_PKG_VERSION"), " 3").as_bytes();

/// What the reading side learns, one after the other.
pub enum Heard {
    Progress { done: u64, of: u64 },
    Sheet(RawSheet),
    Done,
}

/// Writes frames. A failed write is kept: whoever read them is gone, and so is the reason to go on.
pub struct Speaker<W: Write> {
    out: W,
    /// Texts that were said, by their place in memory: cells that share one say its number.
    said: HashMap<usize, u32, foldhash::fast::RandomState>,
    /// Keeps those places theirs.
    kept: Vec<Arc<str>>,
    /// Numbers of the file's own shared texts, by their place in its list.
    shared: Vec<Option<u32>>,
    /// How many texts were said.
    texts: u32,
    /// The row whose cells stand in `body`, not yet written.
    row: Option<u32>,
    body: Vec<u8>,
}

impl<W: Write> Speaker<W> {
    pub fn new(out: W) -> Result<Self, ReadError> {
        let mut speaker = Self {
            out,
            said: HashMap::default(),
            kept: Vec::new(),
            shared: Vec::new(),
            texts: 0,
            row: None,
            body: Vec::new(),
        };
        speaker.frame(HELLO, VERSION)?;
        Ok(speaker)
    }

    fn frame(&mut self, kind: u8, body: &[u8]) -> Result<(), ReadError> {
        let gone = |_| ReadError::Cancelled;
        self.out.write_all(&[kind]).map_err(gone)?;
        self.out.write_all(&(body.len() as u32).to_le_bytes()).map_err(gone)?;
        self.out.write_all(body).map_err(gone)
    }

    /// The number of a text, and the text itself the first time.
    fn put_shared(&mut self, text: &Arc<str>, shared: Option<usize>) {
        let next = self.texts;
        let number = match shared {
            Some(at) => {
                if self.shared.len() <= at {
                    self.shared.resize(at + 1, None);
                }
                *self.shared[at].get_or_insert(next)
            }
            None => *self.said.entry(text.as_ptr().addr()).or_insert_with(|| {
                self.kept.push(text.clone());
                next
            }),
        };
        put(&mut self.body, number);
        if number == next {
            put_text(&mut self.body, text);
            self.texts += 1;
        }
    }

    /// Writes the cells that came together.
    fn row(&mut self) -> Result<(), ReadError> {
        if self.row.take().is_none() {
            return Ok(());
        }
        let mut body = std::mem::take(&mut self.body);
        self.frame(ROW, &body)?;
        body.clear();
        self.body = body;
        Ok(())
    }

    pub fn progress(&mut self, done: u64, of: u64) -> Result<(), ReadError> {
        let mut body = done.to_le_bytes().to_vec();
        body.extend(of.to_le_bytes());
        self.frame(PROGRESS, &body)?;
        self.out.flush().map_err(|_| ReadError::Cancelled)
    }

    /// Says how the reading ended.
    pub fn close(mut self, result: Result<(), ReadError>) -> Result<(), ReadError> {
        match result {
            Ok(()) => self.frame(DONE, &[])?,
            Err(error) => {
                let detail = match &error {
                    ReadError::TooLarge(bound) => bound.key().to_owned(),
                    ReadError::OtherFormat(what) => (*what).to_owned(),
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
    fn begin(&mut self, name: Arc<str>, hidden: bool) -> Result<(), ReadError> {
        let mut body = vec![u8::from(hidden)];
        put_text(&mut body, &name);
        self.frame(SHEET, &body)
    }

    fn cell(&mut self, row: u32, hidden: bool, cell: &Passed<'_>) -> Result<(), ReadError> {
        if self.row != Some(row) || self.body.len() > ROOM {
            self.row()?;
            self.row = Some(row);
            put(&mut self.body, row);
            self.body.push(u8::from(hidden));
        }
        put(&mut self.body, cell.column);
        self.body.push(mark(cell.kind) | if cell.struck { STRUCK } else { 0 });
        self.put_shared(cell.text, cell.shared);
        Ok(())
    }

    fn end(&mut self, around: Around) -> Result<(), ReadError> {
        self.row()?;
        let pairs = |kind, list: Vec<[u32; 4]>, speaker: &mut Self| -> Result<(), ReadError> {
            for part in list.chunks(ROOM / 16) {
                let mut body = Vec::new();
                part.iter().flatten().for_each(|&number| put(&mut body, number));
                speaker.frame(kind, &body)?;
            }
            Ok(())
        };
        let merges = around.merges.iter();
        let merges = merges.map(|merge| [merge.rows.0, merge.rows.1, merge.columns.0, merge.columns.1]);
        pairs(MERGES, merges.collect(), self)?;
        let two = |list: &[(u32, u32)]| list.iter().map(|pair| [pair.0, pair.1, 0, 0]).collect();
        pairs(COLUMNS, two(&around.hidden_columns), self)?;
        pairs(COMMENTS, two(&around.comments), self)?;
        self.frame(SHEET_END, &[])?;
        self.out.flush().map_err(|_| ReadError::Cancelled)
    }
}

fn put(body: &mut Vec<u8>, number: u32) {
    body.extend(number.to_le_bytes());
}

fn put_text(body: &mut Vec<u8>, text: &str) {
    put(body, text.len() as u32);
    body.extend(text.as_bytes());
}

/// Set in the mark of a cell that is struck through.
const STRUCK: u8 = 0x80;

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
    /// The sheet that is being told.
    begun: Option<Begun>,
    around: Around,
    texts: Interner,
    /// Texts that cells name by their number.
    heard: Vec<Arc<str>>,
    tally: Tally,
    /// The room of one frame, used again for the next.
    body: Vec<u8>,
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
            begun: None,
            around: Around::default(),
            texts: Interner::default(),
            heard: Vec::new(),
            tally: Tally::default(),
            body: Vec::new(),
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
        loop {
            let (kind, frame) = self.frame()?;
            let heard = self.understand(kind, Body(&frame));
            self.body = frame;
            if let Some(heard) = heard? {
                return Ok(heard);
            }
        }
    }

    fn understand(&mut self, kind: u8, mut body: Body<'_>) -> Result<Option<Heard>, ReadError> {
        match (kind, &mut self.begun) {
            (PROGRESS, _) => {
                let (done, of) = (u64::from_le_bytes(body.array()?), u64::from_le_bytes(body.array()?));
                return Ok(Some(Heard::Progress { done, of }));
            }
            (FAILED, _) => return Err(refusal(body.text()?, body.text()?)),
            (DONE, None) => return Ok(Some(Heard::Done)),
            (SHEET, None) => {
                self.sheets += 1;
                if self.sheets > limits::SHEETS {
                    return Err(garbage());
                }
                let hidden = body.byte()? != 0;
                self.begun = Some(Begun::new(Arc::from(body.text()?), hidden));
            }
            (ROW, Some(begun)) => {
                let number = body.number(limits::ROWS + 1)?;
                let hidden = body.byte()? != 0;
                while !body.0.is_empty() {
                    let column = body.number(limits::COLUMNS)?;
                    let mark = body.byte()?;
                    let struck = mark & STRUCK != 0;
                    let kind = match mark & !STRUCK {
                        0 => CellKind::Text,
                        1 => CellKind::Number,
                        2 => CellKind::Date,
                        3 => CellKind::Error,
                        4 => CellKind::NoValue,
                        _ => return Err(garbage()),
                    };
                    self.tally.fill()?;
                    let nth = body.number(u32::MAX)? as usize;
                    if nth == self.heard.len() {
                        self.heard.push(self.texts.keep(body.text()?)?);
                    }
                    let text = self.heard.get(nth).ok_or_else(garbage)?.clone();
                    let cell = RawCell {
                        column,
                        text,
                        kind,
                        struck,
                    };
                    begun.rows.push(number, hidden, cell);
                }
            }
            (MERGES, Some(_)) => {
                while !body.0.is_empty() {
                    if self.around.merges.len() >= limits::MERGES {
                        return Err(garbage());
                    }
                    self.around.merges.push(Merge {
                        rows: (body.number(limits::ROWS + 1)?, body.number(limits::ROWS + 1)?),
                        columns: (body.number(limits::COLUMNS)?, body.number(limits::COLUMNS)?),
                    });
                }
            }
            (COLUMNS, Some(_)) => {
                while !body.0.is_empty() {
                    if self.around.hidden_columns.len() >= limits::COLUMNS as usize {
                        return Err(garbage());
                    }
                    let range = (body.number(limits::COLUMNS)?, body.number(limits::COLUMNS)?);
                    self.around.hidden_columns.push(range);
                    body.array::<8>()?;
                }
            }
            (COMMENTS, Some(_)) => {
                while !body.0.is_empty() {
                    if self.around.comments.len() >= limits::COMMENTS {
                        return Err(garbage());
                    }
                    let place = (body.number(limits::ROWS + 1)?, body.number(limits::COLUMNS)?);
                    self.around.comments.push(place);
                    body.array::<8>()?;
                }
            }
            (SHEET_END, begun @ Some(_)) => {
                let around = std::mem::take(&mut self.around);
                let sheet = begun.take().map(|begun| begun.end(around));
                return Ok(sheet.map(Heard::Sheet));
            }
            _ => return Err(garbage()),
        }
        Ok(None)
    }

    fn frame(&mut self) -> Result<(u8, Vec<u8>), ReadError> {
        let mut head = [0; 5];
        self.input.read_exact(&mut head).map_err(|_| garbage())?;
        let size = u32::from_le_bytes([head[1], head[2], head[3], head[4]]) as usize;
        if size > FRAME {
            return Err(garbage());
        }
        let mut body = std::mem::take(&mut self.body);
        body.clear();
        let read = self.input.by_ref().take(size as u64).read_to_end(&mut body);
        if read.map_err(|_| garbage())? != size {
            return Err(garbage());
        }
        Ok((head[0], body))
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
        "document_type" => ReadError::DocumentType,
        "too_large" => Bound::by_key(detail).map_or_else(garbage, ReadError::TooLarge),
        "encoding" => ReadError::Encoding,
        "cancelled" => ReadError::Cancelled,
        "bad_facts" => ReadError::BadFacts,
        "newer_facts" => ReadError::NewerFacts,
        "out_of_memory" => ReadError::OutOfMemory,
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
        fn begin(&mut self, name: Arc<str>, hidden: bool) -> Result<(), ReadError> {
            self.0.0.borrow_mut().begin(name, hidden)
        }

        fn cell(&mut self, row: u32, hidden: bool, cell: &Passed<'_>) -> Result<(), ReadError> {
            self.0.0.borrow_mut().cell(row, hidden, cell)
        }

        fn end(&mut self, around: Around) -> Result<(), ReadError> {
            self.0.0.borrow_mut().end(around)
        }
    }
    let telling = Telling(Speaker::new(out)?.into());
    let result = super::read_file(path, password, &telling, &mut Passing(&telling));
    telling.0.into_inner().close(result)
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
            struck: kind == CellKind::Date,
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
            around: Around {
                merges: vec![Merge {
                    rows: (1, 2),
                    columns: (0, 5),
                }],
                hidden_columns: vec![(3, 4)],
                comments: vec![(2, 1), (9, 4)],
            },
        }
    }

    fn said() -> Vec<u8> {
        let mut out = Vec::new();
        let mut speaker = Speaker::new(&mut out).expect("a vector takes everything");
        speaker.progress(1, 2).expect("said");
        speaker.sheet(sheet()).expect("said");
        speaker.close(Ok(())).expect("said");
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
        speaker.close(Err(ReadError::OtherFormat("HTML"))).expect("said");
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
