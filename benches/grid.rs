//! The real window without a display: frames while scrolling, and keystrokes in the search field.
//!
//! `cargo bench --bench grid`. Figures are CPU milliseconds of one thread; what counts are the ratios in one run.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints and stops at the first surprise"
)]

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event, Modifiers, MouseWheelUnit, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use kikidaicho::core::catalogue::{Column, RegisterId};
use kikidaicho::core::model::{Content, LedgerMeta, Record, RecordId, Snapshot};
use kikidaicho::core::parse;
use kikidaicho::core::search::SearchIndex;
use kikidaicho::session::{Event as Answer, Job, Session, Settings, View};
use kikidaicho::ui::App;

/// As in the program (`main.rs`).
#[cfg(not(windows))]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FRAMES: u32 = 240;

/// A session with one ledger that never changes.
struct Still {
    view: View,
    answers: RefCell<Vec<Answer>>,
}

impl Session for Still {
    fn send(&self, job: Job) {
        if let Job::Open { path } = job {
            self.answers.borrow_mut().push(Answer::Opened {
                path,
                view: self.view.clone(),
                look_only: None,
                unsaved: Vec::new(),
            });
        }
    }
    fn poll(&self) -> Vec<Answer> {
        self.answers.borrow_mut().drain(..).collect()
    }
}

fn record(at: usize) -> Record {
    let register = RegisterId::DEVICE;
    let mut content = Content::default();
    let texts = [
        ("management_no", format!("{at:06}")),
        (
            "maker",
            ["架空電機", "見本デバイス", "まるばつ情報機器"][at % 3].to_owned(),
        ),
        ("os", "Windows 11 Pro 24H2".to_owned()),
        ("software.name", "見本電子カルテ\nウイルス対策".to_owned()),
        ("software.version", "2.10\n7.0".to_owned()),
        (
            "ip",
            format!("10.{}.{}.{}", at / 65_536 % 256, at / 256 % 256, at % 256),
        ),
        ("computer_name", format!("PC-{at:06}")),
        ("place", "2階 ナースステーション".to_owned()),
        ("users", format!("利用者{}", at % 40)),
        ("registered_on", "R6.4.1".to_owned()),
        ("status", "稼働".to_owned()),
        ("note", format!("備考 {at}")),
    ];
    for (key, text) in texts {
        parse::put_text(register, &mut content, &register.column_by_key(key).unwrap(), &text);
    }
    Record {
        id: RecordId::derive(1_790_000_000_000, at as u32, &[7; 32]),
        register,
        content,
    }
}

fn view(rows: usize) -> View {
    let meta = LedgerMeta {
        ledger_id: String::new(),
        facility: "見本".to_owned(),
    };
    let snapshot = Arc::new(Snapshot::with_rows(meta, (0..rows).map(record).collect()));
    let index = Arc::new(SearchIndex::default().updated(&snapshot));
    View {
        snapshot,
        index,
        findings: Arc::default(),
        outlook: Arc::default(),
        list_day: chrono::NaiveDate::default(),
        today: chrono::NaiveDate::default(),
    }
}

fn window(view: View) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size([1600.0, 900.0])
        .with_max_steps(64)
        .build_eframe(move |context| {
            let session = Still {
                view,
                answers: RefCell::default(),
            };
            let ledger = Some(PathBuf::from("見本.daicho"));
            App::new(&context.egui_ctx, Box::new(session), Settings::default(), ledger)
        });
    harness.run();
    // From the first page of a ledger to its devices, the first of the registers.
    let devices = harness.query_all_by_role(Role::Button).find(|button| {
        button
            .accesskit_node()
            .label()
            .is_some_and(|label| label.starts_with("機器（"))
    });
    devices.unwrap().click();
    harness.run();
    harness
}

fn wheel(lines: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, lines),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    }
}

