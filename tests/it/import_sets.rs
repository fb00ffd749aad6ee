//! Rows that stand for several devices, and columns that mean one field: said, and left to a person.

use kikidaicho::core::catalogue::{Column, RegisterId};
use kikidaicho::core::import::{
    ColumnTarget, Hints, How, ImportPlan, Parted, Place, Wanted, plan_guided, plan_import, read_bytes,
};
use kikidaicho::core::ledger::{Command, Context, Ledger};
use kikidaicho::core::model::{LedgerMeta, Problem, Snapshot};

use crate::cli::{fails, ok, text};

const DEVICE: RegisterId = RegisterId::DEVICE;

const LEDGER: &str = "管理番号,名称,メーカー,シリアル番号,IPアドレス,台数\n\
    001,受付PC 3台,A社,\"S1\nS2\nS3\",192.168.1.10,3\n\
    \"002\n003\",診察PC,A社,S4,DHCP,２台\n\
    PC-07～PC-08,予備,B社,,,\n\
    009,LAN一式,B社,,,一式\n\
    010,会計PC,A社,S9,192.168.1.20,1\n";

fn guided(csv: &str, snapshot: &Snapshot, hints: &Hints) -> ImportPlan {
    plan_guided(
        read_bytes(csv.as_bytes().to_vec(), "x").unwrap(),
        "x.csv",
        snapshot,
        hints,
    )
    .unwrap()
}

fn plan(csv: &str, parted: Parted) -> ImportPlan {
    let hints = Hints {
        parted,
        ..Hints::default()
    };
    guided(csv, &Snapshot::new(LedgerMeta::default()), &hints)
}

fn rows(plan: &ImportPlan) -> Vec<String> {
    let columns = ["management_no", "name", "serial_no", "ip"].map(|key| DEVICE.column_by_key(key).unwrap());
    let quantity = Column::Custom("台数".into());
    let shown = plan.rows.iter().map(|row| {
        let cells = columns
            .iter()
            .chain([&quantity])
            .map(|column| row.content.display(column));
        cells.collect::<Vec<_>>().join("|").replace('\n', " ")
    });
    shown.collect()
}

#[test]
fn a_row_for_several_devices_keeps_its_count_and_says_so() {
    let plan = plan(LEDGER, Parted::None);
    assert_eq!(rows(&plan)[0], "001|受付PC 3台|S1 S2 S3|192.168.1.10|3");
    let sets: Vec<_> = plan.sets.iter().map(|set| (set.row, set.devices, set.parted)).collect();
    assert_eq!(
        sets,
        [(2, 3, false), (3, 2, false), (4, 2, false)],
        "一式 says no number"
    );
    let doubtful = |at: usize| {
        plan.rows[at]
            .problems
            .iter()
            .any(|(_, problem)| *problem == Problem::SeveralInOne)
    };
    assert_eq!([0, 1, 2, 3, 4].map(doubtful), [true, true, true, true, false]);
}

#[test]
fn parted_each_device_has_its_own_row_and_nothing_that_is_anothers() {
    let plan = plan(LEDGER, Parted::All);
    assert_eq!(
        rows(&plan),
        [
            "001|受付PC|S1|192.168.1.10|1",
            "001-2|受付PC|S2||1",
            "001-3|受付PC|S3||1",
            "002|診察PC|S4|DHCP|1",
            "003|診察PC||DHCP|1",
            "PC-07|予備|||",
            "PC-08|予備|||",
            "009|LAN一式|||一式",
            "010|会計PC|S9|192.168.1.20|1",
        ]
    );
    // Whose address it is, somebody has to look at.
    let ip = DEVICE.column_by_key("ip").unwrap();
    assert!(plan.rows[0].problems.contains(&(ip, Problem::SeveralInOne)));
    // The cells as they were stay with every row.
    for row in &plan.rows[..3] {
        let raw: serde_json::Value = serde_json::from_str(row.raw.as_deref().unwrap()).unwrap();
        assert_eq!(
            (&raw["cells"]["B2"], &raw["cells"]["F2"]),
            (&"受付PC 3台".into(), &"3".into())
        );
    }
}

