//! The same things brought again, in another order, renumbered, replaced: which row is which, and what is asked.

use kikidaicho::core::import::{Action, ImportPlan, plan_import, read_bytes};
use kikidaicho::core::ledger::{Command, Context, Ledger};
use kikidaicho::core::model::Problem;

fn read(ledger: &Ledger, csv: &str) -> ImportPlan {
    let book = read_bytes(csv.as_bytes().to_vec(), "一覧.csv").unwrap();
    plan_import(book, "一覧.csv", ledger.snapshot()).unwrap()
}

/// What the second file means to a ledger that has taken the first.
fn again(first: &str, second: &str) -> ImportPlan {
    let folder = tempfile::tempdir().unwrap();
    let context = Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-20T00:00:00Z".parse().unwrap(),
    };
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "架空診療所", &context).unwrap();
    let plan = read(&ledger, first);
    ledger.execute(Command::Apply(plan.into_batch()), &context).unwrap();
    read(&ledger, second)
}

/// For each row what is done, by what it was known, and its number.
fn told(plan: &ImportPlan) -> Vec<String> {
    let rows = plan.rows.iter().map(|row| {
        let number = row
            .content
            .display(&row.register.column_by_key("management_no").unwrap());
        let marks = row
            .problems
            .iter()
            .any(|(_, problem)| *problem == Problem::DuplicateNumber);
        let mark = if marks { " !" } else { "" };
        format!("{} {} {number}{mark}", row.action.key(), row.matched_by.unwrap_or("-"))
    });
    rows.collect()
}

const LIST: &str = "No.,PC名,シリアル,IPアドレス,設置場所\n\
    1,PC01,S001,192.168.1.11,受付\n\
    2,PC02,S002,192.168.1.12,診察室\n\
    3,PC03,S003,192.168.1.13,処置室\n";

#[test]
fn a_running_number_is_no_identity() {
    // PC01 is gone and the list is numbered anew.
    let plan = again(
        LIST,
        "No.,PC名,シリアル,IPアドレス,設置場所\n\
        1,PC02,S002,192.168.1.12,診察室\n\
        2,PC03,S003,192.168.1.13,処置室\n\
        3,PC04,S004,192.168.1.14,受付\n",
    );
    assert_eq!(
        told(&plan),
        ["unchanged serial_no 2", "unchanged serial_no 3", "problem - 3 !"]
    );
    // Another list that begins at 1 is about other things.
    let plan = again(
        "No,PC名,設置場所,IPアドレス\n1,PC01,受付,192.168.1.11\n2,PC02,診察室,192.168.1.12\n",
        "No,機器名,設置場所,IPアドレス\n1,受付プリンタ,受付,192.168.1.201\n2,複合機,事務室,192.168.1.202\n",
    );
    assert_eq!(told(&plan), ["problem - 1 !", "problem - 2 !"]);
    // Where nothing speaks against it, it still tells which row is meant.
    let plan = again(
        "No,メーカー,型番,設置場所\n1,NEC,MK,受付\n2,NEC,MK,診察室\n",
        "No,メーカー,型番,設置場所\n1,NEC,MK,受付\n2,NEC,MK,処置室\n",
    );
    assert_eq!(told(&plan), ["unchanged management_no 1", "change management_no 2"]);
}

#[test]
fn a_number_that_was_given_is_an_identity_until_the_machine_is_another() {
    let list = |number: &str, name: &str, serial: &str| {
        format!(
            "管理番号,PC名,シリアル,IPアドレス\n{number},{name},{serial},192.168.1.11\nPC-009,Z,S999,192.168.1.99\n"
        )
    };
    let first = list("PC-001", "RECE01", "S1");
    let rows = |second: String| told(&again(&first, &second))[0].clone();
    // A new name, or another serial under the same name: the same machine with one thing put right.
    assert_eq!(rows(list("PC-001", "UKE01", "S1")), "change management_no PC-001");
    assert_eq!(rows(list("PC-001", "RECE01", "S2")), "change management_no PC-001");
    // Both new: perhaps another machine with the old label. A person says.
    assert_eq!(rows(list("PC-001", "UKE01", "S2")), "conflict management_no PC-001");
    // The old name on a machine with another serial, without a number.
    assert_eq!(rows(list("", "RECE01", "S2")), "conflict computer_name PC-001");
    assert_eq!(rows(list("", "rece01", "S1")), "change serial_no PC-001");
}

