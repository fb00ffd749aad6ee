//! Reading a file in a process of its own: whatever the file does to its reader, the ledger's process goes on.
//!
//! Owns: starting, watching and ending that process. Refuses to know: formats.
//! Invariants: the process gets one path and, if there is one, a password through its input, never as an argument; it
//! is gone when the reading ends; every way it can die is a refusal.

mod bounds;
mod child;
mod many;

use std::cell::Cell;
use std::ffi::OsString;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use crate::core::import::reader::stream::{Heard, Listener};
use crate::core::import::reader::{self, Watch};
use crate::core::import::{RawWorkbook, ReadError};

pub use bounds::{BYTES, CPU_SECONDS, WALL};
pub use many::{Told, read_facts};

/// The hidden argument: this program reads one file and tells its sheets.
const ARGUMENT: &str = "--read-one-file";
/// Bytes that a pipe holds.
const PIPE: usize = 64 * 1024;

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
/// See [`ReadError`]; `TooSlow`, `OutOfMemory` or `ReaderDied` when the guarded process ended in a way of its own.
pub fn read(how: &Reading, path: &Path, password: Option<&str>, watch: &dyn Watch) -> Result<RawWorkbook, ReadError> {
    match how {
        Reading::Here => reader::read_watched(path, password, watch),
        Reading::Guarded(program) => {
            // What is wrong with the path itself is told here, in the words of this process.
            drop(reader::open(path)?);
            match start(program, path) {
                Ok(child) => listen(child, password, watch, WALL),
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
    bounds::as_it_is_needed(&mut command);
    bounds::without_window(&mut command);
    command.spawn()
}

fn listen(
    mut child: Child,
    password: Option<&str>,
    watch: &dyn Watch,
    patience: Duration,
) -> Result<RawWorkbook, ReadError> {
    let _tie = bounds::tie(&child);
    let (Some(output), Some(mut input)) = (child.stdout.take(), child.stdin.take()) else {
        end(&mut child);
        return Err(ReadError::ReaderDied);
    };
    // A child that does not take it will not answer either.
    let _ = input.write_all(password.unwrap_or_default().as_bytes());
    drop(input);
    let (tell, told) = sync_channel(4);
    std::thread::scope(|scope| {
        // Only bytes come from there: texts that another thread allocates cost twice as much.
        scope.spawn(move || pump(output, &tell));
        let progress = Cell::new((0, 0));
        let stop = Cell::new(None);
        let piped = Piped {
            told,
            chunk: Vec::new(),
            at: 0,
            deadline: Instant::now() + patience,
            go_on: &|| {
                let (done, of) = progress.get();
                watch.go_on(done, of)
            },
            stop: &stop,
        };
        let mut listener = Listener::new(piped);
        let mut sheets = Vec::new();
        let result = loop {
            match listener.hear() {
                Ok(Heard::Sheet(sheet)) => sheets.push(sheet),
                Ok(Heard::Progress { done, of }) => progress.set((done, of)),
                Ok(Heard::Done) => break Ok(RawWorkbook { sheets }),
                Err(error) => break Err(stop.take().unwrap_or_else(|| cause(&mut child, error))),
            }
            if !watch.go_on(progress.get().0, progress.get().1) {
                break Err(ReadError::Cancelled);
            }
        };
        // The pump ends when the output closes, and that is when the child is gone.
        drop(listener);
        end(&mut child);
        result
    })
}

/// Hands on what comes out of a child, for as long as somebody takes it.
fn pump(mut output: ChildStdout, tell: &SyncSender<Vec<u8>>) {
    loop {
        let mut chunk = vec![0; PIPE];
        match output.read(&mut chunk) {
            Ok(read @ 1..) => {
                chunk.truncate(read);
                if tell.send(chunk).is_err() {
                    return;
                }
            }
            Ok(0) => return,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

/// The bytes of a child; while none come, whoever waits is asked whether to wait on.
struct Piped<'w> {
    told: Receiver<Vec<u8>>,
    chunk: Vec<u8>,
    at: usize,
    deadline: Instant,
    go_on: &'w dyn Fn() -> bool,
    /// Why no more bytes came.
    stop: &'w Cell<Option<ReadError>>,
}

impl Read for Piped<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.chunk.len() {
            match self.told.recv_timeout(Duration::from_millis(50)) {
                Ok(chunk) => (self.chunk, self.at) = (chunk, 0),
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
                Err(RecvTimeoutError::Timeout) => {
                    if !(self.go_on)() {
                        self.stop.set(Some(ReadError::Cancelled));
                        return Err(std::io::Error::other("nobody waits"));
                    }
                }
            }
            if Instant::now() > self.deadline {
                self.stop.set(Some(ReadError::TooSlow));
                return Err(std::io::Error::other("took too long"));
            }
        }
        let take = buffer.len().min(self.chunk.len() - self.at);
        buffer[..take].copy_from_slice(&self.chunk[self.at..self.at + take]);
        self.at += take;
        Ok(take)
    }
}

/// Why a child spoke no further. What it said itself stands; else the system may know how it ended.
fn cause(child: &mut Child, said: ReadError) -> ReadError {
    if !matches!(said, ReadError::ReaderDied) {
        return said;
    }
    // Its output closes a moment before it is gone; one that goes on speaking nonsense is not waited for.
    for _ in 0..20 {
        match child.try_wait() {
            Ok(Some(status)) => return bounds::died_of(status),
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
            Err(_) => break,
        }
    }
    said
}

/// Ends the child and waits for it, so that nothing of it stays.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::core::import::reader::Patient;

    #[test]
    fn a_reader_that_takes_too_long_is_given_up() {
        let mut command = Command::new("sleep");
        command.arg("600").stdin(Stdio::piped()).stdout(Stdio::piped());
        let child = command.spawn().expect("sleep");
        let begun = Instant::now();
        let read = listen(child, None, &Patient, Duration::from_millis(200));
        assert!(matches!(read, Err(ReadError::TooSlow)));
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
}
