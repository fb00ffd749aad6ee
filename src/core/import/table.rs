//! Where the tables are on a sheet.
//!
//! Owns: header rows, their columns, the rows that are no records. Refuses to know: the ledger.
//! Invariant: every row with content is a data row of one table or is named with a reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::blocks::{self, Block};
use super::guide::Guide;
use super::headers::{self, HeaderKeys, Parts};
use super::reader::{CellKind, RawRow, RawSheet};
use super::{ColumnTarget, DropReason, How, NotTaken, NotTakenReason, PlanColumn};
use crate::core::catalogue::{Column, RegisterId, Shown, tokens};
use crate::core::parse::{fold, header_key};

/// A table with its data rows, as places in the sheet's rows.
pub(super) struct Found {
    pub register: RegisterId,
    pub header_rows: Vec<u32>,
    pub columns: Vec<PlanColumn>,
    pub rows: Vec<usize>,
    /// The remembered mapping that it was read by.
    pub profile: Option<String>,
    /// Keys of the headers, worked out once: every row is held against them.
    keys: Vec<String>,
}

/// Fewest columns that must be known before a row counts as a header.
const FEWEST: usize = 3;

/// Rows with content that are looked at for the first header: no title page is longer.
const TITLE_ROWS: usize = 300;
/// Gaps in a sheet after which another table is looked for; beyond them rows go on with the table they stand in.
const GAPS: usize = 2_000;

/// What stands on a sheet: its tables, blocks of contacts below them, and the rows that are neither.
pub(super) struct Sheet {
    pub tables: Vec<Found>,
    pub blocks: Vec<Block>,
    pub not_taken: Vec<NotTaken>,
}

pub(super) fn find(sheet: &RawSheet, guide: &Guide<'_>) -> Sheet {
    let mut tables: Vec<Found> = Vec::new();
    let mut blocks: Vec<Block> = Vec::new();
    // Whether the rows at hand stand in the last block rather than in the last table.
    let mut in_block = false;
    let mut not_taken = Vec::new();
    let mut leave = |row: &RawRow, reason| {
        not_taken.push(NotTaken {
            sheet: sheet.name.clone(),
            row: row.number,
            reason,
        })
    };
    let mut at = 0;
    let mut after_gap = true;
    let mut looked = 0;
    while at < sheet.rows.len() {
        let row = &sheet.rows[at];
        let gap = at > 0 && row.number > sheet.rows[at - 1].number + 1;
        after_gap |= gap || tables.is_empty();
        let worth_it = after_gap
            && if tables.is_empty() {
                at < TITLE_ROWS
            } else {
                looked < GAPS
            };
        looked += usize::from(worth_it);
        if guide.is_above(row.number) {
            leave(row, outside(row));
            at += 1;
            continue;
        }
        let told = worth_it.then(|| guide.header_at(at)).flatten();
        let found = || worth_it.then(|| header_at(sheet, at, guide.register())).flatten();
        if let Some(mut header) = told.or_else(found) {
            let same = tables.last().is_some_and(|table| table.keys == texts(&header.columns));
            let rows = at..at + header.height;
            if same {
                sheet.rows[rows.clone()]
                    .iter()
                    .for_each(|row| leave(row, NotTakenReason::RepeatedHeader));
            } else {
                guide.correct(&mut header.columns);
                let header_rows = sheet.rows[rows.clone()].iter().map(|row| row.number).collect();
                tables.push(Found {
                    register: header.register,
                    header_rows,
                    keys: texts(&header.columns),
                    columns: header.columns,
                    rows: Vec::new(),
                    profile: header.profile,
                });
            }
            at = rows.end;
            (after_gap, in_block) = (false, false);
            continue;
        }
        let heading = (after_gap && !tables.is_empty()).then(|| blocks::begins(row)).flatten();
        if let Some(block) = heading {
            leave(row, NotTakenReason::Group);
            blocks.push(block);
            (after_gap, in_block) = (true, true);
            at += 1;
            continue;
        }
        in_block = in_block && !blocks::is_of_table(row);
        if in_block && let Some(block) = blocks.last_mut() {
            match outside(row) {
                NotTakenReason::Title if blocks::is_contact(row) => block.rows.push(at),
                NotTakenReason::Title => leave(row, NotTakenReason::TooLittle),
                reason => leave(row, reason),
            }
            after_gap = true;
            at += 1;
            continue;
        }
        match tables.last_mut() {
            None => leave(row, outside(row)),
            Some(table) => match no_record(row, table) {
                Some(reason) => {
                    after_gap = true;
                    leave(row, reason);
                }
                None => {
                    after_gap = false;
                    table.rows.push(at);
                }
            },
        }
        at += 1;
    }
    Sheet {
        tables,
        blocks,
        not_taken,
    }
}

