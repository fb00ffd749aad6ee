//! Everything but Windows: a word that names the product, then the longest version of the list that the text has.

use super::{List, Standing, Support, numbers, unknown, year_at};

/// Folded words, product of the list, name to show when the version is unknown. The longer word comes first.
const PRODUCTS: &[(&[&str], &str, &str)] = &[
    (&["ubuntu"], "ubuntu", "Ubuntu"),
    (&["debian"], "debian", "Debian"),
    (&["centos stream"], "centos-stream", "CentOS Stream"),
    (&["centos"], "centos", "CentOS"),
    (
        &[
            "red hat enterprise",
            "redhat enterprise",
            "red hat linux",
            "redhat",
            "red hat",
            "rhel",
        ],
        "rhel",
        "Red Hat Enterprise Linux",
    ),
    (&["rocky"], "rocky-linux", "Rocky Linux"),
    (&["almalinux", "alma linux"], "almalinux", "AlmaLinux"),
    (&["oracle linux", "oraclelinux"], "oracle-linux", "Oracle Linux"),
    (&["ipados", "ipad os"], "ipados", "iPadOS"),
    (&["macos", "mac os", "os x", "osx"], "macos", "macOS"),
    (&["ios"], "ios", "iOS"),
    (&["android", "アンドロイド"], "android", "Android"),
    (&["fortios", "forti os"], "fortios", "FortiOS"),
    (
        &[
            "filemaker",
            "file maker",
            "ファイルメーカー",
            "ファイルメーカ",
            "claris pro",
        ],
        "filemaker",
        "FileMaker",
    ),
    (&["sqlserver", "sql server", "mssql"], "mssqlserver", "SQL Server"),
    (
        &["oracle database", "oracle db", "oracle"],
        "oracle-database",
        "Oracle Database",
    ),
    (&["postgresql", "postgres"], "postgresql", "PostgreSQL"),
    (&["mariadb"], "mariadb", "MariaDB"),
    (&["mysql"], "mysql", "MySQL"),
    (&["esxi", "vsphere"], "vmware-esxi", "VMware ESXi"),
    (&["exchange"], "msexchange", "Exchange"),
    (&["sharepoint"], "sharepoint", "SharePoint"),
    (
        &["internet explorer", "internetexplorer"],
        "internet-explorer",
        "Internet Explorer",
    ),
    (
        &[
            "office",
            "オフィス",
            "excel",
            "word",
            "powerpoint",
            "エクセル",
            "ワード",
        ],
        "office",
        "Office",
    ),
];

/// Makers that publish no end dates: an old version is never called supported.
const WITHOUT_DATES: [&str; 4] = ["ios", "ipados", "macos", "android"];

/// Words that make another thing of a product's name.
const OTHERS: &[(&str, &[&str])] = &[
    // The subscription has no version to end.
    (
        "office",
        &["365", "openoffice", "libreoffice", "wps", "マイクロソフト 365"],
    ),
    ("ios", &["cisco", "catalyst", "ios xe", "ios-xe", "biosign"]),
    ("msexchange", &["online"]),
    ("sharepoint", &["online"]),
    ("oracle-database", &["virtualbox", "java", "jdk", "cloud", "mysql"]),
    ("mysql", &["workbench"]),
    ("postgresql", &["odbc"]),
];

pub(super) fn read(list: &List, key: &str) -> Option<Support> {
    let (words, product, name) = PRODUCTS
        .iter()
        .find(|(words, ..)| words.iter().any(|word| names(key, word)))?;
    let other = OTHERS.iter().find(|(known, _)| known == product);
    if other.is_some_and(|(_, words)| words.iter().any(|word| key.contains(word))) {
        return None;
    }
    let behind = words
        .iter()
        .find_map(|word| key.split_once(word))
        .map_or(key, |(_, rest)| rest);
    if *product == "mssqlserver" {
        return sql_server(list, behind).or_else(|| unknown(name));
    }
    let ltsc = behind.contains("ltsc");
    if numbers(behind).next().is_none()
        && let Some(found) = list.by_code_name(product, behind)
    {
        return Some(without_date(product, found));
    }
    for number in numbers(behind).chain(numbers(key)) {
        // 22.04.3 is 22.04; 7.9 is 7: the longest version that the list has.
        let mut version = number;
        loop {
            let long_term = ltsc.then(|| list.get(product, &format!("{version}-ltsc"))).flatten();
            // 8 is 8.0 where there is no other 8.
            let whole = || {
                let only = matches!(*product, "vmware-esxi" | "android");
                only.then(|| list.get(product, &format!("{version}.0"))).flatten()
            };
            if let Some(found) = long_term.or_else(|| list.get(product, version)).or_else(whole) {
                return Some(without_date(product, found));
            }
            match version.rsplit_once('.') {
                Some((shorter, _)) => version = shorter,
                None => break,
            }
        }
    }
    unknown(name)
}

/// Years that people write, and the versions of the list; the newest service pack counts only when it is named.
fn sql_server(list: &List, behind: &str) -> Option<Support> {
    const YEARS: &[(&str, &str)] = &[
        ("2025", "17.0"),
        ("2022", "16.0"),
        ("2019", "15.0"),
        ("2017", "14.0"),
        ("2016", "13.0"),
        ("2014", "12.0"),
        ("2012", "11.0"),
        ("2008r2", "10.50"),
        ("2008", "10.00"),
        ("2005", "9.0"),
        ("2000", "8.0"),
    ];
    let bare: String = behind.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    // The first year counts, of 2008 R2 and 2008 the longer word.
    let found = YEARS.iter().filter_map(|(year, version)| {
        let at = if year.len() == 4 {
            year_at(&bare, year)
        } else {
            bare.find(year)
        };
        at.map(|at| (at, std::cmp::Reverse(year.len()), *year, *version))
    });
    let (_, _, year, version) = found.min()?;
    let pack = bare
        .split_once(year)
        .and_then(|(_, rest)| rest.split_once("sp"))
        .and_then(|(_, rest)| rest.chars().next())
        .filter(char::is_ascii_digit);
    // 10.50 and 9.00 stand in the list in more than one spelling.
    let spellings = [
        version.to_string(),
        version.replace("10.00", "10.0"),
        version.replace("9.0", "9.00"),
    ];
    if let Some(pack) = pack {
        let mut named = spellings.iter().map(|version| format!("{version}-sp{pack}"));
        return named.find_map(|version| list.get("mssqlserver", &version));
    }
    // Without a service pack, the end of the last one: until then it is a question of patches.
    let packed = (1..=4).rev().find_map(|pack| {
        let mut named = spellings.iter().map(|version| format!("{version}-sp{pack}"));
        named.find_map(|version| list.get("mssqlserver", &version))
    });
    packed.or_else(|| spellings.iter().find_map(|version| list.get("mssqlserver", version)))
}

fn without_date(product: &str, mut found: Support) -> Support {
    if WITHOUT_DATES.contains(&product) && !is_over(&found) {
        found.standing = Standing::NoDate;
    }
    found
}

fn is_over(found: &Support) -> bool {
    matches!(found.standing, Standing::Ends { .. } | Standing::Ended)
}

/// Whether the word stands there on its own: `ios` is not in `nagios`, `word` not in `wordpress`.
fn names(key: &str, word: &str) -> bool {
    key.match_indices(word).any(|(at, found)| {
        let before = key[..at].chars().next_back();
        let after = key[at + found.len()..].chars().next();
        let joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        // `filemakerpro`, `officeltsc`: long names may be followed by more.
        !joined(before) && (!joined(after) || word.len() > 5)
    })
}
