//! The list of items with one key per answer; the chosen item beside it.

use std::sync::Arc;

use eframe::egui::{self, CentralPanel, Key, Panel, RichText};

use super::{State, detail};
use crate::core::checklist::{Edition, GivenEdit, Item, ItemId, SheetId, fiscal_year_of, last_given};
use crate::core::form::{Answer, TargetGroup};
use crate::session::{Job, View};
use crate::text::{checklist as words_of, form as form_words, inspection as words};
use crate::ui::app::Action;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::{caution, remark, whole};
use crate::ui::{fonts, theme};

pub(super) fn show(ui: &mut egui::Ui, view: &View, access: Access, state: &mut State, actions: &mut Vec<Action>) {
    let Some((id, edition)) = state.known.as_ref().and_then(|known| known.sheet.clone()) else {
        CentralPanel::default().show(ui, |ui| {
            ui.heading(words::CHECKLIST);
            ui.label(words::no_edition(fiscal_year_of(view.today)));
        });
        return;
    };
    Panel::top("checklist head").show(ui, |ui| head(ui, view, &id, &edition, access, state, actions));
    if state.selected.as_ref().is_none_or(|item| edition.item(item).is_none()) {
        state.selected = first_open(state, &id, &edition);
        state.round = 1;
    }
    let width = ui.available_width();
    if access == Access::Write {
        keys(ui, &id, &edition, state, actions);
    }
    Panel::left("checklist items")
        .resizable(false)
        .exact_size((width * 0.46).clamp(270.0, 560.0))
        .show(ui, |ui| list(ui, &id, &edition, state));
    CentralPanel::default().show(ui, |ui| {
        detail::show(ui, view, (&id, &edition), access, state, actions);
    });
}

/// The first item that nobody has answered, or the first.
fn first_open(state: &State, id: &SheetId, edition: &Edition) -> Option<ItemId> {
    let answers = state.known.as_ref().map(|known| known.answers.sheet(id));
    let open = |item: &&Item| answers.is_none_or(|answers| last_given(answers, &item.id).is_none());
    let item = edition.items.iter().find(open).or(edition.items.first());
    item.map(|item| item.id.clone())
}

fn head(
    ui: &mut egui::Ui,
    view: &View,
    id: &SheetId,
    edition: &Arc<Edition>,
    access: Access,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    let Some(known) = &state.known else { return };
    let sheets = super::sheets(known);
    let mut chosen = id.clone();
    let answers = known.answers.sheet(id);
    let answered = edition
        .items
        .iter()
        .filter(|item| last_given(answers, &item.id).is_some())
        .count();
    let shown = match &id.vendor {
        Some(vendor) => words::vendor_sheet(&words_of::edition_name(edition), vendor),
        None => words_of::edition_name(edition),
    };
    ui.add_space(4.0);
    if let Some(scope) = words::scope(view.outlook.visit) {
        remark(ui, scope);
    }
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(RichText::new(words::SHEET).family(fonts::bold()));
        egui::ComboBox::from_id_salt("sheet")
            .width(300.0)
            .selected_text(shown)
            .show_ui(ui, |ui| {
                for (sheet, name) in &sheets {
                    ui.selectable_value(&mut chosen, sheet.clone(), name);
                }
            })
            .response
            .labelled_by(label.id);
        // As a whole on this line or the next.
        ui.add(egui::Label::new(words::progress(answered, edition.items.len())).extend());
        if let (Some((old, list)), Access::Write) = (&known.proposals, access) {
            let sure: Vec<_> = list.iter().filter(|proposal| proposal.is_same_wording).collect();
            let button = ui.button(words::proposals(sure.len(), &words_of::edition_name(old)));
            if button.on_hover_text(words::PROPOSALS_HELP).clicked() {
                let edits = sure
                    .iter()
                    .map(|proposal| (proposal.item.clone(), 1, without_day(proposal.answer)));
                actions.push(Action::Job(Job::Answer {
                    sheet: id.clone(),
                    edits: edits.collect(),
                }));
            }
        }
    });
    let this_year = fiscal_year_of(view.today);
    let mut leave = false;
    if id.sheet.is_own_checklist() && edition.fiscal_year < this_year {
        let known = known.editions.own_of_year(this_year, known.is_pharmacy).is_some();
        let text = if known {
            words::OLD_SHEET.to_owned()
        } else {
            words::no_edition(this_year)
        };
        caution(ui, text);
        if !known && access == Access::Write {
            let begin = whole(ui, words::begin_year(this_year));
            if begin.on_hover_text(words::BEGIN_YEAR_HELP).clicked() {
                actions.push(Action::Job(Job::BeginYear(this_year)));
                leave = true;
            }
        }
    }
    if edition.is_partial() {
        caution(ui, words::PARTIAL);
    }
    remark(ui, words::KEYS);
    ui.add_space(2.0);
    if leave {
        state.sheet = None;
        state.year = None;
    } else if chosen != *id {
        state.go_to(chosen, None);
    }
}

