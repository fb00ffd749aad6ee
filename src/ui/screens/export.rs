//! Which sheet, for whom, and where to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui;

use crate::core::export::sheets::{SheetKey, vendors};
use crate::core::model::Snapshot;
use crate::session::Job;
use crate::text::ui as words;
use crate::ui::app::Action;
use crate::ui::dialog::Purpose;
use crate::ui::widgets::input as one_line;
use crate::ui::widgets::{paragraph, primary, readable, ready, remark};

pub(crate) struct Form {
    what: What,
    pub out: String,
    folder: PathBuf,
    /// Vendors of the revision that was looked at last.
    vendors: Option<(u64, Arc<Vec<String>>)>,
}

/// What goes out: a sheet of the registry, or what concerns one vendor.
#[derive(Clone, PartialEq, Eq)]
enum What {
    Sheet(SheetKey),
    Handover(String),
}

impl Default for Form {
    fn default() -> Self {
        let what = What::Sheet(SheetKey::Official);
        Self {
            out: file_name(&what),
            what,
            folder: PathBuf::new(),
            vendors: None,
        }
    }
}

impl Form {
    /// Offers places in the folder of a ledger.
    pub fn beside(ledger: &Path) -> Self {
        let mut form = Self {
            folder: ledger.parent().map(Path::to_path_buf).unwrap_or_default(),
            ..Self::default()
        };
        form.choose(form.what.clone());
        form
    }

    fn choose(&mut self, what: What) {
        self.out = self.folder.join(file_name(&what)).display().to_string();
        self.what = what;
    }

    fn vendors(&mut self, snapshot: &Snapshot) -> Arc<Vec<String>> {
        match &self.vendors {
            Some((revision, known)) if *revision == snapshot.revision => known.clone(),
            _ => {
                let found = Arc::new(vendors(snapshot));
                self.vendors = Some((snapshot.revision, found.clone()));
                found
            }
        }
    }
}

fn file_name(what: &What) -> String {
    match what {
        What::Sheet(sheet) => format!("{}.xlsx", sheet.label()),
        What::Handover(vendor) => words::handover_file(vendor),
    }
}

pub(crate) fn show(ui: &mut egui::Ui, snapshot: &Snapshot, form: &mut Form, actions: &mut Vec<Action>) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        readable(ui, 1000.0);
        ui.heading(words::EXPORT);
        paragraph(ui, words::EXPORT_LEAD);
        choose(ui, snapshot, form, actions);
        ui.add_space(12.0);
    });
}

fn choose(ui: &mut egui::Ui, snapshot: &Snapshot, form: &mut Form, actions: &mut Vec<Action>) {
    for &sheet in SheetKey::ALL {
        if ui.radio(form.what == What::Sheet(sheet), sheet.label()).clicked() {
            form.choose(What::Sheet(sheet));
        }
    }
    handover(ui, snapshot, form);
    ui.add_space(8.0);
    let name = ui.label(words::EXPORT_FILE);
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 110.0).clamp(160.0, 520.0);
        ui.add(one_line(&mut form.out).desired_width(width))
            .labelled_by(name.id);
        if ui.button(words::BROWSE).clicked() {
            actions.push(Action::Ask(Purpose::Export, form.out.clone()));
        }
    });
    let named = !form.out.trim().is_empty();
    if ready(ui, named, primary(words::WRITE), words::PLACE_FIRST) {
        let out = form.out.trim().into();
        actions.push(Action::Job(match &form.what {
            What::Sheet(sheet) => Job::Export {
                sheet: sheet.key().to_owned(),
                out,
            },
            What::Handover(vendor) => Job::ExportHandover {
                vendor: vendor.clone(),
                out,
            },
        }));
    }
}

fn handover(ui: &mut egui::Ui, snapshot: &Snapshot, form: &mut Form) {
    let vendors = form.vendors(snapshot);
    let is_chosen = matches!(form.what, What::Handover(_));
    let first = vendors.first().cloned();
    ui.add_enabled_ui(first.is_some(), |ui| {
        if ui.radio(is_chosen, words::HANDOVER).clicked()
            && !is_chosen
            && let Some(first) = first
        {
            form.choose(What::Handover(first));
        }
    });
    if vendors.is_empty() {
        remark(ui, words::NO_VENDORS);
    }
    let What::Handover(mut vendor) = form.what.clone() else {
        return;
    };
    ui.indent("handover", |ui| {
        paragraph(ui, words::HANDOVER_LEAD);
        ui.horizontal(|ui| {
            let label = ui.label(words::HANDOVER_VENDOR);
            egui::ComboBox::from_id_salt("vendor")
                .width(320.0)
                .selected_text(&vendor)
                .show_ui(ui, |ui| {
                    for name in vendors.iter() {
                        ui.selectable_value(&mut vendor, name.clone(), name);
                    }
                })
                .response
                .labelled_by(label.id);
        });
    });
    let chosen = What::Handover(vendor);
    if chosen != form.what {
        form.choose(chosen);
    }
}
