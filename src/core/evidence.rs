//! Files that prove what the ledger says: which are taken, what they are called, how they are kept apart.
//!
//! Owns: limits, names, the content hash, the row of a file. Refuses to know: where bytes are stored (the store),
//! how a file is opened (the session).
//! Invariants: bytes are known by their SHA-256 and kept once however often they are added; a file that a computer
//! would run is never taken; a name never leads out of a folder.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::catalogue::RegisterId;
use super::model::{Content, Entry, Record, RecordId, Snapshot};
use super::parse;

/// Largest file in bytes.
pub const LIMIT: u64 = 50 * 1024 * 1024;
/// Longest name in characters.
const LONGEST_NAME: usize = 120;

/// Endings of what a computer would run.
const PROGRAMS: &[&str] = &[
    "app", "appx", "bat", "chm", "cmd", "com", "cpl", "dll", "exe", "hta", "iso", "jar", "js", "jse", "lnk", "msc",
    "msi", "msp", "pif", "ps1", "reg", "scr", "sh", "sys", "url", "vb", "vbe", "vbs", "wsf", "wsh",
];

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EvidenceError {
    #[error("the file is empty")]
    Empty,
    #[error("the file is larger than the limit")]
    TooLarge,
    #[error("the file is a program: {0}")]
    Program(String),
}

/// A file on its way into the ledger.
#[derive(Clone, PartialEq, Eq)]
pub struct NewFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl NewFile {
    /// The bytes of a file that was read before, under its name.
    pub fn of(file: &std::path::Path, bytes: &[u8]) -> Self {
        Self {
            name: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            bytes: bytes.to_vec(),
        }
    }
}

impl std::fmt::Debug for NewFile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "NewFile({}, {} bytes)", self.name, self.bytes.len())
    }
}

/// SHA-256 of a content.
pub fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

pub fn hex(hash: &[u8; 32]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash that a row of a file names.
pub fn hash_of(row: &Record) -> Option<[u8; 32]> {
    let text = row.entry("sha256").as_text()?;
    let mut hash = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(hash)
}

/// Whether a file can be taken.
///
/// # Errors
/// When it is empty, too large or something that a computer would run.
pub fn check(file: &NewFile) -> Result<(), EvidenceError> {
    if file.bytes.is_empty() {
        return Err(EvidenceError::Empty);
    }
    if file.bytes.len() as u64 > LIMIT {
        return Err(EvidenceError::TooLarge);
    }
    let ending = ending(&file.name);
    let runs =
        PROGRAMS.contains(&ending.as_str()) || file.bytes.starts_with(b"MZ") || file.bytes.starts_with(b"\x7fELF");
    if runs {
        return Err(EvidenceError::Program(safe_name(&file.name)));
    }
    Ok(())
}

/// What stands behind the last point of a name, folded: `PDF` and `ｐｄｆ` are `pdf`.
fn ending(name: &str) -> String {
    let name = safe_name(name);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    parse::fold(ending).into_owned()
}

/// A name without folders, control characters and what Windows forbids; never empty, never a device of Windows.
pub fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
            c if c.is_control() => '_',
            // Characters that turn the direction of reading hide what a name ends with.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => '_',
            c => c,
        })
        .collect();
    let clean = clean.trim_matches([' ', '.', '\u{3000}']);
    let (stem, ending) = match clean.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 10 => (stem, Some(ending)),
        _ => (clean, None),
    };
    let mut stem: String = stem.chars().take(LONGEST_NAME).collect();
    let device = ["con", "prn", "aux", "nul"].contains(&stem.to_lowercase().as_str())
        || (stem.len() == 4 && ["com", "lpt"].iter().any(|word| stem.to_lowercase().starts_with(word)));
    if stem.is_empty() || device {
        stem.insert(0, '_');
    }
    match ending {
        Some(ending) => format!("{stem}.{ending}"),
        None => stem,
    }
}

