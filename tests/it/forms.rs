//! Forms of every known layout: found and read right, filled in place, read back; bad input named.

mod cli;
mod corpus;
mod fill;

use std::path::{Path, PathBuf};

use kikidaicho::core::form::{Answer, DoubtKind, FormBook, FormError, FormMap, Hints, RowKind, State};
use serde_json::Value as Json;

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/forms")
}

pub fn open(name: &str) -> FormBook {
    FormBook::open(std::fs::read(folder().join(name)).unwrap()).unwrap()
}

pub fn maps(book: &FormBook) -> Vec<FormMap> {
    FormMap::find(book, &Hints::default())
}

pub fn only(book: &FormBook) -> FormMap {
    let mut maps = maps(book);
    assert_eq!(maps.len(), 1);
    maps.remove(0)
}

pub fn expected() -> serde_json::Map<String, Json> {
    let text = std::fs::read_to_string(folder().join("expected.json")).unwrap();
    match serde_json::from_str(&text).unwrap() {
        Json::Object(map) => map,
        other => panic!("{other}"),
    }
}

fn state_text(state: State) -> (String, Option<&'static str>) {
    let answer = match state {
        State::Given(answer) => Some(answer),
        State::Confirm { guess, .. } => guess,
        State::Blank | State::Both | State::Unreadable => None,
    };
    (state.key().to_owned(), answer.map(Answer::key))
}

/// What the file says, in the words of `expected.json`.
fn facts(book: &FormBook, map: &FormMap) -> Vec<(String, String)> {
    let reading = map.read(book).unwrap();
    let mut facts = vec![
        ("kind".to_owned(), map.kind.key().to_owned()),
        ("fiscal_year".to_owned(), format!("{:?}", map.fiscal_year)),
        ("audience".to_owned(), format!("{:?}", map.audience.as_deref())),
        ("items".to_owned(), map.items.len().to_string()),
    ];
    for (at, item) in map.items.iter().enumerate() {
        let presence = item.kind == RowKind::Presence;
        facts.push((
            format!("{at} item"),
            format!(
                "{}|{:?}|{}|{}|{presence}",
                item.text,
                item.number,
                item.group.key(),
                item.is_formal
            ),
        ));
        for round in &reading.items[at].rounds {
            let (state, answer) = state_text(round.answer.state);
            let checked = round.checked_on.date.map(|day| day.to_string());
            let target = round.target_on.date.map(|day| day.to_string());
            facts.push((
                format!("{at} round {}", round.round),
                format!("{state}|{answer:?}|{checked:?}|{target:?}"),
            ));
        }
    }
    facts
}

fn wanted(form: &Json) -> Vec<(String, String)> {
    let text = |json: &Json| json.as_str().map(str::to_owned);
    let mut facts = vec![
        ("kind".to_owned(), form["kind"].as_str().unwrap().to_owned()),
        (
            "fiscal_year".to_owned(),
            format!("{:?}", form["fiscal_year"].as_i64().map(|year| year as i32)),
        ),
        ("audience".to_owned(), format!("{:?}", form["audience"].as_str())),
        ("items".to_owned(), form["items"].as_array().unwrap().len().to_string()),
    ];
    for (at, item) in form["items"].as_array().unwrap().iter().enumerate() {
        facts.push((
            format!("{at} item"),
            format!(
                "{}|{:?}|{}|{}|{}",
                item["text"].as_str().unwrap(),
                text(&item["number"]),
                item["group"].as_str().unwrap(),
                item["formal"],
                item["presence"]
            ),
        ));
        for (round, read) in item["rounds"].as_object().unwrap() {
            facts.push((
                format!("{at} round {round}"),
                format!(
                    "{}|{:?}|{:?}|{:?}",
                    read["state"].as_str().unwrap(),
                    read["answer"].as_str(),
                    text(&read["checked_on"]),
                    text(&read["target_on"])
                ),
            ));
        }
    }
    facts
}

#[test]
fn every_form_is_found_and_read_right() {
    let (mut right, mut total) = (0, 0);
    let mut wrong = Vec::new();
    for (name, forms) in expected() {
        let book = open(&name);
        let maps = maps(&book);
        let forms = forms.as_array().unwrap();
        assert_eq!(maps.len(), forms.len(), "{name}");
        for (map, form) in maps.iter().zip(forms) {
            let facts = facts(&book, map);
            for (what, want) in wanted(form) {
                total += 1;
                let found = facts
                    .iter()
                    .find(|(known, _)| *known == what)
                    .map(|(_, found)| found.as_str());
                if found == Some(&want) {
                    right += 1;
                } else {
                    wrong.push(format!("{name}: {what}: want {want}, found {found:?}"));
                }
            }
        }
    }
    println!("forms: {right} of {total} facts right");
    assert_eq!(wrong, [] as [String; 0]);
    assert!(total > 500, "{total}");
}

#[test]
fn doubts_name_what_is_odd() {
    for (name, kind) in [
        ("bad_protected.xlsx", DoubtKind::Protected),
        ("bad_two_in_one.xlsx", DoubtKind::SeveralForms),
        ("bad_mixed.xlsx", DoubtKind::TwoYears),
    ] {
        let book = open(name);
        let maps = maps(&book);
        assert!(
            maps.iter().all(|map| map.doubts.iter().any(|doubt| doubt.kind == kind)),
            "{name}: {:?}",
            maps[0].doubts
        );
    }
    for name in [
        "r5_medical_blank.xlsx",
        "r7_medical_blank.xlsx",
        "r8_madeup_blank.xlsx",
        "bcp_filled.xlsx",
        "mds_filled.xlsx",
    ] {
        let book = open(name);
        let map = only(&book);
        println!("{name}: {} {:?}", map.confidence, map.doubts);
        assert!(map.confidence >= 90, "{name}: {:?}", map.doubts);
    }
}

#[test]
fn what_is_no_workbook_is_said_so() {
    let refused = |bytes: Vec<u8>| FormBook::open(bytes).err().unwrap();
    assert_eq!(
        refused(std::fs::read(folder().join("bad_pdf.xlsx")).unwrap()),
        FormError::NotAWorkbook("PDF")
    );
    assert_eq!(refused(Vec::new()), FormError::NotAWorkbook("empty"));
    assert_eq!(refused(b"text".to_vec()), FormError::NotAWorkbook("other"));
    let whole = std::fs::read(folder().join("r5_medical_blank.xlsx")).unwrap();
    for cut in [10, 100, whole.len() / 2, whole.len() - 5] {
        assert!(FormBook::open(whole[..cut].to_vec()).is_err(), "{cut}");
    }
    // No byte changed makes it panic.
    for at in (0..whole.len()).step_by(37) {
        let mut spoiled = whole.clone();
        spoiled[at] ^= 0x55;
        if let Ok(book) = FormBook::open(spoiled) {
            for map in maps(&book) {
                let _ = map.read(&book);
            }
        }
    }
}

#[test]
fn a_table_of_devices_is_no_form() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let mut files = 0;
    for entry in std::fs::read_dir(sample).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "xlsx") {
            files += 1;
            let book = FormBook::open(std::fs::read(&path).unwrap()).unwrap();
            assert_eq!(maps(&book).len(), 0, "{}", path.display());
        }
    }
    assert!(files >= 3);
}
