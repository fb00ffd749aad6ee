//! An edition from an official file: every row of the form becomes an item.
//!
//! Owns: giving rows their topics. Refuses to know: the ledger.
//! Invariants: no row is lost; a topic is given when another edition has nearly the same wording, or when the row's
//! words tell one topic and no other row has it; wording is [`Sure::Official`] only when the file is the ministry's
//! byte for byte.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::matching::{ALIKE, comparison_key, likeness};
use super::{Edition, Editions, Item, ItemId, Origin, SheetKind, Subject, Sure, Topic, words};
use crate::core::form::{Answer, AnswerPlace, FormBook, FormKind, FormMap, ItemRow, Layout, RowKind, tokens};

#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum LearnError {
    /// Nothing on the sheet says for which year it is.
    #[error("no fiscal year")]
    NoFiscalYear,
    /// Nothing on the sheet says who answers it.
    #[error("no audience")]
    NoAudience,
}

/// The year in which forms without one were published.
pub const UNDATED_YEAR: i32 = 2024;

/// Makes an edition of a found form.
///
/// # Errors
/// When the year or the audience of a checklist is not on the sheet; a person can put them into the map.
pub fn learn(book: &FormBook, map: &FormMap, known: &Editions) -> Result<Edition, LearnError> {
    let sheet = SheetKind::of(map).ok_or(LearnError::NoAudience)?;
    let fiscal_year = match (map.kind, map.fiscal_year) {
        (_, Some(year)) => year,
        (FormKind::Checklist, None) => return Err(LearnError::NoFiscalYear),
        (FormKind::Bcp | FormKind::RoleSharing | FormKind::Disclosure, None) => UNDATED_YEAR,
    };
    let official = book.known().is_some();
    let wording = if official { Sure::Official } else { Sure::File };
    let mut used: BTreeSet<ItemId> = BTreeSet::new();
    let guesses = guesses(map);
    let mut items = Vec::new();
    for (at, row) in map.items.iter().enumerate() {
        let topic = match row.kind {
            RowKind::Presence => Some(Topic::SystemPresence),
            RowKind::Item if map.kind == FormKind::Checklist => topic_by_wording(row, sheet, known).or(guesses[at]),
            RowKind::Item => None,
        };
        let id = identity(row, map.kind, topic, &used);
        used.insert(id.clone());
        items.push(Item {
            id,
            section: row.section.clone(),
            number: row.number.clone(),
            number_sure: wording,
            title: row.title.clone(),
            text: row.text.clone(),
            wording,
            variants: Vec::new(),
            is_formal: row.is_formal,
            has_target: row.slots.iter().any(|slot| slot.target.is_some()),
            only_with_contract: needs_contract(row, sheet, topic),
            offers_na: offers_na(book, map, row),
            source: String::new(),
        });
    }
    Ok(Edition {
        id: edition_id(map, fiscal_year),
        fiscal_year,
        sheet,
        title: map.title.clone().unwrap_or_default(),
        order: wording,
        items,
        layout: map.layout.clone().filter(Layout::has_headings),
        origin: Origin::Fresh,
    })
}

/// `R8`.
pub(super) fn checklist_id(fiscal_year: i32) -> String {
    format!("R{}", fiscal_year - 2018)
}

/// `R8`; forms without years go by their year of publication, disclosures by their title's version.
pub(super) fn edition_id(map: &FormMap, fiscal_year: i32) -> String {
    match map.kind {
        FormKind::Checklist => checklist_id(fiscal_year),
        FormKind::Bcp => format!("BCP{fiscal_year}"),
        FormKind::RoleSharing => format!("ROLES{fiscal_year}"),
        FormKind::Disclosure => {
            let title = tokens::key(map.title.as_deref().unwrap_or_default());
            let kind = if title.contains("sds") && !title.contains("mds") {
                "SDS"
            } else {
                "MDS"
            };
            let version: String = title
                .split("ver")
                .nth(1)
                .unwrap_or_default()
                .chars()
                .skip_while(|c| !c.is_ascii_digit())
                .take_while(|c| c.is_ascii_digit() || *c == '.')
                .collect();
            format!("{kind}{version}")
        }
    }
}

