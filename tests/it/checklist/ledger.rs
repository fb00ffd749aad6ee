//! Answers, the vendors' round and learned editions as the ledger keeps them: read back, undone, renamed, replaced.

use chrono::NaiveDate;
use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::checklist::{
    Answers, Asked, Contract, Editions, Given, ItemId, RoundState, SheetId, SheetKind, Source, Sure, Vendors, board,
    keep, last_answer, learn, note_round, plan_take,
};
use kikidaicho::core::form::Answer;
use kikidaicho::core::ledger::{Command, Context, Edit, Ledger};
use kikidaicho::core::model::{Batch, BatchRow, Content, OperationKind, Snapshot};
use kikidaicho::core::parse;

pub struct Clinic {
    _folder: tempfile::TempDir,
    pub ledger: Ledger,
    minute: u32,
}

impl Clinic {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::create(&folder.path().join("a.daicho"), "見本クリニック", &context(0)).unwrap();
        Self {
            _folder: folder,
            ledger,
            minute: 0,
        }
    }

    pub fn snapshot(&self) -> &Snapshot {
        self.ledger.snapshot()
    }

    fn next(&mut self) -> Context {
        self.minute += 1;
        context(self.minute)
    }

    pub fn apply(&mut self, rows: Vec<BatchRow>) {
        let batch = Batch {
            kind: OperationKind::Edit,
            label: "見本".to_owned(),
            source: None,
            rows,
        };
        let context = self.next();
        self.ledger.execute(Command::Apply(batch), &context).unwrap();
    }

    pub fn add(&mut self, register: RegisterId, cells: &[(&str, &str)]) {
        let mut content = Content::default();
        parse::put_texts(register, &mut content, cells);
        let context = self.next();
        self.ledger
            .execute(Command::Add { register, content }, &context)
            .unwrap();
    }
}

fn context(minute: u32) -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: format!("2026-11-21T00:{minute:02}:00Z").parse().unwrap(),
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn item(text: &str) -> ItemId {
    text.parse().unwrap()
}

#[test]
fn answers_read_back_change_in_place_and_go_when_blank() {
    let mut clinic = Clinic::new();
    let sheet = SheetId::own("R7", SheetKind::Medical);
    let given = Given {
        answer: Some(Answer::No),
        checked_on: Some(day("2025-06-12")),
        target_on: Some(day("2026-03-20")),
        checked_by: "架空花子".to_owned(),
        evidence: "規程 第3条".to_owned(),
        note: "-".to_owned(),
    };
    let rows = Answers::of(clinic.snapshot()).write(
        &sheet,
        [
            (item("sys.ledger@all"), 1, given.clone()),
            (
                item("sys.mds_sds@all"),
                1,
                Given {
                    answer: Some(Answer::NotApplicable),
                    ..Given::default()
                },
            ),
            (item("inc.bcp"), 1, Given::default()),
        ],
    );
    assert_eq!(rows.len(), 2, "nothing is written for what nobody answered");
    clinic.apply(rows);
    let answers = Answers::of(clinic.snapshot());
    let back = &answers.sheet(&sheet)[&(item("sys.ledger@all"), 1)];
    // A dash says 該当なし in every cell of a ledger.
    assert_eq!(
        *back,
        Given {
            note: "該当なし".to_owned(),
            ..given.clone()
        }
    );
    assert_eq!(
        last_answer(answers.sheet(&sheet), &item("sys.mds_sds@all")),
        Some(Answer::NotApplicable)
    );

    let second = Given {
        answer: Some(Answer::Yes),
        checked_on: Some(day("2025-10-02")),
        ..Given::default()
    };
    clinic.apply(answers.write(&sheet, [(item("sys.ledger@all"), 2, second)]));
    let answers = Answers::of(clinic.snapshot());
    assert_eq!(
        last_answer(answers.sheet(&sheet), &item("sys.ledger@all")),
        Some(Answer::Yes)
    );
    assert!(
        answers
            .write(&sheet, [(item("sys.ledger@all"), 1, back.clone())])
            .is_empty(),
        "the same again is no change"
    );

    clinic.apply(answers.write(&sheet, [(item("sys.ledger@all"), 2, Given::default())]));
    assert_eq!(
        last_answer(Answers::of(clinic.snapshot()).sheet(&sheet), &item("sys.ledger@all")),
        Some(Answer::No)
    );
    assert_eq!(clinic.snapshot().rows(RegisterId::ANSWER).len(), 2);
    let context = clinic.next();
    clinic.ledger.execute(Command::Undo(None), &context).unwrap();
    assert_eq!(
        last_answer(Answers::of(clinic.snapshot()).sheet(&sheet), &item("sys.ledger@all")),
        Some(Answer::Yes)
    );
    clinic.ledger.verify().unwrap();
}

