//! The facts of one PC, as they are read on it and carried to the ledger: one small readable JSON file.
//!
//! Owns: the file's shape, its bounds, its way into the reader's rows. Refuses to know: how a PC is asked.
//! Invariants: no password, key or user name is in it; whatever a file holds, the answer is facts within the bounds
//! or a [`ReadError`]; a program that knows more may write more, and older ones pass over it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::core::import::ReadError;
use crate::core::import::reader::{Around, CellKind, RawCell, RawRow, RawSheet, limits};

/// What stands in A1 of the sheet that a file of facts is read as.
pub const MARK: &str = "#kikidaicho-pc 1";

/// The version of the file that this program writes and reads.
const VERSION: u32 = 1;
/// The key that tells such a file from any other JSON.
const KEY: &str = "\"kikidaicho_collect\"";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PcFacts {
    #[serde(rename = "kikidaicho_collect")]
    version: u32,
    /// The PC's own clock with its offset.
    pub collected_at: String,
    #[serde(default)]
    pub computer: Computer,
    #[serde(default)]
    pub os: Os,
    #[serde(default)]
    pub cpu: String,
    #[serde(default)]
    pub memory_mib: u64,
    #[serde(default)]
    pub disks: Vec<Disk>,
    #[serde(default)]
    pub interfaces: Vec<Interface>,
    #[serde(default)]
    pub antivirus: Vec<String>,
    /// `2026-11-12`, when it is known.
    #[serde(default)]
    pub last_update: String,
    #[serde(default)]
    pub time_zone: String,
    #[serde(default)]
    pub software: Vec<Software>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Computer {
    pub name: String,
    pub maker: String,
    pub model: String,
    pub serial_no: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Os {
    /// As people call it: Windows 11 Pro.
    pub name: String,
    /// 23H2, 22.04.
    pub version: String,
    /// 22631.4317, or the kernel.
    pub build: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Disk {
    pub name: String,
    /// SSD, HDD or nothing.
    pub kind: String,
    pub gib: u64,
    pub free_gib: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Interface {
    pub name: String,
    pub mac: String,
    pub addresses: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Software {
    pub name: String,
    pub version: String,
}

impl PcFacts {
    pub fn new(collected_at: String) -> Self {
        Self {
            version: VERSION,
            collected_at,
            ..Self::default()
        }
    }

    /// The file, readable by people.
    pub fn to_json(&self) -> String {
        // Texts, numbers and lists of them always have a JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// # Errors
    /// `BadFacts` for anything that is no such file or beyond its bounds, `NewerFacts` for one of a later program.
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        let facts: Self = serde_json::from_str(text).map_err(|_| ReadError::BadFacts)?;
        match facts.version {
            VERSION => {}
            later if later > VERSION => return Err(ReadError::NewerFacts),
            _ => return Err(ReadError::BadFacts),
        }
        let lists = [
            facts.disks.len(),
            facts.interfaces.len(),
            facts.antivirus.len(),
            facts.software.len(),
        ];
        let addresses = facts.interfaces.iter().map(|one| one.addresses.len()).sum::<usize>();
        let long = facts.texts().any(|text| text.chars().count() > limits::PC_TEXT);
        if lists.into_iter().any(|count| count > limits::PC_LIST) || addresses > limits::PC_LIST || long {
            return Err(ReadError::BadFacts);
        }
        // A PC without any name is no PC that a row could be found for.
        let computer = &facts.computer;
        if computer.name.trim().is_empty() && computer.serial_no.trim().is_empty() && facts.interfaces.is_empty() {
            return Err(ReadError::BadFacts);
        }
        Ok(facts)
    }

    fn texts(&self) -> impl Iterator<Item = &String> {
        let (computer, os) = (&self.computer, &self.os);
        let single = [
            &self.collected_at,
            &computer.name,
            &computer.maker,
            &computer.model,
            &computer.serial_no,
            &os.name,
            &os.version,
            &os.build,
            &self.cpu,
            &self.last_update,
            &self.time_zone,
        ];
        let disks = self.disks.iter().flat_map(|disk| [&disk.name, &disk.kind]);
        let faces = self.interfaces.iter();
        let faces = faces.flat_map(|face| [&face.name, &face.mac].into_iter().chain(&face.addresses));
        let software = self.software.iter().flat_map(|one| [&one.name, &one.version]);
        single
            .into_iter()
            .chain(disks)
            .chain(faces)
            .chain(&self.antivirus)
            .chain(software)
    }

    /// The facts as rows of a sheet: a word, then what belongs to it.
    pub(crate) fn to_sheet(&self, name: &str) -> RawSheet {
        let (computer, os) = (&self.computer, &self.os);
        let mut lines: Vec<Vec<String>> = vec![vec![MARK.to_owned()]];
        let mut put = |word: &str, texts: &[&str]| {
            let texts = std::iter::once(word).chain(texts.iter().copied());
            lines.push(texts.map(plain).collect());
        };
        put("collected_at", &[&self.collected_at]);
        put(
            "computer",
            &[&computer.name, &computer.maker, &computer.model, &computer.serial_no],
        );
        put("os", &[&os.name, &os.version, &os.build]);
        put("cpu", &[&self.cpu]);
        put("memory_mib", &[&self.memory_mib.to_string()]);
        for disk in &self.disks {
            let (gib, free) = (disk.gib.to_string(), disk.free_gib.to_string());
            put("disk", &[&disk.name, &disk.kind, &gib, &free]);
        }
        for face in &self.interfaces {
            let mut texts = vec![face.name.as_str(), &face.mac];
            texts.extend(face.addresses.iter().map(String::as_str));
            put("interface", &texts);
        }
        for name in &self.antivirus {
            put("antivirus", &[name]);
        }
        put("last_update", &[&self.last_update]);
        put("time_zone", &[&self.time_zone]);
        for one in &self.software {
            put("software", &[&one.name, &one.version]);
        }
        RawSheet {
            name: Arc::from(name),
            hidden: false,
            rows: lines.iter().zip(1..).map(|(line, number)| row(number, line)).collect(),
            around: Around::default(),
        }
    }

    /// The facts of a sheet, when it carries the mark.
    pub(crate) fn from_sheet(sheet: &RawSheet) -> Option<Self> {
        let text = |row: &RawRow, at: u32| row.cell(at).map(|cell| cell.text.to_string()).unwrap_or_default();
        let number = |row: &RawRow, at: u32| text(row, at).parse().unwrap_or(0);
        let (first, rest) = sheet.rows.split_first()?;
        if first.number != 1 || text(first, 0) != MARK {
            return None;
        }
        let mut facts = Self::new(String::new());
        for row in rest {
            match text(row, 0).as_str() {
                "collected_at" => facts.collected_at = text(row, 1),
                "computer" => {
                    facts.computer = Computer {
                        name: text(row, 1),
                        maker: text(row, 2),
                        model: text(row, 3),
                        serial_no: text(row, 4),
                    }
                }
                "os" => {
                    facts.os = Os {
                        name: text(row, 1),
                        version: text(row, 2),
                        build: text(row, 3),
                    }
                }
                "cpu" => facts.cpu = text(row, 1),
                "memory_mib" => facts.memory_mib = number(row, 1),
                "disk" => facts.disks.push(Disk {
                    name: text(row, 1),
                    kind: text(row, 2),
                    gib: number(row, 3),
                    free_gib: number(row, 4),
                }),
                "interface" => facts.interfaces.push(Interface {
                    name: text(row, 1),
                    mac: text(row, 2),
                    addresses: row.cells.iter().filter(|cell| cell.column >= 3).map(own).collect(),
                }),
                "antivirus" => facts.antivirus.push(text(row, 1)),
                "last_update" => facts.last_update = text(row, 1),
                "time_zone" => facts.time_zone = text(row, 1),
                "software" => facts.software.push(Software {
                    name: text(row, 1),
                    version: text(row, 2),
                }),
                _ => {}
            }
        }
        Some(facts)
    }
}

/// Whether a text means to be such a file.
pub(crate) fn is_one(text: &str) -> bool {
    let head = text.trim_start();
    head.starts_with('{')
        && head
            .get(..)
            .is_some_and(|head| head.chars().take(2_000).collect::<String>().contains(KEY))
}

fn own(cell: &RawCell) -> String {
    cell.text.to_string()
}

/// One line without control characters: these are names, whatever a file may make of them.
fn plain(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    spaced.collect::<String>().trim().to_owned()
}

fn row(number: u32, texts: &[String]) -> RawRow {
    let cells = texts.iter().zip(0..).filter(|(text, _)| !text.is_empty());
    let cell = |(text, column): (&String, u32)| RawCell {
        column,
        text: Arc::from(text.as_str()),
        kind: CellKind::Text,
        struck: false,
    };
    RawRow {
        number,
        hidden: false,
        cells: cells.map(cell).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> PcFacts {
        let mut facts = PcFacts::new("2026-11-21T09:00:00+09:00".to_owned());
        facts.computer.name = "UKETSUKE-01".to_owned();
        facts.os.name = "Windows 11 Pro".to_owned();
        facts.memory_mib = 8_192;
        facts.interfaces.push(Interface {
            name: "イーサネット".to_owned(),
            mac: "00:00:5E:00:53:01".to_owned(),
            addresses: vec!["192.168.1.10".to_owned(), "192.168.1.11".to_owned()],
        });
        facts.software.push(Software {
            name: "電子カルテ".to_owned(),
            version: "2.10".to_owned(),
        });
        facts
    }

    #[test]
    fn file_and_rows_bring_back_the_same_facts() {
        let facts = facts();
        let json = facts.to_json();
        assert!(is_one(&json), "{json}");
        assert_eq!(PcFacts::from_json(&json).ok(), Some(facts.clone()));
        assert_eq!(PcFacts::from_sheet(&facts.to_sheet("a")), Some(facts));
    }

    #[test]
    fn what_is_no_such_file_is_refused() {
        let good = facts().to_json();
        let with = |from: &str, to: &str| {
            let text = good.replacen(from, to, 1);
            assert_ne!(text, good, "{from}");
            text
        };
        let many = vec![Software::default(); limits::PC_LIST + 1];
        let mut crowded = facts();
        crowded.software = many;
        let mut long = facts();
        long.cpu = "x".repeat(limits::PC_TEXT + 1);
        let mut nameless = facts();
        nameless.computer = Computer::default();
        nameless.interfaces.clear();
        for (text, why) in [
            (good[..good.len() / 2].to_owned(), "cut off"),
            (with(": 8192", ": -1"), "a number that cannot be"),
            (with("\"UKETSUKE-01\"", "[[\"a\"]]"), "a list for a name"),
            (with(": 1,", ": 0,"), "version 0"),
            (with("{", "{\"kikidaicho_collect\": 1,"), "a key twice"),
            ("{\"kikidaicho_collect\":".repeat(10_000), "nested without end"),
            (crowded.to_json(), "too many"),
            (long.to_json(), "too long"),
            (nameless.to_json(), "nothing to find it by"),
        ] {
            assert!(matches!(PcFacts::from_json(&text), Err(ReadError::BadFacts)), "{why}");
        }
        assert!(matches!(
            PcFacts::from_json(&with(": 1,", ": 2,")),
            Err(ReadError::NewerFacts)
        ));
        assert!(
            PcFacts::from_json(&with("{", "{\"later\": [1, 2],")).is_ok(),
            "more than we know"
        );
    }
}
