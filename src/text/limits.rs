//! Wording of a file that is beyond a bound of the reader: which bound, how much it is, and the one thing to do.

use crate::core::import::reader::{Bound, limits};

/// What is too much, and what to do about it.
pub(super) fn beyond(bound: Bound) -> (String, &'static str) {
    let (what, todo) = match bound {
        Bound::File => (
            format!(
                "ファイルが大きすぎます（上限は {}、CSV・xls・パスワード付きは {}）。",
                bytes(limits::FILE),
                bytes(limits::WHOLE_FILE)
            ),
            COPY,
        ),
        Bound::Files => (
            format!(
                "一度に選べる PC の情報は {} ファイルまでです。",
                count(limits::PC_FILES)
            ),
            "いくつかに分けて選んでください。",
        ),
        Bound::Inflated => (
            format!(
                "圧縮を解くと {} を超えるファイルのため、安全のため途中でやめました。",
                bytes(limits::INFLATED)
            ),
            COPY,
        ),
        Bound::Part => (
            format!(
                "圧縮を解くと {} を超える部品があるため、安全のため途中でやめました。",
                bytes(limits::PART)
            ),
            COPY,
        ),
        Bound::Entries => (
            format!(
                "ファイルの中の部品（写真や図など）が多すぎます（上限は {} 個）。",
                count(limits::ENTRIES)
            ),
            PLAIN,
        ),
        Bound::Token => (
            format!(
                "ひと続きの文字が {} を超える、普通ではない作りのファイルです。",
                bytes(limits::TOKEN)
            ),
            PLAIN,
        ),
        Bound::Record => (
            format!(
                "{} を超える記録がある、普通ではない作りのファイルです。",
                bytes(limits::TOKEN)
            ),
            PLAIN,
        ),
        Bound::Tokens => (
            format!(
                "部品の数が {} を超える、普通ではない作りのファイルです。",
                count(limits::TOKENS)
            ),
            PLAIN,
        ),
        Bound::Depth => (
            format!(
                "{} 段を超えて入れ子になった、普通ではない作りのファイルです。",
                limits::DEPTH
            ),
            PLAIN,
        ),
        Bound::Relationships => (
            format!(
                "部品どうしのつながりが {} を超える、普通ではない作りのファイルです。",
                count(limits::ENTRIES)
            ),
            PLAIN,
        ),
        Bound::Sheets => (
            format!("シートが多すぎます（上限は {} 枚）。", limits::SHEETS),
            "台帳のシートだけを新しい Excel ファイルに写してから選んでください。",
        ),
        Bound::Rows => (
            format!(
                "行が多すぎます（上限は 1 枚のシートで {} 行、空の行も入れて全部で {} 行）。",
                count(limits::ROWS),
                count(limits::ROWS_SEEN)
            ),
            "台帳の行だけを新しい Excel ファイルに写してから選んでください。",
        ),
        Bound::Columns => (
            format!("列が多すぎます（上限は {} 列）。", count(limits::COLUMNS)),
            "台帳の列だけを新しい Excel ファイルに写してから選んでください。",
        ),
        Bound::Cells => (
            format!(
                "セルが多すぎます（上限は中身のあるセルが {}、空のセルも入れて {}）。",
                count(limits::CELLS),
                count(limits::CELLS_SEEN)
            ),
            "台帳の範囲だけを新しい Excel ファイルに写してから選んでください。",
        ),
        Bound::Cell => (
            format!("{} 文字を超えるセルがあります。", count(limits::CELL_TEXT)),
            "そのセルの文字を減らして保存し直してから選んでください。",
        ),
        Bound::Text => (
            format!("式か文字が {} を超えるセルがあります。", bytes(limits::TOKEN)),
            "そのセルを値だけにして保存し直してから選んでください。",
        ),
        Bound::Texts => (
            format!("文字の量が多すぎます（上限は全部で {}）。", bytes(limits::TEXTS as u64)),
            COPY,
        ),
        Bound::Strings => (
            format!("文字の種類が多すぎます（上限は {} 通り）。", count(limits::STRINGS)),
            COPY,
        ),
        Bound::Styles => (
            format!("セルの書式が多すぎます（上限は {} 種類）。", count(limits::STYLES)),
            VALUES,
        ),
        Bound::Formats => (
            format!(
                "表示形式が多すぎるか、長すぎます（上限は {} 種類、{} 文字）。",
                count(limits::FORMATS),
                count(limits::FORMAT_TEXT)
            ),
            VALUES,
        ),
        Bound::Merges => (
            format!(
                "結合したセルが多すぎます（上限はシートごとに {} か所）。",
                count(limits::MERGES)
            ),
            VALUES,
        ),
        Bound::Protection => (
            "パスワードの守り方が普通ではなく、開くのに時間がかかりすぎます。".to_owned(),
            "元の表計算ソフトで開き、パスワードを外した写しを作ってから選んでください。",
        ),
    };
    (what, todo)
}

const COPY: &str = "台帳の部分だけを新しい Excel ファイルに写してから選んでください。";
const PLAIN: &str = "Excel で開いて台帳の表だけを新しいファイルに写し、xlsx で保存してから選んでください。";
const VALUES: &str = "台帳の部分を新しい Excel ファイルに「値だけ」貼り付けて保存してから選んでください。";

pub(super) fn too_slow() -> String {
    format!(
        "読むのに時間がかかりすぎるため、途中でやめました（上限は計算 {} 秒、全体で {} 秒）。",
        limits::COMPUTING,
        limits::SECONDS
    )
}

pub(super) fn out_of_memory() -> String {
    format!(
        "読むのにメモリーが足りなくなったため、途中でやめました（上限は {}）。",
        bytes(limits::MEMORY)
    )
}

/// Whole gigabytes or megabytes: bounds are round.
fn bytes(bytes: u64) -> String {
    const MEGA: u64 = 1024 * 1024;
    if bytes.is_multiple_of(1024 * MEGA) {
        format!("{} GB", bytes / (1024 * MEGA))
    } else {
        format!("{} MB", bytes / MEGA)
    }
}

fn count(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_read_as_people_write_them() {
        assert_eq!(
            (count(200u32), count(1_048_576u32)),
            ("200".to_owned(), "1,048,576".to_owned())
        );
        assert_eq!(
            (bytes(limits::INFLATED), bytes(limits::WHOLE_FILE)),
            ("1 GB".to_owned(), "32 MB".to_owned())
        );
    }
}
