//! Spreadsheets from elsewhere, thousands if one has them, cell by cell against calamine.
//!
//! `SPREADSHEETS=/folder cargo test --release --test it every_spreadsheet -- --ignored --nocapture` reads every spreadsheet in
//! the folder and below it through the program's guarded reader and prints what is not the same. calamine reads in a
//! process of its own too, because some files end it. Numbers and dates are ours as the sheet shows them: they are
//! compared as numbers where both are, and counted where they are not.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use calamine::{Data, Reader as _};
use kikidaicho::core::import::reader::{CellKind, Patient};
use kikidaicho::session::guard::{Reading, read};

/// Kind and text by sheet, row and column.
type Cells = BTreeMap<(usize, u32, u32), (char, String)>;
type List = Vec<((usize, u32, u32), (char, String))>;

#[test]
#[ignore = "reads the spreadsheets in SPREADSHEETS"]
fn every_spreadsheet_from_elsewhere() {
    let folder = std::env::var("SPREADSHEETS").expect("SPREADSHEETS names a folder");
    let mut files = Vec::new();
    find(Path::new(&folder), &mut files);
    files.sort();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let mut add = |what, many| *count.entry(what).or_default() += many;
    for file in &files {
        let name = file.strip_prefix(&folder).unwrap_or(file).display();
        let program = PathBuf::from(env!("CARGO_BIN_EXE_kikidaicho"));
        let began = Instant::now();
        let ours = read(&Reading::Guarded(program), file, None, &Patient);
        if began.elapsed() > Duration::from_secs(5) {
            println!("{name}: took {:.1} s", began.elapsed().as_secs_f64());
        }
        let theirs = oracle(file);
        let book = match (ours, &theirs) {
            (Err(error), Ok(cells)) if !cells.is_empty() => {
                println!("{name}: only calamine reads it; ours: {error}");
                add("files only calamine reads", 1);
                continue;
            }
            (Err(error), _) => {
                println!("{name}: neither reads it; ours: {error}");
                add("files neither reads, or without cells", 1);
                continue;
            }
            (Ok(_), Err(why)) => {
                println!("{name}: only ours reads it; calamine: {why}");
                add("files only ours reads", 1);
                continue;
            }
            (Ok(book), Ok(_)) => book,
        };
        add("files both read", 1);
        let ours: Cells = book
            .sheets
            .iter()
            .enumerate()
            .flat_map(|(sheet, told)| {
                told.rows.iter().flat_map(move |row| {
                    row.cells.iter().map(move |cell| {
                        let kind = match cell.kind {
                            CellKind::Text => 's',
                            CellKind::Number => 'n',
                            CellKind::Date => 'd',
                            CellKind::Error => 'e',
                            CellKind::NoValue => 'f',
                        };
                        ((sheet, row.number - 1, cell.column), (kind, cell.text.to_string()))
                    })
                })
            })
            .collect();
        let theirs = theirs.unwrap_or_default();
        let mut shown = 0;
        let mut tell = |what: &str, at: &(usize, u32, u32), text: String| {
            shown += 1;
            if shown <= 5 {
                println!(
                    "{name}: {what} at sheet {} row {} column {}: {text:.200}",
                    at.0 + 1,
                    at.1 + 1,
                    at.2 + 1
                );
            }
        };
        for (at, (kind, text)) in &theirs {
            match ours.get(at) {
                // A format may hide a number (#, ;;;), and an xls keeps the numbers of a chart beside it.
                None if *kind != 's' => add("numbers and dates that ours does not show", 1),
                None => {
                    add("texts missing", 1);
                    tell("missing", at, format!("{text:?}"));
                }
                Some((_, mine)) if plain(mine) == plain(text) => add("cells equal", 1),
                Some((_, mine)) if *kind != 's' && mine.parse::<f64>().ok() == text.parse().ok() => {
                    add("cells equal", 1)
                }
                Some(_) if *kind == 'n' || *kind == 'd' => add("numbers and dates as the sheet shows them", 1),
                Some((was, mine)) => {
                    add("texts that differ", 1);
                    tell("differs", at, format!("ours {was} {mine:?}, theirs {kind} {text:?}"));
                }
            }
        }
        for (at, (kind, text)) in ours.iter().filter(|(at, _)| !theirs.contains_key(at)) {
            match kind {
                'f' => add("formulas without a value, told by ours alone", 1),
                _ => {
                    add("cells that only ours has", 1);
                    tell("only ours", at, format!("{kind} {text:?}"));
                }
            }
        }
    }
    println!("{} files", files.len());
    for (what, many) in count {
        println!("{many:9} {what}");
    }
}

/// White space at the edges and line ends of either kind say nothing.
fn plain(text: &str) -> String {
    text.trim().replace("\r\n", "\n").replace('\r', "\n")
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_dir() {
            find(&path, files);
        } else if ["xlsx", "xlsm", "xltx", "xls", "xlsb", "ods"].contains(&ending.as_str()) {
            files.push(path);
        }
    }
}

/// What calamine reads, in a process of its own.
fn oracle(file: &Path) -> Result<Cells, String> {
    let out = tempfile::NamedTempFile::new().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "elsewhere::the_oracle", "--ignored"])
        .env("ORACLE_FILE", file)
        .env("ORACLE_OUT", out.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if began.elapsed() > Duration::from_secs(30) {
            child.kill().unwrap();
            child.wait().unwrap();
            return Err("hangs".to_owned());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    if !child.wait().unwrap().success() {
        return Err("aborts or panics".to_owned());
    }
    let told: Result<List, String> = serde_json::from_slice(&std::fs::read(out.path()).unwrap()).unwrap();
    told.map(|cells| cells.into_iter().collect())
}

#[test]
#[ignore = "run by every_spreadsheet_from_elsewhere, in a process of its own"]
fn the_oracle() {
    let (file, out) = (
        std::env::var("ORACLE_FILE").unwrap(),
        std::env::var("ORACLE_OUT").unwrap(),
    );
    let read = || -> Result<List, calamine::Error> {
        let bytes = std::fs::read(file).unwrap();
        let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes))?;
        let mut cells = Vec::new();
        for (sheet, name) in book.sheet_names().iter().enumerate() {
            let range = book.worksheet_range(name)?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, cell) in range.used_cells() {
                let (kind, text) = match cell {
                    Data::Empty => continue,
                    Data::String(text) => ('s', text.clone()),
                    Data::Bool(yes) => ('s', yes.to_string().to_uppercase()),
                    Data::Error(error) => ('s', error.to_string()),
                    Data::Int(_) | Data::Float(_) => ('n', cell.to_string()),
                    Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => ('d', cell.to_string()),
                };
                if !text.trim().is_empty() {
                    cells.push(((sheet, top + row as u32, left + column as u32), (kind, text)));
                }
            }
        }
        Ok(cells)
    };
    let told = read().map_err(|error| error.to_string());
    std::fs::write(out, serde_json::to_vec(&told).unwrap()).unwrap();
}
