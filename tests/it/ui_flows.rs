//! The real window code, driven by its Japanese labels without a display.

use std::path::Path;

use chrono::{TimeZone as _, Utc};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kikidaicho::core::clock::Clock;
use kikidaicho::core::ledger::{Command, Context, Ledger};
use kikidaicho::session::{InlineSession, Settings};
use kikidaicho::ui::App;

pub fn window(ledger: Option<&Path>) -> Harness<'static, App> {
    let ledger = ledger.map(Path::to_path_buf);
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_theme(eframe::egui::Theme::Light)
        .build_eframe(move |context| {
            let clock = Clock::Fixed(Utc.with_ymd_and_hms(2026, 11, 21, 0, 0, 0).unwrap());
            let session = InlineSession::new(clock, "架空花子".to_owned());
            App::new(&context.egui_ctx, Box::new(session), Settings::default(), ledger)
        });
    harness.run();
    // From the first page of a ledger to its devices.
    let devices = harness.query_all_by_role(Role::Button).find(|button| {
        button
            .accesskit_node()
            .label()
            .is_some_and(|label| label.starts_with("機器（"))
    });
    if let Some(devices) = devices {
        devices.click();
    }
    harness.run();
    harness
}

pub fn context() -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: Utc.with_ymd_and_hms(2026, 11, 20, 0, 0, 0).unwrap(),
    }
}

pub fn new_ledger(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("a.daicho");
    Ledger::create(&path, "見本クリニック", &context()).unwrap();
    path
}

/// The first column of the file's devices, as another program would see it.
pub fn device_column(path: &Path, key: &str) -> Vec<String> {
    let ledger = Ledger::open(path, &context()).unwrap();
    let register = kikidaicho::core::catalogue::RegisterId::DEVICE;
    let rows = ledger.snapshot().rows(register);
    rows.iter().map(|row| row.entry(key).display().into_owned()).collect()
}

pub fn click(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run();
}

