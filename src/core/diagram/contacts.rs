//! 連絡体制図: who tells whom inside, and whom outside, from the list of contacts.
//!
//! Owns: where each contact stands. Refuses to know: colours, files, wording (handed in as [`ContactWords`]).
//! Invariants: a function of the contacts and the words; a telephone number is never cut; every contact stands in the
//! picture exactly once, even when the reports go round in a circle.

use super::legend::{self, Sample};
use super::text::{HALF, SMALL_HALF, fit, units};
use super::{Area, Edge, Kind, Line, Node, Picture, Rect, TITLE, Zone};
use crate::core::catalogue::{FieldKind, RegisterId, tokens};
use crate::core::model::{Record, Snapshot};
use crate::core::parse;
use crate::core::rules::choice;

/// Words that the chart needs beside those of the ledger.
#[derive(Clone, Copy, Debug)]
pub struct ContactWords {
    pub phone: &'static str,
    pub off_hours: &'static str,
    /// Title of the box of people inside.
    pub inside: &'static str,
    /// Under it when nobody stands in it.
    pub nobody: &'static str,
    pub legend_inside: &'static str,
    pub legend_outside: &'static str,
}

const MARGIN: i32 = 24;
const PAD: i32 = 14;
const GAP_Y: i32 = 12;
/// Room for the lines from the people inside to the boxes outside.
const GAP_X: i32 = 64;
/// How far somebody who reports stands in from whom they report to.
const INDENT: i32 = 30;
/// A small box: narrowest, widest, height with one small line, height of every further one.
const NODE: (i32, i32, i32, i32) = (210, 460, 48, 15);
/// The letters of a small box begin and end so far from its edges.
const INNER: i32 = 20;
/// More small boxes than this outside stand in two columns.
const ONE_COLUMN: usize = 7;

struct Contact<'a> {
    record: &'a Record,
    title: String,
    lines: Vec<String>,
}

/// Draws the contacts of a ledger.
pub fn contacts(snapshot: &Snapshot, words: &ContactWords) -> Picture {
    let rows = snapshot.rows(RegisterId::CONTACT);
    let mut order: Vec<&Record> = rows.iter().map(AsRef::as_ref).collect();
    let place = |row: &Record| text(row, "call_order").trim().parse::<u32>().unwrap_or(u32::MAX);
    order.sort_by_key(|row| place(row));
    let (inside, outside): (Vec<&Record>, Vec<&Record>) = order
        .into_iter()
        .partition(|row| choice(row, "category") == Some(tokens::CONTACT_INSIDE));
    let mut picture = Picture {
        width: 0,
        height: 0,
        areas: Vec::new(),
        edges: Vec::new(),
        nodes: Vec::new(),
        legend: Vec::new(),
    };
    let home = people(&inside, words, &mut picture);
    places(&outside, home, words, &mut picture);
    finish(words, picture)
}

fn text(row: &Record, key: &str) -> String {
    row.entry(key).display().into_owned()
}

fn contact<'a>(row: &'a Record, words: &ContactWords) -> Contact<'a> {
    let names = ["duty", "organization", "person"].map(|key| text(row, key));
    let mut names = names.iter().filter(|name| !name.is_empty()).cloned();
    let title = names.next().unwrap_or_default();
    let mut lines: Vec<String> = names.collect();
    for (key, word) in [("phone", words.phone), ("off_hours", words.off_hours)] {
        let number = text(row, key);
        if !number.is_empty() {
            lines.push(format!("{word} {number}"));
        }
    }
    Contact {
        record: row,
        title,
        lines,
    }
}

fn width(contact: &Contact<'_>) -> i32 {
    let lines = contact.lines.iter().map(|line| units(line) * SMALL_HALF);
    let longest = lines.chain([units(&contact.title) * HALF]).max().unwrap_or(0);
    (longest + INNER).clamp(NODE.0, NODE.1)
}

fn height(contact: &Contact<'_>) -> i32 {
    NODE.2 + (contact.lines.len().max(1) as i32 - 1) * NODE.3
}

fn node(contact: Contact<'_>, rect: Rect, kind: Kind) -> Node {
    let inner = rect.w - INNER;
    let lines: Vec<String> = contact.lines.iter().map(|line| fit(line, inner, SMALL_HALF)).collect();
    Node {
        key: contact.record.id.to_string(),
        rect,
        kind,
        title: fit(&contact.title, inner, HALF),
        subtitle: lines.join("\n"),
        mark: None,
        record: Some((RegisterId::CONTACT, contact.record.id)),
    }
}

