//! A paper that the ledger says is there, of which neither a file nor its place is kept.

use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;
use crate::core::evidence;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "evidence_missing",
    severity: Severity::Hint,
    source: "立入検査研修（確認したことがわかるように証跡を残す）",
};

/// A register, the field that says the paper is there, and the one that may say where.
const PAPERS: &[(RegisterId, &str, Option<&str>)] = &[
    (RegisterId::DISCLOSURE, "received_on", None),
    (RegisterId::DOCUMENT, "approved_on", Some("place")),
];

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    let proven = evidence::proven(look.snapshot);
    for &(register, said, place) in PAPERS {
        for row in look.snapshot.rows(register).iter() {
            let placed = place.is_some_and(|key| row.entry(key).as_text().is_some());
            if row.entry(said).as_text().is_some() && !placed && !proven.contains(&row.id) {
                facts.at(row, said, "");
            }
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
        let (disclosure, document) = (RegisterId::DISCLOSURE, RegisterId::DOCUMENT);
        table(
            RuleKey::EvidenceMissing,
            &[
                (
                    &[(disclosure, &[("product", "カルテ"), ("received_on", "2026/11/1")][..])][..],
                    1,
                ),
                (
                    &[(disclosure, &[("product", "カルテ"), ("asked_on", "2026/11/1")][..])][..],
                    0,
                ),
                (
                    &[(document, &[("title", "規程"), ("approved_on", "2026/4/1")][..])][..],
                    1,
                ),
                (
                    &[(
                        document,
                        &[("title", "規程"), ("approved_on", "2026/4/1"), ("place", "事務室の棚")][..],
                    )][..],
                    0,
                ),
                (&[(document, &[("title", "規程")][..])][..], 0),
            ],
        );
        // The first row of hand-made ones has this id.
        let id = crate::core::model::RecordId::derive(1, 0, &[0; 32]).to_string();
        let rows: [super::super::facts::Row<'_>; 2] = [
            (disclosure, &[("product", "カルテ"), ("received_on", "2026/11/1")]),
            (RegisterId::EVIDENCE, &[("name", "a.pdf"), ("record", &id)]),
        ];
        assert!(super::super::facts::check(RuleKey::EvidenceMissing, "2026-11-21", &rows).is_empty());
    }
}
