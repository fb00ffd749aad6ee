//! Filling in place: the answers read back, every other byte is as it was.

use std::collections::BTreeMap;
use std::io::Read as _;

use chrono::NaiveDate;
use kikidaicho::core::form::{Answer, AnswerPlace, FillPlan, FormBook, FormMap, ReasonNotFilled, RowKind, State, Wish};

use super::{expected, maps, only, open};

pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An answer and days for every slot, alternating.
fn plan(map: &FormMap) -> FillPlan {
    let year = map.fiscal_year.unwrap_or(2026);
    let mut wishes = Vec::new();
    for (at, item) in map.items.iter().enumerate() {
        for slot in &item.slots {
            let answer = if (at + usize::from(slot.round)) % 3 == 0 {
                Answer::No
            } else {
                Answer::Yes
            };
            wishes.push(Wish {
                item: at,
                round: slot.round,
                answer: slot.answer.map(|_| answer),
                checked_on: slot.date.map(|_| day(&format!("{year}-06-12"))),
                target_on: slot.target.map(|_| day(&format!("{}-01-20", year + 1))),
                note: None,
            });
        }
    }
    FillPlan {
        wishes,
        boxes: Vec::new(),
    }
}

#[test]
fn filled_copies_differ_only_where_they_were_filled() {
    let (mut asked, mut filled) = (0, 0);
    for name in expected().keys() {
        let book = open(name);
        for map in maps(&book) {
            let plan = plan(&map);
            let outcome = map.fill(&book, &plan).unwrap();
            asked += plan.wishes.len();
            filled += plan.wishes.len() - outcome.not_filled.len();
            let allowed = |reason: ReasonNotFilled| match name.as_str() {
                "r6_medical_marks.xlsx" | "r7_vendor_controls.xlsx" => reason != ReasonNotFilled::Locked,
                // 役割分担 and disclosures carry no year: days without one cannot read back.
                _ => false,
            };
            let bad: Vec<_> = outcome.not_filled.iter().filter(|not| !allowed(not.reason)).collect();
            assert!(bad.is_empty(), "{name}: {bad:?}");
            let (before, after) = (parts(book.bytes()), parts(&outcome.bytes));
            assert_eq!(
                before.keys().collect::<Vec<_>>(),
                after.keys().collect::<Vec<_>>(),
                "{name}"
            );
            for (part, bytes) in &before {
                let touched = outcome.touched.contains(part);
                assert!(touched || after[part] == *bytes, "{name}: {part} changed");
            }
            let formulas = name.contains("r8_madeup");
            assert!(
                outcome.touched.len() <= 1 + usize::from(formulas),
                "{name}: {:?}",
                outcome.touched
            );
            outside_is_equal(
                name,
                &before[&outcome.touched[0]],
                &after[&outcome.touched[0]],
                &outcome.written,
            );
            // Filling the copy again changes nothing.
            let copy = FormBook::open(outcome.bytes.clone()).unwrap();
            let again = &maps(&copy)[map_place(&book, &map)];
            let second = again.fill(&copy, &plan).unwrap();
            if outcome.not_filled.is_empty() {
                assert_eq!(second.written, [], "{name}");
                assert_eq!(second.bytes, outcome.bytes, "{name}");
            }
        }
    }
    println!("filled: {filled} of {asked} places");
}

fn map_place(book: &FormBook, map: &FormMap) -> usize {
    maps(book).iter().position(|other| other.sheet == map.sheet).unwrap()
}

/// Taking the written cells out of both leaves equal bytes.
fn outside_is_equal(name: &str, before: &[u8], after: &[u8], written: &[kikidaicho::core::form::CellRef]) {
    let without = |bytes: &[u8]| {
        let mut text = String::from_utf8(bytes.to_vec()).unwrap();
        for cell in written {
            let start = text.find(&format!("<c r=\"{cell}\""));
            let Some(start) = start else { continue };
            let tag = start + text[start..].find('>').unwrap() + 1;
            let end = if text[..tag].ends_with("/>") {
                tag
            } else {
                tag + text[tag..].find("</c>").unwrap() + 4
            };
            text.replace_range(start..end, "");
        }
        text
    };
    assert_eq!(without(before), without(after), "{name}");
}

#[test]
fn the_printed_pair_stays_and_one_word_is_set_off() {
    let book = open("r5_medical_blank.xlsx");
    let map = only(&book);
    let at = map.items.iter().position(|item| item.kind == RowKind::Item).unwrap();
    let wish = Wish {
        item: at,
        round: 1,
        answer: Some(Answer::No),
        checked_on: Some(day("2023-06-12")),
        target_on: Some(day("2024-03-20")),
        note: None,
    };
    let outcome = map
        .fill(
            &book,
            &FillPlan {
                wishes: vec![wish],
                boxes: Vec::new(),
            },
        )
        .unwrap();
    assert_eq!(outcome.not_filled, []);
    let copy = FormBook::open(outcome.bytes).unwrap();
    let slot = &map.items[at].slots[0];
    let AnswerPlace::One(cell) = slot.answer.unwrap() else {
        panic!()
    };
    assert_eq!(copy.text(0, cell), "はい・いいえ\n（6/12）");
    assert_eq!(copy.text(0, slot.target.unwrap()), "（3/20）");
    let read = map.read(&copy).unwrap();
    assert_eq!(read.items[at].rounds[0].answer.state, State::Given(Answer::No));
    // Changing the answer leaves one word set off, not two.
    let wish = Wish {
        item: at,
        round: 1,
        answer: Some(Answer::Yes),
        ..Wish::default()
    };
    let plan = FillPlan {
        wishes: vec![wish],
        boxes: Vec::new(),
    };
    let outcome = map.fill(&copy, &plan).unwrap();
    let copy = FormBook::open(outcome.bytes).unwrap();
    let read = map.read(&copy).unwrap();
    assert_eq!(read.items[at].rounds[0].answer.state, State::Given(Answer::Yes));
    assert_eq!(read.items[at].rounds[0].checked_on.date, Some(day("2023-06-12")));
}

#[test]
fn locked_cells_and_shapes_are_left_alone_and_named() {
    let book = open("bad_protected.xlsx");
    let map = only(&book);
    let outcome = map.fill(&book, &plan(&map)).unwrap();
    let locked = outcome
        .not_filled
        .iter()
        .filter(|not| not.reason == ReasonNotFilled::Locked)
        .count();
    assert!(locked > 0 && !outcome.written.is_empty());
    assert!(
        outcome.written.iter().all(|cell| matches!(cell.column, 3 | 4)),
        "only unlocked columns"
    );

    let book = open("r6_medical_marks.xlsx");
    let map = only(&book);
    let outcome = map.fill(&book, &plan(&map)).unwrap();
    assert!(
        outcome
            .not_filled
            .iter()
            .any(|not| not.reason == ReasonNotFilled::Drawn)
    );
}

#[test]
fn boxes_for_names_are_filled() {
    let book = open("r8_madeup_blank.xlsx");
    let map = only(&book);
    let plan = FillPlan {
        wishes: Vec::new(),
        boxes: (0..map.boxes.len()).map(|at| (at, format!("見本{at}"))).collect(),
    };
    assert_eq!(map.boxes.len(), 2);
    let outcome = map.fill(&book, &plan).unwrap();
    let copy = FormBook::open(outcome.bytes).unwrap();
    let texts: Vec<String> = map
        .read(&copy)
        .unwrap()
        .boxes
        .into_iter()
        .map(|found| found.text)
        .collect();
    assert_eq!(texts, ["見本0", "見本1"]);
}
