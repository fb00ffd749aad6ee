//! No password gets in, whichever way it comes: afterwards its text is nowhere in the ledger's file.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;

use kikidaicho::core::catalogue::{Column, RegisterId};
use kikidaicho::core::collect::PcFacts;
use kikidaicho::core::export::sheets::{SheetKey, build};
use kikidaicho::core::export::{ExportContext, SheetColumn, write_xlsx};
use kikidaicho::core::import::{Block, plan_block};
use kikidaicho::core::ledger::{Command, Context, Ledger, LedgerError};
use kikidaicho::core::model::{Batch, BatchRow, Content, Entry, OperationKind};

const SECRET: &str = "himitsu-no-kotoba";

fn context() -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-20T00:00:00Z".parse().unwrap(),
    }
}

fn run(arguments: &[&str]) -> Output {
    std::process::Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
        .args(["--now", "2026-11-21T09:00:00+09:00"])
        .args(arguments)
        .output()
        .unwrap()
}

/// Whether the text stands anywhere in the ledger's file, its journal or the copies beside it.
fn is_kept(folder: &Path, name: &str) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let own = files.filter(|path| {
        path.file_name()
            .is_some_and(|file| file.to_string_lossy().starts_with(name))
    });
    own.filter(|path| path.is_file()).any(|path| {
        let bytes = std::fs::read(path).unwrap();
        memchr::memmem::find(&bytes, SECRET.as_bytes()).is_some()
    })
}

