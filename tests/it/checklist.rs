//! Editions against real forms: rows find their items, dropped-in files become editions, unsure wording stays unsure.

mod cli;
mod disclosures;
mod ledger;
mod readiness;
mod ready_ledger;

use kikidaicho::core::checklist::{Editions, How, SheetKind, Subject, Sure, Topic, learn, match_rows};
use kikidaicho::core::form::FormMap;

use super::forms::{maps, only, open};

fn edition(year: i32, sheet: SheetKind) -> std::sync::Arc<kikidaicho::core::checklist::Edition> {
    Editions::built_in().of_year(year, sheet).unwrap().clone()
}

/// Rows of a form that found an item, and items found.
fn matched(map: &FormMap, year: i32, sheet: SheetKind) -> (usize, usize, usize) {
    let edition = edition(year, sheet);
    let found = match_rows(&map.items, &edition);
    (found.iter().flatten().count(), map.items.len(), edition.items.len())
}

#[test]
fn every_row_of_a_known_form_finds_its_item() {
    for (file, year, sheet) in [
        ("r5_medical_blank.xlsx", 2023, SheetKind::Medical),
        ("r5_vendor_blank.xlsx", 2023, SheetKind::Vendor),
        ("r5_pharmacy_blank.xlsx", 2023, SheetKind::Pharmacy),
        ("r6_medical_marks.xlsx", 2024, SheetKind::Medical),
        ("r7_medical_filled.xlsx", 2025, SheetKind::Medical),
        ("r7_vendor_blank.xlsx", 2025, SheetKind::Vendor),
        ("lo_r7_medical_filled.xlsx", 2025, SheetKind::Medical),
    ] {
        let map = only(&open(file));
        let (found, rows, items) = matched(&map, year, sheet);
        assert_eq!((found, found), (rows, items), "{file}");
    }
    // Somebody took the group sentences out and left twelve items.
    let book = open("bad_restructured.xlsx");
    let (found, rows, _) = matched(&only(&book), 2025, SheetKind::Medical);
    assert_eq!((found, rows), (12, 12));
    // Rows for each kind of device keep apart although their wording is the same.
    let map = only(&open("r6_medical_marks.xlsx"));
    let edition = edition(2024, SheetKind::Medical);
    for (row, found) in map.items.iter().zip(match_rows(&map.items, &edition)) {
        let found = found.unwrap();
        assert_eq!(row.group, edition.items[found.item].id.group, "{}", row.text);
        assert_eq!(found.how, How::Same, "{}", row.text);
    }
}

#[test]
fn a_later_edition_is_learned_with_every_row() {
    let book = open("r8_madeup_filled.xlsx");
    let map = only(&book);
    let learned = learn(&book, &map, &Editions::built_in()).unwrap();
    assert_eq!(
        (learned.id.as_str(), learned.fiscal_year, learned.sheet),
        ("R8", 2026, SheetKind::Both)
    );
    assert_eq!(learned.items.len(), map.items.len(), "no row is lost");
    let topics: Vec<Option<Topic>> = learned.items.iter().map(|item| item.id.topic()).collect();
    assert_eq!(
        topics,
        [
            // 等を置いている is not 等を設置している, but its words tell one topic.
            Some(Topic::Responsible),
            None,
            Some(Topic::Ledger),
            None,
            None,
            Some(Topic::AccessLog),
            None,
            Some(Topic::ContactChart),
            None,
        ]
    );
    let own: std::collections::BTreeSet<String> = learned
        .items
        .iter()
        .filter(|item| matches!(item.id.subject, Subject::Own(_)))
        .map(|item| item.id.to_string())
        .collect();
    assert_eq!(own.len(), 5, "every unknown row has a name of its own: {own:?}");
    assert!(
        learned.items.iter().all(|item| item.wording().sure == Sure::File),
        "not compared with the ministry's file"
    );
    assert!(
        learned.items.iter().all(|item| item.offers_na),
        "its lists offer 対象外"
    );
    // Handed on as a data file, it is the same edition.
    let again = kikidaicho::core::checklist::Edition::from_toml(&learned.to_toml()).unwrap();
    assert_eq!(again.items, learned.items);
    // Learning it once more gives the same names.
    assert_eq!(
        learn(&book, &map, &Editions::with(vec![learned.clone()]))
            .unwrap()
            .items,
        learned.items
    );
}

#[test]
fn known_forms_are_learned_with_the_topics_they_are_known_by() {
    for (file, year, sheet) in [
        ("r5_medical_blank.xlsx", 2023, SheetKind::Medical),
        ("r5_vendor_blank.xlsx", 2023, SheetKind::Vendor),
        ("r7_medical_blank.xlsx", 2025, SheetKind::Medical),
    ] {
        let book = open(file);
        let mut map = only(&book);
        map.fiscal_year = Some(year);
        let learned = learn(&book, &map, &Editions::built_in()).unwrap();
        let names = |edition: &kikidaicho::core::checklist::Edition| -> Vec<String> {
            let mut names: Vec<String> = edition
                .items
                .iter()
                .map(|item| {
                    format!(
                        "{} {} {} {}",
                        item.id, item.is_formal, item.only_with_contract, item.has_target
                    )
                })
                .collect();
            names.sort();
            names
        };
        let mut shipped = (*edition(year, sheet)).clone();
        // The header question has no target day on paper.
        for item in shipped.items.iter_mut().filter(|item| item.is_presence()) {
            item.has_target = false;
        }
        assert_eq!(names(&learned), names(&shipped), "{file}");
    }
}

#[test]
fn other_forms_become_editions_of_their_own() {
    let known = Editions::built_in();
    for (file, id, sheet, first) in [
        ("bcp_filled.xlsx", "BCP2024", SheetKind::Bcp, "bcp.1-1"),
        ("roles_filled.xlsx", "ROLES2024", SheetKind::Roles, "role.1.b3.1"),
        ("mds_filled.xlsx", "MDS4.1", SheetKind::Disclosure, "q.9"),
        ("sds_filled.xlsx", "SDS4.1", SheetKind::Disclosure, "q.9"),
    ] {
        let book = open(file);
        let map = only(&book);
        let learned = learn(&book, &map, &known).unwrap();
        assert_eq!((learned.id.as_str(), learned.sheet), (id, sheet), "{file}");
        assert_eq!(learned.items.len(), map.items.len());
        assert_eq!(learned.items[0].id.subject.key(), first, "{file}");
        let names: std::collections::BTreeSet<_> = learned.items.iter().map(|item| &item.id).collect();
        assert_eq!(names.len(), learned.items.len(), "{file}");
    }
    for map in maps(&open("bad_two_in_one.xlsx")) {
        assert!(SheetKind::of(&map).is_some());
    }
}
