//! Laws over every register of the catalogue: filled, exported, read back unchanged; found by its headings; one row
//! where one is held; no secret by any way.

use std::sync::Arc;

use kikidaicho::core::catalogue::{Column, FieldKind, Holds, RegisterId, Shown};
use kikidaicho::core::export::sheets::{SheetKey, build, register_sheet};
use kikidaicho::core::export::{ExportContext, write_xlsx};
use kikidaicho::core::import::{Action, ColumnTarget, DropReason, plan_import, read_bytes};
use kikidaicho::core::ledger::{Command, Context, Ledger, LedgerError};
use kikidaicho::core::model::{Content, Entry, Fields};
use kikidaicho::core::parse;

fn context(minute: u32) -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: format!("2026-11-21T00:{minute:02}:00Z").parse().unwrap(),
    }
}

fn paper() -> ExportContext {
    ExportContext {
        now: context(0).now,
        today: "2026-11-21".parse().unwrap(),
        actor: "架空花子".to_owned(),
    }
}

/// A text that a field of this kind understands, different for every field and row.
fn text_for(kind: FieldKind, field: usize, row: usize) -> String {
    let n = field + 1;
    match kind {
        FieldKind::Text | FieldKind::People | FieldKind::Link(_) => format!("架空{n}号 {row}"),
        FieldKind::LongText => format!("一行目{n}\n=二行目 {row}"),
        FieldKind::Choice(list) | FieldKind::MultiChoice(list) => list[(n + row) % list.len()].value.to_owned(),
        FieldKind::Flag => ["はい", "いいえ"][(n + row) % 2].to_owned(),
        FieldKind::Date => format!("令和8年{}月{}日", 1 + n % 12, 1 + row),
        FieldKind::Number => format!("0{n}{row}"),
        FieldKind::IpList => format!("192.168.{n}.{row}"),
        FieldKind::Mac => format!("00:00:5E:00:53:{n:02X}"),
        FieldKind::Version => format!("2.{n}0"),
        FieldKind::Url => format!("reserve{n}.example.jp"),
    }
}

/// Everything filled, two rows of every child list, one column that nobody knows; `bare` leaves that out.
fn filled(register: RegisterId, row: usize) -> Content {
    let mut content = Content::default();
    for (at, field) in register.fields.iter().enumerate() {
        let text = text_for(field.kind, at, row);
        assert!(
            parse::understand(field.kind, &text).problems.is_empty(),
            "{}.{}: {text}",
            register.key,
            field.key
        );
        content.fields.set(at, parse::entry(field.kind, &text));
    }
    for (child, list) in register.children.iter().enumerate() {
        let line = |nth: usize| -> Fields {
            let fields = list.fields.iter().enumerate();
            fields
                .map(|(at, field)| (at, parse::entry(field.kind, &text_for(field.kind, at, row * 10 + nth))))
                .collect()
        };
        content.set_child_rows(child, vec![line(1), line(2)]);
    }
    content
}

fn marked(register: RegisterId) -> Content {
    let mut content = filled(register, 3);
    for at in 1..register.fields.len() {
        let entry = match at % 3 {
            0 => Entry::NotApplicable,
            1 => Entry::Unknown {
                confirm_by: "2026-12-31".parse().ok(),
            },
            _ => Entry::UNKNOWN,
        };
        content.fields.set(at, entry);
    }
    content.set_custom(&Arc::from("院内の呼び名"), Entry::text("あお"));
    content
}

/// All registers but the one whose rows need a file (tests/it/evidence.rs).
fn kept() -> impl Iterator<Item = RegisterId> {
    RegisterId::all().filter(|register| *register != RegisterId::EVIDENCE)
}

fn full_ledger(folder: &std::path::Path) -> Ledger {
    let mut ledger = Ledger::create(&folder.join("a.daicho"), "見本クリニック", &context(0)).unwrap();
    for register in kept() {
        let contents = match register.holds {
            Holds::One => vec![filled(register, 1)],
            Holds::Many => vec![filled(register, 1), filled(register, 2), marked(register)],
        };
        for content in contents {
            ledger.execute(Command::Add { register, content }, &context(1)).unwrap();
        }
    }
    ledger
}

