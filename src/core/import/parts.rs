//! One cell that holds two facts: OS／ウイルス対策, メーカー 型番, 利用者（部署）.
//!
//! Owns: where such a text is parted. Refuses to know: headers, rows, the ledger.
//! Invariant: no letter is lost but the mark between the parts; what cannot be parted for certain stays whole in the
//! more general of the two fields.

use super::draft::kind_of;
use crate::core::catalogue::{Column, FieldKind, RegisterId, words};
use crate::core::model::Entry;
use crate::core::parse::{self, fold};

/// What the two fields get of a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parted {
    pub one: String,
    pub two: String,
    /// Otherwise a person has to look.
    pub certain: bool,
}

impl Parted {
    fn certain(one: &str, two: &str) -> Self {
        Self {
            one: one.trim().to_owned(),
            two: two.trim().to_owned(),
            certain: true,
        }
    }

    fn swapped(self) -> Self {
        Self {
            one: self.two,
            two: self.one,
            ..self
        }
    }
}

/// Two columns of one register with the texts that belong to them.
struct Pair<'a> {
    register: RegisterId,
    one: &'a Column,
    two: &'a Column,
}

/// Parts a cell. `bracketed`: the header names the second field in brackets, and so does the cell: 架空花子（医事）.
pub(super) fn part(register: RegisterId, one: &Column, two: &Column, bracketed: bool, text: &str) -> Parted {
    let pair = Pair { register, one, two };
    let text = text.trim();
    match parse::entry(FieldKind::Text, text) {
        // 不明 of the whole cell speaks of both; － in a remark says nothing, and no computer is without a system.
        entry @ (Entry::Unknown { .. } | Entry::NotApplicable) => {
            let has_none = |column: &Column| entry == Entry::NotApplicable && pair.key(column) == "os";
            let of = |column: &Column| {
                if pair.is_note(column) || has_none(column) {
                    ""
                } else {
                    text
                }
            };
            return Parted::certain(of(one), of(two));
        }
        Entry::Blank => return Parted::certain("", ""),
        Entry::Text(_) => {}
    }
    if bracketed {
        return pair.bracketed(text);
    }
    if (pair.key(one), pair.key(two)) == ("maker".into(), "model".into()) {
        return pair.maker_and_model(text);
    }
    if (pair.key(one), pair.key(two)) == ("model".into(), "maker".into()) {
        let turned = Pair {
            register,
            one: two,
            two: one,
        };
        return turned.maker_and_model(text).swapped();
    }
    pair.by_marks(text)
}

