//! 事業者: the companies a clinic has to ask, remind and call.

use super::FieldKind::{Choice, Flag, LongText, Number, People, Text};
use super::Need::{Recommended, Required};
use super::Sensitivity::Personal;
use super::choices::CONTACT_CATEGORY;
use super::{Category, Field, Group, Register, Shown, tokens};

const CHART: &str = "立入検査研修 連絡体制図・外部連絡リスト";
const SHEET: &str = "チェックリスト 事業者確認用";

pub(super) const REGISTERS: &[Register] = &[
    Register {
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
        category: Category::Organization,
        shown: Shown::Always,
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
        ..Register::PLAIN
    },
    Register {
        key: "contact",
        label: "連絡先",
        help: "サイバー攻撃や障害のときに、誰に、どの順で連絡するかの一覧です。立入検査で連絡体制図と一緒に見せます。",
        source: CHART,
        named_by: &["organization", "person"],
        matched_by: &[],
        title_words: &["外部連絡リスト", "連絡体制", "緊急連絡網", "連絡網"],
        category: Category::Organization,
        shown: Shown::Always,
        fields: &[
            Field::new("call_order", "連絡の順序", Number, Group::Identity)
                .help("何番目に連絡するか。1 から。")
                .aliases(&["順序", "連絡順", "連絡順位", "順番"])
                .width(8),
            Field::new("category", "カテゴリ", Choice(CONTACT_CATEGORY), Group::Identity)
                .help("公的機関、事業者、近隣施設、院内などの別。")
                .source(CHART)
                .need(Required)
                .aliases(&["連絡先区分"])
                .width(12),
            Field::new("organization", "組織名", Text, Group::Identity)
                .help("役所、会社、施設の名前。院内の人は空欄でもかまいません。")
                .source(CHART)
                .need(Recommended)
                .aliases(&["連絡先名", "機関名"])
                .width(24),
            Field::new("person", "担当者名", People, Group::Identity)
                .help("電話に出る人や部署。")
                .source(CHART)
                .aliases(&["連絡担当者"])
                .sensitivity(Personal)
                .width(18),
            Field::new("phone", "電話番号", Text, Group::Identity)
                .help("すぐ通じる番号。")
                .source(CHART)
                .need(Required)
                .aliases(&["連絡先電話番号"])
                .sensitivity(Personal)
                .width(18),
            Field::new("off_hours", "時間外の連絡先", Text, Group::Identity)
                .help("夜間や休日に通じる番号。")
                .aliases(&["夜間休日の連絡先", "夜間連絡先", "休日連絡先", "時間外連絡先"])
                .sensitivity(Personal)
                .width(18),
            Field::new("duty", "院内の役割", Text, Group::Responsibility)
                .help("院内の人の役割。経営層、医療情報システム安全管理責任者など。")
                .width(20),
            Field::new("reports_to", "上位の役割", Text, Group::Responsibility)
                .help("この人が知らせる相手の役割。")
                .width(20),
            Field::new("note", "備考", LongText, Group::Note)
                .help("そのほか、後で見て分かるように。")
                .width(28),
        ],
        starter: &[
            &[
                ("category", "公的機関"),
                (
                    "organization",
                    "厚生労働省 医政局 特定医薬品開発支援・医療情報担当参事官室",
                ),
                ("phone", "03-6812-7837"),
                (
                    "note",
                    "サイバー攻撃を受けたとき、疑いがあるとき。番号は変わることがあるため、年に 1 回確かめてください。",
                ),
            ],
            &[
                ("category", "公的機関"),
                ("organization", "警察（都道府県警のサイバー犯罪相談窓口）"),
            ],
            &[("category", "公的機関"), ("organization", "都道府県（医務主管課）")],
            &[("category", "公的機関"), ("organization", tokens::HEALTH_CENTRE)],
            &[
                ("category", "公的機関"),
                ("organization", "個人情報保護委員会"),
                (
                    "note",
                    "個人データの漏えいのおそれがあるとき。速報は概ね 3〜5 日以内、確報は 30 日以内（不正の目的によるおそれがあれば 60 日以内）。",
                ),
            ],
            &[
                ("category", "その他"),
                ("organization", "社会保険診療報酬支払基金（オンライン資格確認・請求）"),
            ],
            &[
                ("category", tokens::CONTACT_VENDOR),
                ("organization", "電子カルテ・レセコンの事業者"),
            ],
            &[("category", "近隣施設"), ("organization", "近隣の医療機関")],
            &[("category", "院内"), ("duty", tokens::DUTY_MANAGER)],
            &[
                ("category", "院内"),
                ("duty", tokens::DUTY_SAFETY),
                ("reports_to", tokens::DUTY_MANAGER),
            ],
            &[
                ("category", "院内"),
                ("duty", tokens::DUTY_OPERATOR),
                ("reports_to", tokens::DUTY_SAFETY),
            ],
        ],
        ..Register::PLAIN
    },
];
