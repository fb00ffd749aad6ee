//! What each command does.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::{Json, Request};
use super::wish::Wish;
use super::{Failure, checklists, evidence, forms, guiding, joining, json, plan_json, review, stocktake};
use crate::core::catalogue::{Column, RegisterId, Shown};
use crate::core::diagram;
use crate::core::export::sheets::{HANDOVER, SheetKey};
use crate::core::export::{ExportContext, file_bytes, handover_bytes};
use crate::core::files;
use crate::core::form::Hints;
use crate::core::import::{self, ImportPlan, reader::Patient};
use crate::core::ledger::{Command, Context, Edit, Ledger, LedgerError, Outcome};
use crate::core::lifecycle::List;
use crate::core::model::{Batch, BatchRow, Content, OperationKind, Record, RecordId, Snapshot};
use crate::core::parse;
use crate::core::rules::{self, Look};
use crate::session::collect;
use crate::session::guard::{self, Reading};
use crate::text::{self, cli as words, errors};

/// Written by `tests/third_party.py`.
const THIRD_PARTY: &str = include_str!("../../assets/third-party.txt");

pub(super) fn run(request: Request, out: &mut Vec<u8>) -> Result<(), Failure> {
    let context = Context {
        actor: request.actor.clone(),
        now: request.clock.now(),
    };
    let open = |path: &Path| Ledger::open(path, &context);
    match &request.wish {
        Wish::Help => say(out, words::HELP.trim_end()),
        Wish::Window { ledger, renderer } => return window(ledger.clone(), renderer.as_deref(), &request),
        Wish::Fields => fields(request.json, out),
        Wish::Licences => say(out, THIRD_PARTY.trim_end()),
        Wish::FormInspect { file } => forms::inspect(file, &Hints::default(), request.json, out)?,
        Wish::FormRead { file } => forms::read(file, &Hints::default(), request.json, out)?,
        Wish::Checklist { ledger, wish, told } => {
            return checklists::run(open(ledger)?, wish, told, (&request, &context), out);
        }
        Wish::New { ledger, facility } => {
            Ledger::create(ledger, facility, &context)?;
            say(out, &words::created(&ledger.display().to_string()));
        }
        Wish::List {
            ledger,
            register,
            as_of,
        } => {
            let ledger = open(ledger)?;
            let register = register_named(register)?;
            let snapshot = match as_of {
                Some(at) => Arc::new(ledger.as_of(*at)?),
                None => ledger.snapshot().clone(),
            };
            match request.json {
                Json::Yes => put(out, &json::list(&snapshot, register, *as_of)),
                Json::No => table(&snapshot, register, out),
            }
        }
        Wish::Import {
            ledger,
            file,
            dry_run,
            password,
            guiding,
            choices,
        } => {
            let mut ledger = open(ledger)?;
            let refused = |error: import::ReadError| Failure::Refused(text::import::notice(&error));
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let password = password.as_ref().map(|password| password.0.as_str());
            let mut plan = if file.is_dir() {
                let files = std::slice::from_ref(file);
                let told = guard::read_facts(&Reading::usual(), files, &Patient).map_err(refused)?;
                let mut plan = guiding.plan(told.workbook, &text::import::facts(&told.names), ledger.snapshot())?;
                plan.sheets_left_out.extend(told.left_out);
                plan
            } else {
                let workbook = guard::read(&Reading::usual(), file, password, &Patient).map_err(refused)?;
                guiding.plan(workbook, &name, ledger.snapshot())?
            };
            choices.apply(&mut plan)?;
            if let Some(name) = guiding.remember.as_deref().filter(|_| !dry_run)
                && let Some(batch) = plan.remember(name, ledger.snapshot())
            {
                ledger.execute(Command::Apply(batch), &context)?;
            }
            show_and_write(&mut ledger, plan, *dry_run, (&request, &context), out)?;
            ledger.leave();
        }
        Wish::Collect { out: folder } => {
            let facts = collect::here(context.now);
            let path = collect::write(folder, &facts)?;
            let (path, name) = (path.display().to_string(), &facts.computer.name);
            say(out, &text::collect::collected(&path, name, facts.software.len()));
        }
        Wish::Merge {
            ledger,
            other,
            dry_run,
            choices,
        } => {
            let mut ledger = open(ledger)?;
            let mut plan = ledger.plan_merge(other)?;
            choices.apply(&mut plan)?;
            show_and_write(&mut ledger, plan, *dry_run, (&request, &context), out)?;
        }
        Wish::Add {
            ledger,
            register,
            cells,
        } => {
            let mut ledger = open(ledger)?;
            let register = register_named(register)?;
            let mut content = Content::default();
            for cell in cells {
                let (column, text) = read_cell(register, cell)?;
                parse::put_text(register, &mut content, &column, text);
            }
            let outcome = ledger.execute(Command::Add { register, content }, &context)?;
            written(&outcome, out);
        }
        Wish::Set { ledger, row, cells } => {
            let mut ledger = open(ledger)?;
            let row = row_named(ledger.snapshot(), row)?;
            let mut content = row.content.clone();
            let mut edits = Vec::new();
            for cell in cells {
                let (column, text) = read_cell(row.register, cell)?;
                parse::put_text(row.register, &mut content, &column, text);
                edits.push(match column {
                    Column::Child { child, .. } => Edit::ChildRows {
                        child,
                        rows: content.child_rows(child).to_vec(),
                    },
                    column => Edit::Cell {
                        entry: parse::entry(parse::column_kind(row.register, &column), text),
                        column,
                    },
                });
            }
            let outcome = ledger.execute(Command::Edit { record: row.id, edits }, &context)?;
            written(&outcome, out);
        }
        Wish::Remove { ledger, rows } => {
            let mut ledger = open(ledger)?;
            let records: Result<Vec<RecordId>, Failure> = rows
                .iter()
                .map(|row| row_named(ledger.snapshot(), row).map(|row| row.id))
                .collect();
            let outcome = ledger.execute(Command::Remove { records: records? }, &context)?;
            written(&outcome, out);
        }
        Wish::Starter { ledger, register } => {
            let mut ledger = open(ledger)?;
            let register = register_named(register)?;
            let rows = Command::starter(register, ledger.snapshot())
                .ok_or_else(|| Failure::Usage(words::no_starter(register.label)))?;
            written(&ledger.execute(Command::Apply(rows), &context)?, out);
        }
        Wish::Export {
            ledger,
            sheet,
            vendor,
            out: target,
        } => {
            let ledger = open(ledger)?;
            let context = ExportContext {
                now: context.now,
                today: request.clock.today(),
                actor: context.actor.clone(),
            };
            let made = if sheet == HANDOVER {
                let vendor = vendor
                    .as_deref()
                    .ok_or_else(|| Failure::Usage(words::missing("--vendor")))?;
                handover_bytes(vendor, ledger.snapshot(), &context, target)
            } else {
                let key = SheetKey::by_key(sheet).ok_or_else(|| Failure::Usage(words::no_sheet(sheet)))?;
                file_bytes(key, ledger.snapshot(), &context, target)
            };
            let bytes = made.map_err(|error| Failure::Refused(text::export::notice(&error)))?;
            files::write_atomic(target, &bytes)?;
            say(out, &words::exported(&target.display().to_string()));
        }
        Wish::History { ledger } => {
            let ledger = open(ledger)?;
            match request.json {
                Json::Yes => put(out, &json::history(&ledger)?),
                Json::No => {
                    for operation in ledger.snapshot().operations.iter().rev() {
                        let at = operation.at.format("%Y-%m-%d %H:%M:%S");
                        say(
                            out,
                            &[
                                operation.seq.to_string(),
                                at.to_string(),
                                text::ui::who(&operation.actor).to_owned(),
                                words::operation(operation.kind).to_owned(),
                                operation.label.clone(),
                                operation.records.to_string(),
                            ]
                            .join("\t"),
                        );
                    }
                }
            }
        }
        Wish::Undo { ledger, operation } => written(&open(ledger)?.execute(Command::Undo(*operation), &context)?, out),
        Wish::Redo { ledger } => written(&open(ledger)?.execute(Command::Redo, &context)?, out),
        Wish::Findings { ledger, list } => {
            let ledger = open(ledger)?;
            let list = list.as_deref().map(read_list).transpose()?;
            let list = list.as_ref().unwrap_or_else(|| List::bundled());
            let found = rules::all(&Look::with_list(ledger.snapshot(), request.clock.today(), list));
            match request.json {
                Json::Yes => put(out, &json::findings(ledger.snapshot(), &found, request.clock.today())),
                Json::No => {
                    for finding in &found {
                        let accepted = finding.accepted.as_deref().map(text::rules::accepted);
                        let name = ledger.snapshot().find(finding.record);
                        let name = name.and_then(|row| row.name()).unwrap_or_default();
                        let severity = text::rules::severity(finding.severity);
                        let what = text::rules::title(finding.rule);
                        let why = [Some(text::rules::sentence(finding)), accepted];
                        let why: Vec<String> = why.into_iter().flatten().collect();
                        let why = why.join(" ");
                        say(
                            out,
                            &format!("{severity}\t{}\t{name}\t{what}\t{why}", finding.register.label),
                        );
                    }
                }
            }
        }
        Wish::Diagram { ledger, out: target } => {
            let ledger = open(ledger)?;
            let snapshot = ledger.snapshot();
            let found = rules::all(&Look::new(snapshot, request.clock.today()));
            let picture = diagram::layout(snapshot, &found, &text::diagram::WORDS);
            let bytes = match target.extension() {
                Some(ending) if ending.eq_ignore_ascii_case("png") => {
                    diagram::png(&picture).ok_or_else(|| Failure::Usage(words::NO_PNG.to_owned()))?
                }
                _ => diagram::svg(&picture, &text::diagram::title(&snapshot.meta.facility)).into_bytes(),
            };
            files::write_atomic(target, &bytes)?;
            say(out, &words::exported(&target.display().to_string()));
        }
        Wish::Review { ledger, step } => {
            review::run(&mut open(ledger)?, step, &context, &request, out)?;
        }
        Wish::Stocktake { ledger, step } => {
            stocktake::run(&mut open(ledger)?, step, &context, &request, out)?;
        }
        Wish::EvidenceAdd {
            ledger,
            file,
            row,
            note,
        } => {
            let mut ledger = open(ledger)?;
            let record = row
                .as_deref()
                .map(|row| row_named(ledger.snapshot(), row))
                .transpose()?;
            let command = Command::AddEvidence {
                record: record.map(|row| row.id),
                file: files::read_evidence(file)?,
                note: note.clone(),
            };
            written(&ledger.execute(command, &context)?, out);
        }
        Wish::EvidenceList { ledger, row } => {
            let ledger = open(ledger)?;
            let rows = evidence::rows(ledger.snapshot(), row.as_deref())?;
            match request.json {
                Json::Yes => put(out, &evidence::json(ledger.snapshot(), &rows)),
                Json::No => rows
                    .iter()
                    .for_each(|row| say(out, &evidence::line(ledger.snapshot(), row))),
            }
        }
        Wish::EvidenceExport {
            ledger,
            row,
            out: folder,
        } => {
            let ledger = open(ledger)?;
            let count = evidence::export(&ledger, row.as_deref(), folder)?;
            say(out, &words::files_exported(count, &folder.display().to_string()));
        }
        Wish::Accept {
            ledger,
            rule,
            row,
            reason,
            until,
        } => {
            let mut ledger = open(ledger)?;
            let row = row_named(ledger.snapshot(), row)?;
            let found = rules::all(&Look::new(ledger.snapshot(), request.clock.today()));
            let fitting = rules::open(&found)
                .iter()
                .filter(|finding| finding.rule.key() == rule && finding.record == row.id);
            let name = row.name().unwrap_or_default();
            let rows: Vec<BatchRow> = fitting
                .map(|finding| BatchRow {
                    register: RegisterId::ACCEPTED,
                    target: None,
                    known_as: None,
                    content: Some(rules::acceptance(
                        finding,
                        &text::rules::about(finding, name),
                        reason,
                        *until,
                        &context.actor,
                    )),
                    source: None,
                })
                .collect();
            if rows.is_empty() {
                return Err(Failure::Usage(words::no_finding(rule, name)));
            }
            let batch = Batch {
                kind: OperationKind::Add,
                label: RegisterId::ACCEPTED.label.to_owned(),
                source: None,
                rows,
            };
            written(&ledger.execute(Command::Apply(batch), &context)?, out);
        }
        Wish::Verify { ledger } => {
            let unsound = |error: LedgerError| match error {
                LedgerError::Damaged(_) | LedgerError::ChainBroken(_) => Failure::Unsound(errors::notice(&error)),
                other => other.into(),
            };
            let (operations, records) = open(ledger).and_then(|ledger| ledger.verify()).map_err(unsound)?;
            match request.json {
                Json::Yes => put(
                    out,
                    &serde_json::json!({"version": 1, "sound": true, "operations": operations, "records": records}),
                ),
                Json::No => say(out, &words::verified(operations, records)),
            }
        }
    }
    Ok(())
}

