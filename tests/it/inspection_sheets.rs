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
    choose_sheet(&mut harness, "BCP策定の確認表");
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
    choose_sheet(&mut harness, &format!("役割分担等に関する確認表　{MEDICAL}"));
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

/// A sheet of a year to come as nobody has seen it: no title that says which form it is, other headings.
fn odd_sheet(file: &std::path::Path, answer: &str) {
    use rust_xlsxwriter::Workbook;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("点検").unwrap();
    let rows: [&[&str]; 9] = [
        &["安全のための点検（クリニック向け）"],
        &["", "記した人", "", "", ""],
        &["分野", "たずねること", "今回", "見た日", "直す期限"],
        &["体制", "安全をまとめる人を決めている", answer, "", ""],
        &["", "年に1度は経営する人に知らせている", "", "", ""],
        &["機器", "機器の一覧を持っている", "", "", ""],
        &["", "この欄は記入しないこと", "", "", ""],
        &["", "使わなくなった口座を止めている", "", "", ""],
        &["", "うつしを取り、戻せることを見ている", "", "", ""],
    ];
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row as u32, column as u16, *text).unwrap();
        }
    }
    book.save(file).unwrap();
}

/// Chooses from a list by the texts that people see.
fn choose(harness: &mut Harness<'_, App>, list: &str, wanted: &str) {
    harness.get_by_role_and_label(Role::ComboBox, list).click();
    harness.run();
    let named = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|label| label == wanted);
    harness.query_all_by_role(Role::Button).rfind(named).unwrap().click();
    harness.run();
}

#[test]
fn a_form_that_is_not_understood_is_pointed_at_once_and_read_by_itself_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = clinic(folder.path());
    let odd = folder.path().join("様式.xlsx");
    odd_sheet(&odd, "");
    let read = |harness: &mut Harness<'_, App>, file: &std::path::Path| {
        click(harness, "様式（Excel）");
        harness.get_by_role_and_label(Role::TextInput, "様式のファイル").click();
        harness.run();
        harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
        harness.run();
        harness
            .get_by_role_and_label(Role::TextInput, "様式のファイル")
            .type_text(file.to_str().unwrap());
        harness.run();
        click(harness, "読む");
    };
    read(&mut harness, &odd);
    assert!(shows(&harness, "チェックリストなどの様式が見つかりませんでした。"));
    assert!(shows(&harness, "たずねること"), "the sheet is shown");
    click(&mut harness, "見出しは 3 行目");
    choose(&mut harness, "列 A の意味：分野", "大項目");
    choose(&mut harness, "列 B の意味：たずねること", "項目の文");
    choose(&mut harness, "列 C の意味：今回", "1回目の回答");
    choose(&mut harness, "列 D の意味：見た日", "1回目の確認日");
    choose(&mut harness, "列 E の意味：直す期限", "1回目の目標日");
    assert!(shows(&harness, "ファイルに書かれていません。"));
    choose(&mut harness, "年度", "令和8年度");
    choose(&mut harness, "用紙", "医療機関・薬局確認用");
    // One row looks like an item and is none; the others are said to be items.
    for row in [4, 5, 6, 8, 9] {
        let label = format!("{row} 行目は項目");
        let on = harness
            .get_by_role_and_label(Role::Button, &label)
            .accesskit_node()
            .toggled();
        if on != Some(eframe::egui::accesskit::Toggled::True) {
            click(&mut harness, &label);
        }
    }
    click(&mut harness, "この内容で取り込む");
    let sheet = SheetId::own("R8", SheetKind::Both);
    let editions = |path: &std::path::Path| {
        let ledger = Ledger::open(path, &context()).unwrap();
        kikidaicho::core::checklist::Editions::of(ledger.snapshot())
    };
    let known = editions(&path).get("R8", SheetKind::Both).unwrap().clone();
    let texts: Vec<&str> = known.items.iter().map(|item| item.wording().text).collect();
    assert_eq!(
        texts,
        [
            "安全をまとめる人を決めている",
            "年に1度は経営する人に知らせている",
            "機器の一覧を持っている",
            "使わなくなった口座を止めている",
            "うつしを取り、戻せることを見ている",
        ]
    );
    assert_eq!(known.items[2].section.as_deref(), Some("機器"));
    assert!(
        known
            .items
            .iter()
            .all(|item| item.wording().sure != kikidaicho::core::checklist::Sure::Official)
    );
    // Answered, written into the file that nobody understood, and read back without pointing again.
    press(&mut harness, Key::Num1);
    let filled = folder.path().join("記入済み.xlsx");
    click(&mut harness, "様式（Excel）");
    type_in(&mut harness, Role::TextInput, "様式のファイル", odd.to_str().unwrap());
    harness
        .get_by_role_and_label(Role::TextInput, "書き込んだ写しの名前")
        .click();
    harness.run();
    harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
    harness.run();
    harness
        .get_by_role_and_label(Role::TextInput, "書き込んだ写しの名前")
        .type_text(filled.to_str().unwrap());
    harness.run();
    click(&mut harness, "写しに書き込む");
    assert!(shows(&harness, "2 か所に書き込みました。"));
    let other = folder.path().join("返ってきた.xlsx");
    odd_sheet(&other, "いいえ");
    read(&mut harness, &other);
    assert!(shows(&harness, "変わる回答 1"));
    click(&mut harness, "この内容で取り込む");
    let first = &known.items[0].id;
    assert_eq!(
        answers(&path).sheet(&sheet)[&(first.clone(), 1)].answer,
        Some(Answer::No)
    );
}
