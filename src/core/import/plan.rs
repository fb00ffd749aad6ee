//! What an import would do, row by row, before anything is written.

use std::sync::Arc;

use super::merge::Merge;
use super::notices::Notice;
use super::preview::SheetPreview;
use super::sets::SetRow;
use crate::core::catalogue::{Column, RegisterId};
use crate::core::model::{Batch, BatchRow, Content, Entry, OpSeq, OperationKind, Problem, Record, RecordId};

/// The result of reading one file against one snapshot. Showing, refusing and applying all start here.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    /// File name without its folder.
    pub file: String,
    pub origin: Origin,
    /// The ledger's revision that the plan was made for.
    pub base: OpSeq,
    pub tables: Vec<PlanTable>,
    pub rows: Vec<PlanRow>,
    /// Rows that stand for a known number of devices: one row each, or parted where somebody said so.
    pub sets: Vec<SetRow>,
    /// What the sheets say beside their cells.
    pub notices: Vec<Notice>,
    /// Every row with content that becomes no record.
    pub not_taken: Vec<NotTaken>,
    /// Sheets that hold no register: cover, lists, hidden old copies.
    pub sheets_left_out: Vec<SheetLeftOut>,
    /// The head of every sheet, to point at; empty for what is no file of somebody else's.
    pub previews: Vec<SheetPreview>,
    pub meta: FileMeta,
}

/// Where the rows come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A file as people make them: what it says goes on top of what the ledger has.
    #[default]
    File,
    /// A hand-over that came back: joined with what changed here in the meantime.
    Handover { vendor: String },
    /// Another copy of this ledger, as far as its operation `seq`.
    Ledger { seq: OpSeq, hash: [u8; 32] },
    /// Another copy of this ledger that has nothing we did not take over before.
    KnownLedger,
}

/// 最終更新日 and 最終更新者 as the file gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileMeta {
    pub updated_on: Option<MetaText>,
    pub updated_by: Option<MetaText>,
    /// Who made the file; stands in for whoever brought it up to date.
    pub(super) made_by: Option<MetaText>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetaText {
    pub sheet: Arc<str>,
    /// A1 name of the cell.
    pub cell: String,
    /// The value without its label.
    pub text: String,
}

/// One table found on a sheet.
#[derive(Clone, Debug)]
pub struct PlanTable {
    pub sheet: Arc<str>,
    pub register: RegisterId,
    pub layout: Layout,
    /// 1-based rows of the header.
    pub header_rows: Vec<u32>,
    pub columns: Vec<PlanColumn>,
    /// The remembered mapping that it was read by.
    pub profile: Option<String>,
    /// Values proposed for every row from the sheet name or a title; used only where a row has nothing.
    pub defaults: Vec<(Column, Entry)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Header on top, a record per row.
    Table,
    /// 項目｜値 downwards, a record per sheet or block.
    Vertical,
    /// 質問｜回答 downwards.
    Form,
}

/// One source column (or label of a vertical layout).
#[derive(Clone, Debug)]
pub struct PlanColumn {
    /// 0-based column on the sheet.
    pub at: u32,
    /// Header as it stands there, lines joined.
    pub header: String,
    pub target: ColumnTarget,
    pub how: How,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnTarget {
    To(Column),
    /// One source column feeds two, such as ソフト（版）.
    Split(Column, Column),
    /// Left out: a secret, or empty.
    Dropped(DropReason),
}

impl ColumnTarget {
    /// Whether values of the source column go into `column`.
    pub fn feeds(&self, column: &Column) -> bool {
        match self {
            Self::To(to) => to == column,
            Self::Split(one, two) => one == column || two == column,
            Self::Dropped(_) => false,
        }
    }

    /// How many fields of a row it fills, child rows aside.
    pub(super) fn fields(&self) -> usize {
        let is_field = |column: &Column| usize::from(matches!(column, Column::Field(_)));
        match self {
            Self::To(to) => is_field(to),
            Self::Split(one, two) => is_field(one) + is_field(two),
            Self::Dropped(_) => 0,
        }
    }

