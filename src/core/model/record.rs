//! One row of a register with its child rows and the columns nobody knew.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Entry, Fields, RecordId};
use crate::core::catalogue::{Column, RegisterId};

/// Everything written in one row, without its identity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    pub fields: Fields,
    /// One list per child of the register, in catalogue order; may be shorter when the rest is empty.
    pub children: Vec<Vec<Fields>>,
    /// Columns outside the catalogue, by their header; never blank.
    pub custom: BTreeMap<Arc<str>, Entry>,
}

impl Content {
    pub fn child_rows(&self, child: usize) -> &[Fields] {
        self.children.get(child).map_or(&[], Vec::as_slice)
    }

    /// Replaces the rows of one child list; empty rows are dropped, so equal contents compare equal.
    pub fn set_child_rows(&mut self, child: usize, mut rows: Vec<Fields>) {
        rows.retain(|row| !row.is_empty());
        if self.children.len() <= child {
            if rows.is_empty() {
                return;
            }
            // No row gets more lists than its register has; most have one.
            self.children.reserve_exact(child + 1 - self.children.len());
            self.children.resize_with(child + 1, Vec::new);
        }
        self.children[child] = rows;
        while self.children.last().is_some_and(Vec::is_empty) {
            self.children.pop();
        }
    }

    pub fn set_custom(&mut self, header: &Arc<str>, entry: Entry) {
        if entry.is_blank() {
            self.custom.remove(header);
        } else {
            self.custom.insert(header.clone(), entry);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.children.iter().all(Vec::is_empty) && self.custom.is_empty()
    }

    /// The text of one column as people see it: child rows one per line.
    pub fn display(&self, column: &Column) -> String {
        match column {
            Column::Field(field) => self.fields.get(*field).display().into_owned(),
            Column::Child { child, field } => {
                let lines: Vec<_> = self
                    .child_rows(*child)
                    .iter()
                    .map(|row| row.get(*field).display())
                    .collect();
                if lines.iter().all(|line| line.is_empty()) {
                    String::new()
                } else {
                    lines.join("\n")
                }
            }
            Column::Custom(header) => self
                .custom
                .get(header)
                .map_or_else(String::new, |entry| entry.display().into_owned()),
        }
    }
}

/// One row of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub id: RecordId,
    pub register: RegisterId,
    pub content: Content,
}

impl Record {
    /// The entry of the field called `key`; blank when the register has no such field.
    pub fn entry(&self, key: &str) -> &Entry {
        static BLANK: Entry = Entry::Blank;
        self.register
            .field_index(key)
            .map_or(&BLANK, |field| self.content.fields.get(field))
    }

    /// How people call this row: its first naming field that has a text.
    pub fn name(&self) -> Option<&str> {
        self.register
            .named_by
            .iter()
            .find_map(|key| self.content.fields.get(self.register.field_index(key)?).as_text())
    }
}
