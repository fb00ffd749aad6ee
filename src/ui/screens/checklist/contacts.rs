//! 連絡体制図: drawn from the contacts, every box a way to its row.

use std::sync::Arc;

use eframe::egui::{self, Pos2, RichText, Vec2};

use crate::core::catalogue::RegisterId;
use crate::core::diagram::{self, Picture};
use crate::core::ledger::Command;
use crate::session::{Chart as Which, Job, View};
use crate::text::{diagram::CONTACT_WORDS, inspection as words, ui as ui_words};
use crate::ui::app::Action;
use crate::ui::dialog::Purpose;
use crate::ui::screens::diagram::{Deed, paint};
use crate::ui::theme;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::{paragraph, primary};

#[derive(Default)]
pub(crate) struct Chart {
    /// The picture and the head of the history it was drawn of.
    picture: Option<([u8; 32], Arc<Picture>)>,
    /// What of the picture is in sight.
    seen: Option<egui::Rect>,
}

pub(super) fn show(ui: &mut egui::Ui, view: &View, access: Access, chart: &mut Chart, actions: &mut Vec<Action>) {
    let is_empty = view.snapshot.rows(RegisterId::CONTACT).is_empty();
    ui.horizontal_wrapped(|ui| {
        ui.heading(words::CONTACTS);
        ui.add_space(8.0);
        if !is_empty {
            if ui.button(words::CONTACTS_EXPORT).clicked() {
                let asked = Action::Ask(Purpose::Picture(Which::Contacts), words::CONTACTS_FILE.to_owned());
                actions.push(asked);
            }
            if ui.button(ui_words::DIAGRAM_WHOLE).clicked() {
                chart.seen = None;
            }
        }
        if ui.button(words::OPEN_CONTACTS).clicked() {
            actions.push(Action::ShowRows(RegisterId::CONTACT, None));
        }
        if !is_empty {
            let help = RichText::new(words::CONTACTS_HELP).small().color(theme::MUTED);
            ui.add(egui::Label::new(help).extend());
        }
    });
    if is_empty {
        ui.add_space(8.0);
        paragraph(ui, words::CONTACTS_EMPTY);
        if let (Some(starter), Access::Write) = (Command::starter(RegisterId::CONTACT, &view.snapshot), access) {
            ui.add_space(4.0);
            let label = ui_words::starter_rows(starter.rows.len());
            if ui.add(primary(&label)).clicked() {
                actions.push(Action::Job(Job::Execute(Command::Apply(starter))));
            }
        }
        return;
    }
    let head = view.snapshot.head;
    let known = chart.picture.as_ref().filter(|(of, _)| *of == head);
    let picture = match known {
        Some((_, picture)) => picture.clone(),
        None => {
            let picture = Arc::new(diagram::contacts(&view.snapshot, &CONTACT_WORDS));
            chart.picture = Some((head, picture.clone()));
            picture
        }
    };
    let whole = egui::Rect::from_min_size(Pos2::ZERO, Vec2::new(picture.width as f32, picture.height as f32));
    let mut seen = chart.seen.unwrap_or(whole);
    egui::Scene::new().zoom_range(0.1..=3.0).show(ui, &mut seen, |ui| {
        ui.set_min_size(whole.size());
        for deed in paint(ui, &picture) {
            // Its order is that of the list.
            if let Deed::Open(register, id) = deed {
                actions.push(Action::Select(register, id));
            }
        }
    });
    chart.seen = Some(seen);
}
