//! One sheet: cells with their place in the bytes, merged ranges, choices, protection, marks drawn over it.
//!
//! Owns: the vocabulary of a worksheet part. Refuses to know: labels and answers.
//! Invariant: a cell's `start..end` are the bytes it was written with.

use std::collections::BTreeMap;

use super::book::{CellRef, rich_text};
use super::emphasis::Run;
use super::geometry::Geometry;
use super::marks::{self, Mark};
use super::package::Package;
use super::styles::Styles;
use super::xml::{Element, Tree};
use super::{FormError, limits};

pub(super) struct Texts {
    pub shared: Vec<Vec<Run>>,
    /// Bytes of text that the cells of the book may still have.
    left: std::cell::Cell<usize>,
}

impl Texts {
    pub fn new(shared: Vec<Vec<Run>>) -> Self {
        Self {
            shared,
            left: std::cell::Cell::new(limits::TEXT),
        }
    }

    /// One long text may stand in every cell by its number: what they have together is counted before it is copied.
    fn spend(&self, bytes: usize) -> Result<(), FormError> {
        let left = self.left.get().checked_sub(bytes);
        self.left.set(left.ok_or(FormError::TooLarge("text"))?);
        Ok(())
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    Text,
    Number(f64),
    Flag(bool),
    Error,
}

pub(super) struct Cell {
    pub text: String,
    /// One run at least when there is a text; a plain text has the look of its cell.
    pub runs: Vec<Run>,
    pub value: Value,
    pub style: usize,
    pub has_formula: bool,
    pub start: usize,
    pub end: usize,
}

pub(super) struct Row {
    pub hidden: bool,
    pub start: usize,
    pub inner: usize,
    pub end: usize,
    pub cells: BTreeMap<u32, Cell>,
}

/// 1-based, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub rows: (u32, u32),
    pub columns: (u32, u32),
}

impl Range {
    pub fn parse(text: &str) -> Option<Self> {
        let (one, two) = text.trim().split_once(':').unwrap_or((text.trim(), text.trim()));
        let (one, two): (CellRef, CellRef) = (one.parse().ok()?, two.parse().ok()?);
        Some(Self {
            rows: (one.row.min(two.row), one.row.max(two.row)),
            columns: (one.column.min(two.column), one.column.max(two.column)),
        })
    }

    pub fn holds(&self, cell: CellRef) -> bool {
        (self.rows.0..=self.rows.1).contains(&cell.row) && (self.columns.0..=self.columns.1).contains(&cell.column)
    }

    pub fn first(&self) -> CellRef {
        CellRef {
            row: self.rows.0,
            column: self.columns.0,
        }
    }
}

/// A list of words offered in a cell.
pub(super) struct Choices {
    pub ranges: Vec<Range>,
    /// `"はい,いいえ"` in quotes, or the cells that hold them.
    pub source: String,
}

/// The bytes of `sheetData`.
#[derive(Clone, Default)]
pub(super) struct Data {
    pub start: usize,
    pub inner: usize,
    pub end: usize,
    pub prefix: String,
}

pub(super) struct Sheet {
    pub name: String,
    pub hidden: bool,
    pub part: String,
    pub rows: BTreeMap<u32, Row>,
    pub merges: Vec<Range>,
    /// Merged ranges by the rows that they touch.
    by_row: BTreeMap<u32, Vec<usize>>,
    pub choices: Vec<Choices>,
    pub is_protected: bool,
    pub geometry: Geometry,
    pub marks: Vec<Mark>,
    pub has_formula: bool,
    /// Every row and cell says where it stands, in order: a patch can put a new one between them.
    pub is_ordered: bool,
    pub data: Option<Data>,
}

