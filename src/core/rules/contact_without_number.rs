//! Somebody to be called in an emergency, without a number to call.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "contact_without_number",
    severity: Severity::Warning,
    source: "チェックリスト 3 インシデント発生時の連絡体制図",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in look.snapshot.rows(RegisterId::CONTACT).iter() {
        let none = |key: &str| row.entry(key).is_blank() || facts::is_unknown(row, key);
        if none("phone") && none("off_hours") {
            facts.at(row, "phone", "");
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
        let it = RegisterId::CONTACT;
        table(
            RuleKey::ContactWithoutNumber,
            &[
                (&[(it, &[("organization", "保健所")][..])][..], 1),
                (&[(it, &[("organization", "保健所"), ("phone", "不明")][..])][..], 1),
                (
                    &[(it, &[("organization", "保健所"), ("phone", "000-0000-0000")][..])][..],
                    0,
                ),
                (
                    &[(it, &[("organization", "保健所"), ("off_hours", "000-0000-0000")][..])][..],
                    0,
                ),
                (&[(it, &[("organization", "保健所"), ("phone", "該当なし")][..])][..], 0),
            ],
        );
    }
}
