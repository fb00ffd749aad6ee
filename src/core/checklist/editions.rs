//! All editions at hand: shipped ones and those learned from files.
//!
//! Invariant: of two editions of one year and sheet the learned one counts: it is what the clinic holds in hand.

use std::sync::{Arc, LazyLock};

use chrono::{Datelike as _, NaiveDate};

use super::{Edition, Origin, SheetKind};
use crate::core::form::{Hints, tokens};

const FILES: [&str; 11] = [
    include_str!("../../../assets/checklists/2023-medical.toml"),
    include_str!("../../../assets/checklists/2023-pharmacy.toml"),
    include_str!("../../../assets/checklists/2023-vendor.toml"),
    include_str!("../../../assets/checklists/2024-medical.toml"),
    include_str!("../../../assets/checklists/2024-pharmacy.toml"),
    include_str!("../../../assets/checklists/2024-vendor.toml"),
    include_str!("../../../assets/checklists/2024-bcp.toml"),
    include_str!("../../../assets/checklists/2024-roles.toml"),
    include_str!("../../../assets/checklists/2025-medical.toml"),
    include_str!("../../../assets/checklists/2025-pharmacy.toml"),
    include_str!("../../../assets/checklists/2025-vendor.toml"),
];

// A test holds every file to be read; a file that is not would be missing, never half there.
static BUILT_IN: LazyLock<Vec<Arc<Edition>>> = LazyLock::new(|| {
    let read = FILES.iter().filter_map(|text| Edition::from_toml(text).ok());
    read.map(Arc::new).collect()
});

/// First year of the fiscal year that a day lies in.
pub fn fiscal_year_of(day: NaiveDate) -> i32 {
    if day.month() >= 4 { day.year() } else { day.year() - 1 }
}

#[derive(Clone, Debug)]
pub struct Editions {
    /// Oldest year first, then in the order of [`SheetKind`].
    list: Vec<Arc<Edition>>,
}

impl Editions {
    pub fn built_in() -> Self {
        Self::with(Vec::new())
    }

    /// The shipped editions with learned ones over them.
    pub fn with(learned: Vec<Edition>) -> Self {
        let mut list: Vec<Arc<Edition>> = Vec::new();
        for edition in learned {
            // The first of a name counts: who learned it again means the new one.
            let known = |other: &Arc<Edition>| other.id == edition.id && other.sheet == edition.sheet;
            if !list.iter().any(known) {
                list.push(Arc::new(edition));
            }
        }
        for edition in BUILT_IN.iter() {
            let known = |other: &Arc<Edition>| {
                (other.fiscal_year, other.sheet) == (edition.fiscal_year, edition.sheet)
                    || other.id == edition.id && other.sheet == edition.sheet
            };
            if !list.iter().any(known) {
                list.push(edition.clone());
            }
        }
        list.sort_by_key(|edition| (edition.fiscal_year, edition.sheet, edition.id.clone()));
        Self { list }
    }

    pub fn all(&self) -> impl ExactSizeIterator<Item = &Arc<Edition>> + DoubleEndedIterator {
        self.list.iter()
    }

    /// Those that the ledger learned, the newest first.
    pub fn learned(&self) -> impl Iterator<Item = &Arc<Edition>> {
        let is_learned = |edition: &&Arc<Edition>| matches!(edition.origin, Origin::Learned(_));
        self.list.iter().rev().filter(is_learned)
    }

    pub fn get(&self, id: &str, sheet: SheetKind) -> Option<&Arc<Edition>> {
        self.list
            .iter()
            .find(|edition| edition.id == id && edition.sheet == sheet)
    }

    pub fn of_year(&self, fiscal_year: i32, sheet: SheetKind) -> Option<&Arc<Edition>> {
        self.list
            .iter()
            .find(|edition| edition.fiscal_year == fiscal_year && edition.sheet == sheet)
    }

    /// The clinic's own checklist of a year: the merged sheet where there is one.
    pub fn own_of_year(&self, fiscal_year: i32, is_pharmacy: bool) -> Option<&Arc<Edition>> {
        let own = if is_pharmacy {
            SheetKind::Pharmacy
        } else {
            SheetKind::Medical
        };
        self.of_year(fiscal_year, SheetKind::Both)
            .or_else(|| self.of_year(fiscal_year, own))
    }

