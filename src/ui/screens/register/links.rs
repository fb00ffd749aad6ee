//! Links between rows, followed both ways: a device to its vendor, a vendor to its devices and paths.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui;

use super::detail::title;
use crate::core::catalogue::{FieldKind, RegisterId};
use crate::core::model::{Record, RecordId, Snapshot};
use crate::core::parse;
use crate::core::search::search_key;
use crate::session::View;
use crate::text::{grid as link_words, ui as words};
use crate::ui::app::Action;
use crate::ui::theme;
use crate::ui::widgets::{compact, line};

/// Rows that are offered at a time; the rest is sought.
const OFFERED: usize = 10;

/// Rows that name one row, found once per row and revision.
#[derive(Default)]
pub(crate) struct Links {
    of: Option<(RecordId, [u8; 32])>,
    from: Vec<(RegisterId, RecordId, String)>,
}

/// Buttons to the rows that a link field names.
pub(super) fn targets(
    ui: &mut egui::Ui,
    view: &View,
    (field, other): (&str, RegisterId),
    text: &str,
    actions: &mut Vec<Action>,
) {
    let asked = (view.snapshot.head, text.to_owned());
    let named = kept(ui, ui.scope_id().with(("named", field)), asked, |(_, text)| {
        let rows = || view.snapshot.rows(other).iter();
        let found = |name: String| Some((rows().find(|row| is_called(row, &name))?.id, name));
        parse::links(text).into_iter().filter_map(found).collect::<Vec<_>>()
    });
    ui.horizontal_wrapped(|ui| {
        for (id, name) in &named.1 {
            if compact(ui, &words::go_to(other.label, name)).clicked() {
                actions.push(Action::Select(other, *id));
            }
        }
    });
}

/// The answer to a question, found once and kept until another is asked: nothing is gone through in every frame.
fn kept<Q, A>(ui: &egui::Ui, id: egui::Id, asked: Q, find: impl FnOnce(&Q) -> A) -> Arc<(Q, A)>
where
    Q: PartialEq + Send + Sync + 'static,
    A: Send + Sync + 'static,
{
    let before = ui.data(|data| data.get_temp::<Arc<(Q, A)>>(id));
    before.filter(|before| before.0 == asked).unwrap_or_else(|| {
        let answer = find(&asked);
        let now = Arc::new((asked, answer));
        ui.data_mut(|data| data.insert_temp(id, Arc::clone(&now)));
        now
    })
}

/// The rows of a register to put into a link or to take out of it; answers with the link's new text.
pub(super) fn pick(ui: &mut egui::Ui, snapshot: &Snapshot, other: RegisterId, text: &str) -> Option<String> {
    let rows = snapshot.rows(other);
    let id = ui.scope_id().with("sought");
    let mut sought = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    if rows.is_empty() {
        ui.label(link_words::nothing_to_link(other.label));
    }
    if rows.len() > OFFERED {
        ui.scope(|ui| {
            // A menu takes the frames off; what is written into needs its own.
            ui.visuals_mut().widgets.inactive.bg_stroke = egui::Stroke::new(1.0, theme::LINE);
            line(ui, link_words::SEEK_LINK, &mut sought, 200.0);
        });
        ui.data_mut(|data| data.insert_temp(id, sought.clone()));
    }
    let asked = (snapshot.head, sought, text.to_owned());
    let fitting = kept(ui, id, asked, |(_, sought, text)| {
        Fitting::find(snapshot, other, sought, text)
    });
    let fitting = &fitting.1;
    let mut held = parse::links(text);
    let mut picked = None;
    ui.spacing_mut().item_spacing.y = 2.0;
    for row in fitting.first.iter().filter_map(|id| snapshot.get(other, *id)) {
        let Some(name) = row.name() else { continue };
        let on = is_held(row, &held);
        let label = label(row);
        let button = egui::Button::selectable(on, &label).truncate();
        if ui.add(button).on_hover_text(&label).clicked() {
            held.retain(|held| !is_called(row, held));
            if !on {
                held.push(name.to_owned());
            }
            picked = Some(link_words::linked(&held));
        }
    }
    if fitting.more > 0 {
        ui.weak(words::and_more(fitting.more));
    }
    picked
}

/// The rows that fit what is sought.
struct Fitting {
    first: Vec<RecordId>,
    more: usize,
}

impl Fitting {
    fn find(snapshot: &Snapshot, other: RegisterId, sought: &str, linked: &str) -> Self {
        let sought = search_key(sought);
        let held = parse::links(linked);
        let rows = snapshot.rows(other).iter();
        let fitting = rows.filter(|row| search_key(&label(row)).contains(&sought));
        // What is linked already comes first, to be taken out again.
        let (mut fitting, others): (Vec<_>, Vec<_>) = fitting.partition(|row| is_held(row, &held));
        fitting.extend(others);
        Self {
            first: fitting.iter().take(OFFERED).map(|row| row.id).collect(),
            more: fitting.len().saturating_sub(OFFERED),
        }
    }
}

fn is_held(row: &Record, held: &[String]) -> bool {
    held.iter().any(|held| is_called(row, held))
}

/// A row by its number and what it is called.
fn label(row: &Record) -> String {
    let texts = row.register.named_by.iter().filter_map(|key| row.entry(key).as_text());
    texts.take(2).collect::<Vec<_>>().join("　")
}

/// Rows elsewhere that name this one.
pub(super) fn show(ui: &mut egui::Ui, view: &View, row: &Record, links: &mut Links, actions: &mut Vec<Action>) {
    let of = Some((row.id, view.snapshot.head));
    if links.of != of {
        links.of = of;
        links.from = pointing_at(&view.snapshot, row);
    }
    if links.from.is_empty() {
        return;
    }
    title(ui, words::LINKED_FROM);
    for (register, id, name) in &links.from {
        if ui.link(words::go_to(register.label, name)).clicked() {
            actions.push(Action::Select(*register, *id));
        }
    }
}

fn pointing_at(snapshot: &Snapshot, row: &Record) -> Vec<(RegisterId, RecordId, String)> {
    let mut found = Vec::new();
    for register in RegisterId::all() {
        let fields: BTreeSet<usize> = (register.fields.iter().enumerate())
            .filter(|(_, field)| field.kind == FieldKind::Link(row.register))
            .map(|(at, _)| at)
            .collect();
        if fields.is_empty() {
            continue;
        }
        for other in snapshot.rows(register).iter() {
            let names = fields.iter().filter_map(|at| other.content.fields.get(*at).as_text());
            if names.flat_map(parse::links).any(|name| is_called(row, &name)) {
                let name = other.name().unwrap_or(words::NO_NAME).to_owned();
                found.push((register, other.id, name));
            }
        }
    }
    found
}

pub(super) fn is_called(row: &Record, name: &str) -> bool {
    let key = parse::fold(name);
    row.register
        .named_by
        .iter()
        .filter_map(|field| row.entry(field).as_text())
        .any(|text| parse::fold(text) == key)
}
