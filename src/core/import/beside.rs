//! Tables that stand side by side on one sheet: パソコン on the left, ネットワーク機器 on the right.
//!
//! Owns: telling that there are two, and cutting the sheet between them. Refuses to know: what the tables mean.
//! Invariants: every cell goes into exactly one of the parts; one table with an empty column in it stays one.

use std::collections::BTreeSet;

use super::headers::{self, HeaderKeys};
use super::reader::{Merge, RawRow, RawSheet};
use crate::core::catalogue::{Column, RegisterId, Shown};
use crate::core::parse::header_key;

/// Fewest fields that each of two tables must know.
const FEWEST: usize = 3;
/// Rows with content in which headers side by side are looked for.
const ROWS: usize = 60;

/// The sheet, or its parts from left to right.
pub(super) fn parts(sheet: RawSheet) -> Vec<RawSheet> {
    let found = (0..sheet.rows.len().min(ROWS)).find_map(|at| cuts(&sheet, at));
    let Some(cuts) = found else { return vec![sheet] };
    let from = [0].into_iter().chain(cuts.iter().copied());
    let to = cuts.iter().copied().chain([u32::MAX]);
    from.zip(to).map(|(from, to)| window(&sheet, from, to)).collect()
}

/// The columns at which further tables begin, if the row is a header of several.
fn cuts(sheet: &RawSheet, at: usize) -> Option<Vec<u32>> {
    let row = &sheet.rows[at];
    if row.cells.len() < 2 * FEWEST {
        return None;
    }
    // Worked out once: most rows that are looked at are no headers.
    let keys: Vec<HeaderKeys> = row.cells.iter().map(|cell| HeaderKeys::of(&cell.text)).collect();
    let is_name = |keys: &&HeaderKeys| usual().any(|register| headers::lookup_keys(register, keys).is_some());
    if keys.iter().filter(is_name).count() < 2 * FEWEST {
        return None;
    }
    let plain: Vec<String> = row.cells.iter().map(|cell| header_key(&cell.text)).collect();
    let mut cuts = Vec::new();
    let mut from = 0;
    for next in 1..row.cells.len() {
        if next - from < FEWEST || row.cells.len() - next < FEWEST {
            continue;
        }
        let end = reach(sheet, row, row.cells[next - 1].column);
        let gap = end + 1..row.cells[next].column;
        // The same headers again need no gap: a list in two columns of the page.
        let again = plain[next..].starts_with(&plain[from..next]);
        if (again || !gap.is_empty())
            && are_two(&keys[from..next], &keys[next..])
            && (again || is_empty(sheet, at, &gap))
        {
            cuts.push(row.cells[next].column);
            from = next;
        }
    }
    (!cuts.is_empty()).then_some(cuts)
}

/// Whether two groups of headers are two tables: both know enough, and the right one begins anew.
fn are_two(left: &[HeaderKeys], right: &[HeaderKeys]) -> bool {
    let (Some((register, one)), Some((other, two))) = (best(left), best(right)) else {
        return false;
    };
    if one.len() < FEWEST || two.len() < FEWEST || !names(register, &one) || !names(other, &two) {
        return false;
    }
    let here = known(register, right);
    if register == other {
        !one.is_disjoint(&two)
    } else {
        here.len() < FEWEST || !one.is_disjoint(&here)
    }
}

/// Whether a record could be told by these columns: 担当 and 日付 for a second time are no second table.
fn names(register: RegisterId, columns: &BTreeSet<Column>) -> bool {
    let keys = register.named_by.iter().chain(register.matched_by);
    let mut fields = keys.filter_map(|key| register.field_index(key)).map(Column::Field);
    fields.any(|column| columns.contains(&column))
}

fn usual() -> impl Iterator<Item = RegisterId> {
    RegisterId::all().filter(|register| register.shown != Shown::Inner)
}

/// The register that knows most of the headers.
fn best(keys: &[HeaderKeys]) -> Option<(RegisterId, BTreeSet<Column>)> {
    let found = usual().map(|register| (register, known(register, keys)));
    found.max_by_key(|(register, known)| (known.len(), std::cmp::Reverse(register.index())))
}

fn known(register: RegisterId, keys: &[HeaderKeys]) -> BTreeSet<Column> {
    let found = keys.iter().filter_map(|keys| headers::lookup_keys(register, keys));
    found.map(|(column, _)| column).collect()
}

/// The last column that a header cell takes.
fn reach(sheet: &RawSheet, row: &RawRow, column: u32) -> u32 {
    let over = |merge: &&Merge| merge.columns.0 == column && (merge.rows.0..=merge.rows.1).contains(&row.number);
    sheet.merges.iter().find(over).map_or(column, |merge| merge.columns.1)
}

/// Whether nothing stands in these columns from the header on.
fn is_empty(sheet: &RawSheet, at: usize, gap: &std::ops::Range<u32>) -> bool {
    let cells = sheet.rows[at..].iter().flat_map(|row| &row.cells);
    !cells.into_iter().any(|cell| gap.contains(&cell.column))
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
        .merges
        .iter()
        .filter(|merge| (from..to).contains(&merge.columns.0));
    RawSheet {
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        rows: rows.collect(),
        merges: merges
            .map(|merge| Merge {
                rows: merge.rows,
                columns: (merge.columns.0, merge.columns.1.min(to - 1)),
            })
            .collect(),
        hidden_columns: sheet.hidden_columns.clone(),
    }
}
