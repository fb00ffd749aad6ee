//! The hand-over: what a clinic knows about one vendor's devices, services and paths, for the vendor to correct.
//!
//! Owns: which rows and columns leave the house, and the version they leave in. The sheets follow the contract of
//! `workbook`; very hidden copies of them, marked [`BASE_MARK`], hold the rows as handed over, so that the import can
//! tell what the vendor changed from what the clinic changed meanwhile.
//! Invariant: rows of other vendors and fields that name the clinic's people stay in the house.

use chrono::{DateTime, Utc};

use super::workbook::{self, MACHINE_MARK};
use super::{ExportContext, ExportError, Paper, SheetColumn, SheetData};
use crate::core::catalogue::{Field, FieldKind, RegisterId, Sensitivity, Shown};
use crate::core::checklist::{Editions, ItemId, SheetKind};
use crate::core::export::write_xlsx;
use crate::core::model::{Record, Snapshot};
use crate::core::parse;

/// Stable word for the command line. A hand-over needs a vendor, so it is not in the list of sheets.
pub const HANDOVER: &str = "handover";

/// Behind [`MACHINE_MARK`] on sheets that hold the rows as they were handed over.
pub const BASE_MARK: &str = "@base/";

/// What a hand-over says about itself on a hidden sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandoverFacts {
    pub ledger_id: String,
    pub facility: String,
    pub vendor: String,
    pub revision: u64,
    pub made_at: Option<DateTime<Utc>>,
}

impl HandoverFacts {
    /// Behind [`MACHINE_MARK`] on the sheet of the facts.
    pub const MARK: &str = "@handover";

    fn pairs(&self) -> Vec<Vec<String>> {
        let made_at = self.made_at.map_or_else(String::new, |at| at.to_rfc3339());
        [
            ("ledger_id", self.ledger_id.clone()),
            ("facility", self.facility.clone()),
            ("vendor", self.vendor.clone()),
            ("revision", self.revision.to_string()),
            ("made_at", made_at),
        ]
        .into_iter()
        .map(|(key, value)| vec![key.to_owned(), value])
        .collect()
    }

    /// Whatever of it can be read; the rest is as if it had never been there.
    pub fn read(pairs: &[(&str, &str)]) -> Self {
        let get = |wanted: &str| {
            let found = pairs.iter().find(|(key, _)| *key == wanted);
            found.map_or("", |(_, value)| value.trim())
        };
        Self {
            ledger_id: get("ledger_id").to_owned(),
            facility: get("facility").to_owned(),
            vendor: get("vendor").to_owned(),
            revision: get("revision").parse().unwrap_or_default(),
            made_at: DateTime::parse_from_rfc3339(get("made_at")).ok().map(|at| at.to_utc()),
        }
    }
}

/// Names of vendors that anything in the ledger belongs to, sorted.
pub fn vendors(snapshot: &Snapshot) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for register in RegisterId::all() {
        for row in snapshot.rows(register).iter() {
            names.extend(vendors_of(row));
        }
    }
    names.sort();
    names.dedup();
    names
}

/// A vendor's own row names it; other rows link to it.
fn vendors_of(row: &Record) -> Vec<String> {
    if row.register == RegisterId::VENDOR {
        return row.name().map(str::to_owned).into_iter().collect();
    }
    let links = row.register.fields.iter().enumerate();
    let links = links.filter(|(_, field)| field.kind == FieldKind::Link(RegisterId::VENDOR));
    links
        .filter_map(|(at, _)| row.content.fields.get(at).as_text())
        .flat_map(parse::links)
        .collect()
}

/// Whether rows of this register can belong to a vendor.
fn is_handed_over(register: RegisterId) -> bool {
    let link = |field: &Field| field.kind == FieldKind::Link(RegisterId::VENDOR);
    // Who was asked when is the clinic's own memory; what the vendor answered is the vendor's.
    let is_memory = register.shown == Shown::Inner && register != RegisterId::ANSWER;
    register == RegisterId::VENDOR || !is_memory && register.fields.iter().any(link)
}

/// Whether a field goes along: what names the clinic's people does not.
fn goes_along(register: RegisterId, field: &Field) -> bool {
    register == RegisterId::VENDOR || field.sensitivity != Sensitivity::Personal
}

