//! The JSON image of a row that history keeps: canonical, so that equal rows have equal bytes.
//!
//! Keys are catalogue keys in alphabetical order, a plain string is a text, marks are small objects, blank is absent.

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};
use thiserror::Error;

use super::{Content, Entry, Fields};
use crate::core::catalogue::{Field, RegisterId};

/// An image that this version cannot read.
#[derive(Debug, Error)]
pub enum ImageError {
    #[error("image is no JSON object: {0}")]
    Json(#[from] serde_json::Error),
    #[error("image has an unknown or ill-formed part: {0}")]
    Shape(String),
}

/// Fields of a list: the place of each in the alphabetical order of their keys, and its key as JSON writes it.
type KeyOrder = Vec<(u16, String)>;

/// The order of every list: the register first, then its children.
static KEY_ORDER: LazyLock<Vec<Vec<KeyOrder>>> = LazyLock::new(|| {
    fn order(fields: &[Field]) -> KeyOrder {
        let before = |field: &Field| fields.iter().filter(|other| other.key < field.key).count() as u16;
        fields
            .iter()
            .map(|field| (before(field), format!("\"{}\":", field.key)))
            .collect()
    }
    RegisterId::all()
        .map(|register| {
            std::iter::once(order(register.fields))
                .chain(register.children.iter().map(|child| order(child.fields)))
                .collect()
        })
        .collect()
});

/// Writes the canonical image of `content`.
pub fn content_to_json(register: RegisterId, content: &Content) -> String {
    let mut out = String::with_capacity(512);
    push_image(&mut out, register, content);
    out
}

/// Appends the canonical image of `content`.
pub fn push_image(out: &mut String, register: RegisterId, content: &Content) {
    out.push('{');
    let order = &KEY_ORDER[register.index()];
    let mut children: Vec<usize> = (0..content.children.len())
        .filter(|&at| !content.children[at].is_empty())
        .collect();
    if !children.is_empty() {
        children.sort_by_key(|&at| register.children[at].key);
        out.push_str("\"children\":{");
        for (nth, &at) in children.iter().enumerate() {
            let child = &register.children[at];
            comma(out, nth);
            push_string(out, child.key);
            out.push_str(":[");
            for (nth, row) in content.children[at].iter().enumerate() {
                comma(out, nth);
                push_fields(out, row, &order[at + 1]);
            }
            out.push(']');
        }
        out.push_str("},");
    }
    if !content.custom.is_empty() {
        out.push_str("\"custom\":{");
        for (nth, (header, entry)) in content.custom.iter().enumerate() {
            comma(out, nth);
            push_string(out, header);
            out.push(':');
            push_entry(out, entry);
        }
        out.push_str("},");
    }
    out.push_str("\"fields\":");
    push_fields(out, &content.fields, &order[0]);
    out.push('}');
}

fn comma(out: &mut String, nth: usize) {
    if nth > 0 {
        out.push(',');
    }
}

fn push_fields(out: &mut String, row: &Fields, order: &[(u16, String)]) {
    // Rows are sparse: sorting what is there costs less than asking for every field in turn.
    let mut sorted: Vec<_> = row.iter().map(|(at, entry)| (&order[at], entry)).collect();
    sorted.sort_unstable_by_key(|((place, _), _)| *place);
    out.push('{');
    for (nth, ((_, key), entry)) in sorted.into_iter().enumerate() {
        comma(out, nth);
        out.push_str(key);
        push_entry(out, entry);
    }
    out.push('}');
}

fn push_entry(out: &mut String, entry: &Entry) {
    match entry {
        Entry::Blank => out.push_str("null"),
        Entry::Unknown { confirm_by: None } => out.push_str("{\"state\":\"unknown\"}"),
        Entry::Unknown { confirm_by: Some(day) } => {
            out.push_str("{\"confirm_by\":\"");
            out.push_str(&day.format("%Y-%m-%d").to_string());
            out.push_str("\",\"state\":\"unknown\"}");
        }
        Entry::NotApplicable => out.push_str("{\"state\":\"na\"}"),
        Entry::Text(text) => push_string(out, text),
    }
}

fn push_string(out: &mut String, text: &str) {
    let is_special = |byte: u8| byte == b'"' || byte == b'\\' || byte < 0x20;
    out.push('"');
    // Without a way out of the loop the compiler looks at many bytes at once; hardly any text is special.
    if !text.bytes().fold(false, |found, byte| found | is_special(byte)) {
        out.push_str(text);
        out.push('"');
        return;
    }
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        if is_special(byte) {
            out.push_str(&text[plain..at]);
            plain = at + 1;
            match byte {
                b'"' => out.push_str("\\\""),
                b'\\' => out.push_str("\\\\"),
                b'\n' => out.push_str("\\n"),
                b'\r' => out.push_str("\\r"),
                b'\t' => out.push_str("\\t"),
                other => out.push_str(&format!("\\u{other:04x}")),
            }
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

/// Reads an image back.
///
/// # Errors
/// When the text is no JSON or names a field, child list or state that the catalogue does not have.
pub fn content_from_json(register: RegisterId, json: &str) -> Result<Content, ImageError> {
    let whole: Map<String, Json> = serde_json::from_str(json)?;
    let mut content = Content::default();
    for (part, value) in &whole {
        match (part.as_str(), value) {
            ("fields", Json::Object(map)) => content.fields = read_fields(register.fields, map)?,
            ("children", Json::Object(map)) => {
                for (key, rows) in map {
                    let at = register.child_index(key).ok_or_else(|| shape(key))?;
                    let rows = rows.as_array().ok_or_else(|| shape(key))?;
                    let rows: Result<Vec<Fields>, ImageError> = rows
                        .iter()
                        .map(|row| {
                            read_fields(register.children[at].fields, row.as_object().ok_or_else(|| shape(key))?)
                        })
                        .collect();
                    content.set_child_rows(at, rows?);
                }
            }
            ("custom", Json::Object(map)) => {
                for (header, entry) in map {
                    content.set_custom(&Arc::from(header.as_str()), read_entry(entry)?);
                }
            }
            _ => return Err(shape(part)),
        }
    }
    Ok(content)
}

fn read_fields(fields: &[Field], map: &Map<String, Json>) -> Result<Fields, ImageError> {
    let mut row = Fields::with_capacity(map.len());
    for (key, entry) in map {
        let at = fields
            .iter()
            .position(|field| field.key == key)
            .ok_or_else(|| shape(key))?;
        row.set(at, read_entry(entry)?);
    }
    Ok(row)
}

fn read_entry(json: &Json) -> Result<Entry, ImageError> {
    match json {
        Json::String(text) => Ok(Entry::text(text)),
        Json::Object(map) => match map.get("state").and_then(Json::as_str) {
            Some("na") => Ok(Entry::NotApplicable),
            Some("unknown") => {
                let confirm_by = match map.get("confirm_by") {
                    None => None,
                    Some(day) => {
                        let day = day.as_str().ok_or_else(|| shape("confirm_by"))?;
                        Some(NaiveDate::parse_from_str(day, "%Y-%m-%d").map_err(|_| shape(day))?)
                    }
                };
                Ok(Entry::Unknown { confirm_by })
            }
            _ => Err(shape("state")),
        },
        _ => Err(shape("entry")),
    }
}

fn shape(part: &str) -> ImageError {
    ImageError::Shape(part.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_sorted_and_reads_back_to_the_same_row() {
        let device = RegisterId::DEVICE;
        let mut content = Content::default();
        content.fields.set(
            device.field_index("note").unwrap(),
            Entry::text("一行目\n\"二\"\\行目\u{1}"),
        );
        content
            .fields
            .set(device.field_index("management_no").unwrap(), Entry::text("001"));
        content.fields.set(
            device.field_index("os").unwrap(),
            Entry::Unknown {
                confirm_by: NaiveDate::from_ymd_opt(2026, 12, 1),
            },
        );
        content
            .fields
            .set(device.field_index("ip").unwrap(), Entry::NotApplicable);
        let software = device.children[0].field_index("name").unwrap();
        content.set_child_rows(0, vec![[(software, Entry::text("電子カルテ"))].into_iter().collect()]);
        content.set_custom(&"リース会社".into(), Entry::text("あおぞらリース"));
        let json = content_to_json(device, &content);
        assert_eq!(content_from_json(device, &json).unwrap(), content);
        let sorted: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(
            sorted.to_string(),
            json,
            "serde_json's sorted map writes the same bytes"
        );
    }

    #[test]
    fn what_the_catalogue_does_not_have_is_refused() {
        for bad in [
            "[]",
            "{\"fields\":{\"no_such\":\"x\"}}",
            "{\"fields\":{\"os\":1}}",
            "{\"extra\":{}}",
            "{\"children\":{\"os\":[]}}",
        ] {
            assert!(content_from_json(RegisterId::DEVICE, bad).is_err(), "{bad}");
        }
    }
}
