//! Ledgers laid out for the eye: tables side by side or on their side, cards in rows, cells under no header, questions
//! for headers. Nothing that stands there may go missing or into another device without a word.

use kikidaicho::core::catalogue::Column;
use kikidaicho::core::import::{How, ImportPlan, Layout, PlanRow, plan_import, read_bytes};
use kikidaicho::core::model::{LedgerMeta, Problem, Snapshot};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

fn plan_of(mut book: Workbook) -> ImportPlan {
    let bytes = book.save_to_buffer().unwrap();
    let snapshot = Snapshot::new(LedgerMeta::default());
    plan_import(read_bytes(bytes, "x.xlsx").unwrap(), "x.xlsx", &snapshot).unwrap()
}

fn write(page: &mut Worksheet, row: u32, column: u16, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        page.write_string(row, column + at as u16, *cell).unwrap();
    }
}

fn plan(sheet: &str, rows: &[&[&str]]) -> ImportPlan {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name(sheet).unwrap();
    for (row, cells) in rows.iter().enumerate() {
        write(page, row as u32, 0, cells);
    }
    plan_of(book)
}

fn cells(row: &PlanRow, keys: &str) -> String {
    let shown = keys.split(' ').map(|key| match row.register.column_by_key(key) {
        Some(column) => row.content.display(&column),
        None => row.content.display(&Column::Custom(key.into())),
    });
    shown.collect::<Vec<_>>().join("|").replace('\n', "/")
}

fn all(plan: &ImportPlan, keys: &str) -> Vec<String> {
    plan.rows.iter().map(|row| cells(row, keys)).collect()
}

fn has(row: &PlanRow, key: &str, problem: Problem) -> bool {
    row.problems
        .contains(&(row.register.column_by_key(key).unwrap(), problem))
}

#[test]
fn two_tables_side_by_side_are_two_tables() {
    let plan = plan(
        "一覧",
        &[
            &["■パソコン", "", "", "", "", "■ネットワーク機器"],
            &["No", "PC名", "OS", "IP", "", "No", "機器名", "メーカー", "IP"],
            &[
                "1",
                "UKE1",
                "Win11",
                "192.168.1.11",
                "",
                "101",
                "ルーター",
                "ヤマハ",
                "192.168.1.1",
            ],
            &[
                "2",
                "UKE2",
                "Win11",
                "192.168.1.12",
                "",
                "102",
                "スイッチ",
                "",
                "192.168.1.2",
            ],
            &["3", "SHIN", "Win10", "192.168.1.13"],
        ],
    );
    assert_eq!(
        all(&plan, "management_no computer_name name maker os ip"),
        [
            "1|UKE1|||Win11|192.168.1.11",
            "2|UKE2|||Win11|192.168.1.12",
            "3|SHIN|||Win10|192.168.1.13",
            "101||ルーター|ヤマハ||192.168.1.1",
            "102||スイッチ|||192.168.1.2",
        ]
    );
    assert_eq!((plan.tables.len(), plan.previews.len()), (2, 1));
}

#[test]
fn a_table_without_rows_beside_another_is_left_out_row_by_row() {
    let plan = plan(
        "一覧",
        &[
            &["予備の欄"],
            &["No", "PC名", "OS", "IP", "", "No", "機器名", "メーカー", "IP"],
            &["", "", "", "", "", "N1", "SW1", "架空通信", "192.168.1.1"],
        ],
    );
    assert_eq!(all(&plan, "management_no ip"), ["N1|192.168.1.1"]);
    assert!(plan.sheets_left_out.is_empty(), "{:?}", plan.sheets_left_out);
    let rows: Vec<u32> = plan.not_taken.iter().map(|left| left.row).collect();
    assert!(rows.contains(&1), "{rows:?}");
}

#[test]
fn one_list_in_two_columns_of_the_page_is_read_to_its_end() {
    let plan = plan(
        "一覧",
        &[
            &["番号", "機器名", "設置場所", "番号", "機器名", "設置場所"],
            &["1", "受付PC", "受付", "3", "NAS", "倉庫"],
            &["2", "会計PC", "会計", "4", "複合機", "受付"],
        ],
    );
    assert_eq!(
        all(&plan, "management_no name place"),
        ["1|受付PC|受付", "2|会計PC|会計", "3|NAS|倉庫", "4|複合機|受付"]
    );
}

