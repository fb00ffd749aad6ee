//! The first page: at most five things to do, each one click from its place; the inspection; what lies ahead.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::ledger::{Command, Context, Ledger};
use kikidaicho::core::model::{Content, Entry};

use crate::ui_flows::{click, new_ledger, window};

fn context() -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-20T00:00:00Z".parse().unwrap(),
    }
}

fn clinic(folder: &std::path::Path) -> std::path::PathBuf {
    let path = new_ledger(folder);
    let mut ledger = Ledger::open(&path, &context()).unwrap();
    let (device, facility) = (RegisterId::DEVICE, RegisterId::FACILITY);
    let rows: &[(RegisterId, &[(&str, &str)])] = &[
        (
            device,
            &[
                ("management_no", "001"),
                ("kind", "サーバ"),
                ("os", "Windows Server 2012"),
                ("ip", "192.168.1.5"),
            ],
        ),
        (
            device,
            &[
                ("management_no", "002"),
                ("kind", "端末PC"),
                ("os", "Windows 7"),
                ("ip", "192.168.1.5"),
            ],
        ),
        (
            device,
            &[
                ("management_no", "003"),
                ("status", "紛失"),
                ("warranty_until", "2026-12-24"),
            ],
        ),
        (
            RegisterId::REMOTE_PATH,
            &[
                ("vendor", "架空システム"),
                ("purpose", "障害対応"),
                ("auth", "パスワード"),
            ],
        ),
        (RegisterId::CLOUD_SERVICE, &[("name", "ほしぞら予約")]),
        (facility, &[("name", "見本クリニック"), ("inspection_on", "2026-12-10")]),
    ];
    for (register, cells) in rows {
        let mut content = Content::default();
        for (key, text) in *cells {
            content
                .fields
                .set(register.field_index(key).expect(key), Entry::text(text));
        }
        let register = *register;
        ledger.execute(Command::Add { register, content }, &context()).unwrap();
    }
    path
}

#[test]
fn five_things_at_most_and_each_leads_to_its_field() {
    let folder = tempfile::tempdir().unwrap();
    let path = clinic(folder.path());
    let mut harness = window(Some(&path));
    click(&mut harness, "ホーム");
    assert!(harness.query_by_label("今日やること").is_some());
    assert!(harness.query_by_label("あと 19 日（2026年12月10日）").is_some());
    assert!(harness.query_by_label("保証/リース期限：003").is_some(), "the calendar");
    // Everything above the charts is to be done today.
    let charts = harness.get_by_label("台帳のようす").rect().top();
    let see = harness.query_all_by_role(Role::Button).filter(|button| {
        let label = button.accesskit_node().label();
        label.is_some_and(|label| label == "見る") && button.rect().top() < charts
    });
    assert_eq!(see.count(), 5);
    let lost = harness.get_by_label("紛失した機器").rect().top();
    let blank = harness.get_by_label("必須の項目が未記入").rect().top();
    assert!(lost < charts && lost < blank, "the most important first");
    // The first device whose support is over: one click to the cell that says so.
    let link = harness
        .query_all_by_role(Role::Link)
        .find(|link| link.accesskit_node().label().is_some_and(|label| label == "002"))
        .unwrap();
    link.click();
    harness.run();
    // The keyboard is in that cell: what is typed goes there.
    for c in "Windows 11".chars() {
        harness.event(Event::Text(c.to_string()));
        harness.run();
    }
    harness.key_press(Key::Enter);
    harness.run();
    let ledger = Ledger::open(&path, &context()).unwrap();
    let systems: Vec<String> = ledger
        .snapshot()
        .rows(RegisterId::DEVICE)
        .iter()
        .map(|row| row.entry("os").display().into_owned())
        .collect();
    assert_eq!(systems, ["Windows Server 2012", "Windows 11", ""]);
}

#[test]
fn an_empty_ledger_says_how_to_begin_and_where_the_day_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(Some(&new_ledger(folder.path())));
    click(&mut harness, "ホーム");
    assert!(harness.query_by_label("この PC の情報を読み取る").is_some());
    assert!(harness.query_by_label("今日やること").is_none());
    click(&mut harness, "この PC の情報を読み取る");
    assert!(
        harness.query_all_by_label_contains("この PC の情報（").next().is_some(),
        "the plan of this very PC"
    );
}

#[test]
fn a_care_service_waits_for_guidance_and_not_for_an_inspection() {
    let folder = tempfile::tempdir().unwrap();
    let path = clinic(folder.path());
    {
        let mut ledger = Ledger::open(&path, &context()).unwrap();
        let row = ledger.snapshot().rows(RegisterId::FACILITY)[0].clone();
        let mut content = row.content.clone();
        let kind = RegisterId::FACILITY.field_index("kind").unwrap();
        content.fields.set(kind, Entry::text("訪問看護"));
        let edit = kikidaicho::core::ledger::Edit::Cell {
            column: kikidaicho::core::catalogue::Column::Field(kind),
            entry: content.fields.get(kind).clone(),
        };
        let edits = vec![edit];
        ledger
            .execute(Command::Edit { record: row.id, edits }, &context())
            .unwrap();
    }
    let mut harness = window(Some(&path));
    click(&mut harness, "ホーム");
    assert!(harness.query_by_label("運営指導まで").is_some());
    assert!(harness.query_by_label("立入検査まで").is_none());
    assert!(
        harness.query_by_label("運営指導：見本クリニック").is_some(),
        "the calendar too"
    );
}

#[test]
fn a_row_is_named_once_and_a_loose_target_is_mended_with_one_click() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_ledger(folder.path());
    let rows: [(RegisterId, &[(&str, &str)]); 2] = [
        (
            RegisterId::DEVICE,
            &[
                ("management_no", "SV-01"),
                ("name", "電子カルテサーバ"),
                ("remote_maintenance", "有"),
            ],
        ),
        (
            RegisterId::REMOTE_PATH,
            &[("purpose", "障害対応"), ("targets", "電子カルテサーバ（2F）")],
        ),
    ];
    {
        let mut ledger = Ledger::open(&path, &context()).unwrap();
        for (register, cells) in rows {
            let mut content = Content::default();
            for (key, text) in cells {
                content
                    .fields
                    .set(register.field_index(key).unwrap(), Entry::text(text));
            }
            ledger.execute(Command::Add { register, content }, &context()).unwrap();
        }
    }
    let mut harness = window(Some(&path));
    // The device in the grid, and what is found about it beside it.
    click(&mut harness, "対象機器を管理番号に直す");
    {
        let ledger = Ledger::open(&path, &context()).unwrap();
        let paths = ledger.snapshot().rows(RegisterId::REMOTE_PATH);
        assert_eq!(paths[0].entry("targets").as_text(), Some("SV-01"));
    }
    assert!(harness.query_by_label("対象機器を管理番号に直す").is_none());
    click(&mut harness, "ホーム");
    // Many fields of the device are blank; its name stands there once for them all.
    let named = harness
        .query_all_by_role(Role::Link)
        .filter(|link| {
            link.accesskit_node()
                .label()
                .is_some_and(|label| label == "SV-01 電子カルテサーバ")
        })
        .count();
    let cards = harness.query_all_by_label("必須の項目が未記入").count();
    assert_eq!((cards, named), (1, 1));
}
