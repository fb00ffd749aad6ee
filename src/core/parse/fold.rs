//! Keys for comparing: NFKC, one case, one kind of dash and space. Only ever compared, never stored.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Comparison key of a text: NFKC, lower case, dashes and tildes unified, white space runs to one space.
pub fn fold(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if trimmed
        .bytes()
        .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'z' | b'.' | b'-' | b':' | b'/'))
    {
        return Cow::Borrowed(trimmed);
    }
    let is_normal = trimmed.chars().all(is_surely_normal) || is_nfkc_quick(trimmed.chars()) == IsNormalized::Yes;
    let normal: Cow<'_, str> = if is_normal {
        Cow::Borrowed(trimmed)
    } else {
        Cow::Owned(trimmed.nfkc().collect())
    };
    let mut out = String::with_capacity(normal.len());
    let mut pending_space = false;
    for c in normal.chars() {
        let c = match c {
            // Dashes of every width; ー stays: it is a letter.
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{fe63}' => '-',
            '\u{301c}' | '\u{223c}' => '~',
            '\u{3007}' | '\u{25ef}' | '\u{2b55}' => '\u{25cb}',
            '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{00ad}' => continue,
            c => c,
        };
        if c.is_whitespace() {
            pending_space = !out.is_empty();
            continue;
        }
        if pending_space {
            out.push(' ');
            pending_space = false;
        }
        // Kana and kanji have no case; asking for it is what costs most here.
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if c >= '\u{2e80}' {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
    }
    Cow::Owned(out)
}

/// Letters that NFKC leaves alone whatever stands beside them: ASCII, kana without marks to join, common kanji.
fn is_surely_normal(c: char) -> bool {
    matches!(c, '\0'..='\u{7f}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{4e00}'..='\u{9fff}' | '、' | '。')
}

/// Kana and common kanji: folding leaves them alone.
pub fn is_plain_japanese(c: char) -> bool {
    !c.is_ascii() && is_surely_normal(c)
}

/// Comparison key of a header: folded, without white space, remarks in brackets, marks such as ※ and `.`.
/// `ソフト（版）` keeps nothing but `ソフト`; whoever needs the remark reads the header itself.
pub fn header_key(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    let mut depth = 0usize;
    for c in folded.chars() {
        match c {
            '(' | '[' | '<' | '【' | '「' | '〔' => depth += 1,
            ')' | ']' | '>' | '】' | '」' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if c.is_whitespace() => {}
            '※' | '*' | '.' | '・' | '_' | ':' | '★' | '☆' | '#' | '■' | '□' | '●' | '◆' | '、' | ',' =>
                {}
            c => out.push(c),
        }
    }
    if out.is_empty() {
        folded.chars().filter(|c| !c.is_whitespace()).collect()
    } else {
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_dashes_and_spaces_do_not_matter() {
        for (a, b) in [
            ("ＰＣ−０１", "pc-01"),
            ("ｻｰﾊﾞ", "サーバ"),
            ("〇", "○"),
            ("架空　花子", "架空 花子"),
            ("令和\u{200b}元年", "令和元年"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold("サーバー"), fold("サーバ"));
    }

    #[test]
    fn headers_lose_line_breaks_and_remarks() {
        for (a, b) in [
            ("ソフトウェア\nバージョン", "ソフトウェアバージョン"),
            ("ＩＰアドレス（固定）", "IPアドレス"),
            ("管理No.", "管理NO"),
            ("※備 考", "備考"),
        ] {
            assert_eq!(header_key(a), header_key(b), "{a} {b}");
        }
        assert_eq!(header_key("（版）"), "(版)");
    }
}
