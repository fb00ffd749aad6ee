//! A cloud service whose terms nobody has read for a year, or ever.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "terms_unchecked",
    severity: Severity::Hint,
    source: "ガイドライン 6.0 企画管理編 第9章（規約内容の変更状況の定期確認）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in look.snapshot.rows(RegisterId::CLOUD_SERVICE).iter() {
        if facts::is_over(row) {
            continue;
        }
        facts.older_than(look, row, "terms_checked_on", look.thresholds.confirm_days);
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleKey;
    use super::super::facts::check;
    use crate::core::catalogue::RegisterId;

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let cloud = RegisterId::CLOUD_SERVICE;
        for (usage, day, count) in [
            ("", "", 1),
            ("利用中", "2024-04-01", 1),
            ("利用中", "2026-04-01", 0),
            ("", "R8.4.1", 0),
            ("解約済", "", 0),
        ] {
            assert_eq!(
                check(
                    RuleKey::TermsUnchecked,
                    "2026-11-21",
                    &[(cloud, &[("name", "予約"), ("usage", usage), ("terms_checked_on", day)])]
                )
                .len(),
                count,
                "{usage} {day}"
            );
        }
    }
}
