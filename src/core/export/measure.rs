//! How much room a text takes: width in half-width characters, lines after wrapping.
//!
//! The library's own autofit counts a Japanese letter as half of what it is, and LibreOffice does not grow rows.

use unicode_width::UnicodeWidthStr;

/// Width in half-width characters.
pub(super) fn text_width(text: &str) -> usize {
    // East Asian ambiguous letters (①, ○, ※) are wide in Japanese fonts.
    UnicodeWidthStr::width_cjk(text)
}

/// How many lines a text takes in a column of `width` half-width characters. Rather one too many than one cut off.
pub(super) fn wrapped_lines(text: &str, width: usize) -> usize {
    // A cell keeps a little room at both edges.
    let room = width.saturating_sub(1).max(2);
    text.split('\n').map(|line| lines_of(line, room)).sum()
}

/// Japanese breaks anywhere, Latin words and addresses stay together while they fit.
fn lines_of(line: &str, room: usize) -> usize {
    let mut lines = 1;
    let mut used = 0;
    for word in words(line) {
        let wide = text_width(word);
        if used + wide <= room {
            used += wide;
            continue;
        }
        if used > 0 {
            lines += 1;
        }
        used = wide;
        while used > room {
            lines += 1;
            used -= room;
        }
    }
    lines
}

/// Runs of printable ASCII without space, everything else letter by letter.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if first.is_ascii_graphic() {
            rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_letters_take_two_and_break_anywhere() {
        assert_eq!(text_width("電子カルテ2.0"), 13);
        assert_eq!(wrapped_lines("電子カルテ", 11), 1);
        assert_eq!(wrapped_lines("電子カルテ", 9), 2);
        assert_eq!(wrapped_lines("あ\nい\nう", 20), 3);
        assert_eq!(wrapped_lines("", 20), 1);
    }

    #[test]
    fn latin_words_move_to_the_next_line_whole() {
        assert_eq!(wrapped_lines("Windows 11 Pro", 12), 2);
        assert_eq!(wrapped_lines("192.168.100.100", 16), 1);
        assert_eq!(wrapped_lines("abcdefghijklmnopqrstuvwxyz", 10), 3);
    }
}
