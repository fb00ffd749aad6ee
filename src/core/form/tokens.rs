//! Words that official forms and the people who fill them use, and their comparison keys.
//!
//! Owns: labels of columns and boxes, answer words, marks, groups. Refuses to know: cells.
//! Invariant: a label is recognised whole, never inside a sentence.

use super::map::{BoxKey, FormKind, TargetGroup};
use crate::core::parse::fold;

/// Folded, without white space, brackets and commas of one kind.
pub fn key(text: &str) -> String {
    let folded = fold(text);
    folded
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '〔' | '[' | '［' | '【' => '(',
            '〕' | ']' | '］' | '】' => ')',
            '，' | ',' | '､' => '、',
            c => c,
        })
        .collect()
}

/// What a heading says about its column, most telling last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    Round,
    Answer,
    Section,
    Title,
    Content,
    Item,
    Number,
    Note,
    Place,
    Date,
    Target,
    Yes,
    No,
    NotApplicable,
}

const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Answer,
        &[
            "確認結果",
            "回答",
            "結果",
            "評価",
            "実施状況",
            "対応状況",
            "確認",
            "確認欄",
            "チェック",
            "チェック欄",
            "実施の有無",
            "実施有無",
            "判定",
            "遵守状況",
            "適否",
            "自己点検",
            "確認状況",
            "対応",
            "点検結果",
            "実施",
            "可否",
        ],
    ),
    (
        Label::Section,
        &[
            "大項目",
            "中項目",
            "区分",
            "分類",
            "カテゴリ",
            "対象",
            "対象機器",
            "分野",
        ],
    ),
    (Label::Title, &["項目", "小項目", "項目名", "対策", "対策項目"]),
    (Label::Content, &["内容", "確認内容", "具体的内容", "実施内容"]),
    (
        Label::Item,
        &[
            "チェック項目",
            "確認項目",
            "点検項目",
            "質問",
            "設問",
            "確認事項",
            "チェック内容",
            "質問事項",
            "要求事項",
            "チェックポイント",
            "点検内容",
            "質問内容",
        ],
    ),
    (
        Label::Number,
        &["項番", "番号", "no", "no.", "№", "質問番号", "項目番号", "設問番号"],
    ),
    (
        Label::Note,
        &[
            "備考",
            "コメント",
            "特記事項",
            "備考番号",
            "補足",
            "備考(番号)",
            "理由",
            "特記",
        ],
    ),
    (Label::Place, &["確認箇所", "記載箇所", "該当箇所", "bcpの記載箇所"]),
    (
        Label::Date,
        &[
            "確認日",
            "確認年月日",
            "回答日",
            "点検日",
            "日付",
            "確認した日",
            "実施日",
            "実施確認日",
            "チェック日",
            "月日",
            "年月日",
        ],
    ),
    (
        Label::Target,
        &[
            "目標日",
            "対応目標日",
            "目標期限",
            "実施予定日",
            "達成予定日",
            "完了予定日",
            "対応予定日",
            "目標年月日",
            "完了日",
            "目標",
            "実施目標日",
            "目標時期",
            "予定日",
        ],
    ),
    (
        Label::Yes,
        &[
            "はい",
            "実施済",
            "実施済み",
            "実施している",
            "適",
            "yes",
            "○",
            "有",
            "できている",
            "済",
        ],
    ),
    (
        Label::No,
        &[
            "いいえ",
            "未実施",
            "実施していない",
            "否",
            "no(いいえ)",
            "×",
            "無",
            "できていない",
            "未",
        ],
    ),
    (
        Label::NotApplicable,
        &["対象外", "該当なし", "非該当", "n/a", "該当せず"],
    ),
];

/// A heading: which round it names, what it says, whether it promises a date in the same cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    pub round: Option<u8>,
    pub label: Label,
    pub with_date: bool,
}

/// Longest heading in characters.
const LONGEST: usize = 18;

/// Reads a heading cell, or nothing when it is none.
pub fn heading(text: &str) -> Option<Heading> {
    let key = key(text);
    if key.is_empty() || key.chars().count() > LONGEST {
        return None;
    }
    let with_date = key.contains("日付") || key.contains("月日") || key.contains("(月/日)");
    let (round, rest) = take_round(&key);
    let bare: String = without_brackets(&rest)
        .chars()
        .filter(|c| !matches!(c, '※' | '*' | ':' | '■' | '●'))
        .collect();
    let find = |word: &str| {
        LABELS
            .iter()
            .find(|(_, words)| {
                words.contains(&word) || word.strip_suffix('欄').is_some_and(|word| words.contains(&word))
            })
            .map(|(label, _)| *label)
    };
    let label = find(&bare)
        .or_else(|| find(&rest))
        .or_else(|| find(bare.trim_start_matches('の')));
    let label = match label {
        Some(label) => label,
        None if round.is_some() && bare.is_empty() => Label::Round,
        None => return None,
    };
    Some(Heading {
        round,
        label,
        with_date,
    })
}

