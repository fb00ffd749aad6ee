//! What a dropped-in form would bring: an edition, answers, a disclosure. Plan, show, apply.
//!
//! Owns: putting rows of a form beside items and the ledger's answers. Refuses to know: xlsx, wording for people.
//! Invariants: nothing is written without a plan; an answer that is not clear is named and not taken by itself; a day
//! without a year, or one that does not exist, is not taken; a row that no item fits is named.

use std::sync::Arc;

use chrono::NaiveDate;
use thiserror::Error;

use super::matching::{How, match_rows};
use super::request::{bare, vendor_in_name};
use super::{
    Answers, Asked, Edition, Editions, Given, ItemId, LearnError, Origin, RoundState, SheetId, SheetKind, Source, Sure,
    Vendors, board, keep, learn, note_round,
};
use crate::core::form::{
    BoxKey, CellRef, DateProblem, DateRead, Doubt, FormBook, FormError, FormKind, FormMap, Hints, ItemRead, Layout,
    State,
};
use crate::core::model::{Batch, BatchRow, OperationKind, Snapshot};

/// What a person says that the file does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub vendor: Option<String>,
    pub sheet: Option<SheetKind>,
    pub fiscal_year: Option<i32>,
    /// Where columns and rows stand.
    pub layouts: Vec<Layout>,
}

impl Told {
    /// What the finder should know: every wording, and layouts, what was told now before what was told before.
    pub fn hints(&self, editions: &Editions) -> Hints {
        let mut hints = editions.hints();
        hints.layouts.splice(0..0, self.layouts.iter().cloned());
        hints
    }

    /// A found form as the person says it is, now or when its layout was pointed at.
    pub(super) fn onto(&self, map: &FormMap, editions: &Editions) -> FormMap {
        let mut map = map.clone();
        let alike = |edition: &&Arc<Edition>| edition.layout.is_some() && edition.layout == map.layout;
        let known = editions
            .all()
            .rev()
            .find(alike)
            .map(|edition| (edition.fiscal_year, edition.sheet));
        let year = self.fiscal_year.or(map.fiscal_year);
        map.fiscal_year = year.or(known.map(|(year, _)| year));
        let unsaid = map.audience.is_none() && map.kind == FormKind::Checklist;
        if let Some(sheet) = self.sheet.or(known.map(|(_, sheet)| sheet).filter(|_| unsaid)) {
            map.kind = sheet.form_kind();
            map.audience = Some(sheet.label().to_owned());
        }
        map
    }
}

#[derive(Debug, Error, PartialEq, Eq)]
pub enum TakeError {
    #[error(transparent)]
    Form(#[from] FormError),
    #[error(transparent)]
    Learn(#[from] LearnError),
}

/// One round of one item, as the file has it and as the ledger has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeRow {
    pub item: ItemId,
    pub round: u8,
    pub cell: CellRef,
    pub before: Given,
    /// What would stand there; an unclear answer is left out of it.
    pub after: Given,
    pub step: Step,
    /// What is odd about the days, the answer's first.
    pub dates: Vec<DateProblem>,
    /// Whether it is taken; a person may change it.
    pub include: bool,
}

/// What taking a row would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    New,
    Same,
    /// The ledger says something else.
    Change,
    /// A person has to look: what the cells seem to say.
    Unclear(State),
}

impl Step {
    pub const fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same => "same",
            Self::Change => "change",
            Self::Unclear(_) => "unclear",
        }
    }
}

/// A row of the form that no item of the edition fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    pub cell: CellRef,
    pub text: String,
}

/// What one form of a file would bring.
#[derive(Clone, Debug)]
pub struct TakePlan {
    pub file: String,
    /// Its vendor stays empty until a person says whose it is.
    pub sheet: SheetId,
    pub edition: Arc<Edition>,
    /// The edition is new to the ledger, or its words are better than those known.
    pub teaches: bool,
    /// Whether the edition is kept; a person may change it.
    pub keep_edition: bool,
    pub source: Source,
    pub rows: Vec<TakeRow>,
    pub strays: Vec<Stray>,
    /// Items of the edition that the form does not have.
    pub missing: Vec<ItemId>,
    pub doubts: Vec<Doubt>,
    /// The form is for another fiscal year than the day it is read.
    pub is_other_year: bool,
}

