//! The real window code, driven by its Japanese labels without a display.

use std::path::Path;

use chrono::{TimeZone as _, Utc};
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use kikidaicho::core::clock::Clock;
use kikidaicho::session::InlineSession;
use kikidaicho::ui::App;

fn window(ledger: Option<&Path>) -> Harness<'static, App> {
    let ledger = ledger.map(Path::to_path_buf);
    let mut harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(move |context| {
            let clock = Clock::Fixed(Utc.with_ymd_and_hms(2026, 11, 21, 0, 0, 0).unwrap());
            App::new(
                &context.egui_ctx,
                Box::new(InlineSession::new(clock, "架空花子".to_owned())),
                ledger,
            )
        });
    harness.run();
    harness
}

fn new_ledger(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("a.daicho");
    let context = kikidaicho::core::ledger::Context {
        actor: "架空花子".to_owned(),
        now: Utc.with_ymd_and_hms(2026, 11, 20, 0, 0, 0).unwrap(),
    };
    kikidaicho::core::ledger::Ledger::create(&path, "見本クリニック", &context).unwrap();
    path
}

fn click(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run();
}

#[test]
fn a_pc_is_added_edited_undone_and_redone() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(Some(&new_ledger(folder.path())));
    assert!(harness.query_by_label("まだ 1 行もありません。").is_some());
    click(&mut harness, "1 行追加");
    harness
        .get_by_role_and_label(Role::TextInput, "メーカー（必須）")
        .click();
    harness.run();
    harness
        .get_by_role_and_label(Role::TextInput, "メーカー（必須）")
        .type_text("まるばつ電機");
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "型番").click();
    harness.run();
    assert!(
        harness.query_by_label("まるばつ電機").is_some(),
        "the grid shows what was written"
    );
    click(&mut harness, "元に戻す");
    assert!(harness.query_by_label("まるばつ電機").is_none());
    click(&mut harness, "やり直す");
    assert!(harness.query_by_label("まるばつ電機").is_some());
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
    harness
        .get_by_role_and_label(Role::TextInput, "取り込むファイル")
        .click();
    harness.run();
    harness
        .get_by_role_and_label(Role::TextInput, "取り込むファイル")
        .type_text(sample.to_str().unwrap());
    harness.run();
    click(&mut harness, "読み取る");
    assert!(harness.query_by_label("パスワードの列は取り込みません。").is_some());
    assert!(harness.query_by_label("機器（0）").is_some(), "a plan writes nothing");
    click(&mut harness, "この内容で取り込む");
    assert!(harness.query_by_label("機器（31）").is_some());
    click(&mut harness, "操作履歴");
    assert!(harness.query_by_label_contains("ledger-from-vendor.xlsx").is_some());
    click(&mut harness, "元に戻す");
    assert!(harness.query_by_label("機器（0）").is_some());
}

#[test]
fn the_start_page_makes_the_sample_clinic_only_where_it_can() {
    let mut harness = window(None);
    assert!(harness.query_by_role_and_label(Role::Button, "作る").is_some());
    harness.get_by_role_and_label(Role::TextInput, "診療所の名前").click();
    harness.run();
    let mut harness = window(Some(Path::new("/no/such/folder/x.daicho")));
    assert!(harness.query_by_label_contains("見つかりません").is_some());
    click(&mut harness, "閉じる");
    assert!(harness.query_by_label_contains("見つかりません").is_none());
}
