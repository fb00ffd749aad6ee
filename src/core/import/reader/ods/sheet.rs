//! One table: rows and columns with their repeats.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::gather::{Interner, Rows, Tally};
use super::super::xml::{Node, Tag, Xml};
use super::super::{Around, Bound, CellKind, Merge, RawCell, RawSheet, ReadError, limits};
use super::cell;

/// A filled cell of a row, before the row is repeated.
struct Filled {
    column: u32,
    text: Arc<str>,
    kind: CellKind,
    struck: bool,
}

/// Reads to the end of the table just opened. The caller gives it its name.
pub(super) fn read(
    xml: &mut Xml<'_>,
    struck: &HashSet<String>,
    texts: &mut Interner,
    tally: &mut Tally,
) -> Result<RawSheet, ReadError> {
    let mut rows = Rows::default();
    let mut sheet = RawSheet {
        name: Arc::from(""),
        hidden: false,
        rows: Vec::new(),
        around: Around::default(),
    };
    let (mut row, mut column) = (1u32, 0u32);
    loop {
        match xml.next()? {
            Node::Open(tag) => match tag.name() {
                "table-column" => {
                    let count = repeated(&tag, "number-columns-repeated")?;
                    let after = column.saturating_add(count).min(limits::COLUMNS);
                    if is_collapsed(&tag)? && after > column {
                        sheet.around.hidden_columns.push((column, after - 1));
                    }
                    column = after;
                }
                "table-row" => {
                    tally.see_row()?;
                    let count = repeated(&tag, "number-rows-repeated")?;
                    let hidden = is_collapsed(&tag)?;
                    let filled = cells(xml, row, struck, &mut sheet.around, (&mut *texts, &mut *tally))?;
                    if !filled.is_empty() {
                        for number in row..row.saturating_add(count) {
                            if number > limits::ROWS {
                                return Err(ReadError::TooLarge(Bound::Rows));
                            }
                            for cell in &filled {
                                tally.fill()?;
                                let raw = RawCell {
                                    column: cell.column,
                                    text: cell.text.clone(),
                                    kind: cell.kind,
                                    struck: cell.struck,
                                };
                                rows.push(number, hidden, raw);
                            }
                        }
                    }
                    row = row.saturating_add(count);
                }
                "shapes" | "forms" | "table-source" | "scenario" | "named-expressions" => xml.skip()?,
                // Groups and header rows only wrap rows.
                _ => {}
            },
            Node::Close(end) if end.name() == "table" => break,
            Node::Done => return Err(ReadError::Damaged("cut off".to_owned())),
            _ => {}
        }
    }
    sheet.rows = rows.finish();
    sheet.around.merges.sort_unstable();
    Ok(sheet)
}

fn cells(
    xml: &mut Xml<'_>,
    row: u32,
    struck_styles: &HashSet<String>,
    around: &mut Around,
    (texts, tally): (&mut Interner, &mut Tally),
) -> Result<Vec<Filled>, ReadError> {
    let mut filled = Vec::new();
    let mut column = 0u32;
    loop {
        match xml.next()? {
            Node::Open(tag) if matches!(tag.name(), "table-cell" | "covered-table-cell") => {
                let covered = tag.name() == "covered-table-cell";
                let style = tag.attribute("style-name")?;
                let struck = style.is_some_and(|style| struck_styles.contains(&*style));
                let head = cell::Head::new(&tag)?;
                let (count, spans) = (head.repeated, head.spans);
                if !covered && spans != (1, 1) {
                    if around.merges.len() >= limits::MERGES {
                        return Err(ReadError::TooLarge(Bound::Merges));
                    }
                    around.merges.push(Merge {
                        rows: (row, row.saturating_add(spans.1 - 1).min(limits::ROWS)),
                        columns: (column, column.saturating_add(spans.0 - 1).min(limits::COLUMNS - 1)),
                    });
                }
                tally.see_cells(1)?;
                // What a merge covers is not shown, but it is there; xlsx files hold such cells too.
                let content = head.read(xml)?;
                if content.has_comment {
                    around.comment(row, column);
                }
                if let Some((text, kind)) = content.shown {
                    tally.see_cells(count as usize)?;
                    if column.saturating_add(count) > limits::COLUMNS {
                        return Err(ReadError::TooLarge(Bound::Columns));
                    }
                    let text = texts.share(&text)?;
                    filled.extend((column..column + count).map(|column| Filled {
                        column,
                        text: text.clone(),
                        kind,
                        struck,
                    }));
                }
                column = column.saturating_add(count);
            }
            Node::Open(_) => xml.skip()?,
            Node::Close(end) if end.name() == "table-row" => return Ok(filled),
            Node::Done => return Err(ReadError::Damaged("cut off".to_owned())),
            _ => {}
        }
    }
}

fn repeated(tag: &Tag<'_>, name: &str) -> Result<u32, ReadError> {
    Ok(tag.attribute(name)?.map_or(1, |text| cell::count(&text)))
}

fn is_collapsed(tag: &Tag<'_>) -> Result<bool, ReadError> {
    Ok(matches!(
        tag.attribute("visibility")?.as_deref(),
        Some("collapse" | "filter")
    ))
}