pub fn type_in(harness: &mut Harness<'_, App>, role: Role, label: &str, text: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run();
    harness.get_by_role_and_label(role, label).type_text(text);
    harness.run();
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Lets a file fall onto the window.
pub fn drop_file(harness: &mut Harness<'_, App>, file: &Path) {
    let file = std::sync::Arc::new(Dropped(file.to_owned()));
    harness.input_mut().dropped_files.push(file);
    harness.run();
}

/// A click with the mouse on the cell that shows `text`.
pub fn click_cell(harness: &mut Harness<'_, App>, text: &str) {
    let cell = harness.get_all_by_role_and_label(Role::Cell, text).next().unwrap();
    let at = cell.rect().center();
    harness.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        harness.event(Event::PointerButton {
            pos: at,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        harness.run();
    }
}

pub fn keys(harness: &mut Harness<'_, App>, keys: &[(Modifiers, Key)]) {
    for (modifiers, key) in keys {
        harness.key_press_modifiers(*modifiers, *key);
        harness.run();
    }
}

pub fn type_text(harness: &mut Harness<'_, App>, text: &str) {
    for c in text.chars() {
        harness.event(Event::Text(c.to_string()));
        harness.run();
    }
}

/// A ledger of five devices with the grid's keyboard on `001`.
pub fn five(folder: &Path) -> (std::path::PathBuf, Harness<'static, App>) {
    let path = new_ledger(folder);
    let mut harness = window(Some(&path));
    for _ in 0..5 {
        let button = harness
            .get_all_by_role_and_label(Role::Button, "1 行追加")
            .next()
            .unwrap();
        button.click();
        harness.run();
    }
    click_cell(&mut harness, "001");
    (path, harness)
}

pub const NONE: Modifiers = Modifiers::NONE;

#[test]
fn a_pc_is_added_edited_undone_and_redone() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(Some(&new_ledger(folder.path())));
    assert!(harness.query_by_label("まだ 1 行もありません。").is_some());
    harness
        .get_all_by_role_and_label(Role::Button, "1 行追加")
        .next()
        .unwrap()
        .click();
    harness.run();
    type_in(
        &mut harness,
        Role::MultilineTextInput,
        "メーカー（必須）",
        "まるばつ電機",
    );
    harness
        .get_by_role_and_label(Role::MultilineTextInput, "名称・用途（推奨）")
        .click();
    harness.run();
    let shown = |harness: &Harness<'_, App>| harness.query_by_role_and_label(Role::Cell, "まるばつ電機").is_some();
    assert!(shown(&harness), "the grid shows what was written");
    click(&mut harness, "元に戻す");
    assert!(!shown(&harness));
    click(&mut harness, "やり直す");
    assert!(shown(&harness));
}

#[test]
fn a_file_is_imported_after_its_plan_was_shown_and_exported_again() {
    let folder = tempfile::tempdir().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/ledger-from-vendor.xlsx");
    let mut harness = window(Some(&new_ledger(folder.path())));
    // Twice on the empty page: in the navigation and as the advice.
    harness
        .get_all_by_role_and_label(Role::Button, "取り込む")
        .next()
        .unwrap()
        .click();
    harness.run();
    type_in(
        &mut harness,
        Role::TextInput,
        "取り込むファイル",
        sample.to_str().unwrap(),
    );
    click(&mut harness, "読み取る");
    assert!(harness.query_by_label("パスワードの列は取り込みません。").is_some());
    assert!(harness.query_by_label("機器（0）").is_some(), "a plan writes nothing");
    click(&mut harness, "この内容で取り込む（31 行）");
    assert!(harness.query_by_label("機器（31）").is_some());
    click(&mut harness, "書き出す");
    let out = folder.path().join("機器台帳.xlsx");
    harness
        .get_by_role_and_label(Role::TextInput, "書き出すファイル")
        .click();
    harness.run();
    keys(&mut harness, &[(Modifiers::COMMAND, Key::A)]);
    harness
        .get_by_role_and_label(Role::TextInput, "書き出すファイル")
        .type_text(out.to_str().unwrap());
    harness.run();
    harness
        .get_all_by_role_and_label(Role::Button, "書き出す")
        .last()
        .unwrap()
        .click();
    harness.run();
    assert!(out.exists(), "the official sheet was written");
    click(&mut harness, "操作履歴");
    assert!(harness.query_by_label_contains("ledger-from-vendor.xlsx").is_some());
    click(&mut harness, "元に戻す");
    assert!(harness.query_by_label("機器（0）").is_some());
}

#[test]
fn the_start_page_says_what_is_missing_and_a_message_is_read_once() {
    let mut harness = window(None);
    assert!(harness.query_by_role_and_label(Role::Button, "作る").is_some());
    harness.get_by_role_and_label(Role::TextInput, "診療所の名前").click();
    harness.run();
    let mut harness = window(Some(Path::new("/no/such/folder/x.daicho")));
    assert!(harness.query_by_label_contains("見つかりません").is_some());
    click(&mut harness, "閉じる");
    assert!(harness.query_by_label_contains("見つかりません").is_none());
}

#[test]
fn typing_on_a_cell_writes_it_and_enter_goes_down() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = five(folder.path());
    keys(&mut harness, &[(NONE, Key::ArrowRight), (NONE, Key::ArrowRight)]);
    type_text(&mut harness, "架空電機");
    assert_eq!(device_column(&path, "maker")[0], "", "nothing is written while typing");
    keys(&mut harness, &[(NONE, Key::Enter)]);
    type_text(&mut harness, "見本");
    keys(&mut harness, &[(NONE, Key::Escape)]);
    type_text(&mut harness, "二行目");
    keys(&mut harness, &[(NONE, Key::Tab)]);
    let written: Vec<String> = ["maker", "os", "status", "ip", "computer_name"]
        .iter()
        .flat_map(|key| device_column(&path, key))
        .filter(|text| !text.is_empty())
        .collect();
    assert_eq!(written, ["架空電機", "二行目"], "Esc gave up what was typed");
}

