//! Serial numbers as dates and times.

use chrono::{Datelike as _, NaiveDate};

use super::Epoch;
use super::section::{Part, Section};
use crate::core::model::{PartialDate, Precision, Value};
use crate::core::parse::{self, japanese_era_text};

/// A day as a spreadsheet shows it: 1900 has a 29 February there, and a day 0.
struct Day {
    year: i32,
    month: u32,
    day: u32,
    /// Monday is 0.
    weekday: usize,
    /// A day that exists, for the era.
    near: NaiveDate,
}

impl Day {
    fn is_real(&self) -> bool {
        (self.year, self.month, self.day) == (self.near.year(), self.near.month(), self.near.day())
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const WEEKDAYS_JA: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

pub(super) fn show(serial: f64, section: &Section, epoch: Epoch) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    // Within a tenth of a thousandth of a second the next second is meant: floats are not exact.
    let mut whole = serial.trunc() as i64;
    let mut seconds = (serial.fract() * 86_400.0 + 0.000_1).floor();
    if seconds >= 86_400.0 {
        whole += 1;
        seconds = 0.0;
    }
    let seconds = seconds as i64;
    let day = day(whole, epoch)?;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let parts = &section.parts;
    let half_day = parts.contains(&Part::HalfDay);
    let era = Era::of(&day, section.gannen);
    let mut out = String::new();
    let mut after_hour = false;
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Literal(text) => out.push_str(text),
            Part::Slash => out.push('/'),
            Part::Comma => out.push(','),
            Part::Percent => out.push('%'),
            Part::Point => out.push('.'),
            Part::Digit(_) => {
                // Fractions of a second; whoever wants them gets the first ones.
                let fraction = (serial.fract() * 86_400.0 + 0.000_1).fract() * 10.0;
                out.push_str(&(fraction.floor() as i64).clamp(0, 9).to_string());
            }
            Part::Exponent | Part::Text | Part::General | Part::Unknown => {}
            Part::HalfDay => out.push_str(if hour < 12 { "AM" } else { "PM" }),
            Part::Elapsed(unit, width) => {
                let total = whole * 86_400 + seconds;
                let value = match unit {
                    'h' => total / 3600,
                    'm' => total / 60,
                    _ => total,
                };
                out.push_str(&format!("{value:0width$}", width = *width.min(&10)));
                after_hour = *unit == 'h';
                continue;
            }
            Part::Date('h', width) => {
                let value = if half_day { (hour + 11) % 12 + 1 } else { hour };
                out.push_str(&padded(value, *width));
                after_hour = true;
                continue;
            }
            Part::Date('m', width) if after_hour || before_seconds(&parts[at + 1..]) => {
                out.push_str(&padded(minute, *width));
            }
            Part::Date('s', width) => out.push_str(&padded(second, *width)),
            Part::Date('m', 3) => out.push_str(&MONTHS[day.month as usize - 1][..3]),
            Part::Date('m', 4) => out.push_str(MONTHS[day.month as usize - 1]),
            Part::Date('m', 5) => out.push_str(&MONTHS[day.month as usize - 1][..1]),
            Part::Date('m', width) => out.push_str(&padded(i64::from(day.month), *width)),
            Part::Date('d', 3) => out.push_str(&WEEKDAYS[day.weekday][..3]),
            Part::Date('d', width) if *width >= 4 => out.push_str(WEEKDAYS[day.weekday]),
            Part::Date('d', width) => out.push_str(&padded(i64::from(day.day), *width)),
            Part::Date('a', width) => {
                out.push_str(WEEKDAYS_JA[day.weekday]);
                if *width >= 4 {
                    out.push_str("曜日");
                }
            }
            Part::Date('y', 1..=2) => out.push_str(&format!("{:02}", day.year % 100)),
            Part::Date('y', _) => out.push_str(&format!("{:04}", day.year)),
            Part::Date('b', 1..=2) => out.push_str(&format!("{:02}", (day.year + 543) % 100)),
            Part::Date('b', _) => out.push_str(&format!("{:04}", day.year + 543)),
            Part::Date('g', 1) => out.push(era.letter),
            Part::Date('g', 2) => out.extend(era.name.chars().next()),
            Part::Date('g', _) => out.push_str(&era.name),
            Part::Date('e', width) if parts.iter().any(|part| matches!(part, Part::Date('g', _))) => {
                let year = &era.year;
                out.push_str(&if *width >= 2 {
                    format!("{year:0>2}")
                } else {
                    year.clone()
                });
            }
            // e without an era letter is the western year.
            Part::Date('e', _) => out.push_str(&day.year.to_string()),
            Part::Date(..) => {}
        }
        if matches!(part, Part::Date(..)) {
            after_hour = false;
        }
    }
    let out = out.trim();
    let year_first = out.starts_with(&format!("{:04}", day.year));
    if day.is_real() && shows_whole_day(parts) && !year_first && !says(out, day.near) {
        // 1-Apr-24 or 4/1/2024: a Japanese reader could take it for another day, or for none.
        let time = parts.iter().any(|part| matches!(part, Part::Date('h', _)));
        let clock = if time {
            format!(" {hour}:{minute:02}")
        } else {
            String::new()
        };
        return Some(format!("{}{clock}", day.near.format("%Y-%m-%d")));
    }
    (!out.is_empty()).then(|| out.to_owned())
}

