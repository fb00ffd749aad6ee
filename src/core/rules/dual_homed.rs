//! One device in two networks (2枚挿し): a bridge between them that nobody guards.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use super::facts::{self, devices_but};
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::topology::{self, Networks};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "dual_homed",
    severity: Severity::Serious,
    source: "立入検査研修 2-(2)（2枚挿し）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    let known = topology::networks(look.snapshot);
    // Joining networks is what network devices are for.
    for row in devices_but(look, facts::KIND_NETWORK) {
        let places: BTreeSet<Place<'_>> = topology::addresses(row)
            .into_iter()
            .map(|address| Place::of(address, &known))
            .collect();
        if places.len() < 2 {
            continue;
        }
        let names: Vec<String> = places.iter().map(|place| place.name.clone()).collect();
        let zones: BTreeSet<Option<&str>> = places.iter().map(|place| place.zone).collect();
        // Two networks of one registered zone are untidy; anything else may let the one into the other.
        let same = zones.len() == 1 && zones.iter().all(Option::is_some);
        let severity = if same { Severity::Warning } else { Severity::Serious };
        facts.weighing(severity, row, "ip", names.join("、"));
    }
}

/// Where an address stands: in a registered network, or in its /24, the size that clinics use.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place<'a> {
    name: String,
    zone: Option<&'a str>,
}

impl<'a> Place<'a> {
    fn of(address: Ipv4Addr, known: &'a Networks) -> Self {
        match known.find(address) {
            Some(network) => Self {
                name: match network.zone {
                    Some(zone) => format!("{}（{zone}）", network.name()),
                    None => network.name().to_owned(),
                },
                zone: network.zone,
            },
            None => {
                let [a, b, c, _] = address.octets();
                Self {
                    name: format!("{a}.{b}.{c}.0/24"),
                    zone: None,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleKey;
    use super::super::facts::check;
    use crate::core::catalogue::RegisterId;

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let device = RegisterId::DEVICE;
        for (cells, count) in [
            (&[("ip", "192.168.1.10\n10.0.0.5")][..], 1),
            (
                &[("ip", "192.168.1.10"), ("interface.ip", "192.168.1.10\n172.16.0.3")],
                1,
            ),
            (&[("ip", "192.168.1.10\n192.168.1.11")], 0),
            (&[("ip", "192.168.1.10-192.168.2.20")], 0),
            (&[("ip", "192.168.1.1\n10.0.0.1"), ("kind", "ルータ")], 0),
            (&[("ip", "DHCP")], 0),
        ] {
            assert_eq!(
                check(RuleKey::DualHomed, "2026-11-21", &[(device, cells)]).len(),
                count,
                "{cells:?}"
            );
        }
        fn network<'a>(name: &'a str, zone: &'a str, cidr: &'a str) -> [(&'a str, &'a str); 3] {
            [("name", name), ("zone", zone), ("cidr", cidr)]
        }
        let severity = |zone: &str| {
            let one = network("診察室", "電子カルテ系", "192.168.1.0/24");
            let two = network("事務室", zone, "10.0.0.0/24");
            let rows: [super::super::facts::Row<'_>; 3] = [
                (RegisterId::NETWORK, &one),
                (RegisterId::NETWORK, &two),
                (device, &[("ip", "192.168.1.10\n10.0.0.5")]),
            ];
            super::super::facts::found(RuleKey::DualHomed, "2026-11-21", &rows)[0].severity
        };
        assert_eq!(severity("電子カルテ系"), super::Severity::Warning);
        assert_eq!(severity("インターネット系"), super::Severity::Serious);
        // One wide network is one network.
        let wide = network("院内", "電子カルテ系", "192.168.0.0/16");
        let rows: [super::super::facts::Row<'_>; 2] = [
            (RegisterId::NETWORK, &wide),
            (device, &[("ip", "192.168.1.10\n192.168.2.10")]),
        ];
        assert!(check(RuleKey::DualHomed, "2026-11-21", &rows).is_empty());
    }
}
