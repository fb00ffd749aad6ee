//! An ID that still works although the person who used it has left.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "account_left",
    severity: Severity::Serious,
    source: "チェックリスト 2 退職者や使用していないアカウント等、不要なアカウントを削除",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in facts::accounts(look) {
        if let Some(day) = facts::day(row, "left_on")
            && day <= look.today
        {
            facts.due(row, "status", "", day);
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
            RuleKey::AccountLeft,
            &[
                (
                    &[(
                        it,
                        &[("login_id", "a"), ("left_on", "2026/3/31"), ("status", "有効")][..],
                    )][..],
                    1,
                ),
                (&[(it, &[("login_id", "a"), ("left_on", "R8.11.21")][..])][..], 1),
                (
                    &[(
                        it,
                        &[("login_id", "a"), ("left_on", "2026/3/31"), ("status", "削除")][..],
                    )][..],
                    0,
                ),
                (
                    &[(
                        it,
                        &[("login_id", "a"), ("left_on", "2027/3/31"), ("status", "有効")][..],
                    )][..],
                    0,
                ),
                (&[(it, &[("login_id", "a"), ("status", "有効")][..])][..], 0),
            ],
        );
    }
}
