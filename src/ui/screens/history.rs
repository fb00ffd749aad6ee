//! Every operation, newest first, and what it changed.

use std::collections::BTreeSet;

use eframe::egui::{self, RichText};
use egui_extras::{Column as Width, TableBuilder};

use crate::core::catalogue::RegisterId;
use crate::core::import::diff;
use crate::core::ledger::{Command, reverted};
use crate::core::model::{Change, Content, OpSeq, Operation, Snapshot, content_from_json};
use crate::session::Job;
use crate::text::{cli, ui as words};
use crate::ui::app::Action;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::paragraph;
use crate::ui::{fonts, theme};

/// Least width for the list and the changes beside each other.
const BESIDE: f32 = 760.0;

pub(crate) fn show(
    ui: &mut egui::Ui,
    snapshot: &Snapshot,
    access: Access,
    chosen: Option<&(OpSeq, Vec<Change>)>,
    actions: &mut Vec<Action>,
) {
    ui.heading(words::HISTORY);
    ui.add_space(4.0);
    let operations = &snapshot.operations;
    let undone = reverted(operations);
    // Beside each other where the list keeps room for who did what; one below the other in small windows.
    if ui.available_width() >= BESIDE {
        ui.columns(2, |sides| {
            list(&mut sides[0], (operations, &undone), chosen, actions);
            changed(&mut sides[1], (operations, &undone), access, chosen, actions);
        });
        return;
    }
    let height = ui.available_height() * 0.5;
    ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| {
        ui.set_max_height(height);
        list(ui, (operations, &undone), chosen, actions);
    });
    ui.separator();
    changed(ui, (operations, &undone), access, chosen, actions);
}

/// Operations, and those that were taken back.
type Known<'a> = (&'a [Operation], &'a BTreeSet<OpSeq>);

fn list(
    ui: &mut egui::Ui,
    (operations, undone): Known<'_>,
    chosen: Option<&(OpSeq, Vec<Change>)>,
    actions: &mut Vec<Action>,
) {
    let table = TableBuilder::new(ui)
        .id_salt("operations")
        .striped(true)
        .sense(egui::Sense::click())
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .column(Width::exact(48.0))
        .column(Width::exact(172.0))
        .column(Width::remainder().clip(true));
    let table = table.header(theme::HEADER_HEIGHT, |mut head| {
        for word in words::HISTORY_COLUMNS {
            head.col(|ui| {
                let gap = ui.spacing().item_spacing.x / 2.0;
                let rect = ui.max_rect().expand2(egui::vec2(gap, 0.0));
                ui.painter().rect_filled(rect, 0.0, theme::HEADER);
                ui.label(RichText::new(word).family(fonts::bold()));
            });
        }
    });
    table.body(|body| {
        body.rows(theme::ROW_HEIGHT, operations.len(), |mut row| {
            let operation = &operations[operations.len() - 1 - row.index()];
            row.set_selected(chosen.is_some_and(|(seq, _)| *seq == operation.seq));
            let on = chosen.is_some_and(|(seq, _)| *seq == operation.seq);
            row.col(|ui| {
                let button = ui.selectable_label(on, operation.seq.to_string());
                button.widget_info(|| {
                    egui::WidgetInfo::selected(egui::Role::Button, true, on, words::operation_no(operation.seq))
                });
                if button.clicked() {
                    actions.push(Action::Job(Job::Changes(operation.seq)));
                }
            });
            row.col(|ui| {
                ui.label(words::when(operation.at));
            });
            row.col(|ui| {
                let mark = if undone.contains(&operation.seq) {
                    words::UNDONE
                } else {
                    ""
                };
                let text = format!(
                    "{} {} {}{mark}",
                    words::who(&operation.actor),
                    cli::operation(operation.kind),
                    operation.label
                );
                ui.add(egui::Label::new(text).truncate());
            });
            if row.response().clicked() {
                actions.push(Action::Job(Job::Changes(operation.seq)));
            }
        });
    });
}

/// What the chosen operation changed.
fn changed(
    ui: &mut egui::Ui,
    (operations, undone): Known<'_>,
    access: Access,
    chosen: Option<&(OpSeq, Vec<Change>)>,
    actions: &mut Vec<Action>,
) {
    let Some((seq, changes)) = chosen else {
        paragraph(ui, words::NO_CHANGES);
        return;
    };
    let Some(operation) = operations.iter().find(|operation| operation.seq == *seq) else {
        return;
    };
    ui.horizontal(|ui| {
        let takes_back = access == Access::Write && operation.kind.can_be_undone() && !undone.contains(seq);
        if takes_back && ui.button(words::UNDO_THIS).clicked() {
            actions.push(Action::Job(Job::Execute(Command::Undo(Some(*seq)))));
        }
        if ui.button(words::SEE_THEN).on_hover_text(words::SEE_THEN_HELP).clicked() {
            actions.push(Action::Job(Job::AsOf(operation.at)));
        }
    });
    egui::ScrollArea::vertical()
        .id_salt("changes")
        .auto_shrink(false)
        .show_rows(ui, 72.0, changes.len(), |ui, range| {
            for change in &changes[range] {
                let read = |image: &Option<String>| {
                    image
                        .as_deref()
                        .and_then(|json| content_from_json(change.register, json).ok())
                        .unwrap_or_default()
                };
                let (old, new): (Content, Content) = (read(&change.before), read(&change.after));
                let cells = diff(change.register, &old, &new);
                let name = |content: &Content| name_of(change.register, content);
                let name = name(&new).or_else(|| name(&old)).unwrap_or_default();
                ui.label(RichText::new(format!("{} {name}", change.register.label)).family(fonts::bold()));
                let lines: Vec<String> = cells
                    .iter()
                    .map(|cell| {
                        let label = change.register.column_label(&cell.column);
                        words::cell_change(&label, &cell.old, &cell.new)
                    })
                    .collect();
                let lines = lines.join("、");
                ui.add(egui::Label::new(&lines).truncate())
                    .on_hover_text(lines.replace('、', "\n"));
                ui.separator();
            }
        });
}

fn name_of(register: RegisterId, content: &Content) -> Option<String> {
    let text = |key: &&str| content.fields.get(register.field_index(key)?).as_text();
    register.named_by.iter().find_map(text).map(str::to_owned)
}
