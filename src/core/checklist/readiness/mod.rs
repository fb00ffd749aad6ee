//! 立入検査の準備: the inspector's view of a ledger, and our own advice beside it.
//!
//! Owns: gathering sheets, vendors, chart and disclosures from the ledger. Refuses to know: wording for people.
//! Invariant: the same ledger, day and year give the same result.

mod judge;
mod rules;
mod warn;

use std::sync::Arc;

pub use judge::{Chart, Inspection, Judgement, Overall, Point, Row, VendorSheet, Verdict, Whose, points_by_sheet};
pub use rules::{RuleId, RuleText, SourceKind};
pub use warn::{ChartPart, Concern, Warning};

use super::{
    Answers, Contract, Edition, Editions, SheetId, SheetKind, Topic, Vendor, Vendors, about, board, last_answer,
};
use crate::core::catalogue::{RegisterId, tokens};
use crate::core::evidence;
use crate::core::form::Answer;
use crate::core::model::Snapshot;
use crate::core::rules::{Finding, Look, choice};

/// How ready a ledger is for the inspection of one fiscal year.
#[derive(Clone, Debug)]
pub struct Readiness {
    pub fiscal_year: i32,
    /// Nothing when the edition of that year is not known yet.
    pub own: Option<Arc<Edition>>,
    pub vendor_edition: Option<Arc<Edition>>,
    /// Vendors in the order of [`Whose::Vendor`].
    pub vendors: Vec<Vendor>,
    pub judgement: Option<Judgement>,
    pub warnings: Vec<Warning>,
}

/// Whether the ledger is a pharmacy's: its profile says so, or it answers the pharmacies' sheet.
pub fn is_pharmacy(snapshot: &Snapshot) -> bool {
    let facility = snapshot.rows(RegisterId::FACILITY).first();
    match facility.and_then(|row| choice(row, "kind")) {
        Some(kind) => kind == tokens::FACILITY_PHARMACY,
        None => Answers::of(snapshot)
            .sheets()
            .any(|(id, _)| id.sheet == SheetKind::Pharmacy),
    }
}

/// Reads a ledger as an inspector of a fiscal year would.
pub fn readiness(look: &Look<'_>, findings: &[Finding], fiscal_year: i32) -> Readiness {
    let snapshot = look.snapshot;
    let editions = Editions::of(snapshot);
    let answers = Answers::of(snapshot);
    let desk = about::Desk::new(look, findings);
    let own = editions.own_of_year(fiscal_year, is_pharmacy(snapshot)).cloned();
    let vendor_edition = editions.of_year(fiscal_year, SheetKind::Vendor).cloned();
    let listed = Vendors::of(snapshot);
    let vendors: Vec<Vendor> = listed.asked().cloned().collect();
    let mut warnings = Vec::new();
    let judgement = own.as_deref().map(|own| {
        // The vendors' sheet goes by the same year, whether its items are known or not.
        let edition = vendor_edition
            .as_ref()
            .map_or(own.id.as_str(), |edition| edition.id.as_str());
        let back = board(snapshot, &answers, edition, SheetKind::Vendor, look.today);
        let sheet_ids: Vec<SheetId> = vendors
            .iter()
            .map(|vendor| SheetId::of_vendor(edition, SheetKind::Vendor, &vendor.name))
            .collect();
        let own_id = SheetId::own(&own.id, own.sheet);
        let chart_item = own
            .items
            .iter()
            .find(|item| item.id.topic() == Some(Topic::ContactChart));
        let chart_told = chart_item.is_some_and(|item| {
            let given = answers.sheet(&own_id).get(&(item.id.clone(), 1));
            given.is_some_and(|given| given.answer == Some(Answer::Yes) && !given.evidence.is_empty())
        });
        let inspection = Inspection {
            fiscal_year,
            own,
            answers: answers.sheet(&own_id),
            has_contract: listed.has_contract(),
            vendor_edition: vendor_edition.as_deref(),
            vendors: vendors
                .iter()
                .zip(&sheet_ids)
                .map(|(vendor, id)| VendorSheet {
                    name: vendor.name.clone(),
                    is_back: back
                        .iter()
                        .any(|row| row.vendor.name == vendor.name && row.asked.state.is_back()),
                    answers: answers.sheet(id),
                })
                .collect(),
            chart: chart(snapshot, chart_told, &mut warnings),
            unexplained: unexplained(snapshot),
        };
        // Files attached to an answer show it as well as words do.
        let files = evidence::proven(snapshot);
        let proven = inspection
            .answers
            .keys()
            .filter(|(item, round)| {
                answers
                    .row(&own_id, item, *round)
                    .is_some_and(|row| files.contains(&row.id))
            })
            .map(|(item, _)| item.clone())
            .collect();
        warnings.extend(warn::of_answers(&inspection, &proven, look.today));
        for item in own.checked() {
            if last_answer(inspection.answers, &item.id) != Some(Answer::Yes) {
                continue;
            }
            for fact in desk.about(&item.id).into_iter().filter(|fact| fact.is_against) {
                warnings.push(Warning {
                    whose: Whose::Own,
                    item: Some(item.id.clone()),
                    concern: Concern::AgainstLedger(fact),
                });
            }
        }
        inspection.judge()
    });
    for (at, vendor) in vendors.iter().enumerate() {
        if vendor.contract == Contract::Unknown {
            warnings.push(Warning {
                whose: Whose::Vendor(at),
                item: None,
                concern: Concern::ContractUnknown(vendor.name.clone()),
            });
        }
    }
    if !answers.odd.is_empty() {
        warnings.push(Warning {
            whose: Whose::Own,
            item: None,
            concern: Concern::OddAnswers(answers.odd.len()),
        });
    }
    if judgement
        .as_ref()
        .is_some_and(|found| found.overall == Overall::NothingToCheck)
    {
        warnings.clear();
    }
    Readiness {
        fiscal_year,
        own,
        vendor_edition,
        vendors,
        judgement,
        warnings,
    }
}

