//! The hand-over to a vendor and its way back, through the real binary and files that another program rewrote.

use std::path::{Path, PathBuf};

use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::ledger::{Command, Context, Edit, Ledger};
use kikidaicho::core::model::{Content, Entry, Fields, Snapshot};
use serde_json::Value as Json;

use crate::cli::{fails, ok, text};

const VENDOR: &str = "架空システム株式会社";
const DEVICES: usize = 40;

fn context() -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-20T00:00:00Z".parse().unwrap(),
    }
}

pub fn content(register: RegisterId, cells: &[(&str, &str)]) -> Content {
    let mut content = Content::default();
    for (key, text) in cells {
        content
            .fields
            .set(register.field_index(key).unwrap(), Entry::text(text));
    }
    content
}

pub fn add(ledger: &mut Ledger, register: RegisterId, content: Content) {
    ledger.execute(Command::Add { register, content }, &context()).unwrap();
}

pub fn set(ledger: &mut Ledger, name: &str, key: &str, text: &str) {
    let rows = RegisterId::all().flat_map(|register| ledger.snapshot().rows(register).to_vec());
    let row = rows.into_iter().find(|row| row.name() == Some(name)).unwrap();
    let column = row.register.column_by_key(key).unwrap();
    let edit = match column {
        kikidaicho::core::catalogue::Column::Child { child, field } => {
            let mut rows = row.content.child_rows(child).to_vec();
            rows[0].set(field, Entry::text(text));
            Edit::ChildRows { child, rows }
        }
        column => Edit::Cell {
            column,
            entry: Entry::text(text),
        },
    };
    let edits = vec![edit];
    ledger
        .execute(Command::Edit { record: row.id, edits }, &context())
        .unwrap();
}

/// A clinic with forty devices of one vendor, and some things that are none of that vendor's business.
fn clinic(folder: &Path) -> PathBuf {
    let path = folder.join("a.daicho");
    let mut ledger = Ledger::create(&path, "見本クリニック", &context()).unwrap();
    for nth in 1..=DEVICES {
        let mut row = content(
            RegisterId::DEVICE,
            &[
                ("management_no", &format!("{nth:03}")),
                ("vendor", VENDOR),
                ("os", "Windows 10 Pro"),
                ("status", "稼働"),
                ("users", "架空太郎"),
            ],
        );
        let software = [(0, Entry::text("見本電子カルテ")), (1, Entry::text("2.10"))];
        row.set_child_rows(0, vec![software.into_iter().collect::<Fields>()]);
        row.set_custom(&"ラック".into(), Entry::text("1段"));
        add(&mut ledger, RegisterId::DEVICE, row);
    }
    let other = [("management_no", "901"), ("vendor", "まるばつ商会")];
    add(&mut ledger, RegisterId::DEVICE, content(RegisterId::DEVICE, &other));
    let path_row = [("vendor", VENDOR), ("purpose", "電子カルテの保守"), ("gateway", "901")];
    add(
        &mut ledger,
        RegisterId::REMOTE_PATH,
        content(RegisterId::REMOTE_PATH, &path_row),
    );
    let own = [("name", VENDOR), ("contact", "架空一郎")];
    add(&mut ledger, RegisterId::VENDOR, content(RegisterId::VENDOR, &own));
    path
}

type Sheets = Vec<(String, bool, Vec<Vec<String>>)>;

/// Every sheet with its name, whether it is hidden, and its texts, as another program sees them.
fn open(path: &Path) -> Sheets {
    use calamine::{Reader as _, SheetVisible};
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let sheets: Vec<_> = book.sheets_metadata().to_vec();
    sheets
        .into_iter()
        .map(|sheet| {
            let range = book.worksheet_range(&sheet.name).unwrap();
            let (rows, columns) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
            let cell = |row, column| {
                range
                    .get_value((row, column))
                    .map_or_else(String::new, ToString::to_string)
            };
            let rows = (0..rows).map(|row| (0..columns).map(|column| cell(row, column)).collect());
            (sheet.name, sheet.visible != SheetVisible::Visible, rows.collect())
        })
        .collect()
}

/// The vendor's program saves the file: texts stay, looks go.
fn save(path: &Path, sheets: &Sheets) {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, hidden, rows) in sheets {
        let page = book.add_worksheet().set_name(name).unwrap();
        page.set_very_hidden(*hidden);
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                page.write_string(row as u32, column as u16, cell).unwrap();
            }
        }
    }
    book.save(path).unwrap();
}