/// Prints a plan, and writes it unless it is only to be seen.
fn show_and_write(
    ledger: &mut Ledger,
    plan: ImportPlan,
    dry_run: bool,
    (request, context): (&Request, &Context),
    out: &mut Vec<u8>,
) -> Result<(), Failure> {
    match request.json {
        Json::Yes => put(out, &plan_json::plan(&plan)),
        Json::No => {
            say(out, &words::counts(&plan.counts()));
            if let Some(counts) = plan.merge_counts() {
                say(out, &words::merged(&counts));
            }
            for line in joining::conflict_lines(&plan)
                .into_iter()
                .chain(guiding::doubt_lines(&plan))
            {
                say(out, &line);
            }
        }
    }
    if !dry_run {
        let outcome = ledger.execute(Command::Apply(plan.into_batch()), context)?;
        if request.json == Json::No {
            let done = outcome.operation.map(words::done);
            say(out, done.as_deref().unwrap_or(words::NO_CHANGE));
        }
    }
    Ok(())
}

#[cfg(feature = "gui")]
fn window(ledger: Option<PathBuf>, renderer: Option<&str>, request: &Request) -> Result<(), Failure> {
    let only =
        renderer.map(|key| crate::ui::Renderer::by_key(key).ok_or_else(|| Failure::Usage(words::unexpected(key))));
    crate::ui::run(ledger, only.transpose()?, request.clock, request.actor.clone()).map_err(Failure::Refused)
}

