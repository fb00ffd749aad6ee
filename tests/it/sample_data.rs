//! The files of `sample-data/`: what a fictional clinic gets from its vendors, messy on purpose.
//!
//! Owns: turning the tables in `sample_data/*.txt` into spreadsheets with merged cells, numbers shown as `001` and real
//! dates. Invariant: the committed files are exactly what this program makes; `UPDATE_GENERATED=1` makes them anew.
//!
//! A line is a row, `|` parts cells, `⏎` is a line break. `n:FORMAT:VALUE` is a number, `d:FORMAT:DAY` a date serial,
//! `^` belongs to the merged cell above, a line `=TEXT` is a heading across the table.

use std::path::PathBuf;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

const LEDGER: &str = include_str!("sample_data/ledger.txt");
const CLOUD: &str = include_str!("sample_data/cloud.txt");
const REMOTE: &str = include_str!("sample_data/remote.txt");
const VENDORS: &str = include_str!("sample_data/vendors.txt");

/// Heading of a group of columns (or of one column over two rows), and the columns below it with their widths.
const LEDGER_HEAD: &[(&str, &[(&str, f64)])] = &[
    ("No.", &[("", 6.0)]),
    ("区分", &[("", 14.0)]),
    ("用途", &[("", 24.0)]),
    ("機器情報", &[("メーカー", 14.0), ("型式", 10.0), ("製造番号", 14.0)]),
    (
        "ネットワーク",
        &[("コンピュータ名", 14.0), ("ＩＰアドレス", 16.0), ("MACアドレス", 19.0)],
    ),
    (
        "ＯＳ・ソフト",
        &[("OS", 20.0), ("ソフト名", 22.0), ("バージョン", 11.0)],
    ),
    ("設置場所", &[("", 14.0)]),
    ("使用者", &[("", 24.0)]),
    ("導入\n年月日", &[("", 14.0)]),
    ("状態", &[("", 9.0)]),
    ("ログイン\nパスワード", &[("", 12.0)]),
    ("リモート\n保守", &[("", 9.0)]),
    ("備考", &[("", 30.0)]),
];

fn cell() -> Format {
    Format::new()
        .set_font_name("ＭＳ Ｐゴシック")
        .set_font_size(10)
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
}

fn head() -> Format {
    cell()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_background_color(0xDD_EB_F7)
}

fn plain() -> Format {
    Format::new().set_font_name("ＭＳ Ｐゴシック").set_font_size(10)
}

fn title() -> Format {
    plain().set_bold().set_font_size(16)
}

fn book() -> Workbook {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2024, 7, 1).unwrap();
    let author = "架空メディカルシステム（見本）";
    book.set_properties(&DocProperties::new().set_creation_datetime(&made).set_author(author));
    book
}

fn write(page: &mut Worksheet, row: u32, column: u16, text: &str) {
    let day_or_number = text.split_once(':').and_then(|(kind, rest)| {
        let (format, value) = rest.rsplit_once(':')?;
        (kind.len() == 1).then_some((kind, format, value))
    });
    let written = match day_or_number {
        Some(("n", format, value)) => {
            let number: f64 = value.parse().expect(value);
            page.write_number_with_format(row, column, number, &cell().set_num_format(format))
        }
        Some(("d", format, value)) => {
            let day = ExcelDateTime::parse_from_str(value).expect(value);
            page.write_datetime_with_format(row, column, &day, &cell().set_num_format(format))
        }
        _ if text.is_empty() => page.write_blank(row, column, &cell()),
        _ => page.write_string_with_format(row, column, text.replace('⏎', "\n"), &cell()),
    };
    written.expect("cell");
}

