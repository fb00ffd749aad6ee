//! Columns whose header nobody knows, told by what stands in them.
//!
//! Owns: the few kinds of values that cannot be mistaken for another. Refuses to know: headers.
//! Invariant: a guess never takes a column from a header, and leaves the column alone when anything speaks against it.

use std::net::Ipv4Addr;

use super::reader::{CellKind, RawSheet};
use super::table::Found;
use super::{ColumnTarget, How};
use crate::core::catalogue::{Column, FieldKind, Group, RegisterId};
use crate::core::model::{AddressKind, Entry};
use crate::core::parse;

/// Fewest values that can speak for a column.
const FEWEST: usize = 3;

pub(super) fn map(sheet: &RawSheet, table: &mut Found) {
    for at in 0..table.columns.len() {
        if table.columns[at].how != How::Unknown || !matches!(table.columns[at].target, ColumnTarget::To(_)) {
            continue;
        }
        let place = table.columns[at].at;
        let texts: Vec<&str> = table
            .rows
            .iter()
            .filter_map(|&row| sheet.rows[row].cell(place))
            .filter(|cell| cell.kind == CellKind::Text)
            .map(|cell| &*cell.text)
            .collect();
        let Some(kind) = kind(&texts) else { continue };
        if let Some(column) = only_free(table, kind) {
            table.columns[at].target = ColumnTarget::To(column);
            table.columns[at].how = How::Values;
        }
    }
}

/// The kind that every value has, marks such as なし aside.
fn kind(texts: &[&str]) -> Option<FieldKind> {
    let all = |wanted: FieldKind, fits: fn(&str) -> bool| {
        let values: Vec<&&str> = texts
            .iter()
            .filter(|text| matches!(parse::entry(wanted, text), Entry::Text(_)))
            .collect();
        values.len() >= FEWEST && values.iter().all(|text| fits(text))
    };
    if all(FieldKind::Mac, is_mac) {
        return Some(FieldKind::Mac);
    }
    // 10.0.1.5 may be a version; beside an address of another private net it is none. 無 alone is no address.
    let is_other = |text: &&str| is_address(text) && !parse::fold(text).starts_with("10.");
    if all(FieldKind::IpList, is_private) && texts.iter().any(is_other) {
        return Some(FieldKind::IpList);
    }
    // A date is a date, but of what only its header says.
    None
}

/// How many of a few values fit a kind that not every text fits, 0 to 1.
pub(super) fn share(kind: FieldKind, texts: &[&str]) -> f64 {
    let said: Vec<&&str> = texts
        .iter()
        .filter(|text| matches!(parse::entry(FieldKind::Text, text), Entry::Text(_)))
        .collect();
    let tells = parse::can_be_odd(kind) && kind != FieldKind::Number;
    if !tells || said.len() < FEWEST {
        return 0.0;
    }
    let fitting = said.iter().filter(|text| {
        let found = parse::understand(kind, text);
        found.value.is_some() && found.problems.is_empty()
    });
    fitting.count() as f64 / said.len() as f64
}

fn is_mac(text: &str) -> bool {
    let (list, whole) = parse::macs(text);
    whole && !list.is_empty()
}

fn is_address(text: &str) -> bool {
    parse::addresses(text).kind == AddressKind::Single
}

fn is_private(text: &str) -> bool {
    let found = parse::addresses(text);
    match found.kind {
        AddressKind::Dhcp | AddressKind::None => true,
        AddressKind::Single => found
            .list
            .iter()
            .all(|address| address.parse::<Ipv4Addr>().is_ok_and(|address| address.is_private())),
        _ => false,
    }
}

/// The register's only network field of that kind, when no column has it yet: of two, nobody knows which is meant.
fn only_free(table: &Found, kind: FieldKind) -> Option<Column> {
    let register: RegisterId = table.register;
    let fits = |&at: &usize| register.fields[at].kind == kind && register.fields[at].group == Group::Network;
    let mut fields = (0..register.fields.len()).filter(fits);
    let column = Column::Field(fields.next()?);
    let taken = table.columns.iter().any(|known| known.target.feeds(&column));
    (fields.next().is_none() && !taken).then_some(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_values_that_cannot_be_anything_else_speak() {
        for (texts, want) in [
            (
                vec!["00:00:5E:00:53:01", "00-00-5e-00-53-02", "00005E005303", "なし"],
                Some(FieldKind::Mac),
            ),
            (vec!["00:00:5E:00:53:01", "00:00:5E:00:53:02"], None),
            (vec!["00:00:5E:00:53:01", "00:00:5E:00:53:02", "受付"], None),
            (
                vec!["192.168.1.10", "192.168.1.11", "DHCP", "10.0.0.1"],
                Some(FieldKind::IpList),
            ),
            (vec!["10.0.1.5", "10.0.1.6", "10.0.2.1"], None),
            (vec!["5.2.0.1", "5.2.0.2", "5.3.0.0"], None),
            (vec!["令和6年4月1日", "2024/5/1", "R6.7.1"], None),
            (vec!["2024", "6.04", "30.5"], None),
            (vec!["", "－", "不明"], None),
            (vec!["無", "無", "なし", "無"], None),
            (vec!["DHCP", "DHCP", "自動取得"], None),
        ] {
            assert_eq!(kind(&texts), want, "{texts:?}");
        }
    }
}
