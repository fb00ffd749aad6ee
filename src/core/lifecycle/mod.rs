//! When the maker's support of an operating system or program ends.
//!
//! Owns: reading free text (`Win11 23H2`, `Server2016`) as a product and version of the bundled list. Refuses to
//! know: rows, wording, today.
//! Invariants: a version that is not certain is never called supported; a product without a published date is
//! never called supported for want of one; the list is data with a visible day.

mod products;
mod windows;

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::core::parse;

/// The day on which the bundled list was made.
pub const LIST_DATE: &str = "2026-08-22";

/// What is known about the support of one product and version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// What the text was read as: `Windows 11 23H2 (W: Home/Pro)`.
    pub label: String,
    pub standing: Standing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Ends on a day; a paid extension may follow until another.
    Ends { on: NaiveDate, extended: Option<NaiveDate> },
    /// Over, and nobody knows since when.
    Ended,
    /// The product is known, but the text does not say enough to tell the version.
    VersionUnknown,
    /// No date is published. Not the same as supported.
    NoDate,
}

/// Reads a text; `None` when it names no product of the list.
pub fn support(text: &str) -> Option<Support> {
    let key = parse::fold(text).replace(['_', '　'], " ");
    if key.is_empty() {
        return None;
    }
    windows::read(&key).or_else(|| products::read(&key))
}

struct Line {
    label: &'static str,
    end: &'static str,
    extended: &'static str,
}

/// The list by product and version.
static LINES: LazyLock<HashMap<(&'static str, &'static str), Line>> = LazyLock::new(|| {
    include_str!("../../../assets/lifecycle/os_lifecycle.csv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            let key = (cells.next()?, cells.next()?);
            let line = Line {
                label: cells.next()?,
                end: cells.next()?,
                extended: cells.next()?,
            };
            Some((key, line))
        })
        .collect()
});

/// What the list says about a version.
fn listed(product: &str, version: &str) -> Option<Support> {
    let line = LINES.get(&(product, version))?;
    let standing = match (line.end.parse(), line.end) {
        (Ok(on), _) => Standing::Ends {
            on,
            extended: line.extended.parse().ok(),
        },
        (_, "") => Standing::NoDate,
        _ => Standing::Ended,
    };
    Some(Support {
        label: line.label.to_owned(),
        standing,
    })
}

fn unknown(label: &str) -> Option<Support> {
    Some(Support {
        label: label.to_owned(),
        standing: Standing::VersionUnknown,
    })
}

