//! A backup of which nobody knows whether it can be restored.

use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;
use crate::core::model::Entry;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "restore_unconfirmed",
    severity: Severity::Warning,
    source: "チェックリスト 3 バックアップの実施と復旧手順の確認",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in look.snapshot.rows(RegisterId::BACKUP_PLAN).iter() {
        if *row.entry("last_restored_on") != Entry::NotApplicable {
            facts.older_than(look, row, "last_restored_on", look.thresholds.restore_days);
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
        let it = RegisterId::BACKUP_PLAN;
        table(
            RuleKey::RestoreUnconfirmed,
            &[
                (&[(it, &[("target", "カルテ")][..])][..], 1),
                (
                    &[(it, &[("target", "カルテ"), ("last_restored_on", "2025/10/1")][..])][..],
                    1,
                ),
                (
                    &[(it, &[("target", "カルテ"), ("last_restored_on", "R8.4.1")][..])][..],
                    0,
                ),
                (
                    &[(it, &[("target", "カルテ"), ("last_restored_on", "不明")][..])][..],
                    1,
                ),
                (
                    &[(it, &[("target", "カルテ"), ("last_restored_on", "該当なし")][..])][..],
                    0,
                ),
            ],
        );
    }
}
