//! Where the tables are on a sheet.
//!
//! Owns: header rows, their columns, the rows that are no records. Refuses to know: the ledger.
//! Invariant: every row with content is a data row of one table or is named with a reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::blocks::{self, Block};
use super::guide::Guide;
use super::headers::{self, HeaderKeys, Parts};
use super::reader::{RawRow, RawSheet};
use super::strays::{Under, no_record};
use super::{ColumnTarget, DropReason, How, NotTaken, NotTakenReason, PlanColumn};
use crate::core::catalogue::{Column, RegisterId, Shown, header_words, tokens};
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
/// Headers of a row that are looked into, not only looked up.
const WIDE: usize = 256;
/// So many known columns are a header among any number of others.
const MANY: usize = 5;
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
        let found = || {
            worth_it
                .then(|| header_at(sheet, at, guide.register(), bound))
                .flatten()
        };
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
fn header_at(sheet: &RawSheet, at: usize, only: Option<RegisterId>, bound: Bound) -> Option<Header> {
    let mut best: Option<(f64, Header)> = None;
    let least = least_height(sheet, at);
    for height in least..=3 {
        if height > least && !is_group_row(sheet, at) {
            break;
        }
        let Some(texts) = header_texts(sheet, at, height) else {
            break;
        };
        if texts.len() < 2 || (bound == Bound::Small && texts.len() > SMALL) {
            break;
        }
        let keys: Vec<HeaderKeys> = texts.values().map(|text| HeaderKeys::of(text)).collect();
        let asked = texts.values().filter(|text| !tokens::is_secret_header(text)).count();
        let name = fold(&sheet.name).into_owned();
        let only = only.or((bound == Bound::Small).then_some(RegisterId::DEVICE));
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
                    let above = || headers::above(register, text);
                    let known = headers::lookup_keys(register, keys).or_else(above);
                    if texts.len() > WIDE {
                        known
                    } else {
                        known.or_else(compound).or_else(asked)
                    }
                })
                .collect();
            let distinct = known
                .iter()
                .map(|(target, _)| target)
                .collect::<std::collections::BTreeSet<_>>()
                .len();
            // A data row taken for a second header row would bring unknown texts with it.
            let share = known.len() as f64 / asked.max(1) as f64;
            let fits = match bound {
                Bound::Usual => distinct >= FEWEST && (share >= 0.4 || (distinct >= MANY && share >= 0.2)),
                Bound::Small => {
                    register == RegisterId::DEVICE
                        && share >= 0.25
                        && is_small_list(sheet, at + height, &texts, distinct)
                }
            };
            if !fits {
                continue;
            }
            let labels = known.iter().filter(|(_, how)| *how == How::Label).count() as f64;
            let spoken = register
                .title_words
                .iter()
                .any(|word| name.contains(fold(word).as_ref()));
            let mut telling = header_words::TELLING.iter().filter(|(of, _)| *of == register.key);
            let told = telling.any(|(_, words)| keys.iter().any(|keys| words.contains(&keys.whole())));
            // A list that few clinics keep needs more than a common header to be meant.
            let rare = register.shown == Shown::WhenNeeded && !spoken && !told;
            let score = distinct as f64 + 0.3 * labels + if spoken { 0.6 } else { 0.0 } + if told { 3.0 } else { 0.0 }
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

/// A list that names devices and says little that is known of them: its first columns do, and no header tells of what
/// happened to them.
fn is_small_list(sheet: &RawSheet, below: usize, texts: &BTreeMap<u32, String>, distinct: usize) -> bool {
    let keys: Vec<String> = texts.values().map(|text| header_key(text)).collect();
    let names = keys
        .iter()
        .any(|key| header_words::NAMES_OF_DEVICES.contains(&key.as_str()));
    let of_events = |key: &String| header_words::OF_EVENTS.iter().any(|word| key.contains(word));
    let lead = texts.iter().take(2).map(|(at, text)| {
        let known = headers::lookup(RegisterId::DEVICE, text);
        let is_fact = known.is_some_and(|(column, _)| match column {
            Column::Field(field) => !matches!(RegisterId::DEVICE.fields[field].key, "note" | "status"),
            _ => false,
        });
        is_fact && sheet.rows.get(below).is_some_and(|row| row.cell(*at).is_some())
    });
    names && !keys.iter().any(of_events) && (distinct >= FEWEST || lead.filter(|fits| *fits).count() == 2)
}

