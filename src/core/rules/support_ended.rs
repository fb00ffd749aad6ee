//! An operating system or program whose maker's support has ended.

use super::supports::Supported;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::lifecycle::Standing;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "support_ended",
    severity: Severity::Serious,
    source: "ガイドライン 6.0 企画管理編 第9章（アップデートの状況の定期確認）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for Supported { row, column, support } in &look.supported {
            match support.standing {
                Standing::Ends { on, .. } if on < look.today => facts.column_due(row, column.clone(), support.label.as_str(), on),
                Standing::Ended => facts.column(row, column.clone(), support.label.as_str()),
                _ => {}
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
            (&[("os", "Windows 10 Pro")][..], 1),
            (&[("os", "Windows Server 2019")], 0),
            (&[("os", "Windows 11")], 0),
            (&[("os", "専用OS")], 0),
            (&[("software.name", "Office"), ("software.version", "2016")], 1),
            (&[("os", "Windows 7"), ("status", "廃棄")], 0),
        ] {
            assert_eq!(
                check(RuleKey::SupportEnded, "2026-11-21", &[(device, cells)]).len(),
                count,
                "{cells:?}"
            );
        }
    }
}