#[test]
fn every_register_comes_back_from_the_workbook_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = full_ledger(folder.path());
    let book = write_xlsx(&build(SheetKey::Workbook, ledger.snapshot(), &paper()), &paper()).unwrap();

    let plan = plan_import(read_bytes(book.clone(), "a.xlsx").unwrap(), "a.xlsx", ledger.snapshot()).unwrap();
    for row in &plan.rows {
        let changes = row.changes();
        assert_eq!(row.action, Action::Unchanged, "{}: {changes:?}", row.register.key);
    }
    let rows: usize = RegisterId::all()
        .map(|register| ledger.snapshot().rows(register).len())
        .sum();
    assert_eq!(plan.rows.len(), rows, "no register is left out");
    let filled = kept()
        .filter(|register| !ledger.snapshot().rows(*register).is_empty())
        .count();
    println!(
        "{filled} of {} registers, {rows} rows back unchanged",
        RegisterId::all().len()
    );
    assert_eq!(filled + 1, RegisterId::all().len());

    let mut other = Ledger::create(&folder.path().join("b.daicho"), "別", &context(0)).unwrap();
    let plan = plan_import(read_bytes(book, "a.xlsx").unwrap(), "a.xlsx", other.snapshot()).unwrap();
    other.execute(Command::Apply(plan.into_batch()), &context(2)).unwrap();
    for register in RegisterId::all() {
        let contents = |ledger: &Ledger| -> Vec<Content> {
            let rows = ledger.snapshot().rows(register).iter();
            rows.map(|row| row.content.clone()).collect()
        };
        assert_eq!(contents(&other), contents(&ledger), "{}", register.key);
    }
    other.verify().unwrap();
}

#[test]
fn a_plain_list_with_the_registers_own_headings_is_found_and_matched() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = full_ledger(folder.path());
    for register in RegisterId::all().filter(|register| register.shown != Shown::Inner && register.holds == Holds::Many)
    {
        let sheet = register_sheet(register, ledger.snapshot());
        let headings = sheet.columns.len();
        let book = write_xlsx(&[sheet], &paper()).unwrap();
        let plan = plan_import(read_bytes(book, "a.xlsx").unwrap(), "a.xlsx", ledger.snapshot()).unwrap();
        assert_eq!(plan.tables[0].register, register, "{}", register.key);
        let known = plan.tables[0]
            .columns
            .iter()
            .filter(
                |column| matches!(&column.target, ColumnTarget::To(to) if register.column_label(to) == column.header),
            )
            .count();
        assert_eq!(known, headings, "{}: {:?}", register.key, plan.tables[0].columns);
    }
}

#[test]
fn a_profile_stays_one_row() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = full_ledger(folder.path());
    let register = RegisterId::FACILITY;
    let second = Command::Add {
        register,
        content: filled(register, 2),
    };
    assert!(matches!(
        ledger.execute(second, &context(3)),
        Err(LedgerError::OnlyOne { .. })
    ));
    // In its place another may be put.
    let records = vec![ledger.snapshot().rows(register)[0].id];
    ledger.execute(Command::Remove { records }, &context(4)).unwrap();
    let content = filled(register, 2);
    ledger.execute(Command::Add { register, content }, &context(5)).unwrap();
    assert!(matches!(
        ledger
            .execute(Command::Undo(None), &context(6))
            .map(|outcome| outcome.removed),
        Ok(1)
    ));
}

#[test]
fn rows_to_be_completed_fill_an_empty_list_in_one_operation() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "見本", &context(0)).unwrap();
    for register in [RegisterId::CONTACT, RegisterId::DOCUMENT] {
        let rows = Command::starter(register, ledger.snapshot()).expect("has some");
        let outcome = ledger.execute(Command::Apply(rows), &context(1)).unwrap();
        assert_eq!(outcome.added.len(), register.starter.len());
    }
    let named = |word: &str| {
        let mut rows = ledger.snapshot().rows(RegisterId::CONTACT).iter();
        rows.any(|row| row.entry("organization").display().contains(word))
    };
    assert!(
        ["厚生労働省", "警察", "都道府県", "保健所"]
            .iter()
            .all(|word| named(word))
    );
    assert!(Command::starter(RegisterId::DEVICE, ledger.snapshot()).is_none());
}

