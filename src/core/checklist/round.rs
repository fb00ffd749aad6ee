//! The round of the vendors: who has to answer, where each sheet is on its way.
//!
//! Owns: contracts as the ledger knows them, the rows of the `vendor_sheet` register. Refuses to know: letters, files.
//! Invariant: a vendor of whom nobody says that there is no direct contract is asked: one sheet too many hurts less
//! than one that an inspector misses.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Answers, SheetId, SheetKind};
use crate::core::catalogue::{RegisterId, tokens};
use crate::core::model::{BatchRow, Content, Record, RecordId, Snapshot};
use crate::core::parse;
use crate::core::rules::{choice, day, flag};

/// Whether the clinic has a contract with a vendor itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contract {
    Direct,
    /// A subcontractor of somebody else: needs no sheet.
    Indirect,
    /// The ledger does not say.
    Unknown,
}

impl Contract {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Unknown => "unknown",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vendor {
    pub record: RecordId,
    pub name: String,
    pub contract: Contract,
    pub systems: String,
}

/// Vendors and whether the clinic says that it has contracts at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vendors {
    pub list: Vec<Vendor>,
    /// 事業者との契約の有無 of the facility's profile.
    pub has_any: Option<bool>,
}

impl Vendors {
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut list: Vec<Vendor> = Vec::new();
        for row in snapshot.rows(RegisterId::VENDOR).iter() {
            let Some(name) = row.name() else { continue };
            // Two rows of one name are one company with two desks.
            if list.iter().any(|known| known.name == name) {
                continue;
            }
            list.push(Vendor {
                record: row.id,
                name: name.to_owned(),
                contract: match flag(row, "direct_contract") {
                    Some(true) => Contract::Direct,
                    Some(false) => Contract::Indirect,
                    None => Contract::Unknown,
                },
                systems: row.entry("systems").as_text().unwrap_or_default().to_owned(),
            });
        }
        let facility = snapshot.rows(RegisterId::FACILITY).first();
        Self {
            list,
            has_any: facility.and_then(|row| flag(row, "has_vendors")),
        }
    }

    /// Those who have to answer a sheet.
    pub fn asked(&self) -> impl Iterator<Item = &Vendor> {
        let none = self.has_any == Some(false);
        self.list
            .iter()
            .filter(move |vendor| !none && vendor.contract != Contract::Indirect)
    }

    /// Whether the clinic has a contract with any vendor; the clinic's own word counts before the list.
    pub fn has_contract(&self) -> bool {
        self.has_any.unwrap_or_else(|| self.asked().next().is_some())
    }
}

/// Where a sheet is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoundState {
    #[default]
    NotSent,
    Asked,
    Returned,
    /// 要確認.
    Check,
    Done,
}

impl RoundState {
    pub const ALL: [Self; 5] = [Self::NotSent, Self::Asked, Self::Returned, Self::Check, Self::Done];

    pub const fn key(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Asked => "asked",
            Self::Returned => "returned",
            Self::Check => "check",
            Self::Done => "done",
        }
    }

    /// The word in the ledger.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotSent => tokens::ROUND_NOT_SENT,
            Self::Asked => tokens::ROUND_ASKED,
            Self::Returned => tokens::ROUND_RETURNED,
            Self::Check => tokens::ROUND_CHECK,
            Self::Done => tokens::ROUND_DONE,
        }
    }

    fn by_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.label() == label)
    }

    /// Whether the sheet is in the house.
    pub const fn is_back(self) -> bool {
        matches!(self, Self::Returned | Self::Check | Self::Done)
    }
}

/// What is known about the sheet of one vendor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub state: RoundState,
    pub sent_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub returned_on: Option<NaiveDate>,
    pub sent_by: String,
    pub file: String,
    pub note: String,
}

/// One line of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardRow {
    pub vendor: Vendor,
    pub asked: Asked,
    /// Items with an answer in the first round.
    pub answered: usize,
    /// The day for the answer is over and nothing came back.
    pub is_late: bool,
}

/// The board of one edition: every vendor that is asked, and every other whose sheet came anyway.
pub fn board(
    snapshot: &Snapshot,
    answers: &Answers,
    edition: &str,
    sheet: SheetKind,
    today: NaiveDate,
) -> Vec<BoardRow> {
    let vendors = Vendors::of(snapshot);
    let needed: Vec<&Vendor> = vendors.asked().collect();
    let rows = vendors.list.iter().filter_map(|vendor| {
        let id = SheetId::of_vendor(edition, sheet, &vendor.name);
        let given = answers.sheet(&id);
        let answered = given
            .iter()
            .filter(|((_, round), given)| *round == 1 && given.answer.is_some())
            .count();
        let known = find(snapshot, &id).map(|row| read(row));
        if known.is_none() && answered == 0 && !needed.contains(&vendor) {
            return None;
        }
        let mut asked = known.unwrap_or_default();
        // Answers in the house are a sheet that came back, whoever forgot to say so.
        if answered > 0 && !asked.state.is_back() {
            asked.state = RoundState::Returned;
        }
        let is_late = asked.due_on.is_some_and(|due| due < today) && !asked.state.is_back();
        Some(BoardRow {
            vendor: vendor.clone(),
            asked,
            answered,
            is_late,
        })
    });
    rows.collect()
}

