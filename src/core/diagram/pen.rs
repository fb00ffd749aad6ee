//! The picture as strokes: what is drawn in which order, for every way of drawing.
//!
//! Owns: the order, the colours on paper. Refuses to know: SVG, pixels.
//! Invariant: whoever draws gets the same strokes, so that all files of one picture look the same.

use super::legend::SAMPLE;
use super::{Kind, Line, MARK, Picture, Rect, SMALL_LINE, Sample, Zone};
use crate::core::rules::Severity;

/// A colour as six hexadecimal digits after `#`.
pub(super) type Color = &'static str;

/// How a line is drawn: its colour, and the lengths of its dashes and gaps.
pub(super) type Stroke = (Color, Option<(u8, u8)>);

/// Draws on something.
pub(super) trait Pen {
    fn rect(&mut self, rect: Rect, round: i32, fill: Color, line: Option<Color>, width: f32);
    fn line(&mut self, points: &[(i32, i32)], stroke: Stroke, is_arrow: bool);
    /// `at` is where the base of the first letter stands.
    fn text(&mut self, at: (i32, i32), size: u8, is_bold: bool, color: Color, words: &str);
    fn dot(&mut self, at: (i32, i32), radius: i32, fill: Color);
}

const INK: Color = "#1c1f22";
const SOFT: Color = "#4a5056";
const WHITE: Color = "#ffffff";

const fn area(zone: Zone) -> (Color, Color) {
    match zone {
        Zone::Records => ("#eaf3ea", "#4f8a55"),
        Zone::Eligibility => ("#e8f0f8", "#4a78a8"),
        Zone::Internet => ("#fdf1e3", "#b97a2c"),
        Zone::Guest => ("#f4edf7", "#84609c"),
        Zone::Other => ("#f2f3f4", "#858d94"),
    }
}

const fn node(kind: Kind) -> Color {
    match kind {
        Kind::Vendor => "#fff7d6",
        Kind::Internet => "#dfe9f2",
        Kind::Cloud => "#eef4fa",
        Kind::NetworkDevice => "#dcebdc",
        Kind::Server => "#dde6f3",
        Kind::Device => WHITE,
    }
}

const fn stroke(line: Line) -> Stroke {
    match line {
        Line::Path => ("#b03a2e", None),
        Line::Internet => ("#b97a2c", Some((6, 3))),
        Line::Dual => ("#6a4c93", Some((5, 3))),
        Line::Joins => ("#5a646c", None),
    }
}

pub(super) fn draw(picture: &Picture, pen: &mut impl Pen) {
    let paper = Rect {
        x: 0,
        y: 0,
        w: picture.width,
        h: picture.height,
    };
    pen.rect(paper, 0, WHITE, None, 0.0);
    for each in &picture.areas {
        let (fill, line) = area(each.zone);
        pen.rect(each.rect, 8, fill, Some(line), 1.5);
    }
    for edge in &picture.edges {
        pen.line(&edge.points, stroke(edge.line), edge.line == Line::Path);
    }
    // Titles cover the lines that pass behind them.
    for each in &picture.areas {
        let (fill, line) = area(each.zone);
        let head = each.head();
        pen.rect(head, 3, fill, None, 0.0);
        pen.text((head.x + 5, head.y + 15), 14, true, line, &each.title);
        pen.text((head.x + 5, head.y + 31), 11, false, SOFT, &each.subtitle);
    }
    for each in &picture.nodes {
        let (line, width) = frame(each.mark);
        let round = if each.kind == Kind::Internet { 20 } else { 5 };
        pen.rect(each.rect, round, node(each.kind), Some(line), width);
        let middle = if each.subtitle.is_empty() { 28 } else { 19 };
        let left = each.rect.x + 10;
        pen.text((left, each.rect.y + middle), 13, false, INK, &each.title);
        for (nth, words) in each.subtitle.lines().enumerate() {
            let down = 37 + nth as i32 * SMALL_LINE;
            pen.text((left, each.rect.y + down), 11, false, SOFT, words);
        }
        // Not by colour alone.
        if matches!(each.mark, Some(Severity::Serious | Severity::Warning)) {
            sign(pen, (each.rect.right() - 4, each.rect.y + 4), line);
        }
    }
    for each in &picture.legend {
        let place = each.sample_rect();
        let y = place.middle();
        match each.sample {
            Sample::Line(line) => pen.line(&[(place.x, y), (place.right(), y)], stroke(line), false),
            Sample::Node(kind) => pen.rect(place, 4, node(kind), Some(frame(None).0), 1.0),
            Sample::Mark(mark) => {
                let (line, width) = frame(Some(mark));
                pen.rect(place, 4, WHITE, Some(line), width);
                sign(pen, (place.right() - 2, place.y + 2), line);
            }
        }
        pen.text((each.rect.x + SAMPLE + 4, y + 4), 12, false, SOFT, each.words);
    }
}

/// Frame of a box by the gravest finding about it.
const fn frame(mark: Option<Severity>) -> (Color, f32) {
    match mark {
        Some(Severity::Serious) => ("#b03a2e", 2.5),
        Some(Severity::Warning) => ("#b97a2c", 2.0),
        Some(Severity::Hint) | None => ("#8a9299", 1.0),
    }
}

fn sign(pen: &mut impl Pen, (x, y): (i32, i32), fill: Color) {
    pen.dot((x, y), 8, fill);
    pen.text((x - 2, y + 4), 12, true, WHITE, MARK);
}
