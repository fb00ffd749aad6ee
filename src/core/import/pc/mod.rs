//! The facts of PCs, read on each of them, laid over the ledger's devices.
//!
//! Owns: which device a PC is, and which of its facts go where. Refuses to know: how they were read.
//! Invariants: what people wrote by hand and a PC cannot know better stays; a PC that could be two devices, or another
//! one than its name says, is left to a person; the same facts twice change nothing.

mod known;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use known::{Found, Known, face_text, key, macs_of, same_pc, serial};

use super::reader::RawWorkbook;
use super::{Action, ImportPlan, Layout, PlanRow, PlanTable, SheetLeftOut, SheetReason};
use crate::core::catalogue::{Column, RegisterId, tokens};
use crate::core::collect::{Interface, MARK, PcFacts, Software};
use crate::core::model::{AddressKind, Content, Entry, Fields, Problem, RecordId, Snapshot, Value};
use crate::core::parse;

const DEVICE: RegisterId = RegisterId::DEVICE;

/// Facts without a field of their own.
const CPU: &str = "CPU";
const MEMORY: &str = "メモリ";
const DISKS: &str = "ディスク";
const TIME_ZONE: &str = "時刻の設定";

pub(super) fn is_facts(workbook: &RawWorkbook) -> bool {
    workbook.sheets.iter().any(|sheet| {
        let first = sheet.rows.first().and_then(|row| row.cell(0));
        first.is_some_and(|cell| &*cell.text == MARK)
    })
}

/// One device per PC; a PC told twice is taken as it was last.
pub(super) fn plan(workbook: &RawWorkbook, snapshot: &Snapshot, plan: &mut ImportPlan) {
    let known = Known::new(snapshot);
    let mut told: Vec<(Arc<str>, PcFacts)> = Vec::new();
    for sheet in &workbook.sheets {
        match PcFacts::from_sheet(sheet) {
            Some(facts) => told.push((sheet.name.clone(), facts)),
            None => plan.sheets_left_out.push(SheetLeftOut {
                sheet: sheet.name.clone(),
                reason: SheetReason::NotRead,
            }),
        }
    }
    let mut left: Vec<bool> = vec![false; told.len()];
    for (at, (_, facts)) in told.iter().enumerate() {
        // The later file wins; of two of one moment, the one behind.
        left[at] = told.iter().enumerate().any(|(other, (_, later))| {
            other != at && same_pc(facts, later) && (&facts.collected_at, at) < (&later.collected_at, other)
        });
    }
    let mut claimed: HashSet<RecordId> = HashSet::new();
    for ((name, facts), left) in told.into_iter().zip(left) {
        if left {
            plan.sheets_left_out.push(SheetLeftOut {
                sheet: name,
                reason: SheetReason::Older,
            });
            continue;
        }
        let table = plan.tables.len();
        plan.tables.push(PlanTable {
            sheet: name,
            register: DEVICE,
            layout: Layout::Vertical,
            header_rows: Vec::new(),
            columns: Vec::new(),
            defaults: Vec::new(),
            profile: None,
        });
        let Found {
            record,
            by,
            mut doubtful,
        } = known.find(&facts);
        doubtful |= record.as_ref().is_some_and(|record| !claimed.insert(record.id));
        let empty = Content::default();
        let content = laid_over(record.as_ref().map_or(&empty, |record| &record.content), &facts);
        let number = DEVICE.field_index("management_no").map(Column::Field);
        let problems = match number {
            Some(number) if record.is_none() => vec![(number, Problem::MissingNumber)],
            _ => Vec::new(),
        };
        let action = match &record {
            _ if doubtful => Action::Conflict,
            None => Action::Add,
            Some(record) if record.content == content => Action::Unchanged,
            Some(_) => Action::Change,
        };
        plan.rows.push(PlanRow {
            table,
            register: DEVICE,
            source_rows: Vec::new(),
            include: !doubtful,
            action,
            target: record,
            known_as: None,
            matched_by: by,
            content,
            merge: None,
            read: None,
            problems,
            raw: None,
        });
    }
}

