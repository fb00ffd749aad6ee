//! Which device a PC is, by what it knows of itself: serial number, MAC addresses, name.
//!
//! Invariant: a PC that could be two devices, or another one than its name says, is doubtful.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::DEVICE;
use crate::core::catalogue::tokens;
use crate::core::collect::PcFacts;
use crate::core::model::{Fields, Record, Snapshot};
use crate::core::parse::{self, fold};

/// What makers leave where a serial number should stand.
const NO_SERIAL: &[&str] = &[
    "tobefilledbyo.e.m.",
    "defaultstring",
    "systemserialnumber",
    "notspecified",
    "notapplicable",
    "none",
    "n/a",
    "na",
    "oem",
    "123456789",
    "invalid",
];

pub(super) fn same_pc(one: &PcFacts, two: &PcFacts) -> bool {
    match (serial(one), serial(two)) {
        (Some(one), Some(two)) => one == two,
        _ => {
            let name = |facts: &PcFacts| key(&facts.computer.name);
            !name(one).is_empty() && name(one) == name(two) && (macs(one) == macs(two))
        }
    }
}

pub(super) fn key(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace()).collect()
}

pub(super) fn serial(facts: &PcFacts) -> Option<String> {
    let key = key(&facts.computer.serial_no);
    let says_nothing = key.chars().all(|c| matches!(c, '0' | '.' | '-' | 'x')) || NO_SERIAL.contains(&key.as_str());
    (!says_nothing).then_some(key)
}

pub(super) fn macs_of(text: &str) -> Vec<String> {
    parse::macs(text).0
}

pub(super) fn macs(facts: &PcFacts) -> Vec<String> {
    facts.interfaces.iter().flat_map(|face| macs_of(&face.mac)).collect()
}

pub(super) struct Found {
    pub record: Option<Arc<Record>>,
    pub by: Option<&'static str>,
    pub doubtful: bool,
}

/// The ledger's devices by what a PC knows of itself.
pub(super) struct Known {
    serial: BTreeMap<String, Vec<Arc<Record>>>,
    mac: BTreeMap<String, Vec<Arc<Record>>>,
    name: BTreeMap<String, Vec<Arc<Record>>>,
}

impl Known {
    pub fn new(snapshot: &Snapshot) -> Self {
        let mut known = Self {
            serial: BTreeMap::new(),
            mac: BTreeMap::new(),
            name: BTreeMap::new(),
        };
        for row in snapshot.rows(DEVICE).iter() {
            let mut put = |index: fn(&mut Self) -> &mut BTreeMap<String, Vec<Arc<Record>>>, key: String| {
                if !key.is_empty() {
                    index(&mut known).entry(key).or_default().push(row.clone());
                }
            };
            let text = |key: &str| row.entry(key).as_text().unwrap_or_default().to_owned();
            put(|known| &mut known.serial, key(&text("serial_no")));
            let mut all: Vec<String> = macs_of(&text("mac"));
            let faces = DEVICE
                .child_index("interface")
                .map_or(&[][..], |at| row.content.child_rows(at));
            all.extend(faces.iter().flat_map(|face| macs_of(&face_text(face, "mac"))));
            all.sort_unstable();
            all.dedup();
            for mac in all {
                put(|known| &mut known.mac, mac);
            }
            // A PC is often given the name of the one that it replaces.
            if ![tokens::DISPOSED, tokens::LOST].contains(&text("status").as_str()) {
                put(|known| &mut known.name, key(&text("computer_name")));
            }
        }
        known
    }

    pub fn find(&self, facts: &PcFacts) -> Found {
        let of = |index: &BTreeMap<String, Vec<Arc<Record>>>, keys: &[String]| -> Vec<Arc<Record>> {
            let mut found: Vec<Arc<Record>> = Vec::new();
            for record in keys.iter().filter_map(|key| index.get(key)).flatten() {
                if !found.iter().any(|known| known.id == record.id) {
                    found.push(record.clone());
                }
            }
            found
        };
        let own_serial = serial(facts);
        let by_serial = of(&self.serial, own_serial.as_slice());
        let by_mac = of(&self.mac, &macs(facts));
        let by_name = of(&self.name, &[key(&facts.computer.name)]);
        let tried = [("serial_no", &by_serial), ("mac", &by_mac), ("computer_name", &by_name)];
        let Some((by, list)) = tried.into_iter().find(|(_, list)| !list.is_empty()) else {
            return Found {
                record: None,
                by: None,
                doubtful: false,
            };
        };
        let record = &list[0];
        let other_serial = match (&own_serial, record.entry("serial_no").as_text()) {
            (Some(own), Some(known)) => *own != key(known),
            _ => false,
        };
        // A serial that fits is enough; an adapter or a name can have moved to another PC.
        let elsewhere = by == "mac" && by_name.iter().any(|other| other.id != record.id);
        Found {
            record: Some(record.clone()),
            by: Some(by),
            doubtful: list.len() > 1 || other_serial || elsewhere,
        }
    }
}

pub(super) fn face_text(face: &Fields, field: &str) -> String {
    let child = DEVICE.child_index("interface").map(|at| &DEVICE.children[at]);
    let at = child.and_then(|child| child.field_index(field));
    at.and_then(|at| face.get(at).as_text()).unwrap_or_default().to_owned()
}
