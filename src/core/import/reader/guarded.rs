//! A reader in a process of its own: the same program, started with a hidden argument, reads one file under limits.
//!
//! Owns: starting and ending the child, turning every way it can die into one [`ReadError`].
//! Invariant: whatever the child does - abort, hang, garbage - the program goes on and nothing was written.

use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::{RawWorkbook, ReadError, limits, unguarded};

/// The hidden first argument of the child.
pub const ARGUMENT: &str = "--read-file-for-parent";

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Says which program to start as the child; the first word counts. Without one, formats that need a child are
/// refused.
pub fn set_program(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// What the child says at the end of its work.
#[derive(Serialize, Deserialize)]
enum Answer {
    Read(RawWorkbook),
    Refused { why: String, detail: String },
}

/// Reads a file in a child process.
///
/// # Errors
/// Those of the reading, and `Damaged` when the child died or took too long.
pub(super) fn read(path: &Path, kind: &'static str) -> Result<RawWorkbook, ReadError> {
    let program = PROGRAM.get().ok_or(ReadError::OtherFormat(kind))?;
    let mut child = Command::new(program)
        .arg(ARGUMENT)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let Some(mut output) = child.stdout.take() else {
        return Err(ReadError::Damaged("no output".to_owned()));
    };
    #[expect(
        clippy::disallowed_methods,
        reason = "the pipe must be emptied while the child's time is watched"
    )]
    let collector = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = output.by_ref().take(limits::ANSWER).read_to_end(&mut bytes);
        read.map(|_| bytes)
    });
    let deadline = Instant::now() + Duration::from_secs(limits::SECONDS);
    let finished = loop {
        match child.try_wait()? {
            Some(status) => break Some(status),
            None if Instant::now() > deadline => {
                // It may have ended by itself this moment; either way it is over.
                let _ = child.kill();
                let _ = child.wait();
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    let bytes = collector.join().ok().and_then(Result::ok).unwrap_or_default();
    if finished.is_none() {
        return Err(ReadError::TooLarge("time"));
    }
    match serde_json::from_slice(&bytes) {
        Ok(Answer::Read(book)) => Ok(book),
        Ok(Answer::Refused { why, detail }) => Err(ReadError::from_words(&why, detail)),
        Err(_) => Err(ReadError::Damaged("reader ended early".to_owned())),
    }
}

/// The child's whole life: limits, one file, one answer.
pub fn serve(path: &Path, mut out: impl Write) {
    #[cfg(unix)]
    {
        use rlimit::{Resource, setrlimit};
        // A limit that cannot be set leaves the parent's clock as the guard.
        let _ = setrlimit(Resource::AS, limits::CHILD_MEMORY, limits::CHILD_MEMORY);
        let _ = setrlimit(Resource::CPU, limits::SECONDS, limits::SECONDS);
        let _ = setrlimit(Resource::CORE, 0, 0);
    }
    std::panic::set_hook(Box::new(|_| {}));
    let read = std::panic::catch_unwind(|| unguarded(path));
    let answer = match read {
        Ok(Ok(book)) => Answer::Read(book),
        Ok(Err(error)) => {
            let (why, detail) = error.to_words();
            Answer::Refused { why, detail }
        }
        Err(_) => Answer::Refused {
            why: "damaged".to_owned(),
            detail: "panic".to_owned(),
        },
    };
    if let Ok(bytes) = serde_json::to_vec(&answer) {
        // A parent that is gone needs no answer.
        let _ = out.write_all(&bytes);
    }
}
