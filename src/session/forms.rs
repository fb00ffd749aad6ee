//! Jobs around official forms and checklists.
//!
//! Owns: reading a form into a plan, filling a copy, writing answers. Refuses to know: widgets, rules.
//! Invariant: a form is read whole and small; the file that is given is never written.

use std::path::{Path, PathBuf};

use super::Event;
use super::worker::{Failure, Worker};
use crate::core::catalogue::RegisterId;
use crate::core::checklist::{
    Answers, Editions, GivenEdit, ItemId, LARGEST_HANDED_ON, SheetId, SheetKind, TakeError, TakePlan, TakenDisclosure,
    Told, begin_year, fill_book, handed_on, is_disclosure, is_kept, plan_take, read_disclosure, unread_row,
};
use crate::core::evidence::NewFile;
use crate::core::files;
use crate::core::form::{DoubtKind, FormBook, FormError, FormMap, Layout, Preview, ReasonNotFilled, limits};
use crate::core::ledger::{Command, Context};
use crate::core::model::{Batch, OperationKind};
use crate::text::{Notice, checklist as words, form as form_words};

/// What one file with forms would bring.
#[derive(Clone, Debug)]
pub struct FormPlans {
    pub file: PathBuf,
    pub told: Told,
    pub plans: Vec<FormPlan>,
    /// Where everything was found, and the first rows of the sheets, so that a person can point.
    pub maps: Vec<FormMap>,
    pub previews: Vec<Preview>,
    /// Sheets as they were read, to start pointing from.
    pub layouts: Vec<Layout>,
    /// Why something gives no plan; a person can say what the file does not.
    pub lacks: Vec<Notice>,
    /// It calls itself a disclosure and is not understood.
    pub is_unread_disclosure: bool,
}

#[derive(Clone, Debug)]
pub enum FormPlan {
    Answers(TakePlan),
    Disclosure(TakenDisclosure),
}

/// A form that was filled.
#[derive(Clone, Debug)]
pub struct FilledForm {
    pub out: PathBuf,
    pub written: usize,
    /// What was not written: cell, name and why.
    pub not_filled: Vec<(String, String, ReasonNotFilled)>,
    /// Items for which the form has no row.
    pub homeless: Vec<String>,
}

/// Opens a file as a workbook of forms.
pub(super) fn open_book(file: &Path) -> Result<FormBook, Failure> {
    let bytes = files::read_limited(file, limits::FILE as u64).map_err(|_| Failure(form_words::unreadable()))?;
    let bytes = bytes.ok_or_else(|| Failure(form_words::notice(&FormError::TooLarge("file"))))?;
    FormBook::open(bytes).map_err(|error| Failure(form_words::notice(&error)))
}

/// Whether a file that was dropped in is one of the ministry's forms: it has a title that says so.
pub(super) fn is_form(file: &Path) -> bool {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if !matches!(ending.as_deref(), Some("xlsx" | "xlsm")) {
        return false;
    }
    let Ok(book) = open_book(file) else { return false };
    let maps = FormMap::find(&book, &Editions::built_in().hints());
    let titled = |map: &FormMap| map.doubts.iter().all(|doubt| doubt.kind != DoubtKind::NoTitle);
    !maps.is_empty() && maps.iter().all(titled)
}

impl Worker {
    /// Takes an edition that somebody else learned; like every learned one it can be undone.
    pub(super) fn take_edition(&mut self, file: &Path) -> Result<Event, Failure> {
        let context = self.context();
        let today = self.today();
        let text = files::read_small(file, LARGEST_HANDED_ON).ok_or_else(|| Failure(form_words::unreadable()))?;
        let (edition, row) = handed_on(&text, file, today, self.open_ledger()?.snapshot())
            .map_err(|error| Failure(words::no_edition_inside(&error)))?;
        let rows = row.into_iter().collect();
        self.apply_rows(OperationKind::Import, words::handed_on(&edition), rows, &context)
    }