#[test]
fn rows_that_are_no_answers_are_named() {
    let mut clinic = Clinic::new();
    for cells in [
        &[
            ("edition", "R7"),
            ("sheet", "医療機関"),
            ("item", "sys.ledger@all"),
            ("answer", "たぶん"),
        ][..],
        &[("edition", "R7"), ("sheet", "なにか"), ("item", "sys.ledger@all")],
        &[("edition", "R7"), ("sheet", "医療機関"), ("item", "@")],
        &[
            ("edition", "R7"),
            ("sheet", "医療機関"),
            ("item", "sys.ledger@all"),
            ("round", "零"),
        ],
    ] {
        clinic.add(RegisterId::ANSWER, cells);
    }
    let answers = Answers::of(clinic.snapshot());
    assert_eq!((answers.odd.len(), answers.sheets().count()), (4, 0));
}

#[test]
fn a_renamed_vendor_keeps_its_answers_and_its_place_on_the_board() {
    let mut clinic = Clinic::new();
    for (name, contract) in [("架空電子", "はい"), ("架空画像", ""), ("架空下請", "いいえ")] {
        clinic.add(RegisterId::VENDOR, &[("name", name), ("direct_contract", contract)]);
    }
    let vendors = Vendors::of(clinic.snapshot());
    let contracts: Vec<Contract> = vendors.list.iter().map(|vendor| vendor.contract).collect();
    assert_eq!(contracts, [Contract::Direct, Contract::Unknown, Contract::Indirect]);
    assert!(vendors.has_contract());

    let id = SheetId::of_vendor("R7", SheetKind::Vendor, "架空電子");
    let asked = Asked {
        state: RoundState::Asked,
        sent_on: Some(day("2026-10-01")),
        due_on: Some(day("2026-10-31")),
        ..Asked::default()
    };
    clinic.apply(note_round(clinic.snapshot(), &id, &asked).into_iter().collect());
    assert!(note_round(clinic.snapshot(), &id, &asked).is_none(), "said already");
    let given = Given {
        answer: Some(Answer::Yes),
        ..Given::default()
    };
    let other = SheetId::of_vendor("R7", SheetKind::Vendor, "架空画像");
    clinic.apply(Answers::of(clinic.snapshot()).write(&other, [(item("org.responsible"), 1, given)]));

    let seen = |clinic: &Clinic| -> Vec<(String, RoundState, usize, bool)> {
        let answers = Answers::of(clinic.snapshot());
        board(clinic.snapshot(), &answers, "R7", SheetKind::Vendor, day("2026-11-21"))
            .into_iter()
            .map(|row| (row.vendor.name, row.asked.state, row.answered, row.is_late))
            .collect()
    };
    let first = seen(&clinic);
    assert_eq!(
        first,
        [
            ("架空電子".to_owned(), RoundState::Asked, 0, true),
            ("架空画像".to_owned(), RoundState::Returned, 1, false),
        ],
        "the subcontractor is not asked; answers are a sheet that came back"
    );
    let record = vendors.list[1].record;
    let name = RegisterId::VENDOR.column_by_key("name").unwrap();
    let context = clinic.next();
    let edits = vec![Edit::Cell {
        column: name,
        entry: parse::entry(kikidaicho::core::catalogue::FieldKind::Text, "架空画像株式会社"),
    }];
    clinic
        .ledger
        .execute(Command::Edit { record, edits }, &context)
        .unwrap();
    assert_eq!(
        seen(&clinic)[1],
        ("架空画像株式会社".to_owned(), RoundState::Returned, 1, false)
    );

    clinic.add(RegisterId::FACILITY, &[("name", "見本"), ("has_vendors", "いいえ")]);
    assert!(
        !Vendors::of(clinic.snapshot()).has_contract(),
        "the clinic's own word counts"
    );
    assert_eq!(seen(&clinic).len(), 2, "what came stays on the board");
}

