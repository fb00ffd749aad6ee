//! Closed lists of words of the registers beside devices and services, each with the spellings that people use.

use super::Choice;
use super::choices::choice;

/// Which of the networks of a clinic: what may meet and what may not.
pub(super) const NETWORK_ZONE: &[Choice] = &[
    choice(
        "電子カルテ系",
        &[
            "電カル系",
            "カルテ系",
            "業務系",
            "診療系",
            "レセコン系",
            "HIS系",
            "医療系",
        ],
    ),
    choice(
        "オンライン資格確認系",
        &[
            "オン資系",
            "オン資",
            "資格確認系",
            "オンライン資格確認",
            "オンライン請求系",
        ],
    ),
    choice(
        "インターネット系",
        &["インターネット", "ネット系", "情報系", "事務系", "OA系"],
    ),
    choice(
        "ゲスト",
        &["来院者用", "患者用", "ゲスト用", "来客用", "フリーWi-Fi", "guest"],
    ),
    choice("その他", &["他", "管理系", "設備系", "保守系"]),
];

pub(super) const MEDIUM_KIND: &[Choice] = &[
    choice("USBメモリ", &["USB", "USBフラッシュメモリ", "フラッシュメモリ"]),
    choice(
        "外付けディスク",
        &["外付けHDD", "外付けSSD", "ポータブルHDD", "ポータブルSSD", "HDD", "SSD"],
    ),
    choice(
        "光学ディスク",
        &["CD", "DVD", "CD-R", "DVD-R", "BD", "ブルーレイ", "MO"],
    ),
    choice("メモリカード", &["SDカード", "SD", "microSD", "CFカード"]),
    choice("磁気テープ", &["テープ", "LTO", "DAT", "RDX"]),
    choice("その他", &["他"]),
];

pub(super) const MEDIUM_STATUS: &[Choice] = &[
    choice("保管", &["保管中", "在庫", "院内", "使用中", "稼働"]),
    choice("持ち出し中", &["持出中", "持ち出し", "持出", "貸出中", "貸し出し中"]),
    choice("廃棄", &["廃棄済", "廃棄済み", "破棄", "処分", "破壊"]),
    choice("紛失", &["所在不明", "盗難", "行方不明"]),
];

pub(super) const PERMIT_OWNER: &[Choice] = &[
    choice("職員の私物", &["私物", "個人", "個人所有", "BYOD", "職員"]),
    choice("事業者の持込", &["業者持込", "持込", "事業者", "業者", "保守用"]),
    choice("その他", &["他"]),
];

pub(super) const PERMIT_STATUS: &[Choice] = &[
    choice("許可", &["許可中", "承認", "承認済", "有効", "利用中", "○"]),
    choice("申請中", &["申請", "審査中", "確認待ち"]),
    choice("終了", &["期限切れ", "返却", "退職", "利用終了"]),
    choice("取消", &["取り消し", "不許可", "却下", "禁止"]),
];

pub(super) const LICENCE_KIND: &[Choice] = &[
    choice("買い切り", &["買切", "永続", "永久", "パッケージ"]),
    choice(
        "年間契約",
        &["サブスクリプション", "サブスク", "年契約", "月額", "年額", "期間契約"],
    ),
    choice("機器付属", &["プリインストール", "OEM", "バンドル", "付属"]),
    choice("無償", &["フリー", "フリーソフト", "OSS", "オープンソース", "無料"]),
    choice("その他", &["他", "ボリューム", "ボリュームライセンス"]),
];

pub(super) const PRIVILEGE: &[Choice] = &[
    choice(
        "管理者",
        &[
            "管理者権限",
            "admin",
            "administrator",
            "アドミン",
            "システム管理者",
            "特権",
            "root",
        ],
    ),
    choice("一般", &["一般利用者", "利用者", "user", "標準", "標準ユーザ", "通常"]),
    choice("保守", &["保守用", "メンテナンス", "事業者用", "業者用", "ベンダー"]),
];

