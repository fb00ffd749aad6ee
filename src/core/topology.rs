//! Which device stands in which network: what the rules and the picture both ask.
//!
//! Owns: the networks of a snapshot as ranges, the addresses of a device. Refuses to know: findings, drawing.
//! Invariant: an address that is in no registered network is in none, never in a guessed one.

use std::net::Ipv4Addr;
use std::sync::Arc;

use super::catalogue::{FieldKind, RegisterId};
use super::model::{Record, Snapshot, Value};
use super::parse;

/// A registered network.
pub(crate) struct Network {
    pub row: Arc<Record>,
    pub zone: Option<&'static str>,
    ranges: Vec<(u32, u32)>,
}

/// The registered networks, made so that an address finds its own at once, however many there are.
pub(crate) struct Networks {
    pub list: Vec<Network>,
    /// Where the answer changes: from this address on, the first network of the register that holds it.
    steps: Vec<(u32, Option<usize>)>,
}

impl Networks {
    fn new(list: Vec<Network>) -> Self {
        let ranges = || list.iter().flat_map(|network| &network.ranges);
        let ends = ranges().flat_map(|(from, to)| [Some(*from), to.checked_add(1)]);
        let mut starts: Vec<u32> = ends.flatten().collect();
        starts.sort_unstable();
        starts.dedup();
        let first = |address| list.iter().position(|network| network.holds(address));
        let steps = starts.into_iter().map(|start| (start, first(start))).collect();
        Self { list, steps }
    }

    /// The place of the network that holds an address; of several, the first of the register.
    pub fn place(&self, address: Ipv4Addr) -> Option<usize> {
        let address = u32::from(address);
        let after = self.steps.partition_point(|(start, _)| *start <= address);
        self.steps[after.checked_sub(1)?].1
    }

    pub fn find(&self, address: Ipv4Addr) -> Option<&Network> {
        self.place(address).map(|at| &self.list[at])
    }
}

impl Network {
    fn holds(&self, address: u32) -> bool {
        self.ranges.iter().any(|(from, to)| (*from..=*to).contains(&address))
    }

    /// What people call it, with its zone.
    pub fn name(&self) -> &str {
        self.row.name().unwrap_or_default()
    }
}

/// Every network with a readable range, in the order of the register.
pub(crate) fn networks(snapshot: &Snapshot) -> Networks {
    let rows = snapshot.rows(RegisterId::NETWORK).iter();
    let list = rows.map(|row| Network {
        row: row.clone(),
        zone: match row.register.field("zone").map(|field| field.kind) {
            Some(kind) => match row
                .entry("zone")
                .as_text()
                .and_then(|text| parse::understand(kind, text).value)
            {
                Some(Value::Choice(word)) => Some(word),
                _ => None,
            },
            None => None,
        },
        ranges: listed(row.entry("cidr").as_text())
            .iter()
            .filter_map(|item| range(item))
            .collect(),
    });
    Networks::new(list.collect())
}

/// Single addresses of a device, its own field first, then its interfaces; each once.
pub(crate) fn addresses(row: &Record) -> Vec<Ipv4Addr> {
    let ports = row.register.child_index("interface").into_iter().flat_map(|child| {
        let field = row.register.children[child].field_index("ip");
        let rows = row.content.child_rows(child).iter();
        rows.filter_map(move |port| port.get(field?).as_text())
    });
    let mut found = Vec::new();
    for text in row.entry("ip").as_text().into_iter().chain(ports) {
        for item in listed(Some(text)) {
            if let Ok(address) = item.parse::<Ipv4Addr>()
                && !found.contains(&address)
            {
                found.push(address);
            }
        }
    }
    found
}

fn listed(text: Option<&str>) -> Vec<String> {
    match text.and_then(|text| parse::understand(FieldKind::IpList, text).value) {
        Some(Value::Addresses(found)) => found.list,
        _ => Vec::new(),
    }
}

/// `192.168.1.0/24`, `192.168.1.10-192.168.1.20` or one address.
fn range(item: &str) -> Option<(u32, u32)> {
    if let Some((base, bits)) = item.split_once('/') {
        let bits: u32 = bits.parse().ok().filter(|bits| *bits <= 32)?;
        let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
        let base = u32::from(base.parse::<Ipv4Addr>().ok()?) & mask;
        return Some((base, base | !mask));
    }
    let (from, to) = item.split_once('-').unwrap_or((item, item));
    let from = u32::from(from.parse::<Ipv4Addr>().ok()?);
    let to = u32::from(to.parse::<Ipv4Addr>().ok()?);
    Some((from.min(to), from.max(to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_finds_the_first_network_that_holds_it() {
        let network = |ranges: &[&str]| Network {
            row: Arc::new(Record {
                id: crate::core::model::RecordId::NONE,
                register: RegisterId::NETWORK,
                content: crate::core::model::Content::default(),
            }),
            zone: None,
            ranges: ranges.iter().filter_map(|item| range(item)).collect(),
        };
        let known = Networks::new(vec![
            network(&["192.168.1.0/24", "172.16.0.5"]),
            network(&["192.168.0.0/16"]),
            network(&["10.0.0.0/8", "255.255.255.0/24", "0.0.0.0-0.0.0.9"]),
            network(&[]),
        ]);
        for (address, place) in [
            ("192.168.1.255", Some(0)),
            ("192.168.2.0", Some(1)),
            ("192.168.0.255", Some(1)),
            ("192.169.0.0", None),
            ("172.16.0.5", Some(0)),
            ("172.16.0.6", None),
            ("10.255.255.255", Some(2)),
            ("255.255.255.255", Some(2)),
            ("0.0.0.0", Some(2)),
            ("0.0.0.10", None),
        ] {
            assert_eq!(known.place(address.parse().expect(address)), place, "{address}");
        }
        assert_eq!(Networks::new(Vec::new()).place(Ipv4Addr::LOCALHOST), None);
    }

    #[test]
    fn ranges_hold_their_ends_and_nothing_else() {
        for (item, inside, outside) in [
            ("192.168.1.0/24", ["192.168.1.0", "192.168.1.255"], "192.168.2.0"),
            ("10.0.0.0/8", ["10.255.0.1", "10.0.0.0"], "11.0.0.0"),
            ("192.168.1.130/25", ["192.168.1.128", "192.168.1.255"], "192.168.1.127"),
            (
                "192.168.1.20-192.168.1.10",
                ["192.168.1.10", "192.168.1.20"],
                "192.168.1.21",
            ),
            ("0.0.0.0/0", ["0.0.0.0", "255.255.255.255"], ""),
            ("172.16.0.1/32", ["172.16.0.1", "172.16.0.1"], "172.16.0.2"),
        ] {
            let (from, to) = range(item).expect(item);
            let number = |text: &str| u32::from(text.parse::<Ipv4Addr>().expect(text));
            assert!(inside.iter().all(|text| (from..=to).contains(&number(text))), "{item}");
            assert!(outside.is_empty() || !(from..=to).contains(&number(outside)), "{item}");
        }
        assert_eq!(range("192.168.1.0/33"), None);
        assert_eq!(range("x"), None);
    }
}
