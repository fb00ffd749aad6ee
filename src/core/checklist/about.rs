//! What the ledger itself says beside an item: counts, each with the rows that it counts.
//!
//! Owns: which facts go with which topic. Refuses to know: wording, answers.
//! Invariant: a fact is a pure function of the snapshot, a day and thresholds; the program never answers from it.

use std::collections::HashSet;

use super::{Contract, ItemId, Topic, Vendors};
use crate::core::catalogue::{RegisterId, tokens};
use crate::core::form::TargetGroup;
use crate::core::model::{Record, RecordId};
use crate::core::rules::{Finding, Look, RuleKey, choice, day, flag};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BesideKind {
    /// Rows of the ledger at all.
    Devices,
    Services,
    DevicesBlank,
    ServicesBlank,
    UnknownOverdue,
    Paths,
    PathsUnconfirmed,
    RemoteMismatch,
    RemoteUnknown,
    NoDisclosure,
    AccountsWithoutPrivilege,
    AccountsLeft,
    AccountsUnchecked,
    LogOff,
    LogUnknown,
    PatchOld,
    FirmwareOld,
    SupportEnded,
    RestrictionOff,
    RestrictionUnknown,
    PathsUnrestricted,
    UsbFree,
    UsbUnknown,
    MfaOff,
    MfaUnknown,
    PathsPasswordOnly,
    Contacts,
    Backups,
    NeverRestored,
    BcpDocuments,
    RuleDocuments,
    NoSafetyOfficer,
}

/// One fact beside an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    pub kind: BesideKind,
    pub register: RegisterId,
    /// The rows it counts.
    pub rows: Vec<RecordId>,
    /// Out of so many.
    pub of: usize,
    /// Speaks against a はい.
    pub is_against: bool,
}

/// What the ledger can tell on a day: made once, asked for every item.
pub struct Desk<'a> {
    look: &'a Look<'a>,
    found: HashSet<(RuleKey, RecordId)>,
}

impl<'a> Desk<'a> {
    /// `findings` are what the rules found on the same day. What a person has accepted until a day speaks against
    /// nothing.
    pub fn new(look: &'a Look<'a>, findings: &[Finding]) -> Self {
        let found = findings.iter().filter(|finding| finding.accepted.is_none());
        Self {
            look,
            found: found.map(|finding| (finding.rule, finding.record)).collect(),
        }
    }

    /// Facts beside one item.
    pub fn about(&self, item: &ItemId) -> Vec<Beside> {
        let Some(topic) = item.topic() else { return Vec::new() };
        let teller = Teller {
            look: self.look,
            found: &self.found,
            group: item.group,
        };
        teller.tell(topic)
    }
}

/// Registers that facts are taken from: as long as these are the same, the facts are.
pub const TOLD_BY: &[RegisterId] = &[
    RegisterId::DEVICE,
    RegisterId::CLOUD_SERVICE,
    RegisterId::REMOTE_PATH,
    RegisterId::VENDOR,
    RegisterId::CONTACT,
    RegisterId::ACCOUNT,
    RegisterId::BACKUP_PLAN,
    RegisterId::DISCLOSURE,
    RegisterId::FACILITY,
    RegisterId::DOCUMENT,
    RegisterId::ACCEPTED,
    RegisterId::THRESHOLD,
];

struct Teller<'a> {
    look: &'a Look<'a>,
    found: &'a HashSet<(RuleKey, RecordId)>,
    group: TargetGroup,
}

