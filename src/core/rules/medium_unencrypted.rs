//! A medium whose content anybody who finds it can read.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;
use crate::core::model::Entry;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "medium_unencrypted",
    severity: Severity::Warning,
    source: "安全管理ガイドライン システム運用編 7章⑦（可搬媒体の管理）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in look.snapshot.rows(RegisterId::MEDIUM).iter() {
        let there = facts::choice(row, "status") != Some(facts::DISPOSED);
        let answered = *row.entry("encrypted") == Entry::NotApplicable;
        if there && !answered && facts::flag(row, "encrypted") != Some(true) {
            facts.at(row, "encrypted", "");
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
        let it = RegisterId::MEDIUM;
        table(
            RuleKey::MediumUnencrypted,
            &[
                (&[(it, &[("number", "U1")][..])][..], 1),
                (&[(it, &[("number", "U1"), ("encrypted", "いいえ")][..])][..], 1),
                (&[(it, &[("number", "U1"), ("encrypted", "はい")][..])][..], 0),
                (&[(it, &[("number", "U1"), ("status", "廃棄")][..])][..], 0),
                (&[(it, &[("number", "U1"), ("encrypted", "該当なし")][..])][..], 0),
            ],
        );
    }
}
