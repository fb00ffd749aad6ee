//! Cells in the one spelling that almost every program writes: `<c r="B7" s="3" t="s"><v>12</v></c>` (ADR 0008).
//!
//! Owns: telling that spelling from all others. Refuses to know: XML, and what a cell means.
//! Invariant: a cell taken here would come out of quick-xml with the same attributes and the same value; one spelled in
//! any other way, by a single letter, is left to that.

/// Attributes and value as they are written; none of them holds an entity, white space or a line end.
#[derive(Debug, PartialEq)]
pub(super) struct PlainCell<'t> {
    pub place: &'t str,
    pub style: Option<&'t str>,
    pub kind: Option<&'t str>,
    pub value: Option<&'t str>,
    /// Bytes of the whole cell.
    pub bytes: usize,
}

impl PlainCell<'_> {
    /// The tags and texts that quick-xml would find in it.
    pub fn tokens(&self) -> u64 {
        if self.value.is_some() { 5 } else { 2 }
    }
}

/// The cell that a text begins with, when it is one of that spelling.
pub(super) fn cell(text: &str) -> Option<PlainCell<'_>> {
    let (place, rest) = word(text.strip_prefix("<c r=\"")?)?;
    let (style, rest) = attribute(rest, "\" s=\"")?;
    let (kind, rest) = attribute(rest, "\" t=\"")?;
    let (value, rest) = match rest.strip_prefix("\"><v>") {
        Some(rest) => {
            let (value, rest) = word(rest)?;
            (Some(value), rest.strip_prefix("</v></c>")?)
        }
        None => (None, rest.strip_prefix("\"/>")?),
    };
    Some(PlainCell {
        place,
        style,
        kind,
        value,
        bytes: text.len() - rest.len(),
    })
}

/// An attribute that may be missing, but not empty.
#[inline]
fn attribute<'t>(text: &'t str, begin: &str) -> Option<(Option<&'t str>, &'t str)> {
    match text.strip_prefix(begin) {
        Some(rest) => word(rest).map(|(word, rest)| (Some(word), rest)),
        None => Some((None, text)),
    }
}

/// Letters and digits of ASCII and the marks of numbers, at least one.
#[inline]
fn word(text: &str) -> Option<(&str, &str)> {
    let is_end = |byte: u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+'));
    let end = text.bytes().position(is_end)?;
    (end > 0).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_spelling_is_told() {
        let whole = "<c r=\"B7\" s=\"3\" t=\"s\"><v>12</v></c>";
        let text = format!("{whole}<c r=\"C7\"");
        let want = PlainCell {
            place: "B7",
            style: Some("3"),
            kind: Some("s"),
            value: Some("12"),
            bytes: whole.len(),
        };
        assert_eq!(cell(&text), Some(want));
        for (whole, value, tokens) in [
            ("<c r=\"A1\"><v>-1.5E+07</v></c>", Some("-1.5E+07"), 5),
            ("<c r=\"A1\" t=\"b\"><v>1</v></c>", Some("1"), 5),
            ("<c r=\"A1\" s=\"3\"/>", None, 2),
        ] {
            let found = cell(whole).expect(whole);
            assert_eq!((found.value, found.tokens(), found.bytes), (value, tokens, whole.len()));
        }
    }

    #[test]
    fn any_other_spelling_is_not() {
        for other in [
            "",
            "<c",
            "<c r=\"A1\"><v>1</v></c",
            "<c r=\"A1\"><v></v></c>",
            "<c r=\"A1\"><v/></c>",
            "<c r=\"A1\"></c>",
            "<c r=\"A1\"><v>1</v><v>2</v></c>",
            "<c r=\"A1\"><v>1&amp;2</v></c>",
            "<c r=\"A1\"><v> 1</v></c>",
            "<c r=\"A1\"><v>1</v ></c>",
            "<c r=\"A1\"><f>1</f><v>1</v></c>",
            "<c r=\"\"><v>1</v></c>",
            "<c r=\"A1\" s=\"\"><v>1</v></c>",
            "<c r='A1'><v>1</v></c>",
            "<c  r=\"A1\"><v>1</v></c>",
            "<c r=\"A1\" t=\"s\" s=\"3\"><v>1</v></c>",
            "<c r=\"A1\" s=\"3\" s=\"4\"><v>1</v></c>",
            "<c r=\"A1\" s=\"3\"><v>一</v></c>",
            "<col r=\"A1\"><v>1</v></c>",
            "<x:c r=\"A1\"><v>1</v></c>",
            " <c r=\"A1\"><v>1</v></c>",
        ] {
            assert_eq!(cell(other), None, "{other}");
        }
    }
}
