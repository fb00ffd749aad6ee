//! Rows that stand for several devices: how many they are, and the rows that they would be one by one.
//!
//! Owns: counting the things of a row, and parting it when a person said so. Refuses to know: the ledger, and what a
//! person wants.
//! Invariants: a row is parted only because somebody said so; no value goes to two devices that only one can have; the
//! cell that said how many stays with the rows as it was.

use std::sync::Arc;

use super::draft::{Draft, address, kind_of};
use super::reader::{RawCell, RawSheet};
use super::table::Found;
use super::{ColumnTarget, PlanColumn};
use crate::core::catalogue::{Column, RegisterId, tokens};
use crate::core::model::{Entry, Problem};
use crate::core::parse::{self, fold, header_key};

/// A row that stands for a known number of devices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetRow {
    pub sheet: Arc<str>,
    /// 1-based.
    pub row: u32,
    /// What the row is called.
    pub name: String,
    pub devices: u32,
    /// Whether it was parted, because a person said so.
    pub parted: bool,
}

/// More of a kind than any clinic writes in one row: a number beyond it counts something else.
const MOST: u32 = 200;

/// Fields of which no two devices have the same value.
const UNIQUE: [&str; 4] = ["serial_no", "mac", "ip", "computer_name"];

/// Counts the things of every row, and parts those of which `parted` says so.
pub(super) fn part(
    sheet: &RawSheet,
    table: &Found,
    drafts: Vec<Draft>,
    parted: impl Fn(u32) -> bool,
) -> (Vec<Draft>, Vec<SetRow>) {
    let mut sets = Vec::new();
    // Only rows in which something spoke of several are looked at again.
    let is_doubtful = |draft: &Draft| {
        let mut problems = draft.problems.iter();
        problems.any(|(_, problem)| *problem == Problem::SeveralInOne)
    };
    if table.register != RegisterId::DEVICE || !drafts.iter().any(is_doubtful) {
        return (drafts, sets);
    }
    let reader = Sets { sheet, table };
    let mut out = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let (Some(&row), true) = (draft.rows.first(), is_doubtful(&draft)) else {
            out.push(draft);
            continue;
        };
        let Some(devices) = reader.devices(row) else {
            out.push(draft);
            continue;
        };
        let parted = parted(row);
        let named = ["name", "model", "management_no"];
        let name = named
            .iter()
            .find_map(|key| reader.text(&draft, key))
            .unwrap_or_default();
        sets.push(SetRow {
            sheet: sheet.name.clone(),
            row,
            name: name.replace('\n', " "),
            devices,
            parted,
        });
        if parted {
            out.extend((0..devices).map(|nth| reader.one_of(&draft, row, nth, devices)));
        } else {
            out.push(draft);
        }
    }
    (out, sets)
}

struct Sets<'a> {
    sheet: &'a RawSheet,
    table: &'a Found,
}

