//! What an inspector looks at, as the ministry's guide says it.
//!
//! Owns: the sentences and how sure they are. Refuses to know: answers.
//! Invariant: a sentence is official only for the year whose guide prints it.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::core::checklist::Sure;

macro_rules! rules {
    ($($variant:ident => $key:literal),* $(,)?) => {
        /// One rule of the inspection.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuleId {
            $(
                #[doc = $key]
                $variant
            ),*
        }

        impl RuleId {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key),*
                }
            }
        }
    };
}

rules! {
    NoSystems => "I1",
    FirstRound => "I2",
    NoContract => "I3",
    Target => "I4",
    Chart => "I5",
    VendorSheet => "I6",
    EveryVendor => "I7",
    CoveredElsewhere => "I8",
    ReferenceItems => "I9",
    AllItems => "I10",
    DirectContract => "I11",
    PerSystem => "I12",
    Disclosure => "I13",
}

/// What kind of paper a sentence was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// The ministry's guide for inspectors.
    Guide,
    /// A draft that the ministry published.
    Draft,
    /// A public office that is not the ministry.
    Office,
    /// An article that explains it.
    Article,
}

impl SourceKind {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Guide => "guide",
            Self::Draft => "draft",
            Self::Office => "office",
            Self::Article => "article",
        }
    }
}

/// The sentence of a rule with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleText {
    pub text: String,
    pub sure: Sure,
    pub origin: SourceKind,
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<FileRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRule {
    id: String,
    since: i32,
    until: Option<i32>,
    text: String,
    wording: Sure,
    origin: SourceKind,
    source: String,
}

static RULES: LazyLock<Vec<FileRule>> = LazyLock::new(|| {
    let text = include_str!("../../../../assets/checklists/inspection.toml");
    // A test holds the file to be read; rules that are not would have no sentence, never a wrong one.
    toml::from_str::<File>(text).map(|file| file.rule).unwrap_or_default()
});

impl RuleId {
    fn file(self) -> Option<&'static FileRule> {
        RULES.iter().find(|rule| rule.id == self.key())
    }

    /// Whether inspectors go by it in a fiscal year.
    pub fn is_in_force(self, fiscal_year: i32) -> bool {
        self.file()
            .is_some_and(|rule| rule.since <= fiscal_year && rule.until.is_none_or(|last| fiscal_year <= last))
    }

    /// The sentence for a fiscal year: the guide of another year is no longer official word.
    pub fn text(self, fiscal_year: i32) -> RuleText {
        self.file().map_or_else(
            || RuleText {
                text: String::new(),
                sure: Sure::Unconfirmed,
                origin: SourceKind::Article,
                source: String::new(),
            },
            |rule| RuleText {
                text: rule.text.clone(),
                sure: if fiscal_year == rule.since {
                    rule.wording
                } else {
                    rule.wording.max(Sure::Derived)
                },
                origin: rule.origin,
                source: rule.source.clone(),
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_sentence_and_its_years() {
        for &rule in RuleId::ALL {
            assert!(
                !rule.text(2026).text.is_empty() && !rule.text(2026).source.is_empty(),
                "{rule:?}"
            );
        }
        assert_eq!(RULES.len(), RuleId::ALL.len());
        // Only the ministry's own guide can be its official word.
        for rule in RULES.iter() {
            assert_eq!(
                rule.wording == Sure::Official,
                rule.origin == SourceKind::Guide,
                "{}",
                rule.id
            );
        }
        assert!(RuleId::ReferenceItems.is_in_force(2023) && !RuleId::ReferenceItems.is_in_force(2024));
        assert!(!RuleId::AllItems.is_in_force(2023) && RuleId::AllItems.is_in_force(2025));
        assert!(!RuleId::Disclosure.is_in_force(2025) && RuleId::Disclosure.is_in_force(2026));
        assert_eq!(RuleId::Target.text(2023).sure, Sure::Official);
        assert_ne!(
            RuleId::Target.text(2025).sure,
            Sure::Official,
            "the guide of 2023 says 令和5年度中"
        );
    }
}
