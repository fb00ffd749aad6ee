//! One cell of 2,000 records, edited and on the disk: through the door, against a bare SQLite transaction that writes
//! the same row as safely.
//!
//! `cargo bench --bench edit`. Medians of 200 in turn within one run; what counts is the ratio.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints and stops at the first surprise"
)]

use std::time::{Duration, Instant};

use kikidaicho::core::catalogue::{Column, RegisterId};
use kikidaicho::core::ledger::{Command, Context, Edit, Ledger};
use kikidaicho::core::model::{Batch, BatchRow, Content, Entry, OperationKind};
use kikidaicho::core::parse;

/// As in the program (`main.rs`).
#[cfg(not(windows))]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RECORDS: usize = 2_000;
const TIMES: usize = 200;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let context = Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-21T00:00:00Z".parse().unwrap(),
    };
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "見本", &context).unwrap();
    let device = RegisterId::DEVICE;
    let rows = (0..RECORDS).map(|n| {
        let mut content = Content::default();
        parse::put_texts(
            device,
            &mut content,
            &[
                ("management_no", format!("PC-{n:04}")),
                ("maker", "架空電機".to_owned()),
                ("os", "Windows 11 Pro 24H2".to_owned()),
                ("ip", format!("192.168.{}.{}", n / 250, n % 250)),
                ("place", "診察室".to_owned()),
            ],
        );
        BatchRow::added(device, content)
    });
    let batch = Batch {
        kind: OperationKind::Import,
        label: "bench".to_owned(),
        source: None,
        rows: rows.collect(),
    };
    ledger.execute(Command::Apply(batch), &context).unwrap();
    let ids: Vec<_> = ledger.snapshot().rows(device).iter().map(|row| row.id).collect();

    // The same table, the same promise: a commit is on the disk when it returns.
    let bare = rusqlite::Connection::open(folder.path().join("bare.db")).unwrap();
    bare.execute_batch(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA;
         CREATE TABLE device (id INTEGER PRIMARY KEY, no TEXT, maker TEXT, os TEXT, ip TEXT, place TEXT) STRICT;
         BEGIN;",
    )
    .unwrap();
    for n in 0..RECORDS {
        let sql = "INSERT INTO device VALUES (?1, ?2, '架空電機', 'Windows 11 Pro 24H2', '192.168.1.1', '診察室')";
        bare.execute(sql, (n as i64, format!("PC-{n:04}"))).unwrap();
    }
    bare.execute_batch("COMMIT").unwrap();

    let column = Column::Field(device.field_index("place").unwrap());
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for n in 0..TIMES {
        let at = (n * 7919) % RECORDS;
        let text = format!("処置室 {n}");
        let began = Instant::now();
        let edits = vec![Edit::Cell {
            column: column.clone(),
            entry: Entry::text(&text),
        }];
        let record = ids[at];
        ledger.execute(Command::Edit { record, edits }, &context).unwrap();
        ours.push(began.elapsed());
        let began = Instant::now();
        bare.execute("UPDATE device SET place = ?2 WHERE id = ?1", (at as i64, &text))
            .unwrap();
        theirs.push(began.elapsed());
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!(
        "one cell of {RECORDS} records: {:.2} ms through the door, {:.2} ms bare SQLite, ratio {:.2}",
        ours.as_secs_f64() * 1e3,
        theirs.as_secs_f64() * 1e3,
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