/// The sheets that vendors were asked for and that are not in the house: of each vendor the one asked for last, for
/// nobody waits for the sheet of a year when that of the next one is asked for.
pub fn waited_for(snapshot: &Snapshot) -> Vec<Arc<Record>> {
    let rows = snapshot.rows(RegisterId::VENDOR_SHEET);
    let open = |row: &&Arc<Record>| read(row).state == RoundState::Asked;
    if !rows.iter().any(|row| open(&row)) {
        return Vec::new();
    }
    let answers = Answers::of(snapshot);
    let is_last = |row: &&Arc<Record>| {
        let of = |row: &Record| sheet_of(row).map(|id| (id.sheet, id.vendor));
        let later = |other: &&Arc<Record>| {
            of(other) == of(row) && (day(other, "sent_on"), other.id) > (day(row, "sent_on"), row.id)
        };
        !rows.iter().any(|other| later(&other))
    };
    let has_come = |row: &&Arc<Record>| {
        let given = sheet_of(row).map(|id| answers.sheet(&id));
        given.is_some_and(|given| {
            given
                .iter()
                .any(|((_, round), given)| *round == 1 && given.answer.is_some())
        })
    };
    let waited = rows.iter().filter(open).filter(is_last).filter(|row| !has_come(row));
    waited.cloned().collect()
}

/// Whose sheet a row of the `vendor_sheet` register is about.
pub fn sheet_of(row: &Record) -> Option<SheetId> {
    let text = |key: &str| row.entry(key).as_text().map(|text| text.trim().to_owned());
    Some(SheetId {
        edition: text("edition")?,
        sheet: SheetKind::by_label(choice(row, "sheet")?)?,
        vendor: text("vendor"),
    })
}

fn find<'a>(snapshot: &'a Snapshot, id: &SheetId) -> Option<&'a Arc<Record>> {
    let is_it = |row: &&Arc<Record>| {
        let text = |key: &str| row.entry(key).as_text().map(str::trim);
        text("edition") == Some(id.edition.as_str())
            && choice(row, "sheet") == Some(id.sheet.label())
            && text("vendor") == id.vendor.as_deref()
    };
    snapshot.rows(RegisterId::VENDOR_SHEET).iter().rev().find(is_it)
}

fn read(row: &Record) -> Asked {
    let text = |key: &str| row.entry(key).as_text().unwrap_or_default().trim().to_owned();
    Asked {
        state: choice(row, "state").and_then(RoundState::by_label).unwrap_or_default(),
        sent_on: day(row, "sent_on"),
        due_on: day(row, "due_on"),
        returned_on: day(row, "returned_on"),
        sent_by: text("sent_by"),
        file: text("file"),
        note: text("note"),
    }
}

/// The row that makes the ledger say this about a vendor's sheet; nothing when it says so already.
pub fn note_round(snapshot: &Snapshot, id: &SheetId, asked: &Asked) -> Option<BatchRow> {
    let register = RegisterId::VENDOR_SHEET;
    let target = find(snapshot, id);
    let mut content = target.map(|row| row.content.clone()).unwrap_or_default();
    let shown = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let put = |content: &mut Content, key: &str, text: &str| {
        if let Some(column) = register.column_by_key(key) {
            parse::put_text(register, content, &column, text);
        }
    };
    for (key, text) in [
        ("edition", id.edition.as_str()),
        ("sheet", id.sheet.label()),
        ("vendor", id.vendor.as_deref().unwrap_or_default()),
        ("state", asked.state.label()),
        ("sent_on", &shown(asked.sent_on)),
        ("due_on", &shown(asked.due_on)),
        ("returned_on", &shown(asked.returned_on)),
        ("sent_by", &asked.sent_by),
        ("file", &asked.file),
        ("note", &asked.note),
    ] {
        put(&mut content, key, text);
    }
    let same = target.is_some_and(|row| row.content == content);
    (!same).then(|| BatchRow {
        register,
        target: target.cloned(),
        content: Some(content),
        source: None,
        known_as: None,
    })
}
