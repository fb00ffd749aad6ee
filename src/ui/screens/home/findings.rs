//! Findings of one rule: a card that leads to the rows at a click, and in full when it is unfolded.

use eframe::egui::{self, RichText};

use super::super::accept;
use super::place;
use crate::core::rules::{Finding, RuleKey, Severity};
use crate::session::View;
use crate::text::{home as at_home, rules as words_of, ui as words};
use crate::ui::app::Action;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::{compact, remark};
use crate::ui::{fonts, theme};

/// Rows named on a card.
const NAMED: usize = 3;
/// Rows named when it is unfolded.
const IN_FULL: usize = 30;

/// Findings by weight and rule, the most serious first: the list comes sorted.
pub(super) fn grouped(findings: &[Finding]) -> Vec<(RuleKey, &[Finding])> {
    findings
        .chunk_by(|one, next| (one.severity, one.rule) == (next.severity, next.rule))
        .filter_map(|group| Some((group.first()?.rule, group)))
        .collect()
}

/// One of the things to do today: what, where, and more when it is asked for.
pub(super) fn card(
    ui: &mut egui::Ui,
    view: &View,
    access: Access,
    rule: RuleKey,
    found: &[Finding],
    form: &mut Option<accept::Form>,
    actions: &mut Vec<Action>,
) {
    egui::Frame::group(ui.style())
        .inner_margin(egui::Margin::symmetric(8, 4))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            line(ui, view, access, rule, found, form, actions);
        });
}

/// Title and rows on two lines; the advice, each finding and its source below when unfolded.
pub(super) fn line(
    ui: &mut egui::Ui,
    view: &View,
    access: Access,
    rule: RuleKey,
    found: &[Finding],
    form: &mut Option<accept::Form>,
    actions: &mut Vec<Action>,
) {
    let severity = found.first().map_or(rule.severity(), |finding| finding.severity);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = 20.0;
        ui.horizontal_wrapped(|ui| {
            let color = if severity == Severity::Serious {
                theme::WARNING
            } else {
                theme::MUTED
            };
            ui.label(RichText::new(words_of::severity(severity)).small().color(color));
            ui.label(RichText::new(words_of::title(rule)).family(fonts::bold()))
                .on_hover_text(words_of::advice(rule));
            let count = at_home::found(rows(found).count(), found.len());
            ui.label(RichText::new(count).color(theme::MUTED));
        });
        let id = ui.scope_id().with(("finding", rule.key(), severity.key()));
        let mut open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
        ui.horizontal_wrapped(|ui| {
            for of_row in rows(found).take(NAMED) {
                let Some(finding) = of_row.first() else { continue };
                let name = name(view, finding);
                let text = RichText::new(short(&name)).small().color(theme::ACCENT);
                let mut says: Vec<String> = of_row.iter().map(words_of::sentence).collect();
                if short(&name) != name {
                    says.insert(0, name);
                }
                let link = ui.add(egui::Link::new(text)).on_hover_text(says.join("\n"));
                if link.clicked() {
                    actions.push(place(finding.register, finding.record, finding.column.as_ref()));
                }
            }
            let more = rows(found).skip(NAMED).count();
            if more > 0 {
                remark(ui, words::and_more(more));
            }
            let word = if open { at_home::CLOSE } else { words::SEE };
            if compact(ui, word).clicked() {
                open = !open;
                ui.data_mut(|data| data.insert_temp(id, open));
            }
        });
        if open {
            in_full(ui, view, access, rule, found, form, actions);
        }
    });
}

fn in_full(
    ui: &mut egui::Ui,
    view: &View,
    access: Access,
    rule: RuleKey,
    found: &[Finding],
    form: &mut Option<accept::Form>,
    actions: &mut Vec<Action>,
) {
    ui.label(words_of::advice(rule));
    for of_row in rows(found).take(IN_FULL) {
        ui.horizontal_wrapped(|ui| {
            for (nth, finding) in of_row.iter().enumerate() {
                let name = name(view, finding);
                let go = |actions: &mut Vec<Action>| {
                    actions.push(place(finding.register, finding.record, finding.column.as_ref()));
                };
                if nth == 0 && ui.link(words::go_to(finding.register.label, &name)).clicked() {
                    go(actions);
                }
                // The row is named once; what else is said of it leads to its own place.
                if nth == 0 {
                    ui.label(words_of::sentence(finding));
                } else if ui.link(words_of::sentence(finding)).clicked() {
                    go(actions);
                }
                if access == Access::Write {
                    accept::mend(ui, view, finding, actions);
                    accept::button(ui, view, finding, &name, form);
                }
            }
        });
    }
    let more = rows(found).skip(IN_FULL).count();
    if more > 0 {
        ui.weak(words::and_more(more));
    }
    if !rule.source().is_empty() {
        remark(ui, rule.source());
    }
}

/// The findings of each row together: the list comes sorted.
fn rows(found: &[Finding]) -> impl Iterator<Item = &[Finding]> {
    found.chunk_by(|one, next| (one.register, one.record) == (next.register, next.record))
}

/// Letters of a name that stand among others on one line.
const SHORT: usize = 26;

fn short(name: &str) -> String {
    match name.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// The row that a finding is about, or the register when it is about the ledger as a whole: a number alone says
/// little, so what the row is called stands beside it.
fn name(view: &View, finding: &Finding) -> String {
    let Some(row) = view.snapshot.get(finding.register, finding.record) else {
        return finding.register.label.to_owned();
    };
    let texts = row.register.named_by.iter().filter_map(|key| row.entry(key).as_text());
    match texts.take(2).collect::<Vec<_>>().join(" ") {
        name if name.is_empty() => words::NO_NAME.to_owned(),
        name => name,
    }
}
