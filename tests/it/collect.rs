//! The facts of PCs: collected by the real binary, imported through the same door and review as a spreadsheet.

use std::path::{Path, PathBuf};
use std::process::Command;

use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::collect::{Interface, PcFacts, Software};
use kikidaicho::core::import::reader::Patient;
use kikidaicho::core::import::{Action, ImportPlan, ReadError, SheetReason, plan_import, read_bytes};
use kikidaicho::core::ledger::{Command as Do, Context, Ledger};
use kikidaicho::core::model::{Content, Entry, Fields};
use kikidaicho::session::guard::{Reading, read, read_facts};

const DEVICE: RegisterId = RegisterId::DEVICE;

fn context() -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-21T00:00:00Z".parse().unwrap(),
    }
}

fn reception() -> PcFacts {
    let mut facts = PcFacts::new("2026-11-21T09:00:00+09:00".to_owned());
    facts.computer.name = "UKETSUKE-01".to_owned();
    facts.computer.maker = "架空電機".to_owned();
    facts.computer.model = "KX-100".to_owned();
    facts.computer.serial_no = "KX0012345".to_owned();
    facts.os.name = "Windows 11 Pro".to_owned();
    facts.os.version = "23H2".to_owned();
    facts.os.build = "22631.4317".to_owned();
    facts.cpu = "Core i5".to_owned();
    facts.memory_mib = 8_050;
    facts.last_update = "2026-11-12".to_owned();
    facts.antivirus = vec!["Windows Defender".to_owned()];
    facts.interfaces = vec![face("イーサネット", "00:00:5E:00:53:01", &["192.168.1.10", "fe80::1"])];
    facts.software = vec![software("電子カルテ", "2.10"), software("Office", "2021")];
    facts
}

fn face(name: &str, mac: &str, addresses: &[&str]) -> Interface {
    Interface {
        name: name.to_owned(),
        mac: mac.to_owned(),
        addresses: addresses.iter().map(|one| (*one).to_owned()).collect(),
    }
}

fn software(name: &str, version: &str) -> Software {
    Software {
        name: name.to_owned(),
        version: version.to_owned(),
    }
}

fn ledger(folder: &Path, rows: &[&[(&str, &str)]]) -> Ledger {
    let mut ledger = Ledger::create(&folder.join("a.daicho"), "見本クリニック", &context()).unwrap();
    for cells in rows {
        let mut content = Content::default();
        for (key, text) in *cells {
            content
                .fields
                .set(DEVICE.field_index(key).expect(key), Entry::text(text));
        }
        ledger
            .execute(
                Do::Add {
                    register: DEVICE,
                    content,
                },
                &context(),
            )
            .unwrap();
    }
    ledger
}

fn plan(ledger: &Ledger, facts: &[PcFacts]) -> ImportPlan {
    let mut all = read_bytes(facts[0].to_json().into_bytes(), "pc-1").unwrap();
    for (at, more) in facts.iter().enumerate().skip(1) {
        let book = read_bytes(more.to_json().into_bytes(), &format!("pc-{}", at + 1)).unwrap();
        all.sheets.extend(book.sheets);
    }
    plan_import(all, "pc", ledger.snapshot()).unwrap()
}

fn shown(content: &Content, key: &str) -> String {
    content
        .fields
        .get(DEVICE.field_index(key).expect(key))
        .display()
        .into_owned()
}

#[test]
fn a_new_pc_is_a_new_row_and_the_same_file_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = ledger(folder.path(), &[]);
    let made = plan(&ledger, &[reception()]);
    assert_eq!(made.rows[0].action, Action::Add);
    let content = &made.rows[0].content;
    for (key, want) in [
        ("computer_name", "UKETSUKE-01"),
        ("kind", "端末PC"),
        ("status", "稼働"),
        ("maker", "架空電機"),
        ("model", "KX-100"),
        ("serial_no", "KX0012345"),
        ("os", "Windows 11 Pro 23H2"),
        ("os_build", "22631.4317"),
        ("ip", "192.168.1.10"),
        ("mac", "00:00:5E:00:53:01"),
        ("antivirus", "Windows Defender"),
        ("patched_on", "2026-11-12"),
        ("confirmed_on", "2026-11-21"),
    ] {
        assert_eq!(shown(content, key), want, "{key}");
    }
    assert_eq!(content.custom["メモリ"], Entry::text("8 GB"));
    assert_eq!(content.child_rows(DEVICE.child_index("software").unwrap()).len(), 2);
    assert!(
        content.child_rows(DEVICE.child_index("interface").unwrap()).is_empty(),
        "one face is the device's own"
    );
    ledger.execute(Do::Apply(made.into_batch()), &context()).unwrap();
    let again = plan(&ledger, &[reception()]);
    assert_eq!((again.rows[0].action, again.is_empty()), (Action::Unchanged, true));
}

