//! One register: search, filters and grid on the left, everything about the chosen row on the right.
//!
//! Invariant: a draft lives in [`State`] until the edit ends; every change goes out as a job.

mod affected;
mod bulk;
mod cells;
mod children;
mod detail;
mod fresh;
mod links;
mod past;
pub(super) mod proofs;
mod shown;
mod toolbar;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use eframe::egui::{self, CentralPanel, Panel};

use crate::core::catalogue::{Column, Holds, RegisterId};
use crate::core::import::Block;
use crate::core::ledger::{Command, Edit};
use crate::core::model::{Batch, BatchRow, Content, Entry, OperationKind, Record, RecordId};
use crate::core::parse;
use crate::session::{ColumnLayout, Job, SavedView, Unsaved, View};
use crate::text::ui as words;
use crate::ui::app::{Action, Route};
use crate::ui::widgets::grid::{Access, Data, Grid, Order, Reach, Wish};
use crate::ui::widgets::{paragraph, primary, readable};

use cells::{note, suggestions};
pub(crate) use detail::Tab;
pub(crate) use fresh::add_row;
use fresh::duplicate;
pub(crate) use shown::{Filter, Lens};

/// What is shown of the registers and what is being typed.
#[derive(Default)]
pub(crate) struct State {
    pub grid: Grid,
    pub lens: Lens,
    shown: shown::Shown,
    register: Option<RegisterId>,
    /// Lenses of the registers that are not shown now.
    kept: HashMap<RegisterId, Lens>,
    pub tab: Tab,
    pub drafts: detail::Drafts,
    pub history: Option<past::RecordPast>,
    links: links::Links,
    affected: affected::Proposed,
    /// A path of a file to be added, being typed.
    evidence_path: String,
    view_name: String,
    /// Views the person has saved, of every register.
    pub saved: Vec<SavedView>,
    /// Columns as the person has arranged them, by the register's key.
    pub layouts: BTreeMap<String, ColumnLayout>,
    /// Widths of the register that is shown.
    widths: BTreeMap<Column, f32>,
    pub focus_search: bool,
    /// A field of the detail that is to be brought into sight and written into.
    pub reveal: Option<Column>,
    /// Rows written since the month began, once a filter needed them.
    pub touched: Option<Arc<HashSet<RecordId>>>,
    /// The value being put into several rows at once.
    bulk: Option<bulk::Form>,
    /// The head of the history for which they were asked for.
    asked_touched: Option<[u8; 32]>,
    /// What was written as the due day of a 不明 and is no day.
    no_day: Option<((RecordId, detail::Slot), String)>,
    /// Whether the detail is open, once the person has said so.
    detail: Option<bool>,
}

/// Narrower than this, grid and detail do not fit beside each other.
const ONLY_DETAIL: f32 = 640.0;
/// From this width on the detail stands beside the grid unless it was closed.
const BOTH_FIT: f32 = 900.0;

impl State {
    /// Ends whatever is being typed; called before the person goes elsewhere.
    pub fn finish(&mut self, view: &View, actions: &mut Vec<Action>) {
        let mut wishes = Vec::new();
        self.grid.finish(&mut wishes);
        if let Some(register) = self.register {
            for wish in wishes {
                self.grant(view, register, wish, actions);
            }
        }
        self.write_drafts(view, None, actions);
    }

    /// Ends the edits of the detail, but for those of the row that is shown.
    fn write_drafts(&mut self, view: &View, shown: Option<RecordId>, actions: &mut Vec<Action>) {
        let Some(register) = self.register else { return };
        let (ended, left) = std::mem::take(&mut self.drafts)
            .into_iter()
            .partition(|((record, slot), _)| Some(*record) != shown && matches!(slot, detail::Slot::Column(_)));
        self.drafts = left;
        let ended: detail::Drafts = ended;
        for ((record, slot), text) in ended {
            if let (Some(row), detail::Slot::Column(column)) = (view.snapshot.get(register, record), slot)
                && row.content.display(&column) != text
            {
                actions.push(Action::Job(Job::Execute(Command::Edit {
                    record,
                    edits: cell_edit(row, &column, &text),
                })));
            }
        }
    }

