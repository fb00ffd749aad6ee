//! Names and telephone numbers of companies below a table, under a line such as 業者連絡先 and no header.
//!
//! Owns: where such a block begins, and its rows as 事業者. Refuses to know: the ledger.
//! Invariant: every row of a block becomes a row to look at, or is named as not taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::draft::{Draft, address};
use super::headers;
use super::phrases::{is_company, phone};
use super::reader::{CellKind, RawCell, RawRow, RawSheet};
use super::{Layout, PlanTable};
use crate::core::catalogue::{Column, RegisterId, words};
use crate::core::model::{Content, Entry, Problem};
use crate::core::parse::fold;

/// A heading with the rows that stand under it, as places in the sheet's rows.
pub(super) struct Block {
    /// 1-based.
    pub heading: u32,
    /// Fields that cells beside the heading name, by column.
    fields: BTreeMap<u32, usize>,
    pub rows: Vec<usize>,
}

/// Letters in which a telephone number behind a name is looked for.
const LONGEST_NAME: usize = 100;
const REGISTER: RegisterId = RegisterId::VENDOR;

/// The block that a row begins, if it is such a heading.
pub(super) fn begins(row: &RawRow) -> Option<Block> {
    let (first, rest) = row.cells.split_first()?;
    let name: String = fold(&first.text).chars().filter(|c| c.is_alphanumeric()).collect();
    let is_heading = words::CONTACT_HEADINGS.iter().any(|word| name == fold(word));
    if !is_heading || rest.len() > 4 {
        return None;
    }
    let mut fields = BTreeMap::new();
    for cell in rest {
        match headers::lookup(REGISTER, &cell.text) {
            Some((Column::Field(field), _)) => {
                fields.insert(cell.column, field);
            }
            _ => return None,
        }
    }
    Some(Block {
        heading: row.number,
        fields,
        rows: Vec::new(),
    })
}

/// Whether a row names somebody to call.
pub(super) fn is_contact(row: &RawRow) -> bool {
    let said = || row.cells.iter().filter(|cell| is_said(cell));
    said().count() >= 2
        || said().any(|cell| phone(&fold(&cell.text)).is_some() || is_company(&cell.text) || cell.text.contains('@'))
}

/// Whether a row is too full for a list of companies: the table goes on.
pub(super) fn is_of_table(row: &RawRow) -> bool {
    let calls =
        |cell: &&RawCell| phone(&fold(&cell.text)).is_some() || is_company(&cell.text) || cell.text.contains('@');
    row.cells.len() >= 3 && !row.cells.iter().any(|cell| calls(&cell))
}

fn is_said(cell: &RawCell) -> bool {
    !matches!(cell.kind, CellKind::Error | CellKind::NoValue) && !cell.text.trim().is_empty()
}

pub(super) fn table(sheet: &RawSheet, block: &Block) -> PlanTable {
    PlanTable {
        sheet: sheet.name.clone(),
        register: REGISTER,
        layout: Layout::Table,
        header_rows: vec![block.heading],
        columns: Vec::new(),
        profile: None,
        defaults: Vec::new(),
    }
}

pub(super) fn drafts(sheet: &RawSheet, block: &Block) -> Vec<Draft> {
    let rows = block.rows.iter().map(|&at| &sheet.rows[at]);
    rows.map(|row| draft(row, block)).collect()
}

