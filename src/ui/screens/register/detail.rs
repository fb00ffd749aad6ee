//! Everything about one row: fields by group, child rows, links both ways, its history.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{self, Key, Modifiers, RichText};

use super::super::accept;
use super::{State, affected, cell_edit, children, links, past, proofs};
use crate::core::catalogue::{Column, Field, FieldKind, Group, Need};
use crate::core::form::coming_day;
use crate::core::ledger::{Command, Edit};
use crate::core::model::{Entry, Record, RecordId, Value};
use crate::core::parse::{self, Asked};
use crate::core::rules::{Finding, RuleKey, Severity};
use crate::session::{Job, View};
use crate::text::{grid as grid_words, rules as words_of, ui as words};
use crate::ui::app::Action;
use crate::ui::ime::ImeWatch;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::{caution, compact, remark};
use crate::ui::{fonts, theme};

/// What is being typed, by row and input.
pub(crate) type Drafts = HashMap<(RecordId, Slot), String>;

/// An input of the panel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Slot {
    Column(Column),
    ConfirmBy(usize),
    Child { child: usize, row: usize, field: usize },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tab {
    #[default]
    Fields,
    History,
}

pub(super) fn show(
    ui: &mut egui::Ui,
    view: &View,
    row: &Arc<Record>,
    access: Access,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let name = RichText::new(row.name().unwrap_or(words::NO_NAME)).heading();
        ui.add(egui::Label::new(name).truncate());
    });
    ui.horizontal(|ui| {
        for (tab, label) in [(Tab::Fields, words::TAB_FIELDS), (Tab::History, words::TAB_HISTORY)] {
            if ui.selectable_label(state.tab == tab, label).clicked() {
                state.tab = tab;
            }
        }
        if access == Access::Write {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui
                    .button(words::REMOVE_ROW)
                    .on_hover_text(words::REMOVE_ROW_HELP)
                    .clicked()
                {
                    actions.push(Action::Job(Job::Execute(Command::Remove { records: vec![row.id] })));
                }
            });
        }
    });
    ui.separator();
    if state.tab == Tab::History {
        past::show(ui, view, row, access, state, actions);
        return;
    }
    egui::ScrollArea::vertical()
        .id_salt(("detail", row.id))
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 10.0);
            findings(ui, view, row, access, actions);
            for group in Group::ALL {
                fields_of(ui, view, row, group, access, state, actions);
            }
            for child in 0..row.register.children.len() {
                children::show(ui, row, child, access, &mut state.drafts, actions);
            }
            custom(ui, row, access, &mut state.drafts, actions);
            proofs::show(ui, view, row, access, &mut state.evidence_path, actions);
            links::show(ui, view, row, &mut state.links, actions);
            ui.add_space(16.0);
        });
}

/// What the rules found about this row: first what is open, then greyed what is accepted.
fn findings(ui: &mut egui::Ui, view: &View, row: &Record, access: Access, actions: &mut Vec<Action>) {
    // What the fields below show by themselves is not said twice.
    let told = |finding: &&Finding| {
        finding.record == row.id && !matches!(finding.rule, RuleKey::RequiredBlank | RuleKey::Unreadable)
    };
    for finding in view.findings.iter().filter(told) {
        let (color, more) = match &finding.accepted {
            None if finding.severity == Severity::Hint => (theme::MUTED, None),
            None => (theme::WARNING, None),
            Some(acceptance) => (theme::MUTED, Some(words_of::accepted(acceptance))),
        };
        let text = words::did(words_of::title(finding.rule), &words_of::sentence(finding));
        ui.label(RichText::new(text).small().line_height(Some(18.0)).color(color))
            .on_hover_text(format!("{}\n{}", words_of::advice(finding.rule), finding.rule.source()));
        if let Some(more) = more {
            ui.label(RichText::new(more).small().line_height(Some(18.0)).color(color));
        }
        if access == Access::Write {
            accept::mend(ui, view, finding, actions);
        }
    }
}

/// A heading of the panel.
pub(super) fn title(ui: &mut egui::Ui, text: &str) {
    ui.add_space(10.0);
    ui.label(RichText::new(text).family(fonts::bold()).color(theme::ACCENT));
}

