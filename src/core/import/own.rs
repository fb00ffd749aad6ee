//! Our own workbook (`export --sheet workbook`): machine keys in row 1, labels in row 2, ids in column A.
//!
//! Here a blank cell means blank, and the child sheets hold all child rows.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::reader::{RawRow, RawSheet, RawWorkbook};
use super::{Action, ColumnTarget, DropReason, How, ImportPlan, Layout, PlanColumn, PlanRow, PlanTable};
use crate::core::catalogue::{Column, RegisterId, tokens};
use crate::core::export::sheets::MACHINE_MARK;
use crate::core::model::{Content, Fields, RecordId, Snapshot};
use crate::core::parse;

fn mark(sheet: &RawSheet) -> Option<&str> {
    let row = sheet.rows.first().filter(|row| row.number == 1)?;
    row.cell(0)?.text.strip_prefix(MACHINE_MARK)
}

pub(super) fn is_own(workbook: &RawWorkbook) -> bool {
    workbook.sheets.iter().any(|sheet| mark(sheet).is_some())
}

pub(super) fn plan(workbook: RawWorkbook, snapshot: &Snapshot, plan: &mut ImportPlan) {
    let mut children: HashMap<(RegisterId, String), BTreeMap<usize, Vec<Fields>>> = HashMap::new();
    let mut listed: Vec<(RegisterId, usize)> = Vec::new();
    for sheet in &workbook.sheets {
        let Some((register, child)) = mark(sheet).and_then(|mark| mark.split_once('/')) else {
            continue;
        };
        let Some(register) = RegisterId::by_key(register) else {
            continue;
        };
        let Some(child) = register.child_index(child) else {
            continue;
        };
        listed.push((register, child));
        let fields: Vec<(u32, usize)> = keys(sheet)
            .filter_map(|(at, key)| Some((at, register.children[child].field_index(key)?)))
            .collect();
        for row in data(sheet) {
            let Some(parent) = row.cell(0) else { continue };
            let read = fields.iter().filter_map(|(at, field)| {
                Some((
                    *field,
                    parse::entry(register.children[child].fields[*field].kind, &row.cell(*at)?.text),
                ))
            });
            children
                .entry((register, parent.text.to_string()))
                .or_default()
                .entry(child)
                .or_default()
                .push(read.collect());
        }
    }
    for sheet in &workbook.sheets {
        let register = mark(sheet).and_then(RegisterId::by_key);
        let Some(register) = register.filter(|register| *register != RegisterId::EVIDENCE) else {
            continue;
        };
        read_register(sheet, register, &listed, &mut children, snapshot, plan);
    }
}

fn read_register(
    sheet: &RawSheet,
    register: RegisterId,
    listed: &[(RegisterId, usize)],
    children: &mut HashMap<(RegisterId, String), BTreeMap<usize, Vec<Fields>>>,
    snapshot: &Snapshot,
    plan: &mut ImportPlan,
) {
    let table = plan.tables.len();
    let mut columns = vec![PlanColumn {
        at: 0,
        header: "id".to_owned(),
        target: ColumnTarget::Dropped(DropReason::Machine),
        how: How::Label,
    }];
    let mut targets: Vec<(u32, Column)> = Vec::new();
    for (at, key) in keys(sheet) {
        let target = match key.strip_prefix("custom:") {
            Some(header) => Some(Column::Custom(Arc::from(header))),
            None => register.field_index(key).map(Column::Field),
        };
        if let Some(Column::Custom(header)) = &target
            && tokens::is_secret_header(header)
        {
            columns.push(PlanColumn {
                at,
                header: header.to_string(),
                target: ColumnTarget::Dropped(DropReason::Secret),
                how: How::Label,
            });
        } else if let Some(target) = target {
            columns.push(PlanColumn {
                at,
                header: register.column_label(&target),
                target: ColumnTarget::To(target.clone()),
                how: How::Label,
            });
            targets.push((at, target));
        }
    }
    for row in data(sheet) {
        let id = row.cell(0).map(|cell| cell.text.to_string());
        let target = id
            .as_ref()
            .and_then(|id| id.parse::<RecordId>().ok())
            .and_then(|id| snapshot.get(register, id))
            .cloned();
        // Columns that the file does not have say nothing; those it has say everything.
        let mut content = target
            .as_ref()
            .map_or_else(Content::default, |record| record.content.clone());
        for (at, column) in &targets {
            let text = row.cell(*at).map_or("", |cell| &cell.text);
            match column {
                Column::Field(field) => content
                    .fields
                    .set(*field, parse::entry(register.fields[*field].kind, text)),
                Column::Custom(header) => {
                    content.set_custom(header, parse::entry(crate::core::catalogue::FieldKind::Text, text))
                }
                Column::Child { .. } => {}
            }
        }
        let mut lists = id.and_then(|id| children.remove(&(register, id))).unwrap_or_default();
        for &(_, child) in listed.iter().filter(|(owner, _)| *owner == register) {
            content.set_child_rows(child, lists.remove(&child).unwrap_or_default());
        }
        let action = match &target {
            None => Action::Add,
            Some(record) if record.content == content => Action::Unchanged,
            Some(_) => Action::Change,
        };
        plan.rows.push(PlanRow {
            table,
            register,
            source_rows: vec![row.number],
            action,
            matched_by: target.as_ref().map(|_| "id"),
            target,
            content,
            problems: Vec::new(),
            raw: None,
            include: true,
        });
    }
    let name = sheet.name.clone();
    plan.tables.push(PlanTable {
        sheet: name,
        register,
        layout: Layout::Table,
        header_rows: vec![1, 2],
        columns,
        defaults: Vec::new(),
    });
}

fn keys(sheet: &RawSheet) -> impl Iterator<Item = (u32, &str)> {
    sheet
        .rows
        .first()
        .into_iter()
        .flat_map(|row| row.cells.iter().skip(1).map(|cell| (cell.column, &*cell.text)))
}

fn data(sheet: &RawSheet) -> impl Iterator<Item = &RawRow> {
    sheet.rows.iter().filter(|row| row.number > 2)
}
