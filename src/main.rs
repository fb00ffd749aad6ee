//! Arguments to the window or the command line; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    match kikidaicho::session::guard::enter(&arguments) {
        Some(code) => code,
        None => kikidaicho::cli::run(arguments),
    }
}
