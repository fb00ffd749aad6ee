//! XML of one part: UTF-8 or UTF-16, no DOCTYPE, no entities of its own.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::super::{ReadError, limits};

/// Reads a whole part as text, whatever Unicode it is written in. A whole text is read about twice as fast as a
/// stream: no event is copied and its letters are checked once.
pub(super) fn part_text(source: impl Read) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    source.take(limits::PART + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > limits::PART {
        return Err(ReadError::TooLarge("part"));
    }
    let wide = match bytes.as_slice() {
        [0xff, 0xfe, ..] => Some(encoding_rs::UTF_16LE),
        [0xfe, 0xff, ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = wide {
        let (text, _, broken) = encoding.decode(&bytes);
        return if broken {
            Err(ReadError::Encoding)
        } else {
            Ok(text.into_owned())
        };
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    if declares_another(&head) {
        return Err(ReadError::Encoding);
    }
    String::from_utf8(bytes).map_err(|_| ReadError::Encoding)
}

/// Events of one part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Self { reader }
    }

    /// The next event; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Event<'a>>, ReadError> {
        match self.reader.read_event() {
            Ok(Event::Eof) => Ok(None),
            // Entities could be made to grow without bound; a spreadsheet never has any.
            Ok(Event::DocType(_)) => Err(ReadError::Damaged("DOCTYPE".to_owned())),
            Ok(event) => Ok(Some(event)),
            Err(error) => Err(ReadError::Damaged(error.to_string())),
        }
    }
}

fn io(error: std::io::Error) -> ReadError {
    match error.kind() {
        std::io::ErrorKind::FileTooLarge => ReadError::TooLarge("inflated"),
        _ => ReadError::Damaged(error.to_string()),
    }
}

fn declares_another(head: &str) -> bool {
    let Some((_, rest)) = head.split_once("encoding=") else {
        return false;
    };
    let name: String = rest.chars().skip(1).take_while(|c| !matches!(c, '"' | '\'')).collect();
    !matches!(
        name.to_lowercase().as_str(),
        "utf-8" | "utf8" | "us-ascii" | "ascii" | "utf-16"
    )
}

/// The value of an attribute by its local name.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, ReadError> {
    for found in tag.attributes().with_checks(false) {
        let found = found.map_err(|error| ReadError::Damaged(error.to_string()))?;
        if found.key.local_name().as_ref() == name {
            let value = found.normalized_value(XmlVersion::Implicit1_0);
            return value
                .map(|value| Some(value.into_owned()))
                .map_err(|error| ReadError::Damaged(error.to_string()));
        }
    }
    Ok(None)
}

/// Adds a character reference or one of the five named ones.
pub(super) fn push_reference(text: &mut String, reference: &BytesRef<'_>) -> Result<(), ReadError> {
    let known = match reference.resolve_char_ref() {
        Ok(Some(c)) => Some(c),
        Ok(None) => match reference.xml10_content().as_ref() {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        },
        Err(_) => None,
    };
    text.push(known.ok_or_else(|| ReadError::Damaged("unknown entity".to_owned()))?);
    Ok(())
}
