//! A security notice that nobody has decided about, or whose work is not done in time.

use super::facts;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "notice_undecided",
    severity: Severity::Warning,
    source: "安全管理ガイドライン 企画管理編 9章④（脆弱性に関する対応状況）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in look.snapshot.rows(RegisterId::NOTICE).iter() {
        let due = facts::day(row, "due_on");
        let late = due.is_none_or(|due| due < look.today);
        match facts::choice(row, "judgement") {
            Some(facts::TO_BE_DONE) if row.entry("done_on").is_blank() && late => match due {
                Some(due) => facts.due(row, "done_on", "not_done", due),
                None => facts.at(row, "due_on", "no_due"),
            },
            Some(facts::PUT_OFF) if late => facts.at(row, "judgement", "put_off"),
            None => facts.at(row, "judgement", ""),
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleKey;
    use super::super::facts::table;
    use crate::core::catalogue::RegisterId;

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let it = RegisterId::NOTICE;
        table(
            RuleKey::NoticeUndecided,
            &[
                (&[(it, &[("title", "脆弱性")][..])][..], 1),
                (&[(it, &[("title", "脆弱性"), ("judgement", "保留")][..])][..], 1),
                (
                    &[(
                        it,
                        &[("title", "脆弱性"), ("judgement", "保留"), ("due_on", "2026/12/1")][..],
                    )][..],
                    0,
                ),
                (&[(it, &[("title", "脆弱性"), ("judgement", "影響なし")][..])][..], 0),
                (
                    &[(
                        it,
                        &[("title", "脆弱性"), ("judgement", "対応"), ("due_on", "2026/11/1")][..],
                    )][..],
                    1,
                ),
                (&[(it, &[("title", "脆弱性"), ("judgement", "対応")][..])][..], 1),
                (
                    &[(
                        it,
                        &[
                            ("title", "脆弱性"),
                            ("judgement", "対応"),
                            ("due_on", "2026/11/1"),
                            ("done_on", "2026/11/1"),
                        ][..],
                    )][..],
                    0,
                ),
                (
                    &[(
                        it,
                        &[("title", "脆弱性"), ("judgement", "対応"), ("due_on", "2026/11/21")][..],
                    )][..],
                    0,
                ),
            ],
        );
    }
}
