//! One sheet: cells in the order they stand, merged ranges, what is hidden.

use std::sync::Arc;

use super::super::format::{Epoch, Formats, NumberText};
use super::super::gather::{Interner, Tally};
use super::super::package::Package;
use super::super::place::{cell_place, range};
use super::super::xml::{Node, Tag, Xml};
use super::super::{CellKind, Merge, RawCell, ReadError, Sink, limits};
use super::text::{rich_text, unescaped};
use super::workbook::is_true;

pub(super) struct Context<'a> {
    pub strings: &'a [Arc<str>],
    pub styles: &'a Formats,
    pub epoch: Epoch,
}

/// What a sheet says besides its cells.
#[derive(Default)]
pub(super) struct Around {
    pub merges: Vec<Merge>,
    pub hidden_columns: Vec<(u32, u32)>,
}

/// Where the next cell stands when the file does not say.
struct Cursor {
    row: u32,
    column: u32,
    hidden: bool,
}

/// Tells the cells as they come.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    context: &Context<'_>,
    (texts, tally): (&mut Interner, &mut Tally),
    sink: &mut dyn Sink,
) -> Result<Around, ReadError> {
    let Some(mut xml) = package.xml(part)? else {
        return Err(ReadError::Damaged(format!("no part {part}")));
    };
    let mut around = Around::default();
    let mut cursor = Cursor {
        row: 0,
        column: 0,
        hidden: false,
    };
    let mut is_sheet = false;
    let mut parts = Parts::default();
    loop {
        match xml.next()? {
            Node::Open(tag) => match tag.name() {
                "worksheet" => is_sheet = true,
                "row" => {
                    tally.see_row()?;
                    start_row(&tag, &mut cursor)?;
                }
                "c" => {
                    tally.see_cells(1)?;
                    let cell = Cell::open(&tag, &mut cursor)?;
                    if let Some(shown) = cell.read(&mut xml, &mut parts, context)? {
                        tally.fill()?;
                        let number = match shown {
                            Shown::Shared(_, number) => Some(number),
                            Shown::Own(..) => None,
                        };
                        let raw = RawCell {
                            column: cursor.column - 1,
                            text: match shown {
                                Shown::Shared(text, _) => text.clone(),
                                Shown::Own(ref own, _) => texts.share(own)?,
                            },
                            kind: shown.kind(),
                        };
                        sink.cell(cell.row, cursor.hidden, raw, number)?;
                    }
                }
                "col" => hidden_columns(&tag, &mut around.hidden_columns)?,
                "mergeCell" => {
                    if around.merges.len() >= limits::MERGES {
                        return Err(ReadError::TooLarge("merges"));
                    }
                    // A range that is none joins nothing.
                    if let Some(found) = tag.attribute("ref")?.as_deref().and_then(range) {
                        around.merges.push(found);
                    }
                }
                "extLst" => xml.skip()?,
                _ => {}
            },
            Node::Done => break,
            _ => {}
        }
    }
    if !is_sheet {
        return Err(ReadError::Damaged(format!("{part} is no sheet")));
    }
    around.merges.sort_unstable();
    Ok(around)
}

fn start_row(tag: &Tag<'_>, cursor: &mut Cursor) -> Result<(), ReadError> {
    cursor.row += 1;
    cursor.column = 0;
    cursor.hidden = false;
    for attribute in tag.attributes() {
        let (name, value) = attribute?;
        match name {
            "r" => cursor.row = value.trim().parse().map_err(|_| outside())?,
            "hidden" => cursor.hidden |= is_true(&value),
            "ht" => cursor.hidden |= value.trim().parse() == Ok(0.0),
            _ => {}
        }
    }
    if (1..=limits::ROWS).contains(&cursor.row) {
        Ok(())
    } else {
        Err(outside())
    }
}

fn outside() -> ReadError {
    ReadError::Damaged("cell outside the grid".to_owned())
}

fn hidden_columns(tag: &Tag<'_>, list: &mut Vec<(u32, u32)>) -> Result<(), ReadError> {
    let (mut first, mut last, mut hidden) = (None, None, false);
    for attribute in tag.attributes() {
        let (name, value) = attribute?;
        match name {
            "min" => first = value.trim().parse::<u32>().ok(),
            "max" => last = value.trim().parse::<u32>().ok(),
            "hidden" => hidden |= is_true(&value),
            "width" => hidden |= value.trim().parse() == Ok(0.0),
            _ => {}
        }
    }
    if let (true, Some(first @ 1..), Some(last)) = (hidden, first, last)
        && last >= first
        && list.len() < limits::COLUMNS as usize
    {
        list.push((first - 1, last.min(limits::COLUMNS) - 1));
    }
    Ok(())
}

enum Shown<'s> {
    /// One of the shared strings, with its number.
    Shared(&'s Arc<str>, usize),
    Own(String, CellKind),
}

impl Shown<'_> {
    fn kind(&self) -> CellKind {
        match self {
            Self::Shared(..) => CellKind::Text,
            Self::Own(_, kind) => *kind,
        }
    }
}