fn sheet<'a>(sheets: &'a mut Sheets, name: &str) -> &'a mut Vec<Vec<String>> {
    &mut sheets.iter_mut().find(|(tab, ..)| tab == name).unwrap().2
}

/// Writes into the cell under `key` in the `nth` row of records.
fn write(rows: &mut [Vec<String>], nth: usize, key: &str, text: &str) {
    let at = rows[0].iter().position(|found| found == key).unwrap();
    rows[nth + 1][at] = text.to_owned();
}

fn hand_over(ledger: &Path, folder: &Path) -> Sheets {
    let out = folder.join("受け渡し.xlsx");
    ok(&[
        "export",
        text(ledger),
        "--sheet",
        "handover",
        "--vendor",
        VENDOR,
        "--out",
        text(&out),
    ]);
    open(&out)
}

fn snapshot(path: &Path) -> std::sync::Arc<Snapshot> {
    Ledger::open(path, &context()).unwrap().snapshot().clone()
}

fn value(snapshot: &Snapshot, number: &str, key: &str) -> String {
    let rows = snapshot.rows(RegisterId::DEVICE);
    let row = rows.iter().find(|row| row.name() == Some(number)).unwrap();
    row.content.display(&RegisterId::DEVICE.column_by_key(key).unwrap())
}

#[test]
fn only_what_concerns_the_vendor_leaves_the_house() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = clinic(folder.path());
    let mut sheets = hand_over(&ledger, folder.path());
    assert_eq!(
        sheet(&mut sheets, "機器").len(),
        DEVICES + 2,
        "keys, labels, and no row of another vendor"
    );
    assert_eq!(sheet(&mut sheets, "リモート保守経路").len(), 3);
    let all: Vec<&String> = sheets.iter().flat_map(|(.., rows)| rows).flatten().collect();
    assert!(all.iter().any(|text| *text == "架空一郎"), "the vendor's own contact");
    assert!(
        !all.iter().any(|text| text.contains("架空太郎")),
        "who uses a device is the clinic's business"
    );
    assert!(!all.iter().any(|text| text.contains("まるばつ")));
    let message = fails(
        &[
            "export",
            text(&ledger),
            "--sheet",
            "handover",
            "--vendor",
            "誰も",
            "--out",
            "x.xlsx",
        ],
        1,
    );
    assert!(message.contains("「誰も」"));
    fails(&["export", text(&ledger), "--sheet", "handover", "--out", "x.xlsx"], 2);
    let csv = folder.path().join("x.csv");
    fails(
        &[
            "export",
            text(&ledger),
            "--sheet",
            "handover",
            "--vendor",
            VENDOR,
            "--out",
            text(&csv),
        ],
        1,
    );
    assert!(!csv.exists());
}

#[test]
fn what_the_vendor_answered_goes_back_with_the_words_of_its_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let path = clinic(folder.path());
    let editions = kikidaicho::core::checklist::Editions::built_in();
    let sheet_kind = kikidaicho::core::checklist::SheetKind::Vendor;
    let edition = editions.all().find(|edition| edition.sheet == sheet_kind).unwrap();
    let item = &edition.items[1];
    let id = item.id.to_string();
    let cells = [
        ("edition", edition.id.as_str()),
        ("sheet", sheet_kind.label()),
        ("vendor", VENDOR),
        ("item", &id),
        ("round", "1"),
        ("answer", "いいえ"),
    ];
    let mut ledger = Ledger::open(&path, &context()).unwrap();
    add(&mut ledger, RegisterId::ANSWER, content(RegisterId::ANSWER, &cells));
    drop(ledger);
    let mut sheets = hand_over(&path, folder.path());
    let rows = sheet(&mut sheets, "チェックリストの回答");
    assert_eq!(rows[2][1], item.wording().text);
    write(rows, 1, "answer", "はい");
    rows[2][1] = "言い換えた文".to_owned();
    let back = folder.path().join("back.xlsx");
    save(&back, &sheets);
    let said = ok(&["import", text(&path), text(&back)]);
    assert!(said.contains("相手だけが変えたところ 1"), "{said}");
    let answer = &snapshot(&path).rows(RegisterId::ANSWER)[0].clone();
    assert_eq!(answer.entry("answer").as_text(), Some("はい"));
    assert!(answer.content.custom.is_empty());
}

