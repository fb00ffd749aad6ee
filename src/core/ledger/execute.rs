//! From a command to pending rows, and from there through the store into a new snapshot.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Command, Conflict, Context, Edit, Ledger, LedgerError, Outcome, backup, history};
use crate::core::catalogue::{Column, Holds, RegisterId, secrets};
use crate::core::evidence::{self, NewFile};
use crate::core::model::{Batch, Content, Entry, OperationKind, Record, RecordId, Snapshot};
use crate::core::parse;
use crate::core::store::{NewOperation, Pending};

/// Longest text of one cell: what a spreadsheet cell can hold.
pub const TEXT_LIMIT: usize = 32_767;

/// A command worked out against a snapshot, ready to be written.
struct Prepared {
    kind: OperationKind,
    label: String,
    reverts: Option<u64>,
    source: Option<String>,
    pending: Vec<Pending>,
    /// Bytes to be kept with it.
    file: Option<NewFile>,
}

impl Ledger {
    /// Does one command as one operation, or nothing at all. A command that would change nothing writes nothing.
    ///
    /// # Errors
    /// Every failure leaves file and snapshot as they were.
    pub fn execute(&mut self, command: Command, context: &Context) -> Result<Outcome, LedgerError> {
        let prepared = self.prepare(command, context)?;
        let pending = prepared.pending;
        let same = |item: &Pending| match (&item.before, &item.after) {
            (Some(before), Some(after)) => before.content == after.content,
            (before, after) => before.is_none() && after.is_none(),
        };
        let pending: Vec<Pending> = pending.into_iter().filter(|item| !same(item)).collect();
        // Whose value stays is a decision, even when no row changes by it; and what was written can be taken back.
        let is_decision = prepared.kind == OperationKind::Merge || prepared.reverts.is_some();
        if pending.is_empty() && !is_decision {
            return Ok(Outcome {
                operation: None,
                added: Vec::new(),
                changed: 0,
                removed: 0,
            });
        }
        for item in &pending {
            if let Some(after) = &item.after {
                check(after)?;
            }
        }
        one_row_where_one_is_held(&self.snapshot, &pending)?;
        self.take_files_along(&pending)?;
        self.every_file_is_kept(&pending, prepared.file.as_ref())?;
        if matches!(prepared.kind, OperationKind::Import | OperationKind::Merge) {
            backup::before(&self.store, context.now)?;
        }
        let new = NewOperation {
            kind: prepared.kind,
            at: context.now,
            actor: context.actor.clone(),
            label: prepared.label,
            reverts: prepared.reverts,
            source: prepared.source,
        };
        let operation = self.store.write(
            (self.snapshot.revision, &self.snapshot.head),
            new,
            &pending,
            prepared.file.as_ref(),
        )?;
        let outcome = Outcome {
            operation: Some(operation.seq),
            added: pending
                .iter()
                .filter(|item| item.before.is_none())
                .map(|item| item.record)
                .collect(),
            changed: pending
                .iter()
                .filter(|item| item.before.is_some() && item.after.is_some())
                .count(),
            removed: pending.iter().filter(|item| item.after.is_none()).count(),
        };
        let snapshot = Arc::make_mut(&mut self.snapshot);
        snapshot.revision = operation.seq;
        snapshot.head = operation.hash;
        Arc::make_mut(&mut snapshot.operations).push(operation);
        snapshot.apply(
            pending
                .into_iter()
                .map(|item| (item.register, item.record, item.after))
                .collect(),
        );
        Ok(outcome)
    }

    /// A row of a file without its bytes would prove nothing.
    fn every_file_is_kept(&self, pending: &[Pending], file: Option<&NewFile>) -> Result<(), LedgerError> {
        let coming = file.map(|file| evidence::hash(&file.bytes));
        let rows = pending.iter().filter(|item| item.register == RegisterId::EVIDENCE);
        for row in rows.filter_map(|item| item.after.as_ref()) {
            let hash = evidence::hash_of(row).ok_or(LedgerError::NoSuchFile)?;
            if coming != Some(hash) && !self.store.has_blob(&hash)? {
                return Err(LedgerError::NoSuchFile);
            }
        }
        Ok(())
    }

