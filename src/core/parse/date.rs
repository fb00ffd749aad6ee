//! Dates of the western and the Japanese calendar, to the day, month or year.
//!
//! Eras by 元号法 and the notices before it: 明治 1868-01-25, 大正 1912-07-30, 昭和 1926-12-25, 平成 1989-01-08,
//! 令和 2019-05-01. Months before 1873 were lunar and are not converted.

use chrono::{Datelike, NaiveDate};

use super::fold;
use crate::core::catalogue::tokens;
use crate::core::model::{PartialDate, Precision, Problem, Understood, Value};

struct Era {
    name: &'static str,
    /// 令 alone, before a number.
    kanji: char,
    letter: char,
    /// First day, inclusive.
    from: (i32, u32, u32),
}

impl Era {
    /// What stands behind the era's name, if a text begins with it.
    fn behind<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.strip_prefix(self.name)
            .or_else(|| text.strip_prefix(self.kanji))
            .or_else(|| text.strip_prefix(self.letter))
    }
}

const ERAS: [Era; 5] = [
    Era {
        name: "令和",
        kanji: '令',
        letter: 'r',
        from: (2019, 5, 1),
    },
    Era {
        name: "平成",
        kanji: '平',
        letter: 'h',
        from: (1989, 1, 8),
    },
    Era {
        name: "昭和",
        kanji: '昭',
        letter: 's',
        from: (1926, 12, 25),
    },
    Era {
        name: "大正",
        kanji: '大',
        letter: 't',
        from: (1912, 7, 30),
    },
    Era {
        name: "明治",
        kanji: '明',
        letter: 'm',
        from: (1868, 1, 25),
    },
];

/// Reads a date. Understood: `2020/12/1`, `20201201`, `2020.12`, `2020年12月`, `R2.12.1`, `令和元年5月`,
/// `平成三十年四月`, `2019年頃`, `令和6年5月末`, with a time of day after it. A problem comes back for impossible
/// days, days outside their era, bare numbers and everything else.
pub fn date(text: &str) -> Understood {
    let key = fold(text);
    let not = |problem| Understood {
        value: None,
        problems: vec![problem],
    };
    let Some(read) = scan(&key) else {
        let bare = key.trim();
        let number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
        return not(if number || year_stands_last(bare) {
            Problem::AmbiguousDate
        } else {
            Problem::NotADate
        });
    };
    let precision = match (read.month, read.day) {
        (None, _) => Precision::Year,
        (Some(_), None) => Precision::Month,
        (Some(_), Some(_)) => Precision::Day,
    };
    let Some(date) = NaiveDate::from_ymd_opt(read.year, read.month.unwrap_or(1), read.day.unwrap_or(1)) else {
        return not(Problem::ImpossibleDate);
    };
    let problems = match read.era {
        Some(at) if !in_era(at, date, precision) => vec![Problem::OutsideEra],
        _ => Vec::new(),
    };
    Understood {
        value: Some(Value::Date(PartialDate {
            date,
            precision,
            approx: read.approx,
        })),
        problems,
    }
}

struct Read {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
    era: Option<usize>,
    approx: bool,
}

fn scan(key: &str) -> Option<Read> {
    let mut rest = key.trim().trim_start_matches("西暦").trim_start();
    // A weekday or remark in brackets says nothing about the date.
    if let Some(at) = rest.find('(') {
        let after = rest[at..].find(')').map_or("", |end| &rest[at + end + 1..]);
        if !after.trim().is_empty() && !after.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        rest = rest[..at].trim_end();
    }
    let era = ERAS.iter().position(|era| era.behind(rest).is_some());
    if let Some(at) = era {
        rest = ERAS[at].behind(rest)?;
    }
    let rest = kanji_numbers(rest);
    let mut rest = rest.trim_start_matches(['.', ' ']);
    let (mut approx, mut loose) = (false, false);
    for _ in 0..2 {
        for word in tokens::APPROXIMATE {
            if let Some(shorter) = rest.strip_suffix(word) {
                approx |= !matches!(
                    *word,
                    "末" | "初旬" | "上旬" | "中旬" | "下旬" | "初め" | "はじめ" | "半ば"
                );
                loose = true;
                rest = shorter.trim_end_matches([' ', '/', '.', '-', 'の']);
                break;
            }
        }
    }
    let _ = loose;
    // A time of day after the date is not asked for.
    let rest = match rest.find([' ', 't']) {
        Some(at) if rest[at + 1..].contains(':') => &rest[..at],
        _ => rest,
    };
    let parts = numbers(rest)?;
    let year_of = |n: u32, digits: usize| -> Option<i32> {
        match era {
            Some(at) => (1..=99).contains(&n).then(|| ERAS[at].from.0 - 1 + n as i32),
            None => (digits == 4 && (1868..=2199).contains(&n)).then_some(n as i32),
        }
    };
    let read = |year, month, day| {
        Some(Read {
            year,
            month,
            day,
            era,
            approx,
        })
    };
    match parts.as_slice() {
        [(n, 8)] if era.is_none() => read(year_of(n / 10000, 4)?, Some(n / 100 % 100), Some(n % 100)),
        [(n, 6)] if era.is_none() => read(year_of(n / 100, 4)?, Some(n % 100), None),
        // R040615
        [(n, 6)] => read(year_of(n / 10000, 2)?, Some(n / 100 % 100), Some(n % 100)),
        // A lone year must say so: 2019 alone or 令和元年, but not 1年.
        [(n, digits)] if era.is_some() || *digits == 4 => read(year_of(*n, *digits)?, None, None),
        [(y, digits), (m, _)] => read(year_of(*y, *digits)?, Some(*m), None),
        [(y, digits), (m, _), (d, _)] => read(year_of(*y, *digits)?, Some(*m), Some(*d)),
        _ => None,
    }
}

