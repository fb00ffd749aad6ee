//! Drafts against the ledger: which record each is, and what would change.
//!
//! Invariant: what one value says against another is asked, never written over: a serial number that is another one, a
//! running number (No.) that now stands at another thing.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::draft::Draft;
use super::headers::is_running;
use super::{Action, PlanColumn, PlanRow};
use crate::core::catalogue::{Column, FieldKind, RegisterId};
use crate::core::export::sheets::borrowed;
use crate::core::model::{AddressKind, Content, Fields, Problem, Record, RecordId, Snapshot};
use crate::core::parse::{self, fold, header_key};

/// Record per value; `None` marks a value that several records have.
type Index = HashMap<String, Option<Arc<Record>>, foldhash::fast::RandomState>;

/// Where a draft stands in the file.
#[derive(Clone, Copy)]
pub(super) struct Source<'s> {
    /// Place of its table in the plan.
    pub table: usize,
    pub sheet: &'s str,
    /// Its numbers only count the rows of the list.
    pub running: bool,
}

impl<'s> Source<'s> {
    pub fn new(table: usize, sheet: &'s str) -> Self {
        Self {
            table,
            sheet,
            running: false,
        }
    }

    /// With what the table says of its numbers: No. and 1, 2, 3 without a gap.
    pub fn of(table: usize, sheet: &'s str, register: RegisterId, columns: &[PlanColumn], drafts: &[Draft]) -> Self {
        let counts = |number: usize| {
            let column = Column::Field(number);
            let mut headers = columns.iter().filter(|known| known.target.feeds(&column));
            let texts = drafts
                .iter()
                .filter_map(|draft| draft.content.fields.get(number).as_text());
            headers.any(|known| is_running(&header_key(&known.header)))
                && (1..)
                    .zip(texts)
                    .all(|(nth, text): (usize, _)| fold(text).trim().parse() == Ok(nth))
        };
        Self {
            running: register.field_index("management_no").is_some_and(counts),
            ..Self::new(table, sheet)
        }
    }
}

/// Looks up records of one register by the values that prove identity.
pub(super) struct Matcher {
    register: RegisterId,
    /// Fields, key and index per key of `matched_by`.
    indexes: Vec<(Vec<usize>, &'static str, Index)>,
    /// Fields that are another thing's when they differ, those that prove one beside the number, and those that speak
    /// for or against a weak proof.
    machine: Vec<usize>,
    proofs: Vec<usize>,
    hints: Vec<usize>,
    claimed: HashSet<RecordId>,
    numbers: HashSet<String, foldhash::fast::RandomState>,
    /// Serial numbers and the like of this file, with their field.
    told: HashSet<(usize, String), foldhash::fast::RandomState>,
    /// Records by all that a row says of them, per set of fields, for rows that nothing else identifies.
    alike: HashMap<Vec<usize>, HashMap<String, Vec<Arc<Record>>>>,
    rows: Arc<Vec<Arc<Record>>>,
}

/// Sets of fields for which records are told by all that a row says; a table has a few.
const ALIKE: usize = 16;

impl Matcher {
    pub fn new(register: RegisterId, snapshot: &Snapshot) -> Self {
        let rows = snapshot.rows(register).clone();
        let indexes = register
            .matched_by
            .iter()
            .filter_map(|key| {
                let fields: Vec<usize> = key
                    .split('+')
                    .map(|key| register.field_index(key))
                    .collect::<Option<_>>()?;
                let mut index = Index::default();
                for row in rows.iter() {
                    if let Some(proof) = proof(register, &row.content, &fields) {
                        index
                            .entry(proof)
                            .and_modify(|known| *known = None)
                            .or_insert_with(|| Some(row.clone()));
                    }
                }
                Some((fields, *key, index))
            })
            .collect();
        let fields = |keys: &[&str]| {
            let known = keys.iter().filter_map(|key| register.field_index(key));
            known.filter(|_| register == RegisterId::DEVICE).collect()
        };
        Self {
            register,
            indexes,
            machine: fields(&["serial_no", "mac"]),
            proofs: fields(&["serial_no", "mac", "computer_name"]),
            hints: fields(&["management_no", "serial_no", "mac", "computer_name", "name", "ip"]),
            claimed: HashSet::new(),
            numbers: HashSet::default(),
            told: HashSet::default(),
            alike: HashMap::new(),
            rows,
        }
    }

