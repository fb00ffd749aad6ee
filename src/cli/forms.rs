//! `form inspect` and `form read`: what an official file is and what stands in it.
//!
//! Owns: the JSON contracts of forms, version 1. Refuses to know: how forms are found.
//! Invariant: a key never changes its meaning; new keys may come.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::Failure;
use super::arguments::Json as Style;
use super::commands::{put, say};
use crate::core::files;
use crate::core::form::{
    AnswerPlace, AnswerRead, ColumnRole, DateRead, FormBook, FormError, FormMap, Hints, ItemRow, Reading, RowKind,
    Slot, State, limits,
};
use crate::text::form as words;

/// Opens a file as a workbook of forms.
pub(super) fn open(file: &Path) -> Result<FormBook, Failure> {
    let bytes = files::read_limited(file, limits::FILE as u64).map_err(|_| Failure::Refused(words::unreadable()))?;
    let bytes = bytes.ok_or_else(|| Failure::Refused(words::notice(&FormError::TooLarge("file"))))?;
    FormBook::open(bytes).map_err(|error| Failure::Refused(words::notice(&error)))
}

/// The forms of a book; none is a failure.
pub(super) fn maps(book: &FormBook, hints: &Hints) -> Result<Vec<FormMap>, Failure> {
    let maps = FormMap::find(book, hints);
    if maps.is_empty() {
        return Err(Failure::Refused(words::none_found()));
    }
    Ok(maps)
}

pub(super) fn inspect(file: &Path, hints: &Hints, style: Style, out: &mut Vec<u8>) -> Result<(), Failure> {
    let book = open(file)?;
    let maps = maps(&book, hints)?;
    match style {
        Style::Yes => put(out, &inspected(&book, &maps)),
        Style::No => {
            if book.known().is_some() {
                say(out, words::MATCHES_OFFICIAL);
            }
            for map in &maps {
                say(out, &line(map));
                for doubt in &map.doubts {
                    say(out, &format!("  {}", words::doubt(doubt)));
                }
            }
        }
    }
    Ok(())
}

fn line(map: &FormMap) -> String {
    let (audience, items) = (map.audience.as_deref(), map.items.len());
    words::found(
        map.kind,
        &map.sheet_name,
        audience,
        map.fiscal_year,
        items,
        map.confidence,
    )
}

fn inspected(book: &FormBook, maps: &[FormMap]) -> Json {
    let known = book.known().map(|known| {
        json!({"file": known.file, "kind": known.kind.key(), "fiscal_year": known.fiscal_year, "audience": known.audience})
    });
    json!({"version": 1, "sha256": book.sha256(), "official_file": known, "forms": maps.iter().map(form).collect::<Vec<_>>()})
}

fn form(map: &FormMap) -> Json {
    let columns: Vec<Json> = map
        .columns
        .iter()
        .map(|found| {
            let (role, round) = role(found.role);
            let cell = crate::core::form::CellRef {
                row: 1,
                column: found.column,
            }
            .to_string();
            json!({"column": cell.trim_end_matches('1'), "role": role, "round": round, "heading": found.heading})
        })
        .collect();
    let boxes: Vec<Json> = map
        .boxes
        .iter()
        .map(
            |found| json!({"key": found.key.key(), "label": found.label.to_string(), "value": found.value.to_string()}),
        )
        .collect();
    let doubts: Vec<Json> = map
        .doubts
        .iter()
        .map(|doubt| {
            json!({"kind": doubt.kind.key(), "cell": doubt.cell.map(|cell| cell.to_string()), "text": doubt.text, "sentence": words::doubt(doubt)})
        })
        .collect();
    json!({
        "kind": map.kind.key(), "sheet": map.sheet_name, "title": map.title, "audience": map.audience,
        "fiscal_year": map.fiscal_year, "confidence": map.confidence, "rounds": map.rounds(),
        "header_rows": map.header_rows, "columns": columns, "items": map.items.iter().map(item).collect::<Vec<_>>(),
        "boxes": boxes, "notes": map.notes, "doubts": doubts,
    })
}

const fn role(role: ColumnRole) -> (&'static str, Option<u8>) {
    match role {
        ColumnRole::Section => ("section", None),
        ColumnRole::Number => ("number", None),
        ColumnRole::Title => ("title", None),
        ColumnRole::Item => ("item", None),
        ColumnRole::Note => ("note", None),
        ColumnRole::Answer { round } => ("answer", Some(round)),
        ColumnRole::Yes { round } => ("yes", Some(round)),
        ColumnRole::No { round } => ("no", Some(round)),
        ColumnRole::NotApplicable { round } => ("na", Some(round)),
        ColumnRole::Date { round } => ("checked_on", Some(round)),
        ColumnRole::Target { round } => ("target_on", Some(round)),
    }
}

