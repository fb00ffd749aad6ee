//! MDS and SDS in the layouts that vendors send: every version, both marks of a book, remarks by number, and refusals.

use std::path::{Path, PathBuf};

use kikidaicho::core::catalogue::RegisterId;
use kikidaicho::core::evidence;
use kikidaicho::core::ledger::{Context, Ledger};
use rust_xlsxwriter::Workbook;

fn context() -> Context {
    Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-20T00:00:00Z".parse().unwrap(),
    }
}

/// One sheet as rows of cells.
fn book(folder: &Path, name: &str, sheets: &[(&str, &[&[&str]])]) -> PathBuf {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row as u32, column as u16, *text).unwrap();
            }
        }
    }
    let path = folder.join(name);
    book.save(&path).unwrap();
    path
}

fn take(ledger: &Path, file: &Path) -> (bool, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kikidaicho"))
        .args(["checklist", "take"])
        .args([ledger, file])
        .args(["--now", "2026-11-21T09:00:00+09:00"])
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

fn new(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    Ledger::create(&path, "見本", &context()).unwrap();
    path
}

const HEAD: [&str; 6] = ["質問番号", "質問", "はい", "いいえ", "対象外", "備考"];
const NINE: &str = "運用管理規程等において組織的安全管理対策に関する事項等を定めているか？";
const WORK: &str = "保守作業等で医療情報システムに直接アクセスする作業を行う際には、作業員・作業内容・作業結果を医療機関等に報告できるようになっているか？";
const CLEAN: &str =
    "清掃等の直接医療情報システムにアクセスしない作業の場合においても、作業後の定期的なチェックを行っているか？";

#[test]
fn every_version_is_counted_with_its_reasons_and_its_file_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    for (nth, (title, kind, version)) in [
        ("製造業者による医療情報セキュリティ開示説明書 Ver.1.0", "MDS", "1.0"),
        ("製造業者による医療情報セキュリティ開示書 第2.0版", "MDS", "2.0"),
        ("製造業者による医療情報セキュリティ開示書 Ｖｅｒ．３．０", "MDS", "3.0"),
        (
            "サービス事業者による医療情報セキュリティ開示書チェックリスト（SDS Ver.4.0用）",
            "SDS",
            "4.0",
        ),
        ("医療情報セキュリティ開示書 SDS Ver 4.1", "SDS", "4.1"),
        (
            "「製造業者/サービス事業者による医療情報セキュリティ開示書」チェックリスト（MDS Ver.5.0用）",
            "MDS",
            "5.0",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let ledger = new(folder.path(), &format!("{nth}.daicho"));
        let file = book(
            folder.path(),
            &format!("{nth}.xlsx"),
            &[(
                "チェックリスト",
                &[
                    &[title],
                    &["製造業者名", "架空メディカル株式会社"],
                    &["製品名称", "ほしぞらカルテ"],
                    &["作成日", "令和8年7月1日"],
                    &HEAD,
                    &["9", NINE, "○", "", "", ""],
                    &["28", WORK, "", "○", "", "備考1"],
                    &["29", CLEAN, "", "", "○", "該当作業なし"],
                    &["備考記載欄"],
                    &["備考1", "来年度に対応します"],
                ],
            )],
        );
        let (done, said) = take(&ledger, &file);
        assert!(done, "{title}: {said}");
        let ledger = Ledger::open(&ledger, &context()).unwrap();
        let snapshot = ledger.snapshot();
        let row = &snapshot.rows(RegisterId::DISCLOSURE)[0];
        let text = |key: &str| row.entry(key).display().into_owned();
        let counts = ["yes_count", "no_count", "na_count"].map(text);
        assert_eq!(counts, ["1", "1", "1"], "{title}: {said}");
        assert_eq!([text("kind"), text("edition")], [kind, version], "{title}");
        assert_eq!(
            [text("vendor"), text("product")],
            ["架空メディカル株式会社", "ほしぞらカルテ"]
        );
        let child = RegisterId::DISCLOSURE.child_index("exception").unwrap();
        let list = &RegisterId::DISCLOSURE.get().children[child];
        let reason = list.fields.iter().position(|field| field.key == "reason").unwrap();
        let reasons: Vec<String> = row
            .content
            .child_rows(child)
            .iter()
            .map(|row| row.get(reason).display().into_owned())
            .collect();
        assert_eq!(reasons, ["備考1: 来年度に対応します", "該当作業なし"], "{title}");
        let kept: Vec<_> = evidence::of(snapshot, row.id).collect();
        assert_eq!(kept.len(), 1, "{title}");
        assert_eq!(
            ledger.file(&evidence::hash_of(kept[0]).unwrap()).unwrap(),
            std::fs::read(&file).unwrap()
        );
        drop(ledger);
        // Read again, nothing is doubled.
        assert!(take(&folder.path().join(format!("{nth}.daicho")), &file).0);
        let ledger = Ledger::open(&folder.path().join(format!("{nth}.daicho")), &context()).unwrap();
        assert_eq!(ledger.snapshot().rows(RegisterId::DISCLOSURE).len(), 1);
        assert_eq!(ledger.snapshot().rows(RegisterId::EVIDENCE).len(), 1);
    }
}

#[test]
fn one_book_may_hold_both_and_a_strange_layout_is_refused_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = new(folder.path(), "a.daicho");
    let title = "製造業者/サービス事業者による医療情報セキュリティ開示書 Ver.5.0";
    let rows: &[&[&str]] = &[
        &[title],
        &["製造業者(サービス事業者)名", "架空メディカル株式会社"],
        &HEAD,
        &["9", NINE, "○", "", "", ""],
        &["28", WORK, "", "○", "", "理由"],
        &["29", CLEAN, "○", "", "", ""],
    ];
    let both = book(folder.path(), "both.xlsx", &[("MDS", rows), ("SDS", rows)]);
    let (done, said) = take(&ledger, &both);
    assert!(done, "{said}");
    {
        let ledger = Ledger::open(&ledger, &context()).unwrap();
        let rows = ledger.snapshot().rows(RegisterId::DISCLOSURE);
        let kinds: Vec<String> = rows
            .iter()
            .map(|row| row.entry("kind").display().into_owned())
            .collect();
        assert_eq!(kinds, ["MDS", "SDS"]);
    }
    // A vendor answers the one that concerns it.
    let blank: &[&[&str]] = &[&[title], &HEAD, &["9", NINE], &["28", WORK], &["29", CLEAN]];
    for (name, sheets) in [
        ("mds.xlsx", [("MDS", rows), ("SDS", blank)]),
        ("sds.xlsx", [("MDS", blank), ("SDS", rows)]),
    ] {
        let one = new(folder.path(), &format!("{name}.daicho"));
        let (done, said) = take(&one, &book(folder.path(), name, &sheets));
        assert!(done, "{name}: {said}");
        let one = Ledger::open(&one, &context()).unwrap();
        assert_eq!(one.snapshot().rows(RegisterId::DISCLOSURE).len(), 1, "{name}");
    }
    let strange: &[&[&str]] = &[&[title], &["弊社製品は安全です。", "詳しくはお問い合わせください。"]];
    for (name, rows) in [("strange.xlsx", strange), ("blank.xlsx", blank)] {
        let file = book(folder.path(), name, &[("1", rows)]);
        let (done, said) = take(&ledger, &file);
        assert!(
            !done && said.contains("開示書（MDS・SDS）のようですが"),
            "{name}: {said}"
        );
        assert!(said.contains("根拠資料にしまいました"), "{name}: {said}");
        // Refused once more, and kept once.
        let (done, _) = take(&ledger, &file);
        let ledger = Ledger::open(&ledger, &context()).unwrap();
        let row = ledger.snapshot().rows(RegisterId::DISCLOSURE).iter().last().unwrap();
        let product = row.entry("product").display().into_owned();
        assert!(!done && product == name.trim_end_matches(".xlsx"), "{product}");
        assert!(row.entry("yes_count").as_text().is_none(), "nothing was counted");
        let files: Vec<_> = evidence::of(ledger.snapshot(), row.id).collect();
        assert_eq!(files.len(), 1, "{name}");
    }
    let ledger = Ledger::open(&ledger, &context()).unwrap();
    assert_eq!(ledger.snapshot().rows(RegisterId::DISCLOSURE).len(), 4);
}
