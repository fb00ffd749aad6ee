//! What the menus of the grid offer: mending an odd cell, filters by column, one value into many rows.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kikidaicho::ui::App;

use crate::ui_flows::{NONE, click, click_cell, device_column, five, headers, keys, type_in, type_text};

fn menu_of_cell(harness: &mut Harness<'_, App>, text: &str) {
    let cell = harness.get_all_by_role_and_label(Role::Cell, text).next().unwrap();
    cell.click_secondary();
    harness.run();
}

/// Writes into the cell of a row under a header.
fn write(harness: &mut Harness<'_, App>, row: &str, header: &str, text: &str) {
    click_cell(harness, row);
    let right = headers(harness).iter().position(|label| label == header).unwrap();
    for _ in 0..right {
        keys(harness, &[(NONE, Key::ArrowRight)]);
    }
    type_text(harness, text);
    keys(harness, &[(NONE, Key::Enter)]);
}

#[test]
fn an_odd_cell_is_mended_from_its_menu() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = five(folder.path());
    write(&mut harness, "001", "IPアドレス", "１９２．１６８．１０．１");
    menu_of_cell(&mut harness, "１９２．１６８．１０．１");
    // The detail offers it as well; the menu is drawn over it.
    let offers = harness.get_all_by_role_and_label(Role::Button, "「192.168.10.1」に直す");
    offers.last().unwrap().click();
    harness.run();
    assert_eq!(device_column(&path, "ip")[0], "192.168.10.1");
    // A number that another row has: the next free one.
    write(&mut harness, "002", "管理番号", "001");
    menu_of_cell(&mut harness, "001");
    click(&mut harness, "「006」に直す");
    let mut numbers = device_column(&path, "management_no");
    numbers.sort();
    assert_eq!(numbers, ["001", "003", "004", "005", "006"]);
}

#[test]
fn a_column_is_filtered_from_its_header_and_rows_of_this_month_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut harness) = five(folder.path());
    write(&mut harness, "003", "メーカー", "架空電機");
    write(&mut harness, "004", "メーカー", "架空電機");
    let numbers = |harness: &Harness<'_, App>| {
        ["001", "002", "003", "004", "005"]
            .into_iter()
            .filter(|text| harness.query_by_role_and_label(Role::Cell, text).is_some())
            .collect::<Vec<_>>()
    };
    let header_filter = |harness: &mut Harness<'_, App>, entry: &str| {
        harness
            .get_by_role_and_label(Role::ColumnHeader, "メーカー")
            .click_secondary();
        harness.run();
        // A submenu carries an arrow behind its label.
        let submenu = harness.query_all_by_role(Role::Button).find(|button| {
            let label = button.accesskit_node().label().unwrap_or_default();
            label.starts_with("この列で絞り込む")
        });
        submenu.unwrap().click();
        harness.run();
        click(harness, entry);
    };
    header_filter(&mut harness, "架空電機");
    assert_eq!(numbers(&harness), ["003", "004"]);
    click(&mut harness, "メーカー：架空電機　×");
    header_filter(&mut harness, "空欄");
    assert_eq!(numbers(&harness), ["001", "002", "005"]);
    click(&mut harness, "メーカー：空欄　×");
    // All of them were made in the month of the window's clock.
    click(&mut harness, "見方");
    click(&mut harness, "今月更新");
    assert_eq!(numbers(&harness).len(), 5);
    assert!(harness.query_by_label("今月更新　×").is_some());
}

#[test]
fn several_rows_get_one_value_after_its_plan_was_seen() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = five(folder.path());
    click_cell(&mut harness, "002");
    keys(
        &mut harness,
        &[(Modifiers::SHIFT, Key::ArrowDown), (Modifiers::SHIFT, Key::ArrowDown)],
    );
    menu_of_cell(&mut harness, "003");
    click(&mut harness, "選んだ行をまとめて直す…");
    harness
        .get_all_by_role(Role::ComboBox)
        .find(|node| node.accesskit_node().label().as_deref() == Some("項目"))
        .unwrap()
        .click();
    harness.run();
    click(&mut harness, "メーカー");
    type_in(&mut harness, Role::TextInput, "入れる内容", "見本電機");
    click(&mut harness, "変わるところを見る");
    assert_eq!(
        device_column(&path, "maker"),
        [""; 5],
        "nothing is written before the plan was seen"
    );
    click(&mut harness, "この内容で取り込む（3 行）");
    assert_eq!(
        device_column(&path, "maker"),
        ["", "見本電機", "見本電機", "見本電機", ""]
    );
    keys(&mut harness, &[(Modifiers::COMMAND, Key::Z)]);
    assert_eq!(device_column(&path, "maker"), [""; 5], "taken back at once");
}

#[test]
fn a_screen_reader_finds_the_table_its_rows_and_their_cells() {
    let folder = tempfile::tempdir().unwrap();
    let (_, harness) = five(folder.path());
    let table = harness.get_by_role_and_label(Role::Table, "機器");
    let node = table.accesskit_node();
    assert_eq!(node.data().row_count(), Some(5));
    // Those beyond the right edge count as well.
    assert!(node.data().column_count() >= Some(headers(&harness).len()));
    let cell = harness.get_by_role_and_label(Role::Cell, "003");
    let mut around = Vec::new();
    let mut above = cell.accesskit_node().parent();
    while let Some(node) = above {
        around.push((node.role(), node.data().row_index()));
        above = node.parent();
    }
    let row = around.iter().position(|(role, _)| *role == Role::Row).unwrap();
    assert_eq!(around[row].1, Some(2), "the third row");
    assert!(around[row..].iter().any(|(role, _)| *role == Role::Table));
}

#[test]
fn an_input_method_is_asked_for_before_the_first_letter_on_a_cell() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut harness) = five(folder.path());
    let asked = |harness: &Harness<'_, App>| harness.output().platform_output.ime;
    let cell = harness
        .get_all_by_role_and_label(Role::Cell, "001")
        .next()
        .unwrap()
        .rect();
    let ime = asked(&harness).expect("a cell is chosen, nothing is typed yet");
    assert!(cell.contains(ime.cursor_rect.min), "{ime:?} is not at {cell:?}");
    // And on the next cell, and while it is typed in.
    keys(&mut harness, &[(NONE, Key::ArrowDown)]);
    assert!(asked(&harness).is_some());
    type_text(&mut harness, "受");
    assert!(asked(&harness).is_some());
}
