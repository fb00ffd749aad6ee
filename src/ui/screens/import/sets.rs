//! Rows of a file that stand for several devices: one row as it is, or one row for each device.
//!
//! Invariant: nothing is parted here; a choice becomes a hint, and the plan is made again from the file.

use eframe::egui;

use crate::core::import::{ImportPlan, Parted};
use crate::session::Reading;
use crate::text::import as words;
use crate::ui::app::Action;
use crate::ui::widgets::{paragraph, whole};

/// Height of a row that can be ticked; only those in sight are drawn.
const ROW: f32 = 24.0;

pub(super) fn show(ui: &mut egui::Ui, plan: &ImportPlan, reading: &Reading, actions: &mut Vec<Action>) {
    if plan.sets.is_empty() {
        return;
    }
    let parted = plan.sets.iter().filter(|set| set.parted).count();
    let mut choose = |wanted: Parted| {
        let mut again = reading.clone();
        again.hints.parted = wanted;
        actions.push(Action::Read(again));
    };
    egui::CollapsingHeader::new(words::sets(plan.sets.len(), parted))
        .id_salt("sets")
        .default_open(true)
        .show(ui, |ui| {
            paragraph(ui, words::SETS_LEAD);
            ui.horizontal_wrapped(|ui| {
                if parted < plan.sets.len() && whole(ui, words::PART_ALL).clicked() {
                    choose(Parted::All);
                }
                if parted > 0 && whole(ui, words::PART_NONE).clicked() {
                    choose(Parted::None);
                }
            });
            egui::ScrollArea::vertical()
                .id_salt("sets")
                .max_height(140.0)
                .auto_shrink([false, true])
                .show_rows(ui, ROW, plan.sets.len(), |ui, range| {
                    // A row of two lines would move all below it.
                    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
                    ui.spacing_mut().interact_size.y = ROW;
                    for set in &plan.sets[range] {
                        let mut wanted = set.parted;
                        let row = words::part_row(set);
                        if ui.checkbox(&mut wanted, &row).on_hover_text(&row).changed() {
                            let mut choice = reading.hints.parted.clone();
                            choice.set(&plan.sets, &set.sheet, set.row, wanted);
                            choose(choice);
                        }
                    }
                });
        });
}
