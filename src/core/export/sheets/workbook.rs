//! Everything the ledger holds, one sheet per register and per child list, made to be edited and read back.
//!
//! A list that few clinics keep gets its sheet with its first row.
//!
//! Owns: the contract with the import. Row 1 is hidden and holds keys: A1 [`MACHINE_MARK`] and the register (or
//! `register/child`), then a field key or `custom:HEADER`. Row 2 has the labels, data starts in row 3. Column A is
//! hidden and holds the record's id, on child sheets that of the parent, whose name stands in column B.
//! Invariant: a cell is what [`Entry::display`] says, so it reads back to the same entry.

use super::{ExportContext, Paper, SheetColumn, SheetData, SheetInfo};
use crate::core::catalogue::{Child, Column, Field, FieldKind, Register, RegisterId, Shown, tokens};
#[cfg(doc)]
use crate::core::model::Entry;
use crate::core::model::{Record, Snapshot};

pub(super) const INFO: SheetInfo = SheetInfo {
    key: "workbook",
    label: "すべての項目（編集して取り込める表）",
};

/// Starts cell A1 of every sheet; the number is the version of the contract.
pub const MACHINE_MARK: &str = "kikidaicho:1:";
/// Key of column B on child sheets, which the import does not read.
pub const PARENT_NAME: &str = "parent_name";
const CUSTOM: &str = "custom:";
const ID: &str = "ID";

pub(super) fn build(snapshot: &Snapshot, _: &ExportContext) -> Vec<SheetData> {
    let mut sheets = Vec::new();
    // Files are no cells: their rows would come back without their content.
    let needed = |register: &RegisterId| {
        register.shown == Shown::Always || *register != RegisterId::EVIDENCE && !snapshot.rows(*register).is_empty()
    };
    for id in RegisterId::all().filter(needed) {
        sheets.extend(register(id, snapshot, |_| true));
    }
    sheets
}

/// The sheets of one register, with the fields of its rows that `goes_along` lets through.
pub(super) fn register(
    register: RegisterId,
    snapshot: &Snapshot,
    goes_along: impl Fn(&Field) -> bool,
) -> Vec<SheetData> {
    let mut sheets = vec![records(register, snapshot, goes_along)];
    let children = register.children.iter().enumerate();
    sheets.extend(children.map(|(at, child)| child_rows(register, at, child, snapshot)));
    sheets
}

/// One register with everything in it, child rows as lines of a cell: what one csv file can hold.
pub fn register_sheet(register: RegisterId, snapshot: &Snapshot) -> SheetData {
    let columns = snapshot.columns(register);
    let rows: Vec<Vec<String>> = snapshot
        .rows(register)
        .iter()
        .map(|record| columns.iter().map(|column| record.content.display(column)).collect())
        .collect();
    let columns = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let texts = rows.iter().map(|row| row[at].as_str());
            match column {
                Column::Field(field) => field_column(&register.fields[*field], texts),
                Column::Child { child, field } => field_column(&register.children[*child].fields[*field], texts),
                Column::Custom(header) => SheetColumn::fitted(header, texts, 12, 40),
            }
        })
        .collect();
    SheetData {
        name: register.label.to_owned(),
        columns,
        rows,
        frozen_columns: 1,
        has_filter: true,
        ..SheetData::default()
    }
}

fn records(register: RegisterId, snapshot: &Snapshot, goes_along: impl Fn(&Field) -> bool) -> SheetData {
    let fields: Vec<usize> = (0..register.fields.len()).filter(|at| goes_along(&register.fields[*at])).collect();
    let custom: Vec<_> = snapshot.custom_headers(register).cloned().collect();
    let mut keys = vec![format!("{MACHINE_MARK}{}", register.key)];
    keys.extend(fields.iter().map(|at| register.fields[*at].key.to_owned()));
    keys.extend(custom.iter().map(|header| format!("{CUSTOM}{header}")));
    let rows: Vec<Vec<String>> = snapshot
        .rows(register)
        .iter()
        .map(|record| {
            let content = &record.content;
            let fields = fields.iter().map(|at| content.fields.get(*at).display().into_owned());
            let others = custom
                .iter()
                .map(|header| content.display(&Column::Custom(header.clone())));
            std::iter::once(record.id.to_string()).chain(fields).chain(others).collect()
        })
        .collect();
    let mut columns = vec![id_column()];
    for field in &fields {
        let at = columns.len();
        columns.push(field_column(&register.fields[*field], rows.iter().map(|row| row[at].as_str())));
    }
    for header in &custom {
        let at = columns.len();
        let texts = rows.iter().map(|row| row[at].as_str());
        columns.push(SheetColumn::fitted(header, texts, 12, 40));
    }
    machine_sheet(register.label.to_owned(), keys, columns, rows)
}

fn child_rows(register: RegisterId, at: usize, child: &Child, snapshot: &Snapshot) -> SheetData {
    let mut keys = vec![
        format!("{MACHINE_MARK}{}/{}", register.key, child.key),
        PARENT_NAME.to_owned(),
    ];
    keys.extend(child.fields.iter().map(|field| field.key.to_owned()));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in snapshot.rows(register).iter() {
        for row in record.content.child_rows(at) {
            let fields = (0..child.fields.len()).map(|field| row.get(field).display().into_owned());
            rows.push([record.id.to_string(), name(record)].into_iter().chain(fields).collect());
        }
    }
    let texts = |at: usize| rows.iter().map(move |row| row[at].as_str());
    let mut columns = vec![id_column(), SheetColumn::fitted(register.label, texts(1), 12, 24)];
    columns.extend(
        child
            .fields
            .iter()
            .enumerate()
            .map(|(nth, field)| field_column(field, texts(nth + 2))),
    );
    machine_sheet(tab(&register, child), keys, columns, rows)
}

fn machine_sheet(name: String, keys: Vec<String>, columns: Vec<SheetColumn>, rows: Vec<Vec<String>>) -> SheetData {
    SheetData {
        name,
        machine_row: Some(keys),
        columns,
        rows,
        paper: Paper::AsItComes,
        // The id is hidden, the number or name beside it stays in sight.
        frozen_columns: 2,
        has_filter: true,
        ..SheetData::default()
    }
}

fn tab(register: &Register, child: &Child) -> String {
    format!("{}-{}", register.label, child.label)
}

fn name(record: &Record) -> String {
    record.name().unwrap_or_default().to_owned()
}

fn id_column() -> SheetColumn {
    SheetColumn {
        header: ID.to_owned(),
        width: 38,
        is_hidden: true,
        ..SheetColumn::default()
    }
}

fn field_column<'a>(field: &Field, texts: impl Iterator<Item = &'a str>) -> SheetColumn {
    let least = u16::from(field.width);
    let choices = match field.kind {
        FieldKind::Choice(list) => list.iter().map(|choice| choice.value).collect(),
        FieldKind::Flag => vec![tokens::YES[0], tokens::NO[0]],
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::MultiChoice(_)
        | FieldKind::Date
        | FieldKind::Number
        | FieldKind::IpList
        | FieldKind::Mac
        | FieldKind::Version
        | FieldKind::Url
        | FieldKind::People
        | FieldKind::Link(_) => Vec::new(),
    };
    SheetColumn {
        choices,
        ..SheetColumn::fitted(field.label, texts, least, (least * 3 / 2).max(20))
    }
}
