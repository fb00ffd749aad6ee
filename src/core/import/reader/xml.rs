//! XML read forward, in bounds, names without their prefix.
//!
//! Owns: encodings, entities, depth. Refuses to know: any vocabulary.
//! Invariant: a document type declaration is refused, so nothing expands and nothing is fetched.

use std::borrow::Cow;
use std::io::{BufReader, Read};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::budget::{Budget, Counted};
use super::gather::line_ends;
use super::{ReadError, limits};
use crate::core::entity;

pub(super) struct Xml<'a> {
    reader: Reader<BufReader<Box<dyn Read + 'a>>>,
    buffer: Vec<u8>,
    depth: u32,
    budget: Rc<Budget<'a>>,
}

pub(super) enum Node<'b> {
    Open(Tag<'b>),
    Close(End<'b>),
    Text(Cow<'b, str>),
    /// Comments and the like.
    Nothing,
    /// The end of the part.
    Done,
}

pub(super) struct Tag<'b>(BytesStart<'b>);
pub(super) struct End<'b>(BytesEnd<'b>);

impl Tag<'_> {
    /// Name without its prefix: files differ in their prefixes, never in these names.
    pub fn name(&self) -> &str {
        local(self.0.name().0)
    }

    /// Attributes by their name without prefix, in the order they stand.
    pub fn attributes(&self) -> impl Iterator<Item = Result<(&str, Cow<'_, str>), ReadError>> {
        let mut list = self.0.attributes();
        // The check for doubles is quadratic; the first of two wins here.
        list.with_checks(false);
        list.map(|attribute| plain(attribute).map(|(key, value)| (local(key), value)))
    }

    /// Attributes with their prefix, for vocabularies that tell names apart by it alone.
    pub fn prefixed(&self) -> impl Iterator<Item = Result<(&str, &str, Cow<'_, str>), ReadError>> {
        let mut list = self.0.attributes();
        list.with_checks(false);
        list.map(|attribute| {
            let (key, value) = plain(attribute)?;
            let (prefix, name) = key.split_once(':').unwrap_or(("", key));
            Ok((prefix, name, value))
        })
    }

    pub fn attribute(&self, name: &str) -> Result<Option<String>, ReadError> {
        for attribute in self.attributes() {
            let (known, value) = attribute?;
            if known == name {
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }
}

/// Name as it stands and value without escapes.
fn plain<'a>(
    attribute: Result<quick_xml::events::attributes::Attribute<'a>, quick_xml::events::attributes::AttrError>,
) -> Result<(&'a str, Cow<'a, str>), ReadError> {
    let attribute = attribute.map_err(|error| ReadError::Damaged(error.to_string()))?;
    if !attribute.value.contains('&') {
        return Ok((attribute.key.0, attribute.value));
    }
    let value = quick_xml::escape::unescape(&attribute.value).map_err(|error| ReadError::Damaged(error.to_string()))?;
    Ok((attribute.key.0, Cow::Owned(value.into_owned())))
}

impl End<'_> {
    pub fn name(&self) -> &str {
        local(self.0.name().0)
    }
}

/// A name has a few letters and one prefix at most: looking at each byte costs less than a searcher.
fn local(name: &str) -> &str {
    match name.bytes().rposition(|byte| byte == b':') {
        Some(at) => &name[at + 1..],
        None => name,
    }
}

