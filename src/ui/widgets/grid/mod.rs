//! The grid of one register: Excel's hands on a virtual table.
//!
//! Owns: cursor, selection, the one cell being edited. Refuses to know: the ledger, the worker, filters.
//! Invariants: one text input stands at the cursor at all times, so that the first kana typed on a cell is kept;
//! what is being typed lives in [`Edit`], not in a widget, and scrolling cannot lose it; an edit ends exactly once.

mod body;
mod cursor;
mod editor;
mod keys;

pub use cursor::{Place, Reach, Selection, Step};

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use eframe::egui::{self, Rect};

use super::tsv;
use crate::core::catalogue::{Column, FieldKind, RegisterId};
use crate::core::model::{Entry, Record, RecordId};
use crate::core::parse;
use crate::ui::ime::ImeWatch;

/// What the grid shows; borrowed for one frame.
pub struct Data<'a> {
    pub register: RegisterId,
    pub rows: &'a [Arc<Record>],
    pub columns: &'a [Column],
    pub sort: &'a [(Column, Order)],
    /// Columns that stay when the rest is scrolled.
    pub frozen: usize,
    /// Widths that the person has chosen, in points.
    pub widths: &'a BTreeMap<Column, f32>,
    /// A past moment or a read-only file: look and copy only.
    pub access: Access,
    /// Suggestions for a column, asked for once when an edit begins.
    pub suggest: &'a dyn Fn(&Column) -> Vec<String>,
    /// What is odd about a cell; asked for once per row that comes in sight.
    pub note: &'a dyn Fn(&Record, &Column) -> Option<Note>,
}

/// What is odd about a cell, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub reason: String,
    /// What it should say, when that is certain.
    pub mend: Option<String>,
}

/// What a cell must be for its row to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    Blank,
    Unknown,
    NotApplicable,
    /// Something in it cannot be understood.
    Problem,
    /// A flag that says yes, in whatever words.
    Yes,
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Write,
    LookOnly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Up,
    Down,
}

/// What a person did that the grid cannot do itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// One cell was written.
    Commit {
        record: RecordId,
        column: Column,
        text: String,
    },
    /// Cells to be written at once without a review: clearing, filling, cutting.
    Fill {
        columns: Vec<Column>,
        rows: Vec<RecordId>,
        cells: Vec<Vec<String>>,
    },
    /// Cells that came from the clipboard and fill more than one row.
    Paste {
        columns: Vec<Column>,
        rows: Vec<RecordId>,
        cells: Vec<Vec<String>>,
    },
    /// One value is to be put into these rows; where, is first proposed.
    Bulk {
        column: Column,
        rows: Vec<RecordId>,
    },
    /// A header was clicked; with Shift the column is added to the order.
    Sort {
        column: Column,
        reach: Reach,
    },
    /// Show only rows like this in this column.
    FilterBy {
        column: Column,
        test: Test,
    },
    Hide(Column),
    /// Put a column to another place.
    MoveColumn {
        column: Column,
        to: usize,
    },
    /// Keep so many first columns in sight.
    Freeze(usize),
    /// A column was made wider or narrower.
    Widen {
        column: Column,
        width: f32,
    },
    Duplicate(RecordId),
    Remove(Vec<RecordId>),
    /// A mark over the selected cells.
    Mark {
        columns: Vec<Column>,
        rows: Vec<RecordId>,
        entry: Entry,
    },
}

/// A cell that is being typed in.
#[derive(Clone, Debug)]
struct Edit {
    record: RecordId,
    column: Column,
    draft: String,
    /// The cell's text when the edit began; the same text is no change.
    was: String,
    /// Typing over a cell: arrow keys end the edit. Opened by F2 they move inside the text.
    typed_over: bool,
    /// The caret goes behind the text once, when the cell is opened.
    caret_to_end: bool,
    /// Height of the wrapped draft when it was last drawn.
    height: f32,
    suggestions: Vec<String>,
    /// Chosen suggestion among those that fit the draft.
    chosen: Option<usize>,
}

