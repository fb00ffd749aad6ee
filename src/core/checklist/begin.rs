//! A year of which nobody has seen the sheet yet: its answers begin on the items of the year before.
//!
//! Invariant: every wording of such a year is marked as another edition's; the ministry's file takes its place as soon
//! as it is learned, and the answers stay, because they hang on topics and not on numbers.

use super::learn::checklist_id;
use super::readiness::is_pharmacy;
use super::{Edition, Editions, SheetKind, Source, Sure, keep};
use crate::core::model::{BatchRow, Snapshot};

/// Rows that begin the fiscal year `year`: the clinic's own sheet and the vendors', as far as they are not known.
pub fn begin_year(snapshot: &Snapshot, year: i32) -> Vec<BatchRow> {
    let editions = Editions::of(snapshot);
    let pharmacy = is_pharmacy(snapshot);
    let before = |find: &dyn Fn(i32) -> Option<Edition>| {
        let mut years: Vec<i32> = editions.all().map(|edition| edition.fiscal_year).collect();
        years.dedup();
        let earlier = years.into_iter().rev().filter(|known| *known < year);
        find(year).is_none().then(|| earlier.filter_map(find).next()).flatten()
    };
    let own = before(&|year| editions.own_of_year(year, pharmacy).map(|edition| (**edition).clone()));
    let vendors = before(&|year| {
        let found = editions.of_year(year, SheetKind::Vendor);
        found.map(|edition| (**edition).clone())
    });
    let begun = own.into_iter().chain(vendors).map(|old| of_year(old, year));
    begun
        .filter_map(|edition| keep(&edition, &Source::default(), snapshot))
        .collect()
}

fn of_year(mut edition: Edition, year: i32) -> Edition {
    edition.id = checklist_id(year);
    edition.fiscal_year = year;
    edition.order = Sure::Derived;
    for item in &mut edition.items {
        item.wording = item.wording.max(Sure::Derived);
        item.number_sure = item.number_sure.max(Sure::Derived);
    }
    edition
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_nobody_has_seen_begins_with_the_items_of_the_last_and_claims_nothing() {
        let snapshot = Snapshot::new(crate::core::model::LedgerMeta::default());
        let rows = begin_year(&snapshot, 2026);
        assert_eq!(rows.len(), 2, "the clinic's and the vendors' sheet");
        let old = Editions::built_in()
            .of_year(2025, SheetKind::Medical)
            .cloned()
            .expect("shipped");
        let new = of_year((*old).clone(), 2026);
        assert_eq!((new.id.as_str(), new.items.len()), ("R8", old.items.len()));
        assert!(new.items.iter().all(|item| item.wording().sure >= Sure::Derived));
        assert!(
            new.items
                .iter()
                .filter_map(|item| item.number())
                .all(|number| number.sure >= Sure::Derived)
        );
        // A year that is known is not begun.
        assert!(begin_year(&snapshot, 2025).is_empty());
    }
}
