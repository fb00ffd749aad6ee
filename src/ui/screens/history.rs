//! Every operation, newest first, and what it changed.

use eframe::egui;
use egui_extras::{Column as Width, TableBuilder};

use crate::core::import::diff;
use crate::core::ledger::{Command, reverted};
use crate::core::model::{Change, Content, OpSeq, OperationKind, Snapshot, content_from_json};
use crate::session::Job;
use crate::text::{cli, ui as words};
use crate::ui::app::Action;
use crate::ui::theme;

pub(crate) fn show(
    ui: &mut egui::Ui,
    snapshot: &Snapshot,
    chosen: Option<&(OpSeq, Vec<Change>)>,
    actions: &mut Vec<Action>,
) {
    ui.heading(words::HISTORY);
    let operations = &snapshot.operations;
    let undone = reverted(operations);
    ui.columns(2, |sides| {
        let table = TableBuilder::new(&mut sides[0])
            .id_salt("operations")
            .striped(true)
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
            .column(Width::exact(44.0))
            .column(Width::exact(172.0))
            .column(Width::remainder().clip(true))
            .column(Width::exact(60.0));
        table.body(|body| {
            body.rows(theme::ROW_HEIGHT, operations.len(), |mut row| {
                let operation = &operations[operations.len() - 1 - row.index()];
                row.set_selected(chosen.is_some_and(|(seq, _)| *seq == operation.seq));
                row.col(|ui| {
                    ui.label(operation.seq.to_string());
                });
                row.col(|ui| {
                    ui.label(
                        operation
                            .at
                            .with_timezone(&chrono::Local)
                            .format("%Y/%m/%d %H:%M")
                            .to_string(),
                    );
                });
                row.col(|ui| {
                    let mark = if undone.contains(&operation.seq) {
                        words::UNDONE
                    } else {
                        ""
                    };
                    let text = format!(
                        "{} {} {}{mark}",
                        operation.actor,
                        cli::operation(operation.kind),
                        operation.label
                    );
                    ui.add(egui::Label::new(text).truncate());
                });
                row.col(|ui| {
                    if ui.button(words::CHOOSE).clicked() {
                        actions.push(Action::Job(Job::Changes(operation.seq)));
                    }
                });
            });
        });
        let ui = &mut sides[1];
        let Some((seq, changes)) = chosen else {
            ui.label(words::NO_CHANGES);
            return;
        };
        let kind = operations
            .iter()
            .find(|operation| operation.seq == *seq)
            .map(|operation| operation.kind);
        let ordinary = matches!(
            kind,
            Some(OperationKind::Add | OperationKind::Edit | OperationKind::Remove | OperationKind::Import)
        );
        if ordinary && !undone.contains(seq) && ui.button(words::UNDO).clicked() {
            actions.push(Action::Job(Job::Execute(Command::Undo(Some(*seq)))));
        }
        egui::ScrollArea::vertical()
            .id_salt("changes")
            .auto_shrink(false)
            .show_rows(ui, 60.0, changes.len(), |ui, range| {
                for change in &changes[range] {
                    let read = |image: &Option<String>| {
                        image
                            .as_deref()
                            .and_then(|json| content_from_json(change.register, json).ok())
                            .unwrap_or_default()
                    };
                    let (old, new): (Content, Content) = (read(&change.before), read(&change.after));
                    let cells = diff(change.register, &old, &new);
                    let lines: Vec<String> = cells
                        .iter()
                        .map(|cell| {
                            let label = change.register.column_label(&cell.column);
                            if cell.old.is_empty() {
                                format!("{label}：{}", cell.new)
                            } else {
                                format!("{label}：{} → {}", cell.old, cell.new)
                            }
                        })
                        .collect();
                    ui.add(egui::Label::new(lines.join("、").replace('\n', " ")).truncate());
                    ui.separator();
                }
            });
    });
}
