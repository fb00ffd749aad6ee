//! One sheet: cells of every record kind, merged ranges, what is hidden.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::gather::{Interner, Rows, Tally, line_ends};
use super::super::{Around, Bound, CellKind, Merge, RawCell, RawRow, ReadError, limits};
use super::globals::{BOF, EOF, Globals};
use super::records::{Fields, Record, Records};
use super::text::{Edition, Strings, plain};
use super::{error_text, rk};

const COLUMNS: u16 = 0x007d;
const ROW: u16 = 0x0208;
const NUMBER: u16 = 0x0203;
const PACKED: u16 = 0x027e;
const PACKED_LIST: u16 = 0x00bd;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00d6;
const SHARED_LABEL: u16 = 0x00fd;
const BOOL_OR_ERROR: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const FORMULA_OLD: u16 = 0x0406;
const FORMULA_TEXT: u16 = 0x0207;
const MERGED: u16 = 0x00e5;
const NOTE: u16 = 0x001c;

pub(super) struct Context<'a> {
    pub strings: &'a [Arc<str>],
    pub globals: &'a Globals,
}

#[derive(Default)]
pub(super) struct Content {
    pub rows: Vec<RawRow>,
    pub around: Around,
}

struct Sheet<'a> {
    context: &'a Context<'a>,
    texts: &'a mut Interner,
    tally: &'a mut Tally,
    rows: Rows,
    hidden_rows: HashSet<u32>,
    content: Content,
    /// The formula whose text stands in a record of its own.
    waiting: Option<(u32, u32)>,
}

pub(super) fn read(
    book: &[u8],
    at: usize,
    context: &Context<'_>,
    texts: &mut Interner,
    tally: &mut Tally,
) -> Result<Content, ReadError> {
    let mut records = Records::new(book, at);
    match records.next()? {
        Some(record) if record.kind == BOF => {}
        _ => return Err(ReadError::Damaged("no sheet where one should be".to_owned())),
    }
    let mut sheet = Sheet {
        context,
        texts,
        tally,
        rows: Rows::default(),
        hidden_rows: HashSet::new(),
        content: Content::default(),
        waiting: None,
    };
    // Charts inside the sheet are sheets of their own between BOF and EOF.
    let mut depth = 1u32;
    loop {
        let Some(record) = records.next()? else {
            return Err(ReadError::Damaged("cut off".to_owned()));
        };
        match record.kind {
            BOF => depth += 1,
            EOF => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            _ if depth == 1 => sheet.take(record)?,
            _ => {}
        }
    }
    let mut rows = sheet.rows.finish();
    for row in &mut rows {
        row.hidden = sheet.hidden_rows.contains(&row.number);
    }
    sheet.content.around.merges.sort_unstable();
    sheet.content.rows = rows;
    Ok(sheet.content)
}

