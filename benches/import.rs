//! Import of generated ledgers against the least that could be done: calamine's cells straight into a table.
//!
//! `cargo bench --bench import [ROWS ...]`. Every measurement is a process of its own, so that CPU time and peak
//! memory are its own; three runs each, the median counts. Ours is the whole way: read, find, map, parse, match,
//! copy, commit with history. Linux only (`/proc`). `-- generate FILE ROWS` makes such a ledger for `peers.sh`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints and stops at the first surprise"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use kikidaicho::core::import;
use kikidaicho::core::ledger::{Command as Order, Context, Ledger};

const RUNS: usize = 3;
/// Hundredths of a second of reading, planning and writing, twenty bits each.
static STAGES: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
const HEADER: [&str; 12] = [
    "管理番号",
    "メーカー",
    "OS",
    "ソフトウェア",
    "ソフトウェアバージョン",
    "IPアドレス",
    "コンピュータ名",
    "設置場所",
    "利用者",
    "登録日",
    "状態",
    "説明",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [role, file, rows] = &arguments[..]
        && role == "generate"
    {
        return generate(Path::new(file), rows.parse().unwrap());
    }
    if let [role, file, ledger] = &arguments[..]
        && let role @ ("ours" | "bare") = role.as_str()
    {
        let began = Instant::now();
        match role {
            "ours" => ours(Path::new(file), Path::new(ledger)),
            _ => bare(Path::new(file), Path::new(ledger)),
        }
        let stages = STAGES.load(std::sync::atomic::Ordering::Relaxed);
        eprintln!(
            "read {} plan {} write {}",
            stages >> 40,
            stages >> 20 & 0xfffff,
            stages & 0xfffff
        );
        println!("{} {} {}", cpu_seconds(), began.elapsed().as_secs_f64(), peak_mib());
        return;
    }
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000, 100_000];
    }
    let folder = tempfile::tempdir().unwrap();
    println!("rows     | ours CPU s | wall s | peak MiB | bare CPU s | wall s | peak MiB | CPU ratio");
    for rows in sizes {
        let file = folder.path().join(format!("{rows}.xlsx"));
        generate(&file, rows);
        let [ours, bare] = ["ours", "bare"].map(|role| median(role, &file, folder.path()));
        println!(
            "{rows:8} | {:10.2} | {:6.2} | {:8.0} | {:10.2} | {:6.2} | {:8.0} | {:.2}",
            ours[0],
            ours[1],
            ours[2],
            bare[0],
            bare[1],
            bare[2],
            ours[0] / bare[0]
        );
    }
}

/// CPU seconds, wall seconds and MiB of the run in the middle by CPU time.
fn median(role: &str, file: &Path, folder: &Path) -> [f64; 3] {
    let mut runs: Vec<[f64; 3]> = (0..RUNS)
        .map(|run| {
            let ledger: PathBuf = folder.join(format!("{role}-{run}-{}.daicho", file.file_stem().unwrap().display()));
            let output = Command::new(std::env::current_exe().unwrap())
                .args([role, file.to_str().unwrap(), ledger.to_str().unwrap()])
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            if std::env::var_os("STAGES").is_some() {
                eprint!("{}", String::from_utf8_lossy(&output.stderr));
            }
            let text = String::from_utf8(output.stdout).unwrap();
            let figures: Vec<f64> = text.split_whitespace().map(|word| word.parse().unwrap()).collect();
            figures.try_into().unwrap()
        })
        .collect();
    runs.sort_by(|one, two| one[0].total_cmp(&two[0]));
    runs[RUNS / 2]
}

