//! An ID that nobody has looked at for a year, or ever.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "account_unseen",
    severity: Severity::Hint,
    source: "安全管理ガイドライン 企画管理編 13章⑦（ID の定期的な棚卸）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in facts::accounts(look) {
        facts.older_than(look, row, "confirmed_on", look.thresholds.account_days);
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
            RuleKey::AccountUnseen,
            &[
                (&[(it, &[("login_id", "a")][..])][..], 1),
                (&[(it, &[("login_id", "a"), ("confirmed_on", "2025/11/20")][..])][..], 1),
                (&[(it, &[("login_id", "a"), ("confirmed_on", "2025/11/21")][..])][..], 0),
                (&[(it, &[("login_id", "a"), ("confirmed_on", "2026/4/1")][..])][..], 0),
                (&[(it, &[("login_id", "a"), ("status", "削除")][..])][..], 0),
            ],
        );
    }
}