impl Sheet<'_> {
    fn take(&mut self, record: Record<'_>) -> Result<(), ReadError> {
        let mut fields = record.fields();
        match record.kind {
            COLUMNS => {
                let (first, last, width) = (fields.u16()?, fields.u16()?, fields.u16()?);
                fields.u16()?;
                let hidden = fields.u16()? & 1 == 1 || width == 0;
                if hidden && first <= last && self.content.around.hidden_columns.len() < limits::COLUMNS as usize {
                    self.content
                        .around
                        .hidden_columns
                        .push((u32::from(first), u32::from(last)));
                }
            }
            ROW => {
                self.tally.see_row()?;
                let row = u32::from(fields.u16()?) + 1;
                fields.take(10)?;
                if fields.u16()? & 0x20 != 0 {
                    self.hidden_rows.insert(row);
                }
            }
            NOTE => {
                let (row, column) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
                self.content.around.comment(row + 1, column);
            }
            NUMBER => {
                let place = place(&mut fields)?;
                let number = fields.f64()?;
                self.number(place, number)?;
            }
            PACKED => {
                let place = place(&mut fields)?;
                self.number(place, rk(fields.u32()?))?;
            }
            PACKED_LIST => {
                let (row, first) = (fields.u16()?, fields.u16()?);
                let mut column = u32::from(first);
                // Six bytes a cell, then the last column.
                while fields.0.len() >= 8 {
                    let style = fields.u16()?;
                    let number = rk(fields.u32()?);
                    self.number((u32::from(row), column, style), number)?;
                    column += 1;
                }
            }
            LABEL | RICH_LABEL => {
                let place = place(&mut fields)?;
                let length = usize::from(fields.u16()?);
                let globals = self.context.globals;
                let text = match globals.edition {
                    Edition::Biff5 => plain(&mut fields, length, Edition::Biff5, globals.page)?,
                    Edition::Biff8 => {
                        let mut strings = Strings::new(record.pieces);
                        strings.skip(8)?;
                        strings.body(length)?
                    }
                };
                self.text(place, &text, CellKind::Text)?;
            }
            SHARED_LABEL => {
                let place = place(&mut fields)?;
                let at = fields.u32()?;
                match self.context.strings.get(at as usize).cloned() {
                    Some(text) => self.push(place, text, CellKind::Text)?,
                    None => self.text(place, &at.to_string(), CellKind::Error)?,
                }
            }
            BOOL_OR_ERROR => {
                let place = place(&mut fields)?;
                let (value, is_error) = (fields.u8()?, fields.u8()? != 0);
                self.bool_or_error(place, value, is_error)?;
            }
            FORMULA | FORMULA_OLD => {
                let place = place(&mut fields)?;
                let result: [u8; 8] = fields.array()?;
                match result {
                    [0, .., 0xff, 0xff] => self.waiting = Some((place.0, place.1)),
                    [1, _, value, .., 0xff, 0xff] => self.bool_or_error(place, value, false)?,
                    [2, _, value, .., 0xff, 0xff] => self.bool_or_error(place, value, true)?,
                    // An empty text.
                    [3, .., 0xff, 0xff] => {}
                    number => self.number(place, f64::from_le_bytes(number))?,
                }
            }
            FORMULA_TEXT => {
                let Some((row, column)) = self.waiting.take() else {
                    return Ok(());
                };
                let globals = self.context.globals;
                let length = usize::from(fields.u16()?);
                let text = match globals.edition {
                    Edition::Biff5 => plain(&mut fields, length, Edition::Biff5, globals.page)?,
                    Edition::Biff8 if length == 0 => String::new(),
                    Edition::Biff8 => {
                        let mut strings = Strings::new(record.pieces);
                        strings.skip(2)?;
                        strings.body(length)?
                    }
                };
                self.text((row, column, 0), &text, CellKind::Text)?;
            }
            MERGED => {
                let count = fields.u16()?;
                for _ in 0..count {
                    if self.content.around.merges.len() >= limits::MERGES {
                        return Err(ReadError::TooLarge(Bound::Merges));
                    }
                    let (top, bottom, left, right) = (fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?);
                    if top <= bottom && left <= right {
                        self.content.around.merges.push(Merge {
                            rows: (u32::from(top) + 1, u32::from(bottom) + 1),
                            columns: (u32::from(left), u32::from(right)),
                        });
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn number(&mut self, place: (u32, u32, u16), number: f64) -> Result<(), ReadError> {
        if !number.is_finite() {
            return self.text(place, &number.to_string(), CellKind::Error);
        }
        let globals = self.context.globals;
        let shown = globals.formats.get(usize::from(place.2)).show(number, globals.epoch);
        self.text(place, &shown.text, shown.kind)
    }

    fn bool_or_error(&mut self, place: (u32, u32, u16), value: u8, is_error: bool) -> Result<(), ReadError> {
        match (is_error, value) {
            (true, code) => self.text(place, error_text(code), CellKind::Error),
            (false, 0) => self.text(place, "FALSE", CellKind::Text),
            (false, _) => self.text(place, "TRUE", CellKind::Text),
        }
    }

    fn text(&mut self, place: (u32, u32, u16), text: &str, kind: CellKind) -> Result<(), ReadError> {
        let text = self.texts.share(&line_ends(text))?;
        self.push(place, text, kind)
    }

    fn push(&mut self, (row, column, style): (u32, u32, u16), text: Arc<str>, kind: CellKind) -> Result<(), ReadError> {
        self.tally.see_cells(1)?;
        if column >= limits::COLUMNS {
            return Err(ReadError::Damaged("cell outside the grid".to_owned()));
        }
        if !text.trim().is_empty() {
            self.tally.fill()?;
            let cell = RawCell {
                column,
                text,
                kind,
                struck: self.context.globals.formats.is_struck(usize::from(style)),
            };
            self.rows.push(row + 1, false, cell);
        }
        Ok(())
    }
}

/// Row, column and style, with which every cell begins.
fn place(fields: &mut Fields<'_>) -> Result<(u32, u32, u16), ReadError> {
    Ok((u32::from(fields.u16()?), u32::from(fields.u16()?), fields.u16()?))
}
