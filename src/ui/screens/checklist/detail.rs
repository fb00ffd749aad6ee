//! One item: its wording with how sure it is, the answer, days, evidence, what the ledger says, plain words.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{self, Key, RichText};

use super::{State, answering};
use crate::core::checklist::{
    Edition, Given, GivenEdit, Item, ItemId, SheetId, SheetKind, Topic, fiscal_year_of, last_given,
};
use crate::core::form::{Answer, DateProblem, read_day};
use crate::session::{Job, View};
use crate::text::{checklist as words_of, form as form_words, inspection as words};
use crate::ui::app::{Action, Page, Route};
use crate::ui::screens::register::proofs;
use crate::ui::widgets::compact;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::input as one_line;
use crate::ui::widgets::{caution, paragraph, remark};
use crate::ui::{fonts, theme};

/// What is being typed about one round of one item.
#[derive(Default)]
pub(crate) struct Drafts {
    of: Option<(SheetId, ItemId, u8)>,
    /// What stood in the ledger when the texts were taken.
    from: Given,
    checked_on: String,
    target_on: String,
    checked_by: String,
    evidence: String,
    note: String,
}

impl Drafts {
    /// Takes the texts from the ledger anew at the next frame.
    pub fn forget(&mut self) {
        self.of = None;
    }

    fn follow(&mut self, of: (SheetId, ItemId, u8), given: &Given) {
        if self.of.as_ref() == Some(&of) && self.from == *given {
            return;
        }
        let shown =
            |day: Option<chrono::NaiveDate>| day.map(|day| day.format("%Y/%-m/%-d").to_string()).unwrap_or_default();
        *self = Self {
            of: Some(of),
            checked_on: shown(given.checked_on),
            target_on: shown(given.target_on),
            checked_by: given.checked_by.clone(),
            evidence: given.evidence.clone(),
            note: given.note.clone(),
            from: given.clone(),
        };
    }
}

pub(super) fn show(
    ui: &mut egui::Ui,
    view: &View,
    (id, edition): (&SheetId, &Arc<Edition>),
    access: Access,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    let Some(item) = state.selected.as_ref().and_then(|item| edition.item(item)).cloned() else {
        return;
    };
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .id_salt(&item.id)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            wording(ui, &item);
            if access == Access::Write {
                answer(ui, view, (id, edition), &item, state, actions);
            } else {
                look(ui, id, &item, state);
            }
            proposal(ui, id, &item, access, state, actions);
            ledger(ui, view, id, &item, state, actions);
            plain(ui, &item);
            files(ui, view, id, &item, access, state, actions);
            ui.add_space(16.0);
        });
}

fn wording(ui: &mut egui::Ui, item: &Item) {
    let shown = words_of::wording(item);
    let group = form_words::group(item.id.group);
    let devices = !group.is_empty() || item.section.is_some() || !item.is_formal;
    let line = |ui: &mut egui::Ui| {
        for text in [item.section.as_deref().unwrap_or_default(), &group] {
            if !text.is_empty() {
                remark(ui, text);
            }
        }
        if !item.is_formal {
            caution(ui, words::REFERENCE_ITEM);
        }
    };
    if devices {
        ui.horizontal_wrapped(line);
    }
    let number = words_of::number(item);
    let text = format!("{number} {}", shown.text);
    let text = RichText::new(text.trim()).family(fonts::bold()).size(17.0);
    ui.label(text.line_height(Some(24.0)));
    if let Some(mark) = shown.mark {
        remark(ui, format!("［{mark}］"));
    }
    if item.only_with_contract {
        remark(ui, words::ONLY_WITH_CONTRACT);
    }
}

fn given(state: &State, id: &SheetId, item: &Item, round: u8) -> Given {
    let known = state.known.as_ref().map(|known| known.answers.sheet(id));
    known
        .and_then(|answers| answers.get(&(item.id.clone(), round)))
        .cloned()
        .unwrap_or_default()
}

