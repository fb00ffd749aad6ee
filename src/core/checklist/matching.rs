//! Rows of a form against the items of an edition.
//!
//! Owns: likeness of wordings. Refuses to know: answers.
//! Invariants: by wording and devices, never by number; a row belongs to one item at most and an item to one row.

use super::{Edition, Item};
use crate::core::form::{ItemRow, RowKind, TargetGroup, tokens};

/// Wordings at least this alike are the same.
pub(super) const ALIKE: f64 = 0.85;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The same wording for the same devices.
    Same,
    /// Nearly the same wording, or devices that one side does not name.
    Alike,
}

/// The item that a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Place in [`Edition::items`].
    pub item: usize,
    pub how: How,
}

/// For each row of a form the item it is, if the edition has it.
pub fn match_rows(rows: &[ItemRow], edition: &Edition) -> Vec<Option<Match>> {
    let row_keys: Vec<String> = rows.iter().map(|row| comparison_key(&row.text)).collect();
    let item_keys: Vec<Vec<String>> = edition.items.iter().map(keys).collect();
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (nth, item) in edition.items.iter().enumerate() {
            if (row.kind == RowKind::Presence) != item.is_presence() {
                continue;
            }
            let Some(fit) = group_fit(row.group, item.id.group) else {
                continue;
            };
            let likeness = if item.is_presence() {
                1.0
            } else {
                likeness(&row_keys[at], &item_keys[nth])
            };
            if likeness >= ALIKE {
                // Of equals, the same block and then the same place in the order decide.
                let block = if row.is_formal == item.is_formal { 0.01 } else { 0.0 };
                candidates.push((likeness + fit + block, at, nth));
            }
        }
    }
    candidates.sort_by(|one, two| two.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(two.1, two.2))));
    let mut found: Vec<Option<Match>> = vec![None; rows.len()];
    let mut taken = vec![false; edition.items.len()];
    for (_, at, nth) in candidates {
        if found[at].is_some() || taken[nth] {
            continue;
        }
        taken[nth] = true;
        let item = &edition.items[nth];
        let same = item_keys[nth].contains(&row_keys[at]) && rows[at].group == item.id.group;
        found[at] = Some(Match {
            item: nth,
            how: if same || item.is_presence() {
                How::Same
            } else {
                How::Alike
            },
        });
    }
    found
}

/// How well the devices of a row and an item go together; `None` when they contradict.
fn group_fit(row: TargetGroup, item: TargetGroup) -> Option<f64> {
    match () {
        () if row == item => Some(0.2),
        // A sheet may leave out the sentence, or say 全般 where another names each.
        () if row == TargetGroup::NONE || item == TargetGroup::NONE => Some(0.1),
        () => None,
    }
}

fn keys(item: &Item) -> Vec<String> {
    let texts = std::iter::once(&item.text).chain(&item.variants);
    texts.map(|text| comparison_key(text)).collect()
}

/// Folded, without the remark in 【】 that some material prints with the item.
pub(super) fn comparison_key(text: &str) -> String {
    let bare = match (text.find('【'), text.rfind('】')) {
        (Some(start), Some(end)) if start < end => format!("{}{}", &text[..start], &text[end + '】'.len_utf8()..]),
        _ => text.to_owned(),
    };
    tokens::key(&bare)
}

pub(super) fn likeness(key: &str, known: &[String]) -> f64 {
    let of = |other: &String| {
        if other == key {
            return 1.0;
        }
        // Lengths that differ this much cannot be alike enough: a long sheet would cost its square otherwise.
        let (short, long) = (key.len().min(other.len()) as f64, key.len().max(other.len()) as f64);
        if short < long * 0.7 {
            0.0
        } else {
            strsim::normalized_levenshtein(key, other)
        }
    };
    known.iter().map(of).fold(0.0, f64::max)
}

/// Whether two wordings are the same or nearly so.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    likeness(&comparison_key(one), &[comparison_key(other)]) >= ALIKE
}
