//! Wording of labels to print for 棚卸.

pub const LABELS: &str = "番号の札を作る（QR コード）";
pub const LABELS_LEAD: &str = "A4 の紙に 24 枚ずつ並べます。できたファイルをブラウザーで開き、倍率 100 %・余白なしで印刷して、切って貼ってください。棚卸では札を読み取るだけで数えられます。";
pub const LABELS_NUMBERS: &str = "番号（「、」で区切る。空欄はすべて）";
pub const LABELS_PLACE: &str = "設置場所（空欄はすべて）";
pub const LABELS_FILE: &str = "書き出す札のファイル";
pub const LABELS_NAME: &str = "番号の札.html";
pub const LABELS_WRITE: &str = "札を書き出す";

/// What a page of labels is called.
pub fn labels_title(facility: &str) -> String {
    format!("番号の札 {facility}").trim_end().to_owned()
}

/// How many labels there are, and how many rows have none.
pub fn labels_made(labels: usize, without: usize) -> String {
    match without {
        0 => format!("札 {labels} 枚"),
        _ => format!("札 {labels} 枚（番号のない {without} 件は作れません。管理番号を書くと作れます）"),
    }
}
