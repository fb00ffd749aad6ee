//! What a vendor is asked for: who asks whom, about what, until when.
//!
//! Owns: the facts of a letter. Refuses to know: its words, files.
//! Invariant: a function of the snapshot; what the ledger does not know stays empty.

use chrono::NaiveDate;

use super::Vendors;
use crate::core::catalogue::RegisterId;
use crate::core::model::{Record, Snapshot};
use crate::core::parse;
use crate::core::rules::day;

/// Facts of one letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    pub on: NaiveDate,
    pub fiscal_year: i32,
    pub due: Option<NaiveDate>,
    /// Who asks.
    pub facility: String,
    pub address: String,
    pub person: String,
    /// Who is asked.
    pub vendor: String,
    pub contact: String,
    pub systems: String,
    /// Names of the ways by which the vendor comes in from outside.
    pub paths: Vec<String>,
    /// A pharmacy is inspected under another law.
    pub is_pharmacy: bool,
    /// Asks for the disclosure too.
    pub wants_disclosure: bool,
}

impl Request {
    /// What the ledger knows about asking `vendor`. The disclosure is asked for unless one of it has come.
    pub fn of(snapshot: &Snapshot, vendor: &str, actor: &str) -> Self {
        let facility = snapshot.rows(RegisterId::FACILITY).first();
        let own = |key: &str| facility.map(|row| text(row, key)).unwrap_or_default();
        let record = Vendors::of(snapshot)
            .list
            .into_iter()
            .find(|known| known.name == vendor)
            .and_then(|known| snapshot.get(RegisterId::VENDOR, known.record).cloned());
        let told = |key: &str| record.as_deref().map(|row| text(row, key)).unwrap_or_default();
        let is_of = |row: &Record| bare(&text(row, "vendor")) == bare(vendor);
        let paths = snapshot.rows(RegisterId::REMOTE_PATH).iter();
        let received = |row: &Record| is_of(row) && day(row, "received_on").is_some();
        Self {
            facility: Some(own("name"))
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| snapshot.meta.facility.clone()),
            address: own("address"),
            person: actor.to_owned(),
            vendor: vendor.to_owned(),
            is_pharmacy: super::readiness::is_pharmacy(snapshot),
            contact: told("contact"),
            systems: told("systems"),
            paths: paths
                .filter(|row| is_of(row))
                .filter_map(|row| row.name().map(str::to_owned))
                .collect(),
            wants_disclosure: !snapshot.rows(RegisterId::DISCLOSURE).iter().any(|row| received(row)),
            ..Self::default()
        }
    }
}

fn text(row: &Record, key: &str) -> String {
    row.entry(key).as_text().unwrap_or_default().trim().to_owned()
}

/// The vendor whose name, without the form of its company, stands in the name of a file; nothing when two do.
pub(super) fn vendor_in_name(file: &str, snapshot: &Snapshot) -> Option<String> {
    let file = bare(file);
    let vendors = Vendors::of(snapshot).list;
    let mut found = vendors.iter().filter(|vendor| {
        let name = bare(&vendor.name);
        !name.is_empty() && file.contains(&name)
    });
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only.name.clone()),
        _ => None,
    }
}

/// A company's name folded, without spaces and without 株式会社 and the like.
pub(super) fn bare(name: &str) -> String {
    let mut bare = parse::fold(name).into_owned();
    for form in super::words::COMPANY_FORMS {
        bare = bare.replace(form, "");
    }
    bare.chars().filter(|c| !c.is_whitespace()).collect()
}
