//! The inspector's view against cases written by hand from the guide, and the same through a real ledger.

use std::collections::BTreeMap;
use std::path::Path;

use kikidaicho::core::checklist::readiness::{
    Chart, Inspection, Judgement, Overall, RuleId, VendorSheet, Verdict, Whose,
};
use kikidaicho::core::checklist::{Edition, Editions, Given, ItemId, SheetAnswers, SheetKind};
use kikidaicho::core::form::Answer;

#[derive(Default)]
struct Sheet {
    answers: SheetAnswers,
    name: String,
    is_back: bool,
}

struct Case {
    title: String,
    year: i32,
    sheet: String,
    own: Sheet,
    presence: Option<Answer>,
    vendors: Vec<Sheet>,
    has_contract: bool,
    chart: Chart,
    unexplained: Vec<String>,
    overall: Option<&'static str>,
    points: Vec<String>,
    rest: Vec<String>,
}

fn answer(word: &str) -> Option<Answer> {
    match word {
        "yes" => Some(Answer::Yes),
        "no" => Some(Answer::No),
        "na" => Some(Answer::NotApplicable),
        "-" => None,
        other => panic!("{other}"),
    }
}

/// `yes 2023-06-01 target 2023-09-30`
fn given(words: &[&str]) -> Given {
    let day = |word: &str| (word != "-").then(|| word.parse().unwrap());
    Given {
        answer: answer(words[0]),
        checked_on: words.get(1).and_then(|word| day(word)),
        target_on: match words.get(2) {
            Some(&"target") => day(words[3]),
            None => None,
            Some(other) => panic!("{other}"),
        },
        ..Given::default()
    }
}

fn edition(year: i32, kind: SheetKind) -> Edition {
    (**Editions::built_in().of_year(year, kind).unwrap()).clone()
}

impl Case {
    fn own_edition(&self) -> Edition {
        match self.sheet.as_str() {
            "medical" => edition(self.year, SheetKind::Medical),
            "pharmacy" => edition(self.year, SheetKind::Pharmacy),
            // The wording of R8 is in no source; the rule is about the year alone.
            "r7-as-r8" => Edition {
                fiscal_year: 2026,
                ..edition(2025, SheetKind::Medical)
            },
            other => panic!("{other}"),
        }
    }

