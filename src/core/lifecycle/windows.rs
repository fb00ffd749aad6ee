//! Windows for PCs, servers and machines, in all the ways people write it.

use super::{List, Standing, Support, unknown, year_at};

/// Builds and the releases they belong to.
const BUILDS: &[(&str, &str)] = &[
    ("28000", "11-26h1"),
    ("26200", "11-25h2"),
    ("26100", "11-24h2"),
    ("22631", "11-23h2"),
    ("22621", "11-22h2"),
    ("22000", "11-21h2"),
    ("19045", "10-22h2"),
    ("19044", "10-21h2"),
    ("19043", "10-21h1"),
    ("19042", "10-20h2"),
    ("19041", "10-2004"),
    ("18363", "10-1909"),
    ("18362", "10-1903"),
    ("17763", "10-1809"),
    ("17134", "10-1803"),
    ("16299", "10-1709"),
    ("15063", "10-1703"),
    ("14393", "10-1607"),
    ("10586", "10-1511"),
    ("10240", "10-1507"),
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

/// Windows of the past that are called by a name, and the list's word for them if it has one.
const OLD: &[(&str, &str, &str)] = &[
    ("8.1", "Windows 8.1", "8.1"),
    ("xp", "Windows XP", "5-sp3"),
    ("vista", "Windows Vista", "6-sp2"),
    ("2000", "Windows 2000", "2000-pro-sp4"),
    ("98", "Windows 98", ""),
    ("95", "Windows 95", ""),
    ("nt4", "Windows NT 4", ""),
    ("nt3", "Windows NT 3", ""),
    ("3.1", "Windows 3.1", ""),
];

/// What may stand between Windows and its number: Windows Pro 11. Anything else is another thing (Windows Media).
const EDITIONS: [&str; 14] = [
    "pro",
    "home",
    "enterprise",
    "education",
    "ent",
    "iot",
    "os",
    "[version",
    "version",
    "ver",
    "nt",
    "build",
    "ltsc",
    "professional",
];

pub(super) fn read(list: &List, key: &str) -> Option<Support> {
    let bare: String = key
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '/' | '　' | '®' | '™'))
        .collect();
    let bare = bare
        .replace("ウィンドウズ", "windows")
        .replace("ウインドウズ", "windows")
        .replace("サーバー", "server")
        .replace("サーバ", "server");
    for word in ["windowsserver", "winserver", "winsv", "winsvr"] {
        if let Some(at) = bare.find(word) {
            return server(list, &bare[at + word.len()..]);
        }
    }
    let bare = bare.trim_start_matches("microsoft").trim_start_matches("ms");
    for word in ["server20", "svr20", "ws20"] {
        if bare.starts_with(word) {
            return server(list, &bare[word.len() - 2..]);
        }
    }
    if let Some(rest) = bare.strip_prefix("wes").filter(|rest| rest.starts_with(['7', '8'])) {
        return embedded(list, rest);
    }
    let rest = match bare.find("windows") {
        Some(at) => &bare[at + "windows".len()..],
        // `winscp` is no Windows, `w11` is one.
        None => {
            let short = bare.strip_prefix("win").or_else(|| bare.strip_prefix('w'))?;
            short
                .starts_with(|c: char| c.is_ascii_digit())
                .then_some(short)
                .or_else(|| short.starts_with("xp").then_some(short))?
        }
    };
    if rest.contains("embedded") || rest.contains("posready") || rest.contains("compact") {
        return embedded(list, rest);
    }
    let is_year = ["2003", "2008", "2012", "2016", "2019", "2022", "2025"]
        .iter()
        .any(|year| rest.starts_with(year));
    if is_year || rest.starts_with("server") {
        return server(list, rest);
    }
    let strange = rest.starts_with(|c: char| c.is_alphabetic())
        && !EDITIONS.iter().any(|word| rest.starts_with(word))
        && !OLD.iter().any(|(word, ..)| rest.starts_with(word));
    if strange {
        // Windows CE and the like are machines of their own; Windows Media is no operating system.
        return if rest.starts_with("ce") {
            unknown("Windows CE")
        } else {
            None
        };
    }
    client(list, rest)
}

