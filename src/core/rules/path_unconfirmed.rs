//! A remote path that nobody has confirmed for a year, or ever.

use super::facts::paths;
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "path_unconfirmed",
    severity: Severity::Warning,
    source: "立入検査研修 2-(2)（利用状況の定期的な確認）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in paths(look) {
        facts.older_than(look, row, "confirmed_on", look.thresholds.confirm_days);
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleKey;
    use super::super::facts::check;
    use crate::core::catalogue::RegisterId;

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let path = RegisterId::REMOTE_PATH;
        for (day, count) in [
            ("", 1),
            ("2025-11-20", 1),
            ("2025-11-21", 0),
            ("2026-11-01", 0),
            ("不明", 1),
        ] {
            assert_eq!(
                check(
                    RuleKey::PathUnconfirmed,
                    "2026-11-21",
                    &[(path, &[("purpose", "保守"), ("confirmed_on", day)])]
                )
                .len(),
                count,
                "{day}"
            );
        }
    }
}
