//! The door's failures in words.

use super::Notice;
use crate::core::evidence::EvidenceError;
use crate::core::ledger::{Conflict, LedgerError};
use crate::core::lifecycle::ListError;

/// No 棚卸 is going on.
pub fn no_round() -> Notice {
    Notice {
        what: "実施中の棚卸がありません。".to_owned(),
        safe: UNCHANGED.to_owned(),
        todo: "「棚卸」で新しく始めてください。".to_owned(),
    }
}

/// A 棚卸 of nothing.
pub fn nothing_to_count() -> Notice {
    Notice {
        what: "数えるものがありません。棚卸は始めていません。".to_owned(),
        safe: UNCHANGED.to_owned(),
        todo: "数えるものを台帳に書くか、場所の指定を空にしてから始めてください。".to_owned(),
    }
}

/// No row that was wanted has a number.
pub fn no_labels() -> Notice {
    Notice {
        what: "札にする番号がありません。".to_owned(),
        safe: UNCHANGED.to_owned(),
        todo: "台帳の管理番号か、選んだ番号・場所を確かめてください。".to_owned(),
    }
}

/// A dropped list of end dates that is none.
pub fn bad_list(error: &ListError) -> Notice {
    let what = match error {
        ListError::Header => "見出しが一覧の形ではありません。".to_owned(),
        ListError::Size => "行が少なすぎるか、大きすぎます。".to_owned(),
        ListError::Date(line) => format!("{line} 行目の日付が読めません。"),
        ListError::NoDay => "いつの一覧かが、どの行にも書いてありません。".to_owned(),
    };
    Notice {
        what: format!("サポート終了日の一覧として読めませんでした。{what}"),
        safe: "今までの一覧を使い続けます。台帳は変わっていません。".to_owned(),
        todo: "配布されたファイルをそのまま使ってください。".to_owned(),
    }
}

/// A list that is not newer than the one in use.
pub fn older_list(found: chrono::NaiveDate, known: chrono::NaiveDate) -> Notice {
    Notice {
        what: format!("この一覧は {found} のもので、今の一覧（{known}）より新しくありません。"),
        safe: "今までの一覧を使い続けます。台帳は変わっていません。".to_owned(),
        todo: "より新しい一覧があれば、それを落としてください。".to_owned(),
    }
}

const UNCHANGED: &str = "台帳は変わっていません。";
const SAVED_IS_SAFE: &str = "これまでに保存した内容は無事です。";

