//! Asking this PC about itself: locally, without a network, without administrator rights where that is possible.
//!
//! Owns: the common facts and the file's name. Refuses to know: the ledger.
//! Invariants: nothing is changed on the PC but the one file asked for; no user name, password, key or licence number
//! is read; what cannot be read is left out, never guessed.

#[cfg(not(windows))]
mod linux;
#[cfg(windows)]
mod windows;
#[cfg(any(windows, test))]
mod windows_names;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, Utc};
use sysinfo::{CpuRefreshKind, DiskKind, Disks, MemoryRefreshKind, Networks, RefreshKind, System};

use crate::core::collect::{Disk, Interface, PcFacts};
use crate::core::files;
use crate::core::import::reader::limits;
use crate::core::ledger::LedgerError;

/// What this PC says of itself at `now` by its own clock.
pub fn here(now: DateTime<Utc>) -> PcFacts {
    let local = now.with_timezone(&Local);
    let mut facts = PcFacts::new(local.format("%Y-%m-%dT%H:%M:%S%:z").to_string());
    facts.time_zone = format!("UTC{}", local.format("%:z"));
    common(&mut facts);
    #[cfg(windows)]
    windows::add(&mut facts);
    #[cfg(not(windows))]
    linux::add(&mut facts, Path::new("/"));
    bound(&mut facts);
    facts
}

/// Writes the facts of this PC into a folder, under a name of the PC's own; the last ones of the day stay.
///
/// # Errors
/// When the folder cannot be written to.
pub fn write(folder: &Path, facts: &PcFacts) -> Result<PathBuf, LedgerError> {
    let path = folder.join(file_name(facts));
    std::fs::create_dir_all(folder)?;
    files::write_atomic(&path, facts.to_json().as_bytes())?;
    Ok(path)
}

/// `pc-UKETSUKE-01-2026-11-21.json`: one file per PC and day, for any file system.
fn file_name(facts: &PcFacts) -> String {
    let name: String = facts
        .computer
        .name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .take(60)
        .collect();
    let day = facts.collected_at.get(..10).unwrap_or_default();
    match name.as_str() {
        "" => format!("pc-{day}.json"),
        name => format!("pc-{name}-{day}.json"),
    }
}

/// What is asked of every system alike. A part that the system does not tell stays empty.
fn common(facts: &mut PcFacts) {
    facts.computer.name = System::host_name().unwrap_or_default();
    let wanted = RefreshKind::nothing()
        .with_cpu(CpuRefreshKind::nothing())
        .with_memory(MemoryRefreshKind::nothing().with_ram());
    if let Ok(system) = System::new_with_specifics(wanted) {
        let cpu = system.cpus().first().map(|cpu| cpu.brand().trim().to_owned());
        facts.cpu = cpu.unwrap_or_default();
        facts.memory_mib = system.total_memory() >> 20;
    }
    if let Ok(disks) = Disks::new_with_refreshed_list() {
        for disk in disks.iter().filter(|disk| !disk.is_removable()) {
            let name = disk.mount_point().display().to_string();
            let kind = match disk.kind() {
                DiskKind::HDD => "HDD",
                DiskKind::SSD => "SSD",
                DiskKind::Unknown(_) => "",
            };
            facts.disks.push(Disk {
                name: name.trim_end_matches('\\').to_owned(),
                kind: kind.to_owned(),
                gib: disk.total_space() >> 30,
                free_gib: disk.available_space() >> 30,
            });
        }
        facts.disks.sort_by(|one, two| one.name.cmp(&two.name));
    }
    if let Ok(networks) = Networks::new_with_refreshed_list() {
        for (name, face) in networks.iter() {
            let name = name.to_string_lossy();
            let mac = face.mac_address();
            if mac.is_unspecified() || is_made_up(&name) {
                continue;
            }
            let mut addresses: Vec<_> = face.ip_networks().iter().map(|network| network.addr).collect();
            addresses.sort_unstable();
            facts.interfaces.push(Interface {
                name: name.into_owned(),
                mac: mac.to_string().to_uppercase(),
                addresses: addresses.iter().map(ToString::to_string).collect(),
            });
        }
        facts.interfaces.sort_by(|one, two| one.name.cmp(&two.name));
    }
}

/// Interfaces that programs make for themselves.
fn is_made_up(name: &str) -> bool {
    let name = name.to_lowercase();
    let begins = [
        "lo",
        "docker",
        "dummy",
        "ifb",
        "veth",
        "br-",
        "virbr",
        "vethernet",
        "tun",
        "tap",
        "zt",
    ];
    let holds = [
        "loopback",
        "bluetooth",
        "virtual",
        "isatap",
        "teredo",
        "wan miniport",
        "vmware",
        "-0000",
    ];
    name == "lo"
        || begins[1..].iter().any(|word| name.starts_with(word))
        || holds.iter().any(|word| name.contains(word))
}

/// Within what a reader takes, so that a strange PC still makes a file that can be imported.
fn bound(facts: &mut PcFacts) {
    facts.software.sort();
    facts.software.dedup();
    facts.software.truncate(limits::PC_LIST);
    facts.interfaces.truncate(limits::PC_LIST / 64);
    for face in &mut facts.interfaces {
        face.addresses.truncate(32);
    }
    let cut = |text: &mut String| {
        if let Some((at, _)) = text.char_indices().nth(limits::PC_TEXT) {
            text.truncate(at);
        }
    };
    for one in &mut facts.software {
        cut(&mut one.name);
        cut(&mut one.version);
    }
    for text in [
        &mut facts.computer.maker,
        &mut facts.computer.model,
        &mut facts.computer.serial_no,
    ] {
        *text = text.trim().to_owned();
        cut(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_tells_its_facts_and_they_can_be_read_back() {
        let now = "2026-11-21T00:00:00Z".parse().unwrap();
        let facts = here(now);
        assert!(!facts.computer.name.is_empty() && facts.memory_mib > 0, "{facts:?}");
        assert!(!facts.os.name.is_empty(), "{facts:?}");
        assert_eq!(PcFacts::from_json(&facts.to_json()).ok(), Some(facts));
    }

    #[test]
    fn a_name_of_any_letters_makes_a_file_name() {
        let mut facts = PcFacts::new("2026-11-21T09:00:00+09:00".to_owned());
        for (name, want) in [
            ("UKETSUKE-01", "pc-UKETSUKE-01-2026-11-21.json"),
            ("受付 1号", "pc-受付_1号-2026-11-21.json"),
            ("../../etc/passwd", "pc-______etc_passwd-2026-11-21.json"),
            ("", "pc-2026-11-21.json"),
        ] {
            facts.computer.name = name.to_owned();
            assert_eq!(file_name(&facts), want);
        }
    }

    #[test]
    fn made_up_interfaces_are_left_out() {
        let made_up = |name: &&str| is_made_up(name);
        assert!(
            [
                "lo",
                "docker0",
                "veth12ab",
                "vEthernet (Default Switch)",
                "Bluetooth ネットワーク接続"
            ]
            .iter()
            .all(made_up)
        );
        assert!(
            ![
                "eth0",
                "enp3s0",
                "イーサネット",
                "Wi-Fi",
                "wlan0",
                "ローカル エリア接続"
            ]
            .iter()
            .any(made_up)
        );
    }
}