/// Fields that are asked for or filled are in sight; the rest is folded away.
fn fields_of(
    ui: &mut egui::Ui,
    view: &View,
    row: &Arc<Record>,
    group: Group,
    access: Access,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    let fields = row
        .register
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.group == group);
    let asked = Asked::of(row.register, &row.content);
    let (open, folded): (Vec<_>, Vec<_>) =
        fields.partition(|(at, field)| asked.need(field) != Need::Optional || !row.content.fields.get(*at).is_blank());
    if open.is_empty() && folded.is_empty() {
        return;
    }
    title(ui, group.label());
    for (at, _) in open {
        field(ui, view, row, at, access, state, actions);
    }
    if !folded.is_empty() {
        egui::CollapsingHeader::new(RichText::new(words::more_fields(folded.len())).color(theme::MUTED))
            .id_salt(("folded", group.label(), row.register.key))
            .open(
                folded
                    .iter()
                    .any(|(at, _)| state.reveal == Some(Column::Field(*at)))
                    .then_some(true),
            )
            .show(ui, |ui| {
                for (at, _) in folded {
                    field(ui, view, row, at, access, state, actions);
                }
            });
    }
}

fn label(row: &Record, field: &Field) -> String {
    match Asked::of(row.register, &row.content).need(field) {
        Need::Optional => field.label.to_owned(),
        need => format!("{}（{}）", field.label, need.label()),
    }
}

fn field(
    ui: &mut egui::Ui,
    view: &View,
    row: &Arc<Record>,
    at: usize,
    access: Access,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    let field = &row.register.fields[at];
    let entry = row.content.fields.get(at);
    let set = |entry: Entry, actions: &mut Vec<Action>| {
        let column = Column::Field(at);
        actions.push(Action::Job(Job::Execute(Command::Edit {
            record: row.id,
            edits: vec![Edit::Cell { column, entry }],
        })));
    };
    ui.add_space(4.0);
    let name = ui
        .horizontal(|ui| {
            let name = remark(ui, label(row, field));
            if access == Access::Write {
                marks(ui, field, entry, |entry| set(entry, actions));
            }
            name
        })
        .inner
        .on_hover_text(help(field));
    if state.reveal.take_if(|column| *column == Column::Field(at)).is_some() {
        name.scroll_to_me(Some(egui::Align::Center));
        ui.memory_mut(|memory| memory.request_focus(input_id(&(row.id, Slot::Column(Column::Field(at))))));
    }
    if access == Access::LookOnly {
        ui.label(entry.display().into_owned());
        return;
    }
    match field.kind {
        FieldKind::Choice(list) => {
            with_list(ui, name.id, row, at, state, actions, |ui, shown| {
                let mut picked = None;
                for choice in list {
                    if ui.selectable_label(shown == choice.value, choice.value).clicked() {
                        picked = Some(choice.value.to_owned());
                        ui.close();
                    }
                }
                picked
            });
        }
        FieldKind::Link(other) => {
            with_list(ui, name.id, row, at, state, actions, |ui, shown| {
                links::pick(ui, &view.snapshot, other, shown)
            });
        }
        FieldKind::Flag => {
            let answer = entry.as_text().map(|text| parse::understand(field.kind, text).value);
            ui.horizontal(|ui| {
                for (word, yes) in [(words::YES, true), (words::NO, false)] {
                    let on = answer == Some(Some(Value::Flag(yes)));
                    let button = ui.selectable_label(on, word);
                    button.widget_info(|| {
                        egui::WidgetInfo::selected(egui::Role::Button, true, on, format!("{}：{word}", field.label))
                    });
                    if button.clicked() && !on {
                        set(Entry::text(word), actions);
                    }
                }
                if let Some(text) = entry.as_text()
                    && text != words::YES
                    && text != words::NO
                {
                    ui.weak(words::as_written(text));
                }
            });
        }
        _ => {
            let shown = entry.display().into_owned();
            let typed = text(
                ui,
                name.id,
                (row.id, Slot::Column(Column::Field(at))),
                &shown,
                field.kind,
                &mut state.drafts,
            );
            if let Some(typed) = typed {
                set(parse::entry(field.kind, &typed), actions);
            }
        }
    }
    if affected::is_asked(row, at)
        && let Some(text) = affected::show(ui, view, row, entry, &mut state.affected)
    {
        set(parse::entry(field.kind, &text), actions);
    }
    below(ui, view, row, at, state, actions);
}

