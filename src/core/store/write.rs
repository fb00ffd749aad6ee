//! The only writer: rows and their history in one transaction.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rusqlite::{CachedStatement, ToSql, Transaction, TransactionBehavior};

use super::Store;
use super::audit::{ChainHash, instant};
use super::read::CUSTOM;
use super::rows::{child_table, sql};
use crate::core::catalogue::{Field, RegisterId};
use crate::core::evidence::{self, NewFile};
use crate::core::ledger::LedgerError;
use crate::core::model::{Entry, Fields, LedgerMeta, OpSeq, Operation, OperationKind, Record, RecordId, push_image};

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
        // The row of the operation comes first, so that its changes find it: it needs the hash over all of them.
        let images = Images::of(pending);
        let mut hash = ChainHash::new(head.1);
        hash.operation(&operation, new.source.as_deref());
        for (nth, item) in pending.iter().enumerate() {
            let (before, after) = images.get(nth);
            hash.change(item.register, item.record, before, after, item.source.as_deref());
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
        let columns = [
            "operation",
            "ordinal",
            "register",
            "record",
            "before",
            "after",
            "source",
        ];
        let numbered: Vec<(usize, &Pending)> = pending.iter().enumerate().collect();
        insert_all(&tx, "change", &columns, &numbered, |slots, (nth, item)| {
            let (before, after) = images.get(*nth);
            slots.put(operation.seq)?;
            slots.put(nth)?;
            slots.put(item.register.key)?;
            slots.put(item.record.as_bytes())?;
            slots.put(before)?;
            slots.put(after)?;
            slots.put(item.source.as_deref())
        })?;
        drop(images);
        for item in pending.iter().filter(|item| item.before.is_some()) {
            delete_row(&tx, item.register, item.record)?;
        }
        let mut registers: BTreeMap<RegisterId, Vec<&Record>> = BTreeMap::new();
        for item in pending {
            if let Some(row) = &item.after {
                registers.entry(item.register).or_default().push(row);
            }
        }
        for (register, rows) in &registers {
            for part in rows.chunks(NEAR) {
                insert_rows(&tx, *register, part)?;
            }
        }
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

/// The images of all rows, many in one text: a text of its own for each would cost more than to write it, and one for
/// all would be copied each time it grows.
#[derive(Default)]
struct Images {
    blocks: Vec<String>,
    /// Before and after, per row.
    places: Vec<[Option<Image>; 2]>,
}

/// Which block an image stands in, and where.
struct Image {
    block: usize,
    at: Range<usize>,
}

/// Bytes after which a block is full.
const BLOCK: usize = 1024 * 1024;

impl Images {
    fn of(pending: &[Pending]) -> Self {
        let mut images = Self::default();
        images.places.reserve(pending.len());
        for item in pending {
            let of = [&item.before, &item.after];
            let places = of.map(|row| row.as_ref().map(|row| images.write(item.register, row)));
            images.places.push(places);
        }
        images
    }

    fn write(&mut self, register: RegisterId, row: &Record) -> Image {
        if self.blocks.last().is_none_or(|block| block.len() > BLOCK) {
            // Small operations need little; the second block shows that there are many rows.
            let room = if self.blocks.is_empty() { 0 } else { BLOCK + BLOCK / 8 };
            self.blocks.push(String::with_capacity(room));
        }
        let block = self.blocks.len() - 1;
        let text = &mut self.blocks[block];
        let from = text.len();
        push_image(text, register, &row.content);
        Image {
            block,
            at: from..text.len(),
        }
    }

    fn get(&self, nth: usize) -> (Option<&str>, Option<&str>) {
        let [before, after] = &self.places[nth];
        let read = |image: &Option<Image>| {
            let image = image.as_ref()?;
            Some(&self.blocks[image.block][image.at.clone()])
        };
        (read(before), read(after))
    }
}

/// Rows that go into one statement: to begin and end one costs as much as a row.
const TOGETHER: usize = 128;
/// Rows whose child rows follow before the next ones: their pages are still at hand when SQLite looks for the parents.
const NEAR: usize = 16 * TOGETHER;

/// The values of a statement, given one after the other.
struct Slots<'s, 't> {
    statement: &'s mut CachedStatement<'t>,
    given: usize,
}

impl Slots<'_, '_> {
    fn put(&mut self, value: impl ToSql) -> Result<(), LedgerError> {
        self.given += 1;
        Ok(self.statement.raw_bind_parameter(self.given, value)?)
    }
}

/// Writes rows of one table, some at a time; `give` gives the values of a row in the order of `columns`. A row that
/// fails ends the whole operation: SQLite need not keep what the statement alone would take back (`OR FAIL`).
fn insert_all<T>(
    tx: &Transaction<'_>,
    table: &str,
    columns: &[&str],
    rows: &[T],
    mut give: impl FnMut(&mut Slots<'_, '_>, &T) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    let prepare = |rows: usize| {
        let row = format!("({})", vec!["?"; columns.len()].join(", "));
        let rows = vec![row; rows].join(", ");
        tx.prepare_cached(&format!(
            "INSERT OR FAIL INTO {table} (\"{}\") VALUES {rows}",
            columns.join("\", \"")
        ))
    };
    let (whole, rest) = rows.as_chunks::<TOGETHER>();
    let mut write = |statement: &mut CachedStatement<'_>, part: &[T]| {
        let mut slots = Slots { statement, given: 0 };
        part.iter().try_for_each(|row| give(&mut slots, row))?;
        statement.raw_execute()?;
        Ok::<_, LedgerError>(())
    };
    if !whole.is_empty() {
        let mut statement = prepare(TOGETHER)?;
        for part in whole {
            write(&mut statement, part)?;
        }
    }
    if !rest.is_empty() {
        write(&mut prepare(rest.len())?, rest)?;
    }
    Ok(())
}