impl Pair<'_> {
    fn key(&self, column: &Column) -> String {
        self.register.column_key(column)
    }

    fn is_note(&self, column: &Column) -> bool {
        kind_of(self.register, column) == FieldKind::LongText
    }

    fn bracketed(&self, text: &str) -> Parted {
        // Several persons with a 所属 each stay together: which belongs to whom is in the brackets.
        let several = text.matches(['（', '(']).count() > 1;
        for (open, close) in [('（', '）'), ('(', ')')] {
            if let Some(rest) = text.strip_suffix(close)
                && let Some((name, inside)) = rest.split_once(open)
                && !several
                && !name.trim().is_empty()
                && !name.contains(['、', '，', ',', '\n'])
                && self.fits(self.two, inside)
            {
                return Parted::certain(name, inside);
            }
        }
        if self.sure(self.two, text) && !self.sure(self.one, text) {
            return Parted::certain("", text);
        }
        Parted::certain(text, "")
    }

    fn maker_and_model(&self, text: &str) -> Parted {
        if let [one, two] = segments(text).as_slice() {
            let is_maker = |part: &str| maker_at_start(part) == Some(part.len());
            let has_digits = |part: &str| part.chars().any(|c| c.is_ascii_digit());
            match (is_maker(one), is_maker(two)) {
                (true, false) => return Parted::certain(one, two),
                (false, true) => return Parted::certain(two, one),
                _ if !has_digits(one) => return Parted::certain(one, two),
                _ if !has_digits(two) => return Parted::certain(two, one),
                _ => {}
            }
        }
        if let Some(end) = maker_at_start(text) {
            let model = text[end..].trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
            return Parted::certain(&text[..end], model);
        }
        // フクロウ電子 FX-8322: letters of a name, then letters with digits.
        if let Some((maker, model)) = text.split_once([' ', '\u{3000}', '\n'])
            && maker.chars().count() >= 2
            && maker.chars().all(is_kana_or_kanji)
            && model.chars().any(|c| c.is_ascii_digit())
            && !words::KIND_WORDS.iter().any(|(word, _)| fold(maker).contains(word))
        {
            return Parted::certain(maker, model);
        }
        Parted {
            one: String::new(),
            two: text.to_owned(),
            certain: false,
        }
    }

    fn by_marks(&self, text: &str) -> Parted {
        let (note, other) = match (self.is_note(self.one), self.is_note(self.two)) {
            (true, false) => (Some(true), self.two),
            (false, true) => (Some(false), self.one),
            _ => (None, self.two),
        };
        if let Some(note_first) = note
            && checkable(kind_of(self.register, other))
        {
            return self.note_and_word(text, note_first, other);
        }
        let parts = segments(text);
        if let [one, two] = parts.as_slice() {
            let turned = self.sure(self.two, one) && !self.sure(self.two, two)
                || self.sure(self.one, two) && !self.sure(self.one, one);
            let (one, two) = if turned { (two, one) } else { (one, two) };
            if self.fits(self.one, one) && self.fits(self.two, two) {
                return Parted::certain(one, two);
            }
        }
        // Every piece says itself which field it belongs to: 192.168.1.5 00:00:5E:00:53:01.
        let tokens: Vec<&str> = if parts.len() > 1 {
            parts
        } else {
            text.split_whitespace().collect()
        };
        if tokens.len() > 1 {
            let belongs = |token: &&str| match (self.sure(self.one, token), self.sure(self.two, token)) {
                (true, false) => Some(true),
                (false, true) => Some(false),
                _ => None,
            };
            let sides: Option<Vec<bool>> = tokens.iter().map(belongs).collect();
            if let Some(sides) = sides {
                let of = |side: bool| {
                    let mine = tokens.iter().zip(&sides).filter(|(_, found)| **found == side);
                    mine.map(|(token, _)| *token).collect::<Vec<_>>().join("、")
                };
                return Parted::certain(&of(true), &of(false));
            }
        }
        match (self.sure(self.one, text), self.sure(self.two, text)) {
            (true, false) => return Parted::certain(text, ""),
            (false, true) => return Parted::certain("", text),
            _ => {}
        }
        if let Some(parted) = self.at_known_word(text) {
            return parted;
        }
        // The remark, or the first of the two, takes it whole.
        let certain = note.is_some() && parts_of_one(text);
        match note {
            Some(false) if !certain => Parted {
                one: text.to_owned(),
                two: String::new(),
                certain,
            },
            Some(false) => Parted {
                one: String::new(),
                two: text.to_owned(),
                certain,
            },
            _ => Parted {
                one: text.to_owned(),
                two: String::new(),
                certain,
            },
        }
    }

    /// 備考・状態: the word of the list, and everything else as the remark.
    fn note_and_word(&self, text: &str, note_first: bool, other: &Column) -> Parted {
        let is_word = |part: &str| self.sure(other, part);
        let (note, word) = if is_word(text) {
            ("", text)
        } else {
            let pieces = segments(text).into_iter().chain(text.split_whitespace());
            let words: Vec<&str> = pieces.filter(|part| is_word(part)).collect();
            match words.as_slice() {
                [first, rest @ ..] if rest.iter().all(|word| word == first) => (text, *first),
                _ => (text, ""),
            }
        };
        if note_first {
            Parted::certain(note, word)
        } else {
            Parted::certain(word, note)
        }
    }

    /// `Windows 11 Pro ESET`: parted before the name of a program against viruses.
    fn at_known_word(&self, text: &str) -> Option<Parted> {
        let (first_is_os, fits) = match (self.key(self.one).as_str(), self.key(self.two).as_str()) {
            ("os", "antivirus") => (true, true),
            ("antivirus", "os") => (false, true),
            _ => (true, false),
        };
        if !fits {
            return None;
        }
        let mut breaks = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
        let at = breaks.find(|&at| {
            let behind = fold(&text[at..]);
            words::OS_STARTS.iter().any(|word| fold(text).starts_with(word))
                && words::ANTIVIRUS.iter().any(|word| behind.starts_with(word))
        })?;
        let (os, antivirus) = text.split_at(at);
        let parted = Parted::certain(os, antivirus);
        Some(if first_is_os { parted } else { parted.swapped() })
    }

    /// Whether a text can only be a value of this field.
    fn sure(&self, column: &Column, text: &str) -> bool {
        let key = self.key(column);
        let folded = fold(text);
        match key.as_str() {
            "os" => {
                words::OS_STARTS.iter().any(|word| folded.starts_with(word))
                    && !words::ANTIVIRUS.iter().any(|word| folded.contains(word))
            }
            "antivirus" => {
                words::ANTIVIRUS.iter().any(|word| folded.contains(word))
                    && !words::OS_STARTS.iter().any(|word| folded.starts_with(word))
            }
            "maker" => maker_at_start(text) == Some(text.len()),
            _ => {
                let kind = kind_of(self.register, column);
                checkable(kind) && is_understood(kind, text)
            }
        }
    }

    /// Whether a text may be a value of this field.
    fn fits(&self, column: &Column, text: &str) -> bool {
        let kind = kind_of(self.register, column);
        !checkable(kind) || is_understood(kind, text) || !matches!(parse::entry(kind, text), Entry::Text(_))
    }
}

