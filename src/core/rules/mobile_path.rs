//! A path over a mobile line: it does not pass the clinic's own router and is easily forgotten.

use super::facts::{self, paths};
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "mobile_path",
    severity: Severity::Hint,
    source: "立入検査研修 2-(2)（LTE/5G SIM ルーター）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in paths(look) {
        if facts::choice(row, "method") == Some(facts::METHOD_MOBILE) {
            facts.at(row, "method", facts::METHOD_MOBILE);
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
        for (method, count) in [("LTEルータ", 1), ("LTE/5G SIMルータ", 1), ("IP-VPN", 0), ("", 0)] {
            assert_eq!(
                check(
                    RuleKey::MobilePath,
                    "2026-11-21",
                    &[(path, &[("purpose", "保守"), ("method", method)])]
                )
                .len(),
                count,
                "{method}"
            );
        }
    }
}
