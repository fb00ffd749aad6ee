//! Rows around and below a header that are no records: titles, totals, notes, examples, free addresses.
//!
//! Owns: the reason for each of them. Refuses to know: where tables begin.
//! Invariant: each row left out is listed with its reason, and none that names a device by more than its address is a
//! free address.

use super::reader::{CellKind, RawCell, RawRow};
use super::table::Found;
use super::{ColumnTarget, How, NotTakenReason};
use crate::core::catalogue::{Column, RegisterId, tokens};
use crate::core::model::AddressKind;
use crate::core::parse::{self, fold, header_key};

/// Cells of a row that sums up or explains; a record of a wide table has more.
const FEW: usize = 4;

/// What the rows below a table are about since the last heading among them.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Under {
    #[default]
    Table,
    Legend,
    /// 改訂履歴: days, and what was changed.
    History,
}

/// Why a row outside every table is no record.
pub(super) fn outside(row: &RawRow) -> NotTakenReason {
    let starts = |words: &[&str]| {
        row.cells
            .first()
            .is_some_and(|cell| words.iter().any(|word| cell.text.trim_start().starts_with(word)))
    };
    if starts(tokens::LEGEND_STARTS) {
        NotTakenReason::Legend
    } else if row
        .cells
        .iter()
        .any(|cell| tokens::STAMPS.contains(&header_key(&cell.text).as_str()))
    {
        NotTakenReason::Stamp
    } else {
        NotTakenReason::Title
    }
}

/// Why a row below a header is no record, or `None` when it is one.
pub(super) fn no_record(row: &RawRow, table: &Found, under: &mut Under) -> Option<NotTakenReason> {
    let Some(first) = row.cells.iter().find(|cell| cell.kind != CellKind::NoValue) else {
        // Formulas that were never computed, such as numbers drawn ahead of the last record.
        return Some(NotTakenReason::TooLittle);
    };
    if row.cells.len() >= 2 && repeats_header(row, table) || is_below_header(row, table) {
        return Some(NotTakenReason::RepeatedHeader);
    }
    if is_legend(first) {
        *under = Under::Legend;
        return Some(NotTakenReason::Legend);
    }
    if row.cells.len() <= FEW && tokens::HISTORY_HEADINGS.contains(&header_key(&first.text).as_str()) {
        *under = Under::History;
        return Some(NotTakenReason::Legend);
    }
    let is_said = || !is_code(&first.text) && is_example(&first.text);
    if goes_on(row, first, *under) || is_said() || is_label(row, first) || is_note(row) {
        return Some(NotTakenReason::Legend);
    }
    *under = Under::Table;
    if is_total(row, first, table) {
        return Some(NotTakenReason::Total);
    }
    if is_free_address(row, table) {
        return Some(NotTakenReason::FreeAddress);
    }
    let mut mapped = row
        .cells
        .iter()
        .filter(|cell| cell.kind != CellKind::NoValue)
        .filter(|cell| table.columns.iter().any(|column| column.at == cell.column));
    let (only, more) = (mapped.next(), mapped.next());
    let known = |at: u32| {
        table
            .columns
            .iter()
            .find(|column| column.at == at)
            .is_some_and(|column| column.how != How::Unknown)
    };
    match (only, more) {
        // A continuation row may hold nothing but one more software.
        (Some(only), None) if known(only.column) && is_child(table, only.column) => None,
        (None, _) => Some(outside(row)),
        (Some(only), None) => {
            let title = only.column == table.columns.first().map_or(0, |column| column.at);
            Some(if title && only.text.chars().count() > 3 {
                NotTakenReason::Group
            } else {
                NotTakenReason::TooLittle
            })
        }
        (Some(_), Some(_)) => None,
    }
}

/// Letters and digits of a text: (合計), 【合計】 and 合　計 are one word.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_legend(first: &RawCell) -> bool {
    let text = first.text.trim_start();
    // 注射ポンプ is none.
    let is_note = text
        .strip_prefix('注')
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic()));
    is_note
        || text.starts_with(['※', '＊', '*', '★', '◎'])
        || tokens::LEGEND_STARTS.iter().any(|word| text.starts_with(word))
}

