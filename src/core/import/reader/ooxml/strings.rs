//! Shared strings, kept once however many cells show them.

use std::sync::Arc;

use super::super::gather::Interner;
use super::super::package::Package;
use super::super::xml::{Tag, Then, Told};
use super::super::{Bound, ReadError, limits};
use super::sheet::is_blank;
use super::text::Rich;

/// Reads them one by one: what the part claims about their number is never asked.
pub(super) fn read(package: &mut Package<'_>, part: &str, texts: &mut Interner) -> Result<Vec<Arc<str>>, ReadError> {
    let Some(xml) = package.xml(part)? else {
        return Ok(Vec::new());
    };
    let mut strings = Strings {
        texts,
        list: Vec::new(),
        text: Rich::default(),
        inside: false,
    };
    xml.tell(&mut strings)?;
    Ok(strings.list)
}

struct Strings<'t> {
    texts: &'t mut Interner,
    list: Vec<Arc<str>>,
    /// The one that is being read.
    text: Rich,
    inside: bool,
}

impl Told for Strings<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Then, ReadError> {
        match tag.name() {
            _ if self.inside => return self.text.open(tag),
            "si" => {
                if self.list.len() >= limits::STRINGS {
                    return Err(ReadError::TooLarge(Bound::Strings));
                }
                self.text.begin();
                self.inside = true;
            }
            "extLst" => return Ok(Then::PassOver),
            _ => {}
        }
        Ok(Then::GoOn)
    }

    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        if self.inside { self.text.text(text) } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), ReadError> {
        if self.inside
            && let Some(whole) = self.text.close()
        {
            // A blank one is never shown, and nobody has to look at its letters to know.
            let text: &str = if is_blank(&whole) { "" } else { &whole };
            self.list.push(self.texts.keep(text)?);
            self.inside = false;
        }
        Ok(())
    }
}
