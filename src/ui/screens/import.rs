//! From a file to a plan that can be read, refused and applied.

use eframe::egui::{self, RichText};
use egui_extras::{Column as Width, TableBuilder};

use super::{guide, joining};
use crate::core::import::{Action as Planned, ColumnTarget, DropReason, How, ImportPlan, PlanRow, SheetReason};
use crate::session::{Job, Password, Reading};
use crate::text::{collect as pcs, ui as words};
use crate::ui::app::Action;
use crate::ui::dialog::Purpose;
use crate::ui::widgets::input as one_line;
use crate::ui::widgets::paragraph;
use crate::ui::{fonts, theme};

#[derive(Default)]
pub(crate) struct Form {
    file: String,
    /// Asked for, handed on, kept nowhere else.
    password: String,
    /// What the plan in sight was made from.
    pub reading: Reading,
    guide: guide::State,
    /// The name under which the way of reading is kept; `None` until somebody corrected it.
    remember: Option<String>,
    only: Only,
    /// Row of the plan whose cells are shown in full.
    open: Option<usize>,
}

/// Which rows of the plan are in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Only {
    /// Rows that would be written, or that a person has to decide about.
    #[default]
    Changing,
    Action(Planned),
    All,
}

impl Only {
    fn shows(self, row: &PlanRow) -> bool {
        match self {
            Self::Changing => row.writes() || matches!(row.action, Planned::Conflict | Planned::Gone),
            Self::Action(action) => row.action == action,
            Self::All => true,
        }
    }
}

pub(crate) fn show(ui: &mut egui::Ui, form: &mut Form, plan: Option<&mut ImportPlan>, actions: &mut Vec<Action>) {
    match plan {
        None => choose(ui, form, actions),
        Some(plan) => {
            // What was typed has been read; the next file is another one.
            form.file.clear();
            review(ui, form, plan, actions);
        }
    }
}

fn choose(ui: &mut egui::Ui, form: &mut Form, actions: &mut Vec<Action>) {
    form.only = Only::Changing;
    form.open = None;
    form.remember = None;
    ui.heading(words::IMPORT);
    paragraph(ui, words::IMPORT_LEAD);
    ui.add_space(8.0);
    egui::Frame::group(ui.style())
        .stroke(egui::Stroke::new(1.5, theme::LINE))
        .inner_margin(24.0)
        .show(ui, |ui| {
            ui.set_width(ui.available_width().min(720.0));
            ui.vertical_centered(|ui| {
                ui.label(words::DROP_HERE);
                ui.add_space(6.0);
                let text = RichText::new(words::CHOOSE_FILE)
                    .family(fonts::bold())
                    .color(theme::ON_ACCENT);
                if ui.add(egui::Button::new(text).fill(theme::ACCENT)).clicked() {
                    actions.push(Action::Ask(Purpose::Import, String::new()));
                }
            });
        });
    ui.add_space(12.0);
    let name = ui.label(words::IMPORT_FILE);
    ui.horizontal(|ui| {
        ui.add(one_line(&mut form.file).desired_width(520.0))
            .labelled_by(name.id);
        let ready = !form.file.trim().is_empty();
        if ui.add_enabled(ready, egui::Button::new(words::READ)).clicked() {
            let file = form.file.trim().into();
            let password = std::mem::take(&mut form.password);
            actions.push(Action::Read(Reading {
                file,
                password: (!password.is_empty()).then_some(Password(password)),
                ..Reading::default()
            }));
        }
    });
    ui.add_space(8.0);
    ui.separator();
    ui.label(RichText::new(pcs::TITLE).family(fonts::bold()));
    paragraph(ui, pcs::LEAD);
    ui.horizontal(|ui| {
        if ui.button(pcs::HERE).clicked() {
            actions.push(Action::Job(Job::PlanHere));
        }
        if ui.button(pcs::FOLDER).clicked() {
            actions.push(Action::Ask(Purpose::Facts, String::new()));
        }
    });
    ui.separator();
    egui::CollapsingHeader::new(words::WITH_PASSWORD).show(ui, |ui| {
        paragraph(ui, words::PASSWORD_LEAD);
        let name = ui.label(words::PASSWORD);
        let input = one_line(&mut form.password).password(true);
        ui.add(input.desired_width(240.0)).labelled_by(name.id);
    });
}

