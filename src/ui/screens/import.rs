//! From a file to a plan that can be read, refused and applied.

use eframe::egui::{self, RichText};
use egui_extras::{Column as Width, TableBuilder};

use super::line;
use crate::core::import::{Action as Planned, ColumnTarget, DropReason, ImportPlan};
use crate::session::Job;
use crate::text::{cli, ui as words};
use crate::ui::app::Action;
use crate::ui::theme;

pub(crate) fn show(ui: &mut egui::Ui, file: &mut String, plan: Option<&mut ImportPlan>, actions: &mut Vec<Action>) {
    ui.heading(words::IMPORT);
    let Some(plan) = plan else {
        ui.label(words::IMPORT_LEAD);
        line(ui, words::IMPORT_FILE, file, 560.0);
        if ui
            .add_enabled(!file.trim().is_empty(), egui::Button::new(words::READ))
            .clicked()
        {
            actions.push(Action::Job(Job::PlanImport {
                file: file.trim().into(),
            }));
        }
        return;
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(&plan.file).family(crate::ui::fonts::bold()));
        ui.label(cli::counts(&plan.counts()));
    });
    ui.horizontal(|ui| {
        if plan.is_empty() {
            ui.label(words::NOTHING_TO_IMPORT);
        } else if ui.button(RichText::new(words::APPLY).color(theme::ACCENT)).clicked() {
            actions.push(Action::Job(Job::ApplyImport(Box::new(plan.clone()))));
        }
        if ui.button(words::CANCEL).clicked() {
            actions.push(Action::DropPlan);
        }
    });
    let secret = plan
        .tables
        .iter()
        .flat_map(|table| &table.columns)
        .any(|column| column.target == ColumnTarget::Dropped(DropReason::Secret));
    if secret {
        ui.colored_label(theme::WARNING, words::SECRET_LEFT_OUT);
    }
    ui.collapsing(words::TABLES, |ui| {
        egui::ScrollArea::vertical()
            .id_salt("tables")
            .max_height(180.0)
            .show(ui, |ui| {
                for table in &plan.tables {
                    let columns: Vec<String> = table
                        .columns
                        .iter()
                        .filter_map(|column| match &column.target {
                            ColumnTarget::To(to) => {
                                Some(format!("{}→{}", column.header, table.register.column_label(to)))
                            }
                            ColumnTarget::Split(one, two) => Some(format!(
                                "{}→{}・{}",
                                column.header,
                                table.register.column_label(one),
                                table.register.column_label(two)
                            )),
                            ColumnTarget::Dropped(_) => None,
                        })
                        .collect();
                    ui.label(
                        RichText::new(format!("{} → {}", table.sheet, table.register.label))
                            .family(crate::ui::fonts::bold()),
                    );
                    ui.label(columns.join("　"));
                }
            });
    });
    ui.collapsing(format!("{}（{}）", words::NOT_TAKEN, plan.not_taken.len()), |ui| {
        egui::ScrollArea::vertical()
            .id_salt("left")
            .max_height(140.0)
            .auto_shrink(false)
            .show_rows(ui, 20.0, plan.not_taken.len(), |ui, range| {
                for left in &plan.not_taken[range] {
                    ui.label(format!(
                        "{} {}行目：{}",
                        left.sheet,
                        left.row,
                        words::reason(left.reason)
                    ));
                }
            });
    });
    ui.label(RichText::new(words::ROWS).family(crate::ui::fonts::bold()));
    rows(ui, plan);
}

fn rows(ui: &mut egui::Ui, plan: &mut ImportPlan) {
    let tables: Vec<_> = plan.tables.iter().map(|table| table.sheet.clone()).collect();
    let table = TableBuilder::new(ui)
        .id_salt("plan")
        .striped(true)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .column(Width::exact(32.0))
        .column(Width::exact(70.0))
        .column(Width::initial(170.0).resizable(true).clip(true))
        .column(Width::remainder().clip(true));
    table.body(|body| {
        let count = plan.rows.len();
        body.rows(52.0, count, |mut line| {
            let row = &mut plan.rows[line.index()];
            let name = format!(
                "{} {}行目",
                tables[row.table],
                row.source_rows.first().copied().unwrap_or_default()
            );
            line.col(|ui| {
                let writes = row.writes();
                let box_ = ui.add_enabled(writes, egui::Checkbox::without_text(&mut row.include));
                box_.widget_info(|| egui::WidgetInfo::labeled(egui::Role::CheckBox, writes, &name));
            });
            line.col(|ui| {
                let text = RichText::new(words::action(row.action));
                ui.label(if matches!(row.action, Planned::Conflict | Planned::Problem) {
                    text.color(theme::WARNING)
                } else {
                    text
                });
            });
            line.col(|ui| {
                ui.add(egui::Label::new(&name).truncate());
            });
            line.col(|ui| {
                let changes = row.changes();
                let texts: Vec<String> = changes
                    .iter()
                    .map(|cell| {
                        let label = row.register.column_label(&cell.column);
                        let (old, new) = (cell.old.replace('\n', " "), cell.new.replace('\n', " "));
                        if row.target.is_some() {
                            format!("{label}：{old} → {new}")
                        } else {
                            format!("{label}：{new}")
                        }
                    })
                    .collect();
                let problems: Vec<String> = row
                    .problems
                    .iter()
                    .map(|(column, problem)| {
                        format!("{}：{}", row.register.column_label(column), words::problem(*problem))
                    })
                    .collect();
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    let text = RichText::new(texts.join("　"));
                    let text = if row.target.is_some() {
                        text.background_color(theme::CHANGED)
                    } else {
                        text
                    };
                    ui.add(egui::Label::new(text).truncate());
                    if !problems.is_empty() {
                        ui.add(
                            egui::Label::new(RichText::new(problems.join("、")).small().color(theme::WARNING))
                                .truncate(),
                        );
                    }
                });
            });
        });
    });
}