impl From<NumberText> for Shown<'_> {
    fn from(number: NumberText) -> Self {
        Self::Own(number.text, number.kind)
    }
}

struct Cell {
    row: u32,
    style: usize,
    kind: Kind,
}

/// What the `t` of a cell says about its value (ECMA-376 part 1, 18.18.11).
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Date,
    /// `e`, and kinds that no standard knows: what they mean cannot be told.
    Other,
}

impl Kind {
    fn of(word: &str) -> Self {
        match word {
            "s" => Self::Shared,
            "" | "n" => Self::Number,
            "str" | "inlineStr" => Self::Text,
            "b" => Self::Bool,
            "d" => Self::Date,
            _ => Self::Other,
        }
    }
}

/// Texts of one cell's parts, their room used again for the next cell.
#[derive(Default)]
struct Parts {
    has_value: bool,
    value: String,
    formula: Option<String>,
    inline: Option<String>,
}

impl Cell {
    fn open(tag: &Tag<'_>, cursor: &mut Cursor) -> Result<Self, ReadError> {
        let mut cell = Self {
            row: cursor.row,
            style: 0,
            kind: Kind::Number,
        };
        cursor.column += 1;
        for attribute in tag.attributes() {
            let (name, value) = attribute?;
            match name {
                "r" => (cell.row, cursor.column) = cell_place(value.trim_ascii()).ok_or_else(outside)?,
                // A style that is no number is none.
                "s" => cell.style = value.trim_ascii().parse().unwrap_or(0),
                "t" => cell.kind = Kind::of(&value),
                _ => {}
            }
        }
        if cell.row == 0 || cursor.column > limits::COLUMNS {
            return Err(outside());
        }
        Ok(cell)
    }

    /// Reads to the end of the cell, in whatever order its parts stand.
    fn read<'s>(
        &self,
        xml: &mut Xml<'_>,
        parts: &mut Parts,
        context: &Context<'s>,
    ) -> Result<Option<Shown<'s>>, ReadError> {
        parts.value.clear();
        parts.has_value = false;
        parts.formula = None;
        parts.inline = None;
        loop {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "v" => {
                        parts.has_value = true;
                        parts.value.clear();
                        xml.text_into(&mut parts.value)?;
                    }
                    "f" => parts.formula = Some(xml.text()?),
                    "is" => parts.inline = Some(rich_text(xml)?),
                    _ => xml.skip()?,
                },
                Node::Close(_) => break,
                Node::Done => return Err(ReadError::Damaged("cut off".to_owned())),
                _ => {}
            }
        }
        let shown = self.shown(parts, context);
        // A cell of nothing but white space is blank.
        let blank = |text: &str| text.chars().all(char::is_whitespace);
        Ok(shown.filter(|shown| match shown {
            Shown::Shared(text, _) => !blank(text),
            Shown::Own(text, _) => !blank(text),
        }))
    }

    fn shown<'s>(&self, parts: &mut Parts, context: &Context<'s>) -> Option<Shown<'s>> {
        if let Some(text) = parts.inline.take() {
            return Some(Shown::Own(text, CellKind::Text));
        }
        let value = &parts.value;
        let bare = value.trim_ascii();
        // A text that was computed and came out empty is blank.
        if bare.is_empty() && self.kind == Kind::Text && parts.has_value {
            return None;
        }
        if bare.is_empty() {
            // A formula never computed: Excel would compute it on opening, we do not.
            let formula = parts.formula.as_deref()?;
            return Some(Shown::Own(format!("={}", formula.trim()), CellKind::NoValue));
        }
        Some(match self.kind {
            Kind::Shared => match bare
                .parse::<usize>()
                .ok()
                .and_then(|at| Some((context.strings.get(at)?, at)))
            {
                Some((text, at)) => Shown::Shared(text, at),
                // The file does not hold the text that the cell means.
                None => Shown::Own(bare.to_owned(), CellKind::Error),
            },
            Kind::Number => match bare.parse::<f64>() {
                Ok(number) if number.is_finite() => context.styles.get(self.style).show(number, context.epoch).into(),
                _ => Shown::Own(unescaped(value.clone()), CellKind::Text),
            },
            Kind::Text => Shown::Own(unescaped(value.clone()), CellKind::Text),
            Kind::Bool => {
                let word = match bare {
                    "1" | "true" | "TRUE" | "True" => "TRUE",
                    "0" | "false" | "FALSE" | "False" => "FALSE",
                    other => other,
                };
                Shown::Own(word.to_owned(), CellKind::Text)
            }
            Kind::Date => Shown::Own(iso_date(bare), CellKind::Date),
            Kind::Other => Shown::Own(bare.to_owned(), CellKind::Error),
        })
    }
}

/// `2024-04-01T00:00:00` is a day; a time of day stays.
fn iso_date(text: &str) -> String {
    match text.split_once('T') {
        Some((day, time))
            if time
                .trim_end_matches('Z')
                .bytes()
                .all(|b| matches!(b, b'0' | b':' | b'.')) =>
        {
            day.to_owned()
        }
        Some((day, time)) => format!("{day} {time}"),
        None => text.to_owned(),
    }
}
