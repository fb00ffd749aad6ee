//! The person's name, text size, contrast, keys; and after how many days the clinic wants to be told.

use eframe::egui;

use super::{accept, thresholds};
use crate::session::{Settings, View};
use crate::text::{opening, ui as words};
use crate::ui::app::Action;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::{input, readable, remark};

/// Sizes offered, in percent.
const SIZES: [u16; 5] = [90, 100, 115, 130, 150];

/// What is being typed.
#[derive(Default)]
pub(crate) struct State {
    thresholds: thresholds::Drafts,
    name: Option<String>,
}

pub(crate) fn show(
    ui: &mut egui::Ui,
    view: &View,
    access: Access,
    settings: &Settings,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        readable(ui, 900.0);
        ui.heading(words::SETTINGS);
        person(ui, settings, &mut state.name, actions);
        window(ui, settings, actions);
        ui.add_space(16.0);
        ui.separator();
        thresholds::show(ui, &view.snapshot, access, &mut state.thresholds, actions);
        accept::overruled(ui, view, access, actions);
        ui.add_space(12.0);
        keys(ui);
        ui.add_space(12.0);
    });
}

/// Whose name the history keeps.
fn person(ui: &mut egui::Ui, settings: &Settings, draft: &mut Option<String>, actions: &mut Vec<Action>) {
    ui.add_space(8.0);
    let known = settings.actor.as_deref().unwrap_or_default();
    let mut name = draft.take().unwrap_or_else(|| known.to_owned());
    let label = ui.label(opening::ACTOR);
    let mut done = false;
    ui.horizontal(|ui| {
        let typed = ui.add(input(&mut name).desired_width(240.0)).labelled_by(label.id);
        let changed = !name.trim().is_empty() && name.trim() != known;
        let entered = typed.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        done = changed && (ui.add_enabled(changed, egui::Button::new(opening::ACTOR_SET)).clicked() || entered);
    });
    remark(ui, opening::ACTOR_LEAD);
    if done {
        actions.push(Action::Actor(name.trim().to_owned()));
    } else if name != known {
        *draft = Some(name);
    }
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
    remark(ui, words::TEXT_SIZE_KEYS);
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
