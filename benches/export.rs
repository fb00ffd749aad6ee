//! Export of a generated ledger against the least that could be done: the same texts through the constant-memory
//! writer of the same library, and through Python's XlsxWriter when it is there.
//!
//! `cargo bench --bench export [ROWS ...]`. Every measurement is a process of its own; the CPU time from the ledger in
//! memory to the bytes of the file counts, the median of five runs. `PYTHON` names another interpreter. Linux only.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints and stops at the first surprise"
)]

use std::path::Path;
use std::process::Command;

use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::export::sheets::{SheetKey, build};
use kikidaicho::core::export::{ExportContext, file_bytes};
use kikidaicho::core::model::{Content, Entry, Fields, LedgerMeta, Record, RecordId, Snapshot};

const RUNS: usize = 5;
const WAYS: [&str; 4] = ["ours official", "ours workbook", "constant memory", "XlsxWriter"];

/// The same texts as the official sheet, in its constant-memory mode, from a file of one text per line.
const PYTHON: &str = r#"
import resource, sys, xlsxwriter
cells = open(sys.argv[1], encoding="utf-8", newline="").read().split("\x1e")
rows = [cells[at:at + 12] for at in range(0, len(cells) - 1, 12)]
def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
before = cpu()
book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True})
look = book.add_format({"border": 1, "text_wrap": True, "num_format": "@"})
sheet = book.add_worksheet()
for at, row in enumerate(rows):
    for column, text in enumerate(row):
        sheet.write_string(at, column, text, look)
book.close()
print(cpu() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"#;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [way, rows, out] = &arguments[..]
        && WAYS.contains(&way.as_str())
    {
        let (cpu, mib) = run(way, rows.parse().unwrap(), Path::new(out));
        println!("{cpu} {mib}");
        return;
    }
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000, 100_000];
    }
    let folder = tempfile::tempdir().unwrap();
    println!("| rows | way | CPU s | peak MiB | file MiB |\n|---|---|---|---|---|");
    for rows in sizes {
        for way in WAYS {
            let out = folder.path().join("out.xlsx");
            let mut runs: Vec<(f64, f64)> = (0..RUNS).filter_map(|_| process(way, rows, &out)).collect();
            runs.sort_by(|one, two| one.0.total_cmp(&two.0));
            match runs.get(RUNS / 2) {
                Some((cpu, mib)) => {
                    let size = std::fs::metadata(&out).unwrap().len() as f64 / 1048576.0;
                    println!("| {rows} | {way} | {cpu:.3} | {mib:.0} | {size:.1} |");
                }
                None => eprintln!("{way}: left out"),
            }
        }
    }
}

/// One run in a process of its own.
fn process(way: &str, rows: usize, out: &Path) -> Option<(f64, f64)> {
    let output = if way == "XlsxWriter" {
        let texts = out.with_extension("txt");
        std::fs::write(&texts, official(rows).concat().join("\u{1e}") + "\u{1e}").unwrap();
        let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let mut command = Command::new(python);
        command.args(["-c", PYTHON]).arg(&texts).arg(out);
        command.output().ok()?
    } else {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([way, &rows.to_string()]).arg(out);
        command.output().unwrap()
    };
    if !output.status.success() {
        eprintln!("{way}: {}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    let text = String::from_utf8(output.stdout).unwrap();
    let mut figures = text.split_whitespace().map(|word| word.parse().unwrap());
    Some((figures.next()?, figures.next()?))
}

/// CPU seconds from the ledger in memory to the file, and the peak of the whole process.
fn run(way: &str, rows: usize, out: &Path) -> (f64, f64) {
    let cpu = match way {
        "constant memory" => {
            let texts = official(rows);
            let before = cpu_seconds();
            bare(&texts, out);
            cpu_seconds() - before
        }
        way => {
            let snapshot = ledger(rows);
            let key = if way == "ours official" {
                SheetKey::Official
            } else {
                SheetKey::Workbook
            };
            let before = cpu_seconds();
            let bytes = file_bytes(key, &snapshot, &context(), out).unwrap();
            std::fs::write(out, bytes).unwrap();
            cpu_seconds() - before
        }
    };
    (cpu, peak_mib())
}

fn bare(texts: &[Vec<String>], out: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let look = rust_xlsxwriter::Format::new()
        .set_border(rust_xlsxwriter::FormatBorder::Thin)
        .set_text_wrap()
        .set_num_format("@");
    let sheet = book.add_worksheet_with_constant_memory().unwrap();
    for (row, cells) in texts.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            sheet
                .write_string_with_format(row as u32, column as u16, text, &look)
                .unwrap();
        }
    }
    book.save(out).unwrap();
}

fn context() -> ExportContext {
    ExportContext {
        now: "2026-11-21T00:00:00Z".parse().unwrap(),
        today: "2026-11-21".parse().unwrap(),
        actor: "bench".to_owned(),
    }
}

/// The texts of the official sheet.
fn official(rows: usize) -> Vec<Vec<String>> {
    build(SheetKey::Official, &ledger(rows), &context()).remove(0).rows
}

/// Devices with the twelve columns of the ministry's example; one in four has two programs.
fn ledger(rows: usize) -> Snapshot {
    let register = RegisterId::DEVICE;
    let field = |key: &str| register.field_index(key).unwrap();
    let records = (0..rows).map(|row| {
        let mut content = Content::default();
        for (key, text) in [
            ("management_no", format!("{:06}", row + 1)),
            (
                "maker",
                ["架空電機", "見本デバイス", "まるばつ情報機器"][row % 3].to_owned(),
            ),
            ("os", ["Windows 11 Pro 24H2", "Windows 10 Pro 22H2"][row % 2].to_owned()),
            (
                "ip",
                format!("10.{}.{}.{}", row / 65_536 % 256, row / 256 % 256, row % 256),
            ),
            ("computer_name", format!("PC-{row:06}")),
            (
                "place",
                ["1階 受付", "2階 ナースステーション", "サーバ室"][row % 3].to_owned(),
            ),
            ("users", format!("利用者{}", row % 40)),
            (
                "registered_on",
                ["R6.4.1", "令和5年10月", "2024/7/21"][row % 3].to_owned(),
            ),
            ("status", ["稼働", "停止", "保管"][row % 3].to_owned()),
            ("note", format!("備考 {row}")),
        ] {
            content.fields.set(field(key), Entry::text(&text));
        }
        let software = |name: &str, version: &str| -> Fields {
            [(0, Entry::text(name)), (1, Entry::text(version))]
                .into_iter()
                .collect()
        };
        let mut programs = vec![software("見本電子カルテ", "2.10")];
        if row % 4 == 0 {
            programs.push(software("ウイルス対策", "7.0"));
        }
        content.set_child_rows(0, programs);
        Record {
            id: RecordId::derive(1_790_000_000_000, row as u32, &[7; 32]),
            register,
            content,
        }
    });
    Snapshot::with_rows(LedgerMeta::default(), records.collect())
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
