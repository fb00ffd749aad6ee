//! A letter as a Word file: paragraphs of plain text that a person can go on writing in.
//!
//! Owns: the three parts that the smallest docx needs. Refuses to know: what the letter says.
//! Invariant: the same paragraphs give the same bytes; no time, name or computer stands in the file.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::ExportError;
use crate::core::entity::escaped;

/// How a paragraph stands on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stand {
    #[default]
    Left,
    /// Bold, in the middle.
    Title,
    Middle,
    Right,
    /// Moved in by so many letters.
    In(u8),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    pub text: String,
    pub stand: Stand,
}

impl Paragraph {
    pub fn new(stand: Stand, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            stand,
        }
    }
}

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const OPEN: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
/// A4 upright with margins of 25 mm.
const CLOSE: &str = r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1134" w:left="1418" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>"#;
const FONT: &str = "ＭＳ 明朝";
/// Half points.
const SIZE: u8 = 21;

/// Writes the letter.
///
/// # Errors
/// When the package cannot be made.
pub fn write_docx(paragraphs: &[Paragraph]) -> Result<Vec<u8>, ExportError> {
    let mut body = String::from(OPEN);
    for paragraph in paragraphs {
        write_paragraph(&mut body, paragraph);
    }
    body.push_str(CLOSE);
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let failed = |error: &dyn std::fmt::Display| ExportError::Write(error.to_string());
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("word/document.xml", body.as_str()),
    ] {
        package
            .start_file(name, SimpleFileOptions::default())
            .map_err(|error| failed(&error))?;
        package.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    }
    Ok(package.finish().map_err(|error| failed(&error))?.into_inner())
}

fn write_paragraph(body: &mut String, paragraph: &Paragraph) {
    let place = match paragraph.stand {
        Stand::Left => String::new(),
        Stand::Title | Stand::Middle => r#"<w:jc w:val="center"/>"#.to_owned(),
        Stand::Right => r#"<w:jc w:val="right"/>"#.to_owned(),
        Stand::In(letters) => format!(
            r#"<w:ind w:left="{}" w:leftChars="{}"/>"#,
            u16::from(letters) * u16::from(SIZE) * 10,
            u16::from(letters) * 100
        ),
    };
    let (bold, size) = match paragraph.stand {
        Stand::Title => ("<w:b/>", SIZE + 3),
        Stand::Left | Stand::Middle | Stand::Right | Stand::In(_) => ("", SIZE),
    };
    // Writing to a string cannot fail.
    let _ = write!(
        body,
        r#"<w:p><w:pPr><w:spacing w:line="320" w:lineRule="auto"/>{place}</w:pPr><w:r><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}"/>{bold}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
        escaped(&paragraph.text)
    );
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_letter_is_a_package_with_its_words_and_the_same_bytes_every_time() {
        let letter = [
            Paragraph::new(Stand::Right, "令和8年11月21日"),
            Paragraph::new(Stand::Title, "<お願い> & 依頼"),
            Paragraph::new(Stand::In(2), "本文"),
        ];
        let bytes = write_docx(&letter).expect("three paragraphs");
        assert_eq!(bytes, write_docx(&letter).expect("again"));
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let mut text = String::new();
        package
            .by_name("word/document.xml")
            .expect("the body")
            .read_to_string(&mut text)
            .expect("UTF-8");
        assert!(text.contains("&lt;お願い&gt; &amp; 依頼"), "{text}");
        assert_eq!(text.matches("<w:p>").count(), 3);
        assert!(quick_xml::Reader::from_str(&text).read_event().is_ok());
    }
}
