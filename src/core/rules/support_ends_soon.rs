//! An operating system or program whose maker's support ends within a year, though not yet within three months.

use super::supports::Supported;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::lifecycle::Standing;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "support_ends_soon",
    severity: Severity::Hint,
    source: "",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for Supported { row, column, support } in &look.supported {
            if let Standing::Ends { on, .. } = support.standing
                && (on - look.today).num_days() > look.thresholds.soon_days
                && (on - look.today).num_days() <= look.thresholds.ahead_days
            {
                facts.column_due(row, column.clone(), support.label.as_str(), on);
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
        for (os, today, count) in [
            ("Windows Server 2016", "2026-09-21", 1),
            ("Windows Server 2016", "2026-11-21", 0),
            ("Windows Server 2016", "2025-11-21", 0),
            ("Windows Server 2016", "2027-02-01", 0),
            ("Windows Server 2022", "2026-11-21", 0),
        ] {
            assert_eq!(
                check(RuleKey::SupportEndsSoon, today, &[(device, &[("os", os)])]).len(),
                count,
                "{os} {today}"
            );
        }
    }
}
