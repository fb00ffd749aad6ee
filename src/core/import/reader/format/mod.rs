//! Numbers as a Japanese spreadsheet shows them.
//!
//! Owns: number formats of every workbook kind, both calendars, both epochs. Refuses to know: where a format stood.
//! Invariant: a format that is not understood shows the plain number, so no digit is lost.

mod builtin;
mod calendar;
mod digits;
mod section;
mod table;

use super::CellKind;
use section::{Part, Section};

use builtin::builtin;
pub(super) use calendar::says;
pub(super) use table::{Formats, Style};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Epoch {
    Y1900,
    Y1904,
}

pub(super) struct NumberText {
    pub text: String,
    pub kind: CellKind,
}

/// A number format, taken apart once and used for many cells.
#[derive(Debug)]
pub(super) struct Format {
    sections: Vec<Section>,
}

impl Format {
    pub fn new(code: &str) -> Self {
        // Built-in format 14 follows the country of the reader: here Japan.
        let code = match code {
            "mm-dd-yy" | "m/d/yy" | "mm/dd/yy" => "yyyy/m/d",
            other => other,
        };
        Self {
            sections: section::sections(code),
        }
    }

    pub fn general() -> Self {
        Self::new("General")
    }

    /// The number as the sheet shows it.
    pub fn show(&self, number: f64, epoch: Epoch) -> NumberText {
        let (section, number) = self.choose(number);
        let Some(section) = section.filter(|section| !section.parts.contains(&Part::Unknown)) else {
            return plain(number);
        };
        if section.is_date() {
            return match calendar::show(number, section, epoch) {
                Some(text) => NumberText {
                    text,
                    kind: CellKind::Date,
                },
                None => plain(number),
            };
        }
        let text = if section
            .parts
            .iter()
            .any(|part| matches!(part, Part::General | Part::Text))
        {
            let shown = digits::general(number);
            section
                .parts
                .iter()
                .map(|part| match part {
                    Part::General | Part::Text => shown.clone(),
                    Part::Literal(text) => text.clone(),
                    _ => String::new(),
                })
                .collect()
        } else {
            match digits::show(number, &section.parts) {
                Some(text) => text,
                None => return plain(number),
            }
        };
        NumberText {
            text,
            kind: CellKind::Number,
        }
    }

    /// The section that a number falls into, and what of the number it shows: a section for negative numbers shows
    /// them without their sign.
    fn choose(&self, number: f64) -> (Option<&Section>, f64) {
        let list: Vec<&Section> = self.sections.iter().take(3).collect();
        if list.iter().any(|section| section.condition.is_some()) {
            let met = list.iter().find(|section| match section.condition {
                Some((test, limit)) => test.holds(number, limit),
                None => true,
            });
            return (met.copied(), number);
        }
        match (list.len(), number) {
            (0, _) => (None, number),
            (1, _) => (Some(list[0]), number),
            (_, n) if n < 0.0 => (Some(list[1]), -n),
            (3, 0.0) => (Some(list[2]), number),
            _ => (Some(list[0]), number),
        }
    }
}

