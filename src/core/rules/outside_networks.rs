//! A device whose address is in none of the registered networks.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::topology;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "outside_networks",
    severity: Severity::Hint,
    source: "BCP 確認表 1-1 ネットワーク構成図",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    let networks = topology::networks(look.snapshot);
    if networks.list.is_empty() {
        return;
    }
    for row in facts::devices(look) {
        for address in topology::addresses(row) {
            if networks.place(address).is_none() {
                facts.at(row, "ip", address.to_string());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleKey;
    use super::super::facts::table;
    use crate::core::catalogue::RegisterId;

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let (it, network) = (RegisterId::DEVICE, RegisterId::NETWORK);
        let known: (RegisterId, &[(&str, &str)]) = (network, &[("name", "カルテ"), ("cidr", "192.168.1.0/24")]);
        table(
            RuleKey::OutsideNetworks,
            &[
                (&[known, (it, &[("ip", "192.168.2.10")])], 1),
                (
                    &[known, (it, &[("ip", "192.168.1.10"), ("interface.ip", "10.0.0.1")])],
                    1,
                ),
                (&[known, (it, &[("ip", "192.168.1.255")])], 0),
                (&[known, (it, &[("ip", "DHCP")])], 0),
                (&[(it, &[("ip", "192.168.2.10")])], 0),
                (&[known, (it, &[("ip", "192.168.2.10"), ("status", "廃棄")])], 0),
            ],
        );
    }
}
