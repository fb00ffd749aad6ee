//! Where the tables are on a sheet.
//!
//! Owns: header rows, their columns, the rows that are no records. Refuses to know: the ledger.
//! Invariant: every row with content is a data row of one table or is named with a reason.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::blocks::{self, Block};
use super::guide::Guide;
use super::headers::{self, Parts};
use super::mapping::{self, Headings};
use super::reader::{RawRow, RawSheet};
use super::strays::{Under, no_record};
use super::{How, NotTaken, NotTakenReason, PlanColumn};
use crate::core::catalogue::{Column, RegisterId, Shown, header_words};
use crate::core::parse::{fold, header_key};

pub(super) use super::strays::outside;

/// A table with its data rows, as places in the sheet's rows.
pub(super) struct Found {
    pub register: RegisterId,
    pub header_rows: Vec<u32>,
    pub columns: Vec<PlanColumn>,
    pub rows: Vec<usize>,
    /// The remembered mapping that it was read by.
    pub profile: Option<String>,
    /// Keys of the headers, worked out once: every row is held against them.
    pub keys: Vec<String>,
}

/// What a row must know to count as a header.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Usual,
    /// For a sheet in which nothing else was found: a short list that names devices.
    Small,
}

/// Fewest columns that must be known before a row counts as a header.
const FEWEST: usize = 3;
/// Most columns of a short list.
pub(super) const SMALL: usize = 60;
/// First columns of a short list that must be facts of a device.
const LEAD: usize = 2;
/// So many known columns are a header among any number of others.
const MANY: usize = 5;
/// Rows with content that are looked at for the first header: no title page is longer.
const TITLE_ROWS: usize = 300;
/// Texts that are looked at as headers on a sheet: those of some 1,000 rows behind a gap. Beyond them rows go on with
/// the table they stand in.
const LOOKED: usize = 30_000;
/// What stands on a sheet: its tables, blocks of contacts below them, and the rows that are neither.
pub(super) struct Sheet {
    pub tables: Vec<Found>,
    pub blocks: Vec<Block>,
    pub not_taken: Vec<NotTaken>,
}

impl Sheet {
    /// Whether more than a few of the cells in the rows are names of fields.
    pub fn has_labels_below(&self, sheet: &RawSheet) -> bool {
        let rows = self
            .tables
            .iter()
            .flat_map(|table| table.rows.iter().map(|&at| (table.register, at)));
        let (mut labels, mut cells) = (0, 0);
        for (register, at) in rows {
            for cell in &sheet.rows[at].cells {
                cells += 1;
                labels += usize::from(headers::lookup(register, &cell.text).is_some());
            }
        }
        labels * 5 > cells
    }
}

