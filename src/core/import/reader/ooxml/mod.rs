//! xlsx, xlsm, xltx and their kin: one pass over the package, nothing allocated that the file only claims.
//!
//! Owns: the vocabulary of SpreadsheetML. Refuses to know: macros, external links, drawings; they are not opened.
//! Invariant: parts are found by their relationships, and a cell's text is what the spreadsheet shows.

mod plain;
mod relations;
mod sheet;
mod strings;
mod styles;
mod text;
mod workbook;

use std::sync::Arc;

use super::package::Package;
use super::place::cell_place;
use super::xml::Node;
use super::{Around, Bound, ReadError, Sink, gather, limits, xlsb};
pub(super) use relations::{Relation, relations};

pub(super) fn read(package: &mut Package<'_>, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let book_part = book_part(package)?;
    if book_part.to_lowercase().ends_with(".bin") {
        return xlsb::read(package, &book_part, sink);
    }
    let links = relations(package, &book_part)?;
    let Some(book) = workbook::read(package, &book_part)? else {
        return Err(ReadError::NotASpreadsheet);
    };
    if book.sheets.len() > limits::SHEETS {
        return Err(ReadError::TooLarge(Bound::Sheets));
    }
    let mut texts = gather::Interner::default();
    let mut tally = gather::Tally::default();
    let of_kind = |kind: &str| links.iter().find(|link| link.kind == kind && !link.external);
    let part = |kind: &str, usual: &str| of_kind(kind).map_or(usual.to_owned(), |link| link.target.clone());
    let strings = strings::read(package, &part("sharedStrings", "xl/sharedStrings.xml"), &mut texts)?;
    let styles = styles::read(package, &part("styles", "xl/styles.xml"))?;
    for listed in book.sheets {
        let link = links.iter().find(|link| link.id == listed.relation);
        sink.begin(Arc::from(listed.name), listed.hidden)?;
        let around = match link {
            Some(link) if link.external => return Err(ReadError::Damaged("sheet outside the file".to_owned())),
            // Charts, dialogs and the macro sheets of old hold no cells of ours.
            Some(Relation { kind, .. }) if kind != "worksheet" => Around::default(),
            Some(link) => {
                let context = sheet::Context {
                    strings: &strings,
                    styles: &styles,
                    epoch: book.epoch,
                };
                let mut around = sheet::read(package, &link.target, &context, (&mut texts, &mut tally), sink)?;
                match comments(package, &link.target, &mut around) {
                    // The cells are whole: a ledger is not refused for what hangs on it.
                    Ok(()) | Err(ReadError::Damaged(_)) => around,
                    Err(error) => return Err(error),
                }
            }
            // Modules of old macros stand in the list without a part.
            None if listed.relation.is_empty() => Around::default(),
            None => return Err(ReadError::Damaged("sheet without a part".to_owned())),
        };
        sink.end(around)?;
    }
    Ok(())
}

/// Where comments hang on a sheet; what they say is not read.
fn comments(package: &mut Package<'_>, sheet: &str, around: &mut Around) -> Result<(), ReadError> {
    let links = relations(package, sheet)?;
    let own = |link: &&Relation| link.kind == "comments" && !link.external;
    for link in links.iter().filter(own) {
        let Some(mut xml) = package.xml(&link.target)? else {
            continue;
        };
        loop {
            match xml.next()? {
                Node::Open(tag) if tag.name() == "comment" => {
                    let place = tag.attribute("ref")?;
                    if let Some((row, column)) = place.as_deref().and_then(cell_place) {
                        around.comment(row, column.saturating_sub(1));
                    }
                }
                Node::Done => break,
                _ => {}
            }
        }
    }
    Ok(())
}

fn book_part(package: &mut Package<'_>) -> Result<String, ReadError> {
    let roots = relations(package, "")?;
    let named = roots
        .into_iter()
        .find(|link| link.kind == "officeDocument" && !link.external)
        .map(|link| link.target);
    let usual = ["xl/workbook.xml", "xl/workbook.bin"];
    let part = named
        .or_else(|| usual.into_iter().find(|part| package.has(part)).map(str::to_owned))
        .unwrap_or_default();
    // A text document or slides, told by where their main part stands.
    if part.starts_with("word/") || part.starts_with("ppt/") || !package.has(&part) {
        return Err(ReadError::NotASpreadsheet);
    }
    Ok(part)
}
