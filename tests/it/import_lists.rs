//! Which lists are lists of devices: short ones, wide ones, and those of media, people and events that are none.

use kikidaicho::core::catalogue::{Column, RegisterId};
use kikidaicho::core::import::{ImportPlan, PlanRow, plan_import, read_bytes};
use kikidaicho::core::model::{LedgerMeta, Snapshot};
use rust_xlsxwriter::Workbook;

const DEVICE: RegisterId = RegisterId::DEVICE;

/// The plan, if the sheet holds a table of any register.
fn read(sheet: &str, rows: &[&[&str]]) -> Option<ImportPlan> {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name(sheet).unwrap();
    for (row, cells) in rows.iter().enumerate() {
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            page.write_string(row as u32, at as u16, *cell).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let snapshot = Snapshot::new(LedgerMeta::default());
    plan_import(read_bytes(bytes, "x.xlsx").unwrap(), "x.xlsx", &snapshot).ok()
}

fn plan(sheet: &str, rows: &[&[&str]]) -> ImportPlan {
    read(sheet, rows).unwrap()
}

fn cells(row: &PlanRow, keys: &str) -> String {
    let shown = keys.split(' ').map(|key| match row.register.column_by_key(key) {
        Some(column) => row.content.display(&column),
        None => row.content.display(&Column::Custom(key.into())),
    });
    shown.collect::<Vec<_>>().join("|")
}

fn all(plan: &ImportPlan, keys: &str) -> Vec<String> {
    plan.rows.iter().map(|row| cells(row, keys)).collect()
}

#[test]
fn a_short_list_that_names_devices_is_one() {
    let read = |rows: &[&[&str]], keys: &str| all(&plan("一覧", rows), keys);
    assert_eq!(
        read(
            &[
                &["管理番号", "機器名", "バッテリ交換日", "次回の点検", "色"],
                &["1", "UPS", "2025/4/1", "2026/4/1", "黒"],
            ],
            "management_no name 次回の点検"
        ),
        ["1|UPS|2026/4/1"]
    );
    assert_eq!(
        read(
            &[&["PC名", "OS", "Office"], &["PC1", "Win11", "2021"]],
            "computer_name os Office"
        ),
        ["PC1|Win11|2021"]
    );
    assert_eq!(
        read(
            &[
                &[
                    "AP名",
                    "機種",
                    "SSID",
                    "暗号化キー",
                    "認証",
                    "チャンネル",
                    "IPアドレス",
                    "設置場所"
                ],
                &["AP1F", "A-1", "staff", "himitsu", "WPA2", "36", "192.168.1.2", "廊下"],
            ],
            "computer_name model ip place SSID"
        ),
        ["AP1F|A-1|192.168.1.2|廊下|staff"]
    );
    assert_eq!(
        read(
            &[
                &[
                    "プリンタ名",
                    "接続",
                    "ドライバ",
                    "設置",
                    "リース/購入",
                    "料金",
                    "トナー"
                ],
                &["受付LBP", "LAN", "LBP", "受付", "購入", "", "047"],
            ],
            "name place ownership"
        ),
        ["受付LBP|受付|購入"]
    );
    // Many known columns are a header among any number of others.
    let unknown: Vec<String> = (0..12).map(|nth| format!("独自{nth}")).collect();
    let mut head = vec!["管理番号", "機器名", "メーカー", "型番", "設置場所"];
    head.extend(unknown.iter().map(String::as_str));
    let device: Vec<String> = (0..head.len()).map(|nth| format!("値{nth}")).collect();
    let device: Vec<&str> = device.iter().map(String::as_str).collect();
    assert_eq!(read(&[&head, &device], "management_no place 独自11"), ["値0|値4|値16"]);
}

#[test]
fn what_happened_to_devices_and_what_is_no_device_stays_out() {
    for rows in [
        [
            &["貸出日", "管理番号", "機器名", "借用者"][..],
            &["2025/4/1", "1", "PC", "架空花子"],
        ],
        [&["品名", "数量", "単価", "金額"][..], &["用紙", "3", "100", "300"]],
        [
            &["氏名", "所属", "電話番号", "備考"][..],
            &["架空花子", "医事課", "000", ""],
        ],
        [&["管理番号", "機器名", "点検結果", "色"][..], &["1", "PC", "良", "黒"]],
    ] {
        let found = read("表", &rows);
        let devices = found
            .iter()
            .flat_map(|plan| &plan.rows)
            .filter(|row| row.register == DEVICE);
        assert_eq!(devices.count(), 0, "{rows:?}");
    }
}

#[test]
fn lists_of_media_and_of_people_to_call_are_told_from_devices() {
    let media = plan(
        "USB台帳",
        &[
            &[
                "管理番号",
                "USB種類",
                "メーカー",
                "容量",
                "使用者",
                "使用目的",
                "保管場所",
            ],
            &["USB-01", "USBメモリ", "A社", "16GB", "事務長", "レセプト", "金庫"],
        ],
    );
    assert_eq!(media.rows[0].register, RegisterId::MEDIUM);
    assert_eq!(
        all(&media, "number kind capacity keeper holds place"),
        ["USB-01|USBメモリ|16GB|事務長|レセプト|金庫"]
    );
    assert!(media.rows[0].content.child_rows(0).is_empty(), "nobody lent it");
    let calls = plan(
        "緊急連絡網",
        &[
            &["順番", "区分", "機関名", "担当", "電話番号", "夜間連絡先", "備考"],
            &["1", "公的機関", "架空県警", "窓口", "000-000-0110", "000-000-0111", ""],
        ],
    );
    assert_eq!(calls.rows[0].register, RegisterId::CONTACT);
    assert_eq!(
        all(&calls, "call_order category organization person off_hours"),
        ["1|公的機関|架空県警|窓口|000-000-0111"]
    );
    let people = plan(
        "一覧",
        &[
            &["管理番号", "機器名", "利用者所属", "利用者氏名"],
            &["X1", "受付PC", "医事課", "架空花子"],
        ],
    );
    assert_eq!(all(&people, "department users"), ["医事課|架空花子"]);
    let staff = plan(
        "一覧",
        &[
            &["氏名", "部署", "PC名", "IPアドレス"],
            &["架空花子", "医事", "PC01", "192.168.1.1"],
        ],
    );
    assert_eq!(all(&staff, "users department computer_name"), ["架空花子|医事|PC01"]);
}

#[test]
fn blank_lines_of_a_csv_are_rows() {
    for end in ["\n", "\r\n"] {
        let text = "\n題名\n\n管理番号,機器名,説明\n1,受付PC,\"一行目\n\n三行目\"\n\n\n2,診察PC,\n\n3,会計PC,x";
        let book = read_bytes(text.replace('\n', end).into_bytes(), "一覧.csv").unwrap();
        let rows: Vec<u32> = book.sheets[0].rows.iter().map(|row| row.number).collect();
        assert_eq!(rows, [2, 4, 5, 8, 10], "{end:?}");
        assert_eq!(&*book.sheets[0].rows[2].cells[2].text, "一行目\n\n三行目");
    }
    // Old Macintosh line ends: blank lines cannot be told there.
    let book = read_bytes(b"a,b\r1,2\r3,4\r".to_vec(), "x.csv").unwrap();
    assert_eq!(
        book.sheets[0].rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [1, 2, 3]
    );
}
