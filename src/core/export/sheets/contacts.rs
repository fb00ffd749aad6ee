//! 外部連絡リスト: the five columns of the ministry's training deck, and the number for nights.

use super::{ExportContext, SheetData, SheetInfo, plain_form};
use crate::core::catalogue::RegisterId;
use crate::core::model::Snapshot;

pub(super) const INFO: SheetInfo = SheetInfo {
    key: "contacts",
    label: "外部連絡リスト",
};

const FIELDS: &[(&str, u16, u16)] = &[
    ("call_order", 8, 12),
    ("category", 12, 16),
    ("organization", 24, 36),
    ("person", 16, 28),
    ("phone", 16, 22),
    ("off_hours", 16, 22),
];

pub(super) fn build(snapshot: &Snapshot, context: &ExportContext) -> Vec<SheetData> {
    vec![plain_form(RegisterId::CONTACT, FIELDS, 4, snapshot, context)]
}
