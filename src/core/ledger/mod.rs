//! The door: the only way to change a ledger.
//!
//! Owns: commands, transactions, history, undo, looking back, backups before risky steps.
//! Invariants: every change has an operation and change rows in the same transaction; nothing is written when
//! anything fails; the head of the history is compared before every write.

mod backup;
mod command;
mod error;
mod execute;
mod history;
mod merge;
mod review;
mod starter;

pub use crate::core::store::is_database;
pub use history::reverted;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use command::{Command, Context, Edit, Outcome};
pub use error::{Conflict, LedgerError};
pub use review::{Confirmation, CopyState};

use crate::core::evidence;
use crate::core::model::{LedgerMeta, OperationKind, Snapshot};
use crate::core::store::{NewOperation, Store, Upgrade};

/// An open ledger. One thread owns it; everybody else reads its snapshots.
pub struct Ledger {
    store: Store,
    snapshot: Arc<Snapshot>,
    /// The copy that was last planned to be taken over: its files come along.
    other: RefCell<Option<PathBuf>>,
}

impl Ledger {
    /// Closes the file at the end of a program. The rows in memory are left to the operating system: giving them back
    /// one by one takes as long as it took to plan them.
    pub fn leave(self) {
        drop(self.store);
        std::mem::forget(self.snapshot);
    }

    /// Makes a new ledger file for one facility.
    ///
    /// # Errors
    /// When the file exists or the folder cannot be written; nothing is left behind.
    pub fn create(path: &Path, facility: &str, context: &Context) -> Result<Self, LedgerError> {
        let mut store = Store::create(path)?;
        store.write_meta(&LedgerMeta {
            ledger_id: uuid::Uuid::new_v4().to_string(),
            facility: facility.trim().to_owned(),
        })?;
        let first = NewOperation {
            kind: OperationKind::Create,
            at: context.now,
            actor: context.actor.clone(),
            label: facility.trim().to_owned(),
            reverts: None,
            source: None,
        };
        store.write((0, &[0; 32]), first, &[], None)?;
        Self::with(store)
    }

    /// Opens a ledger file; an older one is upgraded after a verified copy was made.
    ///
    /// # Errors
    /// When the file is missing, foreign, damaged, read-only or newer than this program; it is not touched then.
    pub fn open(path: &Path, context: &Context) -> Result<Self, LedgerError> {
        let (mut store, upgrade) = Store::open(path)?;
        if let Upgrade::From(version) = upgrade {
            backup::before(&store, context.now)?;
            store.upgrade(version)?;
        }
        Self::with(store)
    }

    /// Opens a file that somebody else writes to, or that nobody may: to look at and to print.
    ///
    /// # Errors
    /// As [`Ledger::open`]; an older file is `ReadOnly`, because it cannot be upgraded.
    pub fn open_to_look(path: &Path) -> Result<Self, LedgerError> {
        let store = Store::open_read_only(path)?;
        if store.schema()? != Store::SCHEMA {
            return Err(LedgerError::ReadOnly(path.to_owned()));
        }
        Self::with(store)
    }

    /// Opens a file only to read it. An older one is brought up to date in a copy at `scratch`, which the caller
    /// removes; the file itself stays as it is.
    fn look(path: &Path, scratch: &Path) -> Result<Self, LedgerError> {
        let source = Store::open_read_only(path)?;
        if source.schema()? == Store::SCHEMA {
            return Self::with(source);
        }
        source.copy_into(scratch)?;
        let (mut copy, upgrade) = Store::open(scratch)?;
        if let Upgrade::From(version) = upgrade {
            copy.upgrade(version)?;
        }
        Self::with(copy)
    }

    fn with(store: Store) -> Result<Self, LedgerError> {
        let snapshot = Arc::new(store.read_all()?);
        Ok(Self {
            store,
            snapshot,
            other: RefCell::default(),
        })
    }

    /// The ledger as it is now.
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// The content of a kept file, proven by its hash.
    ///
    /// # Errors
    /// `NoSuchFile` when it was never kept, `Damaged` when the bytes are not what the ledger says.
    pub fn file(&self, hash: &[u8; 32]) -> Result<Vec<u8>, LedgerError> {
        let bytes = self.store.blob(hash)?.ok_or(LedgerError::NoSuchFile)?;
        if evidence::hash(&bytes) == *hash {
            Ok(bytes)
        } else {
            Err(LedgerError::Damaged("a kept file".to_owned()))
        }
    }

    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Reads the file again, after somebody changed it from outside.
    pub fn reload(&mut self) -> Result<(), LedgerError> {
        self.snapshot = Arc::new(self.store.read_all()?);
        Ok(())
    }
}
