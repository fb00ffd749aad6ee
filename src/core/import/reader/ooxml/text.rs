//! Texts of cells: runs joined, ふりがな left out, escapes undone.

use std::borrow::Cow;

use super::super::gather::line_ends;
use super::super::xml::{Tag, Then};
use super::super::{Bound, ReadError, limits};

/// The text of an `si` or `is`, taken up tag by tag. `r` may stand inside; everything else inside is passed over,
/// `rPh` above all. Its room is used again for the next text.
#[derive(Default)]
pub(super) struct Rich {
    out: String,
    depth: u32,
    /// Where in `out` the run begins that is being read, and whether blanks at its edges count.
    run: Option<(usize, bool)>,
    keeps_end: bool,
}

const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

impl Rich {
    /// The `si` or `is` was opened.
    pub fn begin(&mut self) {
        self.out.clear();
        (self.depth, self.run, self.keeps_end) = (1, None, true);
    }

    pub fn open(&mut self, tag: &Tag<'_>) -> Result<Then, ReadError> {
        match tag.name() {
            "r" if self.run.is_none() => self.depth += 1,
            "t" if self.run.is_none() => {
                let keeps = tag.attribute("space")?.as_deref() == Some("preserve");
                self.run = Some((self.out.len(), keeps));
            }
            _ => return Ok(Then::PassOver),
        }
        Ok(Then::GoOn)
    }

    pub fn text(&mut self, text: &str) -> Result<(), ReadError> {
        if self.run.is_some() {
            // 32,767 letters with escapes take some seven times as many.
            if self.out.len() + text.len() > limits::TOKEN as usize {
                return Err(ReadError::TooLarge(Bound::Cell));
            }
            self.out.push_str(text);
        }
        Ok(())
    }

    /// Blanks at the edge of a run count only with `xml:space="preserve"`; between two runs one of them stays, so
    /// that words do not grow together. `Some` at the end of the whole.
    pub fn close(&mut self) -> Option<Cow<'_, str>> {
        if let Some((from, keeps)) = self.run.take() {
            let (before, run) = self.out.split_at(from);
            if !keeps && (before.is_empty() || before.ends_with(BLANKS)) {
                let blanks = run.len() - run.trim_start_matches(BLANKS).len();
                self.out.drain(from..from + blanks);
            }
            self.keeps_end = keeps;
            return None;
        }
        self.depth = self.depth.saturating_sub(1);
        (self.depth == 0).then(|| {
            let text = self.out.as_str();
            unescaped(if self.keeps_end {
                text
            } else {
                text.trim_end_matches(BLANKS)
            })
        })
    }
}

/// `_x000D_` and its like; then every line end is a line feed.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    // Hardly any text has a mark of either kind.
    if !text.bytes().any(|byte| matches!(byte, b'_' | b'\r')) {
        Cow::Borrowed(text)
    } else if text.contains("_x") || text.contains("_X") {
        Cow::Owned(line_ends(&decode(text)).into_owned())
    } else {
        line_ends(text)
    }
}

fn decode(text: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('_') {
        units.extend(rest[..at].encode_utf16());
        rest = &rest[at..];
        let code = rest.get(1..7).filter(|code| {
            let (mark, end) = (code.starts_with(['x', 'X']), code.ends_with('_'));
            mark && end && code[1..5].bytes().all(|b| b.is_ascii_hexdigit())
        });
        match code.and_then(|code| u16::from_str_radix(&code[1..5], 16).ok()) {
            Some(unit) => {
                units.push(unit);
                rest = &rest[7..];
            }
            None => {
                units.push(u16::from(b'_'));
                rest = &rest[1..];
            }
        }
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_once() {
        for (text, want) in [
            ("A_x000D_\nB", "A\nB"),
            ("A_x005F_x000D_B", "A_x000D_B"),
            ("_xD83D__xDE00_", "😀"),
            ("a_b_x00_c_", "a_b_x00_c_"),
            ("_x30A2_", "ア"),
            ("_", "_"),
            ("_x漢字字字_", "_x漢字字字_"),
            ("_xD83D_", "\u{fffd}"),
        ] {
            assert_eq!(unescaped(text), want, "{text}");
        }
    }
}
