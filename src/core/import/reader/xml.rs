//! XML read forward, in bounds, names without their prefix.
//!
//! Owns: encodings, entities, depth. Refuses to know: any vocabulary.
//! Invariant: a document type declaration is refused, so nothing expands and nothing is fetched.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::io::Read;
use std::rc::Rc;

use quick_xml::events::{BytesRef, BytesStart};

use super::blocks::{Blocks, Kind, Place, Take};
use super::budget::{Budget, Counted};
use super::gather::line_ends;
use super::{Bound, ReadError, limits};
use crate::core::entity;

pub(super) struct Xml<'a> {
    blocks: Blocks<Box<dyn Read + 'a>>,
    depth: u32,
    budget: Rc<Budget<'a>>,
}

pub(super) enum Node<'b> {
    Open(Tag<'b>),
    Close(End<'b>),
    Text(Cow<'b, str>),
    /// The end of the part.
    Done,
}

pub(super) struct Tag<'b>(BytesStart<'b>);
pub(super) struct End<'b>(&'b str);

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

/// What to do with the inside of a tag just opened.
#[derive(PartialEq)]
pub(super) enum Then {
    GoOn,
    PassOver,
}

/// A part that is told from its beginning to its end.
pub(super) trait Told {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Then, ReadError>;
    fn text(&mut self, text: &str) -> Result<(), ReadError>;
    fn close(&mut self) -> Result<(), ReadError>;
    /// What follows a tag, for whoever can tell elements there by their spelling. Only whole ones, and none in another.
    fn ahead(&mut self, _rest: &str) -> Result<Ahead, ReadError> {
        Ok(Ahead::default())
    }
}

/// What was told by its spelling.
#[derive(Default)]
pub(super) struct Ahead {
    pub bytes: usize,
    /// Tags and texts that it holds, for the bound on them.
    pub tokens: u64,
}

/// Keeps the bounds of what is told, and the inside of what is passed over to itself.
struct Telling<'t, 'w, T> {
    told: &'t mut T,
    budget: &'t Budget<'w>,
    depth: u32,
    /// The depth of the tag that is passed over.
    over: u32,
}

impl<T: Told> Take for Telling<'_, '_, T> {
    #[inline]
    fn open(&mut self, tag: &BytesStart<'_>, _: Place) -> Result<(), ReadError> {
        self.budget.next_token()?;
        self.depth += 1;
        if self.depth > limits::DEPTH {
            return Err(ReadError::TooLarge(Bound::Depth));
        }
        if self.depth < self.over && self.told.open(&Tag(tag.borrow()))? == Then::PassOver {
            self.over = self.depth;
        }
        Ok(())
    }

    #[inline]
    fn close(&mut self, _: &str, _: Place) -> Result<(), ReadError> {
        self.budget.next_token()?;
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        match depth.cmp(&self.over) {
            Ordering::Less => self.told.close()?,
            Ordering::Equal => self.over = u32::MAX,
            Ordering::Greater => {}
        }
        Ok(())
    }

    #[inline]
    fn ahead(&mut self, rest: &str) -> Result<usize, ReadError> {
        // Two more tags stand inside each other in what is told.
        if self.depth >= self.over || self.depth + 2 > limits::DEPTH {
            return Ok(0);
        }
        let ahead = self.told.ahead(rest)?;
        self.budget.tokens(ahead.tokens)?;
        Ok(ahead.bytes)
    }

    #[inline]
    fn text(&mut self, kind: Kind, text: &str, at: Place) -> Result<(), ReadError> {
        self.budget.next_token()?;
        let text = meant(kind, text, at.has_returns)?;
        if self.depth < self.over {
            self.told.text(&text)
        } else {
            Ok(())
        }
    }
}

/// The text that is meant by what is written.
#[inline]
fn meant(kind: Kind, text: &str, has_returns: bool) -> Result<Cow<'_, str>, ReadError> {
    match kind {
        Kind::Text if has_returns => Ok(line_ends(text)),
        Kind::Entity => {
            let text = entity::resolve(&BytesRef::new(text)).ok_or_else(|| ReadError::Damaged("entity".to_owned()))?;
            Ok(Cow::Owned(text))
        }
        Kind::DocType => Err(ReadError::DocumentType),
        Kind::Text | Kind::Data | Kind::Open | Kind::Close => Ok(Cow::Borrowed(text)),
    }
}

/// Name as it stands and value without escapes.
fn plain<'a>(
    attribute: Result<quick_xml::events::attributes::Attribute<'a>, quick_xml::events::attributes::AttrError>,
) -> Result<(&'a str, Cow<'a, str>), ReadError> {
    let attribute = attribute.map_err(|error| ReadError::Damaged(error.to_string()))?;
    // A value has a few letters: looking at each byte costs less than a searcher.
    if !attribute.value.bytes().any(|byte| byte == b'&') {
        return Ok((attribute.key.0, attribute.value));
    }
    let value = quick_xml::escape::unescape(&attribute.value).map_err(|error| ReadError::Damaged(error.to_string()))?;
    Ok((attribute.key.0, Cow::Owned(value.into_owned())))
}

impl End<'_> {
    pub fn name(&self) -> &str {
        local(self.0)
    }
}

/// A name has a few letters and one prefix at most: looking at each byte costs less than a searcher.
#[inline]
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
        Ok(Self {
            blocks: Blocks::new(text),
            depth: 0,
            budget,
        })
    }

    pub fn next(&mut self) -> Result<Node<'_>, ReadError> {
        self.budget.next_token()?;
        let token = match self.blocks.next() {
            Ok(Some(token)) => token,
            Ok(None) if self.depth > 0 => return Err(ReadError::Damaged("cut off".to_owned())),
            Ok(None) => return Ok(Node::Done),
            Err(error) => return Err(self.budget.refusal().unwrap_or(error)),
        };
        let content = self.blocks.content(token);
        Ok(match token.kind {
            Kind::Open => {
                self.depth += 1;
                if self.depth > limits::DEPTH {
                    return Err(ReadError::TooLarge(Bound::Depth));
                }
                Node::Open(Tag(BytesStart::from_content(content, token.name as usize)))
            }
            Kind::Close => {
                self.depth = self.depth.saturating_sub(1);
                Node::Close(End(content))
            }
            kind => Node::Text(meant(kind, content, self.blocks.has_returns)?),
        })
    }

    /// Tells the whole part: less work than asking for one tag after the other, for parts that have millions.
    pub fn tell(mut self, told: &mut impl Told) -> Result<(), ReadError> {
        let mut telling = Telling {
            told,
            budget: &self.budget,
            depth: self.depth,
            over: u32::MAX,
        };
        loop {
            match self.blocks.block(&mut telling) {
                Ok(true) => {}
                Ok(false) if telling.depth > 0 => return Err(ReadError::Damaged("cut off".to_owned())),
                Ok(false) => return Ok(()),
                Err(error) => return Err(self.budget.refusal().unwrap_or(error)),
            }
        }
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
