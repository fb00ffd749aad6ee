//! Cards (項目｜値, one device a sheet) and forms (質問｜回答): labels down a column, values to the right.

use std::collections::BTreeSet;

use super::draft::{Draft, Memo, RowReader, value_right};
use super::headers;
use super::planner::left;
use super::reader::{RawRow, RawSheet};
use super::table::outside;
use super::{ColumnTarget, DropReason, How, Layout, NotTaken, NotTakenReason, PlanColumn, PlanTable};
use crate::core::catalogue::{Column, RegisterId, Shown, tokens};
use crate::core::parse::header_key;

/// Fewest labels that must be known before a sheet counts as a card.
const FEWEST: usize = 4;

pub(super) struct Card {
    pub table: PlanTable,
    pub drafts: Vec<Draft>,
    pub not_taken: Vec<NotTaken>,
}

/// Rows with content of the longest card or form; a longer sheet is a list.
const ROWS: usize = 500;

pub(super) fn read(sheet: &RawSheet) -> Option<Card> {
    if sheet.rows.len() > ROWS {
        return None;
    }
    let best = RegisterId::all()
        .filter(|register| register.shown == Shown::Always)
        .map(|register| (pairs(sheet, register), register))
        .max_by_key(|(pairs, register)| {
            let distinct: BTreeSet<&Column> = pairs.iter().map(|pair| &pair.target).collect();
            (distinct.len(), std::cmp::Reverse(register.index()))
        });
    let (pairs, register) = best?;
    if pairs.iter().map(|pair| &pair.target).collect::<BTreeSet<_>>().len() < FEWEST {
        return None;
    }
    let form = pairs.iter().any(|pair| pair.asked);
    let first = pairs.first().map_or(1, |pair| pair.row.number);
    let mut columns = Vec::new();
    let mut not_taken = Vec::new();
    let mut used = BTreeSet::new();
    let mut memo = Memo::default();
    let mut reader: Option<RowReader> = None;
    let mut rows = Vec::new();
    for pair in &pairs {
        used.insert(pair.row.number);
        let reader = reader.get_or_insert_with(|| RowReader::new(register, pair.row.number, 16));
        reader.at_row(pair.row.number);
        if !rows.contains(&pair.row.number) {
            rows.push(pair.row.number);
        }
        columns.push(PlanColumn {
            at: pair.label_at,
            header: pair.label.clone(),
            target: ColumnTarget::To(pair.target.clone()),
            how: How::Label,
        });
        if let Some(value) = value_right(pair.row, pair.label_at) {
            reader.take(value.column, value, &pair.target, None, &mut memo);
        }
    }
    // A label nobody knows, in the labels' own column, keeps its value under its own name.
    let label_columns: BTreeSet<u32> = pairs.iter().map(|pair| pair.label_at).collect();
    for row in sheet
        .rows
        .iter()
        .filter(|row| row.number > first && !used.contains(&row.number))
        .collect::<Vec<_>>()
    {
        for label in row
            .cells
            .iter()
            .filter(|cell| label_columns.contains(&cell.column) && !tokens::is_secret_header(&cell.text))
        {
            if let (Some(value), Some(reader)) = (value_right(row, label.column), reader.as_mut()) {
                let target = Column::Custom(label.text.trim().into());
                reader.at_row(row.number);
                reader.take(value.column, value, &target, None, &mut memo);
                columns.push(PlanColumn {
                    at: label.column,
                    header: label.text.trim().to_owned(),
                    target: ColumnTarget::To(target),
                    how: How::Unknown,
                });
                used.insert(row.number);
                rows.push(row.number);
            }
        }
    }
    rows.sort_unstable();
    for row in sheet.rows.iter().filter(|row| !used.contains(&row.number)) {
        let secret = row.cells.iter().find(|cell| tokens::is_secret_header(&cell.text));
        if let Some(cell) = secret {
            columns.push(PlanColumn {
                at: cell.column,
                header: cell.text.to_string(),
                target: ColumnTarget::Dropped(DropReason::Secret),
                how: How::Label,
            });
        }
        let reason = match outside(row) {
            NotTakenReason::Title if row.number > first => {
                if row.cells.len() == 1 {
                    NotTakenReason::Group
                } else {
                    NotTakenReason::TooLittle
                }
            }
            other => other,
        };
        not_taken.push(left(&sheet.name, row, reason));
    }
    let mut draft = reader?.finish();
    draft.rows = rows;
    let table = PlanTable {
        sheet: sheet.name.clone(),
        register,
        layout: if form { Layout::Form } else { Layout::Vertical },
        header_rows: vec![first.saturating_sub(1).max(1)],
        columns,
        profile: None,
        defaults: Vec::new(),
    };
    Some(Card {
        table,
        drafts: vec![draft],
        not_taken,
    })
}

struct Pair<'a> {
    row: &'a RawRow,
    label_at: u32,
    label: String,
    target: Column,
    /// The label is a question or numbered, not a bare field name.
    asked: bool,
}

fn pairs(sheet: &RawSheet, register: RegisterId) -> Vec<Pair<'_>> {
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    for row in &sheet.rows {
        let mut skip_to = 0;
        for cell in &row.cells {
            if cell.column < skip_to || tokens::is_secret_header(&cell.text) {
                continue;
            }
            let Some(value) = value_right(row, cell.column) else {
                continue;
            };
            let exact = headers::lookup(register, &cell.text).map(|(column, _)| column);
            let asked = exact.is_none();
            let Some(target) = exact.or_else(|| headers::question(register, &cell.text)) else {
                continue;
            };
            if pairs.iter().any(|pair| pair.target == target) {
                continue;
            }
            skip_to = value.column + 1;
            pairs.push(Pair {
                row,
                label_at: cell.column,
                label: header_key(&cell.text),
                target,
                asked,
            });
        }
    }
    pairs
}
