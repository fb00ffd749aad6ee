//! Our own workbook (`export --sheet workbook` and the hand-over): machine keys in row 1, labels in row 2, ids in
//! column A.
//!
//! Owns: reading that contract, and the plan of a workbook that went nowhere else. A blank cell means blank, and the
//! child sheets hold all child rows; a column that is not in the file says nothing.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::reader::{RawRow, RawSheet, RawWorkbook, ReadError};
use super::{
    Action, ColumnTarget, DropReason, How, ImportPlan, Layout, NotTaken, NotTakenReason, PlanColumn, PlanRow,
    PlanTable, handover,
};
use crate::core::catalogue::{Column, FieldKind, RegisterId, secrets};
#[cfg(doc)]
use crate::core::export::sheets::BASE_MARK;
use crate::core::export::sheets::MACHINE_MARK;
use crate::core::model::{Content, Fields, RecordId, Snapshot};
use crate::core::parse;

/// One register as the file has it.
pub(super) struct OwnTable {
    pub register: RegisterId,
    pub sheet: Arc<str>,
    pub columns: Vec<PlanColumn>,
    /// Child lists whose sheets are there.
    pub lists: Vec<usize>,
    pub rows: Vec<OwnRow>,
    pub not_taken: Vec<NotTaken>,
}

pub(super) struct OwnRow {
    pub number: u32,
    /// What stands in the hidden column, readable or not.
    pub id: Option<String>,
    /// Only what the file has columns for.
    pub content: Content,
}

impl OwnRow {
    pub fn record(&self) -> Option<RecordId> {
        self.id.as_deref()?.parse().ok()
    }
}

impl OwnTable {
    /// `onto` with everything that this table has columns for as `from` says.
    pub fn laid_over(&self, onto: &Content, from: &Content) -> Content {
        let mut content = onto.clone();
        for column in &self.columns {
            match &column.target {
                ColumnTarget::To(Column::Field(field)) => {
                    content.fields.set(*field, from.fields.get(*field).clone());
                }
                ColumnTarget::To(Column::Custom(header)) => {
                    content.set_custom(header, from.custom.get(header).cloned().unwrap_or_default());
                }
                _ => {}
            }
        }
        for &child in &self.lists {
            content.set_child_rows(child, from.child_rows(child).to_vec());
        }
        content
    }

    /// Lists the table in the plan; its rows belong to the place that this returns.
    pub fn register_in(&self, plan: &mut ImportPlan) -> usize {
        plan.not_taken.extend(self.not_taken.iter().cloned());
        plan.tables.push(PlanTable {
            sheet: self.sheet.clone(),
            register: self.register,
            layout: Layout::Table,
            header_rows: vec![1, 2],
            columns: self.columns.clone(),
            profile: None,
            defaults: Vec::new(),
        });
        plan.tables.len() - 1
    }
}

/// What stands behind the mark in A1, when the sheet is ours.
pub(super) fn mark(sheet: &RawSheet) -> Option<&str> {
    let row = sheet.rows.first().filter(|row| row.number == 1)?;
    row.cell(0)?.text.strip_prefix(MACHINE_MARK)
}

pub(super) fn is_own(workbook: &RawWorkbook) -> bool {
    workbook.sheets.iter().any(|sheet| mark(sheet).is_some())
}

/// The registers of the file, either as they are seen or, behind [`BASE_MARK`], as they were when the file was made.
pub(super) fn tables(workbook: &RawWorkbook, prefix: &str) -> Vec<OwnTable> {
    let of = |sheet: &RawSheet| -> Option<(RegisterId, Option<usize>)> {
        let mark = mark(sheet)?;
        let name = mark.strip_prefix(prefix)?;
        match name.split_once('/') {
            Some((register, child)) => {
                let register = RegisterId::by_key(register)?;
                Some((register, Some(register.child_index(child)?)))
            }
            None => Some((RegisterId::by_key(name)?, None)),
        }
    };
    let mut children: HashMap<(RegisterId, String), BTreeMap<usize, Vec<Fields>>> = HashMap::new();
    let mut listed: Vec<(RegisterId, usize)> = Vec::new();
    for sheet in &workbook.sheets {
        let Some((register, Some(child))) = of(sheet) else {
            continue;
        };
        listed.push((register, child));
        let fields: Vec<(u32, usize)> = keys(sheet)
            .filter_map(|(at, key)| Some((at, register.children[child].field_index(key)?)))
            .collect();
        for row in data(sheet) {
            let Some(parent) = row.cell(0) else { continue };
            let read = fields.iter().filter_map(|(at, field)| {
                let kind = register.children[child].fields[*field].kind;
                Some((*field, parse::entry(kind, &row.cell(*at)?.text)))
            });
            let lists = children.entry((register, parent.text.to_string())).or_default();
            lists.entry(child).or_default().push(read.collect());
        }
    }
    let mut tables = Vec::new();
    for sheet in &workbook.sheets {
        let Some((register, None)) = of(sheet) else { continue };
        if register == RegisterId::EVIDENCE {
            continue;
        }
        let lists = listed.iter().filter(|(owner, _)| *owner == register);
        let lists = lists.map(|(_, child)| *child).collect();
        tables.push(table(sheet, register, lists, &mut children));
    }
    tables
}

