//! Search, filter chips, columns and saved views of a register.

use eframe::egui::{self, RichText};

use super::shown::{Filter, Lens};
use super::{State, add_row};
use crate::core::catalogue::{Column, RegisterId};
use crate::core::rules::RuleKey;
use crate::session::{ColumnLayout, SavedView, SortBy, View};
use crate::text::{self, grid as grid_words, ui as words};
use crate::ui::app::Action;
use crate::ui::widgets::compact;
use crate::ui::widgets::grid::{Access, Order, Test};
use crate::ui::widgets::input as one_line;
use crate::ui::widgets::{choice, whole};
use crate::ui::{fonts, theme};

/// Room for the longest name of a register and the buttons.
const BESIDE_TITLE: f32 = 540.0;

pub(super) fn show(
    ui: &mut egui::Ui,
    view: &View,
    register: RegisterId,
    access: Access,
    state: &mut State,
    actions: &mut Vec<Action>,
    width: f32,
) {
    // An empty register says below what to do.
    if view.snapshot.rows(register).is_empty() {
        ui.heading(register.label);
        return;
    }
    let mut buttons = |ui: &mut egui::Ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if access == Access::Write && ui.button(words::ADD_ROW).on_hover_text(words::ADD_ROW_HELP).clicked() {
                actions.push(add_row(&view.snapshot, register));
            }
            let open = state.detail_open(width);
            let label = if open { words::CLOSE_DETAIL } else { words::OPEN_DETAIL };
            if ui.button(label).clicked() {
                state.detail = Some(!open);
            }
            columns_menu(ui, view, register, state, actions);
            views_menu(ui, register, state, actions);
        });
    };
    // Beside a detail in a small window the buttons have a row of their own.
    if ui.available_width() < BESIDE_TITLE {
        ui.heading(register.label);
        ui.horizontal(buttons);
    } else {
        ui.horizontal(|ui| {
            ui.heading(register.label);
            buttons(ui);
        });
    }
    ui.horizontal_wrapped(|ui| {
        let name = ui.label(words::SEARCH);
        let input = one_line(&mut state.lens.search)
            .hint_text(words::SEARCH_HINT)
            .desired_width((ui.available_width() * 0.35).clamp(150.0, 220.0));
        let search = ui.add(input).labelled_by(name.id);
        if std::mem::take(&mut state.focus_search) {
            search.request_focus();
        }
        if !state.lens.search.is_empty() && whole(ui, words::CLEAR_SEARCH).clicked() {
            state.lens.search.clear();
        }
        let tally = state.shown.tally;
        for (filter, label, count) in [
            (Filter::Missing, words::CHIP_MISSING, tally.missing),
            (Filter::Unknown, words::CHIP_UNKNOWN, tally.unknown),
            (Filter::Problem, words::CHIP_PROBLEM, tally.problem),
        ] {
            let on = state.lens.filters.contains(&filter);
            if (count > 0 || on) && choice(ui, on, format!("{label} {count}")).clicked() {
                if on {
                    state.lens.filters.retain(|known| *known != filter);
                } else {
                    state.lens.filters.push(filter);
                }
            }
        }
        let count = words::rows_shown(state.shown.rows.len(), view.snapshot.rows(register).len());
        ui.add(egui::Label::new(RichText::new(count).color(theme::MUTED)).extend());
    });
    chips(ui, register, &mut state.lens);
}

/// Filters without a place of their own in the bar, each taken off by a click.
fn chips(ui: &mut egui::Ui, register: RegisterId, lens: &mut Lens) {
    let label = |filter: &Filter| match filter {
        Filter::Missing | Filter::Unknown | Filter::Problem => None,
        Filter::Found(rule) => Some(grid_words::chip_off(text::rules::title(*rule))),
        Filter::ThisMonth => Some(grid_words::chip_off(words::VIEW_THIS_MONTH)),
        Filter::Column { column, test } => Some(words::chip(&register.column_label(column), test_label(test))),
        Filter::Only { label, .. } => Some(grid_words::chip_off(label)),
    };
    if lens.filters.iter().all(|filter| label(filter).is_none()) {
        return;
    }
    let mut off = None;
    ui.horizontal_wrapped(|ui| {
        for (filter, label) in lens.filters.iter().filter_map(|filter| Some((filter, label(filter)?))) {
            if whole(ui, label).on_hover_text(words::TAKE_OFF).clicked() {
                off = Some(filter.clone());
            }
        }
    });
    if let Some(off) = off {
        lens.filters.retain(|filter| *filter != off);
    }
}

