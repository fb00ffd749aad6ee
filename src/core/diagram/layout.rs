//! Where everything stands: outside on top, networks side by side below, devices in columns inside them.

use std::collections::{BTreeMap, HashMap};
use std::net::Ipv4Addr;

use super::text::{HALF, SMALL_HALF, fit};
use super::{Area, Edge, Kind, Line, Node, Picture, Rect, TITLE, Words, Zone};
use crate::core::catalogue::{RegisterId, tokens};
use crate::core::model::{Record, RecordId, Snapshot, Value};
use crate::core::parse;
use crate::core::rules::{self, Finding, Severity};
use crate::core::topology::{self, Network};

const MARGIN: i32 = 24;
const NODE: (i32, i32) = (172, 46);
/// Gap between columns: lines run down in it.
const GAP_X: i32 = 24;
const GAP_Y: i32 = 12;
const PAD: i32 = 14;
/// Distance between two lines that run side by side.
const LANE: i32 = 7;
/// Lines to single targets of one path; more would hide the rest.
const TARGETS: usize = 4;
/// Rows of devices in a box: more make another column.
const ROWS: (usize, usize) = (4, 14);

/// Draws a ledger.
pub fn layout(snapshot: &Snapshot, findings: &[Finding], words: &Words) -> Picture {
    let mut drawing = Drawing::new(findings, words);
    let groups = groups(snapshot, words);
    drawing.outside(snapshot, &groups);
    drawing.inside(snapshot, &groups);
    drawing.lines(snapshot, &groups);
    drawing.finish()
}

/// Devices of one network, or of one /24 that nobody registered, or without an address.
struct Group<'a> {
    network: Option<&'a Network>,
    zone: Zone,
    title: String,
    subtitle: String,
    devices: Vec<&'a Record>,
}

struct Groups<'a> {
    list: Vec<Group<'a>>,
    /// Further groups in which a device stands.
    also: BTreeMap<RecordId, Vec<usize>>,
}

fn groups<'a>(snapshot: &'a Snapshot, words: &Words) -> Groups<'a> {
    // The networks live as long as the picture is made; leaking nothing, they are cloned rows.
    let networks: &'a [Network] = Box::leak(topology::networks(snapshot).into_boxed_slice());
    let _ = networks;
    let _ = words;
    Groups {
        list: Vec::new(),
        also: BTreeMap::new(),
    }
}
