//! 経営層の確認: a report of what changed, and a copy that is known again or known to be changed.

use std::path::Path;

use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::ledger::{Command, Confirmation, Context, CopyState, Ledger, LedgerError};
use kikidaicho::core::model::{Content, Entry};
use kikidaicho::core::review;
use kikidaicho::core::rules::{self, Look};

fn at(minute: u32) -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: format!("2026-11-21T00:{minute:02}:00Z").parse().unwrap(),
    }
}

fn add(ledger: &mut Ledger, cells: &[(&str, &str)], minute: u32) {
    let register = RegisterId::DEVICE;
    let mut content = Content::default();
    for (key, text) in cells {
        content
            .fields
            .set(register.field_index(key).unwrap(), Entry::text(text));
    }
    ledger.execute(Command::Add { register, content }, &at(minute)).unwrap();
}

fn confirm(ledger: &mut Ledger, minute: u32) -> std::path::PathBuf {
    let seen = Confirmation {
        by: "院長".to_owned(),
        note: "Windows 10 を入れ替える".to_owned(),
        summary: "機器 1".to_owned(),
        today: "2026-11-21".parse().unwrap(),
    };
    let outcome = ledger.confirm(&seen, &at(minute)).unwrap();
    let row = ledger
        .snapshot()
        .get(RegisterId::REVIEW, outcome.added[0])
        .unwrap()
        .clone();
    assert_eq!(ledger.check_copy(&row).unwrap(), CopyState::AsItWas);
    ledger.copy_of(&row).unwrap()
}

fn report(ledger: &Ledger) -> review::Report {
    let today = "2026-11-21".parse().unwrap();
    let then = ledger.last_reviewed().unwrap();
    let findings = rules::all(&Look::new(ledger.snapshot(), today));
    review::report(
        then.as_ref().map(|(then, day)| (then, *day)),
        ledger.snapshot(),
        &findings,
        today,
    )
}

fn writable(path: &Path) {
    let mut permissions = std::fs::metadata(path).unwrap().permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "somebody who wants to spoil it")]
    permissions.set_readonly(false);
    std::fs::set_permissions(path, permissions).unwrap();
}

#[test]
fn the_report_tells_what_changed_since_and_the_copy_shows_what_was_seen() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "見本", &at(0)).unwrap();
    add(&mut ledger, &[("management_no", "001"), ("os", "Windows 10 Pro")], 1);
    add(&mut ledger, &[("management_no", "002"), ("status", "稼働")], 2);
    let first = report(&ledger);
    assert_eq!((first.since, first.registers[0].added.len()), (None, 2));
    assert!(
        first
            .matters
            .iter()
            .any(|finding| finding.rule.key() == "support_ended")
    );
    let seen = ledger.snapshot().clone();
    let copy = confirm(&mut ledger, 3);

    let nothing = report(&ledger);
    assert_eq!(nothing.since.map(|day| day.to_string()).as_deref(), Some("2026-11-21"));
    assert!(
        nothing
            .registers
            .iter()
            .all(|changed| changed.added.is_empty() && changed.changed.is_empty())
    );

    let row = ledger.snapshot().rows(RegisterId::DEVICE)[1].clone();
    let status = RegisterId::DEVICE.field_index("status").unwrap();
    let edits = vec![kikidaicho::core::ledger::Edit::Cell {
        column: kikidaicho::core::catalogue::Column::Field(status),
        entry: Entry::text("廃棄"),
    }];
    ledger.execute(Command::Edit { record: row.id, edits }, &at(4)).unwrap();
    let first_row = ledger.snapshot().rows(RegisterId::DEVICE)[0].id;
    ledger
        .execute(
            Command::Remove {
                records: vec![first_row],
            },
            &at(5),
        )
        .unwrap();
    add(&mut ledger, &[("management_no", "003")], 6);
    let changed = report(&ledger);
    let devices = &changed.registers[0];
    assert_eq!(
        (&devices.added[..], &devices.changed[..], &devices.removed[..]),
        (
            &["003".to_owned()][..],
            &["002".to_owned()][..],
            &["001".to_owned()][..]
        )
    );
    assert_eq!(changed.retired, ["002"]);

    // The copy is the ledger as it was seen; it opens to be looked at, and nobody writes in it.
    let frozen = Ledger::open_to_look(&copy).unwrap();
    assert!(frozen.snapshot().same_content(&seen));
    assert_eq!(review::code(&frozen.snapshot().head), first.code, "one code on both");
    frozen.verify().unwrap();
    drop(frozen);
    assert!(matches!(Ledger::open(&copy, &at(7)), Err(LedgerError::ReadOnly(_))));

    // A second review of the same day gets a copy of its own.
    let second = confirm(&mut ledger, 8);
    assert_ne!(copy, second);
    assert!(copy.exists());
    ledger.verify().unwrap();
}

#[test]
fn a_changed_or_lost_copy_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "見本", &at(0)).unwrap();
    add(&mut ledger, &[("management_no", "001")], 1);
    let copy = confirm(&mut ledger, 2);
    let row = ledger.snapshot().rows(RegisterId::REVIEW)[0].clone();
    writable(&copy);
    let mut bytes = std::fs::read(&copy).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&copy, &bytes).unwrap();
    assert_eq!(ledger.check_copy(&row).unwrap(), CopyState::Changed);
    std::fs::remove_file(&copy).unwrap();
    assert_eq!(ledger.check_copy(&row).unwrap(), CopyState::Missing);
}

#[test]
fn the_command_line_reports_confirms_and_checks() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
            .args(["--now", "2026-11-21T09:00:00+09:00"])
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let book = path("a.daicho");
    run(&["new", &book, "--facility", "見本"]);
    run(&["add", &book, "device", "管理番号=001", "OS=Windows 7"]);
    let (code, out, _) = run(&["review", "report", &book]);
    assert_eq!(code, Some(0));
    assert!(
        out.contains("照合コード") && out.contains("機器：1 件　追加 1（001）") && out.contains("Windows 7"),
        "{out}"
    );
    let (code, out, error) = run(&["review", "confirm", &book, "--by", "院長", "--note", "入れ替える"]);
    assert_eq!(code, Some(0), "{error}");
    assert!(out.contains("review-20261121"), "{out}");
    let (code, out, _) = run(&["review", "check", &book]);
    assert_eq!(code, Some(0));
    assert!(out.contains("確認した時のまま"), "{out}");
    let json: serde_json::Value = serde_json::from_str(&run(&["review", "report", &book, "--json"]).1).unwrap();
    assert_eq!(
        (json["since"].as_str(), json["registers"][0]["rows"].as_u64()),
        (Some("2026-11-21"), Some(1))
    );
    let copy = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains(".review-"))
        .unwrap();
    writable(&copy);
    std::fs::write(&copy, b"x").unwrap();
    let (code, _, error) = run(&["review", "check", &book]);
    assert_eq!(code, Some(3), "{error}");
}