/// The row by which a file belongs to a record, or to the ledger as a whole.
pub(in crate::core) fn row(file: &NewFile, record: Option<RecordId>, note: &str) -> Content {
    let hash = hex(&hash(&file.bytes));
    let size = file.bytes.len().to_string();
    let record = record.map(|record| record.to_string()).unwrap_or_default();
    let mut content = Content::default();
    for (key, text) in [
        ("name", safe_name(&file.name).as_str()),
        ("record", &record),
        ("size", &size),
        ("sha256", &hash),
        ("note", note),
    ] {
        if let Some(field) = RegisterId::EVIDENCE.field_index(key) {
            content.fields.set(field, Entry::text(text));
        }
    }
    content
}

/// The files of a record, oldest first.
pub fn of(snapshot: &Snapshot, record: RecordId) -> impl Iterator<Item = &Record> {
    let record = record.to_string();
    let rows = snapshot.rows(RegisterId::EVIDENCE).iter().map(|row| &**row);
    rows.filter(move |row| row.entry("record").as_text() == Some(&record))
}

/// Records that have at least one file.
pub fn proven(snapshot: &Snapshot) -> BTreeSet<RecordId> {
    let rows = snapshot.rows(RegisterId::EVIDENCE).iter();
    rows.filter_map(|row| row.entry("record").as_text()?.parse().ok())
        .collect()
}

/// A name that is not taken yet, by a number before its ending; then it is.
pub fn free_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) => (stem, format!(".{ending}")),
        None => (name, String::new()),
    };
    let mut candidates = std::iter::once(name.to_owned()).chain((2..).map(|n| format!("{stem} ({n}){ending}")));
    // Names that differ in case only are one on Windows.
    let free = candidates.find(|candidate| !taken.contains(&candidate.to_lowercase()));
    let free = free.unwrap_or_default();
    taken.insert(free.to_lowercase());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: &[u8]) -> NewFile {
        NewFile {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn programs_and_nothings_are_not_taken_whatever_they_are_called() {
        for name in [
            "a.exe",
            "契約書.pdf.EXE",
            "x.ＢＡＴ",
            "a.lnk",
            "写真.jpg.scr",
            "..\\a.ps1 ",
        ] {
            assert!(
                matches!(check(&file(name, b"x")), Err(EvidenceError::Program(_))),
                "{name}"
            );
        }
        assert!(matches!(
            check(&file("契約書.pdf", b"MZ\x90")),
            Err(EvidenceError::Program(_))
        ));
        assert_eq!(check(&file("a.pdf", b"")), Err(EvidenceError::Empty));
        assert_eq!(
            check(&file("a.pdf", &vec![1; LIMIT as usize + 1])),
            Err(EvidenceError::TooLarge)
        );
        for name in ["契約書.pdf", "IMG_0001.HEIC", "議事録.docx", "名前だけ", "台帳.xlsx"] {
            assert_eq!(check(&file(name, b"x")), Ok(()), "{name}");
        }
    }

    #[test]
    fn a_name_leads_nowhere() {
        for (name, safe) in [
            ("/etc/passwd", "passwd"),
            ("..\\..\\契約書.pdf", "契約書.pdf"),
            ("a:b?.txt", "a_b_.txt"),
            ("", "_"),
            ("..", "_"),
            ("nul.txt", "_nul.txt"),
            ("LPT1", "_LPT1"),
            ("\u{202e}fdp.exe", "_fdp.exe"),
            ("行\n頭.txt", "行_頭.txt"),
        ] {
            assert_eq!(safe_name(name), safe, "{name}");
        }
        assert!(safe_name(&format!("{}.pdf", "長".repeat(500))).chars().count() <= LONGEST_NAME + 4);
    }

    #[test]
    fn names_are_numbered_apart() {
        let mut taken = BTreeSet::new();
        let names = ["写真.JPG", "写真.jpg", "写真.jpg", "x"].map(|name| free_name(name, &mut taken));
        assert_eq!(names, ["写真.JPG", "写真 (2).jpg", "写真 (3).jpg", "x"]);
    }
}
