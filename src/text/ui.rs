//! Wording of the window.

pub const TITLE: &str = "機器台帳";
pub const LEAD: &str = "立入検査に備えて、診療所の機器を 1 つのファイルで管理します。";
pub const NEW: &str = "新しい台帳を作る";
pub const FACILITY: &str = "診療所の名前";
pub const FILE: &str = "台帳ファイルの場所";
pub const CREATE: &str = "作る";
pub const OPEN: &str = "台帳を開く";
pub const OPEN_BUTTON: &str = "開く";
pub const SAMPLE: &str = "見本の診療所で試す";
pub const SAMPLE_LEAD: &str = "架空の診療所の台帳を作ります。自由に触ってかまいません。";
pub const SAMPLE_BUTTON: &str = "見本を作って開く";
pub const BROWSE: &str = "参照…";
pub const DEFAULT_FILE: &str = "機器台帳.daicho";
pub const SAMPLE_FILE: &str = "見本.daicho";

pub const HISTORY: &str = "操作履歴";
pub const IMPORT: &str = "取り込む";
pub const EXPORT: &str = "書き出す";
pub const CLOSE: &str = "台帳を閉じる";
pub const UNDO: &str = "元に戻す";
pub const REDO: &str = "やり直す";
pub const SEARCH: &str = "絞り込み";
pub const ADD_ROW: &str = "1 行追加";
pub const REMOVE_ROW: &str = "行を外す";
pub const SAVED: &str = "保存済み";
pub const WORKING: &str = "処理中…";
pub const OK: &str = "閉じる";
pub const UNKNOWN: &str = "不明";
pub const NOT_APPLICABLE: &str = "該当なし";
pub const BLANK: &str = "空欄に戻す";
pub const CHOOSE: &str = "選ぶ";
pub const SELECT_A_ROW: &str = "行を選ぶと、ここで全部の項目を書けます。";
pub const NO_NAME: &str = "（名前なし）";
pub const EMPTY: &str = "まだ 1 行もありません。";
pub const EMPTY_TODO: &str = "お手元の Excel を「取り込む」か、「1 行追加」で始めてください。";
pub const NOTHING_FOUND: &str = "絞り込みに合う行がありません。";

pub const IMPORT_LEAD: &str = "Excel（xlsx、xlsm）か CSV を選びます。書き込む前に、何が変わるかをお見せします。窓にファイルを落としてもかまいません。";
pub const IMPORT_FILE: &str = "取り込むファイル";
pub const READ: &str = "読み取る";
pub const APPLY: &str = "この内容で取り込む";
pub const CANCEL: &str = "やめる";
pub const TABLES: &str = "見つかった表";
pub const ROWS: &str = "取り込む行";
pub const NOT_TAKEN: &str = "取り込まない行";
pub const SECRET_LEFT_OUT: &str = "パスワードの列は取り込みません。";
pub const NOTHING_TO_IMPORT: &str = "変わるところはありません。";

pub const EXPORT_LEAD: &str = "書き出す表とファイルの場所を選びます。";
pub const EXPORT_FILE: &str = "書き出すファイル";
pub const WRITE: &str = "書き出す";
pub const UNDONE: &str = "（取り消し済み）";
pub const NO_CHANGES: &str = "左の操作を選ぶと、何が変わったかが見られます。";
pub const RENDERER: &str = "窓を開けませんでした。";
pub const RENDERER_TODO: &str = "画面のある環境で動かすか、kikidaicho --help の命令を使ってください。";
pub const RENDERER_SAFE: &str = "台帳には何もしていません。";

pub fn imported(added: usize, changed: usize) -> String {
    format!("取り込みました（追加 {added} 行、変更 {changed} 行）。「元に戻す」で取り消せます。")
}
pub fn rows_shown(shown: usize, all: usize) -> String {
    if shown == all {
        format!("{all} 行")
    } else {
        format!("{all} 行のうち {shown} 行")
    }
}

/// What a plan does with a row.
pub const fn action(action: crate::core::import::Action) -> &'static str {
    use crate::core::import::Action;
    match action {
        Action::Add => "追加",
        Action::Change => "変更",
        Action::Unchanged => "変更なし",
        Action::Conflict => "衝突",
        Action::Problem => "要確認",
    }
}

/// Why a row is no record.
pub const fn reason(reason: crate::core::import::NotTakenReason) -> &'static str {
    use crate::core::import::NotTakenReason;
    match reason {
        NotTakenReason::Title => "題や前書き",
        NotTakenReason::Stamp => "印の欄",
        NotTakenReason::Legend => "注や凡例",
        NotTakenReason::Total => "合計",
        NotTakenReason::Blank => "空の行",
        NotTakenReason::RepeatedHeader => "くり返しの見出し",
        NotTakenReason::Group => "区切りの見出し",
        NotTakenReason::TooLittle => "書いてあることが少ない行",
    }
}

/// What is odd about a cell.
pub const fn problem(problem: crate::core::model::Problem) -> &'static str {
    use crate::core::model::Problem;
    match problem {
        Problem::NotInList => "決まった言葉ではありません",
        Problem::NotAFlag => "はい・いいえが読み取れません",
        Problem::NotADate => "日付として読めません",
        Problem::ImpossibleDate => "ない日付です",
        Problem::OutsideEra => "その元号の期間ではありません",
        Problem::AmbiguousDate => "日付か数字か分かりません",
        Problem::NotAnAddress => "IP アドレスとして読めません",
        Problem::NotAMac => "MAC アドレスとして読めません",
        Problem::NotANumber => "数字として読めません",
        Problem::DuplicateNumber => "同じ番号がほかにあります",
        Problem::MissingNumber => "番号がありません",
        Problem::FormulaWithoutValue => "式の結果がファイルにありません",
        Problem::CellError => "Excel のエラーが入っています",
        Problem::LostDigits => "桁が失われているおそれがあります",
        Problem::MissingZeros => "先頭の 0 が失われているおそれがあります",
        Problem::DittoWithoutSource => "「同上」の元がありません",
        Problem::VersionMayHaveLostZero => "版の末尾の 0 が失われているおそれがあります",
        Problem::NoSuchRecord => "その名前の行がありません",
        Problem::SeveralInOne => "1 行に複数の物があります",
        Problem::LinesDoNotPair => "行の数が合いません",
        Problem::RowsDisagree => "同じ番号の行で内容が違います",
    }
}
