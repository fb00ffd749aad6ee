//! The rows that a register offers to an empty list.
//!
//! Owns: what of them the ledger knows already. Refuses to know: wording of its own; the rows stand in the catalogue.
//! Invariant: what is proposed was written by the clinic or stands in the catalogue; nothing is made up.

use crate::core::catalogue::{FieldKind, RegisterId, tokens};
use crate::core::model::{BatchRow, Content, Entry, Record, Snapshot, Value};
use crate::core::parse;

/// The rows of a register's start, completed with what the ledger says elsewhere; none when it has no such rows.
pub(super) fn rows(register: RegisterId, snapshot: &Snapshot) -> Vec<BatchRow> {
    let mut contents: Vec<Content> = register.starter.iter().map(|cells| content(register, cells)).collect();
    if register == RegisterId::CONTACT {
        from_facility(&mut contents, snapshot);
        from_vendors(&mut contents, snapshot);
    }
    let rows = contents.into_iter().map(|content| BatchRow::added(register, content));
    rows.collect()
}

fn content(register: RegisterId, cells: &[(&str, &str)]) -> Content {
    let mut content = Content::default();
    for (key, text) in cells {
        put(register, &mut content, key, Entry::text(text));
    }
    content
}

fn put(register: RegisterId, content: &mut Content, key: &str, entry: Entry) {
    if let Some(field) = register.field_index(key) {
        content.fields.set(field, entry);
    }
}

fn has(content: &Content, key: &str, text: &str) -> bool {
    let field = RegisterId::CONTACT.field_index(key);
    field.is_some_and(|field| content.fields.get(field).as_text() == Some(text))
}

/// Fills a cell of the new row with what another row says, when it says something.
fn carry(from: &Record, key: &str, content: &mut Content, to: &str) {
    if let Some(text) = from.entry(key).as_text() {
        put(RegisterId::CONTACT, content, to, Entry::text(text));
    }
}

/// Who is responsible, and which 保健所.
fn from_facility(contents: &mut [Content], snapshot: &Snapshot) {
    let Some(facility) = snapshot.rows(RegisterId::FACILITY).first() else {
        return;
    };
    for (key, word, from, to) in [
        ("duty", tokens::DUTY_MANAGER, "manager", "person"),
        ("duty", tokens::DUTY_SAFETY, "safety_officer", "person"),
        ("duty", tokens::DUTY_OPERATOR, "operator", "person"),
        ("organization", tokens::HEALTH_CENTRE, "health_centre", "organization"),
    ] {
        for content in contents.iter_mut().filter(|content| has(content, key, word)) {
            carry(facility, from, content, to);
        }
    }
}

/// Every vendor with a contract of its own, in the place of the row that stands for them.
fn from_vendors(contents: &mut Vec<Content>, snapshot: &Snapshot) {
    let is_vendor = |content: &Content| has(content, "category", tokens::CONTACT_VENDOR);
    let vendors = snapshot.rows(RegisterId::VENDOR).iter().filter(|vendor| {
        let contract = vendor.entry("direct_contract").as_text();
        contract.and_then(|text| parse::understand(FieldKind::Flag, text).value) != Some(Value::Flag(false))
    });
    let vendors: Vec<Content> = vendors.map(|vendor| of_vendor(vendor)).collect();
    let Some(at) = contents.iter().position(is_vendor).filter(|_| !vendors.is_empty()) else {
        return;
    };
    contents.splice(at..=at, vendors);
}

fn of_vendor(vendor: &Record) -> Content {
    let mut content = content(RegisterId::CONTACT, &[("category", tokens::CONTACT_VENDOR)]);
    for (from, to) in [
        ("name", "organization"),
        ("contact", "person"),
        ("phone", "phone"),
        ("emergency", "off_hours"),
    ] {
        carry(vendor, from, &mut content, to);
    }
    content
}
