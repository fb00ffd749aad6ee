//! From the data rows of a table to draft records.
//!
//! Owns: ditto marks, merged cells, software lines, rows that belong together. Refuses to know: the ledger.
//! Invariant: a cell's text is in the content as it was shown, or in `raw` beside what was made of it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use super::parts;
use super::reader::{CellKind, Merge, RawCell, RawRow, RawSheet};
use super::table::Found;
use super::{ColumnTarget, PlanColumn};
use crate::core::catalogue::{Column, FieldKind, RegisterId, tokens};
use crate::core::model::{Content, Entry, Fields, Problem};
use crate::core::parse;

/// One record as the file gives it.
pub(super) struct Draft {
    pub rows: Vec<u32>,
    pub content: Content,
    pub problems: Vec<(Column, Problem)>,
    /// Address and original text of cells that the content shows otherwise.
    pub raw: BTreeMap<String, Arc<str>>,
    /// Fields that were worked out from the words of other cells: they yield to what the ledger says.
    pub derived: Vec<usize>,
}

/// A1 name of a cell.
pub(super) fn address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push((b'A' + ((rest - 1) % 26) as u8) as char);
        rest = (rest - 1) / 26;
    }
    format!("{}{row}", letters.into_iter().rev().collect::<String>())
}

pub(super) fn kind_of(register: RegisterId, column: &Column) -> FieldKind {
    match column {
        Column::Field(field) => register.fields[*field].kind,
        Column::Child { child, field } => register.children[*child].fields[*field].kind,
        Column::Custom(_) => FieldKind::Text,
    }
}

pub(super) fn drafts(sheet: &RawSheet, table: &Found) -> Vec<Draft> {
    let register = table.register;
    // What rows go on with: the number, or what stands for it in a list without one.
    let keys = register.matched_by.iter().filter_map(|key| register.field_index(key));
    let keys: Vec<Column> = keys.map(Column::Field).collect();
    let has = |key: &&Column| table.columns.iter().any(|column| column.target.feeds(key));
    let number = keys.iter().find(has).or(keys.first()).cloned();
    let unique: Vec<Column> = ["management_no", "serial_no", "mac"]
        .iter()
        .filter_map(|key| register.field_index(key))
        .map(Column::Field)
        .collect();
    let merges = Merges::new(sheet, table);
    let mut memo = Memo::default();
    let mut above: Vec<Option<&RawCell>> = vec![None; table.columns.len()];
    let is_unique = |column: &PlanColumn| match &column.target {
        ColumnTarget::To(to) | ColumnTarget::Split(to, _) => unique.contains(to),
        ColumnTarget::Dropped(_) => false,
    };
    let fields: usize = table.columns.iter().map(|column| column.target.fields()).sum();
    let is_unique: Vec<bool> = table.columns.iter().map(is_unique).collect();
    let mut drafts: Vec<Draft> = Vec::with_capacity(table.rows.len());
    for &at in &table.rows {
        let row = &sheet.rows[at];
        let mut reader = RowReader::new(register, row.number, fields);
        let mut merged_number = false;
        let mut left: Option<(&Column, &RawCell)> = None;
        for (nth, column) in table.columns.iter().enumerate() {
            let targets = match &column.target {
                ColumnTarget::To(to) => (to, None),
                ColumnTarget::Split(one, two) => (one, Some(two)),
                ColumnTarget::Dropped(_) => continue,
            };
            let own = row.cell(column.at);
            let merged = own.is_none().then(|| merges.source(row.number, column.at)).flatten();
            if merged.is_some() && Some(targets.0) == number.as_ref() {
                merged_number = true;
                continue;
            }
            let short = own.map(|cell| &*cell.text).filter(|text| may_be_ditto(text));
            let key = short.map(parse::fold);
            let ditto = key.as_deref().is_some_and(|key| tokens::DITTO.contains(&key));
            let ditto_left = key.as_deref().is_some_and(|key| tokens::DITTO_LEFT.contains(&key));
            let cell = match (own, ditto && !is_unique[nth], ditto_left) {
                (Some(own), true, _) => {
                    reader.note(column.at, own);
                    let source = above[nth];
                    if source.is_none() {
                        reader.problems.push((targets.0.clone(), Problem::DittoWithoutSource));
                    }
                    source
                }
                // 同左 speaks of the cell to the left only where both columns hold the same kind of thing.
                (Some(own), _, true) => match left {
                    Some((beside, cell)) if alike(register, beside, targets.0) => {
                        reader.note(column.at, own);
                        Some(cell)
                    }
                    _ => {
                        reader.problems.push((targets.0.clone(), Problem::DittoWithoutSource));
                        Some(own)
                    }
                },
                (Some(own), ..) => Some(own),
                (None, ..) => merged,
            };
            if let Some(cell) = cell {
                match targets.1 {
                    Some(second) if matches!(targets.0, Column::Field(_)) => {
                        let bracketed = parts::is_bracketed(&column.header);
                        reader.take_two(column.at, cell, targets.0, second, bracketed, &mut memo);
                    }
                    second => reader.take(column.at, cell, targets.0, second, &mut memo),
                }
                above[nth] = Some(cell);
                left = Some((targets.0, cell));
            }
        }
        let draft = reader.finish();
        match drafts.last_mut() {
            Some(last) if belongs(last, &draft, number.as_ref(), merged_number) => join(last, draft),
            // One merged number over rows that differ: two records, and a person has to look.
            Some(last) if merged_number && !draft.content.is_empty() => {
                let mut draft = draft;
                draft.problems.extend(
                    disagreements(last, &draft)
                        .into_iter()
                        .map(|column| (column, Problem::RowsDisagree)),
                );
                drafts.push(draft);
            }
            _ if draft.content.is_empty() && draft.problems.is_empty() => {}
            _ => drafts.push(draft),
        }
    }
    drafts
}

