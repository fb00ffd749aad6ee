//! One value into many rows: chosen here, looked at in the plan, written as one operation.

use std::sync::Arc;

use eframe::egui::{self, Key};

use crate::core::catalogue::{Column, FieldKind, RegisterId};
use crate::core::import::Block;
use crate::core::model::Record;
use crate::core::parse;
use crate::session::{Job, View};
use crate::text::{grid as grid_words, ui as words};
use crate::ui::app::{Action, Route};
use crate::ui::ime::ImeWatch;
use crate::ui::widgets::choice;
use crate::ui::widgets::line;
use crate::ui::widgets::paragraph;

/// What is about to be put into several rows.
pub(super) struct Form {
    register: RegisterId,
    column: Column,
    rows: Vec<Arc<Record>>,
    text: String,
}

impl Form {
    pub fn new(register: RegisterId, column: Column, rows: Vec<Arc<Record>>) -> Self {
        Self {
            register,
            column,
            rows,
            text: String::new(),
        }
    }

    fn plan(&self) -> Block {
        Block {
            register: self.register,
            label: grid_words::BULK.to_owned(),
            columns: vec![self.column.clone()],
            targets: self.rows.clone(),
            cells: vec![vec![self.text.clone()]; self.rows.len()],
        }
    }
}

pub(super) fn dialog(ui: &egui::Ui, view: &View, form: &mut Option<Form>, actions: &mut Vec<Action>) {
    let Some(open) = form else { return };
    let mut close = false;
    egui::Modal::new(egui::Id::unique("bulk")).show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        ui.heading(grid_words::bulk_of(open.rows.len()));
        paragraph(ui, grid_words::BULK_LEAD);
        ui.add_space(4.0);
        let name = ui.label(grid_words::BULK_COLUMN);
        egui::ComboBox::from_id_salt("bulk column")
            .selected_text(open.register.column_label(&open.column))
            .width(300.0)
            .show_ui(ui, |ui| {
                // Inner rows have no single value to be put over.
                let outer = |column: &Column| !matches!(column, Column::Child { .. });
                for column in view.snapshot.columns(open.register).into_iter().filter(outer) {
                    let label = open.register.column_label(&column);
                    ui.selectable_value(&mut open.column, column, label);
                }
            })
            .response
            .labelled_by(name.id);
        line(ui, grid_words::BULK_VALUE, &mut open.text, 300.0);
        ui.horizontal_wrapped(|ui| {
            let own: Vec<&str> = match parse::column_kind(open.register, &open.column) {
                FieldKind::Choice(list) => list.iter().map(|choice| choice.value).collect(),
                FieldKind::Flag => vec![words::YES, words::NO],
                _ => Vec::new(),
            };
            for word in own.into_iter().chain([words::UNKNOWN, words::NOT_APPLICABLE]) {
                if choice(ui, open.text == word, word).clicked() {
                    word.clone_into(&mut open.text);
                }
            }
        });
        if open.text.trim().is_empty() {
            ui.weak(grid_words::BULK_BLANK);
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if ui.button(grid_words::BULK_SEE).clicked() {
                actions.push(Action::Job(Job::PlanBlock(Box::new(open.plan()))));
                actions.push(Action::Go(Route::Import));
                close = true;
            }
            close |= ui.button(words::CANCEL).clicked();
        });
        close |= !ImeWatch::composing(ui.ctx()) && ui.input(|input| input.key_pressed(Key::Escape));
    });
    if close {
        *form = None;
    }
}
