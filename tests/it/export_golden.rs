//! What the export writes is what stands in the ledger: every text, and only texts.
//!
//! Owns: laws about files that we write, read back with another program's eyes. Layout was looked at by people; run
//! `LOOK_DIR=/tmp/look cargo test --test it look -- --ignored` and open the files to look again.

mod look;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use chrono::{NaiveDate, TimeZone, Utc};
use kikidaicho::core::catalogue::{RegisterId, Shown};
use kikidaicho::core::export::sheets::{SheetKey, build, csv};
use kikidaicho::core::export::{ExportContext, ExportError, write_xlsx};
use kikidaicho::core::model::{
    Content, Entry, Fields, LedgerMeta, Operation, OperationKind, Record, RecordId, Snapshot,
};

const DEVICE: RegisterId = RegisterId::DEVICE;

/// Texts that spreadsheets like to spoil.
const NASTY: &[&str] = &[
    "001",
    "2.10",
    "3E5",
    "R6.4.1",
    "1/2",
    "=1+1",
    "+81",
    "-",
    "@x",
    "'a",
    "１２",
    "🏥 受付",
    "行1\n行2",
    "TRUE",
    "#REF!",
    "http://x.example.jp",
    "2024-07-01",
    "_x0041_",
    "神\u{fa19}",
    "<f>1</f>",
    "\"a\",b",
];

fn context() -> ExportContext {
    ExportContext {
        now: Utc.with_ymd_and_hms(2026, 11, 20, 1, 2, 3).unwrap(),
        today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
        actor: "見本 花子".into(),
    }
}

fn record(register: RegisterId, nth: u32, fields: &[(&str, &str)]) -> Record {
    let mut content = Content::default();
    for (key, text) in fields {
        content
            .fields
            .set(register.field_index(key).expect(key), Entry::text(text));
    }
    Record {
        id: RecordId::derive(1_790_000_000_000, nth, &[7; 32]),
        register,
        content,
    }
}

fn children(record: &mut Record, key: &str, rows: &[&[&str]]) {
    let child = record.register.child_index(key).expect(key);
    let rows = rows
        .iter()
        .map(|row| row.iter().map(|text| Entry::text(text)).enumerate().collect::<Fields>())
        .collect();
    record.content.set_child_rows(child, rows);
}

fn ledger(records: Vec<Record>) -> Snapshot {
    let meta = LedgerMeta {
        facility: "あおば台クリニック（見本）".into(),
        ..LedgerMeta::default()
    };
    Snapshot::with_rows(meta, records)
}

fn nasty_ledger() -> Snapshot {
    let mut records: Vec<Record> = NASTY
        .iter()
        .zip(0..)
        .map(|(text, nth)| {
            let mut row = record(
                DEVICE,
                nth,
                &[("management_no", text), ("status", text), ("note", text)],
            );
            row.content.set_custom(&"資産 区分".into(), Entry::text(text));
            children(&mut row, "software", &[&[text, text], &["b", "2.10"]]);
            row
        })
        .collect();
    let mut marks = record(DEVICE, 900, &[("management_no", "マーク")]);
    let confirm_by = NaiveDate::from_ymd_opt(2026, 12, 31);
    for (key, entry) in [
        ("os", Entry::UNKNOWN),
        ("ip", Entry::NotApplicable),
        ("place", Entry::Unknown { confirm_by }),
    ] {
        marks.content.fields.set(DEVICE.field_index(key).unwrap(), entry);
    }
    records.push(marks);
    ledger(records)
}

type Grid = BTreeMap<(u32, u32), String>;

/// Every sheet as calamine reads it; anything but a string is an error.
fn read_back(bytes: &[u8]) -> Vec<(String, Grid)> {
    use calamine::{DataRef, Reader};
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("opens");
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let mut grid = Grid::new();
            let mut cells = book.worksheet_cells_reader(&name).expect("sheet");
            while let Some(cell) = cells.next_cell().expect("cell") {
                let text = match cell.get_value() {
                    DataRef::SharedString(text) => (*text).to_owned(),
                    DataRef::String(text) => text.clone(),
                    DataRef::Empty => continue,
                    other => panic!("{name} {:?} is no text: {other:?}", cell.get_position()),
                };
                grid.insert(cell.get_position(), text);
            }
            (name, grid)
        })
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("zip");
    let mut text = String::new();
    zip.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

fn parts(bytes: &[u8]) -> Vec<String> {
    let zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("zip");
    zip.file_names().map(|name| name.expect("name").into_owned()).collect()
}

