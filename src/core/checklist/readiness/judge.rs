//! The inspector's view of one clinic's sheets.
//!
//! Owns: what is fine, what is not looked at, what would be pointed out. Refuses to know: the ledger, wording.
//! Invariants: complete means filled in, not all はい; every row says by which rule; our own advice is elsewhere.

use std::collections::BTreeMap;

use super::rules::RuleId;
use crate::core::checklist::{Edition, Item, ItemId, SheetAnswers, Topic, fiscal_year_of};
use crate::core::form::Answer;

/// Everything an inspector is shown.
#[derive(Clone, Debug)]
pub struct Inspection<'a> {
    pub fiscal_year: i32,
    pub own: &'a Edition,
    pub answers: &'a SheetAnswers,
    /// Whether the clinic has a contract with any vendor.
    pub has_contract: bool,
    /// Items of the vendors' sheet, when the edition is known.
    pub vendor_edition: Option<&'a Edition>,
    /// Vendors that have to answer.
    pub vendors: Vec<VendorSheet<'a>>,
    pub chart: Chart,
    /// Products whose disclosure has an いいえ that nobody explained.
    pub unexplained: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct VendorSheet<'a> {
    pub name: String,
    /// It is in the house, whatever stands in it.
    pub is_back: bool,
    pub answers: &'a SheetAnswers,
}

/// The 連絡体制図.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// It can be shown: people inside and places outside, or a document of its own.
    There,
    /// Only people inside, or only places outside.
    Half,
    Missing,
}

/// Whose sheet a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    Own,
    /// Place in `Inspection::vendors`.
    Vendor(usize),
}

/// What would be pointed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Point {
    /// 医療情報システムの有無 is not marked.
    NoPresence,
    NoAnswer,
    NoDate,
    /// 対象外 where the sheet has はい and いいえ only.
    NotYesNo,
    /// いいえ without a target day.
    NoTarget,
    TargetOutsideYear,
    NoChart,
    HalfChart,
    /// A contracted vendor whose sheet is not there.
    NoVendorSheet,
    /// Contracts, but no vendor in the ledger and no sheet.
    NoVendorListed,
    /// An いいえ of a disclosure without an explanation.
    Unexplained(String),
}

impl Point {
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NoPresence => "no_presence",
            Self::NoAnswer => "no_answer",
            Self::NoDate => "no_date",
            Self::NotYesNo => "not_yes_no",
            Self::NoTarget => "no_target",
            Self::TargetOutsideYear => "target_outside_year",
            Self::NoChart => "no_chart",
            Self::HalfChart => "half_chart",
            Self::NoVendorSheet => "no_vendor_sheet",
            Self::NoVendorListed => "no_vendor_listed",
            Self::Unexplained(_) => "unexplained_disclosure",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Fine,
    /// The inspector does not look at it.
    NotChecked,
    Points(Point),
}

impl Verdict {
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::NotChecked => "not_checked",
            Self::Points(_) => "pointed_out",
        }
    }
}

/// One line of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub whose: Whose,
    /// Nothing for a line about the sheet or the clinic as a whole.
    pub item: Option<ItemId>,
    pub verdict: Verdict,
    pub rule: RuleId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overall {
    /// The clinic has no medical information system: nothing more is looked at.
    NothingToCheck,
    Complete,
    /// So many things would be pointed out.
    Points(usize),
}

impl Overall {
    pub const fn key(self) -> &'static str {
        match self {
            Self::NothingToCheck => "nothing_to_check",
            Self::Complete => "complete",
            Self::Points(_) => "pointed_out",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub rows: Vec<Row>,
    pub overall: Overall,
}

impl Inspection<'_> {
    /// Reads the sheets as an inspector would.
    pub fn judge(&self) -> Judgement {
        let mut rows = Vec::new();
        let nothing = self.presence(&mut rows);
        if nothing {
            let void = |item: &Item| Row {
                whose: Whose::Own,
                item: Some(item.id.clone()),
                verdict: Verdict::NotChecked,
                rule: RuleId::NoSystems,
            };
            rows.extend(self.own.checked().map(void));
            return Judgement {
                rows,
                overall: Overall::NothingToCheck,
            };
        }
        for item in self.own.checked() {
            self.item(item, Whose::Own, self.answers, &mut rows);
        }
        self.chart(&mut rows);
        self.vendors(&mut rows);
        if RuleId::Disclosure.is_in_force(self.fiscal_year) {
            for product in &self.unexplained {
                rows.push(Row {
                    whose: Whose::Own,
                    item: None,
                    verdict: Verdict::Points(Point::Unexplained(product.clone())),
                    rule: RuleId::Disclosure,
                });
            }
        }
        let points = rows
            .iter()
            .filter(|row| matches!(row.verdict, Verdict::Points(_)))
            .count();
        Judgement {
            rows,
            overall: if points == 0 {
                Overall::Complete
            } else {
                Overall::Points(points)
            },
        }
    }