fn review(ui: &mut egui::Ui, form: &mut Form, plan: &mut ImportPlan, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let title = RichText::new(words::review_of(&plan.file)).heading();
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button(words::CANCEL).clicked() {
                actions.push(Action::DropPlan);
            }
            let writes = plan.rows.iter().filter(|row| row.include && row.writes()).count();
            if writes > 0 {
                let text = RichText::new(words::apply(writes))
                    .family(fonts::bold())
                    .color(theme::ON_ACCENT);
                if ui.add(egui::Button::new(text).fill(theme::ACCENT)).clicked() {
                    let plan = Box::new(plan.clone());
                    let name = form.remember.as_deref().map(str::trim).filter(|name| !name.is_empty());
                    actions.push(Action::Job(match name {
                        Some(name) => Job::ApplyAndRemember {
                            plan,
                            name: name.to_owned(),
                        },
                        None => Job::ApplyImport(plan),
                    }));
                }
            } else {
                ui.label(words::NOTHING_TO_IMPORT);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(title).truncate());
            });
        });
    });
    paragraph(ui, words::REVIEW_LEAD);
    let secret = plan
        .tables
        .iter()
        .flat_map(|table| &table.columns)
        .any(|column| column.target == ColumnTarget::Dropped(DropReason::Secret));
    if secret {
        ui.colored_label(theme::WARNING, words::SECRET_LEFT_OUT);
    }
    joining::show(ui, plan);
    guide::show(ui, &mut form.guide, plan, &form.reading, actions);
    remember(ui, form, plan);
    found(ui, plan);
    ui.horizontal(|ui| {
        let counts = plan.counts();
        let mut chip = |ui: &mut egui::Ui, only: Only, label: String| {
            if ui.selectable_label(form.only == only, label).clicked() {
                form.only = only;
            }
        };
        let changing = plan.rows.iter().filter(|row| Only::Changing.shows(row)).count();
        chip(ui, Only::Changing, words::changing_rows(changing));
        for (action, count) in [
            (Planned::Add, counts.add),
            (Planned::Change, counts.change),
            (Planned::Problem, counts.problem),
            (Planned::Conflict, counts.conflict),
            (Planned::Gone, counts.gone),
            (Planned::Unchanged, counts.unchanged),
        ] {
            if count > 0 {
                chip(ui, Only::Action(action), format!("{} {count}", words::action(action)));
            }
        }
        chip(ui, Only::All, words::all_rows(plan.rows.len()));
    });
    rows(ui, form, plan);
}

/// A corrected reading is worth keeping for the next file of this kind.
fn remember(ui: &mut egui::Ui, form: &mut Form, plan: &ImportPlan) {
    if !plan.is_corrected() {
        form.remember = None;
        return;
    }
    let stem = || {
        let stem = form.reading.file.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    };
    let mut name = form.remember.take().unwrap_or_else(stem);
    ui.horizontal(|ui| {
        let label = ui.label(words::REMEMBER);
        ui.add(one_line(&mut name).desired_width(280.0)).labelled_by(label.id);
        ui.weak(words::REMEMBER_LEAD);
    });
    form.remember = Some(name);
}

/// Which tables were found, how their columns were understood, and which rows are left out.
fn found(ui: &mut egui::Ui, plan: &ImportPlan) {
    let unused = plan.sheets_left_out.iter().filter_map(|left| match left.reason {
        SheetReason::Older => Some(pcs::older(&left.sheet)),
        SheetReason::NotRead => Some(pcs::not_read(&left.sheet)),
        _ => None,
    });
    let unused: Vec<String> = unused.collect();
    if !unused.is_empty() {
        ui.colored_label(theme::WARNING, pcs::left_out(unused.len()));
        for line in &unused {
            ui.label(line);
        }
    }
    if plan.tables.iter().all(|table| table.columns.is_empty()) {
        return;
    }
    let guessed = plan
        .tables
        .iter()
        .flat_map(|table| &table.columns)
        .filter(|column| matches!(column.how, How::Similar | How::Values))
        .count();
    egui::CollapsingHeader::new(words::tables(plan.tables.len(), guessed))
        .id_salt("tables")
        .show(ui, |ui| {
            egui::ScrollArea::vertical()
                .id_salt("tables")
                .max_height(220.0)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    for table in &plan.tables {
                        let title = words::table_to_register(&table.sheet, table.register.label);
                        ui.label(RichText::new(title).family(fonts::bold()));
                        egui::Grid::new(("columns", &table.sheet, table.header_rows.first()))
                            .num_columns(3)
                            .spacing([20.0, 2.0])
                            .striped(true)
                            .show(ui, |ui| {
                                for column in &table.columns {
                                    let target = match &column.target {
                                        ColumnTarget::To(to) => table.register.column_label(to),
                                        ColumnTarget::Split(one, two) => words::split_into(
                                            &table.register.column_label(one),
                                            &table.register.column_label(two),
                                        ),
                                        ColumnTarget::Dropped(reason) => words::dropped(*reason).to_owned(),
                                    };
                                    ui.label(column.header.replace('\n', " "));
                                    ui.label(format!("→ {target}"));
                                    ui.weak(words::how(column.how));
                                    ui.end_row();
                                }
                            });
                    }
                });
        });
    if !plan.not_taken.is_empty() {
        egui::CollapsingHeader::new(words::not_taken(plan.not_taken.len()))
            .id_salt("not taken")
            .show(ui, |ui| {
                egui::ScrollArea::vertical()
                    .id_salt("left")
                    .max_height(140.0)
                    .auto_shrink([false, true])
                    .show_rows(ui, 20.0, plan.not_taken.len(), |ui, range| {
                        for left in &plan.not_taken[range] {
                            ui.label(words::left_row(&left.sheet, left.row, left.reason));
                        }
                    });
            });
    }
}

