//! Our own advice beside the inspector's view.
//!
//! Owns: what no rule asks for and a careful person would look at. Refuses to know: wording.
//! Invariant: a warning never makes a sheet incomplete.

use chrono::NaiveDate;

use super::judge::{Inspection, Whose};
use crate::core::checklist::about::Beside;
use crate::core::checklist::{Edition, ItemId, SheetAnswers, Sure, Topic, fiscal_year_of, last_given};
use crate::core::form::Answer;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Concern {
    /// The target day is over and nothing says はい.
    TargetPast(NaiveDate),
    /// はい, and nothing says what shows it.
    NoEvidence,
    /// はい, and the ledger says otherwise.
    AgainstLedger(Beside),
    /// A later round has an answer without a day.
    RoundWithoutDate(u8),
    /// The day of an answer lies outside the fiscal year of the sheet.
    DateOutsideYear(NaiveDate),
    DateInFuture(NaiveDate),
    /// Nobody says whether there is a direct contract with this vendor.
    ContractUnknown(String),
    /// An item that only this vendor itself can answer is blank; another sheet covers it by the letter of the rule.
    OwnItemBlank,
    /// The list of contacts has nobody of this kind.
    ChartLacks(ChartPart),
    /// The wording of so many items is not the ministry's for certain.
    UnsureWording(usize),
    /// Answers in the ledger that name no sheet or item.
    OddAnswers(usize),
}

impl Concern {
    pub const fn key(&self) -> &'static str {
        match self {
            Self::TargetPast(_) => "target_past",
            Self::NoEvidence => "no_evidence",
            Self::AgainstLedger(_) => "against_ledger",
            Self::RoundWithoutDate(_) => "round_without_date",
            Self::DateOutsideYear(_) => "date_outside_year",
            Self::DateInFuture(_) => "date_in_future",
            Self::ContractUnknown(_) => "contract_unknown",
            Self::OwnItemBlank => "own_item_blank",
            Self::ChartLacks(_) => "chart_lacks",
            Self::UnsureWording(_) => "unsure_wording",
            Self::OddAnswers(_) => "odd_answers",
        }
    }
}

/// Whom the chart should name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChartPart {
    Inside,
    Vendors,
    Authorities,
    /// Somebody without a telephone number.
    Phones,
}

impl ChartPart {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Vendors => "vendors",
            Self::Authorities => "authorities",
            Self::Phones => "phones",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub whose: Whose,
    pub item: Option<ItemId>,
    pub concern: Concern,
}

/// What the answers themselves give reason for.
pub(super) fn of_answers(inspection: &Inspection<'_>, today: NaiveDate) -> Vec<Warning> {
    let mut warnings = Vec::new();
    sheet(
        inspection,
        inspection.own,
        Whose::Own,
        inspection.answers,
        today,
        &mut warnings,
    );
    for (at, vendor) in inspection.vendors.iter().enumerate() {
        if let Some(edition) = inspection.vendor_edition {
            let whose = Whose::Vendor(at);
            sheet(inspection, edition, whose, vendor.answers, today, &mut warnings);
            own_items(edition, whose, vendor.answers, &mut warnings);
        }
    }
    let unsure = inspection
        .own
        .items
        .iter()
        .filter(|item| !matches!(item.wording().sure, Sure::Official | Sure::File))
        .count();
    if unsure > 0 {
        warnings.push(Warning {
            whose: Whose::Own,
            item: None,
            concern: Concern::UnsureWording(unsure),
        });
    }
    warnings
}

fn sheet(
    inspection: &Inspection<'_>,
    edition: &Edition,
    whose: Whose,
    answers: &SheetAnswers,
    today: NaiveDate,
    warnings: &mut Vec<Warning>,
) {
    for item in edition.checked() {
        let mut warn = |concern| {
            warnings.push(Warning {
                whose,
                item: Some(item.id.clone()),
                concern,
            });
        };
        let rounds: Vec<_> = answers
            .range((item.id.clone(), 0)..=(item.id.clone(), u8::MAX))
            .map(|((_, round), given)| (*round, given))
            .collect();
        let last = last_given(answers, &item.id).map(|(_, given)| given);
        let answer = last.and_then(|given| given.answer);
        let target = rounds.iter().filter_map(|(_, given)| given.target_on).max();
        if let Some(day) = target.filter(|day| *day < today && answer != Some(Answer::Yes)) {
            warn(Concern::TargetPast(day));
        }
        // Who has the chart in the ledger shows it from there.
        let shown = item.id.topic() == Some(Topic::ContactChart) && inspection.chart == super::Chart::There;
        let told = rounds.iter().any(|(_, given)| !given.evidence.is_empty());
        if whose == Whose::Own && answer == Some(Answer::Yes) && !told && !shown {
            warn(Concern::NoEvidence);
        }
        for (round, given) in &rounds {
            match given.checked_on {
                None if *round > 1 && given.answer.is_some() => warn(Concern::RoundWithoutDate(*round)),
                Some(day) if day > today => warn(Concern::DateInFuture(day)),
                Some(day) if fiscal_year_of(day) != inspection.fiscal_year => warn(Concern::DateOutsideYear(day)),
                _ => {}
            }
        }
    }
}

/// Nobody else can say who is responsible at a vendor, or whether it handed in its disclosure.
fn own_items(edition: &Edition, whose: Whose, answers: &SheetAnswers, warnings: &mut Vec<Warning>) {
    let own = [Some(Topic::Responsible), Some(Topic::MdsSds)];
    for item in edition.checked().filter(|item| own.contains(&item.id.topic())) {
        let is_blank = answers
            .get(&(item.id.clone(), 1))
            .is_none_or(|given| given.answer.is_none());
        if is_blank && !answers.is_empty() {
            warnings.push(Warning {
                whose,
                item: Some(item.id.clone()),
                concern: Concern::OwnItemBlank,
            });
        }
    }
}
