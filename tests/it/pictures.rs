//! Pictures of every screen, for people to look at and for the manual. Not in the gate: they compare nothing.
//!
//! `PICTURES=/folder cargo test --release --test it pictures -- --ignored` walks over every screen of the navigation
//! with nothing, the sample and 2,000 devices, at 1024x768 and 1600x900, at 100 % and 150 %;
//! `PICTURES=docs/manual cargo test --release --test it pictures::of_the_manual -- --ignored` makes those of the manual
//! anew that need no files from elsewhere.

mod paint;

use std::path::{Path, PathBuf};

use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::ledger::{Command, Context, Ledger};
use kikidaicho::core::model::{Batch, BatchRow, Content, OperationKind};
use kikidaicho::core::parse;
use kikidaicho::ui::App;

use crate::screens::{click_place, empty, places, sample, window};
use crate::ui_flows::click;

const DEVICES: usize = 2_000;

fn folder() -> PathBuf {
    let folder = std::env::var_os("PICTURES").expect("PICTURES says where to put them");
    std::fs::create_dir_all(&folder).unwrap();
    folder.into()
}

/// A ledger of many PCs, some of them old and some without what must be there.
fn many(folder: &Path) -> PathBuf {
    let path = folder.join("多数.daicho");
    let context = Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-20T00:00:00Z".parse().unwrap(),
    };
    let mut ledger = Ledger::create(&path, "架空総合病院", &context).unwrap();
    let register = RegisterId::DEVICE;
    let row = |n: usize| {
        let of = |list: &[&str]| list[n % list.len()].to_owned();
        let mut content = Content::default();
        parse::put_texts(
            register,
            &mut content,
            &[
                ("management_no", format!("PC-{n:04}")),
                (
                    "kind",
                    of(&["端末PC", "端末PC", "サーバ", "ネットワーク機器", "端末PC"]),
                ),
                (
                    "name",
                    of(&[
                        "電子カルテ端末",
                        "受付端末",
                        "部門サーバ",
                        "フロアスイッチ",
                        "医事課 会計用",
                    ]),
                ),
                ("maker", of(&["架空電機", "見本情報", "架空ネット"])),
                (
                    "os",
                    of(&[
                        "Windows 11 Pro 24H2",
                        "Windows 10 Pro 22H2",
                        "Windows Server 2019",
                        "不明",
                        "",
                    ]),
                ),
                ("ip", format!("192.168.{}.{}", n / 250, n % 250 + 1)),
                ("place", of(&["診察室 1", "受付", "サーバ室", "病棟 3 階", "医事課"])),
            ],
        );
        BatchRow::added(register, content)
    };
    let batch = Batch {
        kind: OperationKind::Import,
        label: "機器一覧.xlsx".to_owned(),
        source: None,
        rows: (0..DEVICES).map(row).collect(),
    };
    ledger.execute(Command::Apply(batch), &context).unwrap();
    path
}

#[test]
#[ignore = "makes some 250 pictures"]
fn every_screen() {
    let out = folder();
    let scratch = tempfile::tempdir().unwrap();
    let ledgers = [
        ("empty", empty(scratch.path())),
        ("sample", sample(scratch.path())),
        ("many", many(scratch.path())),
    ];
    for (name, ledger) in &ledgers {
        for (width, height) in [(1024.0, 768.0), (1600.0, 900.0)] {
            for percent in [100, 150] {
                let mut harness = window(ledger, (width, height), percent);
                for (nth, place) in places(&harness).iter().enumerate() {
                    if !click_place(&mut harness, place) {
                        continue;
                    }
                    let place = place.split('（').next().unwrap();
                    let file = format!("{name}-{width}x{height}-{percent}-{nth:02}-{place}.png");
                    paint::save(&harness, &out.join(file));
                }
            }
        }
    }
}

/// The sample as it is after a first day: who is responsible, the inspection's day, the first contacts.
fn first_day(folder: &Path) -> PathBuf {
    let path = sample(folder);
    let context = Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-21T00:00:00Z".parse().unwrap(),
    };
    let mut ledger = Ledger::open(&path, &context).unwrap();
    let register = RegisterId::FACILITY;
    let mut content = Content::default();
    parse::put_texts(
        register,
        &mut content,
        &[
            ("name", "見本クリニック"),
            ("kind", "診療所"),
            ("manager", "架空太郎"),
            ("safety_officer", "架空太郎"),
            ("operator", "架空花子"),
            ("health_centre", "架空市保健所"),
            ("inspection_on", "2026/12/10"),
        ],
    );
    ledger.execute(Command::Add { register, content }, &context).unwrap();
    let contacts = Command::starter(RegisterId::CONTACT, ledger.snapshot()).unwrap();
    ledger.execute(Command::Apply(contacts), &context).unwrap();
    path
}

#[test]
#[ignore = "makes the pictures of the manual"]
fn of_the_manual() {
    let out = folder();
    // The place stands in the title line.
    let scratch = std::env::temp_dir().join("架空診療所");
    let _ = std::fs::remove_dir_all(&scratch);
    std::fs::create_dir(&scratch).unwrap();
    let save = |harness: &Harness<'_, App>, name: &str| paint::save(harness, &out.join(format!("{name}.png")));
    let size = (1280.0, 800.0);
    save(&crate::ui_flows::window(None), "start");
    let ledger = first_day(&scratch);
    let mut harness = window(&ledger, size, 100);
    let places = places(&harness);
    let go = |harness: &mut Harness<'_, App>, name: &str| {
        let place = places.iter().find(|place| place.starts_with(name)).expect(name);
        assert!(click_place(harness, place), "{name}");
    };
    for (place, name) in [
        ("ホーム", "home"),
        ("機器", "grid"),
        ("ネットワーク構成図", "diagram"),
        ("連絡体制図", "contacts"),
        ("経営層の確認", "review"),
        ("書き出す", "export"),
        ("設定", "settings"),
    ] {
        go(&mut harness, place);
        save(&harness, name);
    }
    go(&mut harness, "操作履歴");
    click(&mut harness, "操作 2");
    save(&harness, "history");
    go(&mut harness, "棚卸");
    click(&mut harness, "棚卸を始める");
    save(&harness, "stocktake");
    go(&mut harness, "リモート保守経路");
    click(&mut harness, "対象機器の選択肢");
    save(&harness, "links");
    drop(harness);
    std::fs::remove_dir_all(&scratch).unwrap();
}

