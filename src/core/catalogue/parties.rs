//! 事業者: the companies a clinic has to ask, remind and call.

use super::FieldKind::{Flag, LongText, Text};
use super::Need::{Recommended, Required};
use super::Sensitivity::Personal;
use super::{Field, Group, Register};

const SHEET: &str = "チェックリスト 事業者確認用";

pub(super) const REGISTERS: &[Register] = &[Register {
    key: "vendor",
    label: "事業者",
    help: "システムや機器の納入、保守を頼んでいる会社の一覧です。チェックリストの事業者確認用を頼む相手です。",
    source: SHEET,
    named_by: &["name"],
    matched_by: &["name"],
    title_words: &[
        "業者",
        "事業者",
        "ベンダー",
        "ベンダ",
        "連絡先",
        "取引先",
        "委託先",
        "保守会社",
    ],
    fields: &[
        Field::new("name", "名称", Text, Group::Identity)
            .help("会社の名前。機器や経路の「事業者」と同じ書き方で。")
            .source(SHEET)
            .need(Required)
            .aliases(&[
                "会社名",
                "事業者名",
                "業者名",
                "社名",
                "事業者",
                "業者",
                "ベンダー",
                "ベンダー名",
                "取引先名",
                "法人名",
                "商号",
                "委託先",
                "取引先",
                "ベンダ名",
                "会社",
                "組織名",
            ])
            .width(22),
        Field::new("contact", "窓口", Text, Group::Identity)
            .help("担当の部署や人。")
            .source(SHEET)
            .need(Required)
            .aliases(&[
                "担当者",
                "担当",
                "担当窓口",
                "窓口担当者",
                "担当部署",
                "連絡窓口",
                "ご担当者",
                "担当者名",
                "営業担当",
                "窓口(担当)",
            ])
            .sensitivity(Personal)
            .width(18),
        Field::new("phone", "電話", Text, Group::Identity)
            .help("ふだんの電話番号。")
            .need(Required)
            .aliases(&[
                "電話番号",
                "TEL",
                "Tel.",
                "連絡先電話番号",
                "連絡先",
                "電話(代表)",
                "代表電話",
            ])
            .sensitivity(Personal)
            .width(16),
        Field::new("email", "メール", Text, Group::Identity)
            .help("担当窓口のメールアドレス。")
            .aliases(&["メールアドレス", "E-mail", "email", "Mail", "eメール", "アドレス"])
            .sensitivity(Personal)
            .width(24),
        Field::new("systems", "提供システム", Text, Group::Responsibility)
            .help("頼んでいるシステムや機器。")
            .source(SHEET)
            .need(Required)
            .aliases(&[
                "システム",
                "担当システム",
                "提供サービス",
                "取扱システム",
                "対象システム",
                "納入システム",
                "提供製品",
                "製品",
                "サービス",
                "導入システム",
                "システム名",
                "提供システム・サービス",
            ])
            .width(24),
        Field::new("direct_contract", "直接契約か", Flag, Group::Responsibility)
            .help("自院が直接契約している会社ですか。直接の相手に事業者確認用を頼みます。")
            .source("チェックリスト 事業者と契約していない場合")
            .need(Recommended)
            .aliases(&["直接契約", "契約形態", "契約の有無", "直接契約の有無", "契約", "直契約"])
            .width(12),
        Field::new("contract_term", "契約期間", Text, Group::Responsibility)
            .help("保守などの契約の始まりと終わり。")
            .aliases(&["契約年数", "契約満了日", "契約期限", "保守契約期間", "契約終了日"])
            .width(20),
        Field::new("emergency", "緊急連絡先", Text, Group::Identity)
            .help("夜間や休日にもつながる電話番号。")
            .source("チェックリスト 3 インシデント発生に備えた対応")
            .need(Recommended)
            .aliases(&[
                "緊急時連絡先",
                "緊急電話",
                "夜間連絡先",
                "時間外連絡先",
                "休日連絡先",
                "緊急連絡",
                "障害時連絡先",
                "緊急時電話番号",
                "時間外",
            ])
            .sensitivity(Personal)
            .width(18),
        Field::new("note", "備考", LongText, Group::Note)
            .help("そのほか、後で見て分かるように。")
            .aliases(&[
                "説明",
                "メモ",
                "特記事項",
                "コメント",
                "摘要",
                "備考欄",
                "補足",
                "その他",
            ])
            .width(28),
    ],
    children: &[],
}];
