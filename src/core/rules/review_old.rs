//! A ledger that the management has not looked at for a year.

use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;
use crate::core::review;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "review_old",
    severity: Severity::Warning,
    source: "安全管理ガイドライン 企画管理編 9章⑦（経営層に報告し、承認を得る）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    match review::last(look.snapshot) {
        Some(row) => facts.older_than(look, row, "confirmed_on", look.thresholds.review_days),
        None => {
            // Never seen: the clock runs from the first operation.
            let began = look.snapshot.operations.first().map(|first| first.at.date_naive());
            let ago = began.map(|began| (look.today - began).num_days());
            if let Some(ago) = ago.filter(|ago| *ago > look.thresholds.review_days) {
                facts.whole(RegisterId::REVIEW, ago.to_string());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::table;
    use super::super::{Look, RuleKey, all};
    use crate::core::catalogue::RegisterId;
    use crate::core::model::{LedgerMeta, Operation, OperationKind, Snapshot};

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let it = RegisterId::REVIEW;
        table(
            RuleKey::ReviewOld,
            &[
                (
                    &[(it, &[("confirmed_by", "院長"), ("confirmed_on", "2025-11-20")][..])][..],
                    1,
                ),
                (
                    &[(it, &[("confirmed_by", "院長"), ("confirmed_on", "2025-11-21")][..])][..],
                    0,
                ),
                (&[(it, &[("confirmed_by", "院長")][..])][..], 1),
                (
                    &[
                        (it, &[("confirmed_on", "2024-04-01")][..]),
                        (it, &[("confirmed_on", "R8.4.1")]),
                    ][..],
                    0,
                ),
                (&[], 0),
            ],
        );
    }

    #[test]
    fn a_ledger_that_was_never_seen_is_told_after_a_year() {
        let mut snapshot = Snapshot::new(LedgerMeta::default());
        std::sync::Arc::make_mut(&mut snapshot.operations).push(Operation {
            seq: 1,
            kind: OperationKind::Create,
            at: "2025-11-01T00:00:00Z".parse().expect("a moment"),
            actor: String::new(),
            label: String::new(),
            reverts: None,
            records: 0,
            hash: [0; 32],
        });
        let found = |today: &str| {
            let found = all(&Look::new(&snapshot, today.parse().expect("a day")));
            found
                .into_iter()
                .filter(|finding| finding.rule == RuleKey::ReviewOld)
                .count()
        };
        assert_eq!((found("2026-11-01"), found("2026-11-02")), (0, 1));
    }
}