#[test]
fn an_untouched_return_changes_nothing_and_a_strange_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = clinic(folder.path());
    let sheets = hand_over(&ledger, folder.path());
    let back = folder.path().join("back.xlsx");
    save(&back, &sheets);
    let plan = ok(&["import", text(&ledger), text(&back)]);
    assert!(
        plan.contains("相手だけが変えたところ 0（取り込みます）　自院だけが変えたところ 0"),
        "{plan}"
    );
    assert!(plan.contains("変わるところがない"), "{plan}");
    let other = folder.path().join("b.daicho");
    Ledger::create(&other, "よその医院", &context()).unwrap();
    let message = fails(&["import", text(&other), text(&back)], 1);
    assert!(message.contains("別の台帳（見本クリニック）"), "{message}");
}

/// The drill of the issue: the vendor edits 30 cells, the clinic 30 others, and 5 the same.
#[test]
fn thirty_thirty_five() {
    let folder = tempfile::tempdir().unwrap();
    let path = clinic(folder.path());
    let mut sheets = hand_over(&path, folder.path());
    // The vendor: 10 systems, 10 versions of software, 9 of a column nobody knows, one path; and 5 more systems.
    for nth in 1..=10 {
        write(sheet(&mut sheets, "機器"), nth, "os", "Windows 11 Pro 24H2");
        write(sheet(&mut sheets, "機器-ソフトウェア"), nth + 10, "version", "3.0");
    }
    for nth in 21..=29 {
        write(sheet(&mut sheets, "機器"), nth, "custom:ラック", "2段");
    }
    write(
        sheet(&mut sheets, "リモート保守経路"),
        1,
        "confirmed_on",
        "2026年11月1日",
    );
    for nth in 36..=40 {
        write(sheet(&mut sheets, "機器"), nth, "os", "Windows 11 LTSC");
    }
    let back = folder.path().join("back.xlsx");
    save(&back, &sheets);
    // The clinic: 15 places of the same devices, 14 other systems, one purpose; and 5 of what the vendor changed.
    let mut ledger = Ledger::open(&path, &context()).unwrap();
    for nth in 1..=15 {
        set(&mut ledger, &format!("{nth:03}"), "place", "1階 受付");
    }
    for nth in 20..=33 {
        set(&mut ledger, &format!("{nth:03}"), "os", "Windows 10 IoT");
    }
    set(&mut ledger, VENDOR, "phone", "00-0000-0000");
    for nth in 36..=40 {
        set(&mut ledger, &format!("{nth:03}"), "os", "不明なOS");
    }
    let before = ledger.snapshot().clone();
    drop(ledger);

    let shown: Json = serde_json::from_str(&ok(&["import", text(&path), text(&back), "--dry-run", "--json"])).unwrap();
    assert_eq!(
        shown["merge"],
        serde_json::json!({"theirs": 30, "ours": 30, "alike": 0, "conflicts": 5, "open": 5})
    );
    assert_eq!(
        (shown["counts"]["conflict"].as_u64(), shown["counts"]["add"].as_u64()),
        (Some(5), Some(0))
    );
    fails(&["import", text(&path), text(&back), "--take", "001=os"], 2);
    let said = ok(&[
        "import",
        text(&path),
        text(&back),
        "--take",
        "036=os",
        "--take",
        "037=OS",
        "--keep",
        "038=os",
    ]);
    assert!(
        said.contains(
            "相手だけが変えたところ 30（取り込みます）　自院だけが変えたところ 30（残します）　両方が変えたところ 5"
        ),
        "{said}"
    );
    assert_eq!(said.lines().filter(|line| line.starts_with("衝突\t")).count(), 5);

    let after = snapshot(&path);
    assert_eq!(after.revision, before.revision + 1, "one operation");
    for nth in 1..=DEVICES {
        let number = format!("{nth:03}");
        let os = match nth {
            1..=10 => "Windows 11 Pro 24H2",
            20..=33 => "Windows 10 IoT",
            36 | 37 => "Windows 11 LTSC",
            38..=40 => "不明なOS",
            _ => "Windows 10 Pro",
        };
        assert_eq!(value(&after, &number, "os"), os, "{number}");
        let version = if (11..=20).contains(&nth) { "3.0" } else { "2.10" };
        assert_eq!(value(&after, &number, "software.version"), version, "{number}");
        let rack = if (21..=29).contains(&nth) { "2段" } else { "1段" };
        assert_eq!(value(&after, &number, "custom:ラック"), rack, "{number}");
        assert_eq!(
            value(&after, &number, "place"),
            if nth <= 15 { "1階 受付" } else { "" },
            "{number}"
        );
        assert_eq!(
            value(&after, &number, "users"),
            "架空太郎",
            "what was not handed over stays"
        );
    }
    // What was not taken is in the history, word for word.
    let ledger = Ledger::open(&path, &context()).unwrap();
    let sources: String = ledger
        .changes(after.revision)
        .unwrap()
        .into_iter()
        .filter_map(|change| change.source)
        .collect();
    assert!(
        sources.contains("Windows 11 LTSC") && sources.contains("不明なOS"),
        "{sources}"
    );
    drop(ledger);
    ok(&["undo", text(&path)]);
    assert!(snapshot(&path).same_content(&before), "undone in one step");
    ok(&["verify", text(&path)]);
    let of = |key: &str| shown["merge"][key].as_u64().unwrap();
    println!(
        "hand-over drill: {} cells of the vendor, {} of the clinic, {} of both; one operation, undone in one step",
        of("theirs"),
        of("ours"),
        of("conflicts")
    );
}