    /// Cells that are being typed and not written yet.
    pub fn unsaved(&self) -> Vec<Unsaved> {
        let Some(register) = self.register else {
            return Vec::new();
        };
        let unsaved = |record, column: &Column, text: &str| Unsaved {
            register,
            record,
            column: column.clone(),
            text: text.to_owned(),
        };
        let detail = self.drafts.iter().filter_map(|((record, slot), text)| match slot {
            detail::Slot::Column(column) => Some(unsaved(*record, column, text)),
            detail::Slot::ConfirmBy(_) | detail::Slot::Child { .. } => None,
        });
        let grid = self
            .grid
            .typed()
            .map(|(record, column, text)| unsaved(record, column, text));
        let mut all: Vec<Unsaved> = detail.chain(grid).collect();
        all.sort_by(|one, two| (one.record, &one.column).cmp(&(two.record, &two.column)));
        all
    }

    fn detail_open(&self, width: f32) -> bool {
        self.detail.unwrap_or(width >= BOTH_FIT)
    }

    /// Shows a register with its row chosen.
    pub fn select(&mut self, record: RecordId) {
        self.grid.go_to(record);
        // Whoever was led to one row wants to read it, also where only the list fits at first.
        self.detail = self.detail.or(Some(true));
    }

    /// Shows all rows of a register, or those that a fact elsewhere counts.
    pub fn show_only(&mut self, register: RegisterId, only: Option<Filter>) {
        self.enter(register);
        self.lens.search.clear();
        self.lens.filters = only.into_iter().collect();
    }

    fn enter(&mut self, register: RegisterId) {
        if self.register == Some(register) {
            return;
        }
        if let Some(old) = self.register.replace(register) {
            self.kept.insert(old, std::mem::take(&mut self.lens));
        }
        let layout = self.layouts.get(register.key).cloned().unwrap_or_default();
        self.widths = layout
            .widths
            .iter()
            .filter_map(|(key, width)| Some((register.column_by_key(key)?, f32::from(*width))))
            .collect();
        self.lens = self
            .kept
            .remove(&register)
            .unwrap_or_else(|| toolbar::arranged(register, &layout));
        let wanted = self.grid.current();
        self.grid = Grid::default();
        if let Some(record) = wanted {
            self.grid.go_to(record);
        }
        self.history = None;
    }

    /// Turns a wish of the grid into jobs.
    fn grant(&mut self, view: &View, register: RegisterId, wish: Wish, actions: &mut Vec<Action>) {
        let snapshot = &view.snapshot;
        let find = |id: &RecordId| snapshot.get(register, *id).cloned();
        match wish {
            Wish::Commit { record, column, text } => {
                let Some(row) = find(&record) else { return };
                actions.push(Action::Job(Job::Execute(Command::Edit {
                    record,
                    edits: cell_edit(&row, &column, &text),
                })));
            }
            Wish::Fill { columns, rows, cells } => {
                let changed = rows.iter().zip(cells).filter_map(|(id, line)| {
                    let row = find(id)?;
                    let mut content = row.content.clone();
                    for (column, text) in columns.iter().zip(&line) {
                        parse::put_text(register, &mut content, column, text);
                    }
                    Some((row, content))
                });
                actions.extend(edit_rows(words::FILLED, changed));
            }
            Wish::Mark { columns, rows, entry } => {
                let changed = rows.iter().filter_map(|id| {
                    let row = find(id)?;
                    let mut content = row.content.clone();
                    for column in &columns {
                        mark(register, &mut content, column, &entry);
                    }
                    Some((row, content))
                });
                actions.extend(edit_rows(words::MARKED, changed));
            }
            Wish::Paste { columns, rows, cells } => {
                let targets: Vec<Arc<Record>> = rows.iter().filter_map(find).collect();
                actions.push(Action::Job(Job::PlanBlock(Box::new(Block {
                    register,
                    label: words::PASTED.to_owned(),
                    columns,
                    targets,
                    cells,
                }))));
                actions.push(Action::Go(Route::Import));
            }
            Wish::Bulk { column, rows } => {
                let rows = rows.iter().filter_map(find).collect();
                self.bulk = Some(bulk::Form::new(register, column, rows));
            }
            Wish::Sort { column, reach } => self.sort(column, reach),
            Wish::FilterBy { column, test } => {
                let filter = Filter::Column { column, test };
                if !self.lens.filters.contains(&filter) {
                    self.lens.filters.push(filter);
                }
            }
            Wish::Hide(column) => {
                let mut columns = self.shown.columns.clone();
                columns.retain(|shown| *shown != column);
                self.lens.columns = Some(columns);
                self.arrange(register, actions);
            }
            Wish::MoveColumn { column, to } => {
                let mut columns = self.shown.columns.clone();
                columns.retain(|shown| *shown != column);
                columns.insert(to.min(columns.len()), column);
                self.lens.columns = Some(columns);
                self.arrange(register, actions);
            }
            Wish::Freeze(columns) => {
                self.lens.frozen = columns;
                self.arrange(register, actions);
            }
            Wish::Widen { column, width } => {
                self.widths.insert(column, width);
                self.arrange(register, actions);
            }
            Wish::Duplicate(record) => {
                if let Some(row) = find(&record) {
                    actions.push(Action::Job(Job::Execute(Command::Add {
                        register,
                        content: duplicate(snapshot, &row),
                    })));
                }
            }
            Wish::Remove(records) => {
                actions.push(Action::Job(Job::Execute(Command::Remove { records })));
            }
        }
    }

