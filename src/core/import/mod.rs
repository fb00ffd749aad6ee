//! From a messy workbook to a plan: reading, table finding, header mapping, cell parsing, matching.
//!
//! Owns: the way from a file to an [`ImportPlan`]. Refuses to know: how rows are written (that is the door's).
//! Invariants: nothing is written here; the original cell text is kept; no row with content is dropped silently.

mod beside;
mod blocks;
mod card;
mod choices;
mod columns;
mod doubts;
mod draft;
mod guide;
mod handover;
mod headers;
mod ledgers;
mod lines;
mod mapping;
mod margins;
mod matching;
mod merge;
mod names;
mod notices;
mod own;
mod parts;
mod paste;
mod pc;
mod phrases;
mod plan;
mod planner;
mod preview;
mod profile;
mod questions;
pub mod reader;
mod sections;
mod senses;
mod sets;
mod spelling;
mod strays;
mod struck;
mod table;
mod values;

pub use choices::GoneAs;
pub use columns::ReplacedColumn;
pub use guide::{Hints, Parted, Place, SheetHint, Wanted, likely, two_fields};
pub use ledgers::plan_ledgers;
pub use merge::{Changed, Merge, MergeCell, MergeCounts, Side};
pub use notices::Notice;
pub use paste::{Block, plan_block};
pub use plan::{
    Action, CellChange, ColumnTarget, Counts, DropReason, FileMeta, How, ImportPlan, Layout, MERGED, MetaText,
    NotTaken, NotTakenReason, Origin, PlanColumn, PlanRow, PlanTable, SheetLeftOut, SheetReason, diff, hex,
};
pub use planner::{plan_guided, plan_import};
pub use preview::{PreviewRow, SheetPreview};
pub use profile::{Profile, column_called, profiles};
pub use reader::{RawWorkbook, ReadError, read_bytes, read_workbook};
pub use sets::SetRow;
