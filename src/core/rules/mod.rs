//! What the ledger itself can tell: one file per finding.
//!
//! Owns: the list of rules and what a finding is. Refuses to know: wording (`text::rules`), widgets, the clock.
//! Invariants: a rule is a pure function of the snapshot, a day and thresholds; the same ledger and day give the
//! same findings in the same order; a new rule is one file and one line below, and the compiler asks for its words.

mod facts;

use chrono::NaiveDate;

use crate::core::catalogue::{Column, RegisterId};
use crate::core::model::{RecordId, Snapshot};

pub(crate) use facts::{Facts, choice, day, flag};

/// How much a finding matters on the day of the inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// An inspector would point at it, or data is in danger.
    Serious,
    /// The guideline asks for it.
    Warning,
    /// Good to know.
    Hint,
}

impl Severity {
    pub const ALL: [Self; 3] = [Self::Serious, Self::Warning, Self::Hint];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Serious => "serious",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: RuleKey,
    pub severity: Severity,
    pub register: RegisterId,
    pub record: RecordId,
    /// Where it is mended.
    pub column: Option<Column>,
    /// What it is about: a value, a number of days, the names of other rows.
    pub fact: String,
    /// The day by which it matters, if there is one.
    pub due: Option<NaiveDate>,
}

/// Days after which something counts as old. The defaults' sources stand in `text::rules`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Days since patches or firmware were confirmed.
    pub patch_days: i64,
    /// Days since a remote path or the terms of a cloud service were confirmed.
    pub confirm_days: i64,
    /// Days before an end of support or of a contract that are worth a warning.
    pub ahead_days: i64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            patch_days: 90,
            confirm_days: 365,
            ahead_days: 365,
        }
    }
}

/// What rules look at.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    pub snapshot: &'a Snapshot,
    pub today: NaiveDate,
    pub thresholds: Thresholds,
}

/// What a rule is.
struct RuleInfo {
    /// Stable word for JSON.
    key: &'static str,
    severity: Severity,
    /// Clause or manual that asks for it; empty when it is our own advice.
    source: &'static str,
}

macro_rules! rules {
    ($($variant:ident => $module:ident),* $(,)?) => {
        $(mod $module;)*

        /// Every rule, in the order in which findings of one severity are shown.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuleKey {
            $($variant),*
        }

        impl RuleKey {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            const fn info(self) -> &'static RuleInfo {
                match self {
                    $(Self::$variant => &$module::INFO),*
                }
            }
        }

        /// Everything that the rules find, the most serious first.
        pub fn all(look: &Look<'_>) -> Vec<Finding> {
            let mut found = Vec::new();
            $(
                let mut facts = Facts::new(look, RuleKey::$variant, &$module::INFO, &mut found);
                $module::find(look, &mut facts);
            )*
            found.sort_by(|one, two| {
                let key = |finding: &Finding| {
                    (finding.severity, finding.rule, finding.register, finding.record, finding.column.clone())
                };
                key(one).cmp(&key(two))
            });
            found
        }
    };
}

rules! {
    SupportEnded => support_ended,
    DeviceLost => device_lost,
    PathUnrestricted => path_unrestricted,
    PathPasswordOnly => path_password_only,
    DualHomed => dual_homed,
    RequiredBlank => required_blank,
    UnknownOverdue => unknown_overdue,
    PathUnconfirmed => path_unconfirmed,
    PathSharedId => path_shared_id,
    PathTerminalUnknown => path_terminal_unknown,
    PatchOld => patch_old,
    FirmwareOld => firmware_old,
    RemoteMismatch => remote_mismatch,
    ServerWithoutDuty => server_without_duty,
    DuplicateValue => duplicate_value,
    SupportEndsSoon => support_ends_soon,
    MobilePath => mobile_path,
    TermsUnchecked => terms_unchecked,
    TermOver => term_over,
    SupportUnknown => support_unknown,
    Unreadable => unreadable,
}

impl RuleKey {
    /// Stable word for JSON.
    pub const fn key(self) -> &'static str {
        self.info().key
    }

    pub const fn severity(self) -> Severity {
        self.info().severity
    }

    pub const fn source(self) -> &'static str {
        self.info().source
    }
}