/// Sets fields of a device, each only as far as a PC knows better.
struct Over(Content);

impl Over {
    fn entry(&self, field: &str) -> &Entry {
        DEVICE
            .field_index(field)
            .map_or(&Entry::Blank, |at| self.0.fields.get(at))
    }

    fn is_open(&self, field: &str) -> bool {
        matches!(self.entry(field), Entry::Blank | Entry::Unknown { .. })
    }

    fn set(&mut self, field: &str, text: &str) {
        let Some(at) = DEVICE.field_index(field).filter(|_| !text.is_empty()) else {
            return;
        };
        let known = self
            .0
            .fields
            .get(at)
            .as_text()
            .is_some_and(|known| key(known) == key(text));
        if !known {
            self.0.fields.set(at, Entry::text(text));
        }
    }

    fn fill(&mut self, field: &str, text: &str) {
        if self.is_open(field) {
            self.set(field, text);
        }
    }

    /// A day only when it is later than what stands there.
    fn later(&mut self, field: &str, day: &str) {
        let Some(new) = parse::date(day).value else { return };
        let Value::Date(new) = new else { return };
        let known = self.entry(field).as_text().map(|text| parse::date(text).value);
        let earlier = match known {
            Some(Some(Value::Date(known))) => known.date < new.date,
            // A text that is no date is somebody's word.
            Some(_) => false,
            None => true,
        };
        if earlier {
            self.set(field, day);
        }
    }
}

fn laid_over(known: &Content, facts: &PcFacts) -> Content {
    let new = known.is_empty();
    let mut over = Over(known.clone());
    let computer = &facts.computer;
    over.set("computer_name", &computer.name);
    over.fill("maker", &computer.maker);
    over.fill("model", &computer.model);
    if serial(facts).is_some() {
        over.fill("serial_no", &computer.serial_no);
    }
    over.set("os", &os(facts));
    over.set("os_build", &facts.os.build);
    over.later("patched_on", &facts.last_update);
    over.later("confirmed_on", facts.collected_at.get(..10).unwrap_or_default());
    if !facts.antivirus.is_empty() {
        let known = key(over.entry("antivirus").as_text().unwrap_or_default());
        // カタカナ and the maker's own spelling differ; a name that stands there in part stays.
        if known.is_empty() || !facts.antivirus.iter().any(|name| known.contains(&key(name))) {
            over.set("antivirus", &facts.antivirus.join("、"));
        }
    }
    if new {
        over.fill("status", tokens::RUNNING);
        let server = key(&facts.os.name).contains("server");
        over.fill("kind", if server { tokens::KIND_SERVER } else { tokens::KIND_PC });
    }
    network(&mut over, &facts.interfaces);
    let mut content = over.0;
    software(&mut content, &facts.software);
    for (header, text) in [
        (CPU, facts.cpu.clone()),
        (MEMORY, gib(facts.memory_mib)),
        (DISKS, disks(facts)),
        (TIME_ZONE, facts.time_zone.clone()),
    ] {
        if !text.is_empty() {
            content.set_custom(&Arc::from(header), Entry::text(&text));
        }
    }
    content
}

/// As people write it: the name, and the version unless it is part of it.
fn os(facts: &PcFacts) -> String {
    let (name, version) = (&facts.os.name, &facts.os.version);
    if name.is_empty() || version.is_empty() || name.contains(version.as_str()) {
        name.clone()
    } else {
        format!("{name} {version}")
    }
}

fn gib(mib: u64) -> String {
    match mib {
        0 => String::new(),
        // What the firmware keeps for itself is part of what was bought.
        mib => format!("{} GB", mib.saturating_add(512) / 1024),
    }
}

