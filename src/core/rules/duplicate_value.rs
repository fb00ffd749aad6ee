//! Two rows with the same 管理番号, address, MAC or computer name: one of them is wrong.

use std::collections::BTreeMap;
use std::hash::BuildHasher as _;

use super::facts::devices;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::model::{AddressKind, Record, Value};
use crate::core::parse;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "duplicate_value",
    severity: Severity::Warning,
    source: "",
};

const KEYS: [&str; 5] = ["management_no", "ip", "mac", "computer_name", "serial_no"];

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    // Nearly all values are held once: their hashes are enough to see it, and every device is looked at once.
    let hasher = foldhash::fast::FixedState::default();
    let mut hashes: [Vec<(u64, &Record)>; KEYS.len()] = Default::default();
    for row in devices(look) {
        for (key, hashes) in KEYS.iter().zip(&mut hashes) {
            let values = single_values(row, key);
            hashes.extend(values.iter().map(|value| (hasher.hash_one(value), row)));
        }
    }
    for (key, hashes) in KEYS.iter().zip(&mut hashes) {
        hashes.sort_by_key(|(hash, _)| *hash);
        let mut holders: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
        for alike in hashes.chunk_by(|one, two| one.0 == two.0).filter(|alike| alike.len() > 1) {
            for (hash, row) in alike {
                let values = single_values(row, key).into_iter();
                for value in values.filter(|value| hasher.hash_one(value) == *hash) {
                    holders.entry(value).or_default().push(row);
                }
            }
        }
        for (value, rows) in holders.into_iter().filter(|(_, rows)| rows.len() > 1) {
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
