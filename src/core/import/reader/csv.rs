//! csv and tsv: encoding told by byte order mark, strict UTF-8, then a detector tuned to Japanese.

use std::sync::Arc;

use super::{CellKind, Interner, RawCell, RawSheet, RawWorkbook, ReadError, Rows, limits};

pub(super) fn read(bytes: &[u8], name: &str) -> Result<RawWorkbook, ReadError> {
    let text = decode(bytes)?;
    if text.contains('\0') {
        return Err(ReadError::NotASpreadsheet);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (delimiter, text) = delimiter(text);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut interner = Interner::default();
    let mut rows = Rows::default();
    let (mut cells, mut widest) = (0usize, 0usize);
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|error| ReadError::Damaged(error.to_string()))?;
        let number = u32::try_from(at + 1)
            .ok()
            .filter(|&number| number <= limits::ROWS)
            .ok_or(ReadError::TooLarge("rows"))?;
        widest = widest.max(record.len());
        for (column, field) in record.iter().enumerate() {
            // A quote that is never closed swallows the rest of the file into one field.
            if field.len() > limits::CELL_TEXT {
                return Err(ReadError::Damaged("quote".to_owned()));
            }
            let field = unguarded(field);
            let joined;
            let field = if field.contains('\r') {
                joined = field.replace("\r\n", "\n").replace('\r', "\n");
                joined.as_str()
            } else {
                field
            };
            if !field.trim().is_empty() {
                cells += 1;
                rows.push(
                    number,
                    RawCell {
                        column: column as u32,
                        text: interner.share(field),
                        kind: CellKind::Text,
                    },
                );
            }
        }
        if cells > limits::CELLS {
            return Err(ReadError::TooLarge("cells"));
        }
    }
    if cells == 0 {
        return Err(ReadError::Empty);
    }
    // Prose has one column; so may a list of two lines in an old code page.
    if widest < 2 && cells > 50 {
        return Err(ReadError::NotASpreadsheet);
    }
    Ok(RawWorkbook {
        sheets: vec![RawSheet {
            name: Arc::from(name),
            hidden: false,
            rows: rows.finish(),
            merges: Vec::new(),
        }],
    })
}

/// Takes our own guard against formulas off again: `'=…` was `=…`.
fn unguarded(field: &str) -> &str {
    match field.strip_prefix('\'') {
        // The guard stands before any quote marks of the text's own.
        Some(rest)
            if rest
                .trim_start_matches('\'')
                .trim_start()
                .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']) =>
        {
            rest
        }
        _ => field,
    }
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
