//! What the words of a row say beyond the field they stand in: kinds, states, terms, signs, remarks.
//!
//! Owns: proposals from one row and the lines of explanation around its table. Refuses to know: headers, the ledger.
//! Invariants: a field that says something of its own is never overruled; a text that moves is kept in the remark, in
//! the name or in `raw`; what was worked out is listed in `derived` and yields to the ledger.

use std::sync::Arc;

use super::draft::{Draft, address, kind_of};
use super::parts;
use super::phrases::{day_at_end, is_company, kind_at_end, kind_of_words, phone, state_of, term_of};
use super::reader::{RawCell, RawRow, RawSheet};
use super::table::Found;
use super::{ColumnTarget, PlanColumn};
use crate::core::catalogue::{Choice, Column, FieldKind, RegisterId, tokens, words};
use crate::core::model::{Entry, Problem, Value};
use crate::core::parse::{self, fold};

/// A sign and the line that explains it.
struct Legend {
    mark: char,
    text: String,
}

pub(super) fn add(sheet: &RawSheet, table: &Found, drafts: &mut [Draft]) {
    let register = table.register;
    let columns = (0..register.fields.len()).map(|field| {
        let mut columns = table.columns.iter();
        columns.find(|column| column.target.feeds(&Column::Field(field)))
    });
    let reader = Reader {
        sheet,
        register,
        known: Known::of(register),
        columns: columns.collect(),
        legends: legends(sheet, table),
        marked_flags: marked_flags(table, drafts),
        mixed_kinds: mixed_kinds(table.register, drafts),
    };
    for draft in drafts {
        reader.marks(draft);
        if table.register == RegisterId::DEVICE {
            reader.dashes(draft);
            reader.remarks(draft);
            reader.kind(draft);
            reader.state(draft);
            reader.term(draft);
            reader.odd(draft);
        }
    }
}

struct Reader<'a> {
    sheet: &'a RawSheet,
    register: RegisterId,
    known: Known,
    /// The column that feeds each field.
    columns: Vec<Option<&'a PlanColumn>>,
    legends: Vec<Legend>,
    /// Flags that are answered by circles and crosses here.
    marked_flags: Vec<usize>,
    /// Whether the column of kinds says what things are called.
    mixed_kinds: bool,
}

/// Fields that every row is asked about, looked up once.
struct Known {
    kind: Option<usize>,
    name: Option<usize>,
    note: Option<usize>,
    place: Option<usize>,
    status: Option<usize>,
    warranty_until: Option<usize>,
    /// Where a remark may stand behind a value.
    short: Vec<usize>,
    /// What only a device has.
    telling: Vec<usize>,
}

impl Known {
    fn of(register: RegisterId) -> Self {
        let field = |key: &str| register.field_index(key);
        let fields = |keys: &[&str]| keys.iter().filter_map(|key| register.field_index(key)).collect();
        Self {
            kind: field("kind"),
            name: field("name"),
            note: field("note"),
            place: field("place"),
            status: field("status"),
            warranty_until: field("warranty_until"),
            short: fields(&SHORT_FIELDS),
            telling: fields(&TELLING_FIELDS),
        }
    }
}

/// Fields in which a remark behind ※ is about the row, not part of the value.
const SHORT_FIELDS: [&str; 6] = ["os", "model", "maker", "serial_no", "computer_name", "antivirus"];
const TELLING_FIELDS: [&str; 7] = ["ip", "mac", "serial_no", "os", "computer_name", "registered_on", "kind"];
const REMARK: char = '※';

