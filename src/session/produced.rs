//! Files that the window makes for other programs: where they go, under which name, and how they are shown.
//!
//! Invariant: nothing that stands in a folder is written over; what is made gets a name that is free there.

use std::path::{Path, PathBuf};

use super::worker::{Failure, Worker};
use super::{Event, private};
use crate::core::files;

impl Worker {
    /// A place as a person wrote it; a bare name is one beside the ledger.
    pub(super) fn beside(&self, place: &Path) -> PathBuf {
        match self.folder() {
            Some(folder) => folder.join(place),
            None => place.to_owned(),
        }
    }

    /// Writes a file, and makes its folder when only that is missing.
    pub(super) fn produce(&self, out: &Path, bytes: &[u8]) -> Result<PathBuf, Failure> {
        let out = self.beside(out);
        let folder = out.parent().unwrap_or(Path::new(""));
        files::make_folder(folder)?;
        let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        let name = files::write_new(folder, &part(out.file_stem()), &part(out.extension()), bytes)?;
        Ok(folder.join(name))
    }

    /// Shows a file that was made, or the folder it is in, with the system's program.
    pub(super) fn show(path: &Path) -> Result<Event, Failure> {
        private::open(path)?;
        Ok(Event::Remembered)
    }
}
