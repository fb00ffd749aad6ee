//! 機器台帳: an offline ledger of a clinic's IT for the 立入検査.
//!
//! Code map (details in `docs/ARCHITECTURE.md`):
//! - [`core::catalogue`] says what can be recorded; tables, forms, mapping, diff and sheets are derived from it.
//! - [`core::ledger`] is the one door: `Ledger::execute` writes rows and history in one transaction.
//! - [`core::import`] turns a workbook into a plan that can be shown, refused and applied.
//! - [`core::export`] writes sheets.
//! - [`session`] owns the ledger on a worker thread; [`cli`] and `ui` talk to it.
//! - [`text`] holds all Japanese wording that is not a catalogue label.

pub mod cli;
pub mod core;
pub mod session;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