/// Bytes of the longest ditto mark, with room for one written in parts.
const LONGEST_DITTO: usize = 15;

/// Letters with which ditto marks begin.
static DITTO_LETTERS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let marks = tokens::DITTO.iter().chain(tokens::DITTO_LEFT);
    marks.filter_map(|mark| mark.chars().next()).collect()
});

/// Most cells begin with a letter that no ditto mark begins with: folding them all would be much of the work.
fn may_be_ditto(text: &str) -> bool {
    let text = text.trim_start();
    let letter = text.chars().next().unwrap_or(' ');
    let is_word = letter.is_ascii_alphanumeric() || parse::is_plain_japanese(letter);
    (!is_word || DITTO_LETTERS.contains(&letter)) && text.trim_end().len() <= LONGEST_DITTO
}

/// Whether two columns stand side by side under one heading and hold the same kind of thing.
fn alike(register: RegisterId, one: &Column, two: &Column) -> bool {
    match (one, two) {
        (Column::Field(one), Column::Field(two)) => {
            let (one, two) = (&register.fields[*one], &register.fields[*two]);
            one.kind == two.kind && one.group == two.group
        }
        (Column::Child { child: one, .. }, Column::Child { child: two, .. }) => one == two,
        _ => false,
    }
}

/// Whether a row only adds software to the record before it: its number is merged with it, missing, or the same,
/// and it says nothing else that differs.
fn belongs(last: &Draft, next: &Draft, number: Option<&Column>, merged_number: bool) -> bool {
    let Some(Column::Field(number)) = number else {
        return false;
    };
    if next.content.children.iter().all(Vec::is_empty) {
        return false;
    }
    let (mine, theirs) = (last.content.fields.get(*number), next.content.fields.get(*number));
    if mine.is_blank() || !(merged_number || theirs.is_blank() || mine == theirs) {
        return false;
    }
    disagreements(last, next).is_empty() && (merged_number || theirs == mine || next.content.fields.is_empty())
}

/// Fields in which a row that seems to go on with the record before it says something else.
fn disagreements(last: &Draft, next: &Draft) -> Vec<Column> {
    let differs = |(field, entry): &(usize, &Entry)| last.content.fields.get(*field) != *entry;
    next.content
        .fields
        .iter()
        .filter(differs)
        .map(|(field, _)| Column::Field(field))
        .collect()
}

