//! From sheets to maps: titles, headings, item rows, boxes, with every uncertainty named.
//!
//! Owns: deciding what a row is. Refuses to know: what answers say, editions.
//! Invariant: a row inside the table that is not understood is named, never dropped in silence.

use super::answer::is_pair;
use super::header::{Header, headers};
use super::map::{AnswerPlace, BoxKey, ColumnRole, Doubt, DoubtKind, FormKind, FormMap, Hints, RowKind};
use super::pointed::Layout;
use super::rows::Sheet;
use super::walk::Walk;
use super::{CellRef, FormBook, date, tokens, year};

impl FormMap {
    /// Every form in a book, in the order of its sheets.
    pub fn find(book: &FormBook, hints: &Hints) -> Vec<Self> {
        let mut maps: Vec<Self> = Vec::new();
        for (at, sheet) in book.sheets.iter().enumerate() {
            maps.extend(find_in_sheet(sheet, at, hints));
        }
        if maps.len() > 1 {
            for map in &mut maps {
                map.doubt(DoubtKind::SeveralForms, None, map.sheet_name.clone());
            }
        }
        if let Some(known) = book.known() {
            for map in &mut maps {
                map.fiscal_year = Some(known.fiscal_year);
                map.audience = Some(known.audience.to_owned());
                map.doubts
                    .retain(|doubt| !matches!(doubt.kind, DoubtKind::NoFiscalYear | DoubtKind::TwoYears));
                map.weigh();
            }
        }
        maps
    }

    /// Names a doubt and takes its weight off the confidence.
    pub(super) fn doubt(&mut self, kind: DoubtKind, cell: Option<CellRef>, text: impl Into<String>) {
        self.doubts.push(Doubt {
            kind,
            cell,
            text: text.into(),
        });
        self.weigh();
    }

    fn weigh(&mut self) {
        let off: u32 = self.doubts.iter().map(|doubt| u32::from(doubt.kind.weight())).sum();
        self.confidence = 100u32.saturating_sub(off).max(1) as u8;
    }
}

/// One line of titles: where, what it says.
struct Title {
    row: u32,
    text: String,
    kind: Option<FormKind>,
    audience: Option<&'static str>,
}

fn find_in_sheet(sheet: &Sheet, at: usize, hints: &Hints) -> Vec<FormMap> {
    let extent = sheet.extent();
    let layout = hints.layouts.iter().find(|layout| layout.fits(sheet));
    let headers = match layout {
        Some(layout) => layout.headers(sheet, headers(sheet, extent)),
        None => headers(sheet, extent),
    };
    let Some(first) = headers.first() else {
        return Vec::new();
    };
    // Titles stand over the first heading or between two tables, outside of their rows of answers.
    let mut titles = Vec::new();
    for row in 1..=extent.0 {
        if headers.iter().any(|header| (header.first..=header.last).contains(&row)) {
            continue;
        }
        for column in 1..=extent.1 {
            let place = CellRef { row, column };
            let text = sheet.text(place).trim();
            if sheet.anchor(place) != place || text.is_empty() || text.chars().count() > 80 {
                continue;
            }
            let (kind, audience) = (tokens::kind_of_title(text), tokens::audience(text));
            let sentence = text.ends_with('。') || tokens::split_number(text).0.is_some();
            if (kind.is_some() || audience.is_some()) && (row < first.first || !sentence) {
                titles.push(Title {
                    row,
                    text: text.to_owned(),
                    kind,
                    audience,
                });
            }
        }
    }
    // A second title of another kind or audience after a table begins another form.
    let mut starts = vec![1];
    let mut current: (Option<FormKind>, Option<&str>) = (None, None);
    for title in &titles {
        let start = *starts.last().unwrap_or(&1);
        let had_table = headers
            .iter()
            .any(|header| header.first >= start && header.last < title.row);
        let differs = title
            .kind
            .is_some_and(|kind| current.0.is_some_and(|known| known != kind))
            || title
                .audience
                .is_some_and(|audience| current.1.is_some_and(|known| known != audience));
        let has_table_after = headers.iter().any(|header| header.first > title.row);
        if had_table && differs && has_table_after {
            starts.push(title.row);
            current = (None, None);
        }
        current = (title.kind.or(current.0), title.audience.or(current.1));
    }
    let mut maps = Vec::new();
    for (nth, &start) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).map_or(extent.0, |next| next - 1);
        let inside: Vec<&Header> = headers
            .iter()
            .filter(|header| (start..=end).contains(&header.first))
            .collect();
        let titles: Vec<&Title> = titles
            .iter()
            .filter(|title| (start..=end).contains(&title.row))
            .collect();
        if let Some(map) = region(sheet, at, (start, end, extent.1), &inside, &titles, (hints, layout)) {
            maps.push(map);
        }
    }
    maps
}

