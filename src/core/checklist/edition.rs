//! One edition of one sheet: its items, and how sure the wording of each is.
//!
//! Owns: the data files' format. Refuses to know: answers.
//! Invariant: a wording is only handed out together with its [`Sure`].

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{ItemId, SheetKind, Subject, Topic};
use crate::core::form::{Layout, TargetGroup};
use crate::core::model::RecordId;

/// How sure it is that a text stands on the ministry's sheet in these words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sure {
    /// Word for word from ministry material, or from a file that is the ministry's byte for byte.
    Official,
    /// As in a file that somebody dropped in; nobody has compared it with the ministry's.
    File,
    /// From a published draft of the manual; the final sheet was not seen.
    Draft,
    /// The wording of another edition; that the item is there is confirmed.
    Derived,
    /// Seen in no source.
    Unconfirmed,
}

impl Sure {
    pub const ALL: [Self; 5] = [
        Self::Official,
        Self::File,
        Self::Draft,
        Self::Derived,
        Self::Unconfirmed,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::File => "file",
            Self::Draft => "draft",
            Self::Derived => "derived",
            Self::Unconfirmed => "unconfirmed",
        }
    }

    pub fn by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sure| sure.key() == key)
    }
}

/// A text with how sure it is; there is no way to have one without the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording<'a> {
    pub text: &'a str,
    pub sure: Sure,
}

/// One thing that the sheet asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: ItemId,
    pub section: Option<String>,
    pub(super) number: Option<String>,
    pub(super) number_sure: Sure,
    /// A short name printed beside the text.
    pub title: Option<String>,
    pub(super) text: String,
    pub(super) wording: Sure,
    /// Other spellings of the same item in other material.
    pub variants: Vec<String>,
    /// Not a 参考項目.
    pub is_formal: bool,
    /// The sheet has cells for a target day and a second round.
    pub has_target: bool,
    /// May stay blank when the clinic has no contract with a vendor.
    pub only_with_contract: bool,
    /// The sheet offers 対象外.
    pub offers_na: bool,
    pub source: String,
}

impl Item {
    pub fn wording(&self) -> Wording<'_> {
        Wording {
            text: &self.text,
            sure: self.wording,
        }
    }

    pub fn number(&self) -> Option<Wording<'_>> {
        self.number.as_deref().map(|text| Wording {
            text,
            sure: self.number_sure,
        })
    }

    pub fn is_presence(&self) -> bool {
        self.id.topic() == Some(Topic::SystemPresence)
    }
}

/// Where an edition comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Shipped with the program.
    BuiltIn,
    /// Learned from a file, not in the ledger yet.
    Fresh,
    /// Kept in the ledger.
    Learned(RecordId),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// `R7`.
    pub id: String,
    /// First year of the fiscal year.
    pub fiscal_year: i32,
    pub sheet: SheetKind,
    pub title: String,
    /// How sure the order of the items is.
    pub order: Sure,
    pub items: Vec<Item>,
    /// How its file is read, when a person had to point at it.
    pub layout: Option<Layout>,
    pub origin: Origin,
}

impl Edition {
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == *id)
    }

    /// Only some items of the sheet are known: the official file brings the rest.
    pub fn is_partial(&self) -> bool {
        self.origin == Origin::BuiltIn && matches!(self.sheet, SheetKind::Bcp | SheetKind::Roles)
    }

    pub fn presence(&self) -> Option<&Item> {
        self.items.iter().find(|item| item.is_presence())
    }

    /// Items that are checked one by one: without the question whether there is anything to check.
    pub fn checked(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| !item.is_presence())
    }

    /// Reads a data file.
    ///
    /// # Errors
    /// Says which line or item is wrong.
    pub fn from_toml(text: &str) -> Result<Self, EditionError> {
        let file: File = toml::from_str(text).map_err(|error| EditionError(error.to_string()))?;
        let wrong = |what: &str, text: &str| EditionError(format!("{what}: {text}"));
        let sheet = SheetKind::by_label(&file.audience).ok_or_else(|| wrong("audience", &file.audience))?;
        let items: Result<Vec<Item>, EditionError> = file
            .item
            .into_iter()
            .map(|item| {
                let group = TargetGroup::by_key(&item.group).ok_or_else(|| wrong("group", &item.group))?;
                let subject = Topic::by_key(&item.key).map_or_else(|| Subject::Own(item.key.clone()), Subject::Topic);
                let known = matches!(subject, Subject::Topic(_)) || item.key.contains('.');
                if !known {
                    return Err(wrong("key", &item.key));
                }
                Ok(Item {
                    id: ItemId { subject, group },
                    section: item.section,
                    number: item.number,
                    number_sure: item.number_sure,
                    title: item.title,
                    text: item.text,
                    wording: item.wording,
                    variants: item.variants,
                    is_formal: !item.reference,
                    has_target: !item.one_round,
                    only_with_contract: item.only_with_contract,
                    offers_na: item.offers_na,
                    source: item.source,
                })
            })
            .collect();
        let edition = Self {
            id: file.id,
            fiscal_year: file.fiscal_year,
            sheet,
            title: file.title,
            order: file.order_sure,
            items: items?,
            layout: file.layout.as_deref().and_then(Layout::from_text),
            origin: Origin::BuiltIn,
        };
        let mut ids: Vec<&ItemId> = edition.items.iter().map(|item| &item.id).collect();
        ids.sort();
        match ids.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(wrong("twice", &pair[0].to_string())),
            None => Ok(edition),
        }
    }

    /// Writes a data file, to hand an edition learned from a file to somebody else.
    pub fn to_toml(&self) -> String {
        let file = File {
            id: self.id.clone(),
            fiscal_year: self.fiscal_year,
            audience: self.sheet.label().to_owned(),
            title: self.title.clone(),
            sheet_title: None,
            order_sure: self.order,
            layout: self.layout.as_ref().map(Layout::to_text),
            item: self
                .items
                .iter()
                .map(|item| FileItem {
                    id: None,
                    key: item.id.subject.key().to_owned(),
                    section: item.section.clone(),
                    number: item.number.clone(),
                    number_sure: item.number_sure,
                    group: item.id.group.key(),
                    title: item.title.clone(),
                    text: item.text.clone(),
                    // Who gets it has not seen the file: it is not official there, whatever it was here.
                    wording: item.wording.max(Sure::File),
                    variants: item.variants.clone(),
                    reference: !item.is_formal,
                    one_round: !item.has_target,
                    only_with_contract: item.only_with_contract,
                    offers_na: item.offers_na,
                    source: item.source.clone(),
                })
                .collect(),
        };
        // Plain data of strings, numbers and flags always has a form.
        toml::to_string(&file).unwrap_or_default()
    }
}

#[derive(Debug, Error, PartialEq, Eq)]
#[error("not an edition: {0}")]
pub struct EditionError(pub String);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    fiscal_year: i32,
    audience: String,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sheet_title: Option<String>,
    order_sure: Sure,
    /// Where a person pointed, for a form that is not understood by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    layout: Option<String>,
    #[serde(default)]
    item: Vec<FileItem>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileItem {
    /// Place in the facts that the file was made from; for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(default = "unconfirmed")]
    number_sure: Sure,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    group: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    text: String,
    wording: Sure,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    variants: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    reference: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    one_round: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    only_with_contract: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    offers_na: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    source: String,
}

const fn unconfirmed() -> Sure {
    Sure::Unconfirmed
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}