/// Works out what a form would bring.
///
/// # Errors
/// When the form does not say for which year or whom it is, and nobody told.
pub fn plan_take(
    book: &FormBook,
    map: &FormMap,
    (file, today): (&str, NaiveDate),
    told: &Told,
    snapshot: &Snapshot,
) -> Result<TakePlan, TakeError> {
    let editions = Editions::of(snapshot);
    let map = told.onto(map, &editions);
    let fresh = learn(book, &map, &editions)?;
    let known = editions
        .of_year(fresh.fiscal_year, fresh.sheet)
        .or_else(|| editions.get(&fresh.id, fresh.sheet));
    let (edition, teaches, keep_edition) = choose(known, fresh, &map);
    let reading = map.read(book)?;
    let vendor = edition
        .sheet
        .is_per_vendor()
        .then(|| {
            let told = told.vendor.clone();
            told.or_else(|| vendor_in(&reading.boxes, snapshot))
                .or_else(|| vendor_in_name(file, snapshot))
        })
        .flatten();
    let sheet = SheetId {
        edition: edition.id.clone(),
        sheet: edition.sheet,
        vendor,
    };
    let answers = Answers::of(snapshot);
    let known_answers = answers.sheet(&sheet);
    let matches = match_rows(&map.items, &edition);
    let mut rows = Vec::new();
    let mut strays = Vec::new();
    for (read, found) in reading.items.iter().zip(&matches) {
        let row = &map.items[read.item];
        match found {
            Some(found) => {
                let item = &edition.items[found.item].id;
                take_rows(item, read, row.cell, known_answers, &mut rows);
            }
            None => strays.push(Stray {
                cell: row.cell,
                text: row.printed.clone(),
            }),
        }
    }
    let missing = (0..edition.items.len())
        .filter(|at| !matches.iter().flatten().any(|found| found.item == *at))
        .map(|at| edition.items[at].id.clone())
        .collect();
    Ok(TakePlan {
        file: file.to_owned(),
        is_other_year: edition.sheet.is_own_checklist() && edition.fiscal_year != super::fiscal_year_of(today),
        source: Source {
            file: file.to_owned(),
            sha256: book.sha256(),
            learned_on: Some(today),
        },
        sheet,
        edition,
        teaches,
        keep_edition,
        rows,
        strays,
        missing,
        doubts: map.doubts,
    })
}

/// The known edition, or the file's own: when nothing is known, or when the file has every known item and its words
/// are surer than ours, or when ours was never whole.
fn choose(known: Option<&Arc<Edition>>, fresh: Edition, map: &FormMap) -> (Arc<Edition>, bool, bool) {
    let Some(known) = known else {
        return (Arc::new(fresh), true, true);
    };
    if known.is_partial() {
        // Ids go by printed numbers there, so that answers stay with their items.
        return (Arc::new(fresh), true, true);
    }
    let matches = match_rows(&map.items, known);
    let matched = matches.iter().flatten().count();
    let has_all = matched == known.items.len();
    let same = has_all && matched == map.items.len() && matches.iter().flatten().all(|found| found.how == How::Same);
    let surer = |edition: &Edition| {
        edition
            .items
            .iter()
            .map(|item| item.wording().sure)
            .max()
            .unwrap_or(Sure::Official)
    };
    let is_better = surer(&fresh) < surer(known) || (!same && matches!(known.origin, Origin::Learned(_)));
    let reads_anew =
        matches!(known.origin, Origin::Learned(_)) && fresh.layout.is_some() && fresh.layout != known.layout;
    if has_all && is_better {
        (Arc::new(fresh), true, true)
    } else if reads_anew {
        let mut read = (**known).clone();
        read.layout = fresh.layout;
        (Arc::new(read), true, true)
    } else {
        (known.clone(), false, false)
    }
}

/// The vendor whose name stands in the form's box, if the ledger knows it.
pub(super) fn vendor_in(boxes: &[crate::core::form::BoxRead], snapshot: &Snapshot) -> Option<String> {
    let written = boxes
        .iter()
        .find(|found| found.key == BoxKey::Vendor && !found.text.is_empty())?;
    let wanted = bare(&written.text);
    let vendors = Vendors::of(snapshot).list;
    let mut same = vendors.iter().filter(|vendor| bare(&vendor.name) == wanted);
    match (same.next(), same.next()) {
        (Some(only), None) => Some(only.name.clone()),
        _ => None,
    }
}