impl Sheet {
    pub fn read(
        package: &Package,
        part: &str,
        name: &str,
        hidden: bool,
        texts: &Texts,
        styles: &Styles,
    ) -> Result<Self, FormError> {
        let Some((_, tree)) = package.tree(part)? else {
            return Err(FormError::Damaged(format!("no part {part}")));
        };
        let root = tree.root();
        if &*root.name != "worksheet" {
            return Err(FormError::Damaged(format!("{part} is no sheet")));
        }
        let mut sheet = Self {
            name: name.to_owned(),
            hidden,
            part: part.to_owned(),
            rows: BTreeMap::new(),
            merges: Vec::new(),
            by_row: BTreeMap::new(),
            choices: Vec::new(),
            is_protected: tree
                .child(root, "sheetProtection")
                .is_some_and(|protection| matches!(protection.attribute("sheet"), Some("1" | "true" | "on"))),
            geometry: Geometry::default(),
            marks: Vec::new(),
            has_formula: false,
            is_ordered: true,
            data: None,
        };
        sheet.read_geometry(&tree);
        if let Some(data) = tree.child(root, "sheetData") {
            sheet.data = Some(Data {
                start: data.start,
                inner: data.inner,
                end: data.end,
                prefix: data.prefix.to_string(),
            });
            sheet.read_rows(&tree, data, texts, styles)?;
        }
        sheet.read_merges(&tree)?;
        for list in tree.below(root, "dataValidation") {
            if list.attribute("type") == Some("list") {
                sheet.choices.extend(choices(&tree, list));
            }
        }
        sheet.marks = marks::read(package, part, &tree, &sheet.geometry)?;
        Ok(sheet)
    }

    fn read_geometry(&mut self, tree: &Tree) {
        let number = |element: &Element, name: &str| element.attribute(name).and_then(|text| text.trim().parse().ok());
        if let Some(format) = tree.child(tree.root(), "sheetFormatPr") {
            self.geometry.default_width = number(format, "defaultColWidth").unwrap_or(self.geometry.default_width);
            self.geometry.default_height = number(format, "defaultRowHeight").unwrap_or(self.geometry.default_height);
        }
        for column in tree
            .child(tree.root(), "cols")
            .into_iter()
            .flat_map(|list| tree.children(list))
        {
            if let (Some(first), Some(last), Some(width)) =
                (number(column, "min"), number(column, "max"), number(column, "width"))
                && self.geometry.columns.len() < limits::COLUMNS as usize
            {
                let hidden = matches!(column.attribute("hidden"), Some("1" | "true"));
                let width = if hidden { 0.0 } else { width };
                self.geometry.columns.push((first as u32, last as u32, width));
            }
        }
    }

    fn read_rows(&mut self, tree: &Tree, data: &Element, texts: &Texts, styles: &Styles) -> Result<(), FormError> {
        let mut last_row = 0_u32;
        for row in tree.children(data).filter(|element| &*element.name == "row") {
            let said = row.attribute("r").and_then(|text| text.trim().parse::<u32>().ok());
            let number = said.unwrap_or_else(|| last_row.saturating_add(1));
            self.is_ordered &= said.is_some() && number > last_row;
            last_row = number;
            if let Some(height) = row.attribute("ht").and_then(|text| text.trim().parse().ok()) {
                self.geometry.heights.insert(number, height);
            }
            let mut read = Row {
                hidden: matches!(row.attribute("hidden"), Some("1" | "true")),
                start: row.start,
                inner: row.inner,
                end: row.end,
                cells: BTreeMap::new(),
            };
            let mut last_column = 0;
            for cell in tree.children(row).filter(|element| &*element.name == "c") {
                let said = cell.attribute("r").and_then(|name| name.parse::<CellRef>().ok());
                let column = said.map_or(last_column + 1, |place| place.column);
                self.is_ordered &= said.is_some_and(|place| place.row == number) && column > last_column;
                last_column = column;
                let filled = read_cell(tree, cell, texts, styles)?;
                self.has_formula |= filled.has_formula;
                read.cells.insert(column, filled);
            }
            self.rows.insert(number, read);
        }
        Ok(())
    }

    fn read_merges(&mut self, tree: &Tree) -> Result<(), FormError> {
        let list = tree.child(tree.root(), "mergeCells").into_iter();
        let mut rows = 0usize;
        for range in list
            .flat_map(|list| tree.children(list))
            .filter_map(|merge| Range::parse(merge.attribute("ref")?))
        {
            let last = range.rows.1.min(limits::ROWS);
            rows += (last.saturating_sub(range.rows.0) + 1) as usize;
            if self.merges.len() >= limits::MERGES || rows > 20 * limits::MERGES {
                return Err(FormError::TooLarge("merges"));
            }
            for row in range.rows.0..=last {
                self.by_row.entry(row).or_default().push(self.merges.len());
            }
            self.merges.push(range);
        }
        Ok(())
    }

