//! Dates as people write them on forms: （6/12）, 6月12日, R7.6.12, a serial; most without a year.
//!
//! Owns: finding a date or its printed blank inside a cell, writing one back in the same look. Refuses to know: which
//! cell. Invariant: a year comes from the text or from the fiscal year, never from a clock.

use chrono::{Datelike as _, Days, NaiveDate};

/// What is odd about a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// Something stands there that is no date.
    NotADate,
    /// No such day.
    Impossible,
    /// Month and day only, and the form does not say for which year it is.
    NoYear,
    /// Outside the fiscal year of the form; taken as written.
    OutsideYear,
}

impl DateProblem {
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotADate => "not_a_date",
            Self::Impossible => "impossible_date",
            Self::NoYear => "no_year",
            Self::OutsideYear => "outside_fiscal_year",
        }
    }
}

/// A date cell as read; nothing at all when it is blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateRead {
    pub date: Option<NaiveDate>,
    pub raw: String,
    pub problem: Option<DateProblem>,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// `6/12`
    Slash,
    /// `6月12日`
    Kanji,
    /// `令和7年6月12日`
    EraKanji,
    /// `R7.6.12`
    EraDots,
    /// `2025年6月12日`
    YearKanji,
    /// `2025/6/12`
    YearSlash,
}

/// A date or its printed blank inside a text, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    pub brackets: Option<(char, char)>,
    pub look: Look,
    /// Year if written, month, day; `None` for a blank to be filled.
    pub parts: Option<(Option<i32>, u32, u32)>,
}

/// One letter as its narrow form, so that places in the text stay the same.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\n' | '\t' | '_' | '＿' => ' ',
        '〔' | '［' | '【' => '(',
        '〕' | '］' | '】' => ')',
        '－' | '−' | '‐' | '–' => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// The first date, or the first printed blank for one.
pub(super) fn find(text: &str) -> Option<Found> {
    let original: Vec<char> = text.chars().collect();
    let chars: Vec<char> = original.iter().map(|&c| narrow(c).to_ascii_lowercase()).collect();
    let mut blank = None;
    for start in 0..chars.len() {
        let inside_number = start > 0 && chars[start - 1].is_ascii_digit();
        if inside_number {
            continue;
        }
        if let Some(found) = at(&chars, &original, start) {
            if found.parts.is_some() {
                return Some(found);
            }
            blank = blank.or(Some(found));
        }
    }
    blank
}

struct Scan<'a> {
    chars: &'a [char],
    at: usize,
}

impl Scan<'_> {
    fn blanks(&mut self) {
        while self.chars.get(self.at) == Some(&' ') {
            self.at += 1;
        }
    }

    fn eat(&mut self, words: &[&str]) -> Option<usize> {
        for (which, word) in words.iter().enumerate() {
            let letters: Vec<char> = word.chars().collect();
            if self.chars[self.at..].starts_with(&letters) {
                self.at += letters.len();
                return Some(which);
            }
        }
        None
    }

    fn number(&mut self) -> Option<u32> {
        let from = self.at;
        while self.at - from < 5 && self.chars.get(self.at).is_some_and(char::is_ascii_digit) {
            self.at += 1;
        }
        let digits: String = self.chars[from..self.at].iter().collect();
        digits.parse().ok()
    }
}

