//! An operating system of which the ledger does not say enough to tell whether it is supported.

use super::supports::Supported;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::Column;
use crate::core::lifecycle::Standing;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "support_unknown",
    severity: Severity::Hint,
    source: "",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for Supported { row, column, support } in &look.supported {
            if support.standing == Standing::VersionUnknown && matches!(column, Column::Field(_)) {
                facts.column(row, column.clone(), support.label.as_str());
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
            (&[("os", "Windows 11 Pro")][..], 1),
            (&[("os", "Windows 11 Pro"), ("os_build", "26100.4000")], 0),
            (&[("os", "Windows 11 24H2")], 0),
            (&[("os", "不明")], 0),
            (&[("os", "macOS")], 1),
        ] {
            assert_eq!(
                check(RuleKey::SupportUnknown, "2026-11-21", &[(device, cells)]).len(),
                count,
                "{cells:?}"
            );
        }
    }
}