/// `1回目`, `第2回`, `初回`: the number and the rest of the key.
fn take_round(key: &str) -> (Option<u8>, String) {
    if let Some(at) = key.find("初回") {
        return (Some(1), format!("{}{}", &key[..at], &key[at + "初回".len()..]));
    }
    let chars: Vec<char> = key.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        if let Some(number) = c.to_digit(10)
            && (1..=9).contains(&number)
            && chars.get(at + 1) == Some(&'回')
            && !(at > 0 && chars[at - 1].is_ascii_digit())
        {
            let start = if at > 0 && chars[at - 1] == '第' { at - 1 } else { at };
            let end = if chars.get(at + 2) == Some(&'目') {
                at + 3
            } else {
                at + 2
            };
            let rest: String = chars[..start].iter().chain(&chars[end..]).collect();
            return (Some(number as u8), rest);
        }
    }
    (None, key.to_owned())
}

pub(super) fn without_brackets(key: &str) -> String {
    let mut depth = 0u32;
    let mut out = String::new();
    for c in key.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

const BOXES: &[(BoxKey, &[&str])] = &[
    (
        BoxKey::Facility,
        &[
            "医療機関名",
            "施設名",
            "薬局名",
            "病院名",
            "診療所名",
            "医療機関の名称",
            "薬局の名称",
            "施設名称",
            "医療機関名称",
            "医療機関・薬局名",
        ],
    ),
    (
        BoxKey::Vendor,
        &[
            "事業者名",
            "会社名",
            "事業者の名称",
            "事業者",
            "製造業者名",
            "サービス事業者名",
            "製造業者",
            "製造業者(サービス事業者)名",
        ],
    ),
    (
        BoxKey::Date,
        &[
            "記入日",
            "作成日",
            "確認日",
            "記載日",
            "回答日",
            "記入年月日",
            "作成年月日",
            "点検日",
        ],
    ),
    (
        BoxKey::Person,
        &[
            "記入者",
            "担当者",
            "作成者",
            "確認者",
            "氏名",
            "責任者",
            "記入者氏名",
            "担当者名",
            "記入者名",
            "確認者名",
            "医療情報システム安全管理責任者",
            "部署・氏名",
        ],
    ),
    (
        BoxKey::System,
        &[
            "対象システム",
            "システム名",
            "製品名称",
            "サービス名称",
            "提供システム",
            "製品名",
            "サービス名",
            "製品名称(サービス名称)",
            "対象製品",
            "対象サービス",
        ],
    ),
    (BoxKey::Version, &["バージョン", "版", "version"]),
    (BoxKey::Phone, &["電話番号", "連絡先", "電話", "tel"]),
];

/// What a box beside this text asks for.
pub(super) fn box_key(text: &str) -> Option<BoxKey> {
    let key = key(text);
    let bare = key.trim_end_matches([':', '_', '＿']);
    let find = |word: &str| {
        BOXES
            .iter()
            .find(|(_, words)| words.contains(&word))
            .map(|(found, _)| *found)
    };
    find(bare).or_else(|| find(&without_brackets(bare)))
}

/// Which form a title speaks of.
pub(in crate::core) fn kind_of_title(text: &str) -> Option<FormKind> {
    let key = key(text);
    let has = |word: &str| key.contains(word);
    // JAHIS calls its own a checklist too; an item of the ministry's asks for it (提出).
    let jahis = has("チェックリスト") && (has("mds") || has("sds"));
    if matches!(key.as_str(), "mds" | "sds") || !has("提出") && (has("開示") || jahis) {
        Some(FormKind::Disclosure)
    } else if has("チェックリスト") && (has("セキュリティ") || has("確認用")) {
        Some(FormKind::Checklist)
    } else if (has("事業継続計画") || has("bcp")) && has("確認表") {
        Some(FormKind::Bcp)
    } else if has("役割分担") && has("確認表") {
        Some(FormKind::RoleSharing)
    } else {
        None
    }
}

/// `医療機関確認用` and its like: whom a sheet is for.
pub(super) fn audience(text: &str) -> Option<&'static str> {
    let key = key(text);
    let both = key.contains("医療機関・薬局確認用") || key.contains("医療機関及び薬局確認用");
    match () {
        () if both || key.contains("医療機関/薬局確認用") => Some("医療機関・薬局"),
        () if key.contains("事業者確認用") || key.contains("事業者用") => Some("事業者"),
        () if key.contains("薬局確認用") || key.contains("薬局用") => Some("薬局"),
        () if key.contains("医療機関確認用") || key.contains("医療機関用") => Some("医療機関"),
        () => None,
    }
}

/// The sentence over the answer that says whether there is anything to check at all.
pub(super) fn is_presence(text: &str) -> bool {
    let key = key(text);
    key.contains("医療情報システムを導入") && key.contains("運用し")
}

