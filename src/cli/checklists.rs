//! `checklist status`, `checklist take`, `readiness` and `form fill`.
//!
//! Owns: their output for people; JSON stands in `checklist_json`. Refuses to know: rules.
//! Invariant: taking shows what it takes; filling never touches the file it was given.

use std::path::Path;

use super::arguments::{Json as Style, Request};
use super::commands::{put, say};
use super::wish::ChecklistWish;
use super::{Failure, checklist_json, forms};
use crate::core::catalogue::RegisterId;
use crate::core::checklist::readiness::{self, Verdict, Whose};
use crate::core::checklist::{
    Answers, Editions, LARGEST_HANDED_ON, SheetId, SheetKind, Step, TakePlan, Told, Visit, about, begin_year, chosen,
    fill_book, fiscal_year_of, handed_on, is_disclosure, is_handed_on, is_kept, plan_take, read_disclosure, unread_row,
};
use crate::core::evidence::NewFile;
use crate::core::files;
use crate::core::form::FormBook;
use crate::core::ledger::{Command, Context, Ledger};
use crate::core::model::{Batch, OperationKind};
use crate::core::rules::{self, Look};
use crate::text::{checklist as words, cli, form as form_words, inspection};

pub(super) fn run(
    mut ledger: Ledger,
    wish: &ChecklistWish,
    told: &Told,
    (request, context): (&Request, &Context),
    out: &mut Vec<u8>,
) -> Result<(), Failure> {
    let today = request.clock.today();
    match wish {
        ChecklistWish::Begin => {
            let year = told.fiscal_year.unwrap_or_else(|| fiscal_year_of(today));
            let batch = Batch {
                kind: OperationKind::Edit,
                label: words::begun(year),
                source: None,
                rows: begin_year(ledger.snapshot(), year),
            };
            let is_known = batch.rows.is_empty();
            ledger.execute(Command::Apply(batch), context)?;
            say(
                out,
                &if is_known {
                    words::is_known(year)
                } else {
                    words::begun(year)
                },
            );
            Ok(())
        }
        ChecklistWish::Status => status(&ledger, told, (today, request.json), out),
        ChecklistWish::Readiness => ready(&ledger, told, (today, request.json), out),
        ChecklistWish::Edition { out: target } => {
            let edition =
                chosen(ledger.snapshot(), told, today).map_err(|year| Failure::Refused(words::no_edition(year)))?;
            files::write_atomic(target, edition.to_toml().as_bytes())?;
            say(out, &cli::exported(&target.display().to_string()));
            Ok(())
        }
        ChecklistWish::Take { file, dry_run } if is_handed_on(file) => {
            take_edition(&mut ledger, (file, *dry_run), (request, context), out)
        }
        ChecklistWish::Take { file, dry_run } => {
            let dry_run = *dry_run;
            take(&mut ledger, (file, dry_run), told, (request, context), out)
        }
        ChecklistWish::Fill { file, out: target } => fill(
            &ledger,
            (file, target),
            told,
            (today, &request.actor, request.json),
            out,
        ),
    }
}

fn look(ledger: &Ledger, today: chrono::NaiveDate) -> Look<'_> {
    Look::new(ledger.snapshot(), today)
}

fn status(
    ledger: &Ledger,
    told: &Told,
    (today, style): (chrono::NaiveDate, Style),
    out: &mut Vec<u8>,
) -> Result<(), Failure> {
    let edition = chosen(ledger.snapshot(), told, today).map_err(|year| Failure::Refused(words::no_edition(year)))?;
    let look = look(ledger, today);
    let findings = rules::all(&look);
    let desk = about::Desk::new(&look, &findings);
    let answers = Answers::of(ledger.snapshot());
    let id = SheetId {
        edition: edition.id.clone(),
        sheet: edition.sheet,
        vendor: told.vendor.clone(),
    };
    if style == Style::Yes {
        let beside = |item: &_| desk.about(item);
        put(
            out,
            &checklist_json::status(ledger.snapshot(), &edition, &id, &answers, &beside),
        );
        return Ok(());
    }
    say(out, &words::edition_name(&edition));
    for item in &edition.items {
        let given = answers.sheet(&id);
        let last = crate::core::checklist::last_given(given, &item.id);
        let answer = last
            .and_then(|(_, given)| given.answer)
            .map_or("", |answer| answer.word());
        let on = last.and_then(|(_, given)| given.checked_on).map(|day| day.to_string());
        let shown = words::wording(item);
        let mark = shown.mark.map(|mark| format!("［{mark}］")).unwrap_or_default();
        let facts: Vec<String> = desk.about(&item.id).iter().map(words::beside).collect();
        let line = [
            words::number(item),
            words::name(&item.id, Some(&edition)),
            answer.to_owned(),
            on.unwrap_or_default(),
            shown.text.replace('\n', " ") + &mark,
            facts.join("、"),
        ];
        say(out, &line.join("\t"));
    }
    Ok(())
}

