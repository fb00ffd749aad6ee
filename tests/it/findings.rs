//! What the rules say about the sample clinic, read through by hand when it was made; and how long they take.

use std::process::Command;

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
    assert_eq!(of("mobile_path"), ["撮影装置の遠隔点検"]);
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
