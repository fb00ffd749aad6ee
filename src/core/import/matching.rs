//! Drafts against the ledger: which record each is, and what would change.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::draft::Draft;
use super::{Action, PlanRow};
use crate::core::catalogue::{Column, RegisterId};
use crate::core::export::sheets::borrowed;
use crate::core::model::{Content, Fields, Problem, Record, RecordId, Snapshot};
use crate::core::parse::fold;

/// Record per value; `None` marks a value that several records have.
type Index = HashMap<String, Option<Arc<Record>>, foldhash::fast::RandomState>;

/// Looks up records of one register by the values that prove identity.
pub(super) struct Matcher {
    register: RegisterId,
    /// Fields, key and index per key of `matched_by`.
    indexes: Vec<(Vec<usize>, &'static str, Index)>,
    claimed: HashSet<RecordId>,
    numbers: HashSet<String, foldhash::fast::RandomState>,
}

impl Matcher {
    pub fn new(register: RegisterId, snapshot: &Snapshot) -> Self {
        let indexes = register
            .matched_by
            .iter()
            .filter_map(|key| {
                let fields: Vec<usize> = key
                    .split('+')
                    .map(|key| register.field_index(key))
                    .collect::<Option<_>>()?;
                let mut index = Index::default();
                for row in snapshot.rows(register).iter() {
                    if let Some(proof) = proof(&row.content, &fields) {
                        index
                            .entry(proof)
                            .and_modify(|known| *known = None)
                            .or_insert_with(|| Some(row.clone()));
                    }
                }
                Some((fields, *key, index))
            })
            .collect();
        Self {
            register,
            indexes,
            claimed: HashSet::new(),
            numbers: HashSet::default(),
        }
    }

    pub fn plan(&mut self, table: usize, draft: Draft, sheet: &str) -> PlanRow {
        let Draft {
            rows,
            content,
            mut problems,
            raw,
            derived,
        } = draft;
        let mut matched: Option<(Arc<Record>, &'static str)> = None;
        let mut doubtful = false;
        for (nth, (fields, key, index)) in self.indexes.iter().enumerate() {
            if index.is_empty() {
                continue;
            }
            let Some(proof) = proof(&content, fields) else {
                continue;
            };
            match index.get(&proof) {
                Some(Some(record)) => {
                    // A serial that fits while the numbers differ is a renumbering or a mistake: a person decides.
                    let first = &self.indexes[0].0;
                    let number = |content: &Content| {
                        let texts = first.iter().map(|at| content.fields.get(*at).as_text());
                        texts.collect::<Option<Vec<_>>>().map(|texts| texts.concat())
                    };
                    let numbers = (number(&content), number(&record.content));
                    doubtful = nth > 0 && matches!(numbers, (Some(one), Some(two)) if one != two);
                    matched = Some((record.clone(), *key));
                    break;
                }
                Some(None) => doubtful = true,
                None => {}
            }
        }
        if self.register == RegisterId::DEVICE
            && let Some(&field) = self.indexes.first().and_then(|(fields, ..)| fields.first())
        {
            let column = Column::Field(field);
            match content.fields.get(field).as_text() {
                Some(text) if !self.numbers.insert(identity(text)) => problems.push((column, Problem::DuplicateNumber)),
                Some(_) => {}
                None => problems.push((column, Problem::MissingNumber)),
            }
        }
        // A row about something else is shown, and written only if a person says so.
        let is_other = problems.iter().any(|(_, problem)| *problem == Problem::OtherThing);
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
            serde_json::json!({"sheet": sheet, "rows": rows, "cells": cells})
                .to_string()
                .into_boxed_str()
        });
        let mut row = PlanRow {
            table,
            register: self.register,
            source_rows: rows,
            include: !doubtful && !is_other,
            action: Action::Conflict,
            matched_by: matched.map(|(_, key)| key),
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
}

/// What proves identity by these fields; `None` when one of them says nothing.
fn proof(content: &Content, fields: &[usize]) -> Option<String> {
    let texts = fields.iter().map(|at| content.fields.get(*at).as_text().map(identity));
    Some(texts.collect::<Option<Vec<_>>>()?.join("\u{1f}"))
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