/// Whether the ledger can show a chart: somebody inside and somebody outside, or a document of the clinic's own.
fn chart(snapshot: &Snapshot, told: bool, warnings: &mut Vec<Warning>) -> Chart {
    let rows = snapshot.rows(RegisterId::CONTACT);
    let named = |row: &crate::core::model::Record| {
        ["person", "organization", "duty"]
            .iter()
            .any(|key| row.entry(key).as_text().is_some())
    };
    let has =
        |wanted: &dyn Fn(Option<&str>) -> bool| rows.iter().any(|row| named(row) && wanted(choice(row, "category")));
    let inside = has(&|category| category == Some(tokens::CONTACT_INSIDE));
    let outside = has(&|category| category.is_some_and(|word| word != tokens::CONTACT_INSIDE));
    if told {
        return Chart::There;
    }
    let found = match (inside, outside) {
        (true, true) => Chart::There,
        (false, false) => Chart::Missing,
        _ => Chart::Half,
    };
    if found != Chart::Missing {
        let phones = rows.iter().filter(|row| named(row)).all(|row| {
            ["phone", "off_hours"]
                .iter()
                .any(|key| row.entry(key).as_text().is_some())
        });
        for (part, is_there) in [
            (ChartPart::Inside, inside),
            (
                ChartPart::Vendors,
                has(&|category| category == Some(tokens::CONTACT_VENDOR)),
            ),
            (
                ChartPart::Authorities,
                has(&|category| category == Some(tokens::CONTACT_AUTHORITY)),
            ),
            (ChartPart::Phones, phones),
        ] {
            if !is_there {
                warnings.push(Warning {
                    whose: Whose::Own,
                    item: None,
                    concern: Concern::ChartLacks(part),
                });
            }
        }
    }
    found
}

/// Products whose disclosure has an いいえ without a reason.
fn unexplained(snapshot: &Snapshot) -> Vec<String> {
    let register = RegisterId::DISCLOSURE;
    let Some(child) = register.child_index("exception") else {
        return Vec::new();
    };
    let list = &register.children[child];
    let (Some(answer), Some(reason)) = (list.field_index("answer"), list.field_index("reason")) else {
        return Vec::new();
    };
    let is_no = |text: &str| crate::core::parse::fold(text).contains(&*crate::core::parse::fold(Answer::No.word()));
    let rows = snapshot.rows(register).iter().filter(|row| {
        let lines = row.content.child_rows(child);
        let silent = |line: &crate::core::model::Fields| {
            line.get(answer).as_text().is_some_and(is_no) && line.get(reason).as_text().is_none()
        };
        // Counted, but not one of them written down.
        let count = row
            .entry("no_count")
            .as_text()
            .and_then(|text| text.trim().parse::<u32>().ok());
        let counted = count.is_some_and(|count| count > 0)
            && !lines.iter().any(|line| line.get(answer).as_text().is_some_and(is_no));
        counted || lines.iter().any(silent)
    });
    rows.map(|row| row.name().unwrap_or_default().to_owned()).collect()
}
