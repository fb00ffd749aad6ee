//! Headings between the rows of a table: 【受付】 says where the devices below it stand.
//!
//! Invariant: only what has no place of its own gets one, and what the ledger knows goes before it.

use super::draft::Draft;
use super::reader::RawSheet;
use super::table::Found;
use super::{NotTaken, NotTakenReason};
use crate::core::catalogue::{Column, RegisterId, places};
use crate::core::model::Entry;

/// Marks that stand around a heading.
const AROUND: [char; 18] = [
    '【', '】', '■', '□', '●', '○', '◆', '◇', '▼', '▽', '＜', '＞', '<', '>', '[', ']', ' ', '\u{3000}',
];

/// Gives the rows below a heading its place, where the table has no column for that.
pub(super) fn add(sheet: &RawSheet, table: &Found, not_taken: &[NotTaken], drafts: &mut [Draft]) {
    let Some(place) = RegisterId::DEVICE.field_index("place") else {
        return;
    };
    let has_column = || {
        table
            .columns
            .iter()
            .any(|column| column.target.feeds(&Column::Field(place)))
    };
    if table.register != RegisterId::DEVICE || has_column() {
        return;
    }
    let headings = not_taken
        .iter()
        .filter(|left| left.sheet == sheet.name && left.reason == NotTakenReason::Group);
    // What is no place ends the one before it.
    let mut headings: Vec<(u32, Option<&str>)> = headings
        .filter_map(|left| {
            let row = sheet.rows.binary_search_by_key(&left.row, |row| row.number);
            let row = &sheet.rows[row.ok()?];
            let name = row.cells.first()?.text.trim_matches(AROUND);
            Some((left.row, places::is_place(name).then_some(name)))
        })
        .collect();
    headings.sort_unstable();
    let begins = table.header_rows.last().copied().unwrap_or(0);
    for draft in drafts {
        let Some(&row) = draft.rows.first() else { continue };
        let above = headings.partition_point(|(heading, _)| *heading < row);
        if let Some((heading, Some(name))) = headings[..above].last()
            && *heading > begins
            && draft.content.fields.get(place).is_blank()
        {
            draft.content.fields.set(place, Entry::text(name));
            draft.derived.push(place);
        }
    }
}
