//! Entities of XML without a document type: the five of XML itself and letters by their number, read and written.

use quick_xml::events::BytesRef;

/// The text that a reference stands for; `None` for any other, which would have to be declared.
pub(in crate::core) fn resolve(reference: &BytesRef<'_>) -> Option<String> {
    if let Some(c) = reference.resolve_char_ref().ok()? {
        return Some(c.to_string());
    }
    let name: &str = reference;
    let text = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    };
    Some(text.to_owned())
}

/// A text as it stands between tags or in an attribute. Letters that XML 1.0 has not are left out: nobody typed them.
pub(in crate::core) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c < ' ' && !matches!(c, '\t' | '\n') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_no_declaration_is_known() {
        for (name, want) in [
            ("amp", Some("&")),
            ("#x3042", Some("あ")),
            ("#65", Some("A")),
            ("nbsp", None),
            ("#x110000", None),
            ("", None),
        ] {
            assert_eq!(resolve(&BytesRef::new(name)).as_deref(), want, "{name}");
        }
    }

    #[test]
    fn what_is_written_cannot_leave_its_place() {
        assert_eq!(escaped("<あ&\"い\">\u{1}\u{ffff}\n"), "&lt;あ&amp;&quot;い&quot;&gt;\n");
    }
}
