//! Words of the first page.

use chrono::NaiveDate;

use crate::core::checklist::Visit;
use crate::core::outlook::{DueKind, Ends};

pub const AHEAD: &str = "90日以内の予定";
pub const NOTHING_AHEAD: &str = "90日以内に期限が来るものはありません。";
pub const SET_INSPECTION: &str = "予定日を書く";
/// What the authority comes for.
const fn visited(visit: Visit) -> &'static str {
    match visit {
        Visit::Medical | Visit::Pharmacy => "立入検査",
        Visit::Care => "運営指導",
    }
}
pub fn inspection(visit: Visit) -> String {
    format!("{}まで", visited(visit))
}
pub fn no_inspection(visit: Visit) -> String {
    format!("{}の予定日は、まだ書かれていません。", visited(visit))
}
pub fn inspection_today(visit: Visit) -> String {
    format!("{}は今日です", visited(visit))
}
/// How many rows a rule speaks of, and how often when it says several things of one row.
pub fn found(rows: usize, findings: usize) -> String {
    if rows == findings {
        return format!("{rows} 件");
    }
    format!("{rows} 件（{findings} か所）")
}
pub const CLOSE: &str = "閉じる";
pub const CHARTS: &str = "台帳のようす";
pub const SUPPORT_ENDS: &str = "OS のサポートが終わる年（台数）";
pub const COMPLETENESS: &str = "書けているところ（必須・推奨の項目）";

/// `あと 19 日（2026年12月10日）`
pub fn countdown(days: i64, on: NaiveDate) -> String {
    format!("あと {days} 日（{}）", super::ui::day(on))
}

/// Day of a calendar line, with how far away it is.
pub fn due_day(on: NaiveDate, days: i64) -> String {
    match days {
        0 => format!("{}（今日）", on.format("%-m/%-d")),
        days => format!("{}（{days}日後）", on.format("%-m/%-d")),
    }
}

/// What a line of the calendar is about; `what` is the label of a field or what ends.
pub fn due(kind: DueKind, what: &str, visit: Visit) -> String {
    match kind {
        DueKind::Inspection => visited(visit).to_owned(),
        DueKind::Target => "「いいえ」の項目の目標日".to_owned(),
        DueKind::Support => format!("サポート終了：{what}"),
        DueKind::Report => "個人情報保護委員会への報告期限".to_owned(),
        DueKind::Unknown => format!("「不明」を確かめる：{what}"),
        DueKind::Again => format!("もう一度確かめる：{what}"),
        DueKind::Acceptance => "了承の期限".to_owned(),
        DueKind::Stocktake => "前の棚卸から1年".to_owned(),
        DueKind::Review => "前の経営層の確認から1年".to_owned(),
        DueKind::Field => what.to_owned(),
    }
}

pub fn ends(end: Ends) -> String {
    match end {
        Ends::Ended => "終了".to_owned(),
        Ends::In(year) => format!("{year}"),
        Ends::Later(year) => format!("{year}～"),
        Ends::Open => "不明".to_owned(),
    }
}

/// The same where there is little room.
pub fn ends_short(end: Ends) -> String {
    match end {
        Ends::In(year) => format!("{:02}", year % 100),
        Ends::Later(year) => format!("{:02}～", year % 100),
        Ends::Ended | Ends::Open => ends(end),
    }
}

pub fn percent(filled: usize, asked: usize) -> String {
    // Only what is whole is 100.
    format!("{} %", filled * 100 / asked.max(1))
}

/// How an empty ledger begins.
pub const BEGIN: &str = "はじめに、次の 3 つを行ってください。どれも、あとから直せます。";
pub fn step(number: usize, title: &str) -> String {
    format!("{number}. {title}")
}
pub const BEGIN_IMPORT: &str = "お手元の Excel の台帳を取り込む";
pub const BEGIN_IMPORT_LEAD: &str = "業者からもらった一覧や、院内で作った表を、そのまま選んでください。書き込む前に、読み取った内容をご確認いただけます。";
pub const BEGIN_WITHOUT: &str = "Excel にない機器を足す";
pub const BEGIN_WITHOUT_LEAD: &str = "この PC は自分で調べて記入できます。ほかの機器は 1 行ずつ書けます。";
pub const BEGIN_BY_HAND: &str = "機器の一覧を開く";
pub const BEGIN_DAY: &str = "立入検査の予定日を書く";
pub const BEGIN_DAY_LEAD: &str = "決まっていれば、残りの日数と、それまでにすることをこの画面に出します。";
pub const BEGIN_TOUR: &str = "はじめての方へ：画面の案内を見る";
