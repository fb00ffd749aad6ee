//! Cards (項目｜値, one device a sheet, or several beside and below each other), forms (質問｜回答), and tables that lie on
//! their side: labels down a column, a device in each column to the right.
//!
//! Invariant: one card is one record; a value is never read into the card beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Memo, RowReader, value_right};
use super::headers;
use super::planner::left;
use super::reader::{RawCell, RawRow, RawSheet};
use super::table::outside;
use super::{ColumnTarget, DropReason, How, Layout, NotTaken, NotTakenReason, PlanColumn, PlanTable};
use crate::core::catalogue::{Column, RegisterId, Shown, tokens};
use crate::core::parse::header_key;

/// Fewest labels that must be known before a sheet counts as a card.
const FEWEST: usize = 4;
/// Fewest labels that two columns must share before they are columns of two cards.
const SHARED: usize = 3;

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
        .max_by_key(|(pairs, register)| (targets(pairs).len(), std::cmp::Reverse(register.index())));
    let (pairs, register) = best?;
    if targets(&pairs).len() < FEWEST {
        return None;
    }
    let mut taken = Taken {
        sheet,
        register,
        columns: Vec::new(),
        used: BTreeSet::new(),
        memo: Memo::default(),
    };
    let form = pairs.iter().any(|pair| pair.asked);
    let first = pairs.first().map_or(1, |pair| pair.row.number);
    let drafts = match on_its_side(sheet, register, &pairs) {
        Some((labels, devices)) => taken.on_its_side(labels, &devices, &pairs),
        None => {
            let cards = cards(pairs);
            let drafts = cards.iter().map(|card| taken.card(card));
            let drafts: Vec<Draft> = drafts.collect();
            let names: Vec<Vec<u32>> = cards.iter().map(|card| label_columns(card)).collect();
            taken.unknown(&cards, &names, drafts)
        }
    };
    let mut not_taken = Vec::new();
    let used: BTreeSet<u32> = taken.used.iter().map(|(row, _)| *row).collect();
    for row in sheet.rows.iter().filter(|row| !used.contains(&row.number)) {
        let secret = row.cells.iter().find(|cell| tokens::is_secret_header(&cell.text));
        if let Some(cell) = secret {
            taken.columns.push(PlanColumn {
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
    let table = PlanTable {
        sheet: sheet.name.clone(),
        register,
        layout: if form { Layout::Form } else { Layout::Vertical },
        header_rows: vec![first.saturating_sub(1).max(1)],
        columns: taken.columns,
        profile: None,
        defaults: Vec::new(),
    };
    Some(Card {
        table,
        drafts,
        not_taken,
    })
}

#[derive(Clone)]
struct Pair<'a> {
    row: &'a RawRow,
    label_at: u32,
    label: String,
    target: Column,
    /// The label is a question or numbered, not a bare field name.
    asked: bool,
}

fn targets<'p>(pairs: &'p [Pair<'_>]) -> BTreeSet<&'p Column> {
    pairs.iter().map(|pair| &pair.target).collect()
}

fn label_columns(pairs: &[Pair<'_>]) -> Vec<u32> {
    let columns: BTreeSet<u32> = pairs.iter().map(|pair| pair.label_at).collect();
    columns.into_iter().collect()
}

/// Columns in which labels stand one below the other: what stands there is never the value of a label to its left.
fn columns_of_labels(sheet: &RawSheet, register: RegisterId) -> BTreeSet<u32> {
    let mut known: BTreeMap<u32, BTreeSet<Column>> = BTreeMap::new();
    for row in &sheet.rows {
        for cell in &row.cells {
            if let Some((column, _)) = headers::lookup(register, &cell.text) {
                known.entry(cell.column).or_default().insert(column);
            }
        }
    }
    let labels = known.into_iter().filter(|(_, labels)| labels.len() >= SHARED);
    labels.map(|(at, _)| at).collect()
}

/// Every label with a value to its right, in the order of the rows.
fn pairs(sheet: &RawSheet, register: RegisterId) -> Vec<Pair<'_>> {
    let labels = columns_of_labels(sheet, register);
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    for row in &sheet.rows {
        let mut skip_to = 0;
        for cell in &row.cells {
            if cell.column < skip_to || tokens::is_secret_header(&cell.text) {
                continue;
            }
            let Some(value) = value_right(row, cell.column).filter(|value| !labels.contains(&value.column)) else {
                continue;
            };
            let exact = headers::lookup(register, &cell.text).map(|(column, _)| column);
            let asked = exact.is_none();
            let Some(target) = exact.or_else(|| headers::question(register, &cell.text)) else {
                continue;
            };
            // A question that was answered before is another question with the same words in it.
            if asked && pairs.iter().any(|pair| pair.target == target) {
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
    // A label's own name goes before a text that only has the name in it.
    let exact: Vec<Column> = pairs
        .iter()
        .filter(|pair| !pair.asked)
        .map(|pair| pair.target.clone())
        .collect();
    pairs.retain(|pair| !pair.asked || !exact.contains(&pair.target));
    pairs
}

/// The labels of each card. Labels that come again are those of further cards, where enough of them do.
fn cards(pairs: Vec<Pair<'_>>) -> Vec<Vec<Pair<'_>>> {
    let mut counts: BTreeMap<&Column, usize> = BTreeMap::new();
    for pair in &pairs {
        *counts.entry(&pair.target).or_default() += 1;
    }
    let again = counts.values().filter(|count| **count > 1).count();
    if again < SHARED {
        let mut card: Vec<Pair<'_>> = Vec::new();
        for pair in pairs {
            if !card.iter().any(|known| known.target == pair.target) {
                card.push(pair);
            }
        }
        return vec![card];
    }
    // Columns of labels that say the same belong to cards beside each other, others to one card.
    let mut stacks: Vec<(BTreeSet<Column>, Vec<u32>)> = Vec::new();
    for at in label_columns(&pairs) {
        let mine: BTreeSet<Column> = pairs
            .iter()
            .filter(|pair| pair.label_at == at)
            .map(|pair| pair.target.clone())
            .collect();
        let fits = |(known, _): &&mut (BTreeSet<Column>, Vec<u32>)| known.intersection(&mine).count() < SHARED;
        match stacks.iter_mut().find(fits) {
            Some((known, columns)) => {
                known.extend(mine);
                columns.push(at);
            }
            None => stacks.push((mine, vec![at])),
        }
    }
    let mut cards: Vec<Vec<Pair<'_>>> = Vec::new();
    for (_, columns) in stacks {
        let mut card: Vec<Pair<'_>> = Vec::new();
        for pair in pairs.iter().filter(|pair| columns.contains(&pair.label_at)) {
            if card.iter().any(|known| known.target == pair.target) {
                cards.push(std::mem::take(&mut card));
            }
            card.push(pair.clone());
        }
        cards.push(card);
    }
    cards.sort_by_key(|card| card.first().map(|pair| (pair.row.number, pair.label_at)));
    cards
}

/// Labels in one column and a device in each of the columns behind it: that column, and those of the devices.
fn on_its_side(sheet: &RawSheet, register: RegisterId, pairs: &[Pair<'_>]) -> Option<(u32, Vec<u32>)> {
    let [labels] = label_columns(pairs)[..] else {
        return None;
    };
    let identity: Vec<Column> = register
        .named_by
        .iter()
        .chain(register.matched_by)
        .filter_map(|key| register.field_index(key))
        .map(Column::Field)
        .collect();
    let mut filled: BTreeMap<u32, (usize, bool)> = BTreeMap::new();
    for pair in pairs {
        for cell in pair.row.cells.iter().filter(|cell| cell.column > labels) {
            let (count, named) = filled.entry(cell.column).or_default();
            *count += 1;
            *named |= identity.contains(&pair.target);
        }
    }
    let first = pairs.first()?.row.number;
    let is_remark = |at: u32| {
        let above = sheet.rows.iter().rev().find(|row| row.number < first);
        above
            .and_then(|row| row.cell(at))
            .is_some_and(|cell| tokens::REMARK_COLUMNS.contains(&header_key(&cell.text).as_str()))
    };
    let devices: Vec<u32> = filled
        .into_iter()
        .filter(|(at, (count, named))| *named && *count * 2 >= pairs.len() && !is_remark(*at))
        .map(|(at, _)| at)
        .collect();
    (devices.len() > 1).then_some((labels, devices))
}

/// What was read so far.
struct Taken<'a> {
    sheet: &'a RawSheet,
    register: RegisterId,
    columns: Vec<PlanColumn>,
    /// Row and column of every cell that was understood.
    used: BTreeSet<(u32, u32)>,
    memo: Memo,
}

impl<'a> Taken<'a> {
    fn card(&mut self, pairs: &[Pair<'_>]) -> Draft {
        let first = pairs.first().map_or(1, |pair| pair.row.number);
        let mut reader = RowReader::new(self.register, first, pairs.len());
        for pair in pairs {
            reader.at_row(pair.row.number);
            self.column(pair.label_at, &pair.label, pair.target.clone(), How::Label);
            self.used.insert((pair.row.number, pair.label_at));
            if let Some(value) = value_right(pair.row, pair.label_at) {
                self.used.insert((pair.row.number, value.column));
                reader.take(value.column, value, &pair.target, None, &mut self.memo);
            }
        }
        let rows: BTreeSet<u32> = pairs.iter().map(|pair| pair.row.number).collect();
        let mut draft = reader.finish();
        draft.rows = rows.into_iter().collect();
        draft
    }

    /// A label nobody knows, in the column of a card's labels, keeps its value under its own name.
    fn unknown(&mut self, cards: &[Vec<Pair<'_>>], names: &[Vec<u32>], mut drafts: Vec<Draft>) -> Vec<Draft> {
        let sheet = self.sheet;
        let labels = columns_of_labels(sheet, self.register);
        for row in &sheet.rows {
            for label in &row.cells {
                if self.used.contains(&(row.number, label.column)) || tokens::is_secret_header(&label.text) {
                    continue;
                }
                // The last card that begins above it, among those with labels in this column.
                let of = (0..cards.len()).rev().find(|&at| {
                    let begins = cards[at].first().map_or(u32::MAX, |pair| pair.row.number);
                    names[at].contains(&label.column) && begins < row.number
                });
                let (Some(of), Some(value)) = (of, value_right(row, label.column)) else {
                    continue;
                };
                if self.used.contains(&(row.number, value.column)) || labels.contains(&value.column) {
                    continue;
                }
                // Of two labels of one name in a card both stay.
                let name = label.text.trim();
                let same = |name: &str| drafts[of].content.custom.contains_key(name);
                let name = if same(name) {
                    format!("{name} {}", row.number)
                } else {
                    name.to_owned()
                };
                let target = Column::Custom(name.as_str().into());
                let mut reader = RowReader::new(self.register, row.number, 1);
                reader.take(value.column, value, &target, None, &mut self.memo);
                let read = reader.finish();
                self.column(label.column, label.text.trim(), target, How::Unknown);
                self.used
                    .extend([(row.number, label.column), (row.number, value.column)]);
                let draft = &mut drafts[of];
                for (header, entry) in read.content.custom {
                    draft.content.set_custom(&header, entry);
                }
                draft.problems.extend(read.problems);
                draft.raw.extend(read.raw);
                if !draft.rows.contains(&row.number) {
                    draft.rows.push(row.number);
                    draft.rows.sort_unstable();
                }
            }
        }
        drafts
    }

    fn column(&mut self, at: u32, header: &str, target: Column, how: How) {
        let target = ColumnTarget::To(target);
        // The same label of another card is the same column.
        if !self.columns.iter().any(|known| known.target == target) {
            self.columns.push(PlanColumn {
                at,
                header: header.to_owned(),
                target,
                how,
            });
        }
    }

    /// A record for each column of values.
    fn on_its_side(&mut self, labels: u32, devices: &[u32], pairs: &[Pair<'_>]) -> Vec<Draft> {
        let mut readers: Vec<(u32, RowReader, Vec<u32>)> = Vec::new();
        let known = |row: &RawRow| {
            let pair = pairs.iter().find(|pair| pair.row.number == row.number);
            pair.map(|pair| pair.target.clone())
        };
        let first = self.sheet.rows.iter().find(|row| known(row).is_some());
        let first = first.map_or(1, |row| row.number);
        let mut taken: BTreeSet<Column> = BTreeSet::new();
        let mut lines: Vec<(&'a RawRow, &'a RawCell, Column, How)> = Vec::new();
        for row in self.sheet.rows.iter().filter(|row| row.number >= first) {
            let Some(label) = row.cell(labels).filter(|label| !tokens::is_secret_header(&label.text)) else {
                continue;
            };
            let own = || (Column::Custom(label.text.trim().into()), How::Unknown);
            let (target, how) = known(row).map_or_else(own, |column| (column, How::Label));
            let (target, how) = if taken.insert(target.clone()) {
                (target, how)
            } else {
                own()
            };
            lines.push((row, label, target, how));
        }
        for &at in devices {
            readers.push((at, RowReader::new(self.register, first, lines.len()), Vec::new()));
        }
        for (row, label, target, how) in lines {
            let mut any = false;
            for (at, reader, rows) in &mut readers {
                let Some(cell) = self.value(row, *at) else { continue };
                any = true;
                reader.at_row(row.number);
                reader.take(*at, cell, &target, None, &mut self.memo);
                rows.push(row.number);
                self.used.insert((row.number, *at));
            }
            if any {
                self.used.insert((row.number, label.column));
                self.column(label.column, label.text.trim(), target, how);
            }
        }
        let drafts = readers.into_iter().map(|(_, reader, rows)| {
            let mut draft = reader.finish();
            draft.rows = rows;
            draft
        });
        drafts.collect()
    }

    /// A cell, or what is merged over it from the device to its left.
    fn value(&self, row: &'a RawRow, at: u32) -> Option<&'a RawCell> {
        row.cell(at).or_else(|| {
            let over = self.sheet.merges.iter().find(|merge| {
                (merge.rows.0..=merge.rows.1).contains(&row.number) && (merge.columns.0..=merge.columns.1).contains(&at)
            });
            over.and_then(|merge| row.cell(merge.columns.0))
        })
    }
}
