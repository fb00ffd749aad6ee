//! All rules and what lies ahead over 2,000 and 20,000 records: processor time, and how it grows; and the network
//! picture of 200 devices.
//!
//! `cargo bench --bench findings`. Best of five in one run, so that the ratio does not depend on the machine.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints and stops at the first surprise"
)]

use std::time::Instant;

use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::diagram;
use kikidaicho::core::model::{Content, LedgerMeta, Record, RecordId, Snapshot};
use kikidaicho::core::outlook;
use kikidaicho::core::parse;
use kikidaicho::core::rules::{self, Look};
use kikidaicho::text::diagram::WORDS;

/// As in the program (`main.rs`).
#[cfg(not(windows))]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a large house of this kind would have: mostly devices, some of everything else.
fn ledger(records: usize) -> Snapshot {
    let mut rows: Vec<Record> = Vec::with_capacity(records);
    let mut add = |register: RegisterId, cells: &[(&str, String)]| {
        let mut content = Content::default();
        parse::put_texts(register, &mut content, cells);
        let id = RecordId::derive(1, rows.len() as u32, &[0; 32]);
        rows.push(Record { id, register, content });
    };
    let systems = [
        "Windows 10 Pro 22H2",
        "Windows 11 Pro 23H2",
        "Windows Server 2016",
        "Windows 11",
        "Ubuntu 20.04",
        "macOS 13",
        "専用OS",
    ];
    for n in 0..records {
        let (a, b) = (n / 250 % 250, n % 250);
        match n % 10 {
            0 => add(
                RegisterId::REMOTE_PATH,
                &[
                    ("vendor", format!("架空{}社", n % 40)),
                    ("purpose", format!("保守 {n}")),
                    ("targets", format!("PC-{}、PC-{}", n + 1, n + 2)),
                    ("auth", "ID とパスワード".to_owned()),
                    ("confirmed_on", "2025/1/1".to_owned()),
                ],
            ),
            1 => add(
                RegisterId::ACCOUNT,
                &[
                    ("login_id", format!("user{n}")),
                    ("privilege", "管理者".to_owned()),
                    ("left_on", "2026/3/31".to_owned()),
                ],
            ),
            2 if n % 100 == 2 => add(
                RegisterId::NETWORK,
                &[
                    ("name", format!("網{n}")),
                    ("zone", "電子カルテ系".to_owned()),
                    ("cidr", format!("10.{a}.{b}.0/24")),
                ],
            ),
            _ => add(
                RegisterId::DEVICE,
                &[
                    ("management_no", format!("PC-{n}")),
                    ("kind", ["端末PC", "サーバ", "ネットワーク機器"][n % 3].to_owned()),
                    ("os", systems[n % systems.len()].to_owned()),
                    ("ip", format!("10.{a}.{b}.{}\n192.168.{a}.{b}", n % 250)),
                    ("patched_on", "令和8年4月1日".to_owned()),
                    ("remote_maintenance", "有".to_owned()),
                    ("software.name", "ほしぞらカルテ\nOffice".to_owned()),
                    ("software.version", "2.10\n2016".to_owned()),
                ],
            ),
        }
    }
    Snapshot::with_rows(LedgerMeta::default(), rows)
}

/// Least time of so many runs, in milliseconds. Nothing here waits, so that this is the processor's.
fn least<T>(runs: usize, mut work: impl FnMut() -> T) -> (f64, T) {
    let mut timed = || {
        let began = Instant::now();
        let made = work();
        (began.elapsed().as_secs_f64() * 1e3, made)
    };
    let first = timed();
    (1..runs).fold(first, |best, _| {
        let next = timed();
        if next.0 < best.0 { next } else { best }
    })
}

fn main() {
    let today = "2026-11-21".parse().unwrap();
    let mut best = Vec::new();
    for records in [2_000, 20_000] {
        let snapshot = ledger(records);
        let (rules_ms, found) = least(5, || rules::all(&Look::new(&snapshot, today)));
        let (ahead_ms, _) = least(5, || outlook::outlook(&Look::new(&snapshot, today), &found));
        let count = found.len();
        println!("{records} records: {count} findings in {rules_ms:.1} ms, what lies ahead in {ahead_ms:.1} ms");
        best.push((rules_ms, ahead_ms));
    }
    println!(
        "growth for 10 times the records: {:.1} (at most 12)",
        best[1].0 / best[0].0
    );
    println!("growth of what lies ahead: {:.1} (at most 12)", best[1].1 / best[0].1);
    let snapshot = ledger(250);
    let devices = snapshot.rows(RegisterId::DEVICE).len();
    let findings = rules::all(&Look::new(&snapshot, today));
    let (layout_ms, picture) = least(9, || diagram::layout(&snapshot, &findings, &WORDS));
    let (svg_ms, _) = least(9, || diagram::svg(&picture, ""));
    println!("network picture of {devices} devices: layout {layout_ms:.2} ms (at most 50), SVG {svg_ms:.2} ms");
    let (png_ms, bytes) = least(3, || diagram::png(&picture).unwrap_or_default());
    println!("PNG of it: {png_ms:.0} ms, {} KB", bytes.len() / 1024);
}
