//! xlsx, xlsm and xltx in one bounded pass: package, names of the sheets, then each sheet as it streams by.
//!
//! Owns: where the parts of a package are. Refuses to know: what a cell says ([`sheet`]), how a number looks
//! (`number`). Why not calamine: docs/adr/0005.
//! Invariants: no part is inflated beyond [`limits`]; a DOCTYPE, another text encoding and a reference outside the
//! package are refused or left alone, never followed; names are found in any case and with any slash.

mod sheet;
mod strings;
mod styles;
mod xml;

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use quick_xml::events::Event;
use zip::ZipArchive;

use self::strings::Strings;
use self::xml::{Xml, attribute};
use super::{Interner, RawSheet, RawWorkbook, ReadError, limits};

/// Reads all sheets.
///
/// # Errors
/// When the package is no spreadsheet, is damaged or goes beyond the limits.
pub(super) fn read(bytes: Vec<u8>) -> Result<RawWorkbook, ReadError> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let book = workbook(&mut package, &main)?;
    let parts = relationships(&mut package, &main)?;
    let of_kind = |kind: &str| {
        parts
            .values()
            .find(|part| part.kind == kind)
            .map(|part| part.target.clone())
    };
    let strings = match of_kind("sharedStrings").filter(|part| package.has(part)) {
        Some(part) => strings::read(Xml::new(&package.text(&part)?))?,
        None => Strings::default(),
    };
    let formats = match of_kind("styles").filter(|part| package.has(part)) {
        Some(part) => styles::read(Xml::new(&package.text(&part)?))?,
        None => Vec::new(),
    };
    let mut interner = Interner::default();
    let mut budget = limits::CELLS;
    let mut sheets = Vec::new();
    for listed in book.sheets {
        let Some(part) = parts.get(&listed.relation) else {
            continue;
        };
        // A chart or a dialog is no sheet of cells; a target outside the package is never fetched.
        if part.kind != "worksheet" {
            continue;
        }
        if !package.has(&part.target) {
            return Err(ReadError::Damaged(format!("no part for sheet {}", listed.name)));
        }
        let context = sheet::Context {
            strings: &strings,
            formats: &formats,
            is_1904: book.is_1904,
        };
        let text = package.text(&part.target)?;
        let read = sheet::read(Xml::new(&text), &context, &mut interner, &mut budget)?;
        sheets.push(RawSheet {
            name: Arc::from(listed.name),
            hidden: listed.hidden,
            rows: read.rows,
            merges: read.merges,
        });
    }
    Ok(RawWorkbook { sheets })
}

/// What kind of package a zip file is.
pub(super) enum PackageKind {
    Xlsx,
    Xlsb,
    Ods,
}

/// Told by the parts that are there; nothing is inflated.
pub(super) fn package_kind(bytes: &[u8]) -> Result<PackageKind, ReadError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let has = |part: &str| {
        let names = (0..archive.len()).filter_map(|at| archive.name_for_index(at));
        names
            .into_iter()
            .any(|name| name.is_ok_and(|name| folded(&name) == part))
    };
    Ok(if has("xl/workbook.bin") {
        PackageKind::Xlsb
    } else if has("mimetype") && has("content.xml") {
        PackageKind::Ods
    } else {
        PackageKind::Xlsx
    })
}

struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// Place of each part by its folded name; of two with one name the last counts.
    places: HashMap<String, usize>,
    inflated: u64,
}

/// One spelling for all the ways that writers spell part names.
fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

