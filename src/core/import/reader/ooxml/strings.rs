//! Shared strings, kept once however many cells show them.

use std::sync::Arc;

use super::super::gather::Interner;
use super::super::package::Package;
use super::super::xml::Node;
use super::super::{ReadError, limits};
use super::text::rich_text;

/// Reads them one by one: what the part claims about their number is never asked.
pub(super) fn read(package: &mut Package<'_>, part: &str, texts: &mut Interner) -> Result<Vec<Arc<str>>, ReadError> {
    let Some(mut xml) = package.xml(part)? else {
        return Ok(Vec::new());
    };
    let mut list: Vec<Arc<str>> = Vec::new();
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "si" => {
                if list.len() >= limits::STRINGS {
                    return Err(ReadError::TooLarge("strings"));
                }
                let text = rich_text(&mut xml)?;
                list.push(texts.keep(&text)?);
            }
            Node::Open(tag) if tag.name() == "extLst" => xml.skip()?,
            Node::Done => return Ok(list),
            _ => {}
        }
    }
}
