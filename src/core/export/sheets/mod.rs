//! One file per sheet, and the list of them.
//!
//! Owns: the registry and what the printed forms share (title, last update, 確認欄). Refuses to know: file formats.
//! Invariant: a new sheet is one file with `INFO` and `build`, and one line below.

use std::borrow::Cow;

use super::{Block, ExportContext, ExportError, Look, Paper, SheetColumn, SheetData, write_csv};
use crate::core::catalogue::RegisterId;
use crate::core::model::{Record, Snapshot};

/// What a sheet is called.
struct SheetInfo {
    /// Stable word for the command line.
    key: &'static str,
    label: &'static str,
}

mod answers;
mod handover;

macro_rules! sheets {
    ($($variant:ident => $module:ident),* $(,)?) => {
        $(mod $module;)*

        /// The sheets that can be made from a ledger.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum SheetKey {
            $($variant),*
        }

        impl SheetKey {
            /// Every sheet in display order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            const fn info(self) -> &'static SheetInfo {
                match self {
                    $(Self::$variant => &$module::INFO),*
                }
            }
        }

        /// Makes the sheets of `key` from a ledger.
        pub fn build(key: SheetKey, snapshot: &Snapshot, context: &ExportContext) -> Vec<SheetData> {
            match key {
                $(SheetKey::$variant => $module::build(snapshot, context)),*
            }
        }
    };
}

sheets! {
    Official => official,
    Cloud => cloud,
    Remote => remote,
    Contacts => contacts,
    Stocktake => stocktake,
    Workbook => workbook,
}

pub use answers::{Head, Question, answer_sheet};
pub use handover::{BASE_MARK, HANDOVER, HandoverFacts, handover, vendors};
pub(crate) use official::borrowed;
pub use workbook::{MACHINE_MARK, PARENT_NAME, register_sheet};

impl SheetKey {
    /// Stable word for the command line.
    pub const fn key(self) -> &'static str {
        self.info().key
    }

    pub const fn label(self) -> &'static str {
        self.info().label
    }

    pub fn by_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|sheet| sheet.key() == key)
    }
}

/// One register as one csv file, child rows as lines of a cell.
pub fn csv(register: RegisterId, snapshot: &Snapshot) -> Vec<u8> {
    write_csv(&register_sheet(register, snapshot))
}

const UPDATED_ON: &str = "最終更新日：";
const UPDATED_BY: &str = "最終更新者：";
const FACILITY: &str = "医療機関名：";
const SIGN_OFF: [&str; 3] = ["経営層 確認欄", "確認日", "確認者"];
/// Clinics that the inspection concerns are all on Japanese time.
const JAPAN: chrono::TimeDelta = chrono::TimeDelta::hours(9);

/// One column of a printed form: its heading and how narrow and wide it may be.
struct FormColumn {
    heading: &'static str,
    least: u16,
    most: u16,
}

/// A form on A4 paper: title and last update at the left, the 確認欄 at the top right, the table below.
/// `sign_from` is the column where the 確認欄 starts: its label, then the boxes up to the last column. It is at least
/// 4 and at most the last column, so a form has five columns or more; the test over all sheets holds it.
fn form(
    title: &str,
    columns: &[FormColumn],
    rows: Vec<Vec<String>>,
    sign_from: usize,
    snapshot: &Snapshot,
    context: &ExportContext,
) -> SheetData {
    let last = columns.len() - 1;
    let middle = sign_from + (last - sign_from).div_ceil(2);
    let (updated_on, updated_by) = match snapshot.operations.last() {
        Some(operation) => ((operation.at + JAPAN).date_naive(), operation.actor.as_str()),
        None => (context.today, context.actor.as_str()),
    };
    let updated_on = format!("{UPDATED_ON}{}", updated_on.format("%Y年%-m月%-d日"));
    let facility = match snapshot.meta.facility.as_str() {
        "" => String::new(),
        name => format!("{FACILITY}{name}"),
    };
    let block = |row, first: usize, last: usize, text: &str, look| Block {
        row,
        first_column: first as u16,
        last_column: last as u16,
        text: text.to_owned(),
        look,
    };
    let half = (sign_from - 1) / 2;
    let blocks = vec![
        block(0, 0, half, title, Look::Title),
        block(1, 0, half, &facility, Look::Line),
        block(0, half + 1, sign_from - 2, &updated_on, Look::RightLine),
        block(
            1,
            half + 1,
            sign_from - 2,
            &format!("{UPDATED_BY}{updated_by}"),
            Look::RightLine,
        ),
        block(0, sign_from, last, SIGN_OFF[0], Look::BoxLabel),
        block(1, sign_from, middle - 1, SIGN_OFF[1], Look::BoxLabel),
        block(1, middle, last, SIGN_OFF[2], Look::BoxLabel),
        block(2, sign_from, middle - 1, "", Look::Box),
        block(2, middle, last, "", Look::Box),
    ];
    SheetData {
        name: title.to_owned(),
        blocks,
        block_heights: vec![24, 20, 34, 8],
        columns: columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let texts = rows.iter().map(|row| row[at].as_str());
                SheetColumn::fitted(column.heading, texts, column.least, column.most)
            })
            .collect(),
        rows,
        paper: Paper::OnePageWide,
        ..SheetData::default()
    }
}

/// A page with a title and a picture (PNG).
pub fn picture_sheet(title: &str, png: Vec<u8>) -> SheetData {
    SheetData {
        name: title.to_owned(),
        blocks: vec![Block {
            row: 0,
            first_column: 0,
            last_column: 5,
            text: title.to_owned(),
            look: Look::Title,
        }],
        block_heights: vec![24],
        paper: Paper::OnePageWide,
        picture: Some(png),
        ..SheetData::default()
    }
}

/// What stands in a field of a record, as the ledger shows it.
fn shown<'a>(record: &'a Record, key: &str) -> Cow<'a, str> {
    record.entry(key).display()
}

/// A form whose columns are fields of one register, a row per record in creation order.
fn plain_form(
    register: RegisterId,
    fields: &[(&str, u16, u16)],
    sign_from: usize,
    snapshot: &Snapshot,
    context: &ExportContext,
) -> SheetData {
    let columns: Vec<FormColumn> = fields
        .iter()
        .filter_map(|&(key, least, most)| {
            register.field(key).map(|field| FormColumn {
                heading: field.label,
                least,
                most,
            })
        })
        .collect();
    let rows = snapshot
        .rows(register)
        .iter()
        .map(|record| fields.iter().map(|(key, ..)| shown(record, key).into_owned()).collect())
        .collect();
    form(register.label, &columns, rows, sign_from, snapshot, context)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::LedgerMeta;

    #[test]
    fn keys_are_unique_and_every_sheet_builds_from_an_empty_ledger() {
        let context = ExportContext {
            now: chrono::DateTime::UNIX_EPOCH,
            today: chrono::NaiveDate::default(),
            actor: String::new(),
        };
        let snapshot = Snapshot::new(LedgerMeta::default());
        for &key in SheetKey::ALL {
            assert_eq!(SheetKey::by_key(key.key()), Some(key));
            assert!(!key.label().is_empty());
            let sheets = build(key, &snapshot, &context);
            assert!(!sheets.is_empty());
            super::super::write_xlsx(&sheets, &context).expect("an empty ledger has its sheets too");
        }
        assert_eq!(SheetKey::by_key("nothing"), None);
    }
}
