//! The data rows of a workbook, written straight into the pages that the library has laid out.
//!
//! The library keeps every cell and every text of a workbook in maps before it writes one. Here it lays out each page
//! with one model row that shows the styles; that row gives way to all rows, a text per cell, written as a stream.
//!
//! Owns: rows and cells as XML, putting them in the place of the model row. Refuses to know: looks, which the model
//! row carries; everything else on a page.
//! Invariants: every cell is a string; every other part is copied byte by byte; same sheets, same bytes.

use std::io::{Cursor, Read as _, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::measure::wrapped_lines;
use super::{ExportError, SheetData};

/// Points of a row with so many lines of text.
pub(super) type Height = fn(usize) -> f64;

/// Old spreadsheets show #### for a longer text in a cell of the text format.
const MOST_TEXT_FORMAT: usize = 255;
/// Written out when so much XML has come together.
const CHUNK: usize = 1 << 16;

/// Puts the rows of `sheets` into the pages of `book`, in their order.
pub(super) fn fill(book: Vec<u8>, sheets: &[SheetData], height: Height) -> Result<Vec<u8>, ExportError> {
    let failed = |what: String| ExportError::Write(what);
    let mut source = ZipArchive::new(Cursor::new(book)).map_err(|error| failed(error.to_string()))?;
    let mut target = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..source.len() {
        let mut part = source.by_index(at).map_err(|error| failed(error.to_string()))?;
        let name = part.name().map_err(|error| failed(error.to_string()))?.into_owned();
        let sheet = page_number(&name).and_then(|number| sheets.get(number - 1));
        match sheet.filter(|sheet| !sheet.rows.is_empty()) {
            None => target.raw_copy_file(part).map_err(|error| failed(error.to_string()))?,
            Some(sheet) => {
                let mut xml = String::new();
                part.read_to_string(&mut xml)
                    .map_err(|error| failed(error.to_string()))?;
                let options = SimpleFileOptions::default()
                    .compression_method(CompressionMethod::Deflated)
                    .last_modified_time(DateTime::default());
                target
                    .start_file(name, options)
                    .map_err(|error| failed(error.to_string()))?;
                let page = Page::find(&xml, sheet).ok_or_else(|| failed("no model row".to_owned()))?;
                page.write(&mut target, height)
                    .map_err(|error| failed(error.to_string()))?;
            }
        }
    }
    let written = target.finish().map_err(|error| failed(error.to_string()))?;
    Ok(written.into_inner())
}

fn page_number(part: &str) -> Option<usize> {
    part.strip_prefix("xl/worksheets/sheet")?
        .strip_suffix(".xml")?
        .parse()
        .ok()
}

/// A page around its model row.
struct Page<'a> {
    before: String,
    after: &'a str,
    /// Style of a text, of a longer one, and of a cell without one, as attributes.
    styles: [&'a str; 3],
    sheet: &'a SheetData,
}

impl<'a> Page<'a> {
    fn find(xml: &'a str, sheet: &'a SheetData) -> Option<Self> {
        let number = sheet.head_rows() + 1;
        let start = xml.find(&format!("<row r=\"{number}\""))?;
        let end = start + xml[start..].find("</row>")? + "</row>".len();
        let mut cells = xml[start..end].match_indices("<c r=\"").map(|(at, _)| {
            let cell = &xml[start + at..end];
            let style = cell.find(" s=\"")?;
            let close = style + 4 + cell[style + 4..].find('"')? + 1;
            cell.get(style..close)
        });
        let styles = [cells.next()??, cells.next()??, cells.next()??];
        // Where the cells end is told ahead of them.
        let (head, rest) = xml[..start].split_once("<dimension ref=\"")?;
        let (_, rest) = rest.split_once('"')?;
        let last = cell_name(sheet.columns.len().max(1) - 1, number + sheet.rows.len() - 1);
        Some(Self {
            before: format!("{head}<dimension ref=\"A1:{last}\"{rest}"),
            after: &xml[end..],
            styles,
            sheet,
        })
    }

    fn write(&self, out: &mut impl Write, height: Height) -> std::io::Result<()> {
        let columns: Vec<Column> = self.sheet.columns.iter().enumerate().map(Column::new).collect();
        let mut xml = String::with_capacity(CHUNK + 4096);
        xml.push_str(&self.before);
        for (number, texts) in (self.sheet.head_rows() + 1..).zip(&self.sheet.rows) {
            self.row(&mut xml, number, texts, &columns, height);
            if xml.len() >= CHUNK {
                out.write_all(xml.as_bytes())?;
                xml.clear();
            }
        }
        xml.push_str(self.after);
        out.write_all(xml.as_bytes())
    }

    fn row(&self, xml: &mut String, number: usize, texts: &[String], columns: &[Column], height: Height) {
        let mut digits = [0; 20];
        let number = decimal(number, &mut digits);
        let shown = texts
            .iter()
            .zip(columns)
            .filter(|(text, column)| column.is_shown && !text.is_empty());
        let lines = shown
            .map(|(text, column)| wrapped_lines(text, column.width))
            .max()
            .unwrap_or(1);
        // A row is as high as whole points of the screen.
        let points = (height(lines) * 4.0 / 3.0).round() * 0.75;
        xml.push_str("<row r=\"");
        xml.push_str(number);
        xml.push_str("\" ht=\"");
        xml.push_str(&points.to_string());
        xml.push_str("\" customHeight=\"1\">");
        for (text, column) in texts.iter().zip(columns) {
            xml.push_str("<c r=\"");
            xml.push_str(&column.letters);
            xml.push_str(number);
            xml.push('"');
            if text.is_empty() {
                xml.push_str(self.styles[2]);
                xml.push_str("/>");
                continue;
            }
            let is_long = text.len() > MOST_TEXT_FORMAT && text.chars().nth(MOST_TEXT_FORMAT).is_some();
            xml.push_str(self.styles[usize::from(is_long)]);
            xml.push_str(" t=\"inlineStr\"><is><t");
            if text.starts_with(is_blank) || text.ends_with(is_blank) {
                xml.push_str(" xml:space=\"preserve\"");
            }
            xml.push('>');
            push_text(xml, text);
            xml.push_str("</t></is></c>");
        }
        xml.push_str("</row>");
    }
}

/// What every cell of a column begins with.
struct Column {
    letters: String,
    width: usize,
    is_shown: bool,
}

impl Column {
    fn new((at, column): (usize, &super::SheetColumn)) -> Self {
        Self {
            letters: letters(at),
            width: usize::from(column.width),
            is_shown: !column.is_hidden,
        }
    }
}

fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

fn cell_name(column: usize, row: usize) -> String {
    format!("{}{row}", letters(column))
}

/// Numbers stand in every cell: the usual way of writing them costs more than the rest of the cell.
fn decimal(mut number: usize, digits: &mut [u8; 20]) -> &str {
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    std::str::from_utf8(&digits[at..]).unwrap_or_default()
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n')
}

/// A text as it stands in XML; what XML cannot hold is written as a spreadsheet does: `_x0001_`.
fn push_text(xml: &mut String, text: &str) {
    let is_plain = |byte: u8| !(byte < 0x20 || matches!(byte, b'&' | b'<' | b'>' | b'_' | 0xef));
    if text.bytes().all(is_plain) {
        xml.push_str(text);
        return;
    }
    for (at, c) in text.char_indices() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\n' | '\t' => xml.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => xml.push_str(&format!("_x{:04X}_", u32::from(c))),
            // A text that looks like such an escape is none.
            '_' if is_escape(&text.as_bytes()[at..]) => xml.push_str("_x005F_"),
            c => xml.push(c),
        }
    }
}

fn is_escape(bytes: &[u8]) -> bool {
    bytes.len() >= 7
        && matches!(bytes[1], b'x' | b'X')
        && bytes[6] == b'_'
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_numbers_and_texts_stand_as_a_spreadsheet_writes_them() {
        assert_eq!(
            (cell_name(0, 1), cell_name(27, 40), cell_name(16_383, 7)),
            ("A1".into(), "AB40".into(), "XFD7".into())
        );
        for number in [0, 7, 10, 1_048_576] {
            assert_eq!(decimal(number, &mut [0; 20]), number.to_string());
        }
        for (text, written) in [
            ("電子カルテ", "電子カルテ"),
            ("a<b>&\"c\"", "a&lt;b&gt;&amp;\"c\""),
            ("一行目\n二行目\t", "一行目\n二行目\t"),
            ("\u{1}\r\u{fffe}", "_x0001__x000D__xFFFE_"),
            ("_x000D_ _x00 _xyzzz_", "_x005F_x000D_ _x00 _xyzzz_"),
            ("ｱ（半角）", "ｱ（半角）"),
        ] {
            let mut xml = String::new();
            push_text(&mut xml, text);
            assert_eq!(xml, written);
        }
    }
}
