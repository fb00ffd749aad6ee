//! The whole round by the real program: take a form, answer, vendors' sheets, readiness, fill the official file.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kikidaicho::core::checklist::{Editions, Sure};
use kikidaicho::text::checklist as words;
use serde_json::Value as Json;

struct Clinic {
    folder: tempfile::TempDir,
    today: &'static str,
}

impl Clinic {
    fn new(today: &'static str) -> Self {
        let clinic = Self {
            folder: tempfile::tempdir().unwrap(),
            today,
        };
        clinic.ok(&["new", &clinic.ledger(), "--facility", "見本クリニック"]);
        clinic
    }

    fn ledger(&self) -> String {
        self.path("a.daicho").to_str().unwrap().to_owned()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
            .args([
                "--now",
                &format!("{}T09:00:00+09:00", self.today),
                "--actor",
                "架空花子",
            ])
            .args(arguments)
            .output()
            .unwrap()
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Json {
        let mut all = arguments.to_vec();
        all.push("--json");
        serde_json::from_str(&self.ok(&all)).unwrap()
    }

    fn fails(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.lines().count() >= 3, "{message}");
        message
    }
}

fn form(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/forms")
        .join(name)
        .to_str()
        .unwrap()
        .to_owned()
}

fn steps(taken: &Json, step: &str) -> usize {
    taken["forms"][0]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["step"] == step)
        .count()
}

