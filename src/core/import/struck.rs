//! Rows and cells that are shown with a line through them (取り消し線): what people do with a device that is gone.
//!
//! Invariant: a struck row is shown, and written only if a person says so; what is struck in another row is said.

use std::collections::BTreeSet;

use super::draft::{Draft, address};
use super::notices::Notice;
use super::reader::{RawRow, RawSheet};
use super::table::Found;
use crate::core::catalogue::Column;
use crate::core::model::Problem;

/// Whether most of a row is struck through: its number may have been left as it was.
fn is_struck(row: &RawRow) -> bool {
    let struck = row.cells.iter().filter(|cell| cell.struck).count();
    struck * 2 > row.cells.len()
}

/// What a person should know of the data rows.
pub(super) fn notices<'s>(sheet: &'s RawSheet, rows: impl Iterator<Item = &'s RawRow>) -> Vec<Notice> {
    let (mut whole, mut cells) = (Vec::new(), Vec::new());
    for row in rows {
        if is_struck(row) {
            whole.push(row.number);
        } else {
            let struck = row.cells.iter().filter(|cell| cell.struck);
            cells.extend(struck.map(|cell| address(row.number, cell.column)));
        }
    }
    let name = || sheet.name.clone();
    let whole = (!whole.is_empty()).then(|| Notice::StruckRows {
        sheet: name(),
        rows: whole,
    });
    let cells = (!cells.is_empty()).then(|| Notice::StruckCells { sheet: name(), cells });
    whole.into_iter().chain(cells).collect()
}

/// Marks what was read from struck rows alone.
pub(super) fn mark(sheet: &RawSheet, table: &Found, drafts: &mut [Draft]) {
    let rows = table.rows.iter().map(|&at| &sheet.rows[at]);
    let struck: BTreeSet<u32> = rows.filter(|row| is_struck(row)).map(|row| row.number).collect();
    if struck.is_empty() {
        return;
    }
    for draft in drafts {
        if draft.rows.iter().all(|row| struck.contains(row)) {
            let at = draft.content.fields.iter().next().map_or(0, |(field, _)| field);
            draft.problems.push((Column::Field(at), Problem::StruckOut));
        }
    }
}
