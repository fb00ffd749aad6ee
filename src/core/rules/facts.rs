//! What rules ask of a row, and where they put what they find.

use chrono::NaiveDate;

use super::{Finding, Look, RuleInfo, RuleKey};
use crate::core::catalogue::{Column, RegisterId};
use crate::core::model::{Entry, Record, Value};
use crate::core::parse;

/// The findings of one rule.
pub(crate) struct Facts<'a> {
    rule: RuleKey,
    info: &'static RuleInfo,
    found: &'a mut Vec<Finding>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(_: &Look<'_>, rule: RuleKey, info: &'static RuleInfo, found: &'a mut Vec<Finding>) -> Self {
        Self { rule, info, found }
    }

    /// Notes a finding at a field of a row.
    pub fn at(&mut self, row: &Record, key: &str, fact: impl Into<String>) {
        self.push(row, row.register.field_index(key).map(Column::Field), fact.into(), None);
    }

    /// Notes a finding that matters by a day.
    pub fn due(&mut self, row: &Record, key: &str, fact: impl Into<String>, due: NaiveDate) {
        let column = row.register.field_index(key).map(Column::Field);
        self.push(row, column, fact.into(), Some(due));
    }

    /// Notes a row whose day is missing, or longer ago than so many days: then the fact is their number.
    pub fn older_than(&mut self, look: &Look<'_>, row: &Record, key: &str, days: i64) {
        match day(row, key).map(|day| (look.today - day).num_days()) {
            None => self.at(row, key, ""),
            Some(ago) if ago > days => self.at(row, key, ago.to_string()),
            Some(_) => {}
        }
    }

    /// Notes a finding at any column of a row.
    pub fn column(&mut self, row: &Record, column: Column, fact: impl Into<String>) {
        self.push(row, Some(column), fact.into(), None);
    }

    /// Notes a finding at any column of a row that matters by a day.
    pub fn column_due(&mut self, row: &Record, column: Column, fact: impl Into<String>, due: NaiveDate) {
        self.push(row, Some(column), fact.into(), Some(due));
    }

    fn push(&mut self, row: &Record, column: Option<Column>, fact: String, due: Option<NaiveDate>) {
        self.found.push(Finding {
            rule: self.rule,
            severity: self.info.severity,
            register: row.register,
            record: row.id,
            column,
            fact,
            due,
        });
    }
}

/// What the entry of a field means.
pub(super) fn value(row: &Record, key: &str) -> Option<Value> {
    let field = row.register.field(key)?;
    parse::understand(field.kind, row.entry(key).as_text()?).value
}

pub(crate) fn choice(row: &Record, key: &str) -> Option<&'static str> {
    match value(row, key)? {
        Value::Choice(word) => Some(word),
        _ => None,
    }
}

pub(crate) fn flag(row: &Record, key: &str) -> Option<bool> {
    match value(row, key)? {
        Value::Flag(answer) => Some(answer),
        _ => None,
    }
}

/// The first day of a date field.
pub(crate) fn day(row: &Record, key: &str) -> Option<NaiveDate> {
    match value(row, key)? {
        Value::Date(date) => Some(date.date),
        _ => None,
    }
}

pub(super) fn is_unknown(row: &Record, key: &str) -> bool {
    matches!(row.entry(key), Entry::Unknown { .. })
}

/// Devices that still stand somewhere: not thrown away.
pub(super) fn devices<'a>(look: &Look<'a>) -> impl Iterator<Item = &'a Record> {
    look.snapshot
        .rows(RegisterId::DEVICE)
        .iter()
        .map(|row| &**row)
        .filter(|row| choice(row, "status") != Some(DISPOSED))
}

/// Remote paths in use or in preparation.
pub(super) fn paths<'a>(look: &Look<'a>) -> impl Iterator<Item = &'a Record> {
    look.snapshot
        .rows(RegisterId::REMOTE_PATH)
        .iter()
        .map(|row| &**row)
        .filter(|row| choice(row, "status") != Some(CLOSED_PATH))
}

/// Words of the catalogue's closed lists that rules know.
pub(super) use crate::core::catalogue::tokens::{
    CLOSED_PATH, DISPOSED, KIND_NETWORK, KIND_PC, KIND_SERVER, LOST, METHOD_MOBILE, SHARED_ID,
};

/// Finds with a rule over hand-made rows: for the rules' tests.
#[cfg(test)]
pub(super) fn check(rule: RuleKey, today: &str, rows: &[(RegisterId, &[(&str, &str)])]) -> Vec<String> {
    use crate::core::model::{Content, LedgerMeta, RecordId, Snapshot};
    let records = rows.iter().enumerate().map(|(at, (register, cells))| {
        let mut content = Content::default();
        for (key, text) in *cells {
            let column = register.column_by_key(key).expect(key);
            parse::put_text(*register, &mut content, &column, text);
        }
        Record {
            id: RecordId::derive(1, at as u32, &[0; 32]),
            register: *register,
            content,
        }
    });
    let snapshot = Snapshot::with_rows(LedgerMeta::default(), records.collect());
    let look = Look {
        snapshot: &snapshot,
        today: today.parse().expect("a day"),
        thresholds: super::Thresholds::default(),
    };
    super::all(&look)
        .into_iter()
        .filter(|finding| finding.rule == rule)
        .map(|finding| finding.fact)
        .collect()
}
