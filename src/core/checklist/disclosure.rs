//! A returned MDS/SDS as a row of the `disclosure` register: counts, and every いいえ and 対象外 with its reason.
//!
//! Owns: reading a disclosure form into the register. Refuses to know: checklists.
//! Invariant: what is not clear is counted nowhere and named.

use super::SheetKind;
use crate::core::catalogue::RegisterId;
use crate::core::form::{Answer, BoxKey, FormBook, FormError, FormMap, State, tokens};
use crate::core::model::{BatchRow, Content, Fields, Snapshot};
use crate::core::parse;

/// What a disclosure says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenDisclosure {
    pub vendor: String,
    pub product: String,
    /// `MDS` or `SDS`.
    pub kind: &'static str,
    pub yes: usize,
    pub no: usize,
    pub not_applicable: usize,
    pub blank: usize,
    /// Numbers of the questions that a person has to look at.
    pub unclear: Vec<String>,
    made_on: String,
    version: String,
    exceptions: Vec<[String; 4]>,
}

/// Reads a disclosure form.
///
/// # Errors
/// When the map does not belong to the book.
pub fn read_disclosure(book: &FormBook, map: &FormMap) -> Result<Option<TakenDisclosure>, FormError> {
    if SheetKind::of(map) != Some(SheetKind::Disclosure) {
        return Ok(None);
    }
    let reading = map.read(book)?;
    let boxed = |key: BoxKey| {
        let found = reading.boxes.iter().find(|found| found.key == key);
        found.map(|found| found.text.clone()).unwrap_or_default()
    };
    let title = tokens::key(map.title.as_deref().unwrap_or_default());
    let version: String = title
        .split("ver")
        .nth(1)
        .unwrap_or_default()
        .trim_start_matches('.')
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let mut taken = TakenDisclosure {
        vendor: boxed(BoxKey::Vendor),
        product: boxed(BoxKey::System),
        kind: if title.contains("sds") && !title.contains("mds") {
            "SDS"
        } else {
            "MDS"
        },
        yes: 0,
        no: 0,
        not_applicable: 0,
        blank: 0,
        unclear: Vec::new(),
        made_on: boxed(BoxKey::Date),
        version,
        exceptions: Vec::new(),
    };
    for read in &reading.items {
        let row = &map.items[read.item];
        let number = row.number.clone().unwrap_or_default();
        let state = read.rounds.first().map_or(State::Blank, |round| round.answer.state);
        let mut exception = |answer: Answer| {
            taken.exceptions.push([
                number.clone(),
                row.text.clone(),
                answer.word().to_owned(),
                read.note.clone(),
            ]);
        };
        match state {
            State::Given(Answer::Yes) => taken.yes += 1,
            State::Given(answer @ Answer::No) => {
                exception(answer);
                taken.no += 1;
            }
            State::Given(answer @ Answer::NotApplicable) => {
                exception(answer);
                taken.not_applicable += 1;
            }
            State::Blank => taken.blank += 1,
            State::Confirm { .. } | State::Both | State::Unreadable => taken.unclear.push(number),
        }
    }
    Ok(Some(taken))
}

impl TakenDisclosure {
    /// The row that keeps it: that of the same vendor, product and kind when there is one.
    pub fn row(&self, received_on: chrono::NaiveDate, snapshot: &Snapshot) -> BatchRow {
        let register = RegisterId::DISCLOSURE;
        let text = |row: &crate::core::model::Record, key: &str| row.entry(key).display().trim().to_owned();
        let target = snapshot.rows(register).iter().find(|row| {
            text(row, "vendor") == self.vendor && text(row, "product") == self.product && text(row, "kind") == self.kind
        });
        let mut content = target.map(|row| row.content.clone()).unwrap_or_default();
        for (key, text) in [
            ("vendor", self.vendor.as_str()),
            ("product", &self.product),
            ("kind", self.kind),
            ("edition", &self.version),
            ("received_on", &received_on.to_string()),
            ("made_on", &self.made_on),
            ("yes_count", &self.yes.to_string()),
            ("no_count", &self.no.to_string()),
            ("na_count", &self.not_applicable.to_string()),
        ] {
            if let (Some(column), false) = (register.column_by_key(key), text.is_empty()) {
                parse::put_text(register, &mut content, &column, text);
            }
        }
        self.put_exceptions(&mut content);
        BatchRow {
            register,
            target: target.cloned(),
            known_as: None,
            content: Some(content),
            source: None,
        }
    }

    fn put_exceptions(&self, content: &mut Content) {
        let register = RegisterId::DISCLOSURE;
        let Some(child) = register.child_index("exception") else {
            return;
        };
        let list = &register.children[child];
        let rows = self.exceptions.iter().map(|cells| {
            let keys = ["number", "question", "answer", "reason"];
            let entries = keys.iter().zip(cells).filter_map(|(key, text)| {
                let at = list.field_index(key)?;
                Some((at, parse::entry(list.fields[at].kind, text)))
            });
            entries.collect::<Fields>()
        });
        let rows = rows.collect();
        content.set_child_rows(child, rows);
    }
}
