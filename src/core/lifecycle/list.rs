//! The list of products, versions and end dates: bundled, or a newer file of the same form.
//!
//! Owns: reading `product,version,label,end_of_support,extended_end,source`. Refuses to know: what people write.
//! Invariant: a file that is not whole and plausible is refused; the day of a list is the newest that its sources
//! name, never the day of the file.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use thiserror::Error;

use super::{Standing, Support};
use crate::core::parse;

/// Larger files are no such list.
const LARGEST: usize = 4 << 20;
/// Fewest rows of a list worth having.
const FEWEST: usize = 100;
const HEADER: [&str; 5] = ["product", "version", "label", "end_of_support", "extended_end"];

/// Why a file is no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ListError {
    #[error("not the columns of a list")]
    Header,
    #[error("too short or too long for a list")]
    Size,
    #[error("line {0} has no readable date")]
    Date(usize),
    #[error("no source says from which day the list is")]
    NoDay,
}

#[derive(Debug)]
struct Line {
    label: String,
    standing: Standing,
}

/// End dates by product and version, from one day.
#[derive(Debug)]
pub struct List {
    lines: HashMap<String, HashMap<String, Line>>,
    /// The day on which the list was made.
    pub day: NaiveDate,
}

static BUNDLED: LazyLock<List> = LazyLock::new(|| {
    let text = include_str!("../../../assets/lifecycle/os_lifecycle.csv");
    // A test reads it; an empty list would only call every version unknown.
    List::read(text).unwrap_or_else(|_| List {
        lines: HashMap::new(),
        day: NaiveDate::MIN,
    })
});

impl List {
    /// The list that came with the program.
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// Whether a text begins as a list does.
    pub fn is_one(text: &str) -> bool {
        text.trim_start_matches('\u{feff}').starts_with(&HEADER.join(","))
    }

    /// Reads a list.
    ///
    /// # Errors
    /// When it is not one as a whole; nothing of it is used then.
    pub fn read(text: &str) -> Result<Self, ListError> {
        if text.len() > LARGEST {
            return Err(ListError::Size);
        }
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let header = reader.headers().map_err(|_| ListError::Header)?;
        if !HEADER.iter().copied().eq(header.iter().take(HEADER.len())) {
            return Err(ListError::Header);
        }
        let mut lines: HashMap<String, HashMap<String, Line>> = HashMap::new();
        let mut rows = 0;
        let mut day = None;
        for (at, record) in reader.records().enumerate() {
            let record = record.map_err(|_| ListError::Date(at + 2))?;
            let cell = |place: usize| record.get(place).unwrap_or_default().trim();
            let date = |text: &str| match text {
                "" => Ok(None),
                text => text.parse().map(Some).map_err(|_| ListError::Date(at + 2)),
            };
            let standing = match cell(3) {
                "ENDED-DATE-UNKNOWN" => Standing::Ended,
                text => match date(text)? {
                    None => Standing::NoDate,
                    Some(on) => Standing::Ends {
                        on,
                        extended: date(cell(4))?,
                    },
                },
            };
            day = day.max(newest(record.iter().skip(5)));
            rows += 1;
            let line = Line {
                label: cell(2).to_owned(),
                standing,
            };
            lines
                .entry(cell(0).to_owned())
                .or_default()
                .insert(cell(1).to_owned(), line);
        }
        if rows < FEWEST {
            return Err(ListError::Size);
        }
        Ok(Self {
            lines,
            day: day.ok_or(ListError::NoDay)?,
        })
    }

    /// What the list says about a version.
    pub(super) fn get(&self, product: &str, version: &str) -> Option<Support> {
        let line = self.lines.get(product)?.get(version)?;
        Some(Support {
            label: line.label.clone(),
            standing: line.standing,
        })
    }

    /// The version whose code name stands in the text: `macOS 14 (Sonoma)`, `Ubuntu 22.04 'Jammy Jellyfish'`.
    pub(super) fn by_code_name(&self, product: &str, text: &str) -> Option<Support> {
        let mut lines: Vec<&Line> = self.lines.get(product)?.values().collect();
        lines.sort_by(|one, two| one.label.cmp(&two.label));
        lines.into_iter().find_map(|line| {
            let (_, name) = line.label.split_once(['(', '\''])?;
            let name = parse::fold(name.split([')', '\'']).next()?).into_owned();
            (name.len() >= 5 && text.contains(&name)).then(|| Support {
                label: line.label.clone(),
                standing: line.standing,
            })
        })
    }

    /// How many versions it knows.
    pub fn len(&self) -> usize {
        self.lines.values().map(HashMap::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// The newest `2026-08-22` that stands in the texts.
fn newest<'a>(texts: impl Iterator<Item = &'a str>) -> Option<NaiveDate> {
    texts
        .flat_map(|text| text.split(|c: char| !c.is_ascii_digit() && c != '-'))
        .filter(|word| word.len() == 10)
        .filter_map(|word| word.parse().ok())
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_list_is_read_whole_and_tells_its_day() {
        let text = include_str!("../../../assets/lifecycle/os_lifecycle.csv");
        let list = List::read(text).expect("whole");
        assert_eq!(list.len(), text.lines().count() - 1);
        assert_eq!(list.day.to_string(), "2026-08-22");
        assert!(!List::bundled().is_empty());
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let row = "windows,99,Windows 99,2030-01-01,,x @ 2027-01-05\n";
        let head = "product,version,label,end_of_support,extended_end,source\n";
        let versions = |end: &str| -> String {
            let rows = (0..FEWEST).map(|n| format!("windows,{n},Windows {n},{end},,x @ 2027-01-05\n"));
            rows.collect()
        };
        for (text, error) in [
            (String::new(), ListError::Header),
            ("a,b,c\n1,2,3\n".to_owned(), ListError::Header),
            (format!("{head}{row}"), ListError::Size),
            (format!("{head}{}", versions("soon")), ListError::Date(2)),
            (format!("{head}{}", versions("2030-02-30")), ListError::Date(2)),
            (
                format!("{head}{}", versions("2030-01-01")).replace("2027-01-05", ""),
                ListError::NoDay,
            ),
        ] {
            assert_eq!(List::read(&text).err(), Some(error));
        }
        let good = List::read(&format!("\u{feff}{head}{}", versions("2030-01-01"))).expect("a list");
        assert_eq!((good.len(), good.day.to_string()), (FEWEST, "2027-01-05".to_owned()));
    }
}
