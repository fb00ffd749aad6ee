//! A router or switch whose firmware was not looked at for a season.

use super::facts::{self, devices};
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "firmware_old",
    severity: Severity::Warning,
    source: "ガイドライン 6.0 企画管理編 第9章（ファームウェアの状況の定期確認）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in devices(look) {
        if facts::choice(row, "kind") != Some(facts::KIND_NETWORK) {
            continue;
        }
        facts.older_than(look, row, "firmware_checked_on", look.thresholds.patch_days);
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
        for (kind, day, count) in [
            ("ネットワーク機器", "", 1),
            ("ルータ", "2026-01-01", 1),
            ("ルータ", "2026-11-01", 0),
            ("サーバ", "", 0),
        ] {
            assert_eq!(
                check(
                    RuleKey::FirmwareOld,
                    "2026-11-21",
                    &[(
                        device,
                        &[("management_no", "1"), ("kind", kind), ("firmware_checked_on", day)]
                    )]
                )
                .len(),
                count,
                "{kind} {day}"
            );
        }
    }
}