fn xlsx(key: SheetKey, snapshot: &Snapshot) -> Vec<u8> {
    write_xlsx(&build(key, snapshot, &context()), &context()).expect("writes")
}

#[test]
fn every_text_survives_and_nothing_is_calculated() {
    let snapshot = nasty_ledger();
    for &key in SheetKey::ALL {
        let sheets = build(key, &snapshot, &context());
        let bytes = write_xlsx(&sheets, &context()).unwrap();
        for (sheet, (_, grid)) in sheets.iter().zip(read_back(&bytes)) {
            let first = sheet.head_rows() as u32;
            for (row, texts) in (first..).zip(&sheet.rows) {
                for (column, text) in (0..).zip(texts) {
                    let read = grid.get(&(row, column)).map_or("", String::as_str);
                    assert_eq!(read, text, "{} {row} {column}", sheet.name);
                }
            }
        }
        for name in parts(&bytes).iter().filter(|name| name.contains("worksheets/sheet")) {
            let xml = part(&bytes, name);
            assert!(!xml.contains("<f>") && !xml.contains("<hyperlink"), "{name}");
        }
    }
}

#[test]
fn same_ledger_and_clock_give_the_same_bytes() {
    let snapshot = nasty_ledger();
    for &key in SheetKey::ALL {
        assert!(xlsx(key, &snapshot) == xlsx(key, &snapshot), "{}", key.key());
    }
    let core = part(&xlsx(SheetKey::Official, &snapshot), "docProps/core.xml");
    assert!(core.contains("2026-11-20T01:02:03Z"), "{core}");
}

#[test]
fn the_official_sheet_has_twelve_columns_and_prints_on_a4_landscape() {
    let mut first = record(
        DEVICE,
        1,
        &[("management_no", "10"), ("ip", "192.168.1.10"), ("name", "受付のPC")],
    );
    children(
        &mut first,
        "software",
        &[&["電子カルテ", "2.10"], &["レセコン", "5.0.1"]],
    );
    children(
        &mut first,
        "interface",
        &[&["LAN1", "192.168.1.10"], &["LAN2", "10.51.1.5"]],
    );
    let second = record(DEVICE, 2, &[("management_no", "1"), ("status", "廃棄済")]);
    let third = record(DEVICE, 3, &[("management_no", "2")]);
    let snapshot = ledger(vec![first, second, third]);

    let sheet = &build(SheetKey::Official, &snapshot, &context())[0];
    let headers: Vec<&str> = sheet.columns.iter().map(|column| column.header.as_str()).collect();
    let official = "管理番号 メーカー OS ソフトウェア ソフトウェアバージョン IPアドレス コンピュータ名 設置場所 利用者 登録日 状態 説明";
    assert_eq!(headers.join(" "), official);
    let numbers: Vec<&str> = sheet.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(numbers, ["2", "10", "1"]);
    assert_eq!(sheet.rows[1][3], "電子カルテ\nレセコン");
    assert_eq!(sheet.rows[1][4], "2.10\n5.0.1");
    assert_eq!(sheet.rows[1][5], "192.168.1.10\n10.51.1.5");
    assert_eq!(sheet.rows[1][6], "受付のPC");
    let texts: Vec<&str> = sheet.blocks.iter().map(|block| block.text.as_str()).collect();
    for text in [
        "機器台帳",
        "最終更新日：2026年11月20日",
        "最終更新者：見本 花子",
        "確認日",
        "確認者",
    ] {
        assert!(texts.contains(&text), "{text}");
    }

    let bytes = xlsx(SheetKey::Official, &snapshot);
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    for wanted in [
        "orientation=\"landscape\"",
        "paperSize=\"9\"",
        "fitToHeight=\"0\"",
        "<pageSetUpPr fitToPage=\"1\"/>",
        "&amp;P / &amp;N",
        "numberStoredAsText=\"1\"",
    ] {
        assert!(xml.contains(wanted), "{wanted}");
    }
    assert!(!xml.contains("fitToWidth=") || xml.contains("fitToWidth=\"1\""));
    let book = part(&bytes, "xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Titles") && book.contains("$5:$5"), "{book}");
}

