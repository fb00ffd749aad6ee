//! Where everything stands: outside on top, networks side by side below, devices in columns inside them.
//!
//! Lines leave a small box at its side, run down in the gap between columns, along a lane of their own between the
//! layers, and down the gap before the column they go to: they never run through a small box.

use std::collections::HashMap;

use super::groups::{Group, Groups, groups, text, word};
use super::legend;
use super::order::Order;
use super::text::{HALF, SMALL_HALF, fit};
use super::{Area, Edge, Kind, Line, Node, Picture, Rect, TITLE, Words};
use crate::core::catalogue::{RegisterId, tokens};
use crate::core::model::{Record, RecordId, Snapshot};
use crate::core::parse;
use crate::core::rules::{self, Finding, Severity};

const MARGIN: i32 = 24;
const NODE: (i32, i32) = (176, 46);
/// Gap between columns; lines run down in it.
const GAP_X: i32 = 26;
const GAP_Y: i32 = 12;
const PAD: i32 = 14;
/// Distance between two lines that run side by side.
const LANE: i32 = 7;
/// Lines to single targets of one path; more would hide the rest.
const TARGETS: usize = 4;
/// Rows of devices in a box: more make another column.
const ROWS: (usize, usize) = (3, 24);
/// About what stands above the devices: vendors, lanes, titles.
const OUTSIDE: i32 = 260;
/// Narrowest picture: room for a few boxes outside.
const NARROWEST: i32 = 900;

/// Draws a ledger.
pub fn layout(snapshot: &Snapshot, findings: &[Finding], words: &Words) -> Picture {
    let order = Order::of(snapshot);
    let groups = groups(snapshot, words, &order);
    let width = widths(&groups).iter().sum::<i32>() + (groups.list.len().max(1) as i32 - 1) * PAD * 2;
    let width = width.max(NARROWEST);
    let mut drawing = Drawing {
        marks: marks(findings),
        words: *words,
        width,
        nodes: Vec::new(),
        areas: Vec::new(),
        edges: Vec::new(),
        places: HashMap::new(),
        used: HashMap::new(),
    };
    let wanted = wanted_lines(snapshot, &groups);
    let bottom = drawing.outside(snapshot, &order);
    // A lane for every line between the layers.
    let lanes = bottom + GAP_Y;
    let top = lanes + wanted.len() as i32 * LANE + GAP_Y;
    let bottom = drawing.inside(&groups, top);
    drawing.lines(&wanted, lanes);
    let below = drawing.second_networks(&groups, bottom + GAP_Y);
    drawing.finish(below)
}

/// The gravest open finding of each record.
fn marks(findings: &[Finding]) -> HashMap<RecordId, Severity> {
    let mut marks: HashMap<RecordId, Severity> = HashMap::new();
    for finding in rules::open(findings) {
        let mark = marks.entry(finding.record).or_insert(finding.severity);
        *mark = (*mark).min(finding.severity);
    }
    marks
}

/// Rows that every box has at most: those that bring the picture nearest to the shape of a screen.
fn rows(groups: &Groups) -> usize {
    let most = groups.list.iter().map(|group| group.devices.len()).max().unwrap_or(0);
    let shape = |rows: usize| {
        let width: i32 = groups.list.iter().map(|group| width(group, rows) + PAD * 2).sum();
        let height = OUTSIDE + most.min(rows) as i32 * (NODE.1 + GAP_Y);
        // In tenths: 18 is the shape of a screen.
        (width * 10 / height.max(1) - 18).abs()
    };
    (ROWS.0..=ROWS.1)
        .min_by_key(|&rows| (shape(rows), rows))
        .unwrap_or(ROWS.0)
}

fn width(group: &Group, rows: usize) -> i32 {
    let columns = columns(group, rows);
    PAD * 2 + GAP_X + columns * NODE.0 + (columns - 1) * GAP_X
}

fn columns(group: &Group, rows: usize) -> i32 {
    group.devices.len().div_ceil(rows).max(1) as i32
}

