//! What is kept in too few places: three copies, two media, one elsewhere, one that malware cannot reach.

use std::collections::{BTreeMap, BTreeSet};

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::{RegisterId, tokens::SAME_DISK};
use crate::core::model::Record;
use crate::core::parse;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "backup_321",
    severity: Severity::Serious,
    source: "チェックリスト 3 バックアップの実施と復旧手順の確認・安全管理ガイドライン システム運用編 11章",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    let mut targets: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for row in look.snapshot.rows(RegisterId::BACKUP_PLAN).iter() {
        if let Some(target) = row.entry("target").as_text() {
            targets.entry(parse::fold(target).into_owned()).or_default().push(row);
        }
    }
    for rows in targets.into_values() {
        let yes = |key: &str| rows.iter().any(|row| facts::flag(row, key) == Some(true));
        let media: BTreeSet<&str> = rows.iter().filter_map(|row| facts::choice(row, "medium")).collect();
        // The original is the first copy and stands on the disk of its server.
        let same_disk = media.iter().all(|medium| *medium == SAME_DISK);
        let missing: Vec<&str> = [
            ("copies", rows.len() < 2),
            ("media", same_disk),
            ("offsite", !yes("offsite")),
            ("immutable", !yes("immutable")),
        ]
        .into_iter()
        .filter_map(|(word, missing)| missing.then_some(word))
        .collect();
        let column = match missing.first() {
            None => continue,
            Some(&word @ ("offsite" | "immutable")) => word,
            Some(_) => "medium",
        };
        facts.at(rows[0], column, missing.join(","));
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleKey;
    use super::super::facts::table;
    use crate::core::catalogue::RegisterId;

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let it = RegisterId::BACKUP_PLAN;
        table(
            RuleKey::Backup321,
            &[
                (&[(it, &[("target", "カルテ"), ("medium", "NAS")][..])][..], 1),
                (
                    &[(
                        it,
                        &[
                            ("target", "カルテ"),
                            ("medium", "NAS"),
                            ("offsite", "はい"),
                            ("immutable", "はい"),
                        ][..],
                    )][..],
                    1,
                ),
                (
                    &[
                        (
                            it,
                            &[
                                ("target", "カルテ"),
                                ("medium", "NAS"),
                                ("offsite", "いいえ"),
                                ("immutable", "いいえ"),
                            ][..],
                        ),
                        (
                            it,
                            &[
                                ("target", "ｶﾙﾃ"),
                                ("medium", "クラウド"),
                                ("offsite", "はい"),
                                ("immutable", "はい"),
                            ],
                        ),
                    ],
                    0,
                ),
                (
                    &[
                        (
                            it,
                            &[
                                ("target", "カルテ"),
                                ("medium", "NAS"),
                                ("offsite", "いいえ"),
                                ("immutable", "はい"),
                            ][..],
                        ),
                        (
                            it,
                            &[
                                ("target", "カルテ"),
                                ("medium", "NAS"),
                                ("offsite", "いいえ"),
                                ("immutable", "はい"),
                            ],
                        ),
                    ],
                    1,
                ),
                (&[(it, &[("note", "対象なし")][..])][..], 0),
            ],
        );
        let one: &[(&str, &str)] = &[("target", "画像"), ("medium", "同じサーバ内"), ("offsite", "いいえ")];
        assert_eq!(
            super::super::facts::check(RuleKey::Backup321, "2026-11-21", &[(it, one)]),
            ["copies,media,offsite,immutable"]
        );
    }
}