fn table(
    sheet: &RawSheet,
    register: RegisterId,
    lists: Vec<usize>,
    children: &mut HashMap<(RegisterId, String), BTreeMap<usize, Vec<Fields>>>,
) -> OwnTable {
    let mut table = OwnTable {
        register,
        sheet: sheet.name.clone(),
        columns: columns(sheet, register),
        lists,
        rows: Vec::new(),
        not_taken: Vec::new(),
    };
    for row in data(sheet) {
        let id = row.cell(0).map(|cell| cell.text.to_string());
        // A line that somebody wrote below the table is no new record.
        if id.is_none() && row.cells.len() < 2 {
            table.not_taken.push(NotTaken {
                sheet: sheet.name.clone(),
                row: row.number,
                reason: NotTakenReason::TooLittle,
            });
            continue;
        }
        let mut content = Content::default();
        for column in &table.columns {
            let text = row.cell(column.at).map_or("", |cell| &cell.text);
            match &column.target {
                ColumnTarget::To(Column::Field(field)) => {
                    let entry = parse::entry(register.fields[*field].kind, text);
                    content.fields.set(*field, entry);
                }
                ColumnTarget::To(Column::Custom(header)) => {
                    content.set_custom(header, parse::entry(FieldKind::Text, text));
                }
                _ => {}
            }
        }
        if let Some(id) = &id {
            for (child, rows) in children.remove(&(register, id.clone())).unwrap_or_default() {
                content.set_child_rows(child, rows);
            }
        }
        table.rows.push(OwnRow {
            number: row.number,
            id,
            content,
        });
    }
    table
}

/// Columns by the key above them; one that somebody added has only a header and is kept under it.
fn columns(sheet: &RawSheet, register: RegisterId) -> Vec<PlanColumn> {
    let mut columns = vec![PlanColumn {
        at: 0,
        header: "id".to_owned(),
        target: ColumnTarget::Dropped(DropReason::Machine),
        how: How::Label,
    }];
    for (at, key) in keys(sheet) {
        if let Some(target) = register
            .column_by_key(key)
            .filter(|column| !matches!(column, Column::Child { .. }))
        {
            let header = register.column_label(&target);
            let secret = matches!(target, Column::Custom(_)) && secrets::is_secret_header(&header);
            columns.push(PlanColumn {
                at,
                header,
                target: if secret {
                    ColumnTarget::Dropped(DropReason::Secret)
                } else {
                    ColumnTarget::To(target)
                },
                how: How::Label,
            });
        }
    }
    let labels = sheet.rows.iter().find(|row| row.number == 2);
    for cell in labels.iter().flat_map(|row| &row.cells) {
        let has_key = keys(sheet).any(|(at, _)| at == cell.column);
        let header = cell.text.trim();
        if has_key || cell.column == 0 || header.is_empty() {
            continue;
        }
        let target = if secrets::is_secret_header(header) {
            ColumnTarget::Dropped(DropReason::Secret)
        } else {
            ColumnTarget::To(Column::Custom(header.into()))
        };
        if !columns.iter().any(|known| known.target == target) {
            columns.push(PlanColumn {
                at: cell.column,
                header: header.to_owned(),
                target,
                how: How::Unknown,
            });
        }
    }
    columns
}

/// # Errors
/// `OtherLedger` when the file is a hand-over of another clinic.
pub(super) fn plan(workbook: &RawWorkbook, snapshot: &Snapshot, plan: &mut ImportPlan) -> Result<(), ReadError> {
    if let Some(facts) = handover::facts(workbook) {
        return handover::plan(workbook, facts, snapshot, plan);
    }
    for table in tables(workbook, "") {
        let at = table.register_in(plan);
        let known = |id| snapshot.get(table.register, id).map(|row| &row.content);
        for (row, id) in table
            .rows
            .iter()
            .zip(handover::owners(&table.rows, table.register, known))
        {
            let target = id.and_then(|id| snapshot.get(table.register, id)).cloned();
            let empty = Content::default();
            let onto = target.as_ref().map_or(&empty, |record| &record.content);
            let content = table.laid_over(onto, &row.content);
            let action = match &target {
                None => Action::Add,
                Some(record) if record.content == content => Action::Unchanged,
                Some(_) => Action::Change,
            };
            plan.rows.push(PlanRow {
                table: at,
                register: table.register,
                source_rows: vec![row.number],
                action,
                matched_by: target.as_ref().map(|_| "id"),
                known_as: id.filter(|_| target.is_none()),
                target,
                content,
                merge: None,
                read: None,
                problems: Vec::new(),
                raw: None,
                include: true,
            });
        }
    }
    Ok(())
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
