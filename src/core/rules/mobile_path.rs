//! A path over a mobile line, or a router for one: it does not pass the clinic's own router and is easily forgotten.

use super::facts::{self, devices_of, paths};
use super::{Facts, Look, RuleInfo, Severity};
use crate::core::catalogue::RegisterId;
use crate::core::model::{Record, Value};
use crate::core::parse;

pub(super) const INFO: RuleInfo = RuleInfo {
    key: "mobile_path",
    severity: Severity::Hint,
    source: "立入検査研修 2-(2)（LTE/5G SIM ルーター）",
};

pub(super) fn find(look: &Look<'_>, facts: &mut Facts<'_>) {
    for row in paths(look) {
        if facts::choice(row, "method") == Some(facts::METHOD_MOBILE) {
            facts.at(row, "method", facts::METHOD_MOBILE);
        }
    }
    for (row, _) in devices_of(look, [facts::KIND_NETWORK]) {
        if is_mobile_router(row) {
            facts.at(row, "kind", "device");
        }
    }
}

/// Whether the words for the kind of a network device are those for a mobile line: a network device is all that they become.
fn is_mobile_router(row: &Record) -> bool {
    let words = row.entry("kind").as_text();
    let method = RegisterId::REMOTE_PATH.field("method");
    let (Some(words), Some(method)) = (words, method) else {
        return false;
    };
    parse::understand(method.kind, words).value == Some(Value::Choice(facts::METHOD_MOBILE))
}

#[cfg(test)]
mod tests {
    use super::super::RuleKey;
    use super::super::facts::check;
    use crate::core::catalogue::RegisterId;

    #[test]
    fn a_router_for_a_mobile_line_is_one_too() {
        for (kind, status, count) in [
            ("LTEルーター", "稼働", 1),
            ("LTEルーター", "廃棄", 0),
            ("ルータ", "稼働", 0),
            ("モバイル", "稼働", 0),
        ] {
            let row: &[(&str, &str)] = &[("management_no", "1"), ("kind", kind), ("status", status)];
            assert_eq!(
                check(RuleKey::MobilePath, "2026-11-21", &[(RegisterId::DEVICE, row)]).len(),
                count,
                "{kind} {status}"
            );
        }
    }

    #[test]
    fn finds_what_it_should_and_nothing_else() {
        let path = RegisterId::REMOTE_PATH;
        for (method, count) in [("LTEルータ", 1), ("LTE/5G SIMルータ", 1), ("IP-VPN", 0), ("", 0)] {
            assert_eq!(
                check(
                    RuleKey::MobilePath,
                    "2026-11-21",
                    &[(path, &[("purpose", "保守"), ("method", method)])]
                )
                .len(),
                count,
                "{method}"
            );
        }
    }
}
