//! Mutate and run, on the stable toolchain: targets that must never panic, never hang and keep their laws.
//!
//! A short run belongs to `cargo test`. Longer ones:
//! `FUZZ_SECONDS=600 cargo test --release --test fuzz -- --ignored --nocapture` (each target for so long),
//! `FUZZ_TARGET=forms` for one of them, and `FUZZ_DICE=7` for other luck. What fails is written to the temporary folder and named.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops at the first surprise"
)]

#[path = "mutate.rs"]
mod mutate;

use std::io::{Cursor, Read as _};
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::time::{Duration, Instant};

use kikidaicho::core::catalogue::{FieldKind, RegisterId};
use kikidaicho::core::checklist::Editions;
use kikidaicho::core::form::{Answer, FillPlan, FormBook, FormMap, Wish};
use kikidaicho::core::import::reader::stream::{Heard, Listener, speak};
use kikidaicho::core::import::reader::{Patient, read_watched};
use kikidaicho::core::import::{plan_import, read_bytes};
use kikidaicho::core::model::{LedgerMeta, Snapshot};
use kikidaicho::core::parse;
use mutate::{Dice, SEEDS, repacked, spoil, spoil_inside};
use zip::ZipArchive;

/// Longest time for one input; far above what any takes, far below a hang.
const HANG: Duration = Duration::from_secs(20);

fn formats() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats")
}

fn seeds(ends: &[&str]) -> Vec<Vec<u8>> {
    SEEDS
        .iter()
        .filter(|seed| ends.iter().any(|end| seed.ends_with(end)))
        .map(|seed| std::fs::read(formats().join(seed)).unwrap())
        .collect()
}

/// How long a target runs: rounds in the suite, seconds when asked for.
#[derive(Clone, Copy)]
enum Length {
    Rounds(usize),
    Seconds(u64),
}

impl Length {
    /// An equal share of it.
    fn part(self, of: usize) -> Self {
        match self {
            Self::Rounds(most) => Self::Rounds(most / of),
            Self::Seconds(most) => Self::Seconds(most / of as u64),
        }
    }
}

/// Runs a target on spoiled inputs until the time is over. `spoiling` makes an input from the dice.
fn run(name: &str, length: Length, mut spoiling: impl FnMut(&mut Dice) -> Vec<u8>, target: impl Fn(&[u8])) {
    let luck: u64 = std::env::var("FUZZ_DICE")
        .ok()
        .and_then(|luck| luck.parse().ok())
        .unwrap_or(1);
    let mut dice = Dice(luck.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let started = Instant::now();
    let mut rounds = 0;
    loop {
        let over = match length {
            Length::Rounds(most) => rounds >= most,
            Length::Seconds(most) => started.elapsed().as_secs() >= most,
        };
        if over {
            break;
        }
        let input = spoiling(&mut dice);
        let began = Instant::now();
        let fine = std::panic::catch_unwind(AssertUnwindSafe(|| target(&input))).is_ok();
        if !fine || began.elapsed() > HANG {
            let path = std::env::temp_dir().join(format!("kikidaicho-fuzz-{}-{rounds}", name.replace('/', "-")));
            std::fs::write(&path, &input).unwrap();
            panic!(
                "{name}: {} in {:?}, input {}",
                if fine { "slow" } else { "panic" },
                began.elapsed(),
                path.display()
            );
        }
        rounds += 1;
    }
    println!("{name}: {rounds} inputs in {:?}", started.elapsed());
}

fn pick(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    seeds[dice.below(seeds.len())].clone()
}

fn read_and_plan(bytes: &[u8]) {
    match read_bytes(bytes.to_vec(), "x") {
        Ok(book) => {
            let _ = plan_import(book, "x", &Snapshot::new(LedgerMeta::default()));
        }
        // Reading turns a panic into a refusal; here it must not come to one.
        Err(error) => assert!(error.to_string() != "damaged or cut off: reader", "a panic inside"),
    }
}

fn workbook(length: Length) {
    let seeds = seeds(&["xlsx", "xlsb", "xls", "ods"]);
    let spoiling = |dice: &mut Dice| {
        let seed = pick(&seeds, dice);
        if dice.below(4) == 0 {
            let mut bytes = seed;
            spoil(&mut bytes, dice);
            bytes
        } else {
            spoil_inside(&seed, dice)
        }
    };
    run("workbook", length, spoiling, read_and_plan);
}

/// What cells say does not depend on how their tags are spelled: the usual spelling is taken without cutting it.
fn spelling(length: Length) {
    let seeds = seeds(&["xlsx"]);
    let spoiling = |dice: &mut Dice| spoil_inside(&pick(&seeds, dice), dice);
    run("spelling", length, spoiling, same_in_another_spelling);
}

/// The workbook with each cell written `<c  r=` instead of `<c r=`: the same to XML, and not the spelling that the
/// reader takes without cutting it. `None` for what cannot be unpacked.
fn spelled_otherwise(bytes: &[u8]) -> Option<Vec<u8>> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let other = repacked(archive, |_, name, content| {
        if name.contains("worksheets/") {
            *content = replaced(content, b"<c r=", b"<c  r=");
        }
    });
    other.ok()
}

