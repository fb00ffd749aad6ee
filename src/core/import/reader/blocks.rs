//! A part cut into tags and texts, block by block.
//!
//! Owns: where a block may end, and that ends fit their beginnings. Refuses to know: what a tag means.
//! Invariant: whatever the sizes in which the bytes come, the same tokens come out; a token longer than
//! [`limits::TOKEN`] is refused.
//!
//! quick-xml finds the tags, in a text that lies in memory: there it copies nothing, and a sheet has millions of tags.
//! They are handed to a function as they are found, or kept as places in the block to be asked for one by one.

use std::io::{BufRead as _, Read};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use super::{Bound, ReadError, limits};

const MARK: char = '\u{feff}';
/// Bytes read at once: small enough that a block and its tokens stay near the processor.
const BLOCK: usize = 32 * 1024;
/// Bytes read at once while a token does not end.
const LARGEST: usize = 256 * 1024;

/// Takes tags and texts as they are found. Three functions and not one with an enum: what is moved costs more than
/// what is found.
pub(super) trait Take {
    fn open(&mut self, tag: &BytesStart<'_>, at: Place) -> Result<(), ReadError>;
    /// The name, with its prefix.
    fn close(&mut self, name: &str, at: Place) -> Result<(), ReadError>;
    /// What follows a tag: how many bytes of it were taken without cutting them, whole elements all.
    fn ahead(&mut self, _rest: &str) -> Result<usize, ReadError> {
        Ok(0)
    }
    /// Everything else, by its kind.
    fn text(&mut self, kind: Kind, text: &str, at: Place) -> Result<(), ReadError>;
}

/// Where in its block a piece stands, and whether there is any carriage return in that.
#[derive(Clone, Copy)]
pub(super) struct Place {
    from: usize,
    pub has_returns: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Open,
    Close,
    Text,
    Data,
    Entity,
    DocType,
}

/// A tag or text, by its place in the block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    from: u32,
    to: u32,
    /// Bytes of a tag's name.
    pub name: u32,
}

pub(super) struct Blocks<R> {
    part: R,
    text: String,
    /// Bytes behind `text` that are not yet whole letters.
    tail: Vec<u8>,
    /// Where in `text` the tokens end.
    cut: usize,
    /// What was kept to be asked for, and how much of it was.
    tokens: Vec<Token>,
    at: usize,
    /// Names of tags that were opened in blocks before this one.
    open: Vec<String>,
    is_first: bool,
    /// Whether the block has a carriage return.
    pub has_returns: bool,
    /// What comes after the tokens.
    end: Option<End>,
}

enum End {
    Part,
    Damaged(String),
    TooLarge,
}

impl<R: Read> Blocks<R> {
    pub fn new(part: R) -> Self {
        Self {
            part,
            text: String::new(),
            tail: Vec::new(),
            cut: 0,
            tokens: Vec::new(),
            at: 0,
            open: Vec::new(),
            is_first: true,
            has_returns: false,
            end: None,
        }
    }

    /// The next token, or `None` at the end of the part.
    pub fn next(&mut self) -> Result<Option<Token>, ReadError> {
        loop {
            if let Some(token) = self.tokens.get(self.at) {
                self.at += 1;
                return Ok(Some(*token));
            }
            let mut kept = Kept(std::mem::take(&mut self.tokens));
            kept.0.clear();
            self.at = 0;
            let more = self.block(&mut kept);
            self.tokens = kept.0;
            if !more? && self.tokens.is_empty() {
                return Ok(None);
            }
        }
    }

    /// What stands between the brackets of a tag, or a text as it is written.
    pub fn content(&self, token: Token) -> &str {
        &self.text[token.from as usize..token.to as usize]
    }

    /// Reads the next block and hands out what is in it. `false` at the end.
    pub fn block(&mut self, take: &mut impl Take) -> Result<bool, ReadError> {
        match self.end.take() {
            None => {}
            Some(End::Part) => {
                self.end = Some(End::Part);
                return Ok(false);
            }
            Some(End::Damaged(what)) => return Err(ReadError::Damaged(what)),
            Some(End::TooLarge) => return Err(ReadError::TooLarge(Bound::Token)),
        }
        self.text.drain(..self.cut);
        self.cut = 0;
        let damaged = |error: &dyn std::fmt::Display| ReadError::Damaged(error.to_string());
        // A token that does not end is looked at again from its beginning, each time with twice as much.
        let wanted = self.text.len().clamp(BLOCK, LARGEST);
        let mut limited = self.part.by_ref().take(wanted as u64);
        let read = limited.read_to_end(&mut self.tail).map_err(|error| damaged(&error))?;
        let ended = read < wanted;
        let whole = match std::str::from_utf8(&self.tail) {
            Ok(text) => text,
            // The last letter is not there in full.
            Err(error) if error.error_len().is_none() && !ended => {
                std::str::from_utf8(&self.tail[..error.valid_up_to()]).map_err(|error| damaged(&error))?
            }
            Err(error) => return Err(damaged(&error)),
        };
        self.text.push_str(whole);
        let used = whole.len();
        self.tail.drain(..used);
        self.cut(ended, take)?;
        if self.text.len() - self.cut > limits::TOKEN as usize && self.end.is_none() {
            self.end = Some(End::TooLarge);
        }
        Ok(true)
    }

