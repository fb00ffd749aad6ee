//! `form inspect` and `form read` as the real program says them.

use std::process::{Command, Output};

use serde_json::Value as Json;

fn run(arguments: &[&str], file: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
        .args(arguments)
        .arg(super::folder().join(file))
        .output()
        .unwrap()
}

fn json(arguments: &[&str], file: &str) -> Json {
    let output = run(arguments, file);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn inspect_tells_places_and_read_tells_answers() {
    let found = json(&["form", "inspect", "--json"], "r5_medical_filled.xlsx");
    let form = &found["forms"][0];
    assert_eq!(found["version"], 1);
    assert_eq!(found["official_file"], Json::Null);
    assert_eq!(
        (&form["kind"], &form["fiscal_year"]),
        (&"checklist".into(), &2023.into())
    );
    let ledger = form["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["text"] == "サーバ、端末PC、ネットワーク機器の台帳管理を行っている。");
    let slot = &ledger.unwrap()["slots"][0];
    let cell = slot["answer"]["cell"].as_str().unwrap();
    assert!(
        cell.starts_with('C') && slot["checked_on"] == cell,
        "answer and day stand in one cell: {slot}"
    );

    let read = json(&["form", "read", "--json"], "r5_medical_filled.xlsx");
    let items = read["forms"][0]["items"].as_array().unwrap();
    let ledger = items
        .iter()
        .find(|item| item["text"] == ledger.unwrap()["text"])
        .unwrap();
    let first = &ledger["rounds"][0];
    assert_eq!(
        (&first["answer"]["state"], &first["answer"]["answer"]),
        (&"given".into(), &"no".into())
    );
    assert_eq!(first["checked_on"]["date"], "2023-06-12");
    assert_eq!(first["target_on"]["date"], "2023-09-30");

    let drawn = json(&["form", "read", "--json"], "r6_medical_marks.xlsx");
    let drawn = drawn["forms"][0]["items"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|item| item["rounds"].as_array().unwrap().clone());
    let drawn = drawn.filter(|round| round["answer"]["why"] == "drawn").count();
    assert_eq!(drawn, 3, "two ovals and a line wait for a person");
}

#[test]
fn people_are_told_in_words() {
    let output = run(&["form", "inspect"], "bad_mixed.xlsx");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("令和7年度") && text.contains("2つの年度（令和7年度と令和5年度）が混ざっています"),
        "{text}"
    );
    let output = run(&["form", "read"], "bad_outside_year.xlsx");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("この年度の外の日付です") && text.contains("ない日付です"),
        "{text}"
    );
    for (file, word) in [
        ("bad_pdf.xlsx", "中身は PDF です"),
        ("generate.py", "Excel の様式（xlsx）ではありません"),
        ("none.xlsx", "読めませんでした"),
    ] {
        let output = run(&["form", "inspect"], file);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{file}");
        assert!(
            message.contains(word) && message.lines().count() >= 3,
            "{file}: {message}"
        );
    }
}