/// Kinds whose values show what they are.
const fn checkable(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Choice(_)
            | FieldKind::MultiChoice(_)
            | FieldKind::Flag
            | FieldKind::Date
            | FieldKind::Number
            | FieldKind::IpList
            | FieldKind::Mac
    )
}

fn is_understood(kind: FieldKind, text: &str) -> bool {
    let found = parse::understand(kind, text);
    found.value.is_some() && found.problems.is_empty()
}

/// Whether a header names its second field in brackets: 使う人（部署）, and not メーカー／型番（機種）.
pub(super) fn is_bracketed(header: &str) -> bool {
    let before = header.split(['（', '(']).next().unwrap_or_default();
    header.trim_end().ends_with(['）', ')']) && segments(before).len() == 1
}

/// A remark without any mark between parts is a remark.
fn parts_of_one(text: &str) -> bool {
    segments(text).len() == 1
}

/// What may stand between two parts.
const fn is_mark(c: char) -> bool {
    matches!(c, '／' | '/' | '・' | '･' | '、' | '，' | '\n' | '｜' | '|')
}

/// The parts of a text between its strongest marks: lines, then slashes, then dots and commas; nothing is parted
/// within brackets, dates, addresses or between Latin letters (TCP/IP).
pub(super) fn segments(text: &str) -> Vec<&str> {
    // Most texts have none.
    if !text.contains(is_mark) {
        return vec![text.trim()];
    }
    let marks: [&[char]; 3] = [&['\n', '｜', '|'], &['／', '/'], &['・', '･', '、', '，']];
    for marks in marks {
        let mut parts = Vec::new();
        let (mut from, mut depth) = (0, 0usize);
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            match c {
                '（' | '(' | '「' | '[' => depth += 1,
                '）' | ')' | '」' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            let behind = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
            let tight = c == '/' && before.is_ascii_alphanumeric() && behind.is_ascii_alphanumeric();
            if depth == 0 && marks.contains(&c) && !tight {
                parts.push(text[from..at].trim());
                from = at + c.len_utf8();
            }
            before = c;
        }
        parts.push(text[from..].trim());
        parts.retain(|part| !part.is_empty());
        if parts.len() > 1 {
            return parts;
        }
    }
    vec![text.trim()]
}

/// Where a maker's name at the beginning of a text ends, in bytes of the text.
pub(super) fn maker_at_start(text: &str) -> Option<usize> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    // The longest beginning that is a name; names are short.
    let beginnings: Vec<usize> = ends.take(24).collect();
    beginnings.into_iter().rev().find(|&end| {
        let (name, rest) = text.split_at(end);
        if name.ends_with(char::is_whitespace) {
            return false;
        }
        let (last, next) = (name.chars().next_back(), rest.chars().next());
        let goes_on = match (last, next) {
            (Some(last), Some(next)) if last.is_ascii_alphanumeric() => next.is_ascii_alphanumeric() || next == '-',
            (Some(_), Some(next)) => is_kana_or_kanji(next),
            _ => false,
        };
        if goes_on {
            return false;
        }
        let key = fold(name);
        let bare = strip_company(&key);
        words::MAKERS.contains(&bare)
    })
}