pub(super) struct Header {
    pub register: RegisterId,
    pub columns: Vec<PlanColumn>,
    /// Rows with content that it takes.
    pub height: usize,
    pub profile: Option<String>,
}

/// The best reading of one to three rows as a header of this register or of any, if enough columns are known.
fn header_at(sheet: &RawSheet, at: usize, only: Option<RegisterId>) -> Option<Header> {
    let mut best: Option<(f64, Header)> = None;
    for height in 1..=3 {
        if height > 1 && !is_group_row(sheet, at) {
            break;
        }
        let Some(texts) = header_texts(sheet, at, height) else {
            break;
        };
        if texts.len() < 2 {
            break;
        }
        let keys: Vec<HeaderKeys> = texts.values().map(|text| HeaderKeys::of(text)).collect();
        let name = fold(&sheet.name).into_owned();
        let wanted = |register: &RegisterId| only.map_or(register.shown != Shown::Inner, |only| *register == only);
        for register in RegisterId::all().filter(wanted) {
            let known: Vec<(Column, How)> = keys
                .iter()
                .zip(texts.values())
                .filter_map(|(keys, text)| {
                    let compound = || match headers::compound(register, text)? {
                        (Parts::Two(one, _), how) => Some((one, how)),
                        (Parts::One(_), _) => None,
                    };
                    let asked = || headers::asked(register, keys);
                    headers::lookup_keys(register, keys).or_else(compound).or_else(asked)
                })
                .collect();
            let distinct = known
                .iter()
                .map(|(target, _)| target)
                .collect::<std::collections::BTreeSet<_>>()
                .len();
            let fits = distinct >= FEWEST;
            // A data row taken for a second header row would bring unknown texts with it.
            let share = known.len() as f64 / texts.len() as f64;
            if !fits || share < 0.4 {
                continue;
            }
            let labels = known.iter().filter(|(_, how)| *how == How::Label).count() as f64;
            let spoken = register
                .title_words
                .iter()
                .any(|word| name.contains(fold(word).as_ref()));
            // A list that few clinics keep needs more than a common header to be meant.
            let rare = register.shown == Shown::WhenNeeded && !spoken;
            let score = distinct as f64 + 0.3 * labels + if spoken { 0.6 } else { 0.0 }
                - if rare { 1.5 } else { 0.0 }
                - 0.2 * (height as f64 - 1.0);
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((
                    score,
                    Header {
                        register,
                        columns: columns(register, &texts),
                        height,
                        profile: None,
                    },
                ));
            }
        }
    }
    best.map(|(_, header)| header)
}

/// Whether a row can stand above the real headers: a header cell reaches down from it, or it names at least
/// two groups. A title line does neither.
fn is_group_row(sheet: &RawSheet, at: usize) -> bool {
    let row = &sheet.rows[at];
    let reaches_down = sheet
        .merges
        .iter()
        .any(|merge| merge.rows.0 == row.number && merge.rows.1 > row.number && row.cell(merge.columns.0).is_some());
    let groups = sheet
        .merges
        .iter()
        .filter(|merge| merge.rows == (row.number, row.number) && merge.columns.1 > merge.columns.0)
        .count();
    reaches_down || groups >= 2 || row.cells.len() >= 4
}

/// The register that knows most of these headers, for a header that a person pointed at.
pub(super) fn likeliest(texts: &BTreeMap<u32, String>) -> RegisterId {
    let keys: Vec<HeaderKeys> = texts.values().map(|text| HeaderKeys::of(text)).collect();
    let known = |register: &RegisterId| {
        let known = keys
            .iter()
            .filter(|keys| headers::lookup_keys(*register, keys).is_some());
        (known.count(), std::cmp::Reverse(register.index()))
    };
    let usual = RegisterId::all().filter(|register| register.shown != Shown::Inner);
    usual.max_by_key(known).unwrap_or(RegisterId::DEVICE)
}

/// What a header is called: the lines of its cells in one.
pub(super) fn joined(text: &str) -> String {
    text.split(['\n', headers::HEADER_ROWS])
        .map(str::trim)
        .collect::<Vec<_>>()
        .join("")
}

/// Header texts by column: lines of all header rows joined, merged group cells filled to the right and down. `None`
/// when the rows do not follow each other.
pub(super) fn header_texts(sheet: &RawSheet, at: usize, height: usize) -> Option<BTreeMap<u32, String>> {
    let rows = sheet.rows.get(at..at + height)?;
    if rows.windows(2).any(|pair| pair[1].number != pair[0].number + 1) {
        return None;
    }
    let last = rows.last().map_or(0, |row| row.number);
    let mut texts: BTreeMap<u32, Vec<Arc<str>>> = BTreeMap::new();
    for row in rows {
        let mut line: BTreeMap<u32, Arc<str>> = row.cells.iter().map(|cell| (cell.column, cell.text.clone())).collect();
        for merge in &sheet.merges {
            if merge.rows.0 == row.number
                && merge.columns.1 > merge.columns.0
                && merge.rows.1 < last
                && let Some(text) = line.get(&merge.columns.0).cloned()
            {
                for column in merge.columns.0..=merge.columns.1.min(merge.columns.0 + 100) {
                    line.insert(column, text.clone());
                }
            }
        }
        for (column, text) in line {
            texts.entry(column).or_default().push(text);
        }
    }
    let texts = texts.into_iter().map(|(column, lines)| {
        let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
        (column, lines.join("\u{1f}"))
    });
    Some(texts.collect())
}

