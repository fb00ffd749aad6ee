//! The screens for the inspection as a person uses them, by their Japanese labels.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::checklist::{Answers, Asked, RoundState, SheetId, SheetKind, board};
use kikidaicho::core::form::Answer;
use kikidaicho::core::ledger::{Command, Context, Ledger};
use kikidaicho::core::model::Content;
use kikidaicho::core::parse;
use kikidaicho::ui::App;

use super::ui_flows::{click, drop_file, new_ledger, type_in, window};

const TODAY: &str = "2026-11-21";
pub(crate) const MEDICAL: &str = "架空メディカル株式会社";

pub(crate) fn context() -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-20T00:00:00Z".parse().unwrap(),
    }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A ledger with two vendors, and its window.
pub(crate) fn clinic(folder: &Path) -> (PathBuf, Harness<'static, App>) {
    let path = two_vendors(folder);
    let harness = window(Some(&path));
    (path, harness)
}

pub(crate) fn two_vendors(folder: &Path) -> PathBuf {
    let path = new_ledger(folder);
    let mut ledger = Ledger::open(&path, &context()).unwrap();
    for (name, systems) in [(MEDICAL, "電子カルテ"), ("見本画像㈱", "画像")] {
        let mut content = Content::default();
        parse::put_texts(
            RegisterId::VENDOR,
            &mut content,
            &[("name", name), ("systems", systems), ("direct_contract", "はい")],
        );
        let register = RegisterId::VENDOR;
        ledger.execute(Command::Add { register, content }, &context()).unwrap();
    }
    path
}

pub(crate) fn answers(path: &Path) -> Answers {
    Answers::of(Ledger::open(path, &context()).unwrap().snapshot())
}

pub(crate) fn press(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press_modifiers(Modifiers::NONE, key);
    harness.run();
}

pub(crate) fn shows(harness: &Harness<'_, App>, text: &str) -> bool {
    harness
        .query_all_by(|node| {
            let said = [node.label(), node.value()];
            said.iter().flatten().any(|said| said.contains(text))
        })
        .next()
        .is_some()
}

#[test]
fn one_key_answers_and_leads_on_and_no_asks_for_the_target_day() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = clinic(folder.path());
    click(&mut harness, "チェックリスト");
    assert!(shows(&harness, "20 項目のうち 0 項目に回答"));
    assert!(shows(&harness, "当アプリの説明"));
    // Are there systems at all? Then the responsible person.
    press(&mut harness, Key::Num1);
    press(&mut harness, Key::Num1);
    // The ledger of devices: not yet, by the end of the year.
    press(&mut harness, Key::Num2);
    for letter in "3/20".chars() {
        harness.event(eframe::egui::Event::Text(letter.to_string()));
        harness.run();
    }
    press(&mut harness, Key::Enter);
    assert!(shows(&harness, "20 項目のうち 3 項目に回答"));
    let answers = answers(&path);
    let sheet = answers.sheet(&SheetId::own("R7", SheetKind::Medical));
    let given = |item: &str| &sheet[&(item.parse().unwrap(), 1)];
    assert_eq!(given("org.responsible").answer, Some(Answer::Yes));
    assert_eq!(given("org.responsible").checked_on, Some(day(TODAY)));
    assert_eq!(given("org.responsible").checked_by, "架空花子");
    assert_eq!(given("sys.ledger@all").answer, Some(Answer::No));
    assert_eq!(
        given("sys.ledger@all").target_on,
        Some(day("2026-03-20")),
        "the year of the sheet"
    );
    // The next item has the keyboard: another key answers it.
    press(&mut harness, Key::Num1);
    assert!(shows(&harness, "20 項目のうち 4 項目に回答"));
}

#[test]
fn what_the_ledger_says_leads_to_the_rows() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut harness) = clinic(folder.path());
    click(&mut harness, "チェックリスト");
    click(&mut harness, "開示書（MDS/SDS）をもらう：未回答");
    assert!(shows(&harness, "事業者 2 社のうち 2 社の開示書が未受領"));
    let see = harness
        .query_all_by(|node| {
            node.role() == Role::Button && node.label().is_some_and(|label| label.starts_with("見る：事業者 2 社"))
        })
        .next()
        .unwrap();
    see.click();
    harness.run();
    assert!(shows(&harness, MEDICAL), "the list of vendors");
}

