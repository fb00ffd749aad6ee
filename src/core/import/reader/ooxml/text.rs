//! Texts of cells: runs joined, ふりがな left out, escapes undone.

use super::super::gather::line_ends;
use super::super::xml::{Node, Xml};
use super::super::{ReadError, limits};

/// Reads an `si` or `is` up to its end, which the caller has just opened.
pub(super) fn rich_text(xml: &mut Xml<'_>) -> Result<String, ReadError> {
    let mut out = String::new();
    // `r` may stand inside; everything else inside is passed over, `rPh` above all.
    let mut depth = 1;
    let mut keeps_end = true;
    while depth > 0 {
        match xml.next()? {
            Node::Open(tag) => match tag.name() {
                "r" => depth += 1,
                "t" => {
                    let keeps = tag.attribute("space")?.as_deref() == Some("preserve");
                    let run = xml.text()?;
                    join(&mut out, &run, keeps);
                    keeps_end = keeps;
                    // 32,767 letters with escapes take some seven times as many.
                    if out.len() > limits::TOKEN as usize {
                        return Err(ReadError::TooLarge("cell"));
                    }
                }
                _ => xml.skip()?,
            },
            Node::Close(_) => depth -= 1,
            Node::Done => return Err(ReadError::Damaged("cut off".to_owned())),
            _ => {}
        }
    }
    if !keeps_end {
        out.truncate(out.trim_end_matches(BLANKS).len());
    }
    Ok(unescaped(out))
}

const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// Blanks at the edge of a run count only with `xml:space="preserve"`; between two runs one of them stays, so that
/// words do not grow together.
fn join(out: &mut String, run: &str, keeps: bool) {
    let run = if keeps || !(out.is_empty() || out.ends_with(BLANKS)) {
        run
    } else {
        run.trim_start_matches(BLANKS)
    };
    out.push_str(run);
}

/// `_x000D_` and its like; then every line end is a line feed.
pub(super) fn unescaped(text: String) -> String {
    // Hardly any text has a mark of either kind.
    if !text.bytes().any(|byte| matches!(byte, b'_' | b'\r')) {
        return text;
    }
    let out = if text.contains("_x") || text.contains("_X") {
        decode(&text)
    } else {
        text
    };
    line_ends(&out).into_owned()
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
            assert_eq!(unescaped(text.to_owned()), want, "{text}");
        }
    }
}
