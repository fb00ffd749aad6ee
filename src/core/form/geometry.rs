//! Where cells stand on the page, so that a shape drawn over a word can be told from its neighbour.
//!
//! Owns: widths and heights in drawing units (EMU). Refuses to know: shapes and words.
//! Invariant: only ratios inside a sheet matter; an odd width moves a guess, never an answer.

use std::collections::BTreeMap;

/// 914,400 of them make an inch.
pub(super) const PER_PIXEL: f64 = 9_525.0;
const PER_POINT: f64 = 12_700.0;

pub(super) struct Geometry {
    pub default_width: f64,
    pub default_height: f64,
    /// First column, last column, width in characters.
    pub columns: Vec<(u32, u32, f64)>,
    pub heights: BTreeMap<u32, f64>,
}

impl Default for Geometry {
    fn default() -> Self {
        Self {
            default_width: 9.0,
            default_height: 15.0,
            columns: Vec::new(),
            heights: BTreeMap::new(),
        }
    }
}

/// A rectangle in drawing units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub fn centre(&self) -> (f64, f64) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
    }

    /// How much of `self` lies inside `other`, 0 to 1.
    pub fn share_in(&self, other: &Self) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        let own = (self.right - self.left).max(1.0) * (self.bottom - self.top).max(1.0);
        (width.max(0.0) * height.max(0.0)) / own
    }
}

impl Geometry {
    pub fn width(&self, column: u32) -> f64 {
        let found = self
            .columns
            .iter()
            .find(|(first, last, _)| (*first..=*last).contains(&column));
        let characters = found.map_or(self.default_width, |(_, _, width)| *width);
        (characters * 7.0 + 5.0) * PER_PIXEL
    }

    pub fn height(&self, row: u32) -> f64 {
        self.heights.get(&row).copied().unwrap_or(self.default_height) * PER_POINT
    }

    /// Left edge of a column, 1-based.
    pub fn left(&self, column: u32) -> f64 {
        (1..column).map(|at| self.width(at)).sum()
    }

    /// Upper edge of a row, 1-based.
    pub fn top(&self, row: u32) -> f64 {
        (1..row).map(|at| self.height(at)).sum()
    }

    /// The area of rows and columns, 1-based, inclusive.
    pub fn area(&self, rows: (u32, u32), columns: (u32, u32)) -> Area {
        Area {
            left: self.left(columns.0),
            top: self.top(rows.0),
            right: self.left(columns.1 + 1),
            bottom: self.top(rows.1 + 1),
        }
    }
}
