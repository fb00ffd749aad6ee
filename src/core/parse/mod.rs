//! Text to meaning, per field kind.
//!
//! Never fails and never changes the text: whatever cannot be understood comes back as a [`Problem`].
//! Invariant: `entry(kind, &e.display())` is `e` again for every entry of that kind.

mod address;
mod asked;
mod date;
mod fold;
mod people;

pub use address::{addresses, macs};
pub use asked::{Asked, blanks};
pub use date::{date, japanese_era_text};
pub use fold::{fold, header_key, is_plain_japanese};
pub use people::{links, people};

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use unicode_normalization::UnicodeNormalization as _;

use crate::core::catalogue::{Choice, Column, FieldKind, RegisterId, tokens};
use crate::core::model::{AddressKind, Content, Entry, Fields, Problem, Understood, Value};

/// Letters of the longest mark in plain Latin letters, `unknown`: names of computers and makers are longer.
static LONGEST_ASCII_MARK: LazyLock<usize> = LazyLock::new(|| {
    let marks = tokens::UNKNOWN.iter().chain(tokens::NOT_APPLICABLE);
    marks
        .filter(|mark| mark.is_ascii())
        .map(|mark| mark.len())
        .max()
        .unwrap_or(0)
});

/// Reads what stands in a cell or was typed into a field: blank, 不明, 該当なし or a text.
pub fn entry(kind: FieldKind, text: &str) -> Entry {
    entry_from(kind, text, |trimmed| trimmed.into())
}

/// The same for a text that is shared: most cells need no text of their own.
pub fn shared_entry(kind: FieldKind, text: &Arc<str>) -> Entry {
    entry_from(kind, text, |trimmed| {
        if trimmed.len() == text.len() {
            text.clone()
        } else {
            trimmed.into()
        }
    })
}

fn entry_from(kind: FieldKind, text: &str, keep: impl FnOnce(&str) -> Arc<str>) -> Entry {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Entry::Blank;
    }
    // Marks are short words; only 不明 may carry its due date. A text that begins with a digit is never one.
    let may_be_mark = if trimmed.is_ascii() {
        trimmed.len() <= *LONGEST_ASCII_MARK
    } else {
        trimmed.len() <= 24 || (trimmed.len() <= 80 && trimmed.starts_with(tokens::UNKNOWN_SHOWN))
    };
    if may_be_mark && !trimmed.starts_with(|c: char| c.is_ascii_digit()) {
        let key = fold(trimmed);
        if let Some(mark) = mark(kind, &key) {
            return mark;
        }
    }
    if trimmed.contains('\r') {
        return Entry::Text(trimmed.replace("\r\n", "\n").replace('\r', "\n").into());
    }
    Entry::Text(keep(trimmed))
}

/// Writes texts as a person sees them into the columns of these keys ([`put_text`]). A key that the register does not
/// have is a slip of the program: nothing is written for it.
pub fn put_texts(register: RegisterId, content: &mut Content, cells: &[(&str, impl AsRef<str>)]) {
    for (key, text) in cells {
        let column = register.column_by_key(key);
        debug_assert!(column.is_some(), "{key}");
        if let Some(column) = column {
            put_text(register, content, &column, text.as_ref());
        }
    }
}

/// Writes a text as a person sees it into one column: the reverse of [`Content::display`]. In a column of child
/// rows each line belongs to one child row; lines beyond the rows make new ones.
pub fn put_text(register: RegisterId, content: &mut Content, column: &Column, text: &str) {
    match column {
        Column::Field(field) => {
            let entry = entry(register.fields[*field].kind, text);
            content.fields.set(*field, entry);
        }
        Column::Child { child, field } => {
            let kind = register.children[*child].fields[*field].kind;
            let mut rows = content.child_rows(*child).to_vec();
            let lines: Vec<&str> = text.lines().collect();
            if rows.len() < lines.len() {
                rows.resize_with(lines.len(), Fields::new);
            }
            for (at, row) in rows.iter_mut().enumerate() {
                row.set(*field, entry(kind, lines.get(at).copied().unwrap_or_default()));
            }
            content.set_child_rows(*child, rows);
        }
        Column::Custom(header) => content.set_custom(header, entry(FieldKind::Text, text)),
    }
}

/// How the text of a column is understood.
pub fn column_kind(register: RegisterId, column: &Column) -> FieldKind {
    match column {
        Column::Field(field) => register.fields[*field].kind,
        Column::Child { child, field } => register.children[*child].fields[*field].kind,
        Column::Custom(_) => FieldKind::Text,
    }
}

/// What is odd about one column of a row, if anything.
pub fn column_problem(register: RegisterId, content: &Content, column: &Column) -> Option<Problem> {
    let of = |kind, entry: &Entry| understand(kind, entry.as_text()?).problems.first().copied();
    let kind = column_kind(register, column);
    match column {
        Column::Field(field) => of(kind, content.fields.get(*field)),
        Column::Child { child, field } => content
            .child_rows(*child)
            .iter()
            .find_map(|row| of(kind, row.get(*field))),
        Column::Custom(_) => None,
    }
}

