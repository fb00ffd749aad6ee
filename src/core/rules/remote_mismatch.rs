//! A device said to be maintained from outside without a path in the ledger, or the other way round.

use std::collections::HashSet;

use super::facts::{self, devices, paths};
use super::{Facts, Finding, Look, Mend, RuleInfo, Severity};
use crate::core::catalogue::{Column, RegisterId};
use crate::core::model::{Record, Snapshot};
use crate::core::parse;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "remote_mismatch",
    severity: Severity::Warning,
    source: "立入検査研修 2-(2)（台帳でリモートメンテナンスの有無を明確にする）",
};

/// A path seems to mean the device, but not by a name of it.
pub(super) const LOOSE: &str = "loose";

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    let targets: HashSet<String> = paths(look).flat_map(targets_of).map(|target| folded(&target)).collect();
    // The router through which a path leads is on it as well.
    let gateways: HashSet<String> = paths(look)
        .filter_map(|path| path.entry("gateway").as_text())
        .flat_map(parse::links)
        .map(|name| folded(&name))
        .collect();
    let mut loose: HashSet<&str> = targets.iter().map(String::as_str).collect();
    let mut pathless: Vec<&Record> = Vec::new();
    for row in devices(look) {
        let mut has_path = false;
        for name in names_of(row).map(parse::fold) {
            // Only what names no device can mean one loosely.
            loose.remove(name.as_ref());
            has_path |= targets.contains(name.as_ref()) || gateways.contains(name.as_ref());
        }
        match facts::flag(row, "remote_maintenance") {
            Some(true) if !has_path => pathless.push(row),
            Some(false) if has_path => facts.at(row, "remote_maintenance", "path"),
            _ => {}
        }
    }
    // Looked up piece by piece, however many there are.
    let meant: HashSet<&str> = loose.iter().flat_map(|target| pieces(target)).collect();
    let is_meant = |name: &str| meant.contains(name) || pieces(name).any(|piece| loose.contains(piece));
    for row in pathless {
        let is_loose = names_of(row).map(parse::fold).any(|name| is_meant(&name));
        facts.at(row, "remote_maintenance", if is_loose { LOOSE } else { "no_path" });
    }
}

/// The path that seems to mean the device, with the device's own name in place of the loose one.
pub(super) fn mend(snapshot: &Snapshot, finding: &Finding) -> Option<Mend> {
    if finding.fact != LOOSE {
        return None;
    }
    let device = snapshot.get(finding.register, finding.record)?;
    let path = RegisterId::REMOTE_PATH;
    let column = Column::Field(path.field_index("targets")?);
    let name = device.name()?;
    let all = || snapshot.rows(RegisterId::DEVICE).iter();
    let is_name = |target: &str| all().any(|row| names_of(row).any(|name| folded(name) == folded(target)));
    snapshot.rows(path).iter().find_map(|row| {
        let mut targets: Vec<String> = targets_of(row).collect();
        let found = targets
            .iter_mut()
            .find(|target| means(&folded(target), device) && !is_name(target))?;
        let was = std::mem::replace(found, name.to_owned());
        Some(Mend {
            record: row.id,
            column: column.clone(),
            text: targets.join("、"),
            was,
            now: name.to_owned(),
        })
    })
}

fn folded(text: &str) -> String {
    parse::fold(text).into_owned()
}

fn targets_of(path: &Record) -> impl Iterator<Item = String> {
    let text = path.entry("targets").as_text().unwrap_or_default();
    parse::links(text).into_iter()
}

fn names_of(row: &Record) -> impl Iterator<Item = &str> {
    row.register.named_by.iter().filter_map(|key| row.entry(key).as_text())
}

/// Whether a folded text says a name of the device with more around it, or less of it.
fn means(target: &str, row: &Record) -> bool {
    names_of(row).map(folded).any(|name| {
        pieces(target).any(|piece| piece == name) || pieces(&name).any(|piece| piece == target)
    })
}

/// A shorter piece says too little: PC, 1F.
const SHORTEST: usize = 3;
/// Longer texts are sentences, not names.
const MOST_UNITS: usize = 32;

/// Every piece of a folded text that could be a name: `pc-01` is one of `受付 pc-01 ほか`, but `pc-0` is none.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut cuts = vec![0];
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        // Latin letters and digits hold together.
        let joined = c.is_ascii_alphanumeric() && before.is_some_and(|c| c.is_ascii_alphanumeric());
        if at > 0 && !joined {
            cuts.push(at);
        }
        before = Some(c);
    }
    cuts.push(text.len());
    cuts.truncate(MOST_UNITS + 1);
    let places = (0..cuts.len()).flat_map(move |from| {
        let ends: Vec<(usize, usize)> = cuts[from + 1..].iter().map(|end| (cuts[from], *end)).collect();
        ends
    });
    places
        .map(|(from, end)| &text[from..end])
        .filter(|piece| piece.chars().count() >= SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::super::facts::{check, found};
    use super::super::{RuleKey, mend};
    use crate::core::catalogue::RegisterId;
    use crate::core::model::{LedgerMeta, Snapshot};
    use crate::core::rules::records_of;

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let (device, path) = (RegisterId::DEVICE, RegisterId::REMOTE_PATH);
        for (said, target, facts) in [
            ("有", "別の機器", vec!["no_path"]),
            ("無", "電子カルテサーバ", vec!["path"]),
            ("有", "電子カルテサーバ", vec![]),
            ("有", "電子カルテサーバ（2F）", vec!["loose"]),
            ("有", "ほしぞら 電子カルテサーバ、別の機器", vec!["loose"]),
            ("有", "サーバ", vec!["loose"]),
            ("有", "PC", vec!["no_path"]),
            ("無", "電子カルテサーバ（2F）", vec![]),
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

    #[test]
    fn a_loose_target_is_mended_to_the_number_and_the_others_stay() {
        let (device, path) = (RegisterId::DEVICE, RegisterId::REMOTE_PATH);
        let rows: [(RegisterId, &[(&str, &str)]); 3] = [
            (
                device,
                &[("management_no", "SV-01"), ("name", "電子カルテサーバ"), ("remote_maintenance", "有")],
            ),
            (device, &[("management_no", "RT-01"), ("name", "ルータ"), ("remote_maintenance", "有")]),
            (path, &[("purpose", "保守"), ("targets", "電子カルテサーバ（2F）、RT-01")]),
        ];
        let found = found(RuleKey::RemoteMismatch, "2026-11-21", &rows);
        let snapshot = Snapshot::with_rows(LedgerMeta::default(), records_of(&rows));
        let mend = mend(&snapshot, &found[0]).expect("a way to mend");
        assert_eq!((mend.text.as_str(), mend.was.as_str()), ("SV-01、RT-01", "電子カルテサーバ（2F）"));
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
