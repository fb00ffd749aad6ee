//! Which column a header means.
//!
//! Owns: exact, alias and similarity lookup per register. Refuses to know: sheets and values.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::How;
use crate::core::catalogue::{Column, FieldKind, RegisterId, tokens};
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
    if key.chars().count() < 4 {
        return None;
    }
    let near = INDEXES[register.index()]
        .iter()
        .filter(|(known, _)| known.chars().count() >= 4)
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

/// A label or question of a form: numbering taken off, then the longest label that stands in it.
pub(super) fn question(register: RegisterId, text: &str) -> Option<Column> {
    let key = fold(text);
    let bare = key.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ')' | '(' | ' ' | 'q' | '問' | '・' | '、' | '-' | '■' | '□')
    });
    let bare = bare.trim_end_matches(['?', ':', '。', ' ']);
    if let Some((column, _)) = lookup(register, bare) {
        return Some(column);
    }
    let key = header_key(bare);
    if tokens::YES_NO_ENDINGS.iter().any(|end| key.ends_with(end)) {
        let flags = (0..register.fields.len()).filter(|&at| register.fields[at].kind == FieldKind::Flag);
        let asked = flags.filter(|&at| in_order(&header_key(register.fields[at].label), &key));
        if let Some(at) = asked.max_by_key(|&at| register.fields[at].label.len()) {
            return Some(Column::Field(at));
        }
    }
    let inside = INDEXES[register.index()]
        .iter()
        .filter(|(known, _)| known.chars().count() >= 2 && key.contains(known.as_str()));
    inside
        .max_by(|a, b| a.0.chars().count().cmp(&b.0.chars().count()).then(b.0.cmp(a.0)))
        .map(|(_, (column, _))| column.clone())
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
        assert!(remark(device, "ソフト（版）").is_some() && remark(device, "IPアドレス（固定）").is_none());
        let path = RegisterId::REMOTE_PATH;
        assert_eq!(
            question(path, "3. 保守の目的")
                .map(|column| path.column_label(&column))
                .as_deref(),
            Some("目的")
        );
    }
}
