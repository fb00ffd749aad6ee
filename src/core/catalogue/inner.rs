//! What the program itself has to remember in the ledger, so that it has a history and goes with the file: accepted
//! findings, the clinic's thresholds, its own word on the support of a product, how its vendors' tables are read.

use super::FieldKind::{Date, LongText, Number, Text};
use super::Need::{Recommended, Required};
use super::{Category, Field, Group, Holds, Register, Shown};

const OWN: Register = Register {
    category: Category::Operation,
    shown: Shown::Inner,
    ..Register::PLAIN
};

const fn days(key: &'static str, label: &'static str, help: &'static str, source: &'static str) -> Field {
    Field::new(key, label, Number, Group::Identity)
        .help(help)
        .source(source)
        .width(8)
}

pub(super) const REGISTERS: &[Register] = &[
    Register {
        key: "accepted",
        label: "了承した指摘",
        help: "分かったうえで、期限までそのままにすると決めた指摘です。",
        source: "安全管理ガイドライン 経営管理編（リスクの受容の判断を記録する）",
        named_by: &["about"],
        fields: &[
            Field::new("about", "指摘の対象", Text, Group::Identity)
                .help("どの行の、どの指摘か。")
                .need(Required)
                .width(24),
            Field::new("rule", "指摘の種類", Text, Group::Identity)
                .help("指摘の種類を表す英語の名前。")
                .need(Required)
                .width(18),
            Field::new("record", "記録の番号", Text, Group::Identity)
                .help("対象の行を指す番号。")
                .need(Required)
                .width(20),
            Field::new("column", "項目の名前", Text, Group::Identity)
                .help("対象の項目を指す英語の名前。")
                .width(14),
            Field::new("fact", "指摘の内容", Text, Group::Identity)
                .help("了承したときの内容。内容が変わると、また知らせます。")
                .width(20),
            Field::new("reason", "了承した理由", LongText, Group::Outcome)
                .help("なぜそのままでよいと決めたか、代わりに何をしているか。")
                .need(Required)
                .width(30),
            Field::new("until", "了承の期限", Date, Group::Outcome)
                .help("この日を過ぎると、また知らせます。")
                .need(Required)
                .width(14),
            Field::new("approver", "了承した人", Text, Group::Outcome)
                .help("決めた人。")
                .need(Recommended)
                .width(14),
        ],
        ..OWN
    },
    Register {
        key: "threshold",
        label: "知らせる目安",
        help: "何日たったら知らせるか。空欄は元の目安のままです。",
        source: "",
        named_by: &["note"],
        holds: Holds::One,
        fields: &[
            days(
                "patch_days",
                "更新の確認",
                "パッチやファームウェアの確認から何日たったら知らせるか。",
                "ガイドライン 企画管理編 9章④（定期の確認）。元の目安 90 日は当アプリの提案です。",
            ),
            days(
                "confirm_days",
                "経路・規約の確認",
                "リモート保守経路やクラウドの規約の確認から何日たったら知らせるか。",
                "ガイドライン 企画管理編 9章⑤（定期の確認）。元の目安 365 日。",
            ),
            days(
                "ahead_days",
                "期限の予告",
                "サポートや保証、契約が終わる何日前から知らせるか。",
                "元の目安 365 日は当アプリの提案です（入れ替えの予算に 1 年）。",
            ),
            days(
                "soon_days",
                "期限の間近",
                "期限の何日前から「要確認」に上げるか。",
                "元の目安 90 日は当アプリの提案です。",
            ),
            days(
                "account_days",
                "ID の確認",
                "ID を最後に確かめてから何日たったら知らせるか。",
                "ガイドライン 企画管理編 13章⑦（ID の定期的な棚卸）。元の目安 365 日。",
            ),
            days(
                "restore_days",
                "復旧の確認",
                "バックアップから戻せることを確かめてから何日たったら知らせるか。",
                "チェックリスト 3（復旧手順の確認）。元の目安 365 日。",
            ),
            days(
                "review_days",
                "経営層の確認",
                "経営層の確認から何日たったら知らせるか。",
                "ガイドライン 企画管理編 9章⑦（経営層への報告と承認）。元の目安 365 日。",
            ),
            days(
                "loan_days",
                "媒体の持ち出し",
                "返却予定日のない媒体を、持ち出しから何日たったら知らせるか。",
                "ガイドライン システム運用編 7章⑦。元の目安 30 日は当アプリの提案です。",
            ),
            days(
                "asked_days",
                "開示書の返事",
                "開示書を頼んでから何日返事がなければ知らせるか。",
                "チェックリスト 2（MDS/SDS を提出してもらう）。元の目安 60 日は当アプリの提案です。",
            ),
            Field::new("note", "目安を変えた理由", Text, Group::Note)
                .help("なぜ変えたか。")
                .width(28),
        ],
        ..OWN
    },
    Register {
        key: "support_note",
        label: "サポートの判断",
        help: "OS やソフトのサポート終了日を、付属の一覧ではなく施設の判断で決めたものです。",
        source: "安全管理ガイドライン 企画管理編 9章④",
        named_by: &["text"],
        matched_by: &["text"],
        fields: &[
            Field::new("text", "台帳の書き方", Text, Group::Identity)
                .help("台帳に書いてあるとおりの OS やソフトの名前。")
                .need(Required)
                .width(28),
            Field::new("ends_on", "サポート終了日", Date, Group::Outcome)
                .help("事業者やメーカーに確かめた終了日。")
                .need(Required)
                .width(14),
            Field::new("reason", "判断の理由", LongText, Group::Outcome)
                .help("誰に、いつ、何で確かめたか。例：延長サポート（ESU）を契約した")
                .need(Required)
                .width(30),
        ],
        ..OWN
    },
    Register {
        key: "evidence",
        label: "根拠資料",
        help: "契約書、開示書、議事録、写真などのファイルです。中身は台帳のファイルの中にしまわれます。",
        source: "立入検査研修（台帳に確認したことがわかるように証跡を残す）",
        named_by: &["name"],
        fields: &[
            Field::new("name", "ファイル名", Text, Group::Identity)
                .help("元のファイルの名前。")
                .need(Required)
                .width(28),
            Field::new("record", "付けた記録", Text, Group::Identity)
                .help("どの行の資料か。行を指す番号。")
                .width(20),
            Field::new("size", "大きさ", Number, Group::Identity)
                .help("バイト数。")
                .need(Required)
                .width(10),
            Field::new("sha256", "指紋", Text, Group::Identity)
                .help("中身が変わっていないことを確かめる値（SHA-256）。")
                .need(Required)
                .width(30),
            Field::new("dated_on", "資料の日付", Date, Group::Lifecycle)
                .help("資料に書いてある日付。")
                .width(14),
            Field::new("note", "資料の説明", LongText, Group::Note)
                .help("何の資料か。")
                .width(28),
        ],
        ..OWN
    },
    Register {
        key: "import_profile",
        label: "取り込みの読み方",
        help: "取り込んだ表の見出しを、どの項目として読むかです。同じ見出しの表が来ると使います。",
        source: "",
        named_by: &["name"],
        fields: &[
            Field::new("name", "読み方の名前", Text, Group::Identity)
                .help("どこから来る表か。例：○○システムの納品一覧")
                .need(Required)
                .width(24),
            Field::new("register", "取り込む一覧", Text, Group::Identity)
                .help("一覧を表す英語の名前。")
                .need(Required)
                .width(14),
            Field::new("sheet", "シートの名前", Text, Group::Identity)
                .help("見出しがあったシート。")
                .width(16),
            Field::new("headers", "見出し", LongText, Group::Identity)
                .help("左から順に、1 行に 1 つ。")
                .need(Required)
                .width(30),
            Field::new("targets", "読み取る項目", LongText, Group::Outcome)
                .help("見出しと同じ順に、項目を表す英語の名前。取り込まない列は - 。")
                .need(Required)
                .width(30),
        ],
        ..OWN
    },
];