    /// The columns were arranged anew: they come back like this next time.
    fn arrange(&mut self, register: RegisterId, actions: &mut Vec<Action>) {
        let columns = self.lens.columns.iter().flatten();
        let layout = ColumnLayout {
            columns: columns.map(|column| register.column_key(column)).collect(),
            widths: (self.widths.iter())
                .map(|(column, width)| (register.column_key(column), width.round() as u16))
                .collect(),
            frozen: self.lens.frozen,
        };
        self.layouts.insert(register.key.to_owned(), layout);
        actions.push(Action::Arrange(register));
    }

    /// A click sorts upwards, then downwards, then not at all; with Shift the column is added.
    fn sort(&mut self, column: Column, reach: Reach) {
        let now = self
            .lens
            .sort
            .iter()
            .find(|(by, _)| *by == column)
            .map(|(_, order)| *order);
        if reach == Reach::Move {
            self.lens.sort.clear();
        } else {
            self.lens.sort.retain(|(by, _)| *by != column);
        }
        match now {
            None => self.lens.sort.push((column, Order::Up)),
            Some(Order::Up) => self.lens.sort.push((column, Order::Down)),
            Some(Order::Down) => {}
        }
    }
}

/// The edits that make a column show `text`.
pub(crate) fn cell_edit(row: &Record, column: &Column, text: &str) -> Vec<Edit> {
    match column {
        Column::Child { child, .. } => {
            let mut content = row.content.clone();
            parse::put_text(row.register, &mut content, column, text);
            vec![Edit::ChildRows {
                child: *child,
                rows: content.child_rows(*child).to_vec(),
            }]
        }
        _ => vec![Edit::Cell {
            column: column.clone(),
            entry: parse::entry(parse::column_kind(row.register, column), text),
        }],
    }
}

fn mark(register: RegisterId, content: &mut Content, column: &Column, entry: &Entry) {
    match column {
        Column::Field(field) => content.fields.set(*field, entry.clone()),
        _ => parse::put_text(register, content, column, &entry.display()),
    }
}

/// One operation over several rows; nothing when no row is left. Rows are never emptied this way.
fn edit_rows(label: &str, changed: impl Iterator<Item = (Arc<Record>, Content)>) -> Option<Action> {
    let rows: Vec<BatchRow> = changed
        .filter(|(row, content)| row.content != *content && !content.is_empty())
        .map(|(row, content)| BatchRow {
            register: row.register,
            target: Some(row),
            known_as: None,
            content: Some(content),
            source: None,
        })
        .collect();
    (!rows.is_empty()).then(|| {
        Action::Job(Job::Execute(Command::Apply(Batch {
            kind: OperationKind::Edit,
            label: words::over_rows(label, rows.len()),
            source: None,
            rows,
        })))
    })
}

