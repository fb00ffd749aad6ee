//! Two rows with the same 管理番号, address, MAC or computer name: one of them is wrong.

use std::collections::HashMap;

use super::facts::devices;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::model::{AddressKind, Record, Value};
use crate::core::parse;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "duplicate_value",
    severity: Severity::Warning,
    source: "",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for key in ["management_no", "ip", "mac", "computer_name", "serial_no"] {
        let mut holders: HashMap<String, Vec<&Record>, foldhash::fast::RandomState> = HashMap::default();
        for row in devices(look) {
            for value in single_values(row, key) {
                holders.entry(value).or_default().push(row);
            }
        }
        // Nearly all are held once; the few others in the order of their values.
        let mut shared: Vec<(String, Vec<&Record>)> = holders.into_iter().filter(|(_, rows)| rows.len() > 1).collect();
        shared.sort_unstable_by(|one, two| one.0.cmp(&two.0));
        for (value, rows) in shared {
            for row in rows {
                facts.at(row, key, value.as_str());
            }
        }
    }
}

/// Values that only one device can have.
fn single_values(row: &Record, key: &str) -> Vec<String> {
    let (Some(field), Some(text)) = (row.register.field(key), row.entry(key).as_text()) else {
        return Vec::new();
    };
    match parse::understand(field.kind, text).value {
        Some(Value::Addresses(found)) if matches!(found.kind, AddressKind::Single) => found.list,
        Some(Value::Addresses(_)) => Vec::new(),
        Some(Value::Macs(list)) => list,
        _ => vec![parse::fold(text).into_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleKey;
    use super::super::facts::check;
    use crate::core::catalogue::RegisterId;

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let device = RegisterId::DEVICE;
        for (key, one, two, count) in [
            ("management_no", "001", "００１", 2),
            ("ip", "192.168.1.1", "192.168.1.1", 2),
            ("ip", "DHCP", "DHCP", 0),
            ("mac", "00-00-5E-00-53-01", "00:00:5e:00:53:01", 2),
            ("computer_name", "PC-1", "PC-2", 0),
        ] {
            let rows: [(RegisterId, &[(&str, &str)]); 2] = [(device, &[(key, one)]), (device, &[(key, two)])];
            assert_eq!(
                check(RuleKey::DuplicateValue, "2026-11-21", &rows).len(),
                count,
                "{key} {one} {two}"
            );
        }
    }
}
