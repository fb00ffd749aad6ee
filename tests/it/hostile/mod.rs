//! Hostile files against the real program: no abort, no hang, little memory, the ledger untouched.
//!
//! Every file is given to `import --dry-run` of the built binary. It has to end by itself within seconds, with
//! success or a refusal in Japanese, and the ledger's bytes have to stay as they were.

pub(crate) mod bombs;
pub(crate) mod make;
#[path = "../../../fuzz/mutate.rs"]
pub(crate) mod mutate;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::formats_golden;

/// Seconds of computing; without optimisation everything takes some three times as long. Elapsed time would say how
/// busy the machine is.
const SECONDS: f64 = if cfg!(debug_assertions) { 15.0 } else { 5.0 };
/// Elapsed seconds after which a run counts as hanging.
const HANGS: u64 = 120;

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
    /// Seconds of computing, the reader's process included.
    took: f64,
    /// `None` when a signal ended it.
    code: Option<i32>,
    message: String,
}

/// As a spreadsheet into the ledger.
fn import(ledger: &Path, file: &Path) -> Run {
    let options = ["import", "--dry-run", "--now", "2026-11-21T09:00:00+09:00"];
    run(
        file,
        &[
            &options.map(OsStr::new),
            [ledger.as_os_str(), file.as_os_str()].as_slice(),
        ]
        .concat(),
    )
}

/// As one of the ministry's forms.
fn inspect(file: &Path) -> Run {
    run(file, &["form".as_ref(), "inspect".as_ref(), file.as_os_str()])
}

/// Runs the program below a shell, whose `times` tells what it and its reader computed.
fn run(file: &Path, arguments: &[&OsStr]) -> Run {
    let started = Instant::now();
    let mut child = Command::new("sh")
        .args(["-c", "\"$0\" \"$@\"; code=$?; times >&2; exit $code"])
        .arg(env!("CARGO_BIN_EXE_kikidaicho"))
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A hang must end the test, not the machine.
    while started.elapsed() < Duration::from_secs(HANGS) && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
    let _ = child.kill();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    let mut lines: Vec<&str> = text.lines().collect();
    let took = lines.pop().map_or(f64::INFINITY, computed);
    lines.pop();
    Run {
        file: file.to_owned(),
        took,
        code: output.status.code(),
        message: lines.join("\n"),
    }
}

/// `0m1.250000s 0m0.030000s`, user and system.
fn computed(line: &str) -> f64 {
    let seconds = |word: &str| -> Option<f64> {
        let (minutes, seconds) = word.strip_suffix('s')?.split_once('m')?;
        Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
    };
    line.split_whitespace().filter_map(seconds).sum()
}

/// The largest process is found among the children of a process that runs nothing else: a child is charged with the
/// memory of the process that started it.
#[test]
fn hostile_files_hurt_nobody() {
    let alone = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "hostile::every_file_alone", "--ignored", "--nocapture"])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&alone.stdout);
    println!("{told}");
    assert!(alone.status.success(), "{}", String::from_utf8_lossy(&alone.stderr));
    assert!(told.contains("1 passed"), "it ran");
}

#[test]
#[ignore = "run by hostile_files_hurt_nobody, in a process of its own"]
fn every_file_alone() {
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
                    let both = [import(&ledger, file), inspect(file)];
                    runs.lock().unwrap().extend(both);
                }
            });
        }
    });
    let mut runs = runs.into_inner().unwrap();
    runs.sort_by(|one, two| two.took.total_cmp(&one.took));
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
            "  {:.2} s {:?} {}",
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
        assert!(run.took < SECONDS, "{:?} computed for {} s", run.file, run.took);
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