fn widths(groups: &Groups) -> Vec<i32> {
    let rows = rows(groups);
    groups.list.iter().map(|group| width(group, rows)).collect()
}

/// Who is at one end of a line.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Place {
    Vendor(String),
    Internet,
    Record(RecordId),
    Group(usize),
}

struct Wanted {
    line: Line,
    from: Place,
    to: Place,
}

/// Lines between outside and inside, in the order of the ledger.
fn wanted_lines(snapshot: &Snapshot, groups: &Groups) -> Vec<Wanted> {
    let mut named: HashMap<String, RecordId> = HashMap::new();
    for row in groups.list.iter().flat_map(|group| &group.devices) {
        for key in row.register.named_by {
            if let Some(name) = row.entry(key).as_text() {
                named.entry(parse::fold(name).into_owned()).or_insert(row.id);
            }
        }
    }
    let found = |text: &str| -> Vec<RecordId> {
        let names = parse::links(text);
        names
            .iter()
            .filter_map(|name| named.get(parse::fold(name).as_ref()).copied())
            .collect()
    };
    let mut wanted = Vec::new();
    for path in paths(snapshot) {
        let from = Place::Vendor(text(path, "vendor").to_owned());
        let gateway = found(text(path, "gateway"));
        let ends = if gateway.is_empty() {
            found(text(path, "targets"))
        } else {
            gateway
        };
        for to in ends.into_iter().take(TARGETS) {
            wanted.push(Wanted {
                line: Line::Path,
                from: from.clone(),
                to: Place::Record(to),
            });
        }
    }
    for (at, group) in groups.list.iter().enumerate().filter(|(_, group)| group.internet) {
        let gateway = group.record.and_then(|(register, id)| snapshot.get(register, id));
        let gateway = gateway.and_then(|row| found(text(row, "gateway")).into_iter().next());
        wanted.push(Wanted {
            line: Line::Internet,
            from: Place::Internet,
            to: gateway.map_or(Place::Group(at), Place::Record),
        });
    }
    wanted
}

/// Remote paths that are not given up.
fn paths(snapshot: &Snapshot) -> impl Iterator<Item = &Record> {
    let rows = snapshot.rows(RegisterId::REMOTE_PATH).iter().map(|row| &**row);
    rows.filter(|row| word(row, "status") != Some(tokens::CLOSED_PATH))
}

struct Drawing {
    marks: HashMap<RecordId, Severity>,
    words: Words,
    width: i32,
    nodes: Vec<Node>,
    areas: Vec<Area>,
    edges: Vec<Edge>,
    places: HashMap<Place, Rect>,
    /// How many lines a gap has already, so that none lies on another.
    used: HashMap<i32, i32>,
}

impl Drawing {
    fn node(&mut self, place: Place, node: Node) {
        self.places.insert(place, node.rect);
        self.nodes.push(node);
    }