    /// The merged range around a cell, or the cell alone.
    pub fn range(&self, cell: CellRef) -> Range {
        let list = self.by_row.get(&cell.row).map_or(&[][..], Vec::as_slice);
        list.iter()
            .map(|&at| self.merges[at])
            .find(|range| range.holds(cell))
            .unwrap_or(Range {
                rows: (cell.row, cell.row),
                columns: (cell.column, cell.column),
            })
    }

    /// The cell that holds what is shown here.
    pub fn anchor(&self, cell: CellRef) -> CellRef {
        self.range(cell).first()
    }

    pub fn cell(&self, cell: CellRef) -> Option<&Cell> {
        let place = self.anchor(cell);
        self.rows.get(&place.row)?.cells.get(&place.column)
    }

    pub fn text(&self, cell: CellRef) -> &str {
        self.cell(cell).map_or("", |cell| cell.text.as_str())
    }

    /// Last row and column with anything in them, within bounds.
    pub fn extent(&self) -> (u32, u32) {
        let filled = |row: &Row| {
            row.cells
                .iter()
                .rev()
                .find(|(_, cell)| !cell.text.trim().is_empty())
                .map(|(at, _)| *at)
        };
        let last = self
            .rows
            .iter()
            .filter_map(|(number, row)| Some((*number, filled(row)?)));
        let (rows, columns) = last.fold((0, 0), |(rows, columns), (row, column)| {
            (rows.max(row), columns.max(column))
        });
        let merged = self.merges.iter().map(|range| range.columns.1).max().unwrap_or(0);
        (rows.min(limits::ROWS), columns.max(merged).min(limits::COLUMNS))
    }
}

fn read_cell(tree: &Tree, cell: &Element, texts: &Texts, styles: &Styles) -> Result<Cell, FormError> {
    let style = cell
        .attribute("s")
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(0);
    let value = tree.child(cell, "v").map(|value| value.text.as_str());
    let mut runs = Vec::new();
    let mut kind = Value::Text;
    let mut text = String::new();
    match (cell.attribute("t").unwrap_or("n"), value) {
        ("inlineStr", _) => {
            runs = tree
                .child(cell, "is")
                .map(|inline| rich_text(tree, inline))
                .unwrap_or_default();
        }
        ("s", Some(index)) => {
            let found = index.trim().parse::<usize>().ok().and_then(|at| texts.shared.get(at));
            texts.spend(found.into_iter().flatten().map(|run| run.text.len()).sum())?;
            runs = found.cloned().unwrap_or_default();
        }
        ("b", Some(flag)) => {
            kind = Value::Flag(matches!(flag.trim(), "1" | "true" | "TRUE"));
            text = if kind == Value::Flag(true) { "TRUE" } else { "FALSE" }.to_owned();
        }
        ("e", Some(error)) => {
            kind = Value::Error;
            text = error.to_owned();
        }
        ("n" | "", Some(number)) => match number.trim().parse::<f64>() {
            Ok(read) if read.is_finite() => {
                kind = Value::Number(read);
                text = if read.fract() == 0.0 && read.abs() < 1e15 {
                    format!("{read:.0}")
                } else {
                    format!("{read}")
                };
            }
            _ => text = number.to_owned(),
        },
        (_, Some(other)) => text = other.to_owned(),
        (_, None) => {}
    }
    if runs.is_empty() && !text.is_empty() {
        runs.push(Run {
            text: text.clone(),
            ..Run::default()
        });
    }
    let look = styles.get(style);
    if let [only] = runs.as_mut_slice()
        && only.properties.is_empty()
    {
        only.emphasis = look.emphasis;
    }
    Ok(Cell {
        text: runs.iter().map(|run| run.text.as_str()).collect(),
        runs,
        value: kind,
        style,
        // LibreOffice writes a typed TRUE as a formula without arguments: it is a value all the same.
        has_formula: tree
            .child(cell, "f")
            .is_some_and(|formula| !matches!(formula.text.trim(), "TRUE()" | "FALSE()")),
        start: cell.start,
        end: cell.end,
    })
}

fn choices(tree: &Tree, list: &Element) -> Option<Choices> {
    let formula = tree.child(list, "formula1")?;
    let cells = match list.attribute("sqref") {
        Some(cells) => cells.to_owned(),
        None => tree.child(list, "sqref")?.text.clone(),
    };
    Some(Choices {
        ranges: cells.split_whitespace().take(1_000).filter_map(Range::parse).collect(),
        source: tree.deep_text(formula).trim().to_owned(),
    })
}
