//! Words of headers beyond the names of fields: what they may end with, what they hang on, what they tell.
//!
//! Owns: the lists. Refuses to know: how they are compared; all are written as `header_key` gives them.

/// Endings of headers that ask for a day, and those that ask for a name: 保守の期限 is no 有無, 購入番号 no day.
pub const TERM_ENDINGS: &[&str] = &["の期限"];
pub const NAME_ENDINGS: &[&str] = &["の名前", "の番号", "の名称", "の種類", "番号", "名称", "名"];
/// Headers that say of what only with the word above or before them: OS over 種類, ウイルス対策（期限）.
pub const HEADERS_OF_ANYTHING: &[&str] = &[
    "種類",
    "種別",
    "区分",
    "番号",
    "名称",
    "状態",
    "状況",
    "期限",
    "有効期限",
    "期間",
    "日付",
    "更新日",
    "確認日",
    "バージョン",
    "ver",
    "version",
    "版",
];
/// Headers below another that say only which of several it is, or that it is the thing itself.
pub const HEADERS_OF_ONE_OF: &[&str] = &[
    "有線",
    "無線",
    "有線lan",
    "無線lan",
    "lan",
    "wifi",
    "wi-fi",
    "固定",
    "主",
    "種類",
    "名称",
    "名",
    "氏名",
    "1",
];
/// A version of what stands to the left.
pub const VERSION_HEADERS: &[&str] = &["バージョン", "ver", "version", "版", "版数"];
/// The version of the OS, where the OS has a column of its own.
pub const OS_VERSION_HEADERS: &[&str] = &[
    "osバージョン",
    "osver",
    "osversion",
    "osのバージョン",
    "windowsバージョン",
];

/// Headers that say what they mean only in a register that is known already: register, header, field.
pub const GUESSES: &[(&str, &str, &str)] = &[
    ("device", "氏名", "users"),
    ("device", "職員名", "users"),
    ("contact", "担当", "person"),
    ("contact", "担当者", "person"),
    ("contact", "区分", "category"),
    ("network", "用途", "purpose"),
    ("training", "対象", "audience"),
    ("backup_plan", "最終実施日", "last_taken_on"),
    ("backup_plan", "リストアテスト", "last_restored_on"),
];
/// Headers that only this register has, however few of its others stand beside them.
pub const TELLING: &[(&str, &[&str])] = &[(
    "medium",
    &[
        "媒体種別",
        "媒体の種類",
        "媒体番号",
        "媒体管理番号",
        "媒体no",
        "usb種類",
        "usb番号",
        "usb種別",
    ],
)];

/// Headers that name a device and nothing else: with one of them a short list is told.
pub const NAMES_OF_DEVICES: &[&str] = &[
    "機器名",
    "機器名称",
    "pc名",
    "コンピュータ名",
    "コンピューター名",
    "端末名",
    "端末名称",
    "ホスト名",
    "デバイス名",
    "装置名",
    "サーバ名",
    "サーバー名",
    "プリンタ名",
    "プリンター名",
    "ap名",
];
/// Parts of headers of lists of what happened to devices: lent, repaired, checked.
pub const OF_EVENTS: &[&str] = &[
    "貸出", "返却", "借用", "発生", "対応", "内容", "結果", "実施", "作業", "修理", "回答",
];
/// Ends of headers that ask where a person works.
pub const PLACES_OF_WORK: &[&str] = &["所属", "部署", "部門"];
/// Headers of numbers that rows have for their place in the list.
pub const RUNNING_NUMBERS: &[&str] = &["no", "#", "番号", "項番", "連番", "通し番号", "通番", "行番号", "seq"];
/// Headers of who sold a device, where another column may say who maintains it.
pub const SELLERS: &[&str] = &[
    "納入業者",
    "納入元",
    "納品業者",
    "導入業者",
    "販売店",
    "販売ディーラー",
    "ディーラー",
    "購入先",
    "購入業者",
    "購入店",
    "買った店",
    "買った所",
];
