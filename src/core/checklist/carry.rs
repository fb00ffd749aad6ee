//! Answers of an earlier edition as proposals for a later one.
//!
//! Owns: when はい may be proposed. Refuses to know: who confirms it.
//! Invariant: no date is ever carried over; where the devices of an item changed, はい is proposed only when every
//! earlier row on the subject was はい.

use super::{Edition, ItemId, Subject, matching};
use crate::core::form::{Answer, TargetGroup};

/// One answer that a person may take over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub item: ItemId,
    pub answer: Answer,
    /// The earlier items it comes from.
    pub from: Vec<ItemId>,
    /// The earlier wording is nearly the same; otherwise a person should read both.
    pub is_same_wording: bool,
}

/// Proposals for the items of `to` from the last answers given to `from`.
pub fn propose(from: &Edition, answers: &dyn Fn(&ItemId) -> Option<Answer>, to: &Edition) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for item in &to.items {
        // A row that only one edition has says the same in another only when it says it in the same words.
        let earlier: Vec<_> = from
            .items
            .iter()
            .filter(|old| old.id.subject == item.id.subject && old.id.group.meets(item.id.group))
            .filter(|old| matches!(old.id.subject, Subject::Topic(_)) || old.id.group == item.id.group)
            .collect();
        let exact = earlier.iter().find(|old| old.id.group == item.id.group);
        let (sources, answer) = match exact {
            Some(old) => (vec![*old], answers(&old.id)),
            None => {
                let answer = merged(earlier.iter().map(|old| answers(&old.id)), item.id.group, earlier.len());
                (earlier, answer)
            }
        };
        if let Some(answer) = answer {
            let (text, mut texts) = (&item.text, sources.iter().map(|old| &old.text));
            proposals.push(Proposal {
                item: item.id.clone(),
                answer,
                is_same_wording: texts.all(|old| matching::are_alike(old, text)),
                from: sources.into_iter().map(|old| old.id.clone()).collect(),
            });
        }
    }
    proposals
}

/// Rows per kind of device became one, or one became several.
fn merged(answers: impl Iterator<Item = Option<Answer>>, group: TargetGroup, sources: usize) -> Option<Answer> {
    let answers: Vec<Option<Answer>> = answers.collect();
    let all = |wanted: Answer| !answers.is_empty() && answers.iter().all(|answer| *answer == Some(wanted));
    if all(Answer::Yes) {
        return Some(Answer::Yes);
    }
    // One いいえ among the parts makes the whole いいえ; a いいえ for the whole says nothing about one part.
    let is_whole = group == TargetGroup::ALL || group == TargetGroup::NONE;
    if is_whole && answers.contains(&Some(Answer::No)) {
        return Some(Answer::No);
    }
    (sources == 1 && is_whole && all(Answer::NotApplicable)).then_some(Answer::NotApplicable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::checklist::{Editions, SheetKind};
    use std::collections::BTreeMap;

    fn proposed(from: i32, to: i32, given: &[(&str, Answer)]) -> Vec<(String, &'static str)> {
        let editions = Editions::built_in();
        let edition = |year| editions.of_year(year, SheetKind::Medical).expect("shipped").clone();
        let given: BTreeMap<String, Answer> = given.iter().map(|(id, answer)| ((*id).to_owned(), *answer)).collect();
        let answers = |id: &ItemId| given.get(&id.to_string()).copied();
        propose(&edition(from), &answers, &edition(to))
            .into_iter()
            .map(|proposal| (proposal.item.to_string(), proposal.answer.key()))
            .collect()
    }

    #[test]
    fn the_same_item_is_proposed_as_it_was() {
        assert_eq!(
            proposed(
                2023,
                2024,
                &[("sys.ledger@all", Answer::Yes), ("log.access@server", Answer::No)]
            ),
            [
                ("sys.ledger@all".to_owned(), "yes"),
                ("log.access@server".to_owned(), "no")
            ]
        );
        assert_eq!(proposed(2024, 2025, &[]), []);
    }

    #[test]
    fn rows_of_several_devices_become_one_only_when_all_agree() {
        let patch = |server, pc, network| {
            [
                ("upd.patch@server", server),
                ("upd.patch@pc", pc),
                ("upd.patch@network", network),
            ]
        };
        let (yes, no) = (Answer::Yes, Answer::No);
        assert_eq!(
            proposed(2024, 2025, &patch(yes, yes, yes)),
            [("upd.patch@all".to_owned(), "yes")]
        );
        assert_eq!(
            proposed(2024, 2025, &patch(yes, no, yes)),
            [("upd.patch@all".to_owned(), "no")]
        );
        // One row was never answered: nothing is proposed.
        assert_eq!(proposed(2024, 2025, &patch(yes, yes, yes)[..2]), []);
        assert_eq!(proposed(2024, 2025, &patch(yes, no, yes)[..1]), []);
    }

    #[test]
    fn rows_about_other_devices_say_nothing() {
        // R5 asks about patches of all three; only the network row was answered.
        assert_eq!(
            proposed(2023, 2024, &[("upd.patch@network", Answer::Yes)]),
            [("upd.patch@network".to_owned(), "yes")]
        );
    }

    #[test]
    fn one_row_for_all_becomes_a_proposal_for_each_only_when_it_was_yes() {
        let back = proposed(2025, 2024, &[("acc.cleanup@all", Answer::Yes)]);
        assert_eq!(
            back,
            [
                ("acc.cleanup@server".to_owned(), "yes"),
                ("acc.cleanup@pc".to_owned(), "yes")
            ]
        );
        assert_eq!(proposed(2025, 2024, &[("acc.cleanup@all", Answer::No)]), []);
    }
}