#[test]
fn rows_are_added_copied_left_out_and_taken_out_without_loss() {
    let folder = tempfile::tempdir().unwrap();
    let path = clinic(folder.path());
    let mut sheets = hand_over(&path, folder.path());
    let rows = sheet(&mut sheets, "機器");
    // A new device, one copied with its hidden id and renumbered, a line of thanks, one that is left out.
    let mut new = vec![String::new(); rows[0].len()];
    new[1] = "101".to_owned();
    let os = rows[0].iter().position(|key| key == "os").unwrap();
    new[os] = "Windows 11 Pro".to_owned();
    let mut copied = rows[2].clone();
    copied[1] = "102".to_owned();
    let mut thanks = vec![String::new(); rows[0].len()];
    thanks[1] = "よろしくお願いします。".to_owned();
    rows.extend([new, copied, thanks]);
    rows.remove(6); // 005
    write(rows, 2, "os", "Windows 11 Home");
    write(rows, 3, "os", "Windows 11 Home");
    let back = folder.path().join("back.xlsx");
    save(&back, &sheets);
    // Meanwhile the clinic took out 002, which the vendor changed, and 004, which the vendor did not.
    let mut ledger = Ledger::open(&path, &context()).unwrap();
    for number in ["002", "004"] {
        let rows = ledger.snapshot().rows(RegisterId::DEVICE);
        let record = rows.iter().find(|row| row.name() == Some(number)).unwrap().id;
        ledger
            .execute(Command::Remove { records: vec![record] }, &context())
            .unwrap();
    }
    drop(ledger);
    let shown: Json = serde_json::from_str(&ok(&["import", text(&path), text(&back), "--json"])).unwrap();
    let counts = &shown["counts"];
    assert_eq!(
        ["add", "gone", "conflict"].map(|key| counts[key].as_u64().unwrap()),
        [2, 1, 1],
        "{counts}"
    );
    let reasons: Vec<&str> = shown["not_taken"]
        .as_array()
        .unwrap()
        .iter()
        .map(|left| left["reason"].as_str().unwrap())
        .collect();
    assert_eq!(reasons, ["too_little", "removed_here"]);
    let after = snapshot(&path);
    assert_eq!(value(&after, "101", "vendor"), VENDOR, "a row that they add is theirs");
    assert_eq!(value(&after, "102", "os"), "Windows 10 Pro");
    assert_eq!(value(&after, "003", "os"), "Windows 11 Home");
    assert_eq!(value(&after, "005", "status"), "稼働", "left out is not taken out");
    let numbers: Vec<_> = after
        .rows(RegisterId::DEVICE)
        .iter()
        .filter_map(|row| row.name().map(str::to_owned))
        .collect();
    assert!(
        !numbers.contains(&"002".to_owned()),
        "what the clinic took out stays out until somebody says otherwise"
    );
}

