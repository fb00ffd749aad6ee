//! One register: a virtual grid with sort and filter, and the detail of the chosen row.
//!
//! Invariant: which rows are shown, and in what order, is worked out when revision, filter or sort change, not
//! per frame; a draft lives in [`State`] until the edit ends.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{self, CentralPanel, Panel, RichText};
use egui_extras::{Column as Width, TableBuilder};

use super::line;
use crate::core::catalogue::{Column, FieldKind, Group, Need, RegisterId};
use crate::core::ledger::{Command, Edit};
use crate::core::model::{Content, Entry, OpSeq, Record, RecordId, Snapshot};
use crate::core::parse;
use crate::session::Job;
use crate::text::ui as words;
use crate::ui::app::{Action, Route};
use crate::ui::{fonts, theme};

#[derive(Default)]
pub(crate) struct State {
    pub selected: Option<RecordId>,
    filter: String,
    sort: Option<(Column, Order)>,
    shown: Shown,
    /// What is being typed, by row and field.
    drafts: HashMap<(RecordId, usize), String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Up,
    Down,
}

/// Register, revision and its hash, filter, and sort column with whether it goes up.
type ShownKey = (RegisterId, OpSeq, [u8; 32], String, Option<(Column, bool)>);

/// The rows to show, kept until what they depend on changes.
#[derive(Default)]
struct Shown {
    key: Option<ShownKey>,
    rows: Vec<Arc<Record>>,
    columns: Vec<Column>,
}

impl Shown {
    fn refresh(&mut self, snapshot: &Snapshot, register: RegisterId, filter: &str, sort: Option<&(Column, Order)>) {
        let sort_key = sort.map(|(column, order)| (column.clone(), *order == Order::Up));
        let key = Some((register, snapshot.revision, snapshot.head, filter.to_owned(), sort_key));
        if self.key == key {
            return;
        }
        self.key = key;
        let all = snapshot.rows(register);
        let columns = snapshot.columns(register);
        let needle = parse::fold(filter).into_owned();
        let fits = |row: &Record| {
            columns
                .iter()
                .any(|column| parse::fold(&row.content.display(column)).contains(&needle))
        };
        self.rows = all
            .iter()
            .filter(|row| needle.is_empty() || fits(row))
            .cloned()
            .collect();
        if let Some((column, order)) = sort {
            self.rows
                .sort_by_cached_key(|row| parse::fold(&row.content.display(column)).into_owned());
            if *order == Order::Down {
                self.rows.reverse();
            }
        }
        // A column nobody has written in is in the detail, not in the grid, unless the ministry asks for it.
        self.columns = columns
            .into_iter()
            .filter(|column| match column {
                Column::Field(field) => {
                    register.fields[*field].need == Need::Required
                        || all.iter().any(|row| !row.content.fields.get(*field).is_blank())
                }
                Column::Child { .. } => all.iter().any(|row| !row.content.display(column).is_empty()),
                Column::Custom(_) => true,
            })
            .collect();
    }
}

pub(crate) fn show(
    ui: &mut egui::Ui,
    snapshot: &Snapshot,
    register: RegisterId,
    state: &mut State,
    actions: &mut Vec<Action>,
) {
    state
        .shown
        .refresh(snapshot, register, &state.filter, state.sort.as_ref());
    let chosen = state.selected.and_then(|id| snapshot.get(register, id)).cloned();
    Panel::right("detail")
        .default_size(380.0)
        .min_size(300.0)
        .show(ui, |ui| match &chosen {
            Some(row) => detail(ui, row, state, actions),
            None => {
                ui.add_space(16.0);
                ui.label(words::SELECT_A_ROW);
            }
        });
    CentralPanel::default().show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.heading(register.label);
            line(ui, words::SEARCH, &mut state.filter, 200.0);
            ui.weak(words::rows_shown(state.shown.rows.len(), snapshot.rows(register).len()));
            if ui.button(words::ADD_ROW).clicked() {
                actions.push(Action::Job(Job::Execute(Command::Add {
                    register,
                    content: fresh(snapshot, register),
                })));
            }
        });
        if snapshot.rows(register).is_empty() {
            ui.add_space(24.0);
            ui.label(words::EMPTY);
            ui.label(register.help);
            ui.label(words::EMPTY_TODO);
            if ui.button(words::IMPORT).clicked() {
                actions.push(Action::Go(Route::Import));
            }
        } else if state.shown.rows.is_empty() {
            ui.label(words::NOTHING_FOUND);
        } else {
            egui::ScrollArea::horizontal()
                .id_salt("grid")
                .show(ui, |ui| grid(ui, register, state));
        }
    });
}

/// A new row needs one entry; the next free number, or a mark to be filled in.
fn fresh(snapshot: &Snapshot, register: RegisterId) -> Content {
    let mut content = Content::default();
    let field = register.field_index(register.named_by[0]).unwrap_or(0);
    let numbers = snapshot
        .rows(register)
        .iter()
        .filter_map(|row| row.content.fields.get(field).as_text()?.parse::<u64>().ok());
    let entry = if register == RegisterId::DEVICE {
        Entry::text(&format!("{:03}", numbers.max().unwrap_or(0) + 1))
    } else {
        Entry::UNKNOWN
    };
    content.fields.set(field, entry);
    content
}

fn width(register: RegisterId, column: &Column) -> f32 {
    let characters = match column {
        Column::Field(field) => register.fields[*field].width,
        Column::Child { child, field } => register.children[*child].fields[*field].width,
        Column::Custom(_) => 14,
    };
    f32::from(characters).mul_add(8.0, 16.0)
}