#[cfg(not(feature = "gui"))]
fn window(_: Option<PathBuf>, _: Option<&str>, _: &Request) -> Result<(), Failure> {
    Err(Failure::Usage(words::NO_WINDOW.to_owned()))
}

fn fields(style: Json, out: &mut Vec<u8>) {
    match style {
        Json::Yes => put(out, &json::fields()),
        Json::No => {
            for register in RegisterId::all() {
                say(out, &format!("{} {} — {}", register.key, register.label, register.help));
                let own = register.fields.iter().map(|field| (String::new(), field));
                let inner = register
                    .children
                    .iter()
                    .flat_map(|child| child.fields.iter().map(move |field| (format!("{}.", child.key), field)));
                for (prefix, field) in own.chain(inner) {
                    say(
                        out,
                        &format!(
                            "  {prefix}{}\t{}\t{}\t{}",
                            field.key,
                            field.label,
                            field.need.label(),
                            field.help
                        ),
                    );
                }
            }
        }
    }
}

fn table(snapshot: &Snapshot, register: RegisterId, out: &mut Vec<u8>) {
    let rows = snapshot.rows(register);
    let used: Vec<Column> = snapshot
        .columns(register)
        .into_iter()
        .filter(|column| rows.iter().any(|row| !row.content.display(column).is_empty()))
        .collect();
    let one_line = |text: String| text.replace(['\n', '\t'], " ");
    say(
        out,
        &used
            .iter()
            .map(|column| register.column_label(column))
            .collect::<Vec<_>>()
            .join("\t"),
    );
    for row in rows.iter() {
        say(
            out,
            &used
                .iter()
                .map(|column| one_line(row.content.display(column)))
                .collect::<Vec<_>>()
                .join("\t"),
        );
    }
}

