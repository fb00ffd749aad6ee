//! Every screen from the navigation, small and large, with nothing and with the sample in it: each widget that takes
//! something has a name (checked after every run), every character has a glyph, no button is cut off at the side, and
//! no text lies over or under anything.

mod over;

use std::path::{Path, PathBuf};

use chrono::{TimeZone as _, Utc};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kikidaicho::core::catalogue::{FieldKind, RegisterId, Shown};
use kikidaicho::core::clock::Clock;
use kikidaicho::core::ledger::{Command, Context, Ledger};
use kikidaicho::core::model::Content;
use kikidaicho::core::parse;
use kikidaicho::session::{InlineSession, Job, Session as _, Settings};
use kikidaicho::ui::App;

fn clock() -> Clock {
    Clock::Fixed(Utc.with_ymd_and_hms(2026, 11, 21, 0, 0, 0).unwrap())
}

pub fn empty(folder: &Path) -> PathBuf {
    let path = folder.join("空.daicho");
    let context = Context {
        actor: "架空花子".to_owned(),
        now: Utc.with_ymd_and_hms(2026, 11, 20, 0, 0, 0).unwrap(),
    };
    let name = "医療法人社団架空会 とても長い名前の架空ほしぞら内科小児科皮膚科耳鼻咽喉科クリニック分院";
    Ledger::create(&path, name, &context).unwrap();
    path
}

pub fn sample(folder: &Path) -> PathBuf {
    let path = folder.join("見本.daicho");
    let session = InlineSession::new(clock(), "架空花子".to_owned());
    session.send(Job::CreateSample { path: path.clone() });
    path
}

pub fn window(ledger: &Path, size: (f32, f32), percent: u16) -> Harness<'static, App> {
    let ledger = ledger.to_path_buf();
    let settings = Settings {
        zoom_percent: percent,
        actor: Some("架空花子".to_owned()),
        ..Settings::default()
    };
    let mut harness = Harness::builder()
        .with_size(vec2(size.0, size.1) / (f32::from(percent) / 100.0))
        .with_theme(eframe::egui::Theme::Light)
        .build_eframe(move |context| {
            let session = InlineSession::new(clock(), "架空花子".to_owned());
            App::new(&context.egui_ctx, Box::new(session), settings, Some(ledger))
        });
    harness.run();
    harness
}

/// Entries of the navigation, from top to bottom: buttons at the left edge.
pub fn places(harness: &Harness<'_, App>) -> Vec<String> {
    let mut places: Vec<(f32, String)> = harness
        .query_all_by_role(Role::Button)
        .filter(|button| button.rect().left() < 20.0 && button.rect().top() > 30.0)
        .filter_map(|button| Some((button.rect().top(), button.accesskit_node().label()?)))
        .collect();
    places.sort_by(|one, two| one.0.total_cmp(&two.0));
    places.into_iter().map(|(_, label)| label).collect()
}

/// Goes to an entry of the navigation; not to the one that closes the ledger.
pub fn click_place(harness: &mut Harness<'_, App>, place: &str) -> bool {
    let entry = harness
        .query_all_by_role(Role::Button)
        .find(|entry| entry.rect().left() < 20.0 && entry.accesskit_node().label().as_deref() == Some(place));
    let Some(entry) = entry.filter(|_| place != "台帳を閉じる") else {
        return false;
    };
    // Not by the mouse: at large text the navigation scrolls.
    entry.click_accesskit();
    harness.run();
    true
}

/// Buttons squeezed until their words stand one letter below the other.
fn squeezed(harness: &Harness<'_, App>) -> Vec<String> {
    let buttons = harness.query_all_by_role(Role::Button);
    buttons
        .filter(|button| button.rect().height() > 45.0_f32.max(button.rect().width()))
        .map(|button| format!("squeezed {:?} {:?}", button.accesskit_node().label(), button.rect()))
        .collect()
}

