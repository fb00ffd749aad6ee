//! A device that is 紛失: what was on it, and who has been told?

use super::facts::LOST;
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "device_lost",
    severity: Severity::Serious,
    source: "ガイドライン 6.0 企画管理編 第9章（滅失状況の確認）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for device in look.devices.iter().filter(|device| device.status == Some(LOST)) {
        facts.at(device.row, "status", LOST);
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
        for (status, count) in [("紛失", 1), ("盗難", 1), ("稼働", 0), ("", 0)] {
            assert_eq!(
                check(
                    RuleKey::DeviceLost,
                    "2026-11-21",
                    &[(device, &[("management_no", "1"), ("status", status)])]
                )
                .len(),
                count,
                "{status}"
            );
        }
    }
}
