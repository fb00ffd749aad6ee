//! New rows: the next free number, and a copy without what only one thing can have.

use std::collections::HashMap;

use crate::core::catalogue::RegisterId;
use crate::core::ledger::Command;
use crate::core::model::{Content, Entry, Record, Snapshot};
use crate::session::Job;
use crate::ui::app::Action;

/// A copy without what only one thing can have.
pub(super) fn duplicate(snapshot: &Snapshot, row: &Record) -> Content {
    let mut content = row.content.clone();
    for key in row.register.matched_by {
        if let Some(field) = row.register.field_index(key) {
            content.fields.set(field, Entry::Blank);
        }
    }
    let named = row.register.field_index(row.register.named_by[0]);
    if let Some(field) = named {
        let entry = next_number(snapshot, row.register)
            .map_or_else(|| row.content.fields.get(field).clone(), |number| Entry::text(&number));
        content.fields.set(field, entry);
    }
    content
}

/// The next free number in the pattern that the clinic uses: `PC-009` after `PC-008`.
pub(super) fn next_number(snapshot: &Snapshot, register: RegisterId) -> Option<String> {
    if register != RegisterId::DEVICE {
        return None;
    }
    let field = register.field_index(register.named_by[0])?;
    let split = |text: &str| {
        let digits = text.chars().rev().take_while(char::is_ascii_digit).count();
        let (prefix, number) = text.split_at(text.len() - digits);
        Some((prefix.to_owned(), digits, number.parse::<u64>().ok()?))
    };
    // The pattern of most rows; of equals, the one used last.
    let mut patterns: HashMap<(String, usize), (usize, u64)> = HashMap::new();
    for row in snapshot.rows(register).iter() {
        if let Some((prefix, digits, number)) = row.content.fields.get(field).as_text().and_then(split) {
            let seen = patterns.entry((prefix, digits)).or_default();
            *seen = (seen.0 + 1, seen.1.max(number));
        }
    }
    let best = patterns
        .into_iter()
        .max_by(|one, two| (one.1.0, &two.0).cmp(&(two.1.0, &one.0)));
    Some(match best {
        Some(((prefix, digits), (_, number))) => format!("{prefix}{:0digits$}", number + 1),
        None => "001".to_owned(),
    })
}

/// A new row needs one entry: the next free number, or a mark to be filled in.
fn fresh(snapshot: &Snapshot, register: RegisterId) -> Content {
    let mut content = Content::default();
    let field = register.field_index(register.named_by[0]).unwrap_or(0);
    let facility = &snapshot.meta.facility;
    let entry = if register == RegisterId::FACILITY && !facility.trim().is_empty() {
        Entry::text(facility)
    } else {
        next_number(snapshot, register).map_or(Entry::UNKNOWN, |number| Entry::text(&number))
    };
    content.fields.set(field, entry);
    content
}

/// A command that adds an empty row to a register.
pub(crate) fn add_row(snapshot: &Snapshot, register: RegisterId) -> Action {
    Action::Job(Job::Execute(Command::Add {
        register,
        content: fresh(snapshot, register),
    }))
}
