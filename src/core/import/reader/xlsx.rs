//! xlsx and xlsm through calamine's streaming cells, never `worksheet_range`: that allocates the whole grid
//! (calamine #693) and a 2 KB file can abort the process with it.

use std::io::{Cursor, Read as _};
use std::sync::Arc;

use calamine::{DataRef, Reader as _, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::number::{NumberText, shown};
use super::{CellKind, Interner, Merge, RawCell, RawSheet, RawWorkbook, ReadError, Rows, limits};

pub(super) fn read(bytes: Vec<u8>) -> Result<RawWorkbook, ReadError> {
    preflight(&bytes)?;
    let damaged = |error: calamine::XlsxError| ReadError::Damaged(error.to_string());
    let mut book: Xlsx<_> = match Xlsx::new(Cursor::new(bytes)) {
        Err(calamine::XlsxError::Password) => return Err(ReadError::Encrypted),
        other => other.map_err(damaged)?,
    };
    let is_1904 = book.has_1904_epoch();
    let mut interner = Interner::default();
    let mut cells_read = 0usize;
    let mut sheets = Vec::new();
    let listed: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    for (name, hidden) in listed {
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let merges = merges
            .iter()
            .map(|range| Merge {
                rows: (range.start.0 + 1, range.end.0 + 1),
                columns: (range.start.1, range.end.1),
            })
            .collect();
        let mut rows = Rows::default();
        let mut cells = book.worksheet_cells_reader(&name).map_err(damaged)?;
        let formats: Vec<Option<String>> = cells
            .styles()
            .iter()
            .map(|style| style.number_format.as_ref().map(|format| format.format_code.clone()))
            .collect();
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
            let (row, column) = cell.get_position();
            if row >= limits::ROWS || column >= limits::COLUMNS {
                return Err(ReadError::Damaged(format!("cell outside the grid in {name}")));
            }
            let format = formats.get(style).and_then(Option::as_deref).unwrap_or("General");
            let Some(text) = cell_text(cell.get_value(), format, is_1904) else {
                continue;
            };
            if text.text.len() > limits::CELL_TEXT {
                return Err(ReadError::TooLarge("cell"));
            }
            cells_read += 1;
            if cells_read > limits::CELLS {
                return Err(ReadError::TooLarge("cells"));
            }
            rows.push(
                row + 1,
                RawCell {
                    column,
                    text: interner.share(&text.text),
                    kind: text.kind,
                },
            );
        }
        sheets.push(RawSheet {
            name: Arc::from(name),
            hidden,
            rows: rows.finish(),
            merges,
        });
    }
    Ok(RawWorkbook { sheets })
}

/// The shown text, or `None` for blank cells and cells of nothing but white space.
fn cell_text<'a>(value: &'a DataRef<'_>, format: &str, is_1904: bool) -> Option<NumberText<'a>> {
    let plain = |text: &'a str| {
        (!text.trim().is_empty()).then_some(NumberText {
            text: text.into(),
            kind: CellKind::Text,
        })
    };
    match value {
        DataRef::Empty => None,
        DataRef::String(text) => plain(text),
        DataRef::SharedString(text) => plain(text),
        DataRef::Bool(true) => plain("TRUE"),
        DataRef::Bool(false) => plain("FALSE"),
        DataRef::Int(number) => Some(shown(*number as f64, format, is_1904)),
        DataRef::Float(number) => Some(shown(*number, format, is_1904)),
        DataRef::DateTime(serial) => Some(shown(serial.as_f64(), format, is_1904)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            plain(text.split_once('T').map_or(text.as_str(), |(day, _)| day))
        }
        DataRef::Error(error) => Some(NumberText {
            text: error.to_string().into(),
            kind: CellKind::Error,
        }),
    }
}

/// Refuses what would make the library allocate without bound, before it sees the file.
fn preflight(bytes: &[u8]) -> Result<(), ReadError> {
    let damaged = |error: zip::result::ZipError| ReadError::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > limits::ENTRIES {
        return Err(ReadError::TooLarge("entries"));
    }
    let mut inflated = 0u64;
    let mut spreadsheet = false;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.replace('\\', "/").to_lowercase();
        inflated = inflated.saturating_add(part.size());
        if name == "mimetype" {
            return Err(ReadError::OtherFormat("ods"));
        }
        if name.ends_with("workbook.bin") {
            return Err(ReadError::OtherFormat("xlsb"));
        }
        spreadsheet |= name.ends_with("workbook.xml") || name.starts_with("xl/");
        if name.contains("sharedstrings") {
            if part.size() > limits::STRINGS {
                return Err(ReadError::TooLarge("strings"));
            }
            let size = part.size();
            let mut head = Vec::new();
            part.by_ref().take(4096).read_to_end(&mut head)?;
            // Each string takes at least a few bytes; a larger count is a lie that calamine would reserve room for.
            if declared_counts(&String::from_utf8_lossy(&head)).any(|count| count.is_none_or(|count| count > size)) {
                return Err(ReadError::Damaged("shared strings".to_owned()));
            }
        }
    }
    if inflated > limits::INFLATED {
        return Err(ReadError::TooLarge("inflated"));
    }
    if spreadsheet {
        Ok(())
    } else {
        Err(ReadError::NotASpreadsheet)
    }
}

fn declared_counts(head: &str) -> impl Iterator<Item = Option<u64>> {
    let value = head
        .split_once("uniqueCount=")
        .map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    value.into_iter().map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    })
}
