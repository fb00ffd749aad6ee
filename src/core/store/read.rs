//! From tables to a snapshot.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Row;

use super::Store;
use super::rows::sql;
use crate::core::catalogue::RegisterId;
use crate::core::ledger::LedgerError;
use crate::core::model::{
    Change, Content, Entry, Fields, LedgerMeta, OpSeq, Operation, OperationKind, Record, RecordId, Snapshot,
};

/// Prefix of a custom column's name among the marks.
pub(super) const CUSTOM: &str = "custom:";

impl Store {
    /// Reads the whole ledger.
    pub fn read_all(&self) -> Result<Snapshot, LedgerError> {
        // One read transaction, so that another writer cannot come between two tables.
        let tx = self.db.unchecked_transaction()?;
        let operations = self.operations()?;
        let mut snapshot = Snapshot::new(self.meta()?);
        if let Some(last) = operations.last() {
            snapshot.revision = last.seq;
            snapshot.head = last.hash;
        }
        snapshot.operations = Arc::new(operations);
        let mut contents: BTreeMap<RecordId, (RegisterId, Content)> = BTreeMap::new();
        for register in RegisterId::all() {
            self.read_register(register, &mut contents)?;
        }
        self.read_marks(&mut contents)?;
        self.read_custom(&mut contents)?;
        tx.finish()?;
        let rows = contents
            .into_iter()
            .map(|(id, (register, content))| (register, id, Some(Arc::new(Record { id, register, content }))));
        snapshot.apply(rows.collect());
        Ok(snapshot)
    }