impl Sets<'_> {
    fn text<'d>(&self, draft: &'d Draft, key: &str) -> Option<&'d str> {
        draft
            .content
            .fields
            .get(self.table.register.field_index(key)?)
            .as_text()
    }

    fn cell(&self, row: u32, column: &PlanColumn) -> Option<&RawCell> {
        let at = self.sheet.rows.binary_search_by_key(&row, |row| row.number).ok()?;
        self.sheet.rows[at].cell(column.at)
    }

    /// How many devices a row stands for, when everything in it that says so says the same.
    fn devices(&self, row: u32) -> Option<u32> {
        let mut said: Option<u32> = None;
        for column in &self.table.columns {
            let Some(cell) = self.cell(row, column) else { continue };
            let devices = match (&column.target, key(self.table.register, &column.target)) {
                _ if is_quantity(&column.header) => quantity(&cell.text),
                (ColumnTarget::To(_), "management_no") => numbers(&cell.text).map(|list| list.len() as u32),
                (ColumnTarget::To(_), "name" | "model" | "kind" | "computer_name") => {
                    counted(&cell.text).map(|(n, _)| n)
                }
                _ => None,
            };
            match (devices.filter(|devices| *devices > 1), said) {
                (Some(devices), Some(other)) if devices != other => return None,
                (Some(devices), _) => said = Some(devices),
                (None, _) => {}
            }
        }
        said.filter(|devices| *devices <= MOST)
    }

    /// The row of the device `nth` (from 0) of so many.
    fn one_of(&self, draft: &Draft, row: u32, nth: u32, devices: u32) -> Draft {
        let mut one = Draft {
            rows: draft.rows.clone(),
            content: draft.content.clone(),
            problems: draft.problems.clone(),
            raw: draft.raw.clone(),
            derived: draft.derived.clone(),
        };
        one.problems.retain(|(_, problem)| *problem != Problem::SeveralInOne);
        for column in &self.table.columns {
            let Some(cell) = self.cell(row, column) else { continue };
            let ColumnTarget::To(target) = &column.target else {
                continue;
            };
            let key = key(self.table.register, &column.target);
            let now = match target {
                Column::Field(field) => draft.content.fields.get(*field).as_text(),
                Column::Custom(header) => draft.content.custom.get(header).and_then(|entry| entry.as_text()),
                Column::Child { .. } => None,
            };
            let Some(now) = now else { continue };
            let pieces = pieces(now);
            let read = |text: &str| parse::entry(kind_of(self.table.register, target), text);
            let (entry, stays) = if is_quantity(&column.header) {
                (Entry::text("1"), true)
            } else if key == "management_no" {
                let list = numbers(now).filter(|list| list.len() == devices as usize);
                let number = list.map(|list| list[nth as usize].clone());
                // The first keeps the number under which the ledger may know it.
                let number = number.unwrap_or_else(|| match nth {
                    0 => now.to_owned(),
                    nth => format!("{now}-{}", nth + 1),
                });
                (Entry::text(&number), true)
            } else if let Some(list) =
                numbers(now).filter(|list| UNIQUE.contains(&key) && list.len() == devices as usize)
            {
                (read(&list[nth as usize]), false)
            } else if pieces.len() == devices as usize && (now.contains('\n') || UNIQUE.contains(&key)) {
                (read(pieces[nth as usize]), false)
            } else if UNIQUE.contains(&key) && is_of_one(key, now) {
                // Which of them has it, somebody has to look at.
                one.problems.push((target.clone(), Problem::SeveralInOne));
                (if nth == 0 { Entry::text(now) } else { Entry::Blank }, nth == 0)
            } else if let Some((_, bare)) = counted(now).filter(|(_, bare)| !bare.is_empty()) {
                (Entry::text(&bare), true)
            } else {
                continue;
            };
            if !stays {
                one.problems.retain(|(column, _)| column != target);
                let kind = kind_of(self.table.register, target);
                if let Some(text) = entry.as_text().filter(|_| parse::can_be_odd(kind)) {
                    let odd = parse::understand(kind, text).problems;
                    one.problems
                        .extend(odd.into_iter().map(|problem| (target.clone(), problem)));
                }
            }
            one.raw
                .entry(address(row, column.at))
                .or_insert_with(|| cell.text.clone());
            match target {
                Column::Field(field) => one.content.fields.set(*field, entry),
                Column::Custom(header) => one.content.set_custom(header, entry),
                Column::Child { .. } => {}
            }
        }
        one
    }
}

fn key(register: RegisterId, target: &ColumnTarget) -> &'static str {
    match target {
        ColumnTarget::To(Column::Field(field)) => register.fields[*field].key,
        _ => "",
    }
}

/// Whether a value names one thing: DHCP and the like are said of all.
fn is_of_one(key: &str, text: &str) -> bool {
    match key {
        "ip" => !parse::addresses(text).list.is_empty(),
        _ => true,
    }
}

pub(super) fn is_quantity(header: &str) -> bool {
    let header = header_key(header);
    tokens::QUANTITY_HEADERS.iter().any(|word| header_key(word) == header)
}

/// A cell of a column of quantities: `4`, `４台`, `三台`.
pub(super) fn quantity(text: &str) -> Option<u32> {
    let text = fold(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, behind) = if digits > 0 {
        (text[..digits].parse().ok()?, &text[digits..])
    } else {
        let mut letters = text.chars();
        let kanji = letters.next()?;
        let at = tokens::KANJI_NUMBERS.iter().position(|known| *known == kanji)?;
        (at as u32 + 1, letters.as_str())
    };
    let behind = behind.trim();
    (behind.is_empty() || tokens::COUNTERS.contains(&behind)).then_some(number)
}

/// The numbers of a cell that holds several: a run `001～003`, or one after the other.
pub(super) fn numbers(text: &str) -> Option<Vec<String>> {
    let folded = fold(text);
    if let Some((from, to)) = folded.split_once('~') {
        let of = |text: &str| {
            let text = text.trim();
            let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
            let (head, digits) = text.split_at(text.len() - digits);
            Some((head.to_owned(), digits.len(), digits.parse::<u64>().ok()?))
        };
        let ((head, width, first), (other, _, last)) = (of(from)?, of(to)?);
        let many = last.checked_sub(first)?;
        let is_run = (other.is_empty() || other == head) && (1..u64::from(MOST)).contains(&many);
        // As it was written, where folding only changed the width of its letters.
        let head = text.split(['～', '〜', '~']).next().unwrap_or_default().trim();
        let bare = head.trim_end_matches(char::is_numeric);
        return is_run.then(|| (first..=last).map(|number| format!("{bare}{number:0width$}")).collect());
    }
    let list = pieces(text);
    let has_digits = |piece: &&str| piece.chars().any(char::is_numeric);
    let letters = |piece: &&str| piece.chars().count();
    let alike = list
        .windows(2)
        .all(|two| letters(&two[0]).abs_diff(letters(&two[1])) <= 1);
    (list.len() > 1 && alike && list.iter().all(has_digits)).then(|| list.into_iter().map(str::to_owned).collect())
}