    /// Whether the values are kept, but in no field that the catalogue knows.
    pub const fn is_unplaced(&self) -> bool {
        matches!(self, Self::To(Column::Custom(_)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropReason {
    /// A password or the like: neither header value nor cells are kept anywhere.
    Secret,
    /// Our own key columns.
    Machine,
    /// Somebody said so.
    Person,
    /// Nothing in it.
    Empty,
}

/// Why a column was mapped as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The catalogue's own label or key.
    Label,
    Alias,
    Similar,
    /// The values speak for it.
    Values,
    /// Somebody said so.
    Person,
    /// Somebody said so of a file with the same headers.
    Remembered,
    /// It means a field that another column of the table has: kept under its own header until a person chooses.
    Rival,
    /// Nothing speaks for it: kept as a custom column or dropped.
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    Add,
    Change,
    Unchanged,
    /// Two rows claim the same record, or the match is not certain: a person has to decide.
    Conflict,
    /// Can be written, but something in it asks for a look.
    Problem,
    /// In the ledger, but no longer where the rows come from.
    Gone,
}

impl Action {
    pub const ALL: [Self; 6] = [
        Self::Add,
        Self::Change,
        Self::Unchanged,
        Self::Conflict,
        Self::Problem,
        Self::Gone,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::Unchanged => "unchanged",
            Self::Conflict => "conflict",
            Self::Problem => "problem",
            Self::Gone => "gone",
        }
    }

    /// Whether the row's record is known and what becomes of it follows from its content alone.
    pub(super) const fn is_certain(self) -> bool {
        !matches!(self, Self::Conflict | Self::Gone)
    }
}

/// One record of the plan.
#[derive(Clone, Debug)]
pub struct PlanRow {
    /// Place in [`ImportPlan::tables`].
    pub table: usize,
    pub register: RegisterId,
    /// 1-based rows it was read from.
    pub source_rows: Vec<u32>,
    pub action: Action,
    /// The record that the row was matched with.
    pub target: Option<Arc<Record>>,
    /// The identity that a new row has already, in another copy of the ledger or in its own past.
    pub known_as: Option<RecordId>,
    /// Key of the field that matched; anything weaker than the number is a proposal.
    pub matched_by: Option<&'static str>,
    /// The whole content after the import: what was there, with the file's values on top. Empty takes the row out.
    pub content: Content,
    /// How it was joined from three versions, when there are three.
    pub merge: Option<Box<Merge>>,
    /// What the file asks for, where a person left some of its columns out of `content`.
    pub read: Option<Box<Content>>,
    pub problems: Vec<(Column, Problem)>,
    /// Original cell texts that the content does not show as they were, as JSON.
    pub raw: Option<Box<str>>,
    /// Whether a person wants it written.
    pub include: bool,
}

/// One cell that would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    pub column: Column,
    pub old: String,
    pub new: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotTaken {
    pub sheet: Arc<str>,
    /// 1-based.
    pub row: u32,
    pub reason: NotTakenReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTakenReason {
    Title,
    Stamp,
    Legend,
    Total,
    Blank,
    RepeatedHeader,
    Group,
    /// Has content, but too little to be a record.
    TooLittle,
    /// Nothing changed in it, and the row was taken out here in the meantime.
    RemovedHere,
    /// An address at which nothing stands.
    FreeAddress,
}

impl NotTakenReason {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Stamp => "stamp",
            Self::Legend => "legend",
            Self::Total => "total",
            Self::Blank => "blank",
            Self::RepeatedHeader => "repeated_header",
            Self::Group => "group",
            Self::TooLittle => "too_little",
            Self::RemovedHere => "removed_here",
            Self::FreeAddress => "free_address",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLeftOut {
    pub sheet: Arc<str>,
    pub reason: SheetReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetReason {
    /// No table of a known register.
    NoTable,
    /// Choice lists for other sheets.
    Lists,
    Cover,
    Index,
    Empty,
    /// A hidden sheet, mostly an old copy.
    Hidden,
    /// Facts of a PC that a later file tells again.
    Older,
    /// One of several files, and not the facts of a PC that can be read.
    NotRead,
}

impl SheetReason {
    /// Whether nothing but the sheet's name speaks against it.
    pub(super) const fn is_by_name(self) -> bool {
        matches!(self, Self::Lists | Self::Cover | Self::Index)
    }

    pub const fn key(self) -> &'static str {
        match self {
            Self::NoTable => "no_table",
            Self::Lists => "lists",
            Self::Cover => "cover",
            Self::Index => "index",
            Self::Empty => "empty",
            Self::Hidden => "hidden_old",
            Self::Older => "older",
            Self::NotRead => "not_read",
        }
    }
}

/// How many rows each action has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub add: usize,
    pub change: usize,
    pub unchanged: usize,
    pub conflict: usize,
    pub problem: usize,
    pub gone: usize,
    pub not_taken: usize,
}

impl ImportPlan {
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            not_taken: self.not_taken.len(),
            ..Counts::default()
        };
        for row in &self.rows {
            match row.action {
                Action::Add => counts.add += 1,
                Action::Change => counts.change += 1,
                Action::Unchanged => counts.unchanged += 1,
                Action::Conflict => counts.conflict += 1,
                Action::Problem => counts.problem += 1,
                Action::Gone => counts.gone += 1,
            }
        }
        counts
    }

    /// Source columns that are kept under their own header, because nobody knew a field for them or another column has
    /// it. In a file of ours such columns are somebody's own, as they are where a person said so.
    pub fn unplaced(&self) -> usize {
        if self.previews.is_empty() {
            return 0;
        }
        let columns = self.tables.iter().flat_map(|table| &table.columns);
        let unknown =
            columns.filter(|column| matches!(column.how, How::Unknown | How::Rival) && column.target.is_unplaced());
        unknown.count()
    }

    /// Whether applying it would write nothing.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| !row.include || !row.writes())
    }

