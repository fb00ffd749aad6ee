//! What a workbook says before its sheets: their list, shared strings, number formats, epoch.

use std::collections::HashMap;
use std::rc::Rc;

use encoding_rs::Encoding;

use super::super::format::{Epoch, Format, Formats, Style};
use super::super::{Bound, ReadError, limits};
use super::records::{Records, short};
use super::text::{Edition, Strings, code_page, plain};

pub(super) struct Globals {
    pub edition: Edition,
    pub page: &'static Encoding,
    pub epoch: Epoch,
    pub formats: Formats,
    pub strings: Vec<String>,
    pub sheets: Vec<Listed>,
}

pub(super) struct Listed {
    pub name: String,
    pub hidden: bool,
    /// Where its records begin.
    pub at: usize,
    /// A sheet of cells: no chart, no macros.
    pub is_cells: bool,
}

pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000a;
const CODE_PAGE: u16 = 0x0042;
const DATE_MODE: u16 = 0x0022;
const FORMAT: u16 = 0x041e;
const FORMAT_OLD: u16 = 0x001e;
const FONT: u16 = 0x0031;
const STYLE: u16 = 0x00e0;
const SHEET: u16 = 0x0085;
const STRINGS: u16 = 0x00fc;

pub(super) fn read(book: &[u8]) -> Result<Globals, ReadError> {
    let mut records = Records::new(book, 0);
    let first = records.next()?.ok_or_else(short)?;
    if first.kind != BOF {
        return Err(ReadError::Damaged("no workbook".to_owned()));
    }
    let edition = match first.fields().u16()? {
        0x0600 => Edition::Biff8,
        0x0500 => Edition::Biff5,
        _ => return Err(ReadError::OtherFormat("Excel 4")),
    };
    let mut globals = Globals {
        edition,
        page: code_page(0),
        epoch: Epoch::Y1900,
        formats: Formats::default(),
        strings: Vec::new(),
        sheets: Vec::new(),
    };
    let mut codes: HashMap<u32, Rc<Format>> = HashMap::new();
    let mut styles = Vec::new();
    let mut struck: Vec<bool> = Vec::new();
    while let Some(record) = records.next()? {
        let mut fields = record.fields();
        match record.kind {
            EOF => break,
            CODE_PAGE => globals.page = code_page(fields.u16()?),
            DATE_MODE if fields.u16()? == 1 => globals.epoch = Epoch::Y1904,
            FORMAT | FORMAT_OLD => {
                let id = u32::from(fields.u16()?);
                let length = match edition {
                    Edition::Biff5 => usize::from(fields.u8()?),
                    Edition::Biff8 => usize::from(fields.u16()?),
                };
                // Some programs write a format one letter short: the rest of it is still the format.
                let wide = edition == Edition::Biff8 && fields.0.first().is_some_and(|flags| flags & 1 != 0);
                let head = usize::from(edition == Edition::Biff8);
                let there = fields.0.len().saturating_sub(head) / if wide { 2 } else { 1 };
                let code = plain(&mut fields, length.min(there), edition, globals.page)?;
                if codes.len() >= limits::FORMATS || code.chars().count() > limits::FORMAT_TEXT {
                    return Err(ReadError::TooLarge(Bound::Formats));
                }
                codes.insert(id, Rc::new(Format::new(&code)));
            }
            FONT => {
                if struck.len() >= limits::STYLES {
                    return Err(ReadError::TooLarge(Bound::Styles));
                }
                // There is no font of number 4 ([MS-XLS] 2.5.129).
                if struck.len() == 4 {
                    struck.push(false);
                }
                let flags = fields.u16().and_then(|_| fields.u16());
                struck.push(flags.is_ok_and(|flags| flags & 0x08 != 0));
            }
            STYLE => {
                if styles.len() >= limits::STYLES {
                    return Err(ReadError::TooLarge(Bound::Styles));
                }
                let font = usize::from(fields.u16()?);
                let format = u32::from(fields.u16()?);
                styles.push(Style { format, font });
            }
            SHEET => {
                if globals.sheets.len() >= limits::SHEETS {
                    return Err(ReadError::TooLarge(Bound::Sheets));
                }
                let at = fields.u32()? as usize;
                let (state, kind) = (fields.u8()?, fields.u8()?);
                let length = usize::from(fields.u8()?);
                globals.sheets.push(Listed {
                    name: plain(&mut fields, length, edition, globals.page)?,
                    hidden: state & 3 != 0,
                    at,
                    is_cells: kind == 0,
                });
            }
            STRINGS => {
                let mut strings = Strings::new(record.pieces);
                strings.skip(8)?;
                // How many there are is not asked: they are read while there are any.
                while !strings.is_done() {
                    if globals.strings.len() >= limits::STRINGS {
                        return Err(ReadError::TooLarge(Bound::Strings));
                    }
                    globals.strings.push(strings.next()?);
                }
            }
            _ => {}
        }
    }
    globals.formats = Formats::new(styles, codes, &struck);
    Ok(globals)
}
