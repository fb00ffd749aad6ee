//! Official forms: a file is read, its plan looked at and applied; or a copy is filled from the ledger.

use std::path::PathBuf;

use eframe::egui::{self, RichText};

use super::{State, pointing};
use crate::core::catalogue::RegisterId;
use crate::core::checklist::{Step, TakePlan, Told, fiscal_year_of};
use crate::core::form::State as Marked;
use crate::session::{FormPlan, FormPlans, Job, View};
use crate::text::{checklist as words_of, form as form_words, inspection as words, ui as ui_words};
use crate::ui::app::{Action, Route};
use crate::ui::dialog::Purpose;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::input as one_line;
use crate::ui::widgets::{paragraph, primary, ready, remark};
use crate::ui::{fonts, theme};

/// Files and the vendor that are being chosen.
#[derive(Default)]
pub(crate) struct Files {
    pub file: String,
    pub out: String,
    /// The vendor whose sheet is made or taken.
    pub vendor: Option<String>,
    /// The file for which `out` was proposed.
    proposed: (String, Option<String>),
    /// The sheet of a book that is pointed at.
    sheet: usize,
}

pub(super) fn show(ui: &mut egui::Ui, view: &View, access: Access, state: &mut State, actions: &mut Vec<Action>) {
    let mut plan = state.form.take();
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        // A form that is looked at may be wide.
        crate::ui::widgets::readable(ui, if plan.is_some() { 1400.0 } else { 1000.0 });
        match &mut plan {
            None => start(ui, access, state, actions),
            Some(plans) => {
                let vendors = vendor_names(state);
                if !look_at(ui, plans, &vendors, (view, access), &mut state.files.sheet, actions) {
                    state.form = plan.take();
                }
            }
        }
        ui.add_space(16.0);
    });
}

fn vendor_names(state: &State) -> Vec<String> {
    let vendors = state.known.as_ref().map(|known| &known.vendors);
    vendors
        .map(|vendors| vendors.list.iter().map(|vendor| vendor.name.clone()).collect())
        .unwrap_or_default()
}

fn start(ui: &mut egui::Ui, access: Access, state: &mut State, actions: &mut Vec<Action>) {
    ui.heading(words::FORMS);
    paragraph(ui, words::FORMS_LEAD);
    ui.add_space(6.0);
    let vendors = vendor_names(state);
    let files = &mut state.files;
    let label = ui.label(words::FORM_FILE);
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 110.0).clamp(160.0, 560.0);
        ui.add(one_line(&mut files.file).desired_width(width))
            .labelled_by(label.id);
        let browse = if files.file.trim().is_empty() {
            primary(ui_words::BROWSE)
        } else {
            egui::Button::new(ui_words::BROWSE)
        };
        if ui.add(browse).clicked() {
            actions.push(Action::Ask(Purpose::Form, String::new()));
        }
    });
    vendor(ui, &mut files.vendor, &vendors);
    let told = Told {
        vendor: files.vendor.clone(),
        ..Told::default()
    };
    let file = files.file.trim().to_owned();
    let can = !file.is_empty() && access == Access::Write;
    let lacks = if access == Access::Write {
        ui_words::FILE_FIRST
    } else {
        ui_words::LOOK_ONLY
    };
    ui.add_space(8.0);
    title(ui, words::TAKE_FORM);
    if ready(ui, can, egui::Button::new(words::READ_FORM), lacks) {
        actions.push(Action::Job(Job::PlanForm {
            file: PathBuf::from(&file),
            told: told.clone(),
        }));
    }
    ui.add_space(8.0);
    title(ui, words::FILL_FORM);
    let now = (file.clone(), files.vendor.clone());
    if files.proposed != now && !file.is_empty() {
        files.out = words::copy_name(&file, files.vendor.as_deref());
        files.proposed = now;
    }
    let label = ui.label(words::OUT_FILE);
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 110.0).clamp(160.0, 560.0);
        ui.add(one_line(&mut files.out).desired_width(width))
            .labelled_by(label.id);
        if ui.button(ui_words::BROWSE).clicked() {
            actions.push(Action::Ask(Purpose::FormOut, files.out.clone()));
        }
    });
    let can = !file.is_empty() && !files.out.trim().is_empty();
    if ready(ui, can, egui::Button::new(words::WRITE_COPY), ui_words::FILE_FIRST) {
        actions.push(Action::Job(Job::FillForm {
            file: PathBuf::from(&file),
            told,
            out: PathBuf::from(files.out.trim()),
        }));
    }
    filled(ui, state);
    hand_on(ui, state, actions);
}