/// Devices that a heading or a sentence names.
pub fn groups(text: &str) -> TargetGroup {
    let key = key(text);
    if key.contains("医療情報システム全般") || key.contains("システム全般") {
        return TargetGroup::ALL;
    }
    let mut found = TargetGroup::NONE;
    for (words, group) in [
        (&["サーバ"][..], TargetGroup::SERVER),
        (&["端末pc", "端末", "パソコン", "クライアント"], TargetGroup::PC),
        (&["ネットワーク機器", "ネットワーク"], TargetGroup::NETWORK),
    ] {
        if words.iter().any(|word| key.contains(word)) {
            found = found.with(group);
        }
    }
    found
}

/// `…について、以下を実施している。`
pub(super) fn is_group_sentence(text: &str) -> bool {
    let key = key(text);
    key.contains("について") && key.contains("以下を")
}

/// `(1)`, `2(2)`, `1-(1)`, `①`, `2-①`, `1-1`, `1.`, `問3`: the number and what follows.
pub fn split_number(text: &str) -> (Option<String>, &str) {
    let trimmed = text.trim();
    let circled = |c: char| ('①'..='⑳').contains(&c);
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let dash = |c: char| matches!(c, '-' | '－' | '−' | 'ー' | '‐' | '–');
    let mut rest = trimmed;
    let mut marks = 0;
    let lead = rest.trim_start_matches(['問', 'Q', 'q']);
    let asked = lead.len() < rest.len() && lead.starts_with(digit);
    if asked {
        rest = lead;
    }
    let digits = rest.trim_start_matches(digit);
    let had_digits = digits.len() < rest.len();
    let mut after = digits;
    if had_digits {
        let dashed = after
            .trim_start_matches([' ', '\u{3000}'])
            .trim_start_matches(|c| dash(c) || c == '.' || c == '．');
        if dashed
            .trim_start()
            .starts_with(|c: char| digit(c) || circled(c) || c == '(' || c == '（')
        {
            after = dashed.trim_start();
        }
    }
    if let Some(inner) = after.strip_prefix(['(', '（']) {
        let inside = inner.trim_start_matches(digit);
        if inside.len() < inner.len()
            && let Some(end) = inside.strip_prefix([')', '）'])
        {
            after = end;
            marks += 1;
        }
    } else if after.starts_with(circled) {
        after = after.trim_start_matches(circled);
        marks += 1;
    } else if had_digits {
        let second = after.trim_start_matches(digit);
        if second.len() < after.len() && after.len() < digits.len() {
            after = second;
            marks += 1;
        }
        if let Some(end) = after.strip_prefix(['.', '．', ')', '）', '、']) {
            after = end;
            marks += 1;
        }
    }
    if marks == 0 && asked && had_digits {
        marks = 1;
    }
    if marks == 0 {
        return (None, trimmed);
    }
    let number = trimmed[..trimmed.len() - after.len()].trim();
    let body = after.trim_start_matches([' ', '\u{3000}', '\n', '\t', '.', '．', ':', '：']);
    (Some(number.to_owned()), body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_whole() {
        for (text, round, label) in [
            ("1回目", Some(1), Label::Round),
            ("第２回", Some(2), Label::Round),
            ("目標日", None, Label::Target),
            ("確認結果（日付）", None, Label::Answer),
            ("確認日\n(3回目)", Some(3), Label::Date),
            ("１回目　はい", Some(1), Label::Yes),
            ("初回確認（日付）", Some(1), Label::Answer),
            ("チェック項目", None, Label::Item),
            ("チェック欄", None, Label::Answer),
            ("備考（番号）", None, Label::Note),
        ] {
            let found = heading(text).expect(text);
            assert_eq!((found.round, found.label), (round, label), "{text}");
        }
        for text in [
            "",
            "はい・いいえ（　/　）",
            "台帳管理を行っている。",
            "12回目",
            "（　/　）",
        ] {
            assert_eq!(heading(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_come_off_and_nothing_else() {
        for (text, number, rest) in [
            ("(1)サーバ", Some("(1)"), "サーバ"),
            ("（１）医療", Some("（１）"), "医療"),
            ("2(2) リモート", Some("2(2)"), "リモート"),
            ("1-(1)責任者", Some("1-(1)"), "責任者"),
            ("①台帳", Some("①"), "台帳"),
            ("2 －①台帳", Some("2 －①"), "台帳"),
            ("1-2 非常時", Some("1-2"), "非常時"),
            ("3．内容", Some("3．"), "内容"),
            ("問12 これは", Some("問12"), "これは"),
            ("13文字以上", None, "13文字以上"),
            ("サーバ", None, "サーバ"),
            ("", None, ""),
        ] {
            let (found, after) = split_number(text);
            assert_eq!((found.as_deref(), after), (number, rest), "{text}");
        }
    }
}
