//! 機器台帳: the twelve columns of the ministry's example, for the inspector and for the file of paper.
//!
//! Invariant: several software and addresses of a device are lines of one cell; nothing is left out or rewritten.

use std::cmp::Ordering;

use super::{ExportContext, FormColumn, SheetData, SheetInfo, form, shown};
use crate::core::catalogue::{Column, RegisterId};
use crate::core::model::{Record, Snapshot, Value};
use crate::core::parse;

pub(super) const INFO: SheetInfo = SheetInfo {
    key: "official",
    label: "機器台帳（厚生労働省の例の12列）",
};

const TITLE: &str = "機器台帳";
/// Devices that are gone stand after those that are there.
const DISPOSED: &str = "廃棄";

const COLUMNS: [FormColumn; 12] = [
    column("管理番号", 9, 14),
    column("メーカー", 10, 16),
    column("OS", 10, 18),
    column("ソフトウェア", 16, 30),
    column("ソフトウェアバージョン", 18, 18),
    column("IPアドレス", 16, 18),
    column("コンピュータ名", 14, 20),
    column("設置場所", 10, 18),
    column("利用者", 12, 20),
    column("登録日", 12, 14),
    column("状態", 7, 10),
    column("説明", 14, 26),
];

const fn column(heading: &'static str, least: u16, most: u16) -> FormColumn {
    FormColumn { heading, least, most }
}

pub(super) fn build(snapshot: &Snapshot, context: &ExportContext) -> Vec<SheetData> {
    let mut devices: Vec<&Record> = snapshot.rows(RegisterId::DEVICE).iter().map(|row| &**row).collect();
    devices.sort_by(|a, b| order(a, b));
    let rows = devices.into_iter().map(row).collect();
    vec![form(TITLE, &COLUMNS, rows, 9, snapshot, context)]
}

fn row(device: &Record) -> Vec<String> {
    let text = |key| shown(device, key).into_owned();
    vec![
        text("management_no"),
        text("maker"),
        text("os"),
        software(device, "name"),
        software(device, "version"),
        addresses(device),
        computer_name(device),
        text("place"),
        text("users"),
        text("registered_on"),
        text("status"),
        text("note"),
    ]
}

/// One line per software, so that names and versions stand beside each other.
fn software(device: &Record, key: &str) -> String {
    let place = device.register.child_index("software").and_then(|child| {
        let field = device.register.children[child].field_index(key)?;
        Some(Column::Child { child, field })
    });
    place.map_or_else(String::new, |column| device.content.display(&column))
}

/// The device's own addresses, then those of its interfaces that it does not mention.
fn addresses(device: &Record) -> String {
    let mut text = shown(device, "ip").into_owned();
    let Some(child) = device.register.child_index("interface") else {
        return text;
    };
    let Some(field) = device.register.children[child].field_index("ip") else {
        return text;
    };
    for interface in device.content.child_rows(child) {
        let more = interface.get(field).display();
        let known = parse::addresses(&text).list;
        let new = parse::addresses(&more).list;
        let is_told = text.lines().any(|line| line == more) || !new.is_empty() && new.iter().all(|a| known.contains(a));
        if !more.is_empty() && !is_told {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&more);
        }
    }
    text
}

/// The example writes `Room1のPC1` here, so a device without a network name is called by its use.
fn computer_name(device: &Record) -> String {
    let key = if device.entry("computer_name").is_blank() { "name" } else { "computer_name" };
    shown(device, key).into_owned()
}

/// What this sheet shows of a device under a field that may borrow from another; such a text, read back, is no news.
pub(crate) fn borrowed(device: &Record, key: &str) -> Option<String> {
    match key {
        "computer_name" => Some(computer_name(device)),
        "ip" => Some(addresses(device)),
        _ => None,
    }
}

fn is_disposed(device: &Record) -> bool {
    let Some(field) = device.register.field("status") else {
        return false;
    };
    device.entry("status").as_text().is_some_and(|text| {
        let word = parse::understand(field.kind, text).value;
        matches!(word, Some(Value::Choice(word)) if word == DISPOSED)
    })
}

/// By 管理番号 as people count (2 before 10), those without a number after, disposed ones last.
fn order(a: &Record, b: &Record) -> Ordering {
    let number = |device: &Record| parse::fold(device.entry("management_no").as_text().unwrap_or("")).into_owned();
    let (number_a, number_b) = (number(a), number(b));
    is_disposed(a)
        .cmp(&is_disposed(b))
        .then(number_a.is_empty().cmp(&number_b.is_empty()))
        .then_with(|| natural(&number_a, &number_b))
        .then(a.id.cmp(&b.id))
}

/// Compares runs of digits by value and everything else letter by letter.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (Some(first_a), Some(first_b)) = (a.chars().next(), b.chars().next()) else {
            return a.len().cmp(&b.len());
        };
        let both_digits = first_a.is_ascii_digit() && first_b.is_ascii_digit();
        let (part_a, rest_a) = take(a, both_digits);
        let (part_b, rest_b) = take(b, both_digits);
        let found = if both_digits {
            let (value_a, value_b) = (part_a.trim_start_matches('0'), part_b.trim_start_matches('0'));
            (value_a.len(), value_a).cmp(&(value_b.len(), value_b))
        } else {
            part_a.cmp(part_b)
        };
        if found != Ordering::Equal {
            return found;
        }
        (a, b) = (rest_a, rest_b);
    }
}

/// A run of digits, or one letter, and what comes after.
fn take(text: &str, digits: bool) -> (&str, &str) {
    let end = if digits {
        text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())
    } else {
        text.chars().next().map_or(0, char::len_utf8)
    };
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::catalogue::FieldKind;

    #[test]
    fn numbers_sort_as_people_count() {
        let mut numbers = ["10", "PC-10", "2", "001", "PC-9", "", "PC-009b"];
        numbers.sort_by(|a, b| natural(a, b));
        assert_eq!(numbers, ["", "001", "2", "10", "PC-9", "PC-009b", "PC-10"]);
    }

    #[test]
    fn the_word_for_gone_is_in_the_catalogue() {
        let status = RegisterId::DEVICE.field("status").map(|field| field.kind);
        let Some(FieldKind::Choice(list)) = status else {
            panic!("状態 is a choice");
        };
        assert!(list.iter().any(|choice| choice.value == DISPOSED));
    }
}
