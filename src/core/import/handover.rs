//! A hand-over that came back from a vendor: joined with what changed here in the meantime.
//!
//! Owns: which row of the file is which record, rows that were added or are gone. Refuses to know: how cells are
//! joined (`merge`), how the file is laid out (`own`).
//! Invariants: nothing is taken out because it is missing in the file; a file of another clinic is refused; a row
//! copied with its hidden id is a new row.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::draft::Draft;
use super::matching::{Matcher, Source};
use super::merge::{Merge, same_content};
use super::own::{OwnRow, OwnTable, mark, tables};
use super::plan::Origin;
use super::reader::{RawWorkbook, ReadError};
use super::{Action, Changed, ImportPlan, NotTaken, NotTakenReason, PlanRow};
use crate::core::catalogue::{Column, FieldKind, RegisterId, tokens};
use crate::core::export::sheets::{BASE_MARK, HandoverFacts};
use crate::core::model::{Content, Entry, Problem, Record, RecordId, Snapshot};
use crate::core::parse;

/// What the file says about itself, when it is a hand-over.
pub(super) fn facts(workbook: &RawWorkbook) -> Option<HandoverFacts> {
    let sheet = workbook
        .sheets
        .iter()
        .find(|sheet| mark(sheet) == Some(HandoverFacts::MARK))?;
    let pairs: Vec<(&str, &str)> = sheet
        .rows
        .iter()
        .filter_map(|row| Some((&*row.cell(0)?.text, row.cell(1).map_or("", |cell| &cell.text))))
        .collect();
    Some(HandoverFacts::read(&pairs))
}

/// # Errors
/// `OtherLedger` when the file was made from another ledger.
pub(super) fn plan(
    workbook: &RawWorkbook,
    facts: HandoverFacts,
    snapshot: &Snapshot,
    plan: &mut ImportPlan,
) -> Result<(), ReadError> {
    if facts.ledger_id != snapshot.meta.ledger_id {
        return Err(ReadError::OtherLedger(facts.facility));
    }
    let mut bases: HashMap<RegisterId, BTreeMap<RecordId, Content>> = tables(workbook, BASE_MARK)
        .into_iter()
        .map(|table| {
            let rows = table.rows.into_iter();
            let rows = rows.filter_map(|row| Some((row.record()?, row.content)));
            (table.register, rows.collect())
        })
        .collect();
    for table in tables(workbook, "") {
        let base = bases.remove(&table.register).unwrap_or_default();
        Return {
            at: table.register_in(plan),
            vendor: &facts.vendor,
            base: &base,
            table: &table,
            snapshot,
        }
        .plan(plan);
    }
    plan.origin = Origin::Handover { vendor: facts.vendor };
    one_row_per_record(&mut plan.rows);
    Ok(())
}

/// One register of a returned file.
struct Return<'a> {
    at: usize,
    vendor: &'a str,
    /// The rows as they were handed over.
    base: &'a BTreeMap<RecordId, Content>,
    table: &'a OwnTable,
    snapshot: &'a Snapshot,
}

impl Return<'_> {
    fn plan(&self, plan: &mut ImportPlan) {
        let register = self.table.register;
        let mut matcher = Matcher::new(register, self.snapshot);
        let owners = owners(&self.table.rows, register, |id| {
            self.base
                .get(&id)
                .or_else(|| Some(&self.snapshot.get(register, id)?.content))
        });
        let mut back: HashSet<RecordId> = HashSet::new();
        for (row, id) in self.table.rows.iter().zip(owners) {
            let ours = id.and_then(|id| self.snapshot.get(register, id));
            let base = id.and_then(|id| self.base.get(&id));
            back.extend(id);
            match (id, base, ours) {
                (_, _, Some(ours)) => plan.rows.push(self.joined(row, base, ours)),
                (Some(id), Some(base), None) => match self.removed_here(row, id, base) {
                    Some(row) => plan.rows.push(row),
                    None => plan.not_taken.push(NotTaken {
                        sheet: self.table.sheet.clone(),
                        row: row.number,
                        reason: NotTakenReason::RemovedHere,
                    }),
                },
                _ => plan.rows.push(self.added(row, &mut matcher)),
            }
        }
        for id in self.base.keys().filter(|id| !back.contains(id)) {
            if let Some(ours) = self.snapshot.get(register, *id) {
                plan.rows.push(gone(self.at, ours));
            }
        }
    }

    fn joined(&self, row: &OwnRow, base: Option<&Content>, ours: &Arc<Record>) -> PlanRow {
        // What the file has no columns for is the same on all three sides.
        let nothing = Content::default();
        let base = self.table.laid_over(&ours.content, base.unwrap_or(&nothing));
        let theirs = self.table.laid_over(&ours.content, &row.content);
        let merge = Merge::of(self.table.register, &base, &ours.content, &theirs);
        joined_row(self.at, row.number, ours, merge)
    }

    /// We took the row out; they went on with it.
    fn removed_here(&self, row: &OwnRow, id: RecordId, base: &Content) -> Option<PlanRow> {
        let theirs = self.table.laid_over(base, &row.content);
        if same_content(self.table.register, base, &theirs) {
            return None;
        }
        Some(PlanRow {
            known_as: Some(id),
            action: Action::Conflict,
            include: false,
            ..new_row(self.at, self.table.register, vec![row.number], theirs)
        })
    }

    /// A row that they added, or that stands here already under another identity.
    fn added(&self, row: &OwnRow, matcher: &mut Matcher) -> PlanRow {
        let register = self.table.register;
        let mut content = row.content.clone();
        let vendor =
            (0..register.fields.len()).find(|&at| register.fields[at].kind == FieldKind::Link(RegisterId::VENDOR));
        if let Some(field) = vendor
            && content.fields.get(field).is_blank()
        {
            content.fields.set(field, Entry::text(self.vendor));
        }
        let problems = problems(register, &content, None);
        let draft = Draft {
            rows: vec![row.number],
            content: content.clone(),
            problems,
            raw: BTreeMap::new(),
            derived: Vec::new(),
        };
        let found = matcher.plan(Source::new(self.at, &self.table.sheet), draft);
        match &found.target {
            Some(ours) => {
                let merge = Merge::of(register, &Content::default(), &ours.content, &content);
                PlanRow {
                    matched_by: found.matched_by,
                    ..joined_row(self.at, row.number, ours, merge)
                }
            }
            None => found,
        }
    }
}

