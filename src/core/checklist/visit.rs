//! Who comes to look at a facility, by what it is.
//!
//! Invariant: a facility that does not say what it is counts as most do, a clinic.

use crate::core::catalogue::{RegisterId, tokens};
use crate::core::model::Snapshot;
use crate::core::rules::choice;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visit {
    /// 立入検査 under the Medical Care Act.
    #[default]
    Medical,
    /// 立入検査 of pharmacies, under an act of their own; the same checklist.
    Pharmacy,
    /// No such inspection and no such checklist: guidance for care services. The guideline speaks to them too.
    Care,
}

impl Visit {
    /// For machines.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Medical => "medical",
            Self::Pharmacy => "pharmacy",
            Self::Care => "care",
        }
    }

    pub fn of(snapshot: &Snapshot) -> Self {
        let facility = snapshot.rows(RegisterId::FACILITY).first();
        match facility.and_then(|row| choice(row, "kind")) {
            Some(tokens::FACILITY_PHARMACY) => Self::Pharmacy,
            Some(tokens::CARE) => Self::Care,
            _ => Self::Medical,
        }
    }
}
