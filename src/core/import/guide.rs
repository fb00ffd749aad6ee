//! How a sheet is to be read, as far as somebody said so: a person now, or an import before.
//!
//! Owns: [`Hints`], and laying them over what was found. Refuses to know: how headers are found without them.
//! Invariants: a person's word goes over a remembered one, and both over a guess; a column that is named like a
//! secret stays out whatever anybody says; no two columns of a table feed the same field.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::draft::kind_of;
use super::headers::{self, Heading, Parts};
use super::mapping;
use super::profile::Profile;
use super::reader::RawSheet;
use super::sets::SetRow;
use super::table::{self, Header};
use super::{ColumnTarget, DropReason, How, PlanColumn, values};
use crate::core::catalogue::{Column, RegisterId, secrets};
use crate::core::parse::header_key;

/// What a person says about one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    pub sheets: Vec<SheetHint>,
    /// Reads the file as if nothing had ever been remembered.
    pub without_profiles: bool,
    /// Which rows for several devices become one row each.
    pub parted: Parted,
}

/// Which rows that stand for several devices a person wants as one row each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Parted {
    #[default]
    None,
    All,
    /// By sheet and row.
    Rows(BTreeSet<(String, u32)>),
}

impl Parted {
    pub fn has(&self, sheet: &str, row: u32) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Rows(rows) => rows.contains(&(sheet.to_owned(), row)),
        }
    }

    /// Says of one row whether it shall be parted; `known` are all that could be.
    pub fn set(&mut self, known: &[SetRow], sheet: &str, row: u32, wanted: bool) {
        let place = |set: &SetRow| (set.sheet.to_string(), set.row);
        let mut rows: BTreeSet<(String, u32)> = known
            .iter()
            .map(place)
            .filter(|(sheet, row)| self.has(sheet, *row))
            .collect();
        if wanted {
            rows.insert((sheet.to_owned(), row));
        } else {
            rows.remove(&(sheet.to_owned(), row));
        }
        *self = Self::Rows(rows);
    }
}

/// What a person says about one sheet, or about all (no name).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetHint {
    pub sheet: String,
    /// 1-based first and last row of the header.
    pub header: Option<(u32, u32)>,
    pub register: Option<RegisterId>,
    pub columns: Vec<(Place, Wanted)>,
}

/// Which column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// 0-based.
    At(u32),
    /// By what its header says.
    Named(String),
}

/// What shall become of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    Into(Column),
    /// Parted into two fields.
    Two(Column, Column),
    /// Kept under its own header.
    Own,
    Out,
}

impl SheetHint {
    /// Says what shall become of a column, in place of what was said of it before.
    pub fn set(&mut self, at: u32, wanted: Wanted) {
        self.columns.retain(|(place, _)| *place != Place::At(at));
        self.columns.push((Place::At(at), wanted));
    }
}

impl Hints {
    /// The hint for a sheet, made when there is none.
    pub fn of_sheet(&mut self, sheet: &str) -> &mut SheetHint {
        let known = self.sheets.iter().position(|hint| hint.sheet == sheet);
        let at = known.unwrap_or_else(|| {
            self.sheets.push(SheetHint {
                sheet: sheet.to_owned(),
                ..SheetHint::default()
            });
            self.sheets.len() - 1
        });
        &mut self.sheets[at]
    }
}

/// Everything that was said about one sheet.
pub(super) struct Guide<'a> {
    sheet: &'a RawSheet,
    hints: Vec<&'a SheetHint>,
    profiles: Vec<&'a Profile>,
}

impl<'a> Guide<'a> {
    pub fn new(sheet: &'a RawSheet, hints: &'a Hints, profiles: &'a [Profile]) -> Self {
        let speaks = |hint: &&SheetHint| hint.sheet.is_empty() || hint.sheet == *sheet.name;
        let mut profiles: Vec<&Profile> = profiles.iter().filter(|_| !hints.without_profiles).collect();
        // Of two with the same headers the one from a sheet of this name is meant.
        profiles.sort_by_key(|profile| profile.sheet != *sheet.name);
        Self {
            sheet,
            hints: hints.sheets.iter().filter(speaks).collect(),
            profiles,
        }
    }

    /// Whether somebody spoke of this very sheet: it is read even when sheets of its kind are not.
    pub fn names_the_sheet(&self) -> bool {
        self.hints.iter().any(|hint| !hint.sheet.is_empty())
    }

    pub fn register(&self) -> Option<RegisterId> {
        self.hints.iter().find_map(|hint| hint.register)
    }

    fn header(&self) -> Option<(u32, u32)> {
        self.hints.iter().find_map(|hint| hint.header)
    }

    /// Whether a row stands above the header that a person pointed at.
    pub fn is_above(&self, row: u32) -> bool {
        self.header().is_some_and(|(first, _)| row < first)
    }