#[cfg(feature = "gui")]
mod window {
    use eframe::egui::accesskit::Role;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;
    use kikidaicho::ui::App;

    use super::*;
    use crate::ui_flows::{click, type_in, window};

    fn review<'a>(ledger: &Path, file: &Path) -> Harness<'a, App> {
        let mut harness = window(Some(ledger));
        click(&mut harness, "取り込む");
        type_in(&mut harness, Role::TextInput, "取り込むファイル", text(file));
        click(&mut harness, "読み取る");
        harness
    }

    #[test]
    fn a_hand_over_goes_out_and_its_conflicts_are_decided_by_cell_and_by_column() {
        let folder = tempfile::tempdir().unwrap();
        let path = clinic(folder.path());
        let out = folder.path().join("受け渡し.xlsx");
        let mut harness = window(Some(&path));
        click(&mut harness, "書き出す");
        harness
            .get_by_role_and_label(Role::RadioButton, "事業者に確かめてもらう受け渡し表")
            .click();
        harness.run();
        let field = |harness: &Harness<'_, App>| {
            use egui_kittest::kittest::NodeT as _;
            let node = harness.get_by_role_and_label(Role::TextInput, "書き出すファイル");
            node.accesskit_node().value().unwrap_or_default()
        };
        assert!(field(&harness).contains("まるばつ商会"), "the first vendor is proposed");
        drop(harness);
        ok(&[
            "export",
            text(&path),
            "--sheet",
            "handover",
            "--vendor",
            VENDOR,
            "--out",
            text(&out),
        ]);

        let mut sheets = open(&out);
        for nth in [1, 2, 3] {
            write(sheet(&mut sheets, "機器"), nth, "os", "Windows 11");
        }
        write(sheet(&mut sheets, "機器"), 1, "place", "サーバ室");
        sheet(&mut sheets, "機器").remove(11);
        save(&out, &sheets);
        let mut ledger = Ledger::open(&path, &context()).unwrap();
        for number in ["001", "002", "003"] {
            set(&mut ledger, number, "os", "Windows 10 IoT");
        }
        set(&mut ledger, "001", "place", "受付");
        drop(ledger);

        let mut harness = review(&path, &out);
        assert!(
            harness
                .query_by_label_contains("両方が変えたところ 4（まだ選んでいない 4）")
                .is_some()
        );
        let radio = |harness: &mut Harness<'_, App>, label: &str| {
            harness.get_by_role_and_label(Role::RadioButton, label).click();
            harness.run();
        };
        click(&mut harness, "「OS」はすべて相手の値を採る");
        assert!(harness.query_by_label_contains("（まだ選んでいない 1）").is_some());
        radio(&mut harness, "002：自院の値を残す：Windows 10 IoT");
        radio(&mut harness, "001：自院の値を残す：受付");
        assert!(harness.query_by_label_contains("（すべて選びました）").is_some());
        // One row did not come back; it is marked as gone only because somebody says so.
        harness.get_by_role_and_label(Role::Button, "廃棄・廃止にする").click();
        harness.run();
        click(&mut harness, "この内容で取り込む（3 行）");
        let after = snapshot(&path);
        let found = ["001", "002", "003"].map(|number| value(&after, number, "os"));
        assert_eq!(found, ["Windows 11", "Windows 10 IoT", "Windows 11"]);
        assert_eq!(
            (value(&after, "001", "place"), value(&after, "010", "status")),
            ("受付".into(), "廃棄".into())
        );
        click(&mut harness, "元に戻す");
        assert_eq!(value(&snapshot(&path), "001", "os"), "Windows 10 IoT");
    }

    #[test]
    fn another_copy_of_the_ledger_is_reviewed_like_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = clinic(folder.path());
        let copy = folder.path().join("写し.daicho");
        std::fs::copy(&path, &copy).unwrap();
        set(&mut Ledger::open(&copy, &context()).unwrap(), "001", "place", "受付");
        let mut harness = review(&path, &copy);
        assert!(
            harness
                .query_by_label_contains("相手だけが変えたところ 1（取り込みます）")
                .is_some()
        );
        click(&mut harness, "この内容で取り込む（1 行）");
        assert_eq!(value(&snapshot(&path), "001", "place"), "受付");
    }
}