/// The topic of the most alike wording in any edition of a sheet that the same kind of person answers.
fn topic_by_wording(row: &ItemRow, sheet: SheetKind, known: &Editions) -> Option<Topic> {
    let key = comparison_key(&row.text);
    let mut best: Option<(f64, Topic)> = None;
    for edition in known
        .all()
        .filter(|known| known.sheet.is_per_vendor() == sheet.is_per_vendor())
    {
        for item in edition.checked() {
            let Some(topic) = item.id.topic() else { continue };
            let texts = std::iter::once(&item.text).chain(&item.variants);
            let keys: Vec<String> = texts.map(|text| comparison_key(text)).collect();
            let found = likeness(&key, &keys);
            if found >= ALIKE && best.is_none_or(|(known, _)| found > known) {
                best = Some((found, topic));
            }
        }
    }
    best.map(|(_, topic)| topic)
}

/// Topics told by words, where no other row of the form with the same devices tells the same.
fn guesses(map: &FormMap) -> Vec<Option<Topic>> {
    let told: Vec<Option<Topic>> = map
        .items
        .iter()
        .map(|row| words::topic(&tokens::key(&row.text)))
        .collect();
    let alone = |at: usize| {
        let same = |other: &usize| told[*other] == told[at] && map.items[*other].group == map.items[at].group;
        (0..told.len()).filter(same).count() == 1
    };
    (0..told.len()).map(|at| told[at].filter(|_| alone(at))).collect()
}

fn identity(row: &ItemRow, kind: FormKind, topic: Option<Topic>, used: &BTreeSet<ItemId>) -> ItemId {
    let group = row.group;
    if let Some(topic) = topic {
        let id = ItemId {
            subject: Subject::Topic(topic),
            group,
        };
        if !used.contains(&id) {
            return id;
        }
    }
    let number = plain_number(row.number.as_deref().unwrap_or_default());
    let base = match kind {
        FormKind::Bcp if !number.is_empty() => format!("bcp.{number}"),
        FormKind::RoleSharing if !number.is_empty() => {
            let section = row.section.as_deref().map(tokens::key).unwrap_or_default();
            let part = section.chars().find(char::is_ascii_digit);
            part.map_or_else(|| format!("role.{number}"), |part| format!("role.{part}.{number}"))
        }
        FormKind::Disclosure if !number.is_empty() => format!("q.{number}"),
        _ => {
            let hash = Sha256::digest(comparison_key(&row.text));
            let short: String = hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
            format!("own.{short}")
        }
    };
    // Several lines under one number, or the same words twice: the place among them tells them apart.
    let name = |nth: usize| ItemId {
        subject: Subject::Own(if nth == 1 {
            base.clone()
        } else {
            format!("{base}.{nth}")
        }),
        group,
    };
    let mut nth = 1;
    while used.contains(&name(nth)) {
        nth += 1;
    }
    name(nth)
}

/// `B3①` as `b3.1`, so that it does not become `b31` when it is folded.
fn plain_number(printed: &str) -> String {
    let mut spread = String::new();
    for c in printed.chars() {
        if ('①'..='⑳').contains(&c) {
            spread.push('.');
        }
        spread.push(c);
    }
    tokens::key(&spread).replace('@', "")
}

/// Says so itself, or is one of the two items that every edition excuses without a contract.
fn needs_contract(row: &ItemRow, sheet: SheetKind, topic: Option<Topic>) -> bool {
    sheet.is_own_checklist()
        && (matches!(topic, Some(Topic::RemoteMaintenance | Topic::MdsSds))
            || words::needs_contract(&tokens::key(&row.printed)))
}

fn offers_na(book: &FormBook, map: &FormMap, row: &ItemRow) -> bool {
    row.slots
        .iter()
        .filter_map(|slot| slot.answer)
        .any(|place| match place {
            AnswerPlace::Each { not_applicable, .. } => not_applicable.is_some(),
            AnswerPlace::One(cell) => book.offers(map.sheet, cell, Answer::NotApplicable),
        })
}
