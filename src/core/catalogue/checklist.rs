//! Answers to the ministry's sheets, the round of the vendors, and editions learned from files. Screens of their own
//! keep them; here they get history, undo, export and merging like everything else.

use super::FieldKind::{Choice, Date, Flag, Link, LongText, Number, People, Text};
use super::choices::choice;
use super::{Category, Child, Field, Group, Register, RegisterId, Shown, tokens};

const CHECKLIST: &str = "医療機関等におけるサイバーセキュリティ対策チェックリスト";

const SHEET: &[super::Choice] = &[
    choice(tokens::SHEET_MEDICAL, &["医療機関確認用"]),
    choice(tokens::SHEET_PHARMACY, &["薬局確認用"]),
    choice(tokens::SHEET_BOTH, &["医療機関・薬局確認用"]),
    choice(tokens::SHEET_VENDOR, &["事業者確認用"]),
    choice(tokens::SHEET_BCP, &["BCP策定の確認表"]),
    choice(tokens::SHEET_ROLES, &["役割分担等に関する確認表"]),
    choice(tokens::SHEET_DISCLOSURE, &["開示書"]),
];

/// Where the sheet of a vendor is on its way.
const ROUND: &[super::Choice] = &[
    choice(tokens::ROUND_NOT_SENT, &["送付前"]),
    choice(tokens::ROUND_ASKED, &["送付済", "送付済み"]),
    choice(tokens::ROUND_RETURNED, &["返送済", "返送済み"]),
    choice(tokens::ROUND_CHECK, &["返送(要確認)", "内容確認中"]),
    choice(tokens::ROUND_DONE, &["済", "完了済み"]),
];

const INNER: Register = Register {
    category: Category::Organization,
    shown: Shown::Inner,
    source: CHECKLIST,
    ..Register::PLAIN
};

const fn edition() -> Field {
    Field::new("edition", "様式の版", Text, Group::Identity)
        .help("令和何年度版か。R7 は令和7年度版。")
        .width(8)
}

const fn sheet() -> Field {
    Field::new("sheet", "用紙", Choice(SHEET), Group::Identity)
        .help("医療機関確認用、事業者確認用などの別。")
        .width(14)
}

const fn vendor() -> Field {
    Field::new("vendor", "回答した事業者", Link(RegisterId::VENDOR), Group::Identity)
        .help("事業者確認用のときの事業者。自院の用紙では空欄。")
        .width(20)
}

