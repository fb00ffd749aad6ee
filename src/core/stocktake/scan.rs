//! What one scanned code means: seen, seen again, in another place, or nothing that was expected.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Round, same, set, text};
use crate::core::catalogue::{Column, RegisterId, tokens};
use crate::core::ledger::{Command, Edit};
use crate::core::model::{Content, Entry, Record, RecordId, Snapshot};

/// Longest code that is kept; a scanner that goes mad must not fill the ledger.
pub(super) const LONGEST: usize = 200;

/// Clinics are all on Japanese time.
const JAPAN: TimeDelta = TimeDelta::hours(9);

/// What a scan was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Found,
    /// Found, but not where the ledger says.
    Elsewhere,
    /// Counted before.
    Again,
    /// Not expected in this round; kept.
    Unexpected,
    /// Several expected things answer to the code: a person has to choose.
    Ambiguous,
    /// Nothing was read.
    Nothing,
}

/// A scan with the operation that notes it.
#[derive(Debug)]
pub struct Seen {
    pub outcome: Outcome,
    /// What people call the thing; the code itself when nobody knows it.
    pub name: String,
    pub command: Option<Command>,
}

/// What a person says about an expected thing without a scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Found,
    NotFound,
    /// Takes back what was noted.
    Open,
}

/// Understands a scanned or typed code. `place` is where the person stands, if they say so.
pub fn scan(snapshot: &Snapshot, round: &Round<'_>, code: &str, place: Option<&str>, now: DateTime<Utc>) -> Seen {
    // Scanners may send a line's end, a prefix of three characters (AIM) or full-width letters.
    let code: String = code.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    let code = code.trim();
    let key = same(code);
    let place = place.map(str::trim).filter(|place| !place.is_empty());
    if key.is_empty() {
        return Seen {
            outcome: Outcome::Nothing,
            name: String::new(),
            command: None,
        };
    }
    let by = |fits: &dyn Fn(&Record) -> bool| -> Vec<&Arc<Record>> {
        round.items.iter().copied().filter(|item| fits(item)).collect()
    };
    let expected = |item: &Record| !text(item, "record").is_empty() || !text(item, "number").is_empty();
    // The number on the label first; a serial number only when no label says so.
    let mut hits = by(&|item| expected(item) && same(text(item, "number")) == key);
    if hits.is_empty() {
        hits = by(&|item| expected(item) && text(item, "codes").lines().any(|line| same(line) == key));
    }
    if hits.is_empty() {
        hits = by(&|item| same(text(item, "tag")) == key);
    }
    match hits.as_slice() {
        [] => unexpected(snapshot, round, code, &key, place, now),
        [item] => Seen {
            outcome: outcome(item, place),
            name: name(item),
            command: Some(note(item, code, place, now)),
        },
        [first, ..] => Seen {
            outcome: Outcome::Ambiguous,
            name: name(first),
            command: None,
        },
    }
}

fn name(item: &Record) -> String {
    let words = [text(item, "number"), text(item, "name")];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        text(item, "tag").to_owned()
    } else {
        words.join(" ")
    }
}

fn outcome(item: &Record, place: Option<&str>) -> Outcome {
    let seen = !item.entry("result").is_blank() && super::word(item, "result") != Some(tokens::NOT_FOUND);
    if seen {
        Outcome::Again
    } else if is_elsewhere(item, place) {
        Outcome::Elsewhere
    } else {
        Outcome::Found
    }
}

fn is_elsewhere(item: &Record, place: Option<&str>) -> bool {
    let expected = same(text(item, "place"));
    // 受付 is in 1階 受付.
    place
        .map(same)
        .is_some_and(|place| !expected.is_empty() && !expected.contains(&place) && !place.contains(&expected))
}

fn moment(now: DateTime<Utc>) -> String {
    (now + JAPAN).format("%Y-%m-%d %H:%M:%S").to_string()
}

fn note(item: &Record, code: &str, place: Option<&str>, now: DateTime<Utc>) -> Command {
    let times: u32 = text(item, "times").parse().unwrap_or(0);
    let times = (times + 1).to_string();
    let again = outcome(item, place) == Outcome::Again;
    let result = match (super::word(item, "result"), is_elsewhere(item, place)) {
        (Some(word @ (tokens::FOUND | tokens::ELSEWHERE | tokens::UNEXPECTED)), _) if again => word,
        (_, true) => tokens::ELSEWHERE,
        (_, false) => tokens::FOUND,
    };
    let seen_at = moment(now);
    let mut cells = vec![("result", result), ("times", &times), ("tag", code)];
    if !again {
        cells.push(("seen_at", &seen_at));
        cells.push(("seen_place", place.unwrap_or_default()));
    }
    edit(item, &cells)
}

fn edit(item: &Record, cells: &[(&str, &str)]) -> Command {
    let edits = cells.iter().filter_map(|(key, text)| {
        Some(Edit::Cell {
            column: Column::Field(item.register.field_index(key)?),
            entry: Entry::text(text),
        })
    });
    Command::Edit {
        record: item.id,
        edits: edits.collect(),
    }
}

/// A code that was not expected: a thing outside of the round, or one that the ledger does not have at all.
fn unexpected(
    snapshot: &Snapshot,
    round: &Round<'_>,
    code: &str,
    key: &str,
    place: Option<&str>,
    now: DateTime<Utc>,
) -> Seen {
    let target = round.target;
    let rows = snapshot.rows(target.register()).iter();
    let known = rows.rev().find(|row| same(text(row, target.number())) == key);
    let register = RegisterId::STOCKTAKE_ITEM;
    let id = known.map(|row| row.id.to_string()).unwrap_or_default();
    let called = known.map_or("", |row| {
        let names = target.names().iter().map(|name| text(row, name));
        names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    });
    let seen_at = moment(now);
    let mut content = Content::default();
    for (field, value) in [
        ("round", round.name()),
        ("record", id.as_str()),
        ("name", called),
        ("result", tokens::UNEXPECTED),
        ("seen_place", place.unwrap_or_default()),
        ("seen_at", &seen_at),
        ("tag", code),
        ("times", "1"),
    ] {
        set(register, &mut content, field, value);
    }
    Seen {
        outcome: Outcome::Unexpected,
        name: if called.is_empty() {
            code.to_owned()
        } else {
            format!("{code} {called}")
        },
        command: Some(Command::Add { register, content }),
    }
}

/// Notes what a person says about an item; `None` when there is no such item.
pub fn mark(
    snapshot: &Snapshot,
    item: RecordId,
    mark: Mark,
    place: Option<&str>,
    now: DateTime<Utc>,
) -> Option<Command> {
    let item = snapshot.get(RegisterId::STOCKTAKE_ITEM, item)?;
    let seen_at = moment(now);
    Some(match mark {
        Mark::Found => {
            let elsewhere = is_elsewhere(item, place);
            let result = if elsewhere { tokens::ELSEWHERE } else { tokens::FOUND };
            edit(
                item,
                &[
                    ("result", result),
                    ("seen_at", &seen_at),
                    ("seen_place", place.unwrap_or_default()),
                ],
            )
        }
        Mark::NotFound => edit(item, &[("result", tokens::NOT_FOUND), ("seen_at", &seen_at)]),
        Mark::Open => edit(
            item,
            &[
                ("result", ""),
                ("seen_at", ""),
                ("seen_place", ""),
                ("tag", ""),
                ("times", ""),
            ],
        ),
    })
}
