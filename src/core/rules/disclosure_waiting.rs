//! An MDS or SDS that was never asked for or has not come back.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;
use crate::core::model::Entry;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "disclosure_waiting",
    severity: Severity::Warning,
    source: "チェックリスト 2 事業者から MDS/SDS を提出してもらう",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in look.snapshot.rows(RegisterId::DISCLOSURE).iter() {
        let received = row.entry("received_on");
        if received.as_text().is_some() || *received == Entry::NotApplicable {
            continue;
        }
        match facts::day(row, "asked_on").map(|day| (look.today - day).num_days()) {
            None => facts.at(row, "asked_on", ""),
            Some(ago) if ago > look.thresholds.asked_days => facts.at(row, "received_on", ago.to_string()),
            Some(_) => {}
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
        let it = RegisterId::DISCLOSURE;
        table(
            RuleKey::DisclosureWaiting,
            &[
                (&[(it, &[("product", "カルテ")][..])][..], 1),
                (&[(it, &[("product", "カルテ"), ("asked_on", "2026/9/1")][..])][..], 1),
                (&[(it, &[("product", "カルテ"), ("asked_on", "2026/11/1")][..])][..], 0),
                (
                    &[(it, &[("product", "カルテ"), ("received_on", "2026/11/1")][..])][..],
                    0,
                ),
                (
                    &[(it, &[("product", "カルテ"), ("received_on", "該当なし")][..])][..],
                    0,
                ),
            ],
        );
    }
}