fn ready(
    ledger: &Ledger,
    told: &Told,
    (today, style): (chrono::NaiveDate, Style),
    out: &mut Vec<u8>,
) -> Result<(), Failure> {
    let look = look(ledger, today);
    let findings = rules::all(&look);
    let year = told.fiscal_year.unwrap_or_else(|| fiscal_year_of(today));
    let found = readiness::readiness(&look, &findings, year);
    let Some(judgement) = &found.judgement else {
        return Err(Failure::Refused(words::no_edition(year)));
    };
    let visit = Visit::of(ledger.snapshot());
    if style == Style::Yes {
        put(out, &checklist_json::readiness(&found, visit));
        return Ok(());
    }
    if let Some(scope) = inspection::scope(visit) {
        say(out, scope);
    }
    say(out, &words::overall(judgement.overall));
    let edition = found.own.as_deref();
    let whose = |whose: Whose| match whose {
        Whose::Own => String::new(),
        Whose::Vendor(at) => found
            .vendors
            .get(at)
            .map(|vendor| vendor.name.clone())
            .unwrap_or_default(),
    };
    for row in &judgement.rows {
        let Verdict::Points(point) = &row.verdict else { continue };
        let name = row
            .item
            .as_ref()
            .map(|item| words::name(item, edition))
            .unwrap_or_default();
        let rule = row.rule.text(found.fiscal_year);
        let line = [
            whose(row.whose),
            name,
            words::point(point),
            words::point_todo(point).to_owned(),
            words::rule_source(&rule),
        ];
        say(out, &line.join("\t"));
    }
    for warning in &found.warnings {
        let name = warning
            .item
            .as_ref()
            .map(|item| words::name(item, edition))
            .unwrap_or_default();
        let line = [
            whose(warning.whose),
            name,
            words::concern(&warning.concern),
            words::OURS_ADVICE.to_owned(),
        ];
        say(out, &line.join("\t"));
    }
    Ok(())
}

fn take(
    ledger: &mut Ledger,
    (file, dry_run): (&Path, bool),
    told: &Told,
    (request, context): (&Request, &Context),
    out: &mut Vec<u8>,
) -> Result<(), Failure> {
    let today = request.clock.today();
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let book = forms::open(file)?;
    let hints = Editions::of(ledger.snapshot()).hints();
    let maps = match forms::maps(&book, &hints) {
        Err(_) if is_disclosure(&book) => return unread(ledger, (&book, file, dry_run), (today, context)),
        maps => maps?,
    };
    let mut shown = Vec::new();
    // MDS and SDS in one book: a vendor answers the one that concerns it.
    let (mut is_read, mut is_blank) = (false, false);
    for map in &maps {
        let failed = |error| Failure::Refused(words::take_notice(&crate::core::checklist::TakeError::Form(error)));
        if let Some(mut taken) = read_disclosure(&book, map).map_err(failed)? {
            taken.vendor = told.vendor.clone().unwrap_or(taken.vendor);
            if !taken.is_answered() {
                is_blank = true;
                continue;
            }
            is_read = true;
            let rows = vec![taken.row(today, ledger.snapshot())];
            match request.json {
                Style::Yes => shown.push(checklist_json::disclosure(&taken)),
                Style::No => say(out, &words::disclosure(&taken)),
            }
            let batch = Batch {
                kind: OperationKind::Import,
                label: words::taken(taken.kind, SheetKind::Disclosure, &name),
                source: None,
                rows,
            };
            if !dry_run {
                ledger.execute(Command::Apply(batch), context)?;
                if let Some(row) = taken.to_keep(ledger.snapshot(), &book) {
                    let file = NewFile::of(file, book.bytes());
                    let (record, note) = (Some(row), String::new());
                    ledger.execute(Command::AddEvidence { record, file, note }, context)?;
                }
            }
            continue;
        }
        is_read = true;
        let plan = plan_take(&book, map, (&name, today), told, ledger.snapshot())
            .map_err(|error| Failure::Refused(words::take_notice(&error)))?;
        match request.json {
            Style::Yes => shown.push(checklist_json::take(&plan)),
            Style::No => take_lines(&plan, out),
        }
        if dry_run {
            continue;
        }
        if plan.needs_vendor() && plan.rows.iter().any(|row| row.include) {
            return Err(Failure::Refused(words::which_vendor()));
        }
        let label = words::taken(&plan.sheet.edition, plan.sheet.sheet, &name);
        let batch = plan.into_batch(&label, today, ledger.snapshot());
        let outcome = ledger.execute(Command::Apply(batch), context)?;
        if request.json == Style::No {
            say(
                out,
                &outcome.operation.map_or_else(|| cli::NO_CHANGE.to_owned(), cli::done),
            );
        }
    }
    if is_blank && !is_read {
        return unread(ledger, (&book, file, dry_run), (today, context));
    }
    if request.json == Style::Yes {
        put(out, &serde_json::json!({"version": 1, "file": name, "forms": shown}));
    }
    Ok(())
}

