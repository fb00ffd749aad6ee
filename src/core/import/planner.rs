//! From a read workbook to a plan.
//!
//! Owns: which sheets count, what lies around the tables, defaults from sheet names. Refuses to know: files.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, LazyLock};

use super::blocks;
use super::card;
use super::draft::{Draft, address, drafts};
use super::guide::{Guide, Hints};
use super::matching::{Matcher, Source};
use super::preview::SheetPreview;
use super::profile::profiles;
use super::reader::{RawRow, RawSheet, RawWorkbook, ReadError};
use super::table::{self, Bound, Found};
use super::{
    FileMeta, ImportPlan, Layout, MetaText, NotTaken, NotTakenReason, Origin, PlanTable, SheetLeftOut, SheetReason,
};
use super::{beside, doubts, margins, notices, sections, senses, sets, struck, values};
use super::{own, pc};
use crate::core::catalogue::{Column, RegisterId, places, tokens};
use crate::core::model::{Entry, Snapshot};
use crate::core::parse::{self, fold, header_key};

/// Works out what importing the workbook would do. Writes nothing; takes the workbook so that its memory goes.
///
/// # Errors
/// `NoTable` when no sheet holds a table of a known register.
pub fn plan_import(workbook: RawWorkbook, file: &str, snapshot: &Snapshot) -> Result<ImportPlan, ReadError> {
    let plan = plan_guided(workbook, file, snapshot, &Hints::default())?;
    if plan.tables.is_empty() {
        Err(ReadError::NoTable)
    } else {
        Ok(plan)
    }
}