#[test]
fn the_workbook_keeps_its_contract_with_the_import() {
    let snapshot = nasty_ledger();
    let bytes = xlsx(SheetKey::Workbook, &snapshot);
    let sheets = read_back(&bytes);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    let mut wanted = Vec::new();
    let always = |register: &RegisterId| register.shown == Shown::Always;
    for register in RegisterId::all().filter(always) {
        wanted.push(register.label.to_owned());
        wanted.extend(
            register
                .children
                .iter()
                .map(|child| format!("{}-{}", register.label, child.label)),
        );
    }
    assert_eq!(names, wanted);
    let (_, device) = &sheets[0];
    let custom = DEVICE.fields.len() as u32 + 1;
    let first = &snapshot.rows(DEVICE)[0];
    for (at, text) in [
        ((0, 0), "kikidaicho:1:device"),
        ((0, 1), "management_no"),
        ((0, custom), "custom:資産 区分"),
        ((1, 1), "管理番号"),
        ((1, custom), "資産 区分"),
        ((2, 0), &first.id.to_string()),
        ((2, 1), "001"),
    ] {
        assert_eq!(device[&at], text);
    }
    let marks = 2 + NASTY.len() as u32;
    for (key, text) in [
        ("os", "不明"),
        ("ip", "該当なし"),
        ("place", "不明（確認期限 2026-12-31）"),
    ] {
        assert_eq!(device[&(marks, DEVICE.field_index(key).unwrap() as u32 + 1)], text);
    }
    let (_, software) = &sheets[1];
    for (at, text) in [
        ((0, 0), "kikidaicho:1:device/software"),
        ((0, 1), "parent_name"),
        ((0, 2), "name"),
        ((1, 1), "機器"),
        ((2, 0), &first.id.to_string()),
        ((2, 1), "001"),
        ((3, 3), "2.10"),
    ] {
        assert_eq!(software[&at], text);
    }
    assert_eq!(sheets[5].1[&(0, 0)], "kikidaicho:1:vendor");

    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    for wanted in [
        "errorStyle=\"information\"",
        "サーバ,端末PC,ネットワーク機器",
        "<autoFilter ref=\"A2:",
        "state=\"frozen\"",
    ] {
        assert!(xml.contains(wanted), "{wanted}");
    }
    let row = xml.split("<row ").nth(1).unwrap();
    assert!(
        row.split('>').next().unwrap().contains("hidden=\"1\""),
        "row 1 is hidden"
    );
    let column = xml.split("<col ").nth(1).unwrap();
    assert!(
        column.split('>').next().unwrap().contains("hidden=\"1\""),
        "column A is hidden"
    );
}

#[test]
fn a_register_is_one_csv_with_child_rows_as_lines() {
    let bytes = csv(DEVICE, &nasty_ledger());
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("\u{feff}管理番号,機器区分,"));
    for wanted in [
        "\r\n001,",
        ",\"001\nb\",",
        "\r\n'=1+1,",
        "\r\n+81,",
        "\r\n'@x,",
        "\"\"\"a\"\",b\"",
    ] {
        assert!(text.contains(wanted), "{wanted:?}");
    }
}

#[test]
fn a_text_that_fits_no_cell_is_an_error_and_is_not_cut() {
    let long = "長".repeat(32_768);
    let snapshot = ledger(vec![record(DEVICE, 1, &[("note", &long)])]);
    let error = write_xlsx(&build(SheetKey::Official, &snapshot, &context()), &context()).unwrap_err();
    assert_eq!(
        error,
        ExportError::TextTooLong {
            sheet: "機器台帳".into(),
            column: "説明".into(),
            row: 1,
            length: 32_768
        }
    );
    let just = ledger(vec![record(DEVICE, 1, &[("note", &long[3..])])]);
    assert_eq!(
        read_back(&xlsx(SheetKey::Official, &just))[0].1[&(5, 11)]
            .chars()
            .count(),
        32_767
    );
}

#[test]
fn the_last_operation_says_when_and_by_whom_on_japanese_time() {
    let mut snapshot = ledger(Vec::new());
    let last = Operation {
        seq: 1,
        kind: OperationKind::Edit,
        at: Utc.with_ymd_and_hms(2024, 6, 30, 15, 0, 0).unwrap(),
        actor: "鈴木 一郎".into(),
        label: String::new(),
        reverts: None,
        records: 1,
        hash: [0; 32],
    };
    snapshot.operations = std::sync::Arc::new(vec![last]);
    for key in [SheetKey::Official, SheetKey::Cloud, SheetKey::Remote] {
        let sheet = &build(key, &snapshot, &context())[0];
        for text in ["最終更新日：2024年7月1日", "最終更新者：鈴木 一郎"] {
            assert!(sheet.blocks.iter().any(|block| block.text == text), "{text}");
        }
    }
}