    /// Whether the sheet says that there is nothing to check.
    fn presence(&self, rows: &mut Vec<Row>) -> bool {
        let Some(item) = self.own.presence() else { return false };
        let given = self.answers.get(&(item.id.clone(), 1)).and_then(|given| given.answer);
        let (verdict, rule) = match given {
            Some(Answer::No) => (Verdict::Fine, RuleId::NoSystems),
            Some(Answer::Yes) => (Verdict::Fine, RuleId::FirstRound),
            Some(Answer::NotApplicable) => (Verdict::Points(Point::NotYesNo), RuleId::FirstRound),
            None => (Verdict::Points(Point::NoPresence), RuleId::FirstRound),
        };
        rows.push(Row {
            whose: Whose::Own,
            item: Some(item.id.clone()),
            verdict,
            rule,
        });
        given == Some(Answer::No)
    }

    /// Which rule asks for every item.
    fn asks(&self) -> RuleId {
        if RuleId::AllItems.is_in_force(self.fiscal_year) {
            RuleId::AllItems
        } else {
            RuleId::FirstRound
        }
    }

    fn item(&self, item: &Item, whose: Whose, answers: &SheetAnswers, rows: &mut Vec<Row>) {
        let row = |verdict, rule| Row {
            whose,
            item: Some(item.id.clone()),
            verdict,
            rule,
        };
        if !item.is_formal {
            rows.push(row(Verdict::NotChecked, RuleId::ReferenceItems));
            return;
        }
        if whose == Whose::Own && item.only_with_contract && !self.has_contract {
            rows.push(row(Verdict::NotChecked, RuleId::NoContract));
            return;
        }
        let first = answers.get(&(item.id.clone(), 1));
        let asks = self.asks();
        let Some(answer) = first.and_then(|given| given.answer) else {
            let covered = whose != Whose::Own && self.is_answered_elsewhere(&item.id, whose);
            rows.push(match covered {
                true => row(Verdict::Fine, RuleId::CoveredElsewhere),
                false => row(Verdict::Points(Point::NoAnswer), asks),
            });
            return;
        };
        let mut points = Vec::new();
        if answer == Answer::NotApplicable && !item.offers_na {
            points.push((Point::NotYesNo, asks));
        }
        if first.is_none_or(|given| given.checked_on.is_none()) {
            points.push((Point::NoDate, asks));
        }
        if answer == Answer::No && item.has_target {
            let rounds = answers.range((item.id.clone(), 0)..=(item.id.clone(), u8::MAX));
            let targets: Vec<_> = rounds.filter_map(|(_, given)| given.target_on).collect();
            if targets.is_empty() {
                points.push((Point::NoTarget, RuleId::Target));
            } else if !targets.iter().any(|day| fiscal_year_of(*day) == self.fiscal_year) {
                points.push((Point::TargetOutsideYear, RuleId::Target));
            }
        }
        if points.is_empty() {
            rows.push(row(Verdict::Fine, asks));
        }
        rows.extend(
            points
                .into_iter()
                .map(|(point, rule)| row(Verdict::Points(point), rule)),
        );
    }

    /// On the clinic's sheet or on another vendor's.
    fn is_answered_elsewhere(&self, item: &ItemId, whose: Whose) -> bool {
        let has = |answers: &SheetAnswers| {
            answers
                .get(&(item.clone(), 1))
                .is_some_and(|given| given.answer.is_some())
        };
        has(self.answers)
            || self
                .vendors
                .iter()
                .enumerate()
                .any(|(at, vendor)| whose != Whose::Vendor(at) && has(vendor.answers))
    }

    fn chart(&self, rows: &mut Vec<Row>) {
        let item = self
            .own
            .items
            .iter()
            .find(|item| item.id.topic() == Some(Topic::ContactChart));
        let verdict = match self.chart {
            _ if item.is_some_and(|item| !item.is_formal) => Verdict::NotChecked,
            Chart::There => Verdict::Fine,
            Chart::Half => Verdict::Points(Point::HalfChart),
            Chart::Missing => Verdict::Points(Point::NoChart),
        };
        rows.push(Row {
            whose: Whose::Own,
            item: None,
            rule: if verdict == Verdict::NotChecked {
                RuleId::ReferenceItems
            } else {
                RuleId::Chart
            },
            verdict,
        });
    }

    fn vendors(&self, rows: &mut Vec<Row>) {
        if !self.has_contract {
            return;
        }
        let rule = match self.vendors.len() {
            _ if RuleId::PerSystem.is_in_force(self.fiscal_year) => RuleId::PerSystem,
            0 | 1 => RuleId::VendorSheet,
            _ => RuleId::EveryVendor,
        };
        let line = |whose, verdict| Row {
            whose,
            item: None,
            verdict,
            rule,
        };
        if self.vendors.is_empty() {
            rows.push(line(Whose::Own, Verdict::Points(Point::NoVendorListed)));
        }
        for (at, vendor) in self.vendors.iter().enumerate() {
            let whose = Whose::Vendor(at);
            if !vendor.is_back && vendor.answers.is_empty() {
                rows.push(line(whose, Verdict::Points(Point::NoVendorSheet)));
                continue;
            }
            rows.push(line(whose, Verdict::Fine));
            for item in self.vendor_edition.into_iter().flat_map(Edition::checked) {
                self.item(item, whose, vendor.answers, rows);
            }
        }
    }
}

/// Points per sheet, for a short answer.
pub fn points_by_sheet(judgement: &Judgement) -> BTreeMap<Whose, usize> {
    let mut counts = BTreeMap::new();
    for row in &judgement.rows {
        if matches!(row.verdict, Verdict::Points(_)) {
            *counts.entry(row.whose).or_default() += 1;
        }
    }
    counts
}
