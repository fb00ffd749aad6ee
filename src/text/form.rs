//! Wording around official forms: what a file is, what is not sure about it, what was not filled and why.

use super::Notice;
use crate::core::form::{
    BoxKey, ColumnRole, DateProblem, Doubt, DoubtKind, FillError, FormError, FormKind, FormMap, NotFilled,
    ReasonNotFilled, State, TargetGroup, Why,
};

pub const MATCHES_OFFICIAL: &str = "公式様式と一致";

pub const fn kind(kind: FormKind) -> &'static str {
    match kind {
        FormKind::Checklist => "チェックリスト",
        FormKind::Bcp => "BCP策定の確認表",
        FormKind::RoleSharing => "役割分担等に関する確認表",
        FormKind::Disclosure => "開示書（MDS/SDS）",
    }
}

/// Devices as the ministry names them; nothing when the form names none.
pub fn group(group: TargetGroup) -> String {
    if group == TargetGroup::ALL {
        return "医療情報システム全般".to_owned();
    }
    let names = [
        (TargetGroup::SERVER, "サーバ"),
        (TargetGroup::PC, "端末PC"),
        (TargetGroup::NETWORK, "ネットワーク機器"),
    ];
    let names: Vec<&str> = names
        .iter()
        .filter(|(own, _)| group.covers(*own))
        .map(|(_, name)| *name)
        .collect();
    names.join("、")
}

/// What the cells say, in words.
pub fn state(state: State) -> String {
    match state {
        State::Blank => "未回答".to_owned(),
        State::Given(answer) => answer.word().to_owned(),
        State::Confirm {
            guess: Some(answer),
            why,
        } => format!("要確認（{}のようです。{}）", answer.word(), why_confirm(why)),
        State::Confirm { guess: None, why } => format!("要確認（{}）", why_confirm(why)),
        State::Both => "要確認（はいといいえの両方に印があります）".to_owned(),
        State::Unreadable => "要確認（回答として読めません）".to_owned(),
    }
}

const fn why_confirm(why: Why) -> &'static str {
    match why {
        Why::Drawn => "図形が描かれています",
        Why::Disagree => "印が食い違っています",
        Why::Ambiguous => "印の意味が決められません",
        Why::Struck => "取り消し線が引かれています",
    }
}

pub const fn date_problem(problem: DateProblem) -> &'static str {
    match problem {
        DateProblem::NotADate => "日付として読めません",
        DateProblem::Impossible => "ない日付です",
        DateProblem::NoYear => "何年の日付か分かりません",
        DateProblem::OutsideYear => "この年度の外の日付です",
    }
}

/// What a column of a form is for.
pub fn column_role(role: Option<ColumnRole>) -> String {
    let (word, round) = match role {
        None => ("使わない", None),
        Some(ColumnRole::Item) => ("項目の文", None),
        Some(ColumnRole::Number) => ("番号", None),
        Some(ColumnRole::Section) => ("大項目", None),
        Some(ColumnRole::Title) => ("短い題", None),
        Some(ColumnRole::Note) => ("備考", None),
        Some(ColumnRole::Answer { round }) => ("の回答", Some(round)),
        Some(ColumnRole::Date { round }) => ("の確認日", Some(round)),
        Some(ColumnRole::Target { round }) => ("の目標日", Some(round)),
        Some(ColumnRole::Yes { round }) => ("の「はい」欄", Some(round)),
        Some(ColumnRole::No { round }) => ("の「いいえ」欄", Some(round)),
        Some(ColumnRole::NotApplicable { round }) => ("の「対象外」欄", Some(round)),
    };
    match round {
        Some(round) => format!("{round}回目{word}"),
        None => word.to_owned(),
    }
}

/// The same when a sheet is taken: what happens to the day.
pub const fn taken_date_problem(problem: DateProblem) -> &'static str {
    match problem {
        DateProblem::NotADate => "日付として読めないため、日付は取り込みません",
        DateProblem::Impossible => "ない日付のため、日付は取り込みません",
        DateProblem::NoYear => "何年の日付か分からないため、日付は取り込みません",
        DateProblem::OutsideYear => "この年度の外の日付ですが、書かれたとおり取り込みます",
    }
}

/// What a cell that was not filled is called: its item, or the name beside its box.
pub fn not_filled_name(map: &FormMap, not: &NotFilled) -> String {
    let item = not.item.and_then(|at| map.items.get(at)).map(|row| row.text.clone());
    let boxed = || map.boxes.iter().find(|found| Some(found.value) == not.cell);
    item.or_else(|| boxed().map(|found| header_box(found.key).to_owned()))
        .unwrap_or_default()
}

pub fn doubt(doubt: &Doubt) -> String {
    let place = doubt.cell.map(|cell| format!("（{cell}）")).unwrap_or_default();
    let text: String = doubt.text.chars().take(60).collect();
    match doubt.kind {
        DoubtKind::NoTitle => "何の様式かを示す題がありません。見出しから判断しました。".to_owned(),
        DoubtKind::NoFiscalYear => "何年度の様式か書かれていません。月日だけの日付は年が決まりません。".to_owned(),
        DoubtKind::TwoYears => {
            let years = doubt
                .text
                .split(' ')
                .filter_map(|year| Some(fiscal_year(year.parse().ok()?)));
            let years: Vec<String> = years.collect();
            format!(
                "2つの年度（{}）が混ざっています{place}。{}として扱います。違うときは、年度を選び直してください。",
                years.join("と"),
                years.first().map_or("題の年度", String::as_str)
            )
        }
        DoubtKind::GuessedItemColumn => "項目の列の見出しがありません。いちばん文の長い列を項目としました。".to_owned(),
        DoubtKind::UnclearRow => format!("項目かどうかはっきりしない行を、項目として取りました{place}：{text}"),
        DoubtKind::RowNotTaken => format!("項目ではないと見て、取らなかった行があります{place}：{text}"),
        DoubtKind::NoDatePlace => "確認日を書く欄が見つかりません。".to_owned(),
        DoubtKind::Hidden => "隠れた行かシートがあります。中身は取りました。".to_owned(),
        DoubtKind::Protected => {
            "シートが保護されています。読み取りはできますが、鍵のかかった欄には書き込めません。".to_owned()
        }
        DoubtKind::SeveralForms => {
            format!("このファイルには様式がいくつもあります。シート「{text}」のこの様式は、ほかと分けて取り込みます。")
        }
    }
}

