//! One sheet: rows and cells as they stream by, merged ranges, what is hidden.
//!
//! Invariant: a cell that cannot be read rightly comes out as an error cell, never as another value.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::super::number::shown;
use super::super::{CellKind, Interner, Merge, RawCell, RawRow, ReadError, Rows, limits};
use super::strings::{Strings, Text, unescape};
use super::xml::{Xml, attribute, push_reference};

/// What cells refer to.
pub(super) struct Context<'a> {
    pub strings: &'a Strings,
    pub formats: &'a [Box<str>],
    pub is_1904: bool,
}

pub(super) struct Read {
    pub rows: Vec<RawRow>,
    pub merges: Vec<Merge>,
}

/// How the value of a cell is written down.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Number,
    Shared,
    /// A text in the cell: result of a formula, inline, or of a type nobody knows.
    Text,
    Flag,
    Error,
    Day,
}

struct Cell {
    row: u32,
    column: u32,
    written: Written,
    style: usize,
    has_value: bool,
    inline: Option<Text>,
    has_formula: bool,
}

/// Where the text of the cell that is being read goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    Inline,
    /// Formulas and extensions: not ours.
    Other,
}

pub(super) fn read(
    mut xml: Xml<'_>,
    context: &Context<'_>,
    interner: &mut Interner,
    budget: &mut usize,
) -> Result<Read, ReadError> {
    let mut rows = Rows::default();
    let mut merges = Vec::new();
    let mut cell: Option<Cell> = None;
    // One buffer for all values: a ledger has millions of cells and few of them are long.
    let mut value = String::new();
    let mut inside = Inside::Nothing;
    let (mut row, mut column) = (0u32, 0u32);
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => {
                    row = row_number(&tag, row)?;
                    column = 0;
                }
                "c" => {
                    let begun = begin(&tag, row, column)?;
                    column = begun.column + 1;
                    cell = Some(begun);
                    inside = Inside::Nothing;
                }
                "v" if inside == Inside::Nothing => {
                    inside = Inside::Value;
                    value.clear();
                    if let Some(cell) = &mut cell {
                        cell.has_value = true;
                    }
                }
                "is" => {
                    inside = Inside::Inline;
                    if let Some(cell) = &mut cell {
                        cell.inline = Some(Text::default());
                    }
                }
                "f" => {
                    inside = Inside::Other;
                    if let Some(cell) = &mut cell {
                        cell.has_formula = true;
                    }
                }
                "extLst" => inside = Inside::Other,
                "mergeCell" => merge(&tag, &mut merges)?,
                _ => {
                    if let (Inside::Inline, Some(text)) = (inside, cell.as_mut().and_then(|cell| cell.inline.as_mut()))
                    {
                        text.take(&Event::Start(tag))?;
                    }
                }
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "row" => {
                    row = row_number(&tag, row)?;
                    column = 0;
                }
                "c" => column = begin(&tag, row, column)?.column + 1,
                "f" => {
                    if let Some(cell) = &mut cell {
                        cell.has_formula = true;
                    }
                }
                "mergeCell" => merge(&tag, &mut merges)?,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "c" => {
                    inside = Inside::Nothing;
                    let Some(done) = cell.take() else { continue };
                    let (place, column) = (done.row, done.column);
                    if let Some((text, kind)) = finish(done, &value, context, interner)? {
                        *budget = budget.checked_sub(1).ok_or(ReadError::TooLarge("cells"))?;
                        rows.push(place, RawCell { column, text, kind });
                    }
                }
                "v" | "f" | "extLst" | "is" => inside = Inside::Nothing,
                _ => {
                    if let (Inside::Inline, Some(text)) = (inside, cell.as_mut().and_then(|cell| cell.inline.as_mut()))
                    {
                        text.take(&Event::End(tag))?;
                    }
                }
            },
            event => {
                let Some(cell) = &mut cell else { continue };
                match (inside, &event) {
                    (Inside::Inline, event) => {
                        if let Some(text) = &mut cell.inline {
                            text.take(event)?;
                        }
                    }
                    (Inside::Value, Event::Text(text)) => value.push_str(&text.xml10_content()),
                    (Inside::Value, Event::CData(text)) => value.push_str(&text.xml10_content()),
                    (Inside::Value, Event::GeneralRef(reference)) => push_reference(&mut value, reference)?,
                    _ => {}
                }
                if value.len() > limits::CELL_TEXT {
                    return Err(ReadError::TooLarge("cell"));
                }
            }
        }
    }
    Ok(Read {
        rows: rows.finish(),
        merges,
    })
}

