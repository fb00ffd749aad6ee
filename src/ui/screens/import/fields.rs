//! The list of fields that a column can be read as: a search, the likely ones, then all by group.
//!
//! Invariant: nothing is corrected here; the caller turns the choice into a hint.

use eframe::egui::{self, RichText};

use crate::core::catalogue::{Column, Field, Group, RegisterId};
use crate::core::import::{PlanColumn, PlanTable, SheetPreview, Wanted, likely, two_fields};
use crate::core::parse::fold;
use crate::text::{import as review, ui as words};
use crate::ui::fonts;
use crate::ui::widgets::input;

/// Values of the column that are looked at.
const VALUES: usize = 12;
const WIDTH: f32 = 280.0;

pub(super) fn choose(
    ui: &mut egui::Ui,
    sheet: &SheetPreview,
    table: &PlanTable,
    column: &PlanColumn,
    now: &str,
) -> Option<Wanted> {
    ui.set_min_width(WIDTH);
    let id = ui.scope_id().with("search");
    let chosen = list(ui, id, sheet, table, column, now);
    if chosen.is_some() {
        // The next look at the list begins anew.
        ui.data_mut(|data| data.remove::<String>(id));
    }
    chosen
}

fn list(
    ui: &mut egui::Ui,
    id: egui::Id,
    sheet: &SheetPreview,
    table: &PlanTable,
    column: &PlanColumn,
    now: &str,
) -> Option<Wanted> {
    let register = table.register;
    let mut search: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let hint = review::GUIDE_SEARCH;
    ui.add(input(&mut search).desired_width(WIDTH).hint_text(hint))
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, hint));
    ui.data_mut(|data| data.insert_temp(id, search.clone()));
    let mut chosen = None;
    let mut line = |ui: &mut egui::Ui, label: &str, is_now: bool, wanted: &dyn Fn() -> Wanted| {
        if ui.selectable_label(is_now, label).clicked() {
            chosen = Some(wanted());
        }
    };
    let key = fold(&search).into_owned();
    if !key.is_empty() {
        let found: Vec<Column> = Group::ALL
            .into_iter()
            .flat_map(|group| of_group(register, group))
            .collect();
        let found: Vec<Column> = found
            .into_iter()
            .filter(|column| is_called(register, column, &key))
            .collect();
        for column in &found {
            let label = label(register, column);
            line(ui, &label, register.column_label(column) == now, &|| {
                Wanted::Into(column.clone())
            });
        }
        if found.is_empty() {
            ui.weak(review::NOTHING_FOUND_FIELD);
        }
        return chosen;
    }
    for (label, wanted) in [(words::GUIDE_OWN, Wanted::Own), (words::GUIDE_OUT, Wanted::Out)] {
        line(ui, label, now == label, &|| wanted.clone());
    }
    if let Some((one, two)) = two_fields(register, &column.header) {
        let label = words::split_into(&register.column_label(&one), &register.column_label(&two));
        line(ui, &label, label == now, &|| Wanted::Two(one.clone(), two.clone()));
    }
    let cells = sheet
        .rows
        .iter()
        .filter(|row| table.header_rows.iter().all(|header| row.number > *header));
    let values: Vec<&str> = cells
        .filter_map(|row| row.cells.iter().find(|(at, _)| *at == column.at))
        .map(|(_, text)| &**text)
        .take(VALUES)
        .collect();
    let first = likely(register, &column.header, &values);
    if !first.is_empty() {
        heading(ui, review::GUIDE_LIKELY);
    }
    for column in &first {
        let label = label(register, column);
        line(ui, &label, register.column_label(column) == now, &|| {
            Wanted::Into(column.clone())
        });
    }
    for group in Group::ALL {
        let columns: Vec<Column> = of_group(register, group)
            .filter(|column| !first.contains(column))
            .collect();
        if columns.is_empty() {
            continue;
        }
        heading(ui, group.label());
        for column in &columns {
            let label = label(register, column);
            line(ui, &label, register.column_label(column) == now, &|| {
                Wanted::Into(column.clone())
            });
        }
    }
    chosen
}

fn heading(ui: &mut egui::Ui, text: &str) {
    ui.add_space(4.0);
    ui.label(RichText::new(text).family(fonts::bold()).weak());
}

fn field(register: RegisterId, column: &Column) -> Option<&'static Field> {
    match column {
        Column::Field(field) => register.get().fields.get(*field),
        Column::Child { child, field } => register.get().children.get(*child)?.fields.get(*field),
        Column::Custom(_) => None,
    }
}

/// What people call it too stands beside the ministry's word for the remark: 説明 is 備考 to most.
fn label(register: RegisterId, column: &Column) -> String {
    let label = register.column_label(column);
    match field(register, column).filter(|field| field.group == Group::Note) {
        Some(field) if !field.aliases.is_empty() => review::also_called(&label, field.aliases[0]),
        _ => label,
    }
}

fn is_called(register: RegisterId, column: &Column, key: &str) -> bool {
    field(register, column).is_some_and(|field| {
        let mut names = std::iter::once(&field.label).chain(field.aliases);
        names.any(|name| fold(name).contains(key))
    })
}

fn of_group(register: RegisterId, group: Group) -> impl Iterator<Item = Column> {
    let inner = register.get().children.iter().enumerate();
    let inner = inner.flat_map(|(child, list)| (0..list.fields.len()).map(move |field| Column::Child { child, field }));
    let columns = (0..register.fields.len()).map(Column::Field).chain(inner);
    columns.filter(move |column| field(register, column).is_some_and(|field| field.group == group))
}