fn join(last: &mut Draft, next: Draft) {
    last.rows.extend(next.rows);
    for (child, rows) in next.content.children.into_iter().enumerate() {
        let mut all = last.content.child_rows(child).to_vec();
        all.extend(rows);
        last.content.set_child_rows(child, all);
    }
    for (header, entry) in next.content.custom {
        match last.content.custom.get(&header).cloned() {
            None => last.content.set_custom(&header, entry),
            Some(known) if known == entry => {}
            // Both stay: what the rows say about a column nobody knows, nobody can choose between.
            Some(known) => {
                let both = format!("{}\n{}", known.display(), entry.display());
                last.content.set_custom(&header, Entry::text(&both));
                last.problems.push((Column::Custom(header), Problem::RowsDisagree));
            }
        }
    }
    last.raw.extend(next.raw);
    last.problems.extend(next.problems);
}

/// Cells below the first of a vertical merge.
struct Merges<'a> {
    sheet: &'a RawSheet,
    by_column: HashMap<u32, Vec<Merge>>,
}

impl<'a> Merges<'a> {
    fn new(sheet: &'a RawSheet, table: &Found) -> Self {
        let top = table.header_rows.last().copied().unwrap_or(0);
        let mut by_column: HashMap<u32, Vec<Merge>> = HashMap::new();
        for merge in sheet
            .around
            .merges
            .iter()
            .filter(|merge| merge.rows.0 > top && merge.rows.1 > merge.rows.0)
        {
            by_column.entry(merge.columns.0).or_default().push(*merge);
        }
        Self { sheet, by_column }
    }

    fn source(&self, row: u32, column: u32) -> Option<&'a RawCell> {
        let merge = self
            .by_column
            .get(&column)?
            .iter()
            .find(|merge| (merge.rows.0 + 1..=merge.rows.1).contains(&row))?;
        let at = self
            .sheet
            .rows
            .binary_search_by_key(&merge.rows.0, |row| row.number)
            .ok()?;
        self.sheet.rows[at].cell(column)
    }
}

/// Collects the cells of one record.
pub(super) struct RowReader {
    register: RegisterId,
    row: u32,
    content: Content,
    pub problems: Vec<(Column, Problem)>,
    raw: BTreeMap<String, Arc<str>>,
    /// Lines per child field, paired when the row is complete.
    lines: Vec<((usize, usize), Vec<Entry>)>,
}

impl RowReader {
    /// `fields` is how many of them it will have at most, child rows aside.
    pub fn new(register: RegisterId, row: u32, fields: usize) -> Self {
        Self {
            register,
            row,
            content: Content {
                // `finish` gives back what was not needed.
                fields: Fields::with_capacity(fields),
                ..Content::default()
            },
            problems: Vec::new(),
            raw: BTreeMap::new(),
            lines: Vec::new(),
        }
    }

    /// Keeps the original text of a cell that comes out as something else.
    fn note(&mut self, at: u32, cell: &RawCell) {
        self.raw.insert(address(self.row, at), cell.text.clone());
    }

    pub fn take(&mut self, at: u32, cell: &RawCell, to: &Column, second: Option<&Column>, memo: &mut Memo) {
        let kind = kind_of(self.register, to);
        let unreadable = match cell.kind {
            CellKind::Error => Some(Problem::CellError),
            CellKind::NoValue => Some(Problem::FormulaWithoutValue),
            CellKind::Text | CellKind::Number | CellKind::Date => None,
        };
        if let Some(problem) = unreadable {
            self.note(at, cell);
            self.problems.push((to.clone(), problem));
            return;
        }
        if is_lost(cell) {
            self.problems.push((to.clone(), Problem::LostDigits));
        }
        match to {
            Column::Child { child, field } => {
                let split = second.and_then(|second| match second {
                    Column::Child { field, .. } => Some(*field),
                    _ => None,
                });
                match split {
                    None => {
                        let entries = memo.lines(to, kind, &cell.text);
                        self.lines((*child, *field), entries);
                    }
                    Some(split) => {
                        for line in child_lines(&cell.text) {
                            let (name, version) = name_and_version(line);
                            self.lines((*child, *field), vec![parse::entry(kind, name)]);
                            let version = version.map_or(Entry::Blank, |text| parse::entry(FieldKind::Version, text));
                            self.lines((*child, split), vec![version]);
                        }
                    }
                }
                if split.is_some() {
                    self.note(at, cell);
                }
                let version = matches!(kind, FieldKind::Version);
                if version && cell.kind == CellKind::Number && cell.text.contains('.') && !cell.text.ends_with('0') {
                    self.problems.push((to.clone(), Problem::VersionMayHaveLostZero));
                }
            }
            column => {
                let Meant {
                    entry,
                    problems,
                    otherwise,
                } = memo.meaning(column, kind, &cell.text);
                if otherwise {
                    self.note(at, cell);
                }
                self.problems
                    .extend(problems.into_iter().map(|problem| (column.clone(), problem)));
                match column {
                    Column::Field(field) => self.content.fields.set(*field, entry),
                    Column::Custom(header) => self.content.set_custom(header, entry),
                    Column::Child { .. } => {}
                }
            }
        }
    }

