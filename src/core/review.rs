//! 経営層の確認: what has changed since the management last looked, and how the ledger stands.
//!
//! Owns: the report, the code by which two people know that they look at the same ledger. Refuses to know: where
//! copies lie (the door), wording.
//! Invariant: the report is a function of two snapshots, the findings and a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::catalogue::{FieldKind, RegisterId, Shown, tokens};
use super::model::{Content, OpSeq, Record, RecordId, Snapshot, Value};
use super::parse;
use super::rules::{Finding, Severity};

/// Things due within so many days are told.
const AHEAD: i64 = 90;

/// What became of one register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub register: RegisterId,
    /// Rows now.
    pub rows: usize,
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
}

/// How the ledger stands, and what happened since the last review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The day of the last review, if there was one.
    pub since: Option<NaiveDate>,
    /// The operation up to which the ledger is reported.
    pub revision: OpSeq,
    /// See [`code`].
    pub code: String,
    /// Registers that hold or held something, in the order of the catalogue.
    pub registers: Vec<Changed>,
    /// Devices that are no more since then.
    pub retired: Vec<String>,
    /// Open findings by weight.
    pub open: BTreeMap<Severity, usize>,
    pub accepted: usize,
    /// Open findings that weigh most or are due soon, the most serious first.
    pub matters: Vec<Finding>,
}

/// The code of a state of the ledger: the first letters of the hash over its whole history.
pub fn code(head: &[u8; 32]) -> String {
    let parts: Vec<String> = head[..8]
        .chunks(2)
        .map(|pair| pair.iter().map(|byte| format!("{byte:02X}")).collect())
        .collect();
    parts.join("-")
}

/// The last review, newest day first.
pub fn last(snapshot: &Snapshot) -> Option<&std::sync::Arc<Record>> {
    snapshot
        .rows(RegisterId::REVIEW)
        .iter()
        .max_by_key(|row| (day(row, "confirmed_on"), row.id))
}

/// The operation that a review saw.
pub fn revision(row: &Record) -> Option<OpSeq> {
    row.entry("revision").as_text()?.trim().parse().ok()
}

pub fn day(row: &Record, key: &str) -> Option<NaiveDate> {
    match parse::understand(FieldKind::Date, row.entry(key).as_text()?).value? {
        Value::Date(date) => Some(date.date),
        _ => None,
    }
}

/// Reports a ledger against what it was at the last review; without one, everything is new.
pub fn report(then: Option<(&Snapshot, NaiveDate)>, now: &Snapshot, findings: &[Finding], today: NaiveDate) -> Report {
    let nothing = Snapshot::new(now.meta.clone());
    let before = then.map_or(&nothing, |(then, _)| then);
    let registers = RegisterId::all()
        .filter(|register| register.shown != Shown::Inner)
        .filter_map(|register| changed(register, before, now))
        .collect();
    let open = super::rules::open(findings);
    let mut counts = BTreeMap::new();
    for finding in open {
        *counts.entry(finding.severity).or_default() += 1;
    }
    let soon = |finding: &&Finding| {
        let due = finding.due.is_some_and(|due| (due - today).num_days() <= AHEAD);
        finding.severity == Severity::Serious || (finding.severity == Severity::Warning && due)
    };
    Report {
        since: then.map(|(_, day)| day),
        revision: now.revision,
        code: code(&now.head),
        registers,
        retired: retired(before, now),
        open: counts,
        accepted: findings.len() - open.len(),
        matters: open.iter().filter(soon).cloned().collect(),
    }
}

fn changed(register: RegisterId, before: &Snapshot, now: &Snapshot) -> Option<Changed> {
    let contents = |snapshot: &Snapshot| -> BTreeMap<RecordId, (String, Content)> {
        let rows = snapshot.rows(register).iter();
        rows.map(|row| (row.id, (row.name().unwrap_or_default().to_owned(), row.content.clone())))
            .collect()
    };
    if before.rows(register).is_empty() && now.rows(register).is_empty() {
        return None;
    }
    let (old, new) = (contents(before), contents(now));
    let names = |rows: &BTreeMap<RecordId, (String, Content)>, fits: &dyn Fn(&RecordId, &Content) -> bool| {
        rows.iter()
            .filter(|(id, (_, content))| fits(id, content))
            .map(|(_, (name, _))| name.clone())
            .collect()
    };
    Some(Changed {
        register,
        rows: new.len(),
        added: names(&new, &|id, _| !old.contains_key(id)),
        changed: names(&new, &|id, content| old.get(id).is_some_and(|(_, was)| was != content)),
        removed: names(&old, &|id, _| !new.contains_key(id)),
    })
}

/// Devices whose state has become 廃棄 since.
fn retired(before: &Snapshot, now: &Snapshot) -> Vec<String> {
    let register = RegisterId::DEVICE;
    let is_gone = |row: &Record| {
        let kind = register.field("status").map(|field| field.kind);
        let text = row.entry("status").as_text();
        let value = kind
            .zip(text)
            .and_then(|(kind, text)| parse::understand(kind, text).value);
        value == Some(Value::Choice(tokens::DISPOSED))
    };
    now.rows(register)
        .iter()
        .filter(|row| is_gone(row) && before.get(register, row.id).is_none_or(|was| !is_gone(was)))
        .map(|row| row.name().unwrap_or_default().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_and_plain() {
        let mut head = [0; 32];
        head[..8].copy_from_slice(&[0xab, 0x01, 0, 0xff, 0x12, 0x34, 0x56, 0x78]);
        assert_eq!(code(&head), "AB01-00FF-1234-5678");
    }
}
