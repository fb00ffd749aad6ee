//! The picture as SVG: texts as texts, no scripts, nothing from outside.

use std::fmt::Write as _;

use super::{Kind, Line, MARK, Picture, Rect, TITLE, Zone};
use crate::core::entity::escaped;
use crate::core::rules::Severity;

const FONT: &str = "'BIZ UDPGothic','Yu Gothic','Hiragino Sans','Noto Sans CJK JP',sans-serif";

const fn area(zone: Zone) -> (&'static str, &'static str) {
    match zone {
        Zone::Records => ("#eaf3ea", "#4f8a55"),
        Zone::Eligibility => ("#e8f0f8", "#4a78a8"),
        Zone::Internet => ("#fdf1e3", "#b97a2c"),
        Zone::Guest => ("#f4edf7", "#84609c"),
        Zone::Other => ("#f2f3f4", "#858d94"),
    }
}

const fn node(kind: Kind) -> &'static str {
    match kind {
        Kind::Vendor => "#fff7d6",
        Kind::Internet => "#dfe9f2",
        Kind::Cloud => "#eef4fa",
        Kind::NetworkDevice => "#dcebdc",
        Kind::Server => "#dde6f3",
        Kind::Device => "#ffffff",
    }
}

/// Colour and dashes of a line.
pub(super) const fn stroke(line: Line) -> (&'static str, &'static str) {
    match line {
        Line::Path => ("#b03a2e", ""),
        Line::Internet => ("#b97a2c", " stroke-dasharray=\"6 3\""),
        Line::Dual => ("#6a4c93", " stroke-dasharray=\"5 3\""),
        Line::Joins => ("#5a646c", ""),
    }
}

/// Writes the picture; `title` is what screen readers and viewers call it.
pub fn svg(picture: &Picture, title: &str) -> String {
    let mut out = String::with_capacity(4096 + picture.nodes.len() * 400);
    let (w, h) = (picture.width, picture.height);
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" font-family=\"{FONT}\" role=\"img\">"
    );
    let _ = writeln!(out, "<title>{}</title>", escaped(title));
    out.push_str("<defs>\n<marker id=\"arrow\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\" refY=\"4\" orient=\"auto\"><path d=\"M0 0L8 4L0 8Z\" fill=\"#b03a2e\"/></marker>\n</defs>\n");
    let _ = writeln!(out, "<rect width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>");
    for each in &picture.areas {
        let (fill, line) = area(each.zone);
        rect(&mut out, each.rect, 8, fill, line, 1.5);
    }
    for edge in &picture.edges {
        let points: Vec<String> = edge.points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let (color, dashes) = stroke(edge.line);
        let arrow = if edge.line == Line::Path {
            " marker-end=\"url(#arrow)\""
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.6\"{dashes}{arrow}/>",
            points.join(" ")
        );
    }
    // Titles cover the lines that pass behind them.
    for each in &picture.areas {
        let (fill, line) = area(each.zone);
        let head = Rect {
            x: each.rect.x + 1,
            y: each.rect.y + 1,
            w: each.rect.w - 2,
            h: TITLE - 4,
        };
        rect(&mut out, head, 7, fill, "none", 0.0);
        text(&mut out, (head.x + 12, head.y + 17), 14, "bold", line, &each.title);
        text(
            &mut out,
            (head.x + 12, head.y + 33),
            11,
            "normal",
            "#4a5056",
            &each.subtitle,
        );
    }
    for each in &picture.nodes {
        let (line, width) = match each.mark {
            Some(Severity::Serious) => ("#b03a2e", 2.5),
            Some(Severity::Warning) => ("#b97a2c", 2.0),
            Some(Severity::Hint) | None => ("#8a9299", 1.0),
        };
        rect(
            &mut out,
            each.rect,
            if each.kind == Kind::Internet { 20 } else { 5 },
            node(each.kind),
            line,
            width,
        );
        let middle = if each.subtitle.is_empty() { 28 } else { 19 };
        text(
            &mut out,
            (each.rect.x + 10, each.rect.y + middle),
            13,
            "normal",
            "#1c1f22",
            &each.title,
        );
        text(
            &mut out,
            (each.rect.x + 10, each.rect.y + 37),
            11,
            "normal",
            "#4a5056",
            &each.subtitle,
        );
        // Not by colour alone.
        if matches!(each.mark, Some(Severity::Serious | Severity::Warning)) {
            let (x, y) = (each.rect.right() - 4, each.rect.y + 4);
            let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"8\" fill=\"{line}\"/>");
            text(&mut out, (x - 2, y + 4), 12, "bold", "#ffffff", MARK);
        }
    }
    for (line, place, word) in &picture.legend {
        let (color, dashes) = stroke(*line);
        let y = place.middle();
        let _ = writeln!(
            out,
            "<line x1=\"{}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\" stroke=\"{color}\" stroke-width=\"1.6\"{dashes}/>",
            place.x,
            place.x + 40
        );
        text(&mut out, (place.x + 48, y + 4), 12, "normal", "#4a5056", word);
    }
    out.push_str("</svg>\n");
    out
}

fn rect(out: &mut String, rect: Rect, round: i32, fill: &str, line: &str, width: f32) {
    let Rect { x, y, w, h } = rect;
    let _ = writeln!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{round}\" fill=\"{fill}\" stroke=\"{line}\" stroke-width=\"{width}\"/>"
    );
}

fn text(out: &mut String, at: (i32, i32), size: u8, weight: &str, color: &str, words: &str) {
    if !words.is_empty() {
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{color}\">{}</text>",
            at.0,
            at.1,
            escaped(words)
        );
    }
}