fn region(
    sheet: &Sheet,
    at: usize,
    (start, end, columns): (u32, u32, u32),
    headers: &[&Header],
    titles: &[&Title],
    (hints, layout): (&Hints, Option<&Layout>),
) -> Option<FormMap> {
    let first = headers.first()?;
    let kind = titles
        .iter()
        .find_map(|title| title.kind)
        .or_else(|| tokens::kind_of_title(&sheet.name));
    // What a person has pointed at is a form.
    let named = kind.is_some() || layout.is_some();
    let has = |wanted: fn(&ColumnRole) -> bool| {
        headers
            .iter()
            .any(|h| h.columns.iter().any(|column| wanted(&column.role)))
    };
    let kind = kind.unwrap_or(if has(|role| matches!(role, ColumnRole::NotApplicable { .. })) {
        FormKind::Disclosure
    } else if headers.iter().any(|header| header.is_place) {
        FormKind::Bcp
    } else {
        FormKind::Checklist
    });
    // A table of devices may have 確認日 and 項目 too; without a title it takes more to be a form.
    let answers = has(|role| matches!(role, ColumnRole::Answer { .. } | ColumnRole::Yes { .. }));
    if !answers
        || (!named
            && !headers
                .iter()
                .any(|header| header.names_items && header.columns.len() >= 2))
    {
        return None;
    }
    let title = titles
        .iter()
        .find(|title| title.kind.is_some())
        .map(|title| title.text.clone());
    let mut map = FormMap {
        kind,
        sheet: at,
        sheet_name: sheet.name.clone(),
        title,
        audience: titles
            .iter()
            .find_map(|title| title.audience)
            .or_else(|| tokens::audience(&sheet.name))
            .map(str::to_owned),
        fiscal_year: None,
        layout: layout.cloned(),
        columns: first.columns.clone(),
        header_rows: headers.iter().flat_map(|header| header.first..=header.last).collect(),
        items: Vec::new(),
        boxes: Vec::new(),
        notes: Vec::new(),
        doubts: Vec::new(),
        confidence: 100,
    };
    let mut walk = Walk::new(sheet, hints, layout, columns);
    for row in start..=end {
        if let Some(header) = headers
            .iter()
            .find(|header| (header.first..=header.last).contains(&row))
        {
            if header.first == row {
                walk.start_table(header, &mut map, end);
            }
            continue;
        }
        walk.row(row, &mut map);
    }
    let years = walk.years;
    if map.items.iter().all(|item| item.kind == RowKind::Presence) || (!named && map.items.len() < 3) {
        return None;
    }
    drop_unprinted(sheet, &mut map);
    settle_year(&mut map, titles, years);
    if !named {
        map.doubt(DoubtKind::NoTitle, None, map.sheet_name.clone());
    }
    if sheet.hidden {
        map.doubt(DoubtKind::Hidden, None, sheet.name.clone());
    }
    if sheet.is_protected {
        map.doubt(DoubtKind::Protected, None, sheet.name.clone());
    }
    let asks_dates = matches!(map.kind, FormKind::Checklist | FormKind::RoleSharing);
    let has_date_box = map.boxes.iter().any(|found| found.key == BoxKey::Date);
    let undated = map
        .items
        .iter()
        .find(|item| item.kind == RowKind::Item && item.slots.iter().all(|slot| slot.date.is_none()));
    if let (true, false, Some(item)) = (asks_dates, has_date_box, undated) {
        let (cell, text) = (item.cell, item.printed.clone());
        map.doubt(DoubtKind::NoDatePlace, Some(cell), text);
    }
    Some(map)
}

/// Titles decide the year; headings of blocks are asked only when no title says one.
fn settle_year(map: &mut FormMap, titles: &[&Title], years: Vec<(i32, CellRef)>) {
    let titled: Vec<i32> = titles
        .iter()
        .filter_map(|title| year::fiscal_year(&title.text))
        .collect();
    let titled = titled.first().copied().or_else(|| year::fiscal_year(&map.sheet_name));
    let said = titled.or_else(|| years.first().map(|(year, _)| *year));
    map.fiscal_year = said;
    match said {
        None if matches!(map.kind, FormKind::Checklist) => map.doubt(DoubtKind::NoFiscalYear, None, ""),
        None => {}
        // A 参考項目 block names the year after; anything else is a sheet of two years.
        Some(year) => {
            let other = years
                .iter()
                .find(|(found, _)| titled.is_some() && (*found < year || *found > year + 1));
            if let Some((found, cell)) = other {
                map.doubt(DoubtKind::TwoYears, Some(*cell), format!("{year} {found}"));
            }
        }
    }
}

/// Where most rows have a printed blank and one has nothing, that one has no place: R5 3(1) has no 2回目.
fn drop_unprinted(sheet: &Sheet, map: &mut FormMap) {
    let is_printed = |cell: CellRef| {
        let text = sheet.text(cell);
        is_pair(text) || date::find(text).is_some_and(|found| found.brackets.is_some())
    };
    let mut columns: std::collections::BTreeMap<u32, (u32, u32)> = std::collections::BTreeMap::new();
    for slot in map.items.iter().flat_map(|item| &item.slots) {
        let one = match slot.answer {
            Some(AnswerPlace::One(cell)) => Some(cell),
            _ => None,
        };
        for cell in [one, slot.target].into_iter().flatten() {
            let count = columns.entry(cell.column).or_default();
            count.0 += u32::from(is_printed(cell));
            count.1 += 1;
        }
    }
    let is_void = |cell: CellRef| {
        let (printed, all) = columns.get(&cell.column).copied().unwrap_or_default();
        let offered = sheet
            .choices
            .iter()
            .any(|list| list.ranges.iter().any(|range| range.holds(cell)));
        printed * 10 >= all * 6 && printed > 0 && sheet.text(cell).trim().is_empty() && !offered
    };
    for item in &mut map.items {
        for slot in &mut item.slots {
            if slot.target.is_some_and(is_void) {
                slot.target = None;
            }
            if let Some(AnswerPlace::One(cell)) = slot.answer
                && slot.round > 1
                && is_void(cell)
            {
                slot.date = slot.date.filter(|date| *date != cell);
                slot.answer = None;
            }
        }
        item.slots
            .retain(|slot| slot.answer.is_some() || slot.date.is_some() || slot.target.is_some());
    }
}