#[test]
fn a_pc_is_found_by_serial_then_mac_then_name_and_doubts_are_left_to_a_person() {
    let serial: &[(&str, &str)] = &[("management_no", "1"), ("serial_no", "ＫＸ００１２３４５")];
    let mac: &[(&str, &str)] = &[("management_no", "2"), ("mac", "00-00-5e-00-53-01")];
    let name: &[(&str, &str)] = &[("management_no", "3"), ("computer_name", "uketsuke-01")];
    let other: &[(&str, &str)] = &[
        ("management_no", "4"),
        ("computer_name", "UKETSUKE-01"),
        ("serial_no", "ZZ9"),
    ];
    let gone: &[(&str, &str)] = &[
        ("management_no", "5"),
        ("computer_name", "UKETSUKE-01"),
        ("status", "廃棄"),
    ];
    type Rows<'r> = &'r [&'r [(&'r str, &'r str)]];
    let cases: &[(Rows<'_>, Option<&str>, Action)] = &[
        (&[serial, mac, name], Some("serial_no"), Action::Change),
        (&[mac], Some("mac"), Action::Change),
        (&[name], Some("computer_name"), Action::Change),
        (&[mac, name], Some("mac"), Action::Conflict),
        (&[other], Some("computer_name"), Action::Conflict),
        (&[name, name], Some("computer_name"), Action::Conflict),
        (&[gone], None, Action::Add),
    ];
    for (rows, by, action) in cases {
        let folder = tempfile::tempdir().unwrap();
        let ledger = ledger(folder.path(), rows);
        let row = plan(&ledger, &[reception()]).rows.remove(0);
        assert_eq!(
            (row.matched_by, row.action, row.include),
            (*by, *action, *action != Action::Conflict),
            "{rows:?}"
        );
    }
    // What makers leave in place of a number finds nothing.
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(folder.path(), &[&[("serial_no", "To be filled by O.E.M.")]]);
    let mut facts = reception();
    facts.computer.serial_no = "To Be Filled By O.E.M.".to_owned();
    let row = plan(&ledger, &[facts]).rows.remove(0);
    assert_eq!(
        (row.action, shown(&row.content, "serial_no")),
        (Action::Add, String::new())
    );
}

#[test]
fn what_people_wrote_stays_where_a_pc_cannot_know_better() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = ledger(
        folder.path(),
        &[&[
            ("serial_no", "KX0012345"),
            ("maker", "かくうでんき"),
            ("ip", "DHCP"),
            ("antivirus", "Windows Defender（院長が確認）"),
            ("patched_on", "2026-11-20"),
            ("confirmed_on", "去年"),
            ("os", "Windows 10 Pro"),
            ("status", "修理中"),
        ]],
    );
    let mut content = ledger.snapshot().rows(DEVICE)[0].content.clone();
    let row = |name: &str, version: &str| -> Fields {
        [(0, Entry::text(name)), (1, Entry::text(version))]
            .into_iter()
            .collect()
    };
    content.set_child_rows(0, vec![row("予約の画面", "7"), row("電子カルテ", "2.9")]);
    let record = ledger.snapshot().rows(DEVICE)[0].id;
    let edit = kikidaicho::core::ledger::Edit::ChildRows {
        child: 0,
        rows: content.child_rows(0).to_vec(),
    };
    ledger
        .execute(
            Do::Edit {
                record,
                edits: vec![edit],
            },
            &context(),
        )
        .unwrap();
    let row = plan(&ledger, &[reception()]).rows.remove(0);
    for (key, want) in [
        ("maker", "かくうでんき"),
        ("ip", "DHCP"),
        ("antivirus", "Windows Defender（院長が確認）"),
        ("patched_on", "2026-11-20"),
        ("confirmed_on", "去年"),
        ("os", "Windows 11 Pro 23H2"),
        ("status", "修理中"),
    ] {
        assert_eq!(shown(&row.content, key), want, "{key}");
    }
    let software = row.content.child_rows(0);
    let software: Vec<String> = software
        .iter()
        .map(|one| format!("{} {}", one.get(0).display(), one.get(1).display()))
        .collect();
    assert_eq!(software, ["予約の画面 7", "電子カルテ 2.10", "Office 2021"]);
}

#[test]
fn two_cards_in_one_pc_become_its_interfaces() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = ledger(folder.path(), &[&[("serial_no", "KX0012345"), ("ip", "10.0.0.5")]]);
    let mut facts = reception();
    facts.interfaces.push(face("Wi-Fi", "00:00:5E:00:53:02", &["10.0.0.5"]));
    let made = plan(&ledger, &[facts.clone()]);
    assert_eq!(
        shown(&made.rows[0].content, "ip"),
        "10.0.0.5",
        "an address that the PC has stays"
    );
    let child = DEVICE.child_index("interface").unwrap();
    assert_eq!(made.rows[0].content.child_rows(child).len(), 2);
    ledger.execute(Do::Apply(made.into_batch()), &context()).unwrap();
    assert!(plan(&ledger, &[facts.clone()]).is_empty());
    // The other card moved to another network: its line changes, no line is added.
    facts.interfaces[1].addresses = vec!["10.9.9.9".to_owned()];
    let moved = plan(&ledger, &[facts]);
    assert_eq!(moved.rows[0].content.child_rows(child).len(), 2);
    assert_eq!(moved.rows[0].changes().len(), 2, "{:?}", moved.rows[0].changes());
}

