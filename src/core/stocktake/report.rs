//! How a round stands: what was found, what not, what was too much.

use std::sync::Arc;

use super::{Round, result_kind, text};
use crate::core::catalogue::tokens;
use crate::core::model::{Record, Value};
use crate::core::parse;

/// The items of a round by what became of them, each in the order of the ledger.
#[derive(Default)]
pub struct Report {
    /// How many were expected.
    pub expected: usize,
    pub found: Vec<Arc<Record>>,
    pub elsewhere: Vec<Arc<Record>>,
    pub missing: Vec<Arc<Record>>,
    pub unexpected: Vec<Arc<Record>>,
    /// Not counted yet.
    pub open: Vec<Arc<Record>>,
    /// Counted more than once: perhaps two labels of one number.
    pub again: Vec<Arc<Record>>,
}

impl Report {
    /// Expected things about which something was noted.
    pub fn done(&self) -> usize {
        self.expected - self.open.len()
    }
}

pub fn report(round: &Round<'_>) -> Report {
    let mut report = Report::default();
    let kind = result_kind();
    for item in &round.items {
        let result = item.entry("result").as_text();
        let word = result.and_then(|text| match parse::understand(kind, text).value {
            Some(Value::Choice(word)) => Some(word),
            _ => None,
        });
        let list = match word {
            Some(tokens::UNEXPECTED) => &mut report.unexpected,
            Some(tokens::FOUND) => &mut report.found,
            Some(tokens::ELSEWHERE) => &mut report.elsewhere,
            Some(tokens::NOT_FOUND) => &mut report.missing,
            _ => &mut report.open,
        };
        list.push(Arc::clone(item));
        if word != Some(tokens::UNEXPECTED) {
            report.expected += 1;
        }
        if text(item, "times").parse::<u32>().is_ok_and(|times| times > 1) {
            report.again.push(Arc::clone(item));
        }
    }
    report
}
