//! What the eye would see lying over something else: texts upon texts, and texts under what is painted after them.
//!
//! Looks at the shapes of one frame, cut to where they show; knows nothing of widgets.

use eframe::egui::epaint::{ClippedShape, Shape};
use eframe::egui::{Color32, Rect};
use egui_kittest::Harness;
use kikidaicho::ui::App;

/// Letters may touch: rows of small text stand close.
const TOUCH: f32 = 1.5;
/// Thinner fills are lines, marks and scroll bars.
const THIN: f32 = 14.0;

enum Seen {
    Text(String, Rect),
    Fill(Rect),
}

fn gather(shape: &Shape, clip: Rect, seen: &mut Vec<Seen>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| gather(shape, clip, seen)),
        Shape::Text(text) => {
            let words = text.galley.text().trim();
            // Line by line: in a row that wraps, other words stand beside the first and the last line.
            for line in &text.galley.rows {
                let ink = line.visuals.mesh_bounds;
                let rect = ink.translate(text.pos.to_vec2() + line.pos.to_vec2()).intersect(clip);
                if rect.is_positive() && !words.is_empty() {
                    seen.push(Seen::Text(words.to_owned(), rect));
                }
            }
        }
        Shape::Rect(rect) if rect.fill.a() == 255 && rect.fill != Color32::TRANSPARENT => {
            let rect = rect.rect.intersect(clip);
            if rect.width() > THIN && rect.height() > THIN {
                seen.push(Seen::Fill(rect));
            }
        }
        _ => {}
    }
}

pub fn lies_over(harness: &Harness<'_, App>) -> Vec<String> {
    let mut seen = Vec::new();
    for ClippedShape { clip_rect, shape, .. } in &harness.output().shapes {
        gather(shape, *clip_rect, &mut seen);
    }
    let mut found = Vec::new();
    for (at, one) in seen.iter().enumerate() {
        let Seen::Text(words, rect) = one else { continue };
        let rect = rect.shrink(TOUCH);
        for later in &seen[at + 1..] {
            match later {
                Seen::Text(other, over) if rect.intersects(over.shrink(TOUCH)) => {
                    found.push(format!("{words:?} {rect:?} and {other:?} {over:?}"));
                }
                Seen::Fill(over) if rect.intersects(over.shrink(TOUCH)) => {
                    found.push(format!("{words:?} {rect:?} under a fill {over:?}"));
                }
                Seen::Text(..) | Seen::Fill(_) => {}
            }
        }
    }
    found
}
