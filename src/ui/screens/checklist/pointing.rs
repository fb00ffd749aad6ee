//! Correcting how a form is read: its year and sheet, the row of headings, what each column is for, which rows ask.
//!
//! Invariant: nothing is corrected here; every choice goes into what is told, and the plan is made again from the file.

use std::collections::BTreeSet;

use eframe::egui::{self, RichText};

use crate::core::checklist::{SheetKind, Told};
use crate::core::form::{ColumnRole, DoubtKind, Layout, Preview, PreviewRow};
use crate::session::{FormPlans, Job};
use crate::text::{checklist as words_of, form as form_words, inspection as words, ui as ui_words};
use crate::ui::app::Action;
use crate::ui::widgets::paragraph;
use crate::ui::{fonts, theme};

/// Width of a column of the sheet.
const CELL: f32 = 150.0;
/// The column of the items has the long texts.
const ITEM_CELL: f32 = 380.0;
/// Years that a form can be said to be of, around this one.
const YEARS: i32 = 4;

/// What keeps a form from being read, and what a person can say about it; `at` is the sheet in hand.
pub(super) fn show(ui: &mut egui::Ui, plans: &FormPlans, this_year: i32, at: &mut usize, actions: &mut Vec<Action>) {
    let mut told = plans.told.clone();
    for notice in &plans.lacks {
        paragraph(ui, RichText::new(&notice.what).color(theme::WARNING));
    }
    if !plans.lacks.is_empty() {
        paragraph(ui, words::POINT_LACKS);
    }
    ui.horizontal_wrapped(|ui| {
        year(ui, this_year, &mut told);
        sheet(ui, &mut told);
    });
    let is_unsure = !plans.lacks.is_empty()
        || plans.maps.iter().flat_map(|map| &map.doubts).any(|doubt| {
            matches!(
                doubt.kind,
                DoubtKind::GuessedItemColumn | DoubtKind::UnclearRow | DoubtKind::NoDatePlace
            )
        });
    let title = if is_unsure { words::POINT_UNSURE } else { words::POINT };
    egui::CollapsingHeader::new(title)
        .id_salt(("pointing", &plans.file))
        .default_open(!plans.lacks.is_empty())
        .show(ui, |ui| {
            paragraph(ui, words::POINT_LEAD);
            *at = (*at).min(plans.previews.len().saturating_sub(1));
            sheets(ui, plans, at);
            let (Some(preview), Some(now)) = (plans.previews.get(*at), plans.layouts.get(*at)) else {
                return;
            };
            let items: BTreeSet<u32> = plans
                .maps
                .iter()
                .filter(|map| map.sheet == *at)
                .flat_map(|map| &map.items)
                .map(|item| item.cell.row)
                .collect();
            let said = told.layouts.iter().find(|layout| layout.sheet == preview.name);
            let layout = said.unwrap_or(now).clone();
            let mut changed = layout.clone();
            ui.push_id(*at, |ui| table(ui, preview, &items, &mut changed));
            if changed != layout {
                told.layouts.retain(|known| known.sheet != preview.name);
                told.layouts.push(Layout {
                    sheet: preview.name.clone(),
                    ..changed
                });
            }
        });
    if told != plans.told {
        actions.push(Action::Job(Job::PlanForm {
            file: plans.file.clone(),
            told,
        }));
    }
}

fn year(ui: &mut egui::Ui, this_year: i32, told: &mut Told) {
    let label = ui.label(words::YEAR);
    let shown = |year: Option<i32>| year.map_or_else(|| words::AS_THE_FORM_SAYS.to_owned(), form_words::fiscal_year);
    egui::ComboBox::from_id_salt("form year")
        .width(130.0)
        .selected_text(shown(told.fiscal_year))
        .show_ui(ui, |ui| {
            let years = (this_year - YEARS..=this_year + 1).rev().map(Some);
            for year in std::iter::once(None).chain(years) {
                ui.selectable_value(&mut told.fiscal_year, year, shown(year));
            }
        })
        .response
        .labelled_by(label.id);
}

fn sheet(ui: &mut egui::Ui, told: &mut Told) {
    let label = ui.label(words::SHEET);
    let shown = |sheet: Option<SheetKind>| sheet.map_or_else(|| words::AS_THE_FORM_SAYS.to_owned(), words_of::sheet);
    egui::ComboBox::from_id_salt("form sheet")
        .width(220.0)
        .selected_text(shown(told.sheet))
        .show_ui(ui, |ui| {
            for sheet in std::iter::once(None).chain(SheetKind::ALL.into_iter().map(Some)) {
                ui.selectable_value(&mut told.sheet, sheet, shown(sheet));
            }
        })
        .response
        .labelled_by(label.id);
}