fn test_label(test: &Test) -> &str {
    match test {
        Test::Blank => words::EMPTY_CELL,
        Test::Unknown => words::UNKNOWN,
        Test::NotApplicable => words::NOT_APPLICABLE,
        Test::Problem => words::CHIP_PROBLEM,
        Test::Yes => words::YES,
        Test::Text(text) => text,
    }
}

fn columns_menu(ui: &mut egui::Ui, view: &View, register: RegisterId, state: &mut State, actions: &mut Vec<Action>) {
    ui.menu_button(words::COLUMNS, |ui| {
        ui.set_min_width(220.0);
        if ui.button(words::USUAL_COLUMNS).clicked() {
            state.lens.columns = None;
            state.arrange(register, actions);
        }
        ui.separator();
        egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for column in view.snapshot.columns(register) {
                let mut on = state.shown.columns.contains(&column);
                if ui.checkbox(&mut on, register.column_label(&column)).clicked() {
                    let mut columns = state.shown.columns.clone();
                    if on {
                        columns.push(column);
                    } else if columns.len() > 1 {
                        columns.retain(|shown| *shown != column);
                    }
                    state.lens.columns = Some(columns);
                    state.arrange(register, actions);
                }
            }
        });
    });
}

fn views_menu(ui: &mut egui::Ui, register: RegisterId, state: &mut State, actions: &mut Vec<Action>) {
    ui.menu_button(words::VIEWS, |ui| {
        ui.set_min_width(240.0);
        for (name, lens) in built_in(register) {
            if ui.button(name).clicked() {
                state.lens = lens;
            }
        }
        let saved: Vec<SavedView> = (state.saved.iter())
            .filter(|view| view.register == register.key)
            .cloned()
            .collect();
        if !saved.is_empty() {
            ui.separator();
            ui.label(
                RichText::new(words::SAVED_VIEWS)
                    .family(fonts::bold())
                    .color(theme::MUTED),
            );
        }
        for view in saved {
            ui.horizontal(|ui| {
                if ui.button(&view.name).clicked() {
                    state.lens = from_saved(register, &view);
                }
                if compact(ui, words::FORGET).clicked() {
                    actions.push(Action::ForgetView(view.name.clone()));
                }
            });
        }
        ui.separator();
        let name = ui.label(words::VIEW_NAME);
        ui.add(one_line(&mut state.view_name).desired_width(220.0))
            .labelled_by(name.id);
        let ready = !state.view_name.trim().is_empty();
        if ui.add_enabled(ready, egui::Button::new(words::SAVE_VIEW)).clicked() {
            let name = std::mem::take(&mut state.view_name);
            actions.push(Action::SaveView(to_saved(register, name.trim(), &state.lens)));
        }
    });
}

/// The columns of the ministry's example ledger, in its order.
const OFFICIAL: [&str; 12] = [
    "management_no",
    "maker",
    "os",
    "software.name",
    "software.version",
    "ip",
    "computer_name",
    "place",
    "users",
    "registered_on",
    "status",
    "note",
];

/// Views that every clinic needs.
fn built_in(register: RegisterId) -> Vec<(&'static str, Lens)> {
    let filter = |filter| Lens {
        filters: vec![filter],
        ..Lens::default()
    };
    let mut views = vec![
        (words::VIEW_ALL, Lens::default()),
        (words::VIEW_MISSING, filter(Filter::Missing)),
        (words::VIEW_UNKNOWN, filter(Filter::Unknown)),
    ];
    if register == RegisterId::DEVICE {
        let columns = OFFICIAL.iter().filter_map(|key| register.column_by_key(key)).collect();
        views.push((
            words::VIEW_INSPECTION,
            Lens {
                columns: Some(columns),
                ..Lens::default()
            },
        ));
        if let Some(field) = register.field_index("remote_maintenance") {
            let (column, test) = (Column::Field(field), Test::Yes);
            views.push((words::VIEW_REMOTE, filter(Filter::Column { column, test })));
        }
        views.push((words::VIEW_SUPPORT_ENDED, filter(Filter::Found(RuleKey::SupportEnded))));
    }
    views.push((words::VIEW_THIS_MONTH, filter(Filter::ThisMonth)));
    views
}

