//! The list of sheets and the epoch.

use super::super::ReadError;
use super::super::format::Epoch;
use super::super::package::Package;
use super::super::xml::Node;

pub(super) struct Book {
    pub sheets: Vec<Listed>,
    pub epoch: Epoch,
}

pub(super) struct Listed {
    pub name: String,
    pub hidden: bool,
    pub relation: String,
}

/// `None` when the part is no workbook.
pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Option<Book>, ReadError> {
    let Some(mut xml) = package.xml(part)? else {
        return Ok(None);
    };
    let mut book = Book {
        sheets: Vec::new(),
        epoch: Epoch::Y1900,
    };
    let mut is_workbook = false;
    loop {
        match xml.next()? {
            Node::Open(tag) => match tag.name() {
                "workbook" => is_workbook = true,
                "workbookPr" if tag.attribute("date1904")?.is_some_and(|value| is_true(&value)) => {
                    book.epoch = Epoch::Y1904;
                }
                "sheet" if is_workbook => {
                    let mut sheet = Listed {
                        name: String::new(),
                        hidden: false,
                        relation: String::new(),
                    };
                    for attribute in tag.attributes() {
                        let (name, value) = attribute?;
                        match name {
                            "name" => sheet.name = value.into_owned(),
                            "state" => sheet.hidden = value != "visible",
                            "id" => sheet.relation = value.into_owned(),
                            _ => {}
                        }
                    }
                    book.sheets.push(sheet);
                }
                // Extensions repeat names of the standard with another meaning.
                "extLst" => xml.skip()?,
                _ => {}
            },
            Node::Done => return Ok(is_workbook.then_some(book)),
            _ => {}
        }
    }
}

pub(super) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on" | "TRUE" | "True")
}