/// Whether a row goes on with what its heading began: a sign and its meaning, a day and what was changed.
fn goes_on(row: &RawRow, first: &RawCell, under: Under) -> bool {
    let text = first.text.trim();
    match under {
        Under::Table => false,
        Under::Legend => {
            let is_sign = text.chars().count() == 1 && !text.contains(|c: char| c.is_ascii_alphanumeric());
            row.cells.len() <= FEW && (is_sign || tokens::COLOURS.contains(&text) || tokens::STRIKES.contains(&text))
        }
        Under::History => {
            let is_day = |cell: &RawCell| {
                let found = parse::date(&cell.text);
                found.value.is_some() && found.problems.is_empty() && cell.text.chars().count() >= 4
            };
            row.cells.iter().take(2).any(is_day) || tokens::HISTORY_COLUMNS.contains(&header_key(text).as_str())
        }
    }
}

/// PC-001: most rows begin with one, and no word that is looked for is one. Looking into each would be much of the work.
fn is_code(text: &str) -> bool {
    text.is_ascii() && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// （記入例）PC-000, 例）受付PC, 例: shows how to fill in the table.
fn is_example(text: &str) -> bool {
    let text = fold(text);
    let inside = text.trim().trim_start_matches(['(', '[', '<', '【', '〔', '「']);
    tokens::EXAMPLES.iter().any(|word| {
        inside.strip_prefix(word).is_some_and(|rest| {
            let ends = rest.starts_with([')', ']', '>', '】', '〕', '」', ':']);
            ends || rest.is_empty()
        })
    })
}

/// 作成者：｜架空花子: says something about the sheet.
fn is_label(row: &RawRow, first: &RawCell) -> bool {
    if !(2..=FEW).contains(&row.cells.len()) {
        return false;
    }
    let text = first.text.trim();
    let key = header_key(text);
    let is_meta = || {
        let mut words = tokens::UPDATED_ON
            .iter()
            .chain(tokens::UPDATED_BY)
            .chain(tokens::MADE_BY);
        row.cells.len() < FEW && words.any(|word| *word == key)
    };
    text.ends_with(['：', ':']) || is_meta()
}

/// `1.｜追加時は連絡すること`: a numbered sentence.
fn is_note(row: &RawRow) -> bool {
    let [number, text] = row.cells.as_slice() else {
        return false;
    };
    let number = fold(&number.text);
    let digits = number.trim_matches(['(', ')', '.', '、', ' ']);
    let is_numbering = digits.len() < number.len() && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    let says = text.text.trim();
    is_numbering && tokens::SENTENCE_ENDS.iter().any(|end| says.ends_with(end))
}

/// A row of ①②③ or of units straight below the header belongs to it.
fn is_below_header(row: &RawRow, table: &Found) -> bool {
    let is_next = table.rows.is_empty() && table.header_rows.last().is_some_and(|last| last + 1 == row.number);
    let is_circled = |text: &str| text.chars().count() == 1 && text.starts_with(|c| ('①'..='⑳').contains(&c));
    let is_unit = |text: &str| {
        let text = fold(text);
        let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        inside.is_some_and(|inside| !inside.is_empty() && inside.chars().count() <= 8)
    };
    let all = |fits: &dyn Fn(&str) -> bool| row.cells.iter().all(|cell| fits(cell.text.trim()));
    is_next && row.cells.len() >= 2 && (all(&is_circled) || all(&is_unit))
}

fn is_total(row: &RawRow, first: &RawCell, table: &Found) -> bool {
    let is_count = |text: &str| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < text.len() && (rest.is_empty() || tokens::COUNTERS.contains(&rest))
    };
    let beyond = table.columns.first().is_some_and(|column| first.column > column.at);
    if is_code(&first.text) && !beyond {
        return false;
    }
    let lead = bare(&first.text);
    if !lead.starts_with(|c: char| c.is_ascii_digit()) {
        let few = row.cells.len() <= FEW;
        // 計測器 is none.
        let sums = |word: &str| {
            let rest = lead.strip_prefix(word);
            rest.is_some_and(|rest| {
                rest.is_empty()
                    || few && (is_count(rest) || tokens::SUMMED.contains(&rest) || tokens::COUNTERS.contains(&rest))
            })
        };
        let all_of = || lead.strip_prefix(tokens::ALL_OF).is_some_and(is_count);
        let of_part = || tokens::PART_TOTALS.iter().any(|word| lead.ends_with(word));
        return tokens::TOTALS.iter().any(|word| sums(word)) || few && (all_of() || of_part());
    }
    // ｜｜3台｜3: counts and nothing else, and none of them where the numbers of the records stand.
    if !beyond {
        return false;
    }
    let counts: Vec<String> = row.cells.iter().map(|cell| bare(&cell.text)).collect();
    let is_counted = |text: &String| text.ends_with(|c: char| !c.is_ascii_digit());
    counts.iter().all(|text| is_count(text)) && counts.iter().any(is_counted)
}

