//! Decimal digits into the places of a format.

use super::section::Part;

/// A number by its 15 decimal digits, as spreadsheets compute: 0.d1d2d3… × 10^exponent.
struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i32,
}

impl Decimal {
    fn new(number: f64) -> Self {
        let text = format!("{:.14e}", number.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        Self {
            negative: number < 0.0,
            digits,
            exponent: exponent.parse::<i32>().unwrap_or(0) + 1,
        }
    }

    /// Whole digits and decimals, rounded half up to so many decimals.
    fn rounded(&self, decimals: usize) -> (Vec<u8>, Vec<u8>) {
        let keep = self.exponent + decimals as i32;
        let mut digits = self.digits.clone();
        let mut exponent = self.exponent;
        if keep < 0 {
            digits.clear();
        } else if (keep as usize) < digits.len() {
            let up = digits[keep as usize] >= 5;
            digits.truncate(keep as usize);
            if up {
                let mut at = digits.len();
                loop {
                    if at == 0 {
                        digits.insert(0, 1);
                        exponent += 1;
                        break;
                    }
                    at -= 1;
                    if digits[at] == 9 {
                        digits[at] = 0;
                    } else {
                        digits[at] += 1;
                        break;
                    }
                }
            }
        }
        let digit = |place: i32| -> u8 {
            usize::try_from(place)
                .ok()
                .and_then(|place| digits.get(place))
                .copied()
                .unwrap_or(0)
        };
        let whole: Vec<u8> = (0..exponent.max(0)).map(digit).skip_while(|&d| d == 0).collect();
        let part: Vec<u8> = (0..decimals as i32).map(|place| digit(exponent + place)).collect();
        (whole, part)
    }
}

/// A number without a format.
pub(super) fn general(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}").replace("-0", if number == 0.0 { "0" } else { "-0" });
    }
    // A spreadsheet computes with 15 digits; 2.1 must not come out as 2.1000000000000001.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded != 0.0 && !(1e-9..1e21).contains(&rounded.abs()) {
        format!("{rounded:e}")
    } else {
        format!("{rounded}")
    }
}

/// The number in the places of a section, or `None` when the section has none or is a fraction.
pub(super) fn show(number: f64, parts: &[Part]) -> Option<String> {
    let is_digit = |part: &Part| matches!(part, Part::Digit(_));
    let first = parts.iter().position(is_digit);
    let Some(first) = first else {
        // Only words, such as "済";"未": they are what is shown.
        let words: String = parts
            .iter()
            .filter_map(|part| match part {
                Part::Literal(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        return (!words.trim().is_empty()).then_some(words);
    };
    let fraction = parts.contains(&Part::Slash);
    let points = parts.iter().filter(|part| **part == Part::Point).count();
    if fraction || points > 1 {
        return None;
    }
    if let Some(at) = parts.iter().position(|part| *part == Part::Exponent) {
        return scientific(number, parts, at);
    }
    let mut decimal = Decimal::new(number);
    let percents = parts.iter().filter(|part| **part == Part::Percent).count();
    decimal.exponent += 2 * percents.min(10) as i32;
    let point = parts
        .iter()
        .position(|part| *part == Part::Point)
        .unwrap_or(parts.len());
    let last = parts[..point].iter().rposition(is_digit).map_or(first, |at| at + 1);
    // Commas behind the last place divide by thousands, commas between places part them.
    let scaled = parts[last.min(point)..point]
        .iter()
        .filter(|part| **part == Part::Comma)
        .count();
    decimal.exponent -= 3 * scaled.min(10) as i32;
    let grouped = first < last && parts[first..last].contains(&Part::Comma);
    let places = parts[point..].iter().filter(|part| is_digit(part)).count();
    let (whole, decimals) = decimal.rounded(places.min(30));
    let shown_places = optional(&parts[point..], &decimals);
    let mut out = String::new();
    if decimal.negative && (whole.iter().chain(&decimals).any(|&d| d != 0)) {
        out.push('-');
    }
    let whole_places = parts[..point].iter().filter(|part| is_digit(part)).count();
    let mut place = whole_places;
    let mut started = false;
    let mut fraction_at = 0;
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Literal(text) => out.push_str(text),
            Part::Percent => out.push('%'),
            Part::Point if shown_places > 0 || parts[at + 1..].iter().all(|part| !is_digit(part)) => out.push('.'),
            Part::Digit(sign) if at < point => {
                // Digits beyond the places stand before the first one.
                let from = if place == whole_places {
                    whole.len().max(place)
                } else {
                    place
                };
                for position in (place..=from).rev().filter(|&position| position >= 1) {
                    if position != place && position > whole.len() {
                        continue;
                    }
                    let digit = whole.len().checked_sub(position).map(|at| whole[at]);
                    started |= digit.is_some() || *sign == '0';
                    if let Some(digit) = digit {
                        out.push((b'0' + digit) as char);
                    } else if started {
                        out.push('0');
                    }
                    if started && grouped && position > 1 && (position - 1).is_multiple_of(3) {
                        out.push(',');
                    }
                }
                place -= 1;
            }
            Part::Digit(_) => {
                if fraction_at < shown_places {
                    out.push((b'0' + decimals.get(fraction_at).copied().unwrap_or(0)) as char);
                }
                fraction_at += 1;
            }
            _ => {}
        }
    }
    Some(out)
}

/// How many decimals are shown: `#` and `?` at the end drop their zeros.
fn optional(parts: &[Part], decimals: &[u8]) -> usize {
    let signs: Vec<char> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Digit(sign) => Some(*sign),
            _ => None,
        })
        .collect();
    let mut shown = signs.len().min(decimals.len());
    while shown > 0 && signs[shown - 1] != '0' && decimals[shown - 1] == 0 {
        shown -= 1;
    }
    shown
}

fn scientific(number: f64, parts: &[Part], at: usize) -> Option<String> {
    let count = |parts: &[Part]| parts.iter().filter(|part| matches!(part, Part::Digit(_))).count();
    let point = parts[..at].iter().position(|part| *part == Part::Point).unwrap_or(at);
    let (whole, decimals, width) = (
        count(&parts[..point]).max(1),
        count(&parts[point..at]),
        count(&parts[at..]),
    );
    if number == 0.0 {
        return Some(format!(
            "{:.*}E+{:0width$}",
            decimals.min(30),
            0.0,
            0,
            width = width.min(10)
        ));
    }
    let exponent = Decimal::new(number).exponent - 1;
    let step = i32::try_from(whole).ok()?.min(15);
    let exponent = exponent.div_euclid(step) * step;
    let mut scaled = Decimal::new(number);
    scaled.exponent -= exponent;
    let (whole, part) = scaled.rounded(decimals.min(30));
    let text = |digits: &[u8]| digits.iter().map(|d| (b'0' + d) as char).collect::<String>();
    let sign = if exponent < 0 { '-' } else { '+' };
    let minus = if number < 0.0 { "-" } else { "" };
    let point = if part.is_empty() { "" } else { "." };
    Some(format!(
        "{minus}{}{point}{}E{sign}{:0width$}",
        text(&whole),
        text(&part),
        exponent.abs(),
        width = width.min(10)
    ))
}
