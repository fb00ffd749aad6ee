//! The command line: one subcommand per wish, Japanese for people, JSON with a version for programs.
//!
//! Owns: arguments, exit codes, output. Refuses to know: SQL, widgets.
//! Invariant: results go to stdout, messages to stderr; a failure says what, whether the data is safe, what to do.

mod arguments;
mod checklist_json;
mod checklists;
mod commands;
mod evidence;
mod forms;
mod guiding;
mod joining;
mod json;
mod plan_json;
mod review;
mod stocktake;
mod wish;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use crate::text::{Notice, cli as words, errors};

/// How a run ended. Documented in the README and in `--help`.
enum Failure {
    /// Exit code 1: not done, the data is as before.
    Refused(Notice),
    /// Exit code 2: the arguments make no sense.
    Usage(String),
    /// Exit code 3: the check found something wrong.
    Unsound(Notice),
}

impl From<crate::core::ledger::LedgerError> for Failure {
    fn from(error: crate::core::ledger::LedgerError) -> Self {
        Self::Refused(errors::notice(&error))
    }
}

/// Runs the program with the given arguments, the first being its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut out = Vec::new();
    let result = arguments::read(arguments).and_then(|request| {
        // A defect of ours is said like everything else; the file is safe, for nothing half-done is ever committed.
        let run = std::panic::AssertUnwindSafe(|| commands::run(request, &mut out));
        std::panic::catch_unwind(run).unwrap_or_else(|_| Err(Failure::Refused(errors::defect())))
    });
    // A closed pipe is the reader's wish, not a failure of ours.
    let _ = std::io::stdout().lock().write_all(&out);
    let (code, message) = match result {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Refused(notice)) => (1, lines(&notice)),
        Err(Failure::Usage(what)) => (2, format!("{what}\n{}\n{}", words::NOTHING_DONE, words::SEE_HELP)),
        Err(Failure::Unsound(notice)) => (3, lines(&notice)),
    };
    let _ = writeln!(std::io::stderr().lock(), "{message}");
    ExitCode::from(code)
}

fn lines(notice: &Notice) -> String {
    format!("{}\n{}\n{}", notice.what, notice.safe, notice.todo)
}
