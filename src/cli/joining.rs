//! What a person says on the command line about a plan: which side of a conflict, and what is printed of it.

use super::Failure;
use crate::core::catalogue::RegisterId;
use crate::core::import::{Changed, ImportPlan, PlanRow, Side};
use crate::core::model::RecordId;
use crate::text::cli as words;

/// Choices in the order they were given; a later one goes over an earlier one.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    pub all: Option<Side>,
    /// `ROW=COLUMN`, or a whole column by its name alone, and the side.
    pub cells: Vec<(String, Side)>,
}

/// `ours` or `theirs`.
pub(super) fn side(word: &str) -> Result<Side, Failure> {
    Side::by_key(word).ok_or_else(|| Failure::Usage(words::unexpected(word)))
}

impl Choices {
    /// # Errors
    /// When a choice names no conflict: a slip of the pen must not pass for a decision.
    pub fn apply(&self, plan: &mut ImportPlan) -> Result<(), Failure> {
        if let Some(side) = self.all {
            plan.choose_all(side);
        }
        for (cell, side) in &self.cells {
            let mut found = false;
            let Some((name, column)) = cell.split_once('=') else {
                take_column(plan, cell, *side)?;
                continue;
            };
            for row in plan.rows.iter_mut().filter(|row| is_called(row, name)) {
                found |= choose(row, column, *side);
            }
            if !found {
                return Err(Failure::Usage(words::no_conflict(cell)));
            }
        }
        Ok(())
    }
}

/// Decides a column of every list that has it, in which the file says something else than the ledger.
fn take_column(plan: &mut ImportPlan, name: &str, side: Side) -> Result<(), Failure> {
    let mut found = plan.replaced_columns();
    found.retain(|known| known.label() == name || known.register.column_key(&known.column) == name);
    if found.is_empty() {
        return Err(Failure::Usage(words::no_replaced(name)));
    }
    for known in found {
        plan.take_column(known.register, &known.column, side);
    }
    Ok(())
}

fn is_called(row: &PlanRow, name: &str) -> bool {
    let Some(target) = &row.target else { return false };
    target.name() == Some(name) || name.parse::<RecordId>() == Ok(target.id)
}

fn choose(row: &mut PlanRow, column: &str, side: Side) -> bool {
    let register: RegisterId = row.register;
    let cells = row.merge.iter().flat_map(|merge| merge.cells().iter().enumerate());
    let fits: Vec<usize> = cells
        .filter(|(_, cell)| cell.changed == Changed::Both)
        .filter(|(_, cell)| {
            register.column_key(&cell.column) == column || register.column_label(&cell.column) == column
        })
        .map(|(at, _)| at)
        .collect();
    fits.iter().for_each(|at| row.choose(*at, side));
    !fits.is_empty()
}

/// One line per conflict: where, what both had, ours, theirs, what is taken.
pub(super) fn conflict_lines(plan: &ImportPlan) -> Vec<String> {
    let rows = plan.rows.iter();
    rows.flat_map(|row| {
        let name = row.target.as_ref().and_then(|target| target.name()).unwrap_or_default();
        let cells = row.merge.iter().flat_map(|merge| merge.cells());
        cells
            .filter(|cell| cell.changed == Changed::Both)
            .map(move |cell| words::conflict(name, &row.register.column_label(&cell.column), cell))
    })
    .collect()
}
