//! Numbers as a Japanese spreadsheet shows them.
//!
//! Covers what ledgers use: General, zero-padded, decimals, dates of both calendars. Anything else is shown as
//! General, so no digit is lost.

use std::borrow::Cow;

use chrono::{Datelike as _, NaiveDate, Timelike as _};

use super::CellKind;
use crate::core::model::{PartialDate, Precision};
use crate::core::parse::japanese_era_text;

pub(super) struct NumberText<'a> {
    pub text: Cow<'a, str>,
    pub kind: CellKind,
}

pub(super) fn shown(number: f64, format: &str, is_1904: bool) -> NumberText<'static> {
    // Built-in format 14 follows the country of the reader: here Japan.
    let plain = format.trim_start_matches("[$-409]").trim_end_matches(";@");
    let format = if matches!(plain, "mm-dd-yy" | "m/d/yy" | "mm/dd/yy" | "m/d/yyyy" | "mm/dd/yyyy") {
        "yyyy/m/d"
    } else {
        format
    };
    let section = section_for(number, format);
    if let Some(text) = general_with_words(number, &section) {
        return NumberText {
            text: text.into(),
            kind: CellKind::Number,
        };
    }
    if let Some(text) = elapsed(number, &section) {
        return NumberText {
            text: text.into(),
            kind: CellKind::Date,
        };
    }
    // The system's own long and short date: in Japan the day in figures.
    let section = if section.contains("[$-F800]") || section.contains("[$-f800]") {
        "yyyy\"年\"m\"月\"d\"日\"".to_owned()
    } else {
        section
    };
    if is_date(&section)
        && let Some(text) = date_text(number, &section, is_1904)
    {
        return NumberText {
            text: text.into(),
            kind: CellKind::Date,
        };
    }
    let kind = CellKind::Number;
    let pattern: String = section
        .chars()
        .filter(|c| !matches!(c, '"' | '\\' | '_' | '*'))
        .collect();
    let text = match pattern.as_str() {
        "0" => format!("{number:.0}"),
        "@" | "General" => general(number),
        digits if digits.len() > 1 && digits.bytes().all(|b| b == b'0') => {
            format!("{number:0width$.0}", width = digits.len())
        }
        digits
            if digits
                .split_once('.')
                .is_some_and(|(whole, part)| whole == "0" && !part.is_empty() && part.bytes().all(|b| b == b'0')) =>
        {
            let places = digits.len() - 2;
            format!("{number:.places$}")
        }
        "#,##0" => thousands(number),
        other => padded_with_text(number, &section, other),
    };
    NumberText {
        text: text.into(),
        kind,
    }
}

/// `"PC-"000`: literals around one run of zeros.
fn padded_with_text(number: f64, section: &str, _pattern: &str) -> String {
    let (mut before, mut zeros, mut after, mut quoted) = (String::new(), 0usize, String::new(), false);
    let mut chars = section.chars();
    while let Some(c) = chars.next() {
        let literal = match c {
            '"' => {
                quoted = !quoted;
                continue;
            }
            '\\' => chars.next(),
            c if quoted => Some(c),
            '0' if after.is_empty() => {
                zeros += 1;
                continue;
            }
            '-' => Some('-'),
            _ => return general(number),
        };
        if let Some(c) = literal {
            if zeros == 0 { before.push(c) } else { after.push(c) }
        }
    }
    if zeros == 0 || number < 0.0 || number.fract() != 0.0 {
        return general(number);
    }
    format!("{before}{number:0zeros$.0}{after}")
}

fn general(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    if number.abs() >= 1e21 {
        return format!("{number:e}");
    }
    // A spreadsheet computes with 15 digits; 2.1 must not come out as 2.1000000000000001.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{rounded}")
}

fn thousands(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0.0 { format!("-{out}") } else { out }
}

