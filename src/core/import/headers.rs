//! Which column a header means.
//!
//! Owns: exact, alias and similarity lookup per register. Refuses to know: sheets and values.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::How;
use crate::core::catalogue::{Column, FieldKind, RegisterId, tokens, words};
use crate::core::parse::{fold, header_key};

/// Stands between the texts of two header rows; line breaks inside a cell are its own.
pub(super) const HEADER_ROWS: char = '\u{1f}';

type Index = HashMap<String, (Column, How)>;

static INDEXES: LazyLock<Vec<Index>> = LazyLock::new(|| RegisterId::all().map(index).collect());

fn index(register: RegisterId) -> Index {
    let own = register
        .fields
        .iter()
        .enumerate()
        .map(|(at, field)| (Column::Field(at), field));
    let inner = register.children.iter().enumerate().flat_map(|(child, list)| {
        list.fields
            .iter()
            .enumerate()
            .map(move |(field, inner)| (Column::Child { child, field }, inner))
    });
    let fields: Vec<_> = own.chain(inner).collect();
    let mut index = Index::new();
    // Labels before aliases: a field's own name is never another field's alias.
    for (column, field) in &fields {
        index
            .entry(header_key(field.label))
            .or_insert((column.clone(), How::Label));
    }
    for (column, field) in &fields {
        for alias in field.aliases {
            index.entry(header_key(alias)).or_insert((column.clone(), How::Alias));
        }
    }
    index
}

/// Exact or alias match of a header; of a header of several rows (情報機器 over IP) the whole, then its last row.
pub(super) fn lookup(register: RegisterId, header: &str) -> Option<(Column, How)> {
    lookup_keys(register, &HeaderKeys::of(header))
}

/// What a header is looked up by, worked out once for all registers.
pub(super) struct HeaderKeys {
    whole: String,
    last: Option<String>,
}

impl HeaderKeys {
    pub fn of(header: &str) -> Self {
        Self {
            whole: header_key(header),
            last: header.rsplit_once(HEADER_ROWS).map(|(_, last)| header_key(last)),
        }
    }
}

pub(super) fn lookup_keys(register: RegisterId, keys: &HeaderKeys) -> Option<(Column, How)> {
    let index = &INDEXES[register.index()];
    let last = || index.get(keys.last.as_ref()?);
    index.get(&keys.whole).or_else(last).cloned()
}

/// The closest header by spelling, for misprints; short words are too alike to guess.
pub(super) fn similar(register: RegisterId, header: &str) -> Option<(Column, How)> {
    let key = header_key(header);
    let length = key.chars().count();
    if length < 4 {
        return None;
    }
    // As many letters as one is longer must differ: most names need not be compared.
    let may_be_near = |known: usize| known >= 4 && known.abs_diff(length) * 5 <= known.max(length);
    let near = INDEXES[register.index()]
        .iter()
        .filter(|(known, _)| may_be_near(known.chars().count()))
        .map(|(known, (column, _))| (strsim::normalized_damerau_levenshtein(known, &key), known, column));
    // Ties fall by spelling, so that every run maps alike.
    near.filter(|(score, ..)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, _, column)| (column.clone(), How::Similar))
}

/// The bracketed remark of a header, when it names a column of its own: ソフト（版）.
pub(super) fn remark(register: RegisterId, header: &str) -> Option<Column> {
    let key = fold(header);
    let inside = key.split_once('(')?.1.split_once(')')?.0;
    lookup(register, inside).map(|(column, _)| column)
}

/// What the parts of a compound header name: ＯＳ・ウイルス対策, メーカー／型番.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// Only one part is a field, or all parts are the same one.
    One(Column),
    Two(Column, Column),
}