fn sheets(ui: &mut egui::Ui, plans: &FormPlans, at: &mut usize) {
    if plans.previews.len() < 2 {
        return;
    }
    ui.horizontal(|ui| {
        let label = ui.label(ui_words::GUIDE_SHEET);
        egui::ComboBox::from_id_salt("pointed sheet")
            .width(240.0)
            .selected_text(&plans.previews[*at].name)
            .show_ui(ui, |ui| {
                for (place, preview) in plans.previews.iter().enumerate() {
                    ui.selectable_value(at, place, &preview.name);
                }
            })
            .response
            .labelled_by(label.id);
    });
}

fn table(ui: &mut egui::Ui, preview: &Preview, items: &BTreeSet<u32>, layout: &mut Layout) {
    egui::ScrollArea::both()
        .max_height(360.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            egui::Grid::new("pointed")
                .num_columns(preview.columns as usize + 2)
                .spacing([8.0, 2.0])
                .show(ui, |ui| {
                    ui.label("");
                    ui.label("");
                    for column in 1..=preview.columns {
                        role(ui, preview, column, layout);
                    }
                    ui.end_row();
                    for row in &preview.rows {
                        line(ui, preview, row, items, layout);
                        ui.end_row();
                    }
                });
        });
}

/// What a column is for.
fn role(ui: &mut egui::Ui, preview: &Preview, column: u32, layout: &mut Layout) {
    let now = layout.columns.get(&column).map(|(role, _)| *role);
    let shown = form_words::column_role(now);
    let mut chosen = now;
    let response = egui::ComboBox::from_id_salt(("role", column))
        .width(CELL - 10.0)
        .height(400.0)
        .truncate()
        .selected_text(&shown)
        .show_ui(ui, |ui| {
            for role in std::iter::once(None).chain(ColumnRole::all().into_iter().map(Some)) {
                ui.selectable_value(&mut chosen, role, form_words::column_role(role));
            }
        })
        .response;
    let heading = preview.rows.iter().find(|row| row.number == layout.header);
    let heading = heading.map_or("", |row| cell(row, column));
    let name = words::column_is_for(column, heading);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name);
        info.current_text_value = Some(shown.clone());
        info
    });
    if chosen == now {
        return;
    }
    match chosen {
        Some(role) => layout.columns.insert(column, (role, String::new())),
        None => layout.columns.remove(&column),
    };
}

fn cell(row: &PreviewRow, column: u32) -> &str {
    let found = row.cells.iter().find(|(at, _)| *at == column);
    found.map_or("", |(_, text)| text)
}

fn line(ui: &mut egui::Ui, preview: &Preview, row: &PreviewRow, items: &BTreeSet<u32>, layout: &mut Layout) {
    let is_header = row.number == layout.header;
    let button = egui::Button::new(ui_words::row_number(row.number)).selected(is_header);
    let response = ui.add(button).on_hover_text(words::THIS_IS_THE_LAST_HEADING);
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, is_header, ui_words::header_is(row.number))
    });
    if response.clicked() && !is_header {
        layout.header = row.number;
        layout.rows.clear();
    }
    let is_item = items.contains(&row.number);
    if is_header || row.number < layout.header || layout.header == 0 || row.cells.is_empty() {
        ui.label("");
    } else {
        let response = ui.selectable_label(is_item, words::ITEM);
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::Button, true, is_item, words::row_is_item(row.number))
        });
        if response.clicked() {
            layout.rows.insert(row.number, !is_item);
        }
    }
    for column in 1..=preview.columns {
        let text = RichText::new(cell(row, column).replace('\n', " "));
        let text = match (is_header, is_item) {
            (true, _) => text.family(fonts::bold()),
            (false, true) => text,
            (false, false) => text.color(theme::MUTED),
        };
        ui.scope(|ui| {
            let is_text = layout
                .columns
                .get(&column)
                .is_some_and(|(role, _)| *role == ColumnRole::Item);
            ui.set_max_width(if is_text { ITEM_CELL } else { CELL });
            ui.add(egui::Label::new(text).truncate());
        });
    }
}
