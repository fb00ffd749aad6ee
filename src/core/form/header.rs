//! Rows of headings: where they are and what each column below them is for.
//!
//! Owns: joining several heading rows, rounds of columns. Refuses to know: item rows.
//! Invariant: a row with a text that is no heading is a heading row only when it names the items.

use super::CellRef;
use super::map::{ColumnRole, MapColumn};
use super::rows::Sheet;
use super::tokens::{Heading, Label, heading};

#[derive(Clone, Debug)]
pub(super) struct Header {
    pub first: u32,
    pub last: u32,
    pub columns: Vec<MapColumn>,
    /// The heading promises a date in the answer's own cell.
    pub with_date: bool,
    /// An item column was named.
    pub names_items: bool,
    /// The answer column asks where something is written, not whether.
    pub is_place: bool,
    /// A person says what the columns are for.
    pub is_pointed: bool,
}

/// Own texts of a row: cells that begin in it.
fn own(sheet: &Sheet, row: u32, columns: u32) -> Vec<(CellRef, &str)> {
    let mut found = Vec::new();
    for column in 1..=columns {
        let place = CellRef { row, column };
        let text = sheet.text(place);
        if sheet.anchor(place) == place && !text.trim().is_empty() {
            found.push((place, text));
        }
    }
    found
}

const fn is_item(label: Label) -> bool {
    matches!(label, Label::Item | Label::Content | Label::Title)
}

const fn is_answering(label: Label) -> bool {
    use Label::{Answer, Date, No, NotApplicable, Place, Round, Target, Yes};
    matches!(label, Answer | Date | No | NotApplicable | Place | Round | Target | Yes)
}

pub(super) fn headers(sheet: &Sheet, extent: (u32, u32)) -> Vec<Header> {
    let (rows, columns) = extent;
    let mut found: Vec<Header> = Vec::new();
    let mut row = 1;
    while row <= rows {
        match header_at(sheet, row, rows, columns) {
            Some(header) => {
                row = header.last + 1;
                found.push(header);
            }
            None => row += 1,
        }
    }
    found
}

fn header_at(sheet: &Sheet, row: u32, rows: u32, columns: u32) -> Option<Header> {
    let texts = own(sheet, row, columns);
    let labels: Vec<Label> = texts
        .iter()
        .filter_map(|(_, text)| Some(heading(text)?.label))
        .collect();
    let all = labels.len() == texts.len();
    let names_items = labels.iter().any(|&label| is_item(label));
    if labels.is_empty() || labels.len() * 2 < texts.len() || !(names_items || all) {
        return None;
    }
    let mut last = row;
    for next in row + 1..=(row + 3).min(rows) {
        let texts = own(sheet, next, columns);
        // Headings that reach down from above keep their row; an own row of answers is no heading row.
        let fits = !texts.is_empty()
            && texts
                .iter()
                .all(|(_, text)| heading(text).is_some_and(|found| is_answering(found.label)));
        let reaches = sheet
            .range(
                texts
                    .first()
                    .map_or(CellRef { row: next, column: 1 }, |(place, _)| *place),
            )
            .rows
            .0
            == next;
        if !(fits && reaches) {
            break;
        }
        last = next;
    }
    let paths: Vec<(u32, Vec<(Heading, String)>)> = (1..=columns)
        .map(|column| (column, path(sheet, column, row, last)))
        .filter(|(_, path)| !path.is_empty())
        .collect();
    let best = |path: &[(Heading, String)]| {
        path.iter()
            .map(|(heading, _)| heading.label)
            .max()
            .unwrap_or(Label::Round)
    };
    let answering = paths.iter().filter(|(_, path)| is_answering(best(path))).count();
    let names_items = paths.iter().any(|(_, path)| is_item(best(path)));
    if answering == 0 || !(names_items || answering >= 2) {
        return None;
    }
    let has_item = paths.iter().any(|(_, path)| best(path) == Label::Item);
    let has_content = paths.iter().any(|(_, path)| best(path) == Label::Content);
    let mut round = 1;
    let mut built = Vec::new();
    for (column, path) in &paths {
        let label = best(path);
        let said = path.iter().rev().find_map(|(heading, _)| heading.round);
        if is_answering(label) {
            round = said.unwrap_or(round);
        }
        let role = match label {
            Label::Round | Label::Answer | Label::Place => ColumnRole::Answer { round },
            Label::Yes => ColumnRole::Yes { round },
            Label::No => ColumnRole::No { round },
            Label::NotApplicable => ColumnRole::NotApplicable { round },
            Label::Date => ColumnRole::Date { round },
            Label::Target => ColumnRole::Target { round },
            Label::Section => ColumnRole::Section,
            Label::Number => ColumnRole::Number,
            Label::Note => ColumnRole::Note,
            Label::Item => ColumnRole::Item,
            Label::Content if has_item => ColumnRole::Note,
            Label::Content => ColumnRole::Item,
            Label::Title if has_item || has_content => ColumnRole::Title,
            Label::Title => ColumnRole::Item,
        };
        built.push(MapColumn {
            column: *column,
            role,
            heading: path
                .iter()
                .map(|(_, text)| text.as_str())
                .collect::<Vec<_>>()
                .join(" > "),
        });
    }
    Some(Header {
        first: row,
        last,
        columns: built,
        with_date: paths
            .iter()
            .any(|(_, path)| path.iter().any(|(heading, _)| heading.with_date)),
        names_items,
        is_place: paths.iter().any(|(_, path)| best(path) == Label::Place),
        is_pointed: false,
    })
}

/// The headings over a column, top to bottom, each once.
fn path(sheet: &Sheet, column: u32, first: u32, last: u32) -> Vec<(Heading, String)> {
    let mut seen = None;
    let mut path = Vec::new();
    for row in first..=last {
        let place = sheet.anchor(CellRef { row, column });
        if seen == Some(place) || place.row < first {
            continue;
        }
        seen = Some(place);
        let text = sheet.text(place);
        if let Some(found) = heading(text) {
            path.push((found, text.split_whitespace().collect::<Vec<_>>().join("")));
        }
    }
    path
}
