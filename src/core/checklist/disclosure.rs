//! A returned MDS/SDS as a row of the `disclosure` register: counts, and every いいえ and 対象外 with its reason.
//!
//! Owns: reading a disclosure form into the register. Refuses to know: checklists.
//! Invariant: what is not clear is counted nowhere and named.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{SheetKind, words};
use crate::core::catalogue::RegisterId;
use crate::core::evidence;
use crate::core::form::{Answer, BoxKey, CellRef, FormBook, FormError, FormKind, FormMap, ItemRead, State, tokens};
use crate::core::model::{BatchRow, Content, Fields, Record, RecordId, Snapshot};
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

/// Whether a book calls itself a disclosure, whatever its layout.
pub fn is_disclosure(book: &FormBook) -> bool {
    (0..book.sheet_names().len()).any(|sheet| {
        let cells = (1..=HEAD).flat_map(|row| (1..=WIDEST).map(move |column| CellRef { row, column }));
        let mut texts = cells.map(|cell| book.text(sheet, cell));
        texts.any(|text| tokens::kind_of_title(text) == Some(FormKind::Disclosure))
    })
}

/// Whether the very file is kept somewhere.
pub fn is_kept(book: &FormBook, snapshot: &Snapshot) -> bool {
    let hash = book.sha256();
    let mut kept = snapshot.rows(RegisterId::EVIDENCE).iter();
    kept.any(|kept| kept.entry("sha256").as_text() == Some(&hash))
}

/// The row for a disclosure that nobody could read: its file is kept beside it, and a person counts.
pub fn unread_row(file: &Path, received_on: NaiveDate) -> Content {
    let register = RegisterId::DISCLOSURE;
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let mut content = Content::default();
    parse::put_texts(
        register,
        &mut content,
        &[
            ("product", &*name),
            ("kind", kind(&tokens::key(&name), "")),
            ("received_on", &received_on.to_string()),
        ],
    );
    content
}

/// Rows over the questions in which a title stands.
const HEAD: u32 = 12;

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
    // What stands under the last answer is no question, even where the table goes on.
    let is_blank = |read: &ItemRead| {
        read.rounds
            .first()
            .is_none_or(|round| round.answer.state == State::Blank)
    };
    let answered = reading.items.iter().filter(|read| !is_blank(read));
    let last = answered.map(|read| map.items[read.item].cell.row).max();
    let remarks = last.map(|last| remarks(book, map, last)).unwrap_or_default();
    let mut taken = TakenDisclosure {
        vendor: boxed(BoxKey::Vendor),
        product: boxed(BoxKey::System),
        kind: kind(&title, &tokens::key(&map.sheet_name)),
        yes: 0,
        no: 0,
        not_applicable: 0,
        blank: 0,
        unclear: Vec::new(),
        made_on: boxed(BoxKey::Date),
        version: version(&title),
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
                remark(&remarks, &read.note),
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
            State::Blank if remarks.iter().any(|remark| remark.row == row.cell.row) => {}
            State::Blank => taken.blank += 1,
            State::Confirm { .. } | State::Both | State::Unreadable => taken.unclear.push(number),
        }
    }
    Ok(Some(taken))
}

/// Which of the two a form is: its title, or where one book holds both, its sheet.
fn kind(title: &str, sheet: &str) -> &'static str {
    for text in [title, sheet] {
        match (text.contains("mds"), text.contains("sds")) {
            (true, false) => return "MDS",
            (false, true) => return "SDS",
            _ => {}
        }
    }
    if words::OF_SERVICE.iter().any(|word| title.contains(word)) && !title.contains(words::OF_PRODUCT) {
        "SDS"
    } else {
        "MDS"
    }
}

/// `5.0` of `Ver.5.0用`.
fn version(title: &str) -> String {
    let digits = |text: &str| -> String {
        let text = text.trim_start_matches(['.', ':', '(']);
        let found = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.');
        found.collect::<String>().trim_end_matches('.').to_owned()
    };
    let named = title.match_indices("ver").map(|(at, _)| &title[at..]);
    let behind = named.map(|text| digits(text.trim_start_matches(|c: char| c.is_ascii_alphabetic())));
    let mut found = behind.filter(|version| version.starts_with(|c: char| c.is_ascii_digit()));
    found.next().unwrap_or_else(|| {
        let edition = title.split(words::EDITION).skip(1).map(digits);
        edition.last().unwrap_or_default()
    })
}

/// A remark that stands under the questions: the column of a question only names its number.
struct Remark {
    row: u32,
    number: String,
    text: String,
}

fn remarks(book: &FormBook, map: &FormMap, last: u32) -> Vec<Remark> {
    let mut found = Vec::new();
    for row in last + 1..last + 1 + MOST_REMARKS {
        let texts = (1..=WIDEST).map(|column| book.text(map.sheet, CellRef { row, column }).trim());
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        let (number, text) = match texts.as_slice() {
            [number, rest @ ..] if !rest.is_empty() => (*number, rest.join(" ")),
            [line] => match line.split_once(words::REMARK_ENDS) {
                Some((number, rest)) => (number, rest.trim().to_owned()),
                None => continue,
            },
            _ => continue,
        };
        if let Some(number) = remark_number(number).filter(|_| !text.is_empty()) {
            found.push(Remark { row, number, text });
        }
    }
    found
}

const MOST_REMARKS: u32 = 200;
const WIDEST: u32 = 16;

/// `3` of `備考3`, `※３`, `(3)`; nothing when there is more than a number.
fn remark_number(text: &str) -> Option<String> {
    let key = tokens::key(text);
    let mut bare = key.as_str();
    for word in words::REMARK_STARTS {
        bare = bare.strip_prefix(word).unwrap_or(bare);
    }
    let bare = bare.trim_end_matches([')', '.', ':']);
    let is_number = !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| bare.trim_start_matches('0').to_owned())
}

/// What stands beside a question, with the remark that it names.
fn remark(remarks: &[Remark], note: &str) -> String {
    let named = remark_number(note);
    let found = named.and_then(|number| remarks.iter().find(|remark| remark.number == number));
    match found {
        Some(remark) => format!("{note}: {}", remark.text),
        None => note.to_owned(),
    }
}

impl TakenDisclosure {
    /// Whether any question has an answer; a form without one discloses nothing.
    pub const fn is_answered(&self) -> bool {
        self.yes + self.no + self.not_applicable + self.unclear.len() > 0
    }

    /// The row of the same vendor, product and kind.
    pub fn known<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a Arc<Record>> {
        let text = |row: &Record, key: &str| row.entry(key).display().trim().to_owned();
        snapshot.rows(RegisterId::DISCLOSURE).iter().find(|row| {
            text(row, "vendor") == self.vendor && text(row, "product") == self.product && text(row, "kind") == self.kind
        })
    }

    /// The row beside which the file that said so is to be kept; nothing when it is there already.
    pub fn to_keep(&self, snapshot: &Snapshot, book: &FormBook) -> Option<RecordId> {
        let row = self.known(snapshot)?;
        let hash = book.sha256();
        let is_kept = evidence::of(snapshot, row.id).any(|file| file.entry("sha256").as_text() == Some(&hash));
        (!is_kept).then_some(row.id)
    }

    /// The row that keeps it: that of the same vendor, product and kind when there is one.
    pub fn row(&self, received_on: NaiveDate, snapshot: &Snapshot) -> BatchRow {
        let register = RegisterId::DISCLOSURE;
        let target = self.known(snapshot);
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
