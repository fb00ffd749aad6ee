//! Mappings that earlier imports left: which headers were read as which fields.
//!
//! Owns: the rows of the inner register `import_profile`, both ways. Refuses to know: how a mapping is used.
//! Invariant: a profile that cannot be understood any more is no profile; nothing is guessed from half of one.

use super::margins;
use super::plan::PlanTable;
use super::{ColumnTarget, DropReason, How, ImportPlan, Layout};
use crate::core::catalogue::{Column, RegisterId};
use crate::core::model::{Batch, BatchRow, Content, Entry, OperationKind, Record, Snapshot};
use crate::core::parse::header_key;

/// One remembered mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub name: String,
    pub register: RegisterId,
    pub sheet: String,
    /// Headers from left to right, as they stood there.
    pub headers: Vec<String>,
    /// What became of each.
    pub targets: Vec<ColumnTarget>,
}

const OUT: &str = "-";
const SECRET: &str = "!";

impl Profile {
    /// What a header row is compared by.
    pub(super) fn keys(&self) -> Vec<String> {
        self.headers.iter().map(|header| header_key(header)).collect()
    }

    fn of(table: &PlanTable, name: &str) -> Self {
        // A column without a header is found by what stands in it, each time anew.
        let columns = || table.columns.iter().filter(|column| !margins::is_unnamed(column));
        Self {
            name: name.to_owned(),
            register: table.register,
            sheet: table.sheet.to_string(),
            headers: columns().map(|column| column.header.replace('\n', "")).collect(),
            targets: columns().map(|column| column.target.clone()).collect(),
        }
    }

    fn read(row: &Record) -> Option<Self> {
        let text = |key: &str| row.entry(key).as_text().unwrap_or_default();
        let register = RegisterId::by_key(text("register"))?;
        let headers: Vec<String> = text("headers").lines().map(str::to_owned).collect();
        let targets: Option<Vec<ColumnTarget>> = text("targets").lines().map(|line| target(register, line)).collect();
        let targets = targets?;
        let whole = !headers.is_empty() && headers.len() == targets.len();
        whole.then(|| Self {
            name: text("name").to_owned(),
            register,
            sheet: text("sheet").to_owned(),
            headers,
            targets,
        })
    }

    fn content(&self) -> Content {
        let register = RegisterId::IMPORT_PROFILE;
        let targets: Vec<String> = self.targets.iter().map(|target| word(self.register, target)).collect();
        let mut content = Content::default();
        for (key, text) in [
            ("name", self.name.as_str()),
            ("register", self.register.key),
            ("sheet", self.sheet.as_str()),
            ("headers", self.headers.join("\n").as_str()),
            ("targets", targets.join("\n").as_str()),
        ] {
            if let Some(field) = register.field_index(key) {
                content.fields.set(field, Entry::text(text));
            }
        }
        content
    }
}

fn word(register: RegisterId, target: &ColumnTarget) -> String {
    match target {
        ColumnTarget::To(column) => register.column_key(column),
        ColumnTarget::Split(one, two) => format!("{}|{}", register.column_key(one), register.column_key(two)),
        ColumnTarget::Dropped(DropReason::Secret) => SECRET.to_owned(),
        ColumnTarget::Dropped(_) => OUT.to_owned(),
    }
}

fn target(register: RegisterId, word: &str) -> Option<ColumnTarget> {
    match word {
        OUT => Some(ColumnTarget::Dropped(DropReason::Person)),
        SECRET => Some(ColumnTarget::Dropped(DropReason::Secret)),
        _ => match word.split_once('|').filter(|_| !word.starts_with("custom:")) {
            Some((one, two)) => {
                let (one, two) = (register.column_by_key(one)?, register.column_by_key(two)?);
                Some(ColumnTarget::Split(one, two))
            }
            None => register.column_by_key(word).map(ColumnTarget::To),
        },
    }
}

/// Every mapping that the ledger remembers, the latest first.
pub fn profiles(snapshot: &Snapshot) -> Vec<Profile> {
    let rows = snapshot.rows(RegisterId::IMPORT_PROFILE);
    rows.iter().rev().filter_map(|row| Profile::read(row)).collect()
}

impl ImportPlan {
    /// Whether a person corrected how a table is read, so that remembering it is worth a question.
    pub fn is_corrected(&self) -> bool {
        let columns = self.tables.iter().flat_map(|table| &table.columns);
        columns.into_iter().any(|column| column.how == How::Person)
    }

    /// The change that remembers how the tables of this plan were read, for the door; `None` when all of it is known.
    pub fn remember(&self, name: &str, snapshot: &Snapshot) -> Option<Batch> {
        let known = snapshot.rows(RegisterId::IMPORT_PROFILE);
        let tables = self
            .tables
            .iter()
            .filter(|table| table.layout == Layout::Table && !table.columns.is_empty());
        let mut rows: Vec<BatchRow> = Vec::new();
        for table in tables {
            let profile = Profile::of(table, name);
            let content = profile.content();
            let same = |row: &&std::sync::Arc<Record>| {
                let is_of = |read: Profile| read.keys() == profile.keys() && read.sheet == profile.sheet;
                Profile::read(row).is_some_and(is_of)
            };
            let target = known.iter().find(same).cloned();
            let is_known = target.as_ref().is_some_and(|row| row.content == content);
            if !is_known && !rows.iter().any(|row| row.content.as_ref() == Some(&content)) {
                rows.push(BatchRow {
                    register: RegisterId::IMPORT_PROFILE,
                    target,
                    known_as: None,
                    content: Some(content),
                    source: None,
                });
            }
        }
        (!rows.is_empty()).then(|| Batch {
            kind: OperationKind::Edit,
            label: format!("{}：{name}", RegisterId::IMPORT_PROFILE.label),
            source: None,
            rows,
        })
    }
}

/// What a person may call a column on the command line or in a list: a key, a label, or a header of its own.
pub fn column_called(register: RegisterId, name: &str) -> Option<Column> {
    let fields = (0..register.fields.len()).map(Column::Field);
    let inner = register.children.iter().enumerate().flat_map(|(child, list)| {
        let fields = 0..list.fields.len();
        fields.map(move |field| Column::Child { child, field })
    });
    let named = |column: &Column| register.column_key(column) == name || register.column_label(column) == name;
    fields.chain(inner).find(named)
}
