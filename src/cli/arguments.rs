//! From words to a request.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use lexopt::{Arg, Parser, ValueExt as _};

use super::Failure;
use super::guiding::Guiding;
use super::joining::{Choices, side};
use super::wish::{ChecklistWish, ReviewStep, Step, Wish};
use crate::core::checklist::{SheetKind, Told};
use crate::core::clock::Clock;
use crate::core::form::FISCAL_YEARS;
use crate::core::import::Side;
use crate::core::stocktake::{LabelWish, Mark, Target};
use crate::session::Password;
use crate::text::cli as words;

/// What was asked, with the options that go with every command.
pub(super) struct Request {
    pub wish: Wish,
    /// Who did it, as the history keeps it; empty when nobody said.
    pub actor: String,
    pub clock: Clock,
    pub json: Json,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Json {
    Yes,
    No,
}

#[derive(Default)]
struct Options {
    renderer: Option<String>,
    facility: Option<String>,
    dry_run: bool,
    password: Option<Password>,
    choices: Choices,
    guiding: Guiding,
    sheet: Option<String>,
    vendor: Option<String>,
    year: Option<i32>,
    out: Option<PathBuf>,
    as_of: Option<DateTime<Utc>>,
    reason: Option<String>,
    until: Option<NaiveDate>,
    list: Option<PathBuf>,
    row: Option<String>,
    note: Option<String>,
    target: Option<String>,
    place: Option<String>,
    name: Option<String>,
    input: Option<PathBuf>,
    apply: bool,
    by: Option<String>,
}

pub(super) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, Failure> {
    let mut parser = Parser::from_iter(arguments);
    let mut words_given: Vec<OsString> = Vec::new();
    let mut options = Options::default();
    let mut request = Request {
        wish: Wish::Help,
        actor: String::new(),
        clock: Clock::System,
        json: Json::No,
    };
    let mut help = false;
    while let Some(argument) = parser.next().map_err(bad)? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => help = true,
            Arg::Long("json") => request.json = Json::Yes,
            Arg::Long("actor") => request.actor = text(&mut parser)?,
            Arg::Long("now") => request.clock = Clock::Fixed(moment(&text(&mut parser)?)?),
            Arg::Long("facility") => options.facility = Some(text(&mut parser)?),
            Arg::Long("password") => options.password = Some(Password(text(&mut parser)?)),
            Arg::Long("lifecycle") => options.list = Some(parser.value().map_err(bad)?.into()),
            Arg::Long("renderer") => options.renderer = Some(text(&mut parser)?),
            Arg::Long("row") => options.row = Some(text(&mut parser)?),
            Arg::Long("note") => options.note = Some(text(&mut parser)?),
            Arg::Long("target") => options.target = Some(text(&mut parser)?),
            Arg::Long("place") => options.place = Some(text(&mut parser)?),
            Arg::Long("name") => options.name = Some(text(&mut parser)?),
            Arg::Long("in") => options.input = Some(parser.value().map_err(bad)?.into()),
            Arg::Long("apply") => options.apply = true,
            Arg::Long("by") => options.by = Some(text(&mut parser)?),
            Arg::Long("reason") => options.reason = Some(text(&mut parser)?),
            Arg::Long("until") => options.until = Some(date(&text(&mut parser)?)?),
            Arg::Long("dry-run") => options.dry_run = true,
            Arg::Long("map") => options.guiding.maps.push(text(&mut parser)?),
            Arg::Long("header") => options.guiding.headers.push(text(&mut parser)?),
            Arg::Long("as") => options.guiding.registers.push(text(&mut parser)?),
            Arg::Long("split") => options.guiding.split.push(text(&mut parser)?),
            Arg::Long("remember") => options.guiding.remember = Some(text(&mut parser)?),
            Arg::Long("no-profiles") => options.guiding.without_profiles = true,
            Arg::Long("conflicts") => options.choices.all = Some(side(&text(&mut parser)?)?),
            Arg::Long("take") => options.choices.cells.push((text(&mut parser)?, Side::Theirs)),
            Arg::Long("keep") => options.choices.cells.push((text(&mut parser)?, Side::Ours)),
            Arg::Long("vendor") => options.vendor = Some(text(&mut parser)?),
            Arg::Long("year") => options.year = Some(year(&text(&mut parser)?)?),
            Arg::Long("sheet") => options.sheet = Some(text(&mut parser)?),
            Arg::Long("out") => options.out = Some(parser.value().map_err(bad)?.into()),
            Arg::Long("as-of") => options.as_of = Some(moment(&text(&mut parser)?)?),
            Arg::Value(word) => words_given.push(word),
            other => return Err(bad(other.unexpected())),
        }
    }
    if !help {
        request.wish = wish(words_given, options)?;
    }
    Ok(request)
}

