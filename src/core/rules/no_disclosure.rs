//! A contracted vendor of which there is no MDS or SDS, not even asked for.

use std::collections::HashSet;

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;
use crate::core::parse;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "no_disclosure",
    severity: Severity::Warning,
    source: "チェックリスト 2 事業者から MDS/SDS を提出してもらう",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    let disclosed: HashSet<String> = look
        .snapshot
        .rows(RegisterId::DISCLOSURE)
        .iter()
        .filter_map(|row| row.entry("vendor").as_text())
        .flat_map(parse::links)
        .map(|name| parse::fold(&name).into_owned())
        .collect();
    for row in look.snapshot.rows(RegisterId::VENDOR).iter() {
        let contract = match facts::flag(row, "direct_contract") {
            Some(answer) => answer,
            None => row.entry("contract_term").as_text().is_some(),
        };
        let name = row.entry("name").as_text();
        if contract && name.is_some_and(|name| !disclosed.contains(parse::fold(name).as_ref())) {
            facts.at(row, "direct_contract", "");
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
        let (it, disclosure) = (RegisterId::VENDOR, RegisterId::DISCLOSURE);
        table(
            RuleKey::NoDisclosure,
            &[
                (&[(it, &[("name", "A社"), ("direct_contract", "はい")][..])][..], 1),
                (&[(it, &[("name", "A社"), ("contract_term", "2026年度")][..])][..], 1),
                (
                    &[(
                        it,
                        &[
                            ("name", "A社"),
                            ("direct_contract", "いいえ"),
                            ("contract_term", "2026年度"),
                        ][..],
                    )][..],
                    0,
                ),
                (&[(it, &[("name", "A社")][..])][..], 0),
                (
                    &[
                        (it, &[("name", "A社"), ("direct_contract", "はい")][..]),
                        (disclosure, &[("vendor", "Ａ社"), ("product", "カルテ")]),
                    ],
                    0,
                ),
            ],
        );
    }
}
