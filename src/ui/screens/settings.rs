//! Text size, contrast, keys; and after how many days the clinic wants to be told.

use eframe::egui;

use super::{accept, thresholds};
use crate::session::{Settings, View};
use crate::text::ui as words;
use crate::ui::app::Action;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::readable;

/// Sizes offered, in percent.
const SIZES: [u16; 5] = [90, 100, 115, 130, 150];

pub(crate) fn show(
    ui: &mut egui::Ui,
    view: &View,
    access: Access,
    settings: &Settings,
    drafts: &mut thresholds::Drafts,
    actions: &mut Vec<Action>,
) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        readable(ui, 900.0);
        ui.heading(words::SETTINGS);
        window(ui, settings, actions);
        ui.add_space(16.0);
        ui.separator();
        thresholds::show(ui, &view.snapshot, access, drafts, actions);
        accept::overruled(ui, view, access, actions);
        ui.add_space(12.0);
        keys(ui);
        ui.add_space(12.0);
    });
}

fn window(ui: &mut egui::Ui, settings: &Settings, actions: &mut Vec<Action>) {
    ui.add_space(8.0);
    ui.label(words::TEXT_SIZE);
    ui.horizontal(|ui| {
        let now = if settings.zoom_percent == 0 {
            100
        } else {
            settings.zoom_percent
        };
        for size in SIZES {
            if ui.selectable_label(now == size, format!("{size} %")).clicked() {
                let mut changed = settings.clone();
                changed.zoom_percent = size;
                actions.push(Action::Settings(changed));
            }
        }
    });
    ui.weak(words::TEXT_SIZE_KEYS);
    ui.add_space(12.0);
    let mut contrast = settings.high_contrast;
    if ui.checkbox(&mut contrast, words::HIGH_CONTRAST).clicked() {
        let mut changed = settings.clone();
        changed.high_contrast = contrast;
        actions.push(Action::Settings(changed));
    }
}

fn keys(ui: &mut egui::Ui) {
    egui::CollapsingHeader::new(words::KEYS_TITLE).show(ui, |ui| {
        crate::ui::help::keys(ui);
    });
}
