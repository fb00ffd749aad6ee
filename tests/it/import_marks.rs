//! What a sheet says beside its texts: colours with a meaning, hidden rows, lines through cells, comments.

use std::path::Path;
use std::sync::Arc;

use kikidaicho::core::catalogue::{Column, RegisterId};
use kikidaicho::core::import::{ImportPlan, Notice, plan_import, read_bytes};
use kikidaicho::core::model::{LedgerMeta, Problem, Snapshot};
use kikidaicho::text::import::notice_line;
use rust_xlsxwriter::{Format, Note, Workbook, Worksheet};

use crate::hostile::mutate::repacked;

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

#[test]
fn a_device_of_several_rows_is_struck_out_only_as_a_whole() {
    let rows = [
        ["管理番号", "機器名", "ソフトウェア"],
        ["1", "受付PC", "カルテ"],
        ["", "", "会計"],
        ["2", "旧PC", "カルテ"],
    ];
    let plan = plan(&rows, |page| {
        let struck = Format::new().set_font_strikethrough();
        page.write_string_with_format(2, 2, "会計", &struck).unwrap();
    });
    assert!(plan.rows.iter().all(|row| row.include));
    let cells = Notice::StruckCells {
        sheet: sheet(),
        cells: vec!["C3".to_owned()],
    };
    assert_eq!(plan.notices, [cells]);
}

#[test]
fn a_struck_card_is_left_to_a_person() {
    let card = [
        ["管理番号", "1", ""],
        ["メーカー", "架空電機", ""],
        ["型番", "MK-1", ""],
        ["OS", "Windows 11", ""],
        ["設置場所", "受付", ""],
    ];
    let struck = |whole: bool| {
        plan(&card, |page| {
            let struck = Format::new().set_font_strikethrough();
            for (row, cells) in card.iter().enumerate().filter(|(row, _)| whole || *row == 4) {
                for column in 0..2 {
                    let cell = cells[usize::from(column)];
                    page.write_string_with_format(row as u32, column, cell, &struck)
                        .unwrap();
                }
            }
        })
    };
    let (part, whole) = (struck(false), struck(true));
    assert_eq!((part.rows.len(), whole.rows.len()), (1, 1));
    assert!(part.rows[0].include && !whole.rows[0].include);
    assert!(matches!(&part.notices[..], [Notice::StruckCells { cells, .. }] if cells == &["A5", "B5"]));
    assert!(matches!(&whole.notices[..], [Notice::StruckRows { rows, .. }] if rows.len() == 5));
}

#[test]
fn a_ledger_is_read_whatever_became_of_its_comments() {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("台帳").unwrap();
    for (row, cells) in ROWS.iter().enumerate() {
        page.write_row(row as u32, 0, *cells).unwrap();
    }
    page.insert_note(2, 1, &Note::new("7月に廃棄")).unwrap();
    let whole = book.save_to_buffer().unwrap();
    for share in [0, 2, 3] {
        let archive = zip::ZipArchive::new(std::io::Cursor::new(&*whole)).unwrap();
        let spoiled = repacked(archive, |_, name, part| {
            if name.contains("comments") {
                part.truncate(part.len() * share / 4);
            }
        });
        assert_eq!(planned(spoiled.unwrap(), "x.xlsx").rows.len(), 3);
    }
}