fn replaced(content: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + content.len() / 16);
    let mut rest = content;
    while let Some(at) = rest.windows(old.len()).position(|here| here == old) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(new);
        rest = &rest[at + old.len()..];
    }
    out.extend_from_slice(rest);
    out
}

fn same_in_another_spelling(bytes: &[u8]) {
    let Some(other) = spelled_otherwise(bytes) else {
        return;
    };
    let told = |bytes: &[u8]| match read_bytes(bytes.to_vec(), "x") {
        Ok(book) => format!("{book:?}"),
        // What exactly is damaged may differ by the one byte: where it is, or half a letter of a text of 16 bits.
        Err(error) => error.key().to_owned(),
    };
    assert_eq!(told(bytes), told(&other));
}

/// Protected files, with their password.
fn sealed(length: Length) {
    let seeds = [
        ("crypto/lo_pw.xls", "Passw0rd!"),
        ("crypto/rc4_cryptoapi_japanese.xls", "パスワード１２３"),
        ("crypto/lo_pw.ods", "Passw0rd!"),
        ("crypto/agile_mswriter_pw.xlsx", "Passw0rd!"),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (file, password) in seeds {
        let seed = std::fs::read(formats().join(file)).unwrap();
        let path = folder.path().join("sealed");
        let spoiling = |dice: &mut Dice| {
            let mut bytes = seed.clone();
            spoil(&mut bytes, dice);
            bytes
        };
        run(file, length.part(seeds.len()), spoiling, |bytes| {
            std::fs::write(&path, bytes).unwrap();
            if let Err(error) = read_watched(&path, Some(password), &Patient) {
                assert!(error.to_string() != "damaged or cut off: reader", "a panic inside");
            }
        });
    }
}

fn csv(length: Length) {
    let mut seeds = seeds(&["csv", "tsv"]);
    seeds.push("管理番号,メーカー,OS\n001,A社,\"Windows\n11\"\n".as_bytes().to_vec());
    let spoiling = |dice: &mut Dice| {
        let mut bytes = pick(&seeds, dice);
        spoil(&mut bytes, dice);
        bytes
    };
    run("csv", length, spoiling, read_and_plan);
}

/// Pieces of which dates, addresses, versions and marks are made.
const PIECES: &[&str] = &[
    "令和",
    "平成",
    "昭和",
    "R",
    "H",
    "S",
    "元",
    "年",
    "月",
    "日",
    "6",
    "31",
    "4",
    "1",
    "12",
    "2024",
    "99999999999",
    "0",
    "/",
    ".",
    "-",
    "～",
    "〜",
    ":",
    " ",
    "　",
    "頃",
    "末",
    "春",
    "不明",
    "なし",
    "〃",
    "192.168.1.10",
    "10.",
    "/24",
    "::1",
    "DHCP",
    "（",
    "）",
    "(",
    ")",
    "00:00:5E:00:53:01",
    "-",
    "5E",
    "v",
    "ver.",
    "1.2.3",
    "①",
    "㍻",
    "㋿",
    "\u{200b}",
    "\u{feff}",
    "\n",
    "\r",
    "\t",
    "、",
    "・",
    "𠮷",
    "が",
    "\u{0}",
    "E+12",
    "十",
    "三十",
    "〇",
    "○",
    "=",
    "'",
    "\"",
    "%",
    "一式",
    "4台",
];

fn words(dice: &mut Dice) -> Vec<u8> {
    (0..1 + dice.below(9))
        .map(|_| PIECES[dice.below(PIECES.len())])
        .collect::<String>()
        .into_bytes()
}

fn parsers(length: Length) {
    run("parsers", length, words, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let kinds = RegisterId::all()
            .flat_map(|register| register.fields)
            .map(|field| field.kind);
        for kind in kinds.chain([FieldKind::Number, FieldKind::Version]) {
            let entry = parse::entry(kind, &text);
            // What the ledger shows reads back to the same entry.
            assert_eq!(parse::entry(kind, &entry.display()), entry, "{text:?}");
            let _ = parse::understand(kind, &text);
        }
        let key = parse::fold(&text).into_owned();
        assert_eq!(parse::fold(&key), key, "folding twice is folding once: {text:?}");
        let _ = parse::header_key(&text);
    });
}

