//! The only writer: rows and their history in one transaction.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Known;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rusqlite::{CachedStatement, Transaction, TransactionBehavior};

use super::Store;
use super::audit::{ChainHash, instant};
use super::read::CUSTOM;
use super::rows::{TableSql, sql};
use crate::core::catalogue::{Field, RegisterId};
use crate::core::evidence::{self, NewFile};
use crate::core::ledger::LedgerError;
use crate::core::model::{
    Change, Content, Entry, Fields, LedgerMeta, OpSeq, Operation, OperationKind, Record, RecordId, content_to_json,
};

/// An operation about to be written.
pub(in crate::core) struct NewOperation {
    pub kind: OperationKind,
    pub at: DateTime<Utc>,
    pub actor: String,
    pub label: String,
    pub reverts: Option<OpSeq>,
    pub source: Option<String>,
}

/// One record about to be written.
pub(in crate::core) struct Pending {
    pub register: RegisterId,
    pub record: RecordId,
    pub before: Option<Arc<Record>>,
    pub after: Option<Arc<Record>>,
    pub source: Option<String>,
}

impl Store {
    /// Writes one operation with all its records, or nothing. `head` is the history as the caller knows it; when
    /// the file says something else, somebody changed it from outside and nothing is written.
    pub fn write(
        &mut self,
        head: (OpSeq, &[u8; 32]),
        new: NewOperation,
        pending: &[Pending],
        file: Option<&NewFile>,
    ) -> Result<Operation, LedgerError> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        check_head(&tx, head)?;
        if let Some(file) = file {
            // The same content is kept once.
            tx.prepare_cached("INSERT OR IGNORE INTO blob (\"hash\", \"bytes\") VALUES (?, ?)")?
                .execute((evidence::hash(&file.bytes).as_slice(), &file.bytes))?;
        }
        let mut operation = Operation {
            seq: head.0 + 1,
            kind: new.kind,
            at: new.at,
            actor: new.actor,
            label: new.label,
            reverts: new.reverts,
            records: pending.len() as u64,
            hash: [0; 32],
        };
        let mut hash = ChainHash::new(head.1);
        hash.operation(&operation, new.source.as_deref());
        {
            let mut insert = tx.prepare_cached(
                "INSERT INTO change (\"operation\", \"ordinal\", \"register\", \"record\", \"before\", \"after\", \"source\") VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?;
            let mut inserts: BTreeMap<RegisterId, Inserts<'_>> = BTreeMap::new();
            for (ordinal, item) in pending.iter().enumerate() {
                let image = |row: &Arc<Record>| content_to_json(item.register, &row.content);
                let change = Change {
                    register: item.register,
                    record: item.record,
                    before: item.before.as_ref().map(image),
                    after: item.after.as_ref().map(image),
                    source: item.source.clone(),
                };
                hash.change(&change);
                insert.execute((
                    operation.seq,
                    ordinal,
                    item.register.key,
                    item.record.as_bytes(),
                    &change.before,
                    &change.after,
                    &change.source,
                ))?;
                if item.before.is_some() {
                    delete_row(&tx, item.register, item.record)?;
                }
                if let Some(row) = &item.after {
                    let inserts = match inserts.entry(item.register) {
                        Known::Occupied(known) => known.into_mut(),
                        Known::Vacant(new) => new.insert(Inserts::prepare(&tx, item.register)?),
                    };
                    insert_row(&tx, inserts, item.register, item.record, &row.content)?;
                }
            }
        }
        operation.hash = hash.finish();
        tx.prepare_cached(
            "INSERT INTO operation (\"seq\", \"kind\", \"at\", \"actor\", \"label\", \"reverts\", \"records\", \"source\", \"hash\") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute((
            operation.seq,
            operation.kind.key(),
            instant(&operation.at),
            &operation.actor,
            &operation.label,
            operation.reverts,
            operation.records,
            &new.source,
            operation.hash.as_slice(),
        ))?;
        tx.commit()?;
        Ok(operation)
    }

    /// Keeps bytes that no row names yet.
    pub fn put_blob(&mut self, hash: &[u8; 32], bytes: &[u8]) -> Result<(), LedgerError> {
        let mut insert = self
            .db
            .prepare_cached("INSERT OR IGNORE INTO blob (\"hash\", \"bytes\") VALUES (?, ?)")?;
        insert.execute((hash.as_slice(), bytes))?;
        Ok(())
    }

    /// Writes what the ledger says about itself, once, when it is made.
    pub fn write_meta(&mut self, meta: &LedgerMeta) -> Result<(), LedgerError> {
        let mut insert = self.db.prepare("INSERT INTO meta (\"key\", \"value\") VALUES (?, ?)")?;
        insert.execute(("ledger_id", &meta.ledger_id))?;
        insert.execute(("facility", &meta.facility))?;
        Ok(())
    }
}

fn check_head(tx: &Transaction<'_>, head: (OpSeq, &[u8; 32])) -> Result<(), LedgerError> {
    let mut last = tx.prepare_cached("SELECT \"seq\", \"hash\" FROM operation ORDER BY \"seq\" DESC LIMIT 1")?;
    let mut rows = last.query([])?;
    let found: (OpSeq, [u8; 32]) = match rows.next()? {
        Some(row) => (row.get(0)?, row.get(1)?),
        None => (0, [0; 32]),
    };
    if found == (head.0, *head.1) {
        Ok(())
    } else {
        Err(LedgerError::ChangedOutside)
    }
}