/// Rows that a header has at least: a row whose every cell stands under a heading of several columns parts that heading.
fn least_height(sheet: &RawSheet, at: usize) -> usize {
    let mut height = 1;
    while height < 3 {
        let (Some(row), Some(next)) = (sheet.rows.get(at + height - 1), sheet.rows.get(at + height)) else {
            break;
        };
        let groups = sheet
            .merges
            .iter()
            .filter(|merge| merge.rows == (row.number, row.number) && merge.columns.1 > merge.columns.0);
        let groups: Vec<(u32, u32)> = groups.map(|merge| merge.columns).collect();
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
        Certainty::Name,
        Certainty::Alias,
        Certainty::Two,
        Certainty::One,
        Certainty::Above,
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
    versions(register, &mut out);
    people(register, &mut out);
    out
}

/// 利用者所属 beside 利用者氏名 is the department; who has a medium is no loan of it without its day.
fn people(register: RegisterId, columns: &mut [PlanColumn]) {
    let find = |key: &str| register.column_by_key(key);
    let at = |columns: &[PlanColumn], to: &Column| columns.iter().position(|column| column.target.feeds(to));
    let free = |columns: &[PlanColumn], key: &str| find(key).filter(|to| at(columns, to).is_none());
    if let Some(users) = find("users")
        && let Some(place) = at(columns, &users)
        && header_words::PLACES_OF_WORK
            .iter()
            .any(|end| header_key(&columns[place].header).ends_with(end))
        && !columns[place].header.contains(['・', '･', '/', '／'])
        && let Some(department) = free(columns, "department")
        && let Some(person) = columns.iter().position(|column| {
            column.how == How::Rival && headers::lookup(register, &column.header).is_some_and(|(to, _)| to == users)
        })
    {
        columns[place].target = ColumnTarget::To(department);
        columns[place].how = How::Similar;
        columns[person].target = ColumnTarget::To(users);
        columns[person].how = How::Alias;
    }
    if let Some(borrower) = find("loan.person")
        && let Some(place) = at(columns, &borrower)
        && free(columns, "loan.out_on").is_some()
    {
        let kept = free(columns, "keeper");
        columns[place].how = if kept.is_some() { How::Similar } else { How::Unknown };
        let custom = || Column::Custom(Arc::from(custom_name(&columns[place].header, &columns[..place])));
        columns[place].target = ColumnTarget::To(kept.unwrap_or_else(custom));
    }
}

/// Bare バージョン belongs to what stands to its left: to a program, to the OS, or to something that has no field for it.
fn versions(register: RegisterId, columns: &mut [PlanColumn]) {
    let (Some(name), Some(version)) = (
        register.column_by_key("software.name"),
        register.column_by_key("software.version"),
    ) else {
        return;
    };
    let is_one = |column: &PlanColumn, of: &[&str]| of.contains(&header_key(&column.header).as_str());
    let bare = |nth: &usize| is_one(&columns[*nth], header_words::VERSION_HEADERS);
    let bare: Vec<usize> = (1..columns.len()).filter(bare).collect();
    let of_os = |nth: &usize| is_one(&columns[*nth], header_words::OS_VERSION_HEADERS);
    let of_os: Vec<usize> = (1..columns.len()).filter(of_os).collect();
    let behind_name = bare.iter().copied().find(|nth| columns[nth - 1].target.feeds(&name));
    let has_names = columns.iter().any(|column| column.target.feeds(&name));
    for nth in bare.into_iter().chain(of_os) {
        let free = |wanted: &Column| !columns.iter().any(|column| column.target.feeds(wanted));
        let of_left = register.column_by_key("os_build").filter(|build| {
            let os = register.column_by_key("os");
            os.is_some_and(|os| columns[nth - 1].target.feeds(&os)) && free(build)
        });
        let is_version = columns[nth].target.feeds(&version);
        if Some(nth) == behind_name {
            if !is_version && !matches!(columns[nth].target, ColumnTarget::Dropped(_)) {
                columns[nth].target = ColumnTarget::To(version.clone());
                columns[nth].how = How::Alias;
            }
        } else if is_version && (behind_name.is_some() || !has_names) || !is_version && of_left.is_some() {
            let (target, how) = match of_left {
                Some(build) => (build, How::Similar),
                None => {
                    let name = custom_name(&columns[nth].header, &columns[..nth]);
                    (Column::Custom(Arc::from(name)), How::Unknown)
                }
            };
            (columns[nth].target, columns[nth].how) = (ColumnTarget::To(target), how);
        }
    }
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
    /// An alias that is more than a running number: 資産番号 goes before No.
    Name,
    Alias,
    Two,
    One,
    Above,
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
            Self::Name => whole().filter(|_| !headers::is_running(text)),
            Self::Alias => whole(),
            Self::Two => compound().filter(|(parts, _)| matches!(parts, Parts::Two(..))),
            Self::One => compound(),
            Self::Above => headers::above(register, text).map(|(column, how)| (Parts::One(column), how)),
            Self::Similar => {
                let asked = || headers::asked(register, &HeaderKeys::of(text));
                let near = headers::similar(register, text).or_else(|| headers::plainer(register, text));
                let near = near.or_else(asked);
                let near = near.or_else(|| headers::guessed(register, text));
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
