//! What is known about the support of everything that a device runs: the clinic's own word first, then the list.
//!
//! Owns: which cells of a device are asked, and each text asked only once. Refuses to know: findings.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Finding, facts};
use crate::core::catalogue::{Column, RegisterId};
use crate::core::lifecycle::{self, List, Standing, Support};
use crate::core::model::{Content, Entry, Record, Snapshot};
use crate::core::parse;

/// A cell of a device that says what it runs, and what is known about the support of that.
pub(super) struct Supported<'a> {
    pub row: &'a Record,
    pub column: Column,
    pub support: Arc<Support>,
}

pub(super) struct Supports<'a> {
    list: &'a List,
    /// The list of software of a device, and its columns of name and version.
    software: Option<(usize, usize, usize)>,
    /// The clinic's own end dates by folded text (サポートの判断).
    notes: HashMap<String, NaiveDate>,
    /// Many devices say the same.
    known: RefCell<HashMap<String, Option<Arc<Support>>>>,
}

impl<'a> Supports<'a> {
    pub fn new(snapshot: &Snapshot, list: &'a List) -> Self {
        let notes = snapshot.rows(RegisterId::SUPPORT_NOTE).iter().filter_map(|row| {
            let text = parse::fold(row.entry("text").as_text()?).into_owned();
            Some((text, facts::day(row, "ends_on")?))
        });
        let device = RegisterId::DEVICE;
        let software = device.child_index("software").and_then(|child| {
            let list = &device.children[child];
            Some((child, list.field_index("name")?, list.field_index("version")?))
        });
        Self {
            list,
            software,
            notes: notes.collect(),
            known: RefCell::default(),
        }
    }

    /// The operating system alone.
    pub fn of_os(&self, row: &Record) -> Option<Arc<Support>> {
        // The build tells the version where the name does not.
        let build = row.entry("os_build").as_text().unwrap_or_default();
        self.read(row.entry("os").as_text()?, build)
    }

    /// Adds the OS and each software of a device.
    pub fn add<'r>(&self, row: &'r Record, found: &mut Vec<Supported<'r>>) {
        let mut add = |column: Column, support: Option<Arc<Support>>| {
            found.extend(support.map(|support| Supported { row, column, support }));
        };
        if let Some(at) = row.register.field_index("os") {
            add(Column::Field(at), self.of_os(row));
        }
        let Some((child, name, version)) = self.software else {
            return;
        };
        for line in row.content.child_rows(child) {
            let text = |at: usize| line.get(at).as_text().unwrap_or_default();
            let column = Column::Child { child, field: name };
            add(column, self.read(text(name), text(version)));
        }
    }

    /// The text of the cell in which a finding about support stands, as a note of the clinic names it.
    pub fn written(&self, row: &Record, finding: &Finding) -> Option<String> {
        match &finding.column {
            Some(Column::Field(at)) => row.content.fields.get(*at).as_text().map(str::to_owned),
            Some(Column::Child { child, field }) => {
                let list = &row.register.children[*child];
                let version = list.field_index("version")?;
                let mut texts = row.content.child_rows(*child).iter().map(|software| {
                    let text = |at: usize| software.get(at).as_text().unwrap_or_default();
                    format!("{} {}", text(*field), text(version)).trim().to_owned()
                });
                texts.find(|text| self.read(text, "").is_some_and(|support| support.label == finding.fact))
            }
            _ => None,
        }
    }

    fn read(&self, text: &str, more: &str) -> Option<Arc<Support>> {
        let whole = format!("{text} {more}");
        if !self.notes.is_empty() {
            let note = [whole.as_str(), text].map(|text| self.notes.get(parse::fold(text).as_ref()));
            if let Some(on) = note.into_iter().flatten().next() {
                return Some(Arc::new(Support {
                    label: whole.trim().to_owned(),
                    standing: Standing::Ends {
                        on: *on,
                        extended: None,
                    },
                }));
            }
        }
        if let Some(known) = self.known.borrow().get(&whole) {
            return known.clone();
        }
        let read = lifecycle::support(self.list, &whole).map(Arc::new);
        self.known.borrow_mut().insert(whole, read.clone());
        read
    }
}

/// The row by which a clinic says when the support of what a text names ends.
pub fn support_note(text: &str, ends_on: NaiveDate, reason: &str) -> Content {
    let ends_on = ends_on.format("%Y-%m-%d").to_string();
    let mut content = Content::default();
    for (key, text) in [("text", text), ("ends_on", &ends_on), ("reason", reason)] {
        if let Some(field) = RegisterId::SUPPORT_NOTE.field_index(key) {
            content.fields.set(field, Entry::text(text));
        }
    }
    content
}

#[cfg(test)]
mod tests {
    use super::super::{Look, RuleKey, all, supported_text};
    use super::*;
    use crate::core::model::{LedgerMeta, RecordId};

    #[test]
    fn the_clinics_own_word_overrules_the_list_and_only_for_that_text() {
        let register = RegisterId::DEVICE;
        let row = |at: u32, cells: &[(&str, &str)]| {
            let mut content = Content::default();
            parse::put_texts(register, &mut content, cells);
            let id = RecordId::derive(1, at, &[0; 32]);
            Record { id, register, content }
        };
        let mut rows = vec![
            row(0, &[("os", "Windows 10 Pro 22H2")]),
            row(1, &[("os", "Ｗｉｎｄｏｗｓ 10　Pro 22H2"), ("os_build", "19045")]),
            row(
                2,
                &[("software.name", "Word\nOffice"), ("software.version", "2019\n2016")],
            ),
        ];
        let ended = |rows: &[Record]| {
            let snapshot = Snapshot::with_rows(LedgerMeta::default(), rows.to_vec());
            let found = all(&Look::new(&snapshot, "2026-11-21".parse().expect("a day")));
            let ended: Vec<_> = found
                .into_iter()
                .filter(|finding| finding.rule == RuleKey::SupportEnded)
                .map(|finding| (finding.record, supported_text(&snapshot, &finding).expect("a text")))
                .collect();
            ended
        };
        let before = ended(&rows);
        assert_eq!(before.len(), 4);
        assert_eq!(before[3].1, "Office 2016");
        for (at, text) in [before[0].1.as_str(), "Office 2016"].into_iter().enumerate() {
            let day = "2028-10-10".parse().expect("a day");
            rows.push(Record {
                id: RecordId::derive(2, at as u32, &[0; 32]),
                register: RegisterId::SUPPORT_NOTE,
                content: support_note(text, day, "ESU を契約した"),
            });
        }
        let after = ended(&rows);
        assert_eq!(after.len(), 1, "{after:?}");
        assert_eq!(after[0].1, "Word 2019");
    }
}
