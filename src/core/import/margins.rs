//! Cells of a table's rows that stand under no header: parts of a wide header, columns without a name, notes beside
//! the rows.
//!
//! Owns: finding a place for each of them. Refuses to know: what they mean.
//! Invariant: a cell beside a record is in the record, except beside a secret: what stands there may be its rest.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::draft::{Draft, address};
use super::mapping;
use super::reader::{CellKind, RawCell, RawSheet};
use super::table::Found;
use super::{ColumnTarget, DropReason, How, PlanColumn};
use crate::core::catalogue::{Column, secrets, tokens};
use crate::core::model::{Entry, Problem};

/// Fewest rows that make a column; fewer are notes beside the rows.
const FEWEST: usize = 3;

/// Brings the cells below one wide header together.
pub(super) fn settle(sheet: &mut RawSheet, table: &Found) {
    let spans = spans(sheet, table);
    if !spans.is_empty() {
        for &at in &table.rows {
            for span in &spans {
                gather(&mut sheet.rows[at].cells, *span);
            }
        }
    }
}

/// The name of a column without a header.
fn unnamed(at: u32) -> String {
    let letters = address(0, at);
    format!("{}{}", letters.trim_end_matches('0'), tokens::UNNAMED_COLUMN)
}

/// Whether a column was named here: no header of the file says so.
pub(super) fn is_unnamed(column: &PlanColumn) -> bool {
    column.header == unnamed(column.at)
}

/// Shuts a column without a header in which a secret is announced near the header: in a row of headings that was not
/// taken for one.
fn shut_secrets(sheet: &RawSheet, table: &mut Found) {
    let first = table.header_rows.first().map_or(0, |row| row.saturating_sub(1));
    let last = table
        .rows
        .iter()
        .take(FEWEST)
        .next_back()
        .map_or(0, |&at| sheet.rows[at].number);
    let taken = Taken::of(table);
    let rows = sheet
        .rows
        .iter()
        .skip_while(|row| row.number < first)
        .take_while(|row| row.number <= last);
    let mut shut: BTreeMap<u32, PlanColumn> = BTreeMap::new();
    for cell in rows.flat_map(|row| &row.cells) {
        if !taken.has(cell.column) && secrets::is_secret_header(&cell.text) {
            shut.entry(cell.column).or_insert_with(|| PlanColumn {
                at: cell.column,
                header: mapping::joined(&cell.text),
                target: ColumnTarget::Dropped(DropReason::Secret),
                how: How::Alias,
            });
        }
    }
    table.columns.extend(shut.into_values());
}

/// Gives a column without a header, in which most rows have something, its letters as a name.
pub(super) fn name_columns(sheet: &RawSheet, table: &mut Found) {
    shut_secrets(sheet, table);
    let mut filled: BTreeMap<u32, usize> = BTreeMap::new();
    let taken = Taken::of(table);
    for &at in &table.rows {
        for cell in beside(sheet, &taken, at) {
            *filled.entry(cell.column).or_default() += 1;
        }
    }
    // What stands in most rows is a column, whoever forgot its header.
    let columns = filled
        .into_iter()
        .filter(|(_, rows)| *rows >= FEWEST && rows * 2 >= table.rows.len());
    let columns: Vec<PlanColumn> = columns
        .map(|(at, _)| {
            let header = unnamed(at);
            PlanColumn {
                at,
                target: ColumnTarget::To(Column::Custom(Arc::from(header.as_str()))),
                header,
                how: How::Unknown,
            }
        })
        .collect();
    table.columns.extend(columns);
}

/// Adds what stands beside a row to its remark, for a person to look at.
pub(super) fn add(sheet: &RawSheet, table: &Found, drafts: &mut [Draft]) {
    let Some(note) = table.register.field_index("note") else {
        return;
    };
    let mut notes: BTreeMap<u32, Vec<&RawCell>> = BTreeMap::new();
    let taken = Taken::of(table);
    for &at in &table.rows {
        let cells: Vec<&RawCell> = beside(sheet, &taken, at).collect();
        if !cells.is_empty() {
            notes.insert(sheet.rows[at].number, cells);
        }
    }
    if notes.is_empty() {
        return;
    }
    for draft in drafts {
        for row in draft.rows.clone() {
            for cell in notes.remove(&row).into_iter().flatten() {
                let known = draft.content.fields.get(note).as_text().unwrap_or_default();
                let text = cell.text.trim();
                let text = if known.is_empty() {
                    text.to_owned()
                } else {
                    format!("{known}\n{text}")
                };
                draft.content.fields.set(note, Entry::text(&text));
                draft.raw.insert(address(row, cell.column), cell.text.clone());
                draft.problems.push((Column::Field(note), Problem::NoHeader));
            }
        }
    }
}

/// Cells of a row that no column of the table takes, and that are no rest of a secret.
fn beside<'a>(sheet: &'a RawSheet, taken: &'a Taken, at: usize) -> impl Iterator<Item = &'a RawCell> {
    sheet.rows[at].cells.iter().filter(move |cell| {
        let is_said = matches!(cell.kind, CellKind::Text | CellKind::Number | CellKind::Date);
        !taken.has(cell.column) && is_said && !cell.text.trim().is_empty()
    })
}

/// Columns of a table, and those beside its secrets.
pub(super) struct Taken(Vec<bool>);

impl Taken {
    pub fn of(table: &Found) -> Self {
        let last = table.columns.iter().map(|column| column.at).max().unwrap_or(0);
        let mut taken = vec![false; last as usize + 2];
        for column in &table.columns {
            taken[column.at as usize] = true;
            if column.target == ColumnTarget::Dropped(DropReason::Secret) {
                taken[column.at as usize + 1] = true;
            }
        }
        Self(taken)
    }

    pub fn has(&self, column: u32) -> bool {
        self.0.get(column as usize).copied().unwrap_or(false)
    }
}

/// Headers that reach over several columns which have none of their own: first and last.
fn spans(sheet: &RawSheet, table: &Found) -> Vec<(u32, u32)> {
    let named: BTreeSet<u32> = table.columns.iter().map(|column| column.at).collect();
    let of_header = |row: u32| table.header_rows.contains(&row);
    let merges = sheet.around.merges.iter().filter(|merge| {
        let (first, last) = merge.columns;
        let alone = || !named.range(first + 1..=last).any(|_| true);
        last > first && of_header(merge.rows.0) && named.contains(&first) && alone()
    });
    let mut spans: Vec<(u32, u32)> = merges.map(|merge| merge.columns).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// Makes one cell of those below a wide header: letters one by one become a word.
fn gather(cells: &mut Vec<RawCell>, (first, last): (u32, u32)) {
    let inside = |cell: &RawCell| (first..=last).contains(&cell.column);
    let from = cells.iter().position(inside);
    let Some(from) = from else { return };
    let count = cells[from..].iter().take_while(|cell| inside(cell)).count();
    if count == 1 {
        cells[from].column = first;
        return;
    }
    let parts: Vec<&str> = cells[from..from + count].iter().map(|cell| cell.text.trim()).collect();
    let letters = parts.iter().all(|part| part.chars().count() <= 1);
    let text: Arc<str> = parts.join(if letters { "" } else { " " }).into();
    let struck = cells[from..from + count].iter().all(|cell| cell.struck);
    cells[from] = RawCell {
        column: first,
        text,
        kind: CellKind::Text,
        struck,
    };
    cells.drain(from + 1..from + count);
}
