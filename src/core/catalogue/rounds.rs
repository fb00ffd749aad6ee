//! 棚卸 and 経営層の確認: a round with what was expected and seen in it; that the management has seen the ledger; the
//! order of the network picture. Screens of their own keep them.

use super::FieldKind::{Choice, Date, Link, LongText, Number, People, Text};
use super::Need::{Recommended, Required};
use super::choices_more::{STOCKTAKE_RESULT, STOCKTAKE_STATUS, STOCKTAKE_TARGET};
use super::{Category, Field, Group, Holds, Register, RegisterId, Shown};

const G9: &str = "安全管理ガイドライン 企画管理編 9章③（定期的な棚卸と存在確認）";

const REPORTED: &str = "安全管理ガイドライン 企画管理編 9章⑦（経営層に報告し、承認を得る）・立入検査研修（確認したことがわかるように証跡を残す）";

const OWN: Register = Register {
    category: Category::Incidents,
    shown: Shown::Inner,
    ..Register::PLAIN
};

pub(super) const REGISTERS: &[Register] = &[
    Register {
        key: "stocktake",
        label: "棚卸",
        help: "台帳にある物が本当にあるかを確かめた記録です。",
        source: G9,
        named_by: &["name"],
        fields: &[
            Field::new("name", "棚卸の名前", Text, Group::Identity)
                .help("2026-11-21 機器の棚卸 など。")
                .need(Required)
                .width(28),
            Field::new("target", "棚卸の対象", Choice(STOCKTAKE_TARGET), Group::Identity)
                .help("機器、ID、可搬媒体のどれか。")
                .source(G9)
                .need(Required)
                .width(14),
            Field::new("scope", "棚卸の範囲", Text, Group::Identity)
                .help("場所を限ったときは、その場所。")
                .width(18),
            Field::new("status", "棚卸の状態", Choice(STOCKTAKE_STATUS), Group::Identity)
                .help("実施中か、終了か。")
                .need(Required)
                .width(10),
            Field::new("started_on", "始めた日", Date, Group::Lifecycle)
                .help("始めた日。この日の台帳にある物を数えます。")
                .source(G9)
                .need(Required)
                .width(14),
            Field::new("finished_on", "終えた日", Date, Group::Lifecycle)
                .help("終えた日。")
                .width(14),
            Field::new("person", "実施者", Text, Group::Responsibility)
                .help("数えた人。")
                .need(Recommended)
                .width(16),
            Field::new("note", "棚卸の備考", LongText, Group::Note)
                .help("気づいたこと。")
                .width(28),
        ],
        ..OWN
    },
    Register {
        key: "stocktake_item",
        label: "棚卸の明細",
        help: "棚卸で数えた物。始めたときの台帳の値を、そのまま写して残します。",
        source: G9,
        named_by: &["number", "tag", "name"],
        fields: &[
            Field::new("round", "どの棚卸か", Link(RegisterId::STOCKTAKE), Group::Identity)
                .help("棚卸の名前。")
                .need(Required)
                .width(28),
            Field::new("record", "数えた記録", Text, Group::Identity)
                .help("台帳の行を指す番号。台帳にない物は空欄。")
                .width(20),
            Field::new("number", "あるはずの番号", Text, Group::Identity)
                .help("始めたときの管理番号や ID。")
                .width(14),
            Field::new("codes", "ほかの番号", LongText, Group::Identity)
                .help("シリアル番号など、同じ物を指すほかの番号。")
                .width(18),
            Field::new("name", "あるはずの物", Text, Group::Identity)
                .help("始めたときの名称。")
                .width(22),
            Field::new("place", "あるはずの場所", Text, Group::Place)
                .help("始めたときの設置場所。")
                .width(16),
            Field::new("result", "数えた結果", Choice(STOCKTAKE_RESULT), Group::Outcome)
                .help("確認、見当たらない、場所違い、台帳にない。空欄はまだ数えていない物。")
                .width(12),
            Field::new("seen_place", "見た場所", Text, Group::Outcome)
                .help("実際にあった場所。")
                .width(16),
            Field::new("seen_at", "見た時刻", Text, Group::Outcome)
                .help("数えた日時。")
                .width(16),
            Field::new("tag", "読み取った番号", Text, Group::Outcome)
                .help("札から読み取ったまま。")
                .width(16),
            Field::new("times", "読み取った回数", Number, Group::Outcome)
                .help("2 回以上なら、同じ札が 2 つあるかもしれません。")
                .width(8),
        ],
        ..OWN
    },
    Register {
        key: "review",
        label: "経営層の確認",
        help: "経営層が台帳の状況の報告を受け、確かめた記録です。その時の台帳の控えも残します。",
        source: REPORTED,
        named_by: &["confirmed_on", "confirmed_by"],
        fields: &[
            Field::new("confirmed_on", "経営層の確認日", Date, Group::Identity)
                .help("報告を受けて確かめた日。")
                .source(REPORTED)
                .need(Required)
                .width(14),
            Field::new("confirmed_by", "確認者", People, Group::Identity)
                .help("院長など、確かめた人。")
                .source(REPORTED)
                .need(Required)
                .width(18),
            Field::new("note", "指示・意見", LongText, Group::Outcome)
                .help("決めたこと、指示したこと。議事録は根拠資料に付けます。")
                .need(Recommended)
                .width(30),
            Field::new("summary", "その時の状況", LongText, Group::Outcome)
                .help("確かめた時の件数。")
                .width(30),
            Field::new("revision", "操作の番号", Number, Group::Lifecycle)
                .help("どの操作までの台帳を確かめたか。")
                .width(10),
            Field::new("code", "照合コード", Text, Group::Lifecycle)
                .help("確かめた台帳と同じものかを見分ける文字。印刷した報告にも載ります。")
                .width(22),
            Field::new("copy", "控えのファイル", Text, Group::Lifecycle)
                .help("その時の台帳の控え。台帳と同じ場所にあり、書き換えられません。")
                .width(30),
            Field::new("copy_sha256", "控えの指紋", Text, Group::Lifecycle)
                .help("控えが変わっていないことを確かめる値（SHA-256）。")
                .width(30),
        ],
        ..OWN
    },
    Register {
        key: "diagram",
        label: "構成図の並び",
        help: "ネットワーク構成図で、人が動かした箱の並びです。",
        named_by: &["areas", "outside", "devices"],
        holds: Holds::One,
        fields: &[
            Field::new("outside", "院外の並び", LongText, Group::Identity)
                .help("事業者、インターネット、クラウドの並び。1 行に 1 つ。")
                .width(20),
            Field::new("areas", "網の並び", LongText, Group::Identity)
                .help("院内ネットワークの並び。1 行に 1 つ。")
                .width(20),
            Field::new("devices", "機器の並び", LongText, Group::Identity)
                .help("機器の並び。1 行に 1 つ。")
                .width(20),
        ],
        ..OWN
    },
];
