//! Which rows and columns a register shows, and in what order.
//!
//! Invariant: worked out when revision, search, filters, sort or columns change, never per frame.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::core::catalogue::{Column, FieldKind, Need, RegisterId};
use crate::core::model::{Entry, Record, RecordId, Value};
use crate::core::parse;
use crate::core::rules::{self, Finding, RuleKey};
use crate::core::search::search_key;
use crate::session::View;
use crate::ui::widgets::grid::{Order, Test};

/// What a row must be to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// A required field is blank.
    Missing,
    /// Some field is 不明.
    Unknown,
    /// Some cell cannot be understood.
    Problem,
    /// A rule found something about it that nobody has accepted.
    Found(RuleKey),
    /// Written in since the month began.
    ThisMonth,
    Column {
        column: Column,
        test: Test,
    },
    /// The rows that a fact elsewhere counts; the label says which fact.
    Only {
        rows: Arc<BTreeSet<RecordId>>,
        label: String,
    },
}

impl Filter {
    fn fits(&self, register: RegisterId, row: &Record, shown: &Shown) -> bool {
        match self {
            Self::Found(rule) => shown.findings_of(row.id).any(|finding| finding.rule == *rule),
            Self::ThisMonth => shown.touched.as_ref().is_some_and(|touched| touched.contains(&row.id)),
            Self::Missing => parse::blanks(register, &row.content).next().is_some(),
            Self::Unknown => row
                .content
                .fields
                .iter()
                .chain(row.content.children.iter().flatten().flat_map(|inner| inner.iter()))
                .any(|(_, entry)| matches!(entry, Entry::Unknown { .. })),
            Self::Problem => (row.content.fields.iter())
                .any(|(at, _)| parse::column_problem(register, &row.content, &Column::Field(at)).is_some()),
            Self::Only { rows, .. } => rows.contains(&row.id),
            Self::Column { column, test } => {
                let text = || row.content.display(column);
                match (test, column) {
                    (Test::Text(wanted), _) => text() == *wanted,
                    (Test::Blank, _) => text().is_empty(),
                    (Test::Problem, column) => parse::column_problem(register, &row.content, column).is_some(),
                    (Test::Yes, _) => {
                        let kind = parse::column_kind(register, column);
                        parse::understand(kind, &text()).value == Some(Value::Flag(true))
                    }
                    (Test::Unknown, Column::Field(at)) => {
                        matches!(row.content.fields.get(*at), Entry::Unknown { .. })
                    }
                    (Test::NotApplicable, Column::Field(at)) => {
                        matches!(row.content.fields.get(*at), Entry::NotApplicable)
                    }
                    (Test::Unknown | Test::NotApplicable, _) => false,
                }
            }
        }
    }
}

/// How a person wants to see a register.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lens {
    pub search: String,
    pub filters: Vec<Filter>,
    pub sort: Vec<(Column, Order)>,
    /// Columns in order, or the usual ones.
    pub columns: Option<Vec<Column>>,
    /// Columns that stay in sight; 0 for the usual one.
    pub frozen: usize,
}

/// Rows per built-in filter, for the chips.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub missing: usize,
    pub unknown: usize,
    pub problem: usize,
}

#[derive(Default)]
pub struct Shown {
    /// Register and head of the history that the rest was worked out for.
    of: Option<(RegisterId, [u8; 32])>,
    lens: Lens,
    /// What the rules found; a newer list of end dates finds other things in the same ledger.
    findings: Arc<Vec<Finding>>,
    /// Places in [`Self::findings`] of what is open about a row.
    found: HashMap<RecordId, Vec<usize>>,
    /// Rows written since the month began, once somebody has asked for them.
    touched: Option<Arc<HashSet<RecordId>>>,
    pub rows: Vec<Arc<Record>>,
    pub columns: Vec<Column>,
    pub tally: Tally,
}

impl Shown {
    /// Works everything out again if something changed; says whether it did.
    pub fn refresh(
        &mut self,
        view: &View,
        register: RegisterId,
        lens: &Lens,
        touched: Option<&Arc<HashSet<RecordId>>>,
    ) -> bool {
        let of = Some((register, view.snapshot.head));
        let found_anew = !Arc::ptr_eq(&self.findings, &view.findings);
        let touched_anew = self.touched.as_ref().map(Arc::as_ptr) != touched.map(Arc::as_ptr);
        if self.of == of && self.lens == *lens && !found_anew && !touched_anew {
            return false;
        }
        let all = view.snapshot.rows(register);
        self.touched = touched.cloned();
        if self.of != of || found_anew {
            self.findings = view.findings.clone();
            self.found.clear();
            for (at, finding) in rules::open(&self.findings).iter().enumerate() {
                if finding.register == register {
                    self.found.entry(finding.record).or_default().push(at);
                }
            }
        }
        if self.of != of {
            self.tally = tally(self, register, all);
        }
        self.of = of;
        self.lens = lens.clone();
        self.rows = (view.index.find(register, &lens.search).into_iter())
            .filter_map(|at| all.get(at as usize))
            .filter(|row| lens.filters.iter().all(|filter| filter.fits(register, row, self)))
            .cloned()
            .collect();
        // The last key first: a stable sort keeps the order of the keys before it.
        for (column, order) in lens.sort.iter().rev() {
            let kind = parse::column_kind(register, column);
            self.rows.sort_by_cached_key(|row| sort_key(kind, row, column));
            if *order == Order::Down {
                self.rows.reverse();
            }
        }
        self.columns = match &lens.columns {
            Some(columns) => columns.clone(),
            None => usual_columns(view, register),
        };
        true
    }

    /// What is open about a row, the most serious first.
    pub fn findings_of(&self, record: RecordId) -> impl Iterator<Item = &Finding> {
        let places = self.found.get(&record).into_iter().flatten();
        places.filter_map(|at| self.findings.get(*at))
    }
}

/// Columns that the ministry asks for or somebody has written in; the rest is in the detail.
pub fn usual_columns(view: &View, register: RegisterId) -> Vec<Column> {
    let used = view.index.used(register);
    let mut columns: Vec<Column> = view
        .snapshot
        .columns(register)
        .into_iter()
        .filter(|column| {
            used.contains(column)
                || matches!(column, Column::Field(field) if register.fields[*field].need == Need::Required)
        })
        .collect();
    // The name of the row stands first and stays in sight.
    let first = register.field_index(register.named_by[0]).map(Column::Field);
    if let Some(first) = first {
        columns.retain(|column| *column != first);
        columns.insert(0, first);
    }
    columns
}

fn tally(shown: &Shown, register: RegisterId, rows: &[Arc<Record>]) -> Tally {
    let count = |filter: Filter| rows.iter().filter(|row| filter.fits(register, row, shown)).count();
    Tally {
        missing: count(Filter::Missing),
        unknown: count(Filter::Unknown),
        problem: count(Filter::Problem),
    }
}

/// Blank last, dates by day, numbers within text by value: `PC-2` before `PC-10`.
fn sort_key(kind: FieldKind, row: &Record, column: &Column) -> (bool, String) {
    let text = row.content.display(column);
    if kind == FieldKind::Date
        && let Some(Value::Date(date)) = parse::understand(kind, &text).value
    {
        return (false, date.date.format("%Y%m%d").to_string());
    }
    let mut key = String::with_capacity(text.len() + 8);
    let mut digits = String::new();
    for c in search_key(&text).chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            let number = digits.trim_start_matches('0');
            key.push_str(&format!("{number:0>12}"));
            digits.clear();
        }
        key.push(c);
    }
    (text.is_empty(), key)
}