    /// Cuts the block up to where the last tag of it ends.
    fn cut(&mut self, ended: bool, take: &mut impl Take) -> Result<(), ReadError> {
        let whole = if ended {
            self.text.len()
        } else {
            self.text.bytes().rposition(|byte| byte == b'>').map_or(0, |at| at + 1)
        };
        let text = &self.text[..whole];
        let has_returns = text.as_bytes().contains(&b'\r');
        self.has_returns = has_returns;
        let at = |from| Place { from, has_returns };
        let mut openings: Vec<Range<usize>> = Vec::new();
        // The mark of UTF-8 is none of the text at the beginning of a part and a letter elsewhere. quick-xml would drop
        // it at the beginning of every block, and not count its bytes.
        let marks = text.len() - text.trim_start_matches(MARK).len();
        let none = if self.is_first { MARK.len_utf8().min(marks) } else { 0 };
        if marks > none {
            take.text(Kind::Text, &text[none..marks], at(none))?;
        }
        self.cut = marks;
        self.is_first &= whole == 0;
        let from = self.cut;
        let mut reader = Reader::from_str(&text[from..]);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        let begins = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
        loop {
            let mut behind_a_tag = false;
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    let start = begins(&tag);
                    openings.push(start..start + tag.name().0.len());
                    take.open(&tag, at(start))?;
                    behind_a_tag = true;
                }
                Ok(Event::End(end)) => {
                    let fits = match openings.pop() {
                        Some(opening) => text[opening] == *end,
                        None => self.open.pop().is_some_and(|opening| opening == *end),
                    };
                    if !fits {
                        self.end = Some(End::Damaged("an end without its beginning".to_owned()));
                        return Ok(());
                    }
                    take.close(&end, at(begins(&end)))?;
                    behind_a_tag = true;
                }
                Ok(Event::Text(text)) => take.text(Kind::Text, &text, at(begins(&text)))?,
                Ok(Event::Empty(tag)) => {
                    let (start, name) = (begins(&tag), tag.name().0.len());
                    take.open(&tag, at(start))?;
                    take.close(&text[start..start + name], at(start))?;
                }
                Ok(Event::CData(text)) => take.text(Kind::Data, &text, at(begins(&text)))?,
                Ok(Event::GeneralRef(reference)) => take.text(Kind::Entity, &reference, at(begins(&reference)))?,
                Ok(Event::DocType(_)) => take.text(Kind::DocType, "", at(0))?,
                Ok(Event::Decl(declared)) if !is_known(&declared) => {
                    self.end = Some(End::Damaged("encoding".to_owned()));
                    return Ok(());
                }
                Ok(Event::Decl(_) | Event::Comment(_) | Event::PI(_)) => {}
                Ok(Event::Eof) => break,
                // Perhaps it goes on in the next block.
                Err(_) if !ended && from + reader.buffer_position() as usize == whole => break,
                Err(error) => {
                    self.end = Some(End::Damaged(error.to_string()));
                    return Ok(());
                }
            }
            self.cut = from + reader.buffer_position() as usize;
            if behind_a_tag {
                let taken = take.ahead(&text[self.cut..])?;
                reader.stream().consume(taken);
                self.cut += taken;
            }
        }
        self.open
            .extend(openings.into_iter().map(|opening| text[opening].to_owned()));
        if ended {
            self.end = Some(End::Part);
        }
        Ok(())
    }
}

/// Keeps the places of what is found.
struct Kept(Vec<Token>);

impl Kept {
    fn keep(&mut self, kind: Kind, content: &str, name: usize, at: Place) {
        let from = at.from as u32;
        let to = from + content.len() as u32;
        let name = name as u32;
        self.0.push(Token { kind, from, to, name });
    }
}

