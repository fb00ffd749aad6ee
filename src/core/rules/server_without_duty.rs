//! A server of which nobody knows who updates it, or where that is written.

use super::facts::{self, devices_of};
use super::{Facts, Look, RuleInfo, Severity};

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "server_without_duty",
    severity: Severity::Warning,
    source: "契約における当事者間の役割分担等に関する確認表",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for (row, _) in devices_of(look, [facts::KIND_SERVER]) {
        for key in ["update_duty", "update_duty_basis"] {
            if row.entry(key).is_blank() || facts::is_unknown(row, key) {
                let label = row.register.field(key).map_or("", |field| field.label);
                facts.at(row, key, label);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleKey;
    use super::super::facts::check;
    use crate::core::catalogue::RegisterId;

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let device = RegisterId::DEVICE;
        for (kind, duty, basis, count) in [
            ("サーバ", "", "", 2),
            ("サーバ", "事業者", "保守契約書", 0),
            ("サーバ", "事業者", "", 1),
            ("サーバ", "不明", "契約書", 1),
            ("端末PC", "", "", 0),
        ] {
            let cells: &[(&str, &str)] = &[
                ("management_no", "1"),
                ("kind", kind),
                ("update_duty", duty),
                ("update_duty_basis", basis),
            ];
            assert_eq!(
                check(RuleKey::ServerWithoutDuty, "2026-11-21", &[(device, cells)]).len(),
                count,
                "{kind} {duty} {basis}"
            );
        }
    }
}