#[test]
fn an_empty_column_or_a_second_check_in_a_table_makes_no_second_table() {
    let gap = plan(
        "一覧",
        &[
            &["番号", "機器名", "メーカー", "", "IPアドレス", "OS", "設置場所"],
            &["1", "受付PC", "A社", "", "192.168.1.1", "Win11", "受付"],
            &["2", "会計PC", "A社", "", "192.168.1.2", "Win11", "会計"],
        ],
    );
    assert_eq!(
        all(&gap, "management_no ip place"),
        ["1|192.168.1.1|受付", "2|192.168.1.2|会計"]
    );
    let checks = plan(
        "一覧",
        &[
            &[
                "番号",
                "機器名",
                "メーカー",
                "確認日",
                "担当",
                "結果",
                "確認日",
                "担当",
                "結果",
            ],
            &["1", "受付PC", "A社", "R6.4.1", "甲", "良", "R6.10.1", "乙", "良"],
        ],
    );
    assert_eq!((checks.tables.len(), checks.rows.len()), (1, 1));
}

#[test]
fn a_table_on_its_side_has_a_device_in_each_column() {
    let plan = plan(
        "機器",
        &[
            &["医院の機器（装置別）"],
            &["項目", "1号機", "2号機", "3号機", "備考"],
            &["管理番号", "A1", "A2", "A3"],
            &["名称", "受付PC", "サーバ", "NAS"],
            &["メーカー", "HP", "DELL", "BUFFALO"],
            &["OS", "Windows 11", "", "－", "更新は事業者"],
            &["IPアドレス", "192.168.0.1", "192.168.0.2", "192.168.0.3"],
            &["電源", "", "UPS", ""],
            &["備考", "", "", "棚の上"],
        ],
    );
    assert_eq!(
        all(&plan, "management_no name maker os ip note 電源"),
        [
            "A1|受付PC|HP|Windows 11|192.168.0.1||",
            "A2|サーバ|DELL||192.168.0.2||UPS",
            "A3|NAS|BUFFALO|該当なし|192.168.0.3|棚の上|",
        ]
    );
}

#[test]
fn cards_beside_and_below_each_other_are_a_device_each() {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("カード").unwrap();
    let labels = ["管理番号", "機器名", "メーカー", "IPアドレス", "合言葉の紙"];
    for (row, column, values) in [
        (0, 0, ["C1", "受付PC", "HP", "192.168.5.1", "金庫"]),
        (0, 3, ["C2", "会計PC", "HP", "192.168.5.2", ""]),
        (7, 0, ["C3", "NAS", "QNAP", "192.168.5.3", ""]),
        (7, 3, ["C4", "複合機", "リコー", "192.168.5.4", "引き出し"]),
    ] {
        for (at, (label, value)) in labels.iter().zip(values).enumerate() {
            write(page, row + at as u32, column, &[label, value]);
        }
    }
    let plan = plan_of(book);
    assert_eq!(
        all(&plan, "management_no name maker ip 合言葉の紙"),
        [
            "C1|受付PC|HP|192.168.5.1|金庫",
            "C2|会計PC|HP|192.168.5.2|",
            "C3|NAS|QNAP|192.168.5.3|",
            "C4|複合機|リコー|192.168.5.4|引き出し",
        ]
    );
}

#[test]
fn what_stands_beside_the_rows_is_kept_and_said() {
    let plan = plan(
        "印刷用",
        &[
            &["", "機器名", "型番", "設置場所", "備考"],
            &["1", "受付PC", "M1", "受付", "共用", "←5月に修理"],
            &["2", "会計PC", "M2", "会計", ""],
            &["3", "診察PC", "M3", "診察室", "", "院長室へ移動済"],
            &["4", "予備PC", "M4", "倉庫", ""],
        ],
    );
    assert_eq!(
        all(&plan, "name note A列"),
        [
            "受付PC|共用/←5月に修理|1",
            "会計PC||2",
            "診察PC|院長室へ移動済|3",
            "予備PC||4"
        ]
    );
    assert!(has(&plan.rows[0], "note", Problem::NoHeader) && !has(&plan.rows[1], "note", Problem::NoHeader));
    let column = &plan.tables[0].columns.iter().find(|column| column.at == 0).unwrap();
    assert_eq!(
        (column.header.as_str(), column.how, plan.unplaced()),
        ("A列", How::Unknown, 1)
    );
}

#[test]
fn what_stands_beside_a_secret_is_not_kept() {
    let plan = plan(
        "一覧",
        &[
            &["番号", "機器名", "設置場所", "パスワード"],
            &["1", "受付PC", "受付", "himitsu1", "himitsu2"],
            &["2", "会計PC", "会計", "himitsu3", "himitsu4"],
        ],
    );
    let shown = format!("{:?}", plan.rows);
    assert!(plan.rows.len() == 2 && !shown.contains("himitsu"), "{shown}");
}

