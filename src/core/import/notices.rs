//! What a sheet says that its cells do not: colours with a meaning, rows that are hidden, comments.
//!
//! Owns: noticing it. Refuses to know: what a colour was meant to change; the reader sees texts, not colours.

use std::sync::Arc;

use super::draft::address;
use super::margins::Taken;
use super::reader::RawSheet;
use super::table::Found;
use crate::core::catalogue::{tokens, words};
use crate::core::parse::fold;

/// Something about a sheet that a person has to look after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A line such as 灰色＝廃棄: the colours themselves are not read.
    Colours {
        sheet: Arc<str>,
        cell: String,
        text: String,
    },
    /// Rows that the spreadsheet does not show, read all the same.
    HiddenRows { sheet: Arc<str>, rows: Vec<u32> },
    /// Cells on which comments hang: what they say is not read.
    Comments { sheet: Arc<str>, cells: Vec<String> },
    /// Rows with a line through them.
    StruckRows { sheet: Arc<str>, rows: Vec<u32> },
    /// Single cells with a line through them, read all the same.
    StruckCells { sheet: Arc<str>, cells: Vec<String> },
}

/// Letters between a colour and the sign that explains it.
const NEAR: usize = 8;

/// Comments on the sheet.
pub(super) fn comments(sheet: &RawSheet) -> Option<Notice> {
    let cells = sheet.around.comments.iter();
    let cells: Vec<String> = cells.map(|(row, column)| address(*row, *column)).collect();
    let sheet = sheet.name.clone();
    (!cells.is_empty()).then_some(Notice::Comments { sheet, cells })
}

pub(super) fn of(sheet: &RawSheet, tables: &[Found]) -> Vec<Notice> {
    // Which columns of a row are data: a long ledger must not be searched cell by cell.
    let mut data: Vec<Option<usize>> = vec![None; sheet.rows.len()];
    for (nth, table) in tables.iter().enumerate() {
        table.rows.iter().for_each(|&at| data[at] = Some(nth));
    }
    let taken: Vec<Taken> = tables.iter().map(Taken::of).collect();
    let mut found = Vec::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        let columns = data[at].map(|nth| &taken[nth]);
        let outside = row
            .cells
            .iter()
            .filter(|cell| columns.is_none_or(|columns| !columns.has(cell.column)));
        for cell in outside.filter(|cell| explains_colour(&cell.text)) {
            found.push(Notice::Colours {
                sheet: sheet.name.clone(),
                cell: address(row.number, cell.column),
                text: cell.text.trim().replace('\n', " "),
            });
        }
    }
    found.extend(comments(sheet));
    let rows = tables.iter().flat_map(|table| &table.rows).map(|&at| &sheet.rows[at]);
    let rows: Vec<u32> = rows.filter(|row| row.hidden).map(|row| row.number).collect();
    if !rows.is_empty() {
        found.push(Notice::HiddenRows {
            sheet: sheet.name.clone(),
            rows,
        });
    }
    found
}

fn explains_colour(text: &str) -> bool {
    // A legend is a line, not a report.
    if text.is_ascii() || text.len() > 600 {
        return false;
    }
    let text = fold(text);
    tokens::COLOURS.iter().any(|colour| {
        text.match_indices(colour).any(|(at, _)| {
            let behind: String = text[at + colour.len()..].chars().take(NEAR).collect();
            words::EXPLAINS.iter().any(|sign| behind.contains(&*fold(sign)))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_line_that_gives_a_colour_its_meaning_is_one() {
        for (text, want) in [
            ("灰色＝廃棄済み", true),
            ("※黄色のセルは要確認", true),
            ("網掛け：リース品", true),
            ("赤色のLANケーブル", false),
            ("灰色", false),
        ] {
            assert_eq!(explains_colour(text), want, "{text}");
        }
    }
}
