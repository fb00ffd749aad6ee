//! What the rules say about the sample clinic, read through by hand when it was made; and how long they take.

use std::path::Path;
use std::process::Command;

/// Runs the program on one moment; what it said, and how it ended.
fn program(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
        .args(arguments)
        .args(["--actor", "架空花子"])
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn at(moment: &str, arguments: &[&str]) -> String {
    let (code, out, error) = program(&[arguments, &["--now", moment]].concat());
    assert_eq!(code, Some(0), "{arguments:?}: {error}");
    out
}

fn findings(moment: &str, path: &str) -> Vec<serde_json::Value> {
    let json: serde_json::Value = serde_json::from_str(&at(moment, &["findings", path, "--json"])).unwrap();
    json["findings"].as_array().unwrap().clone()
}

fn ledger_with(folder: &Path, cells: &[&str]) -> String {
    let path = folder.join("a.daicho").to_str().unwrap().to_owned();
    at(NOW, &["new", &path, "--facility", "見本"]);
    at(NOW, &[&["add", &path, "device"], cells].concat());
    path
}

const NOW: &str = "2026-11-21T09:00:00+09:00";

#[test]
fn an_accepted_finding_is_greyed_until_its_day_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = ledger_with(folder.path(), &["管理番号=001", "OS=Windows 10 Pro"]);
    let ended = |moment: &str| {
        let mut found = findings(moment, &path).into_iter();
        found.find(|finding| finding["rule"] == "support_ended").unwrap()
    };
    assert!(ended(NOW)["accepted"].is_null());
    at(
        NOW,
        &[
            "accept",
            &path,
            "support_ended",
            "001",
            "--reason",
            "3月に入れ替える",
            "--until",
            "2027-03-31",
        ],
    );
    assert_eq!(ended(NOW)["accepted"]["reason"], "3月に入れ替える");
    assert_eq!(
        findings(NOW, &path).last().unwrap()["rule"],
        "support_ended",
        "what is accepted stands last"
    );
    assert!(
        !ended("2027-03-31T09:00:00+09:00")["accepted"].is_null(),
        "the last day"
    );
    assert!(ended("2027-04-01T09:00:00+09:00")["accepted"].is_null(), "open again");
    // Another text in the cell is another finding.
    at(NOW, &["set", &path, "001", "OS=Windows 8.1"]);
    assert!(ended(NOW)["accepted"].is_null());
    let (code, _, message) = program(&[
        "accept",
        &path,
        "dual_homed",
        "001",
        "--reason",
        "x",
        "--until",
        "2027-01-01",
    ]);
    assert_eq!(code, Some(2), "{message}");
    at(NOW, &["verify", &path]);
}

#[test]
fn thresholds_and_end_dates_of_the_clinic_count() {
    let folder = tempfile::tempdir().unwrap();
    let path = ledger_with(
        folder.path(),
        &[
            "管理番号=001",
            "OS=Windows Server 2022",
            "機器区分=サーバ",
            "パッチ最終適用日=2026-10-01",
        ],
    );
    let has = |rule: &str| findings(NOW, &path).iter().any(|finding| finding["rule"] == rule);
    assert!(!has("patch_old") && !has("support_ended"));
    at(NOW, &["add", &path, "threshold", "patch_days=30"]);
    assert!(has("patch_old"));
    at(
        NOW,
        &[
            "add",
            &path,
            "support_note",
            "text=Windows Server 2022",
            "ends_on=2026-06-30",
            "reason=事業者の書面",
        ],
    );
    assert!(has("support_ended"));

    // A newer list is used; a file that is none is refused.
    let list = folder.path().join("list.csv");
    let rows: String = (0..120)
        .map(|n| format!("ubuntu,{n}.04,Ubuntu {n}.04,2026-01-01,,x 2027-02-01\n"))
        .collect();
    let head = "product,version,label,end_of_support,extended_end,source\n";
    std::fs::write(&list, format!("{head}{rows}")).unwrap();
    at(NOW, &["add", &path, "device", "管理番号=002", "OS=Ubuntu 99.04"]);
    let arguments = ["findings", &path, "--json", "--lifecycle", list.to_str().unwrap()];
    assert!(at(NOW, &arguments).contains("Ubuntu 99.04"));
    std::fs::write(&list, head).unwrap();
    let (code, _, message) = program(&arguments);
    assert_eq!(code, Some(1));
    assert!(message.contains("今までの一覧を使い続けます"), "{message}");
}

#[test]
fn the_sample_clinic_has_the_findings_that_a_person_would_name() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("a.daicho");
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
            .args(arguments)
            .args(["--now", "2026-11-21T09:00:00+09:00", "--actor", "架空花子"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let path = ledger.to_str().unwrap();
    run(&["new", path, "--facility", "見本"]);
    for file in ["ledger-from-vendor.xlsx", "remote-maintenance.xlsx"] {
        run(&[
            "import",
            path,
            &format!("{}/sample-data/{file}", env!("CARGO_MANIFEST_DIR")),
        ]);
    }
    let json: serde_json::Value = serde_json::from_str(&run(&["findings", path, "--json"])).unwrap();
    let of = |rule: &str| {
        let found = json["findings"].as_array().unwrap().iter();
        let mut names: Vec<&str> = found
            .filter(|finding| finding["rule"] == rule)
            .filter_map(|finding| finding["name"].as_str())
            .collect();
        names.dedup();
        names
    };
    assert_eq!(of("support_ended"), ["002", "003", "029"], "11 24H2, 10, 8.1");
    assert_eq!(of("dual_homed"), ["004", "017"]);
    assert_eq!(of("path_password_only"), ["PACSの監視"]);
    assert_eq!(of("path_shared_id"), ["PACSの監視"]);
    assert_eq!(of("mobile_path"), ["022", "撮影装置の遠隔点検"], "its LTE router too");
    assert_eq!(
        of("firmware_old"),
        ["018", "021", "022", "023", "024", "025", "026"],
        "a NAS and what networks are made of"
    );
    assert_eq!(
        of("remote_mismatch"),
        ["002", "004", "009", "010", "022", "027"],
        "有, and no path says whose"
    );
    let severities: Vec<&str> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["severity"].as_str())
        .collect();
    let first_hint = severities.iter().position(|severity| *severity == "hint").unwrap();
    assert!(
        severities[first_hint..].iter().all(|severity| *severity == "hint"),
        "the most serious first"
    );
}