pub(super) const ACCOUNT_STATUS: &[Choice] = &[
    choice("有効", &["使用中", "利用中", "稼働", "有", "○", "active"]),
    choice("停止", &["停止中", "無効", "無効化", "ロック", "休止", "disabled"]),
    choice("削除", &["削除済", "削除済み", "抹消", "廃止"]),
];

pub(super) const BACKUP_METHOD: &[Choice] = &[
    choice("全体", &["フル", "フルバックアップ", "full"]),
    choice("差分・増分", &["差分", "増分", "差分バックアップ", "増分バックアップ"]),
    choice(
        "複製",
        &["レプリケーション", "同期", "ミラー", "コピー", "ファイルコピー"],
    ),
    choice(
        "イメージ",
        &["イメージバックアップ", "ディスクイメージ", "システムイメージ"],
    ),
    choice("その他", &["他"]),
];

pub(super) const BACKUP_MEDIUM: &[Choice] = &[
    choice("NAS", &["ナス", "ネットワークHDD", "LAN接続HDD", "ファイルサーバ"]),
    choice(
        "外付けディスク",
        &["外付けHDD", "外付けSSD", "USB HDD", "USBHDD", "ポータブルHDD", "HDD"],
    ),
    choice("同じサーバ内", &["サーバ内", "内蔵ディスク", "別ドライブ", "本体内"]),
    choice(
        "別のサーバ",
        &["別サーバ", "バックアップサーバ", "予備サーバ", "副サーバ"],
    ),
    choice(
        "クラウド",
        &[
            "cloud",
            "データセンター",
            "データセンタ",
            "遠隔バックアップ",
            "オンラインストレージ",
        ],
    ),
    choice("テープ", &["磁気テープ", "LTO", "DAT"]),
    choice("RDX・取り外しディスク", &["RDX", "カートリッジ", "取り外しディスク"]),
    choice("光学ディスク", &["DVD", "BD", "ブルーレイ", "CD"]),
    choice("その他", &["他"]),
];

pub(super) const NOTICE_SOURCE: &[Choice] = &[
    choice("厚生労働省", &["厚労省", "MHLW", "MIST"]),
    choice("IPA", &["情報処理推進機構"]),
    choice("JPCERT/CC", &["JPCERT", "JVN"]),
    choice("事業者", &["業者", "ベンダー", "メーカー", "保守会社"]),
    choice("警察", &["警察庁", "県警", "警視庁"]),
    choice(
        "医師会・団体",
        &[
            "医師会",
            "日本医師会",
            "歯科医師会",
            "薬剤師会",
            "医療セプター",
            "セプター",
        ],
    ),
    choice("その他", &["他", "NISC", "NCO"]),
];

pub(super) const NOTICE_JUDGEMENT: &[Choice] = &[
    choice("対応", &["対応する", "対応要", "要対応", "適用", "適用する"]),
    choice("影響なし", &["対象外", "非該当", "影響無し", "対応不要"]),
    choice("保留", &["検討中", "確認中", "事業者に確認中", "様子見"]),
];

pub(super) const DISCLOSURE_KIND: &[Choice] = &[
    choice("MDS", &["製造業者", "製品", "製造業者による医療情報セキュリティ開示書"]),
    choice(
        "SDS",
        &[
            "サービス事業者",
            "サービス",
            "サービス事業者による医療情報セキュリティ開示書",
        ],
    ),
];

/// Editions of JAHIS: 13-003, 14-008, 17-006, 20-005, 4.1, 24-005.
pub(super) const DISCLOSURE_EDITION: &[Choice] = &[
    choice("1.0", &["Ver.1.0", "Ver1.0", "1.0版"]),
    choice("2.0", &["Ver.2.0", "Ver2.0", "2.0版"]),
    choice("3.0a", &["Ver.3.0a", "Ver3.0a", "3.0", "Ver.3.0", "Ver3.0", "3.0版"]),
    choice("4.0", &["Ver.4.0", "Ver4.0", "4.0版"]),
    choice("4.1", &["Ver.4.1", "Ver4.1", "4.1版"]),
    choice("5.0", &["Ver.5.0", "Ver5.0", "5.0版"]),
];

