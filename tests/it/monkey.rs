//! Random hands on the real window: nothing panics, and the ledger keeps its laws.
//!
//! `MONKEY_FRAMES=1000000 cargo test --release --test it monkey` for a long run, in some twenty minutes.

use std::path::Path;

use chrono::{TimeZone as _, Utc};
use eframe::egui::{
    Event, ImeEvent, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, TouchPhase, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use kikidaicho::core::ledger::{Command, Context, Ledger};
use kikidaicho::ui::App;

use crate::ui_flows::{new_ledger, window};

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
    fn one_of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.roll(list.len() as u64) as usize].clone()
    }
}

fn context() -> Context {
    Context {
        actor: "猿".to_owned(),
        now: Utc.with_ymd_and_hms(2026, 11, 21, 0, 0, 0).unwrap(),
    }
}

/// Something a person could do; returns how many frames were drawn for it.
fn step(harness: &mut Harness<'_, App>, dice: &mut Dice) -> u64 {
    let mut frames = 1;
    let keys = [
        Key::ArrowDown,
        Key::ArrowUp,
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::Enter,
        Key::Escape,
        Key::Tab,
        Key::F2,
        Key::Delete,
        Key::Home,
        Key::End,
        Key::PageDown,
        Key::PageUp,
        Key::A,
        Key::D,
        Key::Z,
        Key::Y,
        Key::F,
        Key::K,
        Key::N,
    ];
    let modifiers = [
        Modifiers::NONE,
        Modifiers::NONE,
        Modifiers::SHIFT,
        Modifiers::COMMAND,
        Modifiers::ALT,
    ];
    let words = [
        "受付",
        "001",
        "192.168.1.1",
        "不明",
        "１２３",
        "Win11",
        "\"",
        "該当なし",
        "R6.4.1",
        "a\tb\r\nc\td\r\n",
    ];
    match dice.roll(12) {
        0..=3 => {
            let at = pos2(dice.roll(1280) as f32, dice.roll(800) as f32);
            harness.event(Event::PointerMoved(at));
            harness.step();
            frames += 3;
            let button = if dice.roll(8) == 0 {
                PointerButton::Secondary
            } else {
                PointerButton::Primary
            };
            for pressed in [true, false] {
                harness.event(Event::PointerButton {
                    pos: at,
                    button,
                    pressed,
                    modifiers: Modifiers::NONE,
                });
                harness.step();
            }
        }
        4..=7 => {
            let (key, modifiers) = (dice.one_of(&keys), dice.one_of(&modifiers));
            harness.key_press_modifiers(modifiers, key);
        }
        8 => harness.event(Event::Text(dice.one_of(&words).to_owned())),
        9 => harness.event(Event::Paste(dice.one_of(&words).to_owned())),
        10 => {
            for text in ["う", "うけ", "受付"] {
                harness.event(Event::Ime(ImeEvent::Preedit {
                    text: text.to_owned(),
                    active_range_chars: None,
                }));
                harness.step();
                frames += 1;
            }
            if dice.roll(3) > 0 {
                harness.event(Event::Ime(ImeEvent::Commit("受付".to_owned())));
            }
        }
        _ => harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, dice.roll(400) as f32 - 200.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        }),
    }
    harness.step();
    frames
}

fn laws(path: &Path) {
    let mut ledger = Ledger::open(path, &context()).unwrap();
    ledger.verify().unwrap();
    let before = ledger.snapshot().clone();
    // Whatever the last operation was, taking it back and doing it again changes nothing.
    if ledger.execute(Command::Undo(None), &context()).is_ok() {
        ledger.execute(Command::Redo, &context()).unwrap();
        assert!(ledger.snapshot().same_content(&before));
    }
    ledger.verify().unwrap();
}

/// Between them they draw all frames; after each the ledger must keep its laws.
const SEEDS: u64 = 8;

fn hands(seeds: std::ops::Range<u64>) {
    // A stray click may write a file: not into the project.
    std::env::set_current_dir(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let wanted: u64 = std::env::var("MONKEY_FRAMES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(20_000);
    let each = wanted / SEEDS;
    let mut drawn = 0;
    for seed in seeds {
        let folder = tempfile::tempdir().unwrap();
        let path = new_ledger(folder.path());
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/ledger-from-vendor.xlsx");
        let mut ledger = Ledger::open(&path, &context()).unwrap();
        let workbook = kikidaicho::core::import::read_workbook(&sample).unwrap();
        let plan = kikidaicho::core::import::plan_import(workbook, "見本", ledger.snapshot()).unwrap();
        ledger.execute(Command::Apply(plan.into_batch()), &context()).unwrap();
        drop(ledger);
        let mut harness = window(Some(&path));
        let mut dice = Dice(seed);
        let mut frames = 0;
        while frames < each {
            frames += step(&mut harness, &mut dice);
            // Who closes the ledger opens it again; the start page would only make other ledgers.
            if harness.query_by_label("台帳を閉じる").is_none() && harness.query_by_label("作る").is_some() {
                drop(harness);
                harness = window(Some(&path));
            }
        }
        drawn += frames;
        drop(harness);
        laws(&path);
    }
    println!("{drawn} frames");
}

// Two at a time, as most machines have two cores.
#[test]
fn random_hands_break_nothing() {
    hands(2023..2027);
}

#[test]
fn other_random_hands_break_nothing() {
    hands(7_001..7_005);
}
