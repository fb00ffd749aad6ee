//! Files made to hurt a reader: sizes, counts and claims beyond reason, in every format.

use std::path::{Path, PathBuf};

use super::make::{MAIN, Part, ods, ods_content, worksheet, write, xlsx};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";

fn repeated(head: &str, piece: &str, count: usize, tail: &str) -> Part {
    Part::Repeated(head.to_owned(), piece.to_owned(), count, tail.to_owned())
}

fn sheet_of(head: &str, piece: &str, count: usize, tail: &str) -> Part {
    let head = format!("<worksheet xmlns=\"{MAIN}\">{head}");
    repeated(&head, piece, count, &format!("{tail}</worksheet>"))
}

/// Writes them all and says where they are.
pub fn all(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut at = 0;
    let mut next = |end: &str| {
        at += 1;
        folder.join(format!("bomb{at:03}.{end}"))
    };
    // Without optimisation everything takes some twenty times as long.
    let million = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };
    // One text, tag, attribute or comment without end.
    for (head, piece, tail) in [
        (
            "<sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>",
            "xxxxxxxxxxxxxxxx",
            "</t></is></c></row></sheetData>",
        ),
        (
            "<sheetData><row r=\"1\"><c t=\"inlineStr\"><is>",
            "<t>xxxxxxx</t>",
            "</is></c></row></sheetData>",
        ),
        (
            "<sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>",
            "&#x3042;",
            "</t></is></c></row></sheetData>",
        ),
        (
            "<sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>",
            "<![CDATA[x]]>",
            "</t></is></c></row></sheetData>",
        ),
        (
            "<sheetData><row r=\"1\"><c><v>",
            "11111111",
            "</v></c></row></sheetData>",
        ),
        (
            "<sheetData><row r=\"1\"><c><f>",
            "SUM(A1)+",
            "</f></c></row></sheetData>",
        ),
        ("<sheetData><row r=\"1\" x=\"", "xxxxxxxx", "\"></row></sheetData>"),
        ("<sheetData><row r=\"1\" ", "x=\"1\" ", "></row></sheetData>"),
        ("<!--", "xxxxxxxx", "--><sheetData/>"),
        ("<?x ", "xxxxxxxx", "?><sheetData/>"),
        ("<", "xxxxxxxx", "/><sheetData/>"),
        ("<sheetData/>", "        ", ""),
        ("<sheetData/>", "<!-- x -->", ""),
        ("<sheetData>", "<row/>", "</sheetData>"),
        ("<sheetData><row r=\"1\">", "<c/>", "</row></sheetData>"),
        (
            "<sheetData><row r=\"1\">",
            "<c r=\"A1\"><v>1</v></c>",
            "</row></sheetData>",
        ),
        (
            "<sheetData>",
            "<row r=\"7\"><c r=\"B7\"><v>1</v></c></row>",
            "</sheetData>",
        ),
        ("<mergeCells>", "<mergeCell ref=\"A1:XFD1048576\"/>", "</mergeCells>"),
        ("<cols>", "<col min=\"1\" max=\"16384\" hidden=\"1\"/>", "</cols>"),
        ("", "<a>", ""),
        ("<sheetData><row r=\"1\"><c>", "<is>", ""),
    ] {
        files.push(xlsx(&next("xlsx"), vec![(SHEET, sheet_of(head, piece, million, tail))]));
    }
    // Tables beside the sheets.
    let many = 3 * million;
    for (part, head, piece, count, tail) in [
        (STRINGS, "<sst>", "<si/>", many, "</sst>"),
        (STRINGS, "<sst>", "<si><t>x</t></si>", million, "</sst>"),
        (STRINGS, "<sst><si>", "<r><t>xx</t></r>", million, "</si></sst>"),
        (
            STRINGS,
            "<sst><si><t>x</t>",
            "<rPh sb=\"0\" eb=\"1\"><t>y</t></rPh>",
            million,
            "</si></sst>",
        ),
        (
            STRINGS,
            "<sst uniqueCount=\"18446744073709551615\" count=\"4294967295\">",
            "<si><t>y</t></si>",
            1,
            "</sst>",
        ),
        (STRINGS, "<sst><si><t>", "_x0041_", million, "</t></si></sst>"),
        (
            STYLES,
            "<styleSheet><cellXfs count=\"99999999999\">",
            "<xf numFmtId=\"14\"/>",
            100_000,
            "</cellXfs></styleSheet>",
        ),
        (
            STYLES,
            "<styleSheet><numFmts>",
            "<numFmt numFmtId=\"200\" formatCode=\"0\"/>",
            million,
            "</numFmts></styleSheet>",
        ),
        (
            STYLES,
            "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"",
            "[h]",
            50_000,
            "\"/></numFmts></styleSheet>",
        ),
        (STYLES, "<styleSheet><dxfs>", "<dxf/>", million, "</dxfs></styleSheet>"),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships>",
            "<Relationship Id=\"r1\" Target=\"x\"/>",
            million,
            "</Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets>",
            "<sheet name=\"S\" r:id=\"r1\"/>",
            100_000,
            "</sheets></workbook>",
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets>",
            "<sheet name=\"S\" r:id=\"r1\"/>",
            250,
            "</sheets></workbook>",
        ),
        // Never opened, however large.
        ("xl/media/image1.png", "", "\0\0\0\0\0\0\0\0", 4 * million, ""),
        (
            "xl/comments1.xml",
            "<comments>",
            "<comment/>",
            4 * million,
            "</comments>",
        ),
        ("xl/vbaProject.bin", "", "macro", million, ""),
    ] {
        files.push(xlsx(&next("xlsx"), vec![(part, repeated(head, piece, count, tail))]));
    }
    // One long text in very many cells.
    let pieces = "ffffffff".repeat(128 * 1024);
    let shown = "<row><c t=\"s\"><v>0</v></c></row>";
    files.push(xlsx(
        &next("xlsx"),
        vec![
            (STRINGS, format!("<sst><si><t>{pieces}</t></si></sst>").into()),
            (SHEET, sheet_of("<sheetData>", shown, 30_000, "</sheetData>")),
        ],
    ));
    // Claims and references beyond the grid.
    for cells in [
        "<row r=\"0\"><c r=\"A1\"><v>1</v></c></row>",
        "<row r=\"-1\"><c><v>1</v></c></row>",
        "<row r=\"1048577\"><c><v>1</v></c></row>",
        "<row r=\"4294967295\"><c><v>1</v></c></row><row><c><v>2</v></c></row>",
        "<row r=\"4294967296\"><c><v>1</v></c></row>",
        "<row r=\"99999999999999999999\"><c><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"ZZZZZZZZZZZZZZZZ1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A99999999999999999999\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"１\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" s=\"99999999999\"><v>1e308</v></c><c s=\"-1\"><v>1e999</v></c><c><v>NaN</v></c><c><v>inf</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99999999999999999999</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"99999999999\" ref=\"A1:XFD1048576\">1</f><v>1</v></c></row>",
        "<row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
    ] {
        let sheet = worksheet(&format!(
            "<dimension ref=\"A1:XFD1048576\"/><sheetData>{cells}</sheetData>"
        ));
        files.push(xlsx(&next("xlsx"), vec![(SHEET, sheet.into())]));
    }
    // XML that wants more than to be read.
    for prolog in [
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>",
        "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\">",
        "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>",
        "<?xml version=\"1.0\" encoding=\"UTF-7\"?>",
        "<?xml version=\"1.0\" encoding=\"IBM037\"?>",
        "<?xml version=\"1.0\" encoding=\"",
        "\u{feff}\u{feff}",
        "<x></y>",
        "&nbsp;",
        "&#x110000;&#0;&#xD800;",
    ] {
        let sheet = format!(
            "{prolog}{}",
            worksheet("<sheetData><row><c><v>1</v></c></row></sheetData>")
        );
        files.push(xlsx(&next("xlsx"), vec![(SHEET, sheet.into())]));
    }
    // Packages that are none.
    let names: Vec<String> = (0..5_100).map(|at| format!("x{at}")).collect();
    let many: Vec<(&str, Part)> = names.iter().map(|name| (name.as_str(), "".into())).collect();
    files.push(write(&next("xlsx"), &many));
    files.push(write(
        &next("xlsx"),
        &[
            ("../../../../tmp/out", "x".into()),
            ("/etc/x", "x".into()),
            ("C:\\x", "x".into()),
        ],
    ));
    files.push(write(&next("xlsx"), &[]));
    for content in [
        "<table:table><table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell table:number-columns-repeated=\"4294967295\"><text:p>x</text:p></table:table-cell></table:table-row></table:table>",
        "<table:table><table:table-row table:number-rows-repeated=\"300000\"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>",
        "<table:table><table:table-row table:number-rows-repeated=\"-5\"><table:table-cell table:number-columns-repeated=\"x\"><text:p>x</text:p></table:table-cell></table:table-row></table:table>",
        "<table:table><table:table-row><table:table-cell><text:p><text:s text:c=\"18446744073709551615\"/></text:p></table:table-cell></table:table-row></table:table>",
        "<table:table><table:table-row><table:table-cell table:number-columns-spanned=\"4294967295\" table:number-rows-spanned=\"4294967295\"><text:p>x</text:p></table:table-cell></table:table-row></table:table>",
        "<table:table><table:table-column table:number-columns-repeated=\"4294967295\" table:visibility=\"collapse\"/></table:table>",
        "<table:table><table:table-row><table:table-cell>",
        "<table:table><table:table-row><table:table-cell><text:p><text:ruby>",
        "</office:spreadsheet>",
    ] {
        files.push(ods(&next("ods"), ods_content(content).into()));
    }
    for (piece, count) in [
        ("<table:table/>", 300),
        (
            "<table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>",
            199,
        ),
        ("<table:table>", 100),
    ] {
        files.push(ods(&next("ods"), ods_content(&piece.repeat(count)).into()));
    }
    let row = "<table:table-row table:number-rows-repeated=\"1000\"><table:table-cell table:number-columns-repeated=\"1000\"/></table:table-row>";
    files.push(ods(
        &next("ods"),
        repeated(
            &ods_content("<table:table>").replace("</office:spreadsheet></office:body></office:document-content>", ""),
            row,
            million,
            "",
        ),
    ));
    // Texts.
    let texts: Vec<Vec<u8>> = vec![
        b",".repeat(3_000_000),
        b"\"".repeat(3_000_001),
        b"a,b\n".repeat(million),
        b"a\n".repeat(million),
        [b"a,b\n\"".to_vec(), b"x,y\n".repeat(million)].concat(),
        [b"a,b\n".to_vec(), b"x".repeat(3_000_000)].concat(),
        b"sep=".to_vec(),
        b"sep=\xff\n1".to_vec(),
        vec![0xff, 0xfe],
        vec![0xff, 0xfe, 0x00],
        vec![0xff, 0xfe, 0x00, 0xd8, 0x2c, 0x00],
        vec![0xff, 0xfe, 0, 0, 0x61, 0, 0, 0],
        vec![0xfe, 0xff, 0xd8, 0x00],
        vec![0xef, 0xbb, 0xbf],
        vec![0x80; 100_000],
        b"\x1b$B".repeat(1000),
        (0..=255).cycle().take(100_000).collect(),
        b"<html>".repeat(10_000),
        b"{\\rtf1".to_vec(),
        b"SQLite format 3\0".repeat(100),
        wide_headers(),
        wide_devices(),
        wide_cards(),
        wide_texts("設置場所{}のOSとIPアドレスとメーカーを教えてくださいますか"),
        wide_texts("OS・謎{}／ご使用メーカー等名の番号"),
    ];
    for bytes in texts {
        let path = next("csv");
        std::fs::write(&path, bytes).unwrap();
        files.push(path);
    }
    files
}