    fn prepare(&self, command: Command, context: &Context) -> Result<Prepared, LedgerError> {
        let snapshot = &self.snapshot;
        match command {
            Command::Add { register, content } => {
                if content.is_empty() {
                    return Err(LedgerError::EmptyRow);
                }
                let id = new_ids(snapshot, context)(0);
                let row = Arc::new(Record { id, register, content });
                let label = row.name().unwrap_or_default().to_owned();
                Ok(Prepared::of(
                    OperationKind::Add,
                    label,
                    vec![Pending {
                        register,
                        record: id,
                        before: None,
                        after: Some(row),
                        source: None,
                    }],
                ))
            }
            Command::Edit { record, edits } => {
                let old = snapshot.find(record).ok_or(LedgerError::NoSuchRecord(record))?;
                let mut content = old.content.clone();
                for edit in edits {
                    apply_edit(old.register, &mut content, edit)?;
                }
                if content.is_empty() {
                    return Err(LedgerError::EmptyRow);
                }
                let row = Arc::new(Record {
                    content,
                    ..(**old).clone()
                });
                let label = row.name().or(old.name()).unwrap_or_default().to_owned();
                let mut pending = vec![replace(old, row.clone())];
                rename_links(snapshot, old, &row, &mut pending);
                Ok(Prepared::of(OperationKind::Edit, label, pending))
            }
            Command::Remove { records } => {
                let records: BTreeSet<RecordId> = records.into_iter().collect();
                let mut pending = Vec::new();
                let mut names = Vec::new();
                for record in records {
                    let old = snapshot.find(record).ok_or(LedgerError::NoSuchRecord(record))?;
                    names.extend(old.name().map(str::to_owned));
                    pending.push(Pending {
                        register: old.register,
                        record,
                        before: Some(old.clone()),
                        after: None,
                        source: None,
                    });
                }
                names.truncate(3);
                Ok(Prepared::of(OperationKind::Remove, names.join("、"), pending))
            }
            Command::AddEvidence { record, file, note } => {
                evidence::check(&file)?;
                if let Some(record) = record {
                    snapshot.find(record).ok_or(LedgerError::NoSuchRecord(record))?;
                }
                let id = new_ids(snapshot, context)(0);
                let register = RegisterId::EVIDENCE;
                let content = evidence::row(&file, record, &note);
                let row = Arc::new(Record { id, register, content });
                let label = row.name().unwrap_or_default().to_owned();
                let pending = Pending {
                    register,
                    record: id,
                    before: None,
                    after: Some(row),
                    source: None,
                };
                Ok(Prepared {
                    file: Some(file),
                    ..Prepared::of(OperationKind::Add, label, vec![pending])
                })
            }
            Command::Apply(batch) => prepare_batch(snapshot, context, batch),
            Command::Undo(seq) => {
                let target = history::undo_target(snapshot, seq)?;
                Ok(Prepared {
                    reverts: Some(target.seq),
                    ..Prepared::of(OperationKind::Undo, target.label.clone(), self.reverse(target.seq)?)
                })
            }
            Command::Redo => {
                let target = history::redo_target(snapshot)?;
                Ok(Prepared {
                    reverts: Some(target.seq),
                    ..Prepared::of(OperationKind::Redo, target.label.clone(), self.reverse(target.seq)?)
                })
            }
        }
    }
}

impl Prepared {
    fn of(kind: OperationKind, label: String, pending: Vec<Pending>) -> Self {
        Self {
            kind,
            label,
            reverts: None,
            source: None,
            pending,
            file: None,
        }
    }
}

fn replace(old: &Arc<Record>, new: Arc<Record>) -> Pending {
    Pending {
        register: old.register,
        record: old.id,
        before: Some(old.clone()),
        after: Some(new),
        source: None,
    }
}

/// Ids for the next operation: a function of its place in the order, so that runs can be repeated.
fn new_ids(snapshot: &Snapshot, context: &Context) -> impl Fn(u32) -> RecordId + use<> {
    let now = context.now.timestamp_millis().max(0) as u64;
    // Rows stand in the order of their ids: a clock that stands still or was set back must not mix them up.
    let newest = RegisterId::all().filter_map(|register| snapshot.rows(register).last().map(|row| row.id.millis()));
    let (seed, millis) = (snapshot.head, newest.max().map_or(now, |newest| now.max(newest + 1)));
    move |ordinal| RecordId::derive(millis, ordinal, &seed)
}

fn apply_edit(register: RegisterId, content: &mut Content, edit: Edit) -> Result<(), LedgerError> {
    match edit {
        Edit::Cell {
            column: Column::Field(field),
            entry,
        } if field < register.fields.len() => content.fields.set(field, entry),
        Edit::Cell {
            column: Column::Custom(header),
            entry,
        } if !header.trim().is_empty() => content.set_custom(&header, entry),
        Edit::ChildRows { child, rows } if child < register.children.len() => content.set_child_rows(child, rows),
        Edit::Cell { .. } | Edit::ChildRows { .. } => return Err(LedgerError::NoSuchColumn { register }),
    }
    Ok(())
}

fn prepare_batch(snapshot: &Snapshot, context: &Context, batch: Batch) -> Result<Prepared, LedgerError> {
    let ids = new_ids(snapshot, context);
    let mut pending = Vec::with_capacity(batch.rows.len());
    let mut conflicts = Vec::new();
    let mut added = 0;
    for row in batch.rows {
        let record = match (&row.target, row.known_as) {
            (Some(target), _) => target.id,
            (None, Some(id)) if is_free(snapshot, context, id) => id,
            (None, _) => {
                added += 1;
                ids(added - 1)
            }
        };
        if let Some(target) = &row.target {
            let now = snapshot.get(row.register, record);
            if now.is_none_or(|now| now.content != target.content) {
                conflicts.push(history::conflict(target.register, record, Some(target), now));
                continue;
            }
        }
        let after = row.content.filter(|content| !content.is_empty()).map(|content| {
            Arc::new(Record {
                id: record,
                register: row.register,
                content,
            })
        });
        pending.push(Pending {
            register: row.register,
            record,
            before: row.target,
            after,
            source: row.source,
        });
    }
    if !conflicts.is_empty() {
        return Err(LedgerError::Conflicts(conflicts));
    }
    one_change_per_record(&pending)?;
    Ok(Prepared {
        source: batch.source,
        ..Prepared::of(batch.kind, batch.label, pending)
    })
}

