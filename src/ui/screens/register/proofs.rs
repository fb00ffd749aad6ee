//! The files that prove a row: listed, added, opened as a private copy.

use eframe::egui::{self, Key};

use super::detail::title;
use crate::core::evidence;
use crate::core::ledger::Command;
use crate::core::model::Record;
use crate::session::{Job, View};
use crate::text::ui as words;
use crate::ui::app::Action;
use crate::ui::dialog::Purpose;
use crate::ui::widgets::compact;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::input as one_line;
use crate::ui::widgets::remark;

pub(in crate::ui::screens) fn show(
    ui: &mut egui::Ui,
    view: &View,
    row: &Record,
    access: Access,
    path: &mut String,
    actions: &mut Vec<Action>,
) {
    let mut files = evidence::of(&view.snapshot, row.id).peekable();
    if files.peek().is_none() && access == Access::LookOnly {
        return;
    }
    title(ui, words::EVIDENCE);
    for file in files {
        let name = file.name().unwrap_or(words::NO_NAME);
        ui.horizontal(|ui| {
            let button = compact(ui, words::EVIDENCE_OPEN);
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, words::open_file(name)));
            if button.clicked() {
                actions.push(Action::Job(Job::OpenEvidence(file.id)));
            }
            let button = compact(ui, words::SEE);
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, words::look_into(name)));
            if button.clicked() {
                actions.push(Action::Job(Job::PreviewEvidence(file.id)));
            }
            if access == Access::Write && compact(ui, words::TAKE_AWAY).clicked() {
                actions.push(Action::Job(Job::Execute(Command::Remove { records: vec![file.id] })));
            }
            let size = file.entry("size").as_text().and_then(|size| size.parse().ok());
            let size = size.map(words::file_size).unwrap_or_default();
            ui.add(egui::Label::new(format!("{name}（{size}）")).truncate())
                .on_hover_text(format!("{name}\n{}", file.entry("note").display()));
        });
    }
    if access == Access::LookOnly {
        return;
    }
    remark(ui, words::EVIDENCE_LEAD);
    ui.horizontal(|ui| {
        if ui.button(words::EVIDENCE_ADD).clicked() {
            actions.push(Action::Ask(Purpose::Evidence(row.id), String::new()));
        }
        // The same without a dialog, where the system has none.
        let input = one_line(path)
            .hint_text(words::EVIDENCE_PATH)
            .desired_width(ui.available_width());
        let typed = ui.add(input);
        typed.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, words::EVIDENCE_PATH));
        if typed.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) && !path.trim().is_empty() {
            let file = std::mem::take(path).trim().into();
            actions.push(Action::Job(Job::AddEvidence { record: row.id, file }));
        }
    });
}
