//! A field that the ministry's ledger has and nobody has filled.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::Column;
use crate::core::parse;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "required_blank",
    severity: Severity::Warning,
    source: "立入検査研修 2-(1)（機器台帳）",
};

/// Blanks that another rule asks about in better words.
const ASKED_ELSEWHERE: &[(&str, &str)] = &[
    ("contact", "phone"),
    ("backup_plan", "last_restored_on"),
    ("disclosure", "received_on"),
    ("medium", "encrypted"),
    ("notice", "judgement"),
    ("permit", "until"),
];

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for register in facts::registers() {
        for row in look.snapshot.rows(register).iter() {
            if facts::is_over(row) {
                continue;
            }
            for at in parse::blanks(register, &row.content) {
                let field = &register.fields[at];
                if !ASKED_ELSEWHERE.contains(&(register.key, field.key)) {
                    facts.column(row, Column::Field(at), field.label);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleKey;
    use super::super::facts::check;
    use crate::core::catalogue::RegisterId;

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let device = RegisterId::DEVICE;
        let all = check(
            RuleKey::RequiredBlank,
            "2026-11-21",
            &[(device, &[("management_no", "1")])],
        );
        assert!(
            all.contains(&"メーカー".to_owned()) && !all.contains(&"管理番号".to_owned()),
            "{all:?}"
        );
        let said = check(
            RuleKey::RequiredBlank,
            "2026-11-21",
            &[(device, &[("maker", "不明"), ("os", "該当なし")])],
        );
        assert!(
            !said.contains(&"メーカー".to_owned()) && !said.contains(&"OS".to_owned()),
            "不明 is an answer: {said:?}"
        );
        assert!(check(RuleKey::RequiredBlank, "2026-11-21", &[(device, &[("status", "廃棄")])]).is_empty());
        let reader = check(
            RuleKey::RequiredBlank,
            "2026-11-21",
            &[(device, &[("kind", "カードリーダー"), ("status", "稼働")])],
        );
        assert_eq!(reader, ["管理番号", "メーカー", "設置場所", "登録日"], "of its kind");
        assert!(
            !check(
                RuleKey::RequiredBlank,
                "2026-11-21",
                &[(RegisterId::VENDOR, &[("note", "x")])]
            )
            .is_empty()
        );
    }
}