/// Buttons, switches and inputs that reach beyond the window's right edge, and are not cells or headers of a table.
fn cut_off(harness: &Harness<'_, App>, window: Rect) -> Vec<String> {
    let taking = [
        Role::Button,
        Role::CheckBox,
        Role::ComboBox,
        Role::RadioButton,
        Role::TextInput,
        Role::Label,
    ];
    let nodes = harness.root().children_recursive();
    nodes
        .filter(|node| taking.contains(&node.accesskit_node().role()) && node.accesskit_node().raw_bounds().is_some())
        .map(|node| {
            (
                node.accesskit_node().role(),
                node.accesskit_node().label().unwrap_or_default(),
                node.rect(),
            )
        })
        // Columns of a table go on beyond the edge; what takes something must never stand there.
        .filter(|(role, _, rect)| {
            let beyond = rect.right() > window.right() + 1.0;
            beyond && (*role != Role::Label || rect.left() < window.right())
        })
        .map(|(role, label, rect)| format!("{role:?} {label:?} {}..{}", rect.left(), rect.right()))
        .collect()
}

fn look(harness: &Harness<'_, App>, place: &str, found: &mut Vec<String>) {
    let screen = harness.ctx.content_rect();
    let all = cut_off(harness, screen).into_iter().chain(squeezed(harness));
    found.extend(
        all.chain(over::lies_over(harness))
            .map(|what| format!("{place}: {what}")),
    );
}

fn walk(ledger: &Path) {
    let mut found = Vec::new();
    for (size, percent) in [
        ((1024.0, 768.0), 100),
        ((1024.0, 768.0), 150),
        ((1366.0, 768.0), 150),
        ((1600.0, 900.0), 125),
    ] {
        let mut harness = window(ledger, size, percent);
        let places = places(&harness);
        assert!(places.len() > 15, "{places:?}");
        for place in places {
            if !click_place(&mut harness, &place) {
                continue;
            }
            // Pictures are moved about in their frames.
            if ["ネットワーク構成図", "連絡体制図"].contains(&&*place) {
                continue;
            }
            look(&harness, &format!("{size:?} {percent}% {place}"), &mut found);
            // A row in full, where the window first shows only the list.
            if let Some(button) = harness.query_by_role_and_label(Role::Button, "詳細を開く") {
                button.click();
                harness.run();
                look(&harness, &format!("{size:?} {percent}% {place} 詳細"), &mut found);
            }
        }
    }
    assert!(found.is_empty(), "{} cut off:\n{}", found.len(), found.join("\n"));
}

#[test]
fn nothing_is_cut_off_in_an_empty_ledger() {
    let folder = tempfile::tempdir().unwrap();
    walk(&empty(folder.path()));
}

#[test]
fn nothing_is_cut_off_in_the_sample() {
    let folder = tempfile::tempdir().unwrap();
    walk(&sample(folder.path()));
}

/// Rows that say as much as anybody ever wrote into one cell, in every list.
pub fn long_winded(folder: &Path) -> PathBuf {
    let path = empty(folder);
    let context = Context {
        actor: "架空花子".to_owned(),
        now: Utc.with_ymd_and_hms(2026, 11, 20, 0, 0, 0).unwrap(),
    };
    let mut ledger = Ledger::open(&path, &context).unwrap();
    let long = "架空メディカルシステムソリューションズ株式会社東日本営業本部第二医療情報課AOBA-WORKSTATION-00000001";
    for register in RegisterId::all().filter(|register| register.shown != Shown::Inner) {
        let mut content = Content::default();
        for field in register.fields {
            let text = match field.kind {
                FieldKind::Text | FieldKind::LongText | FieldKind::Link(_) | FieldKind::Choice(_) => long,
                FieldKind::Date => "令和5年4月1日（納品書による。要確認のうえ書き直すこと）",
                _ => "不明",
            };
            let column = register.column_by_key(field.key).unwrap();
            parse::put_text(register, &mut content, &column, text);
        }
        ledger.execute(Command::Add { register, content }, &context).unwrap();
    }
    path
}

