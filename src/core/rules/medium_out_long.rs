//! A medium that should be back by now.

use chrono::TimeDelta;

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::{Column, RegisterId};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "medium_out_long",
    severity: Severity::Warning,
    source: "安全管理ガイドライン システム運用編 7章⑦（持ち出しの記録）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    let register = RegisterId::MEDIUM;
    let Some(child) = register.child_index("loan") else {
        return;
    };
    let place = |key: &str| register.children[child].field_index(key);
    let (Some(person), Some(out), Some(due), Some(back)) =
        (place("person"), place("out_on"), place("due_on"), place("back_on"))
    else {
        return;
    };
    for row in look.snapshot.rows(register).iter() {
        for loan in row.content.child_rows(child) {
            if !loan.get(back).is_blank() {
                continue;
            }
            let day = |field: usize| facts::date(loan.get(field));
            let by = day(due).or_else(|| day(out).map(|day| day + TimeDelta::days(look.thresholds.loan_days)));
            if let Some(by) = by
                && by < look.today
            {
                facts.column_due(
                    row,
                    Column::Child { child, field: back },
                    loan.get(person).display(),
                    by,
                );
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
        let it = RegisterId::MEDIUM;
        table(
            RuleKey::MediumOutLong,
            &[
                (
                    &[(
                        it,
                        &[
                            ("number", "U1"),
                            ("loan.person", "架空花子"),
                            ("loan.out_on", "2026/11/1"),
                            ("loan.due_on", "2026/11/20"),
                        ][..],
                    )][..],
                    1,
                ),
                (
                    &[(
                        it,
                        &[
                            ("number", "U1"),
                            ("loan.person", "架空花子"),
                            ("loan.out_on", "2026/11/1"),
                            ("loan.due_on", "2026/11/21"),
                        ][..],
                    )][..],
                    0,
                ),
                (
                    &[(
                        it,
                        &[
                            ("number", "U1"),
                            ("loan.person", "架空花子"),
                            ("loan.out_on", "2026/10/1"),
                        ][..],
                    )][..],
                    1,
                ),
                (
                    &[(
                        it,
                        &[
                            ("number", "U1"),
                            ("loan.person", "架空花子"),
                            ("loan.out_on", "2026/11/1"),
                        ][..],
                    )][..],
                    0,
                ),
                (
                    &[(
                        it,
                        &[
                            ("number", "U1"),
                            ("loan.out_on", "2026/1/1"),
                            ("loan.back_on", "2026/1/2"),
                        ][..],
                    )][..],
                    0,
                ),
                (
                    &[(
                        it,
                        &[("number", "U1"), ("loan.out_on", "2026/1/1\n2026/1/2\n2026/11/20")][..],
                    )][..],
                    2,
                ),
            ],
        );
    }
}
