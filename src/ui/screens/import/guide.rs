//! Correcting how a file is read: pointing at the header row, choosing the list and the field of each column.
//!
//! Invariant: nothing is corrected here; every choice becomes a hint, and the plan is made again from the file.

use eframe::egui::{self, RichText};

use crate::core::catalogue::{Column, RegisterId, Shown};
use crate::core::import::{ColumnTarget, DropReason, ImportPlan, PlanTable, SheetPreview, Wanted};
use crate::session::Reading;
use crate::text::ui as words;
use crate::ui::app::Action;
use crate::ui::widgets::paragraph;
use crate::ui::widgets::whole;
use crate::ui::{fonts, theme};

/// Which sheet is looked at.
#[derive(Default)]
pub(super) struct State {
    sheet: usize,
}

/// Most rows that a header takes.
const HEADER_ROWS: u32 = 3;
const CELL: f32 = 150.0;

pub(super) fn show(
    ui: &mut egui::Ui,
    state: &mut State,
    plan: &ImportPlan,
    reading: &Reading,
    actions: &mut Vec<Action>,
) {
    if plan.previews.is_empty() {
        return;
    }
    remembered(ui, plan, reading, actions);
    if plan.tables.is_empty() {
        ui.colored_label(theme::WARNING, words::POINT_AT_HEADER);
    }
    egui::CollapsingHeader::new(words::GUIDE)
        .id_salt("guide")
        .default_open(plan.tables.is_empty())
        .show(ui, |ui| {
            state.sheet = state.sheet.min(plan.previews.len() - 1);
            sheets(ui, state, plan);
            let sheet = &plan.previews[state.sheet];
            let table = plan.tables.iter().find(|table| table.sheet == sheet.name);
            paragraph(ui, words::GUIDE_LEAD);
            ui.horizontal(|ui| {
                register(ui, sheet, table, reading, actions);
                header_rows(ui, sheet, table, reading, actions);
            });
            egui::ScrollArea::both()
                .id_salt("guide")
                .max_height(300.0)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    egui::Grid::new(("guide", state.sheet))
                        .num_columns(sheet.columns() as usize + 1)
                        .spacing([8.0, 2.0])
                        .show(ui, |ui| grid(ui, sheet, table, reading, actions));
                });
        });
}

/// Says which remembered mapping was used, and offers to read without it.
fn remembered(ui: &mut egui::Ui, plan: &ImportPlan, reading: &Reading, actions: &mut Vec<Action>) {
    let mut names: Vec<&str> = plan
        .tables
        .iter()
        .filter_map(|table| table.profile.as_deref())
        .collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(words::read_as_remembered(&names.join("、")));
        if whole(ui, words::WITHOUT_PROFILE).clicked() {
            let mut again = reading.clone();
            again.hints.without_profiles = true;
            actions.push(Action::Read(again));
        }
    });
}

fn sheets(ui: &mut egui::Ui, state: &mut State, plan: &ImportPlan) {
    if plan.previews.len() < 2 {
        return;
    }
    ui.horizontal(|ui| {
        let label = ui.label(words::GUIDE_SHEET);
        egui::ComboBox::from_id_salt("guide sheet")
            .width(240.0)
            .selected_text(&*plan.previews[state.sheet].name)
            .show_ui(ui, |ui| {
                for (at, sheet) in plan.previews.iter().enumerate() {
                    ui.selectable_value(&mut state.sheet, at, &*sheet.name);
                }
            })
            .response
            .labelled_by(label.id);
    });
}

fn register(
    ui: &mut egui::Ui,
    sheet: &SheetPreview,
    table: Option<&PlanTable>,
    reading: &Reading,
    actions: &mut Vec<Action>,
) {
    let now = table.map_or(RegisterId::DEVICE, |table| table.register);
    let mut chosen = now;
    let label = ui.label(words::GUIDE_REGISTER);
    egui::ComboBox::from_id_salt("guide register")
        .width(220.0)
        .height(400.0)
        .selected_text(now.label)
        .show_ui(ui, |ui| {
            for register in RegisterId::all().filter(|register| register.shown != Shown::Inner) {
                ui.selectable_value(&mut chosen, register, register.label);
            }
        })
        .response
        .labelled_by(label.id);
    if chosen != now {
        let mut again = reading.clone();
        let hint = again.hints.of_sheet(&sheet.name);
        hint.register = Some(chosen);
        // Fields of another list mean nothing here.
        hint.columns.clear();
        actions.push(Action::Read(again));
    }
}