/// What happened, whether the data is safe, the one thing to do.
pub fn notice(error: &LedgerError) -> Notice {
    let say = |what: String, safe: &str, todo: &str| Notice {
        what,
        safe: safe.to_owned(),
        todo: todo.to_owned(),
    };
    match error {
        LedgerError::NotFound(path) => say(
            format!("台帳ファイル（{}）が見つかりません。", path.display()),
            "新しい台帳は作っていません。",
            "ファイルの場所を確かめてください。USBメモリに入れている場合は挿し直してください。",
        ),
        LedgerError::AlreadyExists(path) => say(
            format!("同じ名前のファイル（{}）がすでにあります。", path.display()),
            "そのファイルは変わっていません。",
            "別の名前を付けるか、「台帳を開く」で開いてください。",
        ),
        LedgerError::NotALedger(path) => say(
            format!(
                "「{}」は機器台帳のファイルではないか、途中で切れています。",
                path.display()
            ),
            "ファイルは変わっていません。",
            "末尾が .daicho のファイルを選んでください。壊れている場合は、隣にある控え（名前に backup が付くファイル）を開いてください。",
        ),
        LedgerError::TooNew { found, known } => say(
            format!(
                "この台帳は新しい版の機器台帳で作られています（台帳の版 {found}、この版で扱えるのは {known} まで）。"
            ),
            "ファイルは変わっていません。",
            "機器台帳を新しい版にしてから開いてください。",
        ),
        LedgerError::Damaged(_) => say(
            "台帳ファイルの一部が壊れています。".to_owned(),
            "このファイルには何も書いていません。",
            "隣にある控え（名前に backup が付くファイル）を開いてください。",
        ),
        LedgerError::ChainBroken(_) => say(
            "台帳の記録と内容が一致しません。台帳の外で書き換えられた可能性があります。".to_owned(),
            "このファイルには何も書いていません。",
            "このファイルをそのまま残し、隣にある控え（名前に backup が付くファイル）と見比べてください。",
        ),
        LedgerError::ReadOnly(path) => say(
            format!("{}書き込みが許されていない場所です。", place(path)),
            SAVED_IS_SAFE,
            "「ドキュメント」など書き込める場所に写してから開いてください。",
        ),
        LedgerError::CannotWrite(path) => say(
            format!(
                "{}書き出せませんでした。そこに書き込めないか、同じ名前のファイルが開いたままです。",
                place(path)
            ),
            SAVED_IS_SAFE,
            "開いている Excel などを閉じるか、「ドキュメント」など別の場所を選んで、もう一度書き出してください。",
        ),
        LedgerError::Locked => say(
            "この台帳は、ほかの画面かパソコンで使用中です。".to_owned(),
            UNCHANGED,
            "ほかの画面の処理が終わってから、もう一度行ってください。",
        ),
        LedgerError::DiskFull => say(
            "ディスクの空きがないため保存できませんでした。".to_owned(),
            SAVED_IS_SAFE,
            "不要なファイルを消してから、もう一度行ってください。",
        ),
        LedgerError::ChangedOutside => say(
            "台帳が、ほかの画面かパソコンで先に書き換えられました。".to_owned(),
            "上書きを防ぐため、今の変更は書いていません。",
            "台帳を開き直して、もう一度行ってください。",
        ),
        LedgerError::OtherLedger(facility) => say(
            format!("選んだ台帳（{facility}）は、この台帳の写しではありません。"),
            "どちらの台帳も変わっていません。",
            "同じ台帳から分かれた写しを選ぶか、もう一方で「すべての項目」を書き出して、こちらで取り込んでください。",
        ),
        LedgerError::NoSuchRecord(_) => say(
            "その行は台帳にありません。".to_owned(),
            UNCHANGED,
            "一覧で行を確かめてください。",
        ),
        LedgerError::NoSuchOperation(seq) => say(
            format!("{seq} 番の操作は、履歴にないか、元に戻せる操作ではありません。"),
            UNCHANGED,
            "操作履歴で番号を確かめてください。",
        ),
        LedgerError::NothingToUndo => say(
            "元に戻す操作がありません。".to_owned(),
            UNCHANGED,
            "操作履歴を確かめてください。",
        ),
        LedgerError::NothingToRedo => say(
            "やり直す操作がありません。".to_owned(),
            UNCHANGED,
            "元に戻したあとに別の変更をすると、やり直しはできません。",
        ),
        LedgerError::AlreadyUndone(seq) => say(
            format!("{seq} 番の操作は、すでに元に戻してあります。"),
            UNCHANGED,
            "操作履歴を確かめてください。",
        ),
        LedgerError::Conflicts(conflicts) => say(
            format!(
                "そのあとに変更された行があるため、行いませんでした。\n{}",
                listed(conflicts)
            ),
            UNCHANGED,
            "先にその行の新しい変更を元に戻すか、1行ずつ直してください。",
        ),
        LedgerError::EmptyRow => say(
            "何も書かれていない行は記録できません。".to_owned(),
            UNCHANGED,
            "どこか1つの欄に書いてください。",
        ),
        LedgerError::NoSuchColumn { register } => say(
            format!("「{}」にその項目はありません。", register.label),
            UNCHANGED,
            "kikidaicho fields で項目の一覧を見られます。",
        ),
        LedgerError::OnlyOne { register } => say(
            format!("「{}」は 1 つの台帳に 1 行だけです。", register.label),
            UNCHANGED,
            "今ある行を書き直してください。",
        ),
        LedgerError::Evidence(EvidenceError::Empty) => say(
            "このファイルには何も入っていません。".to_owned(),
            UNCHANGED,
            "ファイルを確かめて、もう一度選んでください。",
        ),
        LedgerError::Evidence(EvidenceError::TooLarge) => say(
            "このファイルは 50 MB を超えています。".to_owned(),
            UNCHANGED,
            "画像は小さくし、長い資料は必要なページだけの PDF にしてください。",
        ),
        LedgerError::Evidence(EvidenceError::Program(name)) => say(
            format!("「{name}」はプログラムのため、根拠資料にできません。"),
            UNCHANGED,
            "PDF、画像、Excel、Word、文字のファイルにしてください。",
        ),
        LedgerError::NoFile(path) => say(
            format!("ファイル（{}）が見つかりません。", path.display()),
            UNCHANGED,
            "ファイルの場所を確かめてください。",
        ),
        LedgerError::NoFolder(path) => say(
            format!("フォルダ（{}）がありません。", path.display()),
            UNCHANGED,
            "フォルダを作るか、別の場所を選んでください。",
        ),
        LedgerError::NoViewer(_) => say(
            "このファイルを開くプログラムが見つかりませんでした。".to_owned(),
            UNCHANGED,
            "ファイルの置き場所を開くか、別の PC で開いてください。",
        ),
        LedgerError::NoSuchFile => say(
            "このファイルの中身は台帳にありません。".to_owned(),
            UNCHANGED,
            "元のファイルを、もう一度加えてください。",
        ),
        LedgerError::SecretColumn(header) => say(
            format!(
                "「{header}」の列は記録しません。盗まれたときの被害を防ぐため、この台帳にはパスワードを保存しません。"
            ),
            UNCHANGED,
            "代わりに「保管場所（例：金庫の封筒A）」を書いてください。",
        ),
        LedgerError::TextTooLong { limit } => say(
            format!("1つの欄に書けるのは {limit} 文字までです。"),
            UNCHANGED,
            "文を短くするか、別の文書に分けてください。",
        ),
        LedgerError::BackupFailed(_) => say(
            "取り込みの前の控えを作れなかったため、取り込みませんでした。".to_owned(),
            UNCHANGED,
            "台帳のあるフォルダに空きがあり、書き込めるか確かめてください。",
        ),
        LedgerError::Io(detail) | LedgerError::Storage(detail) => say(
            format!("ファイルの読み書きができませんでした（{detail}）。"),
            SAVED_IS_SAFE,
            "少し待ってからもう一度行ってください。続くときはパソコンを再起動してください。",
        ),
    }
}

