//! The picture as SVG: texts as texts, no scripts, nothing from outside.

use std::fmt::Write as _;

use super::pen::{Color, Pen, Stroke, draw};
use super::{Picture, Rect};
use crate::core::entity::escaped;

const FONT: &str = "'BIZ UDPGothic','Yu Gothic','Hiragino Sans','Noto Sans CJK JP',sans-serif";

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
    draw(picture, &mut out);
    out.push_str("</svg>\n");
    out
}

impl Pen for String {
    fn rect(&mut self, rect: Rect, round: i32, fill: Color, line: Option<Color>, width: f32) {
        let Rect { x, y, w, h } = rect;
        let line = line.unwrap_or("none");
        let _ = writeln!(
            self,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{round}\" fill=\"{fill}\" stroke=\"{line}\" stroke-width=\"{width}\"/>"
        );
    }

    fn line(&mut self, points: &[(i32, i32)], (color, dashes): Stroke, is_arrow: bool) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let dashes = dashes
            .map(|(on, off)| format!(" stroke-dasharray=\"{on} {off}\""))
            .unwrap_or_default();
        let arrow = if is_arrow { " marker-end=\"url(#arrow)\"" } else { "" };
        let _ = writeln!(
            self,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.6\"{dashes}{arrow}/>",
            points.join(" ")
        );
    }

    fn text(&mut self, at: (i32, i32), size: u8, is_bold: bool, color: Color, words: &str) {
        if words.is_empty() {
            return;
        }
        let weight = if is_bold { "bold" } else { "normal" };
        let _ = writeln!(
            self,
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{color}\">{}</text>",
            at.0,
            at.1,
            escaped(words)
        );
    }

    fn dot(&mut self, (x, y): (i32, i32), radius: i32, fill: Color) {
        let _ = writeln!(self, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\"/>");
    }
}
