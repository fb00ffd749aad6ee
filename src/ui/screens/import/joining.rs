//! Conflicts of a plan that joins three versions: both values side by side, and a choice per cell, column or all.
//!
//! Invariant: nothing is chosen by looking at it; an open conflict keeps our value.

use eframe::egui::{self, RichText};

use super::Sight;
use crate::core::catalogue::{Column, RegisterId};
use crate::core::import::{Changed, GoneAs, ImportPlan, PlanRow, Side};
use crate::text::ui as words;
use crate::ui::fonts;
use crate::ui::widgets::whole;

/// Height of a line: that of a button.
const LINE: f32 = 34.0;
/// Widths of a row's name and of the remark behind both values.
const NAME: f32 = 190.0;
const REMARK: f32 = 110.0;

/// One line of the list; every line is as high as the others, so that only those in sight are painted.
pub(super) enum Line {
    Column {
        register: RegisterId,
        column: Column,
        cells: usize,
    },
    /// A row of the plan and a cell of its merge.
    Cell(usize, usize),
}

/// What was joined, and what a person has to decide; true when something was chosen.
pub(super) fn show(ui: &mut egui::Ui, plan: &mut ImportPlan, sight: &Sight) -> bool {
    let Some(counts) = sight.joined else { return false };
    ui.label(RichText::new(words::joined(&counts)).family(fonts::bold()));
    if counts.conflicts == 0 {
        return false;
    }
    let mut changed = false;
    let lines = &sight.conflicts;
    egui::CollapsingHeader::new(words::conflicts(counts.conflicts, counts.open))
        .id_salt("conflicts")
        .default_open(true)
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(words::CONFLICTS_LEAD);
                if whole(ui, words::ALL_OURS).clicked() {
                    plan.choose_all(Side::Ours);
                    changed = true;
                }
                if whole(ui, words::ALL_THEIRS).clicked() {
                    plan.choose_all(Side::Theirs);
                    changed = true;
                }
            });
            // The rows of the plan below stay in sight, on a small screen as well.
            let height = (ui.available_height() * 0.4).clamp(110.0, 260.0);
            egui::ScrollArea::vertical()
                .id_salt("conflicts")
                .max_height(height)
                .auto_shrink([false, true])
                .show_rows(ui, LINE, lines.len(), |ui, range| {
                    for line in &lines[range] {
                        ui.horizontal(|ui| {
                            ui.set_height(LINE);
                            match line {
                                Line::Column {
                                    register,
                                    column,
                                    cells,
                                } => changed |= column_line(ui, plan, *register, column, *cells),
                                Line::Cell(row, cell) => changed |= cell_line(ui, &mut plan.rows[*row], *cell),
                            }
                        });
                    }
                });
        });
    changed
}

/// Conflicts under the heading of their column, in catalogue order.
pub(super) fn lines(plan: &ImportPlan) -> Vec<Line> {
    let mut places: Vec<(RegisterId, &Column, usize, usize)> = Vec::new();
    for (at, row) in plan.rows.iter().enumerate() {
        let cells = row.merge.iter().flat_map(|merge| merge.cells()).enumerate();
        let conflicts = cells.filter(|(_, cell)| cell.changed == Changed::Both);
        places.extend(conflicts.map(|(nth, cell)| (row.register, &cell.column, at, nth)));
    }
    places.sort();
    let mut lines = Vec::new();
    for of_column in places.chunk_by(|one, two| (one.0, one.1) == (two.0, two.1)) {
        let (register, column, ..) = of_column[0];
        lines.push(Line::Column {
            register,
            column: column.clone(),
            cells: of_column.len(),
        });
        lines.extend(of_column.iter().map(|(.., row, cell)| Line::Cell(*row, *cell)));
    }
    lines
}

fn column_line(ui: &mut egui::Ui, plan: &mut ImportPlan, register: RegisterId, column: &Column, cells: usize) -> bool {
    let mut changed = false;
    let label = register.column_label(column);
    ui.label(RichText::new(words::column_conflicts(register.label, &label, cells)).family(fonts::bold()));
    for (side, text) in [
        (Side::Ours, words::column_ours(&label)),
        (Side::Theirs, words::column_theirs(&label)),
    ] {
        if ui.button(text).clicked() {
            plan.choose_column(register, column, side);
            changed = true;
        }
    }
    changed
}

fn cell_line(ui: &mut egui::Ui, row: &mut PlanRow, at: usize) -> bool {
    let name = row
        .target
        .as_ref()
        .and_then(|target| target.name())
        .unwrap_or(words::NO_NAME)
        .to_owned();
    let Some(cell) = row.merge.as_ref().and_then(|merge| merge.cells().get(at)) else {
        return false;
    };
    let who = if cell.line.is_empty() {
        name
    } else {
        words::did(&name, &cell.line)
    };
    let mut chosen = None;
    let wide = ui.available_width();
    cell_of(ui, NAME, |ui| ui.add(egui::Label::new(&who).truncate()));
    let value = ((wide - NAME - REMARK) / 2.0).max(120.0);
    for (side, label, text) in [
        (Side::Ours, words::KEEP_OURS, &cell.ours),
        (Side::Theirs, words::TAKE_THEIRS, &cell.theirs),
    ] {
        let shown = words::side_value(label, text);
        let button = cell_of(ui, value, |ui| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            ui.radio(cell.choice == Some(side), &shown)
        });
        let button = button.on_hover_text(words::side_value(words::BOTH_HAD, &cell.base));
        let full = words::did(&who, &shown);
        button.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::RadioButton, true, cell.choice == Some(side), &full)
        });
        if button.clicked() {
            chosen = Some(side);
        }
    }
    if cell.choice.is_none() {
        ui.weak(words::OPEN_CONFLICT);
    }
    if let Some(side) = chosen {
        row.choose(at, side);
    }
    chosen.is_some()
}

/// A part of a line with a width of its own, so that the values of all lines stand below each other.
fn cell_of(ui: &mut egui::Ui, width: f32, fill: impl FnOnce(&mut egui::Ui) -> egui::Response) -> egui::Response {
    let size = egui::vec2(width, LINE);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let inner = |ui: &mut egui::Ui| {
        ui.set_min_width(width);
        fill(ui)
    };
    ui.allocate_ui_with_layout(size, layout, inner).inner
}

/// What becomes of a row that did not come back: whether something was chosen; `None` for rows that are there.
pub(super) fn gone(ui: &mut egui::Ui, row: &mut PlanRow) -> Option<bool> {
    let now = row.gone()?;
    let mut changed = false;
    ui.horizontal(|ui| {
        ui.label(words::GONE_LEAD);
        for choice in GoneAs::ALL {
            if ui.selectable_label(now == choice, words::gone_as(choice)).clicked() {
                row.mark_gone(choice);
                changed = true;
            }
        }
    });
    Some(changed)
}