impl Package {
    fn open(bytes: Vec<u8>) -> Result<Self, ReadError> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if archive.len() > limits::ENTRIES {
            return Err(ReadError::TooLarge("entries"));
        }
        let mut places = HashMap::new();
        for at in 0..archive.len() {
            let part = archive.by_index_raw(at).map_err(damaged)?;
            places.insert(folded(&part.name().map_err(damaged)?), at);
        }
        Ok(Self {
            archive,
            places,
            inflated: 0,
        })
    }

    fn has(&self, part: &str) -> bool {
        self.places.contains_key(part)
    }

    /// A part as text; what it inflates to is counted against the file's allowance while it is read.
    fn text(&mut self, part: &str) -> Result<String, ReadError> {
        let at = *self.places.get(part).ok_or(ReadError::NotASpreadsheet)?;
        let entry = self.archive.by_index(at).map_err(damaged)?;
        let allowance = limits::INFLATED.saturating_sub(self.inflated);
        xml::part_text(Counted {
            inner: entry,
            left: allowance,
            total: &mut self.inflated,
        })
    }

    /// The part that the package calls its document.
    fn main_part(&mut self) -> Result<String, ReadError> {
        let listed = relationships(self, "")?;
        let main = listed.values().find(|part| part.kind == "officeDocument");
        let main = main.map(|part| part.target.clone()).filter(|part| self.has(part));
        let main = main.or_else(|| self.has("xl/workbook.xml").then(|| "xl/workbook.xml".to_owned()));
        match main {
            Some(part) => Ok(part),
            None => Err(ReadError::NotASpreadsheet),
        }
    }
}

fn damaged(error: zip::result::ZipError) -> ReadError {
    ReadError::Damaged(error.to_string())
}

/// A reader that refuses to inflate more than it is allowed.
struct Counted<'a, R> {
    inner: R,
    left: u64,
    total: &'a mut u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        *self.total += read as u64;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| std::io::Error::new(std::io::ErrorKind::FileTooLarge, "inflated"))?;
        Ok(read)
    }
}

struct Listed {
    name: String,
    hidden: bool,
    relation: String,
}

struct Book {
    sheets: Vec<Listed>,
    is_1904: bool,
}

fn workbook(package: &mut Package, part: &str) -> Result<Book, ReadError> {
    let mut book = Book {
        sheets: Vec::new(),
        is_1904: false,
    };
    let text = package.text(part)?;
    let mut xml = Xml::new(&text);
    while let Some(event) = xml.next()? {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            continue;
        };
        match tag.local_name().as_ref() {
            "workbookPr" => {
                let value = attribute(&tag, "date1904")?;
                book.is_1904 = matches!(value.as_deref(), Some("1" | "true"));
            }
            "sheet" => {
                let (Some(name), Some(relation)) = (attribute(&tag, "name")?, attribute(&tag, "id")?) else {
                    continue;
                };
                let hidden = attribute(&tag, "state")?.is_some_and(|state| state != "visible");
                book.sheets.push(Listed { name, hidden, relation });
                if book.sheets.len() > limits::SHEETS {
                    return Err(ReadError::TooLarge("sheets"));
                }
            }
            _ => {}
        }
    }
    Ok(book)
}

struct Part {
    kind: String,
    target: String,
}

/// What a part points at inside the package, by relation id.
fn relationships(package: &mut Package, part: &str) -> Result<HashMap<String, Part>, ReadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let base = if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    };
    let name = format!("{base}_rels/{file}.rels");
    let mut parts = HashMap::new();
    if !package.has(&name) {
        return Ok(parts);
    }
    let text = package.text(&name)?;
    let mut xml = Xml::new(&text);
    while let Some(event) = xml.next()? {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            continue;
        };
        if tag.local_name().as_ref() != "Relationship" || attribute(&tag, "TargetMode")?.as_deref() == Some("External")
        {
            continue;
        }
        let (Some(id), Some(target), Some(kind)) = (
            attribute(&tag, "Id")?,
            attribute(&tag, "Target")?,
            attribute(&tag, "Type")?,
        ) else {
            continue;
        };
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        parts.insert(
            id,
            Part {
                kind,
                target: resolve(&base, &target),
            },
        );
    }
    Ok(parts)
}

/// A target relative to the folder of the part that names it, or from the package's root.
fn resolve(base: &str, target: &str) -> String {
    let target = target.replace('\\', "/").to_lowercase();
    let whole = match target.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None => format!("{base}{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