/// Looks up the parts of a header between ・, ／, ＆ and the like, brackets aside.
pub(super) fn compound(register: RegisterId, header: &str) -> Option<(Parts, How)> {
    let last = header.rsplit(HEADER_ROWS).next().unwrap_or(header);
    let names = if last.contains(COMPOUND_MARKS) {
        compound_parts(last)
    } else {
        // メーカーと型番: only between two names that are known whole.
        let (one, two) = last.split_once(AND)?;
        let is_known = |name: &str| lookup(register, name).is_some();
        if !is_known(one) || !is_known(two) {
            return None;
        }
        vec![one.to_owned(), two.to_owned()]
    };
    let known: Vec<(Column, How)> = names
        .iter()
        .filter_map(|name| lookup(register, name).or_else(|| plainer(register, name)))
        .collect();
    let all = known.len() == names.len();
    let mut columns: Vec<Column> = known.iter().map(|(column, _)| column.clone()).collect();
    columns.dedup();
    let how = if known.iter().all(|(_, how)| *how == How::Label) {
        How::Label
    } else {
        How::Alias
    };
    match columns.as_slice() {
        [] => None,
        [only] => Some((Parts::One(only.clone()), if all { How::Alias } else { How::Similar })),
        // A list of child rows has a line for each; a field stands before it.
        [one, two] if one != two && names.len() == 2 => match (one, two) {
            (Column::Child { child: a, field: x }, Column::Child { child: b, field: y }) => {
                (a == b && x < y).then(|| (Parts::Two(one.clone(), two.clone()), how))
            }
            (Column::Child { .. }, other) => Some((Parts::Two(other.clone(), one.clone()), how)),
            _ => Some((Parts::Two(one.clone(), two.clone()), how)),
        },
        [first, ..] => Some((Parts::One(first.clone()), How::Similar)),
    }
}

const AND: char = 'と';
const COMPOUND_MARKS: [char; 9] = ['・', '･', '／', '/', '＋', '+', '&', '＆', '、'];

fn compound_parts(header: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0usize;
    for c in header.chars() {
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 && COMPOUND_MARKS.contains(&c) => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// A header without a word of courtesy or filling at one end: ご使用場所, メーカー等. A guess, and shown as one.
pub(super) fn plainer(register: RegisterId, header: &str) -> Option<(Column, How)> {
    let key = header_key(header.rsplit(HEADER_ROWS).next().unwrap_or(header));
    let index = &INDEXES[register.index()];
    let begins = words::HEADER_BEGINNINGS
        .iter()
        .filter_map(|word| key.strip_prefix(word));
    let ends = words::HEADER_ENDINGS.iter().filter_map(|word| key.strip_suffix(word));
    let mut bare = begins.chain(ends).filter(|bare| bare.chars().count() >= 2);
    bare.find_map(|bare| index.get(bare))
        .map(|(column, _)| (column.clone(), How::Similar))
}

/// How close a header is to the names of a column, 0 to 1.
pub(super) fn closeness(register: RegisterId, header: &str, column: &Column) -> f64 {
    let key = header_key(header);
    if key.is_empty() {
        return 0.0;
    }
    let names = INDEXES[register.index()]
        .iter()
        .filter(|(_, (known, _))| known == column);
    let close = names.map(|(known, _)| {
        let inside = known.chars().count() >= 2 && (key.contains(known.as_str()) || known.contains(&key));
        strsim::normalized_damerau_levenshtein(known, &key).max(if inside { 0.7 } else { 0.0 })
    });
    close.fold(0.0, f64::max)
}

/// What a label or question of a form is looked up by, worked out once for all registers.
pub(super) struct QuestionKeys {
    bare: HeaderKeys,
    key: String,
}

impl QuestionKeys {
    /// Numbering taken off.
    pub fn of(text: &str) -> Self {
        let key = fold(text);
        let bare = key.trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '.' | ')' | '(' | ' ' | 'q' | '問' | '・' | '、' | '-' | '■' | '□')
        });
        let bare = bare.trim_end_matches(['?', ':', '。', ' ']);
        Self {
            bare: HeaderKeys::of(bare),
            key: header_key(bare),
        }
    }
}