    /// The rows to write. Rows that a person refused, unchanged rows and conflicts stay out.
    pub fn into_batch(self) -> Batch {
        let source = self.source_json();
        // What was decided about another copy is kept even when it changes no row; what was put off is not decided.
        let kind = match &self.origin {
            Origin::Ledger { .. } if self.is_settled() || !self.is_empty() => OperationKind::Merge,
            _ => OperationKind::Import,
        };
        let rows = self
            .rows
            .into_iter()
            .filter(|row| row.include && row.writes())
            .map(|row| BatchRow {
                register: row.register,
                source: row.source_json(),
                target: row.target,
                known_as: row.known_as,
                content: Some(row.content),
            })
            .collect();
        Batch {
            kind,
            label: self.file,
            source: Some(source),
            rows,
        }
    }

    fn source_json(&self) -> String {
        let tables: Vec<_> = self
            .tables
            .iter()
            .map(|table| {
                let columns: Vec<_> = table
                    .columns
                    .iter()
                    .filter(|column| column.target != ColumnTarget::Dropped(DropReason::Secret))
                    .map(|column| column.header.as_str())
                    .collect();
                serde_json::json!({
                    "sheet": &*table.sheet, "register": table.register.key,
                    "header_rows": table.header_rows, "columns": columns,
                })
            })
            .collect();
        let not_taken: Vec<_> = self
            .not_taken
            .iter()
            .map(|row| serde_json::json!({"sheet": &*row.sheet, "row": row.row, "reason": row.reason.key()}))
            .collect();
        let mut source = serde_json::json!({"file": self.file, "tables": tables, "not_taken": not_taken});
        match &self.origin {
            Origin::File | Origin::KnownLedger => {}
            Origin::Handover { vendor } => source["handover"] = serde_json::json!({"vendor": vendor}),
            // The next merge starts from here, unless something of this one was put off.
            Origin::Ledger { seq, hash } if self.is_settled() => {
                source[MERGED] = serde_json::json!({"seq": seq, "hash": hex(hash)});
            }
            Origin::Ledger { .. } => {}
        }
        let kept = self.kept_json();
        if !kept.is_empty() {
            source["kept"] = kept.into();
        }
        source.to_string()
    }
}

/// Under this key the source of an operation says which state of another copy it brought in.
pub const MERGED: &str = "merged";

/// A hash as people and JSON write it.
pub fn hex(hash: &[u8; 32]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl PlanRow {
    /// Whether the row would write something if it is included.
    pub fn writes(&self) -> bool {
        self.target.as_ref().is_none_or(|target| target.content != self.content)
    }

    /// What a row whose match is certain does.
    pub(super) fn settled(&self) -> Action {
        let needs_look = |problem: Problem| problem != Problem::MissingNumber;
        match &self.target {
            Some(_) if !self.writes() => Action::Unchanged,
            _ if self.problems.iter().any(|(_, problem)| needs_look(*problem)) => Action::Problem,
            Some(_) => Action::Change,
            None => Action::Add,
        }
    }

    /// Cells that differ from the matched record (all cells of a new one), in catalogue order.
    pub fn changes(&self) -> Vec<CellChange> {
        let empty = Content::default();
        let old = self.target.as_ref().map_or(&empty, |target| &target.content);
        diff(self.register, old, &self.content)
    }
}

/// Columns in which two contents differ, in catalogue order.
pub fn diff(register: RegisterId, old: &Content, new: &Content) -> Vec<CellChange> {
    let mut columns: Vec<Column> = (0..register.fields.len())
        .filter(|&at| old.fields.get(at) != new.fields.get(at))
        .map(Column::Field)
        .collect();
    for (child, list) in register.children.iter().enumerate() {
        if old.child_rows(child) != new.child_rows(child) {
            columns.extend((0..list.fields.len()).map(|field| Column::Child { child, field }));
        }
    }
    let headers: std::collections::BTreeSet<_> = old.custom.keys().chain(new.custom.keys()).collect();
    columns.extend(
        headers
            .into_iter()
            .filter(|header| old.custom.get(*header) != new.custom.get(*header))
            .cloned()
            .map(Column::Custom),
    );
    columns
        .into_iter()
        .map(|column| CellChange {
            old: old.display(&column),
            new: new.display(&column),
            column,
        })
        .filter(|change| change.old != change.new)
        .collect()
}
