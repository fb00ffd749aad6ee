//! 機器: servers, PCs, network devices, medical equipment and everything else that holds or carries medical information.

use super::FieldKind::{Choice, Date, Flag, IpList, Link, LongText, Mac, People, Text, Version};
use super::Need::{Recommended, Required};
use super::Sensitivity::{Internal, Personal};
use super::choices::{DEVICE_KIND, DEVICE_STATUS, OWNERSHIP, UPDATE_DUTY};
use super::tokens::{KIND_MEDICAL, KIND_MOBILE, KIND_NETWORK, KIND_PC, KIND_SERVER};
use super::{Child, Field, Group, Register, RegisterId, Shown};

const MANUAL: &str = "チェックリストマニュアル 機器台帳の例";
const DECK: &str = "厚生労働省 立入検査研修 機器台帳の対象";
const G9: &str = "安全管理ガイドライン 企画管理編 9章";

// The ministry's twelve columns are those of PCs and servers; a card reader has no OS, a printer nobody who logs in.
const COMPUTERS: &[&str] = &[KIND_SERVER, KIND_PC];
const USED_BY_SOMEBODY: &[&str] = &[KIND_SERVER, KIND_PC, KIND_MEDICAL, KIND_MOBILE];
const IN_THE_NETWORK: &[&str] = &[KIND_SERVER, KIND_PC, KIND_MEDICAL, KIND_MOBILE, KIND_NETWORK];