/// The workbook for one vendor.
///
/// # Errors
/// `NoVendor` when nothing in the ledger belongs to it, and what [`write_xlsx`] may say.
pub fn handover(vendor: &str, snapshot: &Snapshot, context: &ExportContext) -> Result<Vec<u8>, ExportError> {
    let wanted = parse::fold(vendor);
    let belongs = |row: &&std::sync::Arc<Record>| vendors_of(row).iter().any(|name| parse::fold(name) == wanted);
    let rows: Vec<Record> = RegisterId::all()
        .filter(|register| is_handed_over(*register))
        .flat_map(|register| snapshot.rows(register).iter().filter(belongs))
        .map(|row| (**row).clone())
        .collect();
    if rows.is_empty() {
        return Err(ExportError::NoVendor(vendor.to_owned()));
    }
    // A vendor's name as the ledger spells it, not as it was asked for.
    let spelled = rows
        .iter()
        .flat_map(vendors_of)
        .find(|name| parse::fold(name) == wanted);
    let facts = HandoverFacts {
        ledger_id: snapshot.meta.ledger_id.clone(),
        facility: snapshot.meta.facility.clone(),
        vendor: spelled.unwrap_or_else(|| vendor.to_owned()),
        revision: snapshot.revision,
        made_at: Some(context.now),
    };
    let theirs = Snapshot::with_rows(snapshot.meta.clone(), rows);
    let mut sheets = vec![letter(&facts, context)];
    // What every clinic has and what the vendor alone can answer is asked for, even when nothing is known of it.
    let asked = |register: &RegisterId| {
        is_handed_over(*register)
            && (register.shown == Shown::Always
                || *register == RegisterId::DISCLOSURE
                || !theirs.rows(*register).is_empty())
    };
    for register in RegisterId::all().filter(asked) {
        let mut of_register = workbook::register(register, &theirs, |field| goes_along(register, field));
        if register == RegisterId::ANSWER {
            of_register
                .iter_mut()
                .for_each(|sheet| add_wording(sheet, snapshot, &theirs));
        }
        sheets.extend(of_register);
    }
    let bases: Vec<SheetData> = sheets[1..].iter().map(base_of).collect();
    sheets.extend(bases);
    sheets.push(facts_sheet(&facts));
    write_xlsx(&sheets, context)
}

/// An answer names its item by a key: beside it stands what the sheet asks, which the import does not read.
fn add_wording(sheet: &mut SheetData, snapshot: &Snapshot, theirs: &Snapshot) {
    let editions = Editions::of(snapshot);
    let wording = |row: &Record| -> Option<String> {
        let text = |key: &str| row.entry(key).as_text().unwrap_or_default();
        let edition = editions.get(text("edition"), SheetKind::by_label(text("sheet"))?)?;
        let item: ItemId = text("item").parse().ok()?;
        Some(edition.item(&item)?.wording().text.to_owned())
    };
    for (cells, row) in sheet.rows.iter_mut().zip(theirs.rows(RegisterId::ANSWER).iter()) {
        cells.insert(1, wording(row).unwrap_or_default());
    }
    if let Some(keys) = &mut sheet.machine_row {
        keys.insert(1, "wording".to_owned());
    }
    let texts = sheet.rows.iter().map(|cells| cells[1].as_str());
    sheet
        .columns
        .insert(1, SheetColumn::fitted("チェック項目", texts, 40, 60));
}

/// The same rows once more, for the import only.
fn base_of(sheet: &SheetData) -> SheetData {
    let mut base = sheet.clone();
    base.name = format!("_{}", sheet.name);
    base.is_hidden = true;
    base.has_filter = false;
    if let Some(mark) = base.machine_row.as_mut().and_then(|keys| keys.first_mut()) {
        *mark = mark.replacen(MACHINE_MARK, &format!("{MACHINE_MARK}{BASE_MARK}"), 1);
    }
    for column in &mut base.columns {
        column.choices.clear();
    }
    base
}

fn facts_sheet(facts: &HandoverFacts) -> SheetData {
    SheetData {
        name: "_受け渡し".to_owned(),
        is_hidden: true,
        machine_row: Some(vec![format!("{MACHINE_MARK}{}", HandoverFacts::MARK)]),
        columns: vec![SheetColumn::default(), SheetColumn::default()],
        rows: facts.pairs(),
        ..SheetData::default()
    }
}

/// What the vendor reads first.
fn letter(facts: &HandoverFacts, context: &ExportContext) -> SheetData {
    let lines = [
        format!("{} 御中", facts.vendor),
        String::new(),
        format!(
            "{}の機器台帳のうち、貴社に関わる行です（{} 現在）。",
            facts.facility,
            context.today.format("%Y年%-m月%-d日")
        ),
        "内容を確かめ、違うところは書き直し、空いているところは書き足してください。".to_owned(),
        String::new(),
        "・分からないところは「不明」、あてはまらないところは「該当なし」と書いてください。".to_owned(),
        "・台帳にない機器、サービス、保守の経路は、表の下に行を足してください。".to_owned(),
        "・使わなくなった機器は、行を消さずに「状態」を「廃棄」にしてください。".to_owned(),
        "・隠れている行、列、シートは、お返しいただいた内容を照らし合わせるためのものです。消さないでください。"
            .to_owned(),
        "・パスワードは書かないでください。".to_owned(),
        "・Excel の形式（.xlsx）のまま保存してお返しください。".to_owned(),
    ];
    SheetData {
        name: "はじめに".to_owned(),
        columns: vec![SheetColumn {
            header: "機器台帳の確認のお願い（取扱注意）".to_owned(),
            width: 100,
            ..SheetColumn::default()
        }],
        rows: lines.into_iter().map(|line| vec![line]).collect(),
        paper: Paper::OnePageWide,
        ..SheetData::default()
    }
}
