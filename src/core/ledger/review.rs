//! The copy that a review leaves behind: whole, proven, not to be written, and known again by its hash.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::{Command, Context, Ledger, LedgerError, Outcome, backup};
use crate::core::catalogue::RegisterId;
use crate::core::files;
use crate::core::model::{Content, Entry, Record, Snapshot};
use crate::core::review;

/// Who has seen the ledger, and what they said.
#[derive(Clone, Debug)]
pub struct Confirmation {
    pub by: String,
    pub note: String,
    /// How the ledger stood, in words for the record.
    pub summary: String,
    pub today: NaiveDate,
}

/// What became of the copy of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyState {
    AsItWas,
    Missing,
    /// Not the bytes that the review left.
    Changed,
}

impl Ledger {
    /// Notes that the management has seen the ledger as it is now, and freezes a copy of it beside the ledger.
    ///
    /// # Errors
    /// When the copy cannot be made or does not prove itself; nothing is noted then.
    pub fn confirm(&mut self, seen: &Confirmation, context: &Context) -> Result<Outcome, LedgerError> {
        let (revision, head) = (self.snapshot.revision, self.snapshot.head);
        let copy = backup::frozen(&self.store, "review", seen.today, revision)?;
        let hash = files::sha256(&copy)?;
        let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let register = RegisterId::REVIEW;
        let mut content = Content::default();
        for (key, text) in [
            ("confirmed_on", seen.today.format("%Y-%m-%d").to_string()),
            ("confirmed_by", seen.by.clone()),
            ("note", seen.note.clone()),
            ("summary", seen.summary.clone()),
            ("revision", revision.to_string()),
            ("code", review::code(&head)),
            ("copy", name),
            ("copy_sha256", crate::core::evidence::hex(&hash)),
        ] {
            if let Some(field) = register.field_index(key) {
                content.fields.set(field, Entry::text(&text));
            }
        }
        self.execute(Command::Add { register, content }, context)
    }

    /// The ledger as the last review saw it, with its day; nothing before the first.
    pub fn last_reviewed(&self) -> Result<Option<(Snapshot, NaiveDate)>, LedgerError> {
        let Some(row) = review::last(&self.snapshot) else {
            return Ok(None);
        };
        match (review::revision(row), review::day(row, "confirmed_on")) {
            (Some(seq), Some(day)) if seq <= self.snapshot.revision => Ok(Some((self.at_operation(seq)?, day))),
            _ => Ok(None),
        }
    }

    /// Whether the copy of a review is still there and what it was.
    pub fn check_copy(&self, row: &Record) -> Result<CopyState, LedgerError> {
        let Some(copy) = self.copy_of(row).filter(|copy| copy.exists()) else {
            return Ok(CopyState::Missing);
        };
        let hash = crate::core::evidence::hex(&files::sha256(&copy)?);
        Ok(if row.entry("copy_sha256").as_text() == Some(&hash) {
            CopyState::AsItWas
        } else {
            CopyState::Changed
        })
    }

    /// Where the copy of a review lies: beside the ledger.
    pub fn copy_of(&self, row: &Record) -> Option<PathBuf> {
        let name = row.entry("copy").as_text()?;
        // A name, never a way to another folder.
        Some(self.path().with_file_name(crate::core::evidence::safe_name(name)))
    }
}
