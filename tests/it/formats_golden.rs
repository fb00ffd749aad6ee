//! Every file of the formats corpus and what is read from it.
//!
//! `tests/data/formats/expected.txt` was held against `MANIFEST.md` line by line when it was made; a change of it
//! needs the same look. Written anew with `UPDATE_GENERATED=1`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kikidaicho::core::import::reader::{CellKind, set_child_program};
use kikidaicho::core::import::{ReadError, read_workbook};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats")
}

fn all(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all(&path));
        } else if !matches!(path.extension().and_then(|end| end.to_str()), Some("md" | "txt")) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn refusal(error: &ReadError) -> &'static str {
    match error {
        ReadError::Io(_) => "io",
        ReadError::Empty => "empty",
        ReadError::NotASpreadsheet => "not a spreadsheet",
        ReadError::Encrypted => "encrypted",
        ReadError::OtherFormat(_) => "other format",
        ReadError::Damaged(_) => "damaged",
        ReadError::TooLarge(_) => "too large",
        ReadError::Encoding => "encoding",
        ReadError::NoTable => "no table",
        ReadError::Cancelled => "cancelled",
    }
}

fn read(path: &Path) -> String {
    let book = match read_workbook(path) {
        Ok(book) => book,
        Err(error) => return format!("  refused: {}\n", refusal(&error)),
    };
    let mut out = String::new();
    for sheet in book.sheets {
        let hidden = if sheet.hidden { " hidden" } else { "" };
        let _ = writeln!(out, "  [{}]{hidden} merges {}", sheet.name, sheet.merges.len());
        for row in sheet.rows.iter().take(70) {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| {
                    let kind = match cell.kind {
                        CellKind::Text => "",
                        CellKind::Number | CellKind::BareNumber => "n",
                        CellKind::Date => "d",
                        CellKind::Error => "error",
                        CellKind::NoValue => "no value",
                    };
                    format!("{}={:?}{kind}", cell.column, cell.text)
                })
                .collect();
            let _ = writeln!(out, "  {}: {}", row.number, cells.join(" "));
        }
    }
    out
}

#[test]
fn every_file_is_read_right_or_refused_in_time() {
    set_child_program(env!("CARGO_BIN_EXE_kikidaicho").into());
    let mut made = String::new();
    let files = all(&folder());
    assert!(files.len() > 120, "{} files", files.len());
    for path in &files {
        let began = Instant::now();
        let text = read(path);
        let name = path
            .strip_prefix(folder())
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        assert!(
            began.elapsed() < Duration::from_secs(8),
            "{name} took {:?}",
            began.elapsed()
        );
        // How a hostile file kills its reader depends on the machine; that it is refused does not.
        let killed = name.starts_with("hostile/") && !name.ends_with("xlsx") && text.starts_with("  refused");
        let text = if killed { "  refused\n".to_owned() } else { text };
        let _ = write!(made, "{name}\n{text}");
    }
    let path = folder().join("expected.txt");
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    for (made, expected) in made.lines().zip(expected.lines()) {
        assert_eq!(made, expected);
    }
    assert_eq!(made.lines().count(), expected.lines().count());
    println!("files read as expected: {}/{}", files.len(), files.len());
}
