//! What a person points at where the finder is wrong: the last row of headings, what each column is for, which rows
//! ask for an answer.
//!
//! Owns: the pointed layout of a sheet, its written form, whether it fits a sheet. Refuses to know: answers, editions.
//! Invariant: a layout is used for a sheet only when the headings are those under which it was pointed at.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::header::Header;
use super::map::{ColumnRole, FormMap, MapColumn};
use super::rows::Sheet;
use super::{CellRef, FormBook, limits, tokens};

/// One sheet as a person reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The sheet's name in the book in which it was pointed at.
    pub sheet: String,
    /// The last row of headings; the items stand below.
    pub header: u32,
    /// Columns that mean something, each with what stands in its heading.
    pub columns: BTreeMap<u32, (ColumnRole, String)>,
    /// Rows that are an item, or are none, whatever they look like.
    pub rows: BTreeMap<u32, bool>,
}

/// A sheet as a person is shown it in order to point: its first rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    pub name: String,
    pub columns: u32,
    pub rows: Vec<PreviewRow>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewRow {
    pub number: u32,
    pub cells: Vec<(u32, String)>,
}

/// Rows and columns that are shown: every official sheet known ends before.
const SHOWN_ROWS: u32 = 120;
const SHOWN_COLUMNS: u32 = 16;
const SHOWN_LETTERS: usize = 80;

impl FormBook {
    /// The first rows of every sheet.
    pub fn previews(&self) -> Vec<Preview> {
        self.sheets.iter().map(preview).collect()
    }

    /// What a person starts from: the sheet as the finder read it, or bare.
    pub fn layout(&self, at: usize, map: Option<&FormMap>) -> Layout {
        let name = self.sheets.get(at).map(|sheet| sheet.name.clone()).unwrap_or_default();
        let Some(map) = map else {
            return Layout {
                sheet: name,
                ..Layout::default()
            };
        };
        let mut header = map.header_rows.first().copied().unwrap_or_default();
        while map.header_rows.contains(&(header + 1)) {
            header += 1;
        }
        let columns = map.columns.iter().map(|column| (column.column, column.role));
        let mut layout = Layout {
            sheet: name,
            header,
            columns: columns.map(|(column, role)| (column, (role, String::new()))).collect(),
            rows: BTreeMap::new(),
        };
        self.name_headings(at, &mut layout);
        layout
    }

    /// Notes under which headings of this book the columns were pointed at.
    pub fn settle(&self, layouts: &mut [Layout]) {
        for layout in layouts {
            if let Some(at) = self.sheets.iter().position(|sheet| sheet.name == layout.sheet) {
                self.name_headings(at, layout);
            }
        }
    }

    fn name_headings(&self, at: usize, layout: &mut Layout) {
        let Some(sheet) = self.sheets.get(at) else { return };
        for (column, (_, heading)) in &mut layout.columns {
            *heading = heading_of(sheet, layout.header, *column);
        }
    }
}

fn preview(sheet: &Sheet) -> Preview {
    let (rows, columns) = sheet.extent();
    let columns = columns.min(SHOWN_COLUMNS);
    let shown = (1..=rows.min(SHOWN_ROWS)).map(|row| {
        let cells = (1..=columns).filter_map(|column| {
            let place = CellRef { row, column };
            let text = sheet.text(place).trim();
            let is_own = sheet.anchor(place) == place && !text.is_empty();
            is_own.then(|| (column, text.chars().take(SHOWN_LETTERS).collect()))
        });
        PreviewRow {
            number: row,
            cells: cells.collect(),
        }
    });
    Preview {
        name: sheet.name.clone(),
        columns,
        rows: shown.collect(),
    }
}

fn heading_of(sheet: &Sheet, header: u32, column: u32) -> String {
    tokens::key(sheet.text(CellRef { row: header, column }))
}

impl Layout {
    /// Whether a sheet has the headings under which this was pointed at.
    pub(super) fn fits(&self, sheet: &Sheet) -> bool {
        let named = self.columns.values().filter(|(_, heading)| !heading.is_empty()).count();
        // Without a heading only the name of the sheet tells.
        self.header > 0
            && (named > 0 || self.sheet == sheet.name)
            && self
                .columns
                .iter()
                .all(|(column, (_, heading))| heading_of(sheet, self.header, *column) == *heading)
    }

    /// The headings of a sheet as the person says: those found, with the columns pointed at.
    pub(super) fn headers(&self, sheet: &Sheet, found: Vec<Header>) -> Vec<Header> {
        let columns: Vec<MapColumn> = self
            .columns
            .iter()
            .map(|(column, (role, _))| MapColumn {
                column: *column,
                role: *role,
                heading: sheet
                    .text(CellRef {
                        row: self.header,
                        column: *column,
                    })
                    .split_whitespace()
                    .collect(),
            })
            .collect();
        let mut own = Header {
            first: self.header,
            last: self.header,
            columns: columns.clone(),
            with_date: false,
            names_items: true,
            is_place: false,
            is_pointed: true,
        };
        let mut headers = Vec::new();
        for mut header in found.into_iter().filter(|header| header.last >= self.header) {
            header.columns = columns.clone();
            header.names_items = true;
            header.is_pointed = true;
            if header.first <= self.header {
                own = Header {
                    last: self.header,
                    ..header
                };
            } else {
                headers.push(header);
            }
        }
        headers.insert(0, own);
        headers
    }

