//! 立入検査の準備: what the inspector would say, row by row, and our own advice apart.

use std::sync::Arc;

use eframe::egui::{self, RichText};

use super::{State, vendors};
use crate::core::catalogue::RegisterId;
use crate::core::checklist::readiness::{Concern, Overall, Point, Readiness, Row, RuleId, Verdict, Warning, Whose};
use crate::core::checklist::{Edition, SheetId, SheetKind};
use crate::session::View;
use crate::text::{checklist as words_of, inspection as words};
use crate::ui::app::{Action, Page, Route};
use crate::ui::widgets::compact;
use crate::ui::widgets::{paragraph, remark};
use crate::ui::{fonts, theme};

pub(super) fn show(ui: &mut egui::Ui, view: &View, state: &mut State, actions: &mut Vec<Action>) {
    let mut wish = None;
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        crate::ui::widgets::readable(ui, 1000.0);
        let visit = view.outlook.visit;
        ui.heading(words::readiness(visit));
        paragraph(ui, words::ready_lead(visit));
        if let Some(scope) = words::scope(visit) {
            remark(ui, scope);
        }
        vendors::year(ui, view, state);
        if ui.button(words::SEE_CHART).clicked() {
            actions.push(Action::Go(Route::Inspection(Page::Contacts)));
        }
        let ready = state.readiness(view);
        let Some(judgement) = &ready.judgement else {
            ui.label(words::no_edition(state.year(view)));
            if ui.button(words::CHECKLIST).clicked() {
                actions.push(Action::Go(Route::Inspection(Page::Answering)));
            }
            return;
        };
        ui.add_space(4.0);
        let good = matches!(judgement.overall, Overall::Complete | Overall::NothingToCheck);
        let color = if good { theme::ACCENT } else { theme::WARNING };
        ui.label(
            RichText::new(words_of::overall(judgement.overall))
                .family(fonts::bold())
                .size(18.0)
                .color(color),
        );
        let points: Vec<&Row> = judgement
            .rows
            .iter()
            .filter(|row| matches!(row.verdict, Verdict::Points(_)))
            .collect();
        if !points.is_empty() {
            title(ui, &words::count(words::POINTED_OUT, points.len()));
        }
        let mut above = None;
        for row in points {
            if let Verdict::Points(point) = &row.verdict
                && pointed_out(ui, &ready, (row, point), &mut above)
            {
                wish = Some(target(row, point));
            }
        }
        if !ready.warnings.is_empty() {
            title(ui, &words::count(words::OUR_ADVICE, ready.warnings.len()));
            for warning in &ready.warnings {
                if advice(ui, &ready, warning) {
                    wish = Some(Target::of(warning));
                }
            }
        }
        in_order(ui, &ready);
        ui.add_space(16.0);
    });
    if let Some(target) = wish {
        go(view, target, state, actions);
    }
}

fn title(ui: &mut egui::Ui, text: &str) {
    ui.add_space(8.0);
    ui.label(RichText::new(text).family(fonts::bold()).color(theme::ACCENT));
}

fn whose(ready: &Readiness, whose: Whose) -> String {
    match whose {
        Whose::Own => words::OWN.to_owned(),
        Whose::Vendor(at) => ready
            .vendors
            .get(at)
            .map(|vendor| vendor.name.clone())
            .unwrap_or_default(),
    }
}

fn edition_of(ready: &Readiness, whose: Whose) -> Option<&Edition> {
    match whose {
        Whose::Own => ready.own.as_deref(),
        Whose::Vendor(_) => ready.vendor_edition.as_deref(),
    }
}

fn name(ready: &Readiness, row: &Row) -> String {
    let edition = edition_of(ready, row.whose);
    row.item
        .as_ref()
        .map(|item| words_of::name(item, edition))
        .unwrap_or_default()
}

/// `above` is the rule whose sentence was shown last: a long one is not said twenty times.
fn pointed_out(
    ui: &mut egui::Ui,
    ready: &Arc<Readiness>,
    (row, point): (&Row, &Point),
    above: &mut Option<RuleId>,
) -> bool {
    let mut mend = false;
    egui::Frame::group(ui.style()).inner_margin(8.0).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        let name = name(ready, row);
        ui.horizontal_wrapped(|ui| {
            remark(ui, whose(ready, row.whose));
            ui.label(RichText::new(&name).family(fonts::bold()));
            paragraph(ui, RichText::new(words_of::point(point)).color(theme::WARNING));
            let button = compact(ui, words::MEND);
            let label = words::of_vendor(words::MEND, &format!("{name}{}", words_of::point(point)));
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, label.clone()));
            mend = button.clicked();
        });
        ui.label(words_of::point_todo(point));
        let rule = row.rule.text(ready.fiscal_year);
        if above.replace(row.rule) == Some(row.rule) {
            remark(ui, words::SAME_AS_ABOVE);
        } else {
            remark(ui, words::sentence(&rule.text, &words_of::rule_source(&rule)));
        }
    });
    mend
}