impl<'a> Teller<'a> {
    fn tell(&self, topic: Topic) -> Vec<Beside> {
        use BesideKind as Kind;
        let device = RegisterId::DEVICE;
        let mut facts = match topic {
            Topic::Ledger => vec![
                self.all(Kind::Devices, device),
                self.found(Kind::DevicesBlank, RuleKey::RequiredBlank, device),
                self.all(Kind::Services, RegisterId::CLOUD_SERVICE),
                self.found(Kind::ServicesBlank, RuleKey::RequiredBlank, RegisterId::CLOUD_SERVICE),
                self.found(Kind::UnknownOverdue, RuleKey::UnknownOverdue, device),
            ],
            Topic::RemoteMaintenance => vec![
                self.all(Kind::Paths, RegisterId::REMOTE_PATH),
                self.found(
                    Kind::PathsUnconfirmed,
                    RuleKey::PathUnconfirmed,
                    RegisterId::REMOTE_PATH,
                ),
                self.found(Kind::RemoteMismatch, RuleKey::RemoteMismatch, device),
                self.flags(Kind::RemoteUnknown, "remote_maintenance", None),
            ],
            Topic::MdsSds => vec![self.disclosures()],
            Topic::Privilege => {
                vec![self.accounts(Kind::AccountsWithoutPrivilege, |row| choice(row, "privilege").is_none())]
            }
            Topic::Cleanup => vec![
                self.found(Kind::AccountsLeft, RuleKey::AccountLeft, RegisterId::ACCOUNT),
                self.known(Kind::AccountsUnchecked, RuleKey::AccountUnseen, RegisterId::ACCOUNT),
            ],
            Topic::AccessLog => vec![
                self.flags(Kind::LogOff, "access_log", Some(false)),
                self.flags(Kind::LogUnknown, "access_log", None),
            ],
            Topic::Patch => vec![
                self.found(Kind::SupportEnded, RuleKey::SupportEnded, device),
                self.found(Kind::PatchOld, RuleKey::PatchOld, device),
                self.found(Kind::FirmwareOld, RuleKey::FirmwareOld, device),
            ],
            Topic::SourceRestriction => vec![
                self.flags(Kind::RestrictionOff, "source_restriction", Some(false)),
                self.flags(Kind::RestrictionUnknown, "source_restriction", None),
                self.found(
                    Kind::PathsUnrestricted,
                    RuleKey::PathUnrestricted,
                    RegisterId::REMOTE_PATH,
                ),
            ],
            Topic::UsbRestriction => vec![
                self.flags(Kind::UsbFree, "usb_limited", Some(false)),
                self.flags(Kind::UsbUnknown, "usb_limited", None),
            ],
            Topic::Mfa => vec![
                self.flags(Kind::MfaOff, "two_factor", Some(false)),
                self.flags(Kind::MfaUnknown, "two_factor", None),
                self.found(
                    Kind::PathsPasswordOnly,
                    RuleKey::PathPasswordOnly,
                    RegisterId::REMOTE_PATH,
                ),
            ],
            Topic::ContactChart => vec![self.all(Kind::Contacts, RegisterId::CONTACT)],
            Topic::BackupRestore => vec![
                self.all(Kind::Backups, RegisterId::BACKUP_PLAN),
                self.found(
                    Kind::NeverRestored,
                    RuleKey::RestoreUnconfirmed,
                    RegisterId::BACKUP_PLAN,
                ),
            ],
            Topic::Bcp => vec![self.documents(Kind::BcpDocuments, tokens::DOCUMENT_BCP)],
            Topic::Rules => vec![self.documents(Kind::RuleDocuments, tokens::DOCUMENT_RULES)],
            Topic::Responsible => self.safety_officer().into_iter().collect(),
            Topic::SystemPresence | Topic::BackgroundServices | Topic::PasswordPolicy | Topic::PasswordReuse => {
                Vec::new()
            }
        };
        // A count of nothing out of nothing says nothing, except that there is no ledger at all.
        facts.retain(|fact| fact.of > 0 || fact.kind == Kind::Devices || fact.kind == Kind::NoSafetyOfficer);
        facts
    }