pub(super) const REGISTERS: &[Register] = &[Register {
    key: "device",
    label: "機器",
    help: "サーバ、端末PC、ネットワーク機器など、医療情報を扱う機器の一覧です。インターネットにつながない機器も書きます。",
    source: "チェックリスト 2 医療情報システムの管理・運用 台帳管理",
    named_by: &["management_no", "computer_name", "name"],
    matched_by: &["management_no", "serial_no", "mac", "computer_name", "ip+place"],
    title_words: &[
        "機器",
        "台帳",
        "PC",
        "パソコン",
        "端末",
        "サーバ",
        "ネットワーク",
        "装置",
        "情報機器",
        "資産",
        "納入",
    ],
    shown: Shown::Always,
    fields: &[
        Field::new("management_no", "管理番号", Text, Group::Identity)
            .help("機器に貼ったシールなどの番号。001 のような先頭の 0 もそのまま残ります。")
            .source(MANUAL)
            .need(Required)
            .aliases(&[
                "管理No",
                "管理No.",
                "管理NO",
                "管理№",
                "No",
                "No.",
                "NO",
                "№",
                "番号",
                "資産番号",
                "資産ID",
                "機器番号",
                "台帳番号",
                "ID",
                "連番",
                "通し番号",
                "シール番号",
                "項番",
                "管理ID",
                "PC番号",
                "管理コード",
                "資産コード",
                "資産No",
                "機器ID",
                "端末番号",
                "資産管理番号",
                "機器No",
                "整理番号",
                "備品番号",
                "ラベル番号",
                "機器管理番号",
                "シールNo",
                "管理用番号",
                "貼付番号",
                "端末No",
                "端末No.",
                "ME番号",
                "ME機器番号",
                "Asset Tag",
                "Asset ID",
                "レセコン端末番号",
            ])
            .width(10),
        Field::new("kind", "機器区分", Choice(DEVICE_KIND), Group::Identity)
            .help("サーバ、端末PC、ネットワーク機器などの区分を選びます。")
            .source(DECK)
            .need(Recommended)
            .aliases(&[
                "種別",
                "機器種別",
                "区分",
                "分類",
                "種類",
                "カテゴリ",
                "カテゴリー",
                "機器の種類",
                "機種区分",
                "端末種別",
                "タイプ",
                "機器分類",
                "資産種別",
                "機械の種類",
                "機器種類",
            ])
            .width(16),
        Field::new("name", "名称・用途", Text, Group::Identity)
            .help("何に使う機器か。例：受付の電子カルテ端末")
            .source(DECK)
            .need(Recommended)
            .aliases(&[
                "名称",
                "用途",
                "機器名",
                "機器名称",
                "機器名・用途",
                "プリンタ名",
                "プリンター名",
                "名称/用途",
                "資産名",
                "資産名称",
                "端末機名称",
                "端末機名",
                "品名",
                "使用目的",
                "主な用途",
                "利用目的",
                "目的",
                "機器の用途",
                "機器",
                "装置名",
                "備品名",
                "用途・名称",
                "使用用途",
                "使いみち",
                "使い道",
                "何に使うか",
                "何",
                "何に使う",
                "使用内容",
                "機械",
                "何の機械",
                "機械名",
                "機械の名前",
                "機器の名前",
                "品目",
                "役割",
                "使いかた",
                "使い方",
                "物",
                "もの",
            ])
            .width(22),
        Field::new("maker", "メーカー", Text, Group::Identity)
            .help("製造元の会社名。本体のラベルで確かめられます。")
            .source(MANUAL)
            .need(Required)
            .aliases(&[
                "メーカ",
                "製造元",
                "製造元メーカー",
                "Manufacturer",
                "製造業者",
                "メーカー名",
                "メーカ名",
                "ブランド",
                "製造会社",
                "製造者",
                "製造メーカー",
                "製造販売元",
                "製造販売業者",
                "作った会社",
            ])
            .width(14),
        Field::new("model", "型番", Text, Group::Identity)
            .help("機種の型番。本体のラベルや保証書に書いてあります。")
            .aliases(&[
                "型式",
                "機種",
                "機種名",
                "機種型番",
                "モデル",
                "モデル名",
                "Model",
                "Model Name",
                "製品名",
                "型名",
                "型番・機種",
                "機種・型番",
                "機種名・型番",
                "製品型番",
                "品番",
                "形式",
                "機種/型番",
                "モデル番号",
                "製品",
                "メーカー型番",
                "機械の型",
                "型",
            ])
            .width(18),
        Field::new("serial_no", "シリアル番号", Text, Group::Identity)
            .help("機器ごとに違う製造番号。先頭の 0 や 1E10 もそのまま残ります。")
            .aliases(&[
                "シリアルNo",
                "シリアルNo.",
                "シリアル",
                "製造番号",
                "S/N",
                "SN",
                "Serial",
                "Serial No",
                "サービスタグ",
                "製造No",
                "シリアルナンバー",
                "製番",
                "機番",
                "SerialNumber",
                "製造番号(S/N)",
                "シリアル番号(S/N)",
                "製造番号/シリアル",
            ])
            .width(18),
        Field::new("status", "状態", Choice(DEVICE_STATUS), Group::Identity)
            .help("稼働、停止、修理中、保管、廃棄、紛失のどれかを選びます。")
            .source(MANUAL)
            .need(Required)
            .aliases(&[
                "ステータス",
                "Status",
                "状況",
                "稼働状況",
                "稼働状態",
                "利用状況",
                "使用状況",
                "稼動状況",
                "現況",
                "現状",
                "稼働",
                "運用状況",
                "稼動状態",
                "機器状態",
                "使用状態",
                "今の状態",
                "現在の状態",
                "使っているか",
                "使用の有無",
                "使用中か",
                "使用可否",
                "端末機状態",
                "端末状態",
                "端末の状態",
                "資産状態",
            ])
            .width(10),
        Field::new("os", "OS", Text, Group::Software)
            .help("Windows 11 Pro など。設定 → システム → バージョン情報 で確かめられます。")
            .source(MANUAL)
            .need(Required)
            .asked_of(USED_BY_SOMEBODY)
            .aliases(&[
                "OS名",
                "OS・バージョン",
                "OSバージョン",
                "基本ソフト",
                "OS(バージョン)",
                "OSの種類",
                "OS種類",
                "OS名称",
                "オペレーティングシステム",
                "OS/バージョン",
                "OS/Ver",
                "OSVer",
                "OS種別",
                "搭載OS",
                "基本ソフト(OS)",
                "Windows",
                "Windowsの種類",
                "OS Version",
                "Operating System",
                "Windowsバージョン",
                "OSのバージョン",
                "OSの版",
                "ウィンドウズ",
                "WindowsのVer",
            ])
            .width(20),
        Field::new("os_build", "OSビルド", Version, Group::Software)
            .help("22631.4317 のような番号。サポート期限の確認に使います。")
            .source(G9)
            .aliases(&["ビルド", "OSビルド番号", "ビルド番号", "OS Build", "Build"])
            .width(14),
        Field::new("firmware", "ファームウェア版", Version, Group::Software)
            .help("ルータや複合機などの内蔵ソフトの版。")
            .source(G9)
            .aliases(&[
                "ファームウェア",
                "ファームウェアバージョン",
                "ファームウェアVer",
                "FW",
                "FW版",
                "FWバージョン",
                "ファーム",
                "ファームウェアの版",
                "ファームウエア",
                "ファームウエアバージョン",
                "F/W",
                "ファームバージョン",
            ])
            .width(16),
        Field::new("firmware_checked_on", "ファームウェア確認日", Date, Group::Software)
            .help("内蔵ソフトが最新か確かめた日。")
            .source(G9)
            .aliases(&[
                "FW確認日",
                "ファーム確認日",
                "ファームウェア最終確認日",
                "ファームウェア更新日",
            ])
            .width(14),
        Field::new("patched_on", "パッチ最終適用日", Date, Group::Software)
            .help("Windows Update などを最後に当てた日。")
            .source(G9)
            .need(Recommended)
            .aliases(&[
                "パッチ適用日",
                "最終パッチ適用日",
                "Windows Update最終実施日",
                "更新プログラム適用日",
                "パッチ",
                "最終更新プログラム",
                "アップデート日",
                "パッチ適用",
                "セキュリティパッチ適用日",
                "WindowsUpdate",
            ])
            .width(14),
        Field::new("ip", "IPアドレス", IpList, Group::Network)
            .help("192.168.1.10 のほか、範囲、DHCP、なし、不明も書けます。")
            .source(MANUAL)
            .need(Required)
            .asked_of(IN_THE_NETWORK)
            .aliases(&[
                "IP",
                "IP Address",
                "固定IP",
                "IPv4",
                "IPアドレス(固定)",
                "端末IP",
                "IPv4 Address",
                "プライベートIP",
                "ローカルIP",
                "IPv4アドレス",
                "院内IP",
                "IPアドレス/サブネット",
                "IP番号",
                "IPアド",
                "IPの番号",
                "IPv4番号",
            ])
            .sensitivity(Internal)
            .width(18),
        Field::new("mac", "MACアドレス", Mac, Group::Network)
            .help("00:00:5E:00:53:01 のような番号。複数あれば改行して書きます。")
            .aliases(&[
                "MAC",
                "物理アドレス",
                "マックアドレス",
                "MAC Address",
                "イーサネットアドレス",
                "MACアドレス(有線)",
                "MAC番号",
                "有線MAC",
                "Ethernetアドレス",
            ])
            .sensitivity(Internal)
            .width(20),
        Field::new("computer_name", "コンピュータ名", Text, Group::Network)
            .help("Windows の PC 名、ネットワーク機器ならホスト名。")
            .source(MANUAL)
            .need(Required)
            .asked_of(COMPUTERS)
            .aliases(&[
                "コンピューター名",
                "PC名",
                "端末名",
                "ホスト名",
                "デバイス名",
                "機器ホスト名",
                "Device Name",
                "サーバ名",
                "サーバー名",
                "AP名",
                "マシン名",
                "hostname",
                "ホスト",
                "コンピュータ",
                "ネットワーク名",
                "ComputerName",
                "端末",
                "PC名称",
                "端末名称",
                "パソコン名",
                "パソコンの名前",
                "PCの名前",
                "コンピュータの名前",
                "パソコン名称",
            ])
            .sensitivity(Internal)
            .width(16),
        Field::new("place", "設置場所", Text, Group::Place)
            .help("部屋の名前など、その機器を探しに行ける書き方で。")
            .source(MANUAL)
            .need(Required)
            .aliases(&[
                "場所",
                "設置",
                "部屋",
                "保管場所",
                "ロケーション",
                "配置",
                "フロア",
                "設置部屋",
                "使用場所",
                "利用場所",
                "置き場所",
                "Location",
                "設置先",
                "設置場所(部屋)",
                "所在",
                "所在地",
                "室名",
                "部屋名",
                "設置フロア",
                "配置場所",
                "置き場",
                "置場所",
                "置場",
                "おき場所",
                "置いてある場所",
                "どこ",
                "どこにあるか",
                "ある場所",
                "設置箇所",
                "設置位置",
                "使う場所",
                "使っている場所",
            ])
            .width(16),
        Field::new("department", "部署", Text, Group::Place)
            .help("使っている部署。")
            .aliases(&[
                "設置部署",
                "利用部署",
                "使用部署",
                "所属",
                "部門",
                "所属部署",
                "管理部署",
                "部科",
                "課",
                "診療科",
                "主管部門",
                "配属",
                "部署名",
            ])
            .width(14),
        Field::new("users", "利用者", People, Group::Place)
            .help("使う人。複数のときは「、」で区切ります。所属は（ ）で。")
            .source(MANUAL)
            .need(Required)
            .asked_of(USED_BY_SOMEBODY)
            .aliases(&[
                "使用者",
                "利用者名",
                "ユーザー",
                "ユーザ",
                "主な利用者",
                "Assigned To",
                "User",
                "使用者名",
                "主な使用者",
                "利用者(所属)",
                "利用者・所属",
                "使う人",
                "利用職種",
                "主利用者",
                "利用者氏名",
                "ユーザー名",
                "ご利用者",
                "使用者(所属)",
                "使っている人",
                "使う者",
                "だれが使うか",
                "使ってる人",
                "使用する人",
                "利用する人",
                "主に使う人",
                "つかう人",
                "誰が使うか",
                "誰が使う",
                "使用者・利用者",
                "使用職員",
            ])
            .sensitivity(Personal)
            .width(24),
        Field::new("ownership", "所有", Choice(OWNERSHIP), Group::Responsibility)
            .help("自院の物か、リース、事業者の物、職員の私物か。")
            .source(G9)
            .aliases(&[
                "所有区分",
                "所有者",
                "取得区分",
                "購入/リース",
                "購入・リース",
                "リース・購入",
                "所有形態",
                "リース/購入",
                "調達区分",
                "購入・リース区分",
                "契約区分",
            ])
            .width(10),
        Field::new("vendor", "事業者", Link(RegisterId::VENDOR), Group::Responsibility)
            .help("納入や保守を頼んでいる会社。")
            .source("チェックリスト 事業者確認用")
            .need(Recommended)
            .aliases(&[
                "保守事業者",
                "保守業者",
                "納入業者",
                "業者",
                "ベンダー",
                "ベンダ",
                "販売店",
                "購入先",
                "保守会社",
                "納入元",
                "導入業者",
                "販売ディーラー",
                "ディーラー",
                "保守ベンダー",
                "業者名",
                "事業者名",
                "保守先",
                "納品業者",
                "保守契約先",
                "契約業者",
                "会社",
                "業者さん",
                "購入業者",
                "購入店",
                "買った店",
                "買った所",
                "頼んでいる会社",
                "契約会社",
                "依頼先",
                "取引業者",
                "サポート先",
                "サポート会社",
                "メンテ会社",
                "メンテナンス会社",
                "メンテナンス業者",
                "納入会社",
                "販売会社",
                "納めた業者",
            ])
            .width(18),
        Field::new("update_duty", "更新責任", Choice(UPDATE_DUTY), Group::Responsibility)
            .help("OS などの更新を行う責任は自院か事業者か。分からなければ「不明」。")
            .source("安全管理ガイドライン 第7.0版 保守委託機関編")
            .need(Recommended)
            .aliases(&[
                "アップデート責任",
                "更新担当",
                "セキュリティアップデート責任",
                "パッチ適用責任",
                "更新の責任",
                "更新責任者",
            ])
            .width(10),
        Field::new("update_duty_basis", "更新責任の根拠文書", Text, Group::Responsibility)
            .help("契約書、約款、SLA など、責任が書いてある文書の名前。")
            .source("安全管理ガイドライン 第7.0版 保守委託機関編")
            .aliases(&["根拠文書", "責任の根拠", "契約書", "根拠", "根拠資料"])
            .width(20),
        Field::new("antivirus", "ウイルス対策", Text, Group::Security)
            .help("ウイルス対策ソフトの名前。入れていなければ「なし」。")
            .source("安全管理ガイドライン システム運用編 8章")
            .need(Recommended)
            .aliases(&[
                "ウイルス対策ソフト",
                "ウィルス対策",
                "ウィルス対策ソフト",
                "セキュリティソフト",
                "アンチウイルス",
                "ウイルス対策ソフトウェア",
                "ウイルスソフト",
                "セキュリティ対策ソフト",
                "マルウェア対策",
                "AV",
                "ウイルス対策製品",
                "ウイルス",
                "ウィルス",
                "ウイルス対策ソフト名",
                "ワクチンソフト",
                "セキュリティ",
                "ウイルス対策の有無",
                "ウイルス対策状況",
                "ウィルスソフト",
            ])
            .width(18),
        Field::new("access_log", "アクセスログ取得", Flag, Group::Security)
            .help("誰がいつ使ったかの記録を取っていますか。")
            .source("チェックリスト アクセスログを管理している")
            .aliases(&["アクセスログ", "ログ取得", "ログ", "ログ管理", "操作ログ"])
            .width(10),
        Field::new("source_restriction", "接続元制限", Flag, Group::Security)
            .help("つないでよい相手を限っていますか。")
            .source("チェックリスト 接続元制限を実施している")
            .aliases(&["接続制限", "アクセス制限", "接続元の制限", "IP制限"])
            .width(10),
        Field::new("source_ips", "接続元IP", IpList, Group::Security)
            .help("つないでよい相手の IP アドレス。")
            .aliases(&[
                "接続元IPアドレス",
                "許可IP",
                "接続許可IP",
                "許可IPアドレス",
                "許可アドレス",
            ])
            .sensitivity(Internal)
            .width(18),
        Field::new("usb_limited", "USB制限", Flag, Group::Security)
            .help("USBメモリなどの使用を制限していますか。")
            .source("チェックリスト USBストレージの接続制限")
            .aliases(&[
                "USB",
                "USB使用制限",
                "USBメモリ制限",
                "USBストレージ制限",
                "USBポート制限",
                "外部媒体制限",
                "USB利用",
            ])
            .width(10),
        Field::new("two_factor", "二要素認証", Flag, Group::Security)
            .help("パスワードのほかに、カードや指紋などでも確かめていますか。")
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
        Field::new("screen_lock", "画面ロック", Flag, Group::Security)
            .help("席を離れたとき自動で画面がロックされますか。")
            .source("安全管理ガイドライン システム運用編 12章")
            .aliases(&[
                "スクリーンロック",
                "画面ロック設定",
                "自動ロック",
                "離席時ロック",
                "クリアスクリーン",
                "スクリーンセーバー",
            ])
            .width(10),
        Field::new("holds_medical_data", "医療情報の保存", Flag, Group::Security)
            .help("この機器の中に患者さんの情報が残りますか。")
            .source(G9)
            .aliases(&[
                "医療情報保存",
                "個人情報の保存",
                "患者情報",
                "データ保存",
                "医療情報",
                "患者情報の保存",
                "個人情報",
                "医療情報の有無",
                "患者情報の有無",
                "患者データ",
                "患者さんの情報",
                "患者データの有無",
            ])
            .width(12),
        Field::new("online_eligibility", "オンライン資格確認端末", Flag, Group::Security)
            .help("オンライン資格確認に使う端末ですか。")
            .source(DECK)
            .aliases(&["オン資端末", "オン資", "資格確認端末", "オンライン資格確認"])
            .width(10),
        Field::new("remote_maintenance", "リモート保守の有無", Flag, Group::Remote)
            .help("事業者が外からつないで保守する機器ですか。事業者に確かめて書きます。")
            .source("チェックリスト リモートメンテナンス（保守）を利用している機器の有無")
            .need(Recommended)
            .aliases(&[
                "リモート保守",
                "リモートメンテナンス",
                "リモートメンテナンスの有無",
                "遠隔保守",
                "リモート保守有無",
                "リモメン",
                "リモート",
                "遠隔保守の有無",
                "保守(リモート)",
                "リモートメンテ",
                "リモート接続",
                "外からの接続",
                "外部からの保守",
                "外部接続",
                "遠隔",
                "リモート有無",
                "遠隔操作",
                "リモートの有無",
            ])
            .width(10),
        Field::new("registered_on", "登録日", Date, Group::Lifecycle)
            .help("台帳に載せた日。令和の日付や「2019年頃」でもかまいません。")
            .source(MANUAL)
            .need(Required)
            .aliases(&[
                "導入日",
                "設置日",
                "利用開始日",
                "使用開始日",
                "導入年月",
                "導入年月日",
                "設置年月日",
                "登録年月日",
                "設置年月",
                "導入時期",
                "納入日",
                "納品日",
                "稼働開始日",
                "運用開始日",
                "使用開始",
                "登録年月",
                "導入年",
                "納入年月",
                "納入年月日",
                "利用開始",
                "設置時期",
                "入れた日",
                "入れた時期",
                "入れた年",
                "入れた年月",
                "設置した日",
                "使い始め",
                "使い始めた日",
                "使い始めた年",
                "使用開始年月",
                "使用開始時期",
                "いつから",
                "導入した日",
                "入った日",
                "来た日",
                "納品年月",
                "納品年月日",
                "稼働日",
            ])
            .width(14),
        Field::new("bought_on", "購入日", Date, Group::Lifecycle)
            .help("買った日。年や月だけでもかまいません。")
            .aliases(&[
                "購入年月",
                "購入年月日",
                "取得日",
                "取得年月日",
                "取得",
                "購入年",
                "取得年月",
                "購入時期",
                "購入",
                "調達日",
                "Purchase Date",
                "購入した日",
                "買った日",
                "買った年",
                "買った時期",
                "いつ買った",
                "購入した年",
                "購入した時期",
                "いつ買ったか",
            ])
            .width(14),
        Field::new("warranty_until", "保証/リース期限", Date, Group::Lifecycle)
            .help("保証やリースが切れる日。")
            .aliases(&[
                "保証期限",
                "保証期間",
                "リース期限",
                "リース満了日",
                "保証終了日",
                "保守期限",
                "リース終了日",
                "保証・リース期限",
                "リース満了",
                "保守期間",
                "保証満了日",
                "保証",
                "保守契約期限",
                "リース期間",
                "保証期限日",
                "保守終了日",
                "リース・保証期限",
                "保証期間終了日",
                "リース満了年月",
                "Warranty Expiration",
                "Warranty End",
                "Warranty Until",
                "保守サポート期限",
                "メーカーサポート期限",
                "期限",
                "保守満了日",
                "保守切れ",
                "保証切れ",
                "いつまで",
                "リース終了",
                "リース終了年月",
                "保守契約満了日",
                "保守契約",
                "契約満了",
            ])
            .width(14),
        Field::new("disposed_on", "廃棄日", Date, Group::Lifecycle)
            .help("廃棄や返却をした日。")
            .source(DECK)
            .aliases(&[
                "廃棄年月日",
                "処分日",
                "除却日",
                "除却年月日",
                "除却年月",
                "処分年月日",
                "返却日",
                "利用終了日",
                "使用終了日",
                "撤去日",
                "廃棄予定日",
                "廃棄年月",
                "捨てた日",
                "廃棄した日",
                "処分した日",
            ])
            .width(14),
        Field::new("disposal_method", "廃棄方法", Text, Group::Lifecycle)
            .help("データ消去の方法や、引き渡した業者など。")
            .aliases(&[
                "処分方法",
                "データ消去方法",
                "消去方法",
                "廃棄手段",
                "データ消去",
                "消去証明",
            ])
            .width(18),
        Field::new("confirmed_on", "最終確認日", Date, Group::Lifecycle)
            .help("現物があることを最後に確かめた日。")
            .source(G9)
            .need(Recommended)
            .aliases(&[
                "確認日",
                "棚卸日",
                "棚卸し日",
                "最終棚卸日",
                "現物確認日",
                "実査日",
                "点検日",
                "最終点検日",
                "見た日",
                "最後に見た日",
                "確かめた日",
            ])
            .width(14),
        Field::new("note", "説明", LongText, Group::Note)
            .help("停止や修理の理由など、後で見て分かるように。")
            .source(MANUAL)
            .aliases(&[
                "備考",
                "メモ",
                "特記事項",
                "コメント",
                "摘要",
                "備考欄",
                "注記",
                "その他",
                "補足",
                "備考・説明",
                "特記",
                "説明・備考",
                "気になること",
                "気づいたこと",
                "連絡事項",
                "覚え書き",
                "覚書",
                "備忘",
                "備考・その他",
                "申し送り",
            ])
            .width(28),
    ],
    children: &[
        Child {
            key: "software",
            label: "ソフトウェア",
            help: "この機器に入っている主なソフトと版。",
            fields: &[
                Field::new("name", "ソフトウェア", Text, Group::Software)
                    .help("電子カルテなど、入っている主なソフトの名前。")
                    .source(MANUAL)
                    .need(Required)
                    .aliases(&[
                        "ソフト",
                        "ソフト名",
                        "アプリ",
                        "アプリケーション",
                        "システム名",
                        "導入システム",
                        "主なソフト",
                        "ソフトウェア名",
                        "ソフトウエア",
                        "ソフトウエア名",
                        "搭載ソフト",
                        "使用ソフト",
                        "インストールソフト",
                        "主要ソフト",
                        "システム",
                        "導入ソフト",
                        "アプリ名",
                        "業務ソフト",
                        "業務システム",
                        "主なソフトウェア",
                        "主要ソフトウェア",
                        "ソフトウェア(システム)",
                        "インストール済みソフト",
                    ])
                    .width(20),
                Field::new("version", "ソフトウェアバージョン", Version, Group::Software)
                    .help("ソフトの版。2.10 は 2.1 になりません。")
                    .source(MANUAL)
                    .need(Required)
                    .aliases(&[
                        "バージョン",
                        "Ver",
                        "Ver.",
                        "版",
                        "ソフトバージョン",
                        "ソフトVer",
                        "ソフトウェアVer",
                        "ソフトウェア版",
                        "ソフトの版",
                        "Version",
                        "ソフトウエアバージョン",
                        "版数",
                        "ソフトVer.",
                        "アプリVer",
                        "アプリバージョン",
                        "ソフトウェアのバージョン",
                    ])
                    .width(14),
                Field::new("note", "ソフトウェア備考", Text, Group::Software)
                    .help("ライセンス数など。")
                    .width(18),
            ],
        },
        Child {
            key: "interface",
            label: "ネットワーク接続口",
            help: "LAN や Wi-Fi が複数あるとき、口ごとに書きます。",
            fields: &[
                Field::new("name", "接続口", Text, Group::Network)
                    .help("LAN1、Wi-Fi など。")
                    .width(12),
                Field::new("ip", "接続口のIPアドレス", IpList, Group::Network)
                    .help("この口の IP アドレス。")
                    .sensitivity(Internal)
                    .width(18),
                Field::new("mac", "接続口のMACアドレス", Mac, Group::Network)
                    .help("この口の MAC アドレス。")
                    .sensitivity(Internal)
                    .width(20),
                Field::new("note", "接続先", Text, Group::Network)
                    .help("電子カルテ系、インターネット系など、つながる先。")
                    .width(18),
            ],
        },
    ],
    ..Register::PLAIN
}];