#[test]
fn the_first_kana_on_a_cell_is_kept_and_nothing_is_saved_while_composing() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = five(folder.path());
    keys(&mut harness, &[(NONE, Key::ArrowRight)]);
    let operations = || Ledger::open(&path, &context()).unwrap().snapshot().operations.len();
    let before = operations();
    for text in ["う", "うけ", "うけつけ", "受付"] {
        harness.event(Event::Ime(ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        }));
        harness.run();
        // The keys of a conversion must not move the cursor of the grid.
        keys(&mut harness, &[(NONE, Key::ArrowDown)]);
    }
    assert_eq!(operations(), before, "a composition writes nothing");
    harness.event(Event::Ime(ImeEvent::Commit("受付".to_owned())));
    harness.run();
    keys(&mut harness, &[(NONE, Key::Enter)]);
    let all: Vec<String> = harness
        .get_all_by_role(Role::Cell)
        .filter_map(|cell| cell.accesskit_node().label())
        .collect();
    assert!(all.contains(&"受付".to_owned()), "{all:?}");
    assert_eq!(operations(), before + 1);
}

#[test]
fn cells_are_cleared_filled_down_copied_and_pasted_like_in_excel() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = five(folder.path());
    let column = |path: &Path| device_column(path, "maker");
    keys(&mut harness, &[(NONE, Key::ArrowRight), (NONE, Key::ArrowRight)]);
    let key = "maker";
    harness.event(Event::Paste("架空\r\n".to_owned()));
    harness.run();
    let first = column(&path)[0].clone();
    let written = if first == "架空" {
        key
    } else {
        // The second usual column may be another one; whichever it is, it took the text.
        ["kind", "os", "status", "name"]
            .into_iter()
            .find(|key| device_column(&path, key)[0] == "架空")
            .unwrap()
    };
    let down = [(Modifiers::SHIFT, Key::ArrowDown), (Modifiers::SHIFT, Key::ArrowDown)];
    keys(&mut harness, &down);
    keys(&mut harness, &[(Modifiers::COMMAND, Key::D)]);
    assert_eq!(device_column(&path, written), ["架空", "架空", "架空", "", ""]);
    keys(&mut harness, &[(NONE, Key::Delete)]);
    assert_eq!(device_column(&path, written), [""; 5]);
    keys(&mut harness, &[(Modifiers::COMMAND, Key::Z)]);
    assert_eq!(device_column(&path, written), ["架空", "架空", "架空", "", ""]);
    harness.event(Event::Copy);
    harness.step();
    let copied = harness.output().platform_output.commands.iter().any(
        |command| matches!(command, eframe::egui::OutputCommand::CopyText(text) if text == "架空\r\n架空\r\n架空\r\n"),
    );
    assert!(copied, "three cells, three lines");
    // More than one line is looked at first, and lines beyond the last row become rows.
    click_cell(&mut harness, "004");
    harness.event(Event::Paste("PC-1\tA\r\nPC-2\tB\r\nPC-3\t\"C\nD\"\r\n".to_owned()));
    harness.run();
    assert!(harness.query_by_label_contains("取り込みの確認").is_some());
    assert_eq!(device_column(&path, "management_no").len(), 5);
    click(&mut harness, "この内容で取り込む（3 行）");
    assert_eq!(
        device_column(&path, "management_no"),
        ["001", "002", "003", "PC-1", "PC-2", "PC-3"]
    );
    click(&mut harness, "元に戻す");
    assert_eq!(device_column(&path, "management_no").len(), 5, "one operation");
}

#[test]
fn rows_are_searched_sorted_and_filtered() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut harness) = five(folder.path());
    let shown = |harness: &Harness<'_, App>| {
        let cells = harness.get_all_by_role(Role::Cell);
        let mut numbers: Vec<(i32, String)> = cells
            .filter_map(|cell| Some((cell.rect().top() as i32, cell.accesskit_node().label()?)))
            .filter(|(_, text)| text.starts_with("00"))
            .collect();
        numbers.sort();
        numbers.into_iter().map(|(_, text)| text).collect::<Vec<_>>()
    };
    assert_eq!(shown(&harness), ["001", "002", "003", "004", "005"]);
    let header = harness
        .get_by_role_and_label(Role::ColumnHeader, "管理番号")
        .rect()
        .center();
    harness.event(Event::PointerMoved(header));
    harness.run();
    for pressed in [true, false, true, false] {
        harness.event(Event::PointerButton {
            pos: header,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: NONE,
        });
        harness.run();
    }
    assert_eq!(shown(&harness), ["005", "004", "003", "002", "001"], "downwards");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness
        .get_by_role_and_label(Role::TextInput, "探す")
        .type_text("００３");
    harness.run();
    assert_eq!(shown(&harness), ["003"], "width does not matter");
}

