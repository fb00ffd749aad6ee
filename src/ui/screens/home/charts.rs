//! How the ledger looks: devices by kind, ends of support over the years, how much is written down.
//!
//! Plain bars: three small pictures need no plotting library.

use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{self, Align2, FontId, RichText, Sense, vec2};

use super::heading;
use crate::core::outlook::{Ends, Outlook};
use crate::text::{home as words, ui};
use crate::ui::app::{Action, Route};
use crate::ui::{fonts, theme};

pub(super) fn show(ui: &mut egui::Ui, outlook: &Outlook, wide: bool, actions: &mut Vec<Action>) {
    if outlook.kinds.is_empty() && outlook.filled.is_empty() {
        return;
    }
    heading(ui, words::CHARTS);
    let width = if wide {
        (ui.available_width() - 40.0) / 3.0
    } else {
        ui.available_width().min(560.0)
    };
    let mut part = |ui: &mut egui::Ui, at: usize| {
        ui.vertical(|ui| {
            ui.set_width(width);
            match at {
                0 => kinds(ui, outlook, width),
                1 => ends(ui, outlook, width),
                _ => completeness(ui, outlook, width, actions),
            }
        });
    };
    if wide {
        ui.horizontal_top(|ui| (0..3).for_each(|at| part(ui, at)));
    } else {
        (0..3).for_each(|at| part(ui, at));
    }
}

/// Room for the longest kind of device.
const LONGEST_NAME: f32 = 168.0;

fn title(ui: &mut egui::Ui, text: &str) {
    ui.label(RichText::new(text).family(fonts::bold()).size(14.0));
}

/// A name, a bar, a number; the bar is a share of the whole.
fn bar(ui: &mut egui::Ui, width: f32, name: &str, share: f32, number: &str, sense: Sense) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, 18.0), sense);
    let (label, figure) = ((width * 0.52).min(LONGEST_NAME), 48.0);
    let painter = ui.painter_at(rect);
    let font = FontId::new(13.0, egui::FontFamily::Proportional);
    let color = ui.visuals().text_color();
    let mid = rect.center().y;
    let mut job = LayoutJob::simple_singleline(name.to_owned(), font.clone(), color);
    job.wrap = TextWrapping::truncate_at_width(label - 6.0);
    let words = painter.layout_job(job);
    let is_cut = words.elided;
    painter.galley(egui::pos2(rect.left(), mid - words.size().y / 2.0), words, color);
    let room = (width - label - figure).max(8.0);
    let filled = egui::Rect::from_min_size(
        egui::pos2(rect.left() + label, rect.top() + 3.0),
        vec2((room * share.clamp(0.0, 1.0)).max(2.0), 12.0),
    );
    painter.rect_filled(filled, 2.0, theme::BAR);
    painter.text(
        egui::pos2(rect.right() - 4.0, mid),
        Align2::RIGHT_CENTER,
        number,
        font,
        color,
    );
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{name} {number}")));
    if is_cut { response.on_hover_text(name) } else { response }
}

fn kinds(ui: &mut egui::Ui, outlook: &Outlook, width: f32) {
    title(ui, ui::BY_KIND);
    let most = outlook.kinds.iter().map(|(_, count)| *count).max().unwrap_or(1);
    for (kind, count) in &outlook.kinds {
        let name = kind.unwrap_or(ui::NO_KIND);
        bar(
            ui,
            width,
            name,
            *count as f32 / most as f32,
            &count.to_string(),
            Sense::hover(),
        );
    }
}

/// Columns over the years, from what is over to what nobody knows.
fn ends(ui: &mut egui::Ui, outlook: &Outlook, width: f32) {
    let most = outlook.ends.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if most == 0 {
        return;
    }
    title(ui, words::SUPPORT_ENDS);
    let height = 118.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width.min(420.0), height), Sense::hover());
    let painter = ui.painter_at(rect);
    let font = FontId::new(11.0, egui::FontFamily::Proportional);
    let text = ui.visuals().text_color();
    let step = rect.width() / outlook.ends.len() as f32;
    let (foot, top) = (rect.bottom() - 18.0, rect.top() + 16.0);
    painter.hline(rect.x_range(), foot, egui::Stroke::new(1.0, theme::LINE));
    let mut spoken = String::from(words::SUPPORT_ENDS);
    for (at, (end, count)) in outlook.ends.iter().enumerate() {
        let middle = rect.left() + step * (at as f32 + 0.5);
        let label = if step < 48.0 {
            words::ends_short(*end)
        } else {
            words::ends(*end)
        };
        painter.text(
            egui::pos2(middle, foot + 2.0),
            Align2::CENTER_TOP,
            &label,
            font.clone(),
            text,
        );
        if *count > 0 {
            let tall = (foot - top) * *count as f32 / most as f32;
            let column = egui::Rect::from_min_max(
                egui::pos2(middle - step * 0.32, foot - tall.max(2.0)),
                egui::pos2(middle + step * 0.32, foot),
            );
            let color = match end {
                Ends::Ended | Ends::Open => theme::WARNING,
                Ends::In(_) | Ends::Later(_) => theme::BAR,
            };
            painter.rect_filled(column, 1.0, color);
            let above = egui::pos2(middle, column.top() - 1.0);
            painter.text(above, Align2::CENTER_BOTTOM, count, font.clone(), text);
        }
        spoken.push_str(&format!(" {label} {count}"));
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, spoken.clone()));
}

fn completeness(ui: &mut egui::Ui, outlook: &Outlook, width: f32, actions: &mut Vec<Action>) {
    title(ui, words::COMPLETENESS);
    for filled in &outlook.filled {
        let share = filled.filled as f32 / filled.asked.max(1) as f32;
        let number = words::percent(filled.filled, filled.asked);
        let response = bar(ui, width, filled.register.label, share, &number, Sense::click());
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            actions.push(Action::Go(Route::Register(filled.register)));
        }
    }
}