fn delete_row(tx: &Transaction<'_>, register: RegisterId, record: RecordId) -> Result<(), LedgerError> {
    // Child rows go with their parent (ON DELETE CASCADE).
    tx.prepare_cached(&sql(register).delete)?.execute([record.as_bytes()])?;
    tx.prepare_cached("DELETE FROM field_mark WHERE \"record\" = ?1")?
        .execute([record.as_bytes()])?;
    tx.prepare_cached("DELETE FROM custom_value WHERE \"record\" = ?1")?
        .execute([record.as_bytes()])?;
    Ok(())
}

/// Statements of one register, kept for all rows of an operation: looking them up costs a tenth of a row.
struct Inserts<'t> {
    rows: Insert<'t>,
    children: Vec<Insert<'t>>,
}

/// One statement, and the fields that it still holds from the row before.
struct Insert<'t> {
    statement: CachedStatement<'t>,
    bound: Vec<usize>,
}

impl<'t> Insert<'t> {
    fn prepare(tx: &'t Transaction<'_>, table: &TableSql) -> Result<Self, LedgerError> {
        Ok(Self {
            statement: tx.prepare_cached(&table.insert)?,
            bound: Vec::new(),
        })
    }
}

impl<'t> Inserts<'t> {
    fn prepare(tx: &'t Transaction<'_>, register: RegisterId) -> Result<Self, LedgerError> {
        let sql = sql(register);
        let children: Result<_, _> = sql.children.iter().map(|table| Insert::prepare(tx, table)).collect();
        Ok(Self {
            rows: Insert::prepare(tx, &sql.rows)?,
            children: children?,
        })
    }
}

fn insert_row(
    tx: &Transaction<'_>,
    inserts: &mut Inserts<'_>,
    register: RegisterId,
    record: RecordId,
    content: &Content,
) -> Result<(), LedgerError> {
    let sql = sql(register);
    inserts
        .rows
        .statement
        .raw_bind_parameter(1, record.as_bytes().as_slice())?;
    insert_fields(
        tx,
        &mut inserts.rows,
        &sql.rows,
        Owner {
            record,
            child: "",
            position: 0,
        },
        register.fields,
        &content.fields,
    )?;
    for (child, rows) in content.children.iter().enumerate() {
        let table = &sql.children[child];
        let list = &register.children[child];
        let insert = &mut inserts.children[child];
        for (position, row) in rows.iter().enumerate() {
            insert.statement.raw_bind_parameter(1, record.as_bytes().as_slice())?;
            insert.statement.raw_bind_parameter(2, position)?;
            insert_fields(
                tx,
                insert,
                table,
                Owner {
                    record,
                    child: list.key,
                    position,
                },
                list.fields,
                row,
            )?;
        }
    }
    for (header, entry) in &content.custom {
        match entry {
            Entry::Text(text) => {
                tx.prepare_cached("INSERT INTO custom_value (\"record\", \"header\", \"text\") VALUES (?, ?, ?)")?
                    .execute((record.as_bytes(), &**header, &**text))?;
            }
            mark => insert_mark(
                tx,
                Owner {
                    record,
                    child: "",
                    position: 0,
                },
                &format!("{CUSTOM}{header}"),
                mark,
            )?,
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Owner<'a> {
    record: RecordId,
    child: &'a str,
    position: usize,
}

fn insert_fields(
    tx: &Transaction<'_>,
    insert: &mut Insert<'_>,
    table: &TableSql,
    owner: Owner<'_>,
    fields: &[Field],
    row: &Fields,
) -> Result<(), LedgerError> {
    // What is not bound anew keeps the value of the row before. Most rows fill the same fields: clearing all of them
    // each time costs as much as binding those.
    if !row.iter().map(|(at, _)| at).eq(insert.bound.iter().copied()) {
        for at in insert.bound.drain(..) {
            insert.statement.raw_bind_parameter(table.keys + at + 1, None::<&str>)?;
        }
        insert.bound.extend(row.iter().map(|(at, _)| at));
    }
    for (at, entry) in row.iter() {
        insert
            .statement
            .raw_bind_parameter(table.keys + at + 1, entry.as_text())?;
    }
    insert.statement.raw_execute()?;
    for (at, entry) in row.iter() {
        if entry.as_text().is_none() {
            insert_mark(tx, owner, fields[at].key, entry)?;
        }
    }
    Ok(())
}

fn insert_mark(tx: &Transaction<'_>, owner: Owner<'_>, field: &str, entry: &Entry) -> Result<(), LedgerError> {
    let (state, confirm_by) = match entry {
        Entry::Unknown { confirm_by } => ("unknown", confirm_by.map(|day| day.format("%Y-%m-%d").to_string())),
        Entry::NotApplicable => ("na", None),
        Entry::Blank | Entry::Text(_) => return Ok(()),
    };
    tx.prepare_cached("INSERT INTO field_mark (\"record\", \"child\", \"position\", \"field\", \"state\", \"confirm_by\") VALUES (?, ?, ?, ?, ?, ?)")?
        .execute((owner.record.as_bytes(), owner.child, owner.position, field, state, confirm_by))?;
    Ok(())
}
