//! Words that stand in cells instead of a value. Compared whole, after [`crate::core::parse::fold`].

/// How the four states are written: these words read back to the same state.
pub const UNKNOWN_SHOWN: &str = "不明";
pub const NOT_APPLICABLE_SHOWN: &str = "該当なし";
/// 不明（確認期限 2026-12-31）
pub const CONFIRM_BY: &str = "確認期限";

/// 不明: somebody has to find out.
pub const UNKNOWN: &[&str] = &[
    "不明",
    "?",
    "??",
    "???",
    "不詳",
    "未確認",
    "確認中",
    "要確認",
    "調査中",
    "分からない",
    "わからない",
    "分からず",
    "わからず",
    "未定",
    "未",
    "未調査",
    "未把握",
    "確認要",
    "不明(要確認)",
    "unknown",
    "tbd",
    "問合せ中",
    "問い合わせ中",
];

/// 該当なし: there is nothing to write.
pub const NOT_APPLICABLE: &[&str] = &[
    "該当なし",
    "該当無し",
    "なし",
    "無し",
    "ナシ",
    "非該当",
    "対象外",
    "n/a",
    "na",
    "none",
    "-",
    "--",
    "---",
    "ー",
    "—",
    "―",
    "‐",
    "−",
    "─",
    "~",
    "×(該当なし)",
    "/",
    "／",
];

/// Stands where a secret would be seen.
pub const HIDDEN_SECRET: &str = "＊＊＊";

/// Words of 状態 for something that is no longer used.
pub const NO_LONGER_USED: &[&str] = &["廃棄", "廃止"];

/// The same as the cell above.
pub const DITTO: &[&str] = &[
    "〃",
    "同上",
    "々",
    "″",
    "′′",
    "\"",
    "''",
    "↑",
    "↓",
    "\u{201d}",
    "\u{2033}",
    "上と同じ",
    "上に同じ",
    "同前",
    "仝",
    "ゝ",
    "ヽ",
    "「」",
    "同じ",
];

/// The same as the cell to the left.
pub const DITTO_LEFT: &[&str] = &["同左", "←", "左に同じ"];

/// Yes in a flag cell; a bracketed remark may follow.
pub const YES: &[&str] = &[
    "はい",
    "有",
    "あり",
    "有り",
    "○",
    "〇",
    "◯",
    "◎",
    "●",
    "済",
    "済み",
    "実施",
    "実施済",
    "実施済み",
    "している",
    "する",
    "可",
    "対象",
    "要",
    "レ",
    "✓",
    "☑",
    "✔",
    "■",
    "yes",
    "y",
    "true",
    "1",
    "on",
    "有効",
    "導入済",
    "導入済み",
    "設定済",
    "設定済み",
    "導入",
    "設定",
    "必要",
];

/// No in a flag cell; a bracketed remark may follow.
pub const NO: &[&str] = &[
    "いいえ",
    "無",
    "なし",
    "無し",
    "ナシ",
    "×",
    "✕",
    "✗",
    "x",
    "□",
    "☐",
    "未",
    "未実施",
    "していない",
    "しない",
    "不可",
    "no",
    "n",
    "false",
    "0",
    "off",
    "無効",
    "未導入",
    "未設定",
    "不要",
    "否",
];

/// Endings of a date that say it is rough; kept in the text, reported as `approx`.
pub const APPROXIMATE: &[&str] = &[
    "頃",
    "ごろ",
    "ころ",
    "くらい",
    "ぐらい",
    "前後",
    "春",
    "夏",
    "秋",
    "冬",
    "初め",
    "はじめ",
    "初旬",
    "上旬",
    "中旬",
    "下旬",
    "末",
    "末頃",
    "半ば",
];

/// First words of a line that sums up.
pub const TOTALS: &[&str] = &[
    "合計",
    "小計",
    "総計",
    "計",
    "総合計",
    "台数合計",
    "合計台数",
    "件数",
    "頁計",
    "ページ計",
    "台数計",
    "税込合計",
    "税抜合計",
    "消費税",
    "消費税額",
    "値引",
    "値引き",
    "平均",
];
/// Behind such a word: 合計金額. Before a count: 全2台. At the end of the name of a part: 受付 小計.
pub const SUMMED: &[&str] = &["金額", "台数", "件数", "点数", "数", "額", "価格"];
pub const ALL_OF: char = '全';
pub const PART_TOTALS: &[&str] = &["小計", "合計", "総計"];

