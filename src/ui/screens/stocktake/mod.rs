//! 棚卸: start, count by scanner, by typing or by list, and the changes that follow.
//!
//! A scanner is a keyboard: the input for codes has the keyboard whenever nothing else asks for it, and Enter ends
//! a code.

mod labels;

use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{self, Key, RichText};

use crate::core::model::{Record, Snapshot};
use crate::core::stocktake::{self, Mark, Outcome, Report, Round, Target};
use crate::session::{Job, View};
use crate::text::{cli, ui as words};
use crate::ui::app::{Action, Route};
use crate::ui::ime::ImeWatch;
use crate::ui::widgets::choice;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::input as one_line;
use crate::ui::widgets::paragraph;
use crate::ui::widgets::{compact, line, primary};
use crate::ui::{fonts, theme};

/// What is being typed, and what was read last.
#[derive(Default)]
pub(crate) struct State {
    code: String,
    place: String,
    shown: Shown,
    /// With the head of the history after it: what was done since, such as taking it back, makes it untrue.
    pub last: Option<(Outcome, String, [u8; 32])>,
    target: Option<Target>,
    only_place: String,
    pub labels: labels::Form,
    counted: Option<Rc<Counted>>,
}

/// The round that is shown, worked out once for each state of the ledger.
struct Counted {
    head: [u8; 32],
    round: Option<(String, Target, bool)>,
    report: Report,
}

impl State {
    fn counted(&mut self, snapshot: &Snapshot) -> Rc<Counted> {
        if let Some(counted) = self.counted.as_ref().filter(|counted| counted.head == snapshot.head) {
            return Rc::clone(counted);
        }
        let round = Round::open(snapshot).or_else(|| Round::last(snapshot));
        let counted = Rc::new(Counted {
            head: snapshot.head,
            report: round.as_ref().map(stocktake::report).unwrap_or_default(),
            round: round.map(|round| (round.name().to_owned(), round.target, round.is_open())),
        });
        self.counted = Some(Rc::clone(&counted));
        counted
    }
}

/// Which items are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    Open,
    Found,
    Elsewhere,
    Missing,
    Unexpected,
    Again,
}

impl Shown {
    const ALL: [Self; 6] = [
        Self::Open,
        Self::Found,
        Self::Elsewhere,
        Self::Missing,
        Self::Unexpected,
        Self::Again,
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Found => "found",
            Self::Elsewhere => "elsewhere",
            Self::Missing => "missing",
            Self::Unexpected => "unexpected",
            Self::Again => "again",
        }
    }

    fn of(self, report: &Report) -> &[Arc<Record>] {
        match self {
            Self::Open => &report.open,
            Self::Found => &report.found,
            Self::Elsewhere => &report.elsewhere,
            Self::Missing => &report.missing,
            Self::Unexpected => &report.unexpected,
            Self::Again => &report.again,
        }
    }
}

pub(crate) fn show(ui: &mut egui::Ui, view: &View, access: Access, state: &mut State, actions: &mut Vec<Action>) {
    ui.heading(words::STOCKTAKE);
    let counted = state.counted(&view.snapshot);
    let report = &counted.report;
    let Some((name, target, is_open)) = &counted.round else {
        paragraph(ui, words::STOCKTAKE_LEAD);
        egui::ScrollArea::vertical()
            .auto_shrink(false)
            .show(ui, |ui| begin(ui, access, state, actions));
        return;
    };
    let counting = *is_open && access == Access::Write;
    // The button goes below the words where both do not fit beside each other.
    ui.horizontal_wrapped(|ui| {
        let head = cli::round_head(name, report.done(), report.expected);
        ui.label(RichText::new(head).family(fonts::bold()));
        ui.add_space(16.0);
        if counting && ui.button(words::STOCKTAKE_FINISH).clicked() {
            actions.push(Action::Job(Job::StocktakeFinish));
            state.shown = Shown::Missing;
        }
        if !is_open && access == Access::Write && ui.add(primary(words::STOCKTAKE_PLAN)).clicked() {
            actions.push(Action::Job(Job::StocktakePlan));
            actions.push(Action::Go(Route::Import));
        }
    });
    if !is_open && state.shown == Shown::Open {
        state.shown = Shown::Missing;
    }
    let share = report.done() as f32 / report.expected.max(1) as f32;
    ui.add(egui::ProgressBar::new(share).desired_height(10.0).fill(theme::BAR));
    if counting {
        count(ui, view.snapshot.head, state, actions);
        // A label that is missing is missed while somebody counts.
        labels::show(ui, *target, &mut state.labels, actions);
    }
    ui.horizontal_wrapped(|ui| {
        for shown in Shown::ALL {
            let label = cli::round_count(shown.key(), shown.of(report).len());
            if choice(ui, state.shown == shown, label).clicked() {
                state.shown = shown;
            }
        }
    });
    list(
        ui,
        &view.snapshot,
        state.shown.of(report),
        counting,
        &state.place,
        actions,
    );
    if !is_open {
        ui.separator();
        // Whatever is unfolded below the list can be reached in a small window too.
        egui::ScrollArea::vertical()
            .id_salt("next round")
            .auto_shrink(false)
            .show(ui, |ui| begin(ui, access, state, actions));
    }
}