pub(super) fn columns(register: RegisterId, texts: &BTreeMap<u32, String>) -> Vec<PlanColumn> {
    let mut taken: Vec<Column> = Vec::new();
    let mut out: Vec<PlanColumn> = Vec::new();
    // Certain names first, so that a guess never takes a column from them.
    let mut found: BTreeMap<u32, (ColumnTarget, How)> = BTreeMap::new();
    for wanted in [
        Certainty::Label,
        Certainty::TwoLabels,
        Certainty::Line,
        Certainty::Alias,
        Certainty::Two,
        Certainty::One,
        Certainty::Similar,
    ] {
        for (&at, text) in texts {
            if found.contains_key(&at) || tokens::is_secret_header(text) {
                continue;
            }
            let Some((parts, how)) = wanted.look_up(register, text) else {
                continue;
            };
            let free = |column: &Column| !taken.contains(column);
            let target = match parts {
                Parts::One(column) => free(&column).then_some(ColumnTarget::To(column)),
                Parts::Two(one, two) => match (free(&one), free(&two)) {
                    (true, true) => Some(ColumnTarget::Split(one, two)),
                    // The other part has a column of its own.
                    (true, false) => Some(ColumnTarget::To(one)),
                    (false, true) => Some(ColumnTarget::To(two)),
                    (false, false) => None,
                },
            };
            let Some(target) = target else { continue };
            match &target {
                ColumnTarget::To(column) => taken.push(column.clone()),
                ColumnTarget::Split(one, two) => taken.extend([one.clone(), two.clone()]),
                ColumnTarget::Dropped(_) => {}
            }
            found.insert(at, (target, how));
        }
    }
    for (&at, text) in texts {
        let header = joined(text);
        let (target, how) = if tokens::is_secret_header(text) {
            (ColumnTarget::Dropped(DropReason::Secret), How::Alias)
        } else if let Some((target, how)) = found.get(&at) {
            let second = match target {
                ColumnTarget::To(column) => headers::remark(register, text)
                    .filter(|second| may_stand_beside(column, second) && !taken.contains(second))
                    .map(|second| (column.clone(), second)),
                _ => None,
            };
            match second {
                Some((column, second)) => {
                    taken.push(second.clone());
                    (ColumnTarget::Split(column, second), *how)
                }
                None => (target.clone(), *how),
            }
        } else {
            let means = headers::lookup(register, text).is_some_and(|(column, _)| taken.contains(&column));
            (
                ColumnTarget::To(Column::Custom(Arc::from(custom_name(&header, &out)))),
                if means { How::Rival } else { How::Unknown },
            )
        };
        out.push(PlanColumn {
            at,
            header,
            target,
            how,
        });
    }
    out
}

/// A second field in the header's brackets, as far as a cell can be parted into the two.
pub(super) fn may_stand_beside(column: &Column, second: &Column) -> bool {
    match (column, second) {
        (Column::Child { child: one, .. }, Column::Child { child: two, .. }) => one == two && column != second,
        (Column::Field(_), Column::Field(_)) => column != second,
        _ => false,
    }
}

/// Ways to know a header, the most certain first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    Label,
    TwoLabels,
    /// Two fields of one list of child rows: ソフト・バージョン.
    Line,
    Alias,
    Two,
    One,
    Similar,
}

impl Certainty {
    fn look_up(self, register: RegisterId, text: &str) -> Option<(Parts, How)> {
        let whole = || headers::lookup(register, text).map(|(column, how)| (Parts::One(column), how));
        let compound = || headers::compound(register, text);
        match self {
            Self::Label => whole().filter(|(_, how)| *how == How::Label),
            Self::TwoLabels => compound().filter(|(parts, how)| *how == How::Label && matches!(parts, Parts::Two(..))),
            Self::Line => {
                compound().filter(|(parts, _)| matches!(parts, Parts::Two(Column::Child { .. }, Column::Child { .. })))
            }
            Self::Alias => whole(),
            Self::Two => compound().filter(|(parts, _)| matches!(parts, Parts::Two(..))),
            Self::One => compound(),
            Self::Similar => {
                let asked = || headers::asked(register, &HeaderKeys::of(text));
                let near = headers::similar(register, text).or_else(|| headers::plainer(register, text));
                let near = near.or_else(asked);
                near.map(|(column, how)| (Parts::One(column), how))
            }
        }
    }
}

