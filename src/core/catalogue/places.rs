//! Words by which the name of a place is told from other names.

use crate::core::parse::header_key;

/// How names of rooms, departments and houses end.
const ENDINGS: &[&str] = &[
    "科",
    "室",
    "部",
    "課",
    "局",
    "係",
    "階",
    "棟",
    "館",
    "院",
    "店",
    "所",
    "場",
    "寮",
    "外来",
    "病棟",
    "受付",
    "会計",
    "医事",
    "事務",
    "看護",
    "検査",
    "撮影",
    "放射線",
    "レントゲン",
    "手術",
    "透析",
    "健診",
    "検診",
    "処置",
    "診察",
    "待合",
    "調剤",
    "栄養",
    "厨房",
    "訪問",
    "介護",
    "リハビリ",
    "リハ",
    "倉庫",
    "窓口",
    "ロビー",
    "センター",
    "フロア",
    "ステーション",
    "クリニック",
    "サテライト",
    "デイケア",
    "デイサービス",
    "薬剤",
    "バックヤード",
    "看護st",
];
/// Words with such an ending that name no place.
const OTHERS: &[&str] = &[
    "全部", "一部", "内部", "外部", "場所", "箇所", "住所", "長所", "市場", "入場", "登場", "立場",
];

/// Whether a name is that of a room, a department or a house: 外来, 薬局, 新館2階. 提出用, 旧 and 令和7年度 are none.
pub fn is_place(name: &str) -> bool {
    let key = header_key(name);
    // 受付・会計: each part must be one.
    let mut parts = key.split(['/', '&', '+', 'と', '及']).filter(|part| !part.is_empty());
    let is_one = |part: &str| {
        let is_floor = part
            .strip_suffix('f')
            .is_some_and(|number| number.parse::<u8>().is_ok());
        // 分院A, 診察室2.
        let bare = part.strip_suffix(|c: char| c.is_ascii_alphanumeric()).unwrap_or(part);
        let ends = |words: &[&str]| words.iter().any(|word| part.ends_with(word) || bare.ends_with(word));
        is_floor || (ends(ENDINGS) && !ends(OTHERS))
    };
    parts.all(is_one) && !key.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_other_names() {
        for place in [
            "外来",
            "1F",
            "新館2階",
            "受付・会計",
            "分院A",
            "サーバ室",
            "訪問看護ST",
            "院長室",
            "【処置室】",
        ] {
            assert!(is_place(place.trim_matches(['【', '】'])), "{place}");
        }
        for other in [
            "",
            "旧",
            "R7年度",
            "最新",
            "廃棄分",
            "提出用",
            "令和6年度 棚卸",
            "田中",
            "電子カルテ系",
            "Sheet1",
            "test",
            "2F-1",
            "一部",
        ] {
            assert!(!is_place(other), "{other}");
        }
    }
}