    fn read_register(
        &self,
        register: RegisterId,
        contents: &mut BTreeMap<RecordId, (RegisterId, Content)>,
    ) -> Result<(), LedgerError> {
        let sql = sql(register);
        let mut statement = self.db.prepare(&sql.rows.select)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let content = Content {
                fields: read_fields(row, sql.rows.keys, register.fields.len())?,
                ..Content::default()
            };
            contents.insert(record_id(row, 0)?, (register, content));
        }
        for (child, table) in sql.children.iter().enumerate() {
            let mut lists: BTreeMap<RecordId, Vec<Fields>> = BTreeMap::new();
            let mut statement = self.db.prepare(&table.select)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let list = lists.entry(record_id(row, 0)?).or_default();
                let position: usize = row.get(1)?;
                if position >= 100_000 {
                    return Err(LedgerError::Damaged(format!("position {position}")));
                }
                // A child row that is nothing but marks has no data columns; the marks are read later.
                if list.len() <= position {
                    list.resize_with(position + 1, Fields::new);
                }
                list[position] = read_fields(row, table.keys, register.children[child].fields.len())?;
            }
            for (id, list) in lists {
                if let Some((_, content)) = contents.get_mut(&id) {
                    content
                        .children
                        .resize_with(content.children.len().max(child + 1), Vec::new);
                    content.children[child] = list;
                }
            }
        }
        Ok(())
    }

    fn read_marks(&self, contents: &mut BTreeMap<RecordId, (RegisterId, Content)>) -> Result<(), LedgerError> {
        let mut statement = self.db.prepare(
            "SELECT \"record\", \"child\", \"position\", \"field\", \"state\", \"confirm_by\" FROM field_mark",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some((register, content)) = contents.get_mut(&record_id(row, 0)?) else {
                return Err(LedgerError::Damaged("mark without a record".to_owned()));
            };
            let (child, position, field): (String, usize, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let entry = read_mark(row)?;
            let lost = || LedgerError::Damaged(format!("mark of an unknown field {field}"));
            if let Some(header) = field.strip_prefix(CUSTOM) {
                content.set_custom(&Arc::from(header), entry);
            } else if child.is_empty() {
                content
                    .fields
                    .set(register.field_index(&field).ok_or_else(lost)?, entry);
            } else {
                let at = register.child_index(&child).ok_or_else(lost)?;
                let inner = register.children[at].field_index(&field).ok_or_else(lost)?;
                content
                    .children
                    .get_mut(at)
                    .and_then(|list| list.get_mut(position))
                    .ok_or_else(lost)?
                    .set(inner, entry);
            }
        }
        Ok(())
    }

    fn read_custom(&self, contents: &mut BTreeMap<RecordId, (RegisterId, Content)>) -> Result<(), LedgerError> {
        let mut headers: BTreeMap<String, Arc<str>> = BTreeMap::new();
        let mut statement = self
            .db
            .prepare("SELECT \"record\", \"header\", \"text\" FROM custom_value")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let header: String = row.get(1)?;
            let header = headers
                .entry(header)
                .or_insert_with_key(|name| Arc::from(name.as_str()));
            let text: String = row.get(2)?;
            match contents.get_mut(&record_id(row, 0)?) {
                Some((_, content)) => content.set_custom(header, Entry::text(&text)),
                None => return Err(LedgerError::Damaged("custom value without a record".to_owned())),
            }
        }
        Ok(())
    }

    fn meta(&self) -> Result<LedgerMeta, LedgerError> {
        let get = |key: &str| -> Result<String, LedgerError> {
            Ok(self
                .db
                .query_row("SELECT \"value\" FROM meta WHERE \"key\" = ?1", [key], |row| row.get(0))?)
        };
        Ok(LedgerMeta {
            ledger_id: get("ledger_id")?,
            facility: get("facility")?,
        })
    }

    pub fn operations(&self) -> Result<Vec<Operation>, LedgerError> {
        let mut statement =
            self.db.prepare("SELECT \"seq\", \"kind\", \"at\", \"actor\", \"label\", \"reverts\", \"records\", \"hash\" FROM operation ORDER BY \"seq\"")?;
        let mut rows = statement.query([])?;
        let mut operations = Vec::new();
        while let Some(row) = rows.next()? {
            let kind: String = row.get(1)?;
            operations.push(Operation {
                seq: row.get(0)?,
                kind: OperationKind::by_key(&kind)
                    .ok_or_else(|| LedgerError::Damaged(format!("operation kind {kind}")))?,
                at: read_instant(&row.get::<_, String>(2)?)?,
                actor: row.get(3)?,
                label: row.get(4)?,
                reverts: row.get(5)?,
                records: row.get(6)?,
                hash: row.get(7)?,
            });
        }
        Ok(operations)
    }

    /// What the operations of one kind keep about themselves, oldest first.
    pub fn sources(&self, kind: OperationKind) -> Result<Vec<(OpSeq, String)>, LedgerError> {
        let mut statement = self.db.prepare(
            "SELECT \"seq\", \"source\" FROM operation WHERE \"kind\" = ?1 AND \"source\" IS NOT NULL ORDER BY \"seq\"",
        )?;
        let rows = statement.query_map([kind.key()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Bytes that are kept under a hash.
    pub fn blob(&self, hash: &[u8; 32]) -> Result<Option<Vec<u8>>, LedgerError> {
        let mut select = self
            .db
            .prepare_cached("SELECT \"bytes\" FROM blob WHERE \"hash\" = ?1")?;
        let mut rows = select.query([hash.as_slice()])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    pub fn has_blob(&self, hash: &[u8; 32]) -> Result<bool, LedgerError> {
        let mut select = self.db.prepare_cached("SELECT 1 FROM blob WHERE \"hash\" = ?1")?;
        Ok(select.exists([hash.as_slice()])?)
    }

    /// Changes of one operation in the order they were written.
    pub fn changes(&self, operation: OpSeq) -> Result<Vec<Change>, LedgerError> {
        let mut changes = Vec::new();
        self.each_change(
            "SELECT \"operation\", \"register\", \"record\", \"before\", \"after\", \"source\" FROM change WHERE \"operation\" = ?1 ORDER BY \"ordinal\"",
            [operation],
            |_, change| {
                changes.push(change);
                Ok(())
            },
        )?;
        Ok(changes)
    }

    /// Changes of one record, newest first.
    pub fn record_changes(&self, record: RecordId) -> Result<Vec<(OpSeq, Change)>, LedgerError> {
        let mut changes = Vec::new();
        self.each_change(
            "SELECT \"operation\", \"register\", \"record\", \"before\", \"after\", \"source\" FROM change WHERE \"record\" = ?1 ORDER BY \"operation\" DESC, \"ordinal\" DESC",
            [record.as_bytes().as_slice()],
            |seq, change| {
                changes.push((seq, change));
                Ok(())
            },
        )?;
        Ok(changes)
    }

    /// The records that an operation or a later one wrote.
    pub fn touched_since(&self, operation: OpSeq) -> Result<HashSet<RecordId>, LedgerError> {
        let query = "SELECT DISTINCT \"record\" FROM change WHERE \"operation\" >= ?1";
        let mut statement = self.db.prepare_cached(query)?;
        let ids = statement.query_map([operation], |row| row.get::<_, [u8; 16]>(0))?;
        Ok(ids.map(|id| id.map(RecordId::from_bytes)).collect::<Result<_, _>>()?)
    }

    pub(super) fn each_change(
        &self,
        query: &str,
        params: impl rusqlite::Params,
        mut take: impl FnMut(OpSeq, Change) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        let mut statement = self.db.prepare_cached(query)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            let register: String = row.get(1)?;
            let change = Change {
                register: RegisterId::by_key(&register)
                    .ok_or_else(|| LedgerError::Damaged(format!("register {register}")))?,
                record: record_id(row, 2)?,
                before: row.get(3)?,
                after: row.get(4)?,
                source: row.get(5)?,
            };
            take(row.get(0)?, change)?;
        }
        Ok(())
    }
}

fn record_id(row: &Row<'_>, at: usize) -> Result<RecordId, LedgerError> {
    Ok(RecordId::from_bytes(row.get(at)?))
}

fn read_fields(row: &Row<'_>, keys: usize, fields: usize) -> Result<Fields, LedgerError> {
    let mut read = Fields::new();
    for field in 0..fields {
        let text = row
            .get_ref(keys + field)?
            .as_str_or_null()
            .map_err(|error| LedgerError::Damaged(error.to_string()))?;
        if let Some(text) = text {
            read.set(field, Entry::text(text));
        }
    }
    read.shrink();
    Ok(read)
}

fn read_mark(row: &Row<'_>) -> Result<Entry, LedgerError> {
    let (state, confirm_by): (String, Option<String>) = (row.get(4)?, row.get(5)?);
    if state == "na" {
        return Ok(Entry::NotApplicable);
    }
    let confirm_by = confirm_by
        .map(|day| NaiveDate::parse_from_str(&day, "%Y-%m-%d").map_err(|_| LedgerError::Damaged(format!("date {day}"))))
        .transpose()?;
    Ok(Entry::Unknown { confirm_by })
}

fn read_instant(text: &str) -> Result<DateTime<Utc>, LedgerError> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.to_utc())
        .map_err(|_| LedgerError::Damaged(format!("time {text}")))
}