    /// Keeps a disclosure that is not understood; the person goes on in its row.
    pub(super) fn keep_unread(&mut self, file: &Path, context: &Context) -> Result<Event, Failure> {
        let today = self.today();
        let book = open_book(file)?;
        if is_kept(&book, self.open_ledger()?.snapshot()) {
            return self.apply_rows(OperationKind::Edit, String::new(), Vec::new(), context);
        }
        let (register, content) = (RegisterId::DISCLOSURE, unread_row(file, today));
        let done = self.execute(Command::Add { register, content }, context)?;
        let Event::Changed { outcome, .. } = done else {
            return Ok(done);
        };
        let (record, note) = (outcome.added.last().copied(), String::new());
        let file = NewFile::of(file, book.bytes());
        let kept = self.execute(Command::AddEvidence { record, file, note }, context)?;
        Ok(match kept {
            // The row is what is shown, not its file.
            Event::Changed { view, .. } => Event::Changed { view, outcome },
            other => other,
        })
    }

    /// Writes an edition that the ledger learned beside it, for others.
    pub(super) fn hand_on(&mut self, edition: &str, sheet: SheetKind) -> Result<Event, Failure> {
        let editions = Editions::of(self.open_ledger()?.snapshot());
        let edition = editions
            .get(edition, sheet)
            .ok_or_else(|| Failure(form_words::none_found()))?;
        let out = self.produce(Path::new(&words::edition_file(edition)), edition.to_toml().as_bytes())?;
        Ok(Event::Exported { out })
    }

    /// A year whose sheet nobody has seen begins on the items of the last one.
    pub(super) fn begin_year(&mut self, year: i32, context: &Context) -> Result<Event, Failure> {
        let batch = Batch {
            kind: OperationKind::Edit,
            label: words::begun(year),
            source: None,
            rows: begin_year(self.open_ledger()?.snapshot(), year),
        };
        self.execute(Command::Apply(batch), context)
    }

    pub(super) fn answer(
        &mut self,
        sheet: &SheetId,
        edits: &[(ItemId, u8, GivenEdit)],
        context: &Context,
    ) -> Result<Event, Failure> {
        let today = self.today();
        let snapshot = self.open_ledger()?.snapshot().clone();
        let answers = Answers::of(&snapshot);
        let known = answers.sheet(sheet);
        let given = edits.iter().map(|(item, round, edit)| {
            let old = known.get(&(item.clone(), *round)).cloned().unwrap_or_default();
            (item.clone(), *round, edit.onto(&old, today, &context.actor))
        });
        let rows = answers.write(sheet, given);
        let label = words::answered(&sheet.edition, sheet.sheet, sheet.vendor.as_deref());
        let label = match edits {
            [(item, ..)] => format!("{label} {}", words::title(item, None)),
            _ => label,
        };
        self.apply_rows(OperationKind::Edit, label, rows, context)
    }

    fn apply_rows(
        &mut self,
        kind: OperationKind,
        label: String,
        rows: Vec<crate::core::model::BatchRow>,
        context: &Context,
    ) -> Result<Event, Failure> {
        let batch = Batch {
            kind,
            label,
            source: None,
            rows,
        };
        self.execute(Command::Apply(batch), context)
    }

    pub(super) fn plan_form(&mut self, file: &Path, mut told: Told) -> Result<Event, Failure> {
        let today = self.today();
        let snapshot = self.open_ledger()?.snapshot().clone();
        let book = open_book(file)?;
        book.settle(&mut told.layouts);
        let maps = FormMap::find(&book, &told.hints(&Editions::of(&snapshot)));
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (mut plans, mut lacks) = (Vec::new(), Vec::new());
        let mut is_blank = false;
        for map in &maps {
            let failed = |error| Failure(words::take_notice(&error));
            match read_disclosure(&book, map).map_err(|error| failed(TakeError::Form(error)))? {
                Some(mut taken) => {
                    taken.vendor = told.vendor.clone().unwrap_or(taken.vendor);
                    if taken.is_answered() {
                        plans.push(FormPlan::Disclosure(taken));
                    } else {
                        is_blank = true;
                    }
                }
                None => match plan_take(&book, map, (&name, today), &told, &snapshot) {
                    Ok(plan) => plans.push(FormPlan::Answers(plan)),
                    Err(error @ TakeError::Learn(_)) => lacks.push(words::take_notice(&error)),
                    Err(error) => return Err(failed(error)),
                },
            }
        }
        // MDS and SDS in one book: a vendor answers the one that concerns it.
        let is_unread = plans.is_empty() && (is_blank || maps.is_empty() && is_disclosure(&book));
        if maps.is_empty() || is_unread {
            lacks.push(if is_unread {
                words::no_disclosure()
            } else {
                form_words::none_found()
            });
        }
        let previews = book.previews();
        let layout_of = |at: usize| book.layout(at, maps.iter().find(|map| map.sheet == at));
        let layouts = (0..previews.len()).map(layout_of).collect();
        Ok(Event::FormPlanned(Box::new(FormPlans {
            file: file.to_owned(),
            told,
            plans,
            maps,
            previews,
            layouts,
            lacks,
            is_unread_disclosure: is_unread,
        })))
    }

