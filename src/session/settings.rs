//! What the window remembers between runs: recent ledgers, text size, saved views.
//!
//! Owns: the small JSON file of the program (not of a ledger). Invariant: never essential; a missing, damaged or
//! read-only file only means that nothing is remembered.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::core::files;

/// Most recent ledgers that are kept.
const RECENT: usize = 8;
/// Larger files are not ours.
const LARGEST: u64 = 1 << 20;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Ledgers opened before, the last one first.
    pub recent: Vec<PathBuf>,
    /// Enlargement of the whole window in percent; 0 is as the screen has it.
    pub zoom_percent: u16,
    pub high_contrast: bool,
    /// Renderer that opened the window last time.
    pub renderer: Option<String>,
    /// Name written into the history.
    pub actor: Option<String>,
    pub views: Vec<SavedView>,
    /// Columns as the person has arranged them, by the register's key.
    pub layouts: BTreeMap<String, ColumnLayout>,
    /// Keys of the registers that the person has asked for though they are empty.
    pub registers: Vec<String>,
    /// The tour of the first start was seen.
    pub tour_seen: bool,
}

/// How a person has arranged the columns of one register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnLayout {
    /// Columns in order; empty for the usual ones.
    pub columns: Vec<String>,
    /// Widths in points of the columns that were made wider or narrower.
    pub widths: BTreeMap<String, u16>,
    /// Columns that stay in sight when the rest is scrolled; 0 for the usual one.
    pub frozen: usize,
}

/// A named choice of rows and columns of one register.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedView {
    pub name: String,
    /// Key of the register.
    pub register: String,
    pub search: String,
    /// Column and what it must be, as [`crate::ui`] words them.
    pub filters: Vec<(String, String)>,
    pub sort: Vec<SortBy>,
    /// Columns in order; empty for the usual ones.
    pub columns: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortBy {
    pub column: String,
    pub descending: bool,
}

/// The file of the person's settings, in a folder that is made if it can be.
pub fn settings_path() -> Option<PathBuf> {
    let folder = |key: &str| {
        std::env::var_os(key)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let base = if cfg!(windows) {
        folder("APPDATA")?
    } else {
        folder("XDG_CONFIG_HOME").or_else(|| folder("HOME").map(|home| home.join(".config")))?
    };
    let own = base.join("kikidaicho");
    std::fs::create_dir_all(&own).ok()?;
    Some(own.join("settings.json"))
}

/// Where people keep their files: their documents, or at least their own folder.
pub fn documents_folder() -> Option<PathBuf> {
    let key = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    let home = PathBuf::from(std::env::var_os(key).filter(|value| !value.is_empty())?);
    let documents = home.join("Documents");
    Some(if documents.is_dir() { documents } else { home })
}

impl Settings {
    /// What was remembered, or nothing.
    pub fn load(path: &Path) -> Self {
        let small = std::fs::metadata(path).is_ok_and(|meta| meta.len() <= LARGEST);
        let bytes = small.then(|| std::fs::read(path).ok()).flatten();
        bytes
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Writes the whole file or leaves it as it was.
    pub fn save(&self, path: &Path) {
        if let Ok(json) = serde_json::to_vec_pretty(self) {
            // Remembering must never stand in the way of work.
            let _ = files::write_atomic(path, &json);
        }
    }

    /// Puts a ledger at the head of the list.
    pub fn opened(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_comes_back_and_damage_is_forgotten() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("settings.json");
        assert_eq!(Settings::load(&path), Settings::default());
        let mut settings = Settings::default();
        for at in 0..10 {
            settings.opened(Path::new(&format!("{at}.daicho")));
        }
        settings.opened(Path::new("5.daicho"));
        assert_eq!(settings.recent.len(), RECENT);
        assert_eq!(settings.recent[0], Path::new("5.daicho"));
        settings.save(&path);
        assert_eq!(Settings::load(&path), settings);
        files::write_atomic(&path, b"{").expect("write");
        assert_eq!(Settings::load(&path), Settings::default());
    }
}