    /// A cell of two facts; where it cannot be parted for certain, a person has to look.
    fn take_two(&mut self, at: u32, cell: &RawCell, one: &Column, two: &Column, bracketed: bool, memo: &mut Memo) {
        if matches!(cell.kind, CellKind::Error | CellKind::NoValue) || cell.text.trim().is_empty() {
            return self.take(at, cell, one, None, memo);
        }
        let parted = parts::part(self.register, one, two, bracketed, &cell.text);
        if !parted.certain {
            let whole = if parted.one.is_empty() { two } else { one };
            self.problems.push((whole.clone(), Problem::NotParted));
        }
        self.note(at, cell);
        for (column, text) in [(one, parted.one), (two, parted.two)] {
            if !text.is_empty() {
                let part = RawCell {
                    column: cell.column,
                    text: text.into(),
                    kind: cell.kind,
                    struck: cell.struck,
                };
                self.take(at, &part, column, None, memo);
                // The cell as it was, not its part.
                self.note(at, cell);
            }
        }
    }

    fn lines(&mut self, field: (usize, usize), entries: Vec<Entry>) {
        if entries.is_empty() {
            return;
        }
        match self.lines.iter_mut().find(|(known, _)| *known == field) {
            Some((_, lines)) => lines.extend(entries),
            None => self.lines.push((field, entries)),
        }
    }

    /// A card goes on in the next row of the sheet.
    pub fn at_row(&mut self, row: u32) {
        self.row = row;
    }

    pub fn finish(mut self) -> Draft {
        self.lines.sort_by_key(|(field, _)| *field);
        let mut lines = std::mem::take(&mut self.lines).into_iter().peekable();
        while let Some(((child, field), first)) = lines.next() {
            let mut columns = vec![(field, first)];
            while let Some(((_, field), more)) = lines.next_if(|((next, _), _)| *next == child) {
                columns.push((field, more));
            }
            // Blank lines at the end count where all cells have them, as below the one version of three programs;
            // elsewhere somebody pressed Enter once too often.
            let said = |lines: &[Entry]| lines.len() - lines.iter().rev().take_while(|line| line.is_blank()).count();
            let most = columns.iter().map(|(_, lines)| said(lines)).max().unwrap_or(0);
            let all_alike = columns.windows(2).all(|two| two[0].1.len() == two[1].1.len());
            if !all_alike && columns.iter().any(|(_, lines)| said(lines) != most) {
                let field = columns.first().map_or(0, |(field, _)| *field);
                self.problems
                    .push((Column::Child { child, field }, Problem::LinesDoNotPair));
            }
            let mut rows: Vec<Fields> = (0..most).map(|_| Fields::with_capacity(columns.len())).collect();
            for (field, lines) in &mut columns {
                for (row, entry) in rows.iter_mut().zip(lines.drain(..)) {
                    row.set(*field, entry);
                }
            }
            self.content.set_child_rows(child, rows);
        }
        self.content.fields.shrink();
        Draft {
            rows: vec![self.row],
            content: self.content,
            problems: self.problems,
            raw: self.raw,
            derived: Vec::new(),
        }
    }
}

/// The lines of a cell that stand beside those of another, blank ones included.
fn child_lines(text: &str) -> impl Iterator<Item = &str> {
    let is_blank = text.trim().is_empty();
    text.split('\n').filter(move |_| !is_blank)
}

/// What a cell's text was understood as.
#[derive(Clone)]
struct Meant {
    entry: Entry,
    problems: Vec<Problem>,
    /// The ledger will not show it as it was written.
    otherwise: bool,
}