fn look(ui: &mut egui::Ui, id: &SheetId, item: &Item, state: &State) {
    let given = given(state, id, item, 1);
    let answer = given.answer.map_or(words::UNANSWERED, |answer| answer.word());
    ui.label(RichText::new(answer).family(fonts::bold()));
    for (label, day) in [
        (words::checked_on(id.sheet), given.checked_on),
        (words::target_on(id.sheet), given.target_on),
    ] {
        if let Some(day) = day {
            ui.label(format!("{label}　{}", crate::text::ui::day(day)));
        }
    }
    for (label, text) in [
        (words::CHECKED_BY, given.checked_by),
        (words::evidence(id.sheet), given.evidence),
        (words::NOTE, given.note),
    ] {
        if !text.is_empty() {
            ui.label(format!("{label}　{text}"));
        }
    }
}

fn answer(
    ui: &mut egui::Ui,
    view: &View,
    (id, edition): (&SheetId, &Edition),
    item: &Item,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    state.round = state.round.max(1);
    rounds(ui, id, item, state);
    let given = given(state, id, item, state.round);
    ui.horizontal_wrapped(|ui| {
        for (answer, label) in [
            (Some(Answer::Yes), words::YES_KEY),
            (Some(Answer::No), words::NO_KEY),
            (Some(Answer::NotApplicable), words::NA_KEY),
            (None, words::CLEAR_KEY),
        ] {
            let on = answer.is_some() && given.answer == answer;
            let text = RichText::new(label);
            let button = if on {
                egui::Button::new(text.family(fonts::bold()).color(theme::ON_ACCENT)).fill(theme::ACCENT)
            } else {
                egui::Button::new(text)
            };
            if ui.add(button).clicked() {
                answering::give(id, edition, answer, state, actions);
            }
        }
    });
    if state.selected.as_ref() != Some(&item.id) {
        // The answer led on to the next item.
        return;
    }
    let of = (id.clone(), item.id.clone(), state.round);
    state.drafts.follow(of, &given);
    days(ui, view, (id, edition), item, &given, state, actions);
    texts(ui, id, item, &given, state, actions);
}

fn rounds(ui: &mut egui::Ui, id: &SheetId, item: &Item, state: &mut State) {
    let known = state.known.as_ref().map(|known| known.answers.sheet(id));
    let last = known
        .and_then(|answers| last_given(answers, &item.id))
        .map_or(1, |(round, _)| round);
    let first_is_no = known
        .and_then(|answers| answers.get(&(item.id.clone(), 1)))
        .is_some_and(|given| given.answer == Some(Answer::No));
    // The sheets of the BCP and of roles have one round.
    let again = first_is_no && !matches!(id.sheet, SheetKind::Bcp | SheetKind::Roles);
    let most = last.max(if again { 2 } else { 1 }).max(state.round);
    if most < 2 {
        return;
    }
    ui.horizontal(|ui| {
        for round in 1..=most {
            if ui.selectable_label(state.round == round, words::round(round)).clicked() {
                state.round = round;
                state.drafts.forget();
            }
        }
    });
}

