//! The first rows of each sheet as they stand there, so that a person can point at the header.
//!
//! Invariant: what stands below the header of a secret is not shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::reader::RawSheet;
use crate::core::catalogue::{secrets, tokens};

/// Rows with content that are kept, and columns of each.
const ROWS: usize = 40;
const COLUMNS: u32 = 100;

/// The head of one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPreview {
    pub name: Arc<str>,
    pub rows: Vec<PreviewRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// 1-based.
    pub number: u32,
    /// 0-based column and text.
    pub cells: Vec<(u32, Arc<str>)>,
}

impl SheetPreview {
    pub(super) fn of(sheet: &RawSheet) -> Self {
        let hidden: Arc<str> = tokens::HIDDEN_SECRET.into();
        let mut secret: BTreeSet<u32> = BTreeSet::new();
        let mut rows = Vec::new();
        for row in sheet.rows.iter().take(ROWS) {
            let mut cells = Vec::new();
            for cell in row.cells.iter().filter(|cell| cell.column < COLUMNS) {
                let is_secret = secret.contains(&cell.column);
                cells.push((cell.column, if is_secret { hidden.clone() } else { cell.text.clone() }));
                if secrets::is_secret_header(&cell.text) {
                    secret.insert(cell.column);
                }
            }
            rows.push(PreviewRow {
                number: row.number,
                cells,
            });
        }
        Self {
            name: sheet.name.clone(),
            rows,
        }
    }

    /// How many columns are in sight.
    pub fn columns(&self) -> u32 {
        let last = self.rows.iter().filter_map(|row| row.cells.last());
        last.map(|(column, _)| column + 1).max().unwrap_or(0)
    }
}