    pub fn plan(&mut self, from: Source<'_>, draft: Draft) -> PlanRow {
        let Draft {
            rows,
            mut content,
            mut problems,
            raw,
            derived,
        } = draft;
        let (matched, mut doubtful) = self.find(from.running, &content);
        let number = self.indexes.first().and_then(|(fields, ..)| fields.first().copied());
        if self.register == RegisterId::DEVICE
            && let Some(field) = number
        {
            // A place in somebody's list says nothing against the number that the ledger gave.
            if let (true, Some((record, _))) = (from.running, &matched)
                && !record.content.fields.get(field).is_blank()
            {
                content.fields.set(field, record.content.fields.get(field).clone());
            }
            let is_taken = |text: &str| matched.is_none() && self.indexes[0].2.contains_key(text);
            let column = Column::Field(field);
            match content.fields.get(field).as_text().map(identity) {
                Some(text) if is_taken(&text) || !self.numbers.insert(text.clone()) => {
                    problems.push((column, Problem::DuplicateNumber));
                }
                Some(_) => {}
                None => problems.push((column, Problem::MissingNumber)),
            }
            for &field in self.machine.iter().filter(|_| matched.is_none()) {
                if let Some(text) = content.fields.get(field).as_text()
                    && !self.told.insert((field, identity(text)))
                {
                    problems.push((Column::Field(field), Problem::DuplicateNumber));
                }
            }
        }
        // A row about something else, or struck through, is shown, and written only if a person says so.
        let is_left = |problem: Problem| matches!(problem, Problem::OtherThing | Problem::StruckOut);
        let is_left = problems.iter().any(|(_, problem)| is_left(*problem));
        let target = matched.as_ref().map(|(record, _)| record.clone());
        doubtful |= target.as_ref().is_some_and(|record| !self.claimed.insert(record.id));
        let content = match &target {
            Some(record) => {
                let content = without_derived(record, content, &derived);
                merged(&record.content, without_borrowed(record, content))
            }
            None => content,
        };
        let raw = (!raw.is_empty()).then(|| {
            let cells: BTreeMap<&str, &str> = raw.iter().map(|(at, text)| (at.as_str(), &**text)).collect();
            serde_json::json!({"sheet": from.sheet, "rows": rows, "cells": cells})
                .to_string()
                .into_boxed_str()
        });
        let mut row = PlanRow {
            table: from.table,
            register: self.register,
            source_rows: rows,
            include: !doubtful && !is_left,
            action: Action::Conflict,
            matched_by: matched.and_then(|(_, key)| key),
            target,
            known_as: None,
            content,
            merge: None,
            read: None,
            problems,
            raw,
        };
        if !doubtful {
            row.action = row.settled();
        }
        row
    }

    /// The record that a row is about with the key that says so, and whether a person has to look at that.
    fn find(&mut self, running: bool, content: &Content) -> (Option<Match>, bool) {
        if self.rows.is_empty() {
            return (None, false);
        }
        let mut doubtful = false;
        // A place in a list is the last thing to know something by.
        let first = usize::from(running).min(self.indexes.len());
        for nth in (first..self.indexes.len()).chain(0..first) {
            let (fields, key, index) = &self.indexes[nth];
            if index.is_empty() {
                continue;
            }
            let Some(proof) = proof(self.register, content, fields) else {
                continue;
            };
            let is_weak = self.register == RegisterId::DEVICE && (fields.len() > 1 || (running && nth == 0));
            let record = match index.get(&proof) {
                Some(Some(record)) => record,
                // Several have it, which says nothing where one would have said little.
                Some(None) => {
                    doubtful |= !is_weak;
                    continue;
                }
                None => continue,
            };
            let number = &self.indexes[0].0;
            // Whether any of these fields is the same in both, or another one.
            let any = |list: &[usize], same: bool| {
                let list = list.iter().filter(|field| !fields.contains(field));
                let mut list = list.filter(|field| !(running && number.contains(field)));
                list.any(|&field| compared(self.register, content, &record.content, field) == Some(same))
            };
            if is_weak && any(&self.hints, false) && !any(&self.hints, true) {
                continue;
            }
            // A serial that fits while the numbers differ is a renumbering or a mistake, and the number or name of a
            // thing with another serial a thing that was replaced: a person decides.
            let is_renumbered = nth > 0 && any(number, false);
            let is_replaced = any(&self.machine, false) && !any(&self.proofs, true);
            doubtful |= !is_weak && (is_renumbered || is_replaced);
            return (Some((record.clone(), Some(*key))), doubtful);
        }
        let found = if doubtful { None } else { self.alike(content) };
        (found.map(|record| (record, None)), doubtful)
    }

