//! Finding rows by what a person types, over every column, child row and custom column.
//!
//! Owns: the folded text of each row and which columns are in use. Refuses to know: widgets, SQL.
//! Invariant: one index belongs to one snapshot; what did not change between two snapshots is not folded again.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::core::catalogue::{Column, RegisterId};
use crate::core::model::{Record, Snapshot};
use crate::core::parse;

/// Between the columns of a row, so that a search term never matches across two cells.
const CELL_END: char = '\u{1f}';

/// Folded texts of all rows of one snapshot.
#[derive(Debug, Default)]
pub struct SearchIndex {
    registers: Vec<RegisterIndex>,
}

#[derive(Debug, Default)]
struct RegisterIndex {
    rows: Arc<Vec<Arc<Record>>>,
    texts: Vec<Arc<str>>,
    used: BTreeSet<Column>,
}

impl SearchIndex {
    /// The index of `snapshot`, taking over from `self` whatever is the same row still.
    pub fn updated(&self, snapshot: &Snapshot) -> Self {
        let none = RegisterIndex::default();
        let registers = RegisterId::all()
            .map(|register| {
                let old = self.registers.get(register.index()).unwrap_or(&none);
                old.updated(register, snapshot)
            })
            .collect();
        Self { registers }
    }

    /// Places in [`Snapshot::rows`] of the rows that have every word of `query`, in row order.
    pub fn find(&self, register: RegisterId, query: &str) -> Vec<u32> {
        let Some(index) = self.registers.get(register.index()) else {
            return Vec::new();
        };
        let query = search_key(query);
        let words: Vec<_> = query.split(' ').filter(|word| !word.is_empty()).collect();
        let finders: Vec<_> = words.iter().map(|word| memchr::memmem::Finder::new(*word)).collect();
        (0u32..)
            .zip(&index.texts)
            .filter(|(_, text)| finders.iter().all(|finder| finder.find(text.as_bytes()).is_some()))
            .map(|(at, _)| at)
            .collect()
    }

    /// Columns of a register in which at least one row has something.
    pub fn used(&self, register: RegisterId) -> &BTreeSet<Column> {
        static NONE: BTreeSet<Column> = BTreeSet::new();
        self.registers.get(register.index()).map_or(&NONE, |index| &index.used)
    }
}

impl RegisterIndex {
    fn updated(&self, register: RegisterId, snapshot: &Snapshot) -> Self {
        let rows = snapshot.rows(register).clone();
        let mut texts = Vec::with_capacity(rows.len());
        // Both lists are ordered by id: one walk finds the rows that are still the same object.
        let mut known = self.rows.iter().zip(&self.texts).peekable();
        for row in rows.iter() {
            while known.next_if(|(old, _)| old.id < row.id).is_some() {}
            let same = known.next_if(|(old, _)| Arc::ptr_eq(old, row));
            texts.push(same.map_or_else(|| text_of(row), |(_, text)| text.clone()));
        }
        let mut used = BTreeSet::new();
        for row in rows.iter() {
            note_used(row, &mut used);
        }
        Self { rows, texts, used }
    }
}

fn note_used(row: &Record, used: &mut BTreeSet<Column>) {
    for (field, _) in row.content.fields.iter() {
        used.insert(Column::Field(field));
    }
    for (child, rows) in row.content.children.iter().enumerate() {
        for (field, _) in rows.iter().flat_map(|inner| inner.iter()) {
            used.insert(Column::Child { child, field });
        }
    }
    for header in row.content.custom.keys() {
        if !used.contains(&Column::Custom(header.clone())) {
            used.insert(Column::Custom(header.clone()));
        }
    }
}

fn text_of(row: &Record) -> Arc<str> {
    let mut text = String::new();
    let mut add = |cell: &str| {
        text.push_str(&search_key(cell));
        text.push(CELL_END);
    };
    for (_, entry) in row.content.fields.iter() {
        add(&entry.display());
    }
    for inner in row.content.children.iter().flatten() {
        for (_, entry) in inner.iter() {
            add(&entry.display());
        }
    }
    for (header, entry) in &row.content.custom {
        add(header);
        add(&entry.display());
    }
    text.into()
}

/// Comparison key of a search: width, case and kana blind (カタカナ = ひらがな).
pub fn search_key(text: &str) -> String {
    parse::fold(text)
        .chars()
        .map(|c| match c {
            'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::{Content, Entry, LedgerMeta, RecordId};

    fn row(id: u64, name: &str, address: &str) -> Record {
        let register = RegisterId::DEVICE;
        let mut content = Content::default();
        for (key, text) in [("name", name), ("ip", address)] {
            let field = register.field_index(key).expect(key);
            content.fields.set(field, Entry::text(text));
        }
        Record {
            id: RecordId::derive(id, 0, &[0; 32]),
            register,
            content,
        }
    }

    #[test]
    fn width_case_and_kana_do_not_matter_and_words_stay_within_a_cell() {
        let rows = vec![
            row(1, "ナースステーション端末 ＰＣ－０１", "192.168.1.20"),
            row(2, "受付", "192.168.2.1"),
        ];
        let snapshot = Snapshot::with_rows(LedgerMeta::default(), rows);
        let index = SearchIndex::default().updated(&snapshot);
        let find = |query: &str| index.find(RegisterId::DEVICE, query);
        assert_eq!(find("なーす"), [0]);
        assert_eq!(find("pc-01"), [0]);
        assert_eq!(find("ﾅｰｽ 192.168.1"), [0]);
        assert_eq!(find("192.168"), [0, 1]);
        assert_eq!(find("端末192"), [] as [u32; 0]);
        assert_eq!(find(""), [0, 1]);
    }

    #[test]
    fn an_update_folds_only_what_changed() {
        let before = Snapshot::with_rows(LedgerMeta::default(), vec![row(1, "一", ""), row(2, "二", "")]);
        let index = SearchIndex::default().updated(&before);
        let mut after = before.clone();
        let changed = row(2, "弐", "");
        after.apply(vec![(RegisterId::DEVICE, changed.id, Some(Arc::new(changed)))]);
        let next = index.updated(&after);
        let at = RegisterId::DEVICE.index();
        assert!(Arc::ptr_eq(&index.registers[at].texts[0], &next.registers[at].texts[0]));
        assert_eq!(next.find(RegisterId::DEVICE, "弐"), [1]);
        assert!(next.find(RegisterId::DEVICE, "二").is_empty());
    }
}