/// A spelling of `text` without its problem: half-width where the kind wants it, the list's own word.
/// `None` when there is none that is certain.
pub fn mend(kind: FieldKind, text: &str) -> Option<String> {
    let narrow: String = text.trim().nfkc().collect();
    let candidate = match kind {
        FieldKind::IpList | FieldKind::Mac | FieldKind::Number | FieldKind::Version | FieldKind::Url => narrow,
        FieldKind::Choice(list) => choice(list, &fold(text))?.to_owned(),
        _ => return None,
    };
    (candidate != text && understand(kind, &candidate).problems.is_empty()).then_some(candidate)
}

/// The half-width spelling of a text that is understood but written in full-width letters.
pub fn narrow(kind: FieldKind, text: &str) -> Option<String> {
    let own_words = matches!(kind, FieldKind::Choice(_));
    if own_words || !understand(kind, text).problems.is_empty() {
        return None;
    }
    mend(kind, text)
}

fn mark(kind: FieldKind, key: &str) -> Option<Entry> {
    if tokens::UNKNOWN.contains(&key) && !is_flag_no(kind, key) {
        return Some(Entry::UNKNOWN);
    }
    let due = key.strip_prefix(tokens::UNKNOWN_SHOWN).and_then(|rest| {
        rest.strip_prefix('(')?
            .strip_prefix(tokens::CONFIRM_BY)?
            .strip_suffix(')')
    });
    if let Some(due) = due {
        let day = chrono::NaiveDate::parse_from_str(due.trim_start_matches([':', ' ']), "%Y-%m-%d");
        return day.ok().map(|day| Entry::Unknown { confirm_by: Some(day) });
    }
    // In a flag, 無 and なし are an answer; in an address list なし says that there is no address.
    let is_answer = match kind {
        FieldKind::Flag => tokens::NO.contains(&key),
        FieldKind::Choice(list) | FieldKind::MultiChoice(list) => choice(list, key).is_some(),
        _ => false,
    };
    (tokens::NOT_APPLICABLE.contains(&key) && !is_answer).then_some(Entry::NotApplicable)
}

fn is_flag_no(kind: FieldKind, key: &str) -> bool {
    kind == FieldKind::Flag && tokens::NO.contains(&key)
}

/// Whether a text of this kind can have a problem at all; words and names cannot.
pub const fn can_be_odd(kind: FieldKind) -> bool {
    !matches!(
        kind,
        FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Version
            | FieldKind::Url
            | FieldKind::People
            | FieldKind::Link(_)
    )
}

/// What a field's text means.
pub fn understand(kind: FieldKind, text: &str) -> Understood {
    let fine = |value| Understood {
        value: Some(value),
        problems: Vec::new(),
    };
    let not = |problem| Understood {
        value: None,
        problems: vec![problem],
    };
    match kind {
        FieldKind::Text | FieldKind::LongText | FieldKind::Version | FieldKind::Url => fine(Value::Plain),
        FieldKind::Choice(list) => match choice(list, &fold(text)) {
            Some(word) => fine(Value::Choice(word)),
            None => not(Problem::NotInList),
        },
        FieldKind::MultiChoice(list) => {
            let words: Vec<_> = people::split(text)
                .iter()
                .map(|part| choice(list, &fold(part)))
                .collect();
            let problems = if words.contains(&None) {
                vec![Problem::NotInList]
            } else {
                Vec::new()
            };
            Understood {
                value: Some(Value::Choices(words.into_iter().flatten().collect())),
                problems,
            }
        }
        FieldKind::Flag => match flag(&fold(text)) {
            Some(answer) => fine(Value::Flag(answer)),
            None => not(Problem::NotAFlag),
        },
        FieldKind::Date => date(text),
        FieldKind::Number => match fold(text).replace(',', "").parse::<f64>() {
            Ok(number) if number.is_finite() => fine(Value::Number(number)),
            _ => not(Problem::NotANumber),
        },
        FieldKind::IpList => {
            let found = addresses(text);
            let problems = if found.kind == AddressKind::Unknown {
                vec![Problem::NotAnAddress]
            } else {
                Vec::new()
            };
            Understood {
                value: Some(Value::Addresses(found)),
                problems,
            }
        }
        FieldKind::Mac => {
            let (list, whole) = macs(text);
            let problems = if whole { Vec::new() } else { vec![Problem::NotAMac] };
            Understood {
                value: Some(Value::Macs(list)),
                problems,
            }
        }
        FieldKind::People => fine(Value::People(people(text))),
        FieldKind::Link(_) => fine(Value::Links(links(text))),
    }
}

/// Every spelling of every closed list of the catalogue, by the list's place in memory: worked out once, because
/// an import asks for each cell.
static CHOICES: LazyLock<HashMap<usize, HashMap<String, &'static str>>> = LazyLock::new(|| {
    let lists = RegisterId::all().flat_map(|register| {
        let children = register.children.iter().flat_map(|child| child.fields);
        register
            .fields
            .iter()
            .chain(children)
            .filter_map(|field| match field.kind {
                FieldKind::Choice(list) | FieldKind::MultiChoice(list) => Some(list),
                _ => None,
            })
    });
    lists
        .map(|list| {
            let mut words = HashMap::new();
            for choice in list {
                for word in std::iter::once(&choice.value).chain(choice.synonyms) {
                    // The first choice that claims a spelling keeps it.
                    words.entry(loose(&fold(word))).or_insert(choice.value);
                }
            }
            (list.as_ptr().addr(), words)
        })
        .collect()
});