    fn rows(&self, register: RegisterId) -> impl Iterator<Item = &'a Record> {
        let rows = self.look.snapshot.rows(register).iter().map(|row| &**row);
        rows.filter(move |row| register != RegisterId::DEVICE || self.is_concerned(row))
    }

    /// Devices in use, of the item's kind.
    fn is_concerned(&self, row: &Record) -> bool {
        let kind = match choice(row, "kind") {
            Some(tokens::KIND_SERVER) => TargetGroup::SERVER,
            Some(tokens::KIND_PC) => TargetGroup::PC,
            Some(tokens::KIND_NETWORK) => TargetGroup::NETWORK,
            // Printers, examination devices and what nobody classified belong to the whole only.
            _ => return choice(row, "status") != Some(tokens::DISPOSED) && self.is_whole(),
        };
        choice(row, "status") != Some(tokens::DISPOSED) && (self.is_whole() || self.group.covers(kind))
    }

    fn is_whole(&self) -> bool {
        self.group == TargetGroup::NONE || self.group == TargetGroup::ALL
    }

    fn all(&self, kind: BesideKind, register: RegisterId) -> Beside {
        let rows: Vec<RecordId> = self.rows(register).map(|row| row.id).collect();
        Beside {
            kind,
            register,
            of: rows.len(),
            is_against: kind == BesideKind::Devices && rows.is_empty(),
            rows,
        }
    }

    /// Rows that a rule found something at.
    fn found(&self, kind: BesideKind, rule: RuleKey, register: RegisterId) -> Beside {
        let has = |row: &&Record| self.found.contains(&(rule, row.id));
        self.counted(kind, register, self.rows(register), has, true)
    }

    /// The same where it is worth knowing and speaks against nothing.
    fn known(&self, kind: BesideKind, rule: RuleKey, register: RegisterId) -> Beside {
        Beside {
            is_against: false,
            ..self.found(kind, rule, register)
        }
    }

    fn counted(
        &self,
        kind: BesideKind,
        register: RegisterId,
        rows: impl Iterator<Item = &'a Record>,
        is_it: impl Fn(&&'a Record) -> bool,
        speaks_against: bool,
    ) -> Beside {
        let all: Vec<&Record> = rows.collect();
        let rows: Vec<RecordId> = all.iter().filter(|row| is_it(row)).map(|row| row.id).collect();
        Beside {
            kind,
            register,
            is_against: speaks_against && !rows.is_empty(),
            rows,
            of: all.len(),
        }
    }

    /// Devices whose flag says so; what nobody knows speaks against nothing.
    fn flags(&self, kind: BesideKind, key: &'static str, wanted: Option<bool>) -> Beside {
        let device = RegisterId::DEVICE;
        let is_it = |row: &&Record| match wanted {
            Some(wanted) => flag(row, key) == Some(wanted),
            None => flag(row, key).is_none() && *row.entry(key) != crate::core::model::Entry::NotApplicable,
        };
        self.counted(kind, device, self.rows(device), is_it, wanted.is_some())
    }

    fn accounts(&self, kind: BesideKind, is_it: impl Fn(&Record) -> bool) -> Beside {
        let register = RegisterId::ACCOUNT;
        let active = self
            .rows(register)
            .filter(|row| !matches!(choice(row, "status"), Some(word) if word != tokens::ACCOUNT_ACTIVE));
        self.counted(kind, register, active, |row| is_it(row), true)
    }

    fn disclosures(&self) -> Beside {
        let vendors = Vendors::of(self.look.snapshot);
        let has = |name: &str| {
            self.look.snapshot.rows(RegisterId::DISCLOSURE).iter().any(|row| {
                let from = row.entry("vendor").as_text().map(str::trim) == Some(name);
                from && day(row, "received_on").is_some()
            })
        };
        let asked: Vec<_> = vendors.asked().collect();
        let rows: Vec<RecordId> = asked
            .iter()
            .filter(|vendor| !has(&vendor.name))
            .map(|vendor| vendor.record)
            .collect();
        let direct = asked
            .iter()
            .any(|vendor| vendor.contract == Contract::Direct && rows.contains(&vendor.record));
        Beside {
            kind: BesideKind::NoDisclosure,
            register: RegisterId::VENDOR,
            is_against: direct,
            rows,
            of: asked.len(),
        }
    }

    fn documents(&self, kind: BesideKind, word: &'static str) -> Beside {
        let register = RegisterId::DOCUMENT;
        let is_it = |row: &&Record| choice(row, "kind") == Some(word);
        self.counted(kind, register, self.rows(register), is_it, false)
    }

    fn safety_officer(&self) -> Option<Beside> {
        let facility = self.look.snapshot.rows(RegisterId::FACILITY).first()?;
        facility.entry("safety_officer").is_blank().then(|| Beside {
            kind: BesideKind::NoSafetyOfficer,
            register: RegisterId::FACILITY,
            rows: vec![facility.id],
            of: 1,
            is_against: true,
        })
    }
}

impl BesideKind {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Devices => "devices",
            Self::Services => "services",
            Self::DevicesBlank => "devices_blank",
            Self::ServicesBlank => "services_blank",
            Self::UnknownOverdue => "unknown_overdue",
            Self::Paths => "paths",
            Self::PathsUnconfirmed => "paths_unconfirmed",
            Self::RemoteMismatch => "remote_mismatch",
            Self::RemoteUnknown => "remote_unknown",
            Self::NoDisclosure => "no_disclosure",
            Self::AccountsWithoutPrivilege => "accounts_without_privilege",
            Self::AccountsLeft => "accounts_left",
            Self::AccountsUnchecked => "accounts_unchecked",
            Self::LogOff => "log_off",
            Self::LogUnknown => "log_unknown",
            Self::PatchOld => "patch_old",
            Self::FirmwareOld => "firmware_old",
            Self::SupportEnded => "support_ended",
            Self::RestrictionOff => "restriction_off",
            Self::RestrictionUnknown => "restriction_unknown",
            Self::PathsUnrestricted => "paths_unrestricted",
            Self::UsbFree => "usb_free",
            Self::UsbUnknown => "usb_unknown",
            Self::MfaOff => "mfa_off",
            Self::MfaUnknown => "mfa_unknown",
            Self::PathsPasswordOnly => "paths_password_only",
            Self::Contacts => "contacts",
            Self::Backups => "backups",
            Self::NeverRestored => "never_restored",
            Self::BcpDocuments => "bcp_documents",
            Self::RuleDocuments => "rule_documents",
            Self::NoSafetyOfficer => "no_safety_officer",
        }
    }
}