    fn judge(&self) -> (Judgement, Vec<String>) {
        let own = self.own_edition();
        let vendor = (self.year < 2026).then(|| edition(self.year, SheetKind::Vendor));
        let mut answers = self.own.answers.clone();
        if let Some(answer) = self.presence {
            let given = Given {
                answer: Some(answer),
                ..Given::default()
            };
            answers.insert((own.presence().unwrap().id.clone(), 1), given);
        }
        let inspection = Inspection {
            fiscal_year: self.year,
            own: &own,
            answers: &answers,
            has_contract: self.has_contract,
            vendor_edition: vendor.as_ref(),
            vendors: self
                .vendors
                .iter()
                .map(|vendor| VendorSheet {
                    name: vendor.name.clone(),
                    is_back: vendor.is_back,
                    answers: &vendor.answers,
                })
                .collect(),
            chart: self.chart,
            unexplained: self.unexplained.clone(),
        };
        let names = self.vendors.iter().map(|vendor| vendor.name.clone()).collect();
        (inspection.judge(), names)
    }
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/readiness/cases.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let mut cases: Vec<Case> = Vec::new();
    for line in text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
    {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words[0] == "case" {
            cases.push(Case {
                title: line[5..].to_owned(),
                year: 0,
                sheet: "medical".to_owned(),
                own: Sheet::default(),
                presence: Some(Answer::Yes),
                vendors: Vec::new(),
                has_contract: false,
                chart: Chart::There,
                unexplained: Vec::new(),
                overall: None,
                points: Vec::new(),
                rest: Vec::new(),
            });
            continue;
        }
        let case = cases.last_mut().unwrap();
        let id = |word: &str| -> ItemId { word.parse().unwrap() };
        match (words[0], &words[1..]) {
            ("year", [year]) => case.year = year.parse().unwrap(),
            ("sheet", [sheet]) => case.sheet = (*sheet).to_owned(),
            ("presence", [word]) => case.presence = answer(word),
            ("contract", [word]) => case.has_contract = *word == "yes",
            ("chart", ["there"]) => case.chart = Chart::There,
            ("chart", ["half"]) => case.chart = Chart::Half,
            ("chart", ["missing"]) => case.chart = Chart::Missing,
            ("all", rest) => {
                for item in case.own_edition().checked().filter(|item| item.is_formal) {
                    case.own.answers.insert((item.id.clone(), 1), given(rest));
                }
            }
            ("set", [item, rest @ ..]) => {
                case.own.answers.insert((id(item), 1), given(rest));
            }
            ("round", [round, item, rest @ ..]) => {
                case.own.answers.insert((id(item), round.parse().unwrap()), given(rest));
            }
            ("blank", [item]) => {
                case.own.answers.remove(&(id(item), 1));
            }
            ("vendor", [name, state]) => case.vendors.push(Sheet {
                name: (*name).to_owned(),
                is_back: *state == "back",
                answers: SheetAnswers::new(),
            }),
            ("vall", rest) => {
                let items = edition(case.year, SheetKind::Vendor);
                let sheet = case.vendors.last_mut().unwrap();
                for item in items.checked().filter(|item| item.is_formal) {
                    sheet.answers.insert((item.id.clone(), 1), given(rest));
                }
            }
            ("vset", [item, rest @ ..]) => {
                case.vendors
                    .last_mut()
                    .unwrap()
                    .answers
                    .insert((id(item), 1), given(rest));
            }
            ("vblank", [item]) => {
                case.vendors.last_mut().unwrap().answers.remove(&(id(item), 1));
            }
            ("unexplained", [name]) => case.unexplained.push((*name).to_owned()),
            ("expect", ["complete"]) => case.overall = Some("complete"),
            ("expect", ["nothing"]) => case.overall = Some("nothing_to_check"),
            ("point", [whose, item, point, rule]) => case.points.push(format!("{whose} {item} {point} {rule}")),
            ("fine", [whose, item, rule]) => case.rest.push(format!("{whose} {item} fine {rule}")),
            ("unchecked", [whose, item, rule]) => case.rest.push(format!("{whose} {item} not_checked {rule}")),
            _ => panic!("{line}"),
        }
    }
    cases
}

#[test]
fn the_inspector_says_what_the_guide_says() {
    let cases = cases();
    let mut wrong = Vec::new();
    for case in &cases {
        let (judgement, names) = case.judge();
        let shown = |whose: Whose| match whose {
            Whose::Own => "own".to_owned(),
            Whose::Vendor(at) => names[at].clone(),
        };
        let mut points = Vec::new();
        let mut rest = Vec::new();
        for row in &judgement.rows {
            let item = row.item.as_ref().map_or("-".to_owned(), ToString::to_string);
            let who = shown(row.whose);
            let rule = row.rule.key();
            match &row.verdict {
                Verdict::Points(point) => points.push(format!("{who} {item} {} {rule}", point.key())),
                other => rest.push(format!("{who} {item} {} {rule}", other.key())),
            }
        }
        let mut wanted = case.points.clone();
        wanted.sort();
        points.sort();
        if points != wanted {
            wrong.push(format!("{}: wanted {wanted:?}, found {points:?}", case.title));
        }
        for line in &case.rest {
            if !rest.contains(line) {
                wrong.push(format!("{}: {line} is not among {rest:?}", case.title));
            }
        }
        let overall = case.overall.unwrap_or("pointed_out");
        if judgement.overall.key() != overall {
            wrong.push(format!("{}: {:?}", case.title, judgement.overall));
        }
        if let Overall::Points(count) = judgement.overall {
            assert_eq!(count, points.len());
        }
    }
    println!(
        "readiness: {} of {} cases agree",
        cases.len() - wrong.len().min(cases.len()),
        cases.len()
    );
    assert_eq!(wrong, [] as [String; 0]);
    assert!(cases.len() >= 40, "{}", cases.len());
    // Every rule and every kind of point is met by some case.
    let all: BTreeMap<String, usize> =
        cases
            .iter()
            .flat_map(|case| case.points.iter().chain(&case.rest))
            .fold(BTreeMap::new(), |mut all, line| {
                *all.entry(line.rsplit(' ').next().unwrap().to_owned()).or_default() += 1;
                all
            });
    for rule in RuleId::ALL.iter().filter(|rule| **rule != RuleId::DirectContract) {
        assert!(all.contains_key(rule.key()), "{rule:?} has no case");
    }
}
