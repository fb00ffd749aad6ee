//! Headers that announce a secret: what stands below them never gets into a ledger.
//!
//! Owns: telling them. Refuses to know: where headers stand.
//! Invariant: in doubt a header is one; what only says how or when of a secret (パスワード変更日) is none.

use crate::core::parse::header_key;

/// Stands between the texts of two header rows.
pub const HEADER_ROWS: char = '\u{1f}';

/// Whole headers, as `header_key` gives them.
const SECRETS: &[&str] = &[
    "パスワード",
    "パスワド",
    "password",
    "passwd",
    "pass",
    "pw",
    "pwd",
    "暗証番号",
    "暗証",
    "暗証no",
    "合言葉",
    "pin",
    "pinコード",
    "pin番号",
    "パスコード",
    "passcode",
    "パスフレーズ",
    "秘密鍵",
    "シークレット",
    "secret",
    "ログイン情報",
    "ログオン情報",
    "ログインパス",
    "ログオンパス",
    "初期パス",
    "管理者パス",
    "ユーザーパス",
    "暗号化キー",
    "暗号キー",
    "暗号鍵",
    "事前共有鍵",
    "事前共有キー",
    "psk",
    "共有鍵",
    "wepキー",
    "wpaキー",
    "wifiキー",
    "wi-fiキー",
    "無線キー",
    "認証キー",
    "apiキー",
    "回復キー",
    "アクセスキー",
    "セキュリティキー",
    "セキュリティーキー",
    "ネットワークキー",
    "ssidキー",
    "idpw",
    "idpass",
    "idパス",
];

/// Ends of such headers: 初期PW, ログインパスワード.
const ENDS: &[&str] = &["パスワード", "password", "passwd", "pw", "pwd", "暗証番号"];

/// A password beside who logs in, a place of a file otherwise.
const PASS: &str = "パス";
const WHO: &[&str] = &[
    "id",
    "ログインid",
    "ユーザーid",
    "ユーザid",
    "ログイン",
    "ログオン",
    "アカウント",
    "アカウント名",
    "ユーザー",
    "ユーザ",
    "ユーザー名",
    "ユーザ名",
    "利用者",
    "氏名",
];

/// Marks between the parts of a header.
const BETWEEN: [char; 8] = ['/', '／', '&', '+', '・', '･', '、', '\n'];

/// Ends of headers that say how, when or who of a secret that is named above them.
const ABOUT: &[&str] = &[
    "有無",
    "要否",
    "日",
    "期限",
    "期間",
    "頻度",
    "桁数",
    "文字数",
    "方法",
    "ルール",
    "状況",
    "状態",
    "管理者",
    "担当者",
    "担当",
];

/// Whether a header announces a secret; of a header of several rows, with [`HEADER_ROWS`] between them, also what a row
/// above announces. `利用者認証方法` and `パスワード変更日` do not: they say how or when.
pub fn is_secret_header(header: &str) -> bool {
    let Some((above, last)) = header.rsplit_once(HEADER_ROWS) else {
        return announces(header);
    };
    let says_about = || {
        let key = header_key(last);
        ABOUT.iter().any(|end| key.ends_with(end)) || WHO.contains(&key.as_str())
    };
    announces(last)
        || announces(&header.replace(HEADER_ROWS, ""))
        || (above.split(HEADER_ROWS).any(announces) && !says_about())
}

/// The same of one row of a header.
fn announces(header: &str) -> bool {
    // パスワ-ド is a common slip.
    let key = header_key(header).replace("ワ-ド", "ワード");
    if SECRETS.contains(&key.as_str()) || ENDS.iter().any(|end| key.ends_with(end)) || key == PASS || key == "p/w" {
        return true;
    }
    // ID・パスワード and the like: the key has lost the dot.
    if !header.contains(BETWEEN) && !key.contains(['/', '&', '+']) {
        return false;
    }
    let parts: Vec<String> = header
        .split(BETWEEN)
        .flat_map(|part| split_again(&header_key(part)))
        .collect();
    let is = |list: &[&str]| parts.iter().any(|part| list.contains(&part.as_str()));
    is(SECRETS) || (is(&[PASS]) && is(WHO))
}

/// Marks between parts that only the folded key has: ＆ and ＋.
fn split_again(key: &str) -> Vec<String> {
    key.split(['/', '&', '+']).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_told_however_its_header_is_written() {
        for header in [
            "パスワード",
            "ﾊﾟｽﾜｰﾄﾞ",
            "パスワ－ド",
            "Pass Word",
            "ＰＷ",
            "P/W",
            "PWD",
            "初期PW",
            "ID/PW",
            "ID＆パス",
            "ID\nPW",
            "アカウント\nパス",
            "ログインID・パス",
            "パスワード（初期）",
            "ログイン情報",
            "暗証No.",
            "Wi-Fiパスワード",
            "事前共有キー",
            "アカウント\u{1f}PW",
            "ログイン\u{1f}パス",
            "ログイン情報\u{1f}パス",
            "ログイン情報\u{1f}値",
            "パス\u{1f}ワード",
            "機器\u{1f}ログイン情報\u{1f}値",
        ] {
            assert!(is_secret_header(header), "{header}");
        }
        for header in [
            "",
            "利用者認証方法",
            "パスワード変更日",
            "パスワード\u{1f}変更日",
            "パスワード\u{1f}有無",
            "ログイン情報\u{1f}ID",
            "アカウント\u{1f}ID",
            "共有フォルダ／パス",
            "保存先パス",
            "パソコン",
            "プロダクトキー",
            "OS・バージョン",
            "IPアドレス/MAC",
        ] {
            assert!(!is_secret_header(header), "{header}");
        }
    }
}
