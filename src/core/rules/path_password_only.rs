//! A remote path that a password alone opens.

use super::facts::paths;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::tokens::{PASSWORD_WORDS, SECOND_FACTOR_WORDS};
use crate::core::parse;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "path_password_only",
    severity: Severity::Serious,
    source: "立入検査研修 2-(2)（認証方法）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in paths(look) {
        let Some(text) = row.entry("auth").as_text() else {
            continue;
        };
        let key = parse::fold(text);
        let says = |words: &[&str]| words.iter().any(|word| key.contains(word));
        if says(PASSWORD_WORDS) && !says(SECOND_FACTOR_WORDS) {
            facts.at(row, "auth", text);
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
        for (auth, count) in [
            ("ID/パスワード", 1),
            ("ＩＤとパスワードのみ", 1),
            ("パスワード＋ワンタイム", 0),
            ("クライアント証明書とパスワード", 0),
            ("証明書", 0),
            ("", 0),
        ] {
            assert_eq!(
                check(
                    RuleKey::PathPasswordOnly,
                    "2026-11-21",
                    &[(path, &[("purpose", "保守"), ("auth", auth)])]
                )
                .len(),
                count,
                "{auth}"
            );
        }
    }
}
