//! What the lines, boxes and signs of a picture mean, below it.
//!
//! Owns: which of them are explained and where. Refuses to know: colours.
//! Invariant: what the picture shows is explained, and nothing else.

use super::text::{SMALL_HALF, units};
use super::{Kind, Line, Picture, Rect, Words};
use crate::core::rules::Severity;

const HEIGHT: i32 = 24;
/// Between what is shown and the next.
const GAP: i32 = 32;
/// Room of a sample, before its words.
pub(super) const SAMPLE: i32 = 48;

/// What is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    Line(Line),
    Node(Kind),
    Mark(Severity),
}

/// One explanation: the sample stands at the left of its place, the words behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Legend {
    pub sample: Sample,
    pub rect: Rect,
    pub words: &'static str,
}

impl Legend {
    /// Where its sample stands.
    pub fn sample_rect(&self) -> Rect {
        Rect {
            y: self.rect.y + 4,
            w: SAMPLE - 8,
            h: HEIGHT - 8,
            ..self.rect
        }
    }
}

/// Explains what a picture shows, from a place on to the right and in as many rows as it takes. Says where it ends.
pub(super) fn below(picture: &mut Picture, (left, top): (i32, i32), words: &Words) -> (i32, i32) {
    let all = [
        (Sample::Line(Line::Path), words.legend_path),
        (Sample::Line(Line::Internet), words.legend_internet),
        (Sample::Line(Line::Joins), words.legend_joins),
        (Sample::Line(Line::Dual), words.legend_dual),
        (Sample::Node(Kind::Vendor), words.legend_vendor),
        (Sample::Node(Kind::Cloud), words.legend_cloud),
        (Sample::Node(Kind::NetworkDevice), words.legend_network_device),
        (Sample::Node(Kind::Server), words.legend_server),
        (Sample::Mark(Severity::Serious), words.legend_serious),
        (Sample::Mark(Severity::Warning), words.legend_warning),
    ];
    let shown = |sample: &Sample| match *sample {
        Sample::Line(line) => picture.edges.iter().any(|edge| edge.line == line),
        Sample::Node(kind) => picture.nodes.iter().any(|node| node.kind == kind),
        Sample::Mark(mark) => picture.nodes.iter().any(|node| node.mark == Some(mark)),
    };
    let all: Vec<_> = all.into_iter().filter(|(sample, _)| shown(sample)).collect();
    place(&mut picture.legend, all, (left, top), picture.width)
}

/// Puts explanations side by side, up to the right border of a picture. Says where they end.
pub(super) fn place(
    legend: &mut Vec<Legend>,
    all: Vec<(Sample, &'static str)>,
    (left, top): (i32, i32),
    border: i32,
) -> (i32, i32) {
    let (mut x, mut y, mut right) = (left, top, left);
    for (sample, words) in all {
        let w = SAMPLE + units(words) * SMALL_HALF + GAP;
        if x > left && x + w > border {
            (x, y) = (left, y + HEIGHT);
        }
        let rect = Rect { x, y, w, h: HEIGHT };
        legend.push(Legend { sample, rect, words });
        x = rect.right();
        right = right.max(x);
    }
    (right, y + HEIGHT)
}