/// A disclosure that is not understood: refused with its reason, and kept.
fn unread(
    ledger: &mut Ledger,
    (book, file, dry_run): (&FormBook, &Path, bool),
    (today, context): (chrono::NaiveDate, &Context),
) -> Result<(), Failure> {
    if dry_run {
        return Err(Failure::Refused(words::no_disclosure()));
    }
    if !is_kept(book, ledger.snapshot()) {
        let (register, content) = (RegisterId::DISCLOSURE, unread_row(file, today));
        let added = ledger.execute(Command::Add { register, content }, context)?.added;
        let (record, note) = (added.last().copied(), String::new());
        let file = NewFile::of(file, book.bytes());
        ledger.execute(Command::AddEvidence { record, file, note }, context)?;
    }
    Err(Failure::Refused(words::unread_disclosure_kept()))
}

/// Takes an edition that somebody else learned.
fn take_edition(
    ledger: &mut Ledger,
    (file, dry_run): (&Path, bool),
    (request, context): (&Request, &Context),
    out: &mut Vec<u8>,
) -> Result<(), Failure> {
    let text = files::read_small(file, LARGEST_HANDED_ON).ok_or_else(|| Failure::Refused(form_words::unreadable()))?;
    let (edition, row) = handed_on(&text, file, request.clock.today(), ledger.snapshot())
        .map_err(|error| Failure::Refused(words::no_edition_inside(&error)))?;
    match request.json {
        Style::Yes => {
            let editions = [checklist_json::edition(&edition)];
            put(
                out,
                &serde_json::json!({"version": 1, "file": file.file_name().map(std::ffi::OsStr::to_string_lossy), "editions": editions}),
            );
        }
        Style::No => say(out, &words::handed_on(&edition)),
    }
    if dry_run {
        return Ok(());
    }
    let batch = Batch {
        kind: OperationKind::Import,
        label: words::handed_on(&edition),
        source: None,
        rows: row.into_iter().collect(),
    };
    let outcome = ledger.execute(Command::Apply(batch), context)?;
    if request.json == Style::No {
        say(
            out,
            &outcome.operation.map_or_else(|| cli::NO_CHANGE.to_owned(), cli::done),
        );
    }
    Ok(())
}

fn take_lines(plan: &TakePlan, out: &mut Vec<u8>) {
    say(out, &words::edition_name(&plan.edition));
    for doubt in &plan.doubts {
        say(out, &form_words::doubt(doubt));
    }
    if plan.is_other_year {
        say(out, cli::OTHER_YEAR);
    }
    if plan.teaches {
        say(out, cli::LEARNED);
    }
    let count = |step: fn(&Step) -> bool| plan.count(step);
    say(
        out,
        &cli::take_counts(
            count(|step| *step == Step::New),
            count(|step| *step == Step::Change),
            count(|step| *step == Step::Same),
            count(|step| matches!(step, Step::Unclear(_))),
        ),
    );
    for row in &plan.rows {
        let answer = match row.step {
            Step::Unclear(state) => form_words::state(state),
            _ => row.after.answer.map_or("", |answer| answer.word()).to_owned(),
        };
        let problems: Vec<&str> = row
            .dates
            .iter()
            .map(|problem| form_words::taken_date_problem(*problem))
            .collect();
        let shown = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let line = [
            row.cell.to_string(),
            words::name(&row.item, Some(&plan.edition)),
            row.round.to_string(),
            words::step(row.step).to_owned(),
            answer,
            shown(row.after.checked_on),
            shown(row.after.target_on),
            problems.join("、"),
        ];
        say(out, &line.join("\t"));
    }
    for stray in &plan.strays {
        say(
            out,
            &cli::stray(&stray.cell.to_string(), &stray.text.replace('\n', " ")),
        );
    }
    if !plan.missing.is_empty() {
        say(out, &cli::missing_items(plan.missing.len()));
    }
}

fn fill(
    ledger: &Ledger,
    (file, target): (&Path, &Path),
    told: &Told,
    (today, actor, style): (chrono::NaiveDate, &str, Style),
    out: &mut Vec<u8>,
) -> Result<(), Failure> {
    let same = |one: &Path, other: &Path| {
        one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
    };
    if same(file, target) {
        return Err(Failure::Usage(cli::SAME_FILE.to_owned()));
    }
    let done = fill_book(forms::open(file)?, told, (today, actor), ledger.snapshot())
        .map_err(|error| Failure::Refused(words::put_notice(&error)))?;
    files::write_atomic(target, done.book.bytes())?;
    if style == Style::Yes {
        put(out, &checklist_json::filled(&done.forms, target));
        return Ok(());
    }
    let written: usize = done.forms.iter().map(|(_, filled)| filled.outcome.written.len()).sum();
    say(out, &cli::filled(written, &target.display().to_string()));
    for (map, filled) in &done.forms {
        for not in &filled.outcome.not_filled {
            let cell = not.cell.map(|cell| cell.to_string()).unwrap_or_default();
            let name = form_words::not_filled_name(map, not);
            say(out, &cli::not_filled(&cell, &name, form_words::not_filled(not.reason)));
        }
        for item in &filled.homeless {
            say(out, &cli::no_row_for(&words::name(item, Some(&filled.edition))));
        }
    }
    Ok(())
}
