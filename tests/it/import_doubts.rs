//! What the import says about doubtful cells, and what it works out without a known header.

use kikidaicho::core::catalogue::{Column, RegisterId};
use kikidaicho::core::export::sheets::SheetKey;
use kikidaicho::core::export::{ExportContext, file_bytes};
use kikidaicho::core::import::{ColumnTarget, How, ImportPlan, plan_import, read_bytes};
use kikidaicho::core::ledger::{Command, Context, Ledger};
use kikidaicho::core::model::{Content, Entry, Fields, LedgerMeta, Problem, Snapshot};

const DEVICE: RegisterId = RegisterId::DEVICE;

fn plan(csv: &str) -> ImportPlan {
    let snapshot = Snapshot::new(LedgerMeta::default());
    plan_import(read_bytes(csv.as_bytes().to_vec(), "x").unwrap(), "x.csv", &snapshot).unwrap()
}

/// Rows (by source row) that carry the problem, with the label of the column it stands at.
fn with(plan: &ImportPlan, problem: Problem) -> Vec<(u32, String)> {
    plan.rows
        .iter()
        .flat_map(|row| {
            row.problems
                .iter()
                .filter(|(_, found)| *found == problem)
                .map(|(column, _)| (row.source_rows[0], row.register.column_label(column)))
        })
        .collect()
}

fn field(key: &str) -> usize {
    DEVICE.field_index(key).unwrap()
}

#[test]
fn a_number_shorter_than_its_padded_neighbours_may_have_lost_zeros() {
    let found =
        plan("管理番号,メーカー,OS,状態\n001,A社,Windows 11,稼働\n2,A社,Windows 11,稼働\n010,A社,Windows 11,稼働\n");
    assert_eq!(with(&found, Problem::MissingZeros), [(3, "管理番号".to_owned())]);
    let found = plan("管理番号,メーカー,OS,状態\n1,A社,Windows 11,稼働\n2,A社,Windows 11,稼働\n");
    assert_eq!(with(&found, Problem::MissingZeros), []);
}

#[test]
fn a_row_for_several_things_is_named() {
    let found = plan(
        "管理番号,名称,メーカー,OS,台数\n1,受付PC,A社,Windows 11,4\n2,モニター一式,A社,,1\n3,PC 2台目,A社,Windows 11,1\n4～6,予備,A社,,1\n",
    );
    let rows: Vec<u32> = with(&found, Problem::SeveralInOne)
        .into_iter()
        .map(|(row, _)| row)
        .collect();
    assert_eq!(rows, [2, 3, 5]);
}

#[test]
fn digits_cut_by_a_spreadsheet_are_named_and_models_are_not() {
    let found = plan("管理番号,メーカー,型番,シリアル番号\n1,A社,3E5,4.90123E+12\n2,A社,1E10,123\n");
    assert_eq!(with(&found, Problem::LostDigits), [(2, "シリアル番号".to_owned())]);
    assert_eq!(
        found.rows[0].content.fields.get(field("serial_no")).as_text(),
        Some("4.90123E+12"),
        "the text stays"
    );
}

#[test]
fn values_speak_for_a_column_with_an_unknown_header() {
    let found = plan(
        "管理番号,メーカー,OS,えいち,えむ,びー\n1,A社,Windows 11,192.168.1.10,00:00:5E:00:53:01,5.2.0.1\n2,A社,Windows 11,192.168.1.11,00:00:5E:00:53:02,5.2.0.2\n3,A社,Windows 11,DHCP,00:00:5E:00:53:03,5.2.0.3\n",
    );
    let target = |header: &str| {
        let column = found.tables[0]
            .columns
            .iter()
            .find(|column| column.header == header)
            .unwrap();
        (column.target.clone(), column.how)
    };
    assert_eq!(
        target("えいち"),
        (ColumnTarget::To(Column::Field(field("ip"))), How::Values)
    );
    assert_eq!(
        target("えむ"),
        (ColumnTarget::To(Column::Field(field("mac"))), How::Values)
    );
    assert_eq!(target("びー").1, How::Unknown);
}

