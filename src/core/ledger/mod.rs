//! The door: the only way to change a ledger.
//!
//! Owns: commands, transactions, history, undo, looking back, backups before risky steps.
//! Invariants: every change has an operation and change rows in the same transaction; nothing is written when
//! anything fails; the head of the history is compared before every write.

mod command;
mod error;

pub use command::{Command, Context, Edit, Outcome};
pub use error::{Conflict, LedgerError};
