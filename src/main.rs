//! Arguments to the window or the command line; nothing else.

use std::process::ExitCode;

/// A ledger is millions of short texts: an import of 100,000 rows takes an eighth less computing with it. On Windows it
/// works below the bound of the reader (`session::guard`).
#[cfg(not(windows))]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    match kikidaicho::session::guard::enter(&arguments) {
        Some(code) => code,
        None => kikidaicho::cli::run(arguments),
    }
}
