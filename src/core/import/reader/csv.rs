//! csv and tsv: encoding told by byte order mark, strict UTF-8, then a detector tuned to Japanese. The facts of a PC
//! are a text of their own.

use std::sync::Arc;

use super::gather::{Interner, Rows, Tally, line_ends};
use super::{Around, Bound, CellKind, RawCell, RawSheet, ReadError, Sink, limits};
use crate::core::collect;

/// The facts of a PC and nothing else.
pub(super) fn facts(bytes: &[u8], name: &str, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let text = decode(bytes).map_err(|_| ReadError::BadFacts)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if bytes.len() > limits::PC_FACTS || !collect::is_one(text) {
        return Err(ReadError::BadFacts);
    }
    sink.sheet(collect::PcFacts::from_json(text)?.to_sheet(name))
}

pub(super) fn read(bytes: &[u8], name: &str, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let text = decode(bytes)?;
    if text.contains('\0') {
        return Err(ReadError::NotASpreadsheet);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if collect::is_one(text) {
        if bytes.len() > limits::PC_FACTS {
            return Err(ReadError::BadFacts);
        }
        return sink.sheet(collect::PcFacts::from_json(text)?.to_sheet(name));
    }
    if let Some(kind) = markup(text) {
        return Err(kind);
    }
    let (delimiter, text) = delimiter(text);
    if ends_inside_quotes(text, delimiter) {
        return Err(ReadError::Damaged("quote".to_owned()));
    }
    // Lines are counted by their line feeds, and the one of \r\n would count with the record behind it.
    let text = &*text.replace("\r\n", "\n");
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut interner = Interner::default();
    let mut rows = Rows::default();
    let mut tally = Tally::default();
    let mut cells = 0usize;
    let mut record = ::csv::StringRecord::new();
    let mut number = 0u32;
    loop {
        let before = reader.position().line();
        let more = reader.read_record(&mut record);
        if !more.map_err(|error| ReadError::Damaged(error.to_string()))? {
            break;
        }
        let at = reader.position();
        // The last line may have no end.
        let open = at.byte() == text.len() as u64 && !text.ends_with('\n');
        let lines = at.line() - before + u64::from(open);
        // The reader passes over blank lines, which are rows of the sheet.
        let inside = record.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
        let rows_read = 1 + lines.saturating_sub(1 + inside);
        number = u32::try_from(u64::from(number) + rows_read)
            .ok()
            .filter(|&number| number <= limits::ROWS)
            .ok_or(ReadError::TooLarge(Bound::Rows))?;
        if record.len() > limits::COLUMNS as usize {
            return Err(ReadError::TooLarge(Bound::Columns));
        }
        for (column, field) in record.iter().enumerate() {
            let field = &*line_ends(unguarded(as_shown(field)));
            if !field.trim().is_empty() {
                cells += 1;
                tally.fill()?;
                let cell = RawCell {
                    column: column as u32,
                    text: interner.share(field)?,
                    kind: CellKind::Text,
                    struck: false,
                };
                rows.push(number, false, cell);
            }
        }
    }
    if cells == 0 {
        return Err(ReadError::Empty);
    }
    sink.sheet(RawSheet {
        name: Arc::from(name),
        hidden: false,
        rows: rows.finish(),
        around: Around::default(),
    })
}

/// Pages and XML that web systems name .xls or .csv: their tags would come out as texts.
fn markup(text: &str) -> Option<ReadError> {
    let head: String = text.trim_start().chars().take(1024).collect::<String>().to_lowercase();
    let is_page = ["<html", "<!doctype", "<table", "<meta", "<head"]
        .iter()
        .any(|tag| head.starts_with(tag));
    if is_page {
        Some(ReadError::OtherFormat("HTML"))
    } else if head.starts_with("mime-version:") {
        Some(ReadError::OtherFormat("MHTML"))
    } else if head.starts_with("<?xml") {
        Some(if head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            ReadError::OtherFormat("XML Spreadsheet 2003")
        } else {
            ReadError::NotASpreadsheet
        })
    } else {
        None
    }
}

/// A quote that is never closed swallows the rest of the file into one field: such a file is cut off.
fn ends_inside_quotes(text: &str, delimiter: u8) -> bool {
    let (mut inside, mut field_start) = (false, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (inside, byte) {
            (true, b'"') if bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            (true, b'"') => inside = false,
            (true, _) => {}
            (false, b'"') if field_start => inside = true,
            (false, _) => {}
        }
        field_start = !inside && (byte == delimiter || byte == b'\n' || byte == b'\r');
    }
    inside
}

/// `="0001"`: how programs keep Excel from taking a text for a number. Only the whole cell, and nothing calculated.
fn as_shown(field: &str) -> &str {
    let inside = field.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inside.filter(|text| !text.contains('"')).unwrap_or(field)
}

/// Takes our own guard against formulas off again: `'=…` was `=…`.
fn unguarded(field: &str) -> &str {
    match field.strip_prefix('\'') {
        // A text of the ledger's own that begins with a quote was written with one more.
        Some(rest) if may_calculate(rest.trim_start_matches('\'')) => rest,
        _ => field,
    }
}

fn may_calculate(text: &str) -> bool {
    text.starts_with(['\t', '\r'])
        || text
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// The text of a file, unless it is none.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    let text = decode(bytes).ok()?;
    let binary = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    (!text.contains(binary)).then(|| text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return strict(encoding, bytes);
    }
    let escape = bytes.contains(&0x1b);
    if !escape && let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let mut detector = chardetng::EncodingDetector::new(if escape {
        chardetng::Iso2022JpDetection::Allow
    } else {
        chardetng::Iso2022JpDetection::Deny
    });
    detector.feed(bytes, true);
    strict(detector.guess(Some(b"jp"), chardetng::Utf8Detection::Deny), bytes)
}

fn strict(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<String, ReadError> {
    let (text, _, errors) = encoding.decode(bytes);
    if errors {
        Err(ReadError::Encoding)
    } else {
        Ok(text.into_owned())
    }
}

/// The separator that the first lines use most; `sep=;` is Excel's own way to say it.
fn delimiter(text: &str) -> (u8, &str) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some((mark, rest)) = rest.split_once('\n')
        && let Some(&byte) = mark.trim_end().as_bytes().first()
    {
        return (byte, rest);
    }
    let head: Vec<&str> = text.lines().take(20).collect();
    let count = |mark: char| head.iter().map(|line| line.matches(mark).count()).sum::<usize>();
    let best = [(count(','), b','), (count('\t'), b'\t'), (count(';'), b';')]
        .into_iter()
        .rev()
        .max_by_key(|(count, _)| *count);
    (best.map_or(b',', |(_, mark)| mark), text)
}