/// Words of a row that shows how to fill in the table.
pub const EXAMPLES: &[&str] = &["記入例", "入力例", "例", "サンプル", "見本"];
/// Lists of what was changed in a sheet, and what their columns are called.
pub const HISTORY_HEADINGS: &[&str] = &["改訂履歴", "改定履歴", "変更履歴", "更新履歴", "修正履歴", "改版履歴"];
pub const HISTORY_COLUMNS: &[&str] = &[
    "日付",
    "年月日",
    "改訂日",
    "改定日",
    "変更日",
    "更新日",
    "版",
    "版数",
    "改訂内容",
    "変更内容",
];
/// Ends of a sentence that tells people what to do.
pub const SENTENCE_ENDS: &[&str] = &["こと", "。", "ください", "下さい", "ます", "です", "する", "事"];

/// An address in a list that no device has.
pub const FREE_ADDRESS: &[&str] = &[
    "空き",
    "空",
    "空きip",
    "未使用",
    "未割当",
    "未割り当て",
    "dhcp範囲",
    "dhcpプール",
    "dhcpスコープ",
    "dhcp割当",
    "dhcp用",
    "unused",
    "available",
];
/// An address kept for something; the words may also say what a device is for.
pub const HELD_ADDRESS: &[&str] = &["予約", "予約済", "予備", "dhcp", "reserved"];

/// First words of a line that explains.
pub const LEGEND_STARTS: &[&str] = &[
    "※",
    "＊",
    "*",
    "注)",
    "注：",
    "注意",
    "凡例",
    "（注",
    "(注",
    "記入例",
    "備考：",
    "状態：",
    "【凡例",
];

/// Boxes for seals.
pub const STAMPS: &[&str] = &[
    "院長印",
    "確認印",
    "承認",
    "承認印",
    "確認",
    "検印",
    "作成",
    "担当",
    "院長",
    "事務長",
    "責任者印",
    "印",
    "管理者印",
];

/// Labels of the line that says when a ledger was brought up to date.
pub const UPDATED_ON: &[&str] = &[
    "最終更新日",
    "更新日",
    "最終更新",
    "更新年月日",
    "更新",
    "最終更新年月日",
    "最新更新日",
];
pub const UPDATED_BY: &[&str] = &["最終更新者", "更新者", "最終更新担当", "更新担当者", "最終更新者名"];

/// Who wrote the ledger, when nobody says who brought it up to date; only with a colon behind: 作成：事務 架空花子.
pub const MADE_BY: &[&str] = &["作成者", "作成", "記入者", "記入", "作成担当", "作成担当者"];

/// Headers of a column that says how many things a row stands for.
pub const QUANTITY_HEADERS: &[&str] = &[
    "数量",
    "台数",
    "個数",
    "数",
    "員数",
    "設置台数",
    "保有台数",
    "数量(台)",
    "qty",
];
/// A row that says so stands for several things.
pub const SET_OF_THINGS: &[&str] = &["一式", "ひと揃い", "一揃い", "各種"];
/// Counters of things; 台目 and 号 count which one, not how many.
pub const COUNTERS: &[&str] = &["台", "個", "式", "セット", "本", "枚"];

/// Small numbers written in kanji, from one on.
pub const KANJI_NUMBERS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// Behind the letters of a column that has no header.
pub const UNNAMED_COLUMN: &str = "列";
/// Words in headers and labels that name no field: what a column of answers is called beside its labels.
pub const REMARK_COLUMNS: &[&str] = &["備考", "メモ", "記入例", "例", "説明", "注", "補足", "単位"];
/// Names of colours and marks of cells, as legends give their meaning.
pub const COLOURS: &[&str] = &[
    "灰色",
    "グレー",
    "赤",
    "青",
    "黄",
    "緑",
    "ピンク",
    "橙",
    "オレンジ",
    "網掛け",
    "網かけ",
    "色付き",
    "色つき",
    "色の付いた",
    "塗りつぶし",
    "太字",
    "斜体",
];
/// Names of a line through a text.
pub const STRIKES: &[&str] = &["取り消し線", "取消線", "打ち消し線", "打消線"];

