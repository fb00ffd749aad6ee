//! XML cut into tags and texts where they stand in a window of bytes: a sheet has millions of them.
//!
//! Owns: where a token ends. Refuses to know: names, entities, encodings other than UTF-8.
//! Invariant: the window grows with one token and no further; whoever counts the bytes that are read bounds both.

use std::io::{self, Read};
use std::str;

/// Bytes that are read at once.
const WINDOW: usize = 32 * 1024;

pub(super) enum Token<'b> {
    /// What stands between the brackets, and whether the tag closes itself.
    Open(&'b str, bool),
    Close(&'b str),
    /// Entities and line ends as they stand.
    Text(&'b str),
    Data(&'b str),
    /// `<?` and `?>`.
    Instruction(&'b str),
    Comment,
    /// `<!` and anything but a comment or data.
    Declaration,
    End,
}

pub(super) struct Scanner<R> {
    input: R,
    window: Vec<u8>,
    /// The token that was handed out last begins here.
    at: usize,
    /// Its bytes, to be passed over by the next call.
    taken: usize,
    /// Bytes in the window that were read.
    end: usize,
}

fn cut_off() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "cut off")
}

fn text(bytes: &[u8]) -> io::Result<&str> {
    str::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not UTF-8"))
}

impl<R: Read> Scanner<R> {
    pub fn new(input: R) -> Self {
        Self {
            input,
            window: vec![0; WINDOW],
            at: 0,
            taken: 0,
            end: 0,
        }
    }

    pub fn next(&mut self) -> io::Result<Token<'_>> {
        self.at += self.taken;
        self.taken = 0;
        match self.byte(0)? {
            None => Ok(Token::End),
            Some(b'<') => self.markup(),
            Some(_) => {
                self.taken = match self.find(0, b'<')? {
                    Some(at) => at,
                    None => self.end - self.at,
                };
                text(self.token(0, 0)).map(Token::Text)
            }
        }
    }

    /// The text between `open` and `close` when all three stand ahead in the window and nothing stands for something
    /// else in the text; they are taken together. `None` says nothing about what is there.
    pub fn plain(&mut self, open: &str, close: &str) -> Option<&str> {
        let start = self.at + self.taken;
        let rest = self.window[start..self.end].strip_prefix(open.as_bytes())?;
        let length = rest.iter().position(|byte| matches!(byte, b'<' | b'&' | b'\r'))?;
        if !rest[length..].starts_with(close.as_bytes()) {
            return None;
        }
        let plain = str::from_utf8(&rest[..length]).ok()?;
        self.at = start;
        self.taken = open.len() + length + close.len();
        Some(plain)
    }

    fn markup(&mut self) -> io::Result<Token<'_>> {
        match self.byte(1)?.ok_or_else(cut_off)? {
            b'/' => {
                self.taken = self.find(2, b'>')?.ok_or_else(cut_off)? + 1;
                text(self.token(2, 1)).map(Token::Close)
            }
            b'?' => {
                self.take_to(2, b"?>")?;
                text(self.token(2, 2)).map(Token::Instruction)
            }
            b'!' if self.begins(b"<!--")? => {
                self.take_to(4, b"-->")?;
                Ok(Token::Comment)
            }
            b'!' if self.begins(b"<![CDATA[")? => {
                self.take_to(9, b"]]>")?;
                text(self.token(9, 3)).map(Token::Data)
            }
            b'!' => Ok(Token::Declaration),
            _ => {
                self.taken = self.tag_end()? + 1;
                let closes = self.taken > 2 && self.window[self.at + self.taken - 2] == b'/';
                text(self.token(1, 1 + usize::from(closes))).map(|tag| Token::Open(tag, closes))
            }
        }
    }

    /// The bytes of the token without so many at both ends.
    fn token(&self, before: usize, behind: usize) -> &[u8] {
        &self.window[self.at + before..self.at + self.taken - behind]
    }

    /// The byte at a distance from the token's begin.
    fn byte(&mut self, at: usize) -> io::Result<Option<u8>> {
        while self.at + at >= self.end {
            if !self.fill()? {
                return Ok(None);
            }
        }
        Ok(Some(self.window[self.at + at]))
    }

    fn begins(&mut self, with: &[u8]) -> io::Result<bool> {
        for (at, byte) in with.iter().enumerate() {
            if self.byte(at)? != Some(*byte) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn find(&mut self, from: usize, byte: u8) -> io::Result<Option<usize>> {
        let mut from = from;
        loop {
            let start = (self.at + from).min(self.end);
            if let Some(at) = memchr::memchr(byte, &self.window[start..self.end]) {
                return Ok(Some(start + at - self.at));
            }
            from = from.max(self.end - self.at);
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Takes everything up to and with `end`, which stands at `from` or later and ends in `>`.
    fn take_to(&mut self, from: usize, end: &[u8]) -> io::Result<()> {
        let mut last = from + end.len() - 1;
        loop {
            last = self.find(last, b'>')?.ok_or_else(cut_off)?;
            if self.window[..self.at + last + 1].ends_with(end) {
                self.taken = last + 1;
                return Ok(());
            }
            last += 1;
        }
    }

    /// The end of a tag; one inside quotes is none.
    fn tag_end(&mut self) -> io::Result<usize> {
        let mut at = 1;
        let mut quote = 0;
        loop {
            for byte in &self.window[self.at + at..self.end] {
                match *byte {
                    b'>' if quote == 0 => return Ok(at),
                    b'"' | b'\'' if quote == 0 => quote = *byte,
                    same if same == quote => quote = 0,
                    _ => {}
                }
                at += 1;
            }
            if !self.fill()? {
                return Err(cut_off());
            }
        }
    }

    /// Reads on behind what is there; the token moves to the front of the window.
    fn fill(&mut self) -> io::Result<bool> {
        self.window.copy_within(self.at..self.end, 0);
        self.end -= self.at;
        self.at = 0;
        if self.end == self.window.len() {
            self.window.resize(self.end * 2, 0);
        }
        let read = self.input.read(&mut self.window[self.end..])?;
        self.end += read;
        Ok(read > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out so few bytes at a time.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let take = self.1.min(buffer.len()).min(self.0.len());
            buffer[..take].copy_from_slice(&self.0[..take]);
            self.0 = &self.0[take..];
            Ok(take)
        }
    }

    fn tokens(bytes: &[u8], drop: usize) -> String {
        rest(Scanner::new(Drops(bytes, drop)))
    }

    fn rest(mut scanner: Scanner<impl Read>) -> String {
        let mut out = String::new();
        loop {
            let shown = match scanner.next() {
                Ok(Token::Open(tag, closes)) => format!("<{tag}|{closes}"),
                Ok(Token::Close(name)) => format!("/{name}"),
                Ok(Token::Text(text)) => format!("={text}"),
                Ok(Token::Data(text)) => format!("#{text}"),
                Ok(Token::Instruction(text)) => format!("?{text}"),
                Ok(Token::Comment) => "comment".to_owned(),
                Ok(Token::Declaration) => return out + "declaration",
                Ok(Token::End) => return out,
                Err(error) => return out + &error.to_string(),
            };
            out = out + &shown + "\n";
        }
    }

    #[test]
    fn tokens_end_where_they_end_however_the_bytes_come() {
        for (bytes, want) in [
            (
                "<?xml version=\"1.0\"?><a b='>' c=\"/>\">字&amp;</a >",
                "?xml version=\"1.0\"\n<a b='>' c=\"/>\"|false\n=字&amp;\n/a \n",
            ),
            ("<a/><b x='1'/>", "<a|true\n<b x='1'|true\n"),
            ("<!-- > -- ><a> --><![CDATA[<x>]]]]>t", "comment\n#<x>]]\n=t\n"),
            ("<!----><!--->-->", "comment\ncomment\n"),
            ("<![CDATA[]]>", "#\n"),
            ("<a><!DOCTYPE a>", "<a|false\ndeclaration"),
            ("<!ELEMENT", "declaration"),
            ("", ""),
            ("< >", "< |false\n"),
            ("<>", "<|false\n"),
            ("</>", "/\n"),
        ] {
            for drop in [1, 2, 3, 7, 1000] {
                assert_eq!(tokens(bytes.as_bytes(), drop), want, "{bytes} in {drop}");
            }
        }
    }

    #[test]
    fn what_is_cut_off_or_no_text_says_so() {
        for bytes in [
            "<",
            "<a",
            "<a b='>",
            "</a",
            "<?xml ?",
            "<!-",
            "<!--",
            "<!-- --",
            "<!-->",
            "<![CDATA[ ]]",
            "<?>",
        ] {
            let got = tokens(bytes.as_bytes(), 1);
            assert!(
                got == "cut off" || (bytes == "<!-" && got == "declaration"),
                "{bytes}: {got}"
            );
        }
        assert_eq!(tokens(b"<a>\xff</a>", 1), "<a|false\nnot UTF-8");
        assert_eq!(tokens(b"<a \xff>", 1), "not UTF-8");
    }

    #[test]
    fn a_plain_text_between_two_tags_is_taken_whole_or_not_at_all() {
        for (bytes, want, then) in [
            ("<c><v>12</v></c><d>", Some("12"), "<d|false\n"),
            ("<c><v></v></c>", Some(""), ""),
            ("<c><v>1&amp;</v></c>", None, "<v|false\n=1&amp;\n/v\n/c\n"),
            ("<c><v>1</v> </c>", None, "<v|false\n=1\n/v\n= \n/c\n"),
            ("<c><v>1<", None, "<v|false\n=1\ncut off"),
            ("<c><v>1", None, "<v|false\n=1\n"),
        ] {
            let mut scanner = Scanner::new(bytes.as_bytes());
            assert!(matches!(scanner.next(), Ok(Token::Open("c", false))));
            assert_eq!(scanner.plain("<v>", "</v></c>"), want, "{bytes}");
            assert_eq!(rest(scanner), then, "{bytes}");
        }
    }

    #[test]
    fn a_long_token_fits_and_the_window_stays() {
        let long = "字".repeat(WINDOW);
        let both = format!("<a>{long}</a>").repeat(3);
        assert_eq!(
            tokens(both.as_bytes(), 5000),
            format!("<a|false\n={long}\n/a\n").repeat(3)
        );
        let short = "<a>1</a>".repeat(WINDOW);
        let mut scanner = Scanner::new(short.as_bytes());
        while !matches!(scanner.next(), Ok(Token::End)) {}
        assert_eq!(scanner.window.len(), WINDOW);
    }
}
