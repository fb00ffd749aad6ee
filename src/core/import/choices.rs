//! What a person decides about a plan that joins three versions, and what the history keeps of it.
//!
//! Owns: choices per cell, per column and for all; the trace of what was not taken. Refuses to know: how rows were
//! joined.
//! Invariant: a value that is not taken stays in the history of the operation, word for word.

use serde_json::{Value as Json, json};

use super::handover::status_of_gone;
use super::merge::{Changed, MergeCell, MergeCounts, Side};
use super::plan::Origin;
use super::{Action, ImportPlan, PlanRow};
use crate::core::catalogue::{Column, RegisterId};
use crate::core::model::{Entry, content_to_json};

/// What becomes of a row that is no longer in a returned hand-over. It is never taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoneAs {
    /// Stays as it is.
    Kept,
    /// Its 状態 says that it is no longer used.
    Disposed,
    /// Its 状態 is 不明: somebody has to look for it.
    Unknown,
}

impl GoneAs {
    pub const ALL: [Self; 3] = [Self::Kept, Self::Disposed, Self::Unknown];
}

impl ImportPlan {
    /// How many cells were changed by whom; `None` when nothing was joined from three versions.
    pub fn merge_counts(&self) -> Option<MergeCounts> {
        let mut counts = MergeCounts::default();
        for row in &self.rows {
            if let Some(merge) = &row.merge {
                counts += merge.counts();
            }
        }
        (self.origin != Origin::File || counts != MergeCounts::default()).then_some(counts)
    }

    /// Decides every conflict at once.
    pub fn choose_all(&mut self, side: Side) {
        self.rows.iter_mut().for_each(|row| row.choose_where(side, |_| true));
    }

    /// Decides every conflict of one column.
    pub fn choose_column(&mut self, register: RegisterId, column: &Column, side: Side) {
        let of_register = self.rows.iter_mut().filter(|row| row.register == register);
        of_register.for_each(|row| row.choose_where(side, |cell| cell.column == *column));
    }

    /// Whether nothing was put off: no open conflict, no row refused.
    pub(super) fn is_settled(&self) -> bool {
        self.rows.iter().all(|row| {
            let open = row.merge.as_ref().map_or(0, |merge| merge.counts().open);
            open == 0 && (row.include || !row.writes())
        })
    }

    /// Their side of rows that are not written.
    pub(super) fn kept_json(&self) -> Vec<Json> {
        let rows = self.rows.iter().filter(|row| !(row.include && row.writes()));
        rows.filter_map(|row| {
            let id = row.target.as_ref().map(|target| target.id).or(row.known_as);
            let conflicts = row.conflicts_json();
            let mut kept = json!({"register": row.register.key, "record": id.map(|id| id.to_string())});
            if !conflicts.is_empty() {
                kept["conflicts"] = conflicts.into();
            } else if let Some(left_out) = row.left_out_json() {
                kept["left_out"] = left_out;
            } else if self.origin != Origin::File && row.target.is_none() {
                kept["theirs"] = serde_json::from_str(&content_to_json(row.register, &row.content)).ok()?;
            } else {
                return None;
            }
            Some(kept)
        })
        .collect()
    }
}

impl PlanRow {
    /// Decides one conflict of the row, by its place among the cells of its merge.
    pub fn choose(&mut self, cell: usize, side: Side) {
        if let Some(merge) = &mut self.merge {
            merge.choose(cell, side);
            self.content = merge.content();
        }
    }

    fn choose_where(&mut self, side: Side, fits: impl Fn(&MergeCell) -> bool) {
        let Some(merge) = &mut self.merge else { return };
        let chosen: Vec<usize> = (0..merge.cells().len())
            .filter(|&at| merge.cells()[at].changed == Changed::Both && fits(&merge.cells()[at]))
            .collect();
        if !chosen.is_empty() {
            chosen.into_iter().for_each(|at| merge.choose(at, side));
            self.content = merge.content();
        }
    }

    /// Says what becomes of a row that is gone from a hand-over; other rows are left alone.
    pub fn mark_gone(&mut self, gone: GoneAs) {
        let (Action::Gone, Some(target), Some((field, word))) =
            (self.action, &self.target, status_of_gone(self.register))
        else {
            return;
        };
        self.content = target.content.clone();
        match gone {
            GoneAs::Kept => {}
            GoneAs::Disposed => self.content.fields.set(field, Entry::text(word)),
            GoneAs::Unknown => self.content.fields.set(field, Entry::UNKNOWN),
        }
        self.include = gone != GoneAs::Kept;
    }

    /// What was said about a row that is gone; `None` for rows that cannot be marked.
    pub fn gone(&self) -> Option<GoneAs> {
        let (field, word) = status_of_gone(self.register)?;
        let target = self.target.as_ref().filter(|_| self.action == Action::Gone)?;
        if self.content.is_empty() {
            return None;
        }
        Some(match self.content.fields.get(field) {
            _ if self.content == target.content => GoneAs::Kept,
            Entry::Text(text) if &**text == word => GoneAs::Disposed,
            _ => GoneAs::Unknown,
        })
    }

    fn conflicts_json(&self) -> Vec<Json> {
        let cells = self.merge.iter().flat_map(|merge| merge.cells());
        cells
            .filter(|cell| cell.changed == Changed::Both)
            .map(|cell| {
                json!({
                    "column": self.register.column_key(&cell.column), "line": cell.line, "base": cell.base,
                    "ours": cell.ours, "theirs": cell.theirs,
                    "taken": cell.choice.unwrap_or(Side::Ours).key(),
                })
            })
            .collect()
    }

    /// What the history keeps beside the row: original cell texts, both sides of every conflict, and the
    /// values of columns that were left out.
    pub(super) fn source_json(&self) -> Option<String> {
        let (conflicts, left_out) = (self.conflicts_json(), self.left_out_json());
        if conflicts.is_empty() && left_out.is_none() {
            return self.raw.as_deref().map(str::to_owned);
        }
        let raw = self.raw.as_deref().and_then(|raw| serde_json::from_str(raw).ok());
        let mut source: Json = raw.unwrap_or_else(|| json!({}));
        if !conflicts.is_empty() {
            source["conflicts"] = conflicts.into();
        }
        if let Some(left_out) = left_out {
            source["left_out"] = left_out;
        }
        Some(source.to_string())
    }
}
