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
        Ends::Open => "要確認".to_owned(),
    }
}

/// The same where there is little room.
pub fn ends_short(end: Ends) -> String {
    match end {
        Ends::In(year) => format!("{:02}", year % 100),
        Ends::Later(year) => format!("{:02}～", year % 100),
        Ends::Open => "不明".to_owned(),
        Ends::Ended => ends(end),
    }
}

pub fn percent(filled: usize, asked: usize) -> String {
    // Only what is whole is 100.
    format!("{} %", filled * 100 / asked.max(1))
}
