//! 施設, 規程・マニュアル, 教育訓練, 事故・障害: who is responsible, by which rules, and what happened.

use super::FieldKind::{Choice, Date, Flag, Link, LongText, Number, People, Text};
use super::Need::{Recommended, Required};
use super::Sensitivity::Personal;
use super::choices_more::{DOCUMENT_KIND, FACILITY_KIND, INCIDENT_KIND, INCIDENT_STATUS, TRAINING_KIND};
use super::{Category, Child, Field, Group, Holds, Register, RegisterId};

const SHEET_1: &str = "チェックリスト 1 体制構築";
const SHEET_4: &str = "チェックリスト 4 規程類の整備";
const G_ROLES: &str = "安全管理ガイドライン 企画管理編（企画管理者・システム運用担当者）";
const BCP_TRAINING: &str = "BCP 確認表 1-2 教育訓練";
const PPC: &str = "個人情報保護法 漏えい等の報告（速報 概ね3〜5日、確報 30日または60日）";
const G12: &str = "安全管理ガイドライン 企画管理編 12章（非常時の対応と報告）";

const NOTE: Field = Field::new("note", "備考", LongText, Group::Note)
    .help("そのほか、後で見て分かるように。")
    .aliases(&["説明", "メモ", "特記事項", "コメント", "摘要", "備考欄", "補足"])
    .width(28);