fn strip_company(key: &str) -> &str {
    let mut bare = key.trim();
    for word in ["株式会社", "(株)"] {
        bare = bare.strip_prefix(word).unwrap_or(bare);
        bare = bare.strip_suffix(word).unwrap_or(bare);
    }
    bare.trim()
}

fn is_kana_or_kanji(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(one: &str, two: &str, bracketed: bool, text: &str) -> (String, String, bool) {
        let device = RegisterId::DEVICE;
        let column = |key: &str| device.column_by_key(key).expect(key);
        let found = part(device, &column(one), &column(two), bracketed, text);
        (found.one, found.two, found.certain)
    }

    #[test]
    fn cells_of_two_facts_are_parted_where_it_is_certain() {
        for (one, two, text, want) in [
            ("os", "antivirus", "Win11 24H2／ESET", ("Win11 24H2", "ESET", true)),
            (
                "os",
                "antivirus",
                "ノートン・Windows 10",
                ("Windows 10", "ノートン", true),
            ),
            (
                "os",
                "antivirus",
                "Windows 11 Pro ESET Endpoint",
                ("Windows 11 Pro", "ESET Endpoint", true),
            ),
            ("os", "antivirus", "WindowsServer2022", ("WindowsServer2022", "", true)),
            (
                "os",
                "antivirus",
                "ウイルスバスター クラウド",
                ("", "ウイルスバスター クラウド", true),
            ),
            ("os", "antivirus", "不明", ("不明", "不明", true)),
            ("os", "antivirus", "なし", ("", "なし", true)),
            ("os", "antivirus", "業者が入れたもの", ("業者が入れたもの", "", false)),
            (
                "maker",
                "model",
                "富士通 LIFEBOOK A5513",
                ("富士通", "LIFEBOOK A5513", true),
            ),
            ("maker", "model", "ＨＰ　ProDesk 400", ("ＨＰ", "ProDesk 400", true)),
            (
                "maker",
                "model",
                "フクロウ電子 FX-8322",
                ("フクロウ電子", "FX-8322", true),
            ),
            ("maker", "model", "YAMAHA/RTX830", ("YAMAHA", "RTX830", true)),
            ("maker", "model", "ブラザーHL-L2000", ("ブラザー", "HL-L2000", true)),
            ("maker", "model", "FortiGate 40F", ("", "FortiGate 40F", false)),
            ("maker", "model", "パナソニック", ("パナソニック", "", true)),
            ("model", "maker", "RTX830 ／ ヤマハ", ("RTX830", "ヤマハ", true)),
            ("note", "status", "故障中", ("", "故障中", true)),
            (
                "note",
                "status",
                "電源が入らない・故障",
                ("電源が入らない・故障", "故障", true),
            ),
            ("status", "note", "予備", ("予備", "", true)),
            (
                "ip",
                "mac",
                "192.168.1.5 00:00:5E:00:53:01",
                ("192.168.1.5", "00:00:5E:00:53:01", true),
            ),
            (
                "registered_on",
                "warranty_until",
                "2020/4/1／2025/3/31",
                ("2020/4/1", "2025/3/31", true),
            ),
        ] {
            let found = parted(one, two, false, text);
            assert_eq!((&*found.0, &*found.1, found.2), want, "{text}");
        }
    }

    #[test]
    fn a_header_of_two_facts_may_end_with_a_bracket() {
        assert!(
            is_bracketed("使う人（部署）") && !is_bracketed("メーカー／型番（機種）") && !is_bracketed("OS・ソフト")
        );
    }

    #[test]
    fn brackets_part_one_person_from_the_place_of_work() {
        for (text, want) in [
            ("架空月子（検査）", ("架空月子", "検査")),
            ("外来の全員", ("外来の全員", "")),
            ("甲（内科）、乙（外科）", ("甲（内科）、乙（外科）", "")),
        ] {
            let found = parted("users", "department", true, text);
            assert_eq!((&*found.0, &*found.1, found.2), (want.0, want.1, true), "{text}");
        }
    }
}
