//! How two spellings compare.
//!
//! Owns: misprints, words inside a text. Refuses to know: what the words mean.

/// Whether two spellings can be one word: the same kanji and digits in their order, and neither the other with more at
/// an end, a long vowel and the 日 of a day aside (最終確認).
pub(super) fn is_misprint(one: &str, two: &str) -> bool {
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

/// Whether the word at a place in a text is a word of its own there: メモ in メモリ, ip in ownership and 購入 in 購入者 are
/// none.
pub(super) fn stands_alone(text: &str, at: usize, word: &str) -> bool {
    let script = |c: Option<char>| c.map_or(Script::Other, Script::of);
    let (first, last) = (script(word.chars().next()), script(word.chars().last()));
    let before = script(text[..at].chars().last());
    let after = script(text[at + word.len()..].chars().next());
    let goes_on = |inner: Script, outer: Script| inner == outer && inner != Script::Other;
    // What stands behind a word of kanji says what the whole is; before it, of which kind.
    !goes_on(last, after) && (first == Script::Kanji || !goes_on(first, before))
}

/// Whether the letters of `word` stand in `text` in their order: 接続元制限 in 接続元のIPアドレスは制限していますか.
pub(super) fn in_order(word: &str, text: &str) -> bool {
    let mut letters = text.chars();
    word.chars().all(|want| letters.any(|c| c == want))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_word_is_no_word() {
        let stands_in = |word: &str, text: &str| text.match_indices(word).any(|(at, _)| stands_alone(text, at, word));
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
}
