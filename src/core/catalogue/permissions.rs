//! 院内ネットワーク, 可搬媒体, 私物・持込機器, ライセンス: what else belongs to the ledger of a clinic.

use super::FieldKind::{Choice, Date, Flag, IpList, Link, LongText, Number, People, Text};
use super::Need::{Recommended, Required};
use super::Sensitivity::{Internal, Personal};
use super::choices_more::{LICENCE_KIND, MEDIUM_KIND, MEDIUM_STATUS, NETWORK_ZONE, PERMIT_OWNER, PERMIT_STATUS};
use super::{Child, Field, Group, Register, RegisterId};

const BCP: &str = "BCP 確認表 1-1 ネットワーク構成図・システム構成図";
const DECK: &str = "厚生労働省 立入検査研修 2-(2)（2枚挿し）";
const G9: &str = "安全管理ガイドライン 企画管理編 9章";
const G9_BYOD: &str = "安全管理ガイドライン 企画管理編 9章⑥・システム運用編 8章⑧⑨";
const S7: &str = "安全管理ガイドライン システム運用編 7章⑦";

const NOTE: Field = Field::new("note", "備考", LongText, Group::Note)
    .help("そのほか、後で見て分かるように。")
    .aliases(&["説明", "メモ", "特記事項", "コメント", "摘要", "備考欄", "補足"])
    .width(28);

