//! `import --json`: the plan, version 1.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::json::value;
use crate::core::catalogue::{Column, Field, FieldKind, RegisterId};
use crate::core::import::{
    ColumnTarget, DropReason, How, ImportPlan, Layout, MergeCell, MetaText, Notice, PlanColumn, PlanRow, Side,
};
use crate::core::model::{Content, Entry, Fields};

pub(super) fn plan(plan: &ImportPlan) -> Json {
    let counts = plan.counts();
    let tables: Vec<Json> = plan
        .tables
        .iter()
        .map(|table| {
            let columns: Vec<Json> = table.columns.iter().map(|known| column(table.register, known)).collect();
            let defaults: Map<String, Json> = table.defaults.iter().map(|(column, entry)| (key(table.register, column), json!(entry.display()))).collect();
            json!({"sheet": &*table.sheet, "register": table.register.key, "layout": layout(table.layout), "header_rows": table.header_rows, "profile": table.profile,
                "columns": columns, "defaults": defaults})
        })
        .collect();
    let rows: Vec<Json> = plan.rows.iter().map(|found| row(plan, found)).collect();
    let not_taken: Vec<Json> = plan
        .not_taken
        .iter()
        .map(|left| json!({"sheet": &*left.sheet, "row": left.row, "reason": left.reason.key()}))
        .collect();
    let sheets: Vec<Json> = plan
        .sheets_left_out
        .iter()
        .map(|left| json!({"sheet": &*left.sheet, "reason": left.reason.key()}))
        .collect();
    json!({
        "version": 1,
        "file": plan.file,
        "counts": {"add": counts.add, "change": counts.change, "unchanged": counts.unchanged, "conflict": counts.conflict,
            "problem": counts.problem, "gone": counts.gone, "not_taken": counts.not_taken},
        "merge": plan.merge_counts().map(|counts| json!({"theirs": counts.theirs, "ours": counts.ours, "alike": counts.alike,
            "conflicts": counts.conflicts, "open": counts.open})),
        "tables": tables,
        "replaced": plan.replaced_columns().iter().map(|known| json!({"register": known.register.key, "column": key(known.register, &known.column),
            "cells": known.cells, "side": known.side.key()})).collect::<Vec<_>>(),
        "rows": rows,
        "sets": plan.sets.iter().map(|set| json!({"sheet": &*set.sheet, "row": set.row, "name": set.name, "devices": set.devices,
            "parted": set.parted})).collect::<Vec<_>>(),
        "notices": plan.notices.iter().map(notice).collect::<Vec<_>>(),
        "not_taken": not_taken,
        "sheets_left_out": sheets,
        "meta": {"updated_on": meta(plan.meta.updated_on.as_ref(), FieldKind::Date), "updated_by": meta(plan.meta.updated_by.as_ref(), FieldKind::Text)},
    })
}

fn notice(notice: &Notice) -> Json {
    match notice {
        Notice::Colours { sheet, cell, text } => {
            json!({"kind": "colours", "sheet": &**sheet, "cell": cell, "text": text})
        }
        Notice::HiddenRows { sheet, rows } => json!({"kind": "hidden_rows", "sheet": &**sheet, "rows": rows}),
        Notice::Comments { sheet, cells } => json!({"kind": "comments", "sheet": &**sheet, "cells": cells}),
        Notice::StruckRows { sheet, rows } => json!({"kind": "struck_rows", "sheet": &**sheet, "rows": rows}),
        Notice::StruckCells { sheet, cells } => json!({"kind": "struck_cells", "sheet": &**sheet, "cells": cells}),
    }
}

fn meta(text: Option<&MetaText>, kind: FieldKind) -> Json {
    text.map_or(Json::Null, |found| {
        json!({"sheet": &*found.sheet, "cell": found.cell, "raw": found.text, "value": value(kind, &Entry::text(&found.text))})
    })
}

/// A column's stable name: field key, `child.field`, or `custom:HEADER`.
fn key(register: RegisterId, column: &Column) -> String {
    match column {
        Column::Field(field) => register.fields[*field].key.to_owned(),
        Column::Child { child, field } => {
            let child = &register.children[*child];
            format!("{}.{}", child.key, child.fields[*field].key)
        }
        Column::Custom(header) => format!("custom:{header}"),
    }
}

