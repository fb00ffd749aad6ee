//! Pieces that several screens share.

pub(super) mod grid;
pub(super) mod tsv;

use eframe::egui;

use super::theme;

/// Keeps texts to a width that the eye follows, and within the window.
pub(super) fn readable(ui: &mut egui::Ui, width: f32) {
    ui.set_max_width(width.min(ui.available_width()));
}

/// A labelled one-line input; the label is also its name for screen readers.
pub(super) fn line(ui: &mut egui::Ui, label: &str, text: &mut String, width: f32) -> egui::Response {
    let name = ui.label(label);
    ui.add(input(text).desired_width(width)).labelled_by(name.id)
}

/// A one-line input whose text stands in its middle, as on the buttons beside it.
pub(super) fn input(text: &mut String) -> egui::TextEdit<'_> {
    egui::TextEdit::singleline(text).align(egui::Align2::LEFT_CENTER)
}

/// A text of more than one line: the font itself leaves no room between lines of kanji.
pub(super) fn paragraph(ui: &mut egui::Ui, text: impl Into<egui::RichText>) -> egui::Response {
    ui.add(egui::Label::new(text.into().line_height(Some(21.0))))
}

/// Small grey words of explanation, which may take several lines.
pub(super) fn remark(ui: &mut egui::Ui, text: impl Into<egui::RichText>) -> egui::Response {
    let text = text.into().small().color(theme::MUTED).line_height(Some(18.0));
    ui.add(egui::Label::new(text))
}

/// Small words that ask for attention, which may take several lines.
pub(super) fn caution(ui: &mut egui::Ui, text: impl Into<egui::RichText>) -> egui::Response {
    let text = text.into().small().color(theme::WARNING).line_height(Some(18.0));
    ui.add(egui::Label::new(text))
}

/// A button whose words stay on one line: in a row that wraps, it goes to the next one as a whole. Words longer than
/// a row are cut short there, and say the rest when pointed at.
pub(super) fn whole(ui: &mut egui::Ui, label: impl Into<egui::WidgetText>) -> egui::Response {
    let label = label.into();
    let endless = egui::TextWrapMode::Extend;
    let words = label
        .clone()
        .into_galley(ui, Some(endless), f32::INFINITY, egui::TextStyle::Button);
    let room = ui.max_rect().width() - 2.0 * ui.spacing().button_padding.x;
    if words.size().x <= room {
        return ui.add(egui::Button::new(label).wrap_mode(endless));
    }
    if ui.layout().main_wrap() && ui.cursor().left() > ui.max_rect().left() {
        ui.end_row();
    }
    ui.add(egui::Button::new(label).truncate()).on_hover_text(words.text())
}

/// One of several to choose from; its words stay on one line like those of [`whole`].
pub(super) fn choice(ui: &mut egui::Ui, on: bool, label: impl Into<egui::WidgetText>) -> egui::Response {
    let button = egui::Button::selectable(on, label.into()).frame_when_inactive(true);
    ui.add(button.wrap_mode(egui::TextWrapMode::Extend))
}

/// A button that takes no more height than a line of small text.
pub(super) fn compact(ui: &mut egui::Ui, label: &str) -> egui::Response {
    // Not in a scope: that would take the rest of the line for a line of its own.
    let usual = (ui.spacing().button_padding, ui.spacing().interact_size.y);
    ui.spacing_mut().button_padding = egui::vec2(8.0, 2.0);
    ui.spacing_mut().interact_size.y = 22.0;
    let response = whole(ui, egui::RichText::new(label).small());
    (ui.spacing_mut().button_padding, ui.spacing_mut().interact_size.y) = usual;
    response
}

/// A button that waits for something, which it says when pointed at before that; whether it was pressed.
pub(super) fn ready(ui: &mut egui::Ui, ready: bool, button: egui::Button<'_>, lacks: &str) -> bool {
    ui.add_enabled(ready, button).on_disabled_hover_text(lacks).clicked()
}

/// The button that a screen is there for.
pub(super) fn primary(label: &str) -> egui::Button<'static> {
    let text = egui::RichText::new(label)
        .family(super::fonts::bold())
        .color(super::theme::ON_ACCENT);
    egui::Button::new(text).fill(super::theme::ACCENT)
}

/// Heading of a part of a screen.
pub(super) fn heading(ui: &mut egui::Ui, text: &str) {
    let text = egui::RichText::new(text)
        .family(super::fonts::bold())
        .color(super::theme::ACCENT);
    ui.label(text);
}
