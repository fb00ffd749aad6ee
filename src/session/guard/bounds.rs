//! What the process that reads may take. The system holds these, not the reader.

use std::process::Command;
use std::time::Duration;

use crate::core::import::ReadError;
use crate::core::import::reader::limits;

/// Bytes of memory of its own.
pub const BYTES: u64 = limits::MEMORY;
/// Seconds of computing.
pub const CPU_SECONDS: u64 = limits::COMPUTING;
/// Time until it is given up.
pub const WALL: Duration = Duration::from_secs(limits::SECONDS);

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
        // A second more, so that the signal says that it was the time.
        let hard = if resource == Resource::Cpu { bound + 1 } else { bound };
        let limit = Rlimit {
            current: Some(bound),
            maximum: Some(hard),
        };
        // A bound already tighter than ours cannot be widened, and need not be.
        let _ = setrlimit(resource, limit);
    }
}

/// Why a process that was bound here ended before its last word.
#[cfg(unix)]
pub(super) fn died_of(status: std::process::ExitStatus) -> ReadError {
    use std::os::unix::process::ExitStatusExt as _;
    // An allocation that fails aborts; what the system runs out of it takes by force.
    const SIGABRT: i32 = 6;
    const SIGKILL: i32 = 9;
    const SIGXCPU: i32 = 24;
    match status.signal() {
        Some(SIGXCPU) => ReadError::TooSlow,
        Some(SIGABRT | SIGKILL) => ReadError::OutOfMemory,
        _ => ReadError::ReaderDied,
    }
}

/// An abort ends with this code; the time is the parent's there.
#[cfg(windows)]
pub(super) fn died_of(status: std::process::ExitStatus) -> ReadError {
    const ABORTED: i32 = 0xC000_0409_u32 as i32;
    match status.code() {
        Some(ABORTED) => ReadError::OutOfMemory,
        _ => ReadError::ReaderDied,
    }
}

/// Windows binds the memory of a job only through unsafe calls (win32job 2.0.3 knows working sets, which slow a process
/// down and do not end it): there the reader's own allocator refuses what is beyond the bound, and the reader ends.
#[cfg(windows)]
#[global_allocator]
static MEMORY: cap::Cap<mimalloc::MiMalloc> = cap::Cap::new(mimalloc::MiMalloc, usize::MAX);

#[cfg(windows)]
pub(super) fn bind() {
    // It cannot be bound only when it has taken more already.
    let _ = MEMORY.set_limit(BYTES as usize);
}

/// Elsewhere the parent's clock and the reader's own bounds hold.
#[cfg(not(any(target_os = "linux", windows)))]
pub(super) fn bind() {}

/// The program's allocator would take a gibibyte of addresses ahead, before the bound on memory is set; told this, it
/// asks the system for what it fills, and the bound holds.
pub(super) fn as_it_is_needed(command: &mut Command) {
    command.env("MIMALLOC_DISALLOW_ARENA_ALLOC", "1");
}

/// As long as it is kept, the child ends with this process, however this process ends.
#[cfg(windows)]
pub(super) struct Tie {
    _job: Option<win32job::Job>,
}

/// Elsewhere a child whose pipe nobody reads any more ends at its next word.
#[cfg(not(windows))]
pub(super) struct Tie;

#[cfg(windows)]
pub(super) fn tie(child: &std::process::Child) -> Tie {
    use std::os::windows::io::AsRawHandle as _;
    let mut info = win32job::ExtendedLimitInfo::new();
    info.limit_kill_on_job_close();
    let job = win32job::Job::create_with_limit_info(&info).ok();
    // A child without its job is still watched by the clock.
    let _job = job.filter(|job| job.assign_process(child.as_raw_handle() as isize).is_ok());
    Tie { _job }
}

#[cfg(not(windows))]
pub(super) fn tie(_: &std::process::Child) -> Tie {
    Tie
}

/// No console window flashes up for it.
#[cfg(windows)]
pub(super) fn without_window(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
pub(super) fn without_window(_: &mut Command) {}