/// State of one grid.
#[derive(Default)]
pub struct Grid {
    pub selection: Selection,
    /// The row under the cursor, so that it is found again after sorting.
    row: Option<RecordId>,
    edit: Option<Edit>,
    /// Written but not yet confirmed by the worker: shown meanwhile.
    pending: HashMap<(RecordId, Column), String>,
    /// What is odd about the rows drawn lately, by column; emptied when the rows change.
    notes: HashMap<RecordId, Vec<(usize, Note)>>,
    /// The column whose filters are being offered, and its values.
    values: Option<(Column, Vec<String>)>,
    /// The column that the cursor goes to with the next drawing.
    wanted: Option<Column>,
    scroll: bool,
    take_focus: bool,
    dragging: bool,
    /// The column whose header is being dragged to another place.
    moving: Option<Column>,
    /// Columns whose width the table knows, and the width that shows what stands in them.
    laid_out: BTreeMap<Column, f32>,
    page: usize,
    /// What the idle input holds; anything in it begins an edit.
    idle: String,
}

impl Grid {
    /// Id of the one text input of the grid.
    pub fn input_id(register: RegisterId) -> egui::Id {
        egui::Id::unique(("grid input", register.key))
    }

    pub fn is_editing(&self) -> bool {
        self.edit.is_some()
    }

    /// The cell that is being typed in, when its text differs from what is written.
    pub fn typed(&self) -> Option<(RecordId, &Column, &str)> {
        let edit = self.edit.as_ref().filter(|edit| edit.draft != edit.was)?;
        Some((edit.record, &edit.column, &edit.draft))
    }

    /// The row under the cursor.
    pub fn current(&self) -> Option<RecordId> {
        self.row
    }

    /// Puts the cursor on a row, wherever it is shown, and the keyboard into the grid.
    pub fn go_to(&mut self, record: RecordId) {
        self.row = Some(record);
        self.scroll = true;
        self.take_focus = true;
    }

    /// The same for one of its cells, when that column is shown.
    pub fn go_to_cell(&mut self, record: RecordId, column: Column) {
        self.go_to(record);
        self.wanted = Some(column);
    }

    /// Ends an edit when the person goes elsewhere; what was typed is written.
    pub fn finish(&mut self, out: &mut Vec<Wish>) {
        if let Some(edit) = self.edit.take()
            && edit.draft != edit.was
        {
            self.pending
                .insert((edit.record, edit.column.clone()), edit.draft.clone());
            out.push(Wish::Commit {
                record: edit.record,
                column: edit.column,
                text: edit.draft,
            });
        }
    }

    /// New rows or columns: the cursor follows its row, and nothing is pending any more.
    pub fn rows_changed(&mut self, rows: &[Arc<Record>], columns: usize) {
        self.notes.clear();
        self.values = None;
        self.pending.clear();
        if let Some(at) = self.row.and_then(|id| rows.iter().position(|row| row.id == id)) {
            let moved = at != self.selection.cursor.row;
            if moved {
                let col = self.selection.cursor.col;
                self.selection.put(Place { row: at, col }, Reach::Move);
                self.scroll = true;
            }
        }
        self.selection.clamp(rows.len(), columns);
        self.row = rows.get(self.selection.cursor.row).map(|row| row.id);
    }

    /// A write failed: what was typed is offered again in its cell.
    pub fn failed(&mut self) {
        if self.edit.is_none()
            && let Some(((record, column), draft)) = self.pending.drain().next()
        {
            self.edit = Some(Edit {
                record,
                column,
                was: String::new(),
                draft,
                typed_over: false,
                caret_to_end: true,
                height: 0.0,
                suggestions: Vec::new(),
                chosen: None,
            });
            self.take_focus = true;
        }
        self.pending.clear();
    }

