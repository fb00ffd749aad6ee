//! Every bound of the reader at the bound and one beyond (those of single texts and counts stand beside their code).

use kikidaicho::core::import::reader::{Bound, limits};
use kikidaicho::core::import::{ReadError, read_workbook};

use crate::hostile::make::{Part, ods, ods_content, worksheet, write, xlsx};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";
const BOOK: &str = "xl/workbook.xml";

fn path(name: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    (folder, path)
}

/// Reads a workbook with one part of so many pieces.
fn with(part: &'static str, head: &str, piece: &str, count: usize, tail: &str) -> Option<&'static str> {
    let (_folder, path) = path("x.xlsx");
    let part = (
        part,
        Part::Repeated(head.to_owned(), piece.to_owned(), count, tail.to_owned()),
    );
    refused(&xlsx(&path, vec![part]))
}

fn refused(path: &std::path::Path) -> Option<&'static str> {
    match read_workbook(path) {
        Ok(_) => None,
        Err(ReadError::TooLarge(bound)) => Some(bound.key()),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn counts_of_a_workbook() {
    for (what, part, head, piece, limit, tail) in [
        (
            "styles",
            STYLES,
            "<s><cellXfs>",
            "<xf/>",
            limits::STYLES,
            "</cellXfs></s>",
        ),
        ("strings", STRINGS, "<sst>", "<si/>", limits::STRINGS, "</sst>"),
        (
            "merges",
            SHEET,
            "<worksheet>",
            "<mergeCell ref=\"A1:B2\"/>",
            limits::MERGES,
            "</worksheet>",
        ),
        (
            "sheets",
            BOOK,
            "<workbook><sheets>",
            "<sheet id=\"r1\"/>",
            limits::SHEETS,
            "</sheets></workbook>",
        ),
    ] {
        assert_eq!(with(part, head, piece, limit, tail), None, "{what}");
        assert_eq!(with(part, head, piece, limit + 1, tail), Some(what));
    }
}

#[test]
fn number_formats() {
    let format = |code: &str| {
        let (_folder, path) = path("x.xlsx");
        let styles = format!("<s><numFmts><numFmt numFmtId=\"200\" formatCode=\"{code}\"/></numFmts></s>");
        refused(&xlsx(&path, vec![(STYLES, styles.into())]))
    };
    assert_eq!(format(&"0".repeat(limits::FORMAT_TEXT)), None);
    assert_eq!(format(&"0".repeat(limits::FORMAT_TEXT + 1)), Some("formats"));
    let formats = |count: usize| {
        let (_folder, path) = path("x.xlsx");
        let list: String = (0..count)
            .map(|id| format!("<numFmt numFmtId=\"{id}\" formatCode=\"0\"/>"))
            .collect();
        refused(&xlsx(&path, vec![(STYLES, format!("<s>{list}</s>").into())]))
    };
    assert_eq!(formats(limits::FORMATS), None);
    assert_eq!(formats(limits::FORMATS + 1), Some("formats"));
}

#[test]
fn depth_of_tags() {
    let nested = |depth: usize| {
        let (_folder, path) = path("x.xlsx");
        // The sheet itself is one of them.
        let inside = format!("{}{}", "<a>".repeat(depth - 1), "</a>".repeat(depth - 1));
        refused(&xlsx(&path, vec![(SHEET, worksheet(&inside).into())]))
    };
    assert_eq!(nested(limits::DEPTH as usize), None);
    assert_eq!(nested(limits::DEPTH as usize + 1), Some("depth"));
}

#[test]
fn parts_of_a_package() {
    let parts = |count: usize| {
        let (_folder, path) = path("x.ods");
        let names: Vec<String> = (1..count).map(|at| format!("x{at}")).collect();
        let mut list: Vec<(&str, Part)> = names.iter().map(|name| (name.as_str(), "".into())).collect();
        list.push(("content.xml", ods_content("").into()));
        refused(&write(&path, &list))
    };
    assert_eq!(parts(limits::ENTRIES), None);
    assert_eq!(parts(limits::ENTRIES + 1), Some("entries"));
}

#[test]
fn the_grid_of_an_open_document() {
    let rows = |count: u32| {
        let (_folder, path) = path("x.ods");
        let row = "<table:table-cell><text:p>x</text:p></table:table-cell>";
        let table = format!(
            "<table:table><table:table-row table:number-rows-repeated=\"{count}\"/><table:table-row>{row}</table:table-row></table:table>"
        );
        refused(&ods(&path, ods_content(&table).into()))
    };
    assert_eq!((rows(limits::ROWS - 1), rows(limits::ROWS)), (None, Some("rows")));
    let columns = |count: u32| {
        let (_folder, path) = path("x.ods");
        let cells = format!(
            "<table:table-cell table:number-columns-repeated=\"{count}\"/><table:table-cell><text:p>x</text:p></table:table-cell>"
        );
        let table = format!("<table:table><table:table-row>{cells}</table:table-row></table:table>");
        refused(&ods(&path, ods_content(&table).into()))
    };
    assert_eq!(
        (columns(limits::COLUMNS - 1), columns(limits::COLUMNS)),
        (None, Some("columns"))
    );
}

#[test]
fn bytes_of_a_file() {
    let sized = |name: &str, head: &[u8], size: u64| {
        let (_folder, path) = path(name);
        std::fs::write(&path, head).unwrap();
        std::fs::OpenOptions::new()
            .write(true)
            .open(&path)
            .unwrap()
            .set_len(size)
            .unwrap();
        match read_workbook(&path) {
            Err(error) => error.key(),
            Ok(_) => "read",
        }
    };
    // Holes are zeros: no package and no text, but not too large either.
    assert_eq!(sized("x.xlsx", b"PK\x03\x04", limits::FILE), "damaged");
    assert_eq!(sized("x.xlsx", b"PK\x03\x04", limits::FILE + 1), "too_large");
    assert_eq!(sized("x.csv", b"a,b", limits::WHOLE_FILE), "not_a_spreadsheet");
    assert_eq!(sized("x.csv", b"a,b", limits::WHOLE_FILE + 1), "too_large");
}

#[test]
fn a_document_type_is_refused_by_its_name() {
    let (_folder, path) = path("x.xlsx");
    let sheet = format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{}", worksheet(""));
    let read = read_workbook(&xlsx(&path, vec![(SHEET, sheet.into())]));
    assert_eq!(read.err().map(|error| error.key()), Some("document_type"));
}

/// Whatever bound a file is beyond, a person reads which one and what to do, and no two bounds of the file itself
/// read alike.
#[test]
fn every_refusal_has_its_own_words() {
    let words = |error: ReadError| kikidaicho::text::import::notice(&error);
    let mut seen = std::collections::BTreeMap::new();
    for bound in Bound::ALL {
        let notice = words(ReadError::TooLarge(bound));
        assert!(notice.what.ends_with('。') && notice.todo.ends_with('。'), "{bound:?}");
        assert_eq!(notice.safe, "台帳は変わっていません。");
        assert_eq!(Bound::by_key(bound.key()), Some(bound));
        if let Some(other) = seen.insert(notice.what.clone(), bound) {
            panic!("{other:?} and {bound:?}: {}", notice.what);
        }
    }
    let dead = [
        ReadError::TooSlow,
        ReadError::OutOfMemory,
        ReadError::ReaderDied,
        ReadError::DocumentType,
    ];
    let dead: std::collections::BTreeSet<String> = dead.into_iter().map(|error| words(error).what).collect();
    assert_eq!(dead.len(), 4);
    assert!(words(ReadError::TooLarge(Bound::Cells)).what.contains("2,000,000"));
    assert!(words(ReadError::TooSlow).what.contains("60 秒"));
    assert!(words(ReadError::OutOfMemory).what.contains("224 MB"));
}
