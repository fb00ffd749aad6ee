//! What the ledger itself can tell: one file per finding.
//!
//! Owns: the list of rules and what a finding is. Refuses to know: wording (`text::rules`), widgets, the clock.
//! Invariants: a rule is a pure function of the snapshot, a day and thresholds; the same ledger and day give the
//! same findings in the same order; a new rule is one file and one line below, and the compiler asks for its words.

mod accepted;
mod facts;
mod supports;
mod thresholds;

use chrono::NaiveDate;

use crate::core::catalogue::{Column, RegisterId, tokens};
use crate::core::lifecycle::{List, Support};
use crate::core::model::{Entry, Record, RecordId, Snapshot};

pub use accepted::{Acceptance, acceptance};
#[cfg(test)]
pub(crate) use facts::records_of;
pub(crate) use facts::{Facts, choice, date, day, flag, is_over};
pub use supports::support_note;
use supports::{Supported, Supports};
pub use thresholds::Thresholds;

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
    /// A person knows of it and lets it be until a day. In a box of its own, for few are and there are many.
    pub accepted: Option<Box<Acceptance>>,
}

/// A change of one cell by which a finding goes away, offered to be made with one click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    pub record: RecordId,
    pub column: Column,
    /// What the cell says then.
    pub text: String,
    /// The part that changes, and what it becomes.
    pub was: String,
    pub now: String,
}

/// A device in use, and what most rules ask of it first.
struct Device<'a> {
    row: &'a Record,
    kind: Option<&'static str>,
    status: Option<&'static str>,
}

/// A 不明 with the day by which it is to be found out.
pub(crate) struct Unknown<'a> {
    pub row: &'a Record,
    /// Its place among the fields of the register.
    pub field: usize,
    pub confirm_by: NaiveDate,
}

/// What rules look at.
pub struct Look<'a> {
    pub snapshot: &'a Snapshot,
    pub today: NaiveDate,
    pub thresholds: Thresholds,
    /// What the devices in use run, as far as something is known about its support.
    supported: Vec<Supported<'a>>,
    /// Devices in use, and remote paths that are not closed: many rules ask for them.
    devices: Vec<Device<'a>>,
    /// What is to be found out by a day.
    unknown: Vec<Unknown<'a>>,
    paths: Vec<&'a Record>,
}

impl<'a> Look<'a> {
    /// A ledger on a day, with its own thresholds and the end dates that came with the program.
    pub fn new(snapshot: &'a Snapshot, today: NaiveDate) -> Self {
        Self::with_list(snapshot, today, List::bundled())
    }

    /// The same with end dates of another day.
    pub fn with_list(snapshot: &'a Snapshot, today: NaiveDate, list: &'a List) -> Self {
        let supports = Supports::new(snapshot, list);
        let (mut devices, mut supported, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        // One walk: a large ledger is too big to be fetched from memory for every question anew.
        for row in facts::registers().flat_map(|register| snapshot.rows(register).iter()) {
            for (field, entry) in row.content.fields.iter() {
                if let Entry::Unknown { confirm_by: Some(day) } = entry {
                    let confirm_by = *day;
                    unknown.push(Unknown { row, field, confirm_by });
                }
            }
            if row.register != RegisterId::DEVICE {
                continue;
            }
            let status = choice(row, "status");
            if status != Some(tokens::DISPOSED) {
                let kind = choice(row, "kind");
                devices.push(Device { row, kind, status });
                supports.add(row, &mut supported);
            }
        }
        Self {
            snapshot,
            today,
            thresholds: Thresholds::of(snapshot),
            supported,
            devices,
            unknown,
            paths: facts::without(snapshot, RegisterId::REMOTE_PATH, tokens::CLOSED_PATH),
        }
    }
}

impl<'a> Look<'a> {
    /// What is to be found out by a day.
    pub(crate) fn unknown(&self) -> &[Unknown<'a>] {
        &self.unknown
    }

    /// The kinds of the devices in use, one by one.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = Option<&'static str>> {
        self.devices.iter().map(|device| device.kind)
    }