pub(super) fn written(outcome: &Outcome, out: &mut Vec<u8>) {
    match outcome.operation {
        Some(seq) => say(out, &words::done(seq)),
        None => say(out, words::NO_CHANGE),
    }
    for id in &outcome.added {
        say(out, &id.to_string());
    }
}

fn read_list(path: &Path) -> Result<List, Failure> {
    let text = files::read_small(path, 4 << 20).unwrap_or_default();
    List::read(&text).map_err(|error| Failure::Refused(errors::bad_list(&error)))
}

pub(super) fn register_named(key: &str) -> Result<RegisterId, Failure> {
    RegisterId::by_key(key)
        .or_else(|| RegisterId::all().find(|register| register.label == key))
        .ok_or_else(|| Failure::Usage(words::no_register(key)))
}

/// A row by its id or by what people call it.
pub(super) fn row_named(snapshot: &Snapshot, name: &str) -> Result<Arc<Record>, Failure> {
    if let Ok(id) = name.parse::<RecordId>() {
        return snapshot
            .find(id)
            .cloned()
            .ok_or_else(|| LedgerError::NoSuchRecord(id).into());
    }
    let mut found = RegisterId::all()
        .filter(|register| register.shown != Shown::Inner)
        .flat_map(|register| snapshot.rows(register).iter())
        .filter(|row| {
            row.register
                .named_by
                .iter()
                .any(|key| row.entry(key).as_text() == Some(name))
        });
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row.clone()),
        (None, _) => Err(Failure::Usage(words::no_row(name))),
        (Some(_), Some(_)) => Err(Failure::Usage(words::several_rows(name))),
    }
}

/// `KEY=TEXT`, where KEY is a field's key or label, `software.name` of the child rows (a line each), or `custom:HEADER`.
fn read_cell(register: RegisterId, cell: &str) -> Result<(Column, &str), Failure> {
    let (key, text) = cell
        .split_once('=')
        .ok_or_else(|| Failure::Usage(words::unexpected(cell)))?;
    let labelled = || {
        register
            .fields
            .iter()
            .position(|field| field.label == key)
            .map(Column::Field)
    };
    let column = register.column_by_key(key.trim()).or_else(labelled);
    Ok((column.ok_or_else(|| Failure::Usage(words::no_column(key)))?, text))
}

pub(super) fn say(out: &mut Vec<u8>, line: &str) {
    // Writing to memory cannot fail.
    let _ = writeln!(out, "{line}");
}

pub(super) fn put(out: &mut Vec<u8>, value: &serde_json::Value) {
    say(out, &format!("{value:#}"));
}
