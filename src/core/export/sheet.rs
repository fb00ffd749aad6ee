//! A sheet before it becomes a file: a grid of texts, what stands above it, and how it is printed.
//!
//! Owns: the shape of a sheet. Refuses to know: registers, xlsx, csv.
//! Invariant: every row has one text per column; nothing here is a number, a date or a formula.

use super::measure::{text_width, wrapped_lines};

/// Lines in the highest row that a spreadsheet allows.
const MOST_LINES: usize = 28;
/// Wider than this no page can be read.
const WIDEST: u16 = 120;

/// One sheet: blocks on top, a header, rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetData {
    /// What the tab says; the writer shortens it to what a workbook allows.
    pub name: String,
    /// Keys for a machine, written as a hidden first row.
    pub machine_row: Option<Vec<String>>,
    /// Title, dates and boxes above the header.
    pub blocks: Vec<Block>,
    /// Heights in points of the rows that the blocks stand in; as many rows as there are heights.
    pub block_heights: Vec<u16>,
    pub columns: Vec<SheetColumn>,
    pub rows: Vec<Vec<String>>,
    pub paper: Paper,
    /// Columns at the left that stay while the others scroll.
    pub frozen_columns: u16,
    pub has_filter: bool,
    /// A PNG under everything else.
    pub picture: Option<Vec<u8>>,
    /// Not even offered in the list of hidden sheets; for machines.
    pub is_hidden: bool,
}

/// One column of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetColumn {
    pub header: String,
    /// In half-width characters.
    pub width: u16,
    /// Words offered in a list; other words stay possible.
    pub choices: Vec<&'static str>,
    pub is_hidden: bool,
}

impl SheetColumn {
    /// A column that is as wide as its longest line, but neither narrower than `least` nor wider than `most`, unless
    /// a text would need more lines than the highest row has: what is on paper must not be cut off.
    pub fn fitted<'a>(header: &str, texts: impl Iterator<Item = &'a str>, least: u16, most: u16) -> Self {
        let most = most.max(least);
        let mut width = least;
        for text in texts {
            let longest = text.lines().map(text_width).max().unwrap_or(0);
            width = width.max(u16::try_from(longest + 2).unwrap_or(most).min(most));
            // A text shorter than this cannot have so many lines, which saves counting them.
            while text.len() > MOST_LINES && width < WIDEST && wrapped_lines(text, usize::from(width)) > MOST_LINES {
                width += 8;
            }
        }
        Self {
            header: header.to_owned(),
            width,
            ..Self::default()
        }
    }
}

/// A text above the table, over one or several cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub row: u16,
    pub first_column: u16,
    pub last_column: u16,
    pub text: String,
    pub look: Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Title,
    /// A line under the title.
    Line,
    /// A line at the right edge of its cells.
    RightLine,
    /// Label of a box, with a border.
    BoxLabel,
    /// Room to write or stamp, with a border.
    Box,
}

/// How a sheet lies on A4 paper; always landscape, the header on every page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// All columns beside each other on one page, as many pages as the rows need.
    OnePageWide,
    /// Columns go on to further pages.
    #[default]
    AsItComes,
}

impl SheetData {
    /// Rows above the first data row.
    pub fn head_rows(&self) -> usize {
        usize::from(self.machine_row.is_some()) + self.block_heights.len() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fit_their_texts_within_limits_and_grow_for_very_long_ones() {
        let width = |text: &str| SheetColumn::fitted("x", [text].into_iter(), 10, 20).width;
        assert_eq!(width("短い"), 10);
        assert_eq!(width("電子カルテ端末"), 16);
        assert_eq!(width(&"長い説明".repeat(10)), 20);
        assert!(width(&"長い説明".repeat(100)) > 20);
        assert!(width(&"長い説明".repeat(10_000)) < WIDEST + 8);
    }
}