pub(super) fn find(sheet: &RawSheet, guide: &Guide<'_>, bound: Bound) -> Sheet {
    let mut tables: Vec<Found> = Vec::new();
    let mut blocks: Vec<Block> = Vec::new();
    // Whether the rows at hand stand in the last block rather than in the last table.
    let mut in_block = false;
    let mut under = Under::Table;
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
        let worth_it = after_gap && looked < LOOKED && (at < TITLE_ROWS || !tables.is_empty());
        if guide.is_above(row.number) {
            leave(row, outside(row));
            at += 1;
            continue;
        }
        let told = worth_it.then(|| guide.header_at(at)).flatten();
        let mut found = || {
            worth_it
                .then(|| header_at(sheet, at, guide.register(), bound, &mut looked))
                .flatten()
        };
        if let Some(mut header) = told.or_else(&mut found) {
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
            (after_gap, in_block, under) = (false, false, Under::Table);
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
            Some(table) => match no_record(row, table, &mut under) {
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
/// Counts the texts it looks at.
fn header_at(
    sheet: &RawSheet,
    at: usize,
    only: Option<RegisterId>,
    bound: Bound,
    looked: &mut usize,
) -> Option<Header> {
    let mut best: Option<(f64, RegisterId, usize, Headings)> = None;
    let least = least_height(sheet, at);
    let only = only.or((bound == Bound::Small).then_some(RegisterId::DEVICE));
    for height in least..=3 {
        if height > least && !is_group_row(sheet, at) {
            break;
        }
        let Some(headings) = header_texts(sheet, at, height).as_ref().map(mapping::headings) else {
            break;
        };
        if headings.len() < 2 || (bound == Bound::Small && headings.len() > SMALL) {
            break;
        }
        *looked += headings.len();
        let found = likeliest_of(sheet, at + height, &headings, only, bound);
        let found = found.map(|(score, register)| (score - 0.2 * (height as f64 - 1.0), register));
        if let Some((score, register)) = found
            && best.as_ref().is_none_or(|(known, ..)| score > *known)
        {
            best = Some((score, register, height, headings));
        }
    }
    best.map(|(_, register, height, headings)| Header {
        register,
        columns: mapping::columns(register, &headings),
        height,
        profile: None,
    })
}

/// The register whose header this is, with how surely it is: the higher, the surer. `below` is the first row under it.
fn likeliest_of(
    sheet: &RawSheet,
    below: usize,
    headings: &Headings,
    only: Option<RegisterId>,
    bound: Bound,
) -> Option<(f64, RegisterId)> {
    let fewest = match bound {
        Bound::Usual => FEWEST,
        Bound::Small => LEAD,
    };
    // Most rows are no headers, and this tells it of all registers at once.
    let may_mean = headings.iter().filter(|(_, heading)| heading.may_mean());
    let may_mean: HashSet<&str> = may_mean.map(|(_, heading)| heading.text()).collect();
    if may_mean.len() < fewest {
        return None;
    }
    let asked = LazyCell::new(|| headings.iter().filter(|(_, heading)| !heading.is_secret()).count());
    let name = fold(&sheet.name);
    let wanted = |register: &RegisterId| only.map_or(register.shown != Shown::Inner, |only| *register == only);
    let scored = RegisterId::all().filter(wanted).filter_map(|register| {
        let known = headings.iter().filter_map(|(_, heading)| {
            let compound = || match heading.compound(register)? {
                (Parts::Two(one, _), how) => Some((one, how)),
                (Parts::One(_), _) => None,
            };
            let known = heading.known(register).or_else(|| heading.above(register));
            known.or_else(compound).or_else(|| heading.asked(register))
        });
        let known: Vec<(Column, How)> = known.collect();
        let distinct = known.iter().map(|(column, _)| column).collect::<BTreeSet<_>>().len();
        // A data row taken for a second header row would bring unknown texts with it.
        let are_most = |share: f64| known.len() as f64 >= share * *asked as f64;
        let fits = match bound {
            Bound::Usual => distinct >= FEWEST && (are_most(0.4) || (distinct >= MANY && are_most(0.2))),
            Bound::Small => {
                register == RegisterId::DEVICE && is_small_list(sheet, below, headings, distinct) && are_most(0.25)
            }
        };
        if !fits {
            return None;
        }
        let labels = known.iter().filter(|(_, how)| *how == How::Label).count() as f64;
        let spoken = register
            .title_words
            .iter()
            .any(|word| name.contains(fold(word).as_ref()));
        let mut telling = header_words::TELLING.iter().filter(|(of, _)| *of == register.key);
        let told = telling.any(|(_, words)| headings.iter().any(|(_, heading)| words.contains(&heading.key())));
        // A list that few clinics keep needs more than a common header to be meant.
        let rare = register.shown == Shown::WhenNeeded && !spoken && !told;
        let bonus = |holds: bool, points: f64| if holds { points } else { 0.0 };
        let score = distinct as f64 + 0.3 * labels + bonus(spoken, 0.6) + bonus(told, 3.0) - bonus(rare, 1.5);
        Some((score, register))
    });
    // Of two as sure the first.
    scored.reduce(|best, other| if other.0 > best.0 { other } else { best })
}

/// A list that names devices and says little that is known of them: its first columns do, and no header tells of what
/// happened to them.
fn is_small_list(sheet: &RawSheet, below: usize, headings: &Headings, distinct: usize) -> bool {
    let mut keys = headings.iter().map(|(_, heading)| heading.key());
    let of_events = |key: &str| header_words::OF_EVENTS.iter().any(|word| key.contains(word));
    let lead = headings.iter().take(LEAD).filter(|(at, heading)| {
        let known = heading.known(RegisterId::DEVICE);
        let is_fact = known.is_some_and(|(column, _)| match column {
            Column::Field(field) => !matches!(RegisterId::DEVICE.fields[field].key, "note" | "status"),
            _ => false,
        });
        is_fact && sheet.rows.get(below).is_some_and(|row| row.cell(*at).is_some())
    });
    !keys.clone().any(of_events)
        && keys.any(|key| header_words::NAMES_OF_DEVICES.contains(&key))
        && (distinct >= FEWEST || lead.count() == LEAD)
}

/// Rows that a header has at least: a row whose every cell stands under a heading of several columns, or behind it where
/// nothing stands, parts that heading.
fn least_height(sheet: &RawSheet, at: usize) -> usize {
    let mut height = 1;
    while height < 3 {
        let (Some(row), Some(next)) = (sheet.rows.get(at + height - 1), sheet.rows.get(at + height)) else {
            break;
        };
        let groups = sheet
            .around
            .merges
            .iter()
            .filter(|merge| merge.rows == (row.number, row.number) && merge.columns.1 > merge.columns.0);
        // アカウント｜（空き）: what a csv has in the place of a merge.
        let next_cells = row.cells.iter().skip(1).map(|cell| cell.column).chain([u32::MAX]);
        let open = row.cells.iter().zip(next_cells);
        let open = open.filter_map(|(cell, next)| (next > cell.column + 1).then_some((cell.column, next - 1)));
        let groups: Vec<(u32, u32)> = groups.map(|merge| merge.columns).chain(open).collect();
        let is_grouped = |column: u32| groups.iter().any(|(from, to)| (*from..=*to).contains(&column));
        // A title over the whole table is no heading: beside those stands one of a single column.
        let has_own = row.cells.iter().any(|cell| !is_grouped(cell.column));
        let parts = next.cells.iter().all(|cell| is_grouped(cell.column));
        if next.number != row.number + 1 || !has_own || !parts || next.cells.len() < 2 {
            break;
        }
        height += 1;
    }
    height
}

/// Whether a row can stand above the real headers: a header cell reaches down from it, or it names at least
/// two groups. A title line does neither.
fn is_group_row(sheet: &RawSheet, at: usize) -> bool {
    let row = &sheet.rows[at];
    let reaches_down =
        sheet.around.merges.iter().any(|merge| {
            merge.rows.0 == row.number && merge.rows.1 > row.number && row.cell(merge.columns.0).is_some()
        });
    let groups = sheet
        .around
        .merges
        .iter()
        .filter(|merge| merge.rows == (row.number, row.number) && merge.columns.1 > merge.columns.0)
        .count();
    reaches_down || groups >= 2 || row.cells.len() >= 4
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
        for merge in &sheet.around.merges {
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

fn texts(columns: &[PlanColumn]) -> Vec<String> {
    columns.iter().map(|column| header_key(&column.header)).collect()
}