/// Meanings of texts that stand in several cells: a ledger says 稼働 thousands of times. The reader shares equal
/// texts, so one is known by its place in memory; the kept text makes sure that the place stays its own.
#[derive(Default)]
pub(super) struct Memo {
    meanings: Known<Meant>,
    lines: Known<Vec<Entry>>,
}

type Known<T> = HashMap<(Column, usize), (Arc<str>, T), foldhash::fast::RandomState>;

impl Memo {
    /// The lines of a cell of child rows.
    fn lines(&mut self, column: &Column, kind: FieldKind, text: &Arc<str>) -> Vec<Entry> {
        let place = (column.clone(), text.as_ptr().addr());
        let read = || child_lines(text).map(|line| parse::entry(kind, line)).collect();
        let known = self.lines.entry(place);
        known.or_insert_with(|| (text.clone(), read())).1.clone()
    }

    fn meaning(&mut self, column: &Column, kind: FieldKind, text: &Arc<str>) -> Meant {
        // One that nobody shares stands here alone.
        if Arc::strong_count(text) <= 4 {
            return meaning(column, kind, text);
        }
        let place = (column.clone(), text.as_ptr().addr());
        let known = self.meanings.entry(place);
        known
            .or_insert_with(|| (text.clone(), meaning(column, kind, text)))
            .1
            .clone()
    }
}

fn meaning(column: &Column, kind: FieldKind, text: &Arc<str>) -> Meant {
    let entry = match column {
        Column::Custom(_) => custom_entry(text),
        _ => parse::shared_entry(kind, text),
    };
    let problems = match &entry {
        Entry::Text(text) if parse::can_be_odd(kind) => parse::understand(kind, text).problems,
        _ => Vec::new(),
    };
    Meant {
        otherwise: entry.display() != **text,
        entry,
        problems,
    }
}

/// What なし or － means in a column nobody knows, nobody knows: only our own words for marks are read as marks.
fn custom_entry(text: &str) -> Entry {
    let entry = parse::entry(FieldKind::Text, text);
    match entry {
        Entry::Unknown { .. } | Entry::NotApplicable if entry.display() != text.trim() => {
            Entry::Text(text.trim().into())
        }
        other => other,
    }
}

/// Digits that a spreadsheet cut off cannot be brought back.
fn is_lost(cell: &RawCell) -> bool {
    // Nearly every cell.
    if cell.kind != CellKind::Number && !cell.text.contains('+') {
        return false;
    }
    let text = cell.text.trim();
    let is_long = cell.kind == CellKind::Number && text.len() >= 16 && !text.contains('.');
    // 4.90123E+12 in a csv, or as another program shows it; 3E5 and 1E10 may be names of models.
    let cut = text.contains('+')
        && text.split_once("E+").is_some_and(|(digits, power)| {
            let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            let whole = digits.split_once('.');
            plain(power)
                && power.len() >= 2
                && whole.is_some_and(|(whole, part)| whole.len() == 1 && plain(whole) && plain(part))
        });
    is_long || cut
}

/// `ほしぞらカルテ 5.0.1`, `ORCA（5.2.0）` or `Office2021` in its two parts.
fn name_and_version(line: &str) -> (&str, Option<&str>) {
    let line = line.trim();
    for (open, close) in [('（', '）'), ('(', ')')] {
        if let Some(rest) = line.strip_suffix(close)
            && let Some((name, version)) = rest.rsplit_once(open)
        {
            return (name.trim_end(), Some(version));
        }
    }
    if let Some((name, version)) = line.rsplit_once([' ', '\u{3000}', '/', '／']) {
        let bare = version.trim_start_matches(['v', 'V', 'e', 'r', '.']);
        if bare.starts_with(|c: char| c.is_numeric()) && !name.trim().is_empty() {
            return (name.trim_end(), Some(version));
        }
    }
    (line, None)
}

/// A pair of label and value cells of a card or form becomes part of a record.
pub(super) fn value_right(row: &RawRow, column: u32) -> Option<&RawCell> {
    let next = row.cells.partition_point(|cell| cell.column <= column);
    row.cells.get(next).filter(|cell| cell.column <= column + 3)
}
