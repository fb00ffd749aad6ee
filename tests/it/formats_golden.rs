//! Every nasty workbook of tests/data/formats against its right reading (MANIFEST.md there says what each holds).
//!
//! `expected.txt` is one table: `== file`, then either `refused: why` or the sheets with every cell. Marks of a cell:
//! `=` text, `#` number, `@` date or time, `!` error, `?` formula without a value. `\n` stands for a line break.
//! `cargo test --test it formats_golden -- --nocapture` prints right/total and every difference.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use kikidaicho::core::import::read_workbook;
use kikidaicho::core::import::reader::{CellKind, RawSheet, RawWorkbook, ReadError};

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats")
}

/// All files of the corpus by their name from its root, sorted.
pub(crate) fn files() -> Vec<String> {
    fn walk(folder: &Path, root: &Path, out: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, out);
            } else if !path.extension().is_some_and(|end| end == "md" || end == "txt") {
                out.push(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut out = Vec::new();
    walk(&folder(), &folder(), &mut out);
    out.sort();
    out
}

fn column(mut at: u32) -> String {
    let mut letters = String::new();
    loop {
        letters.insert(0, (b'A' + (at % 26) as u8) as char);
        if at < 26 {
            return letters;
        }
        at = at / 26 - 1;
    }
}

fn one_line(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\t', "\\t")
}

fn sheet(sheet: &RawSheet, out: &mut String) {
    writeln!(
        out,
        "[{}]{}",
        one_line(&sheet.name),
        if sheet.hidden { " hidden" } else { "" }
    )
    .unwrap();
    let hidden: Vec<String> = sheet
        .rows
        .iter()
        .filter(|row| row.hidden)
        .map(|row| row.number.to_string())
        .chain(sheet.around.hidden_columns.iter().map(|range| {
            if range.0 == range.1 {
                column(range.0)
            } else {
                format!("{}:{}", column(range.0), column(range.1))
            }
        }))
        .collect();
    if !hidden.is_empty() {
        writeln!(out, "hidden {}", hidden.join(" ")).unwrap();
    }
    if !sheet.around.merges.is_empty() {
        let merges: Vec<String> = sheet
            .around
            .merges
            .iter()
            .map(|merge| {
                format!(
                    "{}{}:{}{}",
                    column(merge.columns.0),
                    merge.rows.0,
                    column(merge.columns.1),
                    merge.rows.1
                )
            })
            .collect();
        writeln!(out, "merged {}", merges.join(" ")).unwrap();
    }
    let long = sheet.rows.len() > LONG;
    for row in sheet.rows.iter().take(if long { HEAD } else { LONG }) {
        for cell in &row.cells {
            let mark = match cell.kind {
                CellKind::Text => '=',
                CellKind::Number => '#',
                CellKind::Date => '@',
                CellKind::Error => '!',
                CellKind::NoValue => '?',
            };
            writeln!(
                out,
                "{}{} {mark}{}",
                column(cell.column),
                row.number,
                one_line(&cell.text)
            )
            .unwrap();
        }
    }
    if long {
        let cells: usize = sheet.rows.iter().map(|row| row.cells.len()).sum();
        let all: Vec<String> = sheet
            .rows
            .iter()
            .flat_map(|row| {
                row.cells
                    .iter()
                    .map(|cell| format!("{}{} {}", column(cell.column), row.number, cell.text))
            })
            .collect();
        let sum = all.join("\n").bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        writeln!(out, "… {} rows {cells} cells sum {sum:016x}", sheet.rows.len()).unwrap();
    }
}

/// Longer sheets show their head, and a sum over "address text" lines that any other program can compute.
const LONG: usize = 100;
const HEAD: usize = 3;

pub(crate) fn shown(read: &Result<RawWorkbook, ReadError>) -> String {
    let mut out = String::new();
    match read {
        Ok(book) => book.sheets.iter().for_each(|one| sheet(one, &mut out)),
        Err(error) => writeln!(out, "refused: {}", error.key()).unwrap(),
    }
    out
}

pub(crate) fn expected() -> BTreeMap<String, String> {
    let table = std::fs::read_to_string(folder().join("expected.txt")).unwrap();
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    let mut name = String::new();
    for line in table.lines().filter(|line| !line.starts_with("// ")) {
        match line.strip_prefix("== ") {
            Some(file) => {
                name = file.to_owned();
                out.insert(name.clone(), String::new());
            }
            None => {
                let block = out.get_mut(&name).unwrap();
                block.push_str(line);
                block.push('\n');
            }
        }
    }
    out
}

#[test]
fn every_format_is_read_or_refused_right() {
    let want = expected();
    let files = files();
    let mut right = 0;
    for file in &files {
        let got = shown(&read_workbook(&folder().join(file)));
        match want.get(file) {
            Some(want) if *want == got => right += 1,
            Some(want) => {
                println!("== {file}");
                let (want, got): (Vec<&str>, Vec<&str>) = (want.lines().collect(), got.lines().collect());
                want.iter()
                    .filter(|line| !got.contains(line))
                    .for_each(|line| println!("  want {line}"));
                got.iter()
                    .filter(|line| !want.contains(line))
                    .for_each(|line| println!("  got  {line}"));
            }
            None => println!("== {file}\n{got}"),
        }
    }
    println!("formats right {right}/{}", files.len());
    assert_eq!(right, files.len(), "every file of the corpus");
    assert!(
        want.keys().all(|file| files.contains(file)),
        "expectations without a file"
    );
}