    pub fn show(&mut self, ui: &mut egui::Ui, data: &Data<'_>) -> Vec<Wish> {
        let mut out = Vec::new();
        // Somebody sent the cursor to another row of the rows that are shown already.
        let under = data.rows.get(self.selection.cursor.row).map(|row| row.id);
        if let Some(wanted) = self.row.filter(|id| under != Some(*id))
            && let Some(row) = data.rows.iter().position(|row| row.id == wanted)
        {
            let col = self.selection.cursor.col;
            self.selection.put(Place { row, col }, Reach::Move);
            self.scroll = true;
        }
        if let Some(wanted) = self.wanted.take()
            && let Some(col) = data.columns.iter().position(|column| *column == wanted)
        {
            let row = self.selection.cursor.row;
            self.selection.put(Place { row, col }, Reach::Move);
            self.scroll = true;
        }
        let id = Self::input_id(data.register);
        let focused = ui.memory(|memory| memory.has_focus(id));
        if focused && ImeWatch::composing(ui.ctx()) {
            // The keys of a conversion belong to the input method; some systems let them through.
            ui.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Key { .. })));
        } else if focused {
            self.keys(ui, data, &mut out);
        }
        let drawn = body::show(self, ui, data, &mut out);
        self.page = drawn.page;
        self.editor(ui, data, &drawn, &mut out);
        // After the input was drawn: the click that asks for the keyboard also takes it from the input.
        // Never twice: asking again would break off a composition that has just begun.
        if std::mem::take(&mut self.take_focus) && !ui.memory(|memory| memory.has_focus(id)) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        self.row = data.rows.get(self.selection.cursor.row).map(|row| row.id);
        out
    }

    fn open(&mut self, data: &Data<'_>, typed: Option<String>) {
        let Place { row, col } = self.selection.cursor;
        let (Some(record), Some(column)) = (data.rows.get(row), data.columns.get(col)) else {
            return;
        };
        if data.access == Access::LookOnly {
            return;
        }
        let was = record.content.display(column);
        self.edit = Some(Edit {
            record: record.id,
            column: column.clone(),
            draft: typed.clone().unwrap_or_else(|| was.clone()),
            was,
            typed_over: typed.is_some(),
            caret_to_end: typed.is_none(),
            height: 0.0,
            suggestions: suggestions(data, column),
            chosen: None,
        });
        self.scroll = true;
        self.take_focus = true;
    }

    fn selected_columns(&self, data: &Data<'_>) -> Vec<Column> {
        let cols = self.selection.cols();
        data.columns.get(cols).map(<[_]>::to_vec).unwrap_or_default()
    }

    fn selected_rows(&self, data: &Data<'_>) -> Vec<RecordId> {
        let rows = data.rows.get(self.selection.rows()).unwrap_or_default();
        rows.iter().map(|row| row.id).collect()
    }

    fn selected_cells(&self, data: &Data<'_>) -> Vec<Vec<String>> {
        let columns = self.selected_columns(data);
        let rows = data.rows.get(self.selection.rows()).unwrap_or_default();
        rows.iter()
            .map(|row| columns.iter().map(|column| row.content.display(column)).collect())
            .collect()
    }

    fn fill(&self, data: &Data<'_>, mut cell: impl FnMut(usize) -> String) -> Wish {
        let columns = self.selected_columns(data);
        let rows = self.selected_rows(data);
        let line: Vec<String> = (0..columns.len()).map(&mut cell).collect();
        let cells = vec![line; rows.len()];
        Wish::Fill { columns, rows, cells }
    }

    /// Empties the selected cells.
    fn clear(&self, data: &Data<'_>) -> Wish {
        self.fill(data, |_| String::new())
    }

    /// Repeats the first selected row downwards.
    fn fill_down(&self, data: &Data<'_>) -> Wish {
        let first = self.selected_cells(data).into_iter().next().unwrap_or_default();
        self.fill(data, |at| first.get(at).cloned().unwrap_or_default())
    }

    /// Cells from the clipboard over the selection: one value fills it, a block starts at its corner.
    fn paste(&self, data: &Data<'_>, text: &str) -> Option<Wish> {
        let mut cells = tsv::read(text);
        let (row, col) = (*self.selection.rows().start(), *self.selection.cols().start());
        if let [line] = cells.as_slice()
            && let [one] = line.as_slice()
            && !self.selection.is_single()
        {
            let one = one.clone();
            return Some(self.fill(data, |_| one.clone()));
        }
        let width = cells.iter().map(Vec::len).max()?;
        let columns: Vec<Column> = data.columns.iter().skip(col).take(width).cloned().collect();
        for line in &mut cells {
            line.truncate(columns.len());
        }
        let rows: Vec<RecordId> = data.rows.iter().skip(row).take(cells.len()).map(|row| row.id).collect();
        Some(if cells.len() == 1 && !rows.is_empty() {
            Wish::Fill { columns, rows, cells }
        } else {
            Wish::Paste { columns, rows, cells }
        })
    }
}

/// Words to offer: the closed list of the field, or what the column already holds.
fn suggestions(data: &Data<'_>, column: &Column) -> Vec<String> {
    match parse::column_kind(data.register, column) {
        FieldKind::Choice(list) | FieldKind::MultiChoice(list) => {
            list.iter().map(|choice| choice.value.to_owned()).collect()
        }
        _ => (data.suggest)(column),
    }
}

/// What one frame of the body tells the editor.
#[derive(Default)]
struct Drawn {
    /// Cell under the cursor, if it is in sight.
    cursor: Option<Rect>,
    /// What of that cell is in sight.
    clip: Option<Rect>,
    table: Option<Rect>,
    page: usize,
    clicked: bool,
    opened: bool,
}
