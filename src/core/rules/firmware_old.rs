//! A router, switch or storage on the network whose firmware was not looked at for a season.

use super::facts::{self, devices_of};
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::model::{AddressKind, Record, Value};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "firmware_old",
    severity: Severity::Warning,
    source: "ガイドライン 6.0 企画管理編 第9章（ファームウェアの状況の定期確認）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for (row, kind) in devices_of(look, [facts::KIND_NETWORK, facts::KIND_STORAGE]) {
        // A NAS runs a firmware, a disk on a cable does not.
        if kind == facts::KIND_STORAGE && !is_on_the_network(row) {
            continue;
        }
        facts.older_than(look, row, "firmware_checked_on", look.thresholds.patch_days);
    }
}

fn is_on_the_network(row: &Record) -> bool {
    match facts::value(row, "ip") {
        Some(Value::Addresses(found)) => !matches!(found.kind, AddressKind::None | AddressKind::Unknown),
        _ => false,
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
        for (kind, ip, day, count) in [
            ("ネットワーク機器", "", "", 1),
            ("ルータ", "", "2026-01-01", 1),
            ("ルータ", "", "2026-11-01", 0),
            ("NAS", "192.168.10.4", "", 1),
            ("外付けHDD", "", "", 0),
            ("外付けHDD", "USB接続", "", 0),
            ("サーバ", "192.168.10.2", "", 0),
        ] {
            assert_eq!(
                check(
                    RuleKey::FirmwareOld,
                    "2026-11-21",
                    &[(
                        device,
                        &[("management_no", "1"), ("kind", kind), ("ip", ip), ("firmware_checked_on", day)]
                    )]
                )
                .len(),
                count,
                "{kind} {ip} {day}"
            );
        }
    }
}