    /// The header that begins at this row, when somebody said so.
    pub fn header_at(&self, at: usize) -> Option<Header> {
        let number = self.sheet.rows[at].number;
        if let Some((first, last)) = self.header() {
            // The row that was pointed at may be empty: the next one with content is meant.
            let before = at.checked_sub(1).map_or(0, |before| self.sheet.rows[before].number);
            if number >= first && before < first {
                let rows = self.sheet.rows[at..]
                    .iter()
                    .take_while(|row| row.number <= last)
                    .count();
                return Some(self.forced(at, rows.max(1)));
            }
            return None;
        }
        if self.profiles.is_empty() {
            return None;
        }
        (1..=3).find_map(|height| {
            let texts = table::header_texts(self.sheet, at, height)?;
            let headers: Vec<String> = texts.values().map(|text| mapping::joined(text)).collect();
            let key = headers.iter().map(|header| header_key(header)).collect::<Vec<_>>();
            let profile = self.profiles.iter().find(|profile| profile.keys() == key)?;
            if self.register().is_some_and(|register| register != profile.register) {
                return None;
            }
            let columns = texts.iter().zip(headers).zip(&profile.targets);
            let columns = columns.map(|(((&at, text), header), target)| PlanColumn {
                at,
                header,
                target: if secrets::is_secret_header(text) {
                    ColumnTarget::Dropped(DropReason::Secret)
                } else {
                    target.clone()
                },
                how: How::Remembered,
            });
            Some(Header {
                register: profile.register,
                columns: columns.collect(),
                height,
                profile: Some(profile.name.clone()),
            })
        })
    }

    /// A header that a person pointed at, however little of it is known.
    fn forced(&self, at: usize, height: usize) -> Header {
        let texts = table::header_texts(self.sheet, at, height).unwrap_or_default();
        let headings = mapping::headings(&texts);
        let register = self.register().unwrap_or_else(|| mapping::likeliest(&headings));
        Header {
            register,
            columns: mapping::columns(register, &headings),
            height,
            profile: None,
        }
    }

    /// Lays what a person said about columns over a header that was found.
    pub fn correct(&self, columns: &mut [PlanColumn]) {
        for (place, wanted) in self.hints.iter().flat_map(|hint| &hint.columns) {
            let at = columns.iter().position(|column| match place {
                Place::At(at) => column.at == *at,
                Place::Named(name) => header_key(&column.header) == header_key(name),
            });
            if let Some(at) = at {
                put(columns, at, wanted);
            }
        }
    }
}

fn put(columns: &mut [PlanColumn], at: usize, wanted: &Wanted) {
    if columns[at].target == ColumnTarget::Dropped(DropReason::Secret) {
        return;
    }
    columns[at].how = How::Person;
    columns[at].target = match wanted {
        Wanted::Out => ColumnTarget::Dropped(DropReason::Person),
        Wanted::Own => own(columns, at),
        Wanted::Into(column) => {
            leave_others(columns, at, column);
            ColumnTarget::To(column.clone())
        }
        Wanted::Two(one, two) => {
            leave_others(columns, at, one);
            leave_others(columns, at, two);
            ColumnTarget::Split(one.clone(), two.clone())
        }
    };
}

/// Who had the field before keeps its values under its own header.
fn leave_others(columns: &mut [PlanColumn], at: usize, column: &Column) {
    for other in (0..columns.len()).filter(|other| *other != at) {
        if columns[other].target.feeds(column) {
            columns[other].target = own(columns, other);
            columns[other].how = How::Rival;
        }
    }
}

/// Two fields into which a column can be parted, as far as its header names them.
pub fn two_fields(register: RegisterId, header: &str) -> Option<(Column, Column)> {
    let heading = Heading::of(header);
    if let Some((Parts::Two(one, two), _)) = heading.compound(register) {
        return Some((one, two));
    }
    let (first, _) = heading.known(register)?;
    let second = headers::remark(register, header)?;
    mapping::may_stand_beside(&first, &second).then_some((first, second))
}

/// How many fields are offered before the others.
const LIKELY: usize = 6;

/// Fields that a column may mean, the likeliest first: by its header, and by a few of its values.
pub fn likely(register: RegisterId, header: &str, values: &[&str]) -> Vec<Column> {
    let inner = register.children.iter().enumerate();
    let inner = inner.flat_map(|(child, list)| (0..list.fields.len()).map(move |field| Column::Child { child, field }));
    let columns = (0..register.fields.len()).map(Column::Field).chain(inner);
    let mut scored: Vec<(f64, Column)> = columns
        .map(|column| {
            let by_name = headers::closeness(register, header, &column);
            let by_parts = header
                .split(['・', '／', '/', '（', '(', '、'])
                .map(|part| 0.9 * headers::closeness(register, part, &column))
                .fold(0.0, f64::max);
            (
                by_name.max(by_parts) + values::share(kind_of(register, &column), values),
                column,
            )
        })
        .filter(|(score, _)| *score >= 0.5)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.into_iter().take(LIKELY).map(|(_, column)| column).collect()
}

fn own(columns: &[PlanColumn], at: usize) -> ColumnTarget {
    let name = mapping::custom_name(&columns[at].header, &columns[..at]);
    ColumnTarget::To(Column::Custom(Arc::from(name)))
}
