//! One file per screen: a function of the snapshot and its own drafts that returns what the person asked for.

pub(super) mod export;
pub(super) mod history;
pub(super) mod import;
pub(super) mod register;
pub(super) mod start;

use eframe::egui;

/// A labelled one-line input; the label is also its name for screen readers.
fn line(ui: &mut egui::Ui, label: &str, text: &mut String, width: f32) -> egui::Response {
    let name = ui.label(label);
    ui.add(egui::TextEdit::singleline(text).desired_width(width))
        .labelled_by(name.id)
}
