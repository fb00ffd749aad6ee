//! The rows of a plan: what each would do, cell by cell, and whether it is wanted.

use eframe::egui::{self, RichText};
use egui_extras::{Column as Width, TableBuilder};

use super::joining;
use crate::core::import::{Action as Planned, ImportPlan, PlanRow};
use crate::core::model::Content;
use crate::text::ui as words;
use crate::ui::{fonts, theme};

/// True when something was chosen. `open` is the row whose cells are shown in full.
pub(super) fn show(ui: &mut egui::Ui, open: &mut Option<usize>, plan: &mut ImportPlan, shown: &[usize]) -> bool {
    let mut changed = false;
    let sheets: Vec<_> = plan.tables.iter().map(|table| table.sheet.clone()).collect();
    let lines = open.and_then(|at| plan.rows.get(at)).map(|row| cells(row).len());
    let was_open = *open;
    let height = |at: usize| match lines {
        Some(lines) if was_open == Some(at) => (lines.max(1) as f32).mul_add(22.0, 14.0).max(52.0),
        _ => 52.0,
    };
    let heights = shown.iter().map(|at| height(*at));
    let table = TableBuilder::new(ui)
        .id_salt(("plan", shown.len()))
        .striped(true)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .sense(egui::Sense::click())
        .column(Width::exact(32.0))
        .column(Width::exact(104.0))
        .column(Width::initial(210.0).resizable(true).clip(true))
        .column(Width::remainder().clip(true))
        .header(28.0, |mut header| {
            for label in ["", words::PLAN_ACTION, words::PLAN_ROW, words::PLAN_CELLS] {
                header.col(|ui| {
                    ui.label(RichText::new(label).family(fonts::bold()));
                });
            }
        });
    table.body(|body| {
        body.heterogeneous_rows(heights, |mut line| {
            let at = shown[line.index()];
            let row = &mut plan.rows[at];
            let name = words::source_row(&sheets[row.table], row.source_rows.first().copied());
            line.col(|ui| {
                let writes = row.writes();
                let box_ = ui.add_enabled(writes, egui::Checkbox::without_text(&mut row.include));
                changed |= box_.changed();
                box_.widget_info(|| egui::WidgetInfo::labeled(egui::Role::CheckBox, writes, &name));
            });
            line.col(|ui| {
                let text = RichText::new(words::action(row.action));
                ui.label(if matches!(row.action, Planned::Conflict | Planned::Problem) {
                    text.family(fonts::bold()).color(theme::WARNING)
                } else {
                    text
                });
            });
            line.col(|ui| {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.add_space(7.0);
                    let named = row.target.as_ref().filter(|_| row.content.is_empty());
                    let content = named.map_or(&row.content, |target| &target.content);
                    let who = called(row, content);
                    ui.add(egui::Label::new(RichText::new(who).family(fonts::bold())).truncate());
                    ui.add(egui::Label::new(RichText::new(&name).small().color(theme::MUTED)).truncate());
                });
            });
            line.col(|ui| {
                if let Some(marked) = joining::gone(ui, row) {
                    changed |= marked;
                    return;
                }
                if was_open == Some(at) {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        ui.add_space(7.0);
                        for (text, changed) in cells(row) {
                            let text = RichText::new(text);
                            let text = if changed {
                                text.background_color(theme::CHANGED)
                            } else {
                                text
                            };
                            ui.add(egui::Label::new(text).truncate());
                        }
                    });
                } else {
                    summary(ui, row);
                }
            });
            if line.response().clicked() {
                *open = (was_open != Some(at)).then_some(at);
            }
        });
    });
    changed
}

/// What the row is called: by its number or name, or else by the first thing that it says.
fn called(row: &PlanRow, content: &Content) -> String {
    let names = row
        .register
        .named_by
        .iter()
        .filter_map(|key| row.register.field_index(key));
    let texts = names
        .map(|field| content.fields.get(field))
        .chain(content.fields.iter().map(|(_, entry)| entry));
    let mut said = texts.filter_map(|entry| entry.as_text());
    said.next().unwrap_or(words::NO_NAME).to_owned()
}

/// The lines of an opened row: each cell that changes, then what is odd.
fn cells(row: &PlanRow) -> Vec<(String, bool)> {
    let changes = row.changes();
    let mut lines: Vec<(String, bool)> = changes
        .iter()
        .map(|cell| {
            let label = row.register.column_label(&cell.column);
            (words::cell_change(&label, &cell.old, &cell.new), row.target.is_some())
        })
        .collect();
    for (column, problem) in &row.problems {
        let label = row.register.column_label(column);
        lines.push((words::did(&label, words::problem(*problem)), false));
    }
    if let (Some(key), Some(target)) = (row.matched_by, &row.target) {
        let labels: Vec<&str> = key
            .split('+')
            .filter_map(|key| row.register.field(key).map(|field| field.label))
            .collect();
        if !labels.is_empty() {
            let name = target.name().unwrap_or(words::NO_NAME);
            lines.push((words::matched_by(&labels, name), false));
        }
    }
    lines
}

fn summary(ui: &mut egui::Ui, row: &PlanRow) {
    let texts: Vec<String> = row
        .changes()
        .iter()
        .map(|cell| {
            let label = row.register.column_label(&cell.column);
            if row.target.is_some() {
                words::cell_change(&label, &cell.old, &cell.new)
            } else {
                words::cell_change(&label, "", &cell.new)
            }
        })
        .collect();
    let problems: Vec<String> = row
        .problems
        .iter()
        .map(|(column, problem)| words::did(&row.register.column_label(column), words::problem(*problem)))
        .collect();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add_space(if problems.is_empty() { 16.0 } else { 7.0 });
        let text = RichText::new(texts.join("　"));
        let text = if row.target.is_some() {
            text.background_color(theme::CHANGED)
        } else {
            text
        };
        ui.add(egui::Label::new(text).truncate());
        if !problems.is_empty() {
            let text = RichText::new(problems.join("、")).small().color(theme::WARNING);
            ui.add(egui::Label::new(text).truncate());
        }
    });
}
