//! Shared strings and number formats.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::super::format::{Format, Formats};
use super::super::gather::{Interner, line_ends};
use super::super::package::Package;
use super::super::{Bound, ReadError, limits};
use super::records::{Fields, Records};

const STRING: u32 = 19;
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
    let mut ids = Vec::new();
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
            CELL_STYLES => inside = true,
            CELL_STYLES_END => inside = false,
            STYLE if inside => {
                if ids.len() >= limits::STYLES {
                    return Err(ReadError::TooLarge(Bound::Styles));
                }
                fields.skip(2)?;
                ids.push(u32::from(fields.u16()?));
            }
            _ => {}
        }
    }
    Ok(Formats::new(ids, codes))
}
