//! Files kept in the ledger: once, unchanged, never lost, and proven.

use std::path::Path;

use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::evidence::{self, EvidenceError, NewFile};
use kikidaicho::core::ledger::{Command, Context, Ledger, LedgerError};
use kikidaicho::core::model::{Content, Entry, RecordId};

fn at(minute: u32) -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: format!("2026-11-21T00:{minute:02}:00Z").parse().unwrap(),
    }
}

fn file(name: &str, bytes: &[u8]) -> NewFile {
    NewFile {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    }
}

fn ledger(folder: &Path) -> (Ledger, RecordId) {
    let mut ledger = Ledger::create(&folder.join("a.daicho"), "見本", &at(0)).unwrap();
    let register = RegisterId::VENDOR;
    let mut content = Content::default();
    content.fields.set(0, Entry::text("ほしぞらシステム"));
    let added = ledger.execute(Command::Add { register, content }, &at(1)).unwrap();
    (ledger, added.added[0])
}

fn add(ledger: &mut Ledger, record: RecordId, file: NewFile, minute: u32) -> Result<RecordId, LedgerError> {
    let command = Command::AddEvidence {
        record: Some(record),
        file,
        note: "契約".to_owned(),
    };
    ledger.execute(command, &at(minute)).map(|outcome| outcome.added[0])
}

fn blobs(path: &Path) -> i64 {
    let database = rusqlite::Connection::open(path).unwrap();
    database
        .query_row("SELECT count(*) FROM blob", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn a_file_is_kept_once_found_by_its_row_and_survives_undo() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ledger, vendor) = ledger(folder.path());
    let bytes: Vec<u8> = (0..3_000_000u32).map(|n| (n * 7 % 251) as u8).collect();
    let one = add(&mut ledger, vendor, file("契約書.pdf", &bytes), 2).unwrap();
    add(&mut ledger, vendor, file("同じもの.pdf", &bytes), 3).unwrap();
    assert_eq!(evidence::of(ledger.snapshot(), vendor).count(), 2);
    assert_eq!(blobs(ledger.path()), 1, "the same content is kept once");
    let row = ledger.snapshot().get(RegisterId::EVIDENCE, one).unwrap().clone();
    assert_eq!(row.name(), Some("契約書.pdf"));
    let hash = evidence::hash_of(&row).unwrap();
    assert_eq!(ledger.file(&hash).unwrap(), bytes);

    ledger.execute(Command::Remove { records: vec![one] }, &at(4)).unwrap();
    assert_eq!(evidence::of(ledger.snapshot(), vendor).count(), 1);
    ledger.execute(Command::Undo(None), &at(5)).unwrap();
    let path = ledger.path().to_owned();
    drop(ledger);
    let again = Ledger::open(&path, &at(6)).unwrap();
    assert_eq!(again.file(&hash).unwrap(), bytes, "after a restart");
    again.verify().unwrap();
}

#[test]
fn a_row_without_its_bytes_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ledger, vendor) = ledger(folder.path());
    for (name, bytes, error) in [
        ("a.exe", &b"x"[..], EvidenceError::Program("a.exe".to_owned())),
        ("a.pdf", b"", EvidenceError::Empty),
    ] {
        let refused = add(&mut ledger, vendor, file(name, bytes), 2);
        assert!(matches!(refused, Err(LedgerError::Evidence(found)) if found == error));
    }
    let register = RegisterId::EVIDENCE;
    let mut content = Content::default();
    for (key, text) in [("name", "a.pdf"), ("sha256", &"ab".repeat(32)), ("size", "1")] {
        content
            .fields
            .set(register.field_index(key).unwrap(), Entry::text(text));
    }
    let refused = ledger.execute(Command::Add { register, content }, &at(3));
    assert!(matches!(refused, Err(LedgerError::NoSuchFile)));
    let gone = RecordId::derive(9, 0, &[0; 32]);
    assert!(matches!(
        add(&mut ledger, gone, file("a.pdf", b"x"), 4),
        Err(LedgerError::NoSuchRecord(_))
    ));
    assert_eq!(ledger.snapshot().revision, 2, "nothing was written");
}

#[test]
fn a_changed_or_lost_content_is_noticed() {
    for spoil in [
        "UPDATE blob SET bytes = x'00'",
        "DELETE FROM blob",
        "UPDATE evidence SET sha256 = 'x'",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (mut ledger, vendor) = ledger(folder.path());
        add(&mut ledger, vendor, file("契約書.pdf", b"%PDF-1.7"), 2).unwrap();
        let path = ledger.path().to_owned();
        drop(ledger);
        let database = rusqlite::Connection::open(&path).unwrap();
        assert!(
            database.execute_batch(spoil).is_err() == spoil.contains("blob"),
            "the file itself refuses to change what it keeps"
        );
        database
            .execute_batch(&format!(
                "DROP TRIGGER blob_no_update; DROP TRIGGER blob_no_delete; {spoil}"
            ))
            .unwrap();
        drop(database);
        let ledger = Ledger::open(&path, &at(3)).unwrap();
        assert!(
            matches!(
                ledger.verify(),
                Err(LedgerError::ChainBroken(_) | LedgerError::Damaged(_))
            ),
            "{spoil}"
        );
    }
}

