//! Laws of the door, over random sessions: undo, redo, refusal, replay, looking back.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Duration, TimeZone as _, Utc};
use kikidaicho::core::catalogue::{Column, RegisterId};
use kikidaicho::core::ledger::{Command, Context, Edit, Ledger, LedgerError};
use kikidaicho::core::model::{Batch, BatchRow, Content, Entry, Fields, OperationKind, Record};

fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 0, 0, 0).unwrap()
}

fn at(minute: i64) -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: start() + Duration::minutes(minute),
    }
}

fn field(register: RegisterId, key: &str) -> usize {
    register.field_index(key).unwrap()
}

fn device(number: &str) -> Content {
    let device = RegisterId::DEVICE;
    let mut content = Content::default();
    content.fields.set(field(device, "management_no"), Entry::text(number));
    content.fields.set(field(device, "os"), Entry::UNKNOWN);
    content.fields.set(field(device, "users"), Entry::NotApplicable);
    content.set_child_rows(
        0,
        vec![
            [(0, Entry::text("ほしぞらカルテ")), (1, Entry::text("2.10"))]
                .into_iter()
                .collect::<Fields>(),
        ],
    );
    content.set_custom(&Arc::from("リース会社"), Entry::text("あおぞらリース"));
    content
}

fn only(ledger: &Ledger) -> Arc<Record> {
    let rows = ledger.snapshot().rows(RegisterId::DEVICE);
    assert_eq!(rows.len(), 1);
    rows[0].clone()
}

fn reopen(path: &Path) -> Ledger {
    Ledger::open(path, &at(999)).unwrap()
}

/// A small generator with a fixed seed: the same sessions in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides).unwrap()
    }
}

fn random_command(dice: &mut Dice, ledger: &Ledger) -> Command {
    let rows = ledger.snapshot().rows(RegisterId::DEVICE).clone();
    let texts = ["001", "2.10", "3E5", "R6.4.1", "一行目\n二行目", "=1+1", "髙﨑"];
    match (dice.roll(8), rows.len()) {
        (0 | 1, _) | (_, 0) => Command::Add {
            register: RegisterId::DEVICE,
            content: device(&format!("{:03}", dice.roll(500))),
        },
        (2, count) => Command::Remove {
            records: vec![rows[dice.roll(count as u64)].id],
        },
        (3, _) => Command::Undo(None),
        (4, _) => Command::Redo,
        (_, count) => {
            let entry = match dice.roll(4) {
                0 => Entry::Blank,
                1 => Entry::NotApplicable,
                _ => Entry::text(texts[dice.roll(texts.len() as u64)]),
            };
            let edit = match dice.roll(3) {
                0 => Edit::Cell {
                    column: Column::Custom("棚番".into()),
                    entry,
                },
                1 => Edit::ChildRows {
                    child: 1,
                    rows: vec![[(1, entry)].into_iter().collect()],
                },
                _ => Edit::Cell {
                    column: Column::Field(1 + dice.roll(30)),
                    entry,
                },
            };
            Command::Edit {
                record: rows[dice.roll(count as u64)].id,
                edits: vec![edit],
            }
        }
    }
}

#[test]
fn random_sessions_keep_every_law() {
    for seed in 1..=12 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("台帳.daicho");
        let mut ledger = Ledger::create(&path, "見本クリニック", &at(0)).unwrap();
        let mut dice = Dice(seed * 0x9e37_79b9);
        let mut past = vec![(start(), ledger.snapshot().clone())];
        for minute in 1..40 {
            let before = ledger.snapshot().clone();
            let command = random_command(&mut dice, &ledger);
            match ledger.execute(command, &at(minute)) {
                Ok(outcome) => {
                    let written = ledger.snapshot().operations.len() - before.operations.len();
                    assert_eq!(
                        written,
                        usize::from(outcome.operation.is_some()),
                        "one operation per change"
                    );
                }
                Err(_) => assert_eq!(ledger.snapshot().revision, before.revision, "a refusal changes nothing"),
            }
            past.push((at(minute).now, ledger.snapshot().clone()));
        }
        let (operations, records) = ledger.verify().unwrap();
        assert_eq!(operations, ledger.snapshot().revision);
        assert_eq!(records, ledger.snapshot().rows(RegisterId::DEVICE).len() as u64);
        for (moment, then) in &past {
            let seen = ledger.as_of(*moment).unwrap();
            assert!(seen.same_content(then), "as of {moment}");
            assert_eq!((seen.revision, seen.head), (then.revision, then.head));
        }
        let now = ledger.snapshot().clone();
        drop(ledger);
        let again = reopen(&path);
        assert!(
            again.snapshot().same_content(&now),
            "the file holds what the window showed"
        );
    }
}

