//! The vendors' round: for each vendor its sheet and a letter, as files in a folder.
//!
//! Owns: which file is made of what, under which name. Refuses to know: widgets, the words of the letter.
//! Invariants: no file that is there is written over; the file that is given is only read.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::Event;
use super::forms::open_book;
use super::worker::{Failure, Worker};
use crate::core::checklist::{
    Asked, Edition, Editions, Origin, PutError, Request, SheetId, SheetKind, Told, fill_book, note_round, plan_take,
};
use crate::core::export::sheets::answer_sheet;
use crate::core::export::{ExportContext, write_docx, write_xlsx};
use crate::core::files;
use crate::core::form::FormMap;
use crate::core::ledger::{Command, Context};
use crate::core::model::{Batch, OperationKind, Snapshot};
use crate::text::{checklist as words, export as export_words, form as form_words, letter};

/// What a person wants to be made.
#[derive(Clone, Debug, Default)]
pub struct RequestWish {
    pub fiscal_year: i32,
    /// The ministry's file; ours is made without one.
    pub form: Option<PathBuf>,
    pub folder: PathBuf,
    pub vendors: Vec<String>,
    pub due: Option<NaiveDate>,
    /// Asks for MDS/SDS too, where the ledger has none.
    pub with_disclosure: bool,
}

/// What was made.
#[derive(Clone, Debug, Default)]
pub struct MadeRequests {
    pub folder: PathBuf,
    /// The vendor, its sheet, and the names of the sheet and the letter.
    pub made: Vec<(SheetId, String, String)>,
    pub due: Option<NaiveDate>,
}

impl Worker {
    pub(super) fn make_requests(&mut self, wish: &RequestWish, context: &Context) -> Result<Event, Failure> {
        let today = self.today();
        if let Some(form) = &wish.form {
            self.learn_vendor_form(form, wish.fiscal_year, context)?;
        }
        let snapshot = self.open_ledger()?.snapshot().clone();
        let editions = Editions::of(&snapshot);
        let edition = editions.of_year(wish.fiscal_year, SheetKind::Vendor);
        let edition = edition.ok_or_else(|| Failure(words::no_edition(wish.fiscal_year)))?;
        let export = ExportContext {
            now: context.now,
            today,
            actor: context.actor.clone(),
        };
        let folder = self.beside(&wish.folder);
        files::make_folder(&folder)?;
        let mut made = MadeRequests {
            folder: folder.clone(),
            due: wish.due,
            made: Vec::new(),
        };
        for vendor in &wish.vendors {
            let mut request = Request::of(&snapshot, vendor, &context.actor);
            request.on = today;
            request.fiscal_year = wish.fiscal_year;
            request.due = wish.due;
            request.wants_disclosure &= wish.with_disclosure;
            let (ending, bytes) = match &wish.form {
                Some(form) => (
                    ending(form),
                    filled(form, wish.fiscal_year, vendor, &snapshot, &export)?,
                ),
                None => ("xlsx", own_sheet(edition, &request, &export)?),
            };
            let sheet = files::write_new(&folder, &letter::sheet_file(vendor), ending, &bytes)?;
            let written =
                write_docx(&letter::letter(&request)).map_err(|error| Failure(export_words::notice(&error)))?;
            let written = files::write_new(&folder, &letter::letter_file(vendor), "docx", &written)?;
            let id = SheetId::of_vendor(&edition.id, SheetKind::Vendor, vendor);
            made.made.push((id, sheet, written));
        }
        Ok(Event::RequestsMade(Box::new(made)))
    }

    /// The ministry's file of a year that the ledger does not know yet teaches it; a file that is no vendors' sheet of
    /// this year is refused.
    fn learn_vendor_form(&mut self, form: &Path, fiscal_year: i32, context: &Context) -> Result<(), Failure> {
        let today = self.today();
        let snapshot = self.open_ledger()?.snapshot().clone();
        let book = open_book(form)?;
        let maps = FormMap::find(&book, &Editions::of(&snapshot).hints());
        let map = maps.first().ok_or_else(|| Failure(form_words::none_found()))?;
        let is_vendors = SheetKind::of(map) == Some(SheetKind::Vendor);
        let year = map.fiscal_year.unwrap_or(fiscal_year);
        if !is_vendors || year != fiscal_year {
            return Err(Failure(words::not_the_vendors_form(fiscal_year)));
        }
        let told = Told {
            fiscal_year: Some(fiscal_year),
            sheet: Some(SheetKind::Vendor),
            ..Told::default()
        };
        let name = form.file_name().unwrap_or_default().to_string_lossy();
        let mut plan = plan_take(&book, map, (&name, today), &told, &snapshot)
            .map_err(|error| Failure(words::take_notice(&error)))?;
        if !plan.keep_edition || plan.edition.origin != Origin::Fresh {
            return Ok(());
        }
        for row in &mut plan.rows {
            row.include = false;
        }
        let label = words::taken(&plan.sheet.edition, plan.sheet.sheet, &name);
        let batch = plan.into_batch(&label, today, &snapshot);
        if let Event::Changed { view, .. } = self.execute(Command::Apply(batch), context)? {
            self.tell_early(Event::Reloaded { view });
        }
        Ok(())
    }

    /// Notes where the sheets of vendors are on their way, as one operation.
    pub(super) fn note_rounds(&mut self, rounds: &[(SheetId, Asked)], context: &Context) -> Result<Event, Failure> {
        let snapshot = self.open_ledger()?.snapshot().clone();
        let rows = rounds
            .iter()
            .filter_map(|(sheet, asked)| note_round(&snapshot, sheet, asked));
        let label = match rounds {
            [(sheet, _)] => words::answered(&sheet.edition, sheet.sheet, sheet.vendor.as_deref()),
            [(sheet, _), ..] => words::answered(&sheet.edition, sheet.sheet, None),
            [] => String::new(),
        };
        let batch = Batch {
            kind: OperationKind::Edit,
            label,
            source: None,
            rows: rows.collect(),
        };
        self.execute(Command::Apply(batch), context)
    }
}

fn ending(form: &Path) -> &'static str {
    let is_macro = form
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsm"));
    if is_macro { "xlsm" } else { "xlsx" }
}

/// The ministry's file with the names in its boxes, and answers that the ledger has from before.
fn filled(
    form: &Path,
    fiscal_year: i32,
    vendor: &str,
    snapshot: &Snapshot,
    export: &ExportContext,
) -> Result<Vec<u8>, Failure> {
    let book = open_book(form)?;
    let told = Told {
        vendor: Some(vendor.to_owned()),
        sheet: Some(SheetKind::Vendor),
        fiscal_year: Some(fiscal_year),
        ..Told::default()
    };
    let blank = book.bytes().to_vec();
    match fill_book(book, &told, (export.today, &export.actor), snapshot) {
        Ok(done) => Ok(done.book.bytes().to_vec()),
        // A form without boxes goes out as it is.
        Err(PutError::Nothing(_)) => Ok(blank),
        Err(error) => Err(Failure(words::put_notice(&error))),
    }
}

fn own_sheet(edition: &Edition, request: &Request, export: &ExportContext) -> Result<Vec<u8>, Failure> {
    let sheet = answer_sheet(&letter::head(edition, request), &letter::questions(edition));
    write_xlsx(&[sheet], export).map_err(|error| Failure(export_words::notice(&error)))
}