#[test]
fn readiness_points_out_and_leads_to_the_item() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut harness) = clinic(folder.path());
    click(&mut harness, "立入検査の準備");
    assert!(shows(&harness, "「医療情報システムの有無」に答えがありません。"));
    assert!(shows(&harness, "検査の見方："));
    assert!(shows(&harness, "出典："));
    assert!(shows(&harness, "事業者確認用がありません。"));
    let mend = harness
        .query_all_by(|node| {
            node.role() == Role::Button && node.label().is_some_and(|label| label.starts_with("直す：機器の台帳"))
        })
        .next()
        .unwrap();
    mend.click();
    harness.run();
    assert!(shows(
        &harness,
        "サーバ、端末PC、ネットワーク機器の台帳管理を行っている。"
    ));
    // The list has the keyboard at once.
    press(&mut harness, Key::Num1);
    assert!(shows(&harness, "20 項目のうち 1 項目に回答"));
}

#[test]
fn vendors_are_asked_by_sheet_and_letter_and_what_returns_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = clinic(folder.path());
    // The folder that is proposed, beside the ledger.
    let out = folder.path().join("事業者への確認_令和7年度");
    click(&mut harness, "事業者への確認");
    assert!(shows(&harness, "未送付（2）"));
    click(&mut harness, "用紙と依頼文を作る…");
    click(&mut harness, "作る");
    assert!(shows(&harness, "2 社の用紙と依頼文を作りました。"));
    let sheet = out.join("事業者確認用_架空メディカル株式会社.xlsx");
    let letter = out.join("依頼文_架空メディカル株式会社.docx");
    assert!(sheet.exists() && letter.exists());
    click(&mut harness, "送ったことにする");
    assert!(shows(&harness, "依頼中（2）") && shows(&harness, "2026/12/14"));
    // Back with an answer, and known by the name in its box.
    let returned = folder.path().join("返送.xlsx");
    answer_first(&sheet, &returned);
    click(&mut harness, "様式（Excel）");
    type_in(
        &mut harness,
        Role::TextInput,
        "様式のファイル",
        returned.to_str().unwrap(),
    );
    click(&mut harness, "読む");
    assert!(shows(&harness, MEDICAL) && shows(&harness, "新しい回答 1"));
    click(&mut harness, "この内容で取り込む");
    let answers = answers(&path);
    let sheet = answers.sheet(&SheetId::of_vendor("R7", SheetKind::Vendor, MEDICAL));
    let given = &sheet[&("org.responsible".parse().unwrap(), 1)];
    assert_eq!(given.answer, Some(Answer::Yes));
    assert_eq!(given.checked_on, Some(day("2025-12-01")));
    let ledger = Ledger::open(&path, &context()).unwrap();
    let rows = board(ledger.snapshot(), &answers, "R7", SheetKind::Vendor, day(TODAY));
    let state = |name: &str| {
        rows.iter()
            .find(|row| row.vendor.name == name)
            .map(|row| row.asked.clone())
    };
    assert_eq!(state(MEDICAL).map(|asked| asked.state), Some(RoundState::Returned));
    let other = state("見本画像㈱").unwrap_or_default();
    let asked = Asked {
        state: RoundState::Asked,
        sent_on: Some(day(TODAY)),
        due_on: Some(day("2026-12-14")),
        file: "事業者確認用_見本画像㈱.xlsx".to_owned(),
        ..Asked::default()
    };
    assert_eq!(other, asked);
}

