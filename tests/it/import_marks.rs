//! What a sheet says beside its texts: colours with a meaning, hidden rows, lines through cells, comments.

use std::path::Path;
use std::sync::Arc;

use kikidaicho::core::catalogue::{Column, RegisterId};
use kikidaicho::core::import::{ImportPlan, Notice, plan_import, read_bytes};
use kikidaicho::core::model::{LedgerMeta, Problem, Snapshot};
use kikidaicho::text::import::notice_line;
use rust_xlsxwriter::{Format, Note, Workbook, Worksheet};

fn planned(bytes: Vec<u8>, file: &str) -> ImportPlan {
    let snapshot = Snapshot::new(LedgerMeta::default());
    plan_import(read_bytes(bytes, file).unwrap(), file, &snapshot).unwrap()
}

/// A ledger of these rows, with whatever is done to the sheet.
fn plan(rows: &[[&str; 3]], mark: impl FnOnce(&mut Worksheet)) -> ImportPlan {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("台帳").unwrap();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            page.write_string(row as u32, column as u16, *cell).unwrap();
        }
    }
    mark(page);
    planned(book.save_to_buffer().unwrap(), "x.xlsx")
}

/// The same sheet as LibreOffice saves it in its own format and in that of Excel 97.
fn saved(name: &str) -> [ImportPlan; 2] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/marks");
    ["ods", "xls"].map(|ending| {
        let file = format!("{name}.{ending}");
        planned(std::fs::read(folder.join(&file)).unwrap(), &file)
    })
}

fn sheet() -> Arc<str> {
    "台帳".into()
}

const ROWS: [[&str; 3]; 4] = [
    ["管理番号", "機器名", "設置場所"],
    ["1", "受付PC", "受付"],
    ["2", "旧PC", "倉庫"],
    ["3", "診察PC", "診察室"],
];

#[test]
fn colours_with_a_meaning_and_hidden_rows_are_said() {
    let rows = [
        ["機器一覧", "", "灰色＝廃棄済み"],
        ROWS[0],
        ROWS[1],
        ROWS[2],
        ["3", "赤色のケーブル", "倉庫"],
    ];
    let plan = plan(&rows, |page| {
        page.set_row_hidden(3).unwrap();
    });
    assert_eq!(plan.rows.len(), 3);
    let colours = Notice::Colours {
        sheet: sheet(),
        cell: "C1".to_owned(),
        text: "灰色＝廃棄済み".to_owned(),
    };
    let hidden = Notice::HiddenRows {
        sheet: sheet(),
        rows: vec![4],
    };
    assert_eq!(plan.notices, [colours, hidden]);
    assert!(notice_line(&plan.notices[0]).contains("色は読み取れません"));
    assert_eq!(plan.rows[0].register, RegisterId::DEVICE);
}

#[test]
fn comments_are_said_by_their_place() {
    let here = plan(&ROWS[..3], |page| {
        page.insert_note(2, 1, &Note::new("7月に廃棄")).unwrap();
        page.insert_note(8, 4, &Note::new("確認")).unwrap();
    });
    for plan in [here].iter().chain(&saved("comments")) {
        let comments = Notice::Comments {
            sheet: sheet(),
            cells: vec!["B3".to_owned(), "E9".to_owned()],
        };
        assert_eq!(plan.rows.len(), 2, "{}", plan.file);
        assert_eq!(plan.notices, [comments], "{}", plan.file);
    }
}

#[test]
fn rows_struck_through_are_shown_and_left_to_a_person() {
    let here = plan(&ROWS, |page| {
        let struck = Format::new().set_font_strikethrough();
        for (column, cell) in ROWS[2].iter().enumerate() {
            page.write_string_with_format(2, column as u16, *cell, &struck).unwrap();
        }
        page.write_string_with_format(3, 2, ROWS[3][2], &struck).unwrap();
    });
    for plan in [here].iter().chain(&saved("struck")) {
        let name = RegisterId::DEVICE.column_by_key("name").unwrap();
        let names: Vec<String> = plan.rows.iter().map(|row| row.content.display(&name)).collect();
        assert_eq!(names, ["受付PC", "旧PC", "診察PC"], "{}", plan.file);
        let include: Vec<bool> = plan.rows.iter().map(|row| row.include).collect();
        assert_eq!(include, [true, false, true], "{}", plan.file);
        let is_struck = |(_, problem): &(Column, Problem)| *problem == Problem::StruckOut;
        assert!(plan.rows[1].problems.iter().any(is_struck), "{}", plan.file);
        let rows = Notice::StruckRows {
            sheet: sheet(),
            rows: vec![3],
        };
        let cells = Notice::StruckCells {
            sheet: sheet(),
            cells: vec!["C4".to_owned()],
        };
        assert_eq!(plan.notices, [rows, cells], "{}", plan.file);
    }
}