const LABELS: [&str; 6] = ["管理番号", "メーカー", "型番", "OS", "IPアドレス", "設置場所"];

/// Rows that are all headers, with gaps at which the sheet might be cut in two.
fn wide_headers() -> Vec<u8> {
    let unknown: String = (0..600).map(|at| format!(",謎{at},")).collect();
    format!("{}{unknown}\n", LABELS.join(",")).repeat(40).into_bytes()
}

/// A device in each of many columns.
fn wide_devices() -> Vec<u8> {
    let line = |label: &str| {
        let values: String = (0..4_000).map(|at| format!(",{label}{at}")).collect();
        format!("{label}{values}\n")
    };
    LABELS.map(line).concat().into_bytes()
}

/// Cards beside each other, and under each what none of them knows.
fn wide_cards() -> Vec<u8> {
    let line = |label: &str| format!("{label},x,,").repeat(900) + "\n";
    let known = LABELS.map(line).concat();
    let unknown: String = (0..20).map(|at| line(&format!("謎{at}"))).collect();
    (known + &unknown).into_bytes()
}

/// Rows of nothing but texts that might be headers, and are looked into for that.
fn wide_texts(text: &str) -> Vec<u8> {
    let line = |row: usize| {
        let cells: Vec<String> = (0..1_500)
            .map(|at| text.replace("{}", &format!("{row}の{at}")))
            .collect();
        cells.join(",") + "\n"
    };
    (0..100).map(line).collect::<String>().into_bytes()
}
