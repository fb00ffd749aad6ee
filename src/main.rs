//! Arguments to the window or the command line; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    kikidaicho::cli::run(std::env::args_os())
}
