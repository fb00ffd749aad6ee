//! A possible leak of personal data that has not been reported to the 個人情報保護委員会 yet.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "incident_report_due",
    severity: Severity::Serious,
    source: "個人情報保護法 漏えい等の報告（速報 概ね3〜5日以内、確報 30日以内、不正の目的のおそれは60日以内）",
};

/// The first report is due within three to five days of knowing.
const PRELIMINARY: i64 = 5;
const FINAL: i64 = 30;
const FINAL_WHEN_MALICIOUS: i64 = 60;

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in look.snapshot.rows(RegisterId::INCIDENT).iter() {
        let (Some(true), Some(known)) = (facts::flag(row, "personal_data"), facts::day(row, "detected_on")) else {
            continue;
        };
        let last = if facts::flag(row, "malicious") == Some(true) {
            FINAL_WHEN_MALICIOUS
        } else {
            FINAL
        };
        for (key, fact, days) in [
            ("preliminary_on", "preliminary", PRELIMINARY),
            ("final_on", "final", last),
        ] {
            if row.entry(key).is_blank() || facts::is_unknown(row, key) {
                facts.due(row, key, fact, known + chrono::TimeDelta::days(days));
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
        let it = RegisterId::INCIDENT;
        table(
            RuleKey::IncidentReportDue,
            &[
                (
                    &[(
                        it,
                        &[
                            ("title", "感染"),
                            ("personal_data", "はい"),
                            ("detected_on", "2026/11/20"),
                        ][..],
                    )][..],
                    2,
                ),
                (
                    &[(
                        it,
                        &[
                            ("title", "感染"),
                            ("personal_data", "はい"),
                            ("detected_on", "2026/11/20"),
                            ("preliminary_on", "2026/11/21"),
                        ][..],
                    )][..],
                    1,
                ),
                (
                    &[(
                        it,
                        &[
                            ("title", "感染"),
                            ("personal_data", "はい"),
                            ("detected_on", "2026/11/20"),
                            ("preliminary_on", "2026/11/21"),
                            ("final_on", "該当なし"),
                        ][..],
                    )][..],
                    0,
                ),
                (
                    &[(
                        it,
                        &[
                            ("title", "停電"),
                            ("personal_data", "いいえ"),
                            ("detected_on", "2026/11/20"),
                        ][..],
                    )][..],
                    0,
                ),
                (&[(it, &[("title", "調査中"), ("personal_data", "はい")][..])][..], 0),
            ],
        );

        let due = |malicious: &str| {
            let cells: &[(&str, &str)] = &[
                ("personal_data", "はい"),
                ("malicious", malicious),
                ("detected_on", "2026-11-01"),
            ];
            super::super::facts::found(RuleKey::IncidentReportDue, "2026-11-21", &[(it, cells)])
                .into_iter()
                .filter_map(|finding| finding.due.map(|day| day.to_string()))
                .collect::<Vec<_>>()
        };
        assert_eq!(due("いいえ"), ["2026-11-06", "2026-12-01"]);
        assert_eq!(due("はい"), ["2026-11-06", "2026-12-31"]);
    }
}
