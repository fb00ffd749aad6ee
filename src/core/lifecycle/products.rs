//! Everything but Windows: a word that names the product, then the longest version of the list that the text has.

use super::{LINES, Standing, Support, listed, numbers, unknown};

/// Folded words, product of the list, name to show when the version is unknown.
const PRODUCTS: &[(&[&str], &str, &str)] = &[
    (&["ubuntu"], "ubuntu", "Ubuntu"),
    (&["debian"], "debian", "Debian"),
    (&["centos stream"], "centos-stream", "CentOS Stream"),
    (&["centos"], "centos", "CentOS"),
    (
        &["red hat enterprise", "redhat enterprise", "rhel"],
        "rhel",
        "Red Hat Enterprise Linux",
    ),
    (&["rocky"], "rocky-linux", "Rocky Linux"),
    (&["almalinux", "alma linux"], "almalinux", "AlmaLinux"),
    (&["oracle linux"], "oracle-linux", "Oracle Linux"),
    (&["ipados"], "ipados", "iPadOS"),
    (&["macos", "mac os", "os x", "osx"], "macos", "macOS"),
    (&["ios"], "ios", "iOS"),
    (&["android"], "android", "Android"),
    (&["fortios"], "fortios", "FortiOS"),
    (
        &["filemaker", "ファイルメーカー", "ファイルメーカ"],
        "filemaker",
        "FileMaker",
    ),
    (&["postgresql", "postgres"], "postgresql", "PostgreSQL"),
    (&["mariadb"], "mariadb", "MariaDB"),
    (&["mysql"], "mysql", "MySQL"),
    (&["esxi"], "vmware-esxi", "VMware ESXi"),
    (&["office"], "office", "Office"),
];

/// Makers that publish no end dates: an old version is never called supported.
const WITHOUT_DATES: [&str; 4] = ["ios", "ipados", "macos", "android"];

pub(super) fn read(key: &str) -> Option<Support> {
    let (words, product, name) = PRODUCTS
        .iter()
        .find(|(words, ..)| words.iter().any(|word| names(key, word)))?;
    let behind = words
        .iter()
        .find_map(|word| key.split_once(word))
        .map_or(key, |(_, rest)| rest);
    let ltsc = behind.contains("ltsc");
    for number in numbers(behind).chain(numbers(key)) {
        // 22.04.3 is 22.04; 7.9 is 7: the longest version that the list has.
        let mut version = number;
        loop {
            let long_term = ltsc.then(|| listed(product, &format!("{version}-ltsc"))).flatten();
            if let Some(mut found) = long_term.or_else(|| listed(product, version)) {
                if WITHOUT_DATES.contains(product) && !is_over(&found) {
                    found.standing = Standing::NoDate;
                }
                return Some(found);
            }
            match version.rsplit_once('.') {
                Some((shorter, _)) => version = shorter,
                None => break,
            }
        }
    }
    debug_assert!(LINES.keys().any(|(known, _)| known == product));
    unknown(name)
}

fn is_over(found: &Support) -> bool {
    matches!(found.standing, Standing::Ends { .. } | Standing::Ended)
}

/// Whether the word stands there on its own: `ios` is not in `nagios`.
fn names(key: &str, word: &str) -> bool {
    key.match_indices(word).any(|(at, _)| {
        let before = key[..at].chars().next_back();
        !before.is_some_and(|c| c.is_ascii_alphabetic())
    })
}
