//! Readiness and facts from a real ledger: contracts, chart, vendors' sheets, our own advice.

use chrono::NaiveDate;
use kikidaicho::core::catalogue::{FieldKind, RegisterId, tokens};
use kikidaicho::core::checklist::about::Desk;
use kikidaicho::core::checklist::readiness::{Overall, Readiness, readiness};
use kikidaicho::core::checklist::{Answers, Editions, Given, ItemId, SheetId, SheetKind};
use kikidaicho::core::form::Answer;
use kikidaicho::core::rules::{self, Look};

use super::ledger::Clinic;

const TODAY: &str = "2025-11-21";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn ready(clinic: &Clinic, year: i32) -> Readiness {
    let look = Look::new(clinic.snapshot(), day(TODAY));
    readiness(&look, &rules::all(&look), year)
}

fn facts(clinic: &Clinic, item: &str) -> Vec<String> {
    let look = Look::new(clinic.snapshot(), day(TODAY));
    let found = rules::all(&look);
    let item: ItemId = item.parse().unwrap();
    Desk::new(&look, &found)
        .about(&item)
        .into_iter()
        .map(|fact| {
            format!(
                "{} {}/{}{}",
                fact.kind.key(),
                fact.rows.len(),
                fact.of,
                if fact.is_against { " !" } else { "" }
            )
        })
        .collect()
}

fn answer_all(clinic: &mut Clinic, sheet: &SheetId, given: &Given) {
    let editions = Editions::of(clinic.snapshot());
    let edition = editions.get(&sheet.edition, sheet.sheet).unwrap().clone();
    let all = edition.items.iter().map(|item| (item.id.clone(), 1, given.clone()));
    let rows = Answers::of(clinic.snapshot()).write(sheet, all);
    clinic.apply(rows);
}

fn yes() -> Given {
    Given {
        answer: Some(Answer::Yes),
        checked_on: Some(day("2025-06-12")),
        evidence: "規程".to_owned(),
        ..Given::default()
    }
}

fn concerns(ready: &Readiness) -> Vec<String> {
    let mut list: Vec<String> = ready
        .warnings
        .iter()
        .map(|warning| {
            let item = warning.item.as_ref().map_or(String::new(), |item| format!(" {item}"));
            format!("{}{item}", warning.concern.key())
        })
        .collect();
    list.sort();
    list
}

#[test]
fn a_clinic_becomes_ready_step_by_step() {
    let mut clinic = Clinic::new();
    assert!(
        ready(&clinic, 2026).judgement.is_none(),
        "the edition of 2026 has to be dropped in first"
    );
    let first = ready(&clinic, 2025).judgement.unwrap();
    assert!(
        matches!(first.overall, Overall::Points(points) if points > 15),
        "{:?}",
        first.overall
    );

    answer_all(&mut clinic, &SheetId::own("R7", SheetKind::Medical), &yes());
    let found = ready(&clinic, 2025).judgement.unwrap();
    // No vendor is listed, so nobody has to answer; the chart cannot be shown from the ledger, but はい names a document.
    assert_eq!(found.overall, Overall::Complete);

    clinic.add(RegisterId::VENDOR, &[("name", "架空電子"), ("direct_contract", "はい")]);
    clinic.add(RegisterId::VENDOR, &[("name", "架空画像")]);
    clinic.add(
        RegisterId::VENDOR,
        &[("name", "架空下請"), ("direct_contract", "いいえ")],
    );
    let found = ready(&clinic, 2025);
    assert_eq!(
        found.judgement.as_ref().unwrap().overall,
        Overall::Points(2),
        "two vendors have to answer"
    );
    assert!(concerns(&found).contains(&"contract_unknown".to_owned()));
    for vendor in ["架空電子", "架空画像"] {
        answer_all(
            &mut clinic,
            &SheetId::of_vendor("R7", SheetKind::Vendor, vendor),
            &yes(),
        );
    }
    let found = ready(&clinic, 2025);
    assert_eq!(found.judgement.unwrap().overall, Overall::Complete);

    // The clinic says in its profile that it has no contracts: the vendors are not asked.
    clinic.add(
        RegisterId::FACILITY,
        &[("name", "見本"), ("has_vendors", "いいえ"), ("kind", "薬局")],
    );
    let found = ready(&clinic, 2025);
    assert_eq!(
        found.own.unwrap().sheet,
        SheetKind::Pharmacy,
        "its profile says what it is"
    );
    assert_eq!(found.vendors.len(), 0);
}

