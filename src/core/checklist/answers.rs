//! Answers as the ledger holds them, and what writing some would change.
//!
//! Owns: the rows of the `answer` register. Refuses to know: what an inspector thinks of them.
//! Invariant: one row per sheet, item and round; what a row holds beyond the answer stays as it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{ItemId, SheetKind};
use crate::core::catalogue::RegisterId;
use crate::core::form::Answer;
use crate::core::model::{BatchRow, Content, Entry, Record, RecordId, Snapshot, Value};
use crate::core::parse;
use crate::core::rules::{choice, day};

/// One sheet that somebody answers: an edition's, of the clinic or of one vendor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SheetId {
    pub edition: String,
    pub sheet: SheetKind,
    /// As the vendor's row is called; nobody for the clinic's own sheets.
    pub vendor: Option<String>,
}

impl SheetId {
    pub fn own(edition: &str, sheet: SheetKind) -> Self {
        Self {
            edition: edition.to_owned(),
            sheet,
            vendor: None,
        }
    }

    pub fn of_vendor(edition: &str, sheet: SheetKind, vendor: &str) -> Self {
        Self {
            edition: edition.to_owned(),
            sheet,
            vendor: Some(vendor.to_owned()),
        }
    }
}

/// What stands for one item in one round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub answer: Option<Answer>,
    pub checked_on: Option<NaiveDate>,
    pub target_on: Option<NaiveDate>,
    pub checked_by: String,
    pub evidence: String,
    pub note: String,
}

impl Given {
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// What a person changes of one round of one item; nothing where it stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenEdit {
    pub answer: Option<Option<Answer>>,
    pub checked_on: Option<Option<NaiveDate>>,
    pub target_on: Option<Option<NaiveDate>>,
    pub checked_by: Option<String>,
    pub evidence: Option<String>,
    pub note: Option<String>,
}

impl GivenEdit {
    /// What stands there after the edit. Who answers has checked it: today, unless a day stands there.
    pub fn onto(&self, old: &Given, today: NaiveDate, actor: &str) -> Given {
        let mut new = Given {
            answer: self.answer.unwrap_or(old.answer),
            checked_on: self.checked_on.unwrap_or(old.checked_on),
            target_on: self.target_on.unwrap_or(old.target_on),
            checked_by: self.checked_by.clone().unwrap_or_else(|| old.checked_by.clone()),
            evidence: self.evidence.clone().unwrap_or_else(|| old.evidence.clone()),
            note: self.note.clone().unwrap_or_else(|| old.note.clone()),
        };
        let answers = matches!(self.answer, Some(Some(_))) && new.answer != old.answer;
        if answers && self.checked_on.is_none() {
            new.checked_on = Some(today);
        }
        if answers && self.checked_by.is_none() {
            new.checked_by = actor.to_owned();
        }
        if self.answer == Some(None) && self.checked_on.is_none() {
            new.checked_on = None;
            new.checked_by = String::new();
        }
        new
    }
}

/// The answers of one sheet by item and round.
pub type SheetAnswers = BTreeMap<(ItemId, u8), Given>;

/// Every answer in a ledger.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    sheets: BTreeMap<SheetId, SheetAnswers>,
    rows: BTreeMap<(SheetId, ItemId, u8), Arc<Record>>,
    /// Rows that name no sheet or item, or whose answer is none: somebody wrote them elsewhere.
    pub odd: Vec<RecordId>,
}

