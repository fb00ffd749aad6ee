//! Another copy of this ledger: opened to read, proved, and set beside ours with the last state that both knew.
//!
//! Owns: finding that state. Refuses to know: how rows are joined (that is the plan's).
//! Invariant: the other file is never written; a copy that does not prove itself is refused.
//!
//! Both copies begin with the same operations: the last of them is where they parted. When one of them has taken
//! over the other since, its history says how far (see [`MERGED`]), and the state taken over is the common one.

use std::path::Path;

use super::{Ledger, LedgerError, reverted};
use crate::core::catalogue::RegisterId;
use crate::core::evidence;
use crate::core::files;
use crate::core::import::{ImportPlan, MERGED, Origin, hex, plan_ledgers};
use crate::core::model::{OpSeq, OperationKind, Snapshot};
use crate::core::store::{Pending, Store};

/// A state of one of the two copies.
enum Common {
    Ours(OpSeq),
    Theirs(OpSeq),
}

impl Ledger {
    /// What taking over another copy of this ledger would do. Writes nothing.
    ///
    /// # Errors
    /// `OtherLedger` when the file is no copy of this one; when it is damaged, newer or does not prove itself.
    pub fn plan_merge(&self, other: &Path) -> Result<ImportPlan, LedgerError> {
        let draft = files::sibling(self.path(), "merge");
        files::remove_if_there(&draft)?;
        let planned = self.plan_with_copy(other, &draft);
        *self.other.borrow_mut() = planned.is_ok().then(|| other.to_owned());
        files::remove_if_there(&draft)?;
        planned
    }

    fn plan_with_copy(&self, other: &Path, draft: &Path) -> Result<ImportPlan, LedgerError> {
        let theirs = Self::look(other, draft)?;
        let (mine, other_snapshot) = (self.snapshot(), theirs.snapshot());
        if mine.meta.ledger_id != other_snapshot.meta.ledger_id {
            return Err(LedgerError::OtherLedger(other_snapshot.meta.facility.clone()));
        }
        theirs.verify()?;
        let base = match self.common(&theirs)? {
            Common::Ours(seq) => self.at_operation(seq)?,
            Common::Theirs(seq) => theirs.at_operation(seq)?,
        };
        let label = other.file_name().unwrap_or_default().to_string_lossy();
        let mut plan = plan_ledgers(&label, &base, mine, other_snapshot);
        if base.head == other_snapshot.head {
            plan.origin = Origin::KnownLedger;
        }
        Ok(plan)
    }

    /// Rows of files that come from the copy planned last bring their content along. Content alone is no change of
    /// the ledger: it is kept by its hash, and no row names it until the operation is written.
    pub(super) fn take_files_along(&mut self, pending: &[Pending]) -> Result<(), LedgerError> {
        let rows = pending.iter().filter(|item| item.register == RegisterId::EVIDENCE);
        let mut missing = Vec::new();
        for hash in rows.filter_map(|item| evidence::hash_of(item.after.as_ref()?)) {
            if !self.store.has_blob(&hash)? {
                missing.push(hash);
            }
        }
        let Some(other) = self.other.borrow().clone().filter(|_| !missing.is_empty()) else {
            return Ok(());
        };
        let theirs = Store::open_read_only(&other)?;
        for hash in missing {
            let bytes = theirs.blob(&hash)?.filter(|bytes| evidence::hash(bytes) == hash);
            if let Some(bytes) = bytes {
                self.store.put_blob(&hash, &bytes)?;
            }
        }
        Ok(())
    }

    fn common(&self, theirs: &Self) -> Result<Common, LedgerError> {
        let (mine, other) = (self.snapshot(), theirs.snapshot());
        let same = mine.operations.iter().zip(other.operations.iter());
        let parted = same.take_while(|(one, two)| one.hash == two.hash).count() as OpSeq;
        // How far each has taken over the other, and by which of its own operations.
        let of_theirs = self.merged(other)?.filter(|merged| merged.state > parted);
        let of_ours = theirs.merged(mine)?.filter(|merged| merged.state > parted);
        Ok(match (of_theirs, of_ours) {
            (None, None) => Common::Ours(parted),
            (Some(taken), None) => Common::Theirs(taken.state),
            (None, Some(taken)) => Common::Ours(taken.state),
            // They took over a state of ours that holds what we had taken over from them.
            (Some(mine), Some(other)) if other.state >= mine.by => Common::Ours(other.state),
            (Some(mine), Some(_)) => Common::Theirs(mine.state),
        })
    }

    /// The last state of `other` that this ledger took over and did not take back.
    fn merged(&self, other: &Snapshot) -> Result<Option<Merged>, LedgerError> {
        let undone = reverted(&self.snapshot().operations);
        let mut found = None;
        for (by, source) in self.store.sources(OperationKind::Merge)? {
            if undone.contains(&by) {
                continue;
            }
            let source: serde_json::Value = serde_json::from_str(&source).unwrap_or_default();
            let merged = &source[MERGED];
            let Some(state) = merged["seq"].as_u64() else { continue };
            let known = usize::try_from(state)
                .ok()
                .and_then(|at| other.operations.get(at.checked_sub(1)?));
            if known.is_some_and(|operation| Some(hex(&operation.hash).as_str()) == merged["hash"].as_str()) {
                found = Some(Merged { state, by });
            }
        }
        Ok(found)
    }

    /// The ledger as it was after one of its operations.
    pub fn at_operation(&self, seq: OpSeq) -> Result<Snapshot, LedgerError> {
        self.after(usize::try_from(seq).unwrap_or(usize::MAX))
    }
}

struct Merged {
    /// The other copy's operation that was the last one taken over.
    state: OpSeq,
    /// The operation that took it over.
    by: OpSeq,
}
