//! Columns in which the file would replace what the ledger says: the file's values, or ours stay.

use eframe::egui::{self, RichText};

use crate::core::import::{ImportPlan, ReplacedColumn, Side};
use crate::text::{import as of_import, ui as words};
use crate::ui::fonts;

/// True when something was chosen.
pub(super) fn show(ui: &mut egui::Ui, plan: &mut ImportPlan, columns: &[ReplacedColumn]) -> bool {
    if columns.is_empty() {
        return false;
    }
    let mut changed = false;
    let kept = columns.iter().filter(|column| column.side == Side::Ours).count();
    egui::CollapsingHeader::new(of_import::replaced(columns.len(), kept))
        .id_salt("replaced")
        .show(ui, |ui| {
            ui.label(of_import::REPLACED_LEAD);
            egui::ScrollArea::vertical()
                .id_salt("replaced")
                .max_height(180.0)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    egui::Grid::new("replaced")
                        .num_columns(3)
                        .spacing([20.0, 4.0])
                        .striped(true)
                        .show(ui, |ui| {
                            for column in columns {
                                changed |= line(ui, plan, column);
                                ui.end_row();
                            }
                        });
                });
        });
    changed
}

fn line(ui: &mut egui::Ui, plan: &mut ImportPlan, column: &ReplacedColumn) -> bool {
    let label = column.label();
    let title = words::column_conflicts(column.register.label, &label, column.cells);
    ui.label(RichText::new(title).family(fonts::bold()));
    let mut changed = false;
    for (side, text) in [
        (Side::Theirs, of_import::TAKE_FILE),
        (Side::Ours, of_import::KEEP_LEDGER),
    ] {
        let is_chosen = column.side == side;
        let button = ui.radio(is_chosen, text);
        let full = words::did(&label, text);
        button.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &full));
        if button.clicked() && !is_chosen {
            plan.take_column(column.register, &column.column, side);
            changed = true;
        }
    }
    changed
}