impl Reader<'_> {
    fn field(&self, key: &str) -> Option<usize> {
        self.register.field_index(key)
    }

    fn column(&self, field: usize) -> Option<&PlanColumn> {
        self.columns.get(field).copied().flatten()
    }

    /// The cell that fed a field.
    fn cell(&self, draft: &Draft, field: usize) -> Option<&RawCell> {
        let (at, number) = (self.column(field)?.at, draft.rows.first()?);
        let row = self.sheet.rows.binary_search_by_key(number, |row| row.number).ok()?;
        self.sheet.rows[row].cell(at)
    }

    /// Keeps the text of the cell that fed a field, as it stands in the file.
    fn keep(&self, draft: &mut Draft, field: usize) {
        if let Some((cell, &number)) = self.cell(draft, field).zip(draft.rows.first()) {
            let text = cell.text.clone();
            draft.raw.entry(address(number, cell.column)).or_insert(text);
        }
    }

    /// Puts a value where nothing stands.
    fn propose(&self, draft: &mut Draft, key: &str, text: &str) -> bool {
        let Some(field) = self
            .field(key)
            .filter(|&field| draft.content.fields.get(field).is_blank())
        else {
            return false;
        };
        draft.content.fields.set(field, Entry::text(text));
        draft.derived.push(field);
        true
    }

    /// Adds a line to the remark, unless it says so already.
    fn remark(&self, draft: &mut Draft, line: &str) {
        let Some(field) = self.known.note else { return };
        let known = draft.content.fields.get(field).as_text().unwrap_or_default().to_owned();
        if known.is_empty() {
            draft.content.fields.set(field, Entry::text(line));
            draft.derived.push(field);
        } else if !known.contains(line) {
            draft
                .content
                .fields
                .set(field, Entry::text(&format!("{known}\n{line}")));
        }
    }

    /// A sign alone in a field of words stands for its explanation.
    fn marks(&self, draft: &mut Draft) {
        let fields: Vec<(usize, char)> = draft
            .content
            .fields
            .iter()
            .filter(|(field, _)| is_wordy(self.register.fields[*field].kind))
            .filter_map(|(field, entry)| Some((field, only_mark(entry.as_text()?)?)))
            .collect();
        for (field, mark) in fields {
            if let Some(legend) = self.legends.iter().find(|legend| same_mark(legend.mark, mark)) {
                self.keep(draft, field);
                draft.content.fields.set(field, Entry::Blank);
                self.remark(draft, &legend.text);
            }
            draft.problems.push((Column::Field(field), Problem::LegendMark));
        }
    }

    /// － beside ● is an answer, not 該当なし.
    fn dashes(&self, draft: &mut Draft) {
        for &field in &self.marked_flags {
            let is_dash = |cell: &RawCell| {
                cell.text
                    .trim()
                    .chars()
                    .all(|c| matches!(c, 'ー' | '-' | '－' | '—' | '―' | '‐' | '−' | '─'))
            };
            if *draft.content.fields.get(field) == Entry::NotApplicable && self.cell(draft, field).is_some_and(is_dash)
            {
                self.keep(draft, field);
                draft.content.fields.set(field, Entry::text(words::NO_SHOWN));
            }
        }
    }

    /// `Win7 ※スタンドアロン`: the system, and a remark.
    fn remarks(&self, draft: &mut Draft) {
        for &field in &self.known.short {
            let Some((value, behind)) = text(draft, field).and_then(|text| text.split_once(REMARK)) else {
                continue;
            };
            let (value, behind) = (value.trim().to_owned(), format!("{REMARK}{}", behind.trim()));
            if !value.is_empty() && behind.chars().count() > 1 {
                self.keep(draft, field);
                draft.content.fields.set(field, Entry::text(&value));
                self.remark(draft, &behind);
            }
        }
    }

    /// レセコン（デスクトップ）in a column of kinds: the kind by its words, the words as the name.
    fn kind(&self, draft: &mut Draft) {
        let Some(field) = self.known.kind else { return };
        let FieldKind::Choice(list) = self.register.fields[field].kind else {
            return;
        };
        let has_names = self.known.name.is_some_and(|name| self.column(name).is_some());
        let Some(whole) = draft.content.fields.get(field).as_text().map(str::to_owned) else {
            if self.column(field).is_none()
                && let Some(name) = self
                    .known
                    .name
                    .and_then(|name| text(draft, name))
                    .filter(|name| !name.contains('\n'))
                && let Some(kind) = kind_at_end(name)
            {
                self.propose(draft, "kind", kind);
            }
            return;
        };
        let known = match parse::understand(FieldKind::Choice(list), &whole).value {
            Some(Value::Choice(word)) => Some(word),
            _ => None,
        };
        let Some(kind) = known.or_else(|| kind_of_words(&whole)) else {
            return;
        };
        // A word of the list stays as it is, unless its column holds names and no other does.
        if known.is_some() && (has_names || !self.mixed_kinds || is_list_word(list, &whole)) {
            return;
        }
        self.keep(draft, field);
        draft.content.fields.set(field, Entry::text(kind));
        draft.derived.push(field);
        draft
            .problems
            .retain(|problem| *problem != (Column::Field(field), Problem::NotInList));
        if !self.propose(draft, "name", &whole) {
            let line = format!("{}：{whole}", self.register.fields[field].label);
            self.remark(draft, &line);
        }
    }

    /// What a remark says of the state: 24時間稼働, R8.3廃棄した.
    fn state(&self, draft: &mut Draft) {
        let Some(status) = self.known.status else { return };
        let column = self.column(status);
        let asked = column.is_some_and(|column| matches!(column.target, ColumnTarget::Split(..)));
        if (column.is_some() && !asked) || !draft.content.fields.get(status).is_blank() {
            return;
        }
        let Some(note) = self.known.note.and_then(|note| text(draft, note)) else {
            return;
        };
        let Some((state, before)) = state_of(note) else { return };
        let day = day_at_end(before).map(str::to_owned);
        self.propose(draft, "status", state);
        if !asked {
            draft.problems.push((Column::Field(status), Problem::WorkedOut));
        }
        if let Some(day) = day.filter(|_| state == tokens::DISPOSED) {
            self.propose(draft, "disposed_on", &day);
        }
    }

    /// リース R11.3まで in a remark, or where only the day belongs.
    fn term(&self, draft: &mut Draft) {
        let Some(field) = self.known.warranty_until else {
            return;
        };
        let odd = (Column::Field(field), Problem::NotADate);
        let own = draft
            .content
            .fields
            .get(field)
            .as_text()
            .filter(|_| draft.problems.contains(&odd));
        let leased = if let Some((day, leased)) = own.and_then(term_of) {
            let day = Entry::text(day);
            self.keep(draft, field);
            draft.content.fields.set(field, day);
            draft.problems.retain(|problem| *problem != odd);
            leased
        } else if let Some((day, leased)) = self.known.note.and_then(|note| term_of(text(draft, note)?)) {
            let day = day.to_owned();
            self.propose(draft, "warranty_until", &day);
            leased
        } else {
            return;
        };
        if leased {
            self.propose(draft, "ownership", words::LEASED);
        }
    }

    /// A device for a place, or a company for a device.
    fn odd(&self, draft: &mut Draft) {
        let Some((kind, place)) = self.known.kind.zip(self.known.place) else {
            return;
        };
        if let (FieldKind::Choice(_), Some(text)) = (self.register.fields[kind].kind, text(draft, place)) {
            let list = self.register.fields[kind].kind;
            let is_device = |part: &&str| parse::understand(list, part).value.is_some();
            let pieces = parts::segments(text);
            if pieces.len() > 1 && pieces.iter().all(is_device) {
                draft.problems.push((Column::Field(place), Problem::OtherField));
            }
        }
        let content = &draft.content;
        let is_device = self.known.telling.iter().any(|&field| text(draft, field).is_some());
        if is_device || content.fields.len() > 3 || content.children.iter().any(|rows| !rows.is_empty()) {
            return;
        }
        let mut texts = content.fields.iter().filter_map(|(_, entry)| entry.as_text());
        let number = self.field("management_no");
        if texts.any(|text| phone(&fold(text)).is_some())
            || number.is_some_and(|at| content.fields.get(at).as_text().is_some_and(is_company))
        {
            let at = content.fields.iter().next().map_or(0, |(field, _)| field);
            draft.problems.push((Column::Field(at), Problem::OtherThing));
        }
    }
}

