//! ods and ots: the texts that the file itself says are shown.
//!
//! Owns: the vocabulary of OpenDocument sheets. Refuses to know: drawings, notes, tracked changes, formulas.
//! Invariant: a repeated cell is counted as often as it is repeated, before it is repeated.

mod cell;
mod sheet;

use std::collections::HashSet;

use super::package::Package;
use super::xml::Node;
use super::{ReadError, Sink, gather, limits};

pub(super) fn read(package: &mut Package<'_>, sink: &mut dyn Sink) -> Result<(), ReadError> {
    if is_encrypted(package)? {
        return Err(ReadError::Sealed);
    }
    let mut texts = gather::Interner::default();
    let mut tally = gather::Tally::default();
    let Some(mut xml) = package.xml("content.xml")? else {
        return Err(ReadError::NotASpreadsheet);
    };
    let mut hidden_styles: HashSet<String> = HashSet::new();
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
                "spreadsheet" => is_spreadsheet = true,
                "table" if is_spreadsheet => {
                    sheets += 1;
                    if sheets > limits::SHEETS {
                        return Err(ReadError::TooLarge("sheets"));
                    }
                    let name = tag.attribute("name")?.unwrap_or_default();
                    let style = tag.attribute("style-name")?.unwrap_or_default();
                    let mut sheet = sheet::read(&mut xml, &mut texts, &mut tally)?;
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

fn is_encrypted(package: &mut Package<'_>) -> Result<bool, ReadError> {
    if package.has("encrypted-package") {
        return Ok(true);
    }
    let Some(mut xml) = package.xml("META-INF/manifest.xml")? else {
        return Ok(false);
    };
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "encryption-data" => return Ok(true),
            Node::Done => return Ok(false),
            _ => {}
        }
    }
}
