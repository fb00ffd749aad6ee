//! An ID that several people use: nobody can tell who did what.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "account_shared",
    severity: Severity::Warning,
    source: "安全管理ガイドライン システム運用編 14章（利用者の識別と認証）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in facts::accounts(look) {
        if facts::flag(row, "shared") == Some(true) {
            facts.at(row, "shared", "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleKey;
    use super::super::facts::table;
    use crate::core::catalogue::RegisterId;

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let it = RegisterId::ACCOUNT;
        table(
            RuleKey::AccountShared,
            &[
                (&[(it, &[("login_id", "a"), ("shared", "はい")][..])][..], 1),
                (
                    &[(it, &[("login_id", "a"), ("shared", "共用"), ("status", "有効")][..])][..],
                    0,
                ),
                (&[(it, &[("login_id", "a"), ("shared", "いいえ")][..])][..], 0),
                (
                    &[(it, &[("login_id", "a"), ("shared", "はい"), ("status", "停止")][..])][..],
                    0,
                ),
                (&[(it, &[("login_id", "a"), ("shared", "不明")][..])][..], 0),
            ],
        );
    }
}
