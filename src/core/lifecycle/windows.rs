//! Windows for PCs and servers, in all the ways people write it.

use super::{LINES, Support, listed, unknown};

/// Builds and the releases they belong to.
const BUILDS: &[(&str, &str)] = &[
    ("26200", "11-25h2"),
    ("26100", "11-24h2"),
    ("22631", "11-23h2"),
    ("22621", "11-22h2"),
    ("22000", "11-21h2"),
    ("19045", "10-22h2"),
    ("19044", "10-21h2"),
    ("17763", "10-1809"),
    ("14393", "10-1607"),
];

/// Releases of Windows 10 that are called by year and month.
const NUMBERED: [&str; 10] = [
    "1507", "1511", "1607", "1703", "1709", "1803", "1809", "1903", "1909", "2004",
];

/// Year of a long-term edition and the release it is.
const LONG_TERM: &[(&str, &str)] = &[
    ("2024", "11-24h2"),
    ("2021", "10-21h2"),
    ("2019", "10-1809"),
    ("2016", "10-1607"),
    ("2015", "10-1507"),
];

pub(super) fn read(key: &str) -> Option<Support> {
    let bare: String = key
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '/'))
        .collect();
    let bare = bare
        .replace("ウィンドウズ", "windows")
        .replace("ウインドウズ", "windows");
    let bare = bare.trim_start_matches("microsoft").trim_start_matches("ms");
    let is_server = bare.starts_with("windowsserver")
        || bare.starts_with("winserver")
        || bare.starts_with("winsv")
        || bare.starts_with("server20")
        || bare.starts_with("ws20");
    if is_server {
        return server(bare);
    }
    let rest = bare.strip_prefix("windows").or_else(|| bare.strip_prefix("win"))?;
    // `winscp` and the like are no Windows; a name may stand between: Windows Pro 11.
    if !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit()) && !bare.starts_with("windows") {
        return None;
    }
    client(rest)
}

fn server(bare: &str) -> Option<Support> {
    let years = ["2025", "2022", "2019", "2016", "2012", "2008", "2003", "2000"];
    let Some(year) = years.into_iter().find(|year| bare.contains(year)) else {
        return unknown("Windows Server");
    };
    let second = bare.contains("r2");
    let version = match (year, second) {
        ("2012", true) => "2012-r2",
        ("2008", true) => "2008-r2-sp1",
        ("2008", false) => "2008-sp2",
        ("2003", _) => "2003-sp2",
        (year, _) => year,
    };
    listed("windows-server", version)
}

fn client(rest: &str) -> Option<Support> {
    for old in [("8.1", "8.1"), ("xp", "5-sp3"), ("vista", "6-sp2"), ("2000", "2000")] {
        if rest.starts_with(old.0) {
            return of_old(old.0, old.1);
        }
    }
    let long_term = rest.contains("ltsc") || rest.contains("ltsb");
    let iot = rest.contains("iot");
    let build = BUILDS
        .iter()
        .find(|(build, _)| rest.contains(build))
        .map(|(_, release)| *release);
    let major = ["11", "10", "8", "7"].into_iter().find(|major| rest.starts_with(major));
    let major = match (major, build) {
        (Some(major), _) => major,
        (None, Some(build)) => &build[..2],
        (None, None) => match ["11", "10"].into_iter().find(|major| rest.ends_with(major)) {
            Some(major) => major,
            None => return unknown("Windows"),
        },
    };
    if matches!(major, "7" | "8") {
        return of_old(major, if major == "7" { "7-sp1" } else { "8" });
    }
    if long_term {
        let year = LONG_TERM
            .iter()
            .find(|(year, _)| rest.contains(year))
            .map(|(_, release)| *release);
        let Some(release) = year.or(build) else {
            return unknown(&format!("Windows {major} LTSC"));
        };
        let iot = iot.then(|| listed("windows", &format!("{release}-iot-lts"))).flatten();
        return iot.or_else(|| listed("windows", &format!("{release}-e-lts")));
    }
    let release = build.map(str::to_owned).or_else(|| release(rest, major));
    let Some(release) = release else {
        return match major {
            // Every edition of Windows 10 that is not LTSC ended with 22H2; IoT may be LTSC without saying so.
            "10" if !iot => listed("windows", "10-22h2"),
            "10" => unknown("Windows 10 IoT"),
            _ => unknown("Windows 11"),
        };
    };
    let business = ["enterprise", "education", "ent", "iot"]
        .iter()
        .any(|word| rest.contains(word));
    // Without an edition the earlier end counts.
    let suffix = if business { "-e" } else { "-w" };
    listed("windows", &format!("{release}{suffix}"))
        .or_else(|| listed("windows", &release))
        .or_else(|| unknown(&format!("Windows {major}")))
}

fn of_old(name: &str, version: &str) -> Option<Support> {
    let exact = listed("windows", version);
    exact
        .or_else(|| {
            let known = LINES
                .keys()
                .find(|(product, known)| *product == "windows" && known.split('-').next() == Some(name));
            known.and_then(|(product, version)| listed(product, version))
        })
        .or_else(|| {
            Some(Support {
                label: format!("Windows {}", name.to_uppercase()),
                standing: super::Standing::Ended,
            })
        })
}

/// `11-23h2` or `10-1909` when the text names the release.
fn release(rest: &str, major: &str) -> Option<String> {
    let bytes = rest.as_bytes();
    let half = (0..bytes.len().saturating_sub(3)).find_map(|at| {
        let part = rest.get(at..at + 4)?;
        let fits = part.as_bytes()[..2].iter().all(u8::is_ascii_digit) && matches!(&part[2..], "h1" | "h2");
        fits.then(|| part.to_owned())
    });
    let numbered = || {
        let behind = rest.strip_prefix(major)?;
        NUMBERED
            .into_iter()
            .find(|number| behind.contains(number))
            .map(str::to_owned)
    };
    half.or_else(numbered).map(|release| format!("{major}-{release}"))
}