fn days(
    ui: &mut egui::Ui,
    view: &View,
    (id, edition): (&SheetId, &Edition),
    item: &Item,
    given: &Given,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    let mut ended = None;
    let mut warnings = Vec::new();
    // A checklist is of one fiscal year; the other sheets are answered in any.
    let of_year = id.sheet.is_own_checklist() || id.sheet == SheetKind::Vendor;
    let year = if of_year {
        edition.fiscal_year
    } else {
        fiscal_year_of(view.today)
    };
    ui.horizontal_wrapped(|ui| {
        let wants_target = item.has_target && (given.answer == Some(Answer::No) || given.target_on.is_some());
        for (is_target, label) in [(false, words::checked_on(id.sheet)), (true, words::target_on(id.sheet))] {
            // Ids of their own: rows that come and go above must not take the keyboard away.
            let own = egui::Id::unique(("checklist day", is_target));
            let typing = ui.memory(|memory| memory.has_focus(own));
            if is_target && !wants_target && !state.focus_target && !typing {
                continue;
            }
            let (text, old) = if is_target {
                (&mut state.drafts.target_on, given.target_on)
            } else {
                (&mut state.drafts.checked_on, given.checked_on)
            };
            let name = self::label(ui, label);
            let input = one_line(text).id(own).hint_text(words::DAY_HINT).desired_width(130.0);
            let field = ui.add(input).labelled_by(name.id);
            if is_target && std::mem::take(&mut state.focus_target) {
                field.request_focus();
            }
            let read = read_day(text, Some(year));
            let blank = text.trim().is_empty();
            match read.problem {
                _ if blank => {}
                Some(DateProblem::OutsideYear) if !of_year => {}
                Some(DateProblem::OutsideYear) => warnings.push(words::OUTSIDE_YEAR),
                Some(_) => warnings.push(words::NOT_A_DAY),
                None => {}
            }
            let day = read.date.filter(|_| !blank);
            if field.lost_focus() && (blank || day.is_some()) {
                let on = ui.input(|input| input.key_pressed(Key::Enter));
                ended = Some((is_target, Some(day).filter(|day| *day != old), on));
            }
        }
    });
    for warning in warnings {
        paragraph(ui, RichText::new(warning).color(theme::WARNING));
    }
    if let Some((is_target, changed, on)) = ended {
        if let Some(day) = changed {
            let mut edit = GivenEdit::default();
            if is_target {
                edit.target_on = Some(day);
            } else {
                edit.checked_on = Some(day);
            }
            send(id, item, state.round, edit, actions);
        }
        if on {
            answering::go_on(id, edition, state);
        }
    }
}

fn send(id: &SheetId, item: &Item, round: u8, edit: GivenEdit, actions: &mut Vec<Action>) {
    actions.push(Action::Job(Job::Answer {
        sheet: id.clone(),
        edits: vec![(item.id.clone(), round, edit)],
    }));
}

/// Texts of one round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Text {
    CheckedBy,
    Evidence,
    Note,
}

impl Text {
    const ALL: [Self; 3] = [Self::CheckedBy, Self::Evidence, Self::Note];

    const fn label(self, sheet: SheetKind) -> &'static str {
        match self {
            Self::CheckedBy => words::CHECKED_BY,
            Self::Evidence => words::evidence(sheet),
            Self::Note => words::NOTE,
        }
    }

    const fn draft(self, drafts: &mut Drafts) -> &mut String {
        match self {
            Self::CheckedBy => &mut drafts.checked_by,
            Self::Evidence => &mut drafts.evidence,
            Self::Note => &mut drafts.note,
        }
    }

    fn given(self, given: &Given) -> &str {
        match self {
            Self::CheckedBy => &given.checked_by,
            Self::Evidence => &given.evidence,
            Self::Note => &given.note,
        }
    }

    fn edit(self, text: String) -> GivenEdit {
        let (mut edit, text) = (GivenEdit::default(), Some(text));
        match self {
            Self::CheckedBy => edit.checked_by = text,
            Self::Evidence => edit.evidence = text,
            Self::Note => edit.note = text,
        }
        edit
    }
}

/// Labels stand in a column of their own.
fn label(ui: &mut egui::Ui, text: &str) -> egui::Response {
    let size = egui::vec2(
        LABEL * ui.text_style_height(&egui::TextStyle::Body),
        ui.spacing().interact_size.y,
    );
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_width(size.x);
        ui.label(text)
    })
    .inner
}

/// Width of the column of labels, in letters.
const LABEL: f32 = 4.0;

fn texts(ui: &mut egui::Ui, id: &SheetId, item: &Item, given: &Given, state: &mut State, actions: &mut Vec<Action>) {
    let round = state.round;
    for each in Text::ALL {
        let hint = match (each, id.sheet) {
            (Text::Evidence, SheetKind::Bcp) => words::IN_BCP,
            (Text::Evidence, _) => words_of::evidence(&item.id),
            _ => "",
        };
        ui.horizontal(|ui| {
            let name = label(ui, each.label(id.sheet));
            let text = each.draft(&mut state.drafts);
            let input = one_line(text)
                .id(egui::Id::unique(("checklist text", each)))
                .hint_text(hint)
                .desired_width(ui.available_width() - 4.0);
            if ui.add(input).labelled_by(name.id).lost_focus() && text != each.given(given) {
                send(id, item, round, each.edit(text.clone()), actions);
            }
        });
    }
}

