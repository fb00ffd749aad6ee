//! The review of an import and failures of reading a file, in words.

use super::Notice;
use super::limits::{beyond, out_of_memory, too_slow};
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

/// Heading of the tables that were found. `unplaced`: columns that go into no field.
pub fn tables(tables: usize, guessed: usize, unplaced: usize) -> String {
    let mut doubts = Vec::new();
    if unplaced > 0 {
        doubts.push(format!("項目に入らない列 {unplaced}"));
    }
    if guessed > 0 {
        doubts.push(format!("推測した列 {guessed}"));
    }
    if doubts.is_empty() {
        format!("見つかった表 {tables} と列の読み方")
    } else {
        format!("見つかった表 {tables} と列の読み方（{}）", doubts.join("、"))
    }
}

// The list of fields that a column can be read as.
pub const GUIDE_SEARCH: &str = "項目を探す";
pub const GUIDE_LIKELY: &str = "近そうな項目";
pub const NOTHING_FOUND_FIELD: &str = "その名前の項目はありません。";
pub fn also_called(label: &str, other: &str) -> String {
    format!("{label}（{other}）")
}

// Rows that stand for several devices.
pub fn sets(rows: usize, parted: usize) -> String {
    match parted {
        0 => format!("複数の機器をまとめた行 {rows}（まとめたまま取り込みます）"),
        _ if parted == rows => format!("複数の機器をまとめた行 {rows}（1 台ずつの行に分けて取り込みます）"),
        _ => format!("複数の機器をまとめた行 {rows}（うち {parted} 行を 1 台ずつに分けて取り込みます）"),
    }
}
pub const SETS_LEAD: &str = "台数が書かれた行です。まとめたままでも台数は残ります。分けると、番号は 2 台目から「-2」「-3」が付き、シリアル番号や IP アドレスのように 1 台ずつ違うものは、台数分書かれていれば配り、そうでなければ 1 台目だけに入ります。";
pub const PART_ALL: &str = "すべて 1 台ずつに分ける";
pub const PART_NONE: &str = "すべてまとめたままにする";
/// 機器 5 行目「受付PC」（4 台）
pub fn part_row(set: &crate::core::import::SetRow) -> String {
    format!(
        "{} {} 行目「{}」を {} 台の行に分ける",
        set.sheet, set.row, set.name, set.devices
    )
}
/// The same on the command line: what is known and what was chosen.
pub fn set_line(set: &crate::core::import::SetRow) -> String {
    let done = if set.parted {
        "1 台ずつに分けます"
    } else {
        "まとめたまま取り込みます"
    };
    format!(
        "{} {} 行目「{}」は {} 台：{done}",
        set.sheet, set.row, set.name, set.devices
    )
}
/// A column that means a field which another column has.
pub fn rival(sheet: &str, header: &str) -> String {
    let header = header.replace('\n', " ");
    format!(
        "シート「{sheet}」の列「{header}」：同じ意味の列がほかにあるため、その他の項目として残します（--map で選べます）"
    )
}

/// Sheets that a line names.
const SHEETS_NAMED: usize = 5;

/// How sheets were read that are not read row by row, and what their names are taken for.
pub fn readings(plan: &crate::core::import::ImportPlan) -> Vec<String> {
    use crate::core::import::{Layout, PlanTable};
    let some = |found: &dyn Fn(&PlanTable) -> bool| {
        let mut names: Vec<&str> = plan
            .tables
            .iter()
            .filter(|table| found(table))
            .map(|table| &*table.sheet)
            .collect();
        names.dedup();
        let more = names.len().saturating_sub(SHEETS_NAMED);
        names.truncate(SHEETS_NAMED);
        let more = if more > 0 {
            format!(" ほか {more} シート")
        } else {
            String::new()
        };
        (!names.is_empty()).then(|| names.join("、") + &more)
    };
    let cards = some(&|table| table.layout == Layout::Vertical);
    let forms = some(&|table| table.layout == Layout::Form);
    let places = some(&|table| !table.defaults.is_empty());
    let lines = [
        cards.map(|names| format!("{names}：項目と値が並ぶ表（カード）として読みました。")),
        forms.map(|names| format!("{names}：質問と回答の表として読みました。")),
        places.map(|names| format!("{names}：シートの名前を、部署・設置場所の欄がない行の部署・設置場所に入れます。")),
    ];
    lines.into_iter().flatten().collect()
}

/// The first of many places.
fn first_of<T: ToString>(places: &[T]) -> String {
    let shown: Vec<String> = places.iter().take(10).map(T::to_string).collect();
    shown.join("、") + if places.len() > 10 { " ほか" } else { "" }
}

/// What the sheets say beside their cells.
pub fn notice_line(notice: &crate::core::import::Notice) -> String {
    use crate::core::import::Notice as Found;
    match notice {
        Found::Colours { sheet, cell, text } => {
            format!(
                "シート「{sheet}」の {cell}「{text}」：色は読み取れません。当てはまる行の状態を、取り込んだ後で直してください。"
            )
        }
        Found::HiddenRows { sheet, rows } => format!(
            "シート「{sheet}」の隠れた行 {} 行（{}）も読み取りました。要らない行は印を外してください。",
            rows.len(),
            first_of(rows)
        ),
        Found::Comments { sheet, cells } => format!(
            "シート「{sheet}」のコメント（メモ）{} 件（{}）は読み取りません。要ることは、取り込んだ後で「説明」に書いてください。",
            cells.len(),
            first_of(cells)
        ),
        Found::StruckRows { sheet, rows } => format!(
            "シート「{sheet}」の取り消し線の行 {} 行（{}）は、印を外してあります。廃棄した機器として残すなら、印を付けて取り込み、状態を「廃棄」にしてください。",
            rows.len(),
            first_of(rows)
        ),
        Found::StruckCells { sheet, cells } => format!(
            "シート「{sheet}」の取り消し線の欄 {} か所（{}）も、ほかと同じに読み取りました。消した値なら、取り込んだ後で直してください。",
            cells.len(),
            first_of(cells)
        ),
    }
}

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
        ReadError::Damaged(detail) if detail == "quote" => (
            "CSV の「\"」が閉じられていないところがあり、行の区切りが分かりません。".to_owned(),
            "書き出したプログラムでもう一度書き出すか、Excel ブック（.xlsx）で保存したものを選んでください。",
        ),
        ReadError::Damaged(_) => (
            "ファイルが壊れているか、途中で切れています。".to_owned(),
            "Excel で開いて保存し直すか、送り主にもう一度送ってもらってください。",
        ),
        ReadError::TooLarge(bound) => beyond(*bound),
        ReadError::TooSlow => (
            too_slow(),
            "台帳の部分だけを新しい Excel ファイルに写してから選んでください。",
        ),
        ReadError::OutOfMemory => (
            out_of_memory(),
            "台帳の部分だけを新しい Excel ファイルに写してから選んでください。",
        ),
        ReadError::DocumentType => (
            "表計算ソフトが書かない宣言（DOCTYPE）が中に入っているため、安全のため開きませんでした。".to_owned(),
            "送り主に確かめ、Excel で開いて xlsx で保存し直したものを選んでください。",
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