/// The form for a new round.
fn begin(ui: &mut egui::Ui, access: Access, state: &mut State, actions: &mut Vec<Action>) {
    if access == Access::LookOnly {
        return;
    }
    ui.add_space(8.0);
    ui.label(RichText::new(words::STOCKTAKE_NEW).family(fonts::bold()));
    let target = state.target.unwrap_or(Target::Devices);
    ui.horizontal(|ui| {
        for choice in Target::ALL {
            if ui.radio(target == choice, choice.word()).clicked() {
                state.target = Some(choice);
            }
        }
    });
    if target != Target::Accounts {
        line(ui, words::STOCKTAKE_ONLY, &mut state.only_place, 260.0);
    }
    ui.add_space(4.0);
    labels::show(ui, target, &mut state.labels, actions);
    ui.add_space(4.0);
    if ui.add(primary(words::STOCKTAKE_BEGIN)).clicked() {
        let place = state.only_place.trim();
        actions.push(Action::Job(Job::StocktakeStart {
            target,
            place: (!place.is_empty()).then(|| place.to_owned()),
            name: String::new(),
        }));
        // What was chosen stays: there may be nothing to count at that place.
        *state = State {
            target: state.target,
            only_place: std::mem::take(&mut state.only_place),
            ..State::default()
        };
    }
}

fn count(ui: &mut egui::Ui, head: [u8; 32], state: &mut State, actions: &mut Vec<Action>) {
    let id = egui::Id::unique("stocktake code");
    let composing = ImeWatch::composing(ui.ctx());
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let entered = has_focus && !composing && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Enter));
    ui.horizontal_wrapped(|ui| {
        let name = ui.label(words::STOCKTAKE_CODE);
        let input = one_line(&mut state.code).id(id).desired_width(220.0).return_key(None);
        ui.add(input).labelled_by(name.id);
        let name = ui.label(words::STOCKTAKE_PLACE);
        let place = one_line(&mut state.place).desired_width(160.0);
        ui.add(place).labelled_by(name.id);
    });
    // A line of its own, always there: nothing moves while somebody counts.
    let last = state.last.as_ref().filter(|(.., of)| *of == head);
    let color = match last {
        Some((Outcome::Found, ..)) | None => theme::ACCENT,
        Some(_) => theme::WARNING,
    };
    let text = last.map_or_else(
        || words::NOTHING_READ.to_owned(),
        |(outcome, what, _)| words::did(cli::seen(*outcome), what),
    );
    ui.add(egui::Label::new(RichText::new(text).heading().color(color)).truncate());
    if entered && !state.code.trim().is_empty() {
        let place = state.place.trim();
        actions.push(Action::Job(Job::StocktakeScan {
            code: std::mem::take(&mut state.code),
            place: (!place.is_empty()).then(|| place.to_owned()),
        }));
    }
    if ui.memory(|memory| memory.focused().is_none()) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

fn list(
    ui: &mut egui::Ui,
    snapshot: &Snapshot,
    items: &[Arc<Record>],
    counting: bool,
    place: &str,
    actions: &mut Vec<Action>,
) {
    let place = (!place.trim().is_empty()).then(|| place.trim().to_owned());
    let height = (ui.available_height() - if counting { 8.0 } else { 200.0 }).max(160.0);
    egui::ScrollArea::vertical()
        .id_salt("stocktake items")
        .max_height(height)
        .auto_shrink([false, true])
        .show_rows(ui, theme::ROW_HEIGHT, items.len(), |ui, range| {
            for item in &items[range] {
                let text = |key: &str| item.entry(key).as_text().unwrap_or_default().to_owned();
                ui.horizontal(|ui| {
                    if counting {
                        let mut mark = |mark| {
                            actions.push(Action::Job(Job::StocktakeMark {
                                item: item.id,
                                mark,
                                place: place.clone(),
                            }));
                        };
                        if item.entry("result").is_blank() {
                            if compact(ui, words::STOCKTAKE_HERE).clicked() {
                                mark(Mark::Found);
                            }
                            if compact(ui, words::STOCKTAKE_GONE).clicked() {
                                mark(Mark::NotFound);
                            }
                        } else if !text("number").is_empty() && compact(ui, words::STOCKTAKE_BACK).clicked() {
                            mark(Mark::Open);
                        }
                    }
                    let number = match text("number") {
                        number if number.is_empty() => text("tag"),
                        number => number,
                    };
                    let record = item.entry("record").as_text().and_then(|id| id.parse().ok());
                    let row = record.and_then(|id| snapshot.find(id));
                    match row {
                        Some(row) => {
                            if ui.link(number).clicked() {
                                actions.push(Action::Select(row.register, row.id));
                            }
                        }
                        None => {
                            ui.label(number);
                        }
                    }
                    let places = match (text("place"), text("seen_place")) {
                        (place, seen) if seen.is_empty() || seen == place => place,
                        (place, seen) => words::moved(&place, &seen),
                    };
                    let times = text("times").parse::<u32>().ok().filter(|times| *times > 1);
                    for words in [text("name"), places, times.map(words::read_times).unwrap_or_default()] {
                        if !words.is_empty() {
                            ui.add(egui::Label::new(words).truncate());
                        }
                    }
                });
            }
        });
}
