//! The first page: go on with a ledger, make one, or try the sample.

use std::path::{Path, PathBuf};

use eframe::egui::{self, RichText};

use crate::core::catalogue::{Choice, FieldKind, RegisterId, tokens};
use crate::session::Job;
use crate::text::{collect as pcs, opening, ui as words};
use crate::ui::app::Action;
use crate::ui::dialog::Purpose;
use crate::ui::widgets::input as one_line;
use crate::ui::widgets::{line, paragraph, ready};
use crate::ui::{fonts, theme};

pub(crate) struct Form {
    facility: String,
    /// Who makes it.
    actor: String,
    /// What kind of facility the new ledger is for.
    kind: &'static str,
    pub new: String,
    open: String,
    pub sample: String,
    pub collect: String,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            facility: String::new(),
            actor: String::new(),
            kind: tokens::CLINIC,
            new: words::DEFAULT_FILE.to_owned(),
            open: String::new(),
            sample: words::SAMPLE_FILE.to_owned(),
            collect: pcs::DEFAULT_FOLDER.to_owned(),
        }
    }
}

impl Form {
    /// Knows the person from the last time.
    pub fn of(actor: Option<&str>) -> Self {
        Self {
            actor: actor.unwrap_or_default().to_owned(),
            ..Self::default()
        }
    }

    /// Offers places in a folder instead of wherever the program was started.
    pub fn keep_in(&mut self, folder: &Path) {
        self.new = folder.join(words::DEFAULT_FILE).display().to_string();
        self.sample = folder.join(words::SAMPLE_FILE).display().to_string();
        self.collect = folder.join(pcs::DEFAULT_FOLDER).display().to_string();
    }
}

pub(crate) fn show(ui: &mut egui::Ui, form: &mut Form, recent: &[PathBuf], actions: &mut Vec<Action>) {
    let width = 620.0_f32.min(ui.available_width() - 40.0);
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(28.0);
            ui.label(RichText::new(words::TITLE).heading().size(30.0));
            paragraph(ui, words::LEAD);
            ui.add_space(12.0);
            if !recent.is_empty() {
                card(ui, width, words::RECENT, |ui| {
                    for path in recent {
                        recent_entry(ui, path, actions);
                    }
                });
            }
            // Who has no ledger yet may want to try before anything else.
            if recent.is_empty() {
                card(ui, width, words::SAMPLE, |ui| sample(ui, form, actions));
            }
            card(ui, width, words::NEW, |ui| new(ui, form, actions));
            card(ui, width, words::OPEN, |ui| open(ui, form, actions));
            if !recent.is_empty() {
                card(ui, width, words::SAMPLE, |ui| sample(ui, form, actions));
            }
            card(ui, width, pcs::TITLE, |ui| collect(ui, form, actions));
        });
    });
}

fn card(ui: &mut egui::Ui, width: f32, title: &str, add: impl FnOnce(&mut egui::Ui)) {
    egui::Frame::group(ui.style()).inner_margin(14.0).show(ui, |ui| {
        ui.set_width(width);
        ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.label(RichText::new(title).family(fonts::bold()).size(17.0));
            ui.push_id(title, add);
        });
    });
    ui.add_space(10.0);
}

fn recent_entry(ui: &mut egui::Ui, path: &Path, actions: &mut Vec<Action>) {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    ui.horizontal(|ui| {
        if ui.button(RichText::new(name).family(fonts::bold())).clicked() {
            actions.push(Action::Job(Job::Open { path: path.to_owned() }));
        }
        let folder = path.display().to_string();
        ui.add(egui::Label::new(RichText::new(&folder).color(theme::MUTED)).truncate())
            .on_hover_text(folder);
    });
}

/// A path field with the system's dialog beside it.
fn place(ui: &mut egui::Ui, path: &mut String, purpose: Purpose, actions: &mut Vec<Action>) {
    called(ui, words::FILE, path, purpose, actions);
}

fn called(ui: &mut egui::Ui, label: &str, path: &mut String, purpose: Purpose, actions: &mut Vec<Action>) {
    let name = ui.label(label);
    ui.horizontal(|ui| {
        let width = ui.available_width() - 110.0;
        ui.add(one_line(path).desired_width(width)).labelled_by(name.id);
        if ui.button(words::BROWSE).clicked() {
            actions.push(Action::Ask(purpose, path.clone()));
        }
    });
}

/// Kinds of facilities, as the catalogue lists them.
fn kinds() -> &'static [Choice] {
    match RegisterId::FACILITY.field("kind").map(|field| field.kind) {
        Some(FieldKind::Choice(list)) => list,
        _ => &[],
    }
}

fn new(ui: &mut egui::Ui, form: &mut Form, actions: &mut Vec<Action>) {
    line(ui, words::FACILITY, &mut form.facility, f32::INFINITY);
    let name = ui.label(words::FACILITY_KIND);
    egui::ComboBox::from_id_salt("facility kind")
        .selected_text(form.kind)
        .width(200.0)
        .show_ui(ui, |ui| {
            for choice in kinds() {
                ui.selectable_value(&mut form.kind, choice.value, choice.value);
            }
        })
        .response
        .labelled_by(name.id);
    line(ui, opening::ACTOR, &mut form.actor, 240.0).on_hover_text(opening::ACTOR_LEAD);
    place(ui, &mut form.new, Purpose::NewLedger, actions);
    let named = !form.facility.trim().is_empty() && !form.new.trim().is_empty();
    if ready(ui, named, egui::Button::new(words::CREATE), words::FACILITY_FIRST) {
        if !form.actor.trim().is_empty() {
            actions.push(Action::Actor(form.actor.trim().to_owned()));
        }
        actions.push(Action::Job(Job::Create {
            path: form.new.trim().into(),
            facility: form.facility.clone(),
            kind: Some(form.kind.to_owned()),
        }));
    }
}

fn open(ui: &mut egui::Ui, form: &mut Form, actions: &mut Vec<Action>) {
    place(ui, &mut form.open, Purpose::OpenLedger, actions);
    let named = !form.open.trim().is_empty();
    if ready(ui, named, egui::Button::new(words::OPEN_BUTTON), words::FILE_FIRST) {
        actions.push(Action::Job(Job::Open {
            path: form.open.trim().into(),
        }));
    }
}

fn sample(ui: &mut egui::Ui, form: &mut Form, actions: &mut Vec<Action>) {
    paragraph(ui, words::SAMPLE_LEAD);
    place(ui, &mut form.sample, Purpose::SampleLedger, actions);
    if ui.button(words::SAMPLE_BUTTON).clicked() {
        actions.push(Action::Job(Job::CreateSample {
            path: form.sample.trim().into(),
        }));
        actions.push(Action::Tour);
    }
}

/// What a USB stick is carried round with: no ledger is needed for it.
fn collect(ui: &mut egui::Ui, form: &mut Form, actions: &mut Vec<Action>) {
    paragraph(ui, pcs::START_LEAD);
    called(ui, pcs::TO, &mut form.collect, Purpose::CollectInto, actions);
    let named = !form.collect.trim().is_empty();
    if ready(ui, named, egui::Button::new(pcs::COLLECT), words::PLACE_FIRST) {
        actions.push(Action::Job(Job::Collect {
            folder: form.collect.trim().into(),
        }));
    }
}
