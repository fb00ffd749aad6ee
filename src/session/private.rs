//! Copies of kept files for other programs to show: in a folder of this person alone, gone when the program ends.
//!
//! Invariant: a copy never has the place of the original, is marked as come from elsewhere where the system knows
//! such a mark, and what is changed in it never comes back into the ledger.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::core::evidence::safe_name;
use crate::core::files;
use crate::core::ledger::LedgerError;

/// The folder of this run; made with the first copy.
#[derive(Default)]
pub(super) struct PrivateFolder {
    made: Option<PathBuf>,
    copies: u32,
}

impl PrivateFolder {
    /// Writes a copy under a folder of its own, so that the name stays the file's.
    pub fn copy(&mut self, name: &str, bytes: &[u8]) -> Result<PathBuf, LedgerError> {
        let base = match &self.made {
            Some(folder) => folder.clone(),
            None => {
                let folder = std::env::temp_dir().join(format!("kikidaicho-{}", uuid::Uuid::new_v4()));
                make_private(&folder)?;
                self.made = Some(folder.clone());
                folder
            }
        };
        self.copies += 1;
        let own = base.join(self.copies.to_string());
        make_private(&own)?;
        let path = own.join(safe_name(name));
        files::write_atomic(&path, bytes)?;
        mark_as_foreign(&path);
        Ok(path)
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        if let Some(folder) = &self.made {
            // Another program may still show a copy; the system clears its temporary folder.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn make_private(folder: &Path) -> Result<(), LedgerError> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "the mode is a matter of Unix"))]
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(LedgerError::from)
}

/// Tells Windows that the file came from elsewhere, so that Office opens it protected.
fn mark_as_foreign(path: &Path) {
    if cfg!(windows) {
        let mut stream = path.as_os_str().to_owned();
        stream.push(":Zone.Identifier");
        // A stick with FAT has no such mark; the copy is opened all the same.
        #[expect(clippy::disallowed_methods, reason = "a mark beside the copy, not a file")]
        let _ = std::fs::write(stream, b"[ZoneTransfer]\r\nZoneId=3\r\n");
    }
}

/// Opens a copy with the program that the system has for it.
pub(super) fn open(path: &Path) -> Result<(), LedgerError> {
    let mut command = if cfg!(windows) {
        Command::new("explorer.exe")
    } else {
        Command::new("xdg-open")
    };
    command
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    match command.spawn() {
        Ok(_) => Ok(()),
        Err(error) => Err(LedgerError::NoViewer(format!("{}: {error}", path.display()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_private_and_goes_with_the_program() {
        let mut folder = PrivateFolder::default();
        let one = folder.copy("契約書.pdf", b"one").unwrap();
        let two = folder.copy("../契約書.pdf", b"two").unwrap();
        assert_eq!(one.file_name(), two.file_name());
        assert_eq!(std::fs::read(&one).unwrap(), b"one");
        assert_eq!(std::fs::read(&two).unwrap(), b"two");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(one.parent().unwrap()), 0o700);
            assert_eq!(mode(one.parent().unwrap().parent().unwrap()), 0o700);
        }
        drop(folder);
        assert!(!one.exists() && !two.exists());
    }
}