#[test]
fn nothing_is_cut_off_however_long_the_names_are() {
    let folder = tempfile::tempdir().unwrap();
    walk(&long_winded(folder.path()));
}

#[test]
fn whoever_makes_a_ledger_is_asked_for_a_name_and_stands_in_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = Harness::builder().with_size([1280.0, 800.0]).build_eframe(|context| {
        let session = InlineSession::new(clock(), String::new());
        App::new(&context.egui_ctx, Box::new(session), Settings::default(), None)
    });
    harness.run();
    let path = folder.path().join("新.daicho");
    // The sample and opening ask for a file as well: before and after the new ledger's.
    for (label, nth, text) in [
        ("診療所の名前", 0, "架空医院"),
        ("あなたのお名前", 0, "架空花子"),
        ("台帳ファイルの場所", 1, path.to_str().unwrap()),
    ] {
        let input = harness
            .get_all_by_role_and_label(Role::TextInput, label)
            .nth(nth)
            .unwrap();
        input.click();
        harness.run();
        type_over(&mut harness, text);
    }
    harness.get_by_role_and_label(Role::Button, "作る").click();
    harness.run();
    assert!(harness.query_by_label("書く人：架空花子").is_some());
    // An empty ledger begins with three steps.
    assert!(
        harness
            .query_by_label_contains("お手元の Excel の台帳を取り込む")
            .is_some()
    );
    harness.get_by_role_and_label(Role::Button, "予定日を書く").click();
    harness.run();
    type_over(&mut harness, "2026/12/10");
    harness.get_by_role_and_label(Role::Button, "ホーム").click();
    harness.run();
    let context = Context {
        actor: String::new(),
        now: Utc.with_ymd_and_hms(2026, 11, 22, 0, 0, 0).unwrap(),
    };
    drop(harness);
    let ledger = Ledger::open(&path, &context).unwrap();
    assert!(
        ledger
            .snapshot()
            .operations
            .iter()
            .all(|operation| operation.actor == "架空花子")
    );
    let facility = &ledger.snapshot().rows(RegisterId::FACILITY)[0];
    assert_eq!(
        facility.entry("inspection_on").as_text(),
        Some("2026/12/10"),
        "the field was ready to be written into"
    );
}

/// Types into whatever has the keyboard, over what stands there.
fn type_over(harness: &mut Harness<'_, App>, text: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text(text.to_owned()));
    harness.run();
}

#[test]
fn a_year_without_its_sheet_begins_on_the_items_of_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let path = empty(folder.path());
    let mut harness = window(&path, (1280.0, 800.0), 100);
    let click = |harness: &mut Harness<'_, App>, label: &str| {
        harness.get_by_role_and_label(Role::Button, label).click();
        harness.run();
    };
    click(&mut harness, "チェックリスト");
    assert!(
        harness
            .query_by_label_contains("令和8年度の様式は、まだこの台帳に入っていません")
            .is_some()
    );
    click(&mut harness, "令和8年度を前の年度の項目で始める");
    assert!(
        harness
            .query_by_label_contains("令和8年度の様式は、まだこの台帳に入っていません")
            .is_none()
    );
    // Nothing of it is called official: every wording is another edition's.
    assert!(harness.query_by_label_contains("ほかの版の文").is_some());
    drop(harness);
    let status = crate::cli::ok(&[
        "checklist",
        "status",
        crate::cli::text(&path),
        "--now",
        "2026-11-21T09:00:00+09:00",
    ]);
    assert!(status.starts_with("令和8年度版"), "{status}");
    let again = crate::cli::ok(&["checklist", "begin", crate::cli::text(&path), "--year", "R8"]);
    assert!(again.contains("すでにあります"), "{again}");
}
