//! 棚卸: what is expected is frozen by value, what is seen is noted step by step, and the difference becomes a plan.
//!
//! Owns: rounds, what a scanned code means, the report, the proposed changes. Refuses to know: scanners, screens.
//! Invariants: every step is one operation of the ledger and is undone like any other; a code that nobody knows is
//! kept; nothing in the ledger itself changes before a person has seen the plan.

mod labels;
mod plan;
mod report;
mod scan;

pub use labels::{Label, LabelWish, Labels, labels, labels_page};
pub use plan::plan;
pub use report::{Report, report};
pub use scan::{Mark, Outcome, Seen, mark, scan};

use std::sync::Arc;

use chrono::NaiveDate;

use super::catalogue::{FieldKind, RegisterId, tokens};
use super::ledger::Command;
use super::model::{Batch, BatchRow, Content, Entry, OperationKind, Record, Snapshot, Value};
use super::parse;

/// What can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Devices,
    Accounts,
    Media,
}

impl Target {
    pub const ALL: [Self; 3] = [Self::Devices, Self::Accounts, Self::Media];

    /// The ledger's word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Devices => tokens::OF_DEVICES,
            Self::Accounts => tokens::OF_ACCOUNTS,
            Self::Media => tokens::OF_MEDIA,
        }
    }

    pub const fn register(self) -> RegisterId {
        match self {
            Self::Devices => RegisterId::DEVICE,
            Self::Accounts => RegisterId::ACCOUNT,
            Self::Media => RegisterId::MEDIUM,
        }
    }

    /// By the key of its register, or the ledger's word.
    pub fn by_key(key: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|target| target.register().key == key || target.word() == key)
    }

    /// Whether a text is the heading of the numbers, not one of them.
    pub fn is_heading(self, text: &str) -> bool {
        let key = parse::header_key(text);
        let field = self.register().field(self.number());
        field.is_some_and(|field| {
            let mut words = field.aliases.iter().chain([&field.label]);
            words.any(|word| parse::header_key(word) == key)
        })
    }

    const fn number(self) -> &'static str {
        match self {
            Self::Devices => "management_no",
            Self::Accounts => "login_id",
            Self::Media => "number",
        }
    }

    /// Fields that say what a thing is, the first that says something.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Devices => &["name", "model", "computer_name"],
            Self::Accounts => &["system", "users"],
            Self::Media => &["holds", "kind"],
        }
    }

    /// Fields whose value on a label means the same thing.
    const fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Devices => &["serial_no", "computer_name"],
            Self::Accounts => &["users"],
            Self::Media => &[],
        }
    }

    const fn place(self) -> Option<&'static str> {
        match self {
            Self::Devices | Self::Media => Some("place"),
            Self::Accounts => None,
        }
    }

    /// Whether a row should be there to be counted.
    fn is_expected(self, row: &Record) -> bool {
        let word = word(row, "status");
        match self {
            Self::Devices | Self::Media => !matches!(word, Some(tokens::DISPOSED)),
            Self::Accounts => word != Some(tokens::DELETED),
        }
    }
}

/// The meaning of a choice field.
fn word(row: &Record, key: &str) -> Option<&'static str> {
    let kind = row.register.field(key)?.kind;
    match parse::understand(kind, row.entry(key).as_text()?).value {
        Some(Value::Choice(word)) => Some(word),
        _ => None,
    }
}

fn text<'a>(row: &'a Record, key: &str) -> &'a str {
    row.entry(key).as_text().unwrap_or_default()
}

fn set(register: RegisterId, content: &mut Content, key: &str, text: &str) {
    if let Some(field) = register.field_index(key) {
        content.fields.set(field, Entry::text(text));
    }
}