/// The part of a format that applies to a number: by its condition (`[<43586]`), else by its sign.
fn section_for(number: f64, format: &str) -> String {
    let mut sections: Vec<String> = vec![String::new()];
    let mut quoted = false;
    let mut escaped = false;
    for c in format.chars() {
        quoted ^= c == '"' && !escaped;
        if c == ';' && !quoted && !escaped {
            sections.push(String::new());
        } else if let Some(section) = sections.last_mut() {
            section.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    if sections.iter().any(|section| condition(section).is_some()) {
        let fits = sections.iter().position(|section| match condition(section) {
            Some((sign, bound)) => match sign {
                "<" => number < bound,
                "<=" => number <= bound,
                ">" => number > bound,
                ">=" => number >= bound,
                "<>" => number != bound,
                _ => number == bound,
            },
            None => true,
        });
        return sections.swap_remove(fits.unwrap_or(0));
    }
    let at = match sections.len() {
        0 | 1 => 0,
        _ if number < 0.0 => 1,
        2 => 0,
        _ if number == 0.0 => 2,
        _ => 0,
    };
    // The fourth section is for texts; an empty one would hide the number.
    let chosen = sections.swap_remove(at);
    if chosen.trim().is_empty() {
        "General".to_owned()
    } else {
        chosen
    }
}

/// `[<43586]` as its sign and number.
fn condition(section: &str) -> Option<(&'static str, f64)> {
    section.split('[').skip(1).find_map(|part| {
        let inside = part.split_once(']')?.0;
        ["<=", ">=", "<>", "<", ">", "="]
            .into_iter()
            .find_map(|sign| Some((sign, inside.strip_prefix(sign)?.trim().parse().ok()?)))
    })
}

/// `General"件"`: the number as it is, with words around it.
fn general_with_words(number: f64, section: &str) -> Option<String> {
    let (before, after) = ["General", "GENERAL", "general", "G/標準"]
        .iter()
        .find_map(|word| section.split_once(word))?;
    let words = |part: &str| part.chars().filter(|c| !matches!(c, '"' | '\\')).collect::<String>();
    Some(format!("{}{}{}", words(before), general(number), words(after)))
}

/// `[h]:mm`: hours, minutes or seconds that go on beyond a day.
fn elapsed(number: f64, section: &str) -> Option<String> {
    let lower = section.to_ascii_lowercase();
    if !(0.0..10_000_000.0).contains(&number) {
        return None;
    }
    let seconds = (number * 86_400.0).round() as u64;
    if lower.contains("[h") {
        Some(format!("{}:{:02}", seconds / 3600, seconds / 60 % 60))
    } else if lower.contains("[m") {
        Some(format!("{}:{:02}", seconds / 60, seconds % 60))
    } else if lower.contains("[s") {
        Some(seconds.to_string())
    } else {
        None
    }
}

/// Whether the format has a date part outside quotes, brackets and escapes.
fn is_date(section: &str) -> bool {
    if section.eq_ignore_ascii_case("general") {
        return false;
    }
    tokens(section)
        .iter()
        .any(|token| matches!(token, Token::Part(c, _) if matches!(c, 'y' | 'm' | 'd' | 'g' | 'e' | 'a')))
        && !section.contains("E+")
        && !section.contains("e+")
}

enum Token {
    Part(char, usize),
    Literal(char),
}

fn tokens(section: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut chars = section.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.extend(chars.by_ref().take_while(|&c| c != '"').map(Token::Literal)),
            '[' => {
                for c in chars.by_ref() {
                    if c == ']' {
                        break;
                    }
                }
            }
            '\\' | '!' => out.extend(chars.next().map(Token::Literal)),
            '_' | '*' => {
                chars.next();
            }
            c if c.is_ascii_alphabetic() => {
                let part = c.to_ascii_lowercase();
                match out.last_mut() {
                    Some(Token::Part(last, count)) if *last == part => *count += 1,
                    _ => out.push(Token::Part(part, 1)),
                }
            }
            '@' => {}
            c => out.push(Token::Literal(c)),
        }
    }
    out
}

