//! What Windows keeps in its registry and tells through WMI. Nothing here needs an administrator.

use std::collections::HashMap;

use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE};
use wmi::{Variant, WMIConnection};

use super::is_made_up;
use super::windows_names::{installed_on, is_told, product};
use crate::core::collect::{Disk, Interface, PcFacts, Software};

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
        let told = |name: &str| Some(text(&key, name)).filter(|text| is_told(text)).unwrap_or_default();
        facts.computer.maker = told("SystemManufacturer");
        facts.computer.model = told("SystemProductName");
    }
    for (root, path) in PROGRAMS {
        if let Ok(list) = root.open(path) {
            facts.software.extend(programs(&list));
        }
    }
    // Without WMI (switched off, damaged) the rest stands all the same.
    if let Ok(wmi) = WMIConnection::new() {
        let serials = asked(&wmi, "SELECT SerialNumber FROM Win32_BIOS", "SerialNumber");
        facts.computer.serial_no = serials.into_iter().find(|serial| is_told(serial)).unwrap_or_default();
        let days = asked(&wmi, "SELECT InstalledOn FROM Win32_QuickFixEngineering", "InstalledOn");
        let last = days.iter().filter_map(|text| installed_on(text)).max();
        facts.last_update = last.map(|day| day.to_string()).unwrap_or_default();
        if facts.disks.is_empty() {
            facts.disks = disks(&wmi);
        }
        if facts.interfaces.is_empty() {
            facts.interfaces = interfaces(&wmi);
        }
    }
    // Only Windows for workplaces has a security centre; servers have none.
    if let Ok(wmi) = WMIConnection::with_namespace_path(r"ROOT\SecurityCenter2") {
        facts.antivirus = asked(&wmi, "SELECT displayName FROM AntiVirusProduct", "displayName");
        facts.antivirus.sort();
        facts.antivirus.dedup();
    }
}

/// Fixed disks, where the system's own call tells none (network logon, wine).
fn disks(wmi: &WMIConnection) -> Vec<Disk> {
    let gib = |row: &Row, column: &str| number(row, column).unwrap_or(0) >> 30;
    let rows = rows(
        wmi,
        "SELECT DeviceID, Size, FreeSpace FROM Win32_LogicalDisk WHERE DriveType = 3",
    );
    let disk = |row: &Row| {
        let name = texts(row, "DeviceID").into_iter().next()?;
        Some(Disk {
            name,
            kind: String::new(),
            gib: gib(row, "Size"),
            free_gib: gib(row, "FreeSpace"),
        })
    };
    rows.iter().filter_map(disk).collect()
}

/// The same for interfaces with an address.
fn interfaces(wmi: &WMIConnection) -> Vec<Interface> {
    let rows = rows(
        wmi,
        "SELECT Description, MACAddress, IPAddress FROM Win32_NetworkAdapterConfiguration WHERE IPEnabled = TRUE",
    );
    let face = |row: &Row| {
        let name = texts(row, "Description").into_iter().next().unwrap_or_default();
        let mac = texts(row, "MACAddress").into_iter().next()?;
        (!is_made_up(&name)).then(|| Interface {
            name,
            mac: mac.to_uppercase(),
            addresses: texts(row, "IPAddress"),
        })
    };
    rows.iter().filter_map(face).collect()
}

type Row = HashMap<String, Variant>;

fn rows(wmi: &WMIConnection, query: &str) -> Vec<Row> {
    wmi.raw_query(query).unwrap_or_default()
}

fn texts(row: &Row, column: &str) -> Vec<String> {
    let one = |variant: &Variant| match variant {
        Variant::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    };
    match row.get(column) {
        Some(Variant::Array(list)) => list.iter().filter_map(one).collect(),
        Some(variant) => one(variant).into_iter().collect(),
        None => Vec::new(),
    }
}

/// WMI hands large numbers over as text on some systems.
fn number(row: &Row, column: &str) -> Option<u64> {
    match row.get(column)? {
        Variant::UI8(number) => Some(*number),
        Variant::String(text) => text.parse().ok(),
        _ => None,
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
    rows(wmi, query).iter().flat_map(|row| texts(row, column)).collect()
}
