//! A 不明 whose day to find out has passed.

use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "unknown_overdue",
    severity: Severity::Warning,
    source: "",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for unknown in look.unknown.iter().filter(|unknown| unknown.confirm_by < look.today) {
        let field = &unknown.row.register.fields[unknown.field];
        facts.due(unknown.row, field.key, field.label, unknown.confirm_by);
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
