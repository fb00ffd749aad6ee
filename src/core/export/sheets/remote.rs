//! リモート保守経路: who comes in, from where and how, on one landscape page.

use super::{ExportContext, SheetData, SheetInfo, plain_form};
use crate::core::catalogue::RegisterId;
use crate::core::model::Snapshot;

pub(super) const INFO: SheetInfo = SheetInfo {
    key: "remote",
    label: "リモート保守経路一覧",
};

const FIELDS: &[(&str, u16, u16)] = &[
    ("vendor", 12, 18),
    ("purpose", 14, 20),
    ("targets", 10, 16),
    ("gateway", 10, 16),
    ("method", 10, 14),
    ("source_restriction", 7, 10),
    ("source_ips", 12, 17),
    ("id_holder", 7, 10),
    ("auth", 12, 18),
    ("client_safety", 14, 20),
    ("timing", 10, 14),
    ("notice", 8, 12),
    ("log_reviewed", 9, 10),
    ("confirmed_on", 10, 12),
    ("confirmed_with", 10, 14),
    ("status", 6, 8),
    ("note", 10, 18),
];

pub(super) fn build(snapshot: &Snapshot, context: &ExportContext) -> Vec<SheetData> {
    vec![plain_form(RegisterId::REMOTE_PATH, FIELDS, 12, snapshot, context)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_register_is_on_the_sheet() {
        for field in RegisterId::REMOTE_PATH.fields {
            assert!(FIELDS.iter().any(|(key, ..)| *key == field.key), "{}", field.key);
        }
    }
}