/// Milliseconds per frame while the wheel turns.
fn scroll(harness: &mut Harness<'_, App>) -> f64 {
    harness.event(Event::PointerMoved(pos2(600.0, 500.0)));
    harness.step();
    let began = Instant::now();
    for _ in 0..FRAMES {
        harness.event(wheel(-30.0));
        harness.step();
    }
    began.elapsed().as_secs_f64() * 1000.0 / f64::from(FRAMES)
}

/// Milliseconds of the slowest frame after one letter was typed into the search field.
fn keystroke(harness: &mut Harness<'_, App>) -> f64 {
    harness.get_by_role_and_label(Role::TextInput, "探す").click();
    harness.run();
    let mut worst: f64 = 0.0;
    for letter in ["な", "ー", "す"] {
        harness.event(Event::Text(letter.to_owned()));
        for _ in 0..3 {
            let began = Instant::now();
            harness.step();
            worst = worst.max(began.elapsed().as_secs_f64() * 1000.0);
        }
    }
    worst
}

/// The same cells on a bare egui_table: no selection, no names for screen readers, no editor.
fn bare(view: &View) -> f64 {
    struct Bare {
        view: View,
        columns: Vec<Column>,
    }
    impl egui_table::TableDelegate for Bare {
        fn header_cell_ui(&mut self, ui: &mut egui::Ui, cell: &egui_table::HeaderCellInfo) {
            let label = RegisterId::DEVICE.column_label(&self.columns[cell.group_index]);
            ui.add(egui::Label::new(label).truncate());
        }
        fn cell_ui(&mut self, ui: &mut egui::Ui, cell: &egui_table::CellInfo) {
            let row = &self.view.snapshot.rows(RegisterId::DEVICE)[cell.row_nr as usize];
            let text = row.content.display(&self.columns[cell.col_nr]).replace('\n', " / ");
            ui.add(egui::Label::new(text).truncate().selectable(false));
        }
        fn default_row_height(&self) -> f32 {
            30.0
        }
    }
    let columns: Vec<Column> = (view.index.used(RegisterId::DEVICE).iter().cloned()).collect();
    let rows = view.snapshot.rows(RegisterId::DEVICE).len() as u64;
    let mut delegate = Bare {
        view: view.clone(),
        columns,
    };
    // A window of the size that the grid has in the real one.
    let mut harness = Harness::builder()
        .with_size([960.0, 760.0])
        .with_max_steps(64)
        .with_context_setup(kikidaicho::ui::install_look)
        .build_ui(move |ui| {
            let columns: Vec<_> = delegate
                .columns
                .iter()
                .map(|_| egui_table::Column::new(130.0).range(48.0..=900.0))
                .collect();
            egui_table::Table::new()
                .num_rows(rows)
                .columns(columns)
                .num_sticky_cols(1)
                .headers([egui_table::HeaderRow::new(32.0)])
                .show(ui, &mut delegate);
        });
    harness.event(Event::PointerMoved(pos2(400.0, 400.0)));
    harness.step();
    let began = Instant::now();
    for _ in 0..FRAMES {
        harness.event(wheel(-30.0));
        harness.step();
    }
    began.elapsed().as_secs_f64() * 1000.0 / f64::from(FRAMES)
}

fn main() {
    let sizes = [1_000, 10_000, 100_000];
    let mut frames = Vec::new();
    let mut keys = Vec::new();
    for rows in sizes {
        let mut harness = window(view(rows));
        // The first frames fill the glyph atlas.
        scroll(&mut harness);
        let (frame, key) = (scroll(&mut harness), keystroke(&mut harness));
        println!("{rows:7} rows: {frame:.2} ms per scrolled frame, {key:.2} ms for a letter in the search");
        frames.push(frame);
        keys.push(key);
    }
    let bare = bare(&view(10_000));
    println!("scroll 100,000 / 1,000 rows: {:.2}", frames[2] / frames[0]);
    println!("letter 100,000 / 10,000 rows: {:.2}", keys[2] / keys[1]);
    println!(
        "window with grid / bare egui_table: {:.2} ({bare:.2} ms)",
        frames[1] / bare
    );
}
