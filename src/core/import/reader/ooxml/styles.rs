//! Number formats by cell style.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::format::{Format, builtin};
use super::super::package::Package;
use super::super::xml::Node;
use super::super::{ReadError, limits};

/// The formats of `cellXfs`, by their place.
pub(super) struct Styles {
    list: Vec<Rc<Format>>,
    general: Rc<Format>,
}

impl Styles {
    /// A style that the file does not have shows the plain number.
    pub fn format(&self, style: usize) -> &Format {
        self.list.get(style).unwrap_or(&self.general)
    }
}

pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Styles, ReadError> {
    let general = Rc::new(Format::general());
    let mut styles = Styles {
        list: Vec::new(),
        general: general.clone(),
    };
    let Some(mut xml) = package.xml(part)? else {
        return Ok(styles);
    };
    let mut codes: HashMap<u32, String> = HashMap::new();
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
                            return Err(ReadError::TooLarge("formats"));
                        }
                        codes.insert(id, code);
                    }
                }
                "cellXfs" => inside = true,
                "xf" if inside => {
                    if ids.len() >= limits::STYLES {
                        return Err(ReadError::TooLarge("styles"));
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
    let mut made: HashMap<u32, Rc<Format>> = HashMap::new();
    for id in ids {
        let format = made.entry(id).or_insert_with(|| {
            // A file's own format goes before the built-in one of the same number.
            let code = codes.get(&id).map(String::as_str).or_else(|| builtin(id));
            code.map_or(general.clone(), |code| Rc::new(Format::new(code)))
        });
        styles.list.push(format.clone());
    }
    Ok(styles)
}