pub(super) const REGISTERS: &[Register] = &[
    Register {
        key: "answer",
        label: "チェックリストの回答",
        help: "チェックリストの項目ごとの回答、確認日、目標日です。",
        named_by: &["item"],
        matched_by: &["edition+sheet+vendor+item+round"],
        fields: &[
            edition(),
            sheet(),
            vendor(),
            Field::new("item", "項目の名前", Text, Group::Identity)
                .help("版が変わっても同じ項目を指す英語の名前。")
                .width(22),
            Field::new("round", "回", Number, Group::Identity)
                .help("1回目、2回目の別。")
                .width(4),
            Field::new("answer", "回答", Flag, Group::Outcome)
                .help("はい、いいえ。対象外は「該当なし」。")
                .source(CHECKLIST)
                .width(8),
            Field::new("checked_on", "確認日", Date, Group::Outcome)
                .help("確かめて回答した日。")
                .source(CHECKLIST)
                .width(12),
            Field::new("target_on", "目標日", Date, Group::Outcome)
                .help("「いいえ」のとき、いつまでに対応するか。")
                .source(CHECKLIST)
                .width(12),
            Field::new("checked_by", "確認した人", People, Group::Responsibility)
                .help("確かめて回答した人。")
                .width(14),
            Field::new("evidence", "根拠", LongText, Group::Note)
                .help("何を見て「はい」と言えるか。規程、設定の画面、契約書など。")
                .width(28),
            Field::new("note", "備考", LongText, Group::Note)
                .help("用紙の備考に書くこと、申し送り。")
                .width(28),
        ],
        ..INNER
    },
    Register {
        key: "vendor_sheet",
        label: "事業者への確認",
        help: "事業者確認用などの用紙を、どの事業者にいつ頼み、いつ戻ったかの記録です。",
        named_by: &["vendor"],
        matched_by: &["edition+sheet+vendor"],
        fields: &[
            edition(),
            sheet(),
            Field::new("vendor", "頼んだ事業者", Link(RegisterId::VENDOR), Group::Identity)
                .help("用紙を頼む相手。")
                .width(20),
            Field::new("state", "回収の状態", Choice(ROUND), Group::Outcome)
                .help("未送付、依頼中、返送、返送・要確認、完了のどれか。")
                .width(10),
            Field::new("sent_on", "送付日", Date, Group::Lifecycle)
                .help("用紙を送って頼んだ日。")
                .width(12),
            Field::new("due_on", "回答の期限", Date, Group::Lifecycle)
                .help("いつまでに戻してもらうか。過ぎると知らせます。")
                .width(12),
            Field::new("returned_on", "返送日", Date, Group::Lifecycle)
                .help("戻ってきた日。")
                .width(12),
            Field::new("sent_by", "送り方", Text, Group::Lifecycle)
                .help("メール、郵送、手渡しなど。")
                .width(12),
            Field::new("file", "返送された用紙", Text, Group::Note)
                .help("戻ってきたファイルの名前か、紙の置き場所。")
                .width(24),
            Field::new("note", "備考", LongText, Group::Note)
                .help("催促や問い合わせの記録。")
                .width(28),
        ],
        ..INNER
    },
    Register {
        key: "edition",
        label: "取り込んだ様式",
        help: "厚生労働省の様式（Excel）から取り込んだ、新しい版の項目です。",
        named_by: &["edition"],
        matched_by: &["edition+sheet"],
        fields: &[
            edition(),
            sheet(),
            Field::new("fiscal_year", "年度", Number, Group::Identity)
                .help("年度の最初の西暦年。令和8年度は 2026。")
                .width(8),
            Field::new("title", "様式の題", Text, Group::Identity)
                .help("用紙の題。")
                .width(30),
            Field::new("wording", "文の確かさ", Text, Group::Outcome)
                .help("official は公式様式と一致、file は取り込んだファイルのとおり。")
                .width(10),
            Field::new("file", "取り込んだファイル", Text, Group::Note)
                .help("ファイルの名前。")
                .width(24),
            Field::new("hash", "ファイルの指紋", Text, Group::Note)
                .help("同じファイルかどうかを見分ける値（SHA-256）。")
                .width(20),
            Field::new("learned_on", "取り込んだ日", Date, Group::Lifecycle)
                .help("取り込んだ日。")
                .width(12),
            Field::new("layout", "読み方", LongText, Group::Note)
                .help("見出しの行や列の意味を人が指したときの控え。同じ見出しのファイルを次も同じに読みます。")
                .width(20),
        ],
        children: &[Child {
            key: "row",
            label: "様式の項目",
            help: "用紙の行を上から順に。",
            fields: &[
                Field::new("item", "項目の名前", Text, Group::Identity)
                    .help("版が変わっても同じ項目を指す英語の名前。")
                    .width(22),
                Field::new("section", "大項目", Text, Group::Identity)
                    .help("用紙の大項目。")
                    .width(20),
                Field::new("number", "項番", Text, Group::Identity)
                    .help("用紙の番号。")
                    .width(8),
                Field::new("title", "小見出し", Text, Group::Identity)
                    .help("項目の横に書かれた短い名前。")
                    .width(20),
                Field::new("text", "チェック項目", LongText, Group::Identity)
                    .help("用紙の文。")
                    .width(40),
                Field::new("formal", "正式な項目か", Flag, Group::Outcome)
                    .help("参考項目は「いいえ」。")
                    .width(8),
                Field::new("target", "目標日の欄", Flag, Group::Outcome)
                    .help("目標日を書く欄があるか。")
                    .width(8),
                Field::new("contract", "契約があるときだけ", Flag, Group::Outcome)
                    .help("事業者と契約していなければ記入不要か。")
                    .width(8),
                Field::new("na", "対象外を選べるか", Flag, Group::Outcome)
                    .help("対象外という回答があるか。")
                    .width(8),
                Field::new("sure", "この文の確かさ", Text, Group::Outcome)
                    .help("用紙全体の「文の確かさ」と違うときだけ。")
                    .width(10),
            ],
        }],
        ..INNER
    },
];
