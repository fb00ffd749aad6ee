//! Reading a file in a process of its own: whatever the file does to its reader, the ledger's process goes on.
//!
//! Owns: starting, watching and ending that process. Refuses to know: formats.
//! Invariants: the process gets one path and, if there is one, a password through its input, never as an argument; it
//! is gone when the reading ends; every way it can die is one refusal.

mod bounds;
mod child;
mod many;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use crate::core::import::reader::stream::{Heard, Listener};
use crate::core::import::reader::{self, Watch};
use crate::core::import::{RawWorkbook, ReadError};

pub use bounds::{BYTES, CPU_SECONDS, WALL};
pub use many::{Told, read_facts};

/// The hidden argument: this program reads one file and tells its sheets.
const ARGUMENT: &str = "--read-one-file";

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Where a file is read.
#[derive(Clone, Debug)]
pub enum Reading {
    /// In this process: tests, and machines on which no second process can be started.
    Here,
    /// By this program, started anew.
    Guarded(PathBuf),
}

impl Reading {
    /// Guarded when [`enter`] was called, which only the program's own `main` does.
    pub fn usual() -> Self {
        PROGRAM
            .get()
            .map_or(Self::Here, |program| Self::Guarded(program.clone()))
    }
}

/// For `main`: answers the hidden argument, or remembers that this executable understands it.
pub fn enter(arguments: &[OsString]) -> Option<std::process::ExitCode> {
    if let [_, argument, path] = arguments
        && argument == ARGUMENT
    {
        return Some(child::serve(Path::new(path)));
    }
    if let Ok(program) = std::env::current_exe() {
        let _ = PROGRAM.set(program);
    }
    None
}

/// Reads a file of any known format.
///
/// # Errors
/// See [`ReadError`]; `ReaderDied` when the guarded process ended in any way of its own.
pub fn read(how: &Reading, path: &Path, password: Option<&str>, watch: &dyn Watch) -> Result<RawWorkbook, ReadError> {
    match how {
        Reading::Here => reader::read_watched(path, password, watch),
        Reading::Guarded(program) => {
            // What is wrong with the path itself is told here, in the words of this process.
            drop(reader::open(path)?);
            match start(program, path) {
                Ok(child) => listen(child, password, watch),
                Err(_) => reader::read_watched(path, password, watch),
            }
        }
    }
}

fn start(program: &Path, path: &Path) -> std::io::Result<Child> {
    let mut command = Command::new(program);
    command
        .arg(ARGUMENT)
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .env("RUST_BACKTRACE", "0");
    bounds::without_window(&mut command);
    command.spawn()
}

fn listen(mut child: Child, password: Option<&str>, watch: &dyn Watch) -> Result<RawWorkbook, ReadError> {
    let (Some(output), Some(mut input)) = (child.stdout.take(), child.stdin.take()) else {
        end(&mut child);
        return Err(ReadError::ReaderDied);
    };
    // A child that does not take it will not answer either.
    let _ = input.write_all(password.unwrap_or_default().as_bytes());
    drop(input);
    let started = Instant::now();
    let (tell, told) = sync_channel(4);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut listener = Listener::new(std::io::BufReader::new(output));
            loop {
                let heard = listener.hear();
                let last = matches!(heard, Err(_) | Ok(Heard::Done));
                if tell.send(heard).is_err() || last {
                    return;
                }
            }
        });
        let mut sheets = Vec::new();
        let (mut done, mut of) = (0, 0);
        let result = loop {
            match told.recv_timeout(Duration::from_millis(50)) {
                Ok(Ok(Heard::Sheet(sheet))) => sheets.push(sheet),
                Ok(Ok(Heard::Progress { done: now, of: all })) => (done, of) = (now, all),
                Ok(Ok(Heard::Done)) => break Ok(RawWorkbook { sheets }),
                Ok(Err(error)) => break Err(error),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break Err(ReadError::ReaderDied),
            }
            if !watch.go_on(done, of) {
                break Err(ReadError::Cancelled);
            }
            if started.elapsed() > WALL {
                break Err(ReadError::ReaderDied);
            }
        };
        // The thread that listens ends when the output closes, and that is when the child is gone.
        drop(told);
        end(&mut child);
        result
    })
}

/// Ends the child and waits for it, so that nothing of it stays.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}