#[test]
fn a_pc_told_twice_is_taken_as_it_was_last_and_the_other_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(folder.path(), &[]);
    let mut later = reception();
    later.collected_at = "2026-11-22T09:00:00+09:00".to_owned();
    later.os.version = "24H2".to_owned();
    let mut another = reception();
    another.computer.name = "SHINSATSU-01".to_owned();
    another.computer.serial_no = "KX0099999".to_owned();
    another.interfaces[0].mac = "00:00:5E:00:53:09".to_owned();
    let plan = plan(&ledger, &[later, reception(), another]);
    assert_eq!(plan.rows.len(), 2);
    assert_eq!(shown(&plan.rows[0].content, "os"), "Windows 11 Pro 24H2");
    let left: Vec<_> = plan
        .sheets_left_out
        .iter()
        .map(|left| (&*left.sheet, left.reason))
        .collect();
    assert_eq!(left, [("pc-2", SheetReason::Older)]);
}

#[test]
fn a_folder_is_read_at_once_and_what_is_no_pc_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let mut many = Vec::new();
    for at in 0..12 {
        let mut facts = reception();
        facts.computer.name = format!("PC-{at:02}");
        facts.computer.serial_no = format!("SN-{at:02}");
        facts.interfaces[0].mac = format!("00:00:5E:00:53:{at:02}");
        put(&format!("pc-{at:02}.json"), &facts.to_json());
        many.push(facts);
    }
    put("broken.json", "{\"kikidaicho_collect\": 1, \"comp");
    put("other.json", "{\"name\": \"x\"}");
    put("memo.txt", "これは読みません");
    for how in [Reading::Here, crate::guard::guarded()] {
        let told = read_facts(&how, &[folder.path().to_path_buf()], &Patient).unwrap();
        assert_eq!((told.names.len(), told.workbook.sheets.len()), (12, 12));
        let left: Vec<&str> = told.left_out.iter().map(|left| &*left.sheet).collect();
        assert_eq!(left, ["broken.json", "other.json"]);
    }
    let nothing = tempfile::tempdir().unwrap();
    let none = read_facts(&Reading::Here, &[nothing.path().to_path_buf()], &Patient);
    assert!(matches!(none, Err(ReadError::NoFacts)));
    let broken: Vec<PathBuf> = vec![folder.path().join("broken.json")];
    assert!(matches!(
        read_facts(&Reading::Here, &broken, &Patient),
        Err(ReadError::BadFacts)
    ));
    let guarded = read_facts(&crate::guard::guarded(), &broken, &Patient);
    assert!(matches!(guarded, Err(ReadError::BadFacts)));
}