impl Answers {
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut answers = Self::default();
        for row in snapshot.rows(RegisterId::ANSWER).iter() {
            match read(row) {
                Some((sheet, item, round, given)) => {
                    answers
                        .sheets
                        .entry(sheet.clone())
                        .or_default()
                        .insert((item.clone(), round), given);
                    answers.rows.insert((sheet, item, round), row.clone());
                }
                None => answers.odd.push(row.id),
            }
        }
        answers
    }

    pub fn sheet(&self, id: &SheetId) -> &SheetAnswers {
        static NONE: SheetAnswers = SheetAnswers::new();
        self.sheets.get(id).unwrap_or(&NONE)
    }

    /// Sheets with at least one answer.
    pub fn sheets(&self) -> impl Iterator<Item = (&SheetId, &SheetAnswers)> {
        self.sheets.iter()
    }

    /// The row that keeps an answer.
    pub fn row(&self, sheet: &SheetId, item: &ItemId, round: u8) -> Option<&Arc<Record>> {
        self.rows.get(&(sheet.clone(), item.clone(), round))
    }

    /// The rows that make a sheet say this: as many as change, none when nothing does.
    pub fn write(&self, sheet: &SheetId, given: impl IntoIterator<Item = (ItemId, u8, Given)>) -> Vec<BatchRow> {
        let mut rows = Vec::new();
        for (item, round, given) in given {
            let old = self.rows.get(&(sheet.clone(), item.clone(), round));
            let mut content = old.map(|row| row.content.clone()).unwrap_or_default();
            let before = old.and_then(|row| read(row)).map(|(.., before)| before);
            fill(&mut content, (sheet, &item, round), &before.unwrap_or_default(), &given);
            let content = (!given.is_blank()).then_some(content);
            let same = match (&content, old) {
                (Some(new), Some(old)) => *new == old.content,
                (None, None) => true,
                _ => false,
            };
            if !same {
                rows.push(BatchRow {
                    register: RegisterId::ANSWER,
                    target: old.cloned(),
                    content,
                    source: None,
                    known_as: None,
                });
            }
        }
        rows
    }
}

/// The answer of the last round in which there is one.
pub fn last_answer(answers: &SheetAnswers, item: &ItemId) -> Option<Answer> {
    last_given(answers, item).and_then(|(_, given)| given.answer)
}

/// The last round with an answer, and what stands there.
pub fn last_given<'a>(answers: &'a SheetAnswers, item: &ItemId) -> Option<(u8, &'a Given)> {
    let rounds = answers.range((item.clone(), 0)..=(item.clone(), u8::MAX));
    rounds
        .rev()
        .find(|(_, given)| given.answer.is_some())
        .map(|((_, round), given)| (*round, given))
}

fn text(row: &Record, key: &str) -> String {
    row.entry(key).display().trim().to_owned()
}

fn read(row: &Record) -> Option<(SheetId, ItemId, u8, Given)> {
    let sheet = SheetId {
        edition: text(row, "edition"),
        sheet: SheetKind::by_label(choice(row, "sheet")?)?,
        vendor: Some(text(row, "vendor")).filter(|vendor| !vendor.is_empty()),
    };
    let item: ItemId = row.entry("item").as_text()?.parse().ok()?;
    let round = match text(row, "round").as_str() {
        "" => 1,
        round => round.parse().ok().filter(|round| *round > 0)?,
    };
    let answer = match row.entry("answer") {
        Entry::NotApplicable => Some(Answer::NotApplicable),
        Entry::Text(text) => {
            let field = row.register.field("answer")?;
            match parse::understand(field.kind, text).value? {
                Value::Flag(true) => Some(Answer::Yes),
                Value::Flag(false) => Some(Answer::No),
                _ => return None,
            }
        }
        Entry::Blank | Entry::Unknown { .. } => None,
    };
    let given = Given {
        answer,
        checked_on: day(row, "checked_on"),
        target_on: day(row, "target_on"),
        checked_by: text(row, "checked_by"),
        evidence: text(row, "evidence"),
        note: text(row, "note"),
    };
    Some((sheet, item, round, given))
}

/// Writes what differs from `before`: a day written as 令和7年6月12日 stays so as long as it means the same.
fn fill(content: &mut Content, (sheet, item, round): (&SheetId, &ItemId, u8), before: &Given, given: &Given) {
    let register = RegisterId::ANSWER;
    let mut put = |key: &str, text: &str| {
        if let Some(column) = register.column_by_key(key) {
            parse::put_text(register, content, &column, text);
        }
    };
    put("edition", &sheet.edition);
    put("sheet", sheet.sheet.label());
    put("vendor", sheet.vendor.as_deref().unwrap_or_default());
    put("item", &item.to_string());
    put("round", &round.to_string());
    if before.answer != given.answer {
        put("answer", given.answer.map(Answer::word).unwrap_or_default());
    }
    for (key, old, new) in [
        ("checked_on", before.checked_on, given.checked_on),
        ("target_on", before.target_on, given.target_on),
    ] {
        if old != new {
            put(key, &new.map(|day| day.to_string()).unwrap_or_default());
        }
    }
    for (key, old, new) in [
        ("checked_by", &before.checked_by, &given.checked_by),
        ("evidence", &before.evidence, &given.evidence),
        ("note", &before.note, &given.note),
    ] {
        if old != new {
            put(key, new);
        }
    }
}
