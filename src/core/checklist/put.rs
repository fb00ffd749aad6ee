//! Answers of the ledger as wishes for a form.
//!
//! Owns: which answer goes to which row, what stands in the boxes. Refuses to know: cells.
//! Invariant: a box in which something stands is left as it is; an answer that finds no row is named.

use std::sync::Arc;

use chrono::NaiveDate;
use thiserror::Error;

use super::learn::edition_id;
use super::{Answers, Edition, Editions, ItemId, SheetAnswers, SheetId, SheetKind, Told, Vendors, match_rows};
use crate::core::catalogue::RegisterId;
use crate::core::form::{BoxKey, FillError, FillOutcome, FillPlan, FormBook, FormError, FormMap, Reading, Wish};
use crate::core::model::Snapshot;

/// What may be written into the boxes of a form.
#[derive(Clone, Debug, Default)]
pub struct BoxTexts {
    pub facility: String,
    pub vendor: String,
    pub person: String,
    pub phone: String,
    pub system: String,
    pub day: Option<NaiveDate>,
}

/// A form filled from a ledger.
#[derive(Clone, Debug)]
pub struct Filled {
    pub sheet: SheetId,
    pub edition: Arc<Edition>,
    pub outcome: FillOutcome,
    /// Items with an answer for which the form has no row.
    pub homeless: Vec<ItemId>,
    /// Answers and boxes that were to be written.
    pub asked: usize,
}

