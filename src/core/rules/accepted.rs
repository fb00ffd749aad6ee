//! Findings that a person has accepted with a reason until a day: shown apart, back after the day.
//!
//! Invariant: an acceptance holds for one rule at one field of one row, and only as long as what was found there is
//! the same; a number of days that grows is the same.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Finding, Look, facts};
use crate::core::catalogue::RegisterId;
use crate::core::model::{Content, Entry, RecordId};

/// Why a finding may stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The last day on which it holds.
    pub until: NaiveDate,
    pub reason: String,
    /// The row of the ledger that says so.
    pub row: RecordId,
}

/// What an acceptance holds on to: rule, record, column, what was found.
type Subject = (String, String, String, String);

/// Marks the findings that are accepted today.
pub(super) fn mark(look: &Look<'_>, found: &mut [Finding]) {
    let mut accepted: HashMap<Subject, Acceptance> = HashMap::new();
    for row in look.snapshot.rows(RegisterId::ACCEPTED).iter() {
        let text = |key: &str| row.entry(key).as_text().unwrap_or_default().to_owned();
        let Some(until) = facts::day(row, "until").filter(|until| *until >= look.today) else {
            continue;
        };
        let acceptance = Acceptance {
            until,
            reason: text("reason"),
            row: row.id,
        };
        let subject = (text("rule"), text("record"), text("column"), text("fact"));
        let known = accepted.entry(subject).or_insert_with(|| acceptance.clone());
        if known.until < until {
            *known = acceptance;
        }
    }
    if accepted.is_empty() {
        return;
    }
    for finding in found {
        finding.accepted = accepted.get(&subject(finding)).cloned().map(Box::new);
    }
}

fn subject(finding: &Finding) -> Subject {
    let column = finding.column.as_ref();
    let fact = finding.fact.trim();
    let counts = fact.parse::<i64>().is_ok();
    (
        finding.rule.key().to_owned(),
        finding.record.to_string(),
        column.map_or_else(String::new, |column| finding.register.column_key(column)),
        // As the ledger keeps it: no white space around.
        if counts { String::new() } else { fact.to_owned() },
    )
}

/// The row that accepts a finding. `about` is how people call it.
pub fn acceptance(finding: &Finding, about: &str, reason: &str, until: NaiveDate, approver: &str) -> Content {
    let (rule, record, column, fact) = subject(finding);
    let until = until.format("%Y-%m-%d").to_string();
    let mut content = Content::default();
    for (key, text) in [
        ("about", about),
        ("rule", &rule),
        ("record", &record),
        ("column", &column),
        ("fact", &fact),
        ("reason", reason),
        ("until", &until),
        ("approver", approver),
    ] {
        if let Some(field) = RegisterId::ACCEPTED.field_index(key) {
            content.fields.set(field, Entry::text(text));
        }
    }
    content
}
