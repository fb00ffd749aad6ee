//! The system's file dialogs, on a thread of their own so that the window goes on painting.
//!
//! Invariant: a path field stands beside every dialog; no dialog at all is told apart from "cancelled".

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use eframe::egui;

use crate::core::model::RecordId;
use crate::session::Chart;
use crate::text::ui as words;

/// What a file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    NewLedger,
    OpenLedger,
    SampleLedger,
    Import,
    Export,
    /// A file that proves a record.
    Evidence(RecordId),
    /// An official form.
    Form,
    /// Where its filled copy goes.
    FormOut,
    /// A folder with the facts of PCs.
    Facts,
    /// A folder into which the facts of this PC are written.
    CollectInto,
    /// The official form that vendors answer.
    RequestForm,
    /// Where sheets and letters for vendors go.
    RequestFolder,
    Picture(Chart),
    /// Labels to print.
    Labels,
}

/// The answer of a dialog.
#[derive(Debug)]
pub enum Picked {
    File(Purpose, PathBuf),
    Cancelled,
    /// The system has no dialog to show; the person types the path.
    NoDialog,
}

/// Asks for one file at a time.
pub struct Dialogs {
    answers: Receiver<Picked>,
    tell: Sender<Picked>,
    open: bool,
}

/// A dialog that a person could see takes longer than this to be closed.
const NOBODY_IS_THAT_QUICK: Duration = Duration::from_millis(150);

impl Default for Dialogs {
    fn default() -> Self {
        let (tell, answers) = channel();
        Self {
            answers,
            tell,
            open: false,
        }
    }
}

impl Dialogs {
    /// Opens the dialog for a purpose at the place in `name`, or in the folder `ledgers`.
    #[expect(
        clippy::disallowed_methods,
        reason = "a dialog blocks its thread until a person answers"
    )]
    pub fn ask(&mut self, context: &egui::Context, purpose: Purpose, name: &str, ledgers: &Path) {
        if std::mem::replace(&mut self.open, true) {
            return;
        }
        let (tell, context) = (self.tell.clone(), context.clone());
        let place = Path::new(name);
        // A name without a folder belongs beside the ledger.
        let folder = ledgers.join(place.parent().unwrap_or(Path::new("")));
        let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
        std::thread::spawn(move || {
            let began = Instant::now();
            let dialog = if folder.as_os_str().is_empty() {
                rfd::FileDialog::new()
            } else {
                rfd::FileDialog::new().set_directory(folder)
            };
            let file = match purpose {
                Purpose::NewLedger | Purpose::SampleLedger => dialog
                    .add_filter(words::TITLE, &["daicho"])
                    .set_file_name(name)
                    .save_file(),
                Purpose::OpenLedger => dialog.add_filter(words::TITLE, &["daicho"]).pick_file(),
                Purpose::Import => dialog
                    .add_filter(
                        words::TABLE_FILES,
                        &[
                            "xlsx", "xlsm", "xltx", "xls", "xlsb", "ods", "csv", "tsv", "txt", "daicho",
                        ],
                    )
                    .pick_file(),
                Purpose::Evidence(_) => dialog.pick_file(),
                Purpose::Form | Purpose::RequestForm => dialog.add_filter("Excel", &["xlsx", "xlsm"]).pick_file(),
                Purpose::FormOut => dialog
                    .add_filter("Excel", &["xlsx", "xlsm"])
                    .set_file_name(name)
                    .save_file(),
                Purpose::Facts | Purpose::CollectInto | Purpose::RequestFolder => dialog.pick_folder(),
                Purpose::Picture(which) => {
                    let dialog = match which {
                        Chart::Network => dialog,
                        Chart::Contacts => dialog.add_filter("Excel", &["xlsx"]),
                    };
                    dialog
                        .add_filter("PNG", &["png"])
                        .add_filter("SVG", &["svg"])
                        .set_file_name(name)
                        .save_file()
                }
                Purpose::Labels => dialog.add_filter("HTML", &["html"]).set_file_name(name).save_file(),
                Purpose::Export => dialog
                    .add_filter("Excel", &["xlsx"])
                    .add_filter("CSV", &["csv"])
                    .set_file_name(name)
                    .save_file(),
            };
            let picked = match file {
                Some(path) => Picked::File(purpose, path),
                None if began.elapsed() < NOBODY_IS_THAT_QUICK => Picked::NoDialog,
                None => Picked::Cancelled,
            };
            // The window may be gone by now.
            let _ = tell.send(picked);
            context.request_repaint();
        });
    }

    pub fn poll(&mut self) -> Option<Picked> {
        let picked = self.answers.try_recv().ok();
        self.open &= picked.is_none();
        picked
    }
}
