//! What the grid asks about cells: words to offer, and what is odd.

use std::collections::HashMap;

use super::fresh::next_number;
use super::shown::Shown;
use crate::core::catalogue::{Column, FieldKind, RegisterId};
use crate::core::model::{Record, Snapshot};
use crate::core::parse;
use crate::core::rules::{Finding, RuleKey};
use crate::text::{grid as grid_words, rules as rule_words, ui as words};
use crate::ui::widgets::grid::Note;

/// What a column already holds, the most used first.
pub(super) fn suggestions(snapshot: &Snapshot, register: RegisterId, column: &Column) -> Vec<String> {
    if let FieldKind::Link(other) = parse::column_kind(register, column) {
        return snapshot
            .rows(other)
            .iter()
            .filter_map(|row| row.name().map(str::to_owned))
            .collect();
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for row in snapshot.rows(register).iter() {
        let text = row.content.display(column);
        if !text.is_empty() && !text.contains('\n') {
            *counts.entry(text).or_default() += 1;
        }
    }
    // A column where every row differs, such as the number, has nothing worth offering.
    let mut words: Vec<(String, usize)> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
    words.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    words.into_iter().map(|(word, _)| word).collect()
}

/// What is odd about a cell: first what cannot be understood, then what the rules found there.
pub(super) fn note(snapshot: &Snapshot, shown: &Shown, row: &Record, column: &Column) -> Option<Note> {
    let register = row.register;
    let kind = parse::column_kind(register, column);
    let text = row.content.display(column);
    if let Some(problem) = parse::column_problem(register, &row.content, column) {
        return Some(Note {
            reason: words::problem(problem).to_owned(),
            mend: parse::mend(kind, &text),
        });
    }
    if let Some(better) = parse::narrow(kind, &text) {
        return Some(Note {
            reason: grid_words::FULL_WIDTH.to_owned(),
            mend: Some(better),
        });
    }
    // The cell itself says that it is not filled in.
    let told = |finding: &&Finding| {
        finding.column.as_ref() == Some(column) && !matches!(finding.rule, RuleKey::RequiredBlank | RuleKey::Unreadable)
    };
    let finding = shown.findings_of(row.id).find(told)?;
    let number = register.field_index(register.named_by[0]).map(Column::Field);
    let again = finding.rule == RuleKey::DuplicateValue && number.as_ref() == Some(column);
    Some(Note {
        reason: words::did(rule_words::title(finding.rule), &rule_words::sentence(finding)),
        mend: if again { next_number(snapshot, register) } else { None },
    })
}
