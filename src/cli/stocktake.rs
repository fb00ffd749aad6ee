//! 棚卸 on the command line: start, scan (codes, a file of codes, or a sheet), mark, report, finish, plan.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::arguments::{Json as AsJson, Request};
use super::commands::{put, say, written};
use super::wish::Step;
use super::{Failure, plan_json};
use crate::core::files;
use crate::core::import::reader::Patient;
use crate::core::ledger::{Command, Context, Ledger};
use crate::core::model::{Record, Snapshot};
use crate::core::stocktake::{self, Outcome, Report, Round};
use crate::session::guard::{self, Reading};
use crate::text::{self, cli as words, errors, stocktake as labels};

/// Longest list of codes read from a file.
const LONGEST_FILE: u64 = 1 << 20;

pub(super) fn run(
    ledger: &mut Ledger,
    step: &Step,
    context: &Context,
    request: &Request,
    out: &mut Vec<u8>,
) -> Result<(), Failure> {
    let snapshot = ledger.snapshot().clone();
    let today = request.clock.today();
    match step {
        Step::Start { target, place, name } => {
            let command = stocktake::start(&snapshot, *target, place.as_deref(), name, today, &context.actor);
            let command = command.ok_or_else(|| Failure::Refused(errors::nothing_to_count()))?;
            let outcome = ledger.execute(command, context)?;
            say(out, &words::round_started(outcome.added.len().saturating_sub(1)));
        }
        Step::Scan { codes, file, place } => {
            let codes = match file {
                Some(file) => codes_of(file)?,
                None => codes.clone(),
            };
            for code in codes {
                let snapshot = ledger.snapshot().clone();
                let round = open(&snapshot)?;
                if file.is_some() && round.target.is_heading(&code) {
                    continue;
                }
                let seen = stocktake::scan(&snapshot, &round, &code, place.as_deref(), context.now);
                if let Some(command) = seen.command {
                    ledger.execute(command, context)?;
                }
                if seen.outcome != Outcome::Nothing {
                    say(out, &format!("{}\t{code}\t{}", words::seen(seen.outcome), seen.name));
                }
            }
        }
        Step::Mark { number, mark, place } => {
            let round = open(&snapshot)?;
            let item = round.items.iter().find(|item| {
                let named = |key| item.entry(key).as_text() == Some(number);
                named("number") || named("tag")
            });
            let item = item.ok_or_else(|| Failure::Usage(words::no_row(number)))?.id;
            let command = stocktake::mark(&snapshot, item, *mark, place.as_deref(), context.now);
            if let Some(command) = command {
                written(&ledger.execute(command, context)?, out);
            }
        }
        Step::Labels {
            target,
            wish,
            out: file,
        } => {
            let made = stocktake::labels(&snapshot, *target, wish);
            if made.labels.is_empty() {
                return Err(Failure::Refused(errors::no_labels()));
            }
            let page = stocktake::labels_page(&made.labels, &labels::labels_title(&snapshot.meta.facility));
            files::write_atomic(file, page.as_bytes())?;
            say(out, &labels::labels_made(made.labels.len(), made.without));
            say(out, &words::exported(&file.display().to_string()));
        }
        Step::Report => {
            let round = last(&snapshot)?;
            let report = stocktake::report(&round);
            match request.json {
                AsJson::Yes => put(out, &as_json(&round, &report)),
                AsJson::No => print(&round, &report, out),
            }
        }
        Step::Finish => {
            let command = stocktake::finish(&open(&snapshot)?, today);
            written(&ledger.execute(command, context)?, out);
        }
        Step::Plan { apply } => {
            let round = last(&snapshot)?;
            let plan = stocktake::plan(&snapshot, &round, &stocktake::report(&round), today);
            match request.json {
                AsJson::Yes => put(out, &plan_json::plan(&plan)),
                AsJson::No => say(out, &words::counts(&plan.counts())),
            }
            if *apply {
                written(&ledger.execute(Command::Apply(plan.into_batch()), context)?, out);
            }
        }
    }
    Ok(())
}

fn open(snapshot: &Snapshot) -> Result<Round<'_>, Failure> {
    Round::open(snapshot).ok_or_else(|| Failure::Refused(errors::no_round()))
}

fn last(snapshot: &Snapshot) -> Result<Round<'_>, Failure> {
    Round::last(snapshot).ok_or_else(|| Failure::Refused(errors::no_round()))
}

/// One code a line; of a workbook the first cell of every row.
fn codes_of(file: &Path) -> Result<Vec<String>, Failure> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if matches!(ending.as_deref(), Some("txt") | None)
        && let Some(text) = files::read_small(file, LONGEST_FILE)
    {
        return Ok(text.lines().map(str::to_owned).collect());
    }
    let workbook = guard::read(&Reading::usual(), file, None, &Patient)
        .map_err(|error| Failure::Refused(text::import::notice(&error)))?;
    let rows = workbook
        .sheets
        .iter()
        .filter(|sheet| !sheet.hidden)
        .flat_map(|sheet| &sheet.rows);
    Ok(rows
        .filter_map(|row| row.cells.first())
        .map(|cell| cell.text.to_string())
        .collect())
}

fn lists(report: &Report) -> [(&'static str, &[std::sync::Arc<Record>]); 6] {
    [
        ("found", &report.found),
        ("elsewhere", &report.elsewhere),
        ("missing", &report.missing),
        ("unexpected", &report.unexpected),
        ("open", &report.open),
        ("again", &report.again),
    ]
}

fn as_json(round: &Round<'_>, report: &Report) -> Json {
    let text = |row: &Record, key: &str| row.entry(key).as_text().map(str::to_owned);
    let mut whole = json!({
        "version": 1, "round": round.name(), "target": round.target.register().key, "is_open": round.is_open(),
        "expected": report.expected,
    });
    for (key, rows) in lists(report) {
        let rows: Vec<Json> = rows
            .iter()
            .map(|row| {
                json!({"number": text(row, "number"), "name": text(row, "name"), "place": text(row, "place"), "seen_place": text(row, "seen_place"),
                    "tag": text(row, "tag"), "times": text(row, "times").and_then(|times| times.parse::<u32>().ok()), "record": text(row, "record")})
            })
            .collect();
        whole[key] = json!(rows);
    }
    whole
}

fn print(round: &Round<'_>, report: &Report, out: &mut Vec<u8>) {
    say(out, &words::round_head(round.name(), report.done(), report.expected));
    for (key, rows) in lists(report) {
        say(out, &words::round_count(key, rows.len()));
        // What was found needs no list.
        if key != "found" {
            for row in rows {
                let cells = ["number", "tag", "name", "place", "seen_place"];
                let cells = cells.map(|key| row.entry(key).display().into_owned());
                say(out, &format!("  {}", cells.join("\t")));
            }
        }
    }
}
