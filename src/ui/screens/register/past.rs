//! What happened to one row: who, when, old and new, and taking one of it back.

use std::sync::Arc;

use eframe::egui::{self, RichText};

use super::State;
use crate::core::import::diff;
use crate::core::ledger::{Command, reverted};
use crate::core::model::{Change, Content, OpSeq, Record, RecordId, content_from_json};
use crate::session::{Job, View};
use crate::text::{cli, ui as words};
use crate::ui::app::Action;
use crate::ui::fonts;
use crate::ui::widgets::compact;
use crate::ui::widgets::grid::Access;

/// What happened to one record, as of one revision; empty until the worker has answered.
pub(crate) struct RecordPast {
    pub record: RecordId,
    revision: OpSeq,
    pub changes: Vec<(OpSeq, Change)>,
}

pub(super) fn show(
    ui: &mut egui::Ui,
    view: &View,
    row: &Arc<Record>,
    access: Access,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    let revision: OpSeq = view.snapshot.revision;
    let known = (state.history.as_ref()).is_some_and(|past| past.record == row.id && past.revision == revision);
    if !known {
        // Asked for once: an empty answer stands until the worker has replied.
        state.history = Some(RecordPast {
            record: row.id,
            revision,
            changes: Vec::new(),
        });
        actions.push(Action::Job(Job::RecordHistory(row.id)));
    }
    let Some(RecordPast { changes, .. }) = &state.history else {
        return;
    };
    let operations = &view.snapshot.operations;
    let undone = reverted(operations);
    egui::ScrollArea::vertical()
        .id_salt(("record history", row.id))
        .auto_shrink(false)
        .show(ui, |ui| {
            for (seq, change) in changes {
                let Some(operation) = operations.iter().find(|operation| operation.seq == *seq) else {
                    continue;
                };
                ui.horizontal(|ui| {
                    ui.label(RichText::new(words::when(operation.at)).family(fonts::bold()));
                    ui.label(words::who(&operation.actor));
                    ui.label(cli::operation(operation.kind));
                    if undone.contains(seq) {
                        ui.weak(words::UNDONE);
                    }
                });
                if !operation.label.is_empty() && Some(operation.label.as_str()) != row.name() {
                    ui.weak(&operation.label);
                }
                let read = |image: &Option<String>| {
                    let content = image
                        .as_deref()
                        .and_then(|json| content_from_json(change.register, json).ok());
                    content.unwrap_or_default()
                };
                let (old, new): (Content, Content) = (read(&change.before), read(&change.after));
                for cell in diff(change.register, &old, &new) {
                    let label = change.register.column_label(&cell.column);
                    ui.label(words::cell_change(&label, &cell.old, &cell.new));
                }
                let takes_back = access == Access::Write && !undone.contains(seq) && operation.kind.can_be_undone();
                if takes_back && compact(ui, words::UNDO_THIS).clicked() {
                    actions.push(Action::Job(Job::Execute(Command::Undo(Some(*seq)))));
                }
                ui.add_space(4.0);
                ui.separator();
            }
            if changes.is_empty() {
                ui.weak(words::WORKING);
            }
        });
}
