//! Cards (項目｜値, one device a sheet, or several beside and below each other), forms (質問｜回答), and tables that lie on
//! their side: labels down a column, a device in each column to the right.
//!
//! Invariant: one card is one record; a value is never read into the card beside it.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Memo, RowReader, value_right};
use super::headers::{Heading, is_running};
use super::planner::left;
use super::questions::Question;
use super::reader::{RawCell, RawRow, RawSheet};
use super::table::outside;
use super::{ColumnTarget, DropReason, How, Layout, NotTaken, NotTakenReason, PlanColumn, PlanTable};
use crate::core::catalogue::{Column, RegisterId, Shown, secrets, tokens};
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

/// Rows with content of the longest card or form, and its cells; a longer sheet is a list.
const ROWS: usize = 500;
const CELLS: usize = 50_000;

pub(super) fn read(sheet: &RawSheet) -> Option<Card> {
    let cells: usize = sheet.rows.iter().map(|row| row.cells.len()).sum();
    if sheet.rows.len() > ROWS || cells > CELLS {
        return None;
    }
    let best = readings(sheet).into_iter().max_by_key(|reading| {
        (
            targets(&reading.pairs).len(),
            std::cmp::Reverse(reading.register.index()),
        )
    });
    let Reading {
        register,
        labels,
        pairs,
        ..
    } = best?;
    // Labels all in one row are the header of a table that nobody knows.
    let lines: BTreeSet<u32> = pairs.iter().map(|pair| pair.row.number).collect();
    if targets(&pairs).len() < FEWEST || lines.len() < 2 {
        return None;
    }
    let mut taken = Taken {
        sheet,
        register,
        columns: Vec::new(),
        named: BTreeSet::new(),
        used: BTreeSet::new(),
        memo: Memo::default(),
    };
    let form = pairs.iter().any(|pair| pair.asked);
    let first = pairs.first().map_or(1, |pair| pair.row.number);
    let drafts = match on_its_side(sheet, register, &pairs) {
        Some((labels, devices)) => taken.on_its_side(labels, &devices, &pairs),
        None => {
            let cards = cards(pairs);
            let drafts = cards.iter().map(|card| taken.card(&card.pairs));
            let drafts: Vec<Draft> = drafts.collect();
            taken.unknown(&cards, &labels, drafts)
        }
    };
    let mut not_taken = Vec::new();
    let used: BTreeSet<u32> = taken.used.iter().map(|(row, _)| *row).collect();
    for row in sheet.rows.iter().filter(|row| !used.contains(&row.number)) {
        let secret = row.cells.iter().find(|cell| secrets::is_secret_header(&cell.text));
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

/// A sheet read as the labels of one register.
struct Reading<'a> {
    register: RegisterId,
    /// Columns in which labels stand one below the other: what stands there is never the value of a label to its left.
    labels: BTreeSet<u32>,
    /// Every label with a value to its right, in the order of the rows.
    pairs: Vec<Pair<'a>>,
    known: BTreeSet<Column>,
}

/// The sheet as each register reads it.
fn readings(sheet: &RawSheet) -> Vec<Reading<'_>> {
    let registers: Vec<RegisterId> = RegisterId::all()
        .filter(|register| register.shown == Shown::Always)
        .collect();
    let mut readings: Vec<Reading<'_>> = columns_of_labels(sheet, &registers)
        .into_iter()
        .zip(&registers)
        .map(|(labels, register)| Reading {
            register: *register,
            labels,
            pairs: Vec::new(),
            known: BTreeSet::new(),
        })
        .collect();
    let asks = sheet.rows.iter().flat_map(|row| &row.cells).any(|cell| {
        let key = header_key(&cell.text);
        tokens::QUESTION_HEADS.contains(&key.as_str())
    });
    for row in &sheet.rows {
        let labels: Vec<Option<Label<'_>>> = row.cells.iter().map(|cell| Label::of(row, cell)).collect();
        for reading in &mut readings {
            reading.row(row, &labels, asks);
        }
    }
    for reading in &mut readings {
        reading.settle();
    }
    readings
}

