//! Where the cell cursor is and what is selected; no drawing.

use std::ops::RangeInclusive;

/// Place of a cell among the shown rows and columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub row: usize,
    pub col: usize,
}

/// The cursor and the other corner of the selected rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub cursor: Place,
    pub anchor: Place,
}

/// A step of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    Left,
    Right,
    /// First column.
    Home,
    /// Last column.
    End,
    PageUp,
    PageDown,
    /// First row and column.
    Top,
    /// Last row and column.
    Bottom,
}

/// Whether a step takes the anchor along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Move,
    Extend,
}

/// Number of shown rows and columns, and rows on one page.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    pub rows: usize,
    pub cols: usize,
    pub page: usize,
}

impl Selection {
    pub fn put(&mut self, place: Place, reach: Reach) {
        self.cursor = place;
        if reach == Reach::Move {
            self.anchor = place;
        }
    }

    pub fn step(&mut self, step: Step, reach: Reach, extent: Extent) {
        let last = Place {
            row: extent.rows.saturating_sub(1),
            col: extent.cols.saturating_sub(1),
        };
        let Place { row, col } = self.cursor;
        let place = match step {
            Step::Up => Place {
                row: row.saturating_sub(1),
                col,
            },
            Step::Down => Place { row: row + 1, col },
            Step::Left => Place {
                row,
                col: col.saturating_sub(1),
            },
            Step::Right => Place { row, col: col + 1 },
            Step::Home => Place { row, col: 0 },
            Step::End => Place { row, col: last.col },
            Step::PageUp => Place {
                row: row.saturating_sub(extent.page),
                col,
            },
            Step::PageDown => Place {
                row: row + extent.page,
                col,
            },
            Step::Top => Place::default(),
            Step::Bottom => last,
        };
        let place = Place {
            row: place.row.min(last.row),
            col: place.col.min(last.col),
        };
        self.put(place, reach);
    }

    pub fn all(&mut self, extent: Extent) {
        self.cursor = Place::default();
        self.anchor = Place {
            row: extent.rows.saturating_sub(1),
            col: extent.cols.saturating_sub(1),
        };
    }

    /// Keeps both corners within the grid after rows or columns went away.
    pub fn clamp(&mut self, rows: usize, cols: usize) {
        for place in [&mut self.cursor, &mut self.anchor] {
            place.row = place.row.min(rows.saturating_sub(1));
            place.col = place.col.min(cols.saturating_sub(1));
        }
    }

    pub fn rows(&self) -> RangeInclusive<usize> {
        self.cursor.row.min(self.anchor.row)..=self.cursor.row.max(self.anchor.row)
    }

    pub fn cols(&self) -> RangeInclusive<usize> {
        self.cursor.col.min(self.anchor.col)..=self.cursor.col.max(self.anchor.col)
    }

    pub fn contains(&self, place: Place) -> bool {
        self.rows().contains(&place.row) && self.cols().contains(&place.col)
    }

    pub fn is_single(&self) -> bool {
        self.cursor == self.anchor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENT: Extent = Extent {
        rows: 5,
        cols: 3,
        page: 2,
    };

    #[test]
    fn steps_stay_inside_and_shift_extends() {
        let mut selection = Selection::default();
        selection.step(Step::Up, Reach::Move, EXTENT);
        assert_eq!(selection, Selection::default());
        selection.step(Step::PageDown, Reach::Move, EXTENT);
        selection.step(Step::Right, Reach::Extend, EXTENT);
        assert_eq!(
            (selection.rows(), selection.cols(), selection.is_single()),
            (2..=2, 0..=1, false)
        );
        selection.step(Step::Bottom, Reach::Extend, EXTENT);
        assert_eq!((selection.rows(), selection.cols()), (2..=4, 0..=2));
        selection.step(Step::Down, Reach::Move, EXTENT);
        assert_eq!(selection.cursor, Place { row: 4, col: 2 });
        selection.clamp(2, 1);
        assert_eq!(selection.cursor, Place { row: 1, col: 0 });
        selection.clamp(0, 0);
        assert_eq!(selection.cursor, Place::default());
    }
}
