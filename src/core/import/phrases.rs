//! What a text says in passing: the kind of a thing, a state, a term, a telephone number, a company.
//!
//! Owns: finding such words inside a text. Refuses to know: fields, rows.
//! Invariant: nothing is found where the text says that it is not so, or not yet.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::parts;
use crate::core::catalogue::{tokens, words};
use crate::core::parse::{self, fold};

/// The kind that the words of a text name; what stands in brackets only counts when nothing stands before them.
pub(super) fn kind_of_words(text: &str) -> Option<&'static str> {
    let key = fold(text).into_owned();
    let before = key.split(['(', '【', '[', '<']).next().unwrap_or_default();
    of_things(before).or_else(|| of_things(&key)).or_else(|| {
        words::PC_USES
            .iter()
            .any(|word| key.contains(word))
            .then_some(tokens::KIND_PC)
    })
}

fn of_things(key: &str) -> Option<&'static str> {
    let mut found: Vec<(usize, usize, &'static str)> = Vec::new();
    for (word, kind) in words::KIND_WORDS {
        for (at, _) in key.match_indices(word) {
            if stands_alone(key, at, word) {
                found.push((at + word.len(), word.len(), *kind));
            }
        }
    }
    // Of words that end together the longest is meant: 眼底カメラ, カメラ.
    found.sort_unstable_by_key(|(end, length, _)| (*end, std::cmp::Reverse(*length)));
    found.dedup_by_key(|(end, ..)| *end);
    // Of words side by side the last says what the thing is; with marks between them there are several things.
    let kind = found.last()?.2;
    let several = parts::segments(key).len() > 1 || key.contains(['/', '+', '&', '、']);
    (!several || found.iter().all(|(.., other)| *other == kind)).then_some(kind)
}

/// Not part of another word: no サーバ室, no `pc` within Latin letters.
fn stands_alone(key: &str, at: usize, word: &str) -> bool {
    let behind = &key[at + word.len()..];
    if words::NOT_THE_THING
        .iter()
        .any(|other| behind.trim_start().starts_with(other))
    {
        return false;
    }
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let goes_on_before = latin(word.chars().next()) && latin(key[..at].chars().next_back());
    let goes_on_behind = latin(word.chars().next_back()) && latin(behind.chars().next());
    !(goes_on_before || goes_on_behind)
}

/// The kind that a name ends with, a number or remark behind it aside: 受付プリンタ2.
pub(super) fn kind_at_end(name: &str) -> Option<&'static str> {
    let key = fold(name).into_owned();
    let bare = key.split('(').next().unwrap_or_default();
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '#' | '.' | '号' | '機'));
    let bare = if bare.is_empty() { &key } else { bare };
    // 複合機 and the like end with the letter that was taken off.
    let ends = |whole: &str| {
        let words = words::KIND_WORDS.iter();
        let fits =
            words.filter(|(word, _)| whole.ends_with(word) && stands_alone(whole, whole.len() - word.len(), word));
        fits.max_by_key(|(word, _)| word.len()).map(|(_, kind)| *kind)
    };
    let whole = key.split('(').next().unwrap_or_default().trim();
    let used = |whole: &str| words::PC_USES.iter().any(|word| whole.ends_with(word));
    let kind = ends(whole).or_else(|| ends(bare));
    kind.or_else(|| (used(whole) || used(bare)).then_some(tokens::KIND_PC))
}

/// The state that a remark ends in, and what stands before its word.
pub(super) fn state_of(note: &str) -> Option<(&'static str, &str)> {
    let now = words::THEN
        .iter()
        .filter_map(|word| note.rfind(word).map(|at| at + word.len()))
        .max();
    let now = &note[now.unwrap_or(0)..];
    let mut found: Option<(&'static str, &str)> = None;
    for (word, state) in words::STATUS_WORDS {
        let Some(at) = now.find(word) else { continue };
        let (before, behind) = (&now[..at], &now[at + word.len()..]);
        let rest: String = behind.chars().take(6).collect();
        let folded = fold(&rest).into_owned();
        if words::NOT_YET.iter().any(|not| folded.contains(not)) {
            return None;
        }
        match found {
            Some((other, _)) if other != *state => return None,
            Some(_) => {}
            None => found = Some((*state, before)),
        }
    }
    found
}

/// Letters of a date as people write it.
fn is_of_date(c: char) -> bool {
    c.is_numeric()
        || matches!(
            c,
            '.' | '．'
                | '/'
                | '／'
                | '-'
                | '年'
                | '月'
                | '日'
                | '元'
                | '令'
                | '和'
                | '平'
                | '成'
                | '昭'
                | 'R'
                | 'H'
                | 'S'
                | 'Ｒ'
                | 'Ｈ'
                | 'Ｓ'
        )
}

fn is_day(text: &str) -> bool {
    let found = parse::date(text);
    found.value.is_some() && found.problems.is_empty() && text.chars().any(|c| !c.is_numeric())
}

pub(super) fn day_at_end(before: &str) -> Option<&str> {
    let before = before.trim_end_matches(['に', ' ', '\u{3000}', 'で']);
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_of_date(*c))
        .last()?
        .0;
    let day = before[start..].trim();
    is_day(day).then_some(day)
}

