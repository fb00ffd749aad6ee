//! Corrected reading of files that no list of headers covers, and its memory: command line and window.

use std::path::{Path, PathBuf};

use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::ledger::{Context, Ledger};
use serde_json::Value as Json;

use crate::cli::{fails, ok, text};

/// Headers as a vendor's own system prints them; none of them is anybody's usual word.
const HEADERS: [&str; 6] = ["ｺｰﾄﾞｱﾙﾌｧ", "OS", "ﾈｯﾄ番地", "すみか", "暗証番号", "ひとこと"];

fn context() -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-20T00:00:00Z".parse().unwrap(),
    }
}

/// A page of a vendor: two lines of title, headers in the third row, devices from `first` on.
fn vendor_file(path: &Path, first: usize, headers: &[&str]) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet().set_name("納品").unwrap();
    page.write_string(0, 0, "架空商会 納品明細").unwrap();
    page.write_string(1, 0, "いつもありがとうございます").unwrap();
    for (at, header) in headers.iter().enumerate() {
        page.write_string(2, at as u16, *header).unwrap();
    }
    for row in 0..3 {
        let number = format!("K-{:03}", first + row);
        let cells = [&number, "Windows 11 Pro", "192.168.1.5", "受付", "himitsu", "新品"];
        for (at, cell) in cells.iter().enumerate() {
            page.write_string(3 + row as u32, at as u16, *cell).unwrap();
        }
    }
    book.save(path).unwrap();
}

fn new(folder: &Path) -> PathBuf {
    let path = folder.join("a.daicho");
    Ledger::create(&path, "見本クリニック", &context()).unwrap();
    path
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
fn a_corrected_reading_is_kept_under_a_name_and_used_next_time() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, first, second) = (
        new(folder.path()),
        folder.path().join("1.xlsx"),
        folder.path().join("2.xlsx"),
    );
    vendor_file(&first, 1, &HEADERS);
    vendor_file(&second, 11, &HEADERS);
    assert!(fails(&["import", text(&ledger), text(&first)], 1).contains("表が見つかりません"));
    let told = [
        text(&ledger),
        text(&first),
        "--header",
        "3",
        "--as",
        "device",
        "--map",
        "A=management_no",
        "--map",
        "ﾈｯﾄ番地=IPアドレス",
        "--map",
        "納品!すみか=place",
        "--map",
        "F=取り込まない",
    ];
    let shown = plan(&told);
    let targets: Vec<String> = shown["tables"][0]["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| {
            let to = column["field"]
                .as_str()
                .or(column["dropped"].as_str())
                .or(column["custom"].as_str());
            format!("{} {}", to.unwrap(), column["how"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        targets,
        [
            "management_no person",
            "os label",
            "ip person",
            "place person",
            "secret alias",
            "person person"
        ]
    );
    let mut write = vec!["import"];
    write.extend(told);
    write.extend(["--remember", "架空商会の納品"]);
    ok(&write);
    assert_eq!(cells(&ledger, "management_no"), ["K-001", "K-002", "K-003"]);

    let again = plan(&[text(&ledger), text(&second)]);
    assert_eq!(again["tables"][0]["profile"], "架空商会の納品");
    assert_eq!(again["counts"]["add"], 3);
    fails(&["import", text(&ledger), text(&second), "--no-profiles"], 1);
    // What a person says now goes over what was remembered, and can be remembered in its place.
    ok(&[
        "import",
        text(&ledger),
        text(&second),
        "--map",
        "F=説明",
        "--remember",
        "新しい納品",
    ]);
    assert_eq!(cells(&ledger, "note").last().map(String::as_str), Some("新品"));
    assert_eq!(cells(&ledger, "place").last().map(String::as_str), Some("受付"));
    let kept = Ledger::open(&ledger, &context()).unwrap();
    let profiles = kept.snapshot().rows(RegisterId::IMPORT_PROFILE);
    let names: Vec<_> = profiles.iter().map(|row| row.name().unwrap_or_default()).collect();
    assert_eq!(names, ["新しい納品"], "the same headers are one reading");
    assert!(!format!("{profiles:?}").contains("himitsu"));
    // It has a history like everything else: create, remember, import, remember, import.
    assert_eq!(kept.snapshot().operations.len(), 5);
    drop(kept);
    ok(&["undo", text(&ledger), "4"]);
    assert_eq!(
        plan(&[text(&ledger), text(&second)])["tables"][0]["profile"],
        "架空商会の納品"
    );
    ok(&["verify", text(&ledger)]);
}

#[test]
fn other_headers_are_not_taken_for_remembered_ones_and_slips_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, file) = (new(folder.path()), folder.path().join("1.xlsx"));
    vendor_file(&file, 1, &HEADERS);
    let map = |map: &str| {
        vec![
            "import".to_owned(),
            text(&ledger).into(),
            text(&file).into(),
            "--header".into(),
            "3".into(),
            "--map".into(),
            map.into(),
        ]
    };
    for bad in ["Z=os", "A=こんな項目", "A", "よその!A=os"] {
        let arguments = map(bad);
        fails(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), 2);
    }
    fails(&["import", text(&ledger), text(&file), "--header", "三"], 2);
    fails(&["import", text(&ledger), text(&file), "--as", "なにか"], 2);
    ok(&[
        "import",
        text(&ledger),
        text(&file),
        "--header",
        "3",
        "--map",
        "A=management_no",
        "--remember",
        "x",
    ]);
    let mut swapped = HEADERS;
    swapped.swap(0, 3);
    let other = folder.path().join("2.xlsx");
    vendor_file(&other, 21, &swapped);
    fails(&["import", text(&ledger), text(&other)], 1);
}