fn advice(ui: &mut egui::Ui, ready: &Readiness, warning: &Warning) -> bool {
    let mut see = false;
    ui.horizontal_wrapped(|ui| {
        remark(ui, whose(ready, warning.whose));
        if let Some(item) = &warning.item {
            let name = words_of::name(item, edition_of(ready, warning.whose));
            see = ui.link(name).clicked();
        }
        ui.label(words_of::concern(&warning.concern));
    });
    see
}

/// Every line in the order of the sheets, as the inspector goes down them.
fn in_order(ui: &mut egui::Ui, ready: &Readiness) {
    let Some(judgement) = &ready.judgement else { return };
    ui.add_space(6.0);
    let title = words::count(words::ALL_ROWS, judgement.rows.len());
    egui::CollapsingHeader::new(title).id_salt("all rows").show(ui, |ui| {
        let mut last = None;
        for row in &judgement.rows {
            if last != Some(row.whose) {
                ui.label(RichText::new(whose(ready, row.whose)).family(fonts::bold()));
                last = Some(row.whose);
            }
            let rule = row.rule.text(ready.fiscal_year);
            let (verdict, color) = match &row.verdict {
                Verdict::Fine => (words::FINE, theme::ACCENT),
                Verdict::NotChecked => (words::NOT_CHECKED, theme::MUTED),
                Verdict::Points(_) => (words::POINTED, theme::WARNING),
            };
            ui.horizontal_top(|ui| {
                let size = egui::vec2(5.0 * ui.text_style_height(&egui::TextStyle::Body), 20.0);
                ui.allocate_ui(size, |ui| {
                    ui.set_min_width(size.x);
                    ui.label(RichText::new(verdict).color(color));
                });
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 1.0;
                    let found = name(ready, row);
                    let text = match &row.verdict {
                        Verdict::Points(point) => format!("{found}　{}", words_of::point(point)),
                        Verdict::Fine | Verdict::NotChecked => found,
                    };
                    if !text.trim().is_empty() {
                        ui.label(text.trim());
                    }
                    let source = words_of::rule_source(&rule);
                    remark(ui, words::sentence(&rule.text, &source));
                });
            });
        }
    });
}

/// Where something is mended.
enum Target {
    Item(Whose, Option<crate::core::checklist::ItemId>),
    Vendors,
    Register(RegisterId),
}

impl Target {
    fn of(warning: &Warning) -> Self {
        match &warning.concern {
            Concern::ChartLacks(_) => Self::Register(RegisterId::CONTACT),
            Concern::ContractUnknown(_) => Self::Register(RegisterId::VENDOR),
            _ => Self::Item(warning.whose, warning.item.clone()),
        }
    }
}

fn target(row: &Row, point: &Point) -> Target {
    match point {
        Point::NoChart | Point::HalfChart => Target::Register(RegisterId::CONTACT),
        Point::NoVendorListed => Target::Register(RegisterId::VENDOR),
        Point::NoVendorSheet => Target::Vendors,
        Point::Unexplained(_) => Target::Register(RegisterId::DISCLOSURE),
        Point::NoPresence
        | Point::NoAnswer
        | Point::NoDate
        | Point::NotYesNo
        | Point::NoTarget
        | Point::TargetOutsideYear => Target::Item(row.whose, row.item.clone()),
    }
}

fn go(view: &View, target: Target, state: &mut State, actions: &mut Vec<Action>) {
    let ready = state.readiness(view);
    match target {
        Target::Vendors => actions.push(Action::Go(Route::Inspection(Page::Vendors))),
        Target::Register(register) => actions.push(Action::ShowRows(register, None)),
        Target::Item(whose, item) => {
            let own = ready.own.as_ref();
            let id = match whose {
                Whose::Own => own.map(|edition| SheetId::own(&edition.id, edition.sheet)),
                Whose::Vendor(at) => {
                    let edition = ready.vendor_edition.as_ref().or(own).map(|edition| edition.id.clone());
                    let vendor = ready.vendors.get(at);
                    edition
                        .zip(vendor)
                        .map(|(edition, vendor)| SheetId::of_vendor(&edition, SheetKind::Vendor, &vendor.name))
                }
            };
            if let Some(id) = id {
                state.go_to(id, item);
                actions.push(Action::Go(Route::Inspection(Page::Answering)));
            }
        }
    }
}