#[test]
fn a_disclosure_that_is_not_understood_is_kept_beside_a_row_to_fill_in() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut harness) = clinic(folder.path());
    let file = folder.path().join("撮影装置のMDS.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, text) in ["製造業者による医療情報セキュリティ開示書", "弊社製品は安全です。"]
        .iter()
        .enumerate()
    {
        sheet.write_string(row as u32, 0, *text).unwrap();
    }
    book.save(&file).unwrap();
    click(&mut harness, "様式（Excel）");
    type_in(&mut harness, Role::TextInput, "様式のファイル", file.to_str().unwrap());
    click(&mut harness, "読む");
    assert!(shows(&harness, "開示書（MDS・SDS）のようですが"));
    click(&mut harness, "「開示書」に行を作り、このファイルをしまう");
    assert!(shows(&harness, "撮影装置のMDS.xlsx"), "the row is open with its file");
    let ledger = Ledger::open(&path, &context()).unwrap();
    assert_eq!(ledger.snapshot().rows(RegisterId::DISCLOSURE).len(), 1);
}

#[test]
fn an_edition_learned_from_a_form_is_handed_on_and_dropped_in_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut harness) = clinic(folder.path());
    click(&mut harness, "様式（Excel）");
    assert!(!shows(&harness, "版をほかの施設に渡す"), "nothing learned yet");
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/forms/r8_madeup_blank.xlsx");
    type_in(&mut harness, Role::TextInput, "様式のファイル", form.to_str().unwrap());
    click(&mut harness, "読む");
    click(&mut harness, "この内容で取り込む");
    click(&mut harness, "様式（Excel）");
    click(&mut harness, "令和8年度版 医療機関・薬局確認用をファイルにする");
    let file = folder.path().join("版_令和8年度版_医療機関・薬局確認用.toml");
    assert!(file.exists());

    let elsewhere = tempfile::tempdir().unwrap();
    let (path, mut harness) = clinic(elsewhere.path());
    drop_file(&mut harness, &file);
    assert!(shows(&harness, "版を覚える：令和8年度版 医療機関・薬局確認用"));
    click(&mut harness, "チェックリスト");
    assert!(shows(&harness, "9 項目のうち 0 項目に回答"));
    let ledger = Ledger::open(&path, &context()).unwrap();
    let editions = kikidaicho::core::checklist::Editions::of(ledger.snapshot());
    assert_eq!(editions.learned().count(), 1);
    drop(ledger);
    // The same once more changes nothing; a file that is none says so.
    drop_file(&mut harness, &file);
    assert!(shows(&harness, "変わるところがないため"));
    let bad = elsewhere.path().join("壊れた版.toml");
    std::fs::write(&bad, "id = 1").unwrap();
    drop_file(&mut harness, &bad);
    assert!(shows(&harness, "様式の版として読めません"));
}

/// Somebody answers the first row of a sheet of ours.
fn answer_first(sheet: &Path, out: &Path) {
    use kikidaicho::core::checklist::Editions;
    use kikidaicho::core::form::{FillPlan, FormBook, FormMap, Wish};
    let book = FormBook::open(std::fs::read(sheet).unwrap()).unwrap();
    let map = FormMap::find(&book, &Editions::built_in().hints()).remove(0);
    let plan = FillPlan {
        wishes: vec![Wish {
            item: 0,
            round: 1,
            answer: Some(Answer::Yes),
            checked_on: Some(day("2025-12-01")),
            target_on: None,
            note: None,
        }],
        boxes: Vec::new(),
    };
    let filled = map.fill(&book, &plan).unwrap();
    assert_eq!(filled.not_filled.len(), 0, "{:?}", filled.not_filled);
    std::fs::write(out, filled.bytes).unwrap();
}

#[test]
fn contacts_become_a_chart() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut harness) = clinic(folder.path());
    click(&mut harness, "連絡体制図");
    assert!(shows(&harness, "「連絡先」にまだ誰も書かれていません。"));
    // Both vendors stand in the place of the row that is for them.
    let starter = kikidaicho::text::ui::starter_rows(RegisterId::CONTACT.starter.len() + 1);
    click(&mut harness, &starter);
    click(&mut harness, "連絡先：保健所");
    assert!(shows(&harness, "保健所"));
}