/// Names of sheets that hold choices, not records.
pub const LIST_SHEETS: &[&str] = &[
    "リスト",
    "マスタ",
    "マスター",
    "選択肢",
    "プルダウン",
    "list",
    "master",
    "区分マスタ",
    "選択リスト",
];
pub const COVER_SHEETS: &[&str] = &[
    "表紙",
    "はじめに",
    "使い方",
    "説明",
    "記入例",
    "記入要領",
    "cover",
    "readme",
    "改訂履歴",
    "更新履歴",
];
pub const INDEX_SHEETS: &[&str] = &["目次", "索引", "一覧表目次", "index"];

/// Endings of a question that wants yes or no.
pub const YES_NO_ENDINGS: &[&str] = &["ますか", "ですか", "すか", "いるか", "有無"];
/// Headings over the questions and the answers of a form.
pub const QUESTION_HEADS: &[&str] = &[
    "質問",
    "質問事項",
    "質問項目",
    "設問",
    "確認事項",
    "回答",
    "ご回答",
    "回答欄",
    "ご回答欄",
    "御回答",
];
/// How a header asks: columns of a web form's answers.
pub const ASKING: &[&str] = &[
    "ください",
    "下さい",
    "ですか",
    "ますか",
    "ましたか",
    "でしたか",
    "か?",
    "?",
];

// Words of the closed lists that rules know by name; a test holds them to the lists.
/// The kind of most facilities that keep a ledger with us.
pub const CLINIC: &str = "診療所";
/// Words of the name of a product that tell no product.
pub const PRODUCT_WORDS: &[&str] = &["microsoft", "の", "製品", "シリーズ", "全般", "series", "edition"];
/// Behind a version: it is the last one, the first one that is safe, the first of all that follow, one of two ends.
pub const VERSION_UNTIL: &[&str] = &["以前", "以下", "まで"];
pub const VERSION_BEFORE: &[&str] = &["より前", "未満"];
pub const VERSION_SINCE: &[&str] = &["以降", "以上", "以後"];
pub const VERSION_TO: &[&str] = &["から", "~", "～", "〜", "-", "－"];

pub const RUNNING: &str = "稼働";
pub const DISPOSED: &str = "廃棄";
pub const LOST: &str = "紛失";
pub const KIND_SERVER: &str = "サーバ";
pub const KIND_PC: &str = "端末PC";
pub const KIND_NETWORK: &str = "ネットワーク機器";
pub const KIND_STORAGE: &str = "ストレージ・外部媒体装置";
pub const KIND_MEDICAL: &str = "医療機器・検査装置";
pub const KIND_MOBILE: &str = "モバイル端末";
pub const CLOSED_PATH: &str = "廃止";
pub const SHARED_ID: &str = "共用";
pub const METHOD_MOBILE: &str = "LTE/5G SIMルータ";
pub const OUT: &str = "持ち出し中";
pub const PERMITTED: &str = "許可";
pub const ADMINISTRATOR: &str = "管理者";
pub const DELETED: &str = "削除";
pub const STOPPED: &str = "停止";
pub const ENDED: &str = "終了";
pub const WITHDRAWN: &str = "取消";
pub const TO_BE_DONE: &str = "対応";
pub const PUT_OFF: &str = "保留";
pub const CARE: &str = "介護事業所";
pub const ZONE_RECORDS: &str = "電子カルテ系";
pub const ZONE_ELIGIBILITY: &str = "オンライン資格確認系";
pub const ZONE_INTERNET: &str = "インターネット系";
pub const ZONE_GUEST: &str = "ゲスト";
pub const ROUND_OPEN: &str = "実施中";
pub const FOUND: &str = "確認";
pub const NOT_FOUND: &str = "見当たらない";
pub const ELSEWHERE: &str = "場所違い";
pub const UNEXPECTED: &str = "台帳にない";
pub const OF_DEVICES: &str = "機器";
pub const OF_ACCOUNTS: &str = "ID";
pub const OF_MEDIA: &str = "可搬媒体";
pub const SAME_DISK: &str = "同じサーバ内";