pub const fn header_box(key: BoxKey) -> &'static str {
    match key {
        BoxKey::Facility => "医療機関名",
        BoxKey::Vendor => "事業者名",
        BoxKey::Date => "記入日",
        BoxKey::Person => "記入者",
        BoxKey::System => "対象システム",
        BoxKey::Version => "版",
        BoxKey::Phone => "電話番号",
    }
}

pub const fn not_filled(reason: ReasonNotFilled) -> &'static str {
    match reason {
        ReasonNotFilled::NoPlace => "様式に書く欄がありません",
        ReasonNotFilled::Locked => {
            "シートが保護されていて書けません。Excel で保護を外した写しを作り、それに書き込んでください"
        }
        ReasonNotFilled::Formula => "欄に式が入っています",
        ReasonNotFilled::NotOffered => "欄の選択肢にこの回答がありません",
        ReasonNotFilled::Drawn => "欄の上に図形かチェックボックスがあります",
        ReasonNotFilled::NotReadBack => "書いたあと読み直すと違う回答になります",
    }
}

pub const FILE_AS_IT_WAS: &str = "選んだファイルと台帳は変わっていません。";

pub fn notice(error: &FormError) -> Notice {
    let (what, todo) = match error {
        FormError::NotAWorkbook("PDF") => (
            "中身は PDF です。Excel の様式（xlsx）ではありません。".to_owned(),
            "厚生労働省のページから Excel 版を入れ直すか、PDF を見ながら画面で回答してください。",
        ),
        FormError::NotAWorkbook("empty") => (
            "ファイルに何も入っていません。".to_owned(),
            "中身のあるファイルかどうか確かめてください。",
        ),
        FormError::NotAWorkbook("other") => (
            "Excel の様式（xlsx）ではありません。".to_owned(),
            "チェックリストの Excel ファイルを選んでください。",
        ),
        FormError::NotAWorkbook(kind) => (
            format!("この形式（{kind}）の様式は読めません。"),
            "Excel で開き、「名前を付けて保存」で「Excel ブック（.xlsx）」にしてから選んでください。",
        ),
        FormError::Encrypted => (
            "パスワード付きのファイルです。".to_owned(),
            "Excel で開き、パスワードを外した写しを作ってから選んでください。",
        ),
        FormError::Damaged(_) | FormError::NoSuchSheet(_) => (
            "ファイルが壊れているか、途中で切れています。".to_owned(),
            "Excel で開いて保存し直すか、もう一度入手してください。",
        ),
        FormError::TooLarge(_) => (
            "様式としては大きすぎるか、普通ではない作りのため読みませんでした。".to_owned(),
            "様式のシートだけを新しい Excel ファイルに写してから選んでください。",
        ),
    };
    Notice {
        what,
        safe: FILE_AS_IT_WAS.to_owned(),
        todo: todo.to_owned(),
    }
}

pub fn fill_notice(error: &FillError) -> Notice {
    match error {
        FillError::Form(error) => notice(error),
        FillError::OddSheet => Notice {
            what: "このファイルは普通ではない作りのため、書き込めません。".to_owned(),
            safe: FILE_AS_IT_WAS.to_owned(),
            todo: "Excel で開き、xlsx で保存し直してから選んでください。".to_owned(),
        },
    }
}

/// The file is a workbook without a form in it.
pub fn none_found() -> Notice {
    Notice {
        what: "チェックリストなどの様式が見つかりませんでした。".to_owned(),
        safe: FILE_AS_IT_WAS.to_owned(),
        todo: "「チェック項目」「1回目」「はい・いいえ」などの見出しがあるファイルを選んでください。".to_owned(),
    }
}

/// The copy would be written over the form itself.
pub fn same_file() -> Notice {
    Notice {
        what: "書き込み先が様式そのものです。".to_owned(),
        safe: FILE_AS_IT_WAS.to_owned(),
        todo: "別の名前のファイルを指定してください。".to_owned(),
    }
}

/// The file could not be read from the disk.
pub fn unreadable() -> Notice {
    Notice {
        what: "ファイルを読めませんでした。".to_owned(),
        safe: FILE_AS_IT_WAS.to_owned(),
        todo: "ファイルの場所と名前を確かめ、Excel で開いていれば閉じてください。".to_owned(),
    }
}

/// One line of `form inspect`.
pub fn found(
    kind_of: FormKind,
    sheet: &str,
    audience: Option<&str>,
    year: Option<i32>,
    items: usize,
    confidence: u8,
) -> String {
    let audience = audience
        .map(|audience| format!("　{audience}確認用"))
        .unwrap_or_default();
    let year = year.map(|year| format!("　{}", fiscal_year(year))).unwrap_or_default();
    format!(
        "{}{year}{audience}　シート「{sheet}」　項目 {items} 行　確かさ {confidence} %",
        kind(kind_of)
    )
}

/// `令和7年度`.
pub fn fiscal_year(year: i32) -> String {
    match year - 2018 {
        1 => "令和元年度".to_owned(),
        era if era > 1 => format!("令和{era}年度"),
        _ => format!("{year}年度"),
    }
}