fn place(path: &std::path::Path) -> String {
    if path.as_os_str().is_empty() {
        String::new()
    } else {
        format!("「{}」は、", path.display())
    }
}

fn listed(conflicts: &[Conflict]) -> String {
    let line = |conflict: &Conflict| {
        let name = conflict.name.as_deref().unwrap_or("（名前のない行）");
        let columns = if conflict.columns.is_empty() {
            String::new()
        } else {
            format!("：{}", conflict.columns.join("、"))
        };
        format!("・{} {name}{columns}", conflict.register.label)
    };
    let mut lines: Vec<String> = conflicts.iter().take(10).map(line).collect();
    if conflicts.len() > lines.len() {
        lines.push(format!("・ほか {} 行", conflicts.len() - lines.len()));
    }
    lines.join("\n")
}

/// A defect of the program itself.
pub fn defect() -> Notice {
    Notice {
        what: "プログラムの不具合で、この操作を終えられませんでした。".to_owned(),
        safe: SAVED_IS_SAFE.to_owned(),
        todo: "機器台帳を閉じて、開き直してください。".to_owned(),
    }
}

/// Nothing is open to work on.
pub fn none_open() -> Notice {
    Notice {
        what: "台帳が開かれていません。".to_owned(),
        safe: UNCHANGED.to_owned(),
        todo: "先に台帳を開いてください。".to_owned(),
    }
}

/// No such sheet.
pub fn no_sheet(key: &str) -> Notice {
    Notice {
        what: super::cli::no_sheet(key),
        safe: UNCHANGED.to_owned(),
        todo: "出力の名前を確かめてください。".to_owned(),
    }
}