/// Runs of digits and dots in a text, with what stands before and behind each kept apart: `21h2` is no number.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|part| part.trim_matches('.'))
        .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text, what it is read as, and when support ends (`?` version unknown, `-` no date, empty: no product).
    const SPELLINGS: &[(&str, &str, &str)] = &[
        ("Windows 11 Pro 24H2", "Windows 11 24H2", "2026-10-13"),
        ("Win11 23H2", "Windows 11 23H2", "2025-11-11"),
        ("Ｗｉｎｄｏｗｓ１１　Ｐｒｏ　２３Ｈ２", "Windows 11 23H2", "2025-11-11"),
        ("Windows11Pro(25H2)", "Windows 11 25H2", "2027-10-12"),
        ("Windows 11 Enterprise 24H2", "Windows 11 24H2 (E", "2027-10-12"),
        ("Windows 11 Education 23H2", "Windows 11 23H2 (E", "2026-11-10"),
        ("Windows 11 Pro", "Windows 11", "?"),
        ("Win11", "Windows 11", "?"),
        ("windows11", "Windows 11", "?"),
        ("ウィンドウズ11", "Windows 11", "?"),
        ("Windows 11 Pro 26100", "Windows 11 24H2", "2026-10-13"),
        ("Windows 11 (build 22631.4037)", "Windows 11 23H2", "2025-11-11"),
        (
            "Windows 11 IoT Enterprise LTSC 2024",
            "Windows 11 24H2 IoT",
            "2034-10-10",
        ),
        ("Windows 10 Pro 22H2", "Windows 10 22H2", "2025-10-14"),
        ("Win10", "Windows 10 22H2", "2025-10-14"),
        ("Windows10 Pro", "Windows 10 22H2", "2025-10-14"),
        ("Windows10 Home 64bit", "Windows 10 22H2", "2025-10-14"),
        ("Windows 10 Pro 21H2", "Windows 10 21H2 (W", "2023-06-13"),
        ("Windows 10 1909", "Windows 10 1909 (W", "2021-05-11"),
        ("Windows 10 Enterprise LTSC 2021", "Windows 10 21H2 (E", "2027-01-12"),
        (
            "Windows 10 IoT Enterprise LTSC 2021",
            "Windows 10 21H2 IoT",
            "2032-01-13",
        ),
        ("Windows10 IoT Ent 2019 LTSC", "Windows 10 1809 (E", "2029-01-09"),
        ("Windows 10 LTSB 2016", "Windows 10 1607 (E", "2026-10-13"),
        ("Windows 10 LTSC", "Windows 10 LTSC", "?"),
        ("Windows 10 IoT Enterprise", "Windows 10 IoT", "?"),
        ("Windows 8.1", "Windows 8.1", "2023-01-10"),
        ("Win8.1 Pro", "Windows 8.1", "2023-01-10"),
        ("Windows 7 Professional SP1", "Windows 7", "2020-01-14"),
        ("Ｗｉｎ７", "Windows 7", "2020-01-14"),
        ("WindowsXP", "Windows XP", "2014-04-08"),
        ("Windows", "Windows", "?"),
        ("Windows Server 2022", "Windows Server 2022", "2031-10-14"),
        ("Server2016", "Windows Server 2016", "2027-01-12"),
        ("WinServer 2019 Standard", "Windows Server 2019", "2029-01-09"),
        ("Windows Server 2012 R2", "Windows Server 2012 R2", "2023-10-10"),
        ("Windows Server 2012", "Windows Server 2012", "2023-10-10"),
        ("WS2019", "Windows Server 2019", "2029-01-09"),
        ("Windows Server 2008R2", "Windows Server 2008 R2", "2020-01-14"),
        ("Windows Server 2025 Datacenter", "Windows Server 2025", "2034-11-14"),
        ("Windows Server", "Windows Server", "?"),
        ("Ubuntu 20.04 LTS", "Ubuntu 20.04", "2025-05-31"),
        ("Ubuntu20.04", "Ubuntu 20.04", "2025-05-31"),
        ("ubuntu 22.04.3", "Ubuntu 22.04", "2027-04-01"),
        ("Ubuntu", "Ubuntu", "?"),
        ("Debian 12", "Debian 12", ""),
        ("CentOS 7.9", "CentOS 7", "2024-06-30"),
        ("CentOS7", "CentOS 7", "2024-06-30"),
        ("CentOS 6", "CentOS 6", "2020-11-30"),
        ("RHEL 8.6", "", "2029-05-31"),
        ("Red Hat Enterprise Linux 7", "", ""),
        ("macOS 13", "macOS 13", "2025-09-15"),
        ("macOS Ventura 13.6", "macOS 13", "2025-09-15"),
        ("macOS 15", "macOS 15", "-"),
        ("Mac OS X 10.15", "macOS 10.15", "2026-02-02"),
        ("macOS", "macOS", "?"),
        ("iOS 17.5", "", ""),
        ("iPadOS 26", "", "-"),
        ("Android 9", "", ""),
        ("Android", "Android", "?"),
        ("FortiOS 7.2", "FortiOS 7.2", ""),
        ("FortiOS v7.0.14", "FortiOS 7.0", ""),
        ("Office 2016", "Office 2016", "2025-10-14"),
        ("Office2019 Home & Business", "Office 2019", "2025-10-14"),
        ("Microsoft Office LTSC 2024", "Office 2024 LTSC", "2029-10-09"),
        ("Office", "Office", "?"),
        ("FileMaker 19", "FileMaker", ""),
        ("FileMaker Pro 19.6", "FileMaker", ""),
        ("ファイルメーカー 18", "FileMaker", ""),
        ("専用OS", "", ""),
        ("組込み", "", ""),
        ("", "", ""),
        ("Linux", "", ""),
        ("バージョン不明", "", ""),
    ];

    #[test]
    fn real_spellings_are_read_and_none_is_wrongly_called_safe() {
        let today: NaiveDate = "2026-11-21".parse().expect("a day");
        let mut right = 0;
        for (text, label, end) in SPELLINGS {
            let found = support(text);
            match &found {
                None => assert!(
                    label.is_empty() && (end.is_empty() || *end == "-"),
                    "{text}: nothing found"
                ),
                Some(found) => {
                    assert!(found.label.starts_with(label), "{text}: {found:?}");
                    match (found.standing, *end) {
                        (_, "") => {}
                        (Standing::VersionUnknown, "?") | (Standing::NoDate, "-") => {}
                        (Standing::Ends { on, .. }, end) => {
                            let want: NaiveDate = end.parse().unwrap_or_else(|_| panic!("{text}: {found:?}"));
                            // A list of another day may say another month; never past for future or the reverse.
                            assert_eq!(on < today, want < today, "{text}: {found:?}");
                        }
                        _ => panic!("{text}: {found:?}, wanted {end}"),
                    }
                }
            }
            right += 1;
        }
        assert_eq!(right, SPELLINGS.len());
    }

    #[test]
    fn the_list_is_read_whole() {
        assert_eq!(
            LINES.len(),
            include_str!("../../../assets/lifecycle/os_lifecycle.csv")
                .lines()
                .count()
                - 1
        );
    }
}
