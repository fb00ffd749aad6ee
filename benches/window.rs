//! The window from its start to the first picture of 2,000 records, and the memory it then holds, against a bare
//! eframe window of the same build and renderer.
//!
//! `cargo bench --bench window`, on a display. Medians of five in turn within one run; what counts are the ratios.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints and stops at the first surprise"
)]

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::time::{Duration, Instant};

use eframe::egui;
use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::clock::Clock;
use kikidaicho::core::ledger::{self, Context, Ledger};
use kikidaicho::core::model::{Batch, BatchRow, Content, OperationKind};
use kikidaicho::core::parse;
use kikidaicho::session::{Event, Job, Session, Settings, ThreadSession};
use kikidaicho::ui::{self, App};

/// As in the program (`main.rs`).
#[cfg(not(windows))]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RECORDS: usize = 2_000;

/// Closes the window after the first frame that shows what it is there for, and says what that took.
struct Timed<A> {
    app: A,
    began: Instant,
    shown: Rc<Cell<bool>>,
}

impl<A: eframe::App> eframe::App for Timed<A> {
    fn logic(&mut self, context: &egui::Context, frame: &mut eframe::Frame) {
        self.app.logic(context, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.app.ui(ui, frame);
        if self.shown.get() {
            println!("{} {}", self.began.elapsed().as_micros(), resident());
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }
}

struct Bare;

impl eframe::App for Bare {
    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |ui| ui.heading("window"));
    }
}

/// Says when the ledger is there.
struct Told {
    session: ThreadSession,
    shown: Rc<Cell<bool>>,
}

impl Session for Told {
    fn send(&self, job: Job) {
        self.session.send(job);
    }

    fn poll(&self) -> Vec<Event> {
        self.told(self.session.poll())
    }

    fn poll_within(&self, at_most: Duration) -> Vec<Event> {
        self.told(self.session.poll_within(at_most))
    }
}

impl Told {
    fn told(&self, events: Vec<Event>) -> Vec<Event> {
        if events.iter().any(|event| matches!(event, Event::Opened { .. })) {
            self.shown.set(true);
        }
        events
    }
}

/// Kilobytes in memory now.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

fn open(ledger: Option<PathBuf>) {
    let began = Instant::now();
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]),
        renderer: eframe::Renderer::Glow,
        ..Default::default()
    };
    // As the program does it: the ledger is read while the window is made.
    let begun = ledger.map(|path| (ui::begin(Clock::System, String::new(), None, Some(&path)), path));
    let make = move |context: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        let shown = Rc::new(Cell::new(begun.is_none()));
        let Some(((session, wake), path)) = begun else {
            return Ok(Box::new(Timed {
                app: Bare,
                began,
                shown,
            }));
        };
        let _ = wake.set(context.egui_ctx.clone());
        let told = Told {
            session,
            shown: shown.clone(),
        };
        let app = App::new(&context.egui_ctx, Box::new(told), Settings::default(), None).awaiting(Some(path));
        Ok(Box::new(Timed { app, began, shown }))
    };
    eframe::run_native("bench", options, Box::new(make)).unwrap();
}

fn fill(path: &Path) {
    let context = Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-21T00:00:00Z".parse().unwrap(),
    };
    let mut ledger = Ledger::create(path, "見本", &context).unwrap();
    let device = RegisterId::DEVICE;
    let rows = (0..RECORDS).map(|n| {
        let mut content = Content::default();
        parse::put_texts(
            device,
            &mut content,
            &[
                ("management_no", format!("PC-{n:04}")),
                ("kind", "端末PC".to_owned()),
                ("maker", "架空電機".to_owned()),
                ("os", "Windows 11 Pro 24H2".to_owned()),
                ("ip", format!("192.168.{}.{}", n / 250, n % 250)),
                ("place", "診察室".to_owned()),
            ],
        );
        BatchRow::added(device, content)
    });
    let batch = Batch {
        kind: OperationKind::Import,
        label: "bench".to_owned(),
        source: None,
        rows: rows.collect(),
    };
    ledger.execute(ledger::Command::Apply(batch), &context).unwrap();
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--open") {
        return open(arguments.get(at + 1).filter(|path| !path.is_empty()).map(PathBuf::from));
    }
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("a.daicho");
    fill(&ledger);
    let run = |path: &str| -> (u64, u64) {
        let program = std::env::current_exe().unwrap();
        let out = Command::new(program).args(["--open", path]).output().unwrap();
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        let mut numbers = text.split_whitespace().filter_map(|word| word.parse().ok());
        let error = String::from_utf8_lossy(&out.stderr).into_owned();
        (numbers.next().expect(&error), numbers.next().expect(&error))
    };
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        bare.push(run(""));
        ours.push(run(ledger.to_str().unwrap()));
    }
    let median = |mut values: Vec<u64>| {
        values.sort_unstable();
        values[values.len() / 2] as f64
    };
    let of = |list: &[(u64, u64)], second: bool| {
        median(list.iter().map(|pair| if second { pair.1 } else { pair.0 }).collect())
    };
    let (time, plain) = (of(&ours, false) / 1e3, of(&bare, false) / 1e3);
    println!(
        "first picture: {time:.0} ms with {RECORDS} records, {plain:.0} ms bare, ratio {:.2}",
        time / plain
    );
    let (memory, plain) = (of(&ours, true) / 1024.0, of(&bare, true) / 1024.0);
    println!(
        "memory: {memory:.0} MiB, {plain:.0} MiB bare, ratio {:.2}",
        memory / plain
    );
}
