//! A medium that is 紛失: what was on it, and who has been told?

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "medium_lost",
    severity: Severity::Serious,
    source: "安全管理ガイドライン システム運用編 7章⑦（可搬媒体の所在）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in look.snapshot.rows(RegisterId::MEDIUM).iter() {
        if facts::choice(row, "status") == Some(facts::LOST) {
            facts.at(row, "status", facts::LOST);
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
            RuleKey::MediumLost,
            &[
                (&[(it, &[("number", "U1"), ("status", "紛失")][..])][..], 1),
                (&[(it, &[("number", "U1"), ("status", "所在不明")][..])][..], 1),
                (&[(it, &[("number", "U1"), ("status", "保管")][..])][..], 0),
                (&[(it, &[("number", "U1")][..])][..], 0),
            ],
        );
    }
}