    /// What the form finder should know: every wording.
    pub fn hints(&self) -> Hints {
        let items = self.list.iter().flat_map(|edition| &edition.items);
        let mut wordings: Vec<String> = items
            .flat_map(|item| std::iter::once(&item.text).chain(&item.variants))
            .map(|text| tokens::key(text))
            .collect();
        wordings.sort();
        wordings.dedup();
        let layouts = self.list.iter().rev().filter_map(|edition| edition.layout.clone());
        Hints {
            wordings,
            layouts: layouts.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::checklist::{Sure, Topic};

    #[test]
    fn every_file_is_read_and_has_the_items_that_the_facts_count() {
        for text in FILES {
            Edition::from_toml(text).expect("a shipped edition");
        }
        let editions = Editions::built_in();
        let count = |year, sheet| {
            let edition = editions.of_year(year, sheet).expect("shipped");
            let formal = edition.checked().filter(|item| item.is_formal).count();
            (formal, edition.checked().count())
        };
        assert_eq!(count(2023, SheetKind::Medical), (10, 18));
        assert_eq!(count(2023, SheetKind::Vendor), (8, 14));
        assert_eq!(count(2024, SheetKind::Medical), (18, 18));
        assert_eq!(count(2024, SheetKind::Vendor), (14, 14));
        assert_eq!(count(2025, SheetKind::Medical), (19, 19));
        assert_eq!(count(2025, SheetKind::Vendor), (14, 14));
        // Only what is sure of the BCP sheet and known of the sheet of roles; the official files bring the rest.
        assert_eq!(count(2024, SheetKind::Bcp), (13, 13));
        assert_eq!(count(2024, SheetKind::Roles), (8, 8));
        for edition in editions.all() {
            assert_eq!(
                edition.presence().is_some(),
                edition.sheet.is_own_checklist(),
                "{}",
                edition.id
            );
            for item in edition.checked() {
                let contract = matches!(item.id.topic(), Some(Topic::RemoteMaintenance | Topic::MdsSds));
                let own = edition.sheet.is_own_checklist();
                assert_eq!(item.only_with_contract, contract && own, "{} {}", edition.id, item.id);
            }
        }
    }

    #[test]
    fn only_what_ministry_material_prints_is_official() {
        // R7 was seen as a draft only, so nothing of it may be official; R5 of clinics and vendors is verbatim.
        let editions = Editions::built_in();
        let official = |year, sheet| {
            let edition = editions.of_year(year, sheet).expect("shipped");
            edition
                .checked()
                .filter(|item| item.wording().sure == Sure::Official)
                .count()
        };
        assert_eq!(official(2023, SheetKind::Medical), 18);
        assert_eq!(official(2023, SheetKind::Vendor), 14);
        assert_eq!(official(2024, SheetKind::Medical), 4);
        assert_eq!(official(2024, SheetKind::Bcp), 12);
        assert_eq!(official(2024, SheetKind::Roles), 0);
        for year in [2023, 2024, 2025] {
            assert_eq!(official(year, SheetKind::Pharmacy), 0);
        }
        for sheet in [SheetKind::Medical, SheetKind::Pharmacy, SheetKind::Vendor] {
            assert_eq!(official(2025, sheet), 0);
        }
    }

    #[test]
    fn a_learned_edition_stands_before_the_shipped_one() {
        let mut mine = (**Editions::built_in().of_year(2025, SheetKind::Medical).expect("shipped")).clone();
        mine.title = "from a file".to_owned();
        mine.origin = crate::core::checklist::Origin::Fresh;
        let editions = Editions::with(vec![mine]);
        assert_eq!(
            editions.of_year(2025, SheetKind::Medical).expect("there").title,
            "from a file"
        );
        assert_eq!(editions.all().len(), 11);
        assert_eq!(fiscal_year_of("2026-03-31".parse().expect("a day")), 2025);
        assert_eq!(fiscal_year_of("2026-04-01".parse().expect("a day")), 2026);
    }
}