fn columns_of_labels(sheet: &RawSheet, registers: &[RegisterId]) -> Vec<BTreeSet<u32>> {
    let mut known: Vec<BTreeMap<u32, BTreeSet<Column>>> = vec![BTreeMap::new(); registers.len()];
    for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
        let heading = Heading::of(&cell.text);
        for (register, known) in registers.iter().zip(&mut known) {
            if let Some((column, _)) = heading.known(*register) {
                known.entry(cell.column).or_default().insert(column);
            }
        }
    }
    let often = known.into_iter().map(|known| {
        let labels = known.into_iter().filter(|(_, labels)| labels.len() >= SHARED);
        labels.map(|(at, _)| at).collect()
    });
    often.collect()
}

/// A cell that may be a label, with the cell that may be its value.
struct Label<'a> {
    cell: &'a RawCell,
    value: u32,
    heading: Heading,
    question: OnceCell<Question>,
}

impl<'a> Label<'a> {
    fn of(row: &RawRow, cell: &'a RawCell) -> Option<Self> {
        let value = value_right(row, cell.column)?.column;
        (!secrets::is_secret_header(&cell.text)).then(|| Self {
            cell,
            value,
            heading: Heading::of(&cell.text),
            question: OnceCell::new(),
        })
    }
}

impl<'a> Reading<'a> {
    fn row(&mut self, row: &'a RawRow, labels: &[Option<Label<'_>>], asks: bool) {
        let mut skip_to = 0;
        for label in labels.iter().flatten() {
            if label.cell.column < skip_to || self.labels.contains(&label.value) {
                continue;
            }
            let exact = label.heading.known(self.register).map(|(column, _)| column);
            let asked = exact.is_none();
            let question = || {
                let question = label.question.get_or_init(|| Question::of(&label.cell.text, asks));
                question.asks_for(self.register)
            };
            let Some(target) = exact.or_else(question) else {
                continue;
            };
            // A question that was answered before is another question with the same words in it.
            if !self.known.insert(target.clone()) && asked {
                continue;
            }
            skip_to = label.value + 1;
            self.pairs.push(Pair {
                row,
                label_at: label.cell.column,
                label: label.heading.key().to_owned(),
                target,
                asked,
            });
        }
    }

    /// A label's own name goes before a text that only has the name in it.
    fn settle(&mut self) {
        let exact = self.pairs.iter().filter(|pair| !pair.asked);
        let exact: BTreeSet<Column> = exact.map(|pair| pair.target.clone()).collect();
        self.pairs.retain(|pair| !pair.asked || !exact.contains(&pair.target));
    }
}

/// The labels of each card. Labels that come again are those of further cards, where enough of them do; of two labels
/// of one card that mean the same field the better one counts, and the other keeps its value under its own name.
fn cards(pairs: Vec<Pair<'_>>) -> Vec<Labels<'_>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for pair in &pairs {
        *counts.entry(&pair.label).or_default() += 1;
    }
    let again = counts.values().filter(|count| **count > 1).count();
    if again < SHARED {
        return vec![Labels::new(pairs)];
    }
    // Columns of labels that say the same belong to cards beside each other, others to one card.
    let mut columns: BTreeMap<u32, BTreeSet<Column>> = BTreeMap::new();
    for pair in &pairs {
        columns.entry(pair.label_at).or_default().insert(pair.target.clone());
    }
    let mut stacks: Vec<BTreeSet<Column>> = Vec::new();
    let mut stack_of: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, mine) in columns {
        let fits = |known: &BTreeSet<Column>| known.intersection(&mine).count() < SHARED;
        let stack = stacks.iter().position(fits).unwrap_or(stacks.len());
        if stack == stacks.len() {
            stacks.push(BTreeSet::new());
        }
        stacks[stack].extend(mine);
        stack_of.insert(at, stack);
    }
    let mut cards: Vec<Vec<Pair<'_>>> = Vec::new();
    let mut open: Vec<Vec<Pair<'_>>> = vec![Vec::new(); stacks.len()];
    for pair in pairs {
        let card = &mut open[stack_of[&pair.label_at]];
        if card.iter().any(|known| known.label == pair.label) {
            cards.push(std::mem::take(card));
        }
        card.push(pair);
    }
    cards.extend(open);
    let mut cards: Vec<Labels<'_>> = cards.into_iter().map(Labels::new).collect();
    cards.sort_by_key(|card| card.begins);
    cards
}

