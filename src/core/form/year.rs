//! The fiscal year that a title or a remark names.

use super::tokens::key;

/// Fiscal years that a form or a person can mean; others are slips.
pub const FISCAL_YEARS: std::ops::RangeInclusive<i32> = 2015..=2100;

/// The fiscal year of `令和7年度`, of `令和7年5月` or of `2025年度`: its first year.
pub fn fiscal_year(text: &str) -> Option<i32> {
    let key = key(text).replace("令和元", "令和1");
    for (word, base) in [("令和", 2018), ("", 0)] {
        let mut rest = key.as_str();
        while let Some(at) = rest.find(word) {
            let after = &rest[at + word.len()..];
            let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
            let tail = &after[digits.len()..];
            let year = digits
                .parse::<i32>()
                .ok()
                .and_then(|number| number.checked_add(base))
                .filter(|year| FISCAL_YEARS.contains(year));
            if let Some(year) = year {
                if tail.starts_with("年度") {
                    return Some(year);
                }
                if let Some(month) = tail.strip_prefix('年') {
                    let digits: String = month.chars().take_while(char::is_ascii_digit).collect();
                    if let (Ok(number @ 1..=12), true) =
                        (digits.parse::<u32>(), month[digits.len()..].starts_with('月'))
                    {
                        return Some(if number >= 4 { year } else { year - 1 });
                    }
                }
            }
            let Some(next) = after
                .char_indices()
                .nth(1)
                .map(|(next, _)| next)
                .or((!after.is_empty()).then_some(after.len()))
            else {
                break;
            };
            rest = &after[next..];
            if rest.is_empty() {
                break;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fiscal_years_are_found_in_titles() {
        for (text, year) in [
            ("令和7年度中にすべての項目で", Some(2025)),
            ("令和６年度版 医療機関における", Some(2024)),
            ("チェックリスト（令和7年5月）", Some(2025)),
            ("令和8年3月改定", Some(2025)),
            ("2026年度", Some(2026)),
            ("令和9年4月1日まで", Some(2027)),
            ("13文字", None),
            ("令和", None),
        ] {
            assert_eq!(fiscal_year(text), year, "{text}");
        }
    }
}
