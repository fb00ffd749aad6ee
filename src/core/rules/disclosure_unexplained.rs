//! Answers いいえ or 対象外 of a vendor without their reason: an inspector may ask for it.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::{Column, RegisterId};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "disclosure_unexplained",
    severity: Severity::Hint,
    source: "解説記事による（安全管理ガイドライン 第7.0版 保守委託機関編 10章。条文は確かめていません）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    let register = RegisterId::DISCLOSURE;
    let Some(child) = register.child_index("exception") else {
        return;
    };
    let Some(reason) = register.children[child].field_index("reason") else {
        return;
    };
    for row in look.snapshot.rows(register).iter() {
        let answers = row.content.child_rows(child);
        let bare = answers.iter().filter(|answer| answer.get(reason).is_blank()).count();
        let said = facts::number(row, "no_count").unwrap_or(0.0);
        // Counted answers that nobody wrote down are as good as unexplained.
        let missing = bare.max((said as usize).saturating_sub(answers.len()));
        if missing > 0 {
            facts.column(row, Column::Child { child, field: reason }, missing.to_string());
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
            RuleKey::DisclosureUnexplained,
            &[
                (&[(it, &[("product", "カルテ"), ("no_count", "3")][..])][..], 1),
                (
                    &[(
                        it,
                        &[
                            ("product", "カルテ"),
                            ("exception.number", "28\n29"),
                            ("exception.reason", "準備中"),
                        ][..],
                    )][..],
                    1,
                ),
                (
                    &[(
                        it,
                        &[
                            ("product", "カルテ"),
                            ("no_count", "1"),
                            ("exception.number", "28"),
                            ("exception.reason", "準備中"),
                        ][..],
                    )][..],
                    0,
                ),
                (&[(it, &[("product", "カルテ"), ("no_count", "0")][..])][..], 0),
                (&[(it, &[("product", "カルテ")][..])][..], 0),
            ],
        );
    }
}
