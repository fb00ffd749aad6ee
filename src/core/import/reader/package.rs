//! A zip package: parts by name, inflated within the budget.
//!
//! Owns: finding parts whatever the case and slashes of their names. Refuses to know: what the parts hold.
//! Invariant: nothing is unpacked to the disk, and no name leads outside the package.

use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};
use std::rc::Rc;

use zip::ZipArchive;
use zip::result::ZipError;

use super::budget::Budget;
use super::xml::Xml;
use super::{Bound, ReadError, Source, limits};

/// The bytes of a part, and the budget to count them against.
pub(super) type Bytes<'p, 'w> = (Box<dyn Read + 'p>, Rc<Budget<'w>>);

pub(super) struct Package<'w> {
    archive: ZipArchive<Box<dyn Source + 'w>>,
    names: HashMap<String, usize>,
    budget: Rc<Budget<'w>>,
}

impl<'w> Package<'w> {
    pub fn open(mut source: Box<dyn Source + 'w>, budget: Rc<Budget<'w>>) -> Result<Self, ReadError> {
        if declared_entries(&mut source)?.is_some_and(|count| count > limits::ENTRIES) {
            return Err(ReadError::TooLarge(Bound::Entries));
        }
        let archive = ZipArchive::new(source).map_err(damaged)?;
        if archive.len() > limits::ENTRIES {
            return Err(ReadError::TooLarge(Bound::Entries));
        }
        // Of two parts of one name the later counts, as everywhere.
        let names = (0..archive.len())
            .filter_map(|at| Some((plain_name(&archive.name_for_index(at)?.ok()?), at)))
            .collect();
        Ok(Self { archive, names, budget })
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain_name(name))
    }

    /// A part as XML, or `None` when there is no such part.
    pub fn xml(&mut self, name: &str) -> Result<Option<Xml<'_>>, ReadError> {
        let Some(&at) = self.names.get(&plain_name(name)) else {
            return Ok(None);
        };
        let budget = self.budget.clone();
        let part = self.archive.by_index(at).map_err(damaged)?;
        Xml::new(part, limits::PART, budget).map(Some)
    }

    /// A part as bytes, still to be counted.
    pub fn part(&mut self, name: &str) -> Result<Option<Bytes<'_, 'w>>, ReadError> {
        let Some(&at) = self.names.get(&plain_name(name)) else {
            return Ok(None);
        };
        let part = self.archive.by_index(at).map_err(damaged)?;
        Ok(Some((Box::new(part), self.budget.clone())))
    }
}

/// Backslashes, capitals and a leading slash say nothing: packages written by old tools have them.
fn plain_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn damaged(error: ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(what) if what == ZipError::PASSWORD_REQUIRED => ReadError::Encrypted,
        other => ReadError::Damaged(other.to_string()),
    }
}

/// What the end of the archive says about the number of parts: a directory of millions is refused before it is read.
fn declared_entries(source: &mut Box<dyn Source + '_>) -> Result<Option<usize>, ReadError> {
    let size = source.seek(SeekFrom::End(0))?;
    let tail = size.min(66 * 1024);
    source.seek(SeekFrom::Start(size - tail))?;
    let mut bytes = Vec::new();
    source.take(tail).read_to_end(&mut bytes)?;
    source.seek(SeekFrom::Start(0))?;
    let end = bytes.windows(4).rposition(|part| part == b"PK\x05\x06");
    Ok(end
        .and_then(|at| bytes.get(at + 10..at + 12))
        .map(|count| usize::from(u16::from_le_bytes([count[0], count[1]]))))
}