/// What is counted; devices when nobody says.
fn counted(key: Option<&str>) -> Result<Target, Failure> {
    match key {
        None => Ok(Target::Devices),
        Some(key) => Target::by_key(key).ok_or_else(|| Failure::Usage(words::unexpected(key))),
    }
}

fn wish(given: Vec<OsString>, options: Options) -> Result<Wish, Failure> {
    let mut given = given.into_iter();
    let Some(first) = given.next() else {
        return Ok(Wish::Window {
            ledger: None,
            renderer: options.renderer,
        });
    };
    let path = |given: &mut std::vec::IntoIter<OsString>| {
        given
            .next()
            .map(PathBuf::from)
            .ok_or_else(|| Failure::Usage(words::missing(words::LEDGER)))
    };
    let wish = match first.to_str() {
        Some("help") => Wish::Help,
        Some("fields") => Wish::Fields,
        Some("licences") => Wish::Licences,
        Some("new") => Wish::New {
            ledger: path(&mut given)?,
            facility: options
                .facility
                .ok_or_else(|| Failure::Usage(words::missing("--facility")))?,
        },
        Some("import") => Wish::Import {
            ledger: path(&mut given)?,
            file: given
                .next()
                .map(PathBuf::from)
                .ok_or_else(|| Failure::Usage(words::missing(words::FILE)))?,
            dry_run: options.dry_run,
            password: options.password,
            guiding: options.guiding,
            choices: options.choices,
        },
        Some("collect") => Wish::Collect {
            out: options.out.ok_or_else(|| Failure::Usage(words::missing("--out")))?,
        },
        Some("merge") => Wish::Merge {
            ledger: path(&mut given)?,
            other: path(&mut given)?,
            dry_run: options.dry_run,
            choices: options.choices,
        },
        Some("list") => Wish::List {
            ledger: path(&mut given)?,
            register: word(&mut given)?,
            as_of: options.as_of,
        },
        Some("add") => Wish::Add {
            ledger: path(&mut given)?,
            register: word(&mut given)?,
            cells: rest(&mut given)?,
        },
        Some("set") => Wish::Set {
            ledger: path(&mut given)?,
            row: word(&mut given)?,
            cells: rest(&mut given)?,
        },
        Some("remove") => Wish::Remove {
            ledger: path(&mut given)?,
            rows: rest(&mut given)?,
        },
        Some("starter") => Wish::Starter {
            ledger: path(&mut given)?,
            register: word(&mut given)?,
        },
        Some("export") => Wish::Export {
            ledger: path(&mut given)?,
            vendor: options.vendor,
            sheet: options.sheet.ok_or_else(|| Failure::Usage(words::missing("--sheet")))?,
            out: options.out.ok_or_else(|| Failure::Usage(words::missing("--out")))?,
        },
        Some("history") => Wish::History {
            ledger: path(&mut given)?,
        },
        Some("undo") => Wish::Undo {
            ledger: path(&mut given)?,
            operation: operation(&mut given)?,
        },
        Some("redo") => Wish::Redo {
            ledger: path(&mut given)?,
        },
        Some("findings") => Wish::Findings {
            ledger: path(&mut given)?,
            list: options.list,
        },
        Some("evidence") => match given.next().as_deref().and_then(|word| word.to_str()) {
            Some("add") => Wish::EvidenceAdd {
                ledger: path(&mut given)?,
                file: given
                    .next()
                    .map(PathBuf::from)
                    .ok_or_else(|| Failure::Usage(words::missing(words::FILE)))?,
                row: options.row,
                note: options.note.unwrap_or_default(),
            },
            Some("list") => Wish::EvidenceList {
                ledger: path(&mut given)?,
                row: options.row,
            },
            Some("export") => Wish::EvidenceExport {
                ledger: path(&mut given)?,
                row: options.row,
                out: options.out.ok_or_else(|| Failure::Usage(words::missing("--out")))?,
            },
            other => return Err(Failure::Usage(words::unexpected(other.unwrap_or("evidence")))),
        },
        Some("diagram") => Wish::Diagram {
            ledger: path(&mut given)?,
            out: options.out.ok_or_else(|| Failure::Usage(words::missing("--out")))?,
        },
        Some("review") => {
            let verb = word(&mut given)?;
            let ledger = path(&mut given)?;
            let step = match verb.as_str() {
                "report" => ReviewStep::Report,
                "confirm" => ReviewStep::Confirm {
                    by: options.by.ok_or_else(|| Failure::Usage(words::missing("--by")))?,
                    note: options.note.unwrap_or_default(),
                },
                "list" => ReviewStep::List,
                "check" => ReviewStep::Check,
                other => return Err(Failure::Usage(words::unexpected(other))),
            };
            Wish::Review { ledger, step }
        }
        Some("stocktake") => {
            let verb = word(&mut given)?;
            let ledger = path(&mut given)?;
            let step = match verb.as_str() {
                "start" => Step::Start {
                    target: counted(options.target.as_deref())?,
                    place: options.place,
                    name: options.name.unwrap_or_default(),
                },
                "scan" => Step::Scan {
                    codes: match options.input {
                        None => rest(&mut given)?,
                        Some(_) => Vec::new(),
                    },
                    file: options.input,
                    place: options.place,
                },
                "mark" => Step::Mark {
                    number: word(&mut given)?,
                    mark: match word(&mut given)?.as_str() {
                        "found" => Mark::Found,
                        "missing" => Mark::NotFound,
                        "open" => Mark::Open,
                        other => return Err(Failure::Usage(words::unexpected(other))),
                    },
                    place: options.place,
                },
                "labels" => Step::Labels {
                    target: counted(options.target.as_deref())?,
                    wish: LabelWish {
                        numbers: match given.len() {
                            0 => Vec::new(),
                            _ => rest(&mut given)?,
                        },
                        place: options.place.unwrap_or_default(),
                    },
                    out: options.out.ok_or_else(|| Failure::Usage(words::missing("--out")))?,
                },
                "report" => Step::Report,
                "finish" => Step::Finish,
                "plan" => Step::Plan { apply: options.apply },
                other => return Err(Failure::Usage(words::unexpected(other))),
            };
            Wish::Stocktake { ledger, step }
        }
        Some("accept") => Wish::Accept {
            ledger: path(&mut given)?,
            rule: word(&mut given)?,
            row: word(&mut given)?,
            reason: options
                .reason
                .ok_or_else(|| Failure::Usage(words::missing("--reason")))?,
            until: options.until.ok_or_else(|| Failure::Usage(words::missing("--until")))?,
        },
        Some("verify") => Wish::Verify {
            ledger: path(&mut given)?,
        },
        Some("form") => form(&mut given, options)?,
        Some("readiness") => Wish::Checklist {
            ledger: path(&mut given)?,
            wish: ChecklistWish::Readiness,
            told: told(&options)?,
        },
        Some("checklist") => checklist(&mut given, &options)?,
        // A path opens the window on it; a mistyped command does not.
        _ if PathBuf::from(&first).extension().is_some() => Wish::Window {
            ledger: Some(first.into()),
            renderer: options.renderer,
        },
        _ => return Err(Failure::Usage(words::unexpected(&first.to_string_lossy()))),
    };
    match given.next() {
        Some(extra) => Err(Failure::Usage(words::unexpected(&extra.to_string_lossy()))),
        None => Ok(wish),
    }
}

