//! What only shows when a whole table is looked at: lost zeros, and rows that stand for several things.
//!
//! Owns: comparing a cell with its column. Refuses to know: the ledger.
//! Invariant: only problems are added; no text is changed.

use std::collections::HashMap;

use super::ColumnTarget;
use super::draft::{Draft, kind_of};
use super::reader::{CellKind, RawSheet};
use super::sets;
use super::table::Found;
use crate::core::catalogue::{Column, FieldKind, RegisterId, tokens};
use crate::core::model::Problem;
use crate::core::parse::{fold, is_plain_japanese};

pub(super) fn add(sheet: &RawSheet, table: &Found, drafts: &mut [Draft]) {
    // Made when the first doubt turns up; most files have none.
    let mut by_row: Option<HashMap<u32, usize>> = None;
    for column in &table.columns {
        let ColumnTarget::To(target) = &column.target else {
            continue;
        };
        let doubts = missing_zeros(sheet, table, column.at, target)
            .into_iter()
            .map(|row| (row, Problem::MissingZeros))
            .chain(
                several(sheet, table, column.at, target, &column.header)
                    .into_iter()
                    .map(|row| (row, Problem::SeveralInOne)),
            );
        for (row, problem) in doubts {
            let by_row = by_row.get_or_insert_with(|| {
                let rows = drafts.iter().enumerate();
                rows.flat_map(|(at, draft)| draft.rows.iter().map(move |row| (*row, at)))
                    .collect()
            });
            if let Some(&at) = by_row.get(&row) {
                drafts[at].problems.push((target.clone(), problem));
            }
        }
    }
}

/// Rows whose number is shorter than its neighbours that begin with 0: 001, 002, 3.
fn missing_zeros(sheet: &RawSheet, table: &Found, at: u32, target: &Column) -> Vec<u32> {
    if kind_of(table.register, target) != FieldKind::Text {
        return Vec::new();
    }
    // Rows whose cell is a number, its digits, and whether it begins with 0.
    let numbers: Vec<(u32, usize, bool)> = table
        .rows
        .iter()
        .filter_map(|&row| {
            let cell = sheet.rows[row].cell(at)?;
            // Most cells of a ledger are no numbers; folding them all would be most of the work.
            if cell.text.len() > 60 || !may_be_number(cell.text.trim()) {
                return None;
            }
            let text = fold(&cell.text);
            let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            is_number.then(|| {
                (
                    sheet.rows[row].number,
                    text.len(),
                    text.len() >= 2 && text.starts_with('0'),
                )
            })
        })
        .collect();
    let Some(width) = numbers
        .iter()
        .find(|(.., padded)| *padded)
        .map(|(_, digits, _)| *digits)
    else {
        return Vec::new();
    };
    // Numbers of several lengths with zeros are no series.
    if numbers.iter().any(|(_, digits, padded)| *padded && *digits != width) {
        return Vec::new();
    }
    numbers
        .into_iter()
        .filter(|(_, digits, padded)| *digits < width && !padded)
        .map(|(row, ..)| row)
        .collect()
}

/// Whether a text may fold to digits alone. An ASCII letter that is no digit stays one; kana and kanji do too.
fn may_be_number(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    !is_plain_japanese(first) && first.is_numeric() && !text.bytes().any(|b| b.is_ascii() && !b.is_ascii_digit())
}

/// Rows of devices that stand for several: 一式, 4台, a quantity above one, several numbers.
fn several(sheet: &RawSheet, table: &Found, at: u32, target: &Column, header: &str) -> Vec<u32> {
    if table.register != RegisterId::DEVICE {
        return Vec::new();
    }
    let is_quantity = sets::is_quantity(header);
    let key = match target {
        Column::Field(field) => table.register.fields[*field].key,
        _ => "",
    };
    let is_number = key == "management_no";
    if !(is_quantity || is_number || matches!(key, "name" | "model" | "kind" | "computer_name")) {
        return Vec::new();
    }
    table
        .rows
        .iter()
        .filter_map(|&row| {
            let row = &sheet.rows[row];
            let cell = row.cell(at)?;
            // Counters and sets are Japanese words: without one of their letters only a number or a run can speak.
            if cell.text.is_ascii() && !is_quantity && !cell.text.contains(['~', '\n', ',']) {
                return None;
            }
            let says = matches!(cell.kind, CellKind::Text | CellKind::Number)
                && (is_set(&fold(&cell.text))
                    || (is_quantity && sets::quantity(&cell.text).is_some_and(|count| count > 1))
                    || (is_number && sets::numbers(&cell.text).is_some()));
            says.then_some(row.number)
        })
        .collect()
}

/// `一式`, `PC 4台`; 2台目 is the second of them.
fn is_set(text: &str) -> bool {
    if tokens::SET_OF_THINGS.iter().any(|word| text.contains(word)) {
        return true;
    }
    tokens::COUNTERS.iter().any(|counter| {
        text.match_indices(counter).any(|(at, _)| {
            let behind = &text[at + counter.len()..];
            let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
            let number: u32 = text[at - digits..at].parse().unwrap_or(0);
            number > 1 && digits <= 3 && !sets::is_ordinal(behind)
        })
    }) || sets::counted(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_things_are_told_from_one() {
        for (text, want) in [
            ("モニター一式", true),
            ("デスクトップPC 4台", true),
            ("PC(3台)", true),
            ("2台目のPC", false),
            ("1台", false),
            ("機器台帳", false),
            ("タブレット", false),
            ("2025年式", false),
            ("5本組", true),
        ] {
            assert_eq!(is_set(&fold(text)), want, "{text}");
        }
    }
}