fn date_text(serial: f64, section: &str, is_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let base = if is_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)?
    } else {
        NaiveDate::from_ymd_opt(1899, 12, 30)?
    };
    // 1900 was no leap year, but spreadsheets count a 29 February 1900.
    let early = i64::from(!is_1904 && serial < 60.0);
    let day = base.checked_add_signed(chrono::Duration::days(serial.trunc() as i64 + early))?;
    let seconds = ((serial.fract() * 86_400.0).round() as u32).min(86_399);
    let time = chrono::NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)?;
    let whole = PartialDate {
        date: day,
        precision: Precision::Day,
        approx: false,
    };
    let era = japanese_era_text(&whole);
    let era_name: String = era.chars().take(2).collect();
    let era_year: String = era.chars().skip(2).take_while(|&c| c != '年').collect();
    let gannen = section.to_ascii_lowercase().contains("gannen");
    let era_number = if era_year == "元" && !gannen { "1" } else { &era_year };
    let list = tokens(section);
    let mut out = String::new();
    let mut after_hour = false;
    for (at, token) in list.iter().enumerate() {
        match token {
            Token::Literal(c) => out.push(*c),
            Token::Part('y', 1..=2) => out.push_str(&format!("{:02}", day.year() % 100)),
            Token::Part('y', _) => out.push_str(&format!("{:04}", day.year())),
            Token::Part('m', count) => {
                let before_seconds = list[at + 1..].iter().find_map(|next| match next {
                    Token::Part(c, _) => Some(*c == 's'),
                    Token::Literal(_) => None,
                });
                let value = if after_hour || before_seconds == Some(true) {
                    time.minute()
                } else {
                    day.month()
                };
                out.push_str(&if *count >= 2 {
                    format!("{value:02}")
                } else {
                    value.to_string()
                });
            }
            Token::Part('d', 1) => out.push_str(&day.day().to_string()),
            Token::Part('d', 2) => out.push_str(&format!("{:02}", day.day())),
            Token::Part('g', 1) => out.push(match era_name.as_str() {
                "令和" => 'R',
                "平成" => 'H',
                "昭和" => 'S',
                "大正" => 'T',
                _ => 'M',
            }),
            Token::Part('g', 2) => out.extend(era_name.chars().next()),
            Token::Part('g', _) => out.push_str(&era_name),
            Token::Part('e', count) if list.iter().any(|token| matches!(token, Token::Part('g', _))) => {
                out.push_str(&if *count >= 2 {
                    format!("{era_number:0>2}")
                } else {
                    era_number.to_owned()
                });
            }
            // e without an era letter is the western year.
            Token::Part('e', _) => out.push_str(&day.year().to_string()),
            Token::Part('a' | 'd', count) => {
                let name = ["月", "火", "水", "木", "金", "土", "日"][day.weekday().num_days_from_monday() as usize];
                out.push_str(name);
                if *count == 4 {
                    out.push_str("曜日");
                }
            }
            Token::Part('h', count) => {
                out.push_str(&if *count >= 2 {
                    format!("{:02}", time.hour())
                } else {
                    time.hour().to_string()
                });
                after_hour = true;
                continue;
            }
            Token::Part('s', _) => out.push_str(&format!("{:02}", time.second())),
            Token::Part(..) => {}
        }
        if matches!(token, Token::Part(..)) {
            after_hour = false;
        }
    }
    Some(out.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_come_out_as_they_are_shown() {
        for (number, format, text) in [
            (1.0, "000", "001"),
            (2.1, "0.00", "2.10"),
            (2.1, "General", "2.1"),
            (45383.0, "General", "45383"),
            (1234567.0, "#,##0", "1,234,567"),
            (7.0, "\"PC-\"000", "PC-007"),
            (45383.0, "yyyy/m/d", "2024/4/1"),
            (45383.0, "[$-411]ggge\"年\"m\"月\"d\"日\"", "令和6年4月1日"),
            (43586.0, "[$-411]ge.m.d", "R1.5.1"),
            (
                43586.0,
                "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@",
                "令和元年5月1日",
            ),
            (43586.0, "mm-dd-yy", "2019/5/1"),
            (45383.0, "yyyy\"年\"m\"月\"", "2024年4月"),
            (45383.0, "yyyy/mm/dd;@", "2024/04/01"),
            (45383.5, "yyyy/m/d h:mm", "2024/4/1 12:00"),
            (45383.0, "ggge\"年\"", "令和6年"),
        ] {
            assert_eq!(shown(number, format, false).text, text, "{number} {format}");
        }
        assert_eq!(shown(43921.0, "yyyy/m/d", true).text, "2024/4/1");
        assert_eq!(shown(59.0, "yyyy/m/d", false).text, "1900/2/28");
        assert_eq!(shown(-1.0, "yyyy/m/d", false).text, "-1");
        assert_eq!(shown(f64::MAX, "yyyy/m/d", false).kind, CellKind::Number);
    }
}