/// Whatever is left of a file of facts, it is not taken for a table.
#[test]
fn what_is_left_of_facts_is_called_damaged() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("half.json", &b"{\"kikidaicho"[..]),
        ("key.JSON", b"{\"kikidaicho_collect\": 1, \"coll"),
        ("random.json", b"\x00\x9f\x02PK\xff\x81,,\n\xfe"),
        ("empty.json", b""),
        ("table.json", "管理番号,機種,IPアドレス\n1,a,10.0.0.1\n".as_bytes()),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        for how in [Reading::Here, crate::guard::guarded()] {
            let told = read(&how, &path, None, &Patient);
            assert!(matches!(told, Err(ReadError::BadFacts)), "{name}: {told:?}");
        }
    }
}

#[test]
fn hostile_facts_are_refused_with_a_reason() {
    let refused = |bytes: Vec<u8>| read_bytes(bytes, "pc").expect_err("refused").key();
    let head = "{\"kikidaicho_collect\": 1, \"collected_at\": \"\", ";
    assert_eq!(
        refused(format!("{head}\"computer\": {}", "[".repeat(200_000)).into_bytes()),
        "bad_facts"
    );
    assert_eq!(
        refused(format!("{head}\"cpu\": \"{}\"}}", "x".repeat(5 << 20)).into_bytes()),
        "bad_facts"
    );
    let lines = vec!["{\"name\": \"a\", \"version\": \"1\"}"; 6_000].join(",");
    assert_eq!(
        refused(format!("{head}\"software\": [{lines}]}}").into_bytes()),
        "bad_facts"
    );
    assert_eq!(
        refused(b"{\"kikidaicho_collect\": 99, \"collected_at\": \"\"}".to_vec()),
        "newer_facts"
    );
    // Text that would calculate, break lines or pose as a header stays a text of one cell.
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(folder.path(), &[]);
    let mut facts = reception();
    facts.computer.maker = "=cmd|' /C calc'!A0\n#kikidaicho-pc 1\u{0}".to_owned();
    let row = plan(&ledger, &[facts]).rows.remove(0);
    assert_eq!(shown(&row.content, "maker"), "=cmd|' /C calc'!A0 #kikidaicho-pc 1");
}

#[test]
fn this_machine_is_collected_by_the_binary_and_imported() {
    let folder = tempfile::tempdir().unwrap();
    let run = |words: &[&std::ffi::OsStr]| {
        let output = Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
            .args(words)
            .output()
            .unwrap();
        let (out, err) = (
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        );
        (output.status.code(), out, err)
    };
    let ledger = folder.path().join("a.daicho");
    let facts = folder.path().join("USB の中").join("PCの情報");
    let (ledger, facts) = (ledger.as_os_str(), facts.as_os_str());
    let (code, out, err) = run(&[
        "collect".as_ref(),
        "--out".as_ref(),
        facts,
        "--now".as_ref(),
        "2026-11-21".as_ref(),
    ]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let files: Vec<_> = std::fs::read_dir(facts)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let text = std::fs::read_to_string(&files[0]).unwrap();
    assert!(text.len() < 200_000, "{} bytes", text.len());
    let read = PcFacts::from_json(&text).unwrap();
    let (code, ..) = run(&["new".as_ref(), ledger, "--facility".as_ref(), "見本".as_ref()]);
    assert_eq!(code, Some(0));
    let (code, out, err) = run(&["import".as_ref(), ledger, facts]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let opened = Ledger::open(Path::new(ledger), &context()).unwrap();
    let rows = opened.snapshot().rows(DEVICE);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].entry("computer_name").display(), read.computer.name);
    let (code, out, _) = run(&["import".as_ref(), ledger, files[0].as_os_str(), "--dry-run".as_ref()]);
    assert_eq!(code, Some(0));
    assert!(out.contains("変更なし 1"), "{out}");
    let (code, _, err) = run(&["collect".as_ref()]);
    assert_eq!(code, Some(2), "{err}");
}