/// An answer taken over from another edition: a person has yet to check it, so it has no day.
pub(super) fn without_day(answer: Answer) -> GivenEdit {
    GivenEdit {
        answer: Some(Some(answer)),
        checked_on: Some(None),
        checked_by: Some(String::new()),
        ..GivenEdit::default()
    }
}

/// Narrower than this, a line has no room for its day.
const WITH_DAY: f32 = 380.0;

/// Narrower than this, small letters say more of a name than large ones.
const SMALL_NAMES: f32 = 230.0;

fn list_id() -> egui::Id {
    egui::Id::unique("checklist list")
}

fn list(ui: &mut egui::Ui, id: &SheetId, edition: &Edition, state: &mut State) {
    let Some(known) = &state.known else { return };
    let answers = known.answers.sheet(id);
    let place = ui.interact(ui.max_rect(), list_id(), egui::Sense::focusable_noninteractive());
    place.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ListBox, true, words::LIST));
    if std::mem::take(&mut state.focus_list) {
        place.request_focus();
    }
    if place.has_focus() {
        // The arrows belong to the list, not to the way from button to button.
        let filter = egui::EventFilter {
            vertical_arrows: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), filter));
    }
    let mut clicked = None;
    let selected = state.selected.clone();
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        // The scroll bar lies over the right edge.
        ui.set_max_width(ui.available_width() - 10.0);
        let (mut heading, mut group, mut title) = (None, TargetGroup::NONE, None);
        for item in &edition.items {
            let here = (item.section.clone(), item.is_formal);
            if heading.as_ref() != Some(&here) {
                section(ui, item);
                heading = Some(here);
                group = TargetGroup::NONE;
            }
            if item.id.group != group && item.id.group != TargetGroup::NONE {
                remark(ui, form_words::group(item.id.group));
            }
            group = item.id.group;
            // A title over several lines stands once, over them.
            if let Some(over) = &item.title
                && title != item.title
                && edition.items.iter().filter(|other| other.title == item.title).count() > 1
            {
                remark(ui, format!("{} {over}", words_of::number(item)).trim());
            }
            title = item.title.clone();
            let on = selected.as_ref() == Some(&item.id);
            let last = last_given(answers, &item.id).map(|(_, given)| given);
            let answer = last.and_then(|given| given.answer);
            let day = last
                .and_then(|given| given.checked_on)
                .map(short_day)
                .unwrap_or_default();
            let against = answer == Some(Answer::Yes)
                && state
                    .facts
                    .as_ref()
                    .is_some_and(|facts| facts.against.contains(&item.id));
            if row(ui, item, edition, on, answer, &day, against) {
                clicked = Some(item.id.clone());
            }
        }
        ui.add_space(12.0);
    });
    if let Some(item) = clicked {
        state.selected = Some(item);
        state.round = 1;
        state.focus_list = true;
    }
}

fn section(ui: &mut egui::Ui, item: &Item) {
    let Some(section) = &item.section else { return };
    ui.add_space(6.0);
    let text = if item.is_formal {
        section.clone()
    } else {
        format!("{section}　{}", words::REFERENCE_ITEM)
    };
    ui.label(RichText::new(text).family(fonts::bold()).color(theme::ACCENT));
}

