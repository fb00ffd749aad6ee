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

/// What became of a header.
fn target(plan: &ImportPlan, header: &str) -> String {
    let table = &plan.tables[0];
    let column = table.columns.iter().find(|column| column.header == header).unwrap();
    match &column.target {
        ColumnTarget::To(to) => table.register.column_label(to),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_column_of_nothing_but_none_is_no_column_of_addresses() {
    let found =
        plan("PC名,設置場所,メーカー,カメラ,指紋\nPC1,受付,A社,無,なし\nPC2,診察,A社,無,なし\nPC3,診察,A社,無,なし\n");
    assert_eq!(
        (target(&found, "カメラ"), target(&found, "指紋")),
        ("カメラ".into(), "指紋".into())
    );
}

#[test]
fn another_word_takes_no_field_by_its_likeness() {
    let found = plan(
        "管理番号,機器名,設置場所,IPアドレス,ネットワーク,メモリ,購入者\n1,受付のPC,受付,192.168.1.1,電子カルテ系,8GB,院長\n",
    );
    for header in ["ネットワーク", "メモリ", "購入者"] {
        assert_eq!(target(&found, header), header);
    }
}

#[test]
fn a_text_that_a_program_kept_from_excel_is_the_text() {
    let found = plan(
        "=\"管理番号\",コンピュータ名,IPアドレス,シリアル\n=\"00123\",PC01,192.168.1.1,\"=\"\"0001\"\"\"\n1,\"=\"\"A\"\"&B1\",192.168.1.2,3\n",
    );
    let texts = |row: usize, keys: &[&str]| -> Vec<String> {
        let content = &found.rows[row].content;
        keys.iter()
            .map(|key| content.fields.get(field(key)).display().into_owned())
            .collect()
    };
    assert_eq!(texts(0, &["management_no", "serial_no"]), ["00123", "0001"]);
    assert_eq!(texts(1, &["computer_name"]), ["=\"A\"&B1"]);
}

/// Numbers of the rows taken, and of those left with their reasons.
fn rows(plan: &ImportPlan) -> (Vec<u32>, Vec<(u32, &'static str)>) {
    let left = plan.not_taken.iter().map(|left| (left.row, left.reason.key()));
    (plan.rows.iter().map(|row| row.source_rows[0]).collect(), left.collect())
}

#[test]
fn what_stands_below_a_table_is_no_device() {
    let found = plan(
        "管理番号,機器名,設置場所,状態\na,受付PC,受付,稼働\n,注射ポンプ,処置室,稼働\n\n【凡例】,,,\n○,使用中,,\n×,廃棄,,\n注1,IPは情報担当へ確認,,\n1.,追加時は連絡すること,,\n改訂履歴,,,\n日付,内容,担当,\nR6.4.1,初版作成,架空花子,\n更新日：,2025/4/1,,\n作成者：,架空花子,事務,\nb,追加のPC,倉庫,停止\n",
    );
    let (taken, left) = rows(&found);
    assert_eq!(taken, [2, 3, 15]);
    let numbers: Vec<u32> = left.iter().map(|(row, _)| *row).collect();
    assert_eq!(numbers, [5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    assert!(left.iter().all(|(_, reason)| *reason == "legend"), "{left:?}");
}

#[test]
fn examples_units_and_sums_in_a_table_are_no_devices() {
    let found = plan(
        "管理番号,機器名,設置場所,台数,購入価格\n①,②,③,④,⑤\n（記入例）PC-000,受付パソコン,受付,1,1\n例,ノートPC,診察室,1,1\na,PC,受付,1,100\nb,計測器,検査室,1\n,計測器,検査室,\nc,例会用PC,受付,1,2\n,小 計,,3,500\n,消費税,,,50\n(合計),,,3,500\n<計>,,,3,\n計2台,,,2,\n合計（台）,,,2,\n全2台,,,2,\n,,3台,3,\n医事課 小計,,,1,2\n",
    );
    let (taken, left) = rows(&found);
    assert_eq!(taken, [5, 6, 7, 8]);
    assert_eq!(left[..3], [(2, "repeated_header"), (3, "legend"), (4, "legend")]);
    assert!(left[3..].iter().all(|(_, reason)| *reason == "total"), "{left:?}");
    assert_eq!(left.len(), 12);
    let found = plan("管理番号,機器名,メモリ,設置場所,保証期限\n,,(GB),,(年月)\na,PC,8,受付,2026/3\n");
    assert_eq!(rows(&found), (vec![3], vec![(2, "repeated_header")]));
}

#[test]
fn a_free_address_is_no_device_and_a_device_is_never_free() {
    let found = plan(
        "No,IPアドレス,ホスト名,用途,設置場所,メーカー\n1,192.168.1.1,RT01,ルータ,サーバ室,A社\n2,192.168.1.3,,空き,,\n3,192.168.1.4,－,（未使用）,2階,\n4,192.168.1.12～192.168.1.20,,予備,,\n5,192.168.1.100-150,,DHCP範囲,,\n6,192.168.1.9,,予約,受付,\n7,192.168.1.10,,未使用,,A社\nPC-8,192.168.1.11,,未使用,,\n",
    );
    let (taken, left) = rows(&found);
    assert_eq!(taken, [2, 7, 8, 9], "予約 may be what a device is for");
    assert_eq!(left, [3, 4, 5, 6].map(|row| (row, "free_address")));
}

#[test]
fn a_bare_version_or_term_belongs_to_what_stands_before_it() {
    let found = plan(
        "管理番号,PC名,OS,バージョン,Office,バージョン,ウイルス対策（期限）\n1,PC1,Windows 11,23H2,Office2021,16.0,ESET（2026/5/31）\n",
    );
    let mapped = |nth: usize| found.tables[0].columns[nth].target.clone();
    assert_eq!(mapped(3), ColumnTarget::To(Column::Field(field("os_build"))));
    assert!(matches!(mapped(5), ColumnTarget::To(Column::Custom(_))));
    let content = &found.rows[0].content;
    assert!(content.fields.get(field("warranty_until")).is_blank());
    assert!(content.fields.get(field("antivirus")).display().contains("2026/5/31"));
    assert!(content.child_rows(DEVICE.child_index("software").unwrap()).is_empty());
    let found = plan("管理番号,PC名,OS,バージョン,ソフトウェア,バージョン\n1,PC1,Windows 11,23H2,カルテ,5.1\n");
    let label = |nth: usize| match &found.tables[0].columns[nth].target {
        ColumnTarget::To(to) => DEVICE.column_label(to),
        other => format!("{other:?}"),
    };
    assert_eq!(
        (label(3), label(5)),
        ("OSビルド".into(), "ソフトウェアバージョン".into())
    );
}

#[test]
fn ditto_is_written_in_many_ways() {
    let found = plan(
        "管理番号,機器名,メーカー,型番,OS,設置場所\n1,受付PC,A社,MK,Win11,受付\n2,”,々,ゝ,＂,｢｣\n3,同じ,上に同じ,ヽ,仝,↑\n4,↓,↓,↓,↓,↓\n",
    );
    for row in &found.rows {
        let texts = ["name", "maker", "model", "os", "place"].map(|key| row.content.fields.get(field(key)).display());
        assert_eq!(texts, ["受付PC", "A社", "MK", "Win11", "受付"]);
    }
    assert_eq!(found.rows.len(), 4);
}

#[test]
fn who_maintains_a_device_goes_before_who_sold_it() {
    let found = plan("管理番号,機器名,購入先,OS,保守業者\n1,受付PC,架空商事,Win11,架空メンテ\n");
    let content = &found.rows[0].content;
    assert_eq!(content.fields.get(field("vendor")).as_text(), Some("架空メンテ"));
    assert_eq!(
        content.custom.get("購入先").and_then(|entry| entry.as_text()),
        Some("架空商事")
    );
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
