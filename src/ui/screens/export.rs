//! Which sheet, and where to.

use eframe::egui;

use crate::core::export::sheets::SheetKey;
use crate::session::Job;
use crate::text::ui as words;
use crate::ui::app::Action;
use crate::ui::dialog::Purpose;

pub(crate) struct Form {
    sheet: SheetKey,
    pub out: String,
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
    ui.add_space(8.0);
    let name = ui.label(words::EXPORT_FILE);
    ui.horizontal(|ui| {
        ui.add(egui::TextEdit::singleline(&mut form.out).desired_width(520.0))
            .labelled_by(name.id);
        if ui.button(words::BROWSE).clicked() {
            actions.push(Action::Ask(Purpose::Export, form.out.clone()));
        }
    });
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
