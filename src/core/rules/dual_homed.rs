//! One device in two networks (2枚挿し): a bridge between them that nobody guards.

use std::collections::BTreeSet;

use super::facts::{self, devices};
use crate::core::catalogue::FieldKind;
use crate::core::model::{Record, Value};
use crate::core::parse;
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "dual_homed",
    severity: Severity::Serious,
    source: "立入検査研修 2-(2)（2枚挿し）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in devices(look) {
        // Joining networks is what these are for.
        if facts::choice(row, "kind") == Some(facts::KIND_NETWORK) {
            continue;
        }
        let networks = networks(row);
        if networks.len() > 1 {
            facts.at(row, "ip", networks.into_iter().collect::<Vec<_>>().join("、"));
        }
    }
}

/// The /24 of every single private address of a device: the size that clinics use.
fn networks(row: &Record) -> BTreeSet<String> {
    let own = row.entry("ip").as_text().map(str::to_owned);
    let ports = row.register.child_index("interface").into_iter().flat_map(|child| {
        let field = row.register.children[child].field_index("ip");
        row.content
            .child_rows(child)
            .iter()
            .filter_map(move |port| port.get(field?).as_text().map(str::to_owned))
    });
    own.into_iter()
        .chain(ports)
        .flat_map(|text| match parse::understand(FieldKind::IpList, &text).value {
            Some(Value::Addresses(found)) => found.list,
            _ => Vec::new(),
        })
        .filter(|address| !address.contains(['-', '/']))
        .filter_map(|address| {
            let (network, _) = address.rsplit_once('.')?;
            Some(format!("{network}.0/24"))
        })
        .collect()
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
        (&[("ip", "192.168.1.10"), ("interface.ip", "192.168.1.10\n172.16.0.3")], 1),
        (&[("ip", "192.168.1.10\n192.168.1.11")], 0),
        (&[("ip", "192.168.1.10-192.168.2.20")], 0),
        (&[("ip", "192.168.1.1\n10.0.0.1"), ("kind", "ルータ")], 0),
        (&[("ip", "DHCP")], 0),
    ] {
        assert_eq!(check(RuleKey::DualHomed, "2026-11-21", &[(device, cells)]).len(), count, "{cells:?}");
    }
    }
}
