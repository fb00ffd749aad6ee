//! What one xlsx file can hold, and refusing what it cannot.
//!
//! Invariant: a text or row too many is an error with its place; only the name on a tab is ever shortened.

use super::{ExportError, SheetData};

pub(super) const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
/// UTF-16 units in one cell.
const MOST_TEXT: usize = 32_767;
/// Characters on a tab.
const MOST_NAME: usize = 31;

pub(super) fn check(sheet: &SheetData) -> Result<(), ExportError> {
    let rows = sheet.head_rows() + sheet.rows.len();
    if rows > MOST_ROWS || sheet.columns.len() > MOST_COLUMNS {
        return Err(ExportError::TooLarge {
            sheet: sheet.name.clone(),
            rows,
            columns: sheet.columns.len(),
        });
    }
    for (nth, row) in sheet.rows.iter().enumerate() {
        for (text, column) in row.iter().zip(&sheet.columns) {
            // Bytes are never fewer than UTF-16 units, so the count is rarely needed.
            if text.len() > MOST_TEXT && text.encode_utf16().count() > MOST_TEXT {
                return Err(ExportError::TextTooLong {
                    sheet: sheet.name.clone(),
                    column: column.header.clone(),
                    row: nth + 1,
                    length: text.encode_utf16().count(),
                });
            }
        }
    }
    Ok(())
}

/// What a tab may be called: no `[]:*?/\`, no apostrophe at an end, 31 characters, each name once.
pub(super) fn tab_name(wanted: &str, taken: &[String]) -> String {
    let clean: String = wanted
        .chars()
        .map(|c| if "[]:*?/\\'".contains(c) { '・' } else { c })
        .collect();
    let clean = if clean.is_empty() { "Sheet".to_owned() } else { clean };
    (1..)
        .map(|nth| {
            let tail = if nth == 1 { String::new() } else { format!(" {nth}") };
            let mut room = MOST_NAME - tail.len();
            let head: String = clean
                .chars()
                .take_while(|c| {
                    let fits = c.len_utf16() <= room;
                    room = room.saturating_sub(c.len_utf16());
                    fits
                })
                .collect();
            head + &tail
        })
        .find(|name| !taken.iter().any(|old| old.to_lowercase() == name.to_lowercase()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tab_names_are_what_a_workbook_allows() {
        assert_eq!(tab_name("機器", &[]), "機器");
        assert_eq!(tab_name("a/b:c", &[]), "a・b・c");
        assert_eq!(tab_name("機器", &["機器".into()]), "機器 2");
        let long = "長".repeat(40);
        assert_eq!(tab_name(&long, &[]).chars().count(), 31);
        let second = tab_name(&long, &[tab_name(&long, &[])]);
        assert!(second.ends_with(" 2") && second.chars().count() == 31);
        assert_eq!(tab_name("", &[]), "Sheet");
    }
}
