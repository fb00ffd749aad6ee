//! A workbook as a form sees it: its sheets, and the package underneath for writing.
//!
//! Owns: sheets, shared texts with their runs. Refuses to know: labels and answers.
//! Invariant: the bytes it was opened with are kept as they are.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use super::emphasis::{self, Emphasis, Run};
use super::package::Package;
use super::rows::{Range, Sheet, Texts};
use super::styles::Styles;
use super::xml::{Element, Tree};
use super::{Answer, FormError, KnownFile, known_file, limits};

/// A cell, row and column 1-based; written `B5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    pub row: u32,
    pub column: u32,
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut column = self.column;
        while column > 0 {
            letters.push((b'A' + ((column - 1) % 26) as u8) as char);
            column = (column - 1) / 26;
        }
        let letters: String = letters.iter().rev().collect();
        write!(f, "{letters}{}", self.row)
    }
}

impl FromStr for CellRef {
    type Err = ();
    /// `B5` or `$B$5`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (mut row, mut column) = (0u32, 0u32);
        for b in text.trim().bytes() {
            match b {
                b'$' => {}
                b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                    let digit = u32::from(b.to_ascii_uppercase() - b'A' + 1);
                    column = column.checked_mul(26).and_then(|c| c.checked_add(digit)).ok_or(())?;
                }
                b'0'..=b'9' => {
                    row = row
                        .checked_mul(10)
                        .and_then(|r| r.checked_add(u32::from(b - b'0')))
                        .ok_or(())?;
                }
                _ => return Err(()),
            }
        }
        let inside = (1..=1_048_576).contains(&row) && (1..=16_384).contains(&column);
        if inside { Ok(Self { row, column }) } else { Err(()) }
    }
}

/// An opened xlsx file.
pub struct FormBook {
    pub(super) package: Package,
    pub(super) sheets: Vec<Sheet>,
    pub(super) styles: Styles,
    pub(super) book_part: String,
    pub(super) is_1904: bool,
    sha256: [u8; 32],
}

impl FormBook {
    /// Opens the bytes of a file; whatever they are, the answer is a book or a reason.
    ///
    /// # Errors
    /// See [`FormError`].
    pub fn open(bytes: Vec<u8>) -> Result<Self, FormError> {
        let sha256 = Sha256::digest(&bytes).into();
        let package = Package::open(bytes)?;
        let book_part = package
            .relations("")?
            .into_iter()
            .find(|link| link.kind == "officeDocument")
            .map_or_else(|| "xl/workbook.xml".to_owned(), |link| link.target);
        if !package.has(&book_part) || book_part.starts_with("word/") || book_part.starts_with("ppt/") {
            return Err(FormError::NotAWorkbook("other"));
        }
        let links = package.relations(&book_part)?;
        let part = |kind: &str, usual: &str| {
            let found = links.iter().find(|link| link.kind == kind);
            found.map_or_else(|| usual.to_owned(), |link| link.target.clone())
        };
        let styles = Styles::read(&package, &part("styles", "xl/styles.xml"))?;
        let texts = Texts::new(shared(&package, &part("sharedStrings", "xl/sharedStrings.xml"))?);
        let (_, tree) = package.tree(&book_part)?.ok_or(FormError::NotAWorkbook("other"))?;
        if &*tree.root().name != "workbook" {
            return Err(FormError::NotAWorkbook("other"));
        }
        let properties = tree.child(tree.root(), "workbookPr");
        let is_1904 = properties.is_some_and(|element| matches!(element.attribute("date1904"), Some("1" | "true")));
        let mut sheets = Vec::new();
        for listed in tree.below(tree.root(), "sheet") {
            if sheets.len() >= limits::SHEETS {
                return Err(FormError::TooLarge("sheets"));
            }
            let link = listed
                .attribute("id")
                .and_then(|id| links.iter().find(|link| link.id == id));
            let Some(link) = link.filter(|link| link.kind == "worksheet") else {
                continue;
            };
            let name = listed.attribute("name").unwrap_or_default();
            let hidden = listed.attribute("state").is_some_and(|state| state != "visible");
            sheets.push(Sheet::read(&package, &link.target, name, hidden, &texts, &styles)?);
        }
        if sheets.is_empty() {
            return Err(FormError::Damaged("no sheet".to_owned()));
        }
        Ok(Self {
            package,
            sheets,
            styles,
            book_part,
            is_1904,
            sha256,
        })
    }

    pub fn sha256(&self) -> String {
        self.sha256.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The ministry's own file, byte for byte, if it is one that is known.
    pub fn known(&self) -> Option<&'static KnownFile> {
        known_file(&self.sha256())
    }

