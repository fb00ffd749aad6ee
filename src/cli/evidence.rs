//! Files of evidence on the command line: listed, and taken out into a folder.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::Failure;
use super::commands::row_named;
use crate::core::catalogue::RegisterId;
use crate::core::evidence;
use crate::core::files;
use crate::core::ledger::{Ledger, LedgerError};
use crate::core::model::{Record, RecordId, Snapshot};

/// The files of one row, or all.
pub(super) fn rows(snapshot: &Snapshot, row: Option<&str>) -> Result<Vec<Arc<Record>>, Failure> {
    let record = row.map(|row| row_named(snapshot, row)).transpose()?;
    let record = record.map(|row| row.id.to_string());
    let all = snapshot.rows(RegisterId::EVIDENCE).iter();
    let of = |file: &&Arc<Record>| record.is_none() || file.entry("record").as_text() == record.as_deref();
    Ok(all.filter(of).cloned().collect())
}

/// What a file belongs to, as people call it.
fn owner(snapshot: &Snapshot, file: &Record) -> Option<(String, String)> {
    let id: RecordId = file.entry("record").as_text()?.parse().ok()?;
    let row = snapshot.find(id)?;
    Some((row.register.key.to_owned(), row.name().unwrap_or_default().to_owned()))
}

pub(super) fn line(snapshot: &Snapshot, file: &Record) -> String {
    let text = |key: &str| file.entry(key).display().into_owned();
    let (register, name) = owner(snapshot, file).unwrap_or_default();
    let cells = [text("name"), text("size"), register, name, text("note"), text("sha256")];
    cells.join("\t")
}

pub(super) fn json(snapshot: &Snapshot, rows: &[Arc<Record>]) -> Json {
    let text = |file: &Record, key: &str| file.entry(key).as_text().map(str::to_owned);
    let files: Vec<Json> = rows
        .iter()
        .map(|file| {
            let owner = owner(snapshot, file);
            json!({
                "id": file.id.to_string(), "name": text(file, "name"), "sha256": text(file, "sha256"),
                "size": text(file, "size").and_then(|size| size.parse::<u64>().ok()), "note": text(file, "note"),
                "record": text(file, "record"), "register": owner.as_ref().map(|owner| &owner.0), "row": owner.as_ref().map(|owner| &owner.1),
            })
        })
        .collect();
    json!({"version": 1, "files": files})
}

/// Writes the files into a folder, none over another and none over what is there.
pub(super) fn export(ledger: &Ledger, row: Option<&str>, folder: &Path) -> Result<usize, Failure> {
    let rows = rows(ledger.snapshot(), row)?;
    std::fs::create_dir_all(folder).map_err(LedgerError::from)?;
    let mut taken = BTreeSet::new();
    for file in &rows {
        let hash = evidence::hash_of(file).ok_or(LedgerError::NoSuchFile)?;
        let name = evidence::safe_name(file.name().unwrap_or_default());
        let path = loop {
            let path = folder.join(evidence::free_name(&name, &mut taken));
            if !path.exists() {
                break path;
            }
        };
        files::write_atomic(&path, &ledger.file(&hash)?)?;
    }
    Ok(rows.len())
}