/// Where the words above stand in the catalogue, for the test that holds them to it.
#[cfg(test)]
pub const NAMED_WORDS: &[(&str, &str, &[&str])] = &[
    ("device", "status", &[RUNNING, DISPOSED, LOST]),
    ("device", "kind", &[KIND_SERVER, KIND_PC, KIND_NETWORK, KIND_STORAGE]),
    ("remote_path", "status", &[CLOSED_PATH]),
    ("remote_path", "id_holder", &[SHARED_ID]),
    ("remote_path", "method", &[METHOD_MOBILE]),
    ("cloud_service", "usage", &[ENDED]),
    ("medium", "status", &[OUT, DISPOSED, LOST]),
    ("permit", "status", &[PERMITTED, ENDED, WITHDRAWN]),
    ("account", "privilege", &[ADMINISTRATOR]),
    ("account", "status", &[DELETED, STOPPED]),
    ("notice", "judgement", &[TO_BE_DONE, PUT_OFF]),
    ("backup_plan", "medium", &[SAME_DISK]),
    ("stocktake", "status", &[ROUND_OPEN, ENDED]),
    ("stocktake", "target", &[OF_DEVICES, OF_ACCOUNTS, OF_MEDIA]),
    ("stocktake_item", "result", &[FOUND, NOT_FOUND, ELSEWHERE, UNEXPECTED]),
    ("incident", "status", &[ENDED]),
    ("facility", "kind", &[CARE]),
    (
        "network",
        "zone",
        &[ZONE_RECORDS, ZONE_ELIGIBILITY, ZONE_INTERNET, ZONE_GUEST],
    ),
];

/// Folded words for a password in a text about how somebody logs in.
pub const PASSWORD_WORDS: &[&str] = &["パスワード", "password", "pw", "暗証"];
/// Folded words for something that stands beside the password.
pub const SECOND_FACTOR_WORDS: &[&str] = &[
    "二要素",
    "2要素",
    "二段階",
    "2段階",
    "多要素",
    "mfa",
    "ワンタイム",
    "otp",
    "証明書",
    "トークン",
    "生体",
    "指紋",
    "顔認証",
    "icカード",
    "アプリ",
    "スマホ",
    "sms",
];

// Sheets that are answered, by the words the ministry prints on them.
pub const SHEET_MEDICAL: &str = "医療機関";
pub const SHEET_PHARMACY: &str = "薬局";
pub const SHEET_BOTH: &str = "医療機関・薬局";
pub const SHEET_VENDOR: &str = "事業者";
pub const SHEET_BCP: &str = "BCP確認表";
pub const SHEET_ROLES: &str = "役割分担確認表";
pub const SHEET_DISCLOSURE: &str = "MDS/SDS";

// Where the sheet of a vendor is on its way.
pub const ROUND_NOT_SENT: &str = "未送付";
pub const ROUND_ASKED: &str = "依頼中";
pub const ROUND_RETURNED: &str = "返送";
/// The board says 要確認; that word alone would read as 不明.
pub const ROUND_CHECK: &str = "返送・要確認";
pub const ROUND_DONE: &str = "完了";

// Words that checklists know by name.
pub const CONTACT_INSIDE: &str = "院内";
pub const CONTACT_VENDOR: &str = "事業者";
pub const CONTACT_AUTHORITY: &str = "公的機関";
/// Duties and offices that the first contacts have, filled from what the facility says of itself.
pub const DUTY_MANAGER: &str = "管理者（院長）";
pub const DUTY_SAFETY: &str = "医療情報システム安全管理責任者";
pub const DUTY_OPERATOR: &str = "システム運用担当者";
pub const HEALTH_CENTRE: &str = "保健所";
pub const FACILITY_PHARMACY: &str = "薬局";
pub const ACCOUNT_ACTIVE: &str = "有効";
pub const DOCUMENT_BCP: &str = "事業継続計画（BCP）";
pub const DOCUMENT_RULES: &str = "運用管理規程";
