//! A 不明 whose day to find out has passed.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::model::Entry;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "unknown_overdue",
    severity: Severity::Warning,
    source: "",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for register in facts::registers() {
        for row in look.snapshot.rows(register).iter() {
            for (at, entry) in row.content.fields.iter() {
                if let Entry::Unknown { confirm_by: Some(day) } = entry
                    && *day < look.today
                {
                    facts.due(row, register.fields[at].key, register.fields[at].label, *day);
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
        for (text, count) in [
            ("不明（確認期限 2026-11-20）", 1),
            ("不明（確認期限 2026-11-21）", 0),
            ("不明", 0),
            ("Windows 11", 0),
        ] {
            assert_eq!(
                check(RuleKey::UnknownOverdue, "2026-11-21", &[(device, &[("os", text)])]).len(),
                count,
                "{text}"
            );
        }
    }
}
