//! What a person decides about whole columns of a plan: the ledger's value stays, or the file's replaces it.
//!
//! Owns: the choice per column, and the trace of the file's values that it left out. Refuses to know: rows joined from
//! three versions, which are decided cell by cell (`choices`).
//! Invariant: a choice can be taken back; a cell that is blank in the ledger takes the file's value either way.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{Action, ImportPlan, PlanRow, Side};
use crate::core::catalogue::{Column, RegisterId};
use crate::core::model::Content;

/// A column in which the file says something else than the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplacedColumn {
    pub register: RegisterId,
    /// A list of child rows is one column, named by its first field: it is replaced as a whole.
    pub column: Column,
    /// Records in which a value of the ledger would go.
    pub cells: usize,
    /// What was decided; the file's value where nothing was said.
    pub side: Side,
}

impl ReplacedColumn {
    /// The column as people call it; a list of child rows by its own name.
    pub fn label(&self) -> String {
        match &self.column {
            Column::Child { child, .. } => self.register.children[*child].label.to_owned(),
            column => self.register.column_label(column),
        }
    }
}

impl ImportPlan {
    /// Columns in which values of the ledger would be replaced, in catalogue order. Passes over all rows.
    pub fn replaced_columns(&self) -> Vec<ReplacedColumn> {
        let mut found: BTreeMap<(RegisterId, Column), (usize, Side)> = BTreeMap::new();
        for row in &self.rows {
            for column in row.replaced() {
                let side = if row.keeps(&column) { Side::Ours } else { Side::Theirs };
                let (cells, _) = found.entry((row.register, column)).or_insert((0, side));
                *cells += 1;
            }
        }
        let columns = found.into_iter();
        columns
            .map(|((register, column), (cells, side))| ReplacedColumn {
                register,
                column,
                cells,
                side,
            })
            .collect()
    }

    /// Decides a whole column; rows joined from three versions are left alone.
    pub fn take_column(&mut self, register: RegisterId, column: &Column, side: Side) {
        let of_register = self.rows.iter_mut().filter(|row| row.register == register);
        of_register.for_each(|row| row.take_part(column, side));
    }
}

impl PlanRow {
    /// The content that the file asks for, whatever was decided about its columns.
    fn asked(&self) -> &Content {
        self.read.as_deref().unwrap_or(&self.content)
    }

    /// Columns in which a value of the ledger would be replaced by the file's.
    fn replaced(&self) -> Vec<Column> {
        let (Some(target), None) = (&self.target, &self.merge) else {
            return Vec::new();
        };
        if self.action == Action::Gone || self.content.is_empty() {
            return Vec::new();
        }
        let (ours, theirs) = (&target.content, self.asked());
        let fields = ours.fields.iter().map(|(field, _)| Column::Field(field));
        let children = (0..self.register.children.len()).map(|child| Column::Child { child, field: 0 });
        let custom = ours.custom.keys().cloned().map(Column::Custom);
        fields
            .chain(children)
            .chain(custom)
            .filter(|column| has(ours, column) && !same(ours, theirs, column))
            .collect()
    }

    fn keeps(&self, column: &Column) -> bool {
        self.read.is_some() && !same(self.asked(), &self.content, column)
    }

    fn take_part(&mut self, column: &Column, side: Side) {
        let Some(target) = self.target.clone().filter(|_| self.replaced().contains(column)) else {
            return;
        };
        let read = match self.read.take() {
            Some(read) => read,
            None => Box::new(self.content.clone()),
        };
        let from = match side {
            Side::Ours => &target.content,
            Side::Theirs => &*read,
        };
        match column {
            Column::Field(field) => self.content.fields.set(*field, from.fields.get(*field).clone()),
            Column::Child { child, .. } => self.content.set_child_rows(*child, from.child_rows(*child).to_vec()),
            Column::Custom(header) => {
                let entry = from.custom.get(header).cloned().unwrap_or_default();
                self.content.set_custom(header, entry);
            }
        }
        self.read = (*read != self.content).then_some(read);
        if self.action.is_certain() {
            self.action = self.settled();
        }
    }

    /// Columns left as they are in the ledger, each with what the file says.
    fn kept_parts(&self) -> impl Iterator<Item = (Column, String)> {
        let replaced = if self.read.is_some() {
            self.replaced()
        } else {
            Vec::new()
        };
        replaced.into_iter().filter(|column| self.keeps(column)).map(|column| {
            let said = self.asked().display(&column);
            (column, said)
        })
    }

    /// The file's values that were not taken, by the key of their column, for the history of the row.
    pub(super) fn left_out_json(&self) -> Option<Json> {
        let kept: BTreeMap<String, String> = self
            .kept_parts()
            .map(|(column, said)| (self.register.column_key(&column), said))
            .collect();
        (!kept.is_empty()).then(|| json!(kept))
    }
}

fn has(content: &Content, column: &Column) -> bool {
    match column {
        Column::Child { child, .. } => !content.child_rows(*child).is_empty(),
        Column::Field(_) | Column::Custom(_) => true,
    }
}

fn same(one: &Content, two: &Content, column: &Column) -> bool {
    match column {
        Column::Field(field) => one.fields.get(*field) == two.fields.get(*field),
        Column::Child { child, .. } => one.child_rows(*child) == two.child_rows(*child),
        Column::Custom(header) => one.custom.get(header) == two.custom.get(header),
    }
}