#[test]
fn a_sheet_of_ours_finds_every_item_again_and_calls_nothing_official_that_is_not() {
    use kikidaicho::core::checklist::{Editions, Request, match_rows};
    use kikidaicho::core::export::sheets::answer_sheet;
    use kikidaicho::core::export::{ExportContext, write_xlsx};
    use kikidaicho::core::form::{FormBook, FormMap};
    use kikidaicho::text::letter;
    let editions = Editions::built_in();
    for year in [2023, 2024, 2025] {
        let edition = editions.of_year(year, SheetKind::Vendor).unwrap();
        let request = Request {
            vendor: MEDICAL.to_owned(),
            facility: "見本クリニック".to_owned(),
            ..Request::default()
        };
        let questions = letter::questions(edition);
        for (at, (item, question)) in edition.checked().zip(&questions).enumerate() {
            let shown = kikidaicho::text::checklist::wording(item);
            let number = kikidaicho::text::checklist::number(item);
            assert_eq!(question.number, (at + 1).to_string());
            assert_eq!(
                (question.text.as_str(), question.mark.as_str()),
                (
                    format!("{number}{}", shown.text).as_str(),
                    shown.mark.unwrap_or_default()
                )
            );
        }
        let context = ExportContext {
            now: context().now,
            today: day(TODAY),
            actor: String::new(),
        };
        let sheet = answer_sheet(&letter::head(edition, &request), &questions);
        let book = FormBook::open(write_xlsx(&[sheet], &context).unwrap()).unwrap();
        let map = FormMap::find(&book, &editions.hints()).remove(0);
        assert_eq!((map.fiscal_year, map.items.len()), (Some(year), questions.len()));
        let found = match_rows(&map.items, edition);
        let items: Vec<_> = found
            .iter()
            .map(|found| found.map(|found| &edition.items[found.item].id))
            .collect();
        let wanted: Vec<_> = edition.checked().map(|item| Some(&item.id)).collect();
        assert_eq!(items, wanted, "{year}");
    }
}

#[test]
fn a_care_service_is_not_told_of_an_inspection_that_is_not_for_it() {
    use kikidaicho::core::checklist::{Request, Visit};
    use kikidaicho::core::ledger::Command;
    use kikidaicho::core::model::{Content, Entry};
    use kikidaicho::text::letter;

    let folder = tempfile::tempdir().unwrap();
    for (kind, heading, readiness, law, own) in [
        ("診療所", "立入検査", "立入検査の準備", true, "当院"),
        ("薬局", "立入検査", "立入検査の準備", false, "当薬局"),
        ("介護事業所", "備えの確認", "備えの目安", false, "当事業所"),
    ] {
        let path = folder.path().join(format!("{kind}.daicho"));
        let mut ledger = Ledger::create(&path, "見本", &context()).unwrap();
        let register = RegisterId::FACILITY;
        let mut content = Content::default();
        content
            .fields
            .set(register.field_index("kind").unwrap(), Entry::text(kind));
        ledger.execute(Command::Add { register, content }, &context()).unwrap();
        let request = Request::of(ledger.snapshot(), MEDICAL, "架空花子");
        let said: String = letter::letter(&request).iter().map(|line| line.text.clone()).collect();
        assert_eq!(said.contains("医療法に基づく立入検査"), law, "{kind}");
        assert!(
            said.contains(own) && (own == "当院" || !said.contains("当院")),
            "{kind}: {said}"
        );
        assert_eq!(Visit::of(ledger.snapshot()) == Visit::Care, kind == "介護事業所");
        drop(ledger);
        let said = std::process::Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
            .args(["readiness", path.to_str().unwrap(), "--year", "R7"])
            .output()
            .unwrap();
        let said = String::from_utf8(said.stdout).unwrap();
        assert_eq!(
            said.contains("介護事業所への指摘では") || said.contains("求められていません"),
            kind == "介護事業所",
            "{said}"
        );
        let mut harness = window(Some(&path));
        assert!(shows(&harness, heading), "{kind}");
        click(&mut harness, readiness);
        assert_eq!(shows(&harness, "求められていません"), kind == "介護事業所", "{kind}");
    }
}
