//! The facts of many PCs: several files and folders, each read in a process of its own.
//!
//! Invariant: one file that cannot be read does not keep the others out; it is named.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Reading, read};
use crate::core::collect::MARK;
use crate::core::import::reader::{Bound, Watch, limits};
use crate::core::import::{RawWorkbook, ReadError, SheetLeftOut, SheetReason};

/// The facts found in several files.
pub struct Told {
    pub workbook: RawWorkbook,
    /// The files, without their folders.
    pub names: Vec<String>,
    pub left_out: Vec<SheetLeftOut>,
}

/// Reads every file given, and every `.json` in every folder given.
///
/// # Errors
/// `NoFacts` when there is no such file; the reason of the first when not one can be read; `Cancelled`.
pub fn read_facts(how: &Reading, given: &[PathBuf], watch: &dyn Watch) -> Result<Told, ReadError> {
    let mut files = Vec::new();
    for path in given {
        if path.is_dir() {
            files.extend(inside(path)?);
        } else {
            files.push(path.clone());
        }
        if files.len() > limits::PC_FILES {
            return Err(ReadError::TooLarge(Bound::Files));
        }
    }
    files.sort();
    files.dedup();
    let mut told = Told {
        workbook: RawWorkbook { sheets: Vec::new() },
        names: Vec::new(),
        left_out: Vec::new(),
    };
    let mut first_error = None;
    let all = files.len() as u64;
    for (at, file) in (0..).zip(&files) {
        if !watch.go_on(at, all) {
            return Err(ReadError::Cancelled);
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let sheets = match read(how, file, None, &Silent(watch)) {
            Ok(book) => book.sheets,
            Err(ReadError::Cancelled) => return Err(ReadError::Cancelled),
            Err(error) => {
                first_error.get_or_insert(error);
                Vec::new()
            }
        };
        let facts = sheets.into_iter().find(|sheet| {
            sheet
                .rows
                .first()
                .and_then(|row| row.cell(0))
                .is_some_and(|cell| &*cell.text == MARK)
        });
        match facts {
            Some(sheet) => {
                told.workbook.sheets.push(sheet);
                told.names.push(name);
            }
            None => told.left_out.push(SheetLeftOut {
                sheet: Arc::from(name),
                reason: SheetReason::NotRead,
            }),
        }
    }
    match (told.names.is_empty(), first_error) {
        (false, _) => Ok(told),
        (true, Some(error)) if all == 1 => Err(error),
        (true, _) => Err(ReadError::NoFacts),
    }
}

/// The `.json` files of a folder; folders inside are not looked into.
fn inside(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
            && path.is_file()
        {
            found.push(path);
        }
        if found.len() > limits::PC_FILES {
            break;
        }
    }
    Ok(found)
}

/// Lets one file be stopped, but tells nobody how far it is: files are counted, not bytes.
struct Silent<'w>(&'w dyn Watch);

impl Watch for Silent<'_> {
    fn go_on(&self, _: u64, _: u64) -> bool {
        self.0.go_on(0, 0)
    }
}
