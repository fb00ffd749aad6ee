//! An id that several people of a vendor share: nobody can tell who came in.

use super::facts::{self, paths};
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "path_shared_id",
    severity: Severity::Warning,
    source: "立入検査研修 2-(2)（ユーザーIDの付与先）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in paths(look) {
        if facts::choice(row, "id_holder") == Some(facts::SHARED_ID) {
            facts.at(row, "id_holder", facts::SHARED_ID);
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
        for (holder, count) in [("共用", 1), ("共有ID", 1), ("個人毎", 0), ("", 0)] {
            assert_eq!(
                check(
                    RuleKey::PathSharedId,
                    "2026-11-21",
                    &[(path, &[("purpose", "保守"), ("id_holder", holder)])]
                )
                .len(),
                count,
                "{holder}"
            );
        }
    }
}
