//! Headers that announce a secret: what stands below them never gets into a ledger.
//!
//! Owns: telling them. Refuses to know: where headers stand.
//! Invariant: in doubt a header is one; what only says how or when of a secret (パスワード変更日) is none.

use crate::core::parse::{fold, header_key};

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
    "p/w",
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

/// Marks between the parts of a header that its key has lost, and those with the slashes.
const DOTS: [char; 4] = ['・', '･', '、', '\n'];
const DOTS_AND_SLASHES: [char; 6] = ['・', '･', '、', '\n', '/', '／'];

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
    if is_secret(&key) || key == PASS {
        return true;
    }
    // ID（PW）; 認証方法（パスワード）says how.
    let inside = || {
        let folded = fold(header);
        let inside = folded.split_once('(')?.1.split(')').next()?;
        Some(is_secret(&header_key(inside)))
    };
    if WHO.contains(&key.as_str()) && inside() == Some(true) {
        return true;
    }
    // ID・パスワード and the like: the key has lost the dot.
    let dotted = header.contains(DOTS).then(|| header.split(DOTS_AND_SLASHES));
    let dotted = dotted.into_iter().flatten().map(header_key);
    let parts: Vec<String> = key.split(['/', '&', '+']).map(str::to_owned).chain(dotted).collect();
    let is = |list: &[&str]| parts.iter().any(|part| list.contains(&part.as_str()));
    is(SECRETS) || (is(&[PASS]) && is(WHO))
}

/// Whether a whole header or a part of it, as `header_key` gives it, is the name of a secret.
fn is_secret(key: &str) -> bool {
    SECRETS.contains(&key) || ENDS.iter().any(|end| key.ends_with(end))
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
            "ID（PW）",
            "アカウント(初期パスワード)",
            "ログイン（ID/PW）",
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
            "認証方法（ID/パスワード）",
            "認証方法（パスワード）",
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
