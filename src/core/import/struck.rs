//! Rows and cells that are shown with a line through them (取り消し線): what people do with a device that is gone.
//!
//! Invariant: what was read from struck rows alone is shown, and written only if a person says so; whatever else is
//! struck is said.

use std::collections::BTreeSet;

use super::draft::{Draft, address};
use super::notices::Notice;
use super::reader::{RawRow, RawSheet};
use crate::core::catalogue::Column;
use crate::core::model::Problem;

/// Whether most of a row is struck through: its number may have been left as it was.
fn is_struck(row: &RawRow) -> bool {
    let struck = row.cells.iter().filter(|cell| cell.struck).count();
    struck * 2 > row.cells.len()
}

/// Marks what was read from struck rows alone, and says what is struck in the rows that were read.
pub(super) fn mark<'s>(sheet: &RawSheet, rows: impl Iterator<Item = &'s RawRow>, drafts: &mut [Draft]) -> Vec<Notice> {
    let with_any = rows.filter(|row| row.cells.iter().any(|cell| cell.struck));
    let with_any: Vec<&RawRow> = with_any.collect();
    if with_any.is_empty() {
        return Vec::new();
    }
    let struck = with_any.iter().filter(|row| is_struck(row));
    let struck: BTreeSet<u32> = struck.map(|row| row.number).collect();
    let mut left: BTreeSet<u32> = BTreeSet::new();
    for draft in drafts {
        if draft.rows.iter().all(|row| struck.contains(row)) {
            let at = draft.content.fields.iter().next().map_or(0, |(field, _)| field);
            draft.problems.push((Column::Field(at), Problem::StruckOut));
            left.extend(&draft.rows);
        }
    }
    let others = with_any.iter().filter(|row| !left.contains(&row.number));
    let cells = others.flat_map(|row| {
        row.cells
            .iter()
            .filter(|cell| cell.struck)
            .map(|cell| (row.number, cell))
    });
    let cells: Vec<String> = cells.map(|(row, cell)| address(row, cell.column)).collect();
    let name = || sheet.name.clone();
    let rows = (!left.is_empty()).then(|| Notice::StruckRows {
        sheet: name(),
        rows: left.into_iter().collect(),
    });
    let cells = (!cells.is_empty()).then(|| Notice::StruckCells { sheet: name(), cells });
    rows.into_iter().chain(cells).collect()
}