/// The field whose label a question is, or else the longest label that stands in it.
pub(super) fn question(register: RegisterId, asked: &QuestionKeys) -> Option<Column> {
    if let Some((column, _)) = lookup_keys(register, &asked.bare) {
        return Some(column);
    }
    let key = &asked.key;
    if tokens::YES_NO_ENDINGS.iter().any(|end| key.ends_with(end)) {
        let flags = (0..register.fields.len()).filter(|&at| register.fields[at].kind == FieldKind::Flag);
        let asked = flags.filter(|&at| in_order(&header_key(register.fields[at].label), key));
        if let Some(at) = asked.max_by_key(|&at| register.fields[at].label.len()) {
            return Some(Column::Field(at));
        }
    }
    let inside = INDEXES[register.index()]
        .iter()
        .filter(|(known, _)| known.len() <= key.len() && key.contains(known.as_str()))
        .map(|(known, (column, _))| (known.chars().count(), known, column));
    inside
        .filter(|(length, ..)| *length >= 2)
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, _, column)| column.clone())
}

/// A header that is a question, as the answers of a web form have them: 設置場所を教えてください. A guess.
pub(super) fn asked(register: RegisterId, keys: &HeaderKeys) -> Option<(Column, How)> {
    let asks = tokens::ASKING.iter().any(|end| keys.whole.ends_with(end));
    asks.then(|| question(register, &QuestionKeys::of(&keys.whole)))
        .flatten()
        .map(|column| (column, How::Similar))
}

/// Whether the letters of `word` stand in `text` in their order: 接続元制限 in 接続元のIPアドレスは制限していますか.
fn in_order(word: &str, text: &str) -> bool {
    let mut letters = text.chars();
    word.chars().all(|want| letters.any(|c| c == want))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(register: RegisterId, header: &str) -> String {
        lookup(register, header)
            .or_else(|| similar(register, header))
            .map_or_else(String::new, |(column, _)| register.column_label(&column))
    }

    #[test]
    fn headers_of_real_ledgers_find_their_column() {
        let device = RegisterId::DEVICE;
        for (header, want) in [
            ("管理No.", "管理番号"),
            ("ＩＰアドレス", "IPアドレス"),
            ("ソフトウェア\nバージョン", "ソフトウェアバージョン"),
            ("情報機器\u{1f}PC\n名", "コンピュータ名"),
            ("備　考", "説明"),
            ("シリアルナンバ", "シリアル番号"),
            ("リース会社", ""),
            ("Ver", "ソフトウェアバージョン"),
        ] {
            assert_eq!(label(device, header), want, "{header}");
        }
        let parts = |header: &str| match compound(device, header) {
            Some((Parts::Two(one, two), _)) => format!("{}+{}", device.column_label(&one), device.column_label(&two)),
            Some((Parts::One(one), _)) => device.column_label(&one),
            None => String::new(),
        };
        for (header, want) in [
            ("ＯＳ・ウイルス対策", "OS+ウイルス対策"),
            ("メーカー／型番", "メーカー+型番"),
            ("備考・状態", "説明+状態"),
            ("ソフト・OS", "OS+ソフトウェア"),
            ("機種・型式", "型番"),
            ("部屋・電話の内線", "設置場所"),
            ("朝・夕", ""),
        ] {
            assert_eq!(parts(header), want, "{header}");
        }
        let plain = |header: &str| plainer(device, header).map(|(column, _)| device.column_label(&column));
        assert_eq!(plain("ご使用場所").as_deref(), Some("設置場所"));
        assert_eq!(plain("リース会社"), None);
        assert!(remark(device, "ソフト（版）").is_some() && remark(device, "IPアドレス（固定）").is_none());
        let path = RegisterId::REMOTE_PATH;
        assert_eq!(
            question(path, &QuestionKeys::of("3. 保守の目的"))
                .map(|column| path.column_label(&column))
                .as_deref(),
            Some("目的")
        );
    }
}