fn server(list: &List, rest: &str) -> Option<Support> {
    let years = ["2025", "2022", "2019", "2016", "2012", "2008", "2003", "2000"];
    // The first year counts: what stands behind it may be when it came or when it goes.
    let first = years
        .into_iter()
        .filter_map(|year| year_at(rest, year).map(|at| (at, year)))
        .min();
    let Some((at, year)) = first else {
        return unknown("Windows Server");
    };
    let second = rest[at + 4..].starts_with("r2");
    let version = match (year, second) {
        ("2012", true) => "2012-r2",
        ("2008", true) => "2008-r2-sp1",
        ("2008", false) => "2008-sp2",
        ("2003", _) => "2003-sp2",
        (year, _) => year,
    };
    list.get("windows-server", version)
        .or_else(|| unknown("Windows Server"))
}

fn embedded(list: &List, rest: &str) -> Option<Support> {
    let version = if rest.contains("8.1") {
        "8.1-industry"
    } else if rest.contains("posready7") {
        "posready-7"
    } else if rest.contains("compact2013") {
        "compact-2013"
    } else if rest.contains("compact7") {
        "compact-7"
    } else if rest.contains('7') {
        "standard-7-sp1"
    } else {
        return unknown("Windows Embedded");
    };
    list.get("windows-embedded", version)
        .or_else(|| unknown("Windows Embedded"))
}

fn client(list: &List, rest: &str) -> Option<Support> {
    if let Some((_, name, version)) = OLD.iter().find(|(word, ..)| rest.starts_with(word)) {
        return of_old(list, name, version);
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
    if major == "7" {
        return of_old(list, "Windows 7", "7-sp1");
    }
    if major == "8" {
        return of_old(list, "Windows 8", "8");
    }
    let vague = || unknown(&format!("Windows {major}"));
    let named = match releases(rest, major).as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        // Two releases in one cell: before and after, or a mistake.
        _ => return vague(),
    };
    let release = match (build, named) {
        (Some(build), Some(named)) if build != named => return vague(),
        (Some(build), _) => Some(build.to_owned()),
        (None, named) => named,
    };
    if release.as_ref().is_some_and(|release| !release.starts_with(major)) {
        return vague();
    }
    if long_term {
        return long_term_edition(list, rest, major, release);
    }
    let Some(release) = release else {
        return match major {
            // Every edition of Windows 10 that is not LTSC ended with 22H2; IoT may be LTSC without saying so.
            "10" if !iot => list.get("windows", "10-22h2"),
            "10" => unknown("Windows 10 IoT"),
            _ => vague(),
        };
    };
    // A machine's IoT may be LTSC, which lives longer: nothing is said before somebody has looked.
    if iot && list.get("windows", &format!("{release}-e-lts")).is_some() {
        return unknown(&format!("Windows {major} IoT"));
    }
    let business = ["enterprise", "education", "ent", "iot"]
        .iter()
        .any(|word| rest.contains(word));
    // Without an edition the earlier end counts.
    let suffix = if business { "-e" } else { "-w" };
    list.get("windows", &format!("{release}{suffix}"))
        .or_else(|| list.get("windows", &release))
        .or_else(vague)
}

fn long_term_edition(list: &List, rest: &str, major: &str, release: Option<String>) -> Option<Support> {
    let year = LONG_TERM
        .iter()
        .filter(|(_, release)| release.starts_with(major))
        .filter_map(|(year, release)| year_at(rest, year).map(|at| (at, *release)))
        .min();
    let year = year.map(|(_, release)| release.to_owned());
    let release = match (year, release) {
        (Some(year), Some(release)) if year != release => None,
        (year, release) => year.or(release),
    };
    let iot = rest.contains("iot");
    let found = release.and_then(|release| {
        let of = |suffix: &str| list.get("windows", &format!("{release}-{suffix}"));
        iot.then(|| of("iot-lts")).flatten().or_else(|| of("e-lts"))
    });
    found.or_else(|| unknown(&format!("Windows {major} LTSC")))
}

/// A Windows that is over; the list has it under its last service pack.
fn of_old(list: &List, name: &str, version: &str) -> Option<Support> {
    list.get("windows", version).or_else(|| {
        Some(Support {
            label: name.to_owned(),
            standing: Standing::Ended,
        })
    })
}

/// `11-23h2` or `10-1909` for every release that the text names.
fn releases(rest: &str, major: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let release = format!("{major}-{name}");
        if !found.contains(&release) {
            found.push(release);
        }
    };
    for at in 0..rest.len().saturating_sub(3) {
        if let Some(part) = rest.get(at..at + 4)
            && part.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && matches!(&part[2..], "h1" | "h2")
        {
            add(part);
        }
    }
    if major == "10" {
        let behind = rest.strip_prefix(major).unwrap_or(rest);
        for number in NUMBERED {
            if year_at(behind, number).is_some() {
                add(number);
            }
        }
    }
    found
}
