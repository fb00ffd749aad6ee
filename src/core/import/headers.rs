//! Which column a header means.
//!
//! Owns: exact, alias and similarity lookup per register. Refuses to know: sheets and values.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::How;
use super::draft::kind_of;
use crate::core::catalogue::{Column, FieldKind, Group, RegisterId, header_words, tokens, words};
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
    /// What stands above the last row: 購入 over 金額.
    above: Option<String>,
}

impl HeaderKeys {
    pub fn of(header: &str) -> Self {
        let mut rows = header.rsplit(HEADER_ROWS).map(header_key);
        let (last, above) = (rows.next(), rows.next());
        Self {
            whole: header_key(&header.replace(HEADER_ROWS, "")),
            last: last.filter(|_| above.is_some()),
            above,
        }
    }
}

pub(super) fn lookup_keys(register: RegisterId, keys: &HeaderKeys) -> Option<(Column, How)> {
    let index = &INDEXES[register.index()];
    let last = || {
        let last = keys.last.as_ref()?;
        // 種類 below OS is the OS, and 期限 below 保守 is no 期限 of the device.
        let says_more = header_words::HEADERS_OF_ANYTHING.contains(&last.as_str()) && keys.is_below_a_fact(register);
        index.get(last).filter(|_| !says_more)
    };
    index.get(&keys.whole).or_else(last).cloned()
}

impl HeaderKeys {
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// Whether the row above names a field that is a fact about the thing, not the thing itself.
    fn is_below_a_fact(&self, register: RegisterId) -> bool {
        let above = self
            .above
            .as_ref()
            .and_then(|above| INDEXES[register.index()].get(above));
        above.is_some_and(|(column, _)| match column {
            Column::Field(field) => {
                let field = &register.fields[*field];
                field.group != Group::Identity && field.key != "computer_name"
            }
            _ => false,
        })
    }
}

/// The field that the row above names, where the last row says only which of several: 有線 below IPアドレス. A guess.
pub(super) fn above(register: RegisterId, header: &str) -> Option<(Column, How)> {
    if !header.contains(HEADER_ROWS) {
        return None;
    }
    if !header.contains(HEADER_ROWS) {
        return None;
    }
    let keys = HeaderKeys::of(header);
    let (last, above) = (keys.last.as_ref()?, keys.above.as_ref()?);
    let (column, _) = INDEXES[register.index()].get(above)?;
    let which = header_words::HEADERS_OF_ONE_OF.contains(&last.as_str());
    which.then(|| (column.clone(), How::Similar))
}

/// Whether a header numbers rows rather than things: such a number changes when a row is taken out.
pub(super) fn is_running(header: &str) -> bool {
    let key = header_key(header);
    tokens::RUNNING_NUMBERS.iter().any(|word| header_key(word) == key)
}

/// The closest header by spelling, for misprints; short words are too alike to guess, and another kanji, another digit
/// or a word more at an end is another meaning (ネットワーク is no ネットワーク名).
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
        .filter(|(known, _)| may_be_near(known.chars().count()) && is_misprint(known, &key))
        .map(|(known, (column, _))| (strsim::normalized_damerau_levenshtein(known, &key), known, column));
    // Ties fall by spelling, so that every run maps alike.
    near.filter(|(score, ..)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, _, column)| (column.clone(), How::Similar))
}

/// Whether two spellings can be one word: the same kanji and digits in their order, and neither the other with more at
/// an end, a long vowel and the 日 of a day aside (最終確認).
fn is_misprint(one: &str, two: &str) -> bool {
    let day = |text| str::strip_suffix(text, '日').unwrap_or(text);
    let (one, two) = (day(one), day(two));
    let carries = |c: &char| Script::of(*c) == Script::Kanji || c.is_ascii_digit();
    let (shorter, longer) = if one.len() < two.len() { (one, two) } else { (two, one) };
    let rest = longer.strip_prefix(shorter).or_else(|| longer.strip_suffix(shorter));
    one.chars().filter(carries).eq(two.chars().filter(carries))
        && rest.is_none_or(|rest| rest.chars().all(|c| matches!(c, 'ー' | '-')))
}

/// How a letter is written; words seldom change it on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Latin,
    Other,
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            '\u{3400}'..='\u{9fff}' | '々' => Self::Kanji,
            '\u{30a1}'..='\u{30fe}' => Self::Katakana,
            c if c.is_ascii_alphabetic() => Self::Latin,
            _ => Self::Other,
        }
    }
}

/// Whether `word` stands in `text` as a word of its own: メモ in メモリ, ip in ownership and 購入 in 購入者 do not.
fn stands_in(word: &str, text: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let script = |c: Option<char>| c.map_or(Script::Other, Script::of);
        let (first, last) = (script(word.chars().next()), script(word.chars().last()));
        let before = script(text[..at].chars().last());
        let after = script(text[at + word.len()..].chars().next());
        let goes_on = |inner: Script, outer: Script| inner == outer && inner != Script::Other;
        // What stands behind a word of kanji says what the whole is; before it, of which kind.
        !goes_on(last, after) && (first == Script::Kanji || !goes_on(first, before))
    })
}

/// The bracketed remark of a header, when it names a column of its own: ソフト（版）.
pub(super) fn remark(register: RegisterId, header: &str) -> Option<Column> {
    let key = fold(header);
    let (before, behind) = key.split_once('(')?;
    let inside = behind.split_once(')')?.0;
    let (second, _) = lookup(register, inside)?;
    let first = lookup(register, before);
    let is_of_first = first.is_some_and(|(first, _)| is_of_first(register, &first, &second, inside));
    (!is_of_first).then_some(second)
}

