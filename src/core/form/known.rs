//! Files of the ministry that are known byte for byte.
//!
//! Owns: names and hashes. Refuses to know: their content.
//! Invariant: a hash stands here only when a source names it (facts/forms.md 1.4).

use super::map::FormKind;

/// A file that the ministry published.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownFile {
    pub sha256: &'static str,
    pub file: &'static str,
    pub kind: FormKind,
    /// First year of the fiscal year it is for.
    pub fiscal_year: i32,
    /// Audience in the words of the sheet.
    pub audience: &'static str,
}

const KNOWN: &[KnownFile] = &[
    KnownFile {
        sha256: "b811208b1d29fe0f3310adf810aa3b072e6272eb3669de768b79949b6872c987",
        file: "001716187.xlsx",
        kind: FormKind::Checklist,
        fiscal_year: 2026,
        audience: "医療機関・薬局",
    },
    KnownFile {
        sha256: "e1a2a763c97c5434d53b745c5fc1643a22a9497ea48354182ab6a93df1e881a0",
        file: "001716188.xlsx",
        kind: FormKind::Checklist,
        fiscal_year: 2026,
        audience: "事業者",
    },
];

/// The published file with this hash.
pub fn known_file(sha256: &str) -> Option<&'static KnownFile> {
    KNOWN.iter().find(|file| file.sha256 == sha256)
}