#[derive(Debug, Error, PartialEq, Eq)]
pub enum PutError {
    #[error(transparent)]
    Form(#[from] FormError),
    #[error(transparent)]
    Fill(#[from] FillError),
    /// The form does not say for which year it is.
    #[error("no fiscal year")]
    NoFiscalYear,
    #[error("no audience")]
    NoAudience,
    /// The sheet is a vendor's and nobody said whose.
    #[error("no vendor")]
    WhichVendor,
    /// There is no form in the file.
    #[error("no form")]
    NoForm,
    /// The ledger has nothing to write into it.
    #[error("nothing to fill")]
    Nothing(Arc<Edition>),
    /// The edition of this year is not known, so nobody can have answered it.
    #[error("no edition of {0}")]
    NoEdition(i32),
}

/// A book whose forms are all filled.
pub struct FilledBook {
    pub book: FormBook,
    pub forms: Vec<(FormMap, Filled)>,
}

/// Fills every form of a book.
///
/// # Errors
/// See [`PutError`].
pub fn fill_book(
    book: FormBook,
    told: &Told,
    (today, actor): (NaiveDate, &str),
    snapshot: &Snapshot,
) -> Result<FilledBook, PutError> {
    let hints = told.hints(&Editions::of(snapshot));
    let count = FormMap::find(&book, &hints).len();
    let mut filled = FilledBook {
        book,
        forms: Vec::new(),
    };
    for at in 0..count {
        // The maps are found anew in the filled copy: the forms before this one are in it already.
        let Some(map) = FormMap::find(&filled.book, &hints).into_iter().nth(at) else {
            break;
        };
        let one = fill_from_ledger(&filled.book, &map, told, (today, actor), snapshot)?;
        filled.book = FormBook::open(one.outcome.bytes.clone())?;
        filled.forms.push((map, one));
    }
    match filled.forms.first() {
        None => Err(PutError::NoForm),
        Some((_, first)) if filled.forms.iter().all(|(_, one)| one.asked == 0) => {
            Err(PutError::Nothing(first.edition.clone()))
        }
        Some(_) => Ok(filled),
    }
}

/// Fills a form with what the ledger knows: its answers, and the boxes for names and days.
///
/// # Errors
/// See [`PutError`]; what single cells refuse stands in the outcome.
pub fn fill_from_ledger(
    book: &FormBook,
    map: &FormMap,
    told: &Told,
    (today, actor): (NaiveDate, &str),
    snapshot: &Snapshot,
) -> Result<Filled, PutError> {
    let editions = Editions::of(snapshot);
    let map = told.onto(map, &editions);
    let sheet = told.sheet.or_else(|| SheetKind::of(&map)).ok_or(PutError::NoAudience)?;
    let edition = match map.fiscal_year {
        Some(year) => editions.of_year(year, sheet).ok_or(PutError::NoEdition(year))?,
        None if sheet.is_own_checklist() || sheet == SheetKind::Vendor => return Err(PutError::NoFiscalYear),
        None => editions
            .get(&edition_id(&map, super::learn::UNDATED_YEAR), sheet)
            .ok_or(PutError::NoEdition(super::learn::UNDATED_YEAR))?,
    };
    let reading = map.read(book)?;
    let named = || super::take::vendor_in(&reading.boxes, snapshot);
    let vendor = sheet
        .is_per_vendor()
        .then(|| told.vendor.clone().or_else(named))
        .flatten();
    if sheet.is_per_vendor() && vendor.is_none() {
        return Err(PutError::WhichVendor);
    }
    let id = SheetId {
        edition: edition.id.clone(),
        sheet,
        vendor,
    };
    let boxes = box_texts(&id, (today, actor), snapshot);
    let answers = Answers::of(snapshot);
    let (plan, homeless) = plan_put(&map, &reading, edition, answers.sheet(&id), &boxes);
    let asked = plan.wishes.len() + plan.boxes.len();
    Ok(Filled {
        sheet: id,
        edition: edition.clone(),
        outcome: map.fill(book, &plan)?,
        homeless,
        asked,
    })
}

/// What stands in the boxes: the clinic's own names on its own sheets; a vendor signs and dates its sheet itself.
fn box_texts(id: &SheetId, (today, actor): (NaiveDate, &str), snapshot: &Snapshot) -> BoxTexts {
    let facility = snapshot.rows(RegisterId::FACILITY).first();
    let own = |key: &str| {
        let text = facility.and_then(|row| row.entry(key).as_text());
        text.map(|text| text.trim().to_owned())
    };
    let facility = own("name").unwrap_or_else(|| snapshot.meta.facility.clone());
    match &id.vendor {
        None => BoxTexts {
            facility,
            person: own("safety_officer").unwrap_or_else(|| actor.to_owned()),
            day: Some(today),
            ..BoxTexts::default()
        },
        Some(name) => BoxTexts {
            facility,
            system: Vendors::of(snapshot)
                .list
                .into_iter()
                .find(|vendor| vendor.name == *name)
                .map(|vendor| vendor.systems)
                .unwrap_or_default(),
            vendor: name.clone(),
            ..BoxTexts::default()
        },
    }
}

/// The wishes of a sheet's answers, and the items with an answer that the form does not have.
pub fn plan_put(
    map: &FormMap,
    reading: &Reading,
    edition: &Edition,
    answers: &SheetAnswers,
    boxes: &BoxTexts,
) -> (FillPlan, Vec<ItemId>) {
    let matches = match_rows(&map.items, edition);
    let mut wishes = Vec::new();
    let mut homeless: Vec<ItemId> = Vec::new();
    for ((item, round), given) in answers.iter().filter(|(_, given)| !given.is_blank()) {
        let row = matches
            .iter()
            .position(|found| found.is_some_and(|found| edition.items[found.item].id == *item));
        match row {
            Some(at) => wishes.push(Wish {
                item: at,
                round: *round,
                answer: given.answer,
                checked_on: given.checked_on,
                target_on: given.target_on,
                note: Some(given.note.clone()).filter(|note| *round == 1 && !note.is_empty()),
            }),
            None if homeless.contains(item) => {}
            None => homeless.push(item.clone()),
        }
    }
    let text = |key: BoxKey| match key {
        BoxKey::Facility => boxes.facility.clone(),
        BoxKey::Vendor => boxes.vendor.clone(),
        BoxKey::Person => boxes.person.clone(),
        BoxKey::Phone => boxes.phone.clone(),
        BoxKey::System => boxes.system.clone(),
        BoxKey::Date => boxes
            .day
            .map(|day| day.format("%Y/%-m/%-d").to_string())
            .unwrap_or_default(),
        BoxKey::Version => String::new(),
    };
    let filled = map
        .boxes
        .iter()
        .zip(&reading.boxes)
        .enumerate()
        .filter(|(_, (_, read))| read.text.is_empty())
        .map(|(at, (found, _))| (at, text(found.key)))
        .filter(|(_, text)| !text.is_empty());
    let plan = FillPlan {
        wishes,
        boxes: filled.collect(),
    };
    (plan, homeless)
}