/// The values of a cell that holds several: its lines, or what stands between commas.
fn pieces(text: &str) -> Vec<&str> {
    let marks: &[char] = if text.trim().contains('\n') {
        &['\n']
    } else {
        &['、', '，', ',']
    };
    let parts = text.split(marks).map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

/// `PC 4台`, `モニター（2台）`: how many, and what is left without it. `None` when two counts stand there.
pub(super) fn counted(text: &str) -> Option<(u32, String)> {
    let mut found: Option<(u32, String)> = None;
    for (at, c) in text.char_indices() {
        // Only where digits begin.
        if !c.is_numeric() || text[..at].chars().next_back().is_some_and(char::is_numeric) {
            continue;
        }
        let rest = &text[at..];
        let end = rest.find(|c: char| !c.is_numeric()).unwrap_or(rest.len());
        let (digits, behind) = rest.split_at(end);
        let Some(number) = fold(digits)
            .parse::<u32>()
            .ok()
            .filter(|number| (2..=MOST).contains(number))
        else {
            continue;
        };
        let counter = tokens::COUNTERS.iter().find(|counter| behind.starts_with(**counter));
        let times = text[..at].trim_end().ends_with(['×', '✕', '✖']) && behind.trim().is_empty();
        let behind = match counter {
            Some(counter) if !is_ordinal(&behind[counter.len()..]) => &behind[counter.len()..],
            _ if times => behind,
            _ => continue,
        };
        if found.is_some() {
            return None;
        }
        let before = text[..at].trim_end().trim_end_matches(['×', '✕', '✖']).trim_end();
        let bracket = before.ends_with(['（', '(']) && behind.starts_with(['）', ')']);
        let (before, behind) = if bracket {
            (
                before.trim_end_matches(['（', '(']),
                behind.trim_start_matches(['）', ')']),
            )
        } else {
            (before, behind)
        };
        found = Some((number, format!("{}{behind}", before.trim_end()).trim().to_owned()));
    }
    found
}

/// 2台目 is the second of them; 本体, 枚数 and the like are other words.
pub(super) fn is_ordinal(behind: &str) -> bool {
    behind.starts_with(['目', '号', '帳', '車', '数', '体', '社', '館', '店', '部', '人', '構'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_as_people_write_them() {
        for (text, want) in [
            ("4", Some(4)),
            ("４台", Some(4)),
            ("三台", Some(3)),
            ("1", Some(1)),
            ("2 セット", Some(2)),
            ("一式", Some(1)),
            ("4GB", None),
            ("数台", None),
            ("", None),
        ] {
            assert_eq!(quantity(text), want, "{text}");
        }
    }

    #[test]
    fn runs_and_lists_of_numbers_come_apart() {
        let numbers = |text: &str| numbers(text).map(|list| list.join(" "));
        for (text, want) in [
            ("001～003", Some("001 002 003")),
            ("ＰＣ－09〜11", Some("ＰＣ－09 ＰＣ－10 ＰＣ－11")),
            ("PC-01~PC-03", Some("PC-01 PC-02 PC-03")),
            ("A1\nA2", Some("A1 A2")),
            ("7、8、9", Some("7 8 9")),
            ("003～001", None),
            ("001", None),
            ("受付、診察", None),
            ("1、000", None),
        ] {
            assert_eq!(numbers(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn a_count_in_a_name_comes_off() {
        let counted = |text: &str| counted(text);
        let some = |number, name: &str| Some((number, name.to_owned()));
        for (text, want) in [
            ("デスクトップPC 4台", some(4, "デスクトップPC")),
            ("モニター（２台）", some(2, "モニター")),
            ("ハブ×3", some(3, "ハブ")),
            ("PC3台（予備）", some(3, "PC（予備）")),
            ("PC 2台目", None),
            ("PC 2台とプリンタ 3台", None),
            ("1台", None),
            ("Windows 11", None),
            ("24本体", None),
        ] {
            assert_eq!(counted(text), want, "{text}");
        }
    }
}