    pub fn sheet_names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.sheets.iter().map(|sheet| sheet.name.as_str())
    }

    pub fn is_protected(&self, sheet: usize) -> bool {
        self.sheets.get(sheet).is_some_and(|sheet| sheet.is_protected)
    }

    /// What a cell shows, merged ranges answering with their first cell.
    pub fn text(&self, sheet: usize, cell: CellRef) -> &str {
        self.sheets.get(sheet).map_or("", |sheet| sheet.text(cell))
    }

    /// Whether the list of a cell offers a word for this answer.
    pub fn offers(&self, sheet: usize, cell: CellRef, answer: Answer) -> bool {
        let words = self.sheets.get(sheet).map(|on| self.words_offered(on, cell));
        words.is_some_and(|words| super::write::offered(&words, answer).is_some())
    }

    /// The words that a cell's list offers.
    pub(super) fn words_offered(&self, on: &Sheet, cell: CellRef) -> Vec<String> {
        let Some(list) = on
            .choices
            .iter()
            .find(|list| list.ranges.iter().any(|range| range.holds(cell)))
        else {
            return Vec::new();
        };
        if let Some(words) = list.source.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            return words
                .split(',')
                .map(|word| word.trim().to_owned())
                .filter(|word| !word.is_empty())
                .collect();
        }
        let (name, cells) = list.source.rsplit_once('!').unwrap_or(("", &list.source));
        let name = name.trim_matches('\'');
        let sheet = if name.is_empty() {
            Some(on)
        } else {
            self.sheets.iter().find(|sheet| sheet.name == name)
        };
        let (Some(sheet), Some(range)) = (sheet, Range::parse(cells)) else {
            return Vec::new();
        };
        let rows = range.rows.0..=range.rows.1.min(range.rows.0 + 200);
        let shown = rows.map(|row| {
            sheet
                .text(CellRef {
                    row,
                    column: range.columns.0,
                })
                .trim()
                .to_owned()
        });
        shown.filter(|word| !word.is_empty()).collect()
    }

    /// The bytes as they were opened.
    pub fn bytes(&self) -> &[u8] {
        self.package.bytes()
    }
}

fn shared(package: &Package, part: &str) -> Result<Vec<Vec<Run>>, FormError> {
    let Some((_, tree)) = package.tree(part)? else {
        return Ok(Vec::new());
    };
    let list = tree.children(tree.root()).filter(|element| &*element.name == "si");
    Ok(list.map(|text| rich_text(&tree, text)).collect())
}

/// The runs of an `si` or `is`; ふりがな left out.
pub(super) fn rich_text(tree: &Tree, text: &Element) -> Vec<Run> {
    let mut runs = Vec::new();
    for child in tree.children(text) {
        match &*child.name {
            "t" => runs.push(Run {
                text: unescaped(&child.text),
                ..Run::default()
            }),
            "r" => {
                let (emphasis, properties) = match tree.child(child, "rPr") {
                    Some(own) => emphasis::read(tree, own),
                    None => (Emphasis::default(), Vec::new()),
                };
                runs.push(Run {
                    text: tree.child(child, "t").map(|t| unescaped(&t.text)).unwrap_or_default(),
                    emphasis,
                    properties,
                });
            }
            _ => {}
        }
    }
    runs
}

/// Line ends as `\n`.
fn unescaped(text: &str) -> String {
    text.replace("_x000D_", "\r").replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::core::form::limits;

    /// A book of one sheet whose cells all show the one shared text.
    fn book(text: &str, cells: usize) -> Result<FormBook, FormError> {
        let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let links = |kind: &str, target: &str| {
            format!(r#"<Relationships><Relationship Id="r1" Type="{kinds}/{kind}" Target="{target}"/></Relationships>"#)
        };
        let rows = "<row><c t=\"s\"><v>0</v></c></row>".repeat(cells);
        let parts = [
            ("_rels/.rels", links("officeDocument", "xl/workbook.xml")),
            ("xl/_rels/workbook.xml.rels", links("worksheet", "sheet1.xml")),
            (
                "xl/workbook.xml",
                r#"<workbook><sheets><sheet name="a" id="r1"/></sheets></workbook>"#.to_owned(),
            ),
            ("xl/sharedStrings.xml", format!("<sst><si><t>{text}</t></si></sst>")),
            (
                "xl/sheet1.xml",
                format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
            ),
        ];
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive
                .start_file(name, zip::write::SimpleFileOptions::default())
                .unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        FormBook::open(archive.finish().unwrap().into_inner())
    }

    #[test]
    fn a_long_text_in_every_cell_is_too_large() {
        let text = "a".repeat(limits::TEXT / 32);
        assert!(book(&text, 32).is_ok());
        assert_eq!(book(&text, 33).err(), Some(FormError::TooLarge("text")));
    }

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        for (name, row, column) in [
            ("A1", 1, 1),
            ("Z9", 9, 26),
            ("AA10", 10, 27),
            ("XFD1048576", 1_048_576, 16_384),
        ] {
            let cell = CellRef { row, column };
            assert_eq!((cell.to_string().as_str(), name.parse()), (name, Ok(cell)));
        }
        assert_eq!("$B$5".parse(), Ok(CellRef { row: 5, column: 2 }));
        for bad in ["", "5", "B", "B5C", "XFE1", "A0", "あ1", "A99999999999"] {
            assert!(bad.parse::<CellRef>().is_err(), "{bad}");
        }
    }
}