fn draft(row: &RawRow, block: &Block) -> Draft {
    let mut content = Content::default();
    let mut set = |key: &str, text: &str| {
        if let Some(field) = REGISTER.field_index(key)
            && content.fields.get(field).is_blank()
            && !text.trim().is_empty()
        {
            content.fields.set(field, Entry::text(text.trim()));
            return true;
        }
        false
    };
    let cells: Vec<&RawCell> = row.cells.iter().filter(|cell| is_said(cell)).collect();
    let named = cells.iter().position(|cell| is_company(&cell.text)).unwrap_or(0);
    let mut rest: Vec<String> = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        let text = cell.text.trim();
        if let Some(field) = block.fields.get(&cell.column) {
            if !set(REGISTER.fields[*field].key, text) {
                rest.push(text.to_owned());
            }
            continue;
        }
        let folded = fold(text).into_owned();
        let number = phone(&folded);
        if let Some(number) = number {
            set("phone", number);
        }
        if at == named {
            let name = match number.and_then(|number| folded.find(number)) {
                Some(end) => before_number(text, &folded[..end]),
                None => text.to_owned(),
            };
            let whole = name == text;
            set("name", &name);
            if !whole {
                rest.push(text.to_owned());
            }
        } else if text.contains('@') && text.is_ascii() && !text.contains(' ') {
            set("email", text);
        } else if number.is_none_or(|number| number != folded) {
            rest.push(text.to_owned());
        }
    }
    set("note", &rest.join("\n"));
    let name = REGISTER.field_index("name").unwrap_or(0);
    let raw: BTreeMap<String, Arc<str>> = cells
        .iter()
        .map(|cell| (address(row.number, cell.column), cell.text.clone()))
        .collect();
    Draft {
        rows: vec![row.number],
        content,
        problems: vec![(Column::Field(name), Problem::NoHeader)],
        raw,
        derived: Vec::new(),
    }
}

/// `架空電機 TEL 03-…`: the name as it is written, as far as the number.
fn before_number(text: &str, folded_before: &str) -> String {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_NAME);
    let mut ends = ends.filter(|&end| fold(&text[..end]) == folded_before.trim_end());
    let Some(end) = ends.next() else {
        return text.to_owned();
    };
    let name = &text[..end];
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '）'));
    let lower = name.to_lowercase();
    let without = ["tel", "ＴＥＬ", "ｔｅｌ", "電話", "電話番号", "☎"]
        .iter()
        .find_map(|word| {
            lower
                .ends_with(word)
                .then(|| name.chars().count().saturating_sub(word.chars().count()))
        });
    let name: String = match without {
        Some(letters) => name.chars().take(letters).collect(),
        None => name.to_owned(),
    };
    name.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '…' | '・' | '(' | '（'))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> RawRow {
        let cell = |(column, text): (usize, &&str)| RawCell {
            column: column as u32,
            text: (**text).into(),
            kind: CellKind::Text,
            struck: false,
        };
        RawRow {
            number: 9,
            hidden: false,
            cells: texts.iter().enumerate().map(cell).collect(),
        }
    }

    fn read(texts: &[&str]) -> Vec<String> {
        let block = begins(&row(&["■保守業者"])).expect("a heading");
        let found = draft(&row(texts), &block);
        let keys = ["name", "phone", "email", "note"];
        let field = |key: &str| REGISTER.field_index(key).map(Column::Field).expect(key);
        keys.iter().map(|key| found.content.display(&field(key))).collect()
    }

    #[test]
    fn a_company_its_number_and_the_rest_find_their_fields() {
        assert_eq!(
            read(&["架空通信株式会社", "窓口 ０６－００００－２２２２（24時間）"]),
            [
                "架空通信株式会社",
                "06-0000-2222",
                "",
                "窓口 ０６－００００－２２２２（24時間）"
            ]
        );
        assert_eq!(
            read(&["架空商会　TEL：03-0000-3333"]),
            ["架空商会", "03-0000-3333", "", "架空商会　TEL：03-0000-3333"]
        );
        assert_eq!(
            read(&["レジ", "（株）架空レジスタ", "help@example.jp"]),
            ["（株）架空レジスタ", "", "help@example.jp", "レジ"]
        );
    }

    #[test]
    fn only_a_heading_begins_a_block() {
        assert!(begins(&row(&["【連絡先】"])).is_some() && begins(&row(&["業者", "電話"])).is_some());
        assert!(begins(&row(&["業者", "架空商会"])).is_none() && begins(&row(&["連絡先：架空商会"])).is_none());
        assert!(is_contact(&row(&["架空商会 03-0000-4444"])) && !is_contact(&row(&["よろしく"])));
    }
}