fn at(chars: &[char], original: &[char], start: usize) -> Option<Found> {
    let mut scan = Scan { chars, at: start };
    let bracket = (chars[start] == '(').then_some(original[start]);
    if bracket.is_some() {
        scan.at += 1;
    }
    scan.blanks();
    let era = scan.eat(&["令和", "令", "平成", "平", "r", "h"]);
    let base = match era {
        Some(0 | 1 | 4) => Some(2018),
        Some(_) => Some(1988),
        None => None,
    };
    if era.is_some() {
        scan.eat(&["."]);
    }
    scan.blanks();
    let first = match scan.eat(&["元"]) {
        Some(_) => Some(1),
        None => scan.number(),
    };
    scan.blanks();
    let first_mark = scan.eat(&["/", "月", "年", ".", "-"])?;
    scan.blanks();
    let second = scan.number();
    scan.blanks();
    let second_mark = scan.eat(&["/", "月", "日", ".", "-"]);
    scan.blanks();
    // A point after the day of `6.12.` or a stroke after `6/12/` leads to a third number.
    let third = match second_mark {
        Some(2) | None => None,
        Some(_) => scan.number(),
    };
    if third.is_some() || (first_mark == 2 && second_mark == Some(1)) {
        scan.blanks();
        scan.eat(&["日"]);
    }
    let closing = if bracket.is_some() {
        scan.blanks();
        // （6/12実施） is a date with a remark in the bracket.
        let end = chars[scan.at..].iter().position(|&c| c == ')')? + scan.at;
        scan.at = end + 1;
        Some(original[end])
    } else {
        None
    };
    let parts = match (first, second, third) {
        (Some(year), Some(month), Some(day)) => Some((Some(full_year(base, year)?), month, day)),
        (Some(month), Some(day), None) if base.is_none() && first_mark != 2 => Some((None, month, day)),
        (None, None, None) => {
            // A blank needs its frame: a lone stroke is a separator of words.
            let has_frame = bracket.is_some()
                || (first_mark == 2 && second_mark == Some(1))
                || (first_mark == 1 && second_mark == Some(2));
            if !has_frame {
                return None;
            }
            None
        }
        _ => return None,
    };
    // A bare `.` or `-` between two numbers is no month and day: 1-1 is a number of an item.
    if parts.is_some_and(|(year, ..)| year.is_none()) && matches!(first_mark, 3 | 4) && bracket.is_none() {
        return None;
    }
    let has_year = first_mark == 2 || third.is_some();
    let look = match (has_year, base.is_some(), first_mark) {
        (true, true, 2) => Look::EraKanji,
        (true, true, _) => Look::EraDots,
        (true, false, 2) => Look::YearKanji,
        (true, false, _) => Look::YearSlash,
        (false, _, 1) => Look::Kanji,
        (false, ..) => Look::Slash,
    };
    Some(Found {
        start,
        end: scan.at,
        brackets: bracket.zip(closing),
        look,
        parts,
    })
}

/// `7` of 令和, `2025`, and `25` or `7` without an era.
fn full_year(base: Option<i32>, year: u32) -> Option<i32> {
    let year = i32::try_from(year).ok()?;
    match base {
        Some(base) => (1..=99).contains(&year).then_some(base + year),
        None if (1900..=2199).contains(&year) => Some(year),
        None if (1..=18).contains(&year) => Some(2018 + year),
        None if (19..=99).contains(&year) => Some(2000 + year),
        None => None,
    }
}

/// Reads a date out of a text. Blank and a printed blank give nothing.
pub(super) fn read(text: &str, fiscal_year: Option<i32>) -> DateRead {
    let raw = text.trim().to_owned();
    let Some(found) = find(text) else {
        let empty = raw
            .chars()
            .all(|c| matches!(narrow(c), ' ' | '(' | ')' | '/' | '-' | '月' | '日' | '年' | '.'));
        return DateRead {
            problem: (!empty).then_some(DateProblem::NotADate),
            raw: if empty { String::new() } else { raw },
            date: None,
        };
    };
    let Some((year, month, day)) = found.parts else {
        return DateRead::default();
    };
    let year = match (year, fiscal_year) {
        (Some(year), _) => year,
        (None, Some(first)) => {
            if month >= 4 {
                first
            } else {
                first + 1
            }
        }
        (None, None) => {
            return DateRead {
                date: None,
                raw,
                problem: Some(DateProblem::NoYear),
            };
        }
    };
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => judged(date, raw, fiscal_year),
        None => DateRead {
            date: None,
            raw,
            problem: Some(DateProblem::Impossible),
        },
    }
}

/// A date with its raw text, compared with the fiscal year.
pub(super) fn judged(date: NaiveDate, raw: String, fiscal_year: Option<i32>) -> DateRead {
    let outside = fiscal_year.is_some_and(|year| !in_fiscal_year(date, year));
    DateRead {
        date: Some(date),
        raw,
        problem: outside.then_some(DateProblem::OutsideYear),
    }
}

/// Whether a day lies between 1 April of `year` and 31 March.
pub fn in_fiscal_year(date: NaiveDate, year: i32) -> bool {
    let first = if date.month() >= 4 {
        date.year()
    } else {
        date.year() - 1
    };
    first == year
}

pub(super) fn from_serial(serial: f64, is_1904: bool) -> Option<NaiveDate> {
    if !(1.0..100_000.0).contains(&serial) {
        return None;
    }
    let start = if is_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    NaiveDate::from_ymd_opt(start.0, start.1, start.2)?.checked_add_days(Days::new(serial as u64))
}

