//! クラウドサービス: the eight columns of the ministry's training deck.

use super::{ExportContext, SheetData, SheetInfo, plain_form};
use crate::core::catalogue::RegisterId;
use crate::core::model::Snapshot;

pub(super) const INFO: SheetInfo = SheetInfo {
    key: "cloud",
    label: "クラウドサービス一覧",
};

const FIELDS: &[(&str, u16, u16)] = &[
    ("provider", 16, 24),
    ("name", 20, 32),
    ("domain", 20, 34),
    ("access_from", 18, 28),
    ("users", 14, 24),
    ("auth", 16, 28),
    ("started_on", 12, 16),
    ("usage", 10, 14),
];

pub(super) fn build(snapshot: &Snapshot, context: &ExportContext) -> Vec<SheetData> {
    vec![plain_form(RegisterId::CLOUD_SERVICE, FIELDS, 5, snapshot, context)]
}
