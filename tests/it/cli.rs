//! The real binary: arguments, JSON contracts, exit codes, Japanese messages.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;

struct Clinic {
    _folder: tempfile::TempDir,
    ledger: PathBuf,
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
        .args(["--now", "2026-11-21T09:00:00+09:00", "--actor", "架空花子"])
        .args(arguments)
        .output()
        .unwrap()
}

pub fn ok(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

pub fn fails(arguments: &[&str], code: i32) -> String {
    let output = run(arguments);
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.lines().count() >= 3,
        "what, whether the data is safe, what to do: {message}"
    );
    message
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

impl Clinic {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("見本 クリニック.daicho");
        ok(&["new", text(&ledger), "--facility", "見本クリニック"]);
        Self {
            _folder: folder,
            ledger,
        }
    }

    fn path(&self) -> &str {
        text(&self.ledger)
    }

    fn devices(&self) -> Vec<Json> {
        let json: Json = serde_json::from_str(&ok(&["list", self.path(), "device", "--json"])).unwrap();
        assert_eq!(
            (json["version"].as_u64(), json["register"].as_str()),
            (Some(1), Some("device"))
        );
        json["rows"].as_array().unwrap().clone()
    }
}

#[test]
fn add_set_undo_redo_and_look_back() {
    let clinic = Clinic::new();
    ok(&[
        "add",
        clinic.path(),
        "device",
        "管理番号=001",
        "os=不明（確認期限 2026-12-31）",
        "利用者=該当なし",
        "登録日=R6.4.1",
        "custom:リース会社=あおぞら",
        "状態=稼動",
    ]);
    let row = &clinic.devices()[0];
    let fields = &row["fields"];
    assert_eq!(
        fields["management_no"],
        serde_json::json!({"label": "管理番号", "state": "value", "text": "001", "value": "001"})
    );
    assert_eq!(
        (&fields["os"]["state"], &fields["os"]["value"]["confirm_by"]),
        (&Json::from("unknown"), &Json::from("2026-12-31"))
    );
    assert_eq!(fields["users"]["state"], "na");
    assert_eq!(fields["maker"]["state"], "blank");
    assert_eq!(
        (
            &fields["registered_on"]["text"],
            &fields["registered_on"]["value"]["date"]
        ),
        (&Json::from("R6.4.1"), &Json::from("2024-04-01"))
    );
    assert_eq!(
        (&fields["status"]["text"], &fields["status"]["value"]["choice"]),
        (&Json::from("稼動"), &Json::from("稼働"))
    );
    assert_eq!(row["custom"]["リース会社"], "あおぞら");

    ok(&[
        "--now",
        "2026-11-22T09:00:00+09:00",
        "set",
        clinic.path(),
        "001",
        "設置場所=受付",
    ]);
    ok(&["undo", clinic.path()]);
    assert_eq!(clinic.devices()[0]["fields"]["place"]["state"], "blank");
    ok(&["redo", clinic.path()]);
    assert_eq!(clinic.devices()[0]["fields"]["place"]["text"], "受付");
    let past: Json = serde_json::from_str(&ok(&[
        "list",
        clinic.path(),
        "device",
        "--json",
        "--as-of",
        "2000-01-01",
    ]))
    .unwrap();
    assert_eq!(past["rows"].as_array().unwrap().len(), 0);

    let history: Json = serde_json::from_str(&ok(&["history", clinic.path(), "--json"])).unwrap();
    let kinds: Vec<_> = history["operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|operation| operation["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["redo", "undo", "edit", "add", "create"]);
    assert!(ok(&["verify", clinic.path()]).contains("抜け・書き換えはありません"));
}

#[test]
fn bad_words_are_refused_in_japanese_and_change_nothing() {
    let clinic = Clinic::new();
    let before = std::fs::read(&clinic.ledger).unwrap();
    fails(&["list", clinic.path()], 2);
    fails(&["list", clinic.path(), "no_such"], 2);
    fails(&["add", clinic.path(), "device", "no_such=1"], 2);
    fails(&["add", clinic.path(), "device", "管理番号="], 1);
    fails(&["add", clinic.path(), "device", "custom:パスワード=x"], 1);
    fails(&["set", clinic.path(), "999", "状態=稼働"], 2);
    fails(&["undo", clinic.path(), "77"], 1);
    fails(&["undo", clinic.path()], 1);
    fails(&["--no-such-option"], 2);
    fails(&["new", clinic.path(), "--facility", "別"], 1);
    fails(&["list", "/no/such/folder/x.daicho", "device"], 1);
    assert_eq!(std::fs::read(&clinic.ledger).unwrap(), before);
}

#[test]
fn a_change_behind_the_ledgers_back_is_found() {
    let clinic = Clinic::new();
    ok(&["add", clinic.path(), "device", "管理番号=LAPTOP-77"]);
    let mut bytes = std::fs::read(&clinic.ledger).unwrap();
    let at = bytes
        .windows(9)
        .rposition(|part| part == b"LAPTOP-77")
        .expect("the number stands in the file");
    bytes[at + 7] = b'8';
    std::fs::write(&clinic.ledger, bytes).unwrap();
    let message = fails(&["verify", clinic.path()], 3);
    assert!(message.contains("控え"), "{message}");
}