/// Two unknown columns of one name must not fall together.
pub(super) fn custom_name(header: &str, before: &[PlanColumn]) -> String {
    let same = before.iter().filter(|column| column.header == header).count();
    if same == 0 {
        header.to_owned()
    } else {
        format!("{header} {}", same + 1)
    }
}

fn texts(columns: &[PlanColumn]) -> Vec<String> {
    columns.iter().map(|column| header_key(&column.header)).collect()
}

/// Why a row outside every table is no record.
pub(super) fn outside(row: &RawRow) -> NotTakenReason {
    let starts = |words: &[&str]| {
        row.cells
            .first()
            .is_some_and(|cell| words.iter().any(|word| cell.text.trim_start().starts_with(word)))
    };
    if starts(tokens::LEGEND_STARTS) {
        NotTakenReason::Legend
    } else if row
        .cells
        .iter()
        .any(|cell| tokens::STAMPS.contains(&header_key(&cell.text).as_str()))
    {
        NotTakenReason::Stamp
    } else {
        NotTakenReason::Title
    }
}

/// Why a row below a header is no record, or `None` when it is one.
fn no_record(row: &RawRow, table: &Found) -> Option<NotTakenReason> {
    let Some(first) = row.cells.iter().find(|cell| cell.kind != CellKind::NoValue) else {
        // Formulas that were never computed, such as numbers drawn ahead of the last record.
        return Some(NotTakenReason::TooLittle);
    };
    if row.cells.len() >= 2 && repeats_header(row, table) {
        return Some(NotTakenReason::RepeatedHeader);
    }
    if first.text.trim_start().starts_with(['※', '＊', '*', '★', '◎', '注'])
        || tokens::LEGEND_STARTS
            .iter()
            .any(|word| first.text.trim_start().starts_with(word))
    {
        return Some(NotTakenReason::Legend);
    }
    // Most rows begin with a number, which no total does.
    let is_total = |lead: &str| {
        tokens::TOTALS
            .iter()
            .any(|word| lead == *word || (lead.starts_with(word) && row.cells.len() <= 4))
    };
    if !first.text.starts_with(|c: char| c.is_ascii_digit()) && is_total(&header_key(&first.text)) {
        return Some(NotTakenReason::Total);
    }
    let mut mapped = row
        .cells
        .iter()
        .filter(|cell| cell.kind != CellKind::NoValue)
        .filter(|cell| table.columns.iter().any(|column| column.at == cell.column));
    let (only, more) = (mapped.next(), mapped.next());
    let known = |at: u32| {
        table
            .columns
            .iter()
            .find(|column| column.at == at)
            .is_some_and(|column| column.how != How::Unknown)
    };
    match (only, more) {
        // A continuation row may hold nothing but one more software.
        (Some(only), None) if known(only.column) && is_child(table, only.column) => None,
        (None, _) => Some(outside(row)),
        (Some(only), None) => {
            let title = only.column == table.columns.first().map_or(0, |column| column.at);
            Some(if title && only.text.chars().count() > 3 {
                NotTakenReason::Group
            } else {
                NotTakenReason::TooLittle
            })
        }
        (Some(_), Some(_)) => None,
    }
}

/// Whether more than half of the cells say what their header says.
fn repeats_header(row: &RawRow, table: &Found) -> bool {
    let half = row.cells.len() / 2;
    let (mut same, mut other) = (0, 0);
    for cell in &row.cells {
        let header = table.columns.iter().position(|column| column.at == cell.column);
        // A text much longer than the header is no repetition of it.
        let fits = header.is_some_and(|at| {
            cell.text.len() <= 3 * table.columns[at].header.len() + 16
                && may_begin(&table.keys[at], &cell.text)
                && table.keys[at] == header_key(&cell.text)
        });
        *(if fits { &mut same } else { &mut other }) += 1;
        if same > half || other >= row.cells.len() - half {
            break;
        }
    }
    same > half
}

/// Whether `text` may have the key `key`, told by its first letter: a digit, a Latin letter or a kanji that stands
/// there begins the key too. Anything else (marks, brackets, letters of another width) may.
fn may_begin(key: &str, text: &str) -> bool {
    match text.chars().next() {
        Some(c) if c.is_ascii_alphanumeric() || matches!(c, '\u{4e00}'..='\u{9fff}') => {
            key.starts_with(c.to_ascii_lowercase())
        }
        _ => true,
    }
}

fn is_child(table: &Found, at: u32) -> bool {
    table.columns.iter().any(|column| {
        column.at == at
            && matches!(
                column.target,
                ColumnTarget::To(Column::Child { .. }) | ColumnTarget::Split(Column::Child { .. }, _)
            )
    })
}