fn text(draft: &Draft, field: usize) -> Option<&str> {
    draft.content.fields.get(field).as_text()
}

const fn is_wordy(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Text | FieldKind::People | FieldKind::Link(_) | FieldKind::Version
    )
}

/// The sign, when a text is nothing else.
fn only_mark(text: &str) -> Option<char> {
    let mark = text.trim_start().chars().next().filter(|c| words::MARKS.contains(c))?;
    text.trim().chars().all(|c| c == mark).then_some(mark)
}

fn same_mark(one: char, two: char) -> bool {
    one == two || fold(one.encode_utf8(&mut [0; 4])) == fold(two.encode_utf8(&mut [0; 4]))
}

/// Lines such as `※印は業者管理　　●＝保守あり` outside the table's rows.
fn legends(sheet: &RawSheet, table: &Found) -> Vec<Legend> {
    // They stand over a table or at its foot.
    const FAR: usize = 40;
    let first = table.rows.first().copied().unwrap_or(0);
    let last = table.rows.last().copied().unwrap_or(0);
    let over = sheet.rows[..first.min(sheet.rows.len())].iter().rev().take(FAR);
    let under = sheet.rows.iter().skip(last + 1).take(FAR);
    let cells = over.chain(under).flat_map(|row: &RawRow| &row.cells);
    cells.flat_map(|cell: &RawCell| explained(&cell.text)).collect()
}

