//! A device said to be maintained from outside without a path in the ledger, or the other way round.

use std::collections::HashSet;

use super::facts::{self, devices, paths};
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::parse;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "remote_mismatch",
    severity: Severity::Warning,
    source: "立入検査研修 2-(2)（台帳でリモートメンテナンスの有無を明確にする）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    let targets: HashSet<String> = paths(look)
        .filter_map(|path| path.entry("targets").as_text())
        .flat_map(parse::links)
        .map(|name| parse::fold(&name).into_owned())
        .collect();
    for row in devices(look) {
        let names = row.register.named_by.iter().filter_map(|key| row.entry(key).as_text());
        let has_path = names
            .into_iter()
            .any(|name| targets.contains(parse::fold(name).as_ref()));
        match facts::flag(row, "remote_maintenance") {
            Some(true) if !has_path => facts.at(row, "remote_maintenance", "no_path"),
            Some(false) if has_path => facts.at(row, "remote_maintenance", "path"),
            _ => {}
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
        let (device, path) = (RegisterId::DEVICE, RegisterId::REMOTE_PATH);
        for (said, target, facts) in [
            ("有", "別の機器", vec!["no_path"]),
            ("無", "電子カルテサーバ", vec!["path"]),
            ("有", "電子カルテサーバ", vec![]),
            ("", "電子カルテサーバ", vec![]),
            ("無", "", vec![]),
        ] {
            let rows: [(RegisterId, &[(&str, &str)]); 2] = [
                (device, &[("name", "電子カルテサーバ"), ("remote_maintenance", said)]),
                (path, &[("purpose", "保守"), ("targets", target)]),
            ];
            assert_eq!(
                check(RuleKey::RemoteMismatch, "2026-11-21", &rows),
                facts,
                "{said} {target}"
            );
        }
    }
}