/// Whether a new row may keep the identity it has elsewhere: nobody has it here, and it does not push every later
/// row into a far future.
fn is_free(snapshot: &Snapshot, context: &Context, id: RecordId) -> bool {
    let latest = context.now + chrono::TimeDelta::days(366);
    let in_time = u64::try_from(latest.timestamp_millis()).is_ok_and(|latest| id.millis() <= latest);
    in_time && id.is_ours() && snapshot.find(id).is_none()
}

fn one_change_per_record(pending: &[Pending]) -> Result<(), LedgerError> {
    // New rows come in the order of their ids.
    if pending.is_sorted_by(|one, two| one.record < two.record) {
        return Ok(());
    }
    let mut seen = BTreeSet::new();
    let twice = pending.iter().find(|item| !seen.insert(item.record));
    match twice {
        Some(item) => Err(LedgerError::Conflicts(vec![Conflict {
            register: item.register,
            record: item.record,
            name: item.after.as_ref().and_then(|row| row.name()).map(str::to_owned),
            columns: Vec::new(),
        }])),
        None => Ok(()),
    }
}

/// A profile stays one row, whichever way a second one came.
fn one_row_where_one_is_held(snapshot: &Snapshot, pending: &[Pending]) -> Result<(), LedgerError> {
    for register in RegisterId::all().filter(|register| register.holds == Holds::One) {
        let of = || pending.iter().filter(|item| item.register == register);
        let added = of().filter(|item| item.before.is_none()).count();
        let gone = of().filter(|item| item.after.is_none()).count();
        if added > 0 && snapshot.rows(register).len() + added > 1 + gone {
            return Err(LedgerError::OnlyOne { register });
        }
    }
    Ok(())
}

/// Links are kept as names, so a renamed record takes the links to it along, in the same operation.
fn rename_links(snapshot: &Snapshot, old: &Record, new: &Record, pending: &mut Vec<Pending>) {
    use crate::core::catalogue::FieldKind;
    for key in old.register.named_by {
        let (Some(from), Some(to)) = (old.entry(key).as_text(), new.entry(key).as_text()) else {
            continue;
        };
        // Another record with the old name keeps its links.
        let shared = snapshot
            .rows(old.register)
            .iter()
            .any(|row| row.id != old.id && row.entry(key).as_text() == Some(from));
        if from == to || shared {
            continue;
        }
        for register in RegisterId::all() {
            let links: Vec<usize> = (0..register.fields.len())
                .filter(|&at| register.fields[at].kind == FieldKind::Link(old.register))
                .collect();
            for row in snapshot
                .rows(register)
                .iter()
                .filter(|row| row.id != old.id && !links.is_empty())
            {
                let before = pending.iter().position(|item| item.record == row.id);
                let base = before
                    .and_then(|at| pending[at].after.clone())
                    .unwrap_or_else(|| row.clone());
                let mut content = base.content.clone();
                for &at in &links {
                    if let Some(text) = content.fields.get(at).as_text()
                        && parse::links(text).iter().any(|name| name == from)
                    {
                        let renamed = renamed(text, from, to);
                        content.fields.set(at, Entry::text(&renamed));
                    }
                }
                if content != base.content {
                    let after = Arc::new(Record {
                        content,
                        ..(*base).clone()
                    });
                    match before {
                        Some(at) => pending[at].after = Some(after),
                        None => pending.push(replace(row, after)),
                    }
                }
            }
        }
    }
}

/// Replaces whole names only; separators stay as they were.
fn renamed(text: &str, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(['、', '，', ',', '､', ';', '；', '\n', '\r']) {
        let name = piece.trim_end_matches(['、', '，', ',', '､', ';', '；', '\n', '\r']);
        if name.trim() == from {
            out.push_str(&piece.replacen(from, to, 1))
        } else {
            out.push_str(piece)
        }
    }
    out
}

/// What no row may hold, whichever way it came.
fn check(row: &Record) -> Result<(), LedgerError> {
    let content = &row.content;
    for header in content.custom.keys() {
        if secrets::is_secret_header(header) {
            return Err(LedgerError::SecretColumn(header.to_string()));
        }
    }
    let children = content
        .children
        .iter()
        .flatten()
        .flat_map(|row| row.iter().map(|(_, entry)| entry));
    let entries = content
        .fields
        .iter()
        .map(|(_, entry)| entry)
        .chain(content.custom.values())
        .chain(children);
    let long = entries
        .filter_map(Entry::as_text)
        .any(|text| text.len() > TEXT_LIMIT && text.chars().count() > TEXT_LIMIT);
    if long {
        Err(LedgerError::TextTooLong { limit: TEXT_LIMIT })
    } else {
        Ok(())
    }
}
