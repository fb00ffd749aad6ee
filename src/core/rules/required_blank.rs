//! A field that the ministry's ledger has and nobody has filled.

use super::facts;
use crate::core::catalogue::{Column, Need, RegisterId};
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "required_blank",
    severity: Severity::Warning,
    source: "立入検査研修 2-(1)（機器台帳）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for register in RegisterId::all() {
        for row in look.snapshot.rows(register).iter() {
            if facts::choice(row, "status") == Some(facts::DISPOSED) {
                continue;
            }
            for (at, field) in register.fields.iter().enumerate() {
                if field.need == Need::Required && row.content.fields.get(at).is_blank() {
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
    let all = check(RuleKey::RequiredBlank, "2026-11-21", &[(device, &[("management_no", "1")])]);
    assert!(all.contains(&"メーカー".to_owned()) && !all.contains(&"管理番号".to_owned()), "{all:?}");
    let said = check(RuleKey::RequiredBlank, "2026-11-21", &[(device, &[("maker", "不明"), ("os", "該当なし")])]);
    assert!(!said.contains(&"メーカー".to_owned()) && !said.contains(&"OS".to_owned()), "不明 is an answer: {said:?}");
    assert!(check(RuleKey::RequiredBlank, "2026-11-21", &[(device, &[("status", "廃棄")])]).is_empty());
    assert!(!check(RuleKey::RequiredBlank, "2026-11-21", &[(RegisterId::VENDOR, &[("note", "x")])]).is_empty());
    }
}
