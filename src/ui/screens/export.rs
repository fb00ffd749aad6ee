//! Which sheet, and where to.

use eframe::egui;

use super::line;
use crate::core::export::sheets::SheetKey;
use crate::session::Job;
use crate::text::ui as words;
use crate::ui::app::Action;

pub(crate) struct Form {
    sheet: SheetKey,
    out: String,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            sheet: SheetKey::Official,
            out: file_name(SheetKey::Official),
        }
    }
}

fn file_name(sheet: SheetKey) -> String {
    format!("{}.xlsx", sheet.label())
}

pub(crate) fn show(ui: &mut egui::Ui, form: &mut Form, actions: &mut Vec<Action>) {
    ui.heading(words::EXPORT);
    ui.label(words::EXPORT_LEAD);
    for &sheet in SheetKey::ALL {
        if ui.radio(form.sheet == sheet, sheet.label()).clicked() {
            form.sheet = sheet;
            form.out = file_name(sheet);
        }
    }
    line(ui, words::EXPORT_FILE, &mut form.out, 520.0);
    if ui
        .add_enabled(!form.out.trim().is_empty(), egui::Button::new(words::WRITE))
        .clicked()
    {
        actions.push(Action::Job(Job::Export {
            sheet: form.sheet.key().to_owned(),
            out: form.out.trim().into(),
        }));
    }
}
