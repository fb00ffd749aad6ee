//! The network picture: moved with the mouse, enlarged with the wheel, every box a way to its row. A box dragged onto
//! another of its kind takes its place, and the ledger keeps that.

use std::sync::Arc;

use eframe::egui::{self, Align2, FontId, Pos2, Sense, Stroke, StrokeKind, Vec2};

use crate::core::catalogue::RegisterId;
use crate::core::diagram::{self, Kind, Line, MARK, Picture, Rect, SMALL_LINE, Sample, Zone};
use crate::core::ledger::Command;
use crate::core::model::{Batch, BatchRow, OperationKind, RecordId};
use crate::core::rules::Severity;
use crate::session::{Chart, Job, View};
use crate::text::{diagram as in_words, ui as words};
use crate::ui::app::{Action, Route};
use crate::ui::dialog::Purpose;
use crate::ui::widgets::grid::Access;
use crate::ui::widgets::{paragraph, primary, remark};
use crate::ui::{fonts, theme};

/// Room that is reckoned with in the smallest window.
const LEAST_ROOM: f32 = 64.0;

/// Scale below which nothing of the whole picture can be told.
const TINY: f32 = 0.5;
/// Scale at which its letters can be read.
const READABLE: f32 = 0.7;

/// Room for the title and three buttons.
const BESIDE_TITLE: f32 = 620.0;

#[derive(Default)]
pub(crate) struct State {
    /// The picture and the head of the history it was drawn of.
    pub picture: Option<([u8; 32], Arc<Picture>)>,
    asked: Option<[u8; 32]>,
    /// What of the picture is in sight.
    seen: Option<egui::Rect>,
}

/// What a person did to the picture.
pub(super) enum Deed {
    Open(RegisterId, RecordId),
    /// One box was let go over another.
    Move {
        key: String,
        onto: String,
    },
}

pub(crate) fn show(ui: &mut egui::Ui, view: &View, access: Access, state: &mut State, actions: &mut Vec<Action>) {
    let head = view.snapshot.head;
    if state.asked != Some(head) {
        state.asked = Some(head);
        actions.push(Action::Job(Job::Picture(Box::new(view.clone()))));
    }
    let picture = state.picture.as_ref().map(|(_, picture)| picture.clone());
    let is_empty =
        |picture: &Picture| picture.areas.is_empty() && picture.nodes.iter().all(|node| node.record.is_none());
    if picture.as_deref().is_some_and(is_empty) {
        ui.heading(words::DIAGRAM);
        ui.add_space(8.0);
        paragraph(ui, in_words::NOTHING_TO_DRAW);
        if ui.add(primary(in_words::OPEN_DEVICES)).clicked() {
            actions.push(Action::Go(Route::Register(RegisterId::DEVICE)));
        }
        return;
    }
    let mut wants_whole = false;
    let mut buttons = |ui: &mut egui::Ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button(words::DIAGRAM_EXPORT).clicked() {
                actions.push(Action::Ask(
                    Purpose::Picture(Chart::Network),
                    words::DIAGRAM_FILE.to_owned(),
                ));
            }
            if ui.button(words::DIAGRAM_WHOLE).clicked() {
                wants_whole = true;
            }
            if let Some(row) = view.snapshot.rows(RegisterId::DIAGRAM).first()
                && access == Access::Write
                && ui.button(in_words::AUTOMATIC).clicked()
            {
                let records = vec![row.id];
                actions.push(Action::Job(Job::Execute(Command::Remove { records })));
            }
        });
    };
    if ui.available_width() < BESIDE_TITLE {
        ui.heading(words::DIAGRAM);
        ui.horizontal(buttons);
    } else {
        ui.horizontal(|ui| {
            ui.heading(words::DIAGRAM);
            buttons(ui);
        });
    }
    remark(ui, words::DIAGRAM_HELP);
    let Some(picture) = picture else {
        ui.label(words::WORKING);
        return;
    };
    let whole = egui::Rect::from_min_size(Pos2::ZERO, Vec2::new(picture.width as f32, picture.height as f32));
    // A window too small for any picture must not make its scale nothing.
    let room = ui.available_size().max(Vec2::splat(LEAST_ROOM));
    let fits = (room.x / whole.width()).min(room.y / whole.height());
    // A large network begins with its first part in letters that can be read.
    let first = if fits < TINY {
        egui::Rect::from_min_size(Pos2::ZERO, room / READABLE)
    } else {
        whole
    };
    let mut seen = if wants_whole {
        whole
    } else {
        state.seen.unwrap_or(first)
    };
    egui::Scene::new()
        .zoom_range(fits.min(0.1)..=3.0)
        .show(ui, &mut seen, |ui| {
            ui.set_min_size(whole.size());
            for deed in paint(ui, &picture) {
                actions.extend(done(view, access, &picture, deed));
            }
        });
    state.seen = Some(seen);
}

