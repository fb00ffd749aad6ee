//! What Linux keeps in files: the release, the board's labels, installed packages, the last upgrade.
//!
//! `root` stands before every path, so that a test brings its own machine.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use crate::core::collect::{PcFacts, Software};
use crate::core::files::read_small;

/// No file that is read here is larger on a machine that is well.
const LARGEST: u64 = 32 << 20;

pub(super) fn add(facts: &mut PcFacts, root: &Path) {
    let read = |path: &str| read_small(&root.join(path), LARGEST).unwrap_or_default();
    let line = |path: &str| read(path).trim().to_owned();
    let release = read("etc/os-release");
    let release = pairs(&release, '=');
    let of = |key: &str| {
        release
            .get(key)
            .map(|text| text.trim_matches('"').to_owned())
            .unwrap_or_default()
    };
    facts.os.name = Some(of("PRETTY_NAME"))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| of("NAME"));
    facts.os.version = of("VERSION_ID");
    facts.os.build = line("proc/sys/kernel/osrelease");
    facts.computer.maker = line("sys/class/dmi/id/sys_vendor");
    facts.computer.model = line("sys/class/dmi/id/product_name");
    // Only the administrator may read it; without it the PC is found by its MAC address.
    facts.computer.serial_no = line("sys/class/dmi/id/product_serial");
    let packages = packages(&read("var/lib/dpkg/status"));
    let automatic = automatic(&read("var/lib/apt/extended_states"));
    if packages.iter().any(|package| package.name.starts_with("clamav")) {
        facts.antivirus.push("ClamAV".to_owned());
    }
    facts.software = packages
        .into_iter()
        .filter(|package| package.chosen && !automatic.contains(&package.name))
        .map(|package| Software {
            name: package.name,
            version: package.version,
        })
        .collect();
    facts.last_update = last_upgrade(&read("var/log/apt/history.log"));
}

/// `KEY=value` or `Key: value`, a pair per line.
fn pairs(text: &str, mark: char) -> BTreeMap<&str, &str> {
    text.lines()
        .filter_map(|line| line.split_once(mark))
        .map(|(key, value)| (key.trim(), value.trim()))
        .collect()
}

struct Package {
    name: String,
    version: String,
    /// Not a part of the system that nobody chose.
    chosen: bool,
}

fn packages(status: &str) -> Vec<Package> {
    let package = |text| -> Option<Package> {
        let pairs = pairs(text, ':');
        let of = |key| pairs.get(key).copied().unwrap_or_default();
        let base = matches!(of("Priority"), "required" | "important" | "standard")
            || of("Essential") == "yes"
            || matches!(of("Section"), "libs" | "oldlibs" | "libdevel");
        of("Status").ends_with(" installed").then(|| Package {
            name: of("Package").to_owned(),
            version: of("Version").to_owned(),
            chosen: !base,
        })
    };
    status.split("\n\n").filter_map(package).collect()
}

/// Packages that came only because another wanted them.
fn automatic(states: &str) -> HashSet<String> {
    let of = |text| -> Option<String> {
        let pairs = pairs(text, ':');
        let automatic = pairs.get("Auto-Installed").is_some_and(|flag| *flag == "1");
        pairs
            .get("Package")
            .filter(|_| automatic)
            .map(|name| (*name).to_owned())
    };
    states.split("\n\n").filter_map(of).collect()
}

/// The day of the last run of apt that brought newer versions.
fn last_upgrade(history: &str) -> String {
    let day = |text: &str| -> Option<String> {
        let upgraded = text.lines().any(|line| line.starts_with("Upgrade:"));
        let end = text.lines().find_map(|line| line.strip_prefix("End-Date:"))?;
        upgraded
            .then(|| end.split_whitespace().next().map(str::to_owned))
            .flatten()
    };
    history.split("\n\n").filter_map(day).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_of_files_is_read() {
        let root = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            crate::core::files::write_atomic(&path, text.as_bytes()).unwrap();
        };
        put(
            "etc/os-release",
            "PRETTY_NAME=\"Ubuntu 22.04.5 LTS\"\nNAME=\"Ubuntu\"\nVERSION_ID=\"22.04\"\n",
        );
        put("proc/sys/kernel/osrelease", "5.15.0-130-generic\n");
        put("sys/class/dmi/id/sys_vendor", "架空電機\n");
        put("sys/class/dmi/id/product_name", "KX-100\n");
        put("sys/class/dmi/id/product_serial", "0012345\n");
        put(
            "var/lib/dpkg/status",
            "Package: jma-receipt\nStatus: install ok installed\nPriority: optional\nSection: misc\nVersion: 5.2.0\n\n\
             Package: libc6\nStatus: install ok installed\nPriority: optional\nSection: libs\nVersion: 2.35\n\n\
             Package: bash\nEssential: yes\nStatus: install ok installed\nPriority: required\nVersion: 5.1\n\n\
             Package: old\nStatus: deinstall ok config-files\nPriority: optional\nVersion: 1\n\n\
             Package: helper\nStatus: install ok installed\nPriority: optional\nVersion: 3\n\n\
             Package: clamav-daemon\nStatus: install ok installed\nPriority: optional\nVersion: 0.103\n",
        );
        put(
            "var/lib/apt/extended_states",
            "Package: helper\nArchitecture: amd64\nAuto-Installed: 1\n",
        );
        put(
            "var/log/apt/history.log",
            "Start-Date: 2026-10-01  10:00:00\nUpgrade: a:amd64 (1, 2)\nEnd-Date: 2026-10-01  10:01:00\n\n\
             Start-Date: 2026-11-05  10:00:00\nInstall: b:amd64 (1)\nEnd-Date: 2026-11-05  10:01:00\n",
        );
        let mut facts = PcFacts::new(String::new());
        add(&mut facts, root.path());
        assert_eq!(
            (
                facts.os.name.as_str(),
                facts.os.version.as_str(),
                facts.os.build.as_str()
            ),
            ("Ubuntu 22.04.5 LTS", "22.04", "5.15.0-130-generic")
        );
        assert_eq!(
            (facts.computer.serial_no.as_str(), facts.last_update.as_str()),
            ("0012345", "2026-10-01")
        );
        let software: Vec<&str> = facts.software.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            (software, facts.antivirus),
            (vec!["jma-receipt", "clamav-daemon"], vec!["ClamAV".to_owned()])
        );
    }

    #[test]
    fn a_machine_without_those_files_has_no_facts_of_them() {
        let root = tempfile::tempdir().unwrap();
        let mut facts = PcFacts::new(String::new());
        add(&mut facts, root.path());
        assert_eq!(facts, PcFacts::new(String::new()));
    }
}
