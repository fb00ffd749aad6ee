//! The review of an import and failures of reading a file, in words.

use super::Notice;
use crate::core::import::ReadError;

/// Columns in which the file says something else than the ledger.
pub fn replaced(columns: usize, kept: usize) -> String {
    if kept == 0 {
        format!("台帳の値が変わる項目（{columns}）：項目ごとに選ぶ")
    } else {
        format!("台帳の値が変わる項目（{columns}）：{kept} 項目は台帳のまま")
    }
}
pub const REPLACED_LEAD: &str =
    "台帳に値があって、ファイルと違う項目です。台帳が空欄のところには、どちらを選んでもファイルの値が入ります。";
pub const TAKE_FILE: &str = "ファイルの値にする";
pub const KEEP_LEDGER: &str = "台帳の値を残す";

/// How the plan of this PC's own facts is called.
pub fn here(computer: &str) -> String {
    format!("この PC の情報（{computer}）")
}

/// How the plan of the facts of several PCs is called.
pub fn facts(names: &[String]) -> String {
    match names {
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first} ほか {} 件", rest.len()),
        [] => String::new(),
    }
}

/// What happened, whether the data is safe, the one thing to do.
pub fn notice(error: &ReadError) -> Notice {
    let (what, todo) = match error {
        ReadError::Io(error) if error.kind() == std::io::ErrorKind::NotFound => (
            "取り込むファイルが見つかりません。".to_owned(),
            "ファイルの場所と名前を確かめてください。",
        ),
        ReadError::Io(_) => (
            "取り込むファイルを読めませんでした。Excel で開いたままか、読む許しがない可能性があります。".to_owned(),
            "Excel を閉じてから、もう一度選んでください。",
        ),
        ReadError::Empty => (
            "ファイルに何も入っていません。".to_owned(),
            "送り主に、中身のあるファイルかどうか確かめてください。",
        ),
        ReadError::NotASpreadsheet => (
            "表計算のファイル（xlsx、xls、ods、csv など）ではありません。".to_owned(),
            "Excel の台帳か、CSV ファイルを選んでください。",
        ),
        ReadError::Encrypted => (
            "パスワード付きのファイルです。".to_owned(),
            "パスワードを指定して読み直すか（命令では --password）、パスワードを外した写しを選んでください。",
        ),
        ReadError::Sealed => (
            "パスワード付きのファイルですが、この方式のパスワードは外せません。".to_owned(),
            "元の表計算ソフトで開き、パスワードを外した写しを作ってから選んでください。",
        ),
        ReadError::WrongPassword => (
            "パスワードが違うため、開けませんでした。".to_owned(),
            "送り主にパスワードを確かめてから、もう一度指定してください。",
        ),
        ReadError::ReaderDied => (
            "このファイルは安全に読み切れなかったため、取り込みませんでした。".to_owned(),
            "送り主に確かめるか、台帳の部分だけを新しい Excel ファイルに写してから選んでください。",
        ),
        ReadError::BadFacts => (
            "PC の情報のファイルですが、壊れているか、このプログラムが作ったものではありません。".to_owned(),
            "その PC で、もう一度「この PC の情報」を集めてください。",
        ),
        ReadError::NewerFacts => (
            "もっと新しい版の機器台帳で集めた PC の情報です。".to_owned(),
            "この PC の機器台帳も、同じ版に新しくしてから取り込んでください。",
        ),
        ReadError::NoFacts => (
            "選んだ中に、PC の情報のファイル（pc-….json）がありません。".to_owned(),
            "情報を集めたときに選んだフォルダかどうか確かめてください。Excel の台帳は 1 つずつ選びます。",
        ),
        ReadError::OtherFormat(kind) => (
            format!("この形式（{kind}）は取り込めません。"),
            "Excel で開き、「名前を付けて保存」で「Excel ブック（.xlsx）」にしてから選んでください。",
        ),
        ReadError::Damaged(_) => (
            "ファイルが壊れているか、途中で切れています。".to_owned(),
            "Excel で開いて保存し直すか、送り主にもう一度送ってもらってください。",
        ),
        ReadError::TooLarge(_) => (
            "このファイルは大きすぎるか、普通ではない作りのため取り込みませんでした。".to_owned(),
            "台帳の部分だけを新しい Excel ファイルに写してから選んでください。",
        ),
        ReadError::Encoding => (
            "CSV の文字の種類が混ざっているか、分かりません。".to_owned(),
            "Excel で開き、「CSV UTF-8」で保存し直してから選んでください。",
        ),
        ReadError::NoTable => (
            "機器、クラウドサービス、リモート保守、事業者の表が見つかりませんでした。".to_owned(),
            "見出しの行（管理番号、IPアドレスなど）がある表かどうか確かめてください。",
        ),
        ReadError::OtherLedger(facility) => (
            format!("この受け渡し表は、別の台帳（{facility}）から書き出されたものです。"),
            "送り主に、こちらの施設の表かどうか確かめてください。",
        ),
        ReadError::Cancelled => ("取り込みをやめました。".to_owned(), "必要ならもう一度選んでください。"),
    };
    Notice {
        what,
        safe: "台帳は変わっていません。".to_owned(),
        todo: todo.to_owned(),
    }
}