/// Disks with their size; how much is free changes by the hour and is no fact of a ledger.
fn disks(facts: &PcFacts) -> String {
    let texts = facts.disks.iter().filter(|disk| disk.gib > 0);
    let texts = texts.map(|disk| {
        let words = [disk.name.as_str(), &disk.kind]
            .into_iter()
            .filter(|word| !word.is_empty());
        let words: Vec<&str> = words.collect();
        format!("{} {} GB", words.join(" "), disk.gib).trim().to_owned()
    });
    texts.collect::<Vec<_>>().join("、")
}

fn is_real(address: &str) -> bool {
    match address.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(v4)) => !v4.is_loopback() && !v4.is_link_local() && !v4.is_unspecified(),
        Ok(std::net::IpAddr::V6(_)) | Err(_) => false,
    }
}

fn network(over: &mut Over, faces: &[Interface]) {
    let addresses: Vec<&str> = faces
        .iter()
        .flat_map(|face| face.addresses.iter().map(String::as_str))
        .filter(|address| is_real(address))
        .collect();
    let known = parse::addresses(over.entry("ip").as_text().unwrap_or_default());
    let stays = known.kind == AddressKind::Dhcp || known.list.iter().any(|known| addresses.contains(&known.as_str()));
    if !stays && let Some(first) = addresses.first() {
        over.set("ip", first);
    }
    let all: Vec<String> = faces.iter().flat_map(|face| macs_of(&face.mac)).collect();
    let known = macs_of(over.entry("mac").as_text().unwrap_or_default());
    if !known.iter().any(|known| all.contains(known)) {
        let first = faces
            .iter()
            .find(|face| face.addresses.iter().any(|address| is_real(address)));
        if let Some(face) = first.or(faces.first()) {
            over.set("mac", &face.mac);
        }
    }
    let Some(child) = DEVICE.child_index("interface") else {
        return;
    };
    let mut rows = over.0.child_rows(child).to_vec();
    // A single interface is the device's own address; a list begins with the second.
    if faces.len() < 2 && rows.is_empty() {
        return;
    }
    for face in faces {
        let macs = macs_of(&face.mac);
        let at = rows.iter().position(|row| {
            let known = macs_of(&face_text(row, "mac"));
            if known.is_empty() || macs.is_empty() {
                key(&face_text(row, "name")) == key(&face.name) && !face.name.is_empty()
            } else {
                known.iter().any(|known| macs.contains(known))
            }
        });
        let at = at.unwrap_or_else(|| {
            rows.push(Fields::new());
            rows.len() - 1
        });
        let real: Vec<&str> = face
            .addresses
            .iter()
            .map(String::as_str)
            .filter(|one| is_real(one))
            .collect();
        let fields = &DEVICE.children[child];
        for (name, text, always) in [
            ("name", face.name.clone(), false),
            ("mac", face.mac.clone(), false),
            ("ip", real.join("、"), true),
        ] {
            let Some(field) = fields.field_index(name).filter(|_| !text.is_empty()) else {
                continue;
            };
            let known = rows[at].get(field);
            if (always || known.is_blank()) && known.as_text().is_none_or(|known| key(known) != key(&text)) {
                rows[at].set(field, Entry::text(&text));
            }
        }
    }
    over.0.set_child_rows(child, rows);
}

/// Programs by their names: new versions of known ones, new ones behind; what a person added stays.
fn software(content: &mut Content, told: &[Software]) {
    let Some(child) = DEVICE.child_index("software") else {
        return;
    };
    let list = &DEVICE.children[child];
    let (Some(name), Some(version)) = (list.field_index("name"), list.field_index("version")) else {
        return;
    };
    let mut rows = content.child_rows(child).to_vec();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        places.entry(key(&row.get(name).display())).or_insert(at);
    }
    for one in told.iter().filter(|one| !one.name.is_empty()) {
        let at = *places.entry(key(&one.name)).or_insert_with(|| {
            let mut row = Fields::new();
            row.set(name, Entry::text(&one.name));
            rows.push(row);
            rows.len() - 1
        });
        if !one.version.is_empty() && rows[at].get(version).as_text() != Some(&one.version) {
            rows[at].set(version, Entry::text(&one.version));
        }
    }
    content.set_child_rows(child, rows);
}
