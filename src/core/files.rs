//! Touching the disk: the only place that renames, removes or writes files.
//!
//! Invariant: a file appears under its name only when it is whole and on the disk.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::core::evidence::{self, NewFile};
use crate::core::ledger::LedgerError;

impl From<std::io::Error> for LedgerError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly(PathBuf::new())
            }
            _ => Self::Io(error.to_string()),
        }
    }
}

/// A name beside `path` for a file in the making.
pub fn sibling(path: &Path, word: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".");
    name.push(word);
    path.with_file_name(name)
}

/// Gives a finished draft its name, which must be free, and makes sure it stays after a power cut.
pub fn publish_new(draft: &Path, path: &Path) -> Result<(), LedgerError> {
    if path.exists() {
        return Err(LedgerError::AlreadyExists(path.to_owned()));
    }
    publish(draft, path)
}

#[expect(clippy::disallowed_methods, reason = "the one place that renames files")]
fn publish(draft: &Path, path: &Path) -> Result<(), LedgerError> {
    // Windows flushes only handles opened for writing.
    fs::OpenOptions::new().read(true).write(true).open(draft)?.sync_all()?;
    fs::rename(draft, path)?;
    sync_folder(path);
    Ok(())
}

/// Writes a whole file: the old content stays until the new one is on the disk.
#[expect(clippy::disallowed_methods, reason = "the one place that writes files")]
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), LedgerError> {
    let draft = sibling(path, "tmp");
    let written = (|| {
        let mut file = File::create(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()
    })();
    let missing = |error: &std::io::Error| error.kind() == std::io::ErrorKind::NotFound;
    if written.as_ref().is_err_and(missing) {
        return Err(LedgerError::NoFolder(path.parent().unwrap_or(Path::new("")).to_owned()));
    }
    let published = written.map_err(LedgerError::from).and_then(|()| publish(&draft, path));
    published.map_err(|error| {
        // The draft is ours; a failure to remove it must not hide the first failure.
        let _ = fs::remove_file(&draft);
        match error {
            LedgerError::DiskFull => LedgerError::DiskFull,
            _ => LedgerError::CannotWrite(path.to_owned()),
        }
    })
}

/// Makes a folder when only the last part of its path is missing: a slip of the pen makes no tree of folders.
///
/// # Errors
/// When the folder around it is missing too, or nothing may be written there.
pub fn make_folder(folder: &Path) -> Result<(), LedgerError> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    fs::create_dir(folder).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => LedgerError::NoFolder(folder.to_owned()),
        _ => named(error.into(), folder),
    })
}

/// Writes a file of a name that is free in the folder: what is there stays. Says which name it became.
///
/// # Errors
/// When the folder cannot be written to.
pub fn write_new(folder: &Path, stem: &str, ending: &str, bytes: &[u8]) -> Result<String, LedgerError> {
    let dot = if ending.is_empty() { "" } else { "." };
    let mut name = format!("{stem}{dot}{ending}");
    let mut nth = 2;
    while folder.join(&name).exists() {
        name = format!("{stem} ({nth}){dot}{ending}");
        nth += 1;
    }
    write_atomic(&folder.join(&name), bytes)?;
    Ok(name)
}

fn named(error: LedgerError, path: &Path) -> LedgerError {
    match error {
        LedgerError::ReadOnly(_) => LedgerError::ReadOnly(path.to_owned()),
        other => other,
    }
}

/// Removes one of our own temporary or outdated files.
#[expect(clippy::disallowed_methods, reason = "the one place that removes files")]
pub fn remove_if_there(path: &Path) -> Result<(), LedgerError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(named(error.into(), path)),
        _ => Ok(()),
    }
}

/// Reads a file that a person chose as evidence, with its name.
///
/// # Errors
/// When it cannot be read or is larger than may be kept; no more than that is ever read.
pub fn read_evidence(path: &Path) -> Result<NewFile, LedgerError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(LedgerError::NoFile(path.to_owned()));
        }
        Err(error) => return Err(error.into()),
    };
    let mut bytes = Vec::new();
    file.take(evidence::LIMIT + 1).read_to_end(&mut bytes)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(NewFile { name, bytes })
}

/// The bytes of a file; `None` when it is larger than the limit.
pub fn read_limited(path: &Path, limit: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// The text of a small file; `None` when it is larger, no UTF-8 or cannot be read.
pub fn read_small(path: &Path, limit: u64) -> Option<String> {
    let file = File::open(path).ok()?;
    let mut bytes = Vec::new();
    // One byte more than allowed tells a larger file, whatever its size was said to be.
    file.take(limit + 1).read_to_end(&mut bytes).ok()?;
    if bytes.len() as u64 > limit {
        return None;
    }
    String::from_utf8(bytes).ok()
}

/// SHA-256 of a whole file, read piece by piece.
pub fn sha256(path: &Path) -> Result<[u8; 32], LedgerError> {
    use sha2::{Digest as _, Sha256};
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hash.finalize().into()),
            read => hash.update(&piece[..read]),
        }
    }
}

/// Makes a finished file one that nobody writes by mistake.
pub fn forbid_writing(path: &Path) -> Result<(), LedgerError> {
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions)?;
    Ok(())
}

pub fn is_read_only(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.permissions().readonly())
}

/// Makes a rename last. Windows has no such call and no such need.
fn sync_folder(path: &Path) {
    if cfg!(unix)
        && let Some(folder) = path.parent()
    {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        if let Ok(folder) = File::open(folder) {
            // Some network file systems refuse; the file itself is synced already.
            let _ = folder.sync_all();
        }
    }
}
