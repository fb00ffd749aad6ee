//! Shared strings and the text of rich cells: runs joined, ふりがな left out, escapes undone.

use std::sync::Arc;

use quick_xml::events::Event;

use super::super::{ReadError, limits};
use super::xml::{Xml, attribute, push_reference};

/// The strings that cells refer to by number.
#[derive(Default)]
pub(super) struct Strings(Vec<Arc<str>>);

impl Strings {
    pub fn get(&self, at: &str) -> Option<&Arc<str>> {
        self.0.get(at.trim().parse::<usize>().ok()?)
    }
}

pub(super) fn read(mut xml: Xml<'_>) -> Result<Strings, ReadError> {
    let mut strings = Vec::new();
    let mut item = Text::default();
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) if tag.local_name().as_ref() == "si" => item = Text::default(),
            Event::Empty(tag) if tag.local_name().as_ref() == "si" => strings.push(Arc::from("")),
            Event::End(tag) if tag.local_name().as_ref() == "si" => {
                strings.push(Arc::from(item.finish()?));
                if strings.len() > limits::CELLS {
                    return Err(ReadError::TooLarge("strings"));
                }
            }
            event => item.take(&event)?,
        }
    }
    Ok(Strings(strings))
}

/// Collects the text of an `si` or `is` element.
#[derive(Default)]
pub(super) struct Text {
    text: String,
    inside: bool,
    /// Depth of phonetic runs.
    phonetic: usize,
    /// Where text without `xml:space` begins and ends: blanks at the edges of the whole are no content there.
    keep_start: bool,
    keep_end: bool,
    begun: bool,
}

impl Text {
    pub fn take(&mut self, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "rPh" => self.phonetic += 1,
                "t" if self.phonetic == 0 => {
                    self.inside = true;
                    let kept = attribute(tag, "space")?.as_deref() == Some("preserve");
                    if !self.begun {
                        self.keep_start = kept;
                        self.begun = true;
                    }
                    self.keep_end = kept;
                }
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "rPh" => self.phonetic = self.phonetic.saturating_sub(1),
                "t" => self.inside = false,
                _ => {}
            },
            Event::Text(text) if self.inside => self.text.push_str(&text.xml10_content()),
            Event::CData(text) if self.inside => self.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if self.inside => push_reference(&mut self.text, reference)?,
            _ => {}
        }
        if self.text.len() > limits::CELL_TEXT {
            return Err(ReadError::TooLarge("cell"));
        }
        Ok(())
    }

    /// The whole text; the collector is empty again.
    pub fn finish(&mut self) -> Result<String, ReadError> {
        let done = std::mem::take(self);
        let mut text = done.text.as_str();
        if !done.keep_start {
            text = text.trim_start_matches([' ', '\t', '\n', '\r']);
        }
        if !done.keep_end {
            text = text.trim_end_matches([' ', '\t', '\n', '\r']);
        }
        Ok(unescape(text))
    }
}

/// Undoes `_x000D_` and the like, then makes every line break one `\n`.
pub(super) fn unescape(text: &str) -> String {
    let text = if text.contains("_x") {
        escapes(text)
    } else {
        text.to_owned()
    };
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

fn escapes(text: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, tail) = rest.split_at(at);
        let code = tail
            .get(2..7)
            .filter(|code| code.ends_with('_'))
            .and_then(|code| u16::from_str_radix(&code[..4], 16).ok());
        if !before.is_empty() {
            flush(&mut units, &mut out);
            out.push_str(before);
        }
        match code {
            Some(unit) => {
                units.push(unit);
                rest = &tail[7..];
            }
            None => {
                flush(&mut units, &mut out);
                out.push_str("_x");
                rest = &tail[2..];
            }
        }
    }
    flush(&mut units, &mut out);
    out.push_str(rest);
    out
}

/// Two escapes in a row may be one character beyond the first 65,536.
fn flush(units: &mut Vec<u16>, out: &mut String) {
    out.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_once() {
        for (text, right) in [
            ("A_x000D_\nB", "A\nB"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "😀"),
            ("_x12", "_x12"),
            ("snake_xyz_", "snake_xyz_"),
            ("a\r\nb\rc", "a\nb\nc"),
        ] {
            assert_eq!(unescape(text), right, "{text}");
        }
    }
}
