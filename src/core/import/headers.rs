//! Which column a header means.
//!
//! Owns: exact, alias and similarity lookup per register. Refuses to know: sheets and values.

use std::cell::OnceCell;

use super::draft::kind_of;
use super::names::{self, Meaning, Meanings, Name};
use super::questions::Question;
use super::{How, spelling};
use crate::core::catalogue::{Column, FieldKind, Group, RegisterId, header_words, secrets, tokens, words};
use crate::core::parse::{fold, header_key};

pub(super) use crate::core::catalogue::secrets::HEADER_ROWS;

/// Exact or alias match of a header; of a header of several rows (情報機器 over IP) the whole, then its last row.
pub(super) fn lookup(register: RegisterId, header: &str) -> Option<Meaning> {
    Heading::of(header).known(register)
}

/// A text that may be a header, with everything it is looked up by: worked out once for all registers.
pub(super) struct Heading {
    text: String,
    whole: Name,
    last: Option<Name>,
    /// What stands above the last row: 購入 over 金額.
    above: Option<Name>,
    plainer: OnceCell<Vec<Plainer>>,
    compound: OnceCell<Option<Compound>>,
    question: OnceCell<Option<Box<Question>>>,
}

/// What is left of a header without a word at one end, where a register knows it.
struct Plainer {
    /// The word at the end; none when it stood at the beginning.
    end: &'static str,
    means: &'static Meanings,
}

/// The parts of ＯＳ・ウイルス対策, brackets aside.
struct Compound {
    parts: Vec<Heading>,
    /// メーカーと型番: only between two names that are known whole.
    by_and: bool,
}

impl Compound {
    fn of(header: &str) -> Option<Self> {
        let headings = |parts: &[&str]| parts.iter().map(|part| Heading::of(part)).collect();
        if header.contains(COMPOUND_MARKS) {
            let parts = compound_parts(header);
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            return Some(Self {
                parts: headings(&parts),
                by_and: false,
            });
        }
        let (one, two) = header.split_once(AND)?;
        Some(Self {
            parts: headings(&[one, two]),
            by_and: true,
        })
    }
}

impl Heading {
    pub fn of(header: &str) -> Self {
        let mut rows = header.rsplit(HEADER_ROWS);
        let (last, above) = (rows.next(), rows.next().map(Name::of));
        Self {
            text: header.to_owned(),
            whole: match above {
                Some(_) => Name::of(&header.replace(HEADER_ROWS, "")),
                None => Name::of(header),
            },
            last: last.filter(|_| above.is_some()).map(Name::of),
            above,
            plainer: OnceCell::new(),
            compound: OnceCell::new(),
            question: OnceCell::new(),
        }
    }

    /// With [`HEADER_ROWS`] between the rows.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What all its rows say, as `header_key` gives it.
    pub fn key(&self) -> &str {
        &self.whole.key
    }

    fn last_row(&self) -> &Name {
        self.last.as_ref().unwrap_or(&self.whole)
    }

    /// Whether it can mean anything in any register: what is found by [`Heading::known`], [`Heading::above`],
    /// [`Heading::asked`] or as two fields by [`Heading::compound`] can, and most values of rows cannot.
    pub fn may_mean(&self) -> bool {
        self.whole.is_known()
            || [&self.last, &self.above].into_iter().flatten().any(Name::is_known)
            || self
                .parts()
                .is_some_and(|all| all.parts.iter().filter(|part| part.may_be_part()).count() > 1)
            || self.asks()
    }

    /// The same of a part of it.
    fn may_be_part(&self) -> bool {
        let names = [Some(&self.whole), self.last.as_ref()];
        names.into_iter().flatten().any(Name::is_known) || !self.plain().is_empty()
    }

    pub fn is_secret(&self) -> bool {
        secrets::is_secret_header(&self.text)
    }

    /// Exact or alias match of the whole, then of the last row.
    pub fn known(&self, register: RegisterId) -> Option<Meaning> {
        let last = || {
            let last = self.last.as_ref()?;
            // 種類 below OS is the OS, and 期限 below 保守 is no 期限 of the device.
            let of_anything = header_words::HEADERS_OF_ANYTHING.contains(&last.key.as_str());
            let says_more = of_anything && self.is_below_a_fact(register);
            last.meaning(register).filter(|_| !says_more)
        };
        self.whole.meaning(register).or_else(last).cloned()
    }

    /// Whether the row above names a field that is a fact about the thing, not the thing itself.
    fn is_below_a_fact(&self, register: RegisterId) -> bool {
        let above = self.above.as_ref().and_then(|above| above.meaning(register));
        above.is_some_and(|(column, _)| match column {
            Column::Field(field) => {
                let field = &register.fields[*field];
                field.group != Group::Identity && field.key != "computer_name"
            }
            _ => false,
        })
    }

