//! One writer per ledger: an operating system lock beside the file, for as long as the ledger is open.
//!
//! Owns: the lock file and the note that says who holds it. Refuses to know: what is done with the ledger.
//! Invariant: the lock of the operating system is the truth, and it ends with the process however that ends; the
//! note only words the message. (SQLite's own locks hold for one transaction and would let two windows alternate.)

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::core::files;

/// Who has a ledger open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Person and computer, as the history names them.
    pub who: String,
    /// Local time, as it is shown.
    pub since: String,
}

/// Why a ledger is open to look at only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookOnly {
    /// Another window or computer writes to it.
    HeldBy(Option<Holder>),
    /// The file or its folder must not be written to.
    NotWritable,
}

/// The right to write to one ledger; given back when dropped.
#[derive(Debug)]
pub struct LedgerLock {
    /// Holds the lock as long as it is open.
    _file: File,
    lock: PathBuf,
    note: PathBuf,
}

/// How an attempt to take the lock ended.
#[derive(Debug)]
pub enum Taken {
    Mine(LedgerLock),
    /// Another window or computer has it; who, if the note can be read.
    Held(Option<Holder>),
    /// The folder must not be written to, and neither can the ledger in it.
    NotWritable,
    /// The drive knows no locks; the head of the history is compared before every write anyway.
    NoLocks,
}

impl LedgerLock {
    /// Takes the lock of the ledger at `path`, or says who has it. Never waits.
    pub fn take(path: &Path, holder: &Holder) -> Taken {
        let (lock, note) = (files::sibling(path, "lock"), files::sibling(path, "holder"));
        let Ok(file) = open(&lock) else {
            return Taken::NotWritable;
        };
        match file.try_lock() {
            // Whoever had it before removed the file between our two steps: what we hold has no name any more.
            Ok(()) if !is_at(&file, &lock) => Self::take(path, holder),
            Ok(()) => {
                // Windows lets nobody read a locked file, so the note is a file of its own. Without it only the
                // message is poorer.
                if let Ok(json) = serde_json::to_vec(holder) {
                    let _ = files::write_atomic(&note, &json);
                }
                Taken::Mine(Self {
                    _file: file,
                    lock,
                    note,
                })
            }
            Err(TryLockError::WouldBlock) => {
                let told = std::fs::read(&note).ok();
                Taken::Held(told.and_then(|json| serde_json::from_slice(&json).ok()))
            }
            Err(TryLockError::Error(_)) => Taken::NoLocks,
        }
    }
}

/// A lock file has no content that could be half written.
fn open(lock: &Path) -> std::io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(lock)
}

/// Whether the open file is the one that has this name.
#[cfg(unix)]
fn is_at(file: &File, lock: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let place = |meta: &std::fs::Metadata| (meta.dev(), meta.ino());
    matches!((file.metadata(), std::fs::metadata(lock)), (Ok(mine), Ok(named)) if place(&mine) == place(&named))
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

impl Drop for LedgerLock {
    fn drop(&mut self) {
        // Left behind they do no harm: nobody holds them.
        let _ = files::remove_if_there(&self.note);
        // Removed while it is held, so that nobody's fresh lock is taken away. Windows cannot tell the next one that
        // the name is gone; there the empty file stays.
        if cfg!(unix) {
            let _ = files::remove_if_there(&self.lock);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(who: &str) -> Holder {
        Holder {
            who: who.to_owned(),
            since: "2026/11/21 09:00".to_owned(),
        }
    }

    #[test]
    fn one_has_it_and_the_next_learns_who() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("見本.daicho");
        let Taken::Mine(first) = LedgerLock::take(&path, &holder("架空 花子")) else {
            panic!("free");
        };
        match LedgerLock::take(&path, &holder("見本 次郎")) {
            Taken::Held(Some(known)) => assert_eq!(known, holder("架空 花子")),
            other => panic!("{other:?}"),
        }
        // Another ledger in the same folder has a lock of its own.
        let beside = LedgerLock::take(&folder.path().join("別.daicho"), &holder("見本 次郎"));
        assert!(matches!(beside, Taken::Mine(_)));
        drop(first);
        assert!(matches!(LedgerLock::take(&path, &holder("見本 次郎")), Taken::Mine(_)));
        drop(beside);
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            0,
            "nothing stays behind"
        );
    }

    #[test]
    fn what_a_crash_left_behind_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.daicho");
        files::write_atomic(&files::sibling(&path, "lock"), b"").unwrap();
        files::write_atomic(&files::sibling(&path, "holder"), b"{").unwrap();
        let Taken::Mine(_mine) = LedgerLock::take(&path, &holder("架空 花子")) else {
            panic!("free");
        };
        assert!(matches!(
            LedgerLock::take(&path, &holder("見本 次郎")),
            Taken::Held(Some(known)) if known.who == "架空 花子"
        ));
    }

    #[test]
    fn where_nothing_can_be_written_there_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none/a.daicho");
        assert!(matches!(LedgerLock::take(&path, &holder("x")), Taken::NotWritable));
    }

    #[test]
    fn of_many_at_once_exactly_one_has_it() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.daicho");
        let (inside, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..500 {
                        if let Taken::Mine(mine) = LedgerLock::take(&path, &holder("x")) {
                            assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two writers");
                            taken.fetch_add(1, Ordering::SeqCst);
                            inside.fetch_sub(1, Ordering::SeqCst);
                            drop(mine);
                        }
                    }
                });
            }
        });
        assert!(taken.into_inner() > 0);
    }
}
