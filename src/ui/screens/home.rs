//! The first look at a ledger: what to do today, what is there, what was done last.

use std::collections::BTreeMap;

use eframe::egui::{self, RichText};

use super::accept;
use crate::core::catalogue::{Column, RegisterId, Shown, tokens};
use crate::core::model::Value;
use crate::core::parse;
use crate::core::rules::{self, Finding, RuleKey, Severity};
use crate::session::View;
use crate::text::{cli, rules as words_of, ui as words};
use crate::ui::app::{Action, Route};
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::{paragraph, remark};
use crate::ui::{fonts, theme};

/// Things to do that are shown first.
const TODAY: usize = 5;
/// Rows named under one kind of finding.
const NAMED: usize = 30;

/// What is being typed on the page.
#[derive(Default)]
pub(crate) struct Form {
    accept: Option<accept::Form>,
}

pub(crate) fn show(ui: &mut egui::Ui, view: &View, access: Access, form: &mut Form, actions: &mut Vec<Action>) {
    accept::dialog(ui, &mut form.accept, actions);
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(1000.0);
        let empty = RegisterId::all().all(|register| view.snapshot.rows(register).is_empty());
        if empty {
            ui.heading(words::HOME);
            ui.label(words::NOTHING_YET_HOME);
            ui.add_space(8.0);
            let text = RichText::new(words::IMPORT)
                .family(fonts::bold())
                .color(theme::ON_ACCENT);
            if ui.add(egui::Button::new(text).fill(theme::ACCENT)).clicked() {
                actions.push(Action::Go(Route::Import));
            }
            return;
        }
        let groups = grouped(rules::open(&view.findings));
        ui.heading(words::TODAY);
        if groups.is_empty() {
            ui.label(words::NOTHING_TO_DO);
        }
        for (rule, found) in groups.iter().take(TODAY) {
            card(ui, view, access, *rule, found, form, actions);
        }
        ui.add_space(8.0);
        counts(ui, view, actions);
        if groups.len() > TODAY {
            ui.add_space(8.0);
            ui.heading(words::ALL_FINDINGS);
            for (rule, found) in groups.iter().skip(TODAY) {
                card(ui, view, access, *rule, found, form, actions);
            }
        }
        accept::accepted(ui, view, access, actions);
        ui.add_space(8.0);
        last_edits(ui, view);
        ui.add_space(12.0);
        remark(ui, words::lifecycle_source(view.list_day));
        ui.add_space(12.0);
    });
}

/// Findings by weight and rule, the most serious first: the list comes sorted.
fn grouped(findings: &[Finding]) -> Vec<(RuleKey, &[Finding])> {
    findings
        .chunk_by(|one, next| (one.severity, one.rule) == (next.severity, next.rule))
        .filter_map(|group| Some((group.first()?.rule, group)))
        .collect()
}

fn card(
    ui: &mut egui::Ui,
    view: &View,
    access: Access,
    rule: RuleKey,
    found: &[Finding],
    form: &mut Form,
    actions: &mut Vec<Action>,
) {
    let severity = found.first().map_or(rule.severity(), |finding| finding.severity);
    egui::Frame::group(ui.style()).inner_margin(8.0).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.horizontal(|ui| {
            let color = if severity == Severity::Serious {
                theme::WARNING
            } else {
                theme::MUTED
            };
            ui.label(RichText::new(words_of::severity(severity)).small().color(color));
            ui.label(RichText::new(words_of::title(rule)).family(fonts::bold()));
            ui.label(words::findings_of(found.len()));
        });
        paragraph(ui, words_of::advice(rule));
        egui::CollapsingHeader::new(words::SEE)
            .id_salt(("finding", rule.key(), severity.key()))
            .show(ui, |ui| {
                for finding in found.iter().take(NAMED) {
                    let row = view.snapshot.get(finding.register, finding.record);
                    let name = row.and_then(|row| row.name()).unwrap_or(words::NO_NAME);
                    ui.horizontal_wrapped(|ui| {
                        if ui.link(words::go_to(finding.register.label, name)).clicked() {
                            actions.push(Action::Select(finding.register, finding.record));
                        }
                        ui.label(words_of::sentence(finding));
                        if access == Access::Write {
                            accept::button(ui, view, finding, name, &mut form.accept);
                        }
                    });
                }
                if found.len() > NAMED {
                    ui.weak(words::and_more(found.len() - NAMED));
                }
                if !rule.source().is_empty() {
                    remark(ui, rule.source());
                }
            });
    });
    ui.add_space(4.0);
}