    /// The field that the row above names, where the last row says only which of several: 有線 below IPアドレス. A
    /// guess.
    pub fn above(&self, register: RegisterId) -> Option<Meaning> {
        let (column, _) = self.above.as_ref()?.meaning(register)?;
        let which = header_words::HEADERS_OF_ONE_OF.contains(&self.last.as_ref()?.key.as_str());
        which.then(|| (column.clone(), How::Similar))
    }

    /// The closest name by spelling, for misprints; short words are too alike to guess, and another kanji, another
    /// digit or a word more at an end is another meaning (ネットワーク is no ネットワーク名).
    fn similar(&self, register: RegisterId) -> Option<Meaning> {
        let key = self.key();
        let length = key.chars().count();
        if length < 4 {
            return None;
        }
        // As many letters as one is longer must differ: most names need not be compared.
        let may_be_near = |known: usize| known >= 4 && known.abs_diff(length) * 5 <= known.max(length);
        let near = names::of_register(register)
            .iter()
            .filter(|known| may_be_near(known.length) && spelling::is_misprint(known.name, key))
            .map(|known| (strsim::normalized_damerau_levenshtein(known.name, key), known));
        // Ties fall by spelling, so that every run maps alike.
        near.filter(|(score, _)| *score >= 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.name.cmp(a.1.name)))
            .map(|(_, known)| (known.column.clone(), How::Similar))
    }

    /// The header without a word of courtesy or filling at one end: ご使用場所, メーカー等. A guess, and shown as one.
    fn plainer(&self, register: RegisterId) -> Option<Meaning> {
        self.plain().iter().find_map(|Plainer { end, means }| {
            let (column, _) = means.of(register)?;
            let kind = kind_of(register, column);
            let fits = match *end {
                "" => true,
                end if header_words::TERM_ENDINGS.contains(&end) => kind == FieldKind::Date,
                end if header_words::NAME_ENDINGS.contains(&end) => !matches!(kind, FieldKind::Date | FieldKind::Flag),
                _ => true,
            };
            fits.then(|| (column.clone(), How::Similar))
        })
    }

    fn plain(&self) -> &[Plainer] {
        self.plainer.get_or_init(|| {
            let key = self.last_row().key.as_str();
            let begins = words::HEADER_BEGINNINGS
                .iter()
                .filter_map(|word| Some((key.strip_prefix(word)?, "")));
            let ends = words::HEADER_ENDINGS
                .iter()
                .filter_map(|word| Some((key.strip_suffix(word)?, *word)));
            let bare = begins.chain(ends).filter(|(bare, _)| bare.chars().count() >= 2);
            let known = bare.filter_map(|(bare, end)| {
                let means = names::meanings(bare)?;
                Some(Plainer { end, means })
            });
            known.collect()
        })
    }

    /// What the header can only mean in this register: 氏名 in a list of devices is who uses them. A guess.
    fn guessed(&self, register: RegisterId) -> Option<Meaning> {
        let key = self.last_row().key.as_str();
        let mut guesses = header_words::GUESSES.iter();
        let (_, _, field) = guesses.find(|(of, word, _)| *of == register.key && *word == key)?;
        Some((register.column_by_key(field)?, How::Similar))
    }

    /// The best guess: a misprint, a name with a word too many, a question, a word that means one thing here.
    pub fn guess(&self, register: RegisterId) -> Option<Meaning> {
        self.similar(register)
            .or_else(|| self.plainer(register))
            .or_else(|| self.asked(register))
            .or_else(|| self.guessed(register))
    }

    /// A question stands in one row, with no heading over it.
    fn asks(&self) -> bool {
        self.last.is_none() && tokens::ASKING.iter().any(|end| self.key().ends_with(end))
    }

    /// What a header means that is a question, as the answers of a web form have them: 設置場所を教えてください. A guess.
    pub fn asked(&self, register: RegisterId) -> Option<Meaning> {
        let question = || self.asks().then(|| Box::new(Question::of(self.key(), true)));
        let question = self.question.get_or_init(question).as_ref()?;
        Some((question.asks_for(register)?, How::Similar))
    }

    fn parts(&self) -> Option<&Compound> {
        let last = || self.text.rsplit(HEADER_ROWS).next().unwrap_or(&self.text);
        self.compound.get_or_init(|| Compound::of(last())).as_ref()
    }

    /// What the parts of the header name, between ・, ／, ＆ and the like.
    pub fn compound(&self, register: RegisterId) -> Option<(Parts, How)> {
        let Compound { parts, by_and } = self.parts()?;
        let known: Vec<Meaning> = parts
            .iter()
            .filter_map(|part| {
                let known = part.known(register);
                if *by_and {
                    known
                } else {
                    known.or_else(|| part.plainer(register))
                }
            })
            .collect();
        let all = known.len() == parts.len();
        if *by_and && !all {
            return None;
        }
        if let ([(first, _), (second, _)], [_, word]) = (known.as_slice(), parts.as_slice())
            && is_of_first(register, first, second, word.key())
        {
            return Some((Parts::One(first.clone()), How::Similar));
        }
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
            [one, two] if one != two && parts.len() == 2 => match (one, two) {
                (Column::Child { child: a, field: x }, Column::Child { child: b, field: y }) => {
                    (a == b && x < y).then(|| (Parts::Two(one.clone(), two.clone()), how))
                }
                (Column::Child { .. }, other) => Some((Parts::Two(other.clone(), one.clone()), how)),
                _ => Some((Parts::Two(one.clone(), two.clone()), how)),
            },
            [first, ..] => Some((Parts::One(first.clone()), How::Similar)),
        }
    }
}

