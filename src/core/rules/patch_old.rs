//! A server or PC whose patches were not confirmed for a season.

use super::facts::{self, devices_of};
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "patch_old",
    severity: Severity::Warning,
    source: "ガイドライン 6.0 企画管理編 第9章（アップデートの状況の定期確認）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for (row, _) in devices_of(look, [facts::KIND_SERVER, facts::KIND_PC]) {
        facts.older_than(look, row, "patched_on", look.thresholds.patch_days);
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
            ("サーバ", "", 1),
            ("端末PC", "2026-08-22", 1),
            ("端末PC", "2026-08-23", 0),
            ("周辺機器", "", 0),
            ("", "", 0),
        ] {
            assert_eq!(
                check(
                    RuleKey::PatchOld,
                    "2026-11-21",
                    &[(device, &[("management_no", "1"), ("kind", kind), ("patched_on", day)])]
                )
                .len(),
                count,
                "{kind} {day}"
            );
        }
    }
}
