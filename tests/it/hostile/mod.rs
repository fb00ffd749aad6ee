//! Hostile files against the real program: no abort, no hang, little memory, the ledger untouched.
//!
//! Every file is given to `import --dry-run` of the built binary. It has to end by itself within seconds, with
//! success or a refusal in Japanese, and the ledger's bytes have to stay as they were.

pub(crate) mod bombs;
pub(crate) mod make;
#[path = "../../../fuzz/mutate.rs"]
pub(crate) mod mutate;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::formats_golden;

/// Five on an idle machine; without optimisation and beside other builds it gets room for the machine, not the reader.
const SECONDS: u64 = if cfg!(debug_assertions) { 15 } else { 5 };

/// Each seed cut at some places, flipped at some, and spoiled inside.
fn mutated(seeds: &Path, folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut dice = mutate::Dice(0x9e37_79b9_7f4a_7c15);
    for (nth, seed) in mutate::SEEDS.iter().enumerate() {
        let bytes = std::fs::read(seeds.join(seed)).unwrap();
        let end = Path::new(seed).extension().unwrap().to_str().unwrap();
        let mut keep = |kind: &str, bytes: &[u8]| {
            let path = folder.join(format!("{nth:02}_{kind}_{}.{end}", files.len()));
            std::fs::write(&path, bytes).unwrap();
            files.push(path);
        };
        for _ in 0..5 {
            keep("cut", &bytes[..dice.below(bytes.len())]);
        }
        for _ in 0..8 {
            let mut bytes = bytes.clone();
            mutate::spoil(&mut bytes, &mut dice);
            keep("spoiled", &bytes);
        }
        for _ in 0..8 {
            keep("inside", &mutate::spoil_inside(&bytes, &mut dice));
        }
    }
    files
}

struct Run {
    file: PathBuf,
    took: Duration,
    /// `None` when a signal ended it.
    code: Option<i32>,
    message: String,
}

fn import(ledger: &Path, file: &Path) -> Run {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
        .args(["import", "--dry-run", "--now", "2026-11-21T09:00:00+09:00"])
        .arg(ledger)
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A hang must end the test, not the machine.
    while started.elapsed() < Duration::from_secs(2 * SECONDS) {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let _ = child.kill();
    let took = started.elapsed();
    let output = child.wait_with_output().unwrap();
    Run {
        file: file.to_owned(),
        took,
        code: output.status.code(),
        message: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[test]
fn hostile_files_hurt_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("見本.daicho");
    let made = Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
        .args(["new", "--facility", "見本", "--now", "2026-11-21T09:00:00+09:00"])
        .arg(&ledger)
        .status()
        .unwrap();
    assert!(made.success());
    let before = std::fs::read(&ledger).unwrap();
    let mut files = bombs::all(folder.path());
    files.extend(mutated(&formats_golden::folder(), folder.path()));
    let corpus = formats_golden::files();
    files.extend(
        corpus
            .iter()
            .filter(|name| name.starts_with("hostile/"))
            .map(|name| formats_golden::folder().join(name)),
    );
    assert!(files.len() >= 300, "{} files", files.len());
    let next = AtomicUsize::new(0);
    let runs = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let run = import(&ledger, file);
                    runs.lock().unwrap().push(run);
                }
            });
        }
    });
    let mut runs = runs.into_inner().unwrap();
    runs.sort_by_key(|run| std::cmp::Reverse(run.took));
    let died = runs
        .iter()
        .filter(|run| run.message.contains("安全に読み切れなかった"))
        .count();
    let read = runs.iter().filter(|run| run.code == Some(0)).count();
    println!(
        "hostile files {}: read {read}, refused {}, of them {died} by a reader that died",
        runs.len(),
        runs.len() - read
    );
    for run in runs.iter().take(8) {
        println!(
            "  {:?} {:?} {}",
            run.took,
            run.file.file_name().unwrap(),
            run.message.lines().next().unwrap_or("read")
        );
    }
    for run in &runs {
        assert!(
            matches!(run.code, Some(0 | 1)),
            "{:?} ended with {:?}: {}",
            run.file,
            run.code,
            run.message
        );
        assert!(
            run.code == Some(0) || run.message.lines().count() == 3,
            "{:?}: {}",
            run.file,
            run.message
        );
        assert!(
            run.took < Duration::from_secs(SECONDS),
            "{:?} took {:?}",
            run.file,
            run.took
        );
    }
    assert!(std::fs::read(&ledger).unwrap() == before, "the ledger's bytes");
    #[cfg(target_os = "linux")]
    {
        use nix::sys::resource::{UsageWho, getrusage};
        let most = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss() / 1024;
        println!("  largest process: {most} MiB");
        assert!(most <= 256, "{most} MiB");
    }
}