#[test]
fn a_form_on_squared_paper_is_read_by_its_wide_headers() {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("台帳").unwrap();
    let plain = Format::new();
    let wide = [
        ("管理番号", 0u16, 2u16),
        ("機器名", 3, 6),
        ("IPアドレス", 7, 10),
        ("設置場所", 11, 13),
        ("パスワード", 14, 17),
    ];
    for (header, first, last) in wide {
        page.merge_range(0, first, 1, last, header, &plain).unwrap();
    }
    // One letter to a square, parts of an address, a value that does not begin where its header does.
    write(
        page,
        2,
        0,
        &[
            "0",
            "0",
            "1",
            "受付PC",
            "",
            "",
            "",
            "192.168.1.1",
            "",
            "",
            "",
            "",
            "受付",
            "",
            "h",
            "i",
            "m",
            "i",
        ],
    );
    write(
        page,
        3,
        0,
        &["002", "", "", "", "診察PC", "", "", "192.168.", "1.2", "", "", "診察室"],
    );
    let plan = plan_of(book);
    assert_eq!(
        all(&plan, "management_no name ip place"),
        ["001|受付PC|192.168.1.1|受付", "002|診察PC|192.168. 1.2|診察室"]
    );
    assert!(!format!("{:?}", plan.rows).contains("himi"));
}

#[test]
fn answers_of_a_web_form_are_a_table() {
    let plan = plan(
        "フォームの回答 1",
        &[
            &[
                "タイムスタンプ",
                "あなたのお名前",
                "設置場所を教えてください",
                "機器の種類",
                "メーカーと型番",
                "OSは何ですか",
                "IPアドレス（分かれば）",
                "気になること",
            ],
            &[
                "2026/10/1 9:12:33",
                "架空花子",
                "受付",
                "ノートパソコン",
                "富士通 ESPRIMO D7012",
                "Windows 11",
                "わからない",
                "",
            ],
            &[
                "2026/10/1 9:40:02",
                "架空太郎",
                "診察室",
                "デスクトップパソコン",
                "DELL Latitude 5430",
                "Windows 10",
                "自動",
                "遅い",
            ],
        ],
    );
    assert_eq!(
        all(&plan, "place maker model os ip note タイムスタンプ あなたのお名前"),
        [
            "受付|富士通|ESPRIMO D7012|Windows 11|不明||2026/10/1 9:12:33|架空花子",
            "診察室|DELL|Latitude 5430|Windows 10|自動|遅い|2026/10/1 9:40:02|架空太郎",
        ]
    );
}

#[test]
fn the_only_sheet_is_read_whatever_it_is_called() {
    let rows: &[&[&str]] = &[
        &["№", "ﾒｰｶ", "ﾎｽﾄ名", "IPｱﾄﾞﾚｽ", "設置場所"],
        &["1", "NEC", "REC01", "192.168.0.5", "ｳｹﾂｹ"],
        &["2", "NEC", "REC02", "192.168.0.6", "ｳｹﾂｹ"],
    ];
    assert_eq!(
        all(&plan("ﾘｽﾄ", rows), "management_no computer_name ip"),
        ["1|REC01|192.168.0.5", "2|REC02|192.168.0.6"]
    );
    // Beside a ledger it is what its name says.
    let mut book = Workbook::new();
    for sheet in ["台帳", "ﾘｽﾄ"] {
        let page = book.add_worksheet().set_name(sheet).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            write(page, row as u32, 0, cells);
        }
    }
    let plan = plan_of(book);
    assert_eq!((plan.rows.len(), plan.sheets_left_out.len()), (2, 1));
}

#[test]
fn two_labels_of_a_card_for_one_field_make_no_second_card() {
    let card = |number: &'static str, no: &'static str, ip: &'static str| {
        [
            ["No.", no],
            ["資産番号", number],
            ["機器名", "受付PC"],
            ["購入先", "A電器"],
            ["設置場所", "受付"],
            ["保守業者", "Bシステム"],
            ["IPアドレス", ip],
            ["メモリ", "8GB"],
            ["購入者", "佐藤"],
            ["設置者", "山田"],
        ]
    };
    let both = [card("P1", "1", "192.168.1.1"), card("P2", "2", "192.168.1.2")];
    let rows: Vec<&[&str]> = both
        .iter()
        .flat_map(|card| card.iter().map(|row| &row[..]).chain([&[][..]]))
        .collect();
    let found = plan("PCカード", &rows);
    assert_eq!(
        all(&found, "management_no name vendor place ip bought_on note"),
        [
            "P1|受付PC|A電器|受付|192.168.1.1||",
            "P2|受付PC|A電器|受付|192.168.1.2||"
        ]
    );
    for (row, no) in found.rows.iter().zip(["1", "2"]) {
        let custom = |header: &str| row.content.custom.get(header).map(|entry| entry.display().into_owned());
        assert_eq!(custom("No.").as_deref(), Some(no));
        assert_eq!(custom("保守業者").as_deref(), Some("Bシステム"));
        assert_eq!(custom("メモリ").as_deref(), Some("8GB"));
        assert_eq!(custom("購入者").as_deref(), Some("佐藤"));
    }
}

