//! Nobody has said whether the vendor's own terminal is safe.

use super::facts::{self, paths};
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "path_terminal_unknown",
    severity: Severity::Warning,
    source: "立入検査研修 2-(2)（保守端末の安全状態）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in paths(look) {
        if row.entry("client_safety").is_blank() || facts::is_unknown(row, "client_safety") {
            facts.at(row, "client_safety", row.entry("client_safety").display());
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
        for (safety, count) in [
            ("", 1),
            ("不明", 1),
            ("ウイルス対策と最新の修正を確認", 0),
            ("該当なし", 0),
        ] {
            assert_eq!(
                check(
                    RuleKey::PathTerminalUnknown,
                    "2026-11-21",
                    &[(path, &[("purpose", "保守"), ("client_safety", safety)])]
                )
                .len(),
                count,
                "{safety}"
            );
        }
    }
}