/// Made once: every row is asked about its terms, and to get ready for a search costs more than the search.
static TERMS: LazyLock<Vec<(Finder<'static>, bool)>> = LazyLock::new(|| {
    let words = words::TERM_WORDS.iter();
    words.map(|(word, leased)| (Finder::new(*word), *leased)).collect()
});

/// The day until which something is leased or warranted.
pub(super) fn term_of(note: &str) -> Option<(&str, bool)> {
    for (word, leased) in &*TERMS {
        let Some(at) = word.find(note.as_bytes()) else {
            continue;
        };
        let rest = &note[at + word.needle().len()..];
        let rest = rest.trim_start_matches([
            '期', '限', '間', '契', '約', '：', ':', ' ', '\u{3000}', 'は', '、', '（', '(',
        ]);
        let end = rest.find(|c| !is_of_date(c)).unwrap_or(rest.len());
        let (day, behind) = rest.split_at(end);
        if is_day(day) && words::UNTIL.iter().any(|word| behind.starts_with(word)) {
            return Some((day, *leased));
        }
    }
    None
}

/// A telephone number with its hyphens or brackets, in a folded text.
pub(super) fn phone(folded: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | ')');
    let mut rest = 0;
    while let Some(start) = folded[rest..].find('0').map(|at| at + rest) {
        let end = folded[start..].find(|c| !is_part(c));
        let end = end.map_or(folded.len(), |at| at + start);
        let run = folded[start..end].trim_end_matches(['-', ')']);
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        let before = folded[..start].chars().next_back();
        let apart = !before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        let goes_on = folded[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '.'));
        if (10..=11).contains(&digits) && apart && !goes_on && run.matches(['-', ')']).count() >= 2 {
            let bracket = usize::from(run.contains(')') && before == Some('('));
            return Some(&folded[start - bracket..start + run.len()]);
        }
        rest = end.max(start + 1);
    }
    None
}

pub(super) fn is_company(text: &str) -> bool {
    let key = fold(text);
    words::COMPANY_WORDS.iter().any(|word| key.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_from_the_words_for_the_thing() {
        for (text, want) in [
            ("医事ｼｽﾃﾑｻｰﾊﾞ", Some("サーバ")),
            ("会計レセコン", Some("端末PC")),
            ("薬歴（ノート型）", Some("端末PC")),
            ("薬袋プリンタ(A4)", Some("周辺機器")),
            ("Wi-Fiルータ（待合）", Some("ネットワーク機器")),
            ("心電計用PC", Some("端末PC")),
            ("CR/画像PC", None),
            ("プリンタサーバ", Some("サーバ")),
            ("サーバ室の椅子", None),
            ("acerの箱", None),
            ("顔認証付カードリーダー", Some("周辺機器")),
            ("湯沸かし", None),
        ] {
            assert_eq!(kind_of_words(text), want, "{text}");
        }
        for (text, want) in [
            ("会計プリンタ2", Some("周辺機器")),
            ("複合機", Some("周辺機器")),
            ("サーバ室の窓", None),
            ("受付PC", Some("端末PC")),
        ] {
            assert_eq!(kind_at_end(text), want, "{text}");
        }
    }

    #[test]
    fn the_end_of_a_remark_says_the_state() {
        for (text, want) in [
            ("夜間も24時間稼働", Some(("稼働", None))),
            ("更新予定→2025年12月に撤去済", Some(("廃棄", Some("2025年12月")))),
            ("来年廃棄予定", None),
            ("廃棄した？", None),
            ("予備機だったが修理中", None),
            ("電源が壊れて動かない", Some(("停止", None))),
            ("順調", None),
        ] {
            let found = state_of(text).map(|(state, before)| (state, day_at_end(before)));
            assert_eq!(found, want, "{text}");
        }
    }

    #[test]
    fn terms_and_telephone_numbers_are_found_in_sentences() {
        assert_eq!(term_of("月額払い、リース期限：R12.6まで"), Some(("R12.6", true)));
        assert_eq!(term_of("保守は2027/3/31で終わるかも"), None);
        assert_eq!(term_of("保証 2026年9月迄"), Some(("2026年9月", false)));
        assert_eq!(
            phone(&fold("代表 ０３－００００－１１１１（平日）")),
            Some("03-0000-1111")
        );
        assert_eq!(phone("0120-000-111"), Some("0120-000-111"));
        assert_eq!(
            (phone("192.168.0.1"), phone("2020-04-01"), phone("sn-012-345-6789")),
            (None, None, None)
        );
        assert_eq!(phone(&fold("（03）0000-1111")), Some("(03)0000-1111"));
        assert_eq!(phone(&fold("03-0000-1111（9時）")), Some("03-0000-1111"));
    }
}
