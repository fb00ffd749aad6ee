//! What rules ask of a row, and where they put what they find.

use chrono::NaiveDate;

use super::{Finding, Look, RuleInfo, RuleKey, Severity};
use crate::core::catalogue::{Column, FieldKind, RegisterId, Shown};
use crate::core::model::{Entry, Record, RecordId, Snapshot, Value};
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

    /// Notes a finding about the ledger as a whole, mended in a register.
    pub fn whole(&mut self, register: RegisterId, fact: impl Into<String>) {
        self.found.push(Finding {
            rule: self.rule,
            severity: self.info.severity,
            register,
            record: RecordId::NONE,
            column: None,
            fact: fact.into(),
            due: None,
            accepted: None,
        });
    }

    /// Notes a finding at any column of a row.
    pub fn column(&mut self, row: &Record, column: Column, fact: impl Into<String>) {
        self.push(row, Some(column), fact.into(), None);
    }

    /// Notes a finding at any column of a row that matters by a day.
    pub fn column_due(&mut self, row: &Record, column: Column, fact: impl Into<String>, due: NaiveDate) {
        self.push(row, Some(column), fact.into(), Some(due));
    }

    /// Notes a finding at a field of a row that weighs more or less than the rule's others.
    pub fn weighing(&mut self, severity: Severity, row: &Record, key: &str, fact: impl Into<String>) {
        self.at(row, key, fact);
        if let Some(last) = self.found.last_mut() {
            last.severity = severity;
        }
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
            accepted: None,
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

/// The first day of a date entry of a child row.
pub(crate) fn date(entry: &Entry) -> Option<NaiveDate> {
    match parse::understand(FieldKind::Date, entry.as_text()?).value? {
        Value::Date(date) => Some(date.date),
        _ => None,
    }
}

pub(super) fn number(row: &Record, key: &str) -> Option<f64> {
    match value(row, key)? {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

pub(super) fn is_unknown(row: &Record, key: &str) -> bool {
    matches!(row.entry(key), Entry::Unknown { .. })
}

/// Devices that still stand somewhere: not thrown away.
pub(super) fn devices<'a>(look: &Look<'a>) -> impl Iterator<Item = &'a Record> {
    look.devices.iter().map(|device| device.row)
}

/// Those of every other kind, or of none that is known.
pub(super) fn devices_but<'a>(look: &Look<'a>, kind: &'static str) -> impl Iterator<Item = &'a Record> {
    let others = look.devices.iter().filter(move |device| device.kind != Some(kind));
    others.map(|device| device.row)
}

/// Those of some kinds: the others are not even looked at.
pub(super) fn devices_of<'a, const N: usize>(
    look: &Look<'a>,
    kinds: [&'static str; N],
) -> impl Iterator<Item = (&'a Record, &'static str)> {
    let known = look
        .devices
        .iter()
        .filter_map(|device| Some((device.row, device.kind?)));
    known.filter(move |(_, kind)| kinds.contains(kind))
}

/// Rows whose status is another.
pub(super) fn without<'a>(snapshot: &'a Snapshot, register: RegisterId, status: &str) -> Vec<&'a Record> {
    let rows = snapshot.rows(register).iter().map(|row| &**row);
    rows.filter(|row| choice(row, "status") != Some(status)).collect()
}

/// Whether a row tells of something that is no more: thrown away, given up, stopped.
pub(crate) fn is_over(row: &Record) -> bool {
    ["status", "usage"].iter().any(|key| {
        matches!(
            choice(row, key),
            Some(DISPOSED | CLOSED_PATH | ENDED | WITHDRAWN | DELETED)
        )
    })
}

/// IDs that somebody can still log in with.
pub(super) fn accounts<'a>(look: &Look<'a>) -> impl Iterator<Item = &'a Record> {
    look.snapshot
        .rows(RegisterId::ACCOUNT)
        .iter()
        .map(|row| &**row)
        .filter(|row| !matches!(choice(row, "status"), Some(DELETED | STOPPED)))
}