#[test]
fn ditto_to_the_left_needs_the_same_kind_of_thing() {
    let found = plan("管理番号,メーカー,OS,部署,設置場所,状態\n1,A社,同左,医事課,同左,稼働\n");
    let content = &found.rows[0].content;
    assert_eq!(content.fields.get(field("place")).as_text(), Some("医事課"));
    assert_eq!(content.fields.get(field("os")).as_text(), Some("同左"));
    assert_eq!(with(&found, Problem::DittoWithoutSource), [(2, "OS".to_owned())]);
}

#[test]
fn who_made_the_file_stands_in_for_who_brought_it_up_to_date() {
    let rows = "管理番号,メーカー,OS,状態\n1,A社,Windows 11,稼働\n";
    for (head, by) in [
        ("作成：総務　架空花子,,,\n\n", Some("総務　架空花子")),
        ("作成：総務　架空花子,,最終更新者：受付A,\n\n", Some("受付A")),
        ("最終更新：R6.4.1　総務係,,,\n\n", Some("総務係")),
        ("機器台帳の作成について,,,\n\n", None),
    ] {
        let found = plan(&format!("{head}{rows}"));
        assert_eq!(found.meta.updated_by.as_ref().map(|by| by.text.as_str()), by, "{head}");
    }
}

fn ledger(folder: &tempfile::TempDir, contents: Vec<Content>) -> (Ledger, Context) {
    let context = Context {
        actor: "架空花子".to_owned(),
        now: chrono::TimeZone::with_ymd_and_hms(&chrono::Utc, 2026, 11, 21, 0, 0, 0).unwrap(),
    };
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "見本", &context).unwrap();
    for content in contents {
        let register = DEVICE;
        ledger.execute(Command::Add { register, content }, &context).unwrap();
    }
    (ledger, context)
}

fn device(cells: &[(&str, &str)]) -> Content {
    let mut content = Content::default();
    for (key, text) in cells {
        content.fields.set(field(key), Entry::text(text));
    }
    content
}

fn again(ledger: &Ledger, context: &Context, sheet: &str, name: &str) -> ImportPlan {
    let export = ExportContext {
        now: context.now,
        today: context.now.date_naive(),
        actor: context.actor.clone(),
    };
    let key = SheetKey::by_key(sheet).unwrap();
    let bytes = file_bytes(key, ledger.snapshot(), &export, std::path::Path::new(name)).unwrap();
    plan_import(read_bytes(bytes, "x").unwrap(), name, ledger.snapshot()).unwrap()
}

#[test]
fn our_own_official_sheet_read_back_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, context) = ledger(
        &folder,
        vec![
            device(&[
                ("management_no", "001"),
                ("name", "受付のPC"),
                ("maker", "A社"),
                ("os", "Windows 11"),
            ]),
            device(&[
                ("management_no", "002"),
                ("name", "ルータ"),
                ("computer_name", "RT1"),
                ("maker", "B社"),
            ]),
        ],
    );
    for name in ["x.xlsx", "x.csv"] {
        let plan = again(&ledger, &context, "official", name);
        let changes: Vec<_> = plan.rows.iter().map(|row| row.changes()).collect();
        assert!(plan.rows.len() == 2 && plan.is_empty(), "{name}: {changes:?}");
    }
}