    /// For a row that nothing identifies: a record that says all that the row says, and that no row has claimed.
    fn alike(&mut self, content: &Content) -> Option<Arc<Record>> {
        let says_nothing = |(fields, ..): &(Vec<usize>, _, _)| proof(self.register, content, fields).is_none();
        if !self.indexes.iter().all(says_nothing) {
            return None;
        }
        let fields: Vec<usize> = content.fields.iter().map(|(field, _)| field).collect();
        if fields.len() < 2 || (!self.alike.contains_key(&fields) && self.alike.len() >= ALIKE) {
            return None;
        }
        let all = |content: &Content| {
            let texts = fields
                .iter()
                .map(|field| content.fields.get(*field).display().into_owned());
            texts.collect::<Vec<_>>().join("\u{1f}")
        };
        let known = self.alike.entry(fields.clone()).or_insert_with(|| {
            let mut known: HashMap<String, Vec<Arc<Record>>> = HashMap::new();
            for row in self.rows.iter().rev() {
                known.entry(all(&row.content)).or_default().push(row.clone());
            }
            known
        });
        let same = known.get_mut(&all(content))?;
        while let Some(record) = same.pop() {
            if !self.claimed.contains(&record.id) {
                return Some(record);
            }
        }
        None
    }
}

/// A record and the key of `matched_by` that led to it.
type Match = (Arc<Record>, Option<&'static str>);

/// Whether both say the same in a field; `None` when one of them says nothing. Of addresses one in common is enough.
fn compared(register: RegisterId, one: &Content, two: &Content, field: usize) -> Option<bool> {
    let (one, two) = (one.fields.get(field).as_text()?, two.fields.get(field).as_text()?);
    if !matches!(register.fields[field].kind, FieldKind::IpList | FieldKind::Mac) {
        return Some(identity(one) == identity(two));
    }
    let bare = |text: &str| fold(text).replace(['-', ':', '.'], "");
    let parts = |text: &str| {
        let parts = text.split(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '/'));
        parts
            .map(bare)
            .filter(|part| !part.is_empty())
            .collect::<HashSet<String>>()
    };
    Some(!parts(one).is_disjoint(&parts(two)))
}

/// What proves identity by these fields; `None` when one of them says nothing, or no address where one is asked for.
fn proof(register: RegisterId, content: &Content, fields: &[usize]) -> Option<String> {
    let texts = fields.iter().map(|at| {
        let text = content.fields.get(*at).as_text()?;
        let is_proof = register.fields[*at].kind != FieldKind::IpList || is_address(text);
        is_proof.then(|| identity(text))
    });
    Some(texts.collect::<Option<Vec<_>>>()?.join("\u{1f}"))
}

/// Addresses that stand in a place on their own; DHCP and the like are none.
fn is_address(text: &str) -> bool {
    let found = parse::addresses(text);
    found.kind == AddressKind::Single
}

fn identity(text: &str) -> String {
    let folded = fold(text);
    if folded.contains(char::is_whitespace) {
        folded.chars().filter(|c| !c.is_whitespace()).collect()
    } else {
        folded.into_owned()
    }
}

/// What was worked out from other cells says nothing where the ledger has a value.
fn without_derived(record: &Record, mut content: Content, derived: &[usize]) -> Content {
    for &field in derived {
        let known = record.content.fields.get(field);
        if !known.is_blank() {
            content.fields.set(field, known.clone());
        }
    }
    content
}

/// Our own official sheet calls a device without a network name by its use: reading it back must not record that.
fn without_borrowed(record: &Record, mut content: Content) -> Content {
    if record.register == RegisterId::DEVICE {
        for key in ["computer_name", "ip"] {
            let Some(field) = record.register.field_index(key) else {
                continue;
            };
            let text = content.fields.get(field).display().into_owned();
            if !text.is_empty() && borrowed(record, key).as_deref() == Some(&text) {
                content.fields.set(field, record.content.fields.get(field).clone());
            }
        }
    }
    content
}

/// The file's values on top of what the ledger has; a blank in the file says nothing.
fn merged(old: &Content, new: Content) -> Content {
    let mut out = old.clone();
    for (field, entry) in new.fields.iter() {
        out.fields.set(field, entry.clone());
    }
    for (child, rows) in new
        .children
        .into_iter()
        .enumerate()
        .filter(|(_, rows)| !rows.is_empty())
    {
        let known = out.child_rows(child).to_vec();
        let rows = rows.into_iter().map(|row| with_extras(row, &known)).collect();
        out.set_child_rows(child, rows);
    }
    for (header, entry) in new.custom {
        out.set_custom(&header, entry);
    }
    out
}

/// Keeps what the ledger knows of a child row beyond the file's columns, when its first field is the same.
fn with_extras(row: Fields, known: &[Fields]) -> Fields {
    let Some(same) = known
        .iter()
        .find(|old| old.get(0) == row.get(0) && !row.get(0).is_blank())
    else {
        return row;
    };
    let mut out = same.clone();
    for (field, entry) in row.iter() {
        out.set(field, entry.clone());
    }
    out
}