impl Take for Kept {
    fn open(&mut self, tag: &BytesStart<'_>, at: Place) -> Result<(), ReadError> {
        self.keep(Kind::Open, tag, tag.name().0.len(), at);
        Ok(())
    }

    fn close(&mut self, name: &str, at: Place) -> Result<(), ReadError> {
        self.keep(Kind::Close, name, 0, at);
        Ok(())
    }

    fn text(&mut self, kind: Kind, text: &str, at: Place) -> Result<(), ReadError> {
        self.keep(kind, text, 0, at);
        Ok(())
    }
}

/// Bytes are UTF-8 by now; a file that says otherwise holds texts that would be read wrong.
fn is_known(declared: &BytesDecl<'_>) -> bool {
    match declared.encoding() {
        None => true,
        Some(Ok(name)) => ["utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known)),
        Some(Err(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives so many bytes at once, as an unpacker does.
    struct Slow<'b>(&'b [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let take = self.1.min(buffer.len()).min(self.0.len());
            let (now, later) = self.0.split_at(take);
            buffer[..take].copy_from_slice(now);
            self.0 = later;
            Ok(take)
        }
    }

    /// All tokens as text, pieces of one text joined; or why there is no end.
    fn told(bytes: &[u8]) -> Result<String, ReadError> {
        let mut blocks = Blocks::new(Slow(bytes, 1000));
        let mut out = String::new();
        let mut was_text = false;
        while let Some(token) = blocks.next()? {
            let is_text = token.kind == Kind::Text;
            if !(is_text && was_text) {
                out.push_str(&format!("|{:?} ", token.kind));
            }
            out.push_str(blocks.content(token));
            was_text = is_text;
        }
        Ok(out)
    }

    #[test]
    fn a_block_may_end_anywhere() {
        let parts = concat!(
            "<a b='1>2' c=\"<\">\u{feff}x &gt; y > z]]></a><!-- > <no> --><e/>",
            "<![CDATA[ > <n> ]]><?p > ?><字 x='字'>字</字>"
        );
        let want = concat!(
            "|Open a b='1>2' c=\"<\"|Text \u{feff}x |Entity gt|Text  y > z]]>|Close a|Open e|Close e",
            "|Data  > <n> |Open 字 x='字'|Text 字|Close 字"
        );
        // A text in front that grows byte by byte moves the border over every place.
        for pad in 0..parts.len() {
            let pad = "p".repeat(BLOCK - parts.len() - 5 + pad);
            let found = told(format!("<r><q>{pad}</q>{parts}{parts}</r>").as_bytes()).unwrap();
            assert_eq!(found, format!("|Open r|Open q|Text {pad}|Close q{want}{want}|Close r"));
        }
    }

    #[test]
    fn a_mark_at_the_beginning_is_none_of_the_text() {
        let far = "x".repeat(3 * BLOCK);
        let inside = format!("<a>{far}<b/>\u{feff}\u{feff}{far}<b/></a>");
        let want = format!("|Open a|Text {far}|Open b|Close b|Text \u{feff}\u{feff}{far}|Open b|Close b|Close a");
        assert_eq!(told(inside.as_bytes()).unwrap(), want);
        assert_eq!(told(format!("\u{feff}{inside}").as_bytes()).unwrap(), want);
    }

    #[test]
    fn ends_fit_their_beginnings_over_blocks() {
        let far = "x".repeat(3 * BLOCK);
        assert!(told(format!("<a><b>{far}<c/></b></a>").as_bytes()).is_ok());
        for bad in [
            format!("<a><b>{far}<c/></a></b>"),
            "<a></b>".to_owned(),
            "</a>".to_owned(),
            format!("<a>{far}</a></a>"),
            "<a>&x".to_owned(),
            "<a>&x<b/></a>".to_owned(),
            "<a".to_owned(),
            "<?xml version='1.0' encoding='Shift_JIS'?><a/>".to_owned(),
        ] {
            assert!(
                matches!(told(bad.as_bytes()), Err(ReadError::Damaged(_))),
                "{:.40}",
                bad
            );
        }
        assert!(matches!(told(b"<a>\xff</a>"), Err(ReadError::Damaged(_))));
    }

    #[test]
    fn a_token_has_its_longest() {
        let token = limits::TOKEN as usize;
        let comment = |bytes: usize| format!("<a><!--{}--></a>", ">".repeat(bytes));
        assert!(told(comment(token - BLOCK).as_bytes()).is_ok());
        assert!(matches!(
            told(comment(token + LARGEST).as_bytes()),
            Err(ReadError::TooLarge(Bound::Token))
        ));
    }
}