struct House {
    folder: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        let house = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let book = house.path("book.daicho");
        assert!(run(&["new", &book, "--facility", "見本"]).status.success());
        for number in ["001", "002"] {
            let number = format!("管理番号={number}");
            assert!(
                run(&["add", &book, "device", &number, "事業者=架空商会"])
                    .status
                    .success()
            );
        }
        house
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn put(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    fn clean(&self, way: &str) {
        assert!(
            !is_kept(self.folder.path(), "book"),
            "{way}: the secret is in the ledger"
        );
        assert!(run(&["verify", &self.path("book.daicho")]).status.success(), "{way}");
    }
}

#[test]
fn the_command_line_refuses_it_by_hand() {
    let house = House::new();
    let book = house.path("book.daicho");
    let cell = format!("パスワード={SECRET}");
    for arguments in [
        vec!["add", &book, "device", "管理番号=003", &cell],
        vec!["add", &book, "account", "ID=uke01", &cell],
        vec!["set", &book, "001", &cell],
    ] {
        let output = run(&arguments);
        assert!(!output.status.success(), "{arguments:?}");
        assert!(!String::from_utf8_lossy(&output.stdout).contains(SECRET));
        house.clean("by hand");
    }
}

#[test]
fn lists_of_any_shape_are_imported_without_it() {
    let house = House::new();
    let book = house.path("book.daicho");
    let files = [
        (
            "plain.csv",
            format!("管理番号,OS,設置場所,パスワード\n003,Windows 11,受付,{SECRET}\n"),
        ),
        (
            "two.csv",
            format!(
                "機器,,,ログイン,\n管理番号,OS,設置場所,ID,パスワード\n004,Windows 11,受付,uke,{SECRET}\n005,Windows 11,受付,uke,{SECRET}\n"
            ),
        ),
        (
            "account.csv",
            format!("システム,ID,利用者,PW,権限\nレセコン,uke01,架空花子,{SECRET},一般\n"),
        ),
        (
            "above.csv",
            format!(
                "管理番号,機器名,アカウント,,IPアドレス,OS\n,,ID,PW,,\n008,受付PC,uke01,{SECRET},192.168.1.5,Windows 11\n009,会計PC,kai01,{SECRET},192.168.1.6,Windows 11\n"
            ),
        ),
        (
            "below.csv",
            format!(
                "管理番号,機器名,備考,,IPアドレス,OS\n-,-,-,PW,-,-\n011,受付PC,なし,{SECRET},192.168.1.5,Windows 11\n012,会計PC,なし,{SECRET},192.168.1.6,Windows 11\n013,診察PC,なし,{SECRET},192.168.1.7,Windows 11\n"
            ),
        ),
        (
            "slips.csv",
            format!(
                "管理番号,OS,設置場所,パスワ-ド,初期PW,P/W,ID・パス\n010,Windows 11,受付,{SECRET},{SECRET},{SECRET},uke01 {SECRET}\n"
            ),
        ),
        (
            "mixed.csv",
            format!("管理番号,OS,ID/パスワード,設置場所\n006,Windows 11,uke01/{SECRET},受付\n"),
        ),
    ];
    for (name, text) in files {
        let file = house.put(name, &text);
        let output = run(&["import", &book, &file]);
        assert!(
            output.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        house.clean(name);
    }
    // Not even when a person asks for it.
    let file = house.put(
        "asked.csv",
        &format!("管理番号,OS,設置場所,パスワード\n007,Windows 11,受付,{SECRET}\n"),
    );
    run(&["import", &book, &file, "--map", "D=説明", "--remember", "覚える"]);
    house.clean("a column pointed at");
}

#[test]
fn paste_the_door_and_other_copies_refuse_it() {
    let house = House::new();
    let path = PathBuf::from(house.path("book.daicho"));
    let mut ledger = Ledger::open(&path, &context()).unwrap();
    let register = RegisterId::DEVICE;
    // A block whose first line holds the headings, and one under a column of one's own.
    for (columns, cells) in [
        (
            vec![Column::Field(0), Column::Custom(Arc::from("パスワード"))],
            vec![vec!["008".to_owned(), SECRET.to_owned()]],
        ),
        (
            vec![Column::Field(0), Column::Field(2)],
            vec![
                vec!["管理番号".to_owned(), "パスワード".to_owned()],
                vec!["009".to_owned(), SECRET.to_owned()],
            ],
        ),
    ] {
        let block = Block {
            register,
            label: "貼り付け".to_owned(),
            columns,
            targets: Vec::new(),
            cells,
        };
        let plan = plan_block(&block, ledger.snapshot());
        assert!(!format!("{:?}", plan.rows).contains(SECRET), "pasted");
        ledger.execute(Command::Apply(plan.into_batch()), &context()).unwrap();
    }
    // Whatever makes a batch (merge, hand-over, stocktake, restore) comes through this door.
    let mut content = Content::default();
    content.set_custom(&Arc::from("ログインパスワード"), Entry::text(SECRET));
    let batch = Batch {
        kind: OperationKind::Import,
        label: "ほかの台帳".to_owned(),
        source: None,
        rows: vec![BatchRow::added(register, content)],
    };
    assert!(matches!(
        ledger.execute(Command::Apply(batch), &context()),
        Err(LedgerError::SecretColumn(_))
    ));
    // Our own workbook that came back with a column more.
    let paper = ExportContext {
        now: context().now,
        today: "2026-11-21".parse().unwrap(),
        actor: "架空花子".to_owned(),
    };
    let mut sheets = build(SheetKey::Workbook, ledger.snapshot(), &paper);
    let sheet = sheets
        .iter_mut()
        .find(|sheet| sheet.name == register.label)
        .expect("the list");
    sheet.machine_row.as_mut().unwrap().push("custom:パスワード".to_owned());
    sheet.columns.push(SheetColumn {
        header: "パスワード".to_owned(),
        ..SheetColumn::default()
    });
    sheet.rows.iter_mut().for_each(|row| row.push(SECRET.to_owned()));
    std::fs::write(house.path("back.xlsx"), write_xlsx(&sheets, &paper).unwrap()).unwrap();
    drop(ledger);
    let output = run(&["import", &house.path("book.daicho"), &house.path("back.xlsx")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    house.clean("our own workbook");
}

#[test]
fn a_handover_that_comes_back_with_one_is_taken_without_it() {
    use calamine::{Reader as _, SheetVisible};
    let house = House::new();
    let (book, out) = (house.path("book.daicho"), house.path("handover.xlsx"));
    let output = run(&[
        "export",
        &book,
        "--sheet",
        "handover",
        "--vendor",
        "架空商会",
        "--out",
        &out,
    ]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // Written anew by another program, with a column more on the sheet of devices.
    let mut sent: calamine::Xlsx<_> = calamine::open_workbook(&out).unwrap();
    let mut back = rust_xlsxwriter::Workbook::new();
    let sheets: Vec<_> = sent.sheets_metadata().to_vec();
    for meta in sheets {
        let range = sent.worksheet_range(&meta.name).unwrap();
        let sheet = back.add_worksheet();
        sheet.set_name(&meta.name).unwrap();
        if meta.visible == SheetVisible::VeryHidden {
            sheet.set_very_hidden(true);
        }
        let (rows, columns) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
        let text = |row, column| {
            range
                .get_value((row, column))
                .map_or_else(String::new, ToString::to_string)
        };
        for row in 0..rows {
            for column in 0..columns {
                sheet.write_string(row, column as u16, text(row, column)).unwrap();
            }
            let more = match () {
                () if meta.visible != SheetVisible::Visible || row + 1 < 2 => "",
                () if (0..columns).any(|column| text(row, column) == "管理番号") => "パスワード",
                () => SECRET,
            };
            sheet.write_string(row, columns as u16, more).unwrap();
        }
    }
    back.save(house.path("back.xlsx")).unwrap();
    let output = run(&["import", &book, &house.path("back.xlsx")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    house.clean("a hand-over");
}

#[test]
fn facts_of_a_pc_and_checklists_have_no_place_for_one() {
    let house = House::new();
    let book = house.path("book.daicho");
    let mut facts = PcFacts::new("2026-11-21T09:00:00+09:00".to_owned());
    facts.computer.name = "UKETSUKE-01".to_owned();
    let json = facts.to_json();
    let at = json.find('{').unwrap() + 1;
    let more = format!(
        "{}\n  \"password\": \"{SECRET}\", \"パスワード\": \"{SECRET}\",{}",
        &json[..at],
        &json[at..]
    );
    std::fs::create_dir(house.path("facts")).unwrap();
    house.put("facts/pc-1.json", &more);
    // Refused or read without it, but never with it.
    run(&["import", &book, &house.path("facts")]);
    house.clean("facts of a PC");

    let mut form = rust_xlsxwriter::Workbook::new();
    let sheet = form.add_worksheet();
    let rows: [&[&str]; 4] = [
        &["令和7年度版 医療機関におけるサイバーセキュリティ対策チェックリスト 医療機関確認用"],
        &["チェック項目", "1回目", "確認日", "目標日", "備考", "パスワード"],
        &[
            "①医療情報システム安全管理責任者を設置している。",
            "はい",
            "2026/6/1",
            "",
            "",
            SECRET,
        ],
        &[
            "②リモートメンテナンス（保守）を利用している機器の有無を事業者に確認した。",
            "はい",
            "2026/6/1",
            "",
            "",
            SECRET,
        ],
    ];
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            sheet.write_string(row as u32, column as u16, *text).unwrap();
        }
    }
    form.save(house.path("form.xlsx")).unwrap();
    let output = run(&["checklist", "take", &book, &house.path("form.xlsx"), "--year", "R7"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    house.clean("a checklist");
}
