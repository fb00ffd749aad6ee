//! Ledgers as people write them for themselves: compound headers, mixed columns, signs, companies below the table.

use kikidaicho::core::catalogue::{Column, RegisterId};
use kikidaicho::core::import::{ColumnTarget, ImportPlan, PlanRow, likely, plan_import, read_bytes, two_fields};
use kikidaicho::core::ledger::{Command, Context, Ledger};
use kikidaicho::core::model::{LedgerMeta, Problem, Snapshot};
use kikidaicho::core::parse;

const DEVICE: RegisterId = RegisterId::DEVICE;
const VENDOR: RegisterId = RegisterId::VENDOR;

fn book(sheet: &str, rows: &[&[&str]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet().set_name(sheet).unwrap();
    for (row, cells) in rows.iter().enumerate() {
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            page.write_string(row as u32, at as u16, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn plan_on(snapshot: &Snapshot, sheet: &str, rows: &[&[&str]]) -> ImportPlan {
    plan_import(read_bytes(book(sheet, rows), "x.xlsx").unwrap(), "x.xlsx", snapshot).unwrap()
}

fn plan(sheet: &str, rows: &[&[&str]]) -> ImportPlan {
    plan_on(&Snapshot::new(LedgerMeta::default()), sheet, rows)
}

fn row(plan: &ImportPlan, number: u32) -> &PlanRow {
    plan.rows.iter().find(|row| row.source_rows.contains(&number)).unwrap()
}

/// The cells of a row as `key=text`, in the order asked for.
fn cells(row: &PlanRow, keys: &str) -> Vec<String> {
    keys.split(' ')
        .map(|key| row.content.display(&row.register.column_by_key(key).unwrap()))
        .collect()
}

fn has(row: &PlanRow, key: &str, problem: Problem) -> bool {
    let column = row.register.column_by_key(key).unwrap();
    row.problems.contains(&(column, problem))
}

const DENTIST: &[&[&str]] = &[
    &["架空みずほ歯科　院内の機械"],
    &["☆は患者さん用　　△＝本部の持ち物"],
    &[],
    &[
        "番号",
        "機械の名前",
        "メーカー・型番",
        "入れた日",
        "置き場（部署）",
        "ネット",
        "OS／ウイルス対策",
        "リモート",
        "備考・状態",
    ],
    &[
        "01",
        "受付レセコン",
        "NEC Mate MK32",
        "R4.10.3",
        "受付（医事）",
        "LAN",
        "Win11 Pro／ESET",
        "●",
        "常時稼働",
    ],
    &[
        "02",
        "撮影室の画像サーバ",
        "〃",
        "R2.6",
        "撮影室",
        "LAN",
        "Windows Server 2019",
        "●",
        "リース R9.5.31まで",
    ],
    &[
        "03",
        "パノラマレントゲン",
        "カクウ電機 PX-200",
        "H28頃",
        "撮影室",
        "－",
        "Win7 ※撮影専用",
        "－",
        "",
    ],
    &[
        "04",
        "旧レセコン",
        "Mate",
        "",
        "倉庫",
        "－",
        "WinXP",
        "×",
        "撤去予定→R4.11に撤去済",
    ],
    &[
        "05",
        "待合のテレビ",
        "シャープ",
        "R3",
        "☆",
        "－",
        "",
        "－",
        "来年廃棄予定",
    ],
    &["計 5台"],
    &[],
    &["保守業者"],
    &["（株）架空デンタル　TEL 06-0000-0001（9時から）"],
    &["架空ネット商会", "", "担当 架空三郎", "０７０－００００－１２３４"],
];

#[test]
fn a_dentists_ledger_with_two_facts_in_a_column() {
    let plan = plan("院内", DENTIST);
    let keys = "management_no name kind maker model registered_on place department os antivirus remote_maintenance status note";
    let read = |number| cells(row(&plan, number), keys).join("|");
    assert_eq!(
        read(5),
        "01|受付レセコン|端末PC|NEC|Mate MK32|R4.10.3|受付|医事|Win11 Pro|ESET|●|稼働|常時稼働"
    );
    assert_eq!(
        read(6),
        "02|撮影室の画像サーバ|サーバ|NEC|Mate MK32|R2.6|撮影室||Windows Server 2019||●||リース R9.5.31まで"
    );
    assert_eq!(cells(row(&plan, 6), "warranty_until ownership"), ["R9.5.31", "リース"]);
    assert_eq!(
        read(7),
        "03|パノラマレントゲン|医療機器・検査装置|カクウ電機|PX-200|H28頃|撮影室||Win7||無||※撮影専用"
    );
    assert_eq!(
        read(8),
        "04|旧レセコン|端末PC||Mate||倉庫||WinXP||×|廃棄|撤去予定→R4.11に撤去済"
    );
    assert_eq!(cells(row(&plan, 8), "disposed_on"), ["R4.11"]);
    assert!(has(row(&plan, 8), "model", Problem::NotParted));
    // A sign alone: its explanation in the remark, and a look.
    let television = row(&plan, 9);
    assert_eq!(
        cells(television, "place status note"),
        ["", "", "来年廃棄予定\n☆は患者さん用"]
    );
    assert!(has(television, "place", Problem::LegendMark));
    // What became something else is kept as it was.
    assert!(row(&plan, 8).raw.as_deref().unwrap().contains("撤去予定→R4.11に撤去済"));
    assert!(row(&plan, 7).raw.as_deref().unwrap().contains("Win7 ※撮影専用"));
    // ネット is nobody's field: counted.
    assert_eq!(plan.unplaced(), 1);
    let split = plan.tables[0]
        .columns
        .iter()
        .filter(|column| matches!(column.target, ColumnTarget::Split(..)));
    assert_eq!(split.count(), 4);
}

#[test]
fn companies_below_a_table_are_no_devices() {
    let found = plan("院内", DENTIST);
    let companies: Vec<&PlanRow> = found.rows.iter().filter(|row| row.register == VENDOR).collect();
    let read: Vec<Vec<String>> = companies.iter().map(|row| cells(row, "name phone note")).collect();
    assert_eq!(
        read,
        [
            [
                "（株）架空デンタル",
                "06-0000-0001",
                "（株）架空デンタル　TEL 06-0000-0001（9時から）"
            ],
            ["架空ネット商会", "070-0000-1234", "担当 架空三郎"],
        ]
    );
    assert!(
        companies
            .iter()
            .all(|row| has(row, "name", Problem::NoHeader) && row.include)
    );
    assert_eq!(found.rows.iter().filter(|row| row.register == DEVICE).count(), 5);
    // Without a heading nobody knows: shown, and not ticked.
    let found = plan(
        "院内",
        &[
            &["管理番号", "名称", "メーカー", "設置場所"],
            &["1", "受付のPC", "架空社", "受付"],
            &[],
            &["架空メンテナンス株式会社", "", "", "03-0000-0002"],
        ],
    );
    let last = found.rows.last().unwrap();
    assert!(last.problems.iter().any(|(_, problem)| *problem == Problem::OtherThing) && !last.include);
}

const OLD_DOCTOR: &[&[&str]] = &[
    &["うちのパソコン　　平成30年ごろから書いている"],
    &[
        "機械",
        "置いてある場所",
        "買った年",
        "買った店",
        "IPアドレス",
        "使っている人",
        "気づいたこと",
    ],
    &[
        "受付のパソコン",
        "受付",
        "令和４年春",
        "架空電器",
        "１９２．１６８．１．１０",
        "妻",
        "快調",
    ],
    &[
        "診察室のパソコン",
        "診察室",
        "〃",
        "〃",
        "１９２．１６８．１．１１",
        "私",
        "時々固まる",
    ],
    &[
        "心電計",
        "処置室",
        "平成２６年",
        "架空医療器",
        "なし",
        "看護婦",
        "故障中",
    ],
    &["プリンタ　２台", "受付", "", "〃", "", "", ""],
    &["古いパソコン", "物置", "平成２０年", "", "", "", "令和５年に処分した"],
    &[],
    &["電話"],
    &["架空電器　０４２－０００－１１１１"],
];

#[test]
fn an_old_doctors_own_words() {
    let found = plan("Sheet1", OLD_DOCTOR);
    let keys = "name kind place bought_on vendor ip users status note";
    let read = |number| cells(row(&found, number), keys).join("|");
    assert_eq!(
        read(3),
        "受付のパソコン|端末PC|受付|令和４年春|架空電器|１９２．１６８．１．１０|妻||快調"
    );
    assert_eq!(
        read(4),
        "診察室のパソコン|端末PC|診察室|令和４年春|架空電器|１９２．１６８．１．１１|私||時々固まる"
    );
    assert_eq!(
        read(5),
        "心電計|医療機器・検査装置|処置室|平成２６年|架空医療器|該当なし|看護婦|停止|故障中"
    );
    assert!(
        has(row(&found, 5), "status", Problem::WorkedOut),
        "nobody asked for a state here"
    );
    assert!(has(row(&found, 6), "name", Problem::SeveralInOne));
    assert_eq!(cells(row(&found, 7), "status disposed_on"), ["廃棄", "令和５年"]);
    let phone = row(&found, 10);
    assert_eq!(
        (phone.register, cells(phone, "name phone")),
        (VENDOR, vec!["架空電器".to_owned(), "042-000-1111".to_owned()])
    );
    assert_eq!(found.unplaced(), 0);
    // Every row with content is a record or named.
    let rows = OLD_DOCTOR.iter().filter(|cells| !cells.is_empty()).count();
    assert_eq!(found.rows.len() + found.not_taken.len() + 1, rows);
}

#[test]
fn what_was_worked_out_yields_to_the_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let context = Context {
        actor: "架空花子".to_owned(),
        now: "2026-11-20T00:00:00Z".parse().unwrap(),
    };
    let mut ledger = Ledger::create(&folder.path().join("a.daicho"), "見本クリニック", &context).unwrap();
    let rows: &[&[&str]] = &[
        &["管理番号", "種類", "メーカー", "備考"],
        &["1", "会計レセコン（縦置き）", "架空社", "修理中"],
    ];
    let first = plan_on(ledger.snapshot(), "機器", rows);
    assert_eq!(
        cells(&first.rows[0], "kind name status"),
        ["端末PC", "会計レセコン（縦置き）", "修理中"]
    );
    ledger.execute(Command::Apply(first.into_batch()), &context).unwrap();
    let snapshot = ledger.snapshot();
    let device = snapshot.rows(DEVICE)[0].clone();
    let mut content = device.content.clone();
    let cells = [("kind", "サーバ"), ("name", "会計の親機"), ("status", "稼働")];
    parse::put_texts(DEVICE, &mut content, &cells);
    let edited = kikidaicho::core::model::Batch {
        kind: kikidaicho::core::model::OperationKind::Edit,
        label: String::new(),
        source: None,
        rows: vec![kikidaicho::core::model::BatchRow {
            register: DEVICE,
            target: Some(device),
            known_as: None,
            content: Some(content),
            source: None,
        }],
    };
    ledger.execute(Command::Apply(edited), &context).unwrap();
    let again = plan_on(ledger.snapshot(), "機器", rows);
    assert!(again.is_empty(), "{:?}", again.rows[0].changes());
}

#[test]
fn the_list_of_fields_begins_with_the_likely_ones() {
    let label = |columns: &[Column]| {
        columns
            .iter()
            .map(|column| DEVICE.column_label(column))
            .collect::<Vec<_>>()
    };
    assert_eq!(label(&likely(DEVICE, "設置してる場所", &[]))[0], "設置場所");
    let dates = ["R4.4.1", "2020/5", "令和元年5月"];
    assert!(
        label(&likely(DEVICE, "いつ頃", &dates))
            .iter()
            .any(|label| label.ends_with('日'))
    );
    assert_eq!(likely(DEVICE, "ｺｰﾄﾞｱﾙﾌｧ", &["受付", "診察室", "倉庫"]), []);
    let (one, two) = two_fields(DEVICE, "使う人（部署）").unwrap();
    assert_eq!(label(&[one, two]), ["利用者", "部署"]);
    assert_eq!(two_fields(DEVICE, "設置場所"), None);
}

#[test]
fn a_secret_behind_a_dot_stays_out() {
    let found = plan(
        "機器",
        &[
            &["管理番号", "名称", "設置場所", "ID・PW", "パスコード・備考"],
            &["1", "受付のPC", "受付", "himitsu", "himitsu2"],
        ],
    );
    assert!(!format!("{:?}{:?}", found.rows, found.previews).contains("himitsu"));
}
