//! A private or brought-in device whose permission is over or has no end.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "permit_expired",
    severity: Severity::Warning,
    source: "安全管理ガイドライン 企画管理編 9章⑥（利用の許諾状況）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in look.snapshot.rows(RegisterId::PERMIT).iter() {
        if facts::is_over(row) {
            continue;
        }
        match facts::day(row, "until") {
            Some(until) if until < look.today => facts.due(row, "until", "", until),
            None if row.entry("until").is_blank() || facts::is_unknown(row, "until") => facts.at(row, "until", ""),
            _ => {}
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
        let it = RegisterId::PERMIT;
        table(
            RuleKey::PermitExpired,
            &[
                (&[(it, &[("item", "スマホ"), ("until", "2026/11/20")][..])][..], 1),
                (&[(it, &[("item", "スマホ"), ("status", "許可")][..])][..], 1),
                (&[(it, &[("item", "スマホ"), ("until", "2026/11/21")][..])][..], 0),
                (
                    &[(it, &[("item", "スマホ"), ("until", "2026/1/1"), ("status", "終了")][..])][..],
                    0,
                ),
                (
                    &[(it, &[("item", "スマホ"), ("until", "2026/1/1"), ("status", "取消")][..])][..],
                    0,
                ),
            ],
        );
    }
}
