//! One cell: its paragraphs as they are shown, and what kind of value they stand for.

use chrono::NaiveDate;

use super::super::format::says;
use super::super::xml::{Node, Tag, Xml};
use super::super::{Bound, CellKind, ReadError, limits};

/// What the cell's own tag says.
pub(super) struct Head {
    kind: String,
    value: Option<String>,
    is_error: bool,
    formula: Option<String>,
    /// How many cells it stands for, side by side.
    pub repeated: u32,
    /// Columns and rows it reaches over.
    pub spans: (u32, u32),
}

/// What stands in the cell, and whether a comment hangs on it.
pub(super) struct Content {
    pub shown: Option<(String, CellKind)>,
    pub has_comment: bool,
}

impl Head {
    pub fn new(tag: &Tag<'_>) -> Result<Self, ReadError> {
        let mut head = Self {
            kind: String::new(),
            value: None,
            is_error: false,
            formula: None,
            repeated: 1,
            spans: (1, 1),
        };
        // The value stands under a name of its kind; of several the kind decides, wherever it stands itself.
        let mut values: Vec<(String, String)> = Vec::new();
        for attribute in tag.prefixed() {
            let (prefix, name, value) = attribute?;
            match (prefix, name) {
                ("office", "value-type") => head.kind = value.into_owned(),
                ("calcext", "value-type") => head.is_error = value == "error",
                ("table", "formula") => head.formula = Some(value.into_owned()),
                ("table", "number-columns-repeated") => head.repeated = count(&value),
                ("table", "number-columns-spanned") => head.spans.0 = count(&value),
                ("table", "number-rows-spanned") => head.spans.1 = count(&value),
                ("office", "value" | "date-value" | "time-value" | "boolean-value" | "string-value") => {
                    values.push((name.to_owned(), value.into_owned()));
                }
                _ => {}
            }
        }
        let wanted = match head.kind.as_str() {
            "date" => "date-value",
            "time" => "time-value",
            "boolean" => "boolean-value",
            "string" => "string-value",
            _ => "value",
        };
        head.value = values
            .into_iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value);
        Ok(head)
    }

    /// Reads to the end of the cell.
    pub fn read(self, xml: &mut Xml<'_>) -> Result<Content, ReadError> {
        let mut lines: Option<String> = None;
        let mut has_comment = false;
        loop {
            match xml.next()? {
                Node::Open(tag) if tag.name() == "p" => {
                    let mut text = match lines.take() {
                        Some(known) => known + "\n",
                        None => String::new(),
                    };
                    paragraph(xml, &mut text)?;
                    lines = Some(text);
                }
                // Comments, shapes, charts: they lie over the sheet, they do not stand in the cell.
                Node::Open(tag) => {
                    has_comment |= tag.name() == "annotation";
                    xml.skip()?;
                }
                Node::Close(end) if end.name().ends_with("table-cell") => break,
                Node::Done => return Err(ReadError::Damaged("cut off".to_owned())),
                _ => {}
            }
        }
        Ok(Content {
            shown: self.shown(lines).filter(|(text, _)| !text.trim().is_empty()),
            has_comment,
        })
    }

    fn shown(self, lines: Option<String>) -> Option<(String, CellKind)> {
        let value = self.value.clone().unwrap_or_default();
        let text = match lines {
            Some(ref text) if !text.trim().is_empty() => text.clone(),
            // No text: the value itself is what is known.
            _ => match (self.value, self.formula) {
                (Some(value), _) if !value.trim().is_empty() => value,
                (None, Some(formula)) if lines.is_none() && self.kind.is_empty() => {
                    return Some((formula, CellKind::NoValue));
                }
                _ => return None,
            },
        };
        if self.is_error {
            return Some((text, CellKind::Error));
        }
        match self.kind.as_str() {
            "float" | "percentage" | "currency" => Some((text, CellKind::Number)),
            "time" => Some((text, CellKind::Date)),
            "date" => {
                let (stored, clock) = stored_day(&value);
                // Shown the way of another country, 4/1/2024 could be taken for another day.
                let text = match stored {
                    Some(day) if !says(&text, day) && is_day(&text) => format!("{}{clock}", day.format("%Y-%m-%d")),
                    _ => text,
                };
                Some((text, CellKind::Date))
            }
            _ => Some((text, CellKind::Text)),
        }
    }
}

/// A count of repeats or spans; what is no count is one.
pub(super) fn count(text: &str) -> u32 {
    let count = text.trim().parse::<u64>().unwrap_or(1);
    u32::try_from(count).unwrap_or(u32::MAX).max(1)
}

/// The day of `2024-04-01T09:30:00`, and the time of day as it is shown behind a day.
fn stored_day(value: &str) -> (Option<NaiveDate>, String) {
    let (day, time) = value.split_once('T').unwrap_or((value, ""));
    let clock = if time.is_empty() || time.starts_with("00:00:00") {
        String::new()
    } else {
        format!(" {}", time.get(..5).unwrap_or(time))
    };
    (NaiveDate::parse_from_str(day, "%Y-%m-%d").ok(), clock)
}

/// Whether the text shows a whole day of any country: three numbers, or a month's name between two.
fn is_day(text: &str) -> bool {
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .count();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    text.is_ascii() && (numbers >= 3 || (numbers >= 2 && letters >= 3))
}

/// The text of one paragraph: runs of blanks, tabs and breaks written out, ふりがな left out.
fn paragraph(xml: &mut Xml<'_>, out: &mut String) -> Result<(), ReadError> {
    let mut depth = 1u32;
    while depth > 0 {
        match xml.next()? {
            Node::Open(tag) => match tag.name() {
                "s" => {
                    let count = tag.attribute("c")?.and_then(|count| count.trim().parse::<u64>().ok());
                    let count = count.unwrap_or(1);
                    if count > limits::CELL_TEXT as u64 {
                        return Err(ReadError::TooLarge(Bound::Cell));
                    }
                    out.extend(std::iter::repeat_n(' ', count as usize));
                    xml.skip()?;
                }
                "tab" => {
                    out.push('\t');
                    xml.skip()?;
                }
                "line-break" => {
                    out.push('\n');
                    xml.skip()?;
                }
                "span" | "a" | "ruby" | "ruby-base" | "meta" | "text" | "date" | "time" | "sheet-name" | "title" => {
                    depth += 1;
                }
                _ => xml.skip()?,
            },
            Node::Close(_) => depth -= 1,
            Node::Text(text) => {
                // Line ends and runs of blanks in the XML are one blank; what counts is written as a tag.
                for c in text.chars() {
                    let c = if matches!(c, ' ' | '\t' | '\n' | '\r') { ' ' } else { c };
                    if c != ' ' || !(out.is_empty() || out.ends_with([' ', '\n'])) {
                        out.push(c);
                    }
                }
            }
            Node::Done => return Err(ReadError::Damaged("cut off".to_owned())),
        }
        if out.len() > limits::TOKEN as usize {
            return Err(ReadError::TooLarge(Bound::Cell));
        }
    }
    Ok(())
}
