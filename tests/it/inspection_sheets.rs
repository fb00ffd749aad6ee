//! BCP確認表, 役割分担確認表 and the board of the vendors as a person uses them, by their Japanese labels.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::checklist::{Answers, Asked, RoundState, SheetId, SheetKind, board, note_round};
use kikidaicho::core::evidence;
use kikidaicho::core::form::Answer;
use kikidaicho::core::ledger::{Command, Ledger};
use kikidaicho::core::model::{Batch, OperationKind};
use kikidaicho::ui::App;

use super::inspection_flows::{MEDICAL, answers, clinic, context, day, press, shows, two_vendors};
use super::ui_flows::{click, type_in, window};

const TODAY: &str = "2026-11-21";

/// Chooses the sheet whose name begins like this from the list of sheets.
fn choose_sheet(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_role_and_label(Role::ComboBox, "用紙").click();
    harness.run();
    let begins = |node: &egui_kittest::Node<'_>| {
        node.accesskit_node()
            .label()
            .is_some_and(|label| label.starts_with(name))
    };
    harness.query_all_by_role(Role::Button).find(begins).unwrap().click();
    harness.run();
}

#[test]
fn the_bcp_sheet_is_answered_with_the_place_in_the_plan_and_a_file_that_proves_it() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = clinic(folder.path());
    let plan = folder.path().join("BCP.pdf");
    std::fs::write(&plan, b"%PDF-1.4 plan").unwrap();
    click(&mut harness, "チェックリスト");
    choose_sheet(&mut harness, "令和6年度版 BCP策定の確認表");
    assert!(shows(&harness, "サーバ、端末PC、ネットワーク機器を把握できているか。"));
    assert!(shows(&harness, "文が確かな項目だけを並べています"));
    press(&mut harness, Key::Num1);
    // The answer led on; back to it, to say where it is written.
    press(&mut harness, Key::ArrowUp);
    type_in(&mut harness, Role::TextInput, "記載箇所", "BCP 3ページ 平時の備え");
    press(&mut harness, Key::Tab);
    type_in(
        &mut harness,
        Role::TextInput,
        "場所を書いて Enter",
        plan.to_str().unwrap(),
    );
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "BCP.pdf"));
    let answers = answers(&path);
    let sheet = SheetId::own("BCP2024", SheetKind::Bcp);
    let ((item, round), given) = answers.sheet(&sheet).iter().next().unwrap();
    assert_eq!((given.answer, given.checked_on), (Some(Answer::Yes), Some(day(TODAY))));
    assert_eq!(given.evidence, "BCP 3ページ 平時の備え");
    let row = answers.row(&sheet, item, *round).unwrap();
    let ledger = Ledger::open(&path, &context()).unwrap();
    assert_eq!(evidence::of(ledger.snapshot(), row.id).count(), 1);
}

#[test]
fn sharing_of_roles_is_answered_for_one_vendor_with_the_day_it_was_settled() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = clinic(folder.path());
    click(&mut harness, "チェックリスト");
    choose_sheet(
        &mut harness,
        &format!("令和6年度版 役割分担等に関する確認表　{MEDICAL}"),
    );
    assert!(shows(&harness, "医療情報を取り扱う職員に対する人的安全管理対策の実施"));
    assert!(shows(&harness, "初回確認"));
    // Not settled at the first talk: the day on which it was.
    press(&mut harness, Key::Num2);
    for letter in "2026/12/15".chars() {
        harness.event(eframe::egui::Event::Text(letter.to_string()));
        harness.run();
    }
    assert!(
        !shows(&harness, "この年度の外の日付です"),
        "a contract knows no fiscal year"
    );
    press(&mut harness, Key::Enter);
    let answers = answers(&path);
    let sheet = SheetId::of_vendor("ROLES2024", SheetKind::Roles, MEDICAL);
    let given = &answers.sheet(&sheet)[&("role.1.b3.1".parse().unwrap(), 1)];
    assert_eq!(given.answer, Some(Answer::No));
    assert_eq!(
        (given.checked_on, given.target_on),
        (Some(day(TODAY)), Some(day("2026-12-15")))
    );
    let other = SheetId::of_vendor("ROLES2024", SheetKind::Roles, "見本画像㈱");
    assert!(answers.sheet(&other).is_empty(), "each vendor has a sheet of its own");
}

#[test]
fn a_vendor_that_is_late_stands_on_the_first_page_and_gets_a_new_day() {
    let folder = tempfile::tempdir().unwrap();
    let path = two_vendors(folder.path());
    let asked = Asked {
        state: RoundState::Asked,
        sent_on: Some(day("2026-10-20")),
        due_on: Some(day("2026-11-10")),
        ..Asked::default()
    };
    let sheet = SheetId::of_vendor("R7", SheetKind::Vendor, MEDICAL);
    let mut ledger = Ledger::open(&path, &context()).unwrap();
    let row = note_round(ledger.snapshot(), &sheet, &asked).unwrap();
    let batch = Batch {
        kind: OperationKind::Edit,
        label: String::new(),
        source: None,
        rows: vec![row],
    };
    ledger.execute(Command::Apply(batch), &context()).unwrap();
    drop(ledger);
    let mut harness = window(Some(&path));
    click(&mut harness, "ホーム");
    assert!(shows(&harness, "期限を過ぎた「事業者確認用」"));
    // The first card is that of what weighs most.
    harness
        .query_all_by_role_and_label(Role::Link, MEDICAL)
        .next()
        .unwrap()
        .click();
    harness.run();
    assert!(
        shows(&harness, "期限を過ぎています。催促してください。"),
        "the board of the vendors"
    );
    let due = format!("期限：{MEDICAL}");
    let field = harness.get_by_role_and_label(Role::TextInput, &due);
    assert_eq!(field.accesskit_node().value().as_deref(), Some("2026/11/10"));
    field.click();
    harness.run();
    harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
    harness.run();
    harness
        .get_by_role_and_label(Role::TextInput, &due)
        .type_text("2026/12/5");
    harness.run();
    press(&mut harness, Key::Enter);
    assert!(!shows(&harness, "期限を過ぎています。催促してください。"));
    let ledger = Ledger::open(&path, &context()).unwrap();
    let answers = Answers::of(ledger.snapshot());
    let rows = board(ledger.snapshot(), &answers, "R7", SheetKind::Vendor, day(TODAY));
    let found = rows.iter().find(|row| row.vendor.name == MEDICAL).unwrap();
    assert_eq!(found.asked.due_on, Some(day("2026-12-05")));
    assert_eq!(found.asked.sent_on, Some(day("2026-10-20")), "nothing else moved");
    assert!(!ledger.snapshot().rows(RegisterId::VENDOR_SHEET).is_empty() && !found.is_late);
}