/// 不明 and 該当なし at one click, next to the label.
fn marks(ui: &mut egui::Ui, field: &Field, entry: &Entry, mut set: impl FnMut(Entry)) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.spacing_mut().button_padding = egui::vec2(6.0, 1.0);
        ui.spacing_mut().interact_size.y = 20.0;
        for (word, mark, on) in [
            (
                words::NOT_APPLICABLE,
                Entry::NotApplicable,
                matches!(entry, Entry::NotApplicable),
            ),
            (words::UNKNOWN, Entry::UNKNOWN, matches!(entry, Entry::Unknown { .. })),
        ] {
            // Tab goes from field to field: whoever uses the keyboard types the word into the field.
            let button = egui::Button::selectable(on, RichText::new(word).small()).sense(egui::Sense::CLICK);
            let button = ui.add(button.frame_when_inactive(true));
            button.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::Button, true, on, format!("{}：{word}", field.label))
            });
            if button.clicked() {
                set(if on { Entry::Blank } else { mark });
            }
        }
    });
}

/// What stands under an input: due date of 不明, what a date means, what is odd and how to mend it.
fn below(ui: &mut egui::Ui, view: &View, row: &Record, at: usize, state: &mut State, actions: &mut Vec<Action>) {
    let field = &row.register.fields[at];
    let entry = row.content.fields.get(at);
    let set = |entry: Entry, actions: &mut Vec<Action>| {
        let column = Column::Field(at);
        actions.push(Action::Job(Job::Execute(Command::Edit {
            record: row.id,
            edits: vec![Edit::Cell { column, entry }],
        })));
    };
    match entry {
        Entry::Unknown { confirm_by } => {
            ui.horizontal(|ui| {
                let name = remark(ui, words::CONFIRM_BY);
                let shown = confirm_by.map_or_else(String::new, |day| day.format("%Y/%m/%d").to_string());
                let slot = (row.id, Slot::ConfirmBy(at));
                let typed = text(ui, name.id, slot.clone(), &shown, FieldKind::Date, &mut state.drafts);
                if let Some(typed) = typed {
                    let day = coming_day(&typed, view.today);
                    // What is no day takes nothing away.
                    let is_blank = typed.trim().is_empty();
                    state.no_day = (day.is_none() && !is_blank).then_some((slot, typed));
                    if day.is_some() || is_blank {
                        set(Entry::Unknown { confirm_by: day }, actions);
                    }
                }
            });
            if let Some((slot, typed)) = &state.no_day
                && *slot == (row.id, Slot::ConfirmBy(at))
            {
                caution(ui, words::no_day(typed));
            }
        }
        Entry::Text(text) => {
            let understood = parse::understand(field.kind, text);
            if let Some(Value::Date(date)) = &understood.value {
                remark(ui, words::date_means(date));
            }
            if let Some(better) = parse::narrow(field.kind, text) {
                ui.horizontal_wrapped(|ui| {
                    remark(ui, grid_words::FULL_WIDTH);
                    if compact(ui, &words::mend(&better)).clicked() {
                        set(Entry::text(&better), actions);
                    }
                });
            }
            for problem in understood.problems {
                ui.horizontal_wrapped(|ui| {
                    caution(ui, words::problem(problem));
                    if let Some(better) = parse::mend(field.kind, text)
                        && compact(ui, &words::mend(&better)).clicked()
                    {
                        set(Entry::text(&better), actions);
                    }
                });
            }
            if let FieldKind::Link(other) = field.kind {
                links::targets(ui, view, (field.key, other), text, actions);
            }
        }
        Entry::Blank if matches!(field.kind, FieldKind::Link(_)) => {
            remark(ui, grid_words::LINK_HELP);
        }
        Entry::Blank | Entry::NotApplicable => {}
    }
}

/// Width of the button that opens a list.
const LIST_BUTTON: f32 = 40.0;