fn shows_whole_day(parts: &[Part]) -> bool {
    let has = |letters: &[char]| {
        parts.iter().any(|part| match part {
            Part::Date('d', width) => letters.contains(&'d') && *width <= 2,
            Part::Date(c, _) => letters.contains(c),
            _ => false,
        })
    };
    has(&['y', 'e']) && has(&['m']) && has(&['d'])
}

/// Whether our own reading of the text comes to that very day.
pub(in super::super) fn says(text: &str, day: NaiveDate) -> bool {
    matches!(
        parse::date(text).value,
        Some(Value::Date(PartialDate { date, precision: Precision::Day, .. })) if date == day
    )
}

fn padded(value: i64, width: usize) -> String {
    if width >= 2 {
        format!("{value:02}")
    } else {
        value.to_string()
    }
}

/// Whether the next date letter is s: then m is a minute.
fn before_seconds(rest: &[Part]) -> bool {
    rest.iter()
        .find_map(|part| match part {
            Part::Date(c, _) | Part::Elapsed(c, _) => Some(*c == 's'),
            _ => None,
        })
        .unwrap_or(false)
}

fn day(serial: i64, epoch: Epoch) -> Option<Day> {
    let serial = match epoch {
        Epoch::Y1900 => serial,
        Epoch::Y1904 => serial + 1462,
    };
    let real = |days: i64| NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(chrono::Duration::days(days));
    let (near, shown) = match serial {
        0 => (real(2)?, Some((1900, 1, 0))),
        60 => (real(60)?, Some((1900, 2, 29))),
        1..60 => (real(serial + 1)?, None),
        _ => (real(serial)?, None),
    };
    let (year, month, day) = shown.unwrap_or((near.year(), near.month(), near.day()));
    Some(Day {
        year,
        month,
        day,
        weekday: near.weekday().num_days_from_monday() as usize,
        near,
    })
}

struct Era {
    name: String,
    letter: char,
    year: String,
}

impl Era {
    fn of(day: &Day, gannen: bool) -> Self {
        let text = japanese_era_text(&PartialDate {
            date: day.near,
            precision: Precision::Day,
            approx: false,
        });
        let name: String = text.chars().take(2).collect();
        let year: String = text.chars().skip(2).take_while(|&c| c != '年').collect();
        let letter = match name.as_str() {
            "令和" => 'R',
            "平成" => 'H',
            "昭和" => 'S',
            "大正" => 'T',
            _ => 'M',
        };
        let year = if year == "元" && !gannen { "1".to_owned() } else { year };
        Self { name, letter, year }
    }
}
