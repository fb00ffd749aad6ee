//! The reader in a process of its own, started from the real binary.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kikidaicho::core::import::ReadError;
use kikidaicho::core::import::reader::{Patient, Watch};
use kikidaicho::session::guard::{Reading, read};

use crate::formats_golden::{expected, files, folder, shown};

pub(crate) fn guarded() -> Reading {
    Reading::Guarded(PathBuf::from(env!("CARGO_BIN_EXE_kikidaicho")))
}

#[test]
fn the_guarded_reader_reads_every_format_alike() {
    let want = expected();
    for file in files() {
        let got = shown(&read(&guarded(), &folder().join(&file), None, &Patient));
        assert_eq!(got, want[&file], "{file}");
    }
}

/// What the process says is beyond a bound arrives with the name of that bound.
#[test]
fn the_guarded_reader_names_the_bound() {
    use kikidaicho::core::import::reader::{Bound, limits};
    let folder = tempfile::tempdir().unwrap();
    let line = |columns: usize| ",".repeat(columns - 2);
    for (name, text, want) in [
        ("columns.csv", format!("a,{}b\n", line(limits::COLUMNS as usize)), None),
        (
            "columns.csv",
            format!("a,{}b\n", line(limits::COLUMNS as usize + 1)),
            Some(Bound::Columns),
        ),
        ("cell.csv", format!("a,{}\n", "字".repeat(limits::CELL_TEXT)), None),
        (
            "cell.csv",
            format!("a,{}\n", "字".repeat(limits::CELL_TEXT + 1)),
            Some(Bound::Cell),
        ),
        ("rows.csv", "a\n".repeat(limits::ROWS as usize), None),
        ("rows.csv", "a\n".repeat(limits::ROWS as usize + 1), Some(Bound::Rows)),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let found = match read(&guarded(), &path, None, &Patient) {
            Ok(_) => None,
            Err(ReadError::TooLarge(bound)) => Some(bound),
            Err(other) => panic!("{name}: {other}"),
        };
        assert_eq!(found, want, "{name}");
    }
}

#[test]
fn a_missing_file_and_a_folder_are_told_as_such() {
    let missing = read(&guarded(), Path::new("/nowhere/x.xlsx"), None, &Patient);
    assert!(matches!(missing, Err(ReadError::Io(error)) if error.kind() == std::io::ErrorKind::NotFound));
    assert!(matches!(
        read(&guarded(), &folder(), None, &Patient),
        Err(ReadError::Io(_))
    ));
}

#[test]
fn without_a_program_to_start_it_is_read_here() {
    let nowhere = Reading::Guarded(PathBuf::from("/nowhere/kikidaicho"));
    let book = read(&nowhere, &folder().join("01_phonetic_rph.xlsx"), None, &Patient).unwrap();
    assert_eq!(book.sheets.len(), 1);
}

/// A program that stands in for a reader gone wrong.
#[cfg(unix)]
fn fake(folder: &tempfile::TempDir, script: &str) -> Reading {
    use std::os::unix::fs::PermissionsExt as _;
    let path = folder.path().join("reader.sh");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    Reading::Guarded(path)
}

#[cfg(unix)]
#[test]
fn every_way_to_die_is_a_refusal_with_its_cause() {
    let file = folder().join("01_phonetic_rph.xlsx");
    let version = env!("CARGO_PKG_VERSION");
    let greeting = format!(
        "printf 'K\\{:03o}\\0\\0\\0kikidaicho {version} 3'",
        "kikidaicho  3".len() + version.len()
    );
    let (died, memory, time) = ("reader_died", "out_of_memory", "too_slow");
    for (script, want) in [
        ("exit 0".to_owned(), died),
        ("exit 101".to_owned(), died),
        ("kill -ABRT $$".to_owned(), memory),
        ("kill -KILL $$".to_owned(), memory),
        ("kill -XCPU $$".to_owned(), time),
        ("kill -SEGV $$".to_owned(), died),
        ("echo running 0 tests".to_owned(), died),
        ("head -c 100000 /dev/urandom".to_owned(), died),
        (format!("{greeting}; exit 0"), died),
        (format!("{greeting}; printf 'S\\377\\377\\377\\377'"), died),
        (format!("{greeting}; printf 'Z\\001\\0\\0\\0'"), died),
        (format!("{greeting}; kill -KILL $$"), memory),
        // The real reader under bounds that it cannot live in.
        (
            format!("ulimit -v 20000; exec {} \"$@\"", env!("CARGO_BIN_EXE_kikidaicho")),
            died,
        ),
        // A program that computes for ever, bound by the system as the real one is.
        ("ulimit -S -t 1; while :; do :; done".to_owned(), time),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let result = read(&fake(&folder, &script), &file, None, &Patient);
        assert_eq!(result.err().map(|error| error.key()), Some(want), "{script}");
    }
    // A fake that ends as it should is believed: the greeting is right.
    let folder = tempfile::tempdir().unwrap();
    let script = format!("{greeting}; printf 'Z\\0\\0\\0\\0'");
    assert!(read(&fake(&folder, &script), &file, None, &Patient).is_ok());
}