fn outside() -> ReadError {
    ReadError::Damaged("cell outside the grid".to_owned())
}

/// 1-based number of a row; without one it follows the row before.
fn row_number(tag: &BytesStart<'_>, last: u32) -> Result<u32, ReadError> {
    let number = match attribute(tag, "r")? {
        Some(text) => text.trim().parse().map_err(|_| outside())?,
        None => last + 1,
    };
    if (1..=limits::ROWS).contains(&number) {
        Ok(number)
    } else {
        Err(outside())
    }
}

fn begin(tag: &BytesStart<'_>, row: u32, column: u32) -> Result<Cell, ReadError> {
    let (mut place, mut kind, mut style) = (None, None, 0);
    for found in tag.attributes().with_checks(false) {
        let found = found.map_err(|error| ReadError::Damaged(error.to_string()))?;
        match found.key.local_name().as_ref() {
            "r" => place = Some(position(&found.value).ok_or_else(outside)?),
            "s" => style = found.value.trim().parse().unwrap_or(0),
            "t" => kind = Some(found.value),
            _ => {}
        }
    }
    let (row, column) = place.unwrap_or((row, column));
    if row == 0 || row > limits::ROWS || column >= limits::COLUMNS {
        return Err(outside());
    }
    Ok(Cell {
        row,
        column,
        written: match kind.as_deref() {
            None | Some("n") => Written::Number,
            Some("s") => Written::Shared,
            Some("b") => Written::Flag,
            Some("e") => Written::Error,
            Some("d") => Written::Day,
            Some(_) => Written::Text,
        },
        style,
        has_value: false,
        inline: None,
        has_formula: false,
    })
}

/// `$B$12` to row 12 (1-based) and column 1 (0-based).
fn position(name: &str) -> Option<(u32, u32)> {
    let (mut column, mut row) = (0u32, 0u32);
    for byte in name.bytes().filter(|byte| *byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                column = column
                    .checked_mul(26)?
                    .checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
            }
            b'0'..=b'9' if column > 0 => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            _ => return None,
        }
    }
    Some((row, column.checked_sub(1)?)).filter(|_| row > 0)
}

fn merge(tag: &BytesStart<'_>, merges: &mut Vec<Merge>) -> Result<(), ReadError> {
    let Some(range) = attribute(tag, "ref")? else {
        return Ok(());
    };
    let (from, to) = range.split_once(':').unwrap_or((&range, &range));
    // A range that makes no sense merges nothing.
    if let (Some(from), Some(to)) = (position(from), position(to)) {
        merges.push(Merge {
            rows: (from.0.min(to.0), from.0.max(to.0)),
            columns: (from.1.min(to.1), from.1.max(to.1)),
        });
    }
    if merges.len() > limits::MERGES {
        return Err(ReadError::TooLarge("merges"));
    }
    Ok(())
}

/// The shown text of a cell, or `None` when nothing but blanks stands in it.
fn finish(
    cell: Cell,
    value: &str,
    context: &Context<'_>,
    interner: &mut Interner,
) -> Result<Option<(Arc<str>, CellKind)>, ReadError> {
    let mut plain = |text: &str| (!text.trim().is_empty()).then(|| (interner.share(text), CellKind::Text));
    if let Some(mut inline) = cell.inline
        && let Some(text) = plain(&inline.finish()?)
    {
        return Ok(Some(text));
    }
    if !cell.has_value || (value.is_empty() && cell.written != Written::Text) {
        return Ok(cell.has_formula.then(|| (interner.share(""), CellKind::NoValue)));
    }
    Ok(match cell.written {
        Written::Shared => match context.strings.get(value) {
            Some(text) => (!text.trim().is_empty()).then(|| (text.clone(), CellKind::Text)),
            // A number that no string has: what stood here is lost.
            None => Some((interner.share(value), CellKind::Error)),
        },
        Written::Text => plain(&unescape(value)),
        Written::Flag => plain(match value.trim() {
            "1" => "TRUE",
            "0" => "FALSE",
            other => other,
        }),
        Written::Error => Some((interner.share(value), CellKind::Error)),
        Written::Day => plain(value.split_once('T').map_or(value, |(day, _)| day)),
        Written::Number => match value.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => {
                let format = context.formats.get(cell.style).map_or("General", |format| format);
                let number = shown(number, format, context.is_1904);
                Some((interner.share(&number.text), number.kind))
            }
            _ => plain(value),
        },
    })
}
