//! Looking back: undo and redo targets, reversing an operation, the ledger of a past moment, the full check.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Local, NaiveDate, Utc};

use super::{Conflict, Ledger, LedgerError};
use crate::core::catalogue::RegisterId;
use crate::core::model::{Change, OpSeq, Operation, OperationKind, Record, RecordId, Snapshot, content_from_json};
use crate::core::store::Pending;

/// Operations that are taken back at present: reverted by one that is itself in effect.
pub fn reverted(operations: &[Operation]) -> BTreeSet<OpSeq> {
    let mut reverted = BTreeSet::new();
    for operation in operations.iter().rev() {
        if let Some(target) = operation.reverts
            && !reverted.contains(&operation.seq)
        {
            reverted.insert(target);
        }
    }
    reverted
}

const fn is_ordinary(kind: OperationKind) -> bool {
    match kind {
        OperationKind::Add
        | OperationKind::Edit
        | OperationKind::Remove
        | OperationKind::Import
        | OperationKind::Merge => true,
        OperationKind::Create | OperationKind::Undo | OperationKind::Redo => false,
    }
}

/// The asked operation, or the last ordinary one that is still in effect.
pub(super) fn undo_target(snapshot: &Snapshot, seq: Option<OpSeq>) -> Result<&Operation, LedgerError> {
    let reverted = reverted(&snapshot.operations);
    match seq {
        Some(seq) => {
            let found = snapshot
                .operations
                .iter()
                .find(|operation| operation.seq == seq && is_ordinary(operation.kind));
            let found = found.ok_or(LedgerError::NoSuchOperation(seq))?;
            if reverted.contains(&seq) {
                Err(LedgerError::AlreadyUndone(seq))
            } else {
                Ok(found)
            }
        }
        None => snapshot
            .operations
            .iter()
            .rev()
            .find(|operation| is_ordinary(operation.kind) && !reverted.contains(&operation.seq))
            .ok_or(LedgerError::NothingToUndo),
    }
}

/// The last undo still in effect, if nothing ordinary was written after it.
pub(super) fn redo_target(snapshot: &Snapshot) -> Result<&Operation, LedgerError> {
    let reverted = reverted(&snapshot.operations);
    snapshot
        .operations
        .iter()
        .rev()
        .take_while(|operation| !is_ordinary(operation.kind))
        .find(|operation| operation.kind == OperationKind::Undo && !reverted.contains(&operation.seq))
        .ok_or(LedgerError::NothingToRedo)
}

impl Ledger {
    /// The rows that take an operation back, or all records that have moved on since.
    pub(super) fn reverse(&self, seq: OpSeq) -> Result<Vec<Pending>, LedgerError> {
        let mut pending = Vec::new();
        let mut conflicts = Vec::new();
        for change in self.store.changes(seq)? {
            let now = self.snapshot.get(change.register, change.record);
            let after = read(&change, change.after.as_deref())?;
            if now.map(|row| &row.content) != after.as_ref().map(|row| &row.content) {
                conflicts.push(conflict(change.register, change.record, after.as_ref(), now));
                continue;
            }
            let before = read(&change, change.before.as_deref())?.map(Arc::new);
            pending.push(Pending {
                register: change.register,
                record: change.record,
                before: now.cloned(),
                after: before,
                source: None,
            });
        }
        if conflicts.is_empty() {
            Ok(pending)
        } else {
            Err(LedgerError::Conflicts(conflicts))
        }
    }

    /// The changes of one operation.
    pub fn changes(&self, seq: OpSeq) -> Result<Vec<Change>, LedgerError> {
        if !(1..=self.snapshot.revision).contains(&seq) {
            return Err(LedgerError::NoSuchOperation(seq));
        }
        self.store.changes(seq)
    }

    /// What happened to one record, newest first.
    pub fn record_history(&self, record: RecordId) -> Result<Vec<(OpSeq, Change)>, LedgerError> {
        self.store.record_changes(record)
    }

    /// The rows that were written on a day or later, by this machine's calendar.
    pub fn touched_since(&self, day: NaiveDate) -> Result<HashSet<RecordId>, LedgerError> {
        let date = |at: DateTime<Utc>| at.with_timezone(&Local).date_naive();
        let first = self
            .snapshot
            .operations
            .iter()
            .find(|operation| date(operation.at) >= day);
        first.map_or_else(|| Ok(HashSet::new()), |first| self.store.touched_since(first.seq))
    }

    /// The ledger as it was at a moment: every later operation is taken off again.
    pub fn as_of(&self, at: DateTime<Utc>) -> Result<Snapshot, LedgerError> {
        // By order, not by clock: a clock set back must not mix up the order of what happened.
        let keep = self
            .snapshot
            .operations
            .iter()
            .rposition(|operation| operation.at <= at)
            .map_or(0, |last| last + 1);
        self.after(keep)
    }

    /// The ledger after so many operations.
    pub(super) fn after(&self, keep: usize) -> Result<Snapshot, LedgerError> {
        let mut past = (*self.snapshot).clone();
        let keep = keep.min(past.operations.len());
        for operation in self.snapshot.operations[keep..].iter().rev() {
            let mut rows = Vec::new();
            for change in self.store.changes(operation.seq)? {
                rows.push((
                    change.register,
                    change.record,
                    read(&change, change.before.as_deref())?.map(Arc::new),
                ));
            }
            past.apply(rows);
        }
        Arc::make_mut(&mut past.operations).truncate(keep);
        past.revision = past.operations.last().map_or(0, |last| last.seq);
        past.head = past.operations.last().map_or([0; 32], |last| last.hash);
        Ok(past)
    }

    /// Proves the file: SQLite's own checks, every hash, and that the history gives exactly the present content.
    /// Returns the number of operations and records.
    pub fn verify(&self) -> Result<(u64, u64), LedgerError> {
        self.store.audit().map(|audited| (audited.operations, audited.records))
    }
}

fn read(change: &Change, image: Option<&str>) -> Result<Option<Record>, LedgerError> {
    image
        .map(|json| {
            content_from_json(change.register, json).map(|content| Record {
                id: change.record,
                register: change.register,
                content,
            })
        })
        .transpose()
        .map_err(|error| LedgerError::Damaged(error.to_string()))
}

/// Names what differs between the record as expected and as it is.
pub(super) fn conflict(
    register: RegisterId,
    record: RecordId,
    expected: Option<&Record>,
    now: Option<&Arc<Record>>,
) -> Conflict {
    let name = now
        .map(|row| &**row)
        .or(expected)
        .and_then(Record::name)
        .map(str::to_owned);
    let columns = match (expected, now) {
        (Some(expected), Some(now)) => crate::core::import::diff(register, &expected.content, &now.content)
            .iter()
            .map(|change| register.column_label(&change.column))
            .collect(),
        _ => Vec::new(),
    };
    Conflict {
        register,
        record,
        name,
        columns,
    }
}
