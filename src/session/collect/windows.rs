//! What Windows keeps in its registry and tells through WMI. Nothing here needs an administrator.

use std::collections::HashMap;

use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE};
use wmi::{Variant, WMIConnection};

use super::windows_names::{installed_on, product};
use crate::core::collect::{PcFacts, Software};

const VERSION: &str = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
const BOARD: &str = r"HARDWARE\DESCRIPTION\System\BIOS";
const PROGRAMS: [(&Key, &str); 3] = [
    (LOCAL_MACHINE, r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"),
    (
        LOCAL_MACHINE,
        r"SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall",
    ),
    (CURRENT_USER, r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"),
];

pub(super) fn add(facts: &mut PcFacts) {
    if let Ok(key) = LOCAL_MACHINE.open(VERSION) {
        let build = text(&key, "CurrentBuildNumber");
        facts.os.name = product(&text(&key, "ProductName"), &build);
        // DisplayVersion since 20H2, ReleaseId before.
        facts.os.version = Some(text(&key, "DisplayVersion"))
            .filter(|version| !version.is_empty())
            .unwrap_or_else(|| text(&key, "ReleaseId"));
        facts.os.build = match key.get_u32("UBR") {
            Ok(revision) => format!("{build}.{revision}"),
            Err(_) => build,
        };
    }
    if let Ok(key) = LOCAL_MACHINE.open(BOARD) {
        facts.computer.maker = text(&key, "SystemManufacturer");
        facts.computer.model = text(&key, "SystemProductName");
    }
    for (root, path) in PROGRAMS {
        if let Ok(list) = root.open(path) {
            facts.software.extend(programs(&list));
        }
    }
    // Without WMI (switched off, damaged) the rest stands all the same.
    if let Ok(wmi) = WMIConnection::new() {
        let serials = asked(&wmi, "SELECT SerialNumber FROM Win32_BIOS", "SerialNumber");
        facts.computer.serial_no = serials.into_iter().next().unwrap_or_default();
        let days = asked(&wmi, "SELECT InstalledOn FROM Win32_QuickFixEngineering", "InstalledOn");
        let last = days.iter().filter_map(|text| installed_on(text)).max();
        facts.last_update = last.map(|day| day.to_string()).unwrap_or_default();
    }
    // Only Windows for workplaces has a security centre; servers have none.
    if let Ok(wmi) = WMIConnection::with_namespace_path(r"ROOT\SecurityCenter2") {
        facts.antivirus = asked(&wmi, "SELECT displayName FROM AntiVirusProduct", "displayName");
        facts.antivirus.sort();
        facts.antivirus.dedup();
    }
}

fn text(key: &Key, name: &str) -> String {
    key.get_string(name).unwrap_or_default().trim().to_owned()
}

/// The programs that Windows itself would list: no parts of the system, no updates.
fn programs(list: &Key) -> Vec<Software> {
    let Ok(names) = list.keys() else { return Vec::new() };
    let program = |name: String| -> Option<Software> {
        let key = list.open(name).ok()?;
        let part = key.get_u32("SystemComponent").is_ok_and(|flag| flag == 1);
        let update = !text(&key, "ParentKeyName").is_empty() || !text(&key, "ReleaseType").is_empty();
        let name = text(&key, "DisplayName");
        (!part && !update && !name.is_empty()).then(|| Software {
            name,
            version: text(&key, "DisplayVersion"),
        })
    };
    names.filter_map(program).collect()
}

fn asked(wmi: &WMIConnection, query: &str, column: &str) -> Vec<String> {
    let rows: Vec<HashMap<String, Variant>> = wmi.raw_query(query).unwrap_or_default();
    let texts = rows.into_iter().filter_map(|mut row| match row.remove(column) {
        Some(Variant::String(text)) => Some(text.trim().to_owned()),
        _ => None,
    });
    texts.filter(|text| !text.is_empty()).collect()
}
