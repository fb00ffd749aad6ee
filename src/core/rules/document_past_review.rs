//! A rule or manual whose day of review has passed.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "document_past_review",
    severity: Severity::Warning,
    source: "安全管理ガイドライン 企画管理編（規程の定期的な見直し）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in look.snapshot.rows(RegisterId::DOCUMENT).iter() {
        if let Some(day) = facts::day(row, "review_on")
            && day < look.today
        {
            facts.due(row, "review_on", "", day);
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
        let it = RegisterId::DOCUMENT;
        table(
            RuleKey::DocumentPastReview,
            &[
                (&[(it, &[("title", "規程"), ("review_on", "2026/4/1")][..])][..], 1),
                (&[(it, &[("title", "規程"), ("review_on", "R8.11.20")][..])][..], 1),
                (&[(it, &[("title", "規程"), ("review_on", "2026/11/21")][..])][..], 0),
                (&[(it, &[("title", "規程")][..])][..], 0),
                (&[(it, &[("title", "規程"), ("review_on", "該当なし")][..])][..], 0),
            ],
        );
    }
}
