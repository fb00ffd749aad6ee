//! A block of cells that a person pasted or filled: the same plan as an import, so that it can be seen and refused.
//!
//! Owns: which row and column each pasted cell lands in. Refuses to know: the clipboard, the grid.

use std::sync::Arc;

use super::headers;
use super::{
    Action, ColumnTarget, DropReason, FileMeta, How, ImportPlan, Layout, Origin, PlanColumn, PlanRow, PlanTable,
};
use crate::core::catalogue::{Column, RegisterId, secrets};
use crate::core::model::{Content, Record, Snapshot};
use crate::core::parse;

/// Cells to be written over a rectangle of a register.
#[derive(Clone, Debug)]
pub struct Block {
    pub register: RegisterId,
    /// What the history will call it.
    pub label: String,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// The row each line of cells lands in; lines beyond them become new rows.
    pub targets: Vec<Arc<Record>>,
    /// Lines of cells; a short line leaves the rest of its columns as they are.
    pub cells: Vec<Vec<String>>,
}

/// What writing the block would do. Cells beyond the last column are not taken.
pub fn plan_block(block: &Block, snapshot: &Snapshot) -> ImportPlan {
    let register = block.register;
    let secret = secret_columns(block);
    let rows = (1u32..).zip(&block.cells).filter_map(|(line, cells)| {
        let target = block.targets.get(line as usize - 1).cloned();
        let mut content = target.as_ref().map_or_else(Content::default, |row| row.content.clone());
        for (at, (column, text)) in block.columns.iter().zip(cells).enumerate() {
            if !secret.contains(&at) && content.display(column) != *text {
                parse::put_text(register, &mut content, column, text);
            }
        }
        if content.is_empty() && target.is_none() {
            return None;
        }
        let problems: Vec<_> = block
            .columns
            .iter()
            .filter_map(|column| Some((column.clone(), parse::column_problem(register, &content, column)?)))
            .collect();
        // Emptying a whole row is taking it out, which a paste never does.
        let emptied = content.is_empty();
        let action = match &target {
            _ if emptied => Action::Conflict,
            Some(row) if row.content == content => Action::Unchanged,
            _ if !problems.is_empty() => Action::Problem,
            Some(_) => Action::Change,
            None => Action::Add,
        };
        Some(PlanRow {
            table: 0,
            register,
            source_rows: vec![line],
            action,
            target,
            known_as: None,
            matched_by: None,
            content,
            merge: None,
            read: None,
            problems,
            raw: None,
            include: !emptied,
        })
    });
    ImportPlan {
        file: block.label.clone(),
        origin: Origin::File,
        base: snapshot.revision,
        tables: vec![PlanTable {
            sheet: block.label.as_str().into(),
            register,
            layout: Layout::Table,
            header_rows: Vec::new(),
            columns: secret
                .iter()
                .map(|&at| PlanColumn {
                    at: at as u32,
                    header: block.cells[0][at].trim().to_owned(),
                    target: ColumnTarget::Dropped(DropReason::Secret),
                    how: How::Label,
                })
                .collect(),
            profile: None,
            defaults: Vec::new(),
        }],
        rows: rows.collect(),
        sets: Vec::new(),
        notices: Vec::new(),
        not_taken: Vec::new(),
        sheets_left_out: Vec::new(),
        previews: Vec::new(),
        meta: FileMeta::default(),
    }
}

/// Places of pasted columns that announce a secret in their first line: the whole column is left where it was.
/// In a line of values パスワード may be the way somebody logs in, so another cell must be a known header too.
fn secret_columns(block: &Block) -> Vec<usize> {
    let heads = block.cells.first().map_or(&[][..], Vec::as_slice);
    let has_heads = heads.iter().any(|head| headers::lookup(block.register, head).is_some());
    let own = |at: usize| matches!(&block.columns[at], Column::Custom(header) if secrets::is_secret_header(header));
    let headed = |at: usize| has_heads && heads.get(at).is_some_and(|head| secrets::is_secret_header(head));
    (0..block.columns.len()).filter(|&at| own(at) || headed(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::{Entry, LedgerMeta, RecordId};

    #[test]
    fn a_block_changes_the_rows_it_covers_and_adds_the_rest() {
        let register = RegisterId::DEVICE;
        let at = |key: &str| Column::Field(register.field_index(key).expect(key));
        let mut content = Content::default();
        parse::put_text(register, &mut content, &at("management_no"), "001");
        let row = Record {
            id: RecordId::derive(1, 0, &[0; 32]),
            register,
            content,
        };
        let snapshot = Snapshot::with_rows(LedgerMeta::default(), vec![row]);
        let block = Block {
            register,
            label: "貼り付け".to_owned(),
            columns: vec![at("management_no"), at("ip"), Column::Child { child: 0, field: 0 }],
            targets: snapshot.rows(register).to_vec(),
            cells: [
                vec!["001", "192.168.1.1", "Word\nExcel"],
                vec!["002", "なにか"],
                vec![""],
            ]
            .map(|line| line.into_iter().map(str::to_owned).collect())
            .to_vec(),
        };
        let plan = plan_block(&block, &snapshot);
        assert_eq!(plan.rows.len(), 2, "an empty line makes no row");
        assert_eq!(plan.rows[0].action, Action::Change);
        assert_eq!(plan.rows[0].content.child_rows(0).len(), 2);
        assert_eq!(plan.rows[1].action, Action::Problem, "the address is doubtful");
        assert_eq!(plan.rows[1].content.fields.get(0), &Entry::text("002"));
    }

    #[test]
    fn a_pasted_password_column_lands_nowhere() {
        let register = RegisterId::ACCOUNT;
        let at = |key: &str| Column::Field(register.field_index(key).expect(key));
        let block = Block {
            register,
            label: "貼り付け".to_owned(),
            columns: vec![at("login_id"), at("users"), at("job")],
            targets: Vec::new(),
            cells: [["ID", "初期パスワード", "職種"], ["uketsuke", "himitsu-1", "事務"]]
                .map(|line| line.map(str::to_owned).to_vec())
                .to_vec(),
        };
        let plan = plan_block(&block, &Snapshot::new(LedgerMeta::default()));
        assert!(!format!("{:?}", plan.rows).contains("himitsu-1"));
        assert_eq!(
            plan.tables[0].columns[0].target,
            ColumnTarget::Dropped(DropReason::Secret)
        );
        assert_eq!(plan.rows[1].content.display(&at("job")), "事務");
    }
}
