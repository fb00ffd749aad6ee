//! Words of an item that tell its topic when the whole wording is new.
//!
//! Owns: the words. Refuses to know: editions. A topic found by a word is a guess and is said to be one.

use super::Topic;

/// Who makes a disclosure: of a service, of a product.
pub(super) const OF_SERVICE: &[&str] = &["サービス事業者による"];
pub(super) const OF_PRODUCT: &str = "製造業者";
/// Before the number of an edition: 第2.0版.
pub(super) const EDITION: char = '第';
/// What may stand before the number of a remark, and behind it.
pub(super) const REMARK_STARTS: [&str; 5] = ["備考", "注", "※", "no.", "("];
pub(super) const REMARK_ENDS: [char; 7] = [':', '：', ' ', '　', ')', '）', '．'];

/// Folded words that must all be there, and words that must not.
const TELLING: &[(Topic, &[&str], &[&str])] = &[
    (Topic::ContactChart, &["連絡体制図"], &[]),
    (Topic::Ledger, &["台帳管理"], &[]),
    (Topic::RemoteMaintenance, &["リモートメンテナンス", "有無"], &[]),
    (Topic::MdsSds, &["開示書"], &[]),
    (Topic::MdsSds, &["mds/sds"], &[]),
    (Topic::Privilege, &["アクセス利用権限"], &[]),
    (Topic::Cleanup, &["不要なアカウント"], &[]),
    (Topic::AccessLog, &["アクセスログ"], &[]),
    (Topic::Patch, &["セキュリティパッチ"], &[]),
    (Topic::SourceRestriction, &["接続元制限"], &[]),
    (Topic::BackgroundServices, &["バックグラウンド"], &[]),
    (Topic::BackupRestore, &["バックアップ", "復旧手順"], &[]),
    (Topic::Bcp, &["事業継続計画"], &[]),
    (Topic::PasswordReuse, &["パスワード", "使い回し"], &[]),
    (Topic::PasswordPolicy, &["パスワード", "文字以上"], &[]),
    (Topic::UsbRestriction, &["外部記録媒体"], &[]),
    (Topic::UsbRestriction, &["usbストレージ"], &[]),
    (Topic::Mfa, &["二要素認証"], &["パスワード"]),
    (Topic::Rules, &["運用管理規程"], &[]),
    (Topic::Responsible, &["安全管理責任者"], &[]),
    (Topic::Responsible, &["管理責任者", "設置"], &[]),
];

/// The topic that the words of a folded wording point to, when they point to one only.
pub(super) fn topic(key: &str) -> Option<Topic> {
    let mut found = TELLING
        .iter()
        .filter(|(_, all, none)| {
            all.iter().all(|word| key.contains(word)) && !none.iter().any(|word| key.contains(word))
        })
        .map(|(topic, ..)| *topic);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// Forms of companies, which people write in front, behind or not at all.
pub(super) const COMPANY_FORMS: &[&str] = &["株式会社", "有限会社", "合同会社", "(株)", "(有)"];

/// An item that may stay blank without a contract says so, or asks something only a vendor can answer.
pub(super) fn needs_contract(key: &str) -> bool {
    key.contains("事業者と契約していない場合")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::form::tokens::key;

    #[test]
    fn a_word_tells_one_topic_or_none() {
        for (text, found) in [
            ("インシデント発生時の連絡体制図がある。", Some(Topic::ContactChart)),
            ("バックアップから戻す手順を確かめた。", None),
            ("画面ロックを設定している。", None),
            ("ＵＳＢストレージの接続を制限している。", Some(Topic::UsbRestriction)),
            (
                "パスワードは英数字、記号が混在した8文字以上とし、二要素認証の場合は不要",
                Some(Topic::PasswordPolicy),
            ),
            ("二要素認証を導入している。", Some(Topic::Mfa)),
            ("台帳管理と連絡体制図", None),
        ] {
            assert_eq!(topic(&key(text)), found, "{text}");
        }
    }
}
