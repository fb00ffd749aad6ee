//! XML of one part: UTF-8 or UTF-16, no DOCTYPE, no entities of its own.

use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::super::ReadError;

/// Events of one part.
pub(super) struct Xml<'a> {
    reader: Reader<Box<dyn BufRead + 'a>>,
    buffer: Vec<u8>,
}

impl<'a> Xml<'a> {
    pub fn new(source: impl Read + 'a) -> Result<Self, ReadError> {
        let mut source = BufReader::with_capacity(64 * 1024, source);
        let head = source.fill_buf().map_err(io)?;
        let wide = match head {
            [0xff, 0xfe, ..] => Some(encoding_rs::UTF_16LE),
            [0xfe, 0xff, ..] => Some(encoding_rs::UTF_16BE),
            _ => None,
        };
        if declares_another(&String::from_utf8_lossy(&head[..head.len().min(200)])) && wide.is_none() {
            return Err(ReadError::Encoding);
        }
        let source: Box<dyn BufRead + 'a> = match wide {
            None => Box::new(source),
            Some(encoding) => {
                let mut bytes = Vec::new();
                source.read_to_end(&mut bytes).map_err(io)?;
                let (text, _, broken) = encoding.decode(&bytes);
                if broken {
                    return Err(ReadError::Encoding);
                }
                Box::new(Cursor::new(text.into_owned().into_bytes()))
            }
        };
        let mut reader = Reader::from_reader(source);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Ok(Self {
            reader,
            buffer: Vec::with_capacity(1024),
        })
    }

    /// The next event; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Event<'_>>, ReadError> {
        self.buffer.clear();
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) => Ok(None),
            // Entities could be made to grow without bound; a spreadsheet never has any.
            Ok(Event::DocType(_)) => Err(ReadError::Damaged("DOCTYPE".to_owned())),
            Ok(event) => Ok(Some(event)),
            Err(quick_xml::Error::Io(error)) => Err(io(std::io::Error::new(error.kind(), error.to_string()))),
            Err(quick_xml::Error::Encoding(_)) => Err(ReadError::Encoding),
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
