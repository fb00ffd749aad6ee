//! All Japanese wording that is not a catalogue label or a form's own heading.
//!
//! Invariant: a message says what happened, whether the data is safe, and the one thing to do.

pub mod checklist;
pub mod cli;
pub mod collect;
pub mod diagram;
pub mod errors;
pub mod export;
pub mod form;
pub mod grid;
pub mod help;
pub mod home;
pub mod import;
pub mod inspection;
pub mod letter;
mod limits;
pub mod opening;
pub mod review;
pub mod rules;
pub mod stocktake;
pub mod topics;
pub mod tour;
pub mod ui;

/// Name of the fictional clinic.
pub const SAMPLE_CLINIC: &str = "あおば台クリニック（見本）";

/// A message in three parts, for the window and for the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub what: String,
    /// Whether the data is safe.
    pub safe: String,
    /// The one thing to do.
    pub todo: String,
}