/// Whether a word beside another is about that one: the 期限 of ウイルス対策（期限）is none of the device.
pub(super) fn is_of_first(register: RegisterId, first: &Column, second: &Column, word: &str) -> bool {
    let Column::Field(first) = first else { return false };
    let speaks_for_itself = matches!(
        register.fields[*first].group,
        Group::Identity | Group::Place | Group::Responsibility | Group::Lifecycle | Group::Note
    );
    !speaks_for_itself
        && matches!(second, Column::Field(_))
        && header_words::HEADERS_OF_ANYTHING.contains(&header_key(word).as_str())
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
    if let [(first, _), (second, _)] = known.as_slice()
        && names.len() == 2
        && is_of_first(register, first, second, &names[1])
    {
        return Some((Parts::One(first.clone()), How::Similar));
    }
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
        .filter_map(|word| Some((key.strip_prefix(word)?, "")));
    let ends = words::HEADER_ENDINGS
        .iter()
        .filter_map(|word| Some((key.strip_suffix(word)?, *word)));
    let mut bare = begins.chain(ends).filter(|(bare, _)| bare.chars().count() >= 2);
    bare.find_map(|(bare, end)| {
        let (column, _) = index.get(bare)?;
        let kind = kind_of(register, column);
        let fits = match end {
            "" => true,
            end if header_words::TERM_ENDINGS.contains(&end) => kind == FieldKind::Date,
            end if header_words::NAME_ENDINGS.contains(&end) => !matches!(kind, FieldKind::Date | FieldKind::Flag),
            _ => true,
        };
        fits.then(|| (column.clone(), How::Similar))
    })
}

/// What a header can only mean in this register: 氏名 in a list of devices is who uses them. A guess.
pub(super) fn guessed(register: RegisterId, header: &str) -> Option<(Column, How)> {
    let key = header_key(header.rsplit(HEADER_ROWS).next().unwrap_or(header));
    let mut guesses = header_words::GUESSES.iter();
    let (_, _, field) = guesses.find(|(of, word, _)| *of == register.key && *word == key)?;
    Some((register.column_by_key(field)?, How::Similar))
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
    /// It is numbered or asks; else it is a name, which means another thing with every word more.
    asks: bool,
}

impl QuestionKeys {
    /// Numbering taken off. `asks` when the text stands among questions.
    pub fn of(text: &str, asks: bool) -> Self {
        let key = fold(text);
        let bare = key.trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '.' | ')' | '(' | ' ' | 'q' | '問' | '・' | '、' | '-' | '■' | '□')
        });
        let is_numbered = bare.len() < key.len();
        let ends = |words: &[&str]| {
            words
                .iter()
                .any(|word| key.trim_end_matches(['。', ' ']).ends_with(word))
        };
        let asks = asks || is_numbered || ends(tokens::ASKING) || ends(tokens::YES_NO_ENDINGS);
        let bare = bare.trim_end_matches(['?', ':', '。', ' ']);
        Self {
            bare: HeaderKeys::of(bare),
            key: header_key(bare),
            asks,
        }
    }
}

/// The field whose label a question is, or else the longest label that stands in it. In a name it must stand behind の
/// (保守の目的): 購入者 is no 購入日, and メモリ no メモ.
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
    let means = |known: &str| {
        let behind = || key.strip_suffix(known).is_some_and(|before| before.ends_with('の'));
        if asked.asks { stands_in(known, key) } else { behind() }
    };
    let inside = INDEXES[register.index()]
        .iter()
        .filter(|(known, _)| known.len() <= key.len() && means(known))
        .map(|(known, (column, _))| ((known.chars().count(), key.rfind(known.as_str())), known, column));
    // Of two words of a length the later says what is asked: 保守の期限.
    inside
        .filter(|((length, _), ..)| *length >= 2)
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, _, column)| column.clone())
}

/// A header that is a question, as the answers of a web form have them: 設置場所を教えてください. A guess.
pub(super) fn asked(register: RegisterId, keys: &HeaderKeys) -> Option<(Column, How)> {
    let asks = tokens::ASKING.iter().any(|end| keys.whole.ends_with(end));
    asks.then(|| question(register, &QuestionKeys::of(&keys.whole, true)))
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
    fn another_word_is_no_misprint() {
        let near = |header: &str| similar(RegisterId::DEVICE, header).or_else(|| plainer(RegisterId::DEVICE, header));
        for header in ["ネットワーク", "購入者名", "購入番号", "設置場所2"] {
            assert_eq!(near(header), None, "{header}");
        }
        assert!(near("最終確認").is_some() && near("保守満了").is_some());
        assert!(near("シリアルナンバ").is_some() && near("Hostnmae").is_some());
        for (word, text) in [
            ("メモ", "メモリ"),
            ("ip", "ownership"),
            ("no", "lenovo"),
            ("購入", "購入者"),
            ("設置", "設置者"),
            ("保守", "保守満了"),
        ] {
            assert!(!stands_in(word, text), "{text}");
        }
        assert!(
            stands_in("部署", "利用部署") && stands_in("ip", "接続元のipアドレス") && stands_in("保守", "保守の目的")
        );
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
            question(path, &QuestionKeys::of("3. 保守の目的", false))
                .map(|column| path.column_label(&column))
                .as_deref(),
            Some("目的")
        );
    }
}
