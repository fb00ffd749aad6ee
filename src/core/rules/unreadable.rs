//! A cell that cannot be understood: it may be right, but nothing can be counted on it.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::Column;
use crate::core::parse;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "unreadable",
    severity: Severity::Hint,
    source: "",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for register in facts::registers() {
        for row in look.snapshot.rows(register).iter() {
            for (at, entry) in row.content.fields.iter() {
                if parse::column_problem(register, &row.content, &Column::Field(at)).is_some() {
                    facts.column(row, Column::Field(at), entry.display());
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
        for (key, text, count) in [
            ("ip", "上の階", 1),
            ("registered_on", "去年の夏", 1),
            ("ip", "192.168.1.1", 0),
            ("note", "なんでも", 0),
            ("ip", "不明", 0),
        ] {
            assert_eq!(
                check(RuleKey::Unreadable, "2026-11-21", &[(device, &[(key, text)])]).len(),
                count,
                "{text}"
            );
        }
    }
}
