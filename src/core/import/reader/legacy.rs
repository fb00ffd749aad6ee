//! xls, xlsb and ods through calamine, in the guarded child process only.
//!
//! Why only there: these readers reserve memory by what the file declares and can abort or never end (calamine
//! 0.38: xls DIMENSIONS, ods without an end tag, xlsb string numbers). Known gaps of theirs: number formats of xls
//! and xlsb are not told, so `001` shown by a format comes out as `1`.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Ods, Reader, SheetVisible, Xls, Xlsb};

use super::number::shown;
use super::{CellKind, Interner, RawCell, RawSheet, RawWorkbook, ReadError, Rows, limits};

/// Which of the three a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xls,
    Xlsb,
    Ods,
}

pub(super) fn read(bytes: Vec<u8>, kind: Kind) -> Result<RawWorkbook, ReadError> {
    let source = Cursor::new(bytes);
    match kind {
        Kind::Xls => Xls::new(source).map_err(|error| refused(&error)).and_then(sheets),
        Kind::Xlsb => Xlsb::new(source).map_err(|error| refused(&error)).and_then(sheets),
        Kind::Ods => Ods::new(source).map_err(|error| refused(&error)).and_then(sheets),
    }
}

fn refused(error: &dyn std::fmt::Display) -> ReadError {
    let text = error.to_string();
    if text.to_lowercase().contains("password") || text.to_lowercase().contains("encrypted") {
        ReadError::Encrypted
    } else {
        ReadError::Damaged(text)
    }
}

fn sheets<R: Reader<Cursor<Vec<u8>>>>(mut book: R) -> Result<RawWorkbook, ReadError> {
    let listed: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut interner = Interner::default();
    let mut cells = 0usize;
    let mut sheets = Vec::new();
    for (name, hidden) in listed {
        let range = book
            .worksheet_range(&name)
            .map_err(|error| ReadError::Damaged(format!("{error:?}")))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut rows = Rows::default();
        for (row, column, value) in range.used_cells() {
            let Some((text, kind)) = cell(value) else { continue };
            if text.len() > limits::CELL_TEXT {
                return Err(ReadError::TooLarge("cell"));
            }
            cells += 1;
            if cells > limits::CELLS {
                return Err(ReadError::TooLarge("cells"));
            }
            rows.push(
                top + row as u32 + 1,
                RawCell {
                    column: left + column as u32,
                    text: interner.share(&text),
                    kind,
                },
            );
        }
        sheets.push(RawSheet {
            name: Arc::from(name),
            hidden,
            rows: rows.finish(),
            merges: Vec::new(),
        });
    }
    Ok(RawWorkbook { sheets })
}

fn cell(value: &Data) -> Option<(String, CellKind)> {
    let number = |number: f64| {
        let text = shown(number, "General", false);
        Some((text.text.into_owned(), CellKind::BareNumber))
    };
    let plain = |text: &str| (!text.trim().is_empty()).then(|| (text.replace("\r\n", "\n"), CellKind::Text));
    match value {
        Data::Empty => None,
        Data::String(text) => plain(text),
        Data::Bool(flag) => plain(if *flag { "TRUE" } else { "FALSE" }),
        Data::Int(whole) => number(*whole as f64),
        Data::Float(float) => number(*float),
        // By its own calendar: a file may count from 1904.
        Data::DateTime(serial) if serial.is_duration() => Some((
            shown(serial.as_f64(), "[h]:mm", false).text.into_owned(),
            CellKind::Text,
        )),
        Data::DateTime(serial) => {
            let (year, month, day, ..) = serial.to_ymd_hms_milli();
            Some((format!("{year}/{month}/{day}"), CellKind::Date))
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) => {
            let day = text.split_once('T').map_or(text.as_str(), |(day, _)| day);
            (!day.trim().is_empty()).then(|| (day.to_owned(), CellKind::Date))
        }
        Data::Error(error) => Some((error.to_string(), CellKind::Error)),
    }
}
