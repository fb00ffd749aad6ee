//! Workbooks made by hand, part by part.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What a part holds: a text, or a piece repeated so often between a head and a tail.
pub enum Part {
    Text(String),
    Repeated(String, String, usize, String),
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

pub fn write(path: &Path, parts: &[(&str, Part)]) -> PathBuf {
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path).unwrap()));
    for (name, part) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_level(Some(1)))
            .unwrap();
        match part {
            Part::Text(text) => zip.write_all(text.as_bytes()).unwrap(),
            Part::Repeated(head, piece, count, tail) => {
                zip.write_all(head.as_bytes()).unwrap();
                let block = piece.repeat((64 * 1024 / piece.len().max(1)).clamp(1, *count));
                let in_block = block.len() / piece.len().max(1);
                for _ in 0..count / in_block {
                    zip.write_all(block.as_bytes()).unwrap();
                }
                zip.write_all(piece.repeat(count % in_block).as_bytes()).unwrap();
                zip.write_all(tail.as_bytes()).unwrap();
            }
        }
    }
    zip.finish().unwrap().flush().unwrap();
    path.to_owned()
}

pub fn worksheet(inside: &str) -> String {
    format!("<worksheet xmlns=\"{MAIN}\">{inside}</worksheet>")
}

/// A workbook of one sheet; parts given here go before the usual ones.
pub fn xlsx(path: &Path, own: Vec<(&'static str, Part)>) -> PathBuf {
    let usual: Vec<(&str, String)> = vec![
        (
            "_rels/.rels",
            format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"{LINKS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"{LINKS}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{LINKS}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"{LINKS}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            worksheet("<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>"),
        ),
        (
            "xl/sharedStrings.xml",
            format!("<sst xmlns=\"{MAIN}\"><si><t>x</t></si></sst>"),
        ),
    ];
    let mut parts: Vec<(&str, Part)> = usual
        .into_iter()
        .filter(|(name, _)| own.iter().all(|(known, _)| known != name))
        .map(|(name, text)| (name, Part::Text(text)))
        .collect();
    parts.extend(own);
    write(path, &parts)
}

pub fn ods(path: &Path, content: Part) -> PathBuf {
    write(
        path,
        &[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".into()),
            ("content.xml", content),
        ],
    )
}

pub fn ods_content(tables: &str) -> String {
    format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
}