pub(super) const DISCLOSURE_ANSWER: &[Choice] = &[
    choice("いいえ", &["×", "NO", "N"]),
    choice("対象外", &["非該当", "-", "N/A"]),
];

pub(super) const DOCUMENT_KIND: &[Choice] = &[
    choice("運用管理規程", &["規程", "管理規程", "規定", "運用規程"]),
    choice(
        "基本方針",
        &["方針", "セキュリティポリシー", "個人情報保護方針", "ポリシー"],
    ),
    choice("マニュアル・手順書", &["マニュアル", "手順書", "手順", "操作手順"]),
    choice("事業継続計画（BCP）", &["BCP", "事業継続計画", "IT-BCP"]),
    choice("契約書・SLA", &["契約書", "契約", "SLA", "約款", "覚書", "責任分界"]),
    choice(
        "体制図・構成図",
        &["体制図", "構成図", "連絡体制図", "ネットワーク図", "システム構成図"],
    ),
    choice("その他", &["他"]),
];

pub(super) const TRAINING_KIND: &[Choice] = &[
    choice("研修", &["教育", "勉強会", "講習", "講義", "eラーニング"]),
    choice("訓練", &["演習", "机上訓練", "BCP訓練", "復旧訓練", "標的型メール訓練"]),
    choice("周知", &["掲示", "回覧", "朝礼", "通知"]),
];

pub(super) const INCIDENT_KIND: &[Choice] = &[
    choice("ランサムウェア", &["身代金", "暗号化被害", "ransomware"]),
    choice("マルウェア感染", &["ウイルス", "ウイルス感染", "マルウェア", "Emotet"]),
    choice("不正アクセス", &["不正侵入", "なりすまし", "乗っ取り"]),
    choice("情報漏えい", &["漏えい", "漏洩", "誤送信", "流出"]),
    choice("紛失・盗難", &["紛失", "盗難"]),
    choice("システム障害", &["障害", "故障", "停止", "停電", "通信障害"]),
    choice("誤操作", &["誤削除", "操作ミス", "設定ミス"]),
    choice("その他", &["他", "不審メール"]),
];

pub(super) const INCIDENT_STATUS: &[Choice] = &[
    choice("対応中", &["調査中", "復旧中", "継続中"]),
    choice("終了", &["完了", "終結", "復旧済", "解決"]),
];

pub(super) const FACILITY_KIND: &[Choice] = &[
    choice("病院", &["医療法人病院"]),
    choice("診療所", &["クリニック", "医院", "無床診療所", "有床診療所"]),
    choice("歯科診療所", &["歯科", "歯科医院", "歯科クリニック"]),
    choice("助産所", &["助産院"]),
    choice("薬局", &["調剤薬局", "保険薬局"]),
    choice(
        "介護事業所",
        &["介護", "介護施設", "老健", "訪問看護", "訪問看護ステーション", "特養"],
    ),
];

pub(super) const STOCKTAKE_TARGET: &[Choice] = &[
    choice("機器", &["device", "機器台帳"]),
    choice("ID", &["account", "ID台帳", "アカウント"]),
    choice("可搬媒体", &["medium", "媒体", "USBメモリ"]),
];

pub(super) const STOCKTAKE_STATUS: &[Choice] = &[choice("実施中", &["途中", "開始"]), choice("終了", &["完了", "済"])];

pub(super) const STOCKTAKE_RESULT: &[Choice] = &[
    choice("確認", &["あり", "有", "○", "在庫", "現物あり"]),
    choice("見当たらない", &["不足", "×", "見つからない", "現物なし"]),
    choice("場所違い", &["移動", "別の場所"]),
    choice("台帳にない", &["未登録", "余分"]),
];