/// 空き, 未使用 or a range for DHCP in a list of addresses: no device stands there.
fn is_free_address(row: &RawRow, table: &Found) -> bool {
    // Its address, its number, a word or two, and where it would stand.
    if row.cells.len() > 2 * FEW {
        return false;
    }
    let register = table.register;
    let key_of = |cell: &RawCell| {
        let column = table.columns.iter().find(|column| column.at == cell.column)?;
        match &column.target {
            ColumnTarget::To(Column::Field(field)) => Some(register.fields[*field].key),
            _ => None,
        }
    };
    let mut is_range = None;
    let (mut free, mut held, mut elsewhere) = (false, false, false);
    for cell in &row.cells {
        let word = bare(&cell.text);
        match key_of(cell) {
            Some("ip") => {
                is_range = match parse::addresses(&cell.text).kind {
                    AddressKind::Single => Some(false),
                    AddressKind::Range | AddressKind::Cidr => Some(true),
                    _ => None,
                }
            }
            _ if tokens::FREE_ADDRESS.contains(&word.as_str()) => free = true,
            _ if tokens::HELD_ADDRESS.contains(&word.as_str()) => held = true,
            _ if word.is_empty() => {}
            Some("management_no") if word.chars().all(|c| c.is_ascii_digit()) => {}
            Some("place" | "department" | "note") => elsewhere = true,
            _ => return false,
        }
    }
    // 予約 and 予備 may say what a device is for, unless nothing but its address is known.
    register == RegisterId::DEVICE && is_range.is_some_and(|is_range| free || held && (is_range || !elsewhere))
}

/// Whether more than half of the cells say what their header says.
fn repeats_header(row: &RawRow, table: &Found) -> bool {
    let half = row.cells.len() / 2;
    let (mut same, mut other) = (0, 0);
    for cell in &row.cells {
        let header = table.columns.iter().position(|column| column.at == cell.column);
        // A text much longer than the header is no repetition of it.
        let fits = header.is_some_and(|at| {
            cell.text.len() <= 3 * table.columns[at].header.len() + 16
                && may_begin(&table.keys[at], &cell.text)
                && table.keys[at] == header_key(&cell.text)
        });
        *(if fits { &mut same } else { &mut other }) += 1;
        if same > half || other >= row.cells.len() - half {
            break;
        }
    }
    same > half
}

/// Whether `text` may have the key `key`, told by its first letter: a digit, a Latin letter or a kanji that stands
/// there begins the key too. Anything else (marks, brackets, letters of another width) may.
fn may_begin(key: &str, text: &str) -> bool {
    match text.chars().next() {
        Some(c) if c.is_ascii_alphanumeric() || matches!(c, '\u{4e00}'..='\u{9fff}') => {
            key.starts_with(c.to_ascii_lowercase())
        }
        _ => true,
    }
}

fn is_child(table: &Found, at: u32) -> bool {
    table.columns.iter().any(|column| {
        column.at == at
            && matches!(
                column.target,
                ColumnTarget::To(Column::Child { .. }) | ColumnTarget::Split(Column::Child { .. }, _)
            )
    })
}
