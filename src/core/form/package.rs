//! The zip package of a workbook: parts by name, and a copy with some parts replaced.
//!
//! Owns: bounds of what is inflated, relationships. Refuses to know: sheets and cells.
//! Invariant: [`Package::with_parts`] copies every other entry raw, so its bytes, compressed too, are the same.

use std::collections::HashMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::result::ZipError;
use zip::{ZipArchive, ZipWriter};

use super::xml::Tree;
use super::{FormError, limits};

/// Stands at the start of some parts.
const MARK: char = '\u{feff}';

pub(super) struct Package {
    bytes: Vec<u8>,
    /// Entry by plain name; of two the later counts, as everywhere.
    names: HashMap<String, usize>,
}

/// Which part belongs to which.
pub(super) struct Relation {
    pub id: String,
    /// Last word of the type: `worksheet`, `drawing`.
    pub kind: String,
    pub target: String,
}

impl Package {
    pub fn open(bytes: Vec<u8>) -> Result<Self, FormError> {
        if bytes.is_empty() {
            return Err(FormError::NotAWorkbook("empty"));
        }
        if bytes.len() > limits::FILE {
            return Err(FormError::TooLarge("file"));
        }
        if bytes.starts_with(b"%PDF") {
            return Err(FormError::NotAWorkbook("PDF"));
        }
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            let protected: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let is_protected = bytes.windows(protected.len()).any(|part| part == protected);
            return Err(if is_protected {
                FormError::Encrypted
            } else {
                FormError::NotAWorkbook("xls")
            });
        }
        if !bytes.starts_with(b"PK\x03\x04") {
            return Err(FormError::NotAWorkbook("other"));
        }
        let archive = ZipArchive::new(Cursor::new(&bytes)).map_err(damaged)?;
        if archive.len() > limits::ENTRIES {
            return Err(FormError::TooLarge("entries"));
        }
        let mut names = HashMap::new();
        for at in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(at) {
                names.insert(plain_name(&name), at);
            }
        }
        drop(archive);
        if names.contains_key("mimetype") {
            return Err(FormError::NotAWorkbook("ods"));
        }
        if names.keys().any(|name| name.ends_with("workbook.bin")) {
            return Err(FormError::NotAWorkbook("xlsb"));
        }
        Ok(Self { bytes, names })
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain_name(name))
    }

    /// A part as text, or `None` when there is no such part.
    pub fn text(&self, name: &str) -> Result<Option<String>, FormError> {
        let Some(&at) = self.names.get(&plain_name(name)) else {
            return Ok(None);
        };
        let mut archive = ZipArchive::new(Cursor::new(&self.bytes)).map_err(damaged)?;
        let mut bytes = Vec::new();
        archive
            .by_index(at)
            .map_err(damaged)?
            .take(limits::PART as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| FormError::Damaged(error.to_string()))?;
        if bytes.len() > limits::PART {
            return Err(FormError::TooLarge("part"));
        }
        let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        match String::from_utf8(bytes) {
            Ok(text) if !utf16 => Ok(Some(text)),
            _ => Err(FormError::Damaged(format!("{name} is not UTF-8"))),
        }
    }

    /// A part as XML with its text, from behind a byte order mark.
    pub fn tree(&self, name: &str) -> Result<Option<(String, Tree)>, FormError> {
        let Some(mut text) = self.text(name)? else {
            return Ok(None);
        };
        if text.starts_with(MARK) {
            text.drain(..MARK.len_utf8());
        }
        let tree = Tree::read(&text)?;
        Ok(Some((text, tree)))
    }

    /// The relationships of a part; of the package itself when `part` is empty. Links out of the file are left out.
    pub fn relations(&self, part: &str) -> Result<Vec<Relation>, FormError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let Some((_, tree)) = self.tree(&name)? else {
            return Ok(Vec::new());
        };
        let list = tree.children(tree.root());
        Ok(list
            .filter(|element| &*element.name == "Relationship")
            .filter(|element| element.attribute("TargetMode") != Some("External"))
            .map(|element| Relation {
                id: element.attribute("Id").unwrap_or_default().to_owned(),
                kind: element
                    .attribute("Type")
                    .and_then(|kind| kind.rsplit('/').next())
                    .unwrap_or_default()
                    .to_owned(),
                target: resolve(folder, element.attribute("Target").unwrap_or_default()),
            })
            .collect())
    }

    /// A copy of the whole package in which the named parts have new texts; a byte order mark stays.
    pub fn with_parts(&self, parts: &[(String, String)]) -> Result<Vec<u8>, FormError> {
        let mut replaced: HashMap<usize, String> = HashMap::new();
        for (name, text) in parts {
            let at = self.names.get(&plain_name(name));
            let at = at.ok_or_else(|| FormError::Damaged(format!("no part {name}")))?;
            let has_mark = self.text(name)?.is_some_and(|old| old.starts_with(MARK));
            let mark = if has_mark { MARK.to_string() } else { String::new() };
            replaced.insert(*at, mark + text);
        }
        let mut archive = ZipArchive::new(Cursor::new(&self.bytes)).map_err(damaged)?;
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len() + 4096)));
        for at in 0..archive.len() {
            let entry = archive.by_index_raw(at).map_err(damaged)?;
            match replaced.get(&at) {
                None => writer.raw_copy_file(entry).map_err(damaged)?,
                Some(text) => {
                    let name = entry.name().map_err(damaged)?.into_owned();
                    let options = entry.options().compression_method(zip::CompressionMethod::Deflated);
                    drop(entry);
                    writer.start_file(name, options).map_err(damaged)?;
                    let written = writer.write_all(text.as_bytes());
                    written.map_err(|error| FormError::Damaged(error.to_string()))?;
                }
            }
        }
        Ok(writer.finish().map_err(damaged)?.into_inner())
    }
}

/// Backslashes, capitals and a leading slash say nothing: packages written by old tools have them.
fn plain_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A target as a name from the root; `..` never leads out of the package.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn damaged(error: ZipError) -> FormError {
    match error {
        ZipError::UnsupportedArchive(what) if what == ZipError::PASSWORD_REQUIRED => FormError::Encrypted,
        other => FormError::Damaged(other.to_string()),
    }
}
