//! All rules over 2,000 and 20,000 records: processor time, and how it grows; and the network picture of 200.
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
use kikidaicho::core::parse;
use kikidaicho::core::rules::{self, Look};
use kikidaicho::text::diagram::WORDS;

/// What a large house of this kind would have: mostly devices, some of everything else.
fn ledger(records: usize) -> Snapshot {
    let mut rows: Vec<Record> = Vec::with_capacity(records);
    let mut add = |register: RegisterId, cells: &[(&str, String)]| {
        let mut content = Content::default();
        for (key, text) in cells {
            let column = register.column_by_key(key).unwrap();
            parse::put_text(register, &mut content, &column, text);
        }
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

fn main() {
    let today = "2026-11-21".parse().unwrap();
    let mut best = Vec::new();
    for records in [2_000, 20_000] {
        let snapshot = ledger(records);
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..5 {
            let began = Instant::now();
            found = rules::all(&Look::new(&snapshot, today)).len();
            times.push(began.elapsed().as_secs_f64() * 1e3);
        }
        let least = times.into_iter().fold(f64::INFINITY, f64::min);
        println!("{records} records: {found} findings in {least:.1} ms");
        best.push(least);
    }
    let snapshot = ledger(200);
    let mut least = f64::INFINITY;
    for _ in 0..9 {
        let began = Instant::now();
        let findings = rules::all(&Look::new(&snapshot, today));
        let picture = diagram::layout(&snapshot, &findings, &WORDS);
        let svg = diagram::svg(&picture, "");
        least = least.min(began.elapsed().as_secs_f64() * 1e3);
        assert!(!svg.is_empty());
    }
    println!("findings, layout and SVG of 200 records: {least:.2} ms (at most 50)");
    println!("growth for 10 times the records: {:.1} (at most 12)", best[1] / best[0]);
}
