//! Shared strings and number formats.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::super::format::{Format, Formats, Style};
use super::super::gather::{Interner, line_ends};
use super::super::package::Package;
use super::super::{Bound, ReadError, limits};
use super::records::{Fields, Records};

const STRING: u32 = 19;
const FONT: u32 = 43;
const FORMAT: u32 = 44;
const STYLE: u32 = 47;
const CELL_STYLES: u32 = 617;
const CELL_STYLES_END: u32 = 618;

pub(super) fn strings(package: &mut Package<'_>, part: &str, texts: &mut Interner) -> Result<Vec<Arc<str>>, ReadError> {
    let mut list = Vec::new();
    let Some(mut records) = Records::open(package, part)? else {
        return Ok(list);
    };
    while let Some((kind, body)) = records.next()? {
        if kind == STRING {
            if list.len() >= limits::STRINGS {
                return Err(ReadError::TooLarge(Bound::Strings));
            }
            let mut fields = Fields::new(body);
            // Runs and ふりがな stand behind the text.
            fields.skip(1)?;
            list.push(texts.share(&line_ends(&fields.text()?))?);
        }
    }
    Ok(list)
}

pub(super) fn formats(package: &mut Package<'_>, part: &str) -> Result<Formats, ReadError> {
    let mut codes: HashMap<u32, Rc<Format>> = HashMap::new();
    let mut styles = Vec::new();
    let mut struck: Vec<bool> = Vec::new();
    let Some(mut records) = Records::open(package, part)? else {
        return Ok(Formats::default());
    };
    let mut inside = false;
    while let Some((kind, body)) = records.next()? {
        let mut fields = Fields::new(body);
        match kind {
            FORMAT => {
                let id = u32::from(fields.u16()?);
                let code = fields.text()?;
                if codes.len() >= limits::FORMATS || code.chars().count() > limits::FORMAT_TEXT {
                    return Err(ReadError::TooLarge(Bound::Formats));
                }
                codes.insert(id, Rc::new(Format::new(&code)));
            }
            FONT => {
                if struck.len() >= limits::STYLES {
                    return Err(ReadError::TooLarge(Bound::Styles));
                }
                let flags = fields.skip(2).and_then(|()| fields.u16());
                struck.push(flags.is_ok_and(|flags| flags & 0x08 != 0));
            }
            CELL_STYLES => inside = true,
            CELL_STYLES_END => inside = false,
            STYLE if inside => {
                if styles.len() >= limits::STYLES {
                    return Err(ReadError::TooLarge(Bound::Styles));
                }
                fields.skip(2)?;
                let format = u32::from(fields.u16()?);
                let font = fields.u16().map_or(0, usize::from);
                styles.push(Style { format, font });
            }
            _ => {}
        }
    }
    Ok(Formats::new(styles, codes, &struck))
}