/// Registers that the clinic keeps itself.
pub(super) fn registers() -> impl Iterator<Item = RegisterId> {
    RegisterId::all().filter(|register| register.shown != Shown::Inner)
}

/// Remote paths in use or in preparation.
pub(super) fn paths<'a>(look: &Look<'a>) -> impl Iterator<Item = &'a Record> {
    look.paths.iter().copied()
}

/// Words of the catalogue's closed lists that rules know.
pub(super) use crate::core::catalogue::tokens::{
    ADMINISTRATOR, CLOSED_PATH, DELETED, DISPOSED, ENDED, KIND_NETWORK, KIND_PC, KIND_SERVER, KIND_STORAGE, LOST,
    METHOD_MOBILE, PUT_OFF, SHARED_ID, STOPPED, TO_BE_DONE, WITHDRAWN,
};

/// A row made by hand: its register, and a text per column.
#[cfg(test)]
pub(crate) type Row<'a> = (RegisterId, &'a [(&'a str, &'a str)]);

/// Finds with a rule over hand-made rows, for the rules' tests; and holds whatever was found to the law of
/// acceptance: accepted until today it is marked, tomorrow it is open again.
#[cfg(test)]
pub(super) fn found(rule: RuleKey, today: &str, rows: &[Row<'_>]) -> Vec<Finding> {
    use crate::core::model::LedgerMeta;
    let mut records = records_of(rows);
    let today: NaiveDate = today.parse().expect("a day");
    let of_rule = |records: &[Record], today: NaiveDate| -> Vec<Finding> {
        let snapshot = Snapshot::with_rows(LedgerMeta::default(), records.to_vec());
        let all = super::all(&Look::new(&snapshot, today));
        all.into_iter().filter(|finding| finding.rule == rule).collect()
    };
    let first = of_rule(&records, today);
    assert!(first.iter().all(|finding| finding.accepted.is_none()));
    for (at, finding) in first.iter().enumerate() {
        records.push(Record {
            id: RecordId::derive(2, at as u32, &[0; 32]),
            register: RegisterId::ACCEPTED,
            content: super::acceptance(finding, "x", "試験", today, ""),
        });
    }
    let again = of_rule(&records, today);
    assert_eq!(again.len(), first.len());
    assert!(
        again.iter().all(|finding| finding.accepted.is_some()),
        "{rule:?}: accepted"
    );
    let tomorrow = of_rule(&records, today.succ_opt().expect("a day"));
    assert!(
        tomorrow.iter().all(|finding| finding.accepted.is_none()),
        "{rule:?}: open again"
    );
    first
}

/// The rows as records of a ledger.
#[cfg(test)]
pub(crate) fn records_of(rows: &[Row<'_>]) -> Vec<Record> {
    let record = |(at, (register, cells)): (usize, &Row<'_>)| {
        let mut content = crate::core::model::Content::default();
        parse::put_texts(*register, &mut content, cells);
        Record {
            id: RecordId::derive(1, at as u32, &[0; 32]),
            register: *register,
            content,
        }
    };
    rows.iter().enumerate().map(record).collect()
}

/// What [`found`] says about each finding.
#[cfg(test)]
pub(super) fn check(rule: RuleKey, today: &str, rows: &[Row<'_>]) -> Vec<String> {
    found(rule, today, rows)
        .into_iter()
        .map(|finding| finding.fact)
        .collect()
}

/// Rows, and how many findings they give on one day: hits, misses and edges.
#[cfg(test)]
pub(super) fn table(rule: RuleKey, cases: &[(&[Row<'_>], usize)]) {
    assert!(cases.len() >= 4, "{rule:?}: hit, miss, edge");
    assert!(cases.iter().any(|(_, count)| *count > 0) && cases.iter().any(|(_, count)| *count == 0));
    for (rows, count) in cases {
        let facts = check(rule, "2026-11-21", rows);
        assert_eq!(facts.len(), *count, "{rule:?} {rows:?}: {facts:?}");
    }
}