#[test]
fn the_first_contacts_are_who_the_ledger_knows_already() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "見本", &context(0)).unwrap();
    let mut add = |register: RegisterId, cells: &[(&str, &str)]| {
        let mut content = Content::default();
        for (key, text) in cells {
            content
                .fields
                .set(register.field_index(key).unwrap(), Entry::text(text));
        }
        ledger.execute(Command::Add { register, content }, &context(1)).unwrap();
    };
    add(
        RegisterId::FACILITY,
        &[
            ("name", "見本"),
            ("manager", "架空太郎"),
            ("safety_officer", "架空花子"),
            ("health_centre", "架空保健所"),
        ],
    );
    add(
        RegisterId::VENDOR,
        &[
            ("name", "架空システム"),
            ("contact", "保守窓口"),
            ("phone", "03-0000-0001"),
            ("emergency", "03-0000-0002"),
        ],
    );
    add(
        RegisterId::VENDOR,
        &[("name", "架空電話"), ("direct_contract", "いいえ")],
    );
    let rows = Command::starter(RegisterId::CONTACT, ledger.snapshot()).unwrap();
    ledger.execute(Command::Apply(rows), &context(2)).unwrap();
    let row = |key: &str, text: &str| {
        let mut rows = ledger.snapshot().rows(RegisterId::CONTACT).iter().cloned();
        rows.find(|row| row.entry(key).as_text() == Some(text))
    };
    let person = |duty: &str| row("duty", duty).unwrap().entry("person").display().into_owned();
    assert_eq!(person("管理者（院長）"), "架空太郎");
    assert_eq!(person("医療情報システム安全管理責任者"), "架空花子");
    assert_eq!(person("システム運用担当者"), "", "nobody is made up");
    assert!(row("organization", "架空保健所").is_some() && row("organization", "保健所").is_none());
    let vendor = row("organization", "架空システム").unwrap();
    assert_eq!(vendor.entry("off_hours").as_text(), Some("03-0000-0002"));
    assert_eq!(vendor.entry("phone").as_text(), Some("03-0000-0001"));
    // Whom the clinic has no contract with is not called by the clinic.
    assert!(row("organization", "架空電話").is_none());
    assert!(row("organization", "電子カルテ・レセコンの事業者").is_none());
}

#[test]
fn a_password_column_is_refused_by_every_way_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = full_ledger(folder.path());
    let register = RegisterId::ACCOUNT;
    // By hand, as a column of one's own.
    for header in [
        "パスワード",
        "初期PW",
        "ログイン情報",
        "ID/PW",
        "ＰＩＮコード",
        "暗証番号（受付）",
    ] {
        let record = ledger.snapshot().rows(register)[0].id;
        let edits = vec![kikidaicho::core::ledger::Edit::Cell {
            column: Column::Custom(Arc::from(header)),
            entry: Entry::text("himitsu"),
        }];
        assert!(
            matches!(
                ledger.execute(Command::Edit { record, edits }, &context(2)),
                Err(LedgerError::SecretColumn(_))
            ),
            "{header}"
        );
    }
    // By a list of the clinic.
    let csv = "システム,ID,利用者,パスワード,権限\nレセコン,uke01,架空花子,himitsu,一般\n";
    let plan = plan_import(
        read_bytes(csv.into(), "ID台帳.csv").unwrap(),
        "ID台帳.csv",
        ledger.snapshot(),
    )
    .unwrap();
    assert_eq!(plan.tables[0].register, register);
    assert!(!format!("{plan:?}").contains("himitsu"));
    // By our own workbook with a column that somebody added.
    let mut sheets = build(SheetKey::Workbook, ledger.snapshot(), &paper());
    let sheet = sheets
        .iter_mut()
        .find(|sheet| sheet.name == register.label)
        .expect("the list");
    sheet.machine_row.as_mut().unwrap().push("custom:パスワード".to_owned());
    sheet.columns.push(kikidaicho::core::export::SheetColumn::default());
    sheet.rows.iter_mut().for_each(|row| row.push("himitsu".to_owned()));
    let book = write_xlsx(&sheets, &paper()).unwrap();
    let plan = plan_import(read_bytes(book, "a.xlsx").unwrap(), "a.xlsx", ledger.snapshot()).unwrap();
    assert!(!format!("{plan:?}").contains("himitsu"));
    let dropped = plan.tables.iter().flat_map(|table| &table.columns);
    assert!(
        dropped
            .clone()
            .any(|column| column.target == ColumnTarget::Dropped(DropReason::Secret))
    );
}