fn file(given: &mut std::vec::IntoIter<OsString>, what: &str) -> Result<PathBuf, Failure> {
    let file = given.next().map(PathBuf::from);
    file.ok_or_else(|| Failure::Usage(words::missing(what)))
}

fn form(given: &mut std::vec::IntoIter<OsString>, options: Options) -> Result<Wish, Failure> {
    let what = given.next().unwrap_or_default();
    match what.to_str() {
        Some("inspect") => Ok(Wish::FormInspect {
            file: file(given, words::FILE)?,
        }),
        Some("read") => Ok(Wish::FormRead {
            file: file(given, words::FILE)?,
        }),
        Some("fill") => Ok(Wish::Checklist {
            told: told(&options)?,
            ledger: file(given, words::LEDGER)?,
            wish: ChecklistWish::Fill {
                file: file(given, words::FILE)?,
                out: options.out.ok_or_else(|| Failure::Usage(words::missing("--out")))?,
            },
        }),
        _ => Err(Failure::Usage(words::unexpected(&format!(
            "form {}",
            what.to_string_lossy()
        )))),
    }
}

fn checklist(given: &mut std::vec::IntoIter<OsString>, options: &Options) -> Result<Wish, Failure> {
    let what = given.next().unwrap_or_default();
    let ledger = file(given, words::LEDGER)?;
    let wish = match what.to_str() {
        Some("status") => ChecklistWish::Status,
        Some("begin") => ChecklistWish::Begin,
        Some("edition") => ChecklistWish::Edition {
            out: options
                .out
                .clone()
                .ok_or_else(|| Failure::Usage(words::missing("--out")))?,
        },
        Some("take") => ChecklistWish::Take {
            file: file(given, words::FILE)?,
            dry_run: options.dry_run,
        },
        _ => {
            let what = format!("checklist {}", what.to_string_lossy());
            return Err(Failure::Usage(words::unexpected(&what)));
        }
    };
    Ok(Wish::Checklist {
        ledger,
        wish,
        told: told(options)?,
    })
}