/// What two codes or places are compared by.
fn same(text: &str) -> String {
    parse::fold(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The rows that a round of everything would expect.
pub fn expected(snapshot: &Snapshot, target: Target) -> impl Iterator<Item = &Record> {
    let rows = snapshot.rows(target.register()).iter().map(|row| &**row);
    rows.filter(move |row| target.is_expected(row))
}

/// Starts a round over everything of a kind, or only what stands at a place: one operation that writes the round
/// and a copy of what is expected. `None` when there is nothing to count.
pub fn start(
    snapshot: &Snapshot,
    target: Target,
    place: Option<&str>,
    name: &str,
    today: NaiveDate,
    person: &str,
) -> Option<Command> {
    let (round, item) = (RegisterId::STOCKTAKE, RegisterId::STOCKTAKE_ITEM);
    let name = free_name(snapshot, name.trim(), target, today);
    let day = today.format("%Y-%m-%d").to_string();
    let mut head = Content::default();
    for (key, text) in [
        ("name", name.as_str()),
        ("target", target.word()),
        ("scope", place.unwrap_or_default()),
        ("status", tokens::ROUND_OPEN),
        ("started_on", &day),
        ("person", person),
    ] {
        set(round, &mut head, key, text);
    }
    let row = |register, content| BatchRow::added(register, content);
    let mut rows = vec![row(round, head)];
    for record in expected(snapshot, target) {
        let stands = target.place().map_or("", |key| text(record, key));
        let inside = place.is_none_or(|place| same(stands).contains(&same(place)));
        if !inside {
            continue;
        }
        let id = record.id.to_string();
        let named = target
            .names()
            .iter()
            .map(|key| text(record, key))
            .find(|text| !text.is_empty());
        let codes: Vec<&str> = target
            .codes()
            .iter()
            .map(|key| text(record, key))
            .filter(|code| !code.is_empty())
            .collect();
        let mut content = Content::default();
        for (key, text) in [
            ("round", name.as_str()),
            ("record", &id),
            ("number", text(record, target.number())),
            ("codes", &codes.join("\n")),
            ("name", named.unwrap_or_default()),
            ("place", stands),
        ] {
            set(item, &mut content, key, text);
        }
        rows.push(row(item, content));
    }
    let is_empty = rows.len() == 1;
    let batch = Batch {
        kind: OperationKind::Add,
        label: name,
        source: None,
        rows,
    };
    (!is_empty).then_some(Command::Apply(batch))
}

/// A name that no other round has: items find their round by it.
fn free_name(snapshot: &Snapshot, wanted: &str, target: Target, today: NaiveDate) -> String {
    let base = if wanted.is_empty() {
        format!("{} {}", today.format("%Y-%m-%d"), target.word())
    } else {
        // Names of links are parted by these.
        wanted.replace(['、', ',', '，', ';', '；', '\n', '\r'], " ")
    };
    let taken = |name: &str| {
        let mut rounds = snapshot.rows(RegisterId::STOCKTAKE).iter();
        rounds.any(|row| text(row, "name") == name)
    };
    let mut candidates = std::iter::once(base.clone()).chain((2..).map(|n| format!("{base} ({n})")));
    candidates.find(|name| !taken(name)).unwrap_or(base)
}

/// A round with its items.
pub struct Round<'a> {
    pub row: &'a Arc<Record>,
    pub target: Target,
    pub items: Vec<&'a Arc<Record>>,
}

impl<'a> Round<'a> {
    /// The round of a row of the register.
    pub fn of(snapshot: &'a Snapshot, row: &'a Arc<Record>) -> Option<Self> {
        let target = Target::by_key(word(row, "target")?)?;
        let name = text(row, "name");
        let items = snapshot.rows(RegisterId::STOCKTAKE_ITEM).iter();
        Some(Self {
            row,
            target,
            items: items.filter(|item| text(item, "round") == name).collect(),
        })
    }

    /// The last round that is not finished.
    pub fn open(snapshot: &'a Snapshot) -> Option<Self> {
        let rounds = snapshot.rows(RegisterId::STOCKTAKE).iter().rev();
        let mut open = rounds.filter(|row| word(row, "status") == Some(tokens::ROUND_OPEN));
        open.find_map(|row| Self::of(snapshot, row))
    }

    /// The last round, finished or not.
    pub fn last(snapshot: &'a Snapshot) -> Option<Self> {
        let mut rounds = snapshot.rows(RegisterId::STOCKTAKE).iter().rev();
        rounds.find_map(|row| Self::of(snapshot, row))
    }

    pub fn is_open(&self) -> bool {
        word(self.row, "status") == Some(tokens::ROUND_OPEN)
    }

    pub fn name(&self) -> &'a str {
        text(self.row, "name")
    }
}

/// Ends a round: what was not seen is missing from now on.
pub fn finish(round: &Round<'_>, today: NaiveDate) -> Command {
    let day = today.format("%Y-%m-%d").to_string();
    let mut rows = Vec::new();
    let mut change = |row: &Arc<Record>, cells: &[(&str, &str)]| {
        let mut content = row.content.clone();
        for (key, text) in cells {
            set(row.register, &mut content, key, text);
        }
        rows.push(BatchRow {
            register: row.register,
            target: Some(row.clone()),
            content: Some(content),
            source: None,
            known_as: None,
        });
    };
    for item in round.items.iter().filter(|item| item.entry("result").is_blank()) {
        change(item, &[("result", tokens::NOT_FOUND)]);
    }
    change(round.row, &[("status", tokens::ENDED), ("finished_on", &day)]);
    Command::Apply(Batch {
        kind: OperationKind::Edit,
        label: round.name().to_owned(),
        source: None,
        rows,
    })
}

/// Kind of the result field, for whoever shows it.
fn result_kind() -> FieldKind {
    let field = RegisterId::STOCKTAKE_ITEM.field("result");
    field.map_or(FieldKind::Text, |field| field.kind)
}