/// The word of a closed list that `key` (folded) means; a bracketed remark after it is allowed.
fn choice(list: &'static [Choice], key: &str) -> Option<&'static str> {
    let words = CHOICES.get(&list.as_ptr().addr())?;
    let find = |key: &str| words.get(&loose(key)).copied();
    find(key).or_else(|| key.split_once('(').and_then(|(word, _)| find(word.trim())))
}

/// Hyphens, spaces, middle dots and the long sound mark at a word's end do not tell words apart (サーバ・サーバー).
fn loose(key: &str) -> String {
    key.chars()
        .filter(|c| !matches!(c, ' ' | '-' | '・' | '_' | 'ー' | '/' | '、' | '.'))
        .collect()
}

/// Yes, no, or nothing that can be read. `key` is folded.
fn flag(key: &str) -> Option<bool> {
    let read = |word: &str| {
        if tokens::YES.contains(&word) {
            Some(true)
        } else if tokens::NO.contains(&word) {
            Some(false)
        } else {
            None
        }
    };
    read(key).or_else(|| {
        let end = key.find(['(', ':', '、', ',', '。', ' ', '\n'])?;
        read(key[..end].trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::catalogue::RegisterId;
    use chrono::NaiveDate;

    fn kind(register: RegisterId, key: &str) -> FieldKind {
        register.field(key).expect(key).kind
    }

    fn understood_choice(register: RegisterId, key: &str, text: &str) -> Option<&'static str> {
        match understand(kind(register, key), text).value {
            Some(Value::Choice(word)) => Some(word),
            _ => None,
        }
    }

    #[test]
    fn four_states_read_back_from_what_they_show() {
        let fields = RegisterId::all().flat_map(|register| {
            let inner = register.children.iter().flat_map(|child| child.fields);
            register.fields.iter().chain(inner)
        });
        for kind in fields.map(|field| field.kind) {
            for entry_ in [
                Entry::Blank,
                Entry::UNKNOWN,
                Entry::Unknown {
                    confirm_by: NaiveDate::from_ymd_opt(2026, 12, 31),
                },
                Entry::NotApplicable,
                Entry::text("001"),
            ] {
                assert_eq!(entry(kind, &entry_.display()), entry_, "{kind:?}");
            }
        }
    }

    #[test]
    fn marks_are_whole_words_only() {
        assert_eq!(entry(FieldKind::Text, "？"), Entry::UNKNOWN);
        assert_eq!(entry(FieldKind::Text, "－"), Entry::NotApplicable);
        assert_eq!(entry(FieldKind::Text, "不明なソフト"), Entry::text("不明なソフト"));
        assert_eq!(entry(FieldKind::Flag, "無"), Entry::text("無"));
        assert_eq!(entry(FieldKind::Flag, "未"), Entry::text("未"));
        assert_eq!(entry(FieldKind::Date, "未"), Entry::UNKNOWN);
    }

    #[test]
    fn choices_know_the_words_of_real_ledgers() {
        let device = RegisterId::DEVICE;
        for (text, word) in [
            ("稼動", "稼働"),
            ("予備機", "保管"),
            ("廃棄済", "廃棄"),
            ("○", "稼働"),
            ("保守中", "修理中"),
            ("停止（故障）", "停止"),
        ] {
            assert_eq!(understood_choice(device, "status", text), Some(word), "{text}");
        }
        for (text, word) in [
            ("ﾉｰﾄPC", "端末PC"),
            ("サーバー", "サーバ"),
            ("ﾓﾆﾀｰ", "周辺機器"),
            ("検査装置", "医療機器・検査装置"),
        ] {
            assert_eq!(understood_choice(device, "kind", text), Some(word), "{text}");
        }
        assert_eq!(
            understood_choice(RegisterId::REMOTE_PATH, "method", "ＬＴＥルーター"),
            Some("LTE/5G SIMルータ")
        );
        assert_eq!(
            understood_choice(RegisterId::REMOTE_PATH, "method", "SSL VPN"),
            Some("SSL-VPN")
        );
        assert_eq!(
            understood_choice(RegisterId::REMOTE_PATH, "id_holder", "共用（サポート課で1つ）"),
            Some("共用")
        );
        assert_eq!(understand(kind(device, "status"), "謎").problems, [Problem::NotInList]);
    }

    #[test]
    fn flags_may_carry_a_remark() {
        for (text, answer) in [
            ("はい（制限しています）", Some(true)),
            ("×（A社経由）", Some(false)),
            ("有", Some(true)),
            ("いいえ", Some(false)),
            ("たぶん", None),
        ] {
            assert_eq!(flag(&fold(text)), answer, "{text}");
        }
    }
}
