//! An operating system or program whose support ends within three months.

use super::supports::Supported;
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::lifecycle::Standing;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "support_ends_shortly",
    severity: Severity::Warning,
    source: "安全管理ガイドライン 企画管理編 9章④",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for Supported { row, column, support } in &look.supported {
            if let Standing::Ends { on, .. } = support.standing
                && (0..=look.thresholds.soon_days).contains(&(on - look.today).num_days())
            {
                facts.column_due(row, column.clone(), support.label.as_str(), on);
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
        let it = RegisterId::DEVICE;
        table(
            RuleKey::SupportEndsShortly,
            &[
                (&[(it, &[("os", "Windows Server 2016")][..])][..], 1),
                (&[(it, &[("os", "Windows Server 2022")][..])][..], 0),
                (&[(it, &[("os", "Windows 10 Pro")][..])][..], 0),
                (&[(it, &[("os", "Windows 11")][..])][..], 0),
                (&[(it, &[("os", "Windows Server 2016"), ("status", "廃棄")][..])][..], 0),
            ],
        );
    }
}