/// Editions that this ledger learned, for others.
fn hand_on(ui: &mut egui::Ui, state: &State, actions: &mut Vec<Action>) {
    let Some(known) = &state.known else { return };
    let mut learned = known.editions.learned().peekable();
    if learned.peek().is_none() {
        return;
    }
    ui.add_space(16.0);
    title(ui, words::HAND_ON);
    remark(ui, words::HAND_ON_HELP);
    for edition in learned {
        if ui.button(words::hand_on(&words_of::edition_name(edition))).clicked() {
            actions.push(Action::Job(Job::HandOn {
                edition: edition.id.clone(),
                sheet: edition.sheet,
            }));
        }
    }
}

fn vendor(ui: &mut egui::Ui, chosen: &mut Option<String>, vendors: &[String]) {
    if vendors.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        let label = ui.label(words::WHICH_VENDOR);
        let shown = chosen.clone().unwrap_or_else(|| words::OWN.to_owned());
        egui::ComboBox::from_id_salt("form vendor")
            .width(260.0)
            .selected_text(shown)
            .show_ui(ui, |ui| {
                ui.selectable_value(chosen, None, words::OWN);
                for name in vendors {
                    ui.selectable_value(chosen, Some(name.clone()), name);
                }
            })
            .response
            .labelled_by(label.id);
    });
}

fn filled(ui: &mut egui::Ui, state: &State) {
    let Some(filled) = &state.filled else { return };
    ui.add_space(8.0);
    ui.label(RichText::new(words::filled(filled.written)).family(fonts::bold()));
    ui.label(filled.out.display().to_string());
    if !filled.not_filled.is_empty() {
        ui.label(RichText::new(words::count(words::NOT_FILLED, filled.not_filled.len())).color(theme::WARNING));
        for (cell, name, reason) in &filled.not_filled {
            ui.label(format!("{cell}　{name}：{}", form_words::not_filled(*reason)));
        }
    }
    if !filled.homeless.is_empty() {
        ui.label(RichText::new(words::count(words::NO_ROW, filled.homeless.len())).color(theme::WARNING));
        for name in &filled.homeless {
            ui.label(name);
        }
    }
}

fn title(ui: &mut egui::Ui, text: &str) {
    ui.label(RichText::new(text).family(fonts::bold()).color(theme::ACCENT));
}

/// The plan of a file; says whether it is done with.
fn look_at(
    ui: &mut egui::Ui,
    plans: &mut Box<FormPlans>,
    vendors: &[String],
    (view, access): (&View, Access),
    sheet: &mut usize,
    actions: &mut Vec<Action>,
) -> bool {
    let mut done = false;
    ui.heading(words::TAKE_FORM);
    paragraph(ui, plans.file.display().to_string());
    let mut again = None;
    let waits = plans
        .plans
        .iter()
        .any(|plan| matches!(plan, FormPlan::Answers(plan) if plan.needs_vendor()));
    let brings = plans.plans.iter().any(|plan| match plan {
        FormPlan::Answers(plan) => plan.keep_edition || plan.rows.iter().any(|row| row.include),
        FormPlan::Disclosure(_) => true,
    });
    ui.horizontal(|ui| {
        let can = access == Access::Write && !waits && brings;
        let text = RichText::new(words::APPLY).family(fonts::bold());
        let button = if can {
            egui::Button::new(text.color(theme::ON_ACCENT)).fill(theme::ACCENT)
        } else {
            egui::Button::new(text)
        };
        if ui.add_enabled(can, button).clicked() {
            actions.push(Action::Job(Job::ApplyForm(plans.clone())));
        }
        if ui.button(words::DROP).clicked() {
            done = true;
        }
    });
    if access == Access::Write && plans.is_unread_disclosure {
        ui.add_space(4.0);
        if ui.button(words::KEEP_UNREAD).clicked() {
            actions.push(Action::Job(Job::KeepUnread(plans.file.clone())));
            actions.push(Action::Go(Route::Register(RegisterId::DISCLOSURE)));
            done = true;
        }
    }
    if access == Access::Write {
        pointing::show(ui, plans, fiscal_year_of(view.today), sheet, actions);
    }
    for (at, plan) in plans.plans.iter_mut().enumerate() {
        ui.add_space(6.0);
        match plan {
            FormPlan::Disclosure(taken) => {
                ui.label(words_of::disclosure(taken));
            }
            FormPlan::Answers(plan) => {
                let mut vendor = plan.sheet.vendor.clone();
                answers(ui, at, plan, &mut vendor, vendors);
                if vendor != plan.sheet.vendor {
                    again = Some(vendor);
                }
            }
        }
    }
    if let Some(vendor) = again {
        actions.push(Action::Job(Job::PlanForm {
            file: plans.file.clone(),
            told: Told {
                vendor,
                ..plans.told.clone()
            },
        }));
    }
    done
}