/// A window with long words in its lists, for what lies behind the screens.
fn behind(folder: &Path) -> PathBuf {
    let path = crate::screens::long_winded(folder);
    let context = Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-21T00:00:00Z".parse().unwrap(),
    };
    let mut ledger = Ledger::open(&path, &context).unwrap();
    let mut add = |register: RegisterId, cells: &[(&str, &str)]| {
        let mut content = Content::default();
        for (key, text) in cells {
            let column = register.column_by_key(key).unwrap();
            parse::put_text(register, &mut content, &column, text);
        }
        ledger.execute(Command::Add { register, content }, &context).unwrap();
    };
    for number in 21..36 {
        let (number, name) = (
            format!("{number:03}"),
            format!("本館 3 階 サーバ室 VPN 装置 {number} 号機"),
        );
        let cells = [
            ("management_no", &*number),
            ("name", &name),
            ("firmware", "FortiOS 7.2.3 build1262（2023年の保守で更新）"),
        ];
        add(RegisterId::DEVICE, &cells);
    }
    let notice = [
        ("title", "VPN 装置の脆弱性"),
        ("product", "FortiOS"),
        ("affected", "7.2 から 7.2.8 まで"),
    ];
    add(RegisterId::NOTICE, &notice);
    path
}

#[test]
#[ignore = "makes some 40 pictures"]
fn behind_the_screens() {
    let out = folder();
    let scratch = tempfile::tempdir().unwrap();
    let ledger = behind(scratch.path());
    let many = scratch.path().join("一式.csv");
    let mut csv = "管理番号,名称,メーカー,シリアル番号,IPアドレス,台数,なにか,すみか\n".to_owned();
    for row in 0..60 {
        csv.push_str(&format!(
            "S{row:03},電子カルテ端末 本館 3 階 ナースステーション前 {row} 台目から,A社,\"S{row}1\nS{row}2\nS{row}3\",192.168.1.{row},3,x,受付\n"
        ));
    }
    std::fs::write(&many, csv).unwrap();
    let unread = scratch
        .path()
        .join("とても長い名前の撮影装置のMDS（2026年11月に届いたもの）.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, text) in ["製造業者による医療情報セキュリティ開示書", "弊社製品は安全です。"]
        .iter()
        .enumerate()
    {
        sheet.write_string(row as u32, 0, *text).unwrap();
    }
    book.save(&unread).unwrap();
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/forms/r8_madeup_blank.xlsx");
    for (width, height) in [(1024.0, 768.0), (1600.0, 900.0)] {
        for percent in [100, 150] {
            let mut harness = window(&ledger, (width, height), percent);
            let save = |harness: &Harness<'_, App>, name: &str| {
                paint::save(
                    harness,
                    &out.join(format!("behind-{width}x{height}-{percent}-{name}.png")),
                );
            };
            let go = |harness: &mut Harness<'_, App>, name: &str| {
                let place = places(harness)
                    .into_iter()
                    .find(|place| place.starts_with(name))
                    .expect(name);
                assert!(click_place(harness, &place), "{name}");
            };
            go(&mut harness, "脆弱性・注意喚起");
            crate::ui_flows::click_cell(&mut harness, "VPN 装置の脆弱性");
            open_detail(&mut harness);
            let taking = harness.query_all_by_role(Role::Button).find(|button| {
                button
                    .accesskit_node()
                    .label()
                    .is_some_and(|label| label.starts_with("＋"))
            });
            taking.unwrap().scroll_to_me();
            harness.run();
            save(&harness, "1-notice");
            click(&mut harness, "該当する機器の選択肢");
            save(&harness, "2-picking");
            harness.key_press(eframe::egui::Key::Escape);
            harness.run();
            crate::ui_flows::drop_file(&mut harness, &many);
            save(&harness, "3-sets");
            let guide = harness.query_by_label_contains("読み方を直す");
            if let Some(guide) = guide {
                guide.click();
                harness.run();
                save(&harness, "4-guide");
            }
            let column = harness.query_all_by_role(Role::ComboBox).find(|choice| {
                choice
                    .accesskit_node()
                    .label()
                    .is_some_and(|label| label.contains("すみか"))
            });
            if let Some(column) = column {
                column.click();
                harness.run();
                save(&harness, "5-fields");
            }
            harness.key_press(eframe::egui::Key::Escape);
            harness.run();
            go(&mut harness, "様式");
            crate::ui_flows::drop_file(&mut harness, &unread);
            save(&harness, "6-unread");
            crate::ui_flows::drop_file(&mut harness, &form);
            save(&harness, "7-form");
            if let Some(take) = harness.query_by_role_and_label(Role::Button, "この内容で取り込む") {
                take.click();
                harness.run();
            }
            go(&mut harness, "様式");
            save(&harness, "8-learned");
        }
    }
}

fn open_detail(harness: &mut Harness<'_, App>) {
    if let Some(button) = harness.query_by_role_and_label(Role::Button, "詳細を開く") {
        button.click();
        harness.run();
    }
}
