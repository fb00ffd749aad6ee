//! One sheet: cells in the order they stand, merged ranges, what is hidden.

use std::sync::Arc;

use super::super::format::{Epoch, Formats, NumberText};
use super::super::gather::{Interner, Tally};
use super::super::package::Package;
use super::super::place::{cell_place, range};
use super::super::xml::{Ahead, Tag, Then, Told};
use super::super::{Around, Bound, CellKind, Passed, ReadError, Sink, limits};
use super::plain;
use super::text::{Rich, unescaped};
use super::workbook::is_true;

pub(super) struct Context<'a> {
    pub strings: &'a [Arc<str>],
    pub styles: &'a Formats,
    pub epoch: Epoch,
}

/// Where the next cell stands when the file does not say.
#[derive(Default)]
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
    let Some(xml) = package.xml(part)? else {
        return Err(ReadError::Damaged(format!("no part {part}")));
    };
    let mut sheet = Sheet {
        context,
        texts,
        tally,
        sink,
        around: Around::default(),
        cursor: Cursor::default(),
        cell: Cell::default(),
        is_sheet: false,
    };
    xml.tell(&mut sheet)?;
    if !sheet.is_sheet {
        return Err(ReadError::Damaged(format!("{part} is no sheet")));
    }
    let mut around = sheet.around;
    around.merges.sort_unstable();
    Ok(around)
}

/// The sheet that is being read.
struct Sheet<'a, 's> {
    context: &'a Context<'s>,
    texts: &'a mut Interner,
    tally: &'a mut Tally,
    sink: &'a mut dyn Sink,
    around: Around,
    cursor: Cursor,
    cell: Cell,
    is_sheet: bool,
}

impl Told for Sheet<'_, '_> {
    #[inline]
    fn open(&mut self, tag: &Tag<'_>) -> Result<Then, ReadError> {
        if self.cell.inside != Inside::Nothing {
            return self.cell.open(tag);
        }
        match tag.name() {
            "c" => {
                self.tally.see_cells(1)?;
                self.cell.begin(&mut self.cursor);
                for attribute in tag.attributes() {
                    let (name, value) = attribute?;
                    self.cell.attribute(name, &value, &mut self.cursor)?;
                }
                if self.cell.row == 0 || self.cursor.column > limits::COLUMNS {
                    return Err(outside());
                }
                self.cell.inside = Inside::Cell;
            }
            "row" => {
                self.tally.see_row()?;
                start_row(tag, &mut self.cursor)?;
            }
            "worksheet" => self.is_sheet = true,
            "col" => hidden_columns(tag, &mut self.around.hidden_columns)?,
            "mergeCell" => {
                if self.around.merges.len() >= limits::MERGES {
                    return Err(ReadError::TooLarge(Bound::Merges));
                }
                // A range that is none joins nothing.
                if let Some(found) = tag.attribute("ref")?.as_deref().and_then(range) {
                    self.around.merges.push(found);
                }
            }
            "extLst" => return Ok(Then::PassOver),
            _ => {}
        }
        Ok(Then::GoOn)
    }

    #[inline]
    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        self.cell.text(text)
    }

    #[inline]
    fn close(&mut self) -> Result<(), ReadError> {
        if self.cell.close() { self.tell() } else { Ok(()) }
    }

    fn ahead(&mut self, rest: &str) -> Result<Ahead, ReadError> {
        let mut ahead = Ahead::default();
        if self.cell.inside != Inside::Nothing {
            return Ok(ahead);
        }
        while let Some(plain) = plain::cell(&rest[ahead.bytes..]) {
            self.tally.see_cells(1)?;
            self.cell.begin(&mut self.cursor);
            self.cell.attribute("r", plain.place, &mut self.cursor)?;
            for (name, value) in [("s", plain.style), ("t", plain.kind)] {
                if let Some(value) = value {
                    self.cell.attribute(name, value, &mut self.cursor)?;
                }
            }
            if let Some(value) = plain.value {
                self.cell.has_value = true;
                self.cell.value.push_str(value);
            }
            self.tell()?;
            ahead.bytes += plain.bytes;
            ahead.tokens += plain.tokens();
        }
        Ok(ahead)
    }
}

