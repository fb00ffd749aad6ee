//! Wording of filters, notes and changes over many rows.

pub const BULK: &str = "まとめて直す";
pub const BULK_MENU: &str = "選んだ行をまとめて直す…";
pub const BULK_LEAD: &str = "次の画面で変わるところを確かめてから書き込みます。まだ何も書き込まれません。";
pub const BULK_COLUMN: &str = "項目";
pub const BULK_VALUE: &str = "入れる内容";
pub const BULK_BLANK: &str = "何も書かなければ、その項目を空欄に戻します。";
pub const BULK_SEE: &str = "変わるところを見る";

pub const FULL_WIDTH: &str = "全角の文字があります";
pub const FILTER_COLUMN: &str = "この列で絞り込む";

/// A filter that is taken off by a click.
pub fn chip_off(label: &str) -> String {
    format!("{label}　×")
}

/// What is odd about a cell, and how it is mended.
pub fn noted(reason: &str, better: &str) -> String {
    format!("{reason}\n右クリックで「{better}」に直せます。")
}

pub fn bulk_of(rows: usize) -> String {
    format!("{rows} 行をまとめて直す")
}

// Links to rows of another list.
pub const SEEK_LINK: &str = "探す";
pub const LINK_HELP: &str = "▼ から選ぶか、名前を打ちます。いくつもあるときは「、」で区切ります。";
pub fn nothing_to_link(register: &str) -> String {
    format!("{register}の一覧には、まだ行がありません。")
}
/// Devices that a notice may be about.
pub fn affected(count: usize) -> String {
    format!("「対象の製品」と同じ製品の機器（{count} 台）。関係するものを押すと加わります。")
}
pub fn take_affected(name: &str, says: &str, is_version_named: bool) -> String {
    let mark = if is_version_named {
        "版も該当"
    } else {
        "版を確かめる"
    };
    format!("＋ {name}（{mark}）　{says}")
}
pub fn take_all_affected(count: usize) -> String {
    format!("{count} 台すべて加える")
}
pub fn linked(names: &[String]) -> String {
    names.join("、")
}