/// What one device is does not rub off on the others of its cell.
#[test]
fn devices_below_each_other_in_one_cell_are_told_apart() {
    let csv = "設置場所,機器名,管理番号,OS\n受付,\"受付PC\nプリンタ\",\"001\n002\",\"Windows 11\n－\"\n";
    let kinds = |plan: &ImportPlan| -> Vec<String> {
        let columns = ["management_no", "name", "kind", "os"].map(|key| DEVICE.column_by_key(key).unwrap());
        let shown = plan
            .rows
            .iter()
            .map(|row| columns.iter().map(|column| row.content.display(column)));
        shown
            .map(|cells| cells.collect::<Vec<_>>().join("|").replace('\n', "/"))
            .collect()
    };
    assert_eq!(
        kinds(&plan(csv, Parted::None)),
        ["001/002|受付PC/プリンタ||Windows 11/－"]
    );
    assert_eq!(
        kinds(&plan(csv, Parted::All)),
        ["001|受付PC|端末PC|Windows 11", "002|プリンタ|周辺機器|該当なし"]
    );
}

#[test]
fn the_same_file_parted_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let context = Context {
        actor: "架空花子".to_owned(),
        now: chrono::TimeZone::with_ymd_and_hms(&chrono::Utc, 2026, 11, 21, 0, 0, 0).unwrap(),
    };
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "見本", &context).unwrap();
    let hints = Hints {
        parted: Parted::All,
        ..Hints::default()
    };
    let plan = guided(LEDGER, ledger.snapshot(), &hints);
    ledger.execute(Command::Apply(plan.into_batch()), &context).unwrap();
    assert_eq!(ledger.snapshot().rows(DEVICE).len(), 9);
    let again = guided(LEDGER, ledger.snapshot(), &hints);
    assert!(again.is_empty(), "{:?}", again.counts());
}

#[test]
fn rows_are_parted_one_by_one_and_taken_back() {
    let plan_all = plan(LEDGER, Parted::All);
    let mut choice = Parted::All;
    let sheet = plan_all.sets[0].sheet.to_string();
    choice.set(&plan_all.sets, &sheet, 2, false);
    let some = plan(LEDGER, choice.clone());
    assert_eq!(some.rows.len(), 7);
    assert_eq!(
        some.sets.iter().map(|set| set.parted).collect::<Vec<_>>(),
        [false, true, true]
    );
    choice.set(&some.sets, &sheet, 2, true);
    assert_eq!(rows(&plan(LEDGER, choice)), rows(&plan_all));
}

#[test]
fn counts_that_disagree_are_left_to_a_person() {
    let plan = plan("管理番号,名称,メーカー,台数\n001～003,PC 3台,A社,2\n", Parted::All);
    assert_eq!((plan.rows.len(), plan.sets.len()), (1, 0));
    assert!(
        plan.rows[0]
            .problems
            .iter()
            .any(|(_, problem)| *problem == Problem::SeveralInOne)
    );
}

#[test]
fn two_columns_for_one_field_are_said_and_either_can_be_chosen() {
    let csv = "管理番号,名称,メーカー,設置場所,場所\n001,受付PC,A社,受付,1階\n002,診察PC,A社,診察室,2階\n";
    let plan = plan_import(
        read_bytes(csv.as_bytes().to_vec(), "x").unwrap(),
        "x.csv",
        &Snapshot::new(LedgerMeta::default()),
    )
    .unwrap();
    let column = |plan: &ImportPlan, header: &str| {
        let found = plan.tables[0].columns.iter().find(|column| column.header == header);
        found.map(|column| (column.target.clone(), column.how)).unwrap()
    };
    let own = |header: &str| ColumnTarget::To(Column::Custom(header.into()));
    let place = DEVICE.column_by_key("place").unwrap();
    assert_eq!(column(&plan, "設置場所"), (ColumnTarget::To(place.clone()), How::Label));
    assert_eq!(column(&plan, "場所"), (own("場所"), How::Rival));
    assert_eq!(plan.unplaced(), 1);
    assert_eq!(plan.rows[0].content.display(&Column::Custom("場所".into())), "1階");
    // The person chooses the other one: the first keeps its values under its own header.
    let mut hints = Hints::default();
    let wanted = Wanted::Into(place.clone());
    hints
        .of_sheet("")
        .columns
        .push((Place::Named("場所".to_owned()), wanted));
    let turned = guided(csv, &Snapshot::new(LedgerMeta::default()), &hints);
    assert_eq!(column(&turned, "場所"), (ColumnTarget::To(place.clone()), How::Person));
    assert_eq!(column(&turned, "設置場所"), (own("設置場所"), How::Rival));
    assert_eq!(
        turned.rows[0].content.display(&Column::Custom("設置場所".into())),
        "受付"
    );
}

