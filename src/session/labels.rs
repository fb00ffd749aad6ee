//! Labels for the stocktake as a page to print.

use std::path::PathBuf;

use super::Event;
use super::worker::{Failure, Worker};
use crate::core::stocktake::{self, LabelWish, Target};
use crate::text::errors;
use crate::text::stocktake as words;

impl Worker {
    pub(super) fn export_labels(&mut self, target: Target, wish: &LabelWish, out: PathBuf) -> Result<Event, Failure> {
        let snapshot = self.open_ledger()?.snapshot().clone();
        let made = stocktake::labels(&snapshot, target, wish);
        if made.labels.is_empty() {
            return Err(Failure(errors::no_labels()));
        }
        let page = stocktake::labels_page(&made.labels, &words::labels_title(&snapshot.meta.facility));
        let out = self.produce(&out, page.as_bytes())?;
        Ok(Event::Labelled {
            labels: made.labels.len(),
            without: made.without,
            out,
        })
    }
}
