//! Deciding about a finding: let it be until a day, or another end of support, each with a reason; and what was
//! decided, taken back at a click.

use chrono::NaiveDate;
use eframe::egui::{self, Key, RichText};

use crate::core::catalogue::RegisterId;
use crate::core::form::coming_day;
use crate::core::ledger::{Command, Edit};
use crate::core::model::Entry;
use crate::core::rules::{self, Finding};
use crate::session::{Job, View};
use crate::text::{rules as words_of, ui as words};
use crate::ui::app::Action;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::{compact, line, ready};
use crate::ui::{fonts, theme};

/// What is decided about a finding.
enum Wish {
    /// Let it be until a day.
    Accept,
    /// The support of what this text names ends on another day.
    Overrule(String),
}

/// A decision in the making.
pub(crate) struct Form {
    finding: Finding,
    about: String,
    wish: Wish,
    reason: String,
    day: String,
}

/// Opens the form for a finding.
pub(crate) fn button(ui: &mut egui::Ui, view: &View, finding: &Finding, name: &str, form: &mut Option<Form>) {
    let about = words_of::about(finding, name);
    let mut open = |wish| {
        *form = Some(Form {
            finding: finding.clone(),
            about: about.clone(),
            wish,
            reason: String::new(),
            day: String::new(),
        });
    };
    let button = compact(ui, words::ACCEPT);
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, words::accept_this(&about)));
    if button.clicked() {
        open(Wish::Accept);
    }
    if rules::is_about_support(finding.rule)
        && let button = compact(ui, words::OVERRULE)
        && button.clicked()
        && let Some(text) = rules::supported_text(&view.snapshot, finding)
    {
        open(Wish::Overrule(text));
    }
}

/// The one change that helps, where the rule knows it: what it is stands there before the click.
pub(crate) fn mend(ui: &mut egui::Ui, view: &View, finding: &Finding, actions: &mut Vec<Action>) {
    if !rules::can_be_mended(finding) {
        return;
    }
    let button = compact(ui, words_of::MEND).on_hover_ui(|ui| {
        if let Some(mend) = rules::mend(&view.snapshot, finding) {
            ui.label(words_of::mend(&mend));
        }
    });
    if button.clicked()
        && let Some(mend) = rules::mend(&view.snapshot, finding)
    {
        let edits = vec![Edit::Cell {
            column: mend.column,
            entry: Entry::text(&mend.text),
        }];
        actions.push(Action::Job(Job::Execute(Command::Edit {
            record: mend.record,
            edits,
        })));
    }
}

pub(crate) fn dialog(ui: &egui::Ui, today: NaiveDate, form: &mut Option<Form>, actions: &mut Vec<Action>) {
    let Some(open) = form else { return };
    let mut close = false;
    egui::Modal::new(egui::Id::unique("accept")).show(ui.ctx(), |ui| {
        ui.set_width(520.0);
        let (lead, reason, until, done) = match &open.wish {
            Wish::Accept => {
                ui.heading(&open.about);
                (
                    words::ACCEPT_LEAD,
                    words::ACCEPT_REASON,
                    words::ACCEPT_UNTIL,
                    words::ACCEPT_DO,
                )
            }
            Wish::Overrule(text) => {
                ui.heading(words::overrule_this(text));
                (
                    words::OVERRULE_LEAD,
                    words::OVERRULE_REASON,
                    words::OVERRULE_UNTIL,
                    words::OVERRULE_DO,
                )
            }
        };
        ui.label(words_of::sentence(&open.finding));
        ui.label(lead);
        line(ui, reason, &mut open.reason, 500.0);
        line(ui, until, &mut open.day, 160.0);
        let day = coming_day(&open.day, today);
        if !open.day.trim().is_empty() && day.is_none() {
            ui.colored_label(theme::WARNING, words::ACCEPT_DATE);
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let told = day.is_some() && !open.reason.trim().is_empty();
            if ready(ui, told, egui::Button::new(done), words::REASON_FIRST)
                && let Some(day) = day
            {
                let (register, content) = match &open.wish {
                    Wish::Accept => (
                        RegisterId::ACCEPTED,
                        rules::acceptance(&open.finding, &open.about, &open.reason, day, ""),
                    ),
                    Wish::Overrule(text) => (RegisterId::SUPPORT_NOTE, rules::support_note(text, day, &open.reason)),
                };
                actions.push(Action::Job(Job::Execute(Command::Add { register, content })));
                close = true;
            }
            close |= ui.button(words::CANCEL).clicked();
        });
        close |= ui.input(|input| input.key_pressed(Key::Escape));
    });
    if close {
        *form = None;
    }
}

/// The end dates that the clinic decided itself, each taken back at a click.
pub(crate) fn overruled(ui: &mut egui::Ui, view: &View, access: Access, actions: &mut Vec<Action>) {
    let rows = view.snapshot.rows(RegisterId::SUPPORT_NOTE);
    if rows.is_empty() {
        return;
    }
    ui.add_space(12.0);
    ui.label(RichText::new(words::OVERRULED).family(fonts::bold()));
    for row in rows.iter() {
        ui.horizontal_wrapped(|ui| {
            for key in ["text", "ends_on", "reason"] {
                ui.label(row.entry(key).display().into_owned());
            }
            if access == Access::Write && compact(ui, words::TAKE_AWAY).clicked() {
                actions.push(Action::Job(Job::Execute(Command::Remove { records: vec![row.id] })));
            }
        });
    }
}

/// The accepted findings, folded away.
pub(crate) fn accepted(ui: &mut egui::Ui, view: &View, access: Access, actions: &mut Vec<Action>) {
    let open = rules::open(&view.findings).len();
    let accepted = &view.findings[open..];
    if accepted.is_empty() {
        return;
    }
    ui.add_space(8.0);
    let title = format!("{} {}", words::ACCEPTED_ONES, words::findings_of(accepted.len()));
    egui::CollapsingHeader::new(RichText::new(title).color(theme::MUTED))
        .id_salt("accepted")
        .show(ui, |ui| {
            for finding in accepted {
                let row = view.snapshot.get(finding.register, finding.record);
                let name = row.and_then(|row| row.name()).unwrap_or(words::NO_NAME);
                let Some(acceptance) = &finding.accepted else { continue };
                ui.horizontal_wrapped(|ui| {
                    if ui.link(words::go_to(finding.register.label, name)).clicked() {
                        actions.push(Action::Select(finding.register, finding.record));
                    }
                    for text in [
                        words_of::title(finding.rule).to_owned(),
                        words_of::sentence(finding),
                        words_of::accepted(acceptance),
                    ] {
                        ui.label(RichText::new(text).color(theme::MUTED));
                    }
                    if access == Access::Write && compact(ui, words::TAKE_ACCEPT_BACK).clicked() {
                        actions.push(Action::Job(Job::Execute(Command::Remove {
                            records: vec![acceptance.row],
                        })));
                    }
                });
            }
        });
}