fn item(item: &ItemRow) -> Json {
    let cell = |cell: crate::core::form::CellRef| cell.to_string();
    let slot = |slot: &Slot| {
        let answer = slot.answer.map(|place| match place {
            AnswerPlace::One(one) => json!({"cell": cell(one)}),
            AnswerPlace::Each {
                yes,
                no,
                not_applicable,
            } => {
                json!({"yes": cell(yes), "no": cell(no), "na": not_applicable.map(cell)})
            }
        });
        json!({"round": slot.round, "answer": answer, "checked_on": slot.date.map(cell), "target_on": slot.target.map(cell)})
    };
    json!({
        "cell": cell(item.cell), "presence": item.kind == RowKind::Presence, "number": item.number, "text": item.text,
        "printed": item.printed, "title": item.title, "section": item.section, "group": item.group.key(),
        "block": item.block, "formal": item.is_formal, "hidden": item.is_hidden, "note": item.note.map(cell),
        "slots": item.slots.iter().map(slot).collect::<Vec<_>>(),
    })
}

pub(super) fn read(file: &Path, hints: &Hints, style: Style, out: &mut Vec<u8>) -> Result<(), Failure> {
    let book = open(file)?;
    let maps = maps(&book, hints)?;
    let mut forms = Vec::new();
    for map in &maps {
        let reading = map
            .read(&book)
            .map_err(|error| Failure::Refused(words::notice(&error)))?;
        match style {
            Style::Yes => forms.push(read_json(map, &reading)),
            Style::No => read_lines(map, &reading, out),
        }
    }
    if style == Style::Yes {
        put(out, &json!({"version": 1, "sha256": book.sha256(), "forms": forms}));
    }
    Ok(())
}

fn read_json(map: &FormMap, reading: &Reading) -> Json {
    let items: Vec<Json> = reading
        .items
        .iter()
        .map(|read| {
            let row = &map.items[read.item];
            let rounds: Vec<Json> = read
                .rounds
                .iter()
                .map(|round| {
                    json!({"round": round.round, "answer": answer(&round.answer), "checked_on": date(&round.checked_on),
                        "target_on": date(&round.target_on)})
                })
                .collect();
            json!({"cell": row.cell.to_string(), "presence": row.kind == RowKind::Presence, "number": row.number,
                "text": row.text, "group": row.group.key(), "formal": row.is_formal, "rounds": rounds, "note": read.note})
        })
        .collect();
    let boxes: Vec<Json> = reading
        .boxes
        .iter()
        .map(|found| json!({"key": found.key.key(), "text": found.text}))
        .collect();
    json!({"kind": map.kind.key(), "sheet": map.sheet_name, "audience": map.audience, "fiscal_year": map.fiscal_year,
        "items": items, "boxes": boxes})
}

fn answer(read: &AnswerRead) -> Json {
    let (answer, why) = match read.state {
        State::Given(answer) => (Some(answer.key()), None),
        State::Confirm { guess, why } => (guess.map(|guess| guess.key()), Some(why.key())),
        State::Blank | State::Both | State::Unreadable => (None, None),
    };
    json!({"state": read.state.key(), "answer": answer, "why": why, "how": read.how.map(|how| how.key()), "raw": read.raw})
}

fn date(read: &DateRead) -> Json {
    if read == &DateRead::default() {
        return Json::Null;
    }
    json!({"date": read.date.map(|day| day.to_string()), "raw": read.raw, "problem": read.problem.map(|problem| problem.key())})
}

fn read_lines(map: &FormMap, reading: &Reading, out: &mut Vec<u8>) {
    say(out, &line(map));
    for read in &reading.items {
        let row = &map.items[read.item];
        for round in &read.rounds {
            let shown = |date: &DateRead| {
                let problem = date.problem.map(words::date_problem).unwrap_or_default();
                date.date.map(|day| day.to_string()).unwrap_or_default() + problem
            };
            say(
                out,
                &[
                    row.number.clone().unwrap_or_default(),
                    row.text.replace(['\n', '\t'], " "),
                    words::group(row.group),
                    round.round.to_string(),
                    words::state(round.answer.state),
                    shown(&round.checked_on),
                    shown(&round.target_on),
                ]
                .join("\t"),
            );
        }
    }
}