#[test]
fn a_learned_edition_reads_back_the_same_and_replaces_itself() {
    let mut clinic = Clinic::new();
    let book = super::open("r8_madeup_blank.xlsx");
    let learned = learn(&book, &super::only(&book), &Editions::of(clinic.snapshot())).unwrap();
    let source = Source {
        file: "見本.xlsx".to_owned(),
        sha256: book.sha256(),
        learned_on: Some(day("2026-07-01")),
    };
    let row = keep(&learned, &source, clinic.snapshot()).unwrap();
    clinic.apply(vec![row]);
    let editions = Editions::of(clinic.snapshot());
    let back = editions.of_year(2026, SheetKind::Both).unwrap();
    let shape = |edition: &kikidaicho::core::checklist::Edition| -> Vec<String> {
        let items = edition.items.iter();
        items
            .map(|item| {
                format!(
                    "{} {:?} {:?} {} {} {}",
                    item.id,
                    item.wording(),
                    item.number(),
                    item.is_formal,
                    item.has_target,
                    item.offers_na
                )
            })
            .collect()
    };
    assert_eq!(shape(back), shape(&learned));
    assert_eq!(
        editions.own_of_year(2026, true).unwrap().id,
        "R8",
        "one sheet for clinics and pharmacies"
    );
    assert!(keep(&learned, &source, clinic.snapshot()).is_none(), "known already");
    let mut again = learned.clone();
    again.title = "訂正版".to_owned();
    let row = keep(&again, &source, clinic.snapshot()).unwrap();
    clinic.apply(vec![row]);
    assert_eq!(clinic.snapshot().rows(RegisterId::EDITION).len(), 1);
    // Nobody makes a wording official by editing the workbook.
    let record = clinic.snapshot().rows(RegisterId::EDITION)[0].id;
    let column = RegisterId::EDITION.column_by_key("wording").unwrap();
    let context = clinic.next();
    let entry = parse::entry(kikidaicho::core::catalogue::FieldKind::Text, "official");
    clinic
        .ledger
        .execute(
            Command::Edit {
                record,
                edits: vec![Edit::Cell { column, entry }],
            },
            &context,
        )
        .unwrap();
    let editions = Editions::of(clinic.snapshot());
    assert!(
        editions
            .of_year(2026, SheetKind::Both)
            .unwrap()
            .items
            .iter()
            .all(|item| item.wording().sure == Sure::File)
    );
}

#[test]
fn the_sure_items_of_the_bcp_sheet_are_there_and_the_official_file_brings_the_rest_and_keeps_the_answers() {
    let mut clinic = Clinic::new();
    let sheet = SheetId::own("BCP2024", SheetKind::Bcp);
    let built_in = Editions::of(clinic.snapshot())
        .get("BCP2024", SheetKind::Bcp)
        .unwrap()
        .clone();
    assert!(built_in.is_partial());
    let given = Given {
        answer: Some(Answer::Yes),
        evidence: "BCP 3ページ".to_owned(),
        ..Given::default()
    };
    let rows = Answers::of(clinic.snapshot()).write(&sheet, [(item("bcp.1-1.2"), 1, given)]);
    clinic.apply(rows);
    let book = super::super::forms::open("bcp_filled.xlsx");
    let map = super::super::forms::only(&book);
    let today = day("2026-11-21");
    let told = kikidaicho::core::checklist::Told::default();
    let plan = plan_take(&book, &map, ("bcp.xlsx", today), &told, clinic.snapshot()).unwrap();
    assert!(plan.keep_edition && plan.strays.is_empty(), "{:?}", plan.strays);
    assert_eq!(plan.edition.items.len(), map.items.len(), "every row of the file");
    let batch = plan.into_batch("BCP", today, clinic.snapshot());
    clinic.apply(batch.rows);
    let editions = Editions::of(clinic.snapshot());
    let learned = editions.get("BCP2024", SheetKind::Bcp).unwrap();
    assert!(!learned.is_partial());
    let known = learned.item(&item("bcp.1-1.2")).unwrap();
    let before = built_in.item(&item("bcp.1-1.2")).unwrap();
    assert_eq!(
        known.wording().text,
        before.wording().text,
        "the same item under the same name"
    );
    let answers = Answers::of(clinic.snapshot());
    assert_eq!(answers.sheet(&sheet)[&(item("bcp.1-1.2"), 1)].evidence, "BCP 3ページ");
}
