//! An administrator who logs in without a second factor: asked for by 令和9年度.

use chrono::NaiveDate;

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::model::Entry;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "admin_one_factor",
    severity: Severity::Warning,
    source: "安全管理ガイドライン システム運用編 14章⑤（令和9年度までの二要素認証）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    let by = NaiveDate::from_ymd_opt(2027, 4, 1);
    for row in facts::accounts(look) {
        let administrator = facts::choice(row, "privilege") == Some(facts::ADMINISTRATOR);
        let none = facts::flag(row, "two_factor") != Some(true) && *row.entry("two_factor") != Entry::NotApplicable;
        if administrator
            && none
            && let Some(by) = by
        {
            facts.due(row, "two_factor", "", by);
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
            RuleKey::AdminOneFactor,
            &[
                (&[(it, &[("login_id", "a"), ("privilege", "管理者")][..])][..], 1),
                (
                    &[(
                        it,
                        &[("login_id", "a"), ("privilege", "admin"), ("two_factor", "いいえ")][..],
                    )][..],
                    1,
                ),
                (
                    &[(
                        it,
                        &[("login_id", "a"), ("privilege", "管理者"), ("two_factor", "はい")][..],
                    )][..],
                    0,
                ),
                (&[(it, &[("login_id", "a"), ("privilege", "一般")][..])][..], 0),
                (
                    &[(
                        it,
                        &[("login_id", "a"), ("privilege", "管理者"), ("status", "削除")][..],
                    )][..],
                    0,
                ),
                (
                    &[(
                        it,
                        &[("login_id", "a"), ("privilege", "管理者"), ("two_factor", "該当なし")][..],
                    )][..],
                    0,
                ),
            ],
        );
    }
}