pub(super) const REGISTERS: &[Register] = &[
    Register {
        key: "facility",
        label: "施設の情報",
        help: "施設の名前、責任者、立入検査の予定日です。書き出す表や「今日やること」に使います。",
        source: SHEET_1,
        named_by: &["name"],
        matched_by: &["name"],
        category: Category::Organization,
        holds: Holds::One,
        fields: &[
            Field::new("name", "施設名", Text, Group::Identity)
                .help("届け出た名称。")
                .need(Required)
                .aliases(&["医療機関名", "医療機関の名称", "施設名称"])
                .width(24),
            Field::new("kind", "施設の種別", Choice(FACILITY_KIND), Group::Identity)
                .help("病院、診療所、薬局、介護事業所など。求められることが少し変わります。")
                .need(Required)
                .aliases(&["医療機関種別"])
                .width(14),
            Field::new("address", "所在地", Text, Group::Identity)
                .help("住所。")
                .aliases(&["施設の住所"])
                .width(30),
            Field::new("manager", "管理者", People, Group::Responsibility)
                .help("院長など、施設の管理者。")
                .source(SHEET_1)
                .need(Required)
                .sensitivity(Personal)
                .width(18),
            Field::new(
                "safety_officer",
                "医療情報システム安全管理責任者",
                People,
                Group::Responsibility,
            )
            .help("設置していることがチェックリストの最初の項目です。院長が兼ねてもかまいません。")
            .source(SHEET_1)
            .need(Required)
            .aliases(&["安全管理責任者"])
            .sensitivity(Personal)
            .width(18),
            Field::new("planner", "企画管理者", People, Group::Responsibility)
                .help("規程や体制を整える人。")
                .source(G_ROLES)
                .need(Recommended)
                .sensitivity(Personal)
                .width(18),
            Field::new("operator", "システム運用担当者", People, Group::Responsibility)
                .help("日々の運用を担う人。")
                .source(G_ROLES)
                .need(Recommended)
                .aliases(&["運用担当者"])
                .sensitivity(Personal)
                .width(18),
            Field::new("has_systems", "医療情報システムの有無", Flag, Group::Responsibility)
                .help("医療情報システムを導入、運用していますか。「いいえ」なら以下の確認は不要です。")
                .source("チェックリスト 医療情報システムの有無")
                .need(Required)
                .width(10),
            Field::new("has_vendors", "事業者との契約の有無", Flag, Group::Responsibility)
                .help("システムの納入や保守で事業者と契約していますか。")
                .source("チェックリスト 事業者と契約していない場合")
                .need(Required)
                .width(10),
            Field::new("health_centre", "所轄保健所", Text, Group::Responsibility)
                .help("立入検査に来る保健所の名前。")
                .need(Recommended)
                .aliases(&["保健所"])
                .width(18),
            Field::new("inspection_on", "立入検査の予定日", Date, Group::Identity)
                .help("決まったら書いてください。ホームに残りの日数が出ます。")
                .need(Recommended)
                .aliases(&["立入検査予定日", "立入検査日", "運営指導予定日"])
                .width(14),
            NOTE,
        ],
        ..Register::PLAIN
    },
    Register {
        key: "document",
        label: "規程・マニュアル",
        help: "運用管理規程、BCP、手順書などの版と、次に見直す日の一覧です。",
        source: SHEET_4,
        named_by: &["title"],
        matched_by: &["title"],
        title_words: &["規程", "規程一覧", "マニュアル一覧", "文書一覧"],
        category: Category::Organization,
        starter: &[
            &[("title", "医療情報システム運用管理規程"), ("kind", "運用管理規程")],
            &[("title", "情報セキュリティ基本方針"), ("kind", "基本方針")],
            &[
                ("title", "サイバー攻撃を想定した事業継続計画"),
                ("kind", "事業継続計画（BCP）"),
            ],
            &[("title", "バックアップと復旧の手順書"), ("kind", "マニュアル・手順書")],
            &[("title", "インシデント発生時の連絡体制図"), ("kind", "体制図・構成図")],
            &[("title", "ネットワーク構成図"), ("kind", "体制図・構成図")],
        ],
        fields: &[
            Field::new("title", "文書名", Text, Group::Identity)
                .help("規程やマニュアルの名前。")
                .source(SHEET_4)
                .need(Required)
                .aliases(&["規程名", "文書の名称", "マニュアル名", "題名"])
                .width(30),
            Field::new("kind", "文書の種類", Choice(DOCUMENT_KIND), Group::Identity)
                .help("運用管理規程、BCP、契約書などの別。")
                .need(Recommended)
                .aliases(&["文書種別", "文書区分"])
                .width(18),
            Field::new("edition", "文書の版", Text, Group::Identity)
                .help("第 2 版、2026-04 など。")
                .need(Recommended)
                .aliases(&["版数", "改訂版"])
                .width(10),
            Field::new("approved_on", "承認日", Date, Group::Responsibility)
                .help("この版を認めた日。")
                .source(SHEET_4)
                .need(Required)
                .aliases(&["制定日", "改訂日", "施行日", "承認年月日"])
                .width(14),
            Field::new("approver", "承認者", Text, Group::Responsibility)
                .help("認めた人。")
                .need(Recommended)
                .aliases(&["承認した人", "制定者"])
                .sensitivity(Personal)
                .width(16),
            Field::new("review_on", "次回見直し日", Date, Group::Lifecycle)
                .help("次に見直す日。過ぎると知らせます。")
                .source("安全管理ガイドライン 企画管理編（規程の定期的な見直し）")
                .need(Required)
                .aliases(&["見直し予定", "次回見直し", "見直し日", "改訂予定日"])
                .width(14),
            Field::new("place", "原本の場所", Text, Group::Place)
                .help("紙の綴りやファイルの置き場所。")
                .need(Recommended)
                .aliases(&["保管場所", "ファイルの場所", "格納先"])
                .width(22),
            NOTE,
        ],
        ..Register::PLAIN
    },
    Register {
        key: "training",
        label: "教育訓練",
        help: "職員への研修と、サイバー攻撃を想定した訓練の記録です。",
        source: BCP_TRAINING,
        named_by: &["title"],
        matched_by: &[],
        title_words: &["教育", "研修", "訓練"],
        category: Category::Organization,
        fields: &[
            Field::new("held_on", "実施日", Date, Group::Identity)
                .help("研修や訓練をした日。")
                .source(BCP_TRAINING)
                .need(Required)
                .aliases(&["開催日", "研修日", "訓練日"])
                .width(14),
            Field::new("title", "内容", Text, Group::Identity)
                .help("何を教えたか、どんな訓練か。")
                .source(BCP_TRAINING)
                .need(Required)
                .aliases(&["研修内容", "訓練内容", "テーマ", "研修名"])
                .width(28),
            Field::new("kind", "教育の種類", Choice(TRAINING_KIND), Group::Identity)
                .help("研修、訓練、周知の別。")
                .need(Recommended)
                .aliases(&["研修種別"])
                .width(10),
            Field::new("audience", "対象者", Text, Group::Place)
                .help("全職員、新入職員など。")
                .need(Required)
                .aliases(&["受講者", "参加者", "対象職員"])
                .width(18),
            Field::new("count", "参加人数", Number, Group::Place)
                .help("参加した人数。")
                .need(Required)
                .aliases(&["人数", "受講者数", "参加者数"])
                .width(8),
            Field::new("teacher", "講師", Text, Group::Responsibility)
                .help("講師や進行役。")
                .aliases(&["担当講師", "進行"])
                .sensitivity(Personal)
                .width(16),
            Field::new("material", "資料", Text, Group::Outcome)
                .help("使った資料の名前。ファイルは根拠資料に付けます。")
                .need(Recommended)
                .aliases(&["使用資料", "教材", "研修資料"])
                .width(22),
            Field::new("result", "結果・気づき", LongText, Group::Outcome)
                .help("できたこと、直すこと。")
                .aliases(&["結果", "感想", "課題"])
                .width(28),
            NOTE,
        ],
        ..Register::PLAIN
    },
    Register {
        key: "incident",
        label: "事故・障害の記録",
        help: "サイバー攻撃や障害が起きたとき、何がいつ起き、誰に知らせ、どう直したかの記録です。報告の期限も計算します。",
        source: G12,
        named_by: &["title"],
        matched_by: &[],
        title_words: &["インシデント", "障害記録", "事故"],
        category: Category::Incidents,
        fields: &[
            Field::new("title", "出来事", Text, Group::Identity)
                .help("何が起きたかを一言で。")
                .source(G12)
                .need(Required)
                .aliases(&["事象", "障害内容", "インシデント名"])
                .width(28),
            Field::new("kind", "出来事の種類", Choice(INCIDENT_KIND), Group::Identity)
                .help("ランサムウェア、情報漏えい、システム障害などの別。")
                .need(Required)
                .aliases(&["障害区分", "事故区分"])
                .width(14),
            Field::new("status", "対応の状態", Choice(INCIDENT_STATUS), Group::Identity)
                .help("対応中か、終了か。")
                .need(Required)
                .aliases(&["対応状況"])
                .width(10),
            Field::new("occurred_on", "発生日", Date, Group::Identity)
                .help("起きた日。分からなければ「不明」。")
                .source(G12)
                .need(Recommended)
                .aliases(&["発生日時", "発生年月日"])
                .width(14),
            Field::new("detected_on", "気づいた日", Date, Group::Identity)
                .help("知った日。報告の期限はこの日から数えます。")
                .source(PPC)
                .need(Required)
                .aliases(&["検知日", "発見日", "検知日時", "覚知日"])
                .width(14),
            Field::new("found_by", "気づいた人", Text, Group::Identity)
                .help("職員、事業者、外部の方など。")
                .aliases(&["発見者", "検知者"])
                .sensitivity(Personal)
                .width(16),
            Field::new("devices", "関係する機器", Link(RegisterId::DEVICE), Group::Place)
                .help("機器の管理番号。")
                .aliases(&["該当機器", "影響機器", "被害機器"])
                .width(20),
            Field::new("impact", "影響", LongText, Group::Place)
                .help("診療や患者さん、情報への影響。")
                .source(G12)
                .need(Required)
                .aliases(&["影響範囲", "被害状況", "診療への影響"])
                .width(28),
            Field::new("personal_data", "個人データの漏えいのおそれ", Flag, Group::Security)
                .help("患者さんの情報が漏れたおそれがありますか。1 人分でも報告の対象です。")
                .source(PPC)
                .need(Required)
                .width(12),
            Field::new("malicious", "不正の目的のおそれ", Flag, Group::Security)
                .help("攻撃や盗みによるおそれがありますか。確報の期限が 60 日になります。")
                .source(PPC)
                .need(Recommended)
                .width(12),
            Field::new("preliminary_on", "速報を出した日", Date, Group::Outcome)
                .help("個人情報保護委員会への速報。概ね 3〜5 日以内。")
                .source(PPC)
                .aliases(&["速報日"])
                .width(14),
            Field::new("final_on", "確報を出した日", Date, Group::Outcome)
                .help("個人情報保護委員会への確報。30 日以内、不正の目的のおそれがあれば 60 日以内。")
                .source(PPC)
                .aliases(&["確報日"])
                .width(14),
            Field::new("cause", "原因", LongText, Group::Outcome)
                .help("分かった原因。")
                .source(G12)
                .aliases(&["推定原因"])
                .width(28),
            Field::new("prevention", "再発防止", LongText, Group::Outcome)
                .help("同じことを起こさないために決めたこと。")
                .source("BCP 確認表 5-2 再発防止策の検討・策定")
                .need(Recommended)
                .aliases(&["再発防止策", "対策"])
                .width(28),
            NOTE,
        ],
        children: &[
            Child {
                key: "event",
                label: "経過",
                help: "起きたことと、したことを順に。",
                fields: &[
                    Field::new("at", "日時", Text, Group::Outcome)
                        .help("2026/11/21 9:30 のように。")
                        .need(Required)
                        .width(16),
                    Field::new("what", "起きたこと・したこと", LongText, Group::Outcome)
                        .help("見たこと、したことをそのまま。")
                        .need(Required)
                        .width(30),
                    Field::new("who", "した人", Text, Group::Outcome)
                        .help("対応した人。")
                        .sensitivity(Personal)
                        .width(14),
                ],
            },
            Child {
                key: "report",
                label: "知らせた先",
                help: "誰に、いつ、何を知らせたか。",
                fields: &[
                    Field::new("to", "知らせた相手", Text, Group::Outcome)
                        .help("連絡先の組織名。")
                        .need(Required)
                        .width(20),
                    Field::new("told_at", "知らせた日時", Text, Group::Outcome)
                        .help("2026/11/21 10:00 のように。")
                        .need(Required)
                        .width(16),
                    Field::new("told", "知らせたこと", LongText, Group::Outcome)
                        .help("伝えた内容と相手の答え。")
                        .width(28),
                ],
            },
        ],
        ..Register::PLAIN
    },
];
