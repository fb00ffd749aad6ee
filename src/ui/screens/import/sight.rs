//! What the review shows of a whole plan, found once per change of the plan and not once per frame.

use super::joining::{self, Line};
use crate::core::import::{
    Action as Planned, ColumnTarget, Counts, DropReason, ImportPlan, MergeCounts, PlanRow, ReplacedColumn,
};

/// Which rows of the plan are in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Only {
    /// Rows that would be written, or that a person has to decide about.
    #[default]
    Changing,
    Action(Planned),
    All,
}

impl Only {
    fn shows(self, row: &PlanRow) -> bool {
        match self {
            Self::Changing => row.writes() || matches!(row.action, Planned::Conflict | Planned::Gone),
            Self::Action(action) => row.action == action,
            Self::All => true,
        }
    }
}

pub(super) struct Sight {
    only: Only,
    /// Places of the rows in sight.
    pub shown: Vec<usize>,
    pub counts: Counts,
    /// Rows that would be written as things stand.
    pub writes: usize,
    pub changing: usize,
    /// Whether a column with secrets was left out.
    pub secret: bool,
    pub replaced: Vec<ReplacedColumn>,
    pub joined: Option<MergeCounts>,
    pub conflicts: Vec<Line>,
}

impl Sight {
    pub fn of(plan: &ImportPlan, only: Only) -> Self {
        let rows = || plan.rows.iter().enumerate();
        let mut columns = plan.tables.iter().flat_map(|table| &table.columns);
        Self {
            only,
            shown: rows().filter(|(_, row)| only.shows(row)).map(|(at, _)| at).collect(),
            counts: plan.counts(),
            writes: rows().filter(|(_, row)| row.include && row.writes()).count(),
            changing: rows().filter(|(_, row)| Only::Changing.shows(row)).count(),
            secret: columns.any(|column| column.target == ColumnTarget::Dropped(DropReason::Secret)),
            replaced: plan.replaced_columns(),
            joined: plan.merge_counts(),
            conflicts: joining::lines(plan),
        }
    }

    pub fn is_of(&self, only: Only) -> bool {
        self.only == only
    }
}
