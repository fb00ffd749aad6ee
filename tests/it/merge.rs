//! Two copies of one ledger that went their own ways, through the real binary.

use std::path::{Path, PathBuf};

use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::ledger::{Command, Context, Ledger};
use kikidaicho::core::model::Snapshot;
use serde_json::Value as Json;

use crate::cli::{fails, ok, text};
use crate::handover::{add, content, set};

fn context() -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-20T00:00:00Z".parse().unwrap(),
    }
}

fn open(path: &Path) -> Ledger {
    Ledger::open(path, &context()).unwrap()
}

fn snapshot(path: &Path) -> std::sync::Arc<Snapshot> {
    open(path).snapshot().clone()
}

fn device(number: &str) -> kikidaicho::core::model::Content {
    content(
        RegisterId::DEVICE,
        &[("management_no", number), ("os", "Windows 10"), ("status", "稼働")],
    )
}

fn remove(ledger: &mut Ledger, number: &str) {
    let rows = ledger.snapshot().rows(RegisterId::DEVICE);
    let record = rows.iter().find(|row| row.name() == Some(number)).unwrap().id;
    ledger
        .execute(Command::Remove { records: vec![record] }, &context())
        .unwrap();
}

/// A ledger of six devices and a copy of it, as somebody takes one home.
fn two_copies(folder: &Path) -> [PathBuf; 2] {
    let [one, two] = ["a.daicho", "b.daicho"].map(|name| folder.join(name));
    let mut ledger = Ledger::create(&one, "見本クリニック", &context()).unwrap();
    (1..=6).for_each(|nth| add(&mut ledger, RegisterId::DEVICE, device(&format!("{nth:03}"))));
    drop(ledger);
    std::fs::copy(&one, &two).unwrap();
    [one, two]
}

fn plan(one: &Path, two: &Path) -> Json {
    serde_json::from_str(&ok(&["merge", text(one), text(two), "--dry-run", "--json"])).unwrap()
}

fn numbers(plan: &Json) -> Vec<u64> {
    let merge = ["theirs", "ours", "alike", "conflicts"].map(|key| plan["merge"][key].as_u64().unwrap());
    let counts = ["add", "gone", "conflict"].map(|key| plan["counts"][key].as_u64().unwrap());
    merge.into_iter().chain(counts).collect()
}

#[test]
fn both_ways_are_joined_and_joining_again_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = two_copies(folder.path());
    let mut here = open(&one);
    set(&mut here, "001", "place", "受付");
    set(&mut here, "002", "os", "Windows 11");
    set(&mut here, "003", "os", "Windows 11 Pro");
    add(&mut here, RegisterId::DEVICE, device("007"));
    remove(&mut here, "006");
    drop(here);
    let mut there = open(&two);
    set(&mut there, "001", "maker", "架空電機");
    set(&mut there, "002", "os", "Windows 11");
    set(&mut there, "003", "os", "Windows 11 Home");
    add(&mut there, RegisterId::DEVICE, device("008"));
    remove(&mut there, "005");
    set(&mut there, "006", "place", "倉庫");
    drop(there);
    let bytes = std::fs::read(&two).unwrap();

    // Theirs 1, ours 1, alike 1, one conflict; one row new, one taken out there, one taken out here and changed there.
    let shown = plan(&one, &two);
    assert_eq!(numbers(&shown), [1, 1, 1, 1, 1, 1, 2], "{}", shown["counts"]);
    let before = snapshot(&one);
    ok(&["merge", text(&one), text(&two), "--take", "003=os"]);
    let after = snapshot(&one);
    let list: Vec<(String, String)> = after
        .rows(RegisterId::DEVICE)
        .iter()
        .map(|row| (row.name().unwrap().to_owned(), row.entry("os").display().into_owned()))
        .collect();
    let want = [
        ("001", "Windows 10"),
        ("002", "Windows 11"),
        ("003", "Windows 11 Home"),
        ("004", "Windows 10"),
        ("007", "Windows 10"),
        ("008", "Windows 10"),
    ];
    let mut list: Vec<(&str, &str)> = list.iter().map(|(one, two)| (one.as_str(), two.as_str())).collect();
    list.sort_unstable();
    assert_eq!(list, want);
    assert_eq!(after.revision, before.revision + 1);
    assert_eq!(std::fs::read(&two).unwrap(), bytes, "the other copy is not touched");
    let left: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.contains("backup"))
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
    // 006 was put off: it is asked about again, and nothing else is.
    assert_eq!(numbers(&plan(&one, &two)), [0, 1, 6, 0, 0, 0, 1]);
    ok(&["undo", text(&one)]);
    assert!(snapshot(&one).same_content(&before));
    assert_eq!(
        numbers(&plan(&one, &two)),
        numbers(&shown),
        "what was taken back can be taken over again"
    );
    ok(&["verify", text(&one)]);
}