/// Writes rows of cells; runs of `^` become one merged cell with what stands above them.
fn write_rows(page: &mut Worksheet, first: u32, lines: &[&str]) {
    let grid: Vec<Vec<&str>> = lines.iter().map(|line| line.split('|').collect()).collect();
    for (nth, cells) in grid.iter().enumerate() {
        let row = first + nth as u32;
        if let Some(heading) = lines[nth].strip_prefix('=') {
            page.write_string_with_format(row, 0, heading, &plain().set_bold())
                .expect("heading");
            continue;
        }
        for (column, text) in cells.iter().enumerate().filter(|_| !lines[nth].is_empty()) {
            let below = grid[nth + 1..]
                .iter()
                .take_while(|later| later.get(column) == Some(&"^"))
                .count() as u32;
            let at = column as u16;
            if *text == "^" {
                continue;
            }
            if below > 0 {
                page.merge_range(row, at, row + below, at, text, &cell())
                    .expect("merge");
            } else {
                write(page, row, at, text.strip_prefix('^').unwrap_or(text));
            }
        }
        // Rows without a height grow by themselves when the file is opened.
        let most = cells.iter().map(|text| text.matches('⏎').count()).max().unwrap_or(0);
        if most > 0 {
            page.set_row_height(row, 14.0 * (most + 1) as f64 + 4.0)
                .expect("height");
        }
    }
}

fn ledger_book() -> Vec<u8> {
    let mut book = book();
    let cover = book.add_worksheet().set_name("表紙").unwrap();
    for (row, text) in [
        (3, "あおば台クリニック（見本）　御中"),
        (5, "情報機器台帳　納品書類"),
        (8, "令和６年７月１日"),
        (9, "架空メディカルシステム株式会社　サポート課"),
    ] {
        cover.write_string_with_format(row, 1, text, &title()).unwrap();
    }
    let page = book.add_worksheet().set_name("機器一覧").unwrap();
    page.write_string_with_format(0, 0, "あおば台クリニック（見本）　情報機器台帳", &title())
        .unwrap();
    page.write_string_with_format(1, 0, "作成：架空メディカルシステム株式会社　サポート課", &plain())
        .unwrap();
    page.write_string_with_format(2, 12, "最終更新日：令和6年7月1日", &plain())
        .unwrap();
    page.write_string_with_format(3, 12, "最終更新者：見本 太郎", &plain())
        .unwrap();
    for (column, stamp) in [(16, "院長"), (17, "事務長"), (18, "作成")] {
        page.write_string_with_format(0, column, stamp, &head()).unwrap();
        page.merge_range(1, column, 3, column, "", &cell()).unwrap();
    }
    let mut column = 0;
    for (group, below) in LEDGER_HEAD {
        if let [(_, width)] = below {
            page.merge_range(5, column, 6, column, group, &head()).unwrap();
            page.set_column_width(column, *width).unwrap();
            column += 1;
            continue;
        }
        let last = column + below.len() as u16 - 1;
        page.merge_range(5, column, 5, last, group, &head()).unwrap();
        for (label, width) in *below {
            page.write_string_with_format(6, column, *label, &head()).unwrap();
            page.set_column_width(column, *width).unwrap();
            column += 1;
        }
    }
    page.set_row_height(5, 18).unwrap().set_row_height(6, 18).unwrap();
    let lines: Vec<&str> = LEDGER.lines().collect();
    write_rows(page, 7, &lines);
    let end = 7 + lines.len() as u32;
    let devices = lines.iter().filter(|line| line.contains('|')).count() as u32;
    page.merge_range(end, 0, end, 1, "合計", &head()).unwrap();
    page.write_formula_with_format(
        end,
        2,
        rust_xlsxwriter::Formula::new(format!("=COUNTA(A8:A{end})-3")).set_result(devices.to_string()),
        &cell().set_num_format("0\"台\""),
    )
    .unwrap();
    for (nth, legend) in [
        "※ 状態：稼働／予備機／故障／廃棄予定／廃棄済",
        "※ リモート保守：有・無・不明（経路は別紙「リモート保守一覧」）",
        "※ IPアドレスの「〇」は台ごとに異なることを示す",
    ]
    .iter()
    .enumerate()
    {
        page.write_string_with_format(end + 2 + nth as u32, 0, *legend, &plain())
            .unwrap();
    }
    page.set_paper_size(8).set_landscape().set_print_fit_to_pages(1, 0);
    page.set_freeze_panes(7, 3).unwrap();
    page.set_active(true);
    let old = book.add_worksheet().set_name("機器一覧(旧)").unwrap();
    old.set_hidden(true);
    write_rows(
        old,
        0,
        &[
            "No.|メーカー|OS|コンピュータ名",
            "n:000:1|架空電機|Win7|AOBA-OLD1",
            "n:000:2|架空電機|WinXP|AOBA-OLD2",
        ],
    );
    book.save_to_buffer().unwrap()
}

