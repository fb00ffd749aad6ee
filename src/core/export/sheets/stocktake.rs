//! 棚卸表: what is to be counted, on paper, with boxes to tick; typed or scanned in later.

use super::{ExportContext, FormColumn, SheetData, SheetInfo, form};
use crate::core::model::{Record, Snapshot};
use crate::core::stocktake::{Round, Target, expected};

pub(super) const INFO: SheetInfo = SheetInfo {
    key: "stocktake",
    label: "棚卸表（紙で数える表）",
};

const TITLE: &str = "棚卸表";
const BOX: &str = "□";
const COLUMNS: &[FormColumn] = &[
    FormColumn { heading: "番号", least: 10, most: 16 },
    FormColumn { heading: "名称", least: 24, most: 36 },
    FormColumn { heading: "場所", least: 16, most: 24 },
    FormColumn { heading: "あった", least: 8, most: 8 },
    FormColumn { heading: "見た場所（違うとき）", least: 20, most: 24 },
    FormColumn { heading: "気づいたこと", least: 20, most: 28 },
];

/// The items of the open round; without one, the devices that a round would expect.
pub(super) fn build(snapshot: &Snapshot, context: &ExportContext) -> Vec<SheetData> {
    let cells = |row: &Record, keys: [&[&str]; 3]| -> Vec<String> {
        let first = |keys: &[&str]| {
            let mut texts = keys.iter().filter_map(|key| row.entry(key).as_text());
            texts.next().unwrap_or_default().to_owned()
        };
        let mut cells: Vec<String> = keys.iter().map(|keys| first(keys)).collect();
        cells.extend([BOX.to_owned(), String::new(), String::new()]);
        cells
    };
    let (title, rows) = match Round::open(snapshot) {
        Some(round) => {
            let open = round.items.iter().filter(|item| item.entry("result").is_blank());
            let rows = open.map(|item| cells(item, [&["number"], &["name"], &["place"]]));
            (format!("{TITLE}：{}", round.name()), rows.collect())
        }
        None => {
            let rows = expected(snapshot, Target::Devices);
            let rows = rows.map(|row| cells(row, [&["management_no"], &["name", "model"], &["place"]]));
            (TITLE.to_owned(), rows.collect())
        }
    };
    let mut sheet = form(&title, COLUMNS, rows, 4, snapshot, context);
    TITLE.clone_into(&mut sheet.name);
    vec![sheet]
}
