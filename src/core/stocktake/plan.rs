//! What a round asks the ledger to become: shown as a plan, row by row, and refused or applied by a person.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Report, Round, Target, set, text};
use crate::core::catalogue::{RegisterId, tokens};
use crate::core::import::{Action, FileMeta, ImportPlan, Layout, Origin, PlanRow, PlanTable};
use crate::core::model::{Content, Record, RecordId, Snapshot};

/// The changes that a round proposes. What is certain is included; what a person has to decide is not, until they
/// say so.
pub fn plan(snapshot: &Snapshot, round: &Round<'_>, report: &Report, today: NaiveDate) -> ImportPlan {
    let register = round.target.register();
    let day = today.format("%Y-%m-%d").to_string();
    let mut rows = Vec::new();
    let mut row = |target: Option<Arc<Record>>, content: Content, certain: bool| {
        let line = rows.len() as u32 + 1;
        let action = match (&target, certain) {
            (Some(target), _) if target.content == content => Action::Unchanged,
            (_, false) => Action::Problem,
            (Some(_), true) => Action::Change,
            (None, true) => Action::Add,
        };
        rows.push(PlanRow {
            table: 0,
            register,
            source_rows: vec![line],
            action,
            target,
            matched_by: None,
            known_as: None,
            merge: None,
            read: None,
            content,
            problems: Vec::new(),
            raw: None,
            include: certain,
        });
    };
    let record = |item: &Record| -> Option<Arc<Record>> {
        let id: RecordId = text(item, "record").parse().ok()?;
        snapshot.get(register, id).cloned()
    };
    for item in report.found.iter().chain(&report.elsewhere) {
        if let Some(target) = record(item) {
            let mut content = target.content.clone();
            set(register, &mut content, "confirmed_on", &day);
            let seen = text(item, "seen_place");
            if super::word(item, "result") == Some(tokens::ELSEWHERE) && !seen.is_empty() {
                set(register, &mut content, "place", seen);
            }
            row(Some(target), content, true);
        }
    }
    for item in &report.missing {
        if let Some(target) = record(item) {
            let mut content = target.content.clone();
            match round.target {
                Target::Devices | Target::Media => set(register, &mut content, "status", tokens::LOST),
                Target::Accounts => {
                    set(register, &mut content, "status", tokens::STOPPED);
                    set(register, &mut content, "stopped_on", &day);
                }
            }
            row(Some(target), content, false);
        }
    }
    for item in &report.unexpected {
        match record(item) {
            // The ledger has it: thrown away, or from another place than was counted.
            Some(target) => {
                let mut content = target.content.clone();
                set(register, &mut content, "confirmed_on", &day);
                let seen = text(item, "seen_place");
                if round.target.place().is_some() && !seen.is_empty() {
                    set(register, &mut content, "place", seen);
                }
                row(Some(target), content, false);
            }
            None => row(None, fresh(round.target, item, &day), false),
        }
    }
    ImportPlan {
        file: round.name().to_owned(),
        origin: Origin::File,
        base: snapshot.revision,
        tables: vec![PlanTable {
            sheet: round.name().into(),
            register,
            layout: Layout::Table,
            header_rows: Vec::new(),
            columns: Vec::new(),
            defaults: Vec::new(),
            profile: None,
        }],
        rows,
        sets: Vec::new(),
        notices: Vec::new(),
        not_taken: Vec::new(),
        sheets_left_out: Vec::new(),
        meta: FileMeta::default(),
        previews: Vec::new(),
    }
}

/// A row for a thing that the ledger does not have.
fn fresh(target: Target, item: &Record, day: &str) -> Content {
    let register: RegisterId = target.register();
    let mut content = Content::default();
    set(register, &mut content, target.number(), text(item, "tag"));
    set(register, &mut content, "confirmed_on", day);
    if let Some(place) = target.place() {
        set(register, &mut content, place, text(item, "seen_place"));
    }
    content
}
