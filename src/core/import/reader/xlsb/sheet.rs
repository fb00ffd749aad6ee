//! One sheet: rows, cells in their long and short forms, merged ranges.

use std::sync::Arc;

use super::super::biff::{error_text, rk};
use super::super::format::{Epoch, Formats};
use super::super::gather::{Interner, Rows, Tally, line_ends};
use super::super::package::Package;
use super::super::{Around, Bound, CellKind, Merge, RawCell, RawRow, ReadError, limits};
use super::records::{Fields, Records};

const ROW: u32 = 0;
const SHORT_TO_LONG: u32 = 11;
const COLUMN: u32 = 60;
const MERGED: u32 = 176;

pub(super) struct Context<'a> {
    pub strings: &'a [Arc<str>],
    pub formats: &'a Formats,
    pub epoch: Epoch,
}

#[derive(Default)]
pub(super) struct Content {
    pub rows: Vec<RawRow>,
    pub around: Around,
}

pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    context: &Context<'_>,
    texts: &mut Interner,
    tally: &mut Tally,
) -> Result<Content, ReadError> {
    let Some(mut records) = Records::open(package, part)? else {
        return Err(ReadError::Damaged(format!("no part {part}")));
    };
    let mut content = Content::default();
    let mut rows = Rows::default();
    let (mut row, mut hidden, mut next_column) = (0u32, false, 0u32);
    let mut any = false;
    while let Some((kind, body)) = records.next()? {
        any = true;
        let mut fields = Fields::new(body);
        match kind {
            ROW => {
                tally.see_row()?;
                row = fields.u32()?;
                fields.skip(7)?;
                hidden = fields.u8()? & 0x10 != 0;
                next_column = 0;
                if row >= limits::ROWS {
                    return Err(outside());
                }
            }
            // Cells, then the same cells without their column: it is the one after the cell before.
            1..=11 | 12..=18 | 62 => {
                tally.see_cells(1)?;
                let short = (12..=18).contains(&kind);
                let column = if short { next_column } else { fields.u32()? };
                if column >= limits::COLUMNS {
                    return Err(outside());
                }
                next_column = column + 1;
                let style = fields.u32()? as usize & 0x00ff_ffff;
                let long = if short { kind - SHORT_TO_LONG } else { kind };
                if let Some((text, kind)) = value(long, style, &mut fields, context, texts)?
                    && !text.trim().is_empty()
                {
                    tally.fill()?;
                    let cell = RawCell {
                        column,
                        text,
                        kind,
                        struck: context.formats.is_struck(style),
                    };
                    rows.push(row + 1, hidden, cell);
                }
            }
            COLUMN => {
                let (first, last, width) = (fields.u32()?, fields.u32()?, fields.u32()?);
                fields.skip(4)?;
                let is_hidden = fields.u16()? & 1 == 1 || width == 0;
                if is_hidden && first <= last && first < limits::COLUMNS && content.around.hidden_columns.len() < 16_384
                {
                    content
                        .around
                        .hidden_columns
                        .push((first, last.min(limits::COLUMNS - 1)));
                }
            }
            MERGED => {
                if content.around.merges.len() >= limits::MERGES {
                    return Err(ReadError::TooLarge(Bound::Merges));
                }
                let (top, bottom, left, right) = (fields.u32()?, fields.u32()?, fields.u32()?, fields.u32()?);
                if top <= bottom && bottom < limits::ROWS && left <= right && right < limits::COLUMNS {
                    content.around.merges.push(Merge {
                        rows: (top + 1, bottom + 1),
                        columns: (left, right),
                    });
                }
            }
            _ => {}
        }
    }
    if !any {
        return Err(ReadError::Damaged(format!("{part} is empty")));
    }
    content.around.merges.sort_unstable();
    content.rows = rows.finish();
    Ok(content)
}

fn outside() -> ReadError {
    ReadError::Damaged("cell outside the grid".to_owned())
}

fn value(
    kind: u32,
    style: usize,
    fields: &mut Fields<'_>,
    context: &Context<'_>,
    texts: &mut Interner,
) -> Result<Option<(Arc<str>, CellKind)>, ReadError> {
    let mut own = |text: &str, kind| texts.share(&line_ends(text)).map(|text| Some((text, kind)));
    let number = |number: f64| context.formats.get(style).show(number, context.epoch);
    match kind {
        2 => {
            let shown = number(rk(fields.u32()?));
            own(&shown.text, shown.kind)
        }
        5 | 9 => {
            let read = fields.f64()?;
            if !read.is_finite() {
                return own(&read.to_string(), CellKind::Error);
            }
            let shown = number(read);
            own(&shown.text, shown.kind)
        }
        3 | 11 => own(error_text(fields.u8()?), CellKind::Error),
        4 | 10 => own(if fields.u8()? == 0 { "FALSE" } else { "TRUE" }, CellKind::Text),
        6 | 8 => own(&fields.text()?, CellKind::Text),
        7 => {
            let at = fields.u32()?;
            match context.strings.get(at as usize) {
                Some(text) => Ok(Some((text.clone(), CellKind::Text))),
                None => own(&at.to_string(), CellKind::Error),
            }
        }
        62 => {
            fields.skip(1)?;
            own(&fields.text()?, CellKind::Text)
        }
        _ => Ok(None),
    }
}