fn plain(number: f64) -> NumberText {
    NumberText {
        text: digits::general(number),
        kind: CellKind::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(number: f64, code: &str) -> String {
        Format::new(code).show(number, Epoch::Y1900).text
    }

    #[test]
    fn numbers_and_dates_come_out_as_they_are_shown() {
        for (number, format, text) in [
            (1.0, "000", "001"),
            (2.1, "0.00", "2.10"),
            (2.1, "General", "2.1"),
            (45383.0, "General", "45383"),
            (1234567.0, "#,##0", "1,234,567"),
            (0.0, "#,##0", "0"),
            (1234.5, "#,##0.00", "1,234.50"),
            (7.0, "\"PC-\"000", "PC-007"),
            (-3.0, "#,##0\"台\";[赤]\\-#,##0\"台\"", "-3台"),
            (-3.0, "0", "-3"),
            (2.5, "0", "3"),
            (0.125, "0%", "13%"),
            (1.5, "0.0%", "150.0%"),
            (1234567.0, "000\\-0000", "123-4567"),
            (1005.0, "[<=999]000;[<=9999]000\\-00;000\\-0000", "010-05"),
            (12345.678, "0.00E+00", "1.23E+04"),
            (0.5, "# ?/?", "0.5"),
            (3.0, "General\"件\"", "3件"),
            (3.0, "G/標準\"日\"", "3日"),
            (5.0, ";;;", "5"),
            (5.0, "0_d", "5"),
            (5.0, "0*d", "5"),
            (5.0, "@", "5"),
            (5.0, "r", "5"),
            (5.0, "\"済\"", "済"),
            (1e300, "yyyy/m/d", "1e300"),
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
            (45383.5, "h:mm AM/PM", "12:00 PM"),
            (45383.5, "[h]:mm", "1089204:00"),
            (0.75, "mm:ss.0", "00:00.0"),
            (45383.0, "ggge\"年\"", "令和6年"),
            (45383.0, "e", "2024"),
            (45383.0, "[$-411]gee", "R06"),
            (45383.0, "aaaa", "月曜日"),
            (45383.0, "\"(\"aaa\")\"", "(月)"),
            (45383.0, "m\"月\"d\"日\"(aaa)", "4月1日(月)"),
            (45383.0, "d-mmm-yy", "2024-04-01"),
            (45383.0, "m/d/yyyy", "2024-04-01"),
            (45383.25, "d/m/yyyy h:mm", "2024-04-01 6:00"),
            (45383.0, "mmm-yy", "Apr-24"),
            (45383.0, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年4月1日"),
            (
                43000.0,
                "[<43586]\"平成\"0;[$-411]ggge\"年\"m\"月\"d\"日\"",
                "平成43000",
            ),
            (
                45383.0,
                "[<43586]\"平成\"0;[$-411]ggge\"年\"m\"月\"d\"日\"",
                "令和6年4月1日",
            ),
            (
                43700.0,
                "[<43586][$-411]ggge\"年\"m\"月\"d\"日\";[<43831]\"令和元年\"m\"月\"d\"日\";[$-411]ggge\"年\"",
                "令和元年8月23日",
            ),
            (0.0, "yyyy/m/d", "1900/1/0"),
            (1.0, "yyyy/m/d", "1900/1/1"),
            (59.0, "yyyy/m/d", "1900/2/28"),
            (60.0, "yyyy/m/d", "1900/2/29"),
            (61.0, "yyyy/m/d", "1900/3/1"),
            (-1.0, "yyyy/m/d", "-1"),
            (2958465.0, "yyyy/m/d", "9999/12/31"),
            (2958466.0, "yyyy/m/d", "2958466"),
            (45383.999999999, "yyyy/m/d h:mm", "2024/4/2 0:00"),
            (12345678901234567890.0, "General", "12345678901234600000"),
        ] {
            assert_eq!(shown(number, format), text, "{number} {format}");
        }
        assert_eq!(Format::new("yyyy/m/d").show(43921.0, Epoch::Y1904).text, "2024/4/1");
        assert_eq!(
            Format::new("yyyy/m/d").show(f64::MAX, Epoch::Y1900).kind,
            CellKind::Number
        );
        assert_eq!(
            builtin(14).map(|code| shown(45383.0, code)).as_deref(),
            Some("2024/4/1")
        );
        assert_eq!(
            builtin(58).map(|code| shown(45383.0, code)).as_deref(),
            Some("令和6年4月1日")
        );
    }

    #[test]
    fn no_format_and_no_number_make_it_fail() {
        let codes = [
            "",
            ";",
            "[",
            "[<",
            "\"",
            "\\",
            "_",
            "*",
            "0.0.0",
            "E+",
            "0E+",
            "yyyyyyyyyy",
            "[h",
            "#,,,",
            "%%%%",
            "@@",
            "gggggg",
            "[$",
            "ssssss.000000000",
            "0/0",
            "General/General",
            "[>=1e999]0;0",
        ];
        for code in codes {
            for number in [
                0.0,
                -0.0,
                1.0,
                -1.5,
                1e-300,
                1e300,
                f64::MAX,
                f64::MIN_POSITIVE,
                2958465.9999999,
            ] {
                let _ = shown(number, code);
            }
        }
    }
}
