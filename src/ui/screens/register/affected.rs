//! Devices that a notice may be about, under its link to devices: proposed, and taken by a person.

use eframe::egui;

use super::links;
use crate::core::affected::{Candidate, candidates};
use crate::core::catalogue::{FieldKind, RegisterId};
use crate::core::model::{Entry, Record, RecordId};
use crate::core::parse;
use crate::session::View;
use crate::text::grid as words;
use crate::ui::widgets::{compact, remark};

/// Devices that are offered one by one; all of them go in by one button.
const OFFERED: usize = 8;

/// What was found for a row and is not taken yet, once per revision: the device's name, and why.
#[derive(Default)]
pub(crate) struct Proposed {
    of: Option<(RecordId, [u8; 32])>,
    open: Vec<(String, Candidate)>,
}

/// Whether the field is where devices are proposed.
pub(super) fn is_asked(row: &Record, at: usize) -> bool {
    row.register == RegisterId::NOTICE && row.register.fields[at].kind == FieldKind::Link(RegisterId::DEVICE)
}

fn open(view: &View, row: &Record, entry: &Entry) -> Vec<(String, Candidate)> {
    let held = parse::links(entry.as_text().unwrap_or_default());
    let found = candidates(row, &view.snapshot).into_iter();
    let found = found.filter_map(|candidate| {
        let device = view.snapshot.get(RegisterId::DEVICE, candidate.device)?;
        let is_held = held.iter().any(|held| links::is_called(device, held));
        (!is_held).then(|| Some((device.name()?.to_owned(), candidate)))?
    });
    found.collect()
}

/// The proposals that are not taken yet; answers with the link's new text.
pub(super) fn show(
    ui: &mut egui::Ui,
    view: &View,
    row: &Record,
    entry: &Entry,
    proposed: &mut Proposed,
) -> Option<String> {
    let of = Some((row.id, view.snapshot.head));
    if proposed.of != of {
        proposed.of = of;
        proposed.open = open(view, row, entry);
    }
    let open = &proposed.open;
    if open.is_empty() || matches!(entry, Entry::NotApplicable) {
        return None;
    }
    remark(ui, words::affected(open.len()));
    let mut taken: Vec<String> = Vec::new();
    ui.horizontal_wrapped(|ui| {
        for (name, candidate) in open.iter().take(OFFERED) {
            if compact(
                ui,
                &words::take_affected(name, &candidate.says, candidate.is_version_named),
            )
            .clicked()
            {
                taken.push(name.clone());
            }
        }
        if open.len() > 1 && compact(ui, &words::take_all_affected(open.len())).clicked() {
            taken.extend(open.iter().map(|(name, _)| name.clone()));
        }
    });
    if taken.is_empty() {
        return None;
    }
    let mut held = parse::links(entry.as_text().unwrap_or_default());
    held.extend(taken);
    Some(words::linked(&held))
}