/// The same with what somebody said about the file. A plan without tables shows at least what stands in it, so that a
/// person can point at the header.
///
/// # Errors
/// `OtherLedger` when it is a hand-over of another clinic.
pub fn plan_guided(
    workbook: RawWorkbook,
    file: &str,
    snapshot: &Snapshot,
    hints: &Hints,
) -> Result<ImportPlan, ReadError> {
    let mut plan = ImportPlan {
        file: file.to_owned(),
        origin: Origin::File,
        base: snapshot.revision,
        tables: Vec::new(),
        rows: Vec::new(),
        sets: Vec::new(),
        notices: Vec::new(),
        not_taken: Vec::new(),
        sheets_left_out: Vec::new(),
        previews: Vec::new(),
        meta: FileMeta::default(),
    };
    if pc::is_facts(&workbook) {
        pc::plan(&workbook, snapshot, &mut plan);
        return Ok(plan);
    }
    if own::is_own(&workbook) {
        own::plan(&workbook, snapshot, &mut plan)?;
        return Ok(plan);
    }
    let profiles = profiles(snapshot);
    let mut matchers: BTreeMap<RegisterId, Matcher> = BTreeMap::new();
    let mut found: Vec<(RawSheet, Vec<Found>)> = Vec::new();
    let mut blocks: Vec<(PlanTable, Vec<Draft>)> = Vec::new();
    // By their names alone sheets are left out only beside others: a clinic's one sheet may be called リスト.
    let alone = !workbook.sheets.iter().any(|sheet| left_out(sheet).is_none());
    let mut sheets: Vec<(RawSheet, bool)> = Vec::new();
    for sheet in workbook.sheets {
        plan.previews.push(SheetPreview::of(&sheet));
        let parts = beside::parts(sheet);
        let is_part = parts.len() > 1;
        sheets.extend(parts.into_iter().map(|part| (part, is_part)));
    }
    let mut parts_left: Vec<(Arc<str>, Vec<NotTaken>)> = Vec::new();
    for (mut sheet, is_part) in sheets {
        let guide = Guide::new(&sheet, hints, &profiles);
        let name = sheet.name.clone();
        let leave = |reason| SheetLeftOut {
            sheet: name.clone(),
            reason,
        };
        if !guide.names_the_sheet()
            && let Some(reason) = left_out(&sheet)
            && !(alone && reason.is_by_name())
        {
            plan.sheets_left_out.push(leave(reason));
            if reason == SheetReason::Cover {
                read_meta(&sheet, &sheet.rows.iter().collect::<Vec<_>>(), &mut plan.meta);
            }
            continue;
        }
        let has_rows = |page: &table::Sheet| page.tables.iter().any(|table| !table.rows.is_empty());
        let mut page = table::find(&sheet, &guide, Bound::Usual);
        let mut card = None;
        if !has_rows(&page) {
            // A list beside others, or one that is wide anywhere, is no short one.
            let is_narrow = !is_part && sheet.rows.iter().all(|row| row.cells.len() <= table::SMALL);
            let small = is_narrow.then(|| table::find(&sheet, &guide, Bound::Small));
            // Among the rows of a card stand labels; a short list has its headers at the top alone.
            match small.filter(|small| has_rows(small) && !small.has_labels_below(&sheet)) {
                Some(small) => page = small,
                None => card = card::read(&sheet),
            }
        }
        let table::Sheet {
            mut tables,
            blocks: companies,
            not_taken,
        } = page;
        tables.iter().for_each(|table| margins::settle(&mut sheet, table));
        let guide = Guide::new(&sheet, hints, &profiles);
        for table in &mut tables {
            margins::name_columns(&sheet, table);
            guide.correct(&mut table.columns);
            values::map(&sheet, table);
        }
        let told: HashSet<u32> = not_taken.iter().map(|left| left.row).collect();
        let listed: Vec<&RawRow> = sheet.rows.iter().filter(|row| told.contains(&row.number)).collect();
        read_meta(&sheet, &listed, &mut plan.meta);
        if tables.iter().any(|table| !table.rows.is_empty()) {
            plan.not_taken.extend(not_taken);
            plan.notices.extend(notices::of(&sheet, &tables));
            let companies = companies.iter().filter(|block| !block.rows.is_empty());
            blocks.extend(companies.map(|block| (blocks::table(&sheet, block), blocks::drafts(&sheet, block))));
            found.push((sheet, tables));
        } else if let Some(mut card) = card {
            read_meta(&sheet, &sheet.rows.iter().collect::<Vec<_>>(), &mut plan.meta);
            plan.notices
                .extend(struck::mark(&sheet, sheet.rows.iter(), &mut card.drafts));
            plan.notices.extend(notices::comments(&sheet));
            plan.not_taken.extend(card.not_taken);
            let at = plan.tables.len();
            let register = card.table.register;
            let source = Source::of(at, &sheet.name, register, &card.table.columns, &card.drafts);
            let matcher = matchers
                .entry(register)
                .or_insert_with(|| Matcher::new(register, snapshot));
            plan.rows
                .extend(card.drafts.into_iter().map(|draft| matcher.plan(source, draft)));
            plan.tables.push(card.table);
        } else if is_part {
            let others = sheet.rows.iter().filter(|row| !told.contains(&row.number));
            let others = others.map(|row| left(&name, row, NotTakenReason::Title));
            parts_left.push((name.clone(), others.chain(not_taken).collect()));
        } else {
            plan.sheets_left_out.push(leave(SheetReason::NoTable));
        }
    }
    let departments = department_sheets(&found);
    for (sheet, tables) in found {
        for table in tables {
            let register = table.register;
            let defaults = if departments {
                sheet_defaults(&sheet, &table)
            } else {
                Vec::new()
            };
            let at = plan.tables.len();
            let matcher = matchers
                .entry(register)
                .or_insert_with(|| Matcher::new(register, snapshot));
            let mut read = drafts(&sheet, &table);
            doubts::add(&sheet, &table, &mut read);
            let (mut read, found_sets) = sets::part(&sheet, &table, read, |row| hints.parted.has(&sheet.name, row));
            plan.sets.extend(found_sets);
            // What words mean is asked of each device, not of several in one.
            senses::add(&sheet, &table, &mut read);
            margins::add(&sheet, &table, &mut read);
            sections::add(&sheet, &table, &plan.not_taken, &mut read);
            let rows = table.rows.iter().map(|&at| &sheet.rows[at]);
            plan.notices.extend(struck::mark(&sheet, rows, &mut read));
            plan.rows.reserve(read.len());
            let source = Source::of(at, &sheet.name, register, &table.columns, &read);
            for mut draft in read {
                for (column, entry) in &defaults {
                    if let Column::Field(field) = column
                        && draft.content.fields.get(*field).is_blank()
                    {
                        draft.content.fields.set(*field, entry.clone());
                    }
                }
                plan.rows.push(matcher.plan(source, draft));
            }
            plan.tables.push(PlanTable {
                sheet: sheet.name.clone(),
                register,
                layout: Layout::Table,
                header_rows: table.header_rows,
                profile: table.profile,
                columns: table.columns,
                defaults,
            });
        }
    }
    for (table, drafts) in blocks {
        let (at, register) = (plan.tables.len(), table.register);
        let matcher = matchers
            .entry(register)
            .or_insert_with(|| Matcher::new(register, snapshot));
        let source = Source::new(at, &table.sheet);
        plan.rows
            .extend(drafts.into_iter().map(|draft| matcher.plan(source, draft)));
        plan.tables.push(table);
    }
    for (sheet, rows) in parts_left {
        // A part without a table is left out row by row when the rest of its sheet is taken.
        if plan.tables.iter().any(|table| table.sheet == sheet) {
            plan.not_taken.extend(rows);
        } else if !plan.sheets_left_out.iter().any(|left| left.sheet == sheet) {
            let reason = SheetReason::NoTable;
            plan.sheets_left_out.push(SheetLeftOut { sheet, reason });
        }
    }
    finish_meta(&mut plan.meta);
    Ok(plan)
}

fn left_out(sheet: &RawSheet) -> Option<SheetReason> {
    let name = header_key(&sheet.name);
    let is = |words: &[&str]| words.iter().any(|word| name == header_key(word));
    if sheet.rows.is_empty() {
        Some(SheetReason::Empty)
    } else if sheet.hidden {
        Some(SheetReason::Hidden)
    } else if is(tokens::LIST_SHEETS) {
        Some(SheetReason::Lists)
    } else if is(tokens::COVER_SHEETS) {
        Some(SheetReason::Cover)
    } else if is(tokens::INDEX_SHEETS) {
        Some(SheetReason::Index)
    } else {
        None
    }
}

