//! Number formats by cell style.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::format::{Format, Formats};
use super::super::package::Package;
use super::super::xml::Node;
use super::super::{Bound, ReadError, limits};

pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Formats, ReadError> {
    let Some(mut xml) = package.xml(part)? else {
        return Ok(Formats::default());
    };
    let mut codes: HashMap<u32, Rc<Format>> = HashMap::new();
    let mut ids: Vec<u32> = Vec::new();
    let mut inside = false;
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
                "xf" if inside => {
                    if ids.len() >= limits::STYLES {
                        return Err(ReadError::TooLarge(Bound::Styles));
                    }
                    let id = tag.attribute("numFmtId")?.and_then(|id| id.trim().parse().ok());
                    ids.push(id.unwrap_or(0));
                }
                // Formats of differences and extensions are not those of cells.
                "dxfs" | "extLst" => xml.skip()?,
                _ => {}
            },
            Node::Close(end) if end.name() == "cellXfs" => inside = false,
            Node::Done => break,
            _ => {}
        }
    }
    Ok(Formats::new(ids, codes))
}
