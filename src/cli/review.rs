//! 経営層の確認 on the command line: the report, the confirmation with its frozen copy, and whether copies still are what they were.

use serde_json::{Value as Json, json};

use super::Failure;
use super::arguments::{Json as AsJson, Request};
use super::commands::{put, say, written};
use super::wish::ReviewStep;
use crate::core::catalogue::RegisterId;
use crate::core::ledger::{Confirmation, Context, CopyState, Ledger, LedgerError};
use crate::core::model::Record;
use crate::core::review::{self, Report};
use crate::core::rules::{self, Look};
use crate::text::{Notice, cli as words, review as words_of, ui};

pub(super) fn run(
    ledger: &mut Ledger,
    step: &ReviewStep,
    context: &Context,
    request: &Request,
    out: &mut Vec<u8>,
) -> Result<(), Failure> {
    let snapshot = ledger.snapshot().clone();
    let today = request.clock.today();
    match step {
        ReviewStep::Report => {
            let report = report(ledger, request)?;
            match request.json {
                AsJson::Yes => put(out, &as_json(&report)),
                AsJson::No => words_of::lines(&report, &snapshot)
                    .iter()
                    .for_each(|line| say(out, line)),
            }
        }
        ReviewStep::Confirm { by, note } => {
            let report = report(ledger, request)?;
            let seen = Confirmation {
                by: by.clone(),
                note: note.clone(),
                summary: words_of::summary(&report),
                today,
            };
            let outcome = ledger.confirm(&seen, context)?;
            written(&outcome, out);
            if let Some(row) = outcome
                .added
                .first()
                .and_then(|id| ledger.snapshot().get(RegisterId::REVIEW, *id))
            {
                say(out, &words::confirmed(&shown(row, "code"), &shown(row, "copy")));
            }
        }
        ReviewStep::List => {
            for row in snapshot.rows(RegisterId::REVIEW).iter().rev() {
                let cells = ["confirmed_on", "confirmed_by", "code", "copy", "note"];
                say(out, &cells.map(|key| shown(row, key)).join("\t"));
            }
        }
        ReviewStep::Check => {
            let mut changed = false;
            for row in snapshot.rows(RegisterId::REVIEW).iter() {
                let state = ledger.check_copy(row)?;
                changed |= state == CopyState::Changed;
                let line = [
                    &shown(row, "confirmed_on"),
                    &shown(row, "copy"),
                    words_of::copy_state(state),
                ];
                say(out, &line.join("\t"));
            }
            if changed {
                return Err(Failure::Unsound(Notice {
                    what: words_of::copy_state(CopyState::Changed).to_owned(),
                    safe: words::LEDGER_IS_FINE.to_owned(),
                    todo: words::KEEP_THE_COPY.to_owned(),
                }));
            }
        }
    }
    Ok(())
}

fn report(ledger: &Ledger, request: &Request) -> Result<Report, LedgerError> {
    let snapshot = ledger.snapshot();
    let today = request.clock.today();
    let findings = rules::all(&Look::new(snapshot, today));
    let then = ledger.last_reviewed()?;
    let then = then.as_ref().map(|(then, day)| (then, *day));
    Ok(review::report(then, snapshot, &findings, today))
}

fn shown(row: &Record, key: &str) -> String {
    row.entry(key).display().replace('\n', " ")
}

fn as_json(report: &Report) -> Json {
    let registers: Vec<Json> = report
        .registers
        .iter()
        .map(|changed| {
            json!({"register": changed.register.key, "rows": changed.rows, "added": changed.added, "changed": changed.changed, "removed": changed.removed})
        })
        .collect();
    let open = |key: crate::core::rules::Severity| report.open.get(&key).copied().unwrap_or(0);
    let counts: serde_json::Map<String, Json> = crate::core::rules::Severity::ALL
        .into_iter()
        .map(|severity| (severity.key().to_owned(), json!(open(severity))))
        .collect();
    json!({
        "version": 1, "since": report.since.map(|day| day.to_string()), "revision": report.revision, "code": report.code,
        "registers": registers, "retired": report.retired, "open": counts, "accepted": report.accepted,
        "matters": report.matters.iter().map(|finding| json!({"rule": finding.rule.key(), "id": finding.record.to_string(), "due": finding.due.map(ui::day)})).collect::<Vec<_>>(),
    })
}
