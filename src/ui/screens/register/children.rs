//! Child rows of the chosen row (software, network interfaces), edited in place.

use eframe::egui;

use super::detail::{Drafts, Slot, text, title};
use crate::core::ledger::{Command, Edit};
use crate::core::model::{Fields, Record};
use crate::core::parse;
use crate::session::Job;
use crate::text::ui as words;
use crate::ui::app::Action;
use crate::ui::widgets::compact;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::remark;

pub(super) fn show(
    ui: &mut egui::Ui,
    row: &Record,
    child: usize,
    access: Access,
    drafts: &mut Drafts,
    actions: &mut Vec<Action>,
) {
    let list = &row.register.children[child];
    let rows = row.content.child_rows(child);
    if rows.is_empty() && access == Access::LookOnly {
        return;
    }
    title(ui, list.label);
    let set = |rows: Vec<Fields>, actions: &mut Vec<Action>| {
        actions.push(Action::Job(Job::Execute(Command::Edit {
            record: row.id,
            edits: vec![Edit::ChildRows { child, rows }],
        })));
    };
    // The row after the last is where a new one is typed.
    let fresh = usize::from(access == Access::Write);
    let blank = Fields::new();
    for at in 0..rows.len() + fresh {
        let inner = rows.get(at).unwrap_or(&blank);
        egui::Frame::group(ui.style()).inner_margin(6.0).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.horizontal(|ui| {
                let name = if at < rows.len() {
                    format!("{} {}", list.label, at + 1)
                } else {
                    words::new_child(list.label)
                };
                remark(ui, name);
                if at < rows.len() && access == Access::Write {
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        if compact(ui, words::TAKE_AWAY).clicked() {
                            let mut rows = rows.to_vec();
                            rows.remove(at);
                            set(rows, actions);
                        }
                    });
                }
            });
            let half = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
            let shown = list.fields.iter().enumerate().collect::<Vec<_>>();
            for pair in shown.chunks(2) {
                ui.horizontal_top(|ui| {
                    for &(field, what) in pair {
                        ui.allocate_ui(egui::vec2(half, 0.0), |ui| {
                            ui.vertical(|ui| {
                                ui.set_width(half);
                                let name = remark(ui, what.label);
                                let shown = inner.get(field).display().into_owned();
                                if access == Access::LookOnly {
                                    ui.label(shown);
                                    return;
                                }
                                let slot = Slot::Child { child, row: at, field };
                                let typed = text(ui, name.id, (row.id, slot), &shown, what.kind, drafts);
                                if let Some(typed) = typed {
                                    let mut rows = rows.to_vec();
                                    rows.resize_with(rows.len().max(at + 1), Fields::new);
                                    rows[at].set(field, parse::entry(what.kind, &typed));
                                    set(rows, actions);
                                }
                            });
                        });
                    }
                });
            }
        });
    }
}
