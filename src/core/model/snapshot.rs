//! The whole ledger at one revision, immutable and shared.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{OpSeq, Operation, Record, RecordId};
use crate::core::catalogue::{Column, RegisterId};

/// A record's new row, or `None` when it goes.
type RowChange = (RecordId, Option<Arc<Record>>);

/// What the ledger says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerMeta {
    pub ledger_id: String,
    /// Name of the clinic.
    pub facility: String,
}

/// All registers after one operation. Rows are shared between revisions; a view borrows it and never waits.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub meta: LedgerMeta,
    /// Number of the last operation; 0 before the first.
    pub revision: OpSeq,
    /// Hash of the last operation.
    pub head: [u8; 32],
    /// Rows per register, ordered by id, that is by creation.
    rows: Vec<Arc<Vec<Arc<Record>>>>,
    /// Headers of custom columns per register with the number of rows that use them.
    custom: Vec<Arc<BTreeMap<Arc<str>, usize>>>,
    /// Every operation, oldest first.
    pub operations: Arc<Vec<Operation>>,
}

impl Snapshot {
    pub fn new(meta: LedgerMeta) -> Self {
        let registers = RegisterId::all().len();
        Self {
            meta,
            rows: vec![Arc::default(); registers],
            custom: vec![Arc::default(); registers],
            ..Self::default()
        }
    }

    /// A ledger with these rows and no history, for tests and previews outside of `core`.
    #[doc(hidden)]
    pub fn with_rows(meta: LedgerMeta, records: Vec<Record>) -> Self {
        let mut snapshot = Self::new(meta);
        let rows = records.into_iter();
        snapshot.apply(rows.map(|row| (row.register, row.id, Some(Arc::new(row)))).collect());
        snapshot
    }

    /// Rows of a register in creation order.
    pub fn rows(&self, register: RegisterId) -> &Arc<Vec<Arc<Record>>> {
        &self.rows[register.index()]
    }

    /// Headers of the columns of a register that the catalogue does not have, sorted; there as long as a row
    /// has something in them.
    pub fn custom_headers(&self, register: RegisterId) -> impl Iterator<Item = &Arc<str>> {
        self.custom[register.index()].keys()
    }

    pub fn get(&self, register: RegisterId, id: RecordId) -> Option<&Arc<Record>> {
        let rows = self.rows(register);
        rows.binary_search_by_key(&id, |row| row.id).ok().map(|at| &rows[at])
    }

    /// Looks in every register.
    pub fn find(&self, id: RecordId) -> Option<&Arc<Record>> {
        RegisterId::all().find_map(|register| self.get(register, id))
    }

    /// Every column of a register as people see it: fields (with child fields after the last field of their
    /// group), then custom columns.
    pub fn columns(&self, register: RegisterId) -> Vec<Column> {
        let mut columns = Vec::new();
        for (at, field) in register.fields.iter().enumerate() {
            columns.push(Column::Field(at));
            let group_ends = register.fields[at + 1..].iter().all(|later| later.group != field.group);
            if group_ends {
                for (child, list) in register.children.iter().enumerate() {
                    columns.extend(
                        list.fields
                            .iter()
                            .enumerate()
                            .filter(|(_, inner)| inner.group == field.group)
                            .map(|(field, _)| Column::Child { child, field }),
                    );
                }
            }
        }
        columns.extend(self.custom_headers(register).cloned().map(Column::Custom));
        columns
    }

    /// Puts new or changed rows in and takes rows out (`None`), all at once.
    pub(in crate::core) fn apply(&mut self, changes: Vec<(RegisterId, RecordId, Option<Arc<Record>>)>) {
        let mut by_register: BTreeMap<RegisterId, Vec<RowChange>> = BTreeMap::new();
        for (register, id, row) in changes {
            by_register.entry(register).or_default().push((id, row));
        }
        for (register, changes) in by_register {
            let rows = Arc::make_mut(&mut self.rows[register.index()]);
            let custom = &mut self.custom[register.index()];
            let known = rows.len();
            let mut removed = Vec::new();
            for (id, row) in changes {
                if let Some(row) = &row {
                    count_headers(custom, row, Count::Up);
                }
                match (rows[..known].binary_search_by_key(&id, |row| row.id), row) {
                    (Ok(at), Some(row)) => {
                        let old = std::mem::replace(&mut rows[at], row);
                        count_headers(custom, &old, Count::Down);
                    }
                    (Ok(at), None) => {
                        count_headers(custom, &rows[at], Count::Down);
                        removed.push(id);
                    }
                    (Err(_), Some(row)) => rows.push(row),
                    (Err(_), None) => {}
                }
            }
            if !removed.is_empty() {
                removed.sort_unstable();
                rows.retain(|row| removed.binary_search(&row.id).is_err());
            }
            if !rows.is_sorted_by_key(|row| row.id) {
                rows.sort_by_key(|row| row.id);
            }
        }
    }

    /// Whether both hold the same rows and columns, whatever their history.
    pub fn same_content(&self, other: &Self) -> bool {
        self.rows == other.rows && self.custom == other.custom
    }
}

enum Count {
    Up,
    Down,
}

fn count_headers(counts: &mut Arc<BTreeMap<Arc<str>, usize>>, row: &Record, count: Count) {
    if row.content.custom.is_empty() {
        return;
    }
    let counts = Arc::make_mut(counts);
    for header in row.content.custom.keys() {
        let rows = counts.entry(header.clone()).or_default();
        match count {
            Count::Up => *rows += 1,
            Count::Down => *rows -= 1,
        }
        if *rows == 0 {
            counts.remove(header);
        }
    }
}
