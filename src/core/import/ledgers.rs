//! Another copy of this ledger against this one, with the state that both have in common.
//!
//! Owns: which rows each side added, changed and took out. Refuses to know: files, and how the common state is found.
//! Invariants: what one side alone did is taken; a row that one side changed and the other took out is asked about;
//! rows keep their identity, so that the copies can be joined again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::draft::Draft;
use super::handover::{joined_row, new_row, one_row_per_record};
use super::matching::{Matcher, Source};
use super::merge::{Merge, same_content};
use super::plan::Origin;
use super::{Action, FileMeta, ImportPlan, Layout, PlanRow, PlanTable};
use crate::core::catalogue::{Column, Holds, RegisterId};
use crate::core::model::{Content, Problem, Record, RecordId, Snapshot};

/// What taking over the other copy would do. `label` is what the history will call it.
pub fn plan_ledgers(label: &str, base: &Snapshot, ours: &Snapshot, theirs: &Snapshot) -> ImportPlan {
    let mut plan = ImportPlan {
        file: label.to_owned(),
        origin: Origin::Ledger {
            seq: theirs.revision,
            hash: theirs.head,
        },
        base: ours.revision,
        tables: Vec::new(),
        rows: Vec::new(),
        sets: Vec::new(),
        notices: Vec::new(),
        not_taken: Vec::new(),
        sheets_left_out: Vec::new(),
        previews: Vec::new(),
        meta: FileMeta::default(),
    };
    for register in RegisterId::all() {
        let mut join = Join {
            table: plan.tables.len(),
            register,
            sides: [base, ours, theirs],
            matcher: Matcher::new(register, ours),
        };
        let ids: BTreeSet<RecordId> = join
            .sides
            .iter()
            .flat_map(|side| side.rows(register).iter().map(|row| row.id))
            .collect();
        plan.rows.extend(ids.into_iter().filter_map(|id| join.row(id)));
        plan.tables.push(PlanTable {
            sheet: register.label.into(),
            register,
            layout: Layout::Table,
            header_rows: Vec::new(),
            columns: Vec::new(),
            profile: None,
            defaults: Vec::new(),
        });
    }
    one_row_per_record(&mut plan.rows);
    plan
}

/// One register on its three sides: what both had, ours, theirs.
struct Join<'a> {
    table: usize,
    register: RegisterId,
    sides: [&'a Snapshot; 3],
    matcher: Matcher,
}

impl Join<'_> {
    /// What becomes of one record; `None` when there is nothing to do or to see.
    fn row(&mut self, id: RecordId) -> Option<PlanRow> {
        let (table, register) = (self.table, self.register);
        let [base, ours, theirs] = self.sides.map(|side| side.get(register, id));
        let nothing = Content::default();
        match (base, ours, theirs) {
            (_, Some(ours), Some(theirs)) => {
                let base = base.map_or(&nothing, |row| &row.content);
                let merge = Merge::of(register, base, &ours.content, &theirs.content);
                (!merge.cells().is_empty()).then(|| joined_row(table, 0, ours, merge))
            }
            (None, None, Some(theirs)) => Some(self.added(theirs)),
            (Some(base), Some(ours), None) => {
                let moved_on = !same_content(register, &base.content, &ours.content);
                Some(PlanRow {
                    action: if moved_on { Action::Conflict } else { Action::Gone },
                    include: !moved_on,
                    matched_by: Some("id"),
                    target: Some(ours.clone()),
                    ..new_row(table, register, Vec::new(), nothing)
                })
            }
            (Some(base), None, Some(theirs)) => {
                let moved_on = !same_content(register, &base.content, &theirs.content);
                moved_on.then(|| PlanRow {
                    action: Action::Conflict,
                    include: false,
                    known_as: Some(id),
                    ..new_row(table, register, Vec::new(), theirs.content.clone())
                })
            }
            (None, Some(_), None) | (Some(_), None, None) | (None, None, None) => None,
        }
    }

    /// A row that they added; perhaps we added the same thing.
    fn added(&mut self, theirs: &Arc<Record>) -> PlanRow {
        let (table, register, [base, ours, _]) = (self.table, self.register, self.sides);
        let draft = Draft {
            rows: Vec::new(),
            content: theirs.content.clone(),
            problems: Vec::new(),
            raw: BTreeMap::new(),
            derived: Vec::new(),
        };
        let found = self.matcher.plan(Source::new(table, ""), draft);
        // Of a profile there is one: whatever both wrote, they wrote about the same thing.
        let only = ours.rows(register).first().filter(|_| register.holds == Holds::One);
        match found.target.as_ref().or(only) {
            Some(ours) if only.is_some() || base.get(register, ours.id).is_none() => {
                let merge = Merge::of(register, &Content::default(), &ours.content, &theirs.content);
                PlanRow {
                    matched_by: found.matched_by,
                    ..joined_row(table, 0, ours, merge)
                }
            }
            // Both copies had that number before: now two rows claim it.
            Some(_) => {
                let key = found.matched_by.and_then(|key| register.field_index(key));
                let column = Column::Field(key.unwrap_or_default());
                PlanRow {
                    action: Action::Problem,
                    problems: vec![(column, Problem::DuplicateNumber)],
                    known_as: Some(theirs.id),
                    ..new_row(table, register, Vec::new(), theirs.content.clone())
                }
            }
            None => PlanRow {
                known_as: Some(theirs.id),
                ..found
            },
        }
    }
}