fn done(view: &View, access: Access, picture: &Picture, deed: Deed) -> Option<Action> {
    match deed {
        Deed::Open(register, id) => Some(Action::Select(register, id)),
        Deed::Move { .. } if access == Access::LookOnly => None,
        Deed::Move { key, onto } => {
            let content = diagram::moved(&view.snapshot, picture, &key, &onto)?;
            let register = RegisterId::DIAGRAM;
            let row = BatchRow {
                register,
                target: view.snapshot.rows(register).first().cloned(),
                known_as: None,
                content: Some(content),
                source: None,
            };
            Some(Action::Job(Job::Execute(Command::Apply(Batch {
                kind: OperationKind::Edit,
                label: register.label.to_owned(),
                source: None,
                rows: vec![row],
            }))))
        }
    }
}

fn place(rect: Rect) -> egui::Rect {
    egui::Rect::from_min_size(
        Pos2::new(rect.x as f32, rect.y as f32),
        Vec2::new(rect.w as f32, rect.h as f32),
    )
}

pub(super) fn paint(ui: &mut egui::Ui, picture: &Picture) -> Vec<Deed> {
    let mut deeds = Vec::new();
    let painter = ui.painter().clone();
    let body = |size: f32| FontId::new(size, egui::FontFamily::Proportional);
    let bold = |size: f32| FontId::new(size, fonts::bold());
    for area in &picture.areas {
        let (fill, line) = zone(area.zone);
        painter.rect(place(area.rect), 8.0, fill, Stroke::new(1.5, line), StrokeKind::Inside);
    }
    for edge in &picture.edges {
        let points: Vec<Pos2> = edge
            .points
            .iter()
            .map(|(x, y)| Pos2::new(*x as f32, *y as f32))
            .collect();
        stroke(&painter, &points, edge.line);
        if let (Line::Path, [.., before, end]) = (edge.line, points.as_slice()) {
            let tip = (*end - *before).normalized() * 8.0;
            painter.arrow(*end - tip, tip, Stroke::new(1.6, color(edge.line)));
        }
    }
    for area in &picture.areas {
        let (fill, line) = zone(area.zone);
        let head = place(area.head());
        painter.rect_filled(head, 3.0, fill);
        painter.text(
            head.min + Vec2::new(5.0, 2.0),
            Align2::LEFT_TOP,
            &area.title,
            bold(14.0),
            line,
        );
        painter.text(
            head.min + Vec2::new(5.0, 20.0),
            Align2::LEFT_TOP,
            &area.subtitle,
            body(11.0),
            theme::MUTED,
        );
        link(ui, picture, head, &area.key, &area.title, area.record, &mut deeds);
    }
    for node in &picture.nodes {
        let rect = place(node.rect);
        let (line, width) = frame(node.mark);
        let round = if node.kind == Kind::Internet { 20.0 } else { 5.0 };
        painter.rect(
            rect,
            round,
            fill(node.kind),
            Stroke::new(width, line),
            StrokeKind::Inside,
        );
        let down = if node.subtitle.is_empty() { 15.0 } else { 6.0 };
        let text = ui.visuals().text_color();
        painter.text(
            rect.min + Vec2::new(10.0, down),
            Align2::LEFT_TOP,
            &node.title,
            body(13.0),
            text,
        );
        for (nth, words) in node.subtitle.lines().enumerate() {
            painter.text(
                rect.min + Vec2::new(10.0, 26.0 + nth as f32 * SMALL_LINE as f32),
                Align2::LEFT_TOP,
                words,
                body(11.0),
                theme::MUTED,
            );
        }
        // Not by colour alone.
        if matches!(node.mark, Some(Severity::Serious | Severity::Warning)) {
            sign(&painter, rect.right_top() + Vec2::new(-4.0, 4.0), line);
        }
        link(ui, picture, rect, &node.key, &node.title, node.record, &mut deeds);
    }
    for each in &picture.legend {
        let rect = place(each.sample_rect());
        match each.sample {
            Sample::Line(line) => stroke(&painter, &[rect.left_center(), rect.right_center()], line),
            Sample::Node(kind) => {
                let line = Stroke::new(1.0, frame(None).0);
                painter.rect(rect, 4.0, fill(kind), line, StrokeKind::Inside);
            }
            Sample::Mark(mark) => {
                let (line, width) = frame(Some(mark));
                painter.rect_stroke(rect, 4.0, Stroke::new(width, line), StrokeKind::Inside);
                sign(&painter, rect.right_top() + Vec2::new(-2.0, 2.0), line);
            }
        }
        painter.text(
            rect.right_center() + Vec2::new(12.0, 0.0),
            Align2::LEFT_CENTER,
            each.words,
            body(12.0),
            theme::MUTED,
        );
    }
    deeds
}