#[test]
fn the_command_line_adds_lists_and_takes_out_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let book = path("a.daicho");
    run(&["new", &book, "--facility", "見本"]);
    run(&["add", &book, "vendor", "名称=ほしぞら"]);
    std::fs::create_dir_all(path("one")).unwrap();
    std::fs::create_dir_all(path("two")).unwrap();
    for (file, bytes) in [("one/契約書.pdf", "%PDF one"), ("two/契約書.pdf", "%PDF two")] {
        std::fs::write(path(file), bytes).unwrap();
        let (code, _, error) = run(&[
            "evidence",
            "add",
            &book,
            &path(file),
            "--row",
            "ほしぞら",
            "--note",
            "保守契約",
        ]);
        assert_eq!(code, Some(0), "{error}");
    }
    let (_, list, _) = run(&["evidence", "list", &book, "--row", "ほしぞら", "--json"]);
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    assert_eq!(list["files"].as_array().unwrap().len(), 2);
    assert_eq!(list["files"][0]["row"], "ほしぞら");
    let (code, _, error) = run(&["evidence", "export", &book, "--out", &path("out")]);
    assert_eq!(code, Some(0), "{error}");
    let read = |name: &str| std::fs::read_to_string(path(name)).unwrap();
    assert_eq!(read("out/契約書.pdf"), "%PDF one");
    assert_eq!(read("out/契約書 (2).pdf"), "%PDF two");
    std::fs::write(path("x.bat"), "del").unwrap();
    let (code, _, error) = run(&["evidence", "add", &book, &path("x.bat")]);
    assert_eq!(code, Some(1));
    assert!(error.contains("プログラムのため"), "{error}");
    let (code, _, error) = run(&["evidence", "add", &book, &path("none.pdf")]);
    assert_eq!(code, Some(1));
    assert!(error.contains("見つかりません"), "{error}");
    assert_eq!(run(&["verify", &book]).0, Some(0));
}

#[test]
fn files_come_along_when_two_copies_become_one() {
    let folder = tempfile::tempdir().unwrap();
    let (mine, vendor) = ledger(folder.path());
    let path = mine.path().to_owned();
    drop(mine);
    let copy = folder.path().join("copy.daicho");
    std::fs::copy(&path, &copy).unwrap();
    let mut theirs = Ledger::open(&copy, &at(2)).unwrap();
    let bytes = b"%PDF theirs".to_vec();
    add(&mut theirs, vendor, file("契約書.pdf", &bytes), 3).unwrap();
    drop(theirs);
    let mut mine = Ledger::open(&path, &at(4)).unwrap();
    let plan = mine.plan_merge(&copy).unwrap();
    mine.execute(Command::Apply(plan.into_batch()), &at(5)).unwrap();
    let row = mine.snapshot().rows(RegisterId::EVIDENCE)[0].clone();
    assert_eq!(mine.file(&evidence::hash_of(&row).unwrap()).unwrap(), bytes);
    mine.verify().unwrap();
}

#[cfg(feature = "gui")]
#[test]
fn a_kept_file_is_looked_at_without_another_program() {
    use eframe::egui::Key;
    use eframe::egui::accesskit::Role;
    use egui_kittest::kittest::Queryable as _;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.daicho");
    {
        let mut ledger = Ledger::create(&path, "見本", &at(0)).unwrap();
        let register = RegisterId::DEVICE;
        let mut content = Content::default();
        content.fields.set(0, Entry::text("001"));
        let device = ledger.execute(Command::Add { register, content }, &at(1)).unwrap();
        for (name, bytes) in [
            ("覚え書き.txt", "院長に確認した".as_bytes()),
            ("写真.pdf", b"%PDF-1.7\n\x00\x01"),
        ] {
            add(&mut ledger, device.added[0], file(name, bytes), 2).unwrap();
        }
    }
    let mut harness = crate::ui_flows::window(Some(&path));
    let see = |harness: &mut egui_kittest::Harness<'static, kikidaicho::ui::App>, name: &str| {
        let label = format!("{name} を見る");
        // The files stand at the foot of a long form.
        harness.get_by_role_and_label(Role::Button, &label).scroll_to_me();
        harness.run();
        harness.get_by_role_and_label(Role::Button, &label).click();
        harness.run();
        // What the worker answers is taken with the next frame.
        harness.run();
    };
    see(&mut harness, "覚え書き.txt");
    assert!(harness.query_by_label_contains("院長に確認した").is_some());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label_contains("院長に確認した").is_none());
    see(&mut harness, "写真.pdf");
    assert!(harness.query_by_label_contains("ここでは見られません").is_some());
}