impl<'a> Xml<'a> {
    pub fn new(part: impl Read + 'a, size: u64, budget: Rc<Budget<'a>>) -> Result<Self, ReadError> {
        budget.next_token()?;
        let counted = Counted::new(part, size, budget.clone());
        let text = as_utf8(counted).map_err(|error| {
            budget
                .refusal()
                .unwrap_or_else(|| ReadError::Damaged(error.to_string()))
        })?;
        let mut reader = Reader::from_reader(BufReader::with_capacity(32 * 1024, text));
        reader.config_mut().expand_empty_elements = true;
        Ok(Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
            budget,
        })
    }

    pub fn next(&mut self) -> Result<Node<'_>, ReadError> {
        self.buffer.clear();
        self.budget.next_token()?;
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => {
                let refusal = self.budget.refusal();
                return Err(refusal.unwrap_or_else(|| ReadError::Damaged(error.to_string())));
            }
        };
        Ok(match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > limits::DEPTH {
                    return Err(ReadError::TooLarge("depth"));
                }
                Node::Open(Tag(tag))
            }
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                Node::Close(End(end))
            }
            Event::Text(text) => Node::Text(match text.into_inner() {
                Cow::Borrowed(text) => line_ends(text),
                Cow::Owned(text) => Cow::Owned(line_ends(&text).into_owned()),
            }),
            Event::CData(text) => Node::Text(text.into_inner()),
            Event::GeneralRef(reference) => {
                let text = entity::resolve(&reference).ok_or_else(|| ReadError::Damaged("entity".to_owned()))?;
                Node::Text(Cow::Owned(text))
            }
            Event::DocType(_) => return Err(ReadError::Damaged("document type".to_owned())),
            Event::Decl(declared) => {
                known_encoding(&declared)?;
                Node::Nothing
            }
            Event::Comment(_) | Event::PI(_) | Event::Empty(_) => Node::Nothing,
            Event::Eof if self.depth > 0 => return Err(ReadError::Damaged("cut off".to_owned())),
            Event::Eof => Node::Done,
        })
    }

    /// Passes over everything up to the end of the tag just opened.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if let Node::Done = self.next()? {
                break;
            }
        }
        Ok(())
    }

    /// The text up to the end of the tag just opened, tags inside passed over.
    pub fn text(&mut self) -> Result<String, ReadError> {
        let mut out = String::new();
        self.text_into(&mut out)?;
        Ok(out)
    }

    /// Appends the text up to the end of the tag just opened: a sheet has millions of them.
    pub fn text_into(&mut self, out: &mut String) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            let inside = self.depth == outside + 1;
            match self.next()? {
                Node::Text(text) if inside => {
                    if out.len() + text.len() > limits::TOKEN as usize {
                        return Err(ReadError::TooLarge("text"));
                    }
                    out.push_str(&text);
                }
                Node::Done => break,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Bytes are UTF-8 by now; a file that says otherwise holds texts that would be read wrong.
fn known_encoding(declared: &quick_xml::events::BytesDecl<'_>) -> Result<(), ReadError> {
    match declared.encoding() {
        None => Ok(()),
        Some(Ok(name))
            if ["utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii"]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known)) =>
        {
            Ok(())
        }
        Some(_) => Err(ReadError::Damaged("encoding".to_owned())),
    }
}

/// UTF-16 told by its mark or its first letters becomes UTF-8; anything else passes through and is checked later.
fn as_utf8<'a>(mut part: impl Read + 'a) -> std::io::Result<Box<dyn Read + 'a>> {
    let mut head = [0u8; 4];
    let mut filled = 0;
    while filled < head.len() {
        match part.read(&mut head[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    let start = std::io::Cursor::new(head[..filled].to_vec());
    let whole = start.chain(part);
    let encoding = match head[..filled] {
        [0xff, 0xfe, ..] | [b'<', 0, _, 0] => encoding_rs::UTF_16LE,
        [0xfe, 0xff, ..] | [0, b'<', 0, _] => encoding_rs::UTF_16BE,
        _ => return Ok(Box::new(whole)),
    };
    Ok(Box::new(Transcoded {
        inner: whole,
        decoder: encoding.new_decoder_with_bom_removal(),
        raw: Vec::new(),
        ready: Vec::new(),
        at: 0,
        done: false,
    }))
}

struct Transcoded<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    done: bool,
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.ready.len() && !self.done {
            let mut chunk = [0u8; 8 * 1024];
            let read = self.inner.read(&mut chunk)?;
            self.done = read == 0;
            self.raw.clear();
            self.raw.extend_from_slice(&chunk[..read]);
            // Every UTF-16 unit takes three bytes at most.
            let mut text = String::with_capacity(self.raw.len() * 3 + 16);
            let (_, _, errors) = self.decoder.decode_to_string(&self.raw, &mut text, self.done);
            if errors {
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "UTF-16"));
            }
            self.ready = text.into_bytes();
            self.at = 0;
        }
        let take = buffer.len().min(self.ready.len() - self.at);
        buffer[..take].copy_from_slice(&self.ready[self.at..self.at + take]);
        self.at += take;
        Ok(take)
    }
}