#[test]
fn our_own_advice_stands_apart() {
    let mut clinic = Clinic::new();
    let sheet = SheetId::own("R7", SheetKind::Medical);
    answer_all(&mut clinic, &sheet, &yes());
    let item = |text: &str| -> ItemId { text.parse().unwrap() };
    let rows = Answers::of(clinic.snapshot()).write(
        &sheet,
        [
            (
                item("pw.policy@all"),
                1,
                Given {
                    answer: Some(Answer::No),
                    checked_on: Some(day("2025-06-12")),
                    target_on: Some(day("2025-10-01")),
                    ..Given::default()
                },
            ),
            (
                item("pw.no_reuse@all"),
                1,
                Given {
                    evidence: String::new(),
                    ..yes()
                },
            ),
            (
                item("inc.bcp"),
                1,
                Given {
                    checked_on: Some(day("2024-06-12")),
                    ..yes()
                },
            ),
            (
                item("inc.backup_restore"),
                1,
                Given {
                    checked_on: Some(day("2026-01-12")),
                    ..yes()
                },
            ),
            (
                item("reg.rules"),
                2,
                Given {
                    answer: Some(Answer::Yes),
                    evidence: "規程".to_owned(),
                    ..Given::default()
                },
            ),
        ],
    );
    clinic.apply(rows);
    clinic.add(
        RegisterId::DEVICE,
        &[
            ("management_no", "001"),
            ("kind", "サーバ"),
            ("os", "Windows Server 2012 R2"),
            ("access_log", "いいえ"),
        ],
    );
    clinic.add(
        RegisterId::DEVICE,
        &[
            ("management_no", "002"),
            ("kind", "端末PC"),
            ("status", "廃棄"),
            ("os", "Windows 7"),
        ],
    );
    clinic.add(RegisterId::CONTACT, &[("category", "院内"), ("duty", "院長")]);
    let found = ready(&clinic, 2025);
    let list = concerns(&found);
    for wanted in [
        "target_past pw.policy@all",
        "no_evidence pw.no_reuse@all",
        "date_outside_year inc.bcp",
        "date_in_future inc.backup_restore",
        "round_without_date reg.rules",
        "against_ledger upd.patch@all",
        "against_ledger log.access@server",
        "against_ledger sys.ledger@all",
        "unsure_wording",
    ] {
        assert!(list.contains(&wanted.to_owned()), "{wanted}: {list:?}");
    }
    assert_eq!(
        found.judgement.unwrap().overall,
        Overall::Complete,
        "none of this is the inspector's"
    );

    assert_eq!(
        facts(&clinic, "log.access@server"),
        ["log_off 1/1 !", "log_unknown 0/1"]
    );
    assert_eq!(
        facts(&clinic, "upd.patch@all")[0],
        "support_ended 1/1 !",
        "what was thrown away does not count"
    );
    assert_eq!(facts(&clinic, "upd.patch@pc"), [] as [String; 0]);
    assert_eq!(facts(&clinic, "inc.contact_chart"), ["contacts 1/1"]);
    assert_eq!(facts(&clinic, "own.1f3a9c04"), [] as [String; 0]);
}

#[test]
fn an_empty_ledger_speaks_against_a_ledger_that_is_kept() {
    let clinic = Clinic::new();
    assert_eq!(facts(&clinic, "sys.ledger@all"), ["devices 0/0 !"]);
    assert_eq!(facts(&clinic, "upd.patch@server"), [] as [String; 0]);
}

#[test]
fn a_disclosure_says_no_and_nobody_says_why() {
    let mut clinic = Clinic::new();
    // R8 as the clinic holds it in hand.
    let book = super::open("r8_madeup_blank.xlsx");
    let learned =
        kikidaicho::core::checklist::learn(&book, &super::only(&book), &Editions::of(clinic.snapshot())).unwrap();
    let row = kikidaicho::core::checklist::keep(
        &learned,
        &kikidaicho::core::checklist::Source::default(),
        clinic.snapshot(),
    );
    clinic.apply(row.into_iter().collect());
    answer_all(&mut clinic, &SheetId::own("R8", SheetKind::Both), &yes());
    assert_eq!(ready(&clinic, 2026).judgement.unwrap().overall, Overall::Complete);
    clinic.add(
        RegisterId::DISCLOSURE,
        &[
            ("product", "架空カルテ"),
            ("no_count", "1"),
            ("exception.answer", "いいえ"),
            ("exception.number", "28"),
        ],
    );
    clinic.add(
        RegisterId::DISCLOSURE,
        &[
            ("product", "架空画像"),
            ("no_count", "0"),
            ("exception.answer", "対象外"),
            ("exception.number", "29"),
        ],
    );
    assert_eq!(ready(&clinic, 2026).judgement.unwrap().overall, Overall::Points(1));
}

#[test]
fn words_that_facts_know_are_words_of_the_catalogue() {
    for (register, key, word) in [
        (RegisterId::DEVICE, "kind", tokens::KIND_SERVER),
        (RegisterId::DEVICE, "kind", tokens::KIND_PC),
        (RegisterId::DEVICE, "kind", tokens::KIND_NETWORK),
        (RegisterId::DEVICE, "status", tokens::DISPOSED),
        (RegisterId::CONTACT, "category", tokens::CONTACT_INSIDE),
        (RegisterId::CONTACT, "category", tokens::CONTACT_VENDOR),
        (RegisterId::CONTACT, "category", tokens::CONTACT_AUTHORITY),
        (RegisterId::FACILITY, "kind", tokens::FACILITY_PHARMACY),
        (RegisterId::ACCOUNT, "status", tokens::ACCOUNT_ACTIVE),
        (RegisterId::DOCUMENT, "kind", tokens::DOCUMENT_BCP),
        (RegisterId::DOCUMENT, "kind", tokens::DOCUMENT_RULES),
    ] {
        let FieldKind::Choice(list) = register.field(key).unwrap().kind else {
            panic!("{key}")
        };
        assert!(
            list.iter().any(|choice| choice.value == word),
            "{}.{key}: {word}",
            register.key
        );
    }
}