#[test]
fn fields_lists_every_register_for_people_and_programs() {
    assert!(ok(&["fields"]).contains("management_no\t管理番号\t必須"));
    let json: Json = serde_json::from_str(&ok(&["fields", "--json"])).unwrap();
    let keys: Vec<_> = json["registers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|register| register["key"].as_str().unwrap())
        .collect();
    let all: Vec<&str> = kikidaicho::core::catalogue::RegisterId::all()
        .map(|register| register.key)
        .collect();
    assert_eq!(keys, all);
}

#[test]
fn a_messy_ledger_goes_in_comes_out_and_comes_back_unchanged() {
    let clinic = Clinic::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let before = std::fs::read(&clinic.ledger).unwrap();
    let plan: Json = serde_json::from_str(&ok(&[
        "import",
        clinic.path(),
        text(&sample.join("ledger-from-vendor.xlsx")),
        "--dry-run",
        "--json",
    ]))
    .unwrap();
    assert_eq!(std::fs::read(&clinic.ledger).unwrap(), before, "a plan writes nothing");
    let counts = &plan["counts"];
    assert_eq!(
        counts["add"].as_u64().unwrap() + counts["problem"].as_u64().unwrap(),
        31,
        "{counts}"
    );
    assert!(
        plan["tables"][0]["columns"]
            .as_array()
            .unwrap()
            .iter()
            .any(|column| column["dropped"] == "secret")
    );

    for file in [
        "ledger-from-vendor.xlsx",
        "cloud-services.xlsx",
        "remote-maintenance.xlsx",
        "vendors-cp932.csv",
    ] {
        ok(&["import", clinic.path(), text(&sample.join(file))]);
    }
    let imported = clinic.devices();
    let out = clinic.ledger.with_file_name("workbook.xlsx");
    ok(&["export", clinic.path(), "--sheet", "workbook", "--out", text(&out)]);
    let again: Json = serde_json::from_str(&ok(&["import", clinic.path(), text(&out), "--json"])).unwrap();
    let counts = &again["counts"];
    for action in ["add", "change", "conflict", "problem", "not_taken"] {
        assert_eq!(counts[action], 0, "export then import is an empty plan: {counts}");
    }
    assert!(counts["unchanged"].as_u64().unwrap() >= imported.len() as u64);
    assert_eq!(clinic.devices(), imported);
    ok(&["verify", clinic.path()]);

    ok(&["undo", clinic.path()]);
    ok(&["undo", clinic.path()]);
    ok(&["undo", clinic.path()]);
    ok(&["undo", clinic.path()]);
    assert!(clinic.devices().is_empty(), "four imports undone");
}

#[test]
fn files_that_are_no_ledgers_are_refused_with_advice() {
    let clinic = Clinic::new();
    let before = std::fs::read(&clinic.ledger).unwrap();
    let folder = clinic.ledger.parent().unwrap();
    let sample = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/cloud-services.xlsx")).unwrap();
    for (name, bytes) in [
        ("empty.xlsx", &b""[..]),
        ("cut.xlsx", &sample[..sample.len() / 2]),
        ("photo.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0"),
        ("paper.pdf", b"%PDF-1.7"),
        ("old.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        ("other.csv", "日付,曜日,天気\n4/1,月,晴\n".as_bytes()),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        fails(&["import", clinic.path(), text(&path)], 1);
    }
    fails(&["import", clinic.path(), "/no/such/file.xlsx"], 1);
    fails(
        &[
            "export",
            clinic.path(),
            "--sheet",
            "official",
            "--out",
            "/no/such/folder/x.xlsx",
        ],
        1,
    );
    assert_eq!(std::fs::read(&clinic.ledger).unwrap(), before);
}

#[test]
fn every_register_is_written_and_read_by_the_command_line() {
    let clinic = Clinic::new();
    ok(&["starter", clinic.path(), "contact"]);
    ok(&[
        "add",
        clinic.path(),
        "可搬媒体",
        "媒体番号=USB-01",
        "暗号化=はい",
        "loan.person=架空花子\n架空太郎",
        "loan.out_on=2026/11/1\n2026/11/20",
    ]);
    ok(&["set", clinic.path(), "USB-01", "loan.back_on=2026/11/2"]);
    let rows: Json = serde_json::from_str(&ok(&["list", clinic.path(), "medium", "--json"])).unwrap();
    let loans = &rows["rows"][0]["children"]["loan"];
    assert_eq!(loans[0]["back_on"]["value"]["date"], "2026-11-02");
    assert_eq!(
        (
            loans[1]["person"]["text"].as_str(),
            loans[1]["back_on"]["state"].as_str()
        ),
        (Some("架空太郎"), Some("blank"))
    );
    for register in kikidaicho::core::catalogue::RegisterId::all() {
        ok(&["list", clinic.path(), register.key]);
        assert!(
            register.shown == kikidaicho::core::catalogue::Shown::Inner || ok(&["--help"]).contains(register.key),
            "{}",
            register.key
        );
    }
    let message = fails(
        &["add", clinic.path(), "account", "login_id=a", "custom:パスワード=x"],
        1,
    );
    assert!(message.contains("パスワードを保存しません"), "{message}");
}

#[test]
fn a_place_that_cannot_be_written_is_named_and_another_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("a.daicho");
    let ledger = ledger.to_str().unwrap();
    ok(&["new", ledger, "--facility", "見本"]);
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    std::fs::create_dir(folder.path().join("taken.xlsx")).unwrap();
    // Where only the folder is missing, the folder is named.
    for (out, named) in [
        (
            folder.path().join("no such folder/x.xlsx"),
            folder.path().join("no such folder"),
        ),
        (file.join("x.xlsx"), file.join("x.xlsx")),
        (folder.path().join("taken.xlsx"), folder.path().join("taken.xlsx")),
    ] {
        let refused = run(&["export", ledger, "--sheet", "official", "--out", out.to_str().unwrap()]);
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success());
        assert!(
            told.contains("別の場所を選んで") && told.contains(named.to_str().unwrap()),
            "{told}"
        );
    }
    assert_eq!(std::fs::read(&file).unwrap(), b"x");
}