fn counts(ui: &mut egui::Ui, view: &View, actions: &mut Vec<Action>) {
    ui.heading(words::COUNTS);
    ui.horizontal_wrapped(|ui| {
        let filled = |register: &RegisterId| {
            register.shown == Shown::Always
                || register.shown == Shown::WhenNeeded && !view.snapshot.rows(*register).is_empty()
        };
        for register in RegisterId::all().filter(filled) {
            let label = words::register_count(register.label, view.snapshot.rows(register).len());
            if ui.button(label).clicked() {
                actions.push(Action::Go(Route::Register(register)));
            }
        }
    });
    let kinds = kinds(ui, view);
    let most = kinds.values().copied().max().unwrap_or(0);
    if most == 0 {
        return;
    }
    ui.label(RichText::new(words::BY_KIND).family(fonts::bold()));
    egui::Grid::new("kinds")
        .num_columns(3)
        .spacing([12.0, 2.0])
        .show(ui, |ui| {
            for (kind, count) in kinds.iter() {
                ui.label(if kind.is_empty() { words::NO_KIND } else { kind });
                ui.label(count.to_string());
                let width = 320.0 * *count as f32 / most as f32;
                let (rect, _) = ui.allocate_exact_size(egui::vec2(320.0, 16.0), egui::Sense::hover());
                let bar = egui::Rect::from_min_size(rect.min, egui::vec2(width.max(2.0), 16.0));
                ui.painter().rect_filled(bar, 2.0, theme::BAR);
                ui.end_row();
            }
        });
}

/// Devices per kind; counted once per revision and kept in egui's memory.
fn kinds(ui: &egui::Ui, view: &View) -> std::sync::Arc<BTreeMap<&'static str, usize>> {
    let id = egui::Id::unique(("home kinds", view.snapshot.head));
    if let Some(known) = ui.data(|data| data.get_temp(id)) {
        return known;
    }
    let register = RegisterId::DEVICE;
    let mut kinds: BTreeMap<&'static str, usize> = BTreeMap::new();
    let column = |key| register.field_index(key);
    let (Some(kind), Some(status)) = (column("kind"), column("status")) else {
        return std::sync::Arc::default();
    };
    let choice = |row: &crate::core::model::Record, at: usize| {
        let text = row.content.fields.get(at).as_text()?;
        match parse::understand(parse::column_kind(register, &Column::Field(at)), text).value {
            Some(Value::Choice(word)) => Some(word),
            _ => None,
        }
    };
    for row in view.snapshot.rows(register).iter() {
        if choice(row, status) != Some(tokens::DISPOSED) {
            *kinds.entry(choice(row, kind).unwrap_or_default()).or_default() += 1;
        }
    }
    let kinds = std::sync::Arc::new(kinds);
    ui.data_mut(|data| data.insert_temp(id, kinds.clone()));
    kinds
}

fn last_edits(ui: &mut egui::Ui, view: &View) {
    ui.heading(words::LAST_EDITS);
    for operation in view.snapshot.operations.iter().rev().take(5) {
        ui.label(format!(
            "{}　{}　{}　{}",
            words::when(operation.at),
            operation.actor,
            cli::operation(operation.kind),
            operation.label
        ));
    }
}
