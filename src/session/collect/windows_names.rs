//! How Windows calls itself in the registry, and how people call it; the dates of its updates.

use chrono::NaiveDate;

/// Windows 11 still says `Windows 10` of itself in the registry.
pub(super) fn product(name: &str, build: &str) -> String {
    let name = name.strip_prefix("Microsoft ").unwrap_or(name);
    let eleven = build.parse::<u32>().is_ok_and(|build| build >= 22_000);
    match name.strip_prefix("Windows 10") {
        Some(rest) if eleven => format!("Windows 11{rest}"),
        _ => name.to_owned(),
    }
}

/// Whether a maker has filled in what a PC says of itself: boards bought alone say `Default string` and the like.
pub(super) fn is_told(text: &str) -> bool {
    const UNTOLD: [&str; 10] = [
        "0",
        "none",
        "n/a",
        "default string",
        "not specified",
        "not applicable",
        "system serial number",
        "system manufacturer",
        "system product name",
        "invalid",
    ];
    let key = text.trim().to_lowercase();
    let filled = key.chars().any(|c| c.is_alphanumeric() && c != '0');
    filled && !UNTOLD.contains(&key.as_str()) && !key.starts_with("to be filled")
}

/// `11/12/2026`, or in some languages and old systems the other ways that are seen.
pub(super) fn installed_on(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let ways = ["%m/%d/%Y", "%Y/%m/%d", "%Y-%m-%d", "%Y%m%d"];
    if let Some(day) = ways.iter().find_map(|way| NaiveDate::parse_from_str(text, way).ok()) {
        return Some(day);
    }
    // Old systems give the hundreds of nanoseconds since 1601, in hexadecimal.
    let ticks = i64::from_str_radix(text, 16).ok().filter(|_| text.len() == 16)?;
    let seconds = ticks / 10_000_000 - 11_644_473_600;
    chrono::DateTime::from_timestamp(seconds, 0).map(|at| at.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_is_called_as_people_call_it() {
        for (name, build, want) in [
            ("Windows 10 Pro", "22631", "Windows 11 Pro"),
            ("Windows 10 Pro", "19045", "Windows 10 Pro"),
            (
                "Windows 10 IoT Enterprise LTSC 2021",
                "19044",
                "Windows 10 IoT Enterprise LTSC 2021",
            ),
            ("Windows Server 2022 Standard", "20348", "Windows Server 2022 Standard"),
            ("Windows 10 Home", "", "Windows 10 Home"),
            ("Microsoft Windows 7", "7601", "Windows 7"),
        ] {
            assert_eq!(product(name, build), want);
        }
    }

    #[test]
    fn what_nobody_filled_in_is_not_told() {
        for text in [
            "",
            "0",
            "00000000",
            "Default string",
            "To Be Filled By O.E.M.",
            "None",
            "....",
        ] {
            assert!(!is_told(text), "{text}");
        }
        assert!(is_told("5CG1234XYZ") && is_told("HP") && is_told("0001"));
    }

    #[test]
    fn days_of_updates_are_read_in_every_way_seen() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 12);
        for text in ["11/12/2026", "2026/11/12", "2026-11-12", "20261112", " 11/12/2026 "] {
            assert_eq!(installed_on(text), day, "{text}");
        }
        assert_eq!(installed_on("01ce83596afd20a7"), NaiveDate::from_ymd_opt(2013, 7, 18));
        assert_eq!(installed_on("まだ"), None);
        assert_eq!(installed_on(""), None);
    }
}