/// The new rows of one register with everything that belongs to them.
fn insert_rows(tx: &Transaction<'_>, register: RegisterId, rows: &[&Record]) -> Result<(), LedgerError> {
    let of = |row: &Record, child, position| Owner {
        record: row.id,
        child,
        position,
    };
    let whole: Vec<(Owner<'_>, &Fields)> = rows.iter().map(|row| (of(row, "", 0), &row.content.fields)).collect();
    insert_fields(tx, register.key, &["id"], register.fields, &whole)?;
    for (child, list) in register.children.iter().enumerate() {
        let inner: Vec<(Owner<'_>, &Fields)> = rows
            .iter()
            .flat_map(|row| {
                let inner = row.content.child_rows(child).iter().enumerate();
                inner.map(|(position, fields)| (of(row, list.key, position), fields))
            })
            .collect();
        let table = child_table(register, list.key);
        insert_fields(tx, &table, &["parent", "position"], list.fields, &inner)?;
    }
    for row in rows {
        for (header, entry) in &row.content.custom {
            match entry {
                Entry::Text(text) => {
                    tx.prepare_cached("INSERT INTO custom_value (\"record\", \"header\", \"text\") VALUES (?, ?, ?)")?
                        .execute((row.id.as_bytes(), &**header, &**text))?;
                }
                mark => insert_mark(tx, of(row, "", 0), &format!("{CUSTOM}{header}"), mark)?,
            }
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

/// Rows of one table, in the columns that any of them fills, and the marks beside them.
fn insert_fields(
    tx: &Transaction<'_>,
    table: &str,
    keys: &[&str],
    fields: &[Field],
    rows: &[(Owner<'_>, &Fields)],
) -> Result<(), LedgerError> {
    let mut filled = vec![false; fields.len()];
    let mut any_mark = false;
    for (at, entry) in rows.iter().flat_map(|(_, row)| row.iter()) {
        filled[at] = true;
        any_mark |= entry.as_text().is_none();
    }
    let filled: Vec<usize> = (0..fields.len()).filter(|&at| filled[at]).collect();
    let columns: Vec<&str> = keys
        .iter()
        .copied()
        .chain(filled.iter().map(|&at| fields[at].key))
        .collect();
    insert_all(tx, table, &columns, rows, |slots, (owner, row)| {
        slots.put(owner.record.as_bytes())?;
        if keys.len() > 1 {
            slots.put(owner.position)?;
        }
        // Both lists are in catalogue order.
        let mut entries = row.iter().peekable();
        filled.iter().try_for_each(|&at| {
            let entry = entries.next_if(|(field, _)| *field == at);
            slots.put(entry.and_then(|(_, entry)| entry.as_text()))
        })
    })?;
    for (owner, row) in rows.iter().filter(|_| any_mark) {
        for (at, entry) in row.iter().filter(|(_, entry)| entry.as_text().is_none()) {
            insert_mark(tx, *owner, fields[at].key, entry)?;
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
