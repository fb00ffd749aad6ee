//! Which tables were found in a file, how their columns were understood, and which rows are left out.

use eframe::egui::{self, RichText};

use crate::core::import::{ColumnTarget, How, ImportPlan, SheetReason};
use crate::text::{collect as pcs, import as review, ui as words};
use crate::ui::widgets::{paragraph, remark};
use crate::ui::{fonts, theme};

pub(super) fn show(ui: &mut egui::Ui, plan: &ImportPlan) {
    let unused = plan.sheets_left_out.iter().filter_map(|left| match left.reason {
        SheetReason::Older => Some(pcs::older(&left.sheet)),
        SheetReason::NotRead => Some(pcs::not_read(&left.sheet)),
        _ => None,
    });
    let unused: Vec<String> = unused.collect();
    if !unused.is_empty() {
        ui.colored_label(theme::WARNING, pcs::left_out(unused.len()));
        for line in &unused {
            ui.label(line);
        }
    }
    for line in review::readings(plan) {
        remark(ui, line);
    }
    for notice in &plan.notices {
        paragraph(ui, RichText::new(review::notice_line(notice)).color(theme::WARNING));
    }
    if plan.tables.iter().all(|table| table.columns.is_empty()) {
        return;
    }
    let guessed = plan
        .tables
        .iter()
        .flat_map(|table| &table.columns)
        .filter(|column| matches!(column.how, How::Similar | How::Values))
        .count();
    let unplaced = plan.unplaced();
    egui::CollapsingHeader::new(review::tables(plan.tables.len(), guessed, unplaced))
        // Opens by itself where something has no place; another file is another question.
        .id_salt(("tables", &plan.file, unplaced > 0))
        .default_open(unplaced > 0)
        .show(ui, |ui| {
            egui::ScrollArea::vertical()
                .id_salt("tables")
                .max_height(220.0)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    for table in &plan.tables {
                        let title = words::table_to_register(&table.sheet, table.register.label);
                        ui.label(RichText::new(title).family(fonts::bold()));
                        egui::Grid::new(("columns", &table.sheet, table.header_rows.first()))
                            .num_columns(3)
                            .spacing([20.0, 2.0])
                            .striped(true)
                            .show(ui, |ui| {
                                let (unplaced, placed): (Vec<_>, Vec<_>) =
                                    table.columns.iter().partition(|column| column.target.is_unplaced());
                                for column in unplaced.into_iter().chain(placed) {
                                    let target = match &column.target {
                                        ColumnTarget::To(to) => table.register.column_label(to),
                                        ColumnTarget::Split(one, two) => words::split_into(
                                            &table.register.column_label(one),
                                            &table.register.column_label(two),
                                        ),
                                        ColumnTarget::Dropped(reason) => words::dropped(*reason).to_owned(),
                                    };
                                    ui.label(column.header.replace('\n', " "));
                                    ui.label(format!("→ {target}"));
                                    ui.weak(words::how(column.how));
                                    ui.end_row();
                                }
                            });
                    }
                });
        });
    if !plan.not_taken.is_empty() {
        egui::CollapsingHeader::new(words::not_taken(plan.not_taken.len()))
            .id_salt("not taken")
            .show(ui, |ui| {
                egui::ScrollArea::vertical()
                    .id_salt("left")
                    .max_height(140.0)
                    .auto_shrink([false, true])
                    .show_rows(ui, 20.0, plan.not_taken.len(), |ui, range| {
                        for left in &plan.not_taken[range] {
                            ui.label(words::left_row(&left.sheet, left.row, left.reason));
                        }
                    });
            });
    }
}