/// What the person says about a sheet: `--vendor`, `--sheet`, `--year`.
fn told(options: &Options) -> Result<Told, Failure> {
    let sheet = options.sheet.as_deref().map(|key| {
        let found = SheetKind::by_key(key).or_else(|| SheetKind::by_label(key));
        found.ok_or_else(|| Failure::Usage(words::unexpected(key)))
    });
    Ok(Told {
        vendor: options.vendor.clone(),
        sheet: sheet.transpose()?,
        fiscal_year: options.year,
        ..Told::default()
    })
}

/// `2026`, `R8` or `令和8`.
fn year(text: &str) -> Result<i32, Failure> {
    let plain = text.trim_end_matches(words::FISCAL_YEAR);
    let era = plain.trim_start_matches(['R', 'r']).trim_start_matches(words::REIWA);
    let number: Option<i32> = era.parse().ok();
    let before = if era.len() < plain.len() { 2018 } else { 0 };
    number
        .and_then(|number| number.checked_add(before))
        .filter(|year| FISCAL_YEARS.contains(year))
        .ok_or_else(|| Failure::Usage(words::unexpected(text)))
}

fn word(given: &mut std::vec::IntoIter<OsString>) -> Result<String, Failure> {
    let word = given
        .next()
        .ok_or_else(|| Failure::Usage(words::missing(words::ROW_OR_LIST)))?;
    word.into_string()
        .map_err(|word| Failure::Usage(words::unexpected(&word.to_string_lossy())))
}

fn rest(given: &mut std::vec::IntoIter<OsString>) -> Result<Vec<String>, Failure> {
    let mut words_given = vec![word(given)?];
    while given.len() > 0 {
        words_given.push(word(given)?);
    }
    Ok(words_given)
}

fn operation(given: &mut std::vec::IntoIter<OsString>) -> Result<Option<u64>, Failure> {
    let Some(number) = given.next() else { return Ok(None) };
    let number = number.to_string_lossy();
    number
        .parse()
        .map(Some)
        .map_err(|_| Failure::Usage(words::unexpected(&number)))
}

fn text(parser: &mut Parser) -> Result<String, Failure> {
    parser.value().and_then(|value| value.string()).map_err(bad)
}

/// `2026-11-21T09:00:00+09:00`, the same in UTC without a zone, or a day (its end, UTC).
fn moment(text: &str) -> Result<DateTime<Utc>, Failure> {
    let zoned = DateTime::parse_from_rfc3339(text).map(|at| at.to_utc());
    let plain = || NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").map(|at| at.and_utc());
    let day = || {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()?
            .and_hms_milli_opt(23, 59, 59, 999)
            .map(|at| at.and_utc())
    };
    zoned
        .or_else(|_| plain())
        .ok()
        .or_else(day)
        .ok_or_else(|| Failure::Usage(words::unexpected(text)))
}

fn date(text: &str) -> Result<NaiveDate, Failure> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| Failure::Usage(words::unexpected(text)))
}

fn bad(error: lexopt::Error) -> Failure {
    use lexopt::Error;
    Failure::Usage(match error {
        Error::MissingValue { option } => words::missing(option.as_deref().unwrap_or(words::VALUE)),
        Error::UnexpectedOption(option) => words::unexpected(&option),
        Error::UnexpectedArgument(value) | Error::NonUnicodeValue(value) => words::unexpected(&value.to_string_lossy()),
        other => words::unexpected(&other.to_string()),
    })
}
