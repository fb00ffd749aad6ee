//! How wide a text is, near enough to cut it: full-width letters count two.

use unicode_width::UnicodeWidthChar as _;

/// Points of half a full-width letter at the size of a title (13 points).
pub(super) const HALF: i32 = 7;
/// The same of a subtitle (11 points).
pub(super) const SMALL_HALF: i32 = 6;

/// Half full-width letters of a text.
pub(super) fn units(text: &str) -> i32 {
    text.chars().map(|c| c.width().unwrap_or(0) as i32).sum()
}

/// Cuts a text so that it fits into so many points.
pub(super) fn fit(text: &str, width: i32, half: i32) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let most = width / half;
    if units(&text) <= most {
        return text;
    }
    let mut out = String::new();
    // The dots are a full-width letter in Japanese fonts.
    let mut used = 2;
    for c in text.chars() {
        used += c.width().unwrap_or(0) as i32;
        if used > most {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_to_its_width() {
        assert_eq!(fit("受付", 100, 7), "受付");
        assert_eq!(fit("第1診察室の電子カルテ端末", 84, 7), "第1診察室…");
        assert_eq!(fit("行\n頭", 100, 7), "行 頭");
        assert_eq!(fit("", 10, 7), "");
        assert_eq!(fit("長い", 0, 7), "…");
    }
}
