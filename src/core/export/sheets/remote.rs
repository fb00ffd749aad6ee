//! リモート保守経路: who comes in, from where and how, on one landscape page.

use super::{ExportContext, SheetData, SheetInfo, plain_form};
use crate::core::catalogue::RegisterId;
use crate::core::model::Snapshot;

pub(super) const INFO: SheetInfo = SheetInfo {
    key: "remote",
    label: "リモート保守経路一覧",
};

const FIELDS: &[(&str, u16, u16)] = &[
    ("vendor", 10, 14),
    ("purpose", 12, 16),
    ("targets", 9, 13),
    ("gateway", 9, 13),
    ("method", 9, 12),
    ("source_restriction", 6, 8),
    ("source_ips", 10, 17),
    ("id_holder", 6, 8),
    ("auth", 10, 14),
    ("client_safety", 12, 17),
    ("timing", 9, 11),
    ("notice", 8, 10),
    ("log_reviewed", 8, 9),
    ("confirmed_on", 10, 12),
    ("confirmed_with", 9, 11),
    ("status", 6, 7),
    ("note", 9, 15),
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