/// The numbers of a date with their digits, if only date separators stand between and around them.
fn numbers(text: &str) -> Option<Vec<(u32, usize)>> {
    let mut parts: Vec<(u32, usize)> = Vec::new();
    let mut in_number = false;
    for c in text.chars() {
        match c.to_digit(10) {
            Some(digit) if in_number => {
                let (n, digits) = parts.last_mut()?;
                if *digits >= 8 {
                    return None;
                }
                *n = *n * 10 + digit;
                *digits += 1;
            }
            Some(digit) => {
                parts.push((digit, 1));
                in_number = true;
            }
            None if matches!(c, '年' | '月' | '日' | '.' | '/' | '-' | ' ' | '・' | '度' | ',') => {
                in_number = false
            }
            None => return None,
        }
    }
    (parts.len() <= 3).then_some(parts)
}

/// 4/1/2024, 01-04-24: month or day comes first, or the year is cut; which, the text does not say.
fn year_stands_last(text: &str) -> bool {
    let separator = text.find(['/', '-', '.']).and_then(|at| text[at..].chars().next());
    let parts: Vec<&str> = separator.map_or_else(Vec::new, |separator| text.split(separator).collect());
    let is_number =
        |part: &str, digits: &[usize]| digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [one, two, year] => is_number(one, &[1, 2]) && is_number(two, &[1, 2]) && is_number(year, &[1, 2, 4]),
        _ => false,
    }
}