/// An input with a list beside it: free words are kept as they are.
fn with_list(
    ui: &mut egui::Ui,
    name: egui::Id,
    row: &Record,
    at: usize,
    state: &mut State,
    actions: &mut Vec<Action>,
    list: impl FnOnce(&mut egui::Ui, &str) -> Option<String>,
) {
    let field = &row.register.fields[at];
    let shown = row.content.fields.get(at).display().into_owned();
    let slot = (row.id, Slot::Column(Column::Field(at)));
    ui.horizontal(|ui| {
        // Any wider, each list would push the panel's right edge on.
        let width = ui.available_width() - LIST_BUTTON - ui.spacing().item_spacing.x;
        let typed = ui
            .scope(|ui| {
                ui.set_max_width(width);
                text(ui, name, slot, &shown, field.kind, &mut state.drafts)
            })
            .inner;
        // A link takes several rows, one after the other.
        let stays = egui::PopupCloseBehavior::CloseOnClickOutside;
        let (menu, picked) = egui::containers::menu::MenuButton::from_button(
            egui::Button::new("▼").min_size(egui::vec2(LIST_BUTTON, 0.0)),
        )
        .config(egui::containers::menu::MenuConfig::new().close_behavior(stays))
        .ui(ui, |ui| list(ui, &shown));
        menu.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, words::choose_from_list(field.label)));
        if let Some(text) = typed.or(picked.and_then(|picked| picked.inner)) {
            actions.push(Action::Job(Job::Execute(Command::Edit {
                record: row.id,
                edits: cell_edit(row, &Column::Field(at), &text),
            })));
        }
    });
}

fn input_id(slot: &(RecordId, Slot)) -> egui::Id {
    egui::Id::unique(("detail", slot))
}

/// One text input over a draft; returns what was typed when the edit ends with something new.
pub(super) fn text(
    ui: &mut egui::Ui,
    name: egui::Id,
    slot: (RecordId, Slot),
    shown: &str,
    kind: FieldKind,
    drafts: &mut Drafts,
) -> Option<String> {
    let id = input_id(&slot);
    let composing = ImeWatch::composing(ui.ctx());
    let focused = ui.memory(|memory| memory.has_focus(id));
    if focused && !composing {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            drafts.remove(&slot);
            ui.memory_mut(|memory| memory.surrender_focus(id));
        }
        let next = kind != FieldKind::LongText && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        if next {
            ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Next));
        }
    }
    let mut draft = drafts.get(&slot).cloned().unwrap_or_else(|| shown.to_owned());
    let lines = if kind == FieldKind::LongText {
        3
    } else {
        shown.lines().count().clamp(1, 6)
    };
    let input = egui::TextEdit::multiline(&mut draft)
        .desired_rows(lines)
        .desired_width(ui.available_width())
        .margin(egui::Margin::symmetric(8, 6))
        .id(id);
    let input = if kind == FieldKind::LongText {
        input
    } else {
        input.return_key(egui::KeyboardShortcut::new(Modifiers::ALT, Key::Enter))
    };
    let response = ui.add(input).labelled_by(name);
    if response.changed() {
        drafts.insert(slot.clone(), draft.clone());
    }
    if response.has_focus() {
        return None;
    }
    // Not being typed in any more, however the keyboard left: the draft is written once.
    drafts.remove(&slot).filter(|typed| typed != shown)
}

fn help(field: &Field) -> String {
    if field.source.is_empty() {
        field.help.to_owned()
    } else {
        format!("{}\n{}", field.help, field.source)
    }
}

fn custom(ui: &mut egui::Ui, row: &Record, access: Access, drafts: &mut Drafts, actions: &mut Vec<Action>) {
    if row.content.custom.is_empty() {
        return;
    }
    title(ui, words::CUSTOM_FIELDS);
    for (header, entry) in &row.content.custom {
        let name = remark(ui, &**header);
        let shown = entry.display().into_owned();
        if access == Access::LookOnly {
            ui.label(shown);
            continue;
        }
        let column = Column::Custom(header.clone());
        let slot = (row.id, Slot::Column(column.clone()));
        if let Some(typed) = text(ui, name.id, slot, &shown, FieldKind::Text, drafts) {
            actions.push(Action::Job(Job::Execute(Command::Edit {
                record: row.id,
                edits: cell_edit(row, &column, &typed),
            })));
        }
    }
}