/// The row of a record on all three sides.
pub(super) fn joined_row(table: usize, number: u32, ours: &Arc<Record>, merge: Merge) -> PlanRow {
    let register = ours.register;
    let content = merge.content();
    let problems = problems(register, &content, Some(&merge));
    let counts = merge.counts();
    let action = match () {
        () if counts.conflicts > 0 => Action::Conflict,
        () if content == ours.content => Action::Unchanged,
        () if !problems.is_empty() => Action::Problem,
        () => Action::Change,
    };
    PlanRow {
        action,
        matched_by: Some("id"),
        target: Some(ours.clone()),
        problems,
        merge: Some(Box::new(merge)),
        ..new_row(table, register, Vec::from_iter((number > 0).then_some(number)), content)
    }
}

pub(super) fn new_row(table: usize, register: RegisterId, source_rows: Vec<u32>, content: Content) -> PlanRow {
    PlanRow {
        table,
        register,
        source_rows,
        action: Action::Add,
        target: None,
        known_as: None,
        matched_by: None,
        content,
        merge: None,
        read: None,
        problems: Vec::new(),
        raw: None,
        include: true,
    }
}

/// What is odd in the cells that they wrote.
fn problems(register: RegisterId, content: &Content, merge: Option<&Merge>) -> Vec<(Column, Problem)> {
    let columns: Vec<Column> = match merge {
        Some(merge) => {
            let theirs = merge.cells().iter().filter(|cell| cell.changed == Changed::Theirs);
            theirs.map(|cell| cell.column.clone()).collect()
        }
        None => content.fields.iter().map(|(at, _)| Column::Field(at)).collect(),
    };
    let columns = columns.into_iter();
    columns
        .filter_map(|column| {
            let problem = parse::column_problem(register, content, &column)?;
            Some((column, problem))
        })
        .collect()
}

/// A row of ours that did not come back: it may be gone, and it may only have been left out.
fn gone(table: usize, ours: &Arc<Record>) -> PlanRow {
    PlanRow {
        action: Action::Gone,
        matched_by: Some("id"),
        target: Some(ours.clone()),
        include: false,
        ..new_row(table, ours.register, Vec::new(), ours.content.clone())
    }
}

/// The field and word by which a register says that something is no longer used.
pub(super) fn status_of_gone(register: RegisterId) -> Option<(usize, &'static str)> {
    let field = register.field_index("status")?;
    let FieldKind::Choice(list) = register.fields[field].kind else {
        return None;
    };
    let word = list
        .iter()
        .find(|choice| tokens::NO_LONGER_USED.contains(&choice.value))?;
    Some((field, word.value))
}

/// Which row of the file stands for which record. Who copies a whole row copies its hidden id too: the row that still
/// has the record's name keeps it, else the first.
pub(super) fn owners<'a>(
    rows: &[OwnRow],
    register: RegisterId,
    known: impl Fn(RecordId) -> Option<&'a Content>,
) -> Vec<Option<RecordId>> {
    let name = register.named_by.first().and_then(|key| register.field_index(key));
    let mut places: HashMap<RecordId, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some(id) = row.record() {
            places.entry(id).or_default().push(at);
        }
    }
    let mut owners = vec![None; rows.len()];
    for (id, places) in places {
        let named = |at: &&usize| {
            let known = known(id).zip(name);
            known.is_some_and(|(known, name)| known.fields.get(name) == rows[**at].content.fields.get(name))
        };
        if let Some(&owner) = places.iter().find(named).or(places.first()) {
            owners[owner] = Some(id);
        }
    }
    owners
}

/// Two rows of a plan for one record cannot both be written: a person has to see the second.
pub(super) fn one_row_per_record(rows: &mut [PlanRow]) {
    let mut seen: HashSet<RecordId> = HashSet::new();
    for row in rows {
        let record = row.target.as_ref().map(|target| target.id).or(row.known_as);
        if record.is_some_and(|record| !seen.insert(record)) {
            row.action = Action::Conflict;
            row.include = false;
        }
    }
}
