//! A remote path that anybody on the internet can reach.

use super::facts::{self, paths};
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "path_unrestricted",
    severity: Severity::Serious,
    source: "立入検査研修 2-(2)（接続してくる端末の制限）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in paths(look) {
        if facts::flag(row, "source_restriction") == Some(false) {
            facts.at(row, "source_restriction", "");
        } else if row.entry("source_restriction").is_blank() || facts::is_unknown(row, "source_restriction") {
            facts.at(row, "source_restriction", row.entry("source_restriction").display());
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
        let path = RegisterId::REMOTE_PATH;
        for (answer, count) in [("いいえ", 1), ("", 1), ("不明", 1), ("はい", 0), ("該当なし", 0)] {
            let rows: &[(&str, &str)] = &[("purpose", "保守"), ("source_restriction", answer)];
            assert_eq!(
                check(RuleKey::PathUnrestricted, "2026-11-21", &[(path, rows)]).len(),
                count,
                "{answer}"
            );
        }
        let closed: &[(&str, &str)] = &[("source_restriction", "いいえ"), ("status", "廃止")];
        assert!(check(RuleKey::PathUnrestricted, "2026-11-21", &[(path, closed)]).is_empty());
    }
}
