//! Columns in which a file says something else than the ledger: one side or the other, for the whole column.

use std::path::{Path, PathBuf};

use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::ledger::{Context, Ledger};
use serde_json::{Value as Json, json};

use crate::cli::{fails, ok, text};

fn context() -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-20T00:00:00Z".parse().unwrap(),
    }
}

fn file(folder: &Path, name: &str, rows: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, format!("管理番号,OS,設置場所,ソフトウェア,棚\n{rows}")).unwrap();
    path
}

/// A ledger of three devices, and a file that changes two of each column and fills one blank.
fn ledger_and_file(folder: &Path) -> (PathBuf, PathBuf) {
    let path = folder.join("a.daicho");
    Ledger::create(&path, "見本クリニック", &context()).unwrap();
    let first = "001,Windows 10,受付,カルテ,上\n002,Windows 10,,カルテ,下\n003,Windows 11,倉庫,カルテ,下\n";
    ok(&["import", text(&path), text(&file(folder, "1.csv", first))]);
    let second = "001,Windows 11,診察室,レセプト,中\n002,Windows 11,廊下,カルテ,下\n003,Windows 11,検査室,カルテ,中\n";
    (path, file(folder, "2.csv", second))
}

fn cells(path: &Path, key: &str) -> Vec<String> {
    let ledger = Ledger::open(path, &context()).unwrap();
    let column = RegisterId::DEVICE.column_by_key(key).unwrap();
    let rows = ledger.snapshot().rows(RegisterId::DEVICE);
    rows.iter().map(|row| row.content.display(&column)).collect()
}

fn plan(arguments: &[&str]) -> Json {
    let mut all = vec!["import"];
    all.extend(arguments);
    all.extend(["--dry-run", "--json"]);
    serde_json::from_str(&ok(&all)).unwrap()
}

#[test]
fn a_column_keeps_the_ledgers_values_and_blanks_are_filled_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, file) = ledger_and_file(folder.path());
    let shown = plan(&[text(&ledger), text(&file)]);
    let replaced = |plan: &Json| {
        let columns = plan["replaced"].as_array().unwrap().iter();
        let told = columns.map(|known| (known["column"].clone(), known["cells"].clone(), known["side"].clone()));
        told.collect::<Vec<_>>()
    };
    let told = |column: &str, cells: usize, side: &str| (json!(column), json!(cells), json!(side));
    assert_eq!(
        replaced(&shown),
        [
            told("os", 2, "theirs"),
            told("place", 2, "theirs"),
            told("software.name", 1, "theirs"),
            told("custom:棚", 2, "theirs"),
        ]
    );
    // The third row changes only its place and shelf: with both kept nothing is left of it.
    let kept = ["--keep", "設置場所", "--keep", "custom:棚"];
    let mut all = vec![text(&ledger), text(&file)];
    all.extend(kept);
    let shown = plan(&all);
    assert_eq!(replaced(&shown)[1], told("place", 2, "ours"));
    assert_eq!(replaced(&shown)[0], told("os", 2, "theirs"));
    assert_eq!(
        (&shown["counts"]["change"], &shown["counts"]["unchanged"]),
        (&json!(2), &json!(1))
    );
    // A later word goes over an earlier one.
    let mut again = all.clone();
    again.extend(["--take", "設置場所"]);
    assert_eq!(plan(&again)["counts"]["change"], 3);
    fails(&["import", text(&ledger), text(&file), "--keep", "メーカー"], 2);

    all.insert(0, "import");
    ok(&all);
    assert_eq!(cells(&ledger, "os"), ["Windows 11", "Windows 11", "Windows 11"]);
    assert_eq!(
        cells(&ledger, "place"),
        ["受付", "廊下", "倉庫"],
        "a blank takes the file's value"
    );
    assert_eq!(cells(&ledger, "custom:棚"), ["上", "下", "下"]);
    assert_eq!(cells(&ledger, "software.name"), ["レセプト", "カルテ", "カルテ"]);
    let kept = Ledger::open(&ledger, &context()).unwrap();
    let last = kept.snapshot().operations.last().unwrap().seq;
    let first = kept.snapshot().rows(RegisterId::DEVICE)[0].clone();
    let changes = kept.record_history(first.id).unwrap();
    let source = changes
        .iter()
        .find(|(seq, _)| *seq == last)
        .and_then(|(_, change)| change.source.clone());
    assert!(
        source.unwrap().contains(r#""place":"診察室""#),
        "what was left out stays in the history"
    );
    drop(kept);
    // So does what was left out of the row of which nothing remained.
    let sql = "SELECT source FROM operation ORDER BY seq DESC LIMIT 1";
    let connection = rusqlite::Connection::open(&ledger).unwrap();
    let source: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    assert!(source.contains(r#""place":"検査室""#), "{source}");
    drop(connection);
    ok(&["undo", text(&ledger)]);
    assert_eq!(cells(&ledger, "os"), ["Windows 10", "Windows 10", "Windows 11"]);
    ok(&["verify", text(&ledger)]);
}

#[cfg(feature = "gui")]
#[test]
fn a_column_is_kept_in_the_window_and_taken_again() {
    use eframe::egui::accesskit::Role;
    use egui_kittest::kittest::Queryable as _;

    use crate::ui_flows::{click, type_in, window};

    let folder = tempfile::tempdir().unwrap();
    let (ledger, file) = ledger_and_file(folder.path());
    let mut harness = window(Some(&ledger));
    click(&mut harness, "取り込む");
    type_in(&mut harness, Role::TextInput, "取り込むファイル", text(&file));
    click(&mut harness, "読み取る");
    assert!(harness.query_by_label("この内容で取り込む（3 行）").is_some());
    harness
        .get_by_label("台帳の値が変わる項目（4）：項目ごとに選ぶ")
        .click();
    harness.run();
    let choose = |harness: &mut egui_kittest::Harness<'_, kikidaicho::ui::App>, label: &str| {
        harness.get_by_role_and_label(Role::RadioButton, label).click();
        harness.run();
    };
    choose(&mut harness, "設置場所：台帳の値を残す");
    choose(&mut harness, "棚：台帳の値を残す");
    assert!(
        harness
            .query_by_label("台帳の値が変わる項目（4）：2 項目は台帳のまま")
            .is_some()
    );
    assert!(harness.query_by_label("この内容で取り込む（2 行）").is_some());
    choose(&mut harness, "棚：ファイルの値にする");
    click(&mut harness, "この内容で取り込む（3 行）");
    assert_eq!(cells(&ledger, "place"), ["受付", "廊下", "倉庫"]);
    assert_eq!(cells(&ledger, "custom:棚"), ["中", "下", "中"]);
}