/// Whether a header, as `header_key` gives it, numbers rows rather than things: such a number changes when a row is
/// taken out.
pub(super) fn is_running(key: &str) -> bool {
    header_words::RUNNING_NUMBERS.contains(&key)
}

/// The bracketed remark of a header, when it names a column of its own: ソフト（版）.
pub(super) fn remark(register: RegisterId, header: &str) -> Option<Column> {
    let key = fold(header);
    let (before, behind) = key.split_once('(')?;
    let inside = behind.split_once(')')?.0;
    let (second, _) = lookup(register, inside)?;
    let first = lookup(register, before);
    let is_of_first = first.is_some_and(|(first, _)| is_of_first(register, &first, &second, &header_key(inside)));
    (!is_of_first).then_some(second)
}

/// Whether a word, as `header_key` gives it, is about the one beside it: the 期限 of ウイルス対策（期限）is none of the device.
pub(super) fn is_of_first(register: RegisterId, first: &Column, second: &Column, word: &str) -> bool {
    let Column::Field(first) = first else { return false };
    let speaks_for_itself = matches!(
        register.fields[*first].group,
        Group::Identity | Group::Place | Group::Responsibility | Group::Lifecycle | Group::Note
    );
    !speaks_for_itself && matches!(second, Column::Field(_)) && header_words::HEADERS_OF_ANYTHING.contains(&word)
}

/// What the parts of a compound header name: ＯＳ・ウイルス対策, メーカー／型番.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// Only one part is a field, or all parts are the same one.
    One(Column),
    Two(Column, Column),
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

/// How close a header is to the names of a column, 0 to 1.
pub(super) fn closeness(register: RegisterId, header: &str, column: &Column) -> f64 {
    let key = header_key(header);
    if key.is_empty() {
        return 0.0;
    }
    let names = names::of_register(register)
        .iter()
        .filter(|known| known.column == column);
    let close = names.map(|known| {
        let inside = known.length >= 2 && (key.contains(known.name) || known.name.contains(&key));
        strsim::normalized_damerau_levenshtein(known.name, &key).max(if inside { 0.7 } else { 0.0 })
    });
    close.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(register: RegisterId, header: &str) -> String {
        lookup(register, header)
            .or_else(|| Heading::of(header).similar(register))
            .map_or_else(String::new, |(column, _)| register.column_label(&column))
    }

    #[test]
    fn another_word_is_no_misprint() {
        let near = |header: &str| {
            let heading = Heading::of(header);
            heading
                .similar(RegisterId::DEVICE)
                .or_else(|| heading.plainer(RegisterId::DEVICE))
        };
        for header in ["ネットワーク", "購入者名", "購入番号", "設置場所2"] {
            assert_eq!(near(header), None, "{header}");
        }
        assert!(near("最終確認").is_some() && near("保守満了").is_some());
        assert!(near("シリアルナンバ").is_some() && near("Hostnmae").is_some());
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
        let parts = |header: &str| match Heading::of(header).compound(device) {
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
        let plain = |header: &str| {
            Heading::of(header)
                .plainer(device)
                .map(|(column, _)| device.column_label(&column))
        };
        assert_eq!(plain("ご使用場所").as_deref(), Some("設置場所"));
        assert_eq!(plain("リース会社"), None);
        assert!(remark(device, "ソフト（版）").is_some() && remark(device, "IPアドレス（固定）").is_none());
    }
}
