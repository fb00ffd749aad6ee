//! XML read forward, in bounds, names without their prefix.
//!
//! Owns: encodings, entities, depth. Refuses to know: any vocabulary.
//! Invariant: a document type declaration is refused, so nothing expands and nothing is fetched.

use std::borrow::Cow;
use std::io::Read;
use std::rc::Rc;

use super::budget::{Budget, Counted};
use super::gather::line_ends;
use super::markup::{Scanner, Token};
use super::{ReadError, limits};
use crate::core::entity;

pub(super) struct Xml<'a> {
    scanner: Scanner<Box<dyn Read + 'a>>,
    open: Open,
    /// The tag handed out last closes itself.
    closes: bool,
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

/// A tag called `outer` with one child, as it is written.
pub(super) struct Only {
    pub outer: &'static str,
    pub open: &'static str,
    pub close: &'static str,
}

/// What stands between the brackets, and how much of it is the name.
pub(super) struct Tag<'b>(&'b str, usize);
pub(super) struct End<'b>(&'b str);

impl<'b> Tag<'b> {
    fn new(content: &'b str) -> Self {
        let name = content.bytes().position(|byte| byte.is_ascii_whitespace());
        Self(content, name.unwrap_or(content.len()))
    }

    /// Name without its prefix: files differ in their prefixes, never in these names.
    pub fn name(&self) -> &str {
        local(&self.0[..self.1])
    }

    /// Attributes by their name without prefix, in the order they stand. Of two with one name the first wins.
    pub fn attributes(&self) -> impl Iterator<Item = Result<(&'b str, Cow<'b, str>), ReadError>> {
        Attributes(&self.0[self.1..]).map(|attribute| attribute.map(|(key, value)| (local(key), value)))
    }

    /// Attributes with their prefix, for vocabularies that tell names apart by it alone.
    pub fn prefixed(&self) -> impl Iterator<Item = Result<(&'b str, &'b str, Cow<'b, str>), ReadError>> {
        Attributes(&self.0[self.1..]).map(|attribute| {
            let (key, value) = attribute?;
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

/// Names as they stand and values without escapes.
struct Attributes<'b>(&'b str);

impl<'b> Iterator for Attributes<'b> {
    type Item = Result<(&'b str, Cow<'b, str>), ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_ascii_start();
        if rest.is_empty() {
            return None;
        }
        let Some((key, value, rest)) = attribute(rest) else {
            self.0 = "";
            return Some(Err(damaged("attribute")));
        };
        self.0 = rest;
        Some(resolved(value).map(|value| (key, value)))
    }
}

/// The first attribute of a tag, and what stands behind it.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let equals = text.bytes().position(|byte| byte == b'=')?;
    let key = text[..equals].trim_ascii_end();
    let value = text[equals + 1..].trim_ascii_start();
    let quote = value.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let end = value[1..].bytes().position(|byte| byte == quote)? + 1;
    let is_name = !key.is_empty() && !key.bytes().any(|byte| byte.is_ascii_whitespace());
    is_name.then_some((key, &value[1..end], &value[end + 1..]))
}

/// A text with what its entities stand for.
fn resolved(text: &str) -> Result<Cow<'_, str>, ReadError> {
    // Values are short: looking at each byte costs less than a searcher.
    if !text.bytes().any(|byte| byte == b'&') {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, after)) = rest.split_once('&') {
        out.push_str(plain);
        let (name, behind) = after.split_once(';').ok_or_else(|| damaged("entity"))?;
        out.push_str(&entity::resolve(name).ok_or_else(|| damaged("entity"))?);
        rest = behind;
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

fn damaged(what: &str) -> ReadError {
    ReadError::Damaged(what.to_owned())
}

impl End<'_> {
    pub fn name(&self) -> &str {
        local(self.0)
    }
}

/// A name has a few letters and one prefix at most: looking at each byte costs less than a searcher.
fn local(name: &str) -> &str {
    match name.bytes().rposition(|byte| byte == b':') {
        Some(at) => &name[at + 1..],
        None => name,
    }
}

/// Names of the tags that are open, one behind the other in one text.
#[derive(Default)]
struct Open {
    names: String,
    starts: Vec<usize>,
    /// Where the innermost name ends; what stands behind was closed.
    end: usize,
}

impl Open {
    fn depth(&self) -> usize {
        self.starts.len()
    }

    fn push(&mut self, name: &str) -> Result<(), ReadError> {
        if self.starts.len() >= limits::DEPTH as usize {
            return Err(ReadError::TooLarge("depth"));
        }
        self.names.truncate(self.end);
        self.names.push_str(name);
        self.starts.push(self.end);
        self.end = self.names.len();
        Ok(())
    }