    /// Whether it can be known again in another file.
    pub fn has_headings(&self) -> bool {
        self.columns.values().any(|(_, heading)| !heading.is_empty())
    }

    /// As it is kept: JSON with sorted keys.
    pub fn to_text(&self) -> String {
        let columns: Map<String, Value> = self
            .columns
            .iter()
            .map(|(column, (role, heading))| (column.to_string(), json!([role.key(), heading])))
            .collect();
        let rows: Map<String, Value> = self.rows.iter().map(|(row, is)| (row.to_string(), json!(is))).collect();
        json!({"sheet": self.sheet, "header": self.header, "columns": columns, "rows": rows}).to_string()
    }

    /// Reads what was kept; anything else is no layout.
    pub fn from_text(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let number = |text: &str, most: u32| text.parse::<u32>().ok().filter(|number| (1..=most).contains(number));
        let mut layout = Self {
            sheet: value.get("sheet")?.as_str()?.to_owned(),
            header: u32::try_from(value.get("header")?.as_u64()?)
                .ok()
                .filter(|row| *row <= limits::ROWS)?,
            ..Self::default()
        };
        for (column, said) in value.get("columns")?.as_object()? {
            let role = ColumnRole::by_key(said.get(0)?.as_str()?)?;
            let heading = said.get(1)?.as_str()?.to_owned();
            layout.columns.insert(number(column, limits::COLUMNS)?, (role, heading));
        }
        for (row, is) in value.get("rows")?.as_object()? {
            layout.rows.insert(number(row, limits::ROWS)?, is.as_bool()?);
        }
        Some(layout)
    }
}

/// Rounds that a person can point at.
pub const ROUNDS: u8 = 3;

impl ColumnRole {
    /// Every role that a column can have.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::Item, Self::Number, Self::Section, Self::Title, Self::Note];
        for round in 1..=ROUNDS {
            all.extend([
                Self::Answer { round },
                Self::Date { round },
                Self::Target { round },
                Self::Yes { round },
                Self::No { round },
                Self::NotApplicable { round },
            ]);
        }
        all
    }

    /// Stable word: `item`, `answer.1`.
    pub fn key(self) -> String {
        let (word, round) = match self {
            Self::Section => ("section", None),
            Self::Number => ("number", None),
            Self::Title => ("title", None),
            Self::Item => ("item", None),
            Self::Note => ("note", None),
            Self::Answer { round } => ("answer", Some(round)),
            Self::Yes { round } => ("yes", Some(round)),
            Self::No { round } => ("no", Some(round)),
            Self::NotApplicable { round } => ("na", Some(round)),
            Self::Date { round } => ("checked_on", Some(round)),
            Self::Target { round } => ("target_on", Some(round)),
        };
        round.map_or_else(|| word.to_owned(), |round| format!("{word}.{round}"))
    }

    pub fn by_key(key: &str) -> Option<Self> {
        let (word, round) = match key.split_once('.') {
            Some((word, round)) => (word, round.parse::<u8>().ok().filter(|round| (1..=9).contains(round))?),
            None => (key, 0),
        };
        Some(match (word, round) {
            ("section", 0) => Self::Section,
            ("number", 0) => Self::Number,
            ("title", 0) => Self::Title,
            ("item", 0) => Self::Item,
            ("note", 0) => Self::Note,
            (_, 0) => return None,
            ("answer", round) => Self::Answer { round },
            ("yes", round) => Self::Yes { round },
            ("no", round) => Self::No { round },
            ("na", round) => Self::NotApplicable { round },
            ("checked_on", round) => Self::Date { round },
            ("target_on", round) => Self::Target { round },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_is_read_back_as_it_was_kept_and_nothing_else_is_one() {
        let layout = Layout {
            sheet: "点検票".to_owned(),
            header: 4,
            columns: ColumnRole::all()
                .into_iter()
                .enumerate()
                .map(|(at, role)| (at as u32 + 1, (role, format!("heading {at}"))))
                .collect(),
            rows: BTreeMap::from([(7, true), (9, false)]),
        };
        assert_eq!(Layout::from_text(&layout.to_text()), Some(layout));
        for odd in [
            "",
            "[]",
            "{}",
            r#"{"sheet":"a","header":99999999,"columns":{},"rows":{}}"#,
            r#"{"sheet":"a","header":1,"columns":{"0":["item",""]},"rows":{}}"#,
            r#"{"sheet":"a","header":1,"columns":{"1":["answer",""]},"rows":{}}"#,
            r#"{"sheet":"a","header":1,"columns":{"1":["item.1",""]},"rows":{}}"#,
            r#"{"sheet":"a","header":1,"columns":{},"rows":{"x":true}}"#,
        ] {
            assert_eq!(Layout::from_text(odd), None, "{odd}");
        }
    }
}
