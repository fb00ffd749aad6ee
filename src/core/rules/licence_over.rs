//! A licence that ends soon, or that more machines use than it allows.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "licence_over",
    severity: Severity::Hint,
    source: "安全管理ガイドライン 企画管理編 9章①（ライセンスの資産管理）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in look.snapshot.rows(RegisterId::LICENCE).iter() {
        if let Some(until) = facts::day(row, "until")
            && (until - look.today).num_days() < look.thresholds.soon_days
        {
            facts.due(row, "until", "", until);
        }
        if let (Some(used), Some(allowed)) = (facts::number(row, "used"), facts::number(row, "quantity"))
            && used > allowed
        {
            facts.at(row, "used", format!("{used} / {allowed}"));
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
        let it = RegisterId::LICENCE;
        table(
            RuleKey::LicenceOver,
            &[
                (&[(it, &[("name", "Office"), ("until", "2026/12/31")][..])][..], 1),
                (&[(it, &[("name", "Office"), ("until", "2020/12/31")][..])][..], 1),
                (
                    &[(it, &[("name", "Office"), ("quantity", "5"), ("used", "6")][..])][..],
                    1,
                ),
                (
                    &[(it, &[("name", "Office"), ("quantity", "5"), ("used", "５")][..])][..],
                    0,
                ),
                (&[(it, &[("name", "Office"), ("until", "2027/12/31")][..])][..], 0),
                (&[(it, &[("name", "Office"), ("until", "該当なし")][..])][..], 0),
            ],
        );
    }
}
