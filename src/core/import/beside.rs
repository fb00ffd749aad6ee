//! Tables that stand side by side on one sheet: パソコン on the left, ネットワーク機器 on the right.
//!
//! Owns: telling that there are two, and cutting the sheet between them. Refuses to know: what the tables mean.
//! Invariants: every cell goes into exactly one of the parts; one table with an empty column in it stays one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::headers::Heading;
use super::reader::{Around, Merge, RawRow, RawSheet};
use crate::core::catalogue::{Column, RegisterId, Shown};
use crate::core::parse::header_key;

/// Fewest fields that each of two tables must know.
const FEWEST: usize = 3;
/// Rows with content in which headers side by side are looked for.
const ROWS: usize = 60;
/// Most cells of a row of headers side by side: five ledgers of 30 columns fit, and a wider row is one wide table.
const WIDEST: usize = 150;

/// The sheet, or its parts from left to right.
pub(super) fn parts(sheet: RawSheet) -> Vec<RawSheet> {
    let rows = 0..sheet.rows.len().min(ROWS);
    let headers: Vec<(usize, Vec<Name>)> = rows
        .filter_map(|at| Some((at, names(&sheet, &sheet.rows[at])?)))
        .collect();
    if headers.is_empty() {
        return vec![sheet];
    }
    let last_rows = last_rows(&sheet);
    let found = headers.iter().find_map(|(at, names)| cuts(names, *at, &last_rows));
    let Some(cuts) = found else { return vec![sheet] };
    let from = [0].into_iter().chain(cuts.iter().copied());
    let to = cuts.iter().copied().chain([u32::MAX]);
    from.zip(to).map(|(from, to)| window(&sheet, from, to)).collect()
}

/// A cell of a row that may be a header.
struct Name {
    /// The first and the last column it takes.
    columns: (u32, u32),
    key: String,
    /// What it means in each register that knows it.
    known: Vec<(RegisterId, Column)>,
}

/// The row as headers, where it knows enough of them for two tables: most rows do not.
fn names(sheet: &RawSheet, row: &RawRow) -> Option<Vec<Name>> {
    if !(2 * FEWEST..=WIDEST).contains(&row.cells.len()) {
        return None;
    }
    let known = row.cells.iter().map(|cell| {
        let heading = Heading::of(&cell.text);
        let known = usual().filter_map(|register| Some((register, heading.known(register)?.0)));
        known.collect()
    });
    let known: Vec<Vec<(RegisterId, Column)>> = known.collect();
    if known.iter().filter(|known| !known.is_empty()).count() < 2 * FEWEST {
        return None;
    }
    let ends: BTreeMap<u32, u32> = sheet.merged_in(row.number).collect();
    let names = row.cells.iter().zip(known).map(|(cell, known)| Name {
        columns: (cell.column, ends.get(&cell.column).copied().unwrap_or(cell.column)),
        key: header_key(&cell.text),
        known,
    });
    Some(names.collect())
}

/// For each column the last row, by its place in the sheet, in which something stands.
fn last_rows(sheet: &RawSheet) -> BTreeMap<u32, usize> {
    let mut last = BTreeMap::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        for cell in &row.cells {
            last.insert(cell.column, at);
        }
    }
    last
}

/// The columns at which further tables begin, if the row is a header of several.
fn cuts(names: &[Name], at: usize, last_rows: &BTreeMap<u32, usize>) -> Option<Vec<u32>> {
    let mut cuts = Vec::new();
    let mut from = 0;
    for next in 1..names.len() {
        if next - from < FEWEST || names.len() - next < FEWEST {
            continue;
        }
        let gap = names[next - 1].columns.1 + 1..names[next].columns.0;
        // The same headers again need no gap: a list in two columns of the page.
        let (left, right) = (&names[from..next], &names[next..]);
        let again = right.len() >= left.len() && left.iter().zip(right).all(|(one, two)| one.key == two.key);
        if (again || is_empty(&gap, at, last_rows)) && are_two(left, right) {
            cuts.push(names[next].columns.0);
            from = next;
        }
    }
    (!cuts.is_empty()).then_some(cuts)
}

/// Whether two groups of headers are two tables: both know enough, and the right one begins anew.
fn are_two(left: &[Name], right: &[Name]) -> bool {
    let (mut here, there) = (known(left), known(right));
    let (Some((register, one)), Some((other, two))) = (best(&here), best(&there)) else {
        return false;
    };
    if one.len() < FEWEST || two.len() < FEWEST || !names_a_record(register, one) || !names_a_record(other, two) {
        return false;
    }
    if register == other {
        return !one.is_disjoint(two);
    }
    let one = here.remove(&register).unwrap_or_default();
    let again = there.get(&register);
    again.is_none_or(|again| again.len() < FEWEST || !one.is_disjoint(again))
}

/// Whether a record could be told by these columns: 担当 and 日付 for a second time are no second table.
fn names_a_record(register: RegisterId, columns: &BTreeSet<Column>) -> bool {
    let keys = register.named_by.iter().chain(register.matched_by);
    let mut fields = keys.filter_map(|key| register.field_index(key)).map(Column::Field);
    fields.any(|column| columns.contains(&column))
}

fn usual() -> impl Iterator<Item = RegisterId> {
    RegisterId::all().filter(|register| register.shown != Shown::Inner)
}

/// The columns that each register knows among the headers.
fn known(names: &[Name]) -> BTreeMap<RegisterId, BTreeSet<Column>> {
    let mut known: BTreeMap<RegisterId, BTreeSet<Column>> = BTreeMap::new();
    for (register, column) in names.iter().flat_map(|name| &name.known) {
        known.entry(*register).or_default().insert(column.clone());
    }
    known
}

/// The register that knows most of the headers.
fn best(known: &BTreeMap<RegisterId, BTreeSet<Column>>) -> Option<(RegisterId, &BTreeSet<Column>)> {
    let found = known.iter().map(|(register, columns)| (*register, columns));
    found.max_by_key(|(register, columns)| (columns.len(), std::cmp::Reverse(register.index())))
}

/// Whether there is a gap, and nothing stands in it from the header on.
fn is_empty(gap: &Range<u32>, at: usize, last_rows: &BTreeMap<u32, usize>) -> bool {
    !gap.is_empty() && last_rows.range(gap.clone()).all(|(_, last)| *last < at)
}

fn window(sheet: &RawSheet, from: u32, to: u32) -> RawSheet {
    let rows = sheet.rows.iter().filter_map(|row| {
        let inside = |cell: &&super::reader::RawCell| (from..to).contains(&cell.column);
        let cells: Vec<_> = row.cells.iter().filter(inside).cloned().collect();
        (!cells.is_empty()).then_some(RawRow {
            number: row.number,
            hidden: row.hidden,
            cells,
        })
    });
    let merges = sheet
        .around
        .merges
        .iter()
        .filter(|merge| (from..to).contains(&merge.columns.0));
    let merges = merges.map(|merge| Merge {
        rows: merge.rows,
        columns: (merge.columns.0, merge.columns.1.min(to - 1)),
    });
    let comments = sheet.around.comments.iter();
    let comments = comments.filter(|(_, column)| (from..to).contains(column));
    RawSheet {
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        rows: rows.collect(),
        around: Around {
            merges: merges.collect(),
            hidden_columns: sheet.around.hidden_columns.clone(),
            comments: comments.copied().collect(),
        },
    }
}