fn to_saved(register: RegisterId, name: &str, lens: &Lens) -> SavedView {
    let filters = lens.filters.iter().filter_map(|filter| match filter {
        Filter::Missing => Some(("*".to_owned(), "missing".to_owned())),
        Filter::Unknown => Some(("*".to_owned(), "unknown".to_owned())),
        Filter::Problem => Some(("*".to_owned(), "problem".to_owned())),
        Filter::ThisMonth => Some(("*".to_owned(), "this_month".to_owned())),
        Filter::Found(rule) => Some(("!".to_owned(), rule.key().to_owned())),
        // Rows counted today are no view for tomorrow.
        Filter::Only { .. } => None,
        Filter::Column { column, test } => {
            let test = match test {
                Test::Blank => "blank".to_owned(),
                Test::Unknown => "unknown".to_owned(),
                Test::NotApplicable => "na".to_owned(),
                Test::Problem => "problem".to_owned(),
                Test::Yes => "yes".to_owned(),
                Test::Text(text) => format!("={text}"),
            };
            Some((register.column_key(column), test))
        }
    });
    SavedView {
        name: name.to_owned(),
        register: register.key.to_owned(),
        search: lens.search.clone(),
        filters: filters.collect(),
        sort: (lens.sort.iter())
            .map(|(column, order)| SortBy {
                column: register.column_key(column),
                descending: *order == Order::Down,
            })
            .collect(),
        columns: (lens.columns.iter().flatten())
            .map(|column| register.column_key(column))
            .collect(),
    }
}

/// A saved view again; what the catalogue does not know any more is left out.
fn from_saved(register: RegisterId, view: &SavedView) -> Lens {
    let filter = |(column, test): &(String, String)| {
        Some(match (column.as_str(), test.as_str()) {
            ("*", "missing") => Filter::Missing,
            ("*", "unknown") => Filter::Unknown,
            ("*", "problem") => Filter::Problem,
            ("*", "this_month") => Filter::ThisMonth,
            ("!", key) => Filter::Found(*RuleKey::ALL.iter().find(|rule| rule.key() == key)?),
            (column, test) => Filter::Column {
                column: register.column_by_key(column)?,
                test: match test {
                    "blank" => Test::Blank,
                    "unknown" => Test::Unknown,
                    "na" => Test::NotApplicable,
                    "problem" => Test::Problem,
                    "yes" => Test::Yes,
                    text => Test::Text(text.strip_prefix('=')?.to_owned()),
                },
            },
        })
    };
    let columns: Vec<Column> = view
        .columns
        .iter()
        .filter_map(|key| register.column_by_key(key))
        .collect();
    Lens {
        search: view.search.clone(),
        filters: view.filters.iter().filter_map(filter).collect(),
        sort: (view.sort.iter())
            .filter_map(|by| {
                let order = if by.descending { Order::Down } else { Order::Up };
                Some((register.column_by_key(&by.column)?, order))
            })
            .collect(),
        columns: (!columns.is_empty()).then_some(columns),
        frozen: 0,
    }
}

/// All rows, with the columns as the person has arranged them.
pub(super) fn arranged(register: RegisterId, layout: &ColumnLayout) -> Lens {
    let columns: Vec<Column> = layout
        .columns
        .iter()
        .filter_map(|key| register.column_by_key(key))
        .collect();
    Lens {
        columns: (!columns.is_empty()).then_some(columns),
        frozen: layout.frozen,
        ..Lens::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_kept_and_comes_back() {
        let register = RegisterId::DEVICE;
        let at = |key: &str| register.column_by_key(key).expect(key);
        let lens = Lens {
            search: "受付".to_owned(),
            filters: vec![
                Filter::Missing,
                Filter::Column {
                    column: at("status"),
                    test: Test::Text("稼働".to_owned()),
                },
                Filter::Column {
                    column: at("ip"),
                    test: Test::Problem,
                },
                Filter::Found(RuleKey::SupportEnded),
                Filter::ThisMonth,
            ],
            sort: vec![(at("software.name"), Order::Down), (at("ip"), Order::Up)],
            columns: Some(vec![at("management_no"), at("ip")]),
            frozen: 0,
        };
        assert_eq!(from_saved(register, &to_saved(register, "検査", &lens)), lens);
    }
}