fn grid(ui: &mut egui::Ui, register: RegisterId, state: &mut State) {
    let State {
        selected, sort, shown, ..
    } = state;
    let mut table = TableBuilder::new(ui)
        .id_salt(register.key)
        .striped(true)
        .resizable(true)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .sense(egui::Sense::click());
    for column in &shown.columns {
        table = table.column(Width::initial(width(register, column)).at_least(50.0).clip(true));
    }
    let table = table.header(34.0, |mut header| {
        for column in &shown.columns {
            header.col(|ui| {
                let order = sort.as_ref().filter(|(by, _)| by == column).map(|(_, order)| *order);
                let mark = match order {
                    Some(Order::Up) => " ▲",
                    Some(Order::Down) => " ▼",
                    None => "",
                };
                let label = RichText::new(format!("{}{mark}", register.column_label(column))).family(fonts::bold());
                if ui.add(egui::Button::new(label).frame(false).truncate()).clicked() {
                    *sort = match order {
                        None => Some((column.clone(), Order::Up)),
                        Some(Order::Up) => Some((column.clone(), Order::Down)),
                        Some(Order::Down) => None,
                    };
                }
            });
        }
    });
    table.body(|body| {
        body.rows(theme::ROW_HEIGHT, shown.rows.len(), |mut line| {
            let row = &shown.rows[line.index()];
            line.set_selected(*selected == Some(row.id));
            for column in &shown.columns {
                line.col(|ui| {
                    ui.style_mut().interaction.selectable_labels = false;
                    let text = row.content.display(column).replace('\n', " / ");
                    let mark =
                        matches!(column, Column::Field(field) if row.content.fields.get(*field).as_text().is_none());
                    let text = RichText::new(text);
                    ui.add(egui::Label::new(if mark { text.color(theme::MUTED).italics() } else { text }).truncate());
                });
            }
            if line.response().clicked() {
                *selected = Some(row.id);
            }
        });
    });
}

fn detail(ui: &mut egui::Ui, row: &Arc<Record>, state: &mut State, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.heading(row.name().unwrap_or(words::NO_NAME));
        if ui.button(words::REMOVE_ROW).clicked() {
            actions.push(Action::Job(Job::Execute(Command::Remove { records: vec![row.id] })));
        }
    });
    egui::ScrollArea::vertical()
        .id_salt(("detail", row.id))
        .auto_shrink(false)
        .show(ui, |ui| {
            for group in Group::ALL {
                let fields: Vec<usize> = (0..row.register.fields.len())
                    .filter(|&at| row.register.fields[at].group == group)
                    .collect();
                if !fields.is_empty() {
                    ui.add_space(8.0);
                    ui.label(RichText::new(group.label()).family(fonts::bold()).color(theme::ACCENT));
                    for at in fields {
                        field(ui, row, at, state, actions);
                    }
                }
            }
            for (at, child) in row
                .register
                .children
                .iter()
                .enumerate()
                .filter(|(at, _)| !row.content.child_rows(*at).is_empty())
            {
                ui.add_space(8.0);
                ui.label(RichText::new(child.label).family(fonts::bold()).color(theme::ACCENT));
                for inner in row.content.child_rows(at) {
                    ui.label(
                        inner
                            .iter()
                            .map(|(_, entry)| entry.display())
                            .collect::<Vec<_>>()
                            .join("　"),
                    );
                }
            }
            for (header, entry) in &row.content.custom {
                ui.label(format!("{header}：{}", entry.display()));
            }
        });
}

fn field(ui: &mut egui::Ui, row: &Arc<Record>, at: usize, state: &mut State, actions: &mut Vec<Action>) {
    let field = &row.register.fields[at];
    let entry = row.content.fields.get(at);
    let mut set = |entry: Entry| {
        let edits = vec![Edit::Cell {
            column: Column::Field(at),
            entry,
        }];
        actions.push(Action::Job(Job::Execute(Command::Edit { record: row.id, edits })));
    };
    let need = if field.need == Need::Required {
        format!("{}（{}）", field.label, field.need.label())
    } else {
        field.label.to_owned()
    };
    let name = ui
        .label(RichText::new(need).small().color(theme::MUTED))
        .on_hover_text(format!("{}\n{}", field.help, field.source));
    ui.horizontal(|ui| {
        let shown = entry.display().into_owned();
        let key = (row.id, at);
        let draft = state.drafts.entry(key).or_insert_with(|| shown.clone());
        // Room for the menu beside it; more would widen the panel with every row.
        let size = ui.available_width() - 64.0;
        let input = match field.kind {
            FieldKind::LongText => egui::TextEdit::multiline(draft).desired_rows(2),
            _ => egui::TextEdit::singleline(draft),
        };
        let input = ui
            .add(input.id(egui::Id::unique(("field", row.id, at))).desired_width(size))
            .labelled_by(name.id);
        if input.lost_focus() && *draft != shown {
            set(parse::entry(field.kind, draft));
        }
        if !input.has_focus() && !input.lost_focus() {
            // Not being typed in: show what the ledger has, also after an undo.
            state.drafts.remove(&key);
        }
        ui.menu_button("…", |ui| {
            if let FieldKind::Choice(list) = field.kind {
                for choice in list {
                    if ui.button(choice.value).clicked() {
                        set(Entry::text(choice.value));
                    }
                }
                ui.separator();
            }
            for (label, entry) in [
                (words::UNKNOWN, Entry::UNKNOWN),
                (words::NOT_APPLICABLE, Entry::NotApplicable),
                (words::BLANK, Entry::Blank),
            ] {
                if ui.button(label).clicked() {
                    set(entry);
                }
            }
        });
    });
}
