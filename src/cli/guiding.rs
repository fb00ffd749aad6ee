//! What a person says on the command line about how a file is to be read.

use super::Failure;
use super::commands::register_named;
use crate::core::import::{
    Hints, How, ImportPlan, Parted, Place, RawWorkbook, ReadError, SetRow, Wanted, column_called, plan_guided,
};
use crate::core::model::Snapshot;
use crate::text::{self, cli as words};

/// Options of `import`, as they were written.
#[derive(Clone, Debug, Default)]
pub(super) struct Guiding {
    /// `[SHEET!]COLUMN=FIELD`.
    pub maps: Vec<String>,
    /// `[SHEET!]ROW` or `[SHEET!]FIRST-LAST`.
    pub headers: Vec<String>,
    /// `[SHEET!]REGISTER`.
    pub registers: Vec<String>,
    /// `[SHEET!]ROW` of a row for several devices that becomes one row each, or `all`.
    pub split: Vec<String>,
    /// The name under which the reading is kept.
    pub remember: Option<String>,
    pub without_profiles: bool,
}

impl Guiding {
    /// Makes the plan; fields are looked up in the list that the sheet turns out to be.
    pub fn plan(&self, workbook: RawWorkbook, name: &str, snapshot: &Snapshot) -> Result<ImportPlan, Failure> {
        let refused = |error: ReadError| Failure::Refused(text::import::notice(&error));
        let mut hints = Hints {
            without_profiles: self.without_profiles,
            ..Hints::default()
        };
        for word in &self.registers {
            let (sheet, register) = sheet_of(word);
            hints.of_sheet(sheet).register = Some(register_named(register)?);
        }
        for word in &self.headers {
            let (sheet, rows) = sheet_of(word);
            let (first, last) = rows.split_once('-').unwrap_or((rows, rows));
            let number = |text: &str| text.parse::<u32>().map_err(|_| Failure::Usage(words::unexpected(word)));
            hints.of_sheet(sheet).header = Some((number(first)?, number(last)?));
        }
        if !self.maps.is_empty() {
            let first = plan_guided(workbook.clone(), name, snapshot, &hints).map_err(refused)?;
            for word in &self.maps {
                self.map(word, &first, &mut hints)?;
            }
        }
        if self.split.iter().any(|word| word == words::SPLIT_ALL) {
            hints.parted = Parted::All;
        } else if !self.split.is_empty() {
            let known = plan_guided(workbook.clone(), name, snapshot, &hints)
                .map_err(refused)?
                .sets;
            for word in &self.split {
                split(word, &known, &mut hints.parted)?;
            }
        }
        let plan = plan_guided(workbook, name, snapshot, &hints).map_err(refused)?;
        if plan.tables.is_empty() {
            return Err(refused(ReadError::NoTable));
        }
        Ok(plan)
    }

    fn map(&self, word: &str, plan: &ImportPlan, hints: &mut Hints) -> Result<(), Failure> {
        let bad = || Failure::Usage(words::unexpected(word));
        let (sheet, rest) = sheet_of(word);
        let (place, field) = rest.rsplit_once('=').ok_or_else(bad)?;
        let headers = plan.tables.iter().flat_map(|table| &table.columns);
        let place = place_of(place, headers.into_iter().any(|column| column.header == place));
        let mut found = false;
        for table in plan
            .tables
            .iter()
            .filter(|table| sheet.is_empty() || *table.sheet == *sheet)
        {
            let has = table.columns.iter().any(|column| match &place {
                Place::At(at) => column.at == *at,
                Place::Named(name) => column.header == *name,
            });
            if !has {
                continue;
            }
            found = true;
            let wanted = match field {
                words::MAP_OUT => Wanted::Out,
                words::MAP_OWN => Wanted::Own,
                field => {
                    let called = |name: &str| {
                        let column = column_called(table.register, name.trim());
                        column.ok_or_else(|| Failure::Usage(words::no_column(name)))
                    };
                    match field.split_once(['+', '＋']) {
                        Some((one, two)) => Wanted::Two(called(one)?, called(two)?),
                        None => Wanted::Into(called(field)?),
                    }
                }
            };
            hints.of_sheet(&table.sheet).columns.push((place.clone(), wanted));
        }
        if found { Ok(()) } else { Err(bad()) }
    }
}

/// A row that stands for no known number of devices cannot be parted: a slip of the pen must not pass.
fn split(word: &str, known: &[SetRow], parted: &mut Parted) -> Result<(), Failure> {
    let bad = || Failure::Usage(words::no_set(word));
    let (sheet, row) = sheet_of(word);
    let row: u32 = row.parse().map_err(|_| bad())?;
    let fits = |set: &&SetRow| set.row == row && (sheet.is_empty() || *set.sheet == *sheet);
    let mut found = known.iter().filter(fits).peekable();
    found.peek().ok_or_else(bad)?;
    found.for_each(|set| parted.set(known, &set.sheet, row, true));
    Ok(())
}

fn sheet_of(word: &str) -> (&str, &str) {
    word.split_once('!').unwrap_or(("", word))
}

/// What the plan leaves to a person about columns and rows of the file, a line each.
pub(super) fn doubt_lines(plan: &ImportPlan) -> Vec<String> {
    let rivals = plan.tables.iter().flat_map(|table| {
        let rivals = table.columns.iter().filter(|column| column.how == How::Rival);
        rivals.map(|column| text::import::rival(&table.sheet, &column.header))
    });
    let notices = plan.notices.iter().map(text::import::notice_line);
    let sets = plan.sets.iter().map(text::import::set_line);
    let readings = text::import::readings(plan);
    readings.into_iter().chain(notices).chain(rivals).chain(sets).collect()
}

/// `C` and `AB` are columns, unless a header says just that; anything else is a header.
fn place_of(text: &str, is_header: bool) -> Place {
    let letters = !is_header && (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
    if letters {
        let at = text
            .bytes()
            .fold(0, |at, letter| at * 26 + u32::from(letter - b'A') + 1);
        Place::At(at - 1)
    } else {
        Place::Named(text.to_owned())
    }
}