pub(super) const REGISTERS: &[Register] = &[
    Register {
        key: "network",
        label: "院内ネットワーク",
        help: "電子カルテ系、インターネット系などの網の一覧です。どの機器がどの網にいるか、混ざっていないかが分かり、構成図の元になります。",
        source: BCP,
        named_by: &["name"],
        matched_by: &["name"],
        title_words: &[
            "院内ネットワーク",
            "ネットワーク一覧",
            "IPアドレス表",
            "セグメント",
            "VLAN",
        ],
        fields: &[
            Field::new("name", "名称", Text, Group::Identity)
                .help("院内で呼んでいる名前。例：電子カルテの網")
                .source(BCP)
                .need(Required)
                .aliases(&[
                    "ネットワーク名",
                    "ネットワーク名称",
                    "網の名称",
                    "セグメント名",
                    "セグメント",
                ])
                .width(20),
            Field::new("zone", "網の区分", Choice(NETWORK_ZONE), Group::Identity)
                .help("電子カルテ系、オンライン資格確認系、インターネット系、ゲストなどの別。")
                .source(DECK)
                .need(Required)
                .aliases(&["ネットワーク区分", "系統", "網区分", "区分"])
                .width(18),
            Field::new("cidr", "アドレスの範囲", IpList, Group::Network)
                .help("192.168.1.0/24 のような書き方。この範囲の機器がこの網にいると見なします。")
                .source(BCP)
                .need(Required)
                .aliases(&[
                    "CIDR",
                    "ネットワークアドレス",
                    "アドレス範囲",
                    "IPアドレス範囲",
                    "IP範囲",
                    "サブネット",
                ])
                .sensitivity(Internal)
                .width(20),
            Field::new("vlan", "VLAN", Text, Group::Network)
                .help("VLAN の番号や名前。分けていなければ「なし」。")
                .aliases(&["VLAN ID", "VLANID", "VLAN番号"])
                .width(10),
            Field::new("line", "回線・プロバイダ", Text, Group::Network)
                .help("外につながる回線と契約先。つながらなければ「なし」。")
                .source(BCP)
                .need(Recommended)
                .aliases(&[
                    "回線",
                    "プロバイダ",
                    "プロバイダー",
                    "回線名",
                    "ISP",
                    "回線事業者",
                    "契約回線",
                ])
                .width(22),
            Field::new("gateway", "出口の機器", Link(RegisterId::DEVICE), Group::Network)
                .help("外やほかの網との間に立つルータなどの管理番号。")
                .aliases(&["ゲートウェイ", "ルータ", "ルーター", "デフォルトゲートウェイ"])
                .sensitivity(Internal)
                .width(16),
            Field::new("wireless", "無線LAN", Flag, Group::Network)
                .help("無線でもつながりますか。")
                .aliases(&["無線", "Wi-Fi", "WiFi", "無線の有無"])
                .width(10),
            Field::new("internet", "インターネット接続", Flag, Group::Network)
                .help("この網からインターネットへ出られますか。")
                .need(Recommended)
                .aliases(&["インターネット", "外部接続", "ネット接続"])
                .width(12),
            Field::new("purpose", "網の用途", Text, Group::Place)
                .help("何をつなぐ網か。")
                .need(Recommended)
                .aliases(&["接続する機器", "使い道"])
                .width(22),
            Field::new("confirmed_on", "最終確認日", Date, Group::Lifecycle)
                .help("書いてあることが今も正しいか確かめた日。")
                .aliases(&["確認日"])
                .width(14),
            NOTE,
        ],
        ..Register::PLAIN
    },
    Register {
        key: "medium",
        label: "可搬媒体",
        help: "USBメモリや外付けディスクの一覧と持ち出しの記録です。所在を台帳で管理し、定期的に数を確かめるためのものです。",
        source: S7,
        named_by: &["number", "holds"],
        matched_by: &["number"],
        title_words: &["可搬媒体", "USBメモリ", "外部媒体", "記録媒体", "持ち出し", "持出"],
        fields: &[
            Field::new("number", "媒体番号", Text, Group::Identity)
                .help("媒体に貼ったシールなどの番号。")
                .source(S7)
                .need(Required)
                .aliases(&[
                    "媒体管理番号",
                    "媒体No",
                    "媒体No.",
                    "USB番号",
                    "管理番号",
                    "管理No",
                    "管理No.",
                    "番号",
                    "No",
                    "No.",
                ])
                .width(12),
            Field::new("kind", "媒体の種類", Choice(MEDIUM_KIND), Group::Identity)
                .help("USBメモリ、外付けディスクなど。")
                .need(Recommended)
                .aliases(&["媒体種別", "媒体", "種別", "種類", "USB種類", "USB種別"])
                .width(16),
            Field::new("capacity", "容量", Text, Group::Identity)
                .help("32GB など。")
                .aliases(&["サイズ"])
                .width(10),
            Field::new("status", "媒体の状態", Choice(MEDIUM_STATUS), Group::Identity)
                .help("保管、持ち出し中、廃棄、紛失のどれか。")
                .source(S7)
                .need(Required)
                .aliases(&["状態", "状況"])
                .width(12),
            Field::new("place", "保管場所", Text, Group::Place)
                .help("鍵のかかる場所の名前など、探しに行ける書き方で。")
                .source(S7)
                .need(Required)
                .aliases(&["置き場所", "所在", "場所"])
                .width(18),
            Field::new("keeper", "管理者", People, Group::Place)
                .help("この媒体を預かる人。")
                .need(Recommended)
                .aliases(&["保管者", "管理責任者", "担当者"])
                .sensitivity(Personal)
                .width(16),
            Field::new("encrypted", "暗号化", Flag, Group::Security)
                .help("中身が読めないようにする仕組みがありますか。")
                .source(S7)
                .need(Required)
                .aliases(&["暗号化の有無", "暗号化機能", "暗号"])
                .width(10),
            Field::new("holds", "保存する情報", Text, Group::Security)
                .help("何を入れるための媒体か。例：レセプト送信、画像の受け渡し")
                .need(Recommended)
                .aliases(&["中身", "内容", "用途", "使用目的", "保存データ"])
                .width(22),
            Field::new("confirmed_on", "最終確認日", Date, Group::Lifecycle)
                .help("実物があることを最後に確かめた日。")
                .source(S7)
                .aliases(&["確認日", "棚卸日"])
                .width(14),
            Field::new("disposed_on", "廃棄日", Date, Group::Lifecycle)
                .help("廃棄した日。")
                .aliases(&["処分日"])
                .width(14),
            Field::new("disposal_method", "廃棄方法", Text, Group::Lifecycle)
                .help("物理破壊、消去ソフトなど。証明書があれば根拠資料に付けます。")
                .aliases(&["消去方法", "廃棄の方法"])
                .width(18),
            NOTE,
        ],
        children: &[Child {
            key: "loan",
            label: "持ち出し",
            help: "この媒体を院外へ持ち出した記録。",
            fields: &[
                Field::new("person", "持ち出した人", People, Group::Remote)
                    .help("持ち出した人の名前。")
                    .source(S7)
                    .need(Required)
                    .aliases(&["持出者", "借用者", "使用者"])
                    .sensitivity(Personal)
                    .width(16),
                Field::new("purpose", "持ち出しの目的", Text, Group::Remote)
                    .help("何のために、どこへ。")
                    .need(Recommended)
                    .aliases(&["目的", "持出目的"])
                    .width(20),
                Field::new("out_on", "持ち出し日", Date, Group::Remote)
                    .help("持ち出した日。")
                    .source(S7)
                    .need(Required)
                    .aliases(&["持出日", "貸出日"])
                    .width(14),
                Field::new("due_on", "返却予定日", Date, Group::Remote)
                    .help("返す約束の日。過ぎると知らせます。")
                    .need(Recommended)
                    .aliases(&["返却予定"])
                    .width(14),
                Field::new("back_on", "返却日", Date, Group::Remote)
                    .help("返ってきた日。空欄は持ち出し中です。")
                    .need(Recommended)
                    .aliases(&["返却"])
                    .width(14),
                Field::new("approver", "持ち出しの承認者", Text, Group::Remote)
                    .help("持ち出しを認めた人。")
                    .aliases(&["承認者", "許可者"])
                    .sensitivity(Personal)
                    .width(16),
            ],
        }],
        ..Register::PLAIN
    },
    Register {
        key: "permit",
        label: "私物・持込機器",
        help: "職員の私物や事業者が持ち込む機器に、使ってよいと認めた記録です。自院の機器と同じように台帳で管理することが求められています。",
        source: G9_BYOD,
        named_by: &["item", "person"],
        matched_by: &[],
        title_words: &["私物", "BYOD", "持込", "持ち込み"],
        fields: &[
            Field::new("item", "認めた機器", Text, Group::Identity)
                .help("機種や番号など、どの機器か分かるように。")
                .source(G9_BYOD)
                .need(Required)
                .aliases(&["機器", "持込機器", "私物機器", "端末", "機種"])
                .width(20),
            Field::new("person", "使う人", People, Group::Identity)
                .help("持ち主や持ち込む人。")
                .source(G9_BYOD)
                .need(Required)
                .aliases(&["申請者", "利用者", "持込者", "所有者"])
                .sensitivity(Personal)
                .width(16),
            Field::new("owner", "持込の区分", Choice(PERMIT_OWNER), Group::Identity)
                .help("職員の私物か、事業者の持込か。")
                .need(Recommended)
                .aliases(&["区分", "持込区分"])
                .width(14),
            Field::new("status", "許可の状態", Choice(PERMIT_STATUS), Group::Identity)
                .help("許可、申請中、終了、取消のどれか。")
                .source(G9_BYOD)
                .need(Required)
                .aliases(&["状態", "許可状況", "承認状況"])
                .width(12),
            Field::new("purpose", "使う目的", Text, Group::Place)
                .help("何に使うか。")
                .need(Recommended)
                .aliases(&["目的", "利用目的", "使用目的"])
                .width(20),
            Field::new("scope", "利用の範囲", Text, Group::Place)
                .help("つないでよい網、見てよい情報。")
                .source(G9_BYOD)
                .need(Recommended)
                .aliases(&["利用範囲", "範囲", "接続範囲"])
                .width(20),
            Field::new("terms", "許可の条件", Text, Group::Responsibility)
                .help("画面ロック、紛失時の届け出など、守ってもらうこと。")
                .source(G9_BYOD)
                .need(Required)
                .aliases(&["条件", "許諾条件", "利用条件"])
                .width(24),
            Field::new("approver", "承認者", Text, Group::Responsibility)
                .help("使ってよいと認めた人。")
                .source(G9_BYOD)
                .need(Required)
                .aliases(&["許可者", "承認", "許可した人"])
                .sensitivity(Personal)
                .width(16),
            Field::new("approved_on", "承認日", Date, Group::Responsibility)
                .help("認めた日。")
                .aliases(&["許可日", "申請日"])
                .width(14),
            Field::new("until", "許可の期限", Date, Group::Responsibility)
                .help("いつまで使ってよいか。過ぎると知らせます。")
                .source(G9_BYOD)
                .need(Required)
                .aliases(&["期限", "有効期限", "利用期限", "許可期限"])
                .width(14),
            Field::new("antivirus", "ウイルス対策の確認", Flag, Group::Security)
                .help("ウイルス対策と更新を確かめましたか。")
                .aliases(&["ウイルス対策", "ウイルス対策確認"])
                .width(10),
            NOTE,
        ],
        ..Register::PLAIN
    },
    Register {
        key: "licence",
        label: "ライセンス",
        help: "ソフトウェアを使ってよい数と期限の一覧です。期限切れで更新が止まることを防ぎます。",
        source: "安全管理ガイドライン 企画管理編 9章①",
        named_by: &["name"],
        matched_by: &[],
        title_words: &["ライセンス", "ソフトウェア資産", "使用許諾"],
        fields: &[
            Field::new("name", "ライセンス名", Text, Group::Identity)
                .help("ソフトウェアと種類の名前。例：Office LTSC Standard 2024")
                .source(G9)
                .need(Required)
                .aliases(&["ライセンス", "ライセンス名称", "ソフトウェア名", "製品名", "ソフト名"])
                .width(24),
            Field::new("kind", "ライセンスの形", Choice(LICENCE_KIND), Group::Identity)
                .help("買い切り、年間契約、機器付属など。")
                .need(Recommended)
                .aliases(&["ライセンス形態", "ライセンス種別", "契約形態"])
                .width(14),
            Field::new("quantity", "許諾数", Number, Group::Identity)
                .help("使ってよい台数や人数。")
                .source(G9)
                .need(Required)
                .aliases(&["ライセンス数", "購入数", "保有数", "契約数"])
                .width(8),
            Field::new("used", "使用数", Number, Group::Identity)
                .help("今、使っている数。")
                .need(Recommended)
                .aliases(&["利用数", "導入数", "割当数"])
                .width(8),
            Field::new("devices", "入れている機器", Link(RegisterId::DEVICE), Group::Software)
                .help("機器の管理番号。複数のときは「、」で区切ります。")
                .aliases(&["導入機器", "インストール先", "対象機器", "割当先"])
                .width(22),
            Field::new("vendor", "購入先", Link(RegisterId::VENDOR), Group::Responsibility)
                .help("買った相手、契約の相手。")
                .aliases(&["契約先", "販売店", "事業者"])
                .width(18),
            Field::new("contract_no", "契約番号", Text, Group::Responsibility)
                .help("問い合わせに使う番号。プロダクトキーは書きません。")
                .aliases(&["契約No", "ライセンス番号", "証書番号"])
                .sensitivity(Internal)
                .width(16),
            Field::new("bought_on", "購入日", Date, Group::Lifecycle)
                .help("買った日、契約した日。")
                .aliases(&["契約日", "取得日"])
                .width(14),
            Field::new("until", "使える期限", Date, Group::Lifecycle)
                .help("更新しないと使えなくなる日。買い切りは「該当なし」。")
                .source(G9)
                .need(Required)
                .aliases(&["期限", "有効期限", "契約満了日", "更新期限", "ライセンス期限"])
                .width(14),
            NOTE,
        ],
        ..Register::PLAIN
    },
];
