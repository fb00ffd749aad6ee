//! The sheets that are answered.

use crate::core::catalogue::tokens;
use crate::core::form::{FormKind, FormMap};

/// One kind of sheet; who answers it follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetKind {
    /// 医療機関確認用.
    Medical,
    /// 薬局確認用.
    Pharmacy,
    /// 医療機関・薬局確認用, one sheet for both since 2026.
    Both,
    /// 事業者確認用: one per vendor.
    Vendor,
    /// BCP策定の確認表.
    Bcp,
    /// 役割分担等に関する確認表: one per vendor.
    Roles,
    /// MDS/SDS: one per product of a vendor.
    Disclosure,
}

impl SheetKind {
    pub const ALL: [Self; 7] = [
        Self::Medical,
        Self::Pharmacy,
        Self::Both,
        Self::Vendor,
        Self::Bcp,
        Self::Roles,
        Self::Disclosure,
    ];

    /// Stable word for JSON and the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Medical => "medical",
            Self::Pharmacy => "pharmacy",
            Self::Both => "medical_pharmacy",
            Self::Vendor => "vendor",
            Self::Bcp => "bcp",
            Self::Roles => "roles",
            Self::Disclosure => "disclosure",
        }
    }

    /// The word in the ledger and on the sheet.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Medical => tokens::SHEET_MEDICAL,
            Self::Pharmacy => tokens::SHEET_PHARMACY,
            Self::Both => tokens::SHEET_BOTH,
            Self::Vendor => tokens::SHEET_VENDOR,
            Self::Bcp => tokens::SHEET_BCP,
            Self::Roles => tokens::SHEET_ROLES,
            Self::Disclosure => tokens::SHEET_DISCLOSURE,
        }
    }

    pub fn by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.key() == key)
    }

    pub fn by_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.label() == label)
    }

    /// Whether every vendor has one of its own.
    pub const fn is_per_vendor(self) -> bool {
        matches!(self, Self::Vendor | Self::Roles | Self::Disclosure)
    }

    /// The clinic's or pharmacy's own checklist.
    pub const fn is_own_checklist(self) -> bool {
        matches!(self, Self::Medical | Self::Pharmacy | Self::Both)
    }

    /// The form that it is printed on.
    pub const fn form_kind(self) -> FormKind {
        match self {
            Self::Medical | Self::Pharmacy | Self::Both | Self::Vendor => FormKind::Checklist,
            Self::Bcp => FormKind::Bcp,
            Self::Roles => FormKind::RoleSharing,
            Self::Disclosure => FormKind::Disclosure,
        }
    }

    /// What a found form is; a checklist that says no audience is nobody's until a person says so.
    pub fn of(map: &FormMap) -> Option<Self> {
        match map.kind {
            FormKind::Checklist => Self::by_label(map.audience.as_deref()?),
            FormKind::Bcp => Some(Self::Bcp),
            FormKind::RoleSharing => Some(Self::Roles),
            FormKind::Disclosure => Some(Self::Disclosure),
        }
    }
}