    /// Vendors that come in, the internet, cloud services; returns where they end.
    fn outside(&mut self, snapshot: &Snapshot, order: &Order) -> i32 {
        let mut boxes: Vec<(Place, Node)> = Vec::new();
        let blank = Rect {
            x: 0,
            y: 0,
            w: NODE.0,
            h: NODE.1,
        };
        let mut methods: Vec<(String, Vec<&str>, Option<Severity>)> = Vec::new();
        for path in paths(snapshot) {
            let vendor = text(path, "vendor").to_owned();
            let mark = self.marks.get(&path.id).copied();
            let method = text(path, "method");
            match methods.iter_mut().find(|(known, ..)| *known == vendor) {
                Some((_, words, worst)) => {
                    if !words.contains(&method) {
                        words.push(method);
                    }
                    *worst = [*worst, mark].into_iter().flatten().min();
                }
                None => methods.push((vendor, vec![method], mark)),
            }
        }
        for (vendor, methods, mark) in methods {
            let row = snapshot
                .rows(RegisterId::VENDOR)
                .iter()
                .find(|row| row.name().is_some_and(|name| parse::fold(name) == parse::fold(&vendor)));
            let first = paths(snapshot).find(|path| text(path, "vendor") == vendor);
            let record = row
                .map(|row| (row.register, row.id))
                .or(first.map(|path| (path.register, path.id)));
            let node = Node {
                key: format!("vendor:{}", parse::fold(&vendor)),
                rect: blank,
                kind: Kind::Vendor,
                title: fit(&vendor, NODE.0 - 20, HALF),
                subtitle: fit(&methods.join(", "), NODE.0 - 20, SMALL_HALF),
                mark,
                record,
            };
            boxes.push((Place::Vendor(vendor), node));
        }
        boxes.push((
            Place::Internet,
            Node {
                key: "internet".to_owned(),
                rect: blank,
                kind: Kind::Internet,
                title: self.words.internet.to_owned(),
                subtitle: String::new(),
                mark: None,
                record: None,
            },
        ));
        for row in snapshot.rows(RegisterId::CLOUD_SERVICE).iter() {
            if word(row, "usage") == Some(tokens::ENDED) {
                continue;
            }
            let node = Node {
                key: row.id.to_string(),
                rect: blank,
                kind: Kind::Cloud,
                title: fit(row.name().unwrap_or_default(), NODE.0 - 20, HALF),
                subtitle: fit(text(row, "provider"), NODE.0 - 20, SMALL_HALF),
                mark: self.marks.get(&row.id).copied(),
                record: Some((row.register, row.id)),
            };
            boxes.push((Place::Record(row.id), node));
        }
        boxes.sort_by_key(|(_, node)| order.outside(&node.key));
        let step = (NODE.0 + GAP_X, NODE.1 + GAP_Y);
        let each = ((self.width + GAP_X) / step.0).max(1) as usize;
        let lines = boxes.len().div_ceil(each) as i32;
        for (at, (place, mut node)) in boxes.into_iter().enumerate() {
            node.rect.x = MARGIN + (at % each) as i32 * step.0;
            node.rect.y = MARGIN + (at / each) as i32 * step.1;
            self.node(place, node);
        }
        MARGIN + lines * step.1
    }

    /// The boxes with their devices; returns where the lowest ends.
    fn inside(&mut self, groups: &Groups, top: i32) -> i32 {
        let most = rows(groups);
        let widths = widths(groups);
        let tallest = groups
            .list
            .iter()
            .map(|group| group.devices.len().min(most))
            .max()
            .unwrap_or(0) as i32;
        let height = TITLE + PAD * 2 + tallest.max(1) * (NODE.1 + GAP_Y) - GAP_Y;
        let mut x = MARGIN;
        for (at, (group, width)) in groups.list.iter().zip(widths).enumerate() {
            let rect = Rect {
                x,
                y: top,
                w: width,
                h: height,
            };
            self.places.insert(Place::Group(at), rect);
            self.areas.push(Area {
                key: group.key.clone(),
                rect,
                zone: group.zone,
                title: fit(&group.title, width - PAD * 2, HALF),
                subtitle: fit(&group.subtitle, width - PAD * 2, SMALL_HALF),
                record: group.record,
            });
            for (nth, row) in group.devices.iter().enumerate() {
                let (column, line) = ((nth / most) as i32, (nth % most) as i32);
                let rect = Rect {
                    x: x + PAD + GAP_X + column * (NODE.0 + GAP_X),
                    y: top + TITLE + PAD + line * (NODE.1 + GAP_Y),
                    w: NODE.0,
                    h: NODE.1,
                };
                let dual = groups.also.contains_key(&row.id) && word(row, "kind") != Some(tokens::KIND_NETWORK);
                let node = self.device(row, rect, dual);
                self.node(Place::Record(row.id), node);
            }
            x += width + PAD * 2;
        }
        top + height
    }