/// Files that prove the answer.
fn files(
    ui: &mut egui::Ui,
    view: &View,
    id: &SheetId,
    item: &Item,
    access: Access,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    let known = state.known.as_ref();
    let row = known.and_then(|known| known.answers.row(id, &item.id, state.round.max(1)));
    if let Some(row) = row.cloned() {
        proofs::show(ui, view, &row, access, &mut state.evidence_path, actions);
    }
}

/// What the edition before said.
fn proposal(ui: &mut egui::Ui, id: &SheetId, item: &Item, access: Access, state: &State, actions: &mut Vec<Action>) {
    let Some((old, list)) = state.known.as_ref().and_then(|known| known.proposals.as_ref()) else {
        return;
    };
    let Some(found) = list.iter().find(|proposal| proposal.item == item.id) else {
        return;
    };
    egui::Frame::group(ui.style()).inner_margin(8.0).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(words::PROPOSAL).family(fonts::bold()));
            ui.label(format!("{}　{}", words_of::edition_name(old), found.answer.word()));
            if access == Access::Write && compact(ui, words::TAKE_PROPOSAL).clicked() {
                send(id, item, 1, answering::without_day(found.answer), actions);
            }
        });
        if !found.is_same_wording {
            ui.label(words::READ_BOTH);
            for from in &found.from {
                if let Some(before) = old.item(from) {
                    ui.label(RichText::new(words_of::wording(before).text).color(theme::MUTED));
                }
            }
        }
    });
}

fn title(ui: &mut egui::Ui, text: &str) {
    ui.add_space(4.0);
    ui.label(RichText::new(text).family(fonts::bold()).color(theme::ACCENT));
}

fn ledger(ui: &mut egui::Ui, view: &View, id: &SheetId, item: &Item, state: &State, actions: &mut Vec<Action>) {
    if id.vendor.is_some() {
        return;
    }
    let facts = state.facts.as_ref().and_then(|facts| facts.beside.get(&item.id));
    title(ui, words::FROM_LEDGER);
    if item.id.topic() == Some(Topic::ContactChart) && compact(ui, words::SEE_CHART).clicked() {
        actions.push(Action::Go(Route::Inspection(Page::Contacts)));
    }
    // What is counted as none needs no line, but for a ledger with nothing in it.
    let telling: Vec<_> = facts
        .into_iter()
        .flatten()
        .filter(|fact| !fact.rows.is_empty() || fact.is_against)
        .collect();
    let Some(facts) = Some(telling).filter(|facts| !facts.is_empty()) else {
        ui.label(RichText::new(words::NOTHING_FROM_LEDGER).color(theme::MUTED));
        return;
    };
    for fact in facts {
        ui.horizontal_wrapped(|ui| {
            // Lines of facts stand closer than fields.
            ui.spacing_mut().interact_size.y = 22.0;
            let text = words_of::beside(fact);
            let color = if fact.is_against { theme::WARNING } else { theme::MUTED };
            let sign = if fact.is_against { words::AGAINST } else { words::BULLET };
            ui.label(RichText::new(format!("{sign}{text}")).color(color));
            if !fact.rows.is_empty() {
                let button = compact(ui, words::SEE_ROWS);
                let name = words::of_vendor(words::SEE_ROWS, &text);
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name.clone()));
                if button.clicked() {
                    let rows: BTreeSet<_> = fact.rows.iter().copied().collect();
                    let all = rows.len() == view.snapshot.rows(fact.register).len();
                    actions.push(Action::ShowRows(
                        fact.register,
                        (!all).then(|| (Arc::new(rows), text.clone())),
                    ));
                }
            }
        });
    }
}

fn plain(ui: &mut egui::Ui, item: &Item) {
    for (heading, text) in [
        (words::IN_PLAIN_WORDS, words_of::plain(&item.id)),
        (words::SHOWS_YES, words_of::evidence(&item.id)),
        (words::ON_NO, words_of::todo(&item.id)),
    ] {
        title(ui, heading);
        paragraph(ui, text);
    }
}
