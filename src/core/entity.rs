//! Entities of XML without a document type: the five of XML itself and letters by their number.

use quick_xml::events::BytesRef;

/// The text that a reference stands for; `None` for any other, which would have to be declared.
pub(in crate::core) fn resolve(name: &str) -> Option<String> {
    if let Some(c) = BytesRef::new(name).resolve_char_ref().ok()? {
        return Some(c.to_string());
    }
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
            assert_eq!(resolve(name).as_deref(), want, "{name}");
        }
    }
}
