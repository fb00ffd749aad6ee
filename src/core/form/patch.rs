//! New cells in the bytes of one sheet part; every other byte as it was.
//!
//! Owns: where a row or a cell is put in. Refuses to know: why.
//! Invariant: outside the replaced and inserted elements the part is equal byte for byte.

use std::collections::BTreeMap;

use super::CellRef;
use super::rows::Sheet;

/// The new inside of one cell.
pub(super) struct NewCell {
    /// Style number to keep.
    pub style: usize,
    /// Attributes after `r` and `s`, such as ` t="inlineStr"`.
    pub kind: &'static str,
    /// XML between the tags.
    pub inner: String,
}

/// Why a sheet cannot be written into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PatchError {
    NoSheetData,
    /// Rows or cells do not say where they stand.
    Unordered,
}

/// `text` is the part from where the tree's places count.
pub(super) fn apply(text: &str, sheet: &Sheet, cells: &BTreeMap<CellRef, NewCell>) -> Result<String, PatchError> {
    let data = sheet.data.clone().ok_or(PatchError::NoSheetData)?;
    if !sheet.is_ordered {
        return Err(PatchError::Unordered);
    }
    let prefix = &data.prefix;
    // Place, length taken out, what comes in; in the order of the part.
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    let mut by_row: BTreeMap<u32, Vec<(CellRef, &NewCell)>> = BTreeMap::new();
    for (place, cell) in cells {
        by_row.entry(place.row).or_default().push((*place, cell));
    }
    let mut new_rows: BTreeMap<usize, String> = BTreeMap::new();
    for (number, list) in by_row {
        let Some(row) = sheet.rows.get(&number) else {
            let at = sheet.rows.range(number..).next().map(|(_, later)| later.start);
            let cells: String = list.iter().map(|(place, cell)| element(prefix, *place, cell)).collect();
            let row = format!("<{prefix}row r=\"{number}\">{cells}</{prefix}row>");
            let closing = || data.inner + text[data.inner..data.end].rfind("</").unwrap_or(0);
            let at = at.unwrap_or_else(closing);
            new_rows.entry(at).or_default().push_str(&row);
            continue;
        };
        if row.inner == row.end {
            // `<row r="5"/>` has to be opened.
            let tag = text[row.start..row.end].trim_end_matches("/>").trim_end();
            let cells: String = list.iter().map(|(place, cell)| element(prefix, *place, cell)).collect();
            edits.push((row.start, row.end - row.start, format!("{tag}>{cells}</{prefix}row>")));
            continue;
        }
        let mut added: BTreeMap<usize, String> = BTreeMap::new();
        for (place, cell) in list {
            let xml = element(prefix, place, cell);
            match row.cells.get(&place.column) {
                Some(old) => edits.push((old.start, old.end - old.start, xml)),
                None => {
                    let later = row.cells.range(place.column..).next().map(|(_, later)| later.start);
                    let last = row.cells.values().next_back().map_or(row.inner, |last| last.end);
                    added.entry(later.unwrap_or(last)).or_default().push_str(&xml);
                }
            }
        }
        edits.extend(added.into_iter().map(|(at, xml)| (at, 0, xml)));
    }
    if data.inner == data.end && !new_rows.is_empty() {
        let tag = text[data.start..data.end].trim_end_matches("/>").trim_end();
        let rows: String = new_rows.into_values().collect();
        edits.push((
            data.start,
            data.end - data.start,
            format!("{tag}>{rows}</{prefix}sheetData>"),
        ));
    } else {
        edits.extend(new_rows.into_iter().map(|(at, xml)| (at, 0, xml)));
    }
    // What is put in before a cell comes before what replaces the cell.
    edits.sort_by_key(|(at, taken, _)| (*at, *taken));
    let mut out = String::with_capacity(text.len() + 256 * edits.len());
    let mut done = 0;
    for (at, taken, xml) in edits {
        out.push_str(&text[done..at]);
        out.push_str(&xml);
        done = at + taken;
    }
    out.push_str(&text[done..]);
    Ok(out)
}

fn element(prefix: &str, place: CellRef, cell: &NewCell) -> String {
    let style = if cell.style == 0 {
        String::new()
    } else {
        format!(" s=\"{}\"", cell.style)
    };
    format!(
        "<{prefix}c r=\"{place}\"{style}{}>{}</{prefix}c>",
        cell.kind, cell.inner
    )
}