fn plain_book(sheet: &str, above: &[&str], table: &str) -> Vec<u8> {
    let mut book = book();
    let page = book.add_worksheet().set_name(sheet).unwrap();
    for (row, text) in (0..).zip(above) {
        let look = if row == 0 { title() } else { plain() };
        page.write_string_with_format(row, 0, *text, &look).unwrap();
    }
    let first = above.len() as u32 + 1;
    let lines: Vec<&str> = table.lines().collect();
    write_rows(page, first, &lines);
    for (column, label) in (0..).zip(lines[0].split('|')) {
        page.write_string_with_format(first, column, label, &head()).unwrap();
        page.set_column_width(column, 20).unwrap();
    }
    page.set_landscape().set_print_fit_to_pages(1, 0);
    book.save_to_buffer().unwrap()
}

/// As Excel on Windows saves a csv: CP932, CRLF.
fn vendors_csv() -> Vec<u8> {
    let mut text = String::new();
    for line in VENDORS.lines() {
        let is_whole = line.contains('|') && !line.ends_with("、スイッチ");
        text.push_str(&line.replace('|', ","));
        text.push_str(if is_whole || line.starts_with('（') {
            "\r\n"
        } else {
            "\n"
        });
    }
    let (bytes, _, has_errors) = encoding_rs::SHIFT_JIS.encode(&text);
    assert!(!has_errors, "a letter that CP932 does not have");
    bytes.into_owned()
}

/// The ministry's sheet that the messy ledger becomes: imported, nothing touched, exported.
fn what_comes_out() -> Vec<u8> {
    use kikidaicho::core::export::sheets::SheetKey;
    use kikidaicho::core::export::{ExportContext, file_bytes};
    use kikidaicho::core::import::{plan_import, read_bytes};
    use kikidaicho::core::ledger::{Command, Context, Ledger};

    let folder = tempfile::tempdir().unwrap();
    let context = Context {
        actor: "見本 花子".to_owned(),
        now: "2026-11-21T00:00:00Z".parse().unwrap(),
    };
    let mut ledger = Ledger::create(
        &folder.path().join("a.daicho"),
        kikidaicho::text::SAMPLE_CLINIC,
        &context,
    )
    .unwrap();
    let workbook = read_bytes(ledger_book(), "ledger-from-vendor.xlsx").unwrap();
    let plan = plan_import(workbook, "ledger-from-vendor.xlsx", ledger.snapshot()).unwrap();
    ledger.execute(Command::Apply(plan.into_batch()), &context).unwrap();
    let export = ExportContext {
        now: context.now,
        today: context.now.date_naive(),
        actor: context.actor,
    };
    let out = std::path::Path::new("what-comes-out.xlsx");
    file_bytes(SheetKey::Official, ledger.snapshot(), &export, out).unwrap()
}

#[test]
#[allow(
    clippy::disallowed_methods,
    reason = "a test that makes files for the repository or for people"
)]
fn sample_files_are_what_this_program_makes() {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let cloud = [
        "クラウドサービス一覧（見本）",
        "最終更新日：2024年7月1日",
        "最終更新者：見本 花子",
    ];
    let remote = ["リモート保守一覧（見本）", "令和６年６月　各事業者への聞き取りによる"];
    for (name, bytes) in [
        ("ledger-from-vendor.xlsx", ledger_book()),
        ("cloud-services.xlsx", plain_book("クラウド", &cloud, CLOUD)),
        ("remote-maintenance.xlsx", plain_book("リモート保守", &remote, REMOTE)),
        ("vendors-cp932.csv", vendors_csv()),
        ("what-comes-out.xlsx", what_comes_out()),
    ] {
        let path = dir.join(name);
        if std::env::var_os("UPDATE_GENERATED").is_some() {
            std::fs::write(&path, &bytes).unwrap();
        }
        let committed = std::fs::read(&path).unwrap_or_default();
        assert!(
            committed == bytes,
            "{name} is old: run the tests with UPDATE_GENERATED=1"
        );
    }
}