/// How many rows the header takes.
fn header_rows(
    ui: &mut egui::Ui,
    sheet: &SheetPreview,
    table: Option<&PlanTable>,
    reading: &Reading,
    actions: &mut Vec<Action>,
) {
    let Some(rows) = table.map(|table| &table.header_rows) else {
        return;
    };
    let (Some(&first), Some(&last)) = (rows.first(), rows.last()) else {
        return;
    };
    for height in 1..=HEADER_ROWS {
        let now = last + 1 - first == height;
        if ui.selectable_label(now, words::header_height(height)).clicked() && !now {
            let mut again = reading.clone();
            let hint = again.hints.of_sheet(&sheet.name);
            hint.header = Some((first, first + height - 1));
            hint.columns.clear();
            actions.push(Action::Read(again));
        }
    }
}

fn grid(
    ui: &mut egui::Ui,
    sheet: &SheetPreview,
    table: Option<&PlanTable>,
    reading: &Reading,
    actions: &mut Vec<Action>,
) {
    if let Some(table) = table {
        ui.label("");
        for at in 0..sheet.columns() {
            ui.vertical(|ui| {
                ui.set_min_width(CELL);
                if let Some(wanted) = target(ui, table, at) {
                    let mut again = reading.clone();
                    let hint = again.hints.of_sheet(&sheet.name);
                    let (first, last) = (table.header_rows.first(), table.header_rows.last());
                    hint.header = first.copied().zip(last.copied());
                    hint.register = Some(table.register);
                    hint.set(at, wanted);
                    actions.push(Action::Read(again));
                }
            });
        }
        ui.end_row();
    }
    for row in &sheet.rows {
        let is_header = table.is_some_and(|table| table.header_rows.contains(&row.number));
        let button = egui::Button::new(words::row_number(row.number)).selected(is_header);
        let response = ui.add(button).on_hover_text(words::THIS_IS_THE_HEADER);
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::Button, true, is_header, words::header_is(row.number))
        });
        if response.clicked() && !is_header {
            let mut again = reading.clone();
            let hint = again.hints.of_sheet(&sheet.name);
            hint.header = Some((row.number, row.number));
            hint.columns.clear();
            actions.push(Action::Read(again));
        }
        for at in 0..sheet.columns() {
            let text = row
                .cells
                .iter()
                .find(|(column, _)| *column == at)
                .map_or("", |(_, text)| text);
            let text = RichText::new(text.replace('\n', " "));
            let text = if is_header { text.family(fonts::bold()) } else { text };
            ui.scope(|ui| {
                ui.set_max_width(CELL);
                ui.add(egui::Label::new(text).truncate());
            });
        }
        ui.end_row();
    }
}

/// The field of one column, as a list to choose from; what was chosen anew.
fn target(ui: &mut egui::Ui, table: &PlanTable, at: u32) -> Option<Wanted> {
    let column = table.columns.iter().find(|column| column.at == at)?;
    let register = table.register;
    let now = match &column.target {
        ColumnTarget::To(Column::Custom(_)) => words::GUIDE_OWN.to_owned(),
        ColumnTarget::To(to) => register.column_label(to),
        ColumnTarget::Split(one, two) => words::split_into(&register.column_label(one), &register.column_label(two)),
        ColumnTarget::Dropped(reason) => words::dropped(*reason).to_owned(),
    };
    if column.target == ColumnTarget::Dropped(DropReason::Secret) {
        ui.weak(now);
        return None;
    }
    let mut chosen = None;
    let response = egui::ComboBox::from_id_salt(("guide column", at))
        .width(CELL - 10.0)
        .height(400.0)
        .truncate()
        .selected_text(&now)
        .show_ui(ui, |ui| {
            for (label, wanted) in [(words::GUIDE_OWN, Wanted::Own), (words::GUIDE_OUT, Wanted::Out)] {
                if ui.selectable_label(now == label, label).clicked() {
                    chosen = Some(wanted);
                }
            }
            for column in columns(register) {
                let label = register.column_label(&column);
                if ui.selectable_label(now == label, &label).clicked() {
                    chosen = Some(Wanted::Into(column));
                }
            }
        })
        .response;
    let name = words::column_reads(&column.header);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name);
        info.current_text_value = Some(now.clone());
        info
    });
    chosen
}

fn columns(register: RegisterId) -> impl Iterator<Item = Column> {
    let inner = register.children.iter().enumerate();
    let inner = inner.flat_map(|(child, list)| (0..list.fields.len()).map(move |field| Column::Child { child, field }));
    (0..register.fields.len()).map(Column::Field).chain(inner)
}
