//! Pictures of the ledger as files; the ending of the name says which kind.

use std::path::PathBuf;

use super::Event;
use super::worker::{Failure, Worker};
use crate::core::diagram::{self, Picture};
use crate::core::export::sheets::{self, SheetKey};
use crate::core::export::write_xlsx;
use crate::text::{diagram as words, export as export_words};

/// Which picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    Network,
    /// 連絡体制図.
    Contacts,
}

impl Worker {
    pub(super) fn export_picture(&mut self, which: Chart, out: PathBuf) -> Result<Event, Failure> {
        let snapshot = self.open_ledger()?.snapshot().clone();
        let (picture, title) = match which {
            Chart::Network => (
                diagram::layout(&snapshot, &self.findings(&snapshot), &words::WORDS),
                words::title(&snapshot.meta.facility),
            ),
            Chart::Contacts => (
                diagram::contacts(&snapshot, &words::CONTACT_WORDS),
                words::contacts_title(&snapshot.meta.facility),
            ),
        };
        let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let bytes = match ending.as_deref() {
            Some("png") => pixels(&picture)?,
            Some("xlsx") if which == Chart::Contacts => {
                let context = self.export_context();
                let mut tabs = sheets::build(SheetKey::Contacts, &snapshot, &context);
                tabs.insert(0, sheets::picture_sheet(&title, pixels(&picture)?));
                write_xlsx(&tabs, &context).map_err(|error| Failure(export_words::notice(&error)))?
            }
            _ => diagram::svg(&picture, &title).into_bytes(),
        };
        let out = self.produce(&out, &bytes)?;
        Ok(Event::Exported { out })
    }
}

fn pixels(picture: &Picture) -> Result<Vec<u8>, Failure> {
    diagram::png(picture).ok_or_else(|| Failure(words::too_large()))
}