pub(crate) fn show(
    ui: &mut egui::Ui,
    view: &View,
    register: RegisterId,
    access: Access,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    if state.register != Some(register) {
        state.finish(view, actions);
        state.enter(register);
    }
    let head = view.snapshot.head;
    if state.lens.filters.contains(&Filter::ThisMonth) && state.asked_touched != Some(head) {
        state.asked_touched = Some(head);
        actions.push(Action::Job(Job::TouchedThisMonth));
    }
    if (state.shown).refresh(view, register, &state.lens, state.touched.as_ref()) {
        state.grid.rows_changed(&state.shown.rows, state.shown.columns.len());
    }
    let empty = view.snapshot.rows(register).is_empty();
    if register.holds == Holds::One {
        CentralPanel::default().show(ui, |ui| profile(ui, view, register, access, state, actions));
        return;
    }
    let chosen = state
        .grid
        .current()
        .and_then(|id| view.snapshot.get(register, id))
        .cloned();
    // Another row was chosen: what was typed in the detail of the last one is written.
    state.write_drafts(view, chosen.as_ref().map(|row| row.id), actions);
    let width = ui.available_width();
    let open = !empty && state.detail_open(width);
    bulk::dialog(ui, view, &mut state.bulk, actions);
    if open && width < ONLY_DETAIL {
        CentralPanel::default().show(ui, |ui| {
            if ui.button(words::BACK_TO_LIST).clicked() {
                state.detail = Some(false);
            }
            if let Some(row) = &chosen {
                detail::show(ui, view, row, access, state, actions);
            }
        });
        return;
    }
    if open {
        Panel::right("detail")
            .default_size((width * 0.42).min(400.0))
            .size_range(280.0..=640.0)
            .show(ui, |ui| match &chosen {
                Some(row) => detail::show(ui, view, row, access, state, actions),
                None => {
                    // The panel keeps its width for the next row.
                    ui.set_width(ui.available_width());
                    ui.add_space(16.0);
                    paragraph(ui, words::SELECT_A_ROW);
                }
            });
    }
    CentralPanel::default().show(ui, |ui| {
        toolbar::show(ui, view, register, access, state, actions, width);
        if empty {
            nothing_yet(ui, view, register, access, actions);
            return;
        }
        if state.shown.rows.is_empty() {
            ui.add_space(16.0);
            ui.label(words::NOTHING_FOUND);
            if ui.button(words::SHOW_ALL).clicked() {
                state.lens.search.clear();
                state.lens.filters.clear();
            }
            return;
        }
        let shown = std::mem::take(&mut state.shown);
        let widths = std::mem::take(&mut state.widths);
        let data = Data {
            register,
            rows: &shown.rows,
            columns: &shown.columns,
            sort: &state.lens.sort.clone(),
            frozen: state.lens.frozen.max(1),
            widths: &widths,
            access,
            suggest: &|column| suggestions(&view.snapshot, register, column),
            note: &|row, column| note(&view.snapshot, &shown, row, column),
        };
        let wishes = state.grid.show(ui, &data);
        state.shown = shown;
        state.widths = widths;
        for wish in wishes {
            state.grant(view, register, wish, actions);
        }
    });
}

/// A register of one row is a form, not a list.
fn profile(
    ui: &mut egui::Ui,
    view: &View,
    register: RegisterId,
    access: Access,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    ui.heading(register.label);
    paragraph(ui, register.help);
    match view.snapshot.rows(register).first() {
        Some(row) => {
            readable(ui, 720.0);
            detail::show(ui, view, row, access, state, actions);
        }
        None if access == Access::Write => {
            ui.add_space(8.0);
            if ui.add(primary(words::BEGIN)).clicked() {
                actions.push(add_row(&view.snapshot, register));
            }
        }
        None => {
            ui.label(words::EMPTY);
        }
    }
}

fn nothing_yet(ui: &mut egui::Ui, view: &View, register: RegisterId, access: Access, actions: &mut Vec<Action>) {
    ui.add_space(24.0);
    ui.label(words::EMPTY);
    paragraph(ui, register.help);
    if access == Access::LookOnly {
        return;
    }
    ui.label(words::EMPTY_TODO);
    ui.add_space(8.0);
    let starter = Command::starter(register, &view.snapshot);
    ui.horizontal(|ui| {
        let import = if starter.is_none() {
            primary(words::IMPORT)
        } else {
            egui::Button::new(words::IMPORT)
        };
        if ui.add(import).clicked() {
            actions.push(Action::Go(Route::Import));
        }
        if ui.button(words::ADD_ROW).on_hover_text(words::ADD_ROW_HELP).clicked() {
            actions.push(add_row(&view.snapshot, register));
        }
    });
    if let Some(starter) = starter {
        ui.add_space(8.0);
        paragraph(ui, words::STARTER_LEAD);
        if ui.add(primary(&words::starter_rows(starter.rows.len()))).clicked() {
            actions.push(Action::Job(Job::Execute(Command::Apply(starter))));
        }
    }
}
