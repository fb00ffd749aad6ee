//! What is being typed, kept beside the ledger while it is not saved yet, so that a crash does not lose it.
//!
//! Owns: the small file of drafts. Refuses to know: how drafts are typed or written into the ledger.
//! Invariant: never essential and never in the way; there is no such file when nothing is being typed.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::core::catalogue::{Column, RegisterId};
use crate::core::files;
use crate::core::model::RecordId;

/// A larger file is none of ours: a person types a few cells at a time.
const LARGEST: u64 = 1 << 20;

/// One cell as somebody was typing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsaved {
    pub register: RegisterId,
    pub record: RecordId,
    pub column: Column,
    pub text: String,
}

/// The same with keys, as the file holds it.
#[derive(Serialize, Deserialize)]
struct Line {
    register: String,
    record: String,
    column: String,
    text: String,
}

/// Keeps the drafts, or forgets them when there are none.
pub(super) fn keep(ledger: &Path, drafts: &[Unsaved]) {
    let place = files::sibling(ledger, "draft");
    let lines: Vec<Line> = drafts
        .iter()
        .map(|draft| Line {
            register: draft.register.key.to_owned(),
            record: draft.record.to_string(),
            column: draft.register.column_key(&draft.column),
            text: draft.text.clone(),
        })
        .collect();
    // Failing here must not stand in the way of typing; the text is still in the window.
    let _ = match serde_json::to_vec(&lines) {
        Ok(json) if !lines.is_empty() => files::write_atomic(&place, &json),
        _ => files::remove_if_there(&place),
    };
}

/// Drafts of a run that did not end well. What the catalogue does not know is left out.
pub(super) fn kept(ledger: &Path) -> Vec<Unsaved> {
    let text = files::read_small(&files::sibling(ledger, "draft"), LARGEST);
    let lines: Vec<Line> = text
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default();
    let read = |line: Line| {
        let register = RegisterId::by_key(&line.register)?;
        Some(Unsaved {
            register,
            record: line.record.parse().ok()?,
            column: register.column_by_key(&line.column)?,
            text: line.text,
        })
    };
    lines.into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_come_back_once_and_damage_is_forgotten() {
        let folder = tempfile::tempdir().expect("folder");
        let ledger = folder.path().join("見本.daicho");
        let draft = Unsaved {
            register: RegisterId::DEVICE,
            record: RecordId::derive(1, 0, &[7; 32]),
            column: RegisterId::DEVICE.column_by_key("note").expect("note"),
            text: "受付の\n\"端末\"".to_owned(),
        };
        assert_eq!(kept(&ledger), []);
        keep(&ledger, std::slice::from_ref(&draft));
        assert_eq!(kept(&ledger), [draft]);
        keep(&ledger, &[]);
        assert_eq!(kept(&ledger), []);
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 0);
        files::write_atomic(&files::sibling(&ledger, "draft"), b"[{").expect("write");
        assert_eq!(kept(&ledger), []);
    }
}
