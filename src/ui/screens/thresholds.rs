//! After how many days the clinic wants to be told: each with its default and where that comes from.
//!
//! Invariant: a value is one row of the ledger like everything else, with a history; blank is the default.

use std::collections::HashMap;

use eframe::egui::{self, RichText};

use crate::core::catalogue::{Column, FieldKind, RegisterId};
use crate::core::ledger::{Command, Edit};
use crate::core::model::{Content, Snapshot};
use crate::core::parse;
use crate::core::rules::Thresholds;
use crate::session::Job;
use crate::text::ui as words;
use crate::ui::app::Action;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::input as one_line;
use crate::ui::widgets::{paragraph, remark};
use crate::ui::{fonts, theme};

/// What is being typed, by field.
pub(crate) type Drafts = HashMap<usize, String>;

pub(crate) fn show(
    ui: &mut egui::Ui,
    snapshot: &Snapshot,
    access: Access,
    drafts: &mut Drafts,
    actions: &mut Vec<Action>,
) {
    let register = RegisterId::THRESHOLD;
    let row = snapshot.rows(register).first();
    ui.label(RichText::new(register.label).family(fonts::bold()));
    paragraph(ui, register.help);
    for (at, field) in register.fields.iter().enumerate() {
        let shown = row.map_or_else(String::new, |row| row.content.fields.get(at).display().into_owned());
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let name = ui.allocate_ui(egui::vec2(180.0, 32.0), |ui| {
                ui.set_min_width(180.0);
                ui.label(field.label)
            });
            let name = name.inner;
            let mut draft = drafts.get(&at).cloned().unwrap_or_else(|| shown.clone());
            let usual = Thresholds::default().get(field.key);
            let width = if usual.is_some() { 80.0 } else { 360.0 };
            let input = one_line(&mut draft)
                .desired_width(width)
                .hint_text(usual.map(|days| days.to_string()).unwrap_or_default());
            let input = ui.add_enabled(access == Access::Write, input).labelled_by(name.id);
            if input.changed() {
                drafts.insert(at, draft);
            }
            if usual.is_some() {
                ui.label(words::DAYS);
            }
            if input.lost_focus()
                && let Some(typed) = drafts.remove(&at)
                && typed.trim() != shown
            {
                let entry = parse::entry(field.kind, &typed);
                actions.push(Action::Job(Job::Execute(match row {
                    Some(row) => Command::Edit {
                        record: row.id,
                        edits: vec![Edit::Cell {
                            column: Column::Field(at),
                            entry,
                        }],
                    },
                    None => {
                        let mut content = Content::default();
                        content.fields.set(at, entry);
                        Command::Add { register, content }
                    }
                })));
            }
            let text = parse::entry(field.kind, &shown);
            let understood = text
                .as_text()
                .is_none_or(|text| parse::understand(field.kind, text).value.is_some());
            if field.kind == FieldKind::Number && !understood {
                ui.colored_label(theme::WARNING, words::problem(crate::core::model::Problem::NotANumber));
            }
        });
        ui.label(RichText::new(field.help).small());
        if !field.source.is_empty() {
            remark(ui, field.source);
        }
    }
}