fn answers(ui: &mut egui::Ui, at: usize, plan: &mut TakePlan, vendor: &mut Option<String>, vendors: &[String]) {
    title(ui, &words_of::edition_name(&plan.edition));
    if plan.sheet.sheet.is_per_vendor() {
        ui.horizontal(|ui| {
            let label = ui.label(words::WHICH_VENDOR);
            egui::ComboBox::from_id_salt(("take vendor", at))
                .width(260.0)
                .selected_text(vendor.clone().unwrap_or_else(|| words::CHOOSE_VENDOR.to_owned()))
                .show_ui(ui, |ui| {
                    for name in vendors {
                        ui.selectable_value(vendor, Some(name.clone()), name);
                    }
                })
                .response
                .labelled_by(label.id);
        });
    }
    if plan.is_other_year {
        paragraph(ui, RichText::new(words::OTHER_YEAR).color(theme::WARNING));
    }
    for doubt in &plan.doubts {
        paragraph(ui, RichText::new(form_words::doubt(doubt)).color(theme::WARNING));
    }
    if plan.teaches {
        ui.checkbox(&mut plan.keep_edition, words::LEARN);
    }
    let count = |plan: &TakePlan, step: fn(&Step) -> bool| plan.count(step);
    if plan.rows.is_empty() {
        ui.label(words::ONLY_EDITION);
    } else {
        ui.label(words::take_counts(
            count(plan, |step| *step == Step::New),
            count(plan, |step| *step == Step::Change),
            count(plan, |step| *step == Step::Same),
            count(plan, |step| matches!(step, Step::Unclear(_))),
        ));
    }
    table(ui, at, plan);
    let strays: Vec<String> = plan
        .strays
        .iter()
        .map(|stray| format!("{}　{}", stray.cell, stray.text.replace('\n', " ")))
        .collect();
    lines(ui, (at, "strays"), words::STRAYS, &strays);
    let missing: Vec<String> = plan
        .missing
        .iter()
        .map(|item| words_of::name(item, Some(&plan.edition)))
        .collect();
    lines(ui, (at, "missing"), words::MISSING, &missing);
}

fn lines(ui: &mut egui::Ui, id: (usize, &str), label: &str, list: &[String]) {
    if list.is_empty() {
        return;
    }
    egui::CollapsingHeader::new(words::count(label, list.len()))
        .id_salt(id)
        .show(ui, |ui| {
            for line in list {
                ui.label(line);
            }
        });
}

/// What stands in the file beside what stands in the ledger; rows that change nothing are left out.
fn table(ui: &mut egui::Ui, at: usize, plan: &mut TakePlan) {
    let edition = plan.edition.clone();
    let rows: Vec<_> = plan.rows.iter_mut().filter(|row| row.step != Step::Same).collect();
    if rows.is_empty() {
        return;
    }
    let shown = |given: &crate::core::checklist::Given| {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.format("%Y/%-m/%-d").to_string());
        let answer = given.answer.map(|answer| answer.word().to_owned());
        [answer, day(given.checked_on), day(given.target_on)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    };
    egui::Grid::new(("take rows", at))
        .num_columns(4)
        .striped(true)
        .spacing([12.0, 4.0])
        .show(ui, |ui| {
            for heading in ["", words::ITEM, words::IN_FILE, words::IN_LEDGER] {
                ui.label(RichText::new(heading).family(fonts::bold()));
            }
            ui.end_row();
            for row in rows {
                let name = words_of::name(&row.item, Some(&edition));
                let unclear = matches!(row.step, Step::Unclear(_));
                let tick = ui.add_enabled(
                    !unclear || row.after != row.before,
                    egui::Checkbox::without_text(&mut row.include),
                );
                tick.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, row.include, name.clone()));
                ui.add(egui::Label::new(format!("{name}　{}", words::round(row.round))).extend());
                let mut text = match row.step {
                    Step::Unclear(state) => unclear_text(state),
                    Step::New | Step::Same | Step::Change => shown(&row.after),
                };
                for problem in &row.dates {
                    text.push_str(&format!("（{}）", form_words::taken_date_problem(*problem)));
                }
                let color = if unclear || !row.dates.is_empty() {
                    theme::WARNING
                } else {
                    theme::ACCENT
                };
                ui.label(RichText::new(text).color(color));
                ui.label(shown(&row.before));
                ui.end_row();
            }
        });
}

fn unclear_text(state: Marked) -> String {
    form_words::state(state)
}
