//! Which edition is meant, and what an earlier one proposes for it.
//!
//! Owns: the choice when nobody says. Refuses to know: wording.

use std::sync::Arc;

use chrono::NaiveDate;

use super::readiness::is_pharmacy;
use super::{
    Answers, Edition, Editions, ItemId, Proposal, SheetId, SheetKind, Told, fiscal_year_of, last_answer, propose,
};
use crate::core::model::Snapshot;

/// The edition of the year told; else this year's, which the inspector asks for, as soon as it is known; else that of
/// the newest sheet with answers, else the newest known.
///
/// # Errors
/// The year of which no edition is known.
pub fn chosen(snapshot: &Snapshot, told: &Told, today: NaiveDate) -> Result<Arc<Edition>, i32> {
    let editions = Editions::of(snapshot);
    let pharmacy = is_pharmacy(snapshot);
    let find = |year: i32| match told.sheet {
        Some(sheet) => editions.of_year(year, sheet),
        None if told.vendor.is_some() => editions.of_year(year, SheetKind::Vendor),
        None => editions.own_of_year(year, pharmacy),
    };
    let this_year = fiscal_year_of(today);
    if let Some(year) = told.fiscal_year {
        return find(year).cloned().ok_or(year);
    }
    let answers = Answers::of(snapshot);
    let answered = |edition: &&Arc<Edition>| {
        answers
            .sheets()
            .any(|(id, _)| id.edition == edition.id && id.sheet == edition.sheet)
    };
    let mut years: Vec<i32> = editions.all().map(|edition| edition.fiscal_year).collect();
    years.dedup();
    let newest_first = || years.iter().rev().filter_map(|year| find(*year));
    find(this_year)
        .or_else(|| newest_first().find(answered))
        .or_else(|| newest_first().next())
        .cloned()
        .ok_or(this_year)
}

/// Proposals for the items of a sheet that nobody has answered, from the newest earlier edition with answers.
pub fn proposals(
    editions: &Editions,
    answers: &Answers,
    edition: &Edition,
    id: &SheetId,
) -> Option<(Arc<Edition>, Vec<Proposal>)> {
    let sheet_of = |old: &Edition| SheetId {
        edition: old.id.clone(),
        sheet: old.sheet,
        vendor: id.vendor.clone(),
    };
    let is_before = |old: &&Arc<Edition>| {
        let same_kind = if edition.sheet.is_own_checklist() {
            old.sheet.is_own_checklist()
        } else {
            old.sheet == edition.sheet
        };
        same_kind && old.fiscal_year < edition.fiscal_year && !answers.sheet(&sheet_of(old)).is_empty()
    };
    let old = editions.all().rfind(is_before)?;
    let from = answers.sheet(&sheet_of(old));
    let here = answers.sheet(id);
    let is_open = |item: &ItemId| last_answer(here, item).is_none();
    let proposals = propose(old, &|item| last_answer(from, item), edition)
        .into_iter()
        .filter(|proposal| is_open(&proposal.item))
        .collect();
    Some((old.clone(), proposals))
}
