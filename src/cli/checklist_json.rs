//! The JSON contracts of checklists, version 1. A key never changes its meaning; new keys may come.

use std::path::Path;

use serde_json::{Value as Json, json};

use crate::core::checklist::about::Beside;
use crate::core::checklist::readiness::{Readiness, Verdict, Whose, points_by_sheet};
use crate::core::checklist::{
    Answers, Edition, Editions, Filled, Given, Item, ItemId, SheetAnswers, SheetId, Step, TakePlan, TakenDisclosure,
    Visit, proposals,
};
use crate::core::form::{FormMap, State};
use crate::core::model::Snapshot;
use crate::text::checklist as words;

fn given(given: &Given) -> Json {
    json!({
        "answer": given.answer.map(|answer| answer.key()), "checked_on": day(given.checked_on), "target_on": day(given.target_on),
        "checked_by": given.checked_by, "evidence": given.evidence, "note": given.note,
    })
}

fn day(day: Option<chrono::NaiveDate>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn item(item: &Item) -> Json {
    let shown = words::wording(item);
    json!({
        "item": item.id.to_string(), "topic": item.id.subject.key(), "group": item.id.group.key(), "section": item.section,
        "number": item.number().map(|number| json!({"text": number.text, "sure": number.sure.key()})),
        "text": shown.text, "wording": item.wording().sure.key(), "is_official": shown.mark.is_none(), "mark": shown.mark,
        "formal": item.is_formal, "only_with_contract": item.only_with_contract, "has_target": item.has_target,
        "presence": item.is_presence(),
        "ours": {"title": words::title(&item.id, None), "plain": words::plain(&item.id), "evidence": words::evidence(&item.id), "todo": words::todo(&item.id)},
    })
}

fn beside(fact: &Beside) -> Json {
    json!({
        "kind": fact.kind.key(), "sentence": words::beside(fact), "count": fact.rows.len(), "of": fact.of, "against": fact.is_against,
        "register": fact.register.key, "rows": fact.rows.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

pub(super) fn edition(edition: &Edition) -> Json {
    json!({"id": edition.id, "fiscal_year": edition.fiscal_year, "sheet": edition.sheet.key(), "name": words::edition_name(edition),
        "order": edition.order.key(), "items": edition.items.len()})
}

/// `checklist status --json`.
pub(super) fn status(
    snapshot: &Snapshot,
    chosen: &Edition,
    id: &SheetId,
    answers: &Answers,
    about: &dyn Fn(&ItemId) -> Vec<Beside>,
) -> Json {
    let editions = Editions::of(snapshot);
    let sheet = answers.sheet(id);
    let items: Vec<Json> = chosen
        .items
        .iter()
        .map(|found| {
            let mut json = item(found);
            let rounds: Vec<Json> = rounds(sheet, &found.id)
                .map(|(round, found)| {
                    let mut json = given(found);
                    json["round"] = json!(round);
                    json
                })
                .collect();
            json["rounds"] = json!(rounds);
            json["ledger"] = about(&found.id).iter().map(beside).collect();
            json
        })
        .collect();
    let proposals: Vec<Json> = proposals(&editions, answers, chosen, id)
        .map(|(old, list)| {
            list.into_iter()
                .map(|proposal| {
                    json!({"item": proposal.item.to_string(), "answer": proposal.answer.key(), "edition": old.id,
                        "from": proposal.from.iter().map(ToString::to_string).collect::<Vec<_>>(), "same_wording": proposal.is_same_wording})
                })
                .collect()
        })
        .unwrap_or_default();
    json!({
        "version": 1, "edition": edition(chosen), "vendor": id.vendor, "items": items, "proposals": proposals,
        "editions": editions.all().map(|known| edition(known)).collect::<Vec<_>>(),
        "odd_answers": answers.odd.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn rounds<'a>(answers: &'a SheetAnswers, item: &ItemId) -> impl Iterator<Item = (u8, &'a Given)> {
    let range = (item.clone(), 0)..=(item.clone(), u8::MAX);
    answers.range(range).map(|((_, round), given)| (*round, given))
}

/// `readiness --json`.
pub(super) fn readiness(found: &Readiness, visit: Visit) -> Json {
    let whose = |whose: Whose| match whose {
        Whose::Own => Json::Null,
        Whose::Vendor(at) => json!(found.vendors.get(at).map(|vendor| vendor.name.clone())),
    };
    let own = found.own.as_deref();
    let rows: Vec<Json> = found
        .judgement
        .iter()
        .flat_map(|judgement| &judgement.rows)
        .map(|row| {
            let rule = row.rule.text(found.fiscal_year);
            let point = match &row.verdict {
                Verdict::Points(point) => json!({"key": point.key(), "sentence": words::point(point), "todo": words::point_todo(point)}),
                Verdict::Fine | Verdict::NotChecked => Json::Null,
            };
            json!({
                "vendor": whose(row.whose), "item": row.item.as_ref().map(ToString::to_string),
                "name": row.item.as_ref().map(|item| words::name(item, own)), "verdict": row.verdict.key(), "point": point,
                "rule": {"id": row.rule.key(), "text": rule.text, "sure": rule.sure.key(), "origin": rule.origin.key(),
                    "source": words::rule_source(&rule)},
            })
        })
        .collect();
    let warnings: Vec<Json> = found
        .warnings
        .iter()
        .map(|warning| {
            json!({"vendor": whose(warning.whose), "item": warning.item.as_ref().map(ToString::to_string),
                "kind": warning.concern.key(), "sentence": words::concern(&warning.concern)})
        })
        .collect();
    let overall = found.judgement.as_ref().map(|judgement| judgement.overall);
    let points = found.judgement.as_ref().map(points_by_sheet).unwrap_or_default();
    let vendors: Vec<Json> = found
        .vendors
        .iter()
        .enumerate()
        .map(|(at, vendor)| {
            json!({"name": vendor.name, "contract": vendor.contract.key(), "points": points.get(&Whose::Vendor(at)).copied().unwrap_or(0)})
        })
        .collect();
    json!({
        "version": 1, "visit": visit.key(), "fiscal_year": found.fiscal_year, "edition": own.map(edition),
        "vendor_edition": found.vendor_edition.as_deref().map(edition), "overall": overall.map(|overall| overall.key()),
        "sentence": overall.map(words::overall), "own_points": points.get(&Whose::Own).copied().unwrap_or(0), "vendors": vendors,
        "rows": rows, "warnings": warnings,
    })
}

/// One form of `checklist take --json`.
pub(super) fn take(plan: &TakePlan) -> Json {
    let rows: Vec<Json> = plan
        .rows
        .iter()
        .map(|row| {
            let unclear = match row.step {
                Step::Unclear(state) => {
                    let guess = if let State::Confirm { guess, .. } = state { guess } else { None };
                    json!({"state": state.key(), "guess": guess.map(|guess| guess.key())})
                }
                Step::New | Step::Same | Step::Change => Json::Null,
            };
            json!({"item": row.item.to_string(), "round": row.round, "cell": row.cell.to_string(), "step": row.step.key(), "include": row.include,
                "before": given(&row.before), "after": given(&row.after), "unclear": unclear,
                "date_problems": row.dates.iter().map(|problem| problem.key()).collect::<Vec<_>>()})
        })
        .collect();
    let strays: Vec<Json> = plan
        .strays
        .iter()
        .map(|stray| json!({"cell": stray.cell.to_string(), "text": stray.text}))
        .collect();
    let doubts: Vec<Json> = plan
        .doubts
        .iter()
        .map(|doubt| json!({"kind": doubt.kind.key(), "cell": doubt.cell.map(|cell| cell.to_string()), "text": doubt.text}))
        .collect();
    json!({
        "kind": "answers", "edition": edition(&plan.edition), "vendor": plan.sheet.vendor, "needs_vendor": plan.needs_vendor(),
        "learns_edition": plan.keep_edition, "other_year": plan.is_other_year, "rows": rows, "not_taken": strays,
        "missing_items": plan.missing.iter().map(ToString::to_string).collect::<Vec<_>>(), "doubts": doubts,
    })
}

pub(super) fn disclosure(taken: &TakenDisclosure) -> Json {
    json!({"kind": "disclosure", "vendor": taken.vendor, "product": taken.product, "form": taken.kind, "yes": taken.yes, "no": taken.no,
        "na": taken.not_applicable, "blank": taken.blank, "unclear": taken.unclear})
}

/// `form fill --json`.
pub(super) fn filled(done: &[(FormMap, Filled)], target: &Path) -> Json {
    let forms: Vec<Json> = done
        .iter()
        .map(|(_, filled)| {
            let not: Vec<Json> = filled
                .outcome
                .not_filled
                .iter()
                .map(|not| json!({"row": not.item, "round": not.round, "cell": not.cell.map(|cell| cell.to_string()), "reason": not.reason.key()}))
                .collect();
            json!({
                "edition": filled.sheet.edition, "sheet": filled.sheet.sheet.key(), "vendor": filled.sheet.vendor, "asked": filled.asked,
                "written": filled.outcome.written.iter().map(ToString::to_string).collect::<Vec<_>>(), "parts": filled.outcome.touched,
                "not_filled": not, "no_row": filled.homeless.iter().map(ToString::to_string).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({"version": 1, "out": target.display().to_string(), "forms": forms})
}
