//! A vendor that was asked for its sheet of the checklist and has not sent it back in time.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::checklist::waited_for;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "vendor_late",
    severity: Severity::Serious,
    source: "厚生労働省「立入検査の手引き」（令和5年度）（契約している事業者すべての「事業者確認用」を確認）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in waited_for(look.snapshot) {
        if let Some(due) = facts::day(&row, "due_on").filter(|due| *due < look.today) {
            facts.due(&row, "due_on", (look.today - due).num_days().to_string(), due);
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
        let it = RegisterId::VENDOR_SHEET;
        let asked = |due: &'static str| {
            [
                ("edition", "R8"),
                ("sheet", "事業者"),
                ("vendor", "A社"),
                ("state", "依頼中"),
                ("sent_on", "2026/10/1"),
                ("due_on", due),
            ]
        };
        let late = asked("2026/11/20");
        let returned = [late[0], late[1], late[2], ("state", "返送"), late[5]];
        let years_before = [("edition", "R7"), late[1], late[2], late[3], ("sent_on", "2025/10/1"), ("due_on", "2025/11/1")];
        let answer = [
            ("edition", "R8"),
            ("sheet", "事業者"),
            ("vendor", "A社"),
            ("item", "org.responsible"),
            ("round", "1"),
            ("answer", "はい"),
        ];
        table(
            RuleKey::VendorLate,
            &[
                (&[(it, &late[..])][..], 1),
                (&[(it, &asked("2026/11/21")[..])][..], 0),
                (&[(it, &asked("")[..])][..], 0),
                (&[(it, &returned[..])][..], 0),
                // Its answers are in the house, whoever forgot to say so.
                (&[(it, &late[..]), (RegisterId::ANSWER, &answer[..])][..], 0),
                // A sheet of a year before is waited for no more once the next one is asked for.
                (&[(it, &years_before[..]), (it, &late[..])][..], 1),
                (&[(it, &years_before[..])][..], 1),
            ],
        );
    }
}