pub(super) fn to_serial(date: NaiveDate, is_1904: bool) -> Option<i64> {
    let start = if is_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    Some((date - NaiveDate::from_ymd_opt(start.0, start.1, start.2)?).num_days())
}

/// The date in the look of the form. Without a year only when the fiscal year gives it back.
pub(super) fn write(date: NaiveDate, look: Look, brackets: Option<(char, char)>, fiscal_year: Option<i32>) -> String {
    let without_year = matches!(look, Look::Slash | Look::Kanji);
    let told = fiscal_year.is_some_and(|year| in_fiscal_year(date, year));
    let (month, day, year) = (date.month(), date.day(), date.year());
    let body = match look {
        _ if without_year && !told => format!("{year}/{month}/{day}"),
        Look::Slash => format!("{month}/{day}"),
        Look::Kanji => format!("{month}月{day}日"),
        Look::EraKanji if year >= 2019 => format!("令和{}年{month}月{day}日", year - 2018),
        Look::EraDots if year >= 2019 => format!("R{}.{month}.{day}", year - 2018),
        Look::YearKanji | Look::EraKanji => format!("{year}年{month}月{day}日"),
        Look::YearSlash | Look::EraDots => format!("{year}/{month}/{day}"),
    };
    match brackets {
        Some((open, close)) => format!("{open}{body}{close}"),
        None => body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> String {
        let read = read(text, Some(2025));
        match (read.date, read.problem) {
            (Some(date), None) => date.to_string(),
            (Some(date), Some(problem)) => format!("{date} {}", problem.key()),
            (None, Some(problem)) => problem.key().to_owned(),
            (None, None) => "blank".to_owned(),
        }
    }

    #[test]
    fn every_way_to_write_a_day_on_a_form() {
        for (text, want) in [
            ("(6/12)", "2025-06-12"),
            ("（６／１２）", "2025-06-12"),
            ("6月12日", "2025-06-12"),
            ("1/20", "2026-01-20"),
            ("R7.6.12", "2025-06-12"),
            ("令和7年6月12日", "2025-06-12"),
            ("令7.6.12", "2025-06-12"),
            ("令和８年３月３１日", "2026-03-31"),
            ("2025/6/12", "2025-06-12"),
            ("2025年6月12日", "2025-06-12"),
            ("２５．６．１２", "2025-06-12"),
            ("7.6.12", "2025-06-12"),
            ("はい\n（6/12）", "2025-06-12"),
            ("はい 6/12", "2025-06-12"),
            ("（ 6 / 12 ）", "2025-06-12"),
            ("(6月12日)", "2025-06-12"),
            ("6/12(木)", "2025-06-12"),
            ("（6/12確認）", "2025-06-12"),
            ("（　/　）", "blank"),
            ("(/)", "blank"),
            ("（　月　日）", "blank"),
            ("令和　年　月　日", "blank"),
            ("　", "blank"),
            ("はい・いいえ\n（　/　）", "blank"),
            ("(2/30)", "impossible_date"),
            ("(13/1)", "impossible_date"),
            ("2024/6/12", "2024-06-12 outside_fiscal_year"),
            ("R6.6.12", "2024-06-12 outside_fiscal_year"),
            ("来月", "not_a_date"),
            ("済", "not_a_date"),
        ] {
            assert_eq!(day(text), want, "{text}");
        }
        assert_eq!(read("6/12", None).problem, Some(DateProblem::NoYear));
        for number in ["1-1", "はい/いいえ", "13文字以上", "2.10"] {
            assert_eq!(find(number), None, "{number}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let year = Some(2025);
        for date in ["2025-04-01", "2025-06-12", "2026-03-31", "2027-01-05"] {
            let date: NaiveDate = date.parse().unwrap();
            for look in [
                Look::Slash,
                Look::Kanji,
                Look::EraKanji,
                Look::EraDots,
                Look::YearKanji,
                Look::YearSlash,
            ] {
                for brackets in [None, Some(('（', '）')), Some(('(', ')'))] {
                    let text = write(date, look, brackets, year);
                    assert_eq!(read(&text, year).date, Some(date), "{text}");
                }
            }
            for is_1904 in [false, true] {
                let serial = to_serial(date, is_1904).unwrap();
                assert_eq!(from_serial(serial as f64, is_1904), Some(date));
            }
        }
    }
}
