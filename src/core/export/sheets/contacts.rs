//! 外部連絡リスト: the five columns of the ministry's training deck and the number for nights; and who is told inside.

use super::{ExportContext, FormColumn, SheetData, SheetInfo, form, shown};
use crate::core::catalogue::{RegisterId, tokens};
use crate::core::model::{Record, Snapshot};
use crate::core::rules::choice;

pub(super) const INFO: SheetInfo = SheetInfo {
    key: "contacts",
    label: "外部連絡リスト",
};

const INSIDE: &str = "院内の連絡網";
const NUMBER: &str = "No";
/// Field, narrowest and widest.
type Field = (&'static str, u16, u16);
const OUTSIDE_FIELDS: &[Field] = &[
    ("category", 12, 16),
    ("organization", 24, 36),
    ("person", 16, 28),
    ("phone", 16, 22),
    ("off_hours", 16, 22),
];
const INSIDE_FIELDS: &[Field] = &[
    ("duty", 20, 30),
    ("person", 16, 28),
    ("phone", 16, 22),
    ("off_hours", 16, 22),
    ("reports_to", 20, 30),
];

pub(super) fn build(snapshot: &Snapshot, context: &ExportContext) -> Vec<SheetData> {
    let rows = snapshot.rows(RegisterId::CONTACT);
    let mut order: Vec<&Record> = rows.iter().map(AsRef::as_ref).collect();
    let place = |row: &Record| shown(row, "call_order").trim().parse::<u32>().unwrap_or(u32::MAX);
    order.sort_by_key(|row| place(row));
    let (inside, outside): (Vec<&Record>, Vec<&Record>) = order
        .into_iter()
        .partition(|row| choice(row, "category") == Some(tokens::CONTACT_INSIDE));
    let mut sheets = vec![table(INFO.label, OUTSIDE_FIELDS, &outside, snapshot, context)];
    if !inside.is_empty() {
        sheets.push(table(INSIDE, INSIDE_FIELDS, &inside, snapshot, context));
    }
    sheets
}

fn table(
    title: &str,
    fields: &[Field],
    records: &[&Record],
    snapshot: &Snapshot,
    context: &ExportContext,
) -> SheetData {
    let number = FormColumn {
        heading: NUMBER,
        least: 5,
        most: 6,
    };
    let named = fields.iter().filter_map(|&(key, least, most)| {
        RegisterId::CONTACT.field(key).map(|field| FormColumn {
            heading: field.label,
            least,
            most,
        })
    });
    let columns: Vec<FormColumn> = std::iter::once(number).chain(named).collect();
    let rows = records.iter().enumerate().map(|(at, record)| {
        let texts = fields.iter().map(|(key, ..)| shown(record, key).into_owned());
        std::iter::once((at + 1).to_string()).chain(texts).collect()
    });
    form(title, &columns, rows.collect(), 4, snapshot, context)
}