    /// What is known about the support of the operating systems of the devices in use.
    pub(crate) fn supports_of_os(&self) -> impl Iterator<Item = &Support> {
        let of_os = |known: &&Supported<'_>| matches!(known.column, Column::Field(_));
        self.supported.iter().filter(of_os).map(|known| &*known.support)
    }
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

        /// Everything that the rules find, the most serious first, what is accepted last.
        pub fn all(look: &Look<'_>) -> Vec<Finding> {
            let mut found = Vec::new();
            // In the order in which they are shown: sorting what is sorted already moves nothing.
            for severity in Severity::ALL {
                $(
                    if $module::INFO.severity == severity {
                        let mut facts = Facts::new(look, RuleKey::$variant, &$module::INFO, &mut found);
                        $module::find(look, &mut facts);
                    }
                )*
            }
            accepted::mark(look, &mut found);
            found.sort_by(|one, two| key(one).cmp(&key(two)));
            found
        }
    };
}

rules! {
    SupportEnded => support_ended,
    DeviceLost => device_lost,
    IncidentReportDue => incident_report_due,
    VendorLate => vendor_late,
    AccountLeft => account_left,
    Backup321 => backup_321,
    MediumLost => medium_lost,
    PathUnrestricted => path_unrestricted,
    PathPasswordOnly => path_password_only,
    DualHomed => dual_homed,
    NoticeUndecided => notice_undecided,
    SupportEndsShortly => support_ends_shortly,
    RestoreUnconfirmed => restore_unconfirmed,
    NoDisclosure => no_disclosure,
    DisclosureWaiting => disclosure_waiting,
    ContactWithoutNumber => contact_without_number,
    AdminOneFactor => admin_one_factor,
    AccountShared => account_shared,
    AccountUnseen => account_unseen,
    MediumUnencrypted => medium_unencrypted,
    MediumOutLong => medium_out_long,
    PermitExpired => permit_expired,
    LicenceOver => licence_over,
    OutsideNetworks => outside_networks,
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
    ReviewOld => review_old,
    DocumentPastReview => document_past_review,
    DisclosureUnexplained => disclosure_unexplained,
    EvidenceMissing => evidence_missing,
    SupportUnknown => support_unknown,
    Unreadable => unreadable,
}

/// Where a finding stands among all.
fn key(finding: &Finding) -> impl Ord + '_ {
    (
        finding.accepted.is_some(),
        finding.severity,
        finding.rule,
        finding.register,
        finding.record,
        &finding.column,
    )
}

/// Whether a rule goes by end dates, which a clinic may know better than the list.
pub const fn is_about_support(rule: RuleKey) -> bool {
    matches!(
        rule,
        RuleKey::SupportEnded | RuleKey::SupportEndsShortly | RuleKey::SupportEndsSoon | RuleKey::SupportUnknown
    )
}

/// What stands in the cell of a finding about support; `None` for other findings.
pub fn supported_text(snapshot: &Snapshot, finding: &Finding) -> Option<String> {
    let row = snapshot.get(finding.register, finding.record)?;
    is_about_support(finding.rule).then(|| Supports::new(snapshot, List::bundled()).written(row, finding))?
}

/// Whether [`mend`] will know a change; asked for every finding in sight.
pub fn can_be_mended(finding: &Finding) -> bool {
    finding.rule == RuleKey::RemoteMismatch && finding.fact == remote_mismatch::LOOSE
}

/// The one change that certainly helps, where a rule knows one.
pub fn mend(snapshot: &Snapshot, finding: &Finding) -> Option<Mend> {
    match finding.rule {
        RuleKey::RemoteMismatch => remote_mismatch::mend(snapshot, finding),
        _ => None,
    }
}

/// The findings that nobody has accepted.
pub fn open(findings: &[Finding]) -> &[Finding] {
    let accepted = findings.iter().position(|finding| finding.accepted.is_some());
    &findings[..accepted.unwrap_or(findings.len())]
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
