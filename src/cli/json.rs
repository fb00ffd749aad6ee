//! The JSON contracts, version 1. A key never changes its meaning; new keys may come.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value as Json, json};

use crate::core::catalogue::{Field, FieldKind, RegisterId};
use crate::core::ledger::{Ledger, LedgerError};
use crate::core::model::{Entry, Fields, Snapshot, Value};
use crate::core::parse;
use crate::core::rules::Finding;

const VERSION: u32 = 1;

/// One entry: its state, what the ledger shows, what was understood.
pub(super) fn entry(kind: FieldKind, label: &str, entry: &Entry) -> Json {
    let state = match entry {
        Entry::Blank => "blank",
        Entry::Unknown { .. } => "unknown",
        Entry::NotApplicable => "na",
        Entry::Text(_) => "value",
    };
    json!({"label": label, "state": state, "text": entry.display(), "value": value(kind, entry)})
}

/// What was understood; `null` when nothing can be.
pub(super) fn value(kind: FieldKind, entry: &Entry) -> Json {
    let text = match entry {
        Entry::Blank | Entry::NotApplicable => return Json::Null,
        Entry::Unknown { confirm_by } => {
            return json!({"confirm_by": confirm_by.map(|day| day.format("%Y-%m-%d").to_string())});
        }
        Entry::Text(text) => text,
    };
    match parse::understand(kind, text).value {
        None => Json::Null,
        Some(Value::Plain) => json!(&**text),
        Some(Value::Choice(word)) => json!({"choice": word}),
        Some(Value::Choices(words)) => json!({"choices": words}),
        Some(Value::Flag(flag)) => json!({"flag": flag}),
        Some(Value::Date(date)) => {
            json!({"date": date.iso(), "precision": date.precision.key(), "approx": date.approx})
        }
        Some(Value::Number(number)) => json!({"number": number}),
        Some(Value::Addresses(found)) => json!({"kind": found.kind.key(), "list": found.list}),
        Some(Value::Macs(list)) => json!({"list": list}),
        Some(Value::People(people)) => json!({"people": people}),
        Some(Value::Links(list)) => json!({"list": list}),
    }
}

fn row(fields: &[Field], row: &Fields) -> Json {
    let map: Map<String, Json> = fields
        .iter()
        .enumerate()
        .map(|(at, field)| (field.key.to_owned(), entry(field.kind, field.label, row.get(at))))
        .collect();
    Json::Object(map)
}

/// `list --json`.
pub(super) fn list(snapshot: &Snapshot, register: RegisterId, as_of: Option<DateTime<Utc>>) -> Json {
    let rows: Vec<Json> = snapshot
        .rows(register)
        .iter()
        .map(|record| {
            let content = &record.content;
            let children: Map<String, Json> = register
                .children
                .iter()
                .enumerate()
                .map(|(at, child)| (child.key.to_owned(), content.child_rows(at).iter().map(|inner| row(child.fields, inner)).collect()))
                .collect();
            let custom: Map<String, Json> = content.custom.iter().map(|(header, entry)| (header.to_string(), json!(entry.display()))).collect();
            json!({"id": record.id.to_string(), "fields": row(register.fields, &content.fields), "children": children, "custom": custom})
        })
        .collect();
    json!({"version": VERSION, "register": register.key, "as_of": as_of.map(|at| at.to_rfc3339()), "rows": rows})
}

/// `history --json`: newest first, with the images before and after.
pub(super) fn history(ledger: &Ledger) -> Result<Json, LedgerError> {
    let image = |json: Option<String>| json.and_then(|json| serde_json::from_str::<Json>(&json).ok());
    let mut operations = Vec::new();
    for operation in ledger.snapshot().operations.iter().rev() {
        let changes: Vec<Json> = ledger
            .changes(operation.seq)?
            .into_iter()
            .map(|change| {
                json!({"register": change.register.key, "id": change.record.to_string(), "before": image(change.before),
                    "after": image(change.after), "source": image(change.source)})
            })
            .collect();
        operations.push(json!({
            "seq": operation.seq, "kind": operation.kind.key(), "at": operation.at.to_rfc3339(), "actor": operation.actor,
            "label": operation.label, "reverts": operation.reverts, "hash": hex(&operation.hash), "changes": changes,
        }));
    }
    Ok(json!({"version": VERSION, "operations": operations}))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `fields --json`.
pub(super) fn fields() -> Json {
    let field = |field: &Field| {
        json!({"key": field.key, "label": field.label, "kind": kind(field.kind), "need": field.need.label(), "asked_of": field.asked_of, "group": field.group.label(),
            "help": field.help, "source": field.source, "choices": choices(field.kind)})
    };
    let registers: Vec<Json> = RegisterId::all()
        .map(|register| {
            let children: Vec<Json> = register
                .children
                .iter()
                .map(|child| json!({"key": child.key, "label": child.label, "fields": child.fields.iter().map(field).collect::<Vec<_>>()}))
                .collect();
            json!({"key": register.key, "label": register.label, "help": register.help,
                "fields": register.fields.iter().map(field).collect::<Vec<_>>(), "children": children})
        })
        .collect();
    json!({"version": VERSION, "registers": registers})
}

const fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::LongText => "long_text",
        FieldKind::Choice(_) => "choice",
        FieldKind::MultiChoice(_) => "multi_choice",
        FieldKind::Flag => "flag",
        FieldKind::Date => "date",
        FieldKind::Number => "number",
        FieldKind::IpList => "ip_list",
        FieldKind::Mac => "mac",
        FieldKind::Version => "version",
        FieldKind::Url => "url",
        FieldKind::People => "people",
        FieldKind::Link(_) => "link",
    }
}

fn choices(kind: FieldKind) -> Vec<&'static str> {
    match kind {
        FieldKind::Choice(list) | FieldKind::MultiChoice(list) => list.iter().map(|choice| choice.value).collect(),
        _ => Vec::new(),
    }
}

/// `findings`: what the rules found, the most serious first.
pub(super) fn findings(snapshot: &Snapshot, found: &[Finding], today: chrono::NaiveDate) -> serde_json::Value {
    let rows: Vec<serde_json::Value> = found
        .iter()
        .map(|finding| {
            let row = snapshot.find(finding.record);
            serde_json::json!({
                "rule": finding.rule.key(),
                "severity": finding.severity.key(),
                "register": finding.register.key,
                "id": finding.record.to_string(),
                "name": row.and_then(|row| row.name()),
                "column": finding.column.as_ref().map(|column| finding.register.column_key(column)),
                "fact": finding.fact,
                "due": finding.due.map(|day| day.to_string()),
                "title": crate::text::rules::title(finding.rule),
                "sentence": crate::text::rules::sentence(finding),
                "advice": crate::text::rules::advice(finding.rule),
                "source": finding.rule.source(),
                "accepted": finding.accepted.as_ref().map(|accepted| {
                    serde_json::json!({"until": accepted.until.to_string(), "reason": accepted.reason})
                }),
            })
        })
        .collect();
    serde_json::json!({"version": 1, "today": today.to_string(), "findings": rows})
}