#[test]
fn a_filled_sheet_is_taken_judged_and_written_back() {
    let clinic = Clinic::new("2025-11-21");
    let ledger = clinic.ledger();
    let dry = clinic.json(&[
        "checklist",
        "take",
        &ledger,
        &form("r7_medical_filled.xlsx"),
        "--dry-run",
    ]);
    assert_eq!(dry["forms"][0]["edition"]["id"], "R7");
    let status = clinic.json(&["checklist", "status", &ledger, "--year", "R7"]);
    assert!(
        status["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["rounds"].as_array().unwrap().is_empty()),
        "a dry run writes nothing"
    );

    let taken = clinic.json(&["checklist", "take", &ledger, &form("r7_medical_filled.xlsx")]);
    assert_eq!(steps(&taken, "unclear"), 2, "both marked, and a cross under はい");
    let again = clinic.json(&["checklist", "take", &ledger, &form("r7_medical_filled.xlsx")]);
    assert_eq!(
        steps(&again, "new") + steps(&again, "change"),
        0,
        "taken once, it is the same"
    );
    assert_eq!(steps(&again, "unclear"), 2, "what is not clear stays so");

    let found = clinic.json(&["readiness", &ledger]);
    assert_eq!(found["overall"], "pointed_out");
    let points: Vec<String> = found["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["verdict"] == "pointed_out")
        .map(|row| {
            format!(
                "{} {}",
                row["item"].as_str().unwrap_or("-"),
                row["point"]["key"].as_str().unwrap()
            )
        })
        .collect();
    for wanted in ["org.system_presence no_presence", "- no_chart"] {
        assert!(points.contains(&wanted.to_owned()), "{wanted}: {points:?}");
    }
    let rule = &found["rows"][0]["rule"];
    assert!(
        rule["text"].as_str().unwrap().contains("医療情報システムの有無") && rule["sure"] != "official",
        "{rule}"
    );

    let out = clinic.path("filled.xlsx");
    let out = out.to_str().unwrap();
    let filled = clinic.json(&["form", "fill", &ledger, &form("r7_medical_blank.xlsx"), "--out", out]);
    assert_eq!(filled["forms"][0]["no_row"], Json::Array(Vec::new()));
    assert!(filled["forms"][0]["written"].as_array().unwrap().len() > 20);
    let read = clinic.json(&["form", "read", out]);
    let boxes = read["forms"][0]["boxes"].as_array().unwrap();
    assert!(
        boxes.iter().any(|found| found["text"] == "見本クリニック")
            && boxes.iter().any(|found| found["text"] == "架空花子"),
        "{boxes:?}"
    );
    let back = clinic.json(&["checklist", "take", &ledger, out, "--dry-run"]);
    assert_eq!(
        steps(&back, "new") + steps(&back, "change") + steps(&back, "unclear"),
        0,
        "what was written says the same"
    );
    // The file given is never written over.
    assert!(
        clinic
            .fails(&["form", "fill", &ledger, out, "--out", out], 2)
            .contains("別のファイル")
    );
    clinic.ok(&["verify", &ledger]);
}

#[test]
fn an_edition_that_is_handed_on_is_a_files_word_whatever_it_says() {
    let clinic = Clinic::new("2026-11-21");
    let ledger = clinic.ledger();
    clinic.ok(&["checklist", "take", &ledger, &form("r8_madeup_blank.xlsx")]);
    let file = clinic.folder.path().join("版.toml");
    let file = file.to_str().unwrap();
    clinic.ok(&["checklist", "edition", &ledger, "--year", "R8", "--out", file]);
    let said = std::fs::read_to_string(file).unwrap();
    assert!(said.contains("wording = \"file\""), "{said}");
    std::fs::write(file, said.replace("\"file\"", "\"official\"")).unwrap();

    let other = Clinic::new("2026-11-21");
    let elsewhere = other.ledger();
    other.ok(&["checklist", "take", &elsewhere, file, "--dry-run"]);
    assert!(
        other
            .fails(&["checklist", "status", &elsewhere, "--year", "R8"], 1)
            .contains("令和8年度版の様式がまだありません")
    );
    other.ok(&["checklist", "take", &elsewhere, file]);
    let sure = |clinic: &Clinic, ledger: &str| -> Vec<(Json, Json)> {
        let status = clinic.json(&["checklist", "status", ledger, "--year", "R8"]);
        let items = status["items"].as_array().unwrap();
        items
            .iter()
            .map(|item| (item["text"].clone(), item["wording"].clone()))
            .collect()
    };
    let taken = sure(&other, &elsewhere);
    assert_eq!(taken, sure(&clinic, &ledger));
    assert!(
        taken.len() == 9 && taken.iter().all(|(_, sure)| sure == "file"),
        "{taken:?}"
    );
    other.ok(&["verify", &elsewhere]);
    let again = other.json(&["checklist", "take", &elsewhere, file]);
    assert_eq!(
        (&again["editions"][0]["fiscal_year"], &again["editions"][0]["items"]),
        (&2026.into(), &9.into())
    );
    // What could not be kept whole is not taken at all.
    let text = said.lines().find(|line| line.starts_with("text = ")).unwrap();
    for wrong in [
        "[[item]]".to_owned(),
        said.replace("fiscal_year = 2026", "fiscal_year = 2147483647"),
        said.replacen("key = \"", "key = \"x@", 1).replacen("x@", "x.y@z", 1),
        said.replacen(text, "text = \" \"", 1),
    ] {
        assert_ne!(wrong, said);
        std::fs::write(file, wrong).unwrap();
        let failed = other.fails(&["checklist", "take", &elsewhere, file], 1);
        assert!(failed.contains("様式の版として読めません"), "{failed}");
    }
    for year in ["R2147483647", "2147483647", "-5"] {
        other.fails(&["checklist", "status", &elsewhere, "--year", year], 2);
    }
}

#[test]
fn a_later_edition_and_the_vendors_round() {
    let clinic = Clinic::new("2026-11-21");
    let ledger = clinic.ledger();
    // Nothing is known of 2026 until the clinic drops the file in.
    assert!(
        clinic
            .fails(&["readiness", &ledger], 1)
            .contains("令和8年度版の様式がまだありません")
    );
    clinic.ok(&["checklist", "take", &ledger, &form("r7_medical_filled.xlsx")]);
    let taken = clinic.json(&["checklist", "take", &ledger, &form("r8_madeup_blank.xlsx")]);
    assert_eq!(taken["forms"][0]["learns_edition"], true);
    let status = clinic.json(&["checklist", "status", &ledger, "--year", "2026"]);
    assert_eq!(status["edition"]["sheet"], "medical_pharmacy");
    let proposals: Vec<&str> = status["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["item"].as_str().unwrap())
        .collect();
    assert!(proposals.contains(&"org.responsible"), "{proposals:?}");
    assert!(
        status["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["is_official"] == false && item["mark"].is_string())
    );

    for (name, contract) in [("架空メディカル株式会社", "はい"), ("架空画像", "はい")] {
        clinic.ok(&[
            "add",
            &ledger,
            "vendor",
            &format!("name={name}"),
            &format!("direct_contract={contract}"),
        ]);
    }
    // A sheet for a vendor: the official file with its header.
    let out = clinic.path("for-vendor.xlsx");
    let out = out.to_str().unwrap();
    clinic.ok(&[
        "form",
        "fill",
        &ledger,
        &form("r7_vendor_blank.xlsx"),
        "--vendor",
        "架空画像",
        "--out",
        out,
    ]);
    let read = clinic.json(&["form", "read", out]);
    assert!(
        read["forms"][0]["boxes"]
            .as_array()
            .unwrap()
            .iter()
            .any(|found| found["text"] == "架空画像")
    );
    assert!(
        clinic
            .fails(
                &["form", "fill", &ledger, &form("r7_vendor_blank.xlsx"), "--out", out],
                1
            )
            .contains("どの事業者")
    );
    // It comes back, filled in: its own name says whose it is.
    let back = clinic.json(&["checklist", "take", &ledger, out, "--dry-run"]);
    assert_eq!(back["forms"][0]["vendor"], "架空画像");
    let controls = clinic.json(&[
        "checklist",
        "take",
        &ledger,
        &form("r7_vendor_controls.xlsx"),
        "--vendor",
        "架空画像",
    ]);
    assert_eq!(steps(&controls, "new"), 2, "two boxes ticked");
    assert_eq!(steps(&controls, "unclear"), 1, "one row has both");
    let list = clinic.json(&["list", &ledger, "vendor_sheet"]);
    assert_eq!(list["rows"][0]["fields"]["state"]["text"], "返送・要確認");

    let mds = clinic.json(&["checklist", "take", &ledger, &form("mds_filled.xlsx")]);
    assert_eq!(
        (&mds["forms"][0]["yes"], &mds["forms"][0]["no"], &mds["forms"][0]["na"]),
        (&2.into(), &2.into(), &1.into())
    );
    assert_eq!(mds["forms"][0]["unclear"], serde_json::json!(["45"]));
    let disclosures = clinic.json(&["list", &ledger, "disclosure"]);
    assert_eq!(disclosures["rows"][0]["fields"]["no_count"]["text"], "2");
    assert_eq!(
        disclosures["rows"][0]["children"]["exception"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    let found = clinic.json(&["readiness", &ledger]);
    let unexplained = found["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["rule"]["id"] == "I13")
        .count();
    assert_eq!(unexplained, 1, "question 40 was answered いいえ without a reason");
    clinic.ok(&["verify", &ledger]);
}

#[test]
fn bad_files_are_refused_in_words() {
    let clinic = Clinic::new("2025-11-21");
    let ledger = clinic.ledger();
    assert!(
        clinic
            .fails(&["checklist", "take", &ledger, &form("bad_pdf.xlsx")], 1)
            .contains("PDF")
    );
    assert!(
        clinic
            .fails(&["checklist", "take", &ledger, &form("r7_vendor_controls.xlsx")], 1)
            .contains("どの事業者")
    );
    assert!(
        clinic
            .fails(&["checklist", "status", &ledger, "--year", "R99"], 2)
            .contains("R99")
    );
    assert!(
        clinic
            .fails(&["checklist", "status", &ledger, "--year", "2030"], 1)
            .contains("令和12年度版")
    );
    // A sheet for another year is taken as what it is, and said to be so.
    let text = clinic.ok(&[
        "checklist",
        "take",
        &ledger,
        &form("r5_medical_filled.xlsx"),
        "--year",
        "2023",
        "--dry-run",
    ]);
    assert!(text.contains("今年度の様式ではありません"), "{text}");
    let odd = clinic.ok(&[
        "checklist",
        "take",
        &ledger,
        &form("bad_outside_year.xlsx"),
        "--dry-run",
    ]);
    assert!(
        odd.contains("この年度の外の日付ですが、書かれたとおり取り込みます")
            && odd.contains("ない日付のため、日付は取り込みません"),
        "{odd}"
    );
    let restructured = clinic.json(&[
        "checklist",
        "take",
        &ledger,
        &form("bad_restructured.xlsx"),
        "--dry-run",
    ]);
    assert_eq!(
        restructured["forms"][0]["learns_edition"], false,
        "twelve rows are no edition"
    );
    assert_eq!(restructured["forms"][0]["missing_items"].as_array().unwrap().len(), 8);
}

/// Nothing that the facts mark as unsure may stand anywhere without its mark.
#[test]
fn no_unsure_wording_is_shown_as_official() {
    let mut unsure = 0;
    for edition in Editions::built_in().all() {
        for item in &edition.items {
            let shown = words::wording(item);
            let official = item.wording().sure == Sure::Official;
            assert_eq!(shown.mark.is_none(), official, "{} {}", edition.id, item.id);
            if item.wording().sure == Sure::Unconfirmed {
                assert_ne!(shown.text, item.wording().text, "{}: our own words instead", item.id);
            }
            unsure += usize::from(!official);
        }
    }
    assert!(unsure > 100, "{unsure}");
    // As the program says it: for every edition and sheet, official means official.
    let clinic = Clinic::new("2025-11-21");
    for (year, sheet) in [
        ("2023", "medical"),
        ("2023", "pharmacy"),
        ("2024", "medical"),
        ("2024", "vendor"),
        ("2025", "medical"),
        ("2025", "vendor"),
    ] {
        let arguments = [
            "checklist",
            "status",
            &clinic.ledger(),
            "--year",
            year,
            "--sheet",
            sheet,
        ];
        let json = clinic.json(&arguments);
        let text = clinic.ok(&arguments);
        for item in json["items"].as_array().unwrap() {
            assert_eq!(item["is_official"], item["wording"] == "official", "{item}");
            assert_eq!(item["mark"].is_null(), item["wording"] == "official", "{item}");
        }
        let marked = text.lines().filter(|line| line.contains('［')).count();
        let unsure = json["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|item| item["wording"] != "official")
            .count();
        assert_eq!(marked, unsure, "{text}");
    }
}