#[test]
fn apply_then_undo_then_redo_even_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.daicho");
    let mut ledger = Ledger::create(&path, "見本クリニック", &at(0)).unwrap();
    ledger
        .execute(
            Command::Add {
                register: RegisterId::DEVICE,
                content: device("001"),
            },
            &at(1),
        )
        .unwrap();
    let before = ledger.snapshot().clone();
    let target = Some(only(&ledger));
    let rows = vec![
        BatchRow {
            known_as: None,
            register: RegisterId::DEVICE,
            target,
            content: Some(device("001-改")),
            source: Some("{\"row\":3}".into()),
        },
        BatchRow::added(RegisterId::DEVICE, device("002")),
    ];
    let batch = Batch {
        kind: OperationKind::Import,
        label: "業者台帳.xlsx".into(),
        source: Some("{}".into()),
        rows,
    };
    let outcome = ledger.execute(Command::Apply(batch), &at(2)).unwrap();
    assert_eq!((outcome.added.len(), outcome.changed), (1, 1));
    let after = ledger.snapshot().clone();
    drop(ledger);

    let mut ledger = reopen(&path);
    ledger.execute(Command::Undo(outcome.operation), &at(3)).unwrap();
    assert!(ledger.snapshot().same_content(&before));
    assert!(matches!(
        ledger.execute(Command::Undo(outcome.operation), &at(4)),
        Err(LedgerError::AlreadyUndone(_))
    ));
    drop(ledger);

    let mut ledger = reopen(&path);
    ledger.execute(Command::Redo, &at(5)).unwrap();
    assert!(ledger.snapshot().same_content(&after));
    assert!(matches!(
        ledger.execute(Command::Redo, &at(6)),
        Err(LedgerError::NothingToRedo)
    ));
    ledger.verify().unwrap();
    let copies = std::fs::read_dir(folder.path())
        .unwrap()
        .filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .file_name()
                .to_string_lossy()
                .contains(".backup-")
        })
        .count();
    assert_eq!(copies, 1, "a verified copy before the import");
}

#[test]
fn an_old_operation_is_undone_unless_its_records_moved_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "見本", &at(0)).unwrap();
    let added = ledger
        .execute(
            Command::Add {
                register: RegisterId::DEVICE,
                content: device("001"),
            },
            &at(1),
        )
        .unwrap();
    let edit = Edit::Cell {
        column: Column::Field(field(RegisterId::DEVICE, "place")),
        entry: Entry::text("受付"),
    };
    ledger
        .execute(
            Command::Edit {
                record: added.added[0],
                edits: vec![edit],
            },
            &at(2),
        )
        .unwrap();
    let Err(LedgerError::Conflicts(conflicts)) = ledger.execute(Command::Undo(added.operation), &at(3)) else {
        panic!("no conflict")
    };
    assert_eq!(
        (conflicts[0].name.as_deref(), conflicts[0].columns.as_slice()),
        (Some("001"), &["設置場所".to_owned()][..])
    );
    ledger.execute(Command::Undo(None), &at(4)).unwrap();
    ledger.execute(Command::Undo(added.operation), &at(5)).unwrap();
    assert!(ledger.snapshot().rows(RegisterId::DEVICE).is_empty());
}

#[test]
fn a_plan_made_before_somebody_elses_edit_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "見本", &at(0)).unwrap();
    ledger
        .execute(
            Command::Add {
                register: RegisterId::DEVICE,
                content: device("001"),
            },
            &at(1),
        )
        .unwrap();
    let target = only(&ledger);
    let edit = Edit::Cell {
        column: Column::Field(field(RegisterId::DEVICE, "place")),
        entry: Entry::text("受付"),
    };
    ledger
        .execute(
            Command::Edit {
                record: target.id,
                edits: vec![edit],
            },
            &at(2),
        )
        .unwrap();
    let rows = vec![BatchRow {
        known_as: None,
        register: RegisterId::DEVICE,
        target: Some(target),
        content: Some(device("009")),
        source: None,
    }];
    let batch = Batch {
        kind: OperationKind::Import,
        label: "x".into(),
        source: None,
        rows,
    };
    assert!(matches!(
        ledger.execute(Command::Apply(batch), &at(3)),
        Err(LedgerError::Conflicts(_))
    ));
}