fn ours(file: &Path, path: &Path) {
    let context = Context {
        actor: "bench".to_owned(),
        now: "2026-11-21T00:00:00Z".parse().unwrap(),
    };
    let mut ledger = Ledger::create(path, "見本", &context).unwrap();
    let before = cpu_seconds();
    let workbook = import::read_workbook(file).unwrap();
    let read = cpu_seconds();
    let plan = import::plan_import(workbook, "bench.xlsx", ledger.snapshot()).unwrap();
    let planned = cpu_seconds();
    let rows = plan.rows.len();
    let outcome = ledger.execute(Order::Apply(plan.into_batch()), &context).unwrap();
    assert_eq!(outcome.added.len(), rows);
    let written = cpu_seconds();
    ledger.leave();
    STAGES.store(
        [read - before, planned - read, written - planned]
            .map(|seconds| (seconds * 100.0).round() as u64)
            .iter()
            .fold(0, |all, one| all << 20 | one),
        std::sync::atomic::Ordering::Relaxed,
    );
}

fn bare(file: &Path, path: &Path) {
    use calamine::{Data, DataRef, Reader as _, Xlsx};
    let reader = std::io::BufReader::new(std::fs::File::open(file).unwrap());
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(reader).unwrap();
    let name = workbook.sheet_names()[0].clone();
    let mut database = rusqlite::Connection::open(path).unwrap();
    database
        .execute_batch("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA;")
        .unwrap();
    let columns: Vec<String> = (0..12).map(|at| format!("c{at} TEXT")).collect();
    database
        .execute_batch(&format!("CREATE TABLE t({}) STRICT", columns.join(",")))
        .unwrap();
    let work = database.transaction().unwrap();
    {
        let mut insert = work.prepare("INSERT INTO t VALUES(?,?,?,?,?,?,?,?,?,?,?,?)").unwrap();
        let mut cells = workbook.worksheet_cells_reader(&name).unwrap();
        let mut line: [Option<String>; 12] = Default::default();
        let mut at = 0;
        while let Some(cell) = cells.next_cell().unwrap() {
            let (row, column) = cell.get_position();
            if row != at {
                insert.execute(rusqlite::params_from_iter(&line)).unwrap();
                line = Default::default();
                at = row;
            }
            let text = match cell.get_value() {
                DataRef::SharedString(text) => (*text).to_owned(),
                other => Data::from(other.clone()).to_string(),
            };
            line[column as usize] = Some(text);
        }
        insert.execute(rusqlite::params_from_iter(&line)).unwrap();
    }
    work.commit().unwrap();
}

/// A ledger as a vendor's system would write it: numbers, dates of three kinds, two lines in a cell.
fn generate(file: &Path, rows: usize) {
    let makers = ["架空電機", "見本デバイス", "まるばつ情報機器"];
    let systems = ["Windows 11 Pro 24H2", "Windows 10 Pro 22H2", "Windows Server 2019"];
    let places = ["1階 受付", "2階 ナースステーション", "サーバ室"];
    let days = ["R6.4.1", "令和5年10月", "2024/7/21"];
    let states = ["稼働", "停止", "保管"];
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, label) in HEADER.iter().enumerate() {
        sheet.write_string(0, at as u16, *label).unwrap();
    }
    for row in 0..rows {
        let pick = |list: [&str; 3]| list[row % 3].to_owned();
        let cells = [
            format!("{:06}", row + 1),
            pick(makers),
            pick(systems),
            // One device in four has two programs in its cell.
            if row % 4 == 0 {
                "見本電子カルテ\nウイルス対策"
            } else {
                "見本電子カルテ"
            }
            .to_owned(),
            if row % 4 == 0 { "2.10\n7.0" } else { "2.10" }.to_owned(),
            format!("10.{}.{}.{}", row / 65_536 % 256, row / 256 % 256, row % 256),
            format!("PC-{row:06}"),
            pick(places),
            format!("利用者{}", row % 40),
            pick(days),
            pick(states),
            format!("備考 {row}"),
        ];
        for (at, text) in cells.iter().enumerate() {
            sheet.write_string(row as u32 + 1, at as u16, text).unwrap();
        }
    }
    book.save(file).unwrap();
}

fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after = stat.rsplit(") ").next().unwrap();
    let ticks: Vec<f64> = after
        .split(' ')
        .skip(11)
        .take(2)
        .map(|word| word.parse().unwrap())
        .collect();
    // The kernel's clock tick is 1/100 s for user programs on every Linux that we build for.
    (ticks[0] + ticks[1]) / 100.0
}

fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