#[test]
fn copies_that_join_again_and_again_ask_about_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = two_copies(folder.path());
    set(&mut open(&one), "001", "os", "A");
    set(&mut open(&two), "001", "os", "B");
    assert_eq!(plan(&one, &two)["merge"]["conflicts"], 1);
    let before = snapshot(&one);
    ok(&["merge", text(&one), text(&two), "--conflicts", "ours"]);
    let after = snapshot(&one);
    assert!(
        after.same_content(&before) && after.revision == before.revision + 1,
        "a decision is kept"
    );
    ok(&["merge", text(&one), text(&two)]);
    assert_eq!(snapshot(&one).revision, after.revision, "nothing new, nothing written");
    ok(&["undo", text(&one)]);
    assert_eq!(plan(&one, &two)["merge"]["conflicts"], 1, "and can be taken back");
    ok(&["redo", text(&one)]);
    // The other went on elsewhere: what was decided stays decided.
    set(&mut open(&two), "002", "os", "C");
    let again = plan(&one, &two);
    assert_eq!(numbers(&again), [1, 1, 0, 0, 0, 0, 0]);
    ok(&["merge", text(&one), text(&two)]);
    // And back: the other takes over everything and both say the same.
    ok(&["merge", text(&two), text(&one)]);
    assert!(snapshot(&two).same_content(&snapshot(&one)));
    set(&mut open(&one), "003", "os", "D");
    set(&mut open(&two), "004", "os", "E");
    assert_eq!(numbers(&plan(&one, &two)), [1, 1, 0, 0, 0, 0, 0]);
    assert_eq!(numbers(&plan(&two, &one)), [1, 1, 0, 0, 0, 0, 0]);
}

#[test]
fn the_same_thing_written_down_in_both_copies_is_one_thing() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = two_copies(folder.path());
    add(&mut open(&one), RegisterId::DEVICE, device("100"));
    let mut there = open(&two);
    add(&mut there, RegisterId::DEVICE, device("100"));
    set(&mut there, "100", "maker", "架空電機");
    add(&mut there, RegisterId::DEVICE, device("001"));
    // A profile is one row in each copy, and one row when they are one again.
    let name = |name: &str| content(RegisterId::FACILITY, &[(RegisterId::FACILITY.fields[0].key, name)]);
    add(&mut there, RegisterId::FACILITY, name("見本"));
    add(&mut open(&one), RegisterId::FACILITY, name("見本医院"));
    drop(there);
    let shown = plan(&one, &two);
    assert_eq!(
        (shown["counts"]["add"].as_u64(), shown["counts"]["problem"].as_u64()),
        (Some(0), Some(1))
    );
    assert_eq!(
        (&shown["merge"]["theirs"], &shown["merge"]["conflicts"]),
        (&1.into(), &1.into())
    );
    ok(&["merge", text(&one), text(&two)]);
    assert_eq!(snapshot(&one).rows(RegisterId::DEVICE).len(), 8);
    assert_eq!(snapshot(&one).rows(RegisterId::FACILITY).len(), 1);
}

#[test]
fn what_is_no_sound_copy_of_this_ledger_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = two_copies(folder.path());
    let other = folder.path().join("c.daicho");
    Ledger::create(&other, "よその医院", &context()).unwrap();
    assert!(fails(&["merge", text(&one), text(&other)], 1).contains("よその医院"));
    fails(&["merge", text(&one), text(&folder.path().join("none.daicho"))], 1);
    let sheet = folder.path().join("x.daicho");
    std::fs::write(&sheet, "PK").unwrap();
    fails(&["merge", text(&one), text(&sheet)], 1);
    // A cell rewritten past the door.
    let db = rusqlite::Connection::open(&two).unwrap();
    db.execute("UPDATE device SET os = 'x' WHERE management_no = '001'", [])
        .unwrap();
    drop(db);
    let before = std::fs::read(&one).unwrap();
    let message = fails(&["merge", text(&one), text(&two)], 1);
    assert!(message.contains("一致しません"), "{message}");
    assert_eq!(std::fs::read(&one).unwrap(), before);
}

#[test]
fn files_that_the_other_copy_keeps_as_evidence_come_along() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = two_copies(folder.path());
    let mut there = open(&two);
    let record = there.snapshot().rows(RegisterId::DEVICE)[0].id;
    let file = kikidaicho::core::evidence::NewFile {
        name: "契約書.pdf".to_owned(),
        bytes: b"%PDF-1.7 keiyaku".to_vec(),
    };
    let command = Command::AddEvidence {
        record: Some(record),
        file,
        note: "原本".to_owned(),
    };
    there.execute(command, &context()).unwrap();
    drop(there);
    ok(&["merge", text(&one), text(&two)]);
    let ledger = open(&one);
    let hash = kikidaicho::core::evidence::hash(b"%PDF-1.7 keiyaku");
    let row = ledger.snapshot().rows(RegisterId::EVIDENCE)[0].clone();
    assert_eq!(row.entry("record").as_text(), Some(record.to_string().as_str()));
    assert_eq!(ledger.file(&hash).unwrap(), b"%PDF-1.7 keiyaku");
    drop(ledger);
    ok(&["verify", text(&one)]);
    ok(&["undo", text(&one)]);
    ok(&["verify", text(&one)]);
}