/// The people inside: whoever reports stands below and further in than whom they report to.
fn people(rows: &[&Record], words: &ContactWords, picture: &mut Picture) -> Rect {
    let key = |row: &Record, field: &str| parse::fold(&text(row, field)).into_owned();
    let above = |at: usize| -> Option<usize> {
        let wanted = key(rows[at], "reports_to");
        (0..rows.len()).find(|other| *other != at && !wanted.is_empty() && key(rows[*other], "duty") == wanted)
    };
    let parents: Vec<Option<usize>> = (0..rows.len()).map(above).collect();
    // Down from those who report to nobody; then whoever is left, in a circle of reports.
    let mut order: Vec<(usize, i32)> = Vec::new();
    let roots = (0..rows.len()).filter(|at| parents[*at].is_none());
    for start in roots.chain(0..rows.len()) {
        let mut waiting = vec![(start, 0)];
        while let Some((at, depth)) = waiting.pop() {
            if order.iter().any(|(known, _)| *known == at) {
                continue;
            }
            order.push((at, depth));
            let below = (0..rows.len()).rev().filter(|child| parents[*child] == Some(at));
            waiting.extend(below.map(|child| (child, depth + 1)));
        }
    }
    let (x, mut y) = (MARGIN + PAD, MARGIN + TITLE + 4);
    let mut rects: Vec<Option<Rect>> = vec![None; rows.len()];
    let mut right = MARGIN + PAD + NODE.0;
    for (at, depth) in order {
        let contact = contact(rows[at], words);
        let rect = Rect {
            x: x + depth * INDENT,
            y,
            w: width(&contact),
            h: height(&contact),
        };
        if let Some(parent) = parents[at].and_then(|parent| rects[parent]) {
            let down = parent.x + INDENT / 2;
            let points = vec![(down, parent.bottom()), (down, rect.middle()), (rect.x, rect.middle())];
            picture.edges.push(Edge {
                line: Line::Joins,
                points,
            });
        }
        rects[at] = Some(rect);
        right = right.max(rect.right());
        y = rect.bottom() + GAP_Y;
        picture.nodes.push(node(contact, rect, Kind::Server));
    }
    let rect = Rect {
        x: MARGIN,
        y: MARGIN,
        w: right + PAD - MARGIN,
        h: y.max(MARGIN + TITLE + NODE.2) - GAP_Y + PAD - MARGIN,
    };
    picture.areas.push(Area {
        key: words.inside.to_owned(),
        rect,
        zone: Zone::Records,
        title: words.inside.to_owned(),
        subtitle: if rows.is_empty() { words.nobody } else { "" }.to_owned(),
        record: None,
    });
    rect
}

/// The contacts outside by kind, in one column or two, each kind with a line from the people inside.
fn places(rows: &[&Record], home: Rect, words: &ContactWords, picture: &mut Picture) {
    let groups = kinds(rows);
    let count = rows.len();
    let mut x = home.right() + GAP_X;
    let mut y = MARGIN + GAP_Y;
    let (mut right, mut placed) = (x, 0);
    let trunk = home.right() + GAP_X / 3;
    let from = home.y + TITLE / 2;
    let mut second: Option<i32> = None;
    for (zone, title, rows) in groups {
        if count > ONE_COLUMN && second.is_none() && placed * 2 >= count {
            second = Some(right + GAP_X / 2);
            (x, y) = (right + GAP_X, MARGIN + GAP_Y);
        }
        placed += rows.len();
        let contacts: Vec<Contact<'_>> = rows.into_iter().map(|row| contact(row, words)).collect();
        let wide = contacts.iter().map(width).max().unwrap_or(NODE.0);
        let top = y;
        y += TITLE + 4;
        for contact in contacts {
            let rect = Rect {
                x: x + PAD,
                y,
                w: wide,
                h: height(&contact),
            };
            y = rect.bottom() + GAP_Y;
            picture.nodes.push(node(contact, rect, Kind::Device));
        }
        let rect = Rect {
            x,
            y: top,
            w: wide + PAD * 2,
            h: y - GAP_Y + PAD - top,
        };
        let to = (rect.x, rect.y + TITLE / 2);
        let points = match second {
            None => vec![(home.right(), from), (trunk, from), (trunk, to.1), to],
            // Over the first column along the upper edge.
            Some(lane) => vec![
                (home.right(), from),
                (trunk, from),
                (trunk, MARGIN),
                (lane, MARGIN),
                (lane, to.1),
                to,
            ],
        };
        picture.edges.push(Edge {
            line: Line::Path,
            points,
        });
        right = right.max(rect.right());
        y = rect.bottom() + PAD;
        picture.areas.push(Area {
            key: title.to_owned(),
            rect,
            zone,
            title: title.to_owned(),
            subtitle: String::new(),
            record: None,
        });
    }
}

/// Contacts outside by kind, in the order of the list of kinds; those without one come last.
fn kinds<'a>(rows: &[&'a Record]) -> Vec<(Zone, &'static str, Vec<&'a Record>)> {
    let Some(FieldKind::Choice(list)) = RegisterId::CONTACT.field("category").map(|field| field.kind) else {
        return Vec::new();
    };
    let other = list.last().map_or("", |last| last.value);
    let kind = |row: &Record| choice(row, "category").unwrap_or(other);
    list.iter()
        .map(|each| {
            let zone = match each.value {
                tokens::CONTACT_AUTHORITY => Zone::Eligibility,
                tokens::CONTACT_VENDOR => Zone::Internet,
                word if word == other => Zone::Other,
                _ => Zone::Guest,
            };
            let of = rows.iter().copied().filter(|row| kind(row) == each.value);
            (zone, each.value, of.collect::<Vec<_>>())
        })
        .filter(|(_, _, rows)| !rows.is_empty())
        .collect()
}

fn finish(words: &ContactWords, mut picture: Picture) -> Picture {
    let bottom = picture.areas.iter().map(|area| area.rect.bottom()).max().unwrap_or(0);
    let right = picture.areas.iter().map(|area| area.rect.right()).max().unwrap_or(0);
    let all = [(Line::Joins, words.legend_inside), (Line::Path, words.legend_outside)];
    let all = all.map(|(line, word)| (Sample::Line(line), word)).to_vec();
    let at = (MARGIN, bottom + GAP_Y);
    let (legend_right, bottom) = legend::place(&mut picture.legend, all, at, i32::MAX);
    picture.width = right.max(legend_right) + MARGIN;
    picture.height = bottom + MARGIN;
    picture
}