    fn device(&self, row: &Record, rect: Rect, dual: bool) -> Node {
        let number = text(row, "management_no");
        let name = ["name", "computer_name", "model"]
            .iter()
            .map(|key| text(row, key))
            .find(|text| !text.is_empty());
        let title = format!("{number} {}", name.unwrap_or_default());
        let kind = word(row, "kind");
        // The colour tells the kind too; an address that is cut off tells nothing.
        let mut facts = vec![text(row, "ip").replace('\n', " "), kind.unwrap_or_default().to_owned()];
        if dual {
            facts.insert(0, self.words.dual.to_owned());
        }
        facts.retain(|fact| !fact.is_empty());
        Node {
            key: row.id.to_string(),
            rect,
            kind: match kind {
                Some(tokens::KIND_NETWORK) => Kind::NetworkDevice,
                Some(tokens::KIND_SERVER) => Kind::Server,
                _ => Kind::Device,
            },
            title: fit(title.trim(), NODE.0 - 20, HALF),
            subtitle: fit(&facts.join(" "), NODE.0 - 20, SMALL_HALF),
            mark: self.marks.get(&row.id).copied(),
            record: Some((row.register, row.id)),
        }
    }

    /// A place in the gap beside a column that no other line has; beyond the gap's width they share it.
    fn gap(&mut self, middle: i32) -> i32 {
        let used = self.used.entry(middle).or_insert(0);
        let nth = *used;
        *used += 1;
        let side = if nth % 2 == 0 { nth / 2 } else { -(nth + 1) / 2 };
        middle + (side * 4).clamp(2 - GAP_X / 2, GAP_X / 2 - 2)
    }

    fn lines(&mut self, wanted: &[Wanted], lanes: i32) {
        for (nth, line) in wanted.iter().enumerate() {
            let (Some(&from), Some(&to)) = (self.places.get(&line.from), self.places.get(&line.to)) else {
                continue;
            };
            let lane = lanes + nth as i32 * LANE;
            let down = self.gap(from.right() + GAP_X / 2);
            let mut points = vec![(from.right(), from.middle()), (down, from.middle()), (down, lane)];
            if let Place::Group(_) = line.to {
                let x = self.gap(to.x + PAD + GAP_X / 2);
                points.extend([(x, lane), (x, to.y)]);
            } else {
                let x = self.gap(to.x - GAP_X / 2);
                points.extend([(x, lane), (x, to.middle()), (to.x, to.middle())]);
            }
            self.edges.push(Edge {
                line: line.line,
                points,
            });
        }
    }

    /// From a device in two networks to the other one, below the boxes; returns where the lanes end.
    fn second_networks(&mut self, groups: &Groups, lanes: i32) -> i32 {
        let mut lane = lanes;
        let devices = groups.list.iter().flat_map(|group| &group.devices);
        for device in devices {
            let line = match word(device, "kind") {
                Some(tokens::KIND_NETWORK) => Line::Joins,
                _ => Line::Dual,
            };
            for other in groups.also.get(&device.id).into_iter().flatten() {
                let id = &device.id;
                let ends = (
                    self.places.get(&Place::Record(*id)),
                    self.places.get(&Place::Group(*other)),
                );
                let (Some(&from), Some(&to)) = ends else { continue };
                let down = self.gap(from.right() + GAP_X / 2);
                let up = self.gap(to.x + PAD + GAP_X / 2);
                self.edges.push(Edge {
                    line,
                    points: vec![
                        (from.right(), from.middle()),
                        (down, from.middle()),
                        (down, lane),
                        (up, lane),
                        (up, to.bottom()),
                    ],
                });
                lane += LANE;
            }
        }
        lane
    }

    fn finish(mut self, below: i32) -> Picture {
        // Nothing stands further right than the widest of these.
        let right = self.areas.iter().map(|area| area.rect.right());
        let right = right
            .chain(self.nodes.iter().map(|node| node.rect.right() + GAP_X))
            .max()
            .unwrap_or(0);
        self.width = right.max(self.width + MARGIN) + MARGIN;
        let mut picture = Picture {
            width: self.width,
            height: 0,
            areas: self.areas,
            edges: self.edges,
            nodes: self.nodes,
            legend: Vec::new(),
        };
        let (right, bottom) = legend::below(&mut picture, (MARGIN, below + GAP_Y), &self.words);
        picture.width = picture.width.max(right);
        picture.height = bottom + MARGIN;
        picture
    }
}