/// 元 → 1 and kanji numerals below 100 to digits.
fn kanji_numbers(text: &str) -> String {
    if let Some(rest) = text.strip_prefix('元') {
        return format!("1{rest}");
    }
    if !text.contains(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']) {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut number: Option<u32> = None;
    for c in text.chars() {
        match ("〇一二三四五六七八九".chars().position(|k| k == c), c) {
            (Some(digit), _) => number = Some(number.unwrap_or(0) / 10 * 10 + number.unwrap_or(0) % 10 + digit as u32),
            (None, '十') => number = Some(number.unwrap_or(1) * 10),
            (None, c) => {
                if let Some(n) = number.take() {
                    out.push_str(&n.to_string());
                }
                out.push(c);
            }
        }
    }
    if let Some(n) = number {
        out.push_str(&n.to_string());
    }
    out
}

/// Whether some day of the read period lies in the era.
fn in_era(at: usize, date: NaiveDate, precision: Precision) -> bool {
    let day = |(y, m, d)| NaiveDate::from_ymd_opt(y, m, d);
    let last = match precision {
        Precision::Day => Some(date),
        Precision::Month => date.checked_add_months(chrono::Months::new(1)),
        Precision::Year => date.checked_add_months(chrono::Months::new(12)),
    };
    let begins = day(ERAS[at].from);
    let ends = at.checked_sub(1).and_then(|next| day(ERAS[next].from));
    last >= begins && ends.is_none_or(|end| date < end)
}

/// The date in the Japanese calendar as official forms write it (令和8年4月1日, first year 元年).
pub fn japanese_era_text(date: &PartialDate) -> String {
    let era = ERAS
        .iter()
        .find(|era| NaiveDate::from_ymd_opt(era.from.0, era.from.1, era.from.2).is_some_and(|from| from <= date.date));
    let Some(era) = era else { return date.iso() };
    let year = match date.date.year() - era.from.0 + 1 {
        1 => "元".to_owned(),
        n => n.to_string(),
    };
    let mut out = format!("{}{year}年", era.name);
    if date.precision <= Precision::Month {
        out.push_str(&format!("{}月", date.date.month()));
    }
    if date.precision == Precision::Day {
        out.push_str(&format!("{}日", date.date.day()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, bool)> {
        match date(text).value {
            Some(Value::Date(date)) => Some((date.iso(), date.approx)),
            _ => None,
        }
    }

    #[test]
    fn dates_of_real_ledgers() {
        for (text, iso, approx) in [
            ("2020/12/1", "2020-12-01", false),
            ("20140401", "2014-04-01", false),
            ("2018.12", "2018-12", false),
            ("2020-12", "2020-12", false),
            ("H25.7.1", "2013-07-01", false),
            ("Ｈ２６／１０", "2014-10", false),
            ("H31.2", "2019-02", false),
            ("H元.4", "1989-04", false),
            ("R04.06.15", "2022-06-15", false),
            ("令６．４．１", "2024-04-01", false),
            ("平31・4・30", "2019-04-30", false),
            ("令元.5", "2019-05", false),
            ("昭六十三年", "1988", false),
            ("R8/2/頃", "2026-02", true),
            ("令和10年3月31日", "2028-03-31", false),
            ("令和元年", "2019", false),
            ("令和5年春", "2023", true),
            ("令和　６年　２月２９日", "2024-02-29", false),
            ("令和６年５月末", "2024-05", false),
            ("2019年頃", "2019", true),
            ("平成三十年四月", "2018-04", false),
            ("平成24年", "2012", false),
            ("昭和64年1月", "1989-01", false),
            ("2021/10頃", "2021-10", true),
            ("2023/5/16 8:30:00", "2023-05-16", false),
            ("令和２年１月１４日", "2020-01-14", false),
            ("2024年4月1日（月）", "2024-04-01", false),
            ("昭和六十三年十二月二十一日", "1988-12-21", false),
        ] {
            assert_eq!(read(text), Some((iso.to_owned(), approx)), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        for (text, problem) in [
            ("1年", Problem::NotADate),
            ("満了", Problem::NotADate),
            ("45383", Problem::AmbiguousDate),
            ("6.04", Problem::AmbiguousDate),
            ("2024/2/30", Problem::ImpossibleDate),
            ("R6.2.30", Problem::ImpossibleDate),
            ("2024/13", Problem::ImpossibleDate),
            ("2020/4/1～2025/3/31", Problem::NotADate),
            ("", Problem::NotADate),
            // American, British, or Japanese with a cut year: nobody can tell, so nobody guesses.
            ("4/1/2024", Problem::AmbiguousDate),
            ("12/31/2024", Problem::AmbiguousDate),
            ("04-01-24", Problem::AmbiguousDate),
            ("６／４／１", Problem::AmbiguousDate),
            ("31.12.1999", Problem::AmbiguousDate),
            ("1-Apr-2024", Problem::NotADate),
            ("04/2024", Problem::NotADate),
            ("12252024", Problem::AmbiguousDate),
            ("31122024", Problem::AmbiguousDate),
            ("大", Problem::NotADate),
            ("明", Problem::NotADate),
            ("平屋1", Problem::NotADate),
        ] {
            let got = date(text);
            assert_eq!((got.value, got.problems), (None, vec![problem]), "{text}");
        }
    }

    #[test]
    fn an_era_that_was_over_is_read_and_named() {
        for (text, iso) in [
            ("平成31年5月1日", "2019-05-01"),
            ("S64.1.8", "1989-01-08"),
            ("R1.4.30", "2019-04-30"),
        ] {
            let got = date(text);
            assert_eq!(got.problems, [Problem::OutsideEra], "{text}");
            assert_eq!(read(text).map(|(iso, _)| iso), Some(iso.to_owned()));
        }
        assert!(date("令和元年").problems.is_empty() && date("平成31年4月30日").problems.is_empty());
    }

    #[test]
    fn era_text_is_what_forms_print_and_reads_back() {
        for (iso, text) in [
            ("2026-04-01", "令和8年4月1日"),
            ("2019-05", "令和元年5月"),
            ("1988", "昭和63年"),
        ] {
            let Some(Value::Date(date_)) = date(iso).value else {
                panic!("{iso}")
            };
            assert_eq!(japanese_era_text(&date_), text);
        }
    }
}