#[test]
fn the_past_can_be_looked_at_but_not_written_in() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = five(folder.path());
    click(&mut harness, "操作履歴");
    click(&mut harness, "操作 2");
    click(&mut harness, "この時点の台帳を見る");
    assert!(harness.query_by_label("閲覧のみ").is_some());
    click(&mut harness, "今の台帳に戻る");
    assert!(harness.query_by_label("保存済み").is_some());
    assert_eq!(device_column(&path, "management_no").len(), 5);
}

#[test]
fn the_second_window_says_why_it_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let (path, first) = five(folder.path());
    let mut second = window(Some(&path));
    let banner = "ほかの窓かパソコンで開かれています";
    assert!(second.query_by_label_contains(banner).is_some());
    click_cell(&mut second, "002");
    type_text(&mut second, "9");
    keys(&mut second, &[(NONE, Key::Enter)]);
    assert_eq!(
        device_column(&path, "management_no"),
        ["001", "002", "003", "004", "005"]
    );
    drop(first);
    click(&mut second, "開き直す");
    assert!(second.query_by_label_contains(banner).is_none());
}

/// Labels of the headers from left to right.
pub fn headers(harness: &Harness<'_, App>) -> Vec<String> {
    let mut list: Vec<(f32, String)> = harness
        .query_all_by_role(Role::ColumnHeader)
        .map(|header| {
            (
                header.rect().left(),
                header.accesskit_node().label().unwrap_or_default(),
            )
        })
        .collect();
    list.sort_by(|one, two| one.0.total_cmp(&two.0));
    list.into_iter().map(|(_, label)| label).collect()
}

#[test]
fn columns_are_moved_by_menu_and_by_dragging_and_stay_so() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut harness) = five(folder.path());
    let before = headers(&harness);
    assert_eq!(before[0], "管理番号");
    harness
        .get_by_role_and_label(Role::ColumnHeader, &before[2])
        .click_secondary();
    harness.run();
    click(&mut harness, "左へ移す");
    let moved = headers(&harness);
    assert_eq!(moved[..3], [before[0].clone(), before[2].clone(), before[1].clone()]);
    // Dragged onto the header beside it, it goes there.
    let place = |harness: &Harness<'_, App>, label: &str| {
        let header = harness.get_by_role_and_label(Role::ColumnHeader, label);
        header.rect().center()
    };
    let (from, to) = (place(&harness, &before[2]), place(&harness, &before[1]));
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: eframe::egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for event in [
        Event::PointerMoved(from),
        button(from, true),
        Event::PointerMoved(from.lerp(to, 0.5)),
        Event::PointerMoved(to),
        button(to, false),
    ] {
        harness.event(event);
        harness.run();
    }
    assert_eq!(headers(&harness)[..3], before[..3]);
    // Another screen and back: still as arranged.
    harness
        .get_by_role_and_label(Role::ColumnHeader, &before[1])
        .click_secondary();
    harness.run();
    click(&mut harness, "この列を隠す");
    click(&mut harness, "操作履歴");
    click(&mut harness, "機器（5）");
    assert!(!headers(&harness).contains(&before[1]));
}

#[test]
fn what_was_being_typed_survives_a_crash_and_closing_writes_it() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = five(folder.path());
    let draft = folder.path().join(".a.daicho.draft");
    type_text(&mut harness, "9");
    // Some time passes while the person thinks.
    for _ in 0..80 {
        harness.step();
    }
    assert!(std::fs::read_to_string(&draft).unwrap().contains("\"9\""));
    let kept = std::fs::read(&draft).unwrap();
    // Going on writes it and forgets the draft.
    keys(&mut harness, &[(NONE, Key::Enter)]);
    assert!(!draft.exists());
    assert_eq!(device_column(&path, "management_no")[0], "9");
    keys(&mut harness, &[(Modifiers::COMMAND, Key::Z)]);
    // Closing the window in the middle of an edit writes it too.
    type_text(&mut harness, "7");
    drop(harness);
    assert_eq!(device_column(&path, "management_no")[1], "7");
    // A crash leaves the draft behind; the next start offers it.
    std::fs::write(&draft, kept).unwrap();
    let mut harness = window(Some(&path));
    assert!(harness.query_by_label("書きかけの入力が残っています").is_some());
    click(&mut harness, "書き込む");
    assert_eq!(device_column(&path, "management_no")[0], "9");
    assert!(!draft.exists());
    assert!(harness.query_by_label("書きかけの入力が残っています").is_none());
}

