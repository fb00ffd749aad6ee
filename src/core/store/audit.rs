//! The hash chain over the history, and the proof that history and tables say the same.
//!
//! hash(n) = SHA-256(hash(n-1) ‖ fields of operation n ‖ its changes in order), every text with its length before
//! it and every absent one as a length of its own, so that no two histories share bytes.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::Store;
use crate::core::catalogue::RegisterId;
use crate::core::evidence;
use crate::core::ledger::LedgerError;
use crate::core::model::{OpSeq, Operation, RecordId, Snapshot, content_to_json};

/// Hash over one operation, fed change by change.
pub(super) struct ChainHash(Sha256);

impl ChainHash {
    pub fn new(previous: &[u8; 32]) -> Self {
        let mut hash = Sha256::new();
        hash.update(previous);
        Self(hash)
    }

    fn text(&mut self, text: Option<&str>) {
        match text {
            Some(text) => {
                self.0.update((text.len() as u64).to_le_bytes());
                self.0.update(text.as_bytes());
            }
            None => self.0.update(u64::MAX.to_le_bytes()),
        }
    }

    pub fn operation(&mut self, operation: &Operation, source: Option<&str>) {
        self.0.update(operation.seq.to_le_bytes());
        self.text(Some(operation.kind.key()));
        self.text(Some(&instant(&operation.at)));
        self.text(Some(&operation.actor));
        self.text(Some(&operation.label));
        self.0.update(operation.reverts.unwrap_or(0).to_le_bytes());
        self.text(source);
    }

    pub fn change(
        &mut self,
        register: RegisterId,
        record: RecordId,
        before: Option<&str>,
        after: Option<&str>,
        source: Option<&str>,
    ) {
        self.text(Some(register.key));
        self.0.update(record.as_bytes());
        self.text(before);
        self.text(after);
        self.text(source);
    }

    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

pub(super) fn instant(at: &chrono::DateTime<chrono::Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

/// What a full check counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core) struct Audited {
    pub operations: u64,
    pub records: u64,
}

/// What a full check found wrong.
#[derive(Debug, Error)]
pub(in crate::core) enum AuditError {
    #[error("operation {0}: the chain of hashes is broken")]
    Hash(OpSeq),
    #[error("operation {0} is missing")]
    Gap(OpSeq),
    #[error("operation {0}: a change does not fit what was there")]
    Fit(OpSeq),
    #[error("kept file {0} is missing or not what it was")]
    File(String),
    #[error("record {0} differs from its history")]
    Differs(RecordId),
    #[error("SQLite's own check: {0}")]
    Integrity(String),
}

impl From<AuditError> for LedgerError {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Integrity(text) => Self::Damaged(text),
            other => Self::ChainBroken(other.to_string()),
        }
    }
}

impl Store {
    /// Checks file, chain and content against each other: SQLite's own checks, every hash, every change against
    /// what was there before, and the replayed history against the tables.
    pub fn audit(&self) -> Result<Audited, LedgerError> {
        self.audit_storage()?;
        let snapshot = self.read_all()?;
        let state = self.replay()?;
        self.audit_files(&snapshot)?;
        self.compare(&snapshot, state)
    }

    fn audit_storage(&self) -> Result<(), LedgerError> {
        let verdict: String = self.db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(AuditError::Integrity(verdict).into());
        }
        if self.db.prepare("PRAGMA foreign_key_check")?.exists([])? {
            return Err(AuditError::Integrity("foreign key".to_owned()).into());
        }
        Ok(())
    }

    /// Walks the whole history; returns the image of every record that is left.
    fn replay(&self) -> Result<BTreeMap<RecordId, (RegisterId, String)>, LedgerError> {
        let operations = self.operations()?;
        let mut sources = self.db.prepare("SELECT \"source\" FROM operation WHERE \"seq\" = ?1")?;
        let mut state = BTreeMap::new();
        let mut previous = [0u8; 32];
        for (nth, operation) in operations.iter().enumerate() {
            if operation.seq != nth as u64 + 1 {
                return Err(AuditError::Gap(nth as u64 + 1).into());
            }
            let source: Option<String> = sources.query_row([operation.seq], |row| row.get(0))?;
            let mut hash = ChainHash::new(&previous);
            hash.operation(operation, source.as_deref());
            let mut records = 0;
            self.each_change(
                "SELECT \"operation\", \"register\", \"record\", \"before\", \"after\", \"source\" FROM change WHERE \"operation\" = ?1 ORDER BY \"ordinal\"",
                [operation.seq],
                |seq, change| {
                    let (before, after) = (change.before.as_deref(), change.after.as_deref());
                    hash.change(change.register, change.record, before, after, change.source.as_deref());
                    records += 1;
                    let was = state.remove(&change.record);
                    if was.map(|(_, image)| image) != change.before {
                        return Err(AuditError::Fit(seq).into());
                    }
                    if let Some(after) = change.after {
                        state.insert(change.record, (change.register, after));
                    }
                    Ok(())
                },
            )?;
            if hash.finish() != operation.hash || records != operation.records {
                return Err(AuditError::Hash(operation.seq).into());
            }
            previous = operation.hash;
        }
        Ok(state)
    }

    /// Every kept file is what its hash says, and every row of a file has its bytes.
    fn audit_files(&self, snapshot: &Snapshot) -> Result<(), LedgerError> {
        let mut kept = BTreeSet::new();
        let mut select = self.db.prepare("SELECT \"hash\", \"bytes\" FROM blob")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let hash: [u8; 32] = row.get(0)?;
            let bytes = row
                .get_ref(1)?
                .as_blob()
                .map_err(|error| AuditError::Integrity(error.to_string()))?;
            if evidence::hash(bytes) != hash {
                return Err(AuditError::File(evidence::hex(&hash)).into());
            }
            kept.insert(hash);
        }
        for row in snapshot.rows(RegisterId::EVIDENCE).iter() {
            match evidence::hash_of(row) {
                Some(hash) if kept.contains(&hash) => {}
                _ => return Err(AuditError::File(row.id.to_string()).into()),
            }
        }
        Ok(())
    }

    fn compare(
        &self,
        snapshot: &Snapshot,
        mut state: BTreeMap<RecordId, (RegisterId, String)>,
    ) -> Result<Audited, LedgerError> {
        let mut records = 0;
        for register in RegisterId::all() {
            for row in snapshot.rows(register).iter() {
                let image = content_to_json(register, &row.content);
                if state.remove(&row.id) != Some((register, image)) {
                    return Err(AuditError::Differs(row.id).into());
                }
                records += 1;
            }
        }
        match state.into_keys().next() {
            Some(lost) => Err(AuditError::Differs(lost).into()),
            None => Ok(Audited {
                operations: snapshot.revision,
                records,
            }),
        }
    }
}