fn headers(length: Length) {
    let labels: Vec<&str> = RegisterId::all()
        .flat_map(|register| {
            register
                .fields
                .iter()
                .flat_map(|field| std::iter::once(field.label).chain(field.aliases.iter().copied()))
        })
        .chain([
            "合計",
            "※注",
            "最終更新日",
            "作成：",
            "パスワード",
            "項目",
            "Q1. 保守の目的は？",
        ])
        .collect();
    let spoiling = |dice: &mut Dice| {
        let mut out = String::new();
        for _ in 0..1 + dice.below(20) {
            for _ in 0..1 + dice.below(12) {
                match dice.below(4) {
                    0 => {}
                    1 => out.push_str(&String::from_utf8_lossy(&words(dice)).replace([',', '"', '\n', '\r'], " ")),
                    _ => out.push_str(&labels[dice.below(labels.len())].replace(',', " ")),
                }
                out.push(',');
            }
            out.push('\n');
        }
        out.into_bytes()
    };
    run("headers", length, spoiling, |bytes| {
        let Ok(book) = read_bytes(bytes.to_vec(), "x") else {
            return;
        };
        let filled: Vec<u32> = book
            .sheets
            .iter()
            .flat_map(|sheet| &sheet.rows)
            .map(|row| row.number)
            .collect();
        let Ok(plan) = plan_import(book, "x", &Snapshot::new(LedgerMeta::default())) else {
            return;
        };
        // Every row with content is a record, a header, or named as left out.
        let heads = plan.tables.iter().flat_map(|table| table.header_rows.iter().copied());
        let told: std::collections::BTreeSet<u32> = plan
            .rows
            .iter()
            .flat_map(|row| row.source_rows.iter().copied())
            .chain(plan.not_taken.iter().map(|left| left.row))
            .chain(heads)
            .collect();
        let secret = plan
            .tables
            .iter()
            .flat_map(|table| &table.columns)
            .any(|column| matches!(column.target, kikidaicho::core::import::ColumnTarget::Dropped(_)));
        for row in filled {
            assert!(told.contains(&row) || secret, "row {row} is lost");
        }
    });
}

fn frames(length: Length) {
    let mut said = Vec::new();
    speak(&formats().join(SEEDS[0]), None, &mut said).unwrap();
    let spoiling = |dice: &mut Dice| {
        let mut bytes = said.clone();
        spoil(&mut bytes, dice);
        bytes
    };
    run("frames", length, spoiling, |bytes| {
        let mut listener = Listener::new(bytes.take(u64::MAX));
        while let Ok(Heard::Progress { .. } | Heard::Sheet(_)) = listener.hear() {}
    });
}

/// Official forms: found, read, every answer written, and the copy opens again.
fn forms(length: Length) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/forms");
    let seeds = [
        "lo_r7_medical_filled.xlsx",
        "r6_medical_marks.xlsx",
        "r7_vendor_controls.xlsx",
        "r8_madeup_filled.xlsx",
        "bcp_filled.xlsx",
        "roles_filled.xlsx",
        "mds_filled.xlsx",
    ]
    .map(|name| std::fs::read(folder.join(name)).unwrap());
    let hints = Editions::built_in().hints();
    let spoiling = |dice: &mut Dice| spoil_inside(&pick(&seeds, dice), dice);
    run("forms", length, spoiling, |bytes| {
        let Ok(book) = FormBook::open(bytes.to_vec()) else {
            return;
        };
        let _ = book.previews();
        for map in FormMap::find(&book, &hints) {
            let _ = map.read(&book);
            let slots = map.items.iter().enumerate();
            let wishes = slots.flat_map(|(item, row)| {
                row.slots.iter().map(move |slot| Wish {
                    item,
                    round: slot.round,
                    answer: Some(Answer::Yes),
                    checked_on: chrono::NaiveDate::from_ymd_opt(2026, 6, 12),
                    ..Wish::default()
                })
            });
            let plan = FillPlan {
                wishes: wishes.collect(),
                boxes: Vec::new(),
            };
            if let Ok(outcome) = map.fill(&book, &plan) {
                let copy = FormBook::open(outcome.bytes);
                assert!(copy.is_ok(), "{:?}", copy.err());
            }
        }
    });
}

type Target = fn(Length);

const TARGETS: [(&str, Target); 8] = [
    ("workbook", workbook),
    ("spelling", spelling),
    ("sealed", sealed),
    ("csv", csv),
    ("parsers", parsers),
    ("headers", headers),
    ("frames", frames),
    ("forms", forms),
];

#[test]
fn every_workbook_of_the_project_reads_the_same_in_another_spelling() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")];
    let mut compared = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "xlsx" || end == "xlsm") {
                same_in_another_spelling(&std::fs::read(path).unwrap());
                compared += 1;
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn a_short_run_of_every_target() {
    for (_, target) in TARGETS {
        target(Length::Rounds(200));
    }
}

#[test]
#[ignore = "runs for FUZZ_SECONDS per target"]
fn a_long_run_of_every_target() {
    let seconds = std::env::var("FUZZ_SECONDS")
        .ok()
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(60);
    let only = std::env::var("FUZZ_TARGET").ok();
    for (name, target) in TARGETS {
        if only.as_ref().is_none_or(|only| only == name) {
            target(Length::Seconds(seconds));
        }
    }
}