fn row(
    ui: &mut egui::Ui,
    item: &Item,
    edition: &Edition,
    on: bool,
    answer: Option<Answer>,
    day: &str,
    against: bool,
) -> bool {
    let name = words_of::name(&item.id, Some(edition));
    let said = answer.map(|answer| answer.word()).unwrap_or_default();
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let (text, color) = match answer {
                Some(Answer::Yes) if against => (words::DOUBTED_YES, theme::WARNING),
                Some(Answer::No) => (said, theme::WARNING),
                Some(_) => (said, theme::ACCENT),
                None => (words::UNANSWERED, theme::MUTED),
            };
            if ui.available_width() > WITH_DAY {
                let day = RichText::new(day).small().color(theme::MUTED);
                ui.add_sized([44.0, 20.0], egui::Label::new(day));
            }
            ui.add_sized([52.0, 20.0], egui::Label::new(RichText::new(text).color(color)));
            let short = words_of::title(&item.id, Some(edition));
            let label = RichText::new(format!("{} {short}", words_of::number(item)).trim().to_owned());
            let label = if on { label.family(fonts::bold()) } else { label };
            let label = if ui.available_width() < SMALL_NAMES {
                label.small()
            } else {
                label
            };
            let button = egui::Button::selectable(on, label)
                .truncate()
                .min_size(egui::vec2(ui.available_width(), 28.0));
            let response = ui
                .with_layout(egui::Layout::top_down_justified(egui::Align::Min), |ui| ui.add(button))
                .inner;
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, on, words::line(&name, said)));
            let response = response.on_hover_text(&name);
            if on {
                response.scroll_to_me(None);
            }
            response.clicked()
        })
        .inner
    })
    .inner
}

fn short_day(day: chrono::NaiveDate) -> String {
    day.format("%-m/%-d").to_string()
}

fn keys(ui: &egui::Ui, id: &SheetId, edition: &Edition, state: &mut State, actions: &mut Vec<Action>) {
    let focused = ui.memory(|memory| memory.focused());
    // Somebody who has just come here, or whose focus is on the list.
    if focused.is_some_and(|focused| focused != list_id()) {
        return;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
    let Some(at) = edition
        .items
        .iter()
        .position(|item| Some(&item.id) == state.selected.as_ref())
    else {
        return;
    };
    let step = i64::from(pressed(Key::ArrowDown)) - i64::from(pressed(Key::ArrowUp));
    if step != 0 {
        let to = (at as i64 + step).clamp(0, edition.items.len() as i64 - 1) as usize;
        state.selected = Some(edition.items[to].id.clone());
        state.round = 1;
        state.focus_list = true;
        return;
    }
    for (key, answer) in [
        (Key::Num1, Some(Answer::Yes)),
        (Key::Num2, Some(Answer::No)),
        (Key::Num3, Some(Answer::NotApplicable)),
        (Key::Delete, None),
    ] {
        if pressed(key) {
            state.focus_list = true;
            give(id, edition, answer, state, actions);
            return;
        }
    }
}

/// Answers the chosen item and goes on: to the target day after いいえ, else to the next open item.
pub(super) fn give(
    id: &SheetId,
    edition: &Edition,
    answer: Option<Answer>,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    let Some(item) = state.selected.as_ref().and_then(|item| edition.item(item)) else {
        return;
    };
    actions.push(Action::Job(Job::Answer {
        sheet: id.clone(),
        edits: vec![(
            item.id.clone(),
            state.round.max(1),
            GivenEdit {
                answer: Some(answer),
                ..GivenEdit::default()
            },
        )],
    }));
    state.drafts.forget();
    match answer {
        None => {}
        Some(Answer::No) if item.has_target => state.focus_target = true,
        Some(_) => go_on(id, edition, state),
    }
}

/// To the next item that nobody has answered.
pub(super) fn go_on(id: &SheetId, edition: &Edition, state: &mut State) {
    let Some(known) = &state.known else { return };
    let answers = known.answers.sheet(id);
    let Some(at) = edition
        .items
        .iter()
        .position(|item| Some(&item.id) == state.selected.as_ref())
    else {
        return;
    };
    let after = edition.items[at + 1..].iter();
    let next = after.clone().find(|item| last_given(answers, &item.id).is_none());
    if let Some(next) = next.or_else(|| after.clone().next()) {
        state.selected = Some(next.id.clone());
        state.round = 1;
    }
    state.focus_list = true;
}
