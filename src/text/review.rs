//! Wording of the report to the management.

use super::rules;
use super::ui::day;
use crate::core::ledger::CopyState;
use crate::core::model::Snapshot;
use crate::core::review::Report;
use crate::core::rules::Severity;

/// Names told for one kind of change.
const NAMED: usize = 8;

/// The whole report in lines, for print, screen and the command line.
pub fn lines(report: &Report, snapshot: &Snapshot) -> Vec<String> {
    let mut lines = vec![
        since(report),
        format!("照合コード：{}（操作 {}）", report.code, report.revision),
    ];
    for changed in &report.registers {
        let mut line = format!("{}：{} 件", changed.register.label, changed.rows);
        for (word, names) in [
            ("追加", &changed.added),
            ("変更", &changed.changed),
            ("外した", &changed.removed),
        ] {
            if !names.is_empty() {
                line.push_str(&format!("　{word} {}（{}）", names.len(), some(names)));
            }
        }
        lines.push(line);
    }
    if !report.retired.is_empty() {
        lines.push(format!(
            "廃棄した機器 {} 台（{}）",
            report.retired.len(),
            some(&report.retired)
        ));
    }
    lines.push(counts(report));
    for finding in &report.matters {
        let row = snapshot.get(finding.register, finding.record);
        let name = row.and_then(|row| row.name()).unwrap_or_default();
        lines.push(format!(
            "・{} {}",
            rules::about(finding, name),
            rules::sentence(finding)
        ));
    }
    lines
}

pub fn since(report: &Report) -> String {
    match report.since {
        Some(since) => format!("前回の確認（{}）からの報告", day(since)),
        None => "はじめての報告（台帳を作ってから今まで）".to_owned(),
    }
}

/// How many findings of which weight.
pub fn counts(report: &Report) -> String {
    let mut words: Vec<String> = Severity::ALL
        .into_iter()
        .map(|severity| {
            format!(
                "{} {}",
                rules::severity(severity),
                report.open.get(&severity).unwrap_or(&0)
            )
        })
        .collect();
    words.push(format!("了承済み {}", report.accepted));
    words.join("、")
}

/// Kept with the record: the numbers, not the names.
pub fn summary(report: &Report) -> String {
    let rows = report
        .registers
        .iter()
        .map(|changed| format!("{} {}", changed.register.label, changed.rows));
    let rows: Vec<String> = rows.collect();
    format!("{}\n{}", rows.join("、"), counts(report))
}

fn some(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    let more = names.len().saturating_sub(NAMED);
    if more > 0 {
        format!("{} ほか {more}", shown.join("、"))
    } else {
        shown.join("、")
    }
}

pub const fn copy_state(state: CopyState) -> &'static str {
    match state {
        CopyState::AsItWas => "控えは確認した時のままです。",
        CopyState::Missing => "控えが台帳と同じ場所にありません。",
        CopyState::Changed => "控えが確認した時から変わっています。",
    }
}
