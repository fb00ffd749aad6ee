//! What the process that reads may take. The system holds these, not the reader.

use std::process::Command;
use std::time::Duration;

/// Bytes of memory of its own.
pub const BYTES: u64 = 224 * 1024 * 1024;
/// Seconds of computing.
pub const CPU_SECONDS: u64 = 30;
/// Time until it is given up.
pub const WALL: Duration = Duration::from_secs(60);

/// Address space: the program itself and its libraries on top of the memory it may fill.
#[cfg(target_os = "linux")]
const ADDRESSES: u64 = 4 * BYTES;

/// Binds this process.
#[cfg(target_os = "linux")]
pub(super) fn bind() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let bounds = [
        (Resource::Data, BYTES),
        (Resource::As, ADDRESSES),
        (Resource::Cpu, CPU_SECONDS),
        (Resource::Core, 0),
        // It writes no file and starts no process.
        (Resource::Fsize, 0),
        (Resource::Nproc, 0),
    ];
    for (resource, bound) in bounds {
        let limit = Rlimit {
            current: Some(bound),
            maximum: Some(bound),
        };
        // A bound already tighter than ours cannot be widened, and need not be.
        let _ = setrlimit(resource, limit);
    }
}

/// Elsewhere the parent's clock and the reader's own bounds hold: no safe crate sets a bound on memory for a Windows job
/// (win32job 2.0.3 knows working sets only, which slow a process down and do not end it).
#[cfg(not(target_os = "linux"))]
pub(super) fn bind() {}

/// No console window flashes up for it.
#[cfg(windows)]
pub(super) fn without_window(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
pub(super) fn without_window(_: &mut Command) {}