/// Brings both parts of the meta data to an end: a name behind the date, and whoever made the file.
fn finish_meta(meta: &mut FileMeta) {
    if let Some(on) = &mut meta.updated_on
        && let Some((day, who)) = on.text.split_once(char::is_whitespace)
        && parse::date(day).value.is_some()
        && parse::date(&on.text).value.is_none()
    {
        let who = MetaText {
            text: who.trim().to_owned(),
            ..on.clone()
        };
        on.text = day.to_owned();
        meta.updated_by.get_or_insert(who);
    }
    if meta.updated_by.is_none() {
        meta.updated_by = meta.made_by.take();
    }
}

/// Rows at either end of a sheet in which the meta data is looked for.
const META_ROWS: usize = 100;

/// The labels of 最終更新日 and 最終更新者, each with what it is compared by.
static META_LABELS: LazyLock<[Vec<(&str, String)>; 2]> = LazyLock::new(|| {
    [tokens::UPDATED_ON, tokens::UPDATED_BY]
        .map(|labels| labels.iter().map(|label| (*label, fold(label).into_owned())).collect())
});

/// 最終更新日 and 最終更新者 from rows that are no records: behind the label in its cell, or in the next cell.
fn read_meta(sheet: &RawSheet, rows: &[&RawRow], meta: &mut FileMeta) {
    // It stands in the head of a sheet or at its foot.
    let foot = rows.len().saturating_sub(META_ROWS).max(META_ROWS);
    for row in rows.iter().take(META_ROWS).chain(rows.iter().skip(foot)) {
        for (at, cell) in row.cells.iter().enumerate() {
            if meta.made_by.is_none()
                && let Some((label, who)) = cell.text.split_once(['：', ':'])
                && tokens::MADE_BY.contains(&label.trim())
                && !who.trim().is_empty()
            {
                meta.made_by = Some(MetaText {
                    sheet: sheet.name.clone(),
                    cell: address(row.number, cell.column),
                    text: who.trim().to_owned(),
                });
            }
            for (labels, slot) in [
                (&META_LABELS[0], &mut meta.updated_on),
                (&META_LABELS[1], &mut meta.updated_by),
            ] {
                if slot.is_some() {
                    continue;
                }
                let found = |text: &str, column| {
                    Some(MetaText {
                        sheet: sheet.name.clone(),
                        cell: address(row.number, column),
                        text: text.trim().to_owned(),
                    })
                };
                let text = fold(&cell.text);
                let label = labels.iter().find(|(_, folded)| text.contains(folded.as_str()));
                let Some((label, _)) = label else { continue };
                let behind = cell.text.split_once(*label).map_or("", |(_, rest)| rest);
                // 更新 of 更新者 is another label.
                if behind.starts_with(['者', '担', '日', '年', '履', '責', '頻']) {
                    continue;
                }
                let behind = behind.trim_start_matches(['：', ':', ' ', '\u{3000}', '\n']);
                // Another label may stand behind the value in the same cell.
                let end = ["最終", "更新"]
                    .iter()
                    .filter_map(|word| behind.find(word))
                    .min()
                    .unwrap_or(behind.len());
                let behind = behind[..end].trim_end_matches(['（', '(', '）', ')', '、', ' ', '\u{3000}', '/', '／']);
                if !behind.is_empty() {
                    *slot = found(behind, cell.column);
                } else if header_key(&cell.text) == header_key(label)
                    && let Some(next) = row.cells.get(at + 1)
                {
                    *slot = found(&next.text, next.column);
                }
            }
        }
    }
}

/// Several sheets with one table of the same headers each: the sheet names say the department.
fn department_sheets(found: &[(RawSheet, Vec<Found>)]) -> bool {
    let heads: Vec<Vec<String>> = found
        .iter()
        .filter_map(|(_, tables)| match tables.as_slice() {
            [only] if only.register == RegisterId::DEVICE => {
                Some(only.columns.iter().map(|column| header_key(&column.header)).collect())
            }
            _ => None,
        })
        .collect();
    heads.len() >= 2 && heads.iter().all(|head| head == &heads[0])
}

fn sheet_defaults(sheet: &RawSheet, table: &Found) -> Vec<(Column, Entry)> {
    if !places::is_place(&sheet.name) {
        return Vec::new();
    }
    let mapped = |column: &Column| table.columns.iter().any(|known| known.target.feeds(column));
    ["department", "place"]
        .iter()
        .filter_map(|key| table.register.field_index(key))
        .map(Column::Field)
        .filter(|column| !mapped(column))
        .map(|column| (column, Entry::text(&sheet.name)))
        .collect()
}

/// A row that is listed as left out.
pub(super) fn left(sheet: &Arc<str>, row: &RawRow, reason: NotTakenReason) -> NotTaken {
    NotTaken {
        sheet: sheet.clone(),
        row: row.number,
        reason,
    }
}