fn rows(ui: &mut egui::Ui, form: &mut Form, plan: &mut ImportPlan) {
    let sheets: Vec<_> = plan.tables.iter().map(|table| table.sheet.clone()).collect();
    let shown: Vec<usize> = (0..plan.rows.len())
        .filter(|at| form.only.shows(&plan.rows[*at]))
        .collect();
    let open = form.open.and_then(|at| plan.rows.get(at)).map(|row| cells(row).len());
    let height = |at: usize| match open {
        Some(lines) if form.open == Some(at) => (lines.max(1) as f32).mul_add(22.0, 14.0).max(52.0),
        _ => 52.0,
    };
    let heights: Vec<f32> = shown.iter().map(|at| height(*at)).collect();
    let table = TableBuilder::new(ui)
        .id_salt(("plan", shown.len()))
        .striped(true)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .sense(egui::Sense::click())
        .column(Width::exact(32.0))
        .column(Width::exact(104.0))
        .column(Width::initial(210.0).resizable(true).clip(true))
        .column(Width::remainder().clip(true))
        .header(28.0, |mut header| {
            for label in ["", words::PLAN_ACTION, words::PLAN_ROW, words::PLAN_CELLS] {
                header.col(|ui| {
                    ui.label(RichText::new(label).family(fonts::bold()));
                });
            }
        });
    table.body(|body| {
        body.heterogeneous_rows(heights.into_iter(), |mut line| {
            let at = shown[line.index()];
            let row = &mut plan.rows[at];
            let name = words::source_row(&sheets[row.table], row.source_rows.first().copied());
            line.col(|ui| {
                let writes = row.writes();
                let box_ = ui.add_enabled(writes, egui::Checkbox::without_text(&mut row.include));
                box_.widget_info(|| egui::WidgetInfo::labeled(egui::Role::CheckBox, writes, &name));
            });
            line.col(|ui| {
                let text = RichText::new(words::action(row.action));
                ui.label(if matches!(row.action, Planned::Conflict | Planned::Problem) {
                    text.family(fonts::bold()).color(theme::WARNING)
                } else {
                    text
                });
            });
            line.col(|ui| {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.add_space(7.0);
                    let named = row.target.as_ref().filter(|_| row.content.is_empty());
                    let content = named.map_or(&row.content, |target| &target.content);
                    let who = content.fields.get(name_field(row)).display().into_owned();
                    ui.add(egui::Label::new(RichText::new(who).family(fonts::bold())).truncate());
                    ui.add(egui::Label::new(RichText::new(&name).small().color(theme::MUTED)).truncate());
                });
            });
            line.col(|ui| {
                if joining::gone(ui, row) {
                    return;
                }
                if form.open == Some(at) {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        ui.add_space(7.0);
                        for (text, changed) in cells(row) {
                            let text = RichText::new(text);
                            let text = if changed {
                                text.background_color(theme::CHANGED)
                            } else {
                                text
                            };
                            ui.add(egui::Label::new(text).truncate());
                        }
                    });
                } else {
                    summary(ui, row);
                }
            });
            if line.response().clicked() {
                form.open = (form.open != Some(at)).then_some(at);
            }
        });
    });
}

fn name_field(row: &PlanRow) -> usize {
    row.register.field_index(row.register.named_by[0]).unwrap_or_default()
}

/// The lines of an opened row: each cell that changes, then what is odd.
fn cells(row: &PlanRow) -> Vec<(String, bool)> {
    let changes = row.changes();
    let mut lines: Vec<(String, bool)> = changes
        .iter()
        .map(|cell| {
            let label = row.register.column_label(&cell.column);
            (words::cell_change(&label, &cell.old, &cell.new), row.target.is_some())
        })
        .collect();
    for (column, problem) in &row.problems {
        let label = row.register.column_label(column);
        lines.push((words::did(&label, words::problem(*problem)), false));
    }
    if let (Some(key), Some(target)) = (row.matched_by, &row.target) {
        let labels: Vec<&str> = key
            .split('+')
            .filter_map(|key| row.register.field(key).map(|field| field.label))
            .collect();
        if !labels.is_empty() {
            let name = target.name().unwrap_or(words::NO_NAME);
            lines.push((words::matched_by(&labels, name), false));
        }
    }
    lines
}

fn summary(ui: &mut egui::Ui, row: &PlanRow) {
    let texts: Vec<String> = row
        .changes()
        .iter()
        .map(|cell| {
            let label = row.register.column_label(&cell.column);
            if row.target.is_some() {
                words::cell_change(&label, &cell.old, &cell.new)
            } else {
                words::cell_change(&label, "", &cell.new)
            }
        })
        .collect();
    let problems: Vec<String> = row
        .problems
        .iter()
        .map(|(column, problem)| words::did(&row.register.column_label(column), words::problem(*problem)))
        .collect();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add_space(if problems.is_empty() { 16.0 } else { 7.0 });
        let text = RichText::new(texts.join("　"));
        let text = if row.target.is_some() {
            text.background_color(theme::CHANGED)
        } else {
            text
        };
        ui.add(egui::Label::new(text).truncate());
        if !problems.is_empty() {
            let text = RichText::new(problems.join("、")).small().color(theme::WARNING);
            ui.add(egui::Label::new(text).truncate());
        }
    });
}