/// The labels of one card.
struct Labels<'a> {
    /// Row and column of its first label.
    begins: (u32, u32),
    pairs: Vec<Pair<'a>>,
}

impl<'a> Labels<'a> {
    /// One label for each field: the first one, or the first that is more than a running number.
    fn new(all: Vec<Pair<'a>>) -> Self {
        let begins = all.first().map(|pair| (pair.row.number, pair.label_at));
        let mut pairs: Vec<Pair<'a>> = Vec::with_capacity(all.len());
        for pair in all {
            match pairs.iter_mut().find(|known| known.target == pair.target) {
                None => pairs.push(pair),
                Some(known) if is_running(&known.label) && !is_running(&pair.label) => *known = pair,
                Some(_) => {}
            }
        }
        Self {
            begins: begins.unwrap_or((u32::MAX, 0)),
            pairs,
        }
    }
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
    /// What stands in `columns`.
    named: BTreeSet<Column>,
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
    fn unknown(&mut self, cards: &[Labels<'_>], labels: &BTreeSet<u32>, mut drafts: Vec<Draft>) -> Vec<Draft> {
        let sheet = self.sheet;
        // The cards with labels in a column, from the top: where each begins, and which it is.
        let mut below: BTreeMap<u32, Vec<(u32, usize)>> = BTreeMap::new();
        for (at, card) in cards.iter().enumerate() {
            for column in label_columns(&card.pairs) {
                below.entry(column).or_default().push((card.begins.0, at));
            }
        }
        for row in &sheet.rows {
            for label in &row.cells {
                if self.used.contains(&(row.number, label.column)) || secrets::is_secret_header(&label.text) {
                    continue;
                }
                // The last card that begins above it, among those with labels in this column.
                let of = below.get(&label.column).and_then(|cards| {
                    let above = cards.partition_point(|(begins, _)| *begins <= row.number);
                    cards[..above].last().map(|(_, of)| *of)
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
        // The same label of another card is the same column.
        if self.named.insert(target.clone()) {
            self.columns.push(PlanColumn {
                at,
                header: header.to_owned(),
                target: ColumnTarget::To(target),
                how,
            });
        }
    }

    /// A record for each column of values.
    fn on_its_side(&mut self, labels: u32, devices: &[u32], pairs: &[Pair<'_>]) -> Vec<Draft> {
        let mut readers: Vec<(u32, RowReader, Vec<u32>)> = Vec::new();
        let known: BTreeMap<u32, &Column> = pairs.iter().rev().map(|pair| (pair.row.number, &pair.target)).collect();
        let first = known.first_key_value().map_or(1, |(row, _)| *row);
        let mut taken: BTreeSet<Column> = BTreeSet::new();
        let mut lines: Vec<(&'a RawRow, &'a RawCell, Column, How)> = Vec::new();
        for row in self.sheet.rows.iter().filter(|row| row.number >= first) {
            let Some(label) = row.cell(labels).filter(|label| !secrets::is_secret_header(&label.text)) else {
                continue;
            };
            let own = || (Column::Custom(label.text.trim().into()), How::Unknown);
            let (target, how) = known
                .get(&row.number)
                .map_or_else(own, |column| ((*column).clone(), How::Label));
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
            let merged: BTreeMap<u32, u32> = self.sheet.merged_in(row.number).collect();
            for (at, reader, rows) in &mut readers {
                let Some(cell) = value(row, &merged, *at) else { continue };
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
}

/// A cell, or what is merged over it from the device to its left.
fn value<'a>(row: &'a RawRow, merged: &BTreeMap<u32, u32>, at: u32) -> Option<&'a RawCell> {
    row.cell(at).or_else(|| {
        let (from, to) = merged.range(..=at).next_back()?;
        row.cell(*from).filter(|_| at <= *to)
    })
}
