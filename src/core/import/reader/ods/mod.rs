//! ods and ots: the texts that the file itself says are shown.
//!
//! Owns: the vocabulary of OpenDocument sheets. Refuses to know: drawings, notes, tracked changes, formulas.
//! Invariant: a repeated cell is counted as often as it is repeated, before it is repeated.

mod cell;
mod sheet;

use std::collections::HashSet;
use std::io::{Cursor, Read as _};

use flate2::read::DeflateDecoder;

use super::package::Package;
use super::sealed::{self, opendocument};
use super::xml::{Node, Xml};
use super::{Bound, ReadError, Sink, gather, limits};

pub(super) fn read(package: &mut Package<'_>, password: Option<&str>, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let mut texts = gather::Interner::default();
    let mut tally = gather::Tally::default();
    let Some(mut xml) = part(package, "content.xml", password)? else {
        return Err(ReadError::NotASpreadsheet);
    };
    let mut hidden_styles: HashSet<String> = HashSet::new();
    let mut struck_styles: HashSet<String> = HashSet::new();
    let mut style = String::new();
    let mut is_spreadsheet = false;
    let mut sheets = 0;
    loop {
        match xml.next()? {
            Node::Open(tag) => match tag.name() {
                "style" => style = tag.attribute("name")?.unwrap_or_default(),
                "table-properties"
                    if tag.attribute("display")?.as_deref() == Some("false")
                        && hidden_styles.len() < limits::STYLES =>
                {
                    hidden_styles.insert(std::mem::take(&mut style));
                }
                "text-properties" if !is_spreadsheet && struck_styles.len() < limits::STYLES => {
                    let line = tag.attribute("text-line-through-style")?;
                    if line.is_some_and(|line| line != "none") {
                        struck_styles.insert(style.clone());
                    }
                }
                "spreadsheet" => is_spreadsheet = true,
                "table" if is_spreadsheet => {
                    sheets += 1;
                    if sheets > limits::SHEETS {
                        return Err(ReadError::TooLarge(Bound::Sheets));
                    }
                    let name = tag.attribute("name")?.unwrap_or_default();
                    let style = tag.attribute("style-name")?.unwrap_or_default();
                    let mut sheet = sheet::read(&mut xml, &struck_styles, &mut texts, &mut tally)?;
                    sheet.name = name.into();
                    sheet.hidden = hidden_styles.contains(&style);
                    sink.sheet(sheet)?;
                }
                // Cells of these are no cells of a sheet: old values, names, sources elsewhere.
                "tracked-changes"
                | "named-expressions"
                | "database-ranges"
                | "dde-links"
                | "forms"
                | "shapes"
                | "content-validations"
                | "data-pilot-tables" => xml.skip()?,
                _ => {}
            },
            Node::Done => break,
            _ => {}
        }
    }
    if is_spreadsheet {
        Ok(())
    } else {
        Err(ReadError::NotASpreadsheet)
    }
}

/// A part as XML, decrypted where it is protected.
fn part<'p, 'w: 'p>(
    package: &'p mut Package<'w>,
    name: &str,
    password: Option<&str>,
) -> Result<Option<Xml<'p>>, ReadError> {
    let Some(lock) = opendocument::lock(package, name)? else {
        return package.xml(name);
    };
    let Some((sealed, budget)) = package.part(name)? else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    sealed
        .take(limits::WHOLE_FILE)
        .read_to_end(&mut bytes)
        .map_err(|error| ReadError::Damaged(error.to_string()))?;
    let packed = sealed::open_part(&lock, &bytes, password)?;
    Xml::new(DeflateDecoder::new(Cursor::new(packed)), limits::PART, budget).map(Some)
}