#[test]
fn a_list_without_numbers_brought_twice_adds_nothing() {
    let named = "機器名,IPアドレス,設置場所\n旧サーバ,192.168.1.10,サーバ室\n受付PC,192.168.1.11,受付\n";
    assert_eq!(
        told(&again(named, named)),
        ["unchanged ip+place ", "unchanged ip+place "]
    );
    // The same place and address, and another thing.
    let other = "機器名,IPアドレス,設置場所\n新サーバ,192.168.1.10,サーバ室\n";
    assert_eq!(told(&again(named, other)), ["add - "]);
    // Two alike stay two.
    let alike = "機器名,メーカー,型番,設置場所\nモニタ,EIZO,EV,受付\nモニタ,EIZO,EV,受付\nモニタ,EIZO,EV,医局\n";
    assert_eq!(
        told(&again(alike, alike)),
        ["unchanged - ", "unchanged - ", "unchanged - "]
    );
    let more = "機器名,メーカー,型番,設置場所\nモニタ,EIZO,EV,受付\nモニタ,EIZO,EV,受付\nモニタ,EIZO,EV,受付\n";
    assert_eq!(told(&again(alike, more)), ["unchanged - ", "unchanged - ", "add - "]);
}

#[test]
fn one_machine_twice_in_a_file_is_said() {
    let plan = again(
        "管理番号,機器名,設置場所\nA,x,y\n",
        "PC名,設置場所,IPアドレス,シリアル\nPC01,受付,192.168.1.1,S1\nPC01,受付,192.168.1.1,S1\nPC02,受付,192.168.1.2,S3\n",
    );
    assert_eq!(told(&plan), ["add - ", "problem -  !", "add - "]);
    assert_eq!(plan.rows[1].action, Action::Problem);
}

#[test]
fn a_list_of_programs_by_computer_is_a_row_for_each_computer() {
    let plan = again(
        "管理番号,機器名,設置場所\nA,x,y\n",
        "PC名,ソフト名,バージョン,設置場所\nPC01,Office,16.0,受付\nPC01,ESET,10.1,受付\nPC02,Office,16.0,受付\n\
        PC02,ESET,10.1,事務室\n",
    );
    let programs = plan.rows.iter().map(|row| row.content.child_rows(0).len());
    // The last row stands somewhere else: perhaps another computer of that name.
    assert_eq!(programs.collect::<Vec<_>>(), [2, 1, 1]);
}

#[test]
fn a_number_of_the_clinic_goes_before_a_running_one() {
    for header in ["資産番号", "PC番号", "機器番号"] {
        let first = format!("No.,{header},品名,型番,設置場所\n1,N001,PC,A1,受付\n2,N002,PC,A2,医局\n");
        let plan = again("管理番号,機器名,設置場所\nA,x,y\n", &first);
        assert_eq!(told(&plan), ["add - N001", "add - N002"], "{header}");
    }
}

#[test]
fn only_names_of_places_are_places() {
    let plan = |names: [&str; 2]| {
        let mut book = rust_xlsxwriter::Workbook::new();
        for (nth, name) in names.iter().enumerate() {
            let page = book.add_worksheet().set_name(*name).unwrap();
            page.write_row(0, 0, ["管理番号", "機器名", "IPアドレス"]).unwrap();
            page.write_row(1, 0, [&format!("A{nth}"), "PC", "192.168.1.1"]).unwrap();
        }
        let book = read_bytes(book.save_to_buffer().unwrap(), "x.xlsx").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let context = Context {
            actor: String::new(),
            now: "2026-11-20T00:00:00Z".parse().unwrap(),
        };
        let ledger = Ledger::create(&folder.path().join("a.daicho"), "架空診療所", &context).unwrap();
        let plan = plan_import(book, "x.xlsx", ledger.snapshot()).unwrap();
        let place = |at: usize| {
            let row = &plan.rows[at];
            row.content.display(&row.register.column_by_key("place").unwrap())
        };
        [place(0), place(1)]
    };
    for names in [
        ["外来", "新館2階"],
        ["1F", "薬局"],
        ["受付・会計", "分院A"],
        ["サーバ室", "訪問看護ST"],
    ] {
        assert_eq!(plan(names), names);
    }
    for names in [
        ["R7年度", "最新"],
        ["廃棄分", "旧"],
        ["令和6年度 棚卸", "提出用"],
        ["田中", "電子カルテ系"],
    ] {
        assert_eq!(plan(names), ["", ""], "{names:?}");
    }
}
