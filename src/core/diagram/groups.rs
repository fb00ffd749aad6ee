//! Which device stands in which box.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::order::Order;
use super::{Words, Zone};
use crate::core::catalogue::{RegisterId, tokens};
use crate::core::model::{Record, RecordId, Snapshot, Value};
use crate::core::parse;
use crate::core::topology;

/// Devices of one network, of one /24 that nobody registered, or without an address.
pub(super) struct Group {
    pub key: String,
    pub zone: Zone,
    pub title: String,
    pub subtitle: String,
    pub record: Option<(RegisterId, RecordId)>,
    /// Whether the internet is reached from it, as the ledger says.
    pub internet: bool,
    pub devices: Vec<Arc<Record>>,
}

pub(super) struct Groups {
    pub list: Vec<Group>,
    /// Further groups in which a device stands.
    pub also: BTreeMap<RecordId, Vec<usize>>,
}

/// The meaning of a choice field.
pub(super) fn word(row: &Record, key: &str) -> Option<&'static str> {
    let kind = row.register.field(key)?.kind;
    match parse::understand(kind, row.entry(key).as_text()?).value {
        Some(Value::Choice(word)) => Some(word),
        _ => None,
    }
}

pub(super) fn text<'a>(row: &'a Record, key: &str) -> &'a str {
    row.entry(key).as_text().unwrap_or_default()
}

fn zone(word: Option<&str>) -> Zone {
    match word {
        Some(tokens::ZONE_RECORDS) => Zone::Records,
        Some(tokens::ZONE_ELIGIBILITY) => Zone::Eligibility,
        Some(tokens::ZONE_INTERNET) => Zone::Internet,
        Some(tokens::ZONE_GUEST) => Zone::Guest,
        _ => Zone::Other,
    }
}

/// Where a device's kind stands in its box: what joins networks first, then servers.
fn rank(row: &Record) -> u8 {
    match word(row, "kind") {
        Some(tokens::KIND_NETWORK) => 0,
        Some(tokens::KIND_SERVER) => 1,
        Some(tokens::KIND_PC) => 2,
        _ => 3,
    }
}

pub(super) fn groups(snapshot: &Snapshot, words: &Words, given: &Order) -> Groups {
    let networks = topology::networks(snapshot);
    let mut list: Vec<Group> = networks
        .list
        .iter()
        .map(|network| {
            let row = &network.row;
            let internet = match row.register.field("internet") {
                Some(field) => row
                    .entry("internet")
                    .as_text()
                    .and_then(|text| parse::understand(field.kind, text).value),
                None => None,
            };
            let lines = [text(row, "cidr"), text(row, "line")];
            let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
            Group {
                key: row.id.to_string(),
                zone: zone(network.zone),
                title: network.name().to_owned(),
                subtitle: lines.join("  "),
                record: Some((row.register, row.id)),
                internet: internet == Some(Value::Flag(true)),
                devices: Vec::new(),
            }
        })
        .collect();
    let registered = list.len();
    // Networks that nobody registered, by the size that clinics use.
    let mut strange: BTreeMap<[u8; 3], usize> = BTreeMap::new();
    let mut without = Vec::new();
    let mut also: BTreeMap<RecordId, Vec<usize>> = BTreeMap::new();
    for row in snapshot.rows(RegisterId::DEVICE).iter() {
        if word(row, "status") == Some(tokens::DISPOSED) {
            continue;
        }
        let mut places = Vec::new();
        let addresses = topology::addresses(row);
        for &address in &addresses {
            // The outer side of a router is the internet, not a network of the clinic.
            if !address.is_private() && addresses.len() > 1 && networks.place(address).is_none() {
                continue;
            }
            let place = networks.place(address).unwrap_or_else(|| {
                let [a, b, c, _] = address.octets();
                *strange.entry([a, b, c]).or_insert_with(|| {
                    list.push(Group {
                        key: format!("net:{a}.{b}.{c}"),
                        zone: Zone::Other,
                        title: format!("{a}.{b}.{c}.0/24"),
                        subtitle: String::new(),
                        record: None,
                        internet: false,
                        devices: Vec::new(),
                    });
                    list.len() - 1
                })
            });
            if !places.contains(&place) {
                places.push(place);
            }
        }
        match places.as_slice() {
            [] => without.push(Arc::clone(row)),
            [first, more @ ..] => {
                list[*first].devices.push(Arc::clone(row));
                if !more.is_empty() {
                    also.insert(row.id, more.to_vec());
                }
            }
        }
    }
    if !without.is_empty() {
        list.push(Group {
            key: "no address".to_owned(),
            zone: Zone::Other,
            title: words.no_address.to_owned(),
            subtitle: String::new(),
            record: None,
            internet: false,
            devices: without,
        });
    }
    for group in &mut list {
        group
            .devices
            .sort_by_cached_key(|row| (given.device(&row.id.to_string()), rank(row)));
    }
    order(list, also, registered, given)
}

/// As a person put them; else registered networks first, by zone; the rest in the order in which they were met.
fn order(list: Vec<Group>, also: BTreeMap<RecordId, Vec<usize>>, registered: usize, given: &Order) -> Groups {
    let mut places: Vec<usize> = (0..list.len()).collect();
    places.sort_by_key(|&at| {
        (
            given.area(&list[at].key),
            at >= registered,
            if at < registered { list[at].zone } else { Zone::Other },
            at,
        )
    });
    let mut now = vec![0; list.len()];
    for (new, &old) in places.iter().enumerate() {
        now[old] = new;
    }
    let mut slots: Vec<Option<Group>> = list.into_iter().map(Some).collect();
    Groups {
        list: places.iter().filter_map(|&old| slots[old].take()).collect(),
        also: also
            .into_iter()
            .map(|(id, groups)| (id, groups.into_iter().map(|old| now[old]).collect()))
            .collect(),
    }
}
