//! The verified copy before an import or a migration: made, synced, reopened, checked, and only then named.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};

use super::{Ledger, LedgerError};
use crate::core::files;
use crate::core::model::OpSeq;
use crate::core::store::Store;

/// How many copies stay beside the ledger.
const KEPT: usize = 10;

/// Makes the copy and drops the oldest beyond [`KEPT`]. Returns the copy's path.
///
/// # Errors
/// `BackupFailed` when the copy cannot be made or does not prove itself; nothing else may be written then.
pub(super) fn before(store: &Store, now: DateTime<Utc>) -> Result<PathBuf, LedgerError> {
    let failed = |error: LedgerError| match error {
        LedgerError::DiskFull => LedgerError::DiskFull,
        other => LedgerError::BackupFailed(other.to_string()),
    };
    let path = store.path();
    let seq = store.operations().map_err(failed)?.last().map_or(0, |last| last.seq);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    // The number comes first in the order of copies: a wrong clock must not make a new copy look old.
    let name = format!("{stem}.backup-{seq:08}-{}.daicho", now.format("%Y%m%d-%H%M%S"));
    let copy = proven(store, path.with_file_name(name))?;
    for old in copies(path).into_iter().rev().skip(KEPT) {
        files::remove_if_there(&old).map_err(failed)?;
    }
    Ok(copy)
}

/// Makes a copy that stays: it is never dropped for a newer one, and not to be written.
pub(super) fn frozen(store: &Store, word: &str, day: NaiveDate, seq: OpSeq) -> Result<PathBuf, LedgerError> {
    let path = store.path();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("{stem}.{word}-{}-{seq:08}.daicho", day.format("%Y%m%d"));
    let copy = proven(store, path.with_file_name(name))?;
    files::forbid_writing(&copy)?;
    Ok(copy)
}

/// Copies the ledger, proves the copy, and only then gives it its name. One that is there already is kept.
fn proven(store: &Store, copy: PathBuf) -> Result<PathBuf, LedgerError> {
    let failed = |error: LedgerError| match error {
        LedgerError::DiskFull => LedgerError::DiskFull,
        other => LedgerError::BackupFailed(other.to_string()),
    };
    if copy.exists() {
        return Ok(copy);
    }
    let draft = files::sibling(&copy, "tmp");
    let scratch = files::sibling(&copy, "proof");
    let made = (|| {
        files::remove_if_there(&draft)?;
        files::remove_if_there(&scratch)?;
        store.copy_into(&draft)?;
        let copied = Store::open_read_only(&draft)?;
        if copied.schema()? == Store::SCHEMA {
            copied.audit()?;
        } else {
            // Before a migration the copy is of the older schema: it is proved by what it becomes.
            Ledger::look(&draft, &scratch)?.verify()?;
        }
        drop(copied);
        files::publish_new(&draft, &copy)
    })();
    files::remove_if_there(&scratch).map_err(failed)?;
    if made.is_err() {
        files::remove_if_there(&draft).map_err(failed)?;
    }
    made.map_err(failed)?;
    Ok(copy)
}

/// The copies beside a ledger, oldest first.
pub(super) fn copies(path: &Path) -> Vec<PathBuf> {
    let prefix = format!("{}.backup-", path.file_stem().unwrap_or_default().to_string_lossy());
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "daicho"))
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(&prefix))
        })
        .collect();
    found.sort();
    found
}