impl Sheet<'_, '_> {
    /// Tells the cell that was read to its end.
    fn tell(&mut self) -> Result<(), ReadError> {
        let Some(shown) = self.cell.shown(self.context) else {
            return Ok(());
        };
        self.tally.fill()?;
        let own;
        let (text, kind, shared) = match shown {
            Shown::Shared(text, number) => (text, CellKind::Text, Some(number)),
            Shown::Own(text, kind) => {
                own = self.texts.share(&text)?;
                (&own, kind, None)
            }
        };
        let cell = Passed {
            column: self.cursor.column - 1,
            kind,
            struck: self.context.styles.is_struck(self.cell.style),
            text,
            shared,
        };
        self.sink.cell(self.cell.row, self.cursor.hidden, &cell)
    }
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

impl From<NumberText> for Shown<'_> {
    fn from(number: NumberText) -> Self {
        Self::Own(number.text, number.kind)
    }
}

/// What the `t` of a cell says about its value (ECMA-376 part 1, 18.18.11).
#[derive(Clone, Copy, Default, PartialEq)]
enum Kind {
    #[default]
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

/// The cell that is being read, its parts in whatever order they stand. Their room is used again for the next.
#[derive(Default)]
struct Cell {
    row: u32,
    style: usize,
    kind: Kind,
    inside: Inside,
    has_value: bool,
    value: String,
    formula: Option<String>,
    inline: Option<String>,
    rich: Rich,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Inside {
    /// Between cells.
    #[default]
    Nothing,
    Cell,
    Value,
    Formula,
    Inline,
}

impl Cell {
    fn begin(&mut self, cursor: &mut Cursor) {
        (self.row, self.style, self.kind) = (cursor.row, 0, Kind::Number);
        self.value.clear();
        (self.has_value, self.formula, self.inline) = (false, None, None);
        cursor.column += 1;
    }

    #[inline]
    fn attribute(&mut self, name: &str, value: &str, cursor: &mut Cursor) -> Result<(), ReadError> {
        match name {
            "r" => (self.row, cursor.column) = cell_place(value.trim_ascii()).ok_or_else(outside)?,
            // A style that is no number is none.
            "s" => self.style = value.trim_ascii().parse().unwrap_or(0),
            "t" => self.kind = Kind::of(value),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>) -> Result<Then, ReadError> {
        self.inside = match (self.inside, tag.name()) {
            (Inside::Inline, _) => return self.rich.open(tag),
            (Inside::Cell, "v") => {
                self.has_value = true;
                self.value.clear();
                Inside::Value
            }
            (Inside::Cell, "f") => {
                self.formula = Some(String::new());
                Inside::Formula
            }
            (Inside::Cell, "is") => {
                self.rich.begin();
                Inside::Inline
            }
            _ => return Ok(Then::PassOver),
        };
        Ok(Then::GoOn)
    }

    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        let part = match (self.inside, &mut self.formula) {
            (Inside::Inline, _) => return self.rich.text(text),
            (Inside::Value, _) => &mut self.value,
            (Inside::Formula, Some(formula)) => formula,
            _ => return Ok(()),
        };
        if part.len() + text.len() > limits::TOKEN as usize {
            return Err(ReadError::TooLarge(Bound::Text));
        }
        part.push_str(text);
        Ok(())
    }

    /// A tag ends; whether it was the cell.
    fn close(&mut self) -> bool {
        self.inside = match self.inside {
            Inside::Nothing => return false,
            Inside::Cell => Inside::Nothing,
            Inside::Value | Inside::Formula => Inside::Cell,
            Inside::Inline => match self.rich.close() {
                None => Inside::Inline,
                Some(text) => {
                    self.inline = Some(text.into_owned());
                    Inside::Cell
                }
            },
        };
        self.inside == Inside::Nothing
    }

    /// What the spreadsheet shows; nothing but white space is blank.
    fn shown<'s>(&mut self, context: &Context<'s>) -> Option<Shown<'s>> {
        self.written(context).filter(|shown| match shown {
            // Blank ones were emptied as they were read; looking into the text would fetch it from far for every cell.
            Shown::Shared(text, _) => !text.is_empty(),
            Shown::Own(text, _) => !is_blank(text),
        })
    }

    fn written<'s>(&mut self, context: &Context<'s>) -> Option<Shown<'s>> {
        if let Some(text) = self.inline.take() {
            return Some(Shown::Own(text, CellKind::Text));
        }
        let value = self.value.as_str();
        let bare = value.trim_ascii();
        // A text that was computed and came out empty is blank.
        if bare.is_empty() && self.kind == Kind::Text && self.has_value {
            return None;
        }
        if bare.is_empty() {
            // A formula never computed: Excel would compute it on opening, we do not.
            let formula = self.formula.as_deref()?;
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
                _ => Shown::Own(unescaped(value).into_owned(), CellKind::Text),
            },
            Kind::Text => Shown::Own(unescaped(value).into_owned(), CellKind::Text),
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

/// What looks like nothing is nothing.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
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