#[cfg(feature = "gui")]
mod window {
    use eframe::egui::accesskit::Role;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;
    use kikidaicho::ui::App;

    use super::*;
    use crate::ui_flows::{click, type_in, window};

    fn read(harness: &mut Harness<'_, App>, file: &Path) {
        // An empty list offers it too.
        let button = harness.get_all_by_role_and_label(Role::Button, "取り込む").next();
        button.unwrap().click();
        harness.run();
        type_in(harness, Role::TextInput, "取り込むファイル", text(file));
        click(harness, "読み取る");
    }

    fn choose(harness: &mut Harness<'_, App>, list: &str, item: &str) {
        harness.get_by_role_and_label(Role::ComboBox, list).click();
        harness.run();
        harness.get_by_role_and_label(Role::Button, item).click();
        harness.run();
    }

    #[test]
    fn the_header_is_pointed_at_and_the_next_file_is_read_alike() {
        let folder = tempfile::tempdir().unwrap();
        let (ledger, first, second) = (
            new(folder.path()),
            folder.path().join("納品 4月.xlsx"),
            folder.path().join("2.xlsx"),
        );
        vendor_file(&first, 1, &HEADERS);
        vendor_file(&second, 11, &HEADERS);
        let mut harness = window(Some(&ledger));
        read(&mut harness, &first);
        assert!(harness.query_by_label_contains("見出しの行を指してください").is_some());
        assert!(
            harness.query_by_label_contains("himitsu").is_none() && harness.query_all_by_label("＊＊＊").count() == 3
        );
        click(&mut harness, "見出しは 3 行目");
        // What goes into no field is counted, and shown without being asked for.
        assert!(harness.query_by_label_contains("項目に入らない列 3").is_some());
        assert_eq!(harness.query_all_by_label("その他の項目として残します").count(), 3);
        choose(&mut harness, "「ｺｰﾄﾞｱﾙﾌｧ」の読み方", "管理番号");
        choose(&mut harness, "「すみか」の読み方", "名称・用途");
        // The ministry calls 備考 説明: found by either name.
        harness
            .get_by_role_and_label(Role::ComboBox, "「ひとこと」の読み方")
            .click();
        harness.run();
        type_in(&mut harness, Role::TextInput, "項目を探す", "備考");
        harness.get_by_role_and_label(Role::Button, "説明（備考）").click();
        harness.run();
        assert!(harness.query_by_label_contains("項目に入らない列").is_none());
        choose(&mut harness, "「ひとこと」の読み方", "取り込まない");
        assert!(
            harness
                .query_by_role_and_label(Role::TextInput, "この読み方に付ける名前")
                .is_some()
        );
        click(&mut harness, "この内容で取り込む（3 行）");
        assert_eq!(cells(&ledger, "management_no"), ["K-001", "K-002", "K-003"]);
        assert_eq!(cells(&ledger, "name"), ["受付"; 3]);
        read(&mut harness, &second);
        assert!(
            harness
                .query_by_label("覚えた読み方「納品 4月」で読みました。")
                .is_some()
        );
        click(&mut harness, "この読み方を使わずに読み直す");
        assert!(harness.query_by_label_contains("見出しの行を指してください").is_some());
        click(&mut harness, "やめる");
        read(&mut harness, &second);
        click(&mut harness, "この内容で取り込む（3 行）");
        assert_eq!(cells(&ledger, "name").last().map(String::as_str), Some("受付"));
    }
}
