//! The other side: this program, started to read one file.

use std::io::{BufWriter, Read as _};
use std::path::Path;
use std::process::ExitCode;

use super::bounds;
use crate::core::import::reader::stream::speak;

/// A longer password than any program takes.
const PASSWORD: u64 = 4 * 1024;

pub(super) fn serve(path: &Path) -> ExitCode {
    bounds::bind();
    // What went wrong is said in the stream or by its end; nobody reads the words of a panic.
    std::panic::set_hook(Box::new(|_| {}));
    let mut password = Vec::new();
    if std::io::stdin()
        .lock()
        .take(PASSWORD)
        .read_to_end(&mut password)
        .is_err()
    {
        return ExitCode::FAILURE;
    }
    let Ok(password) = String::from_utf8(password) else {
        return ExitCode::FAILURE;
    };
    let password = (!password.is_empty()).then_some(password);
    let out = BufWriter::with_capacity(super::PIPE, std::io::stdout().lock());
    match speak(path, password.as_deref(), out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