#[test]
fn the_command_line_names_them_and_parts_what_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, file) = (folder.path().join("a.daicho"), folder.path().join("b.csv"));
    std::fs::write(
        &file,
        LEDGER
            .replacen("メーカー", "メーカー,製造元", 1)
            .replace(",A社,", ",A社,乙社,"),
    )
    .unwrap();
    ok(&["new", text(&ledger), "--facility", "見本"]);
    let import = |more: &[&str]| {
        let mut all = vec!["import", text(&ledger), text(&file)];
        all.extend(more);
        ok(&all)
    };
    let said = import(&["--dry-run"]);
    assert!(
        said.contains("2 行目「受付PC 3台」は 3 台：まとめたまま取り込みます"),
        "{said}"
    );
    assert!(said.contains("列「製造元」：同じ意味の列がほかにある"), "{said}");
    let said = import(&["--dry-run", "--split", "2"]);
    assert!(
        said.contains("2 行目「受付PC 3台」は 3 台：1 台ずつに分けます"),
        "{said}"
    );
    let refused = fails(&["import", text(&ledger), text(&file), "--split", "6"], 2);
    assert!(refused.contains("台数の分かる行ではありません"), "{refused}");
    import(&["--split", "all"]);
    let rows = ok(&["list", text(&ledger), "device"]);
    assert!(rows.contains("001-3") && rows.contains("PC-08"), "{rows}");
}

#[cfg(feature = "gui")]
#[test]
fn rows_are_parted_in_the_window() {
    use eframe::egui::accesskit::Role;
    use egui_kittest::kittest::Queryable as _;

    use crate::ui_flows::{click, type_in, window};

    let folder = tempfile::tempdir().unwrap();
    let (ledger, file) = (folder.path().join("a.daicho"), folder.path().join("b.csv"));
    std::fs::write(&file, LEDGER).unwrap();
    ok(&["new", text(&ledger), "--facility", "見本"]);
    let mut harness = window(Some(&ledger));
    harness
        .get_all_by_role_and_label(Role::Button, "取り込む")
        .next()
        .unwrap()
        .click();
    harness.run();
    type_in(&mut harness, Role::TextInput, "取り込むファイル", text(&file));
    click(&mut harness, "読み取る");
    assert!(
        harness
            .query_by_label_contains("複数の機器をまとめた行 3（まとめたまま")
            .is_some()
    );
    assert!(harness.query_by_label("この内容で取り込む（5 行）").is_some());
    click(&mut harness, "すべて 1 台ずつに分ける");
    assert!(harness.query_by_label("この内容で取り込む（9 行）").is_some());
    let one = "b 2 行目「受付PC 3台」を 3 台の行に分ける";
    harness.get_by_role_and_label(Role::CheckBox, one).click();
    harness.run();
    assert!(
        harness
            .query_by_label_contains("うち 2 行を 1 台ずつに分けて")
            .is_some()
    );
    click(&mut harness, "この内容で取り込む（7 行）");
    let rows = ok(&["list", text(&ledger), "device", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
    assert_eq!(
        rows.as_array()
            .map_or_else(|| rows["rows"].as_array().unwrap().len(), Vec::len),
        7
    );
}
