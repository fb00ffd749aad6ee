//! クラウドサービス and リモート保守経路: what reaches the clinic's information from outside.

use super::FieldKind::{Choice, Date, Flag, IpList, Link, LongText, People, Text, Url};
use super::Need::{Recommended, Required};
use super::Sensitivity::{Internal, Personal};
use super::choices::{CONNECTION, ID_HOLDER, PATH_STATUS, USE_STATUS};
use super::{Field, Group, Register, RegisterId, Shown};

const CLOUD_DECK: &str = "厚生労働省 立入検査研修 クラウドサービスの場合の例";
const REMOTE_DECK: &str = "厚生労働省 立入検査研修 リモートメンテナンスの確認";
const G9: &str = "安全管理ガイドライン 企画管理編 9章";

pub(super) const REGISTERS: &[Register] = &[
    Register {
        key: "cloud_service",
        label: "クラウドサービス",
        help: "インターネット越しに使うサービスの一覧です。予約、検査結果の閲覧、遠隔読影なども書きます。",
        source: CLOUD_DECK,
        named_by: &["name"],
        matched_by: &["name", "domain"],
        title_words: &["クラウド", "サービス", "SaaS", "ASP", "外部サービス"],
        shown: Shown::Always,
        fields: &[
            Field::new("provider", "サービス提供事業者", Text, Group::Identity)
                .help("サービスを提供している会社。")
                .source(CLOUD_DECK)
                .need(Required)
                .aliases(&[
                    "提供事業者",
                    "提供会社",
                    "サービス提供者",
                    "運営会社",
                    "提供元",
                    "サービス事業者",
                    "提供業者",
                    "サービス提供会社",
                    "会社名",
                    "クラウド事業者",
                    "サービス提供元",
                    "会社",
                    "業者",
                    "提供している会社",
                    "サービス会社",
                    "提供会社名",
                ])
                .width(18),
            Field::new("name", "サービス名称/用途", Text, Group::Identity)
                .help("サービスの名前と、何に使うか。")
                .source(CLOUD_DECK)
                .need(Required)
                .aliases(&[
                    "サービス名称",
                    "サービス名",
                    "サービス",
                    "サービス名・用途",
                    "用途",
                    "クラウドサービス名",
                    "システム名",
                    "名称",
                    "サービス名称・用途",
                    "利用サービス",
                    "名称・用途",
                    "クラウドサービス",
                    "使いみち",
                    "使い道",
                    "何に使うか",
                    "サービスの名前",
                    "クラウド",
                    "クラウド名",
                    "ソフト名",
                ])
                .width(24),
            Field::new("domain", "ドメイン/アドレス", Url, Group::Network)
                .help("ブラウザーの上の欄に出る宛先。例：yoyaku.example.jp")
                .source(CLOUD_DECK)
                .need(Required)
                .aliases(&[
                    "ドメイン",
                    "アドレス",
                    "URL",
                    "接続先",
                    "サイト",
                    "接続先URL",
                    "ホームページ",
                    "ドメイン名",
                    "URL/ドメイン",
                    "接続先アドレス",
                    "アクセス先",
                ])
                .sensitivity(Internal)
                .width(24),
            Field::new("access_from", "利用場所/アクセス経路", Text, Group::Network)
                .help("どこから、どの回線で使うか。")
                .source(CLOUD_DECK)
                .need(Required)
                .aliases(&[
                    "利用場所",
                    "アクセス経路",
                    "利用場所・アクセス経路",
                    "接続経路",
                    "経路",
                    "利用端末",
                    "アクセス元",
                    "利用場所/経路",
                    "使用場所",
                ])
                .width(22),
            Field::new("users", "利用者/グループ", People, Group::Place)
                .help("使う人や職種。")
                .source(CLOUD_DECK)
                .need(Required)
                .aliases(&[
                    "利用者",
                    "グループ",
                    "利用者・グループ",
                    "使用者",
                    "利用部署",
                    "ユーザー",
                    "ユーザ",
                    "主な利用者",
                    "利用者グループ",
                    "利用者(グループ)",
                    "使う人",
                    "使っている人",
                    "利用する人",
                    "誰が使うか",
                ])
                .sensitivity(Personal)
                .width(20),
            Field::new("auth", "利用者認証方法", Text, Group::Security)
                .help("ID とパスワード、証明書など。パスワードそのものは書きません。")
                .source(CLOUD_DECK)
                .need(Required)
                .aliases(&[
                    "認証方法",
                    "認証方式",
                    "ログイン方法",
                    "利用者認証",
                    "認証",
                    "ユーザー認証方法",
                    "利用者認証方式",
                    "ログインのしかた",
                    "ログイン",
                ])
                .sensitivity(Internal)
                .width(22),
            Field::new("started_on", "利用開始日", Date, Group::Lifecycle)
                .help("使い始めた日。")
                .source(CLOUD_DECK)
                .need(Required)
                .aliases(&[
                    "開始日",
                    "契約日",
                    "利用開始",
                    "導入日",
                    "利用開始年月",
                    "契約開始日",
                    "使用開始日",
                    "利用開始年月日",
                    "登録日",
                    "使い始めた日",
                    "いつから",
                    "契約した日",
                    "入れた日",
                ])
                .width(14),
            Field::new("usage", "利用状況", Choice(USE_STATUS), Group::Identity)
                .help("利用中、停止、準備中、終了のどれかを選びます。")
                .source(CLOUD_DECK)
                .need(Required)
                .aliases(&[
                    "状況",
                    "使用状況",
                    "契約状況",
                    "利用状態",
                    "状態",
                    "ステータス",
                    "稼働状況",
                ])
                .width(10),
            Field::new("vendor", "事業者", Link(RegisterId::VENDOR), Group::Responsibility)
                .help("契約している相手。提供事業者と同じなら同じ名前を書きます。")
                .aliases(&["契約先", "契約事業者", "販売店", "代理店", "契約業者", "導入業者"])
                .width(18),
            Field::new("data_kept", "保存される情報", Text, Group::Security)
                .help("サービスの中に残る情報。例：氏名、電話番号、予約日時")
                .source(G9)
                .aliases(&[
                    "保存情報",
                    "取扱情報",
                    "保存データ",
                    "取り扱う情報",
                    "扱う情報",
                    "個人情報",
                    "情報の種類",
                    "保管情報",
                    "入っている情報",
                    "保存している情報",
                    "患者情報",
                ])
                .width(22),
            Field::new("data_country", "保存国", Text, Group::Security)
                .help("情報が置かれている国。規約や契約書で確かめます。")
                .source(G9)
                .aliases(&[
                    "データ保存国",
                    "保管国",
                    "サーバ所在国",
                    "データ所在国",
                    "サーバー所在地",
                    "データセンター所在地",
                    "保存先国",
                    "保存場所(国)",
                    "データの所在",
                    "データの場所",
                    "データ保管場所",
                    "データの保管場所",
                    "データ保存場所",
                    "データの保存先",
                    "データ保存先",
                    "保存先",
                    "サーバの場所",
                    "サーバーの場所",
                    "データセンター",
                ])
                .width(12),
            Field::new("terms_checked_on", "規約確認日", Date, Group::Responsibility)
                .help("規約の変更がないか確かめた日。")
                .source(G9)
                .aliases(&["規約確認", "約款確認日", "利用規約確認日"])
                .width(14),
            Field::new("two_factor", "二要素認証", Flag, Group::Security)
                .help("パスワードのほかにも確かめていますか。")
                .source("安全管理ガイドライン システム運用編 14章")
                .aliases(&[
                    "2要素認証",
                    "多要素認証",
                    "MFA",
                    "2FA",
                    "二段階認証",
                    "2段階認証",
                    "二要素",
                ])
                .width(10),
            Field::new("contract_term", "契約期間", Text, Group::Responsibility)
                .help("契約の始まりと終わり。自動更新ならそのことも。")
                .aliases(&[
                    "契約年数",
                    "契約満了日",
                    "契約期限",
                    "契約終了日",
                    "更新日",
                    "契約更新日",
                    "更新時期",
                    "更新月",
                    "契約更新",
                ])
                .width(20),
            Field::new("note", "備考", LongText, Group::Note)
                .help("そのほか、後で見て分かるように。")
                .aliases(&["説明", "メモ", "特記事項", "コメント", "摘要", "備考欄", "補足"])
                .width(28),
        ],
        ..Register::PLAIN
    },
    Register {
        key: "remote_path",
        label: "リモート保守経路",
        help: "事業者が外から入る道の一覧です。「誰が、どこから、どのように」を事業者に確かめて書きます。",
        source: REMOTE_DECK,
        named_by: &["purpose"],
        matched_by: &[],
        title_words: &[
            "リモート",
            "保守経路",
            "遠隔",
            "リモートメンテナンス",
            "接続経路",
            "経路",
            "リモート保守",
        ],
        shown: Shown::Always,
        fields: &[
            Field::new("vendor", "事業者", Link(RegisterId::VENDOR), Group::Identity)
                .help("つないでくる会社。")
                .source(REMOTE_DECK)
                .need(Required)
                .aliases(&[
                    "事業者名",
                    "業者",
                    "業者名",
                    "保守事業者",
                    "保守業者",
                    "会社名",
                    "ベンダー",
                    "ベンダ",
                    "保守会社",
                    "接続事業者",
                    "貴社名",
                    "接続業者",
                    "誰が",
                    "保守ベンダー",
                    "会社",
                ])
                .width(18),
            Field::new("purpose", "目的", Text, Group::Identity)
                .help("何のためにつなぐか。例：電子カルテの障害対応")
                .source(REMOTE_DECK)
                .need(Required)
                .aliases(&[
                    "保守目的",
                    "用途",
                    "作業内容",
                    "接続目的",
                    "利用目的",
                    "リモート保守の目的",
                    "保守内容",
                    "接続の目的",
                    "目的・内容",
                ])
                .width(24),
            Field::new("targets", "対象機器", Link(RegisterId::DEVICE), Group::Identity)
                .help("つながる先の機器。管理番号かコンピュータ名で、「、」で区切ります。")
                .source(REMOTE_DECK)
                .need(Required)
                .aliases(&[
                    "対象",
                    "接続先機器",
                    "対象システム",
                    "保守対象",
                    "接続先",
                    "対象端末",
                    "対象機器名",
                    "保守対象機器",
                    "対象機器・システム",
                ])
                .width(22),
            Field::new("gateway", "入口の機器", Link(RegisterId::DEVICE), Group::Network)
                .help("外からの入口になる機器。VPN ルータなど。")
                .source(REMOTE_DECK)
                .need(Recommended)
                .aliases(&[
                    "入口",
                    "入口機器",
                    "接続機器",
                    "VPN機器",
                    "接続ルータ",
                    "接続ルーター",
                    "経由機器",
                    "VPN装置",
                    "ゲートウェイ",
                    "終端装置",
                    "接続口",
                    "受け口",
                ])
                .width(18),
            Field::new("method", "接続方式", Choice(CONNECTION), Group::Network)
                .help("VPN の種類など。LTE/5G の SIM ルータは工事がなく見落としやすいので注意します。")
                .source(REMOTE_DECK)
                .need(Required)
                .aliases(&[
                    "接続方法",
                    "方式",
                    "接続形態",
                    "回線種別",
                    "回線",
                    "接続の方法",
                    "VPN方式",
                    "接続手段",
                    "どのように",
                    "接続種別",
                    "通信方式",
                    "アクセス方式",
                    "接続回線",
                ])
                .sensitivity(Internal)
                .width(18),
            Field::new("source_restriction", "接続元制限", Flag, Group::Security)
                .help("つないでくる端末を IP アドレスなどで限っていますか。")
                .source(REMOTE_DECK)
                .need(Required)
                .aliases(&[
                    "接続元の制限",
                    "IP制限",
                    "アクセス制限",
                    "接続制限",
                    "接続端末の制限",
                    "接続元IP制限",
                    "接続元IPアドレス制限",
                ])
                .width(10),
            Field::new("source_ips", "接続元IP", IpList, Group::Security)
                .help("つないでくる側の IP アドレス。")
                .source(REMOTE_DECK)
                .need(Recommended)
                .aliases(&[
                    "接続元IPアドレス",
                    "接続元",
                    "許可IP",
                    "接続元アドレス",
                    "送信元IP",
                    "どこから",
                    "接続元のIPアドレス",
                    "グローバルIP",
                    "アクセス元IP",
                ])
                .sensitivity(Internal)
                .width(20),
            Field::new("id_holder", "ID付与先", Choice(ID_HOLDER), Group::Security)
                .help("つなぐ ID は個人ごとか、共用か。")
                .source(REMOTE_DECK)
                .need(Required)
                .aliases(&[
                    "ID",
                    "IDの付与",
                    "IDの付与先",
                    "ユーザーID",
                    "利用ID",
                    "ID管理",
                    "アカウント",
                    "ユーザーIDの付与先",
                    "ID種別",
                    "ID付与",
                    "使用ID",
                    "ユーザID",
                    "IDの種別",
                ])
                .width(12),
            Field::new("auth", "認証方法", Text, Group::Security)
                .help("パスワード、証明書、二要素など。パスワードそのものは書きません。")
                .source(REMOTE_DECK)
                .need(Required)
                .aliases(&[
                    "認証",
                    "認証方式",
                    "ログイン方法",
                    "認証手順",
                    "本人確認方法",
                    "利用者認証",
                ])
                .sensitivity(Internal)
                .width(22),
            Field::new("client_safety", "接続端末の安全状態", LongText, Group::Security)
                .help("つないでくる端末の更新、ウイルス対策、検出の有無。")
                .source(REMOTE_DECK)
                .need(Recommended)
                .aliases(&[
                    "端末の安全状態",
                    "接続端末の状態",
                    "端末の状態",
                    "接続端末のセキュリティ",
                    "接続元端末の安全状態",
                    "接続端末の安全性",
                    "端末のセキュリティ対策",
                    "接続端末",
                ])
                .width(26),
            Field::new("timing", "実施タイミング", Text, Group::Remote)
                .help("いつつなぐか。例：障害時、月1回の点検")
                .source(REMOTE_DECK)
                .need(Recommended)
                .aliases(&[
                    "タイミング",
                    "実施時期",
                    "接続頻度",
                    "頻度",
                    "接続時期",
                    "保守頻度",
                    "実施頻度",
                    "いつ",
                    "接続タイミング",
                ])
                .width(20),
            Field::new("notice", "事前連絡", Text, Group::Remote)
                .help("つなぐ前に連絡があるか、その方法。")
                .source(REMOTE_DECK)
                .need(Required)
                .aliases(&[
                    "連絡の有無",
                    "事前の連絡",
                    "連絡",
                    "事前連絡の有無",
                    "事前申請",
                    "作業連絡",
                    "連絡方法",
                    "接続前の連絡",
                    "事前通知",
                ])
                .width(14),
            Field::new("log_reviewed", "ログと作業計画の照合", Flag, Group::Remote)
                .help("接続の記録と作業計画書を見比べていますか。")
                .source("安全管理ガイドライン システム運用編 10章")
                .need(Recommended)
                .aliases(&[
                    "ログ照合",
                    "ログの照合",
                    "作業ログ確認",
                    "ログ確認",
                    "アクセスログの確認",
                    "作業計画との照合",
                    "ログと計画の照合",
                    "ログ・作業計画の照合",
                    "作業報告との照合",
                ])
                .width(12),
            Field::new("confirmed_on", "最終確認日", Date, Group::Lifecycle)
                .help("事業者にこの内容を最後に確かめた日。")
                .source(REMOTE_DECK)
                .need(Required)
                .aliases(&["確認日", "確認年月日", "回答日", "最終確認", "確認した日", "記入日"])
                .width(14),
            Field::new("confirmed_with", "確認した相手", Text, Group::Lifecycle)
                .help("答えてくれた担当者。")
                .source(REMOTE_DECK)
                .need(Recommended)
                .aliases(&[
                    "確認先",
                    "回答者",
                    "確認相手",
                    "事業者担当者",
                    "担当者",
                    "相手",
                    "ご担当者",
                    "記入者",
                    "業者担当者",
                ])
                .sensitivity(Personal)
                .width(20),
            Field::new("status", "状態", Choice(PATH_STATUS), Group::Identity)
                .help("稼働、停止、準備中、廃止のどれかを選びます。")
                .need(Required)
                .aliases(&["ステータス", "利用状況", "状況", "使用状況", "稼働状況", "利用状態"])
                .width(10),
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
];