/// Whatever hands out memory in the real reader, it must not have been given more ahead than the system would allow.
#[cfg(target_os = "linux")]
#[test]
fn the_bound_of_the_system_on_memory_holds_for_the_real_reader() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    let script = format!("ulimit -d 65536; exec {} \"$@\"", env!("CARGO_BIN_EXE_kikidaicho"));
    let read_lines = |lines: usize| {
        let line = |at| format!("{at:01000},{at:01001}\n");
        std::fs::write(&file, (0..lines).map(line).collect::<String>()).unwrap();
        let result = read(&fake(&folder, &script), &file, None, &Patient);
        result.err().map(|error| error.key())
    };
    assert_eq!(read_lines(100), None);
    assert_eq!(read_lines(16_000), Some("out_of_memory"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_never_ends_is_ended_when_nobody_waits() {
    struct Until(Instant);
    impl Watch for Until {
        fn go_on(&self, _: u64, _: u64) -> bool {
            Instant::now() < self.0
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let started = Instant::now();
    let watch = Until(started + Duration::from_millis(300));
    let fake = fake(&folder, "exec sleep 600");
    let result = read(&fake, &self::folder().join("01_phonetic_rph.xlsx"), None, &watch);
    assert!(matches!(result, Err(ReadError::Cancelled)));
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[cfg(target_os = "linux")]
#[test]
fn the_reader_binds_itself_before_it_reads() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
        .arg("--read-one-file")
        .arg(folder().join("01_phonetic_rph.xlsx"))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // It waits for the end of its input, bound already.
    let bounds = || std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let started = Instant::now();
    let line = |name: &str| -> Vec<String> {
        let text = bounds();
        let line = text.lines().find(|line| line.starts_with(name)).unwrap();
        line[name.len()..].split_whitespace().map(str::to_owned).collect()
    };
    while line("Max file size")[0] != "0" && started.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(5));
    }
    use kikidaicho::session::guard::{BYTES, CPU_SECONDS};
    assert_eq!(line("Max data size")[..2], [BYTES.to_string(), BYTES.to_string()]);
    assert_eq!(line("Max address space")[0], (4 * BYTES).to_string());
    let seconds = [CPU_SECONDS, CPU_SECONDS + 1].map(|seconds| seconds.to_string());
    assert_eq!(line("Max cpu time")[..2], seconds);
    assert_eq!(line("Max file size")[0], "0");
    drop(child.stdin.take());
    assert!(child.wait_with_output().unwrap().status.success());
}

#[test]
fn a_password_opens_a_protected_workbook_and_no_other_does() {
    for (file, password, plain) in [
        ("agile_mswriter_pw.xlsx", "Passw0rd!", "02_messy_ledger.xlsx"),
        (
            "agile_mswriter_japanese.xlsx",
            "パスワード１２３",
            "02_messy_ledger.xlsx",
        ),
        ("lo_pw.xls", "Passw0rd!", "converted/lo_xls/02_messy_ledger.xls"),
        (
            "rc4_cryptoapi_japanese.xls",
            "パスワード１２３",
            "converted/lo_xls/02_messy_ledger.xls",
        ),
        ("lo_pw.ods", "Passw0rd!", "converted/lo_ods/02_messy_ledger.ods"),
    ] {
        let plain = shown(&read(&guarded(), &folder().join(plain), None, &Patient));
        let path = folder().join("crypto").join(file);
        let with = |password| read(&guarded(), &path, password, &Patient);
        assert_eq!(shown(&with(Some(password))), plain, "{file}");
        assert!(matches!(with(Some("ちがう")), Err(ReadError::WrongPassword)), "{file}");
        assert!(matches!(with(None), Err(ReadError::Encrypted)), "{file}");
    }
}
