//! Days after which something counts as old: the defaults, and the clinic's own from its ledger.
//!
//! Invariant: what is blank or unreadable in the ledger is the default. Sources stand in the catalogue
//! (`threshold`).

use crate::core::catalogue::{FieldKind, RegisterId};
use crate::core::model::{Snapshot, Value};
use crate::core::parse;

/// Longest time that a clinic can set: ten years.
const MOST_DAYS: f64 = 3_650.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Days since patches or firmware were confirmed.
    pub patch_days: i64,
    /// Days since a remote path or the terms of a cloud service were confirmed.
    pub confirm_days: i64,
    /// Days before an end of support that are worth planning for.
    pub ahead_days: i64,
    /// Days before an end of support or of a contract that are worth a warning.
    pub soon_days: i64,
    /// Days since an ID was looked at.
    pub account_days: i64,
    /// Days since somebody restored a backup.
    pub restore_days: i64,
    /// Days since the management saw the ledger.
    pub review_days: i64,
    /// Days that a medium may be out when nobody said until when.
    pub loan_days: i64,
    /// Days that an asked vendor may take for its disclosure.
    pub asked_days: i64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            patch_days: 90,
            confirm_days: 365,
            ahead_days: 365,
            soon_days: 90,
            account_days: 365,
            restore_days: 365,
            review_days: 365,
            loan_days: 30,
            asked_days: 60,
        }
    }
}

impl Thresholds {
    /// Those of a ledger.
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut days = Self::default();
        let Some(row) = snapshot.rows(RegisterId::THRESHOLD).first() else {
            return days;
        };
        for (key, value) in days.fields_mut() {
            let text = row.entry(key).as_text();
            if let Some(Value::Number(number)) = text.and_then(|text| parse::understand(FieldKind::Number, text).value)
                && (1.0..=MOST_DAYS).contains(&number)
            {
                *value = number as i64;
            }
        }
        days
    }

    /// The value of the field called `key` of the register.
    pub fn get(mut self, key: &str) -> Option<i64> {
        let mut fields = self.fields_mut().into_iter();
        fields.find(|(known, _)| *known == key).map(|(_, days)| *days)
    }

    fn fields_mut(&mut self) -> [(&'static str, &mut i64); 9] {
        [
            ("patch_days", &mut self.patch_days),
            ("confirm_days", &mut self.confirm_days),
            ("ahead_days", &mut self.ahead_days),
            ("soon_days", &mut self.soon_days),
            ("account_days", &mut self.account_days),
            ("restore_days", &mut self.restore_days),
            ("review_days", &mut self.review_days),
            ("loan_days", &mut self.loan_days),
            ("asked_days", &mut self.asked_days),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::{Content, Entry, LedgerMeta, Record, RecordId};

    #[test]
    fn the_ledgers_own_days_count_and_nonsense_does_not() {
        let register = RegisterId::THRESHOLD;
        let mut content = Content::default();
        for (key, text) in [
            ("patch_days", "３０"),
            ("confirm_days", "いつも"),
            ("ahead_days", "-5"),
            ("loan_days", "99999"),
        ] {
            content
                .fields
                .set(register.field_index(key).expect(key), Entry::text(text));
        }
        let row = Record {
            id: RecordId::derive(1, 0, &[0; 32]),
            register,
            content,
        };
        let days = Thresholds::of(&Snapshot::with_rows(LedgerMeta::default(), vec![row]));
        assert_eq!(
            days,
            Thresholds {
                patch_days: 30,
                ..Thresholds::default()
            }
        );
    }

    #[test]
    fn every_field_of_the_register_but_the_note_is_a_threshold() {
        for field in RegisterId::THRESHOLD
            .fields
            .iter()
            .filter(|field| field.kind == FieldKind::Number)
        {
            let days = Thresholds::default().get(field.key).expect(field.key);
            assert!(
                field.source.contains(&format!("{days} 日")),
                "{}: the default stands in its source",
                field.key
            );
        }
    }
}