fn take_rows(item: &ItemId, read: &ItemRead, cell: CellRef, known: &super::SheetAnswers, rows: &mut Vec<TakeRow>) {
    for round in &read.rounds {
        let mut dates = Vec::new();
        let mut day = |found: &DateRead| {
            dates.extend(found.problem);
            // What lies outside the year is taken as written and said; the rest is no day.
            found.date
        };
        let (checked_on, target_on) = (day(&round.checked_on), day(&round.target_on));
        let before = known.get(&(item.clone(), round.round)).cloned().unwrap_or_default();
        let state = round.answer.state;
        let answer = match state {
            State::Given(answer) => Some(answer),
            State::Blank | State::Confirm { .. } | State::Both | State::Unreadable => None,
        };
        let note = if round.round == 1 {
            read.note.clone()
        } else {
            String::new()
        };
        let is_unclear = !matches!(state, State::Given(_) | State::Blank);
        if !is_unclear
            && answer.is_none()
            && checked_on.is_none()
            && target_on.is_none()
            && note.is_empty()
            && dates.is_empty()
        {
            continue;
        }
        let after = Given {
            answer: answer.or(before.answer),
            checked_on: checked_on.or(before.checked_on),
            target_on: target_on.or(before.target_on),
            note: if note.is_empty() { before.note.clone() } else { note },
            ..before.clone()
        };
        let step = match () {
            () if is_unclear => Step::Unclear(state),
            () if after == before => Step::Same,
            () if before.is_blank() => Step::New,
            () => Step::Change,
        };
        rows.push(TakeRow {
            item: item.clone(),
            round: round.round,
            cell,
            include: matches!(step, Step::New | Step::Change),
            before,
            after,
            step,
            dates,
        });
    }
}

impl TakePlan {
    /// A vendor has to be named before it can be applied.
    pub fn needs_vendor(&self) -> bool {
        self.sheet.sheet.is_per_vendor() && self.sheet.vendor.is_none()
    }

    pub fn count(&self, step: fn(&Step) -> bool) -> usize {
        self.rows.iter().filter(|row| step(&row.step)).count()
    }

    /// The operation that a person has agreed to.
    pub fn into_batch(&self, label: &str, today: NaiveDate, snapshot: &Snapshot) -> Batch {
        let mut rows: Vec<BatchRow> = Vec::new();
        if self.keep_edition {
            rows.extend(keep(&self.edition, &self.source, snapshot));
        }
        if self.needs_vendor() {
            return Batch {
                kind: OperationKind::Import,
                label: label.to_owned(),
                source: None,
                rows,
            };
        }
        let answers = Answers::of(snapshot);
        let taken = self.rows.iter().filter(|row| row.include);
        rows.extend(answers.write(
            &self.sheet,
            taken.map(|row| (row.item.clone(), row.round, row.after.clone())),
        ));
        rows.extend(self.round_row(&answers, today, snapshot));
        let facts = serde_json::json!({
            "file": self.file, "sha256": self.source.sha256, "edition": self.sheet.edition, "sheet": self.sheet.sheet.key(),
        });
        Batch {
            kind: OperationKind::Import,
            label: label.to_owned(),
            source: Some(facts.to_string()),
            rows,
        }
    }

    /// A vendor's sheet came back: the board says so, and says 要確認 when something on it is not clear.
    fn round_row(&self, answers: &Answers, today: NaiveDate, snapshot: &Snapshot) -> Option<BatchRow> {
        let name = self.sheet.vendor.as_deref()?;
        let brings = self
            .rows
            .iter()
            .any(|row| row.include || matches!(row.step, Step::Unclear(_)));
        if self.sheet.sheet != SheetKind::Vendor || !brings {
            return None;
        }
        let known = board(snapshot, answers, &self.sheet.edition, self.sheet.sheet, today);
        let known = known
            .into_iter()
            .find(|row| row.vendor.name == name)
            .map(|row| row.asked);
        let old = known.unwrap_or_default();
        let is_clear = self.strays.is_empty()
            && !self
                .rows
                .iter()
                .any(|row| matches!(row.step, Step::Unclear(_)) || !row.dates.is_empty());
        let state = match (old.state, is_clear) {
            (RoundState::Done, true) => RoundState::Done,
            (_, true) => RoundState::Returned,
            (_, false) => RoundState::Check,
        };
        let asked = Asked {
            state,
            returned_on: old.returned_on.or(Some(today)),
            file: self.file.clone(),
            ..old
        };
        note_round(snapshot, &self.sheet, &asked)
    }
}
