//! Which rows of three child lists are the same thing. Child rows have no identity: their first field names them.
//!
//! Invariant: every row of every list stands in exactly one line.

use std::collections::{HashMap, HashSet};

use super::merge::same_row;
use crate::core::catalogue::Field;
use crate::core::model::Fields;
use crate::core::parse::fold;

/// One child row in up to three versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub base: Option<&'a Fields>,
    pub ours: Option<&'a Fields>,
    pub theirs: Option<&'a Fields>,
}

/// Lines in our order with their new ones behind; in their order when we changed nothing.
pub(super) fn align<'a>(fields: &[Field], [base, ours, theirs]: [&'a [Fields]; 3]) -> Vec<Line<'a>> {
    let (our_base, their_base) = (places(base, ours), places(base, theirs));
    let their_row: HashMap<usize, usize> = by_base(&their_base);
    let our_row: HashMap<usize, usize> = by_base(&our_base);
    // Rows that both sides added under one name.
    let new = |side: &'a [Fields], of: &[Option<usize>]| -> Vec<(usize, &'a Fields)> {
        let fresh = side.iter().enumerate().zip(of).filter(|(_, base)| base.is_none());
        fresh.map(|(row, _)| row).collect()
    };
    let (our_new, their_new) = (new(ours, &our_base), new(theirs, &their_base));
    let their_keys = keys(their_new.iter().map(|(_, row)| *row));
    let mut joined: HashMap<usize, usize> = HashMap::new();
    for (key, (ours, _)) in keys(our_new.iter().map(|(_, row)| *row)).into_iter().zip(&our_new) {
        if !key.0.is_empty()
            && let Some(found) = their_keys.iter().position(|theirs| *theirs == key)
        {
            joined.insert(*ours, their_new[found].0);
        }
    }
    let taken: HashSet<usize> = joined.values().copied().collect();

    let of_ours = |at: usize| Line {
        base: our_base[at].map(|base_at| &base[base_at]),
        ours: Some(&ours[at]),
        theirs: match our_base[at] {
            Some(base) => their_row.get(&base),
            None => joined.get(&at),
        }
        .map(|&at| &theirs[at]),
    };
    let of_theirs = |at: usize| {
        let base_at = their_base[at];
        Line {
            base: base_at.map(|at| &base[at]),
            ours: base_at.and_then(|at| our_row.get(&at)).map(|&at| &ours[at]),
            theirs: Some(&theirs[at]),
        }
    };
    let untouched = base.len() == ours.len() && base.iter().zip(ours).all(|(one, two)| same_row(fields, one, two));
    let mut lines: Vec<Line<'a>> = Vec::new();
    if untouched {
        lines.extend((0..theirs.len()).map(of_theirs));
        lines.extend((0..ours.len()).map(of_ours).filter(|line| line.theirs.is_none()));
    } else {
        lines.extend((0..ours.len()).map(of_ours));
        let rest = (0..theirs.len()).filter(|at| !taken.contains(at)).map(of_theirs);
        lines.extend(rest.filter(|line| line.ours.is_none()));
    }
    let gone = (0..base.len()).filter(|at| !our_row.contains_key(at) && !their_row.contains_key(at));
    lines.extend(gone.map(|at| Line {
        base: Some(&base[at]),
        ours: None,
        theirs: None,
    }));
    lines
}

fn by_base(of: &[Option<usize>]) -> HashMap<usize, usize> {
    of.iter()
        .enumerate()
        .filter_map(|(at, base)| Some(((*base)?, at)))
        .collect()
}

/// The base row of every row of `side`: by name; a renamed row by its place and something else that it still says.
fn places(base: &[Fields], side: &[Fields]) -> Vec<Option<usize>> {
    let known: HashMap<_, usize> = keys(base.iter()).into_iter().zip(0..).collect();
    let mut of: Vec<Option<usize>> = keys(side.iter()).iter().map(|key| known.get(key).copied()).collect();
    let taken: HashSet<usize> = of.iter().flatten().copied().collect();
    for (at, found) in of.iter_mut().enumerate() {
        let renamed = |was: &Fields| {
            was.iter()
                .any(|(field, entry)| field > 0 && side[at].get(field) == entry)
        };
        if found.is_none() && !taken.contains(&at) && base.get(at).is_some_and(renamed) {
            *found = Some(at);
        }
    }
    of
}

/// The name of each row, with how often it stood before.
fn keys<'a>(rows: impl Iterator<Item = &'a Fields>) -> Vec<(String, usize)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    rows.map(|row| {
        let name = fold(&row.get(0).display()).into_owned();
        let nth = seen.entry(name.clone()).or_default();
        *nth += 1;
        (name, *nth)
    })
    .collect()
}