/// Frame of a box by the gravest finding about it.
fn frame(mark: Option<Severity>) -> (egui::Color32, f32) {
    match mark {
        Some(Severity::Serious) => (theme::PATH, 2.5),
        Some(Severity::Warning) => (theme::WAY_OUT, 2.0),
        Some(Severity::Hint) | None => (theme::LINE, 1.0),
    }
}

fn sign(painter: &egui::Painter, at: Pos2, fill: egui::Color32) {
    painter.circle_filled(at, 8.0, fill);
    painter.text(
        at,
        Align2::CENTER_CENTER,
        MARK,
        FontId::new(12.0, fonts::bold()),
        theme::ON_ACCENT,
    );
}

fn stroke(painter: &egui::Painter, points: &[Pos2], line: Line) {
    let stroke = Stroke::new(1.6, color(line));
    match line {
        Line::Internet | Line::Dual => painter.extend(egui::Shape::dashed_line(points, stroke, 6.0, 3.0)),
        Line::Path | Line::Joins => {
            painter.line(points.to_vec(), stroke);
        }
    }
}

/// A box is a button to its row, and can be taken to the place of another.
fn link(
    ui: &egui::Ui,
    picture: &Picture,
    rect: egui::Rect,
    key: &str,
    title: &str,
    record: Option<(RegisterId, RecordId)>,
    deeds: &mut Vec<Deed>,
) {
    let response = ui.interact(rect, ui.scope_id().with(key), Sense::click_and_drag());
    let label = match record {
        Some((register, _)) => words::go_to(register.label, title),
        None => title.to_owned(),
    };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
    if let (true, Some((register, id))) = (response.clicked(), record) {
        deeds.push(Deed::Open(register, id));
    }
    // In points of the picture, however it is enlarged.
    let Some(at) = response.interact_pointer_pos() else {
        if record.is_some() {
            response.on_hover_cursor(egui::CursorIcon::PointingHand);
        }
        return;
    };
    let onto = under(picture, at).filter(|onto| *onto != key);
    if response.dragged() {
        let ghost = egui::Rect::from_center_size(at, rect.size());
        let stroke = Stroke::new(2.0, theme::ACCENT);
        ui.painter().rect_stroke(ghost, 5.0, stroke, StrokeKind::Inside);
    }
    if let (true, Some(onto)) = (response.drag_stopped(), onto) {
        deeds.push(Deed::Move {
            key: key.to_owned(),
            onto: onto.to_owned(),
        });
    }
}

/// The box at a place of the picture: a small one, else the network around it.
fn under(picture: &Picture, at: Pos2) -> Option<&str> {
    let node = picture.nodes.iter().find(|node| place(node.rect).contains(at));
    let area = || picture.areas.iter().find(|area| place(area.rect).contains(at));
    node.map(|node| node.key.as_str())
        .or_else(|| area().map(|area| area.key.as_str()))
}

const fn zone(zone: Zone) -> (egui::Color32, egui::Color32) {
    match zone {
        Zone::Records => theme::ZONE_RECORDS,
        Zone::Eligibility => theme::ZONE_ELIGIBILITY,
        Zone::Internet => theme::ZONE_INTERNET,
        Zone::Guest => theme::ZONE_GUEST,
        Zone::Other => theme::ZONE_OTHER,
    }
}

const fn fill(kind: Kind) -> egui::Color32 {
    match kind {
        Kind::Vendor => theme::CHANGED,
        Kind::Internet | Kind::Cloud => theme::HEADER,
        Kind::NetworkDevice => theme::ZONE_RECORDS.0,
        Kind::Server => theme::SELECTED,
        Kind::Device => theme::ON_ACCENT,
    }
}

const fn color(line: Line) -> egui::Color32 {
    match line {
        Line::Path => theme::PATH,
        Line::Internet => theme::WAY_OUT,
        Line::Dual => theme::DUAL,
        Line::Joins => theme::MUTED,
    }
}
