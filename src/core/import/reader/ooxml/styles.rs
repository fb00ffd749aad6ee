//! Number formats and struck fonts by cell style.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::format::{Format, Formats, Style};
use super::super::package::Package;
use super::super::xml::Node;
use super::super::{Bound, ReadError, limits};
use super::workbook::is_true;

pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Formats, ReadError> {
    let Some(mut xml) = package.xml(part)? else {
        return Ok(Formats::default());
    };
    let mut codes: HashMap<u32, Rc<Format>> = HashMap::new();
    let mut styles: Vec<Style> = Vec::new();
    let mut struck: Vec<bool> = Vec::new();
    let (mut inside, mut in_fonts) = (false, false);
    loop {
        match xml.next()? {
            Node::Open(tag) => match tag.name() {
                "numFmt" => {
                    let id = tag.attribute("numFmtId")?.and_then(|id| id.trim().parse().ok());
                    let code = tag.attribute("formatCode")?;
                    if let (Some(id), Some(code)) = (id, code) {
                        if codes.len() >= limits::FORMATS || code.chars().count() > limits::FORMAT_TEXT {
                            return Err(ReadError::TooLarge(Bound::Formats));
                        }
                        codes.insert(id, Rc::new(Format::new(&code)));
                    }
                }
                "cellXfs" => inside = true,
                "fonts" => in_fonts = true,
                "font" if in_fonts => {
                    if struck.len() >= limits::STYLES {
                        return Err(ReadError::TooLarge(Bound::Styles));
                    }
                    struck.push(false);
                }
                "strike" if in_fonts => {
                    if let Some(font) = struck.last_mut() {
                        *font = tag.attribute("val")?.is_none_or(|value| is_true(&value));
                    }
                }
                "xf" if inside => {
                    if styles.len() >= limits::STYLES {
                        return Err(ReadError::TooLarge(Bound::Styles));
                    }
                    let format = tag.attribute("numFmtId")?.and_then(|id| id.trim().parse().ok());
                    let font = tag.attribute("fontId")?.and_then(|id| id.trim().parse().ok());
                    styles.push(Style {
                        format: format.unwrap_or(0),
                        font: font.unwrap_or(0),
                    });
                }
                // Formats of differences and extensions are not those of cells.
                "dxfs" | "extLst" => xml.skip()?,
                _ => {}
            },
            Node::Close(end) if end.name() == "cellXfs" => inside = false,
            Node::Close(end) if end.name() == "fonts" => in_fonts = false,
            Node::Done => break,
            _ => {}
        }
    }
    Ok(Formats::new(styles, codes, &struck))
}
