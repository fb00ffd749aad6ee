//! A warranty or lease that is over or soon will be.

use super::facts::{self, devices};
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "term_over",
    severity: Severity::Hint,
    source: "",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in devices(look) {
        if let Some(day) = facts::day(row, "warranty_until")
            && (day - look.today).num_days() < look.thresholds.soon_days
        {
            facts.due(row, "warranty_until", (day - look.today).num_days().to_string(), day);
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
        for (day, count) in [("2026-01-01", 1), ("2026-12-01", 1), ("2028-01-01", 0), ("", 0)] {
            assert_eq!(
                check(
                    RuleKey::TermOver,
                    "2026-11-21",
                    &[(device, &[("management_no", "1"), ("warranty_until", day)])]
                )
                .len(),
                count,
                "{day}"
            );
        }
    }
}