#[test]
fn a_renamed_vendor_takes_its_links_along_and_undo_brings_them_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "見本", &at(0)).unwrap();
    let named = |register: RegisterId, key: &str, text: &str| {
        let mut content = Content::default();
        content.fields.set(field(register, key), Entry::text(text));
        Command::Add { register, content }
    };
    let vendor = ledger
        .execute(named(RegisterId::VENDOR, "name", "ほしぞら"), &at(1))
        .unwrap()
        .added[0];
    ledger
        .execute(named(RegisterId::DEVICE, "vendor", "ほしぞら、こもれび"), &at(2))
        .unwrap();
    let before = ledger.snapshot().clone();
    let edit = Edit::Cell {
        column: Column::Field(field(RegisterId::VENDOR, "name")),
        entry: Entry::text("ほしぞらシステム"),
    };
    ledger
        .execute(
            Command::Edit {
                record: vendor,
                edits: vec![edit],
            },
            &at(3),
        )
        .unwrap();
    assert_eq!(
        only(&ledger).entry("vendor"),
        &Entry::text("ほしぞらシステム、こもれび")
    );
    ledger.execute(Command::Undo(None), &at(4)).unwrap();
    assert!(ledger.snapshot().same_content(&before));
}

#[test]
fn two_writers_cannot_overwrite_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.daicho");
    let mut one = Ledger::create(&path, "見本", &at(0)).unwrap();
    let mut two = reopen(&path);
    one.execute(
        Command::Add {
            register: RegisterId::DEVICE,
            content: device("001"),
        },
        &at(1),
    )
    .unwrap();
    let refused = two.execute(
        Command::Add {
            register: RegisterId::DEVICE,
            content: device("002"),
        },
        &at(2),
    );
    assert!(matches!(refused, Err(LedgerError::ChangedOutside)));
    two.reload().unwrap();
    two.execute(
        Command::Add {
            register: RegisterId::DEVICE,
            content: device("002"),
        },
        &at(3),
    )
    .unwrap();
    assert_eq!(two.snapshot().rows(RegisterId::DEVICE).len(), 2);
}

#[test]
fn secrets_and_empty_rows_stay_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "見本", &at(0)).unwrap();
    let mut content = device("001");
    content.set_custom(&Arc::from("ログインパスワード"), Entry::text("x"));
    assert!(matches!(
        ledger.execute(
            Command::Add {
                register: RegisterId::DEVICE,
                content
            },
            &at(1)
        ),
        Err(LedgerError::SecretColumn(_))
    ));
    let empty = Command::Add {
        register: RegisterId::DEVICE,
        content: Content::default(),
    };
    assert!(matches!(ledger.execute(empty, &at(1)), Err(LedgerError::EmptyRow)));
    assert_eq!(ledger.snapshot().revision, 1);
}

#[test]
fn foreign_empty_newer_and_cut_files_are_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.daicho");
    let whole = folder.path().join("whole.daicho");
    drop(Ledger::create(&whole, "見本", &at(0)).unwrap());
    let good = std::fs::read(&whole).unwrap();
    let mut newer = good.clone();
    newer[60..64].copy_from_slice(&999u32.to_be_bytes());
    let mut foreign = good.clone();
    foreign[68..72].fill(0);
    for bytes in [&b""[..], b"PK\x03\x04", &newer, &foreign, &good[..2000]] {
        std::fs::write(&path, bytes).unwrap();
        let refused = Ledger::open(&path, &at(1)).err().expect("refused");
        assert!(
            matches!(
                refused,
                LedgerError::NotALedger(_) | LedgerError::TooNew { .. } | LedgerError::Damaged(_)
            ),
            "{refused}"
        );
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{refused}: not one byte changed");
    }
    assert!(matches!(
        Ledger::open(&folder.path().join("none.daicho"), &at(1)),
        Err(LedgerError::NotFound(_))
    ));
    assert!(matches!(
        Ledger::create(&whole, "見本", &at(1)),
        Err(LedgerError::AlreadyExists(_))
    ));
}