    /// All forms of a file as one operation.
    pub(super) fn apply_form(&mut self, plans: &FormPlans, context: &Context) -> Result<Event, Failure> {
        let today = self.today();
        let snapshot = self.open_ledger()?.snapshot().clone();
        let name = plans
            .file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let mut rows = Vec::new();
        let mut source = None;
        let mut label = name.clone();
        for plan in &plans.plans {
            match plan {
                FormPlan::Answers(plan) => {
                    if plan.needs_vendor() && plan.rows.iter().any(|row| row.include) {
                        return Err(Failure(words::which_vendor()));
                    }
                    label = words::taken(&plan.sheet.edition, plan.sheet.sheet, &name);
                    let batch = plan.into_batch(&label, today, &snapshot);
                    source = batch.source;
                    rows.extend(batch.rows);
                }
                FormPlan::Disclosure(taken) => {
                    label = words::taken(taken.kind, SheetKind::Disclosure, &name);
                    rows.push(taken.row(today, &snapshot));
                }
            }
        }
        let batch = Batch {
            kind: OperationKind::Import,
            label,
            source,
            rows,
        };
        let mut done = self.execute(Command::Apply(batch), context)?;
        // The file that said so stays beside what it said.
        for plan in &plans.plans {
            if let FormPlan::Disclosure(taken) = plan {
                let book = open_book(&plans.file)?;
                let snapshot = self.open_ledger()?.snapshot().clone();
                if let Some(row) = taken.to_keep(&snapshot, &book) {
                    let file = NewFile::of(&plans.file, book.bytes());
                    let (record, note) = (Some(row), String::new());
                    done = self.execute(Command::AddEvidence { record, file, note }, context)?;
                }
            }
        }
        Ok(done)
    }

    pub(super) fn fill_form(
        &mut self,
        file: &Path,
        told: &Told,
        out: PathBuf,
        context: &Context,
    ) -> Result<Event, Failure> {
        let today = self.today();
        let same = |one: &Path, other: &Path| {
            one == other
                || std::fs::canonicalize(one)
                    .ok()
                    .is_some_and(|one| std::fs::canonicalize(other).is_ok_and(|other| one == other))
        };
        if same(file, &out) {
            return Err(Failure(form_words::same_file()));
        }
        let snapshot = self.open_ledger()?.snapshot().clone();
        let done = fill_book(open_book(file)?, told, (today, &context.actor), &snapshot)
            .map_err(|error| Failure(words::put_notice(&error)))?;
        let mut filled = FilledForm {
            out,
            written: 0,
            not_filled: Vec::new(),
            homeless: Vec::new(),
        };
        for (map, one) in &done.forms {
            filled.written += one.outcome.written.len();
            for not in &one.outcome.not_filled {
                let row = not.item.and_then(|at| map.items.get(at));
                let cell = not.cell.or(row.map(|row| row.cell));
                filled.not_filled.push((
                    cell.map(|cell| cell.to_string()).unwrap_or_default(),
                    form_words::not_filled_name(map, not),
                    not.reason,
                ));
            }
            let homeless = one.homeless.iter().map(|item| words::name(item, Some(&one.edition)));
            filled.homeless.extend(homeless);
        }
        filled.out = self.produce(&filled.out, done.book.bytes())?;
        Ok(Event::FormFilled(Box::new(filled)))
    }
}