    fn innermost(&self) -> &str {
        self.starts.last().map_or("", |&start| &self.names[start..self.end])
    }

    fn pop(&mut self) -> Result<&str, ReadError> {
        let start = self.starts.pop().ok_or_else(|| damaged("tags cross"))?;
        let name = &self.names[start..self.end];
        self.end = start;
        Ok(name)
    }
}

impl<'a> Xml<'a> {
    pub fn new(part: impl Read + 'a, size: u64, budget: Rc<Budget<'a>>) -> Result<Self, ReadError> {
        budget.next_token()?;
        let counted = Counted::new(part, size, budget.clone());
        let text = as_utf8(counted).map_err(|error| refusal(&budget, &error))?;
        Ok(Self {
            scanner: Scanner::new(text),
            open: Open::default(),
            closes: false,
            budget,
        })
    }

    pub fn next(&mut self) -> Result<Node<'_>, ReadError> {
        self.budget.next_token()?;
        if std::mem::take(&mut self.closes) {
            return self.open.pop().map(|name| Node::Close(End(name)));
        }
        let token = self.scanner.next().map_err(|error| refusal(&self.budget, &error))?;
        Ok(match token {
            Token::Open(content, closes) => {
                let tag = Tag::new(content);
                if tag.1 == 0 {
                    return Err(damaged("tag"));
                }
                self.open.push(&content[..tag.1])?;
                self.closes = closes;
                Node::Open(tag)
            }
            Token::Close(name) => {
                let name = name.trim_ascii_end();
                if self.open.pop()? != name {
                    return Err(damaged("tags cross"));
                }
                Node::Close(End(name))
            }
            Token::Text(text) => Node::Text(match line_ends(text) {
                Cow::Borrowed(text) => resolved(text)?,
                Cow::Owned(text) => Cow::Owned(resolved(&text)?.into_owned()),
            }),
            Token::Data(text) => Node::Text(Cow::Borrowed(text)),
            Token::Declaration => return Err(damaged("document type")),
            Token::Instruction(text) => {
                known_encoding(text)?;
                Node::Nothing
            }
            Token::Comment => Node::Nothing,
            Token::End if self.open.depth() > 0 => return Err(damaged("cut off")),
            Token::End => Node::Done,
        })
    }

    /// The text inside a tag just opened that holds one child with a text and nothing else, both of them without
    /// attributes or prefix; the tag is closed with it. `None` says nothing: whoever asks reads on node by node. Most
    /// cells of a sheet are such, and reading one so costs a third.
    pub fn only(&mut self, shape: &Only) -> Result<Option<&str>, ReadError> {
        if self.closes || self.open.innermost() != shape.outer {
            return Ok(None);
        }
        let Some(text) = self.scanner.plain(shape.open, shape.close) else {
            return Ok(None);
        };
        for _ in 0..4 {
            self.budget.next_token()?;
        }
        self.open.pop()?;
        Ok(Some(text))
    }

    /// Passes over everything up to the end of the tag just opened.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.open.depth().saturating_sub(1);
        while self.open.depth() > outside {
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
        let outside = self.open.depth().saturating_sub(1);
        while self.open.depth() > outside {
            let inside = self.open.depth() == outside + 1;
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

/// Why the bytes did not come: a bound that was met comes before anything else.
fn refusal(budget: &Budget<'_>, error: &std::io::Error) -> ReadError {
    budget.refusal().unwrap_or_else(|| damaged(&error.to_string()))
}

/// Bytes are UTF-8 by now; a file that says otherwise holds texts that would be read wrong.
fn known_encoding(instruction: &str) -> Result<(), ReadError> {
    let tag = Tag::new(instruction);
    if &instruction[..tag.1] != "xml" {
        return Ok(());
    }
    let known = ["utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii"];
    match tag.attribute("encoding")? {
        Some(name) if !known.iter().any(|known| name.eq_ignore_ascii_case(known)) => Err(damaged("encoding")),
        _ => Ok(()),
    }
}

/// UTF-16 told by its mark or its first letters becomes UTF-8, a mark of UTF-8 goes; anything else passes through and
/// is checked later.
fn as_utf8<'a>(mut part: impl Read + 'a) -> std::io::Result<Box<dyn Read + 'a>> {
    let mut head = [0u8; 4];
    let mut filled = 0;
    while filled < head.len() {
        match part.read(&mut head[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    let mark = if head[..filled].starts_with(&[0xef, 0xbb, 0xbf]) {
        3
    } else {
        0
    };
    let start = std::io::Cursor::new(head[mark..filled].to_vec());
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