#[test]
fn a_header_that_nobody_knows_is_no_form() {
    // Every second of the headers is a name of ours, or has one in it.
    let csv = "Device name,Managed by,Ownership,Compliance,保守満了,x,Lenovo,y,設置者,z\n\
        KARTE-01,Intune,Corporate,Compliant,R8,1,20W0,2,山田,3\n\
        KARTE-02,Intune,Corporate,Compliant,R8,1,20W0,2,山田,3\n";
    // Read as a table or not at all, never as questions with their answers beside them.
    let book = read_bytes(csv.as_bytes().to_vec(), "x.csv").unwrap();
    let read = plan_import(book, "x.csv", &Snapshot::new(LedgerMeta::default()));
    let tables = read.map(|plan| plan.tables).unwrap_or_default();
    assert!(tables.iter().all(|table| table.layout == Layout::Table), "{tables:?}");
}

#[test]
fn headings_between_rows_say_the_place_and_how_a_sheet_was_read_is_told() {
    let found = plan(
        "PC一覧",
        &[
            &["管理番号", "機器名", "IPアドレス"],
            &["A0", "親機", "192.168.1.1"],
            &["【受付】"],
            &["A1", "受付PC", "192.168.1.2"],
            &["A2", "会計PC", "192.168.1.3"],
            &["■レントゲン室"],
            &["A3", "撮影PC", "192.168.1.4"],
            &["【予備の機械】"],
            &["A4", "予備PC", "192.168.1.5"],
        ],
    );
    assert_eq!(
        all(&found, "management_no place"),
        ["A0|", "A1|受付", "A2|受付", "A3|レントゲン室", "A4|"]
    );
    assert!(kikidaicho::text::import::readings(&found).is_empty());
    let card = plan(
        "受付PC",
        &[
            &["管理番号", "A1"],
            &["機器名", "受付PC"],
            &["メーカー", "NEC"],
            &["IPアドレス", "192.168.1.2"],
        ],
    );
    let told = kikidaicho::text::import::readings(&card);
    assert!(told.len() == 1 && told[0].starts_with("受付PC："), "{told:?}");
}

#[test]
fn a_row_that_parts_the_headings_above_it_is_part_of_the_header() {
    let bold = Format::new();
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("一覧").unwrap();
    write(
        page,
        0,
        0,
        &["管理番号", "機器名", "IPアドレス", "", "購入", "", "OS", ""],
    );
    for (first, word) in [(2, "IPアドレス"), (4, "購入"), (6, "OS")] {
        page.merge_range(0, first, 0, first + 1, word, &bold).unwrap();
    }
    write(page, 1, 2, &["有線", "無線", "日", "金額", "種類", "バージョン"]);
    let device = [
        "A1",
        "受付PC",
        "192.168.1.1",
        "192.168.2.1",
        "2023/4/1",
        "100000",
        "Windows 11",
        "23H2",
    ];
    write(page, 2, 0, &device);
    let found = plan_of(book);
    assert_eq!(
        all(
            &found,
            "management_no name ip bought_on os kind IPアドレス無線 購入金額"
        ),
        ["A1|受付PC|192.168.1.1|2023/4/1|Windows 11|端末PC|192.168.2.1|100000"]
    );
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("一覧").unwrap();
    write(page, 0, 0, &["機器管理表"]);
    for (row, first, last, word) in [(1, 1, 2, "基本情報"), (1, 3, 5, "ネットワーク"), (2, 3, 4, "IP")] {
        page.merge_range(row, first, row, last, word, &bold).unwrap();
    }
    write(page, 1, 0, &["管理番号"]);
    write(page, 2, 1, &["機器名", "設置場所", "", "", "MAC"]);
    page.write_string(2, 3, "IP").unwrap();
    write(page, 3, 3, &["有線", "無線"]);
    write(
        page,
        4,
        0,
        &[
            "A1",
            "受付PC",
            "受付",
            "192.168.1.1",
            "192.168.2.1",
            "00:00:5E:00:53:01",
        ],
    );
    assert_eq!(
        all(&plan_of(book), "management_no name place ip mac computer_name"),
        ["A1|受付PC|受付|192.168.1.1|00:00:5E:00:53:01|"]
    );
}