#[test]
fn every_screen_has_help_under_f1() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut harness) = five(folder.path());
    let mut seen = std::collections::BTreeSet::new();
    for screen in [
        "ホーム",
        "機器（5）",
        "取り込む",
        "書き出す",
        "操作履歴",
        "設定",
        "棚卸",
        "ほかの台帳を追加",
    ] {
        click(&mut harness, screen);
        keys(&mut harness, &[(NONE, Key::F1)]);
        assert!(harness.query_by_label("この画面の使い方").is_some(), "{screen}");
        let lines = harness.query_all_by_label_contains("。").map(|node| {
            let node = node.accesskit_node();
            node.label().or_else(|| node.value()).unwrap_or_default()
        });
        seen.insert(lines.collect::<Vec<_>>());
        // Keys of the window do nothing behind it.
        keys(&mut harness, &[(Modifiers::COMMAND, Key::Z), (NONE, Key::Escape)]);
        assert!(harness.query_by_label("この画面の使い方").is_none(), "{screen}");
    }
    assert_eq!(seen.len(), 8, "each says something else");
    click(&mut harness, "使い方");
    click(&mut harness, "閉じる");
    assert!(harness.query_by_label("機器（5）").is_some(), "nothing was undone");
}

#[test]
fn the_sample_begins_a_way_round_that_can_be_left() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(None);
    let sample = folder.path().join("見本.daicho");
    let field = harness.get_all_by_role(Role::TextInput).find(|field| {
        let node = field.accesskit_node();
        node.value().is_some_and(|value| value.ends_with("見本.daicho"))
    });
    field.unwrap().focus();
    harness.run();
    keys(&mut harness, &[(Modifiers::COMMAND, Key::A)]);
    harness.event(Event::Paste(sample.display().to_string()));
    harness.run();
    click(&mut harness, "見本を作って開く");
    for at in 1..=6 {
        assert!(
            harness.query_by_label(&format!("案内（{at}／7）")).is_some(),
            "stop {at}"
        );
        click(&mut harness, "次へ");
    }
    assert!(harness.query_by_label("案内（7／7）").is_some());
    assert!(harness.query_by_role_and_label(Role::Button, "次へ").is_none());
    click(&mut harness, "案内を終える");
    assert!(harness.query_by_label("案内（7／7）").is_none());
    // Again from the help, and left by Esc.
    keys(&mut harness, &[(NONE, Key::F1)]);
    click(&mut harness, "案内を見る");
    assert!(harness.query_by_label("案内（1／7）").is_some());
    keys(&mut harness, &[(NONE, Key::Escape)]);
    assert!(harness.query_by_label("案内（1／7）").is_none());
}

#[test]
fn rows_of_another_list_are_picked_into_a_link_and_out_of_it() {
    use kikidaicho::core::catalogue::RegisterId;
    let folder = tempfile::tempdir().unwrap();
    let (path, harness) = five(folder.path());
    drop(harness);
    let mut ledger = Ledger::open(&path, &context()).unwrap();
    let register = RegisterId::REMOTE_PATH;
    let mut content = kikidaicho::core::model::Content::default();
    let column = register.column_by_key("purpose").unwrap();
    kikidaicho::core::parse::put_text(register, &mut content, &column, "障害対応");
    ledger.execute(Command::Add { register, content }, &context()).unwrap();
    drop(ledger);
    let mut harness = window(Some(&path));
    click(&mut harness, "リモート保守経路（1）");
    click(&mut harness, "対象機器の選択肢");
    let targets = || {
        let ledger = Ledger::open_to_look(&path).unwrap();
        ledger.snapshot().rows(register)[0]
            .entry("targets")
            .display()
            .into_owned()
    };
    // The list stays open for the next one.
    click(&mut harness, "002");
    click(&mut harness, "004");
    assert_eq!(targets(), "002、004");
    click(&mut harness, "002");
    assert_eq!(targets(), "004");
}