fn explained(text: &Arc<str>) -> Vec<Legend> {
    let starts: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(at, c)| {
            let behind = text[at + c.len_utf8()..].trim_start();
            words::MARKS.contains(c) && words::EXPLAINS.iter().any(|word| behind.starts_with(word))
        })
        .collect();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|((at, mark), end)| Legend {
            mark: *mark,
            text: text[*at..end].trim().trim_end_matches(['、', '，', '。']).to_owned(),
        })
        .collect()
}

/// Flags in which at least one cell is a circle or a cross.
fn marked_flags(table: &Found, drafts: &[Draft]) -> Vec<usize> {
    let flags = table.columns.iter().filter_map(|column| match column.target {
        ColumnTarget::To(Column::Field(field)) if kind_of(table.register, &Column::Field(field)) == FieldKind::Flag => {
            Some(field)
        }
        _ => None,
    });
    flags
        .filter(|&field| {
            let mut texts = drafts
                .iter()
                .filter_map(|draft| draft.content.fields.get(field).as_text());
            texts.any(|text| only_mark(text).is_some())
        })
        .collect()
}

/// Whether some kinds are no words of the list, but tell the kind all the same.
fn mixed_kinds(register: RegisterId, drafts: &[Draft]) -> bool {
    let Some(field) = register.field_index("kind") else {
        return false;
    };
    let unknown = (Column::Field(field), Problem::NotInList);
    let mut odd = drafts.iter().filter(|draft| draft.problems.contains(&unknown));
    odd.any(|draft| {
        draft
            .content
            .fields
            .get(field)
            .as_text()
            .is_some_and(|text| kind_of_words(text).is_some())
    })
}

fn is_list_word(list: &[Choice], text: &str) -> bool {
    list.iter().any(|choice| fold(choice.value) == fold(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_known_from_their_lines() {
        let found = explained(&"＊印は本部の管理　　●：外から保守".into());
        let texts: Vec<&str> = found.iter().map(|legend| legend.text.as_str()).collect();
        assert_eq!(texts, ["＊印は本部の管理", "●：外から保守"]);
        assert_eq!(
            (only_mark("※※"), only_mark("※夜間"), only_mark("")),
            (Some('※'), None, None)
        );
    }
}
