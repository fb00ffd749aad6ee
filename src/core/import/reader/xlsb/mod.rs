//! xlsb: the records of an Excel binary workbook, in the same package as xlsx.
//!
//! Owns: record numbers and layouts ([MS-XLSB]). Refuses to know: formulas, pivots, macros.
//! Invariant: a record shorter than its layout refuses the file; nothing is read beyond a record.

mod records;
mod sheet;
mod tables;

use std::sync::Arc;

use super::format::Epoch;
use super::ooxml::{Relation, relations};
use super::package::Package;
use super::{Bound, RawSheet, ReadError, Sink, gather, limits};
use records::{Fields, Records};

const WORKBOOK_PROPERTIES: u32 = 153;
const SHEET: u32 = 156;

struct Listed {
    name: String,
    hidden: bool,
    relation: String,
}

pub(super) fn read(package: &mut Package<'_>, book_part: &str, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let links = relations(package, book_part)?;
    let (listed, epoch) = book(package, book_part)?;
    let mut texts = gather::Interner::default();
    let mut tally = gather::Tally::default();
    let part = |kind: &str, usual: &str| {
        let link = links.iter().find(|link| link.kind == kind && !link.external);
        link.map_or(usual.to_owned(), |link| link.target.clone())
    };
    let strings = tables::strings(package, &part("sharedStrings", "xl/sharedStrings.bin"), &mut texts)?;
    let formats = tables::formats(package, &part("styles", "xl/styles.bin"))?;
    for one in listed {
        let link = links.iter().find(|link| link.id == one.relation);
        let content = match link {
            Some(link) if link.external => return Err(ReadError::Damaged("sheet outside the file".to_owned())),
            Some(Relation { kind, .. }) if kind != "worksheet" => sheet::Content::default(),
            Some(link) => {
                let context = sheet::Context {
                    strings: &strings,
                    formats: &formats,
                    epoch,
                };
                sheet::read(package, &link.target, &context, &mut texts, &mut tally)?
            }
            None => return Err(ReadError::Damaged("sheet without a part".to_owned())),
        };
        sink.sheet(RawSheet {
            name: Arc::from(one.name),
            hidden: one.hidden,
            rows: content.rows,
            around: content.around,
        })?;
    }
    Ok(())
}

fn book(package: &mut Package<'_>, part: &str) -> Result<(Vec<Listed>, Epoch), ReadError> {
    let Some(mut records) = Records::open(package, part)? else {
        return Err(ReadError::NotASpreadsheet);
    };
    let mut epoch = Epoch::Y1900;
    let mut sheets = Vec::new();
    while let Some((kind, body)) = records.next()? {
        let mut fields = Fields::new(body);
        match kind {
            WORKBOOK_PROPERTIES if fields.u32()? & 1 == 1 => epoch = Epoch::Y1904,
            SHEET => {
                if sheets.len() >= limits::SHEETS {
                    return Err(ReadError::TooLarge(Bound::Sheets));
                }
                let state = fields.u32()?;
                fields.skip(4)?;
                let relation = fields.text()?;
                sheets.push(Listed {
                    name: fields.text()?,
                    hidden: state != 0,
                    relation,
                });
            }
            _ => {}
        }
    }
    Ok((sheets, epoch))
}
