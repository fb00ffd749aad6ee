//! When the maker's support of an operating system or program ends.
//!
//! Owns: reading free text (`Win11 23H2`, `Server2016`) as a product and version of a [`List`]. Refuses to know:
//! rows, wording, today.
//! Invariants: a version that is not certain is never called supported; a product without a published date is
//! never called supported for want of one; the list is data with a visible day.

mod list;
mod products;
#[cfg(test)]
mod spellings;
mod windows;

pub use list::{List, ListError};

use chrono::{Months, NaiveDate};

use crate::core::parse;

/// What is known about the support of one product and version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// What the text was read as: `Windows 11 23H2 (W: Home/Pro)`.
    pub label: String,
    pub standing: Standing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Ends on a day; a paid extension may follow until another.
    Ends { on: NaiveDate, extended: Option<NaiveDate> },
    /// Over, and nobody knows since when.
    Ended,
    /// The product is known, but the text does not say enough to tell the version.
    VersionUnknown,
    /// No date is published. Not the same as supported.
    NoDate,
}

/// Reads a text; `None` when it names no product of the list.
pub fn support(list: &List, text: &str) -> Option<Support> {
    let key = parse::fold(text).replace(['_', '　'], " ");
    if key.is_empty() {
        return None;
    }
    let found = windows::read(list, &key).or_else(|| products::read(list, &key))?;
    Some(extended(found, &key))
}

/// The paid extension (ESU) is bought year by year: without a number one year counts, never more than there is.
fn extended(found: Support, key: &str) -> Support {
    let Some(at) = key.find("esu").or_else(|| key.find("延長")) else {
        return found;
    };
    let Standing::Ends {
        on,
        extended: Some(last),
    } = found.standing
    else {
        return found;
    };
    // 2年目 counts; 2025年 is a day and 2台 another number.
    let behind: Vec<char> = key[at..].chars().collect();
    let years = behind.windows(3).find_map(|three| match three {
        [before, years @ '1'..='3', '年'] if !before.is_ascii_digit() => years.to_digit(10),
        _ => None,
    });
    let years = years.unwrap_or(1);
    let until = on.checked_add_months(Months::new(12 * years)).unwrap_or(on).min(last);
    Support {
        label: format!("{} ESU {years}", found.label),
        standing: Standing::Ends {
            on: until,
            extended: Some(last),
        },
    }
}

fn unknown(label: &str) -> Option<Support> {
    Some(Support {
        label: label.to_owned(),
        standing: Standing::VersionUnknown,
    })
}

/// Where a number of four digits stands on its own in a text. `2025年更新予定` is a day, not a version.
fn year_at(text: &str, year: &str) -> Option<usize> {
    text.match_indices(year).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        !before.is_some_and(|c| c.is_ascii_digit()) && !is_day(&text[at + year.len()..])
    })
}

/// Whether what stands behind a number makes a day or another number of it.
fn is_day(behind: &str) -> bool {
    let mut rest = behind.chars();
    match rest.next() {
        Some('年') => true,
        Some(c) if c.is_ascii_digit() => true,
        Some('/' | '.') => rest.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// Runs of digits and dots in a text, with what stands before and behind each kept apart: `21h2` is no number,
/// and `2025年` is a day.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &text[at..];
            let start = rest.find(|c: char| c.is_ascii_digit())?;
            let run = &rest[start..];
            let end = run.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(run.len());
            at += start + end;
            let number = run[..end].trim_matches('.');
            let behind = &run[end..];
            let year = number.len() >= 4 && number.starts_with("20") && !number[..4].contains('.');
            let dated =
                year && (number.len() > 4 || behind.starts_with('/')) || behind.starts_with(['年', '月', '日', '台']);
            if !dated && !number.is_empty() {
                return Some(number);
            }
        }
    })
}