fn column(register: RegisterId, known: &PlanColumn) -> Json {
    let mut out = json!({"at": known.at, "header": known.header, "how": how(known.how)});
    match &known.target {
        ColumnTarget::To(Column::Custom(header)) => out["custom"] = json!(&**header),
        ColumnTarget::To(target) => {
            out["field"] = json!(key(register, target));
            out["label"] = json!(register.column_label(target));
        }
        ColumnTarget::Split(one, two) => {
            out["field"] = json!(key(register, one));
            out["second_field"] = json!(key(register, two));
        }
        ColumnTarget::Dropped(reason) => {
            out["dropped"] = json!(match reason {
                DropReason::Secret => "secret",
                DropReason::Machine => "machine",
                DropReason::Empty => "empty",
                DropReason::Person => "person",
            });
        }
    }
    out
}

const fn how(how: How) -> &'static str {
    match how {
        How::Label => "label",
        How::Alias => "alias",
        How::Similar => "similar",
        How::Values => "values",
        How::Person => "person",
        How::Remembered => "remembered",
        How::Rival => "rival",
        How::Unknown => "unknown",
    }
}

const fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::Table => "table",
        Layout::Vertical => "vertical",
        Layout::Form => "form",
    }
}

const fn state(entry: &Entry) -> &'static str {
    match entry {
        Entry::Blank => "blank",
        Entry::Unknown { .. } => "unknown",
        Entry::NotApplicable => "na",
        Entry::Text(_) => "value",
    }
}

fn row(plan: &ImportPlan, row: &PlanRow) -> Json {
    let register = row.register;
    let empty = Content::default();
    let old = row.target.as_ref().map_or(&empty, |target| &target.content);
    let mut problems: BTreeMap<String, &str> = BTreeMap::new();
    for (column, problem) in &row.problems {
        problems.entry(key(register, column)).or_insert_with(|| problem.key());
    }
    let mut fields = Map::new();
    for (at, field) in register.fields.iter().enumerate() {
        let (before, after) = (old.fields.get(at), row.content.fields.get(at));
        let problem = problems.remove(field.key);
        if !(before.is_blank() && after.is_blank() && problem.is_none()) {
            let shown = |entry: &Entry| (!entry.is_blank()).then(|| entry.display().into_owned());
            let cell = json!({"label": field.label, "old": shown(before), "new": shown(after), "state": state(after),
                "value": value(field.kind, after), "problem": problem});
            fields.insert(field.key.to_owned(), cell);
        }
    }
    let list = |content: &Content, child: usize, fields: &[Field]| -> Json {
        content
            .child_rows(child)
            .iter()
            .map(|inner| child_row(fields, inner))
            .collect()
    };
    let children: Map<String, Json> = register
        .children
        .iter()
        .enumerate()
        .filter(|(at, _)| !(old.child_rows(*at).is_empty() && row.content.child_rows(*at).is_empty()))
        .map(|(at, child)| {
            (
                child.key.to_owned(),
                json!({"old": list(old, at, child.fields), "new": list(&row.content, at, child.fields)}),
            )
        })
        .collect();
    let custom: Map<String, Json> = row
        .content
        .custom
        .iter()
        .map(|(header, entry)| (header.to_string(), json!({"old": old.custom.get(header).map(|entry| entry.display().into_owned()), "new": entry.display()})))
        .collect();
    let raw: Json = row
        .raw
        .as_deref()
        .and_then(|raw| serde_json::from_str(raw).ok())
        .unwrap_or(Json::Null);
    json!({
        "source": {"sheet": plan.tables.get(row.table).map(|table| &*table.sheet), "rows": row.source_rows, "original": raw["cells"]},
        "action": row.action.key(),
        "register": register.key,
        "id": row.target.as_ref().map(|target| target.id.to_string()),
        "matched_by": row.matched_by,
        "fields": fields,
        "children": children,
        "custom": custom,
        "problems": problems,
        "merge": row.merge.as_ref().map(|merge| merge.cells().iter().map(|cell| merge_cell(register, cell)).collect::<Vec<Json>>()),
    })
}

fn merge_cell(register: RegisterId, cell: &MergeCell) -> Json {
    json!({"column": register.column_key(&cell.column), "line": cell.line, "changed": cell.changed.key(), "base": cell.base,
        "ours": cell.ours, "theirs": cell.theirs, "choice": cell.choice.map(Side::key)})
}

fn child_row(fields: &[Field], row: &Fields) -> Json {
    let cells: Map<String, Json> = row
        .iter()
        .map(|(at, entry)| {
            (
                fields[at].key.to_owned(),
                json!({"label": fields[at].label, "text": entry.display(), "state": state(entry)}),
            )
        })
        .collect();
    Json::Object(cells)
}