#[test]
fn programs_with_few_versions_pair_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let device = |number, versions: [&str; 3]| {
        let mut content = device(&[("management_no", number), ("maker", "A社"), ("os", "Windows 11")]);
        let programs = ["電子カルテ", "ウイルス対策", "日本語入力"].iter().zip(versions);
        let rows = programs.map(|(name, version)| {
            let mut row = Fields::default();
            row.set(0, Entry::text(name));
            row.set(
                1,
                if version.is_empty() {
                    Entry::Blank
                } else {
                    Entry::text(version)
                },
            );
            row
        });
        content.set_child_rows(DEVICE.child_index("software").unwrap(), rows.collect());
        content
    };
    let (ledger, context) = ledger(
        &folder,
        vec![
            device("001", ["2.10", "", ""]),
            device("002", ["", "7.0", ""]),
            device("003", ["", "", "1.5"]),
            device("004", ["", "", ""]),
        ],
    );
    for name in ["x.xlsx", "x.csv"] {
        let plan = again(&ledger, &context, "official", name);
        assert_eq!(with(&plan, Problem::LinesDoNotPair), [], "{name}");
        assert!(plan.rows.len() == 4 && plan.is_empty(), "{name}");
    }
    // Where the lines of two cells cannot belong together it is said.
    let found = plan(
        "管理番号,メーカー,ソフトウェア,ソフトウェアバージョン\n1,A社,\"あ\nい\n\",\"1\n2\"\n2,A社,\"あ\nい\nう\",1\n3,A社,\"あ\nい\",\"1\n2\n3\"\n",
    );
    let rows: Vec<u32> = with(&found, Problem::LinesDoNotPair)
        .iter()
        .map(|(row, _)| *row)
        .collect();
    assert_eq!(rows, [3, 4]);
    assert_eq!(
        found.rows[0]
            .content
            .child_rows(DEVICE.child_index("software").unwrap())
            .len(),
        2
    );
}

#[test]
fn texts_that_look_guarded_survive_our_own_csv() {
    let folder = tempfile::tempdir().unwrap();
    let notes = [
        "=1+1", "'=1+1", "''=1+1", "-1", "'-1", "+81-3", "@x", "＝x", "'001", "' =x",
    ];
    let contents = notes.iter().enumerate().map(|(at, note)| {
        let number = format!("N{at}");
        device(&[
            ("management_no", &number),
            ("maker", "A社"),
            ("os", "Windows 11"),
            ("note", note),
        ])
    });
    let (ledger, context) = ledger(&folder, contents.collect());
    let plan = again(&ledger, &context, "official", "x.csv");
    let changes: Vec<_> = plan.rows.iter().flat_map(|row| row.changes()).collect();
    assert_eq!(plan.rows.len(), notes.len());
    assert!(plan.is_empty(), "{changes:?}");
}

#[test]
fn a_formula_never_computed_is_named_and_rows_of_nothing_else_are_none() {
    use crate::hostile::make::{worksheet, xlsx};
    let text = |place: &str, text: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let head = ["管理番号", "メーカー", "OS", "状態"];
    let head: String = ["A1", "B1", "C1", "D1"]
        .iter()
        .zip(head)
        .map(|(place, word)| text(place, word))
        .collect();
    let sheet = format!(
        "<sheetData><row r=\"1\">{head}</row><row r=\"2\">{}{}<c r=\"C2\"><f>VLOOKUP(A2,X,2)</f></c>{}</row><row r=\"3\"><c r=\"A3\"><f>A2+1</f></c><c r=\"B3\"><f>B2</f></c></row></sheetData>",
        text("A2", "001"),
        text("B2", "A社"),
        text("D2", "稼働"),
    );
    let folder = tempfile::tempdir().unwrap();
    let path = xlsx(
        &folder.path().join("x.xlsx"),
        vec![("xl/worksheets/sheet1.xml", worksheet(&sheet).into())],
    );
    let snapshot = Snapshot::new(LedgerMeta::default());
    let found = plan_import(
        kikidaicho::core::import::read_workbook(&path).unwrap(),
        "x.xlsx",
        &snapshot,
    )
    .unwrap();
    assert_eq!(with(&found, Problem::FormulaWithoutValue), [(2, "OS".to_owned())]);
    assert_eq!(found.rows.len(), 1);
    assert!(
        found.rows[0]
            .raw
            .as_deref()
            .is_some_and(|raw| raw.contains("=VLOOKUP(A2,X,2)")),
        "the formula is kept"
    );
    assert_eq!(found.not_taken.iter().map(|left| left.row).collect::<Vec<_>>(), [3]);
}
