//! What stands in one field.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::core::catalogue::tokens;

/// The four states of a field. The text is what a person wrote and is never normalised; what it means is asked of
/// [`crate::core::parse`] when somebody needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Entry {
    /// Nobody has written anything yet.
    #[default]
    Blank,
    /// 不明: somebody has to find out, by `confirm_by` if that is set.
    Unknown { confirm_by: Option<NaiveDate> },
    /// 該当なし: there is nothing to write.
    NotApplicable,
    /// Shared with the cell it came from and with every row that says the same.
    Text(Arc<str>),
}

impl Entry {
    /// A text, or blank when there is nothing but white space.
    pub fn text(text: &str) -> Self {
        if text.trim().is_empty() {
            Self::Blank
        } else {
            Self::Text(text.into())
        }
    }

    pub const UNKNOWN: Self = Self::Unknown { confirm_by: None };

    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }

    /// The written text, if there is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Blank | Self::Unknown { .. } | Self::NotApplicable => None,
        }
    }

    /// What the ledger shows and prints; [`crate::core::parse::entry`] reads it back to the same entry.
    pub fn display(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Self::Blank => "".into(),
            Self::Unknown { confirm_by: None } => tokens::UNKNOWN_SHOWN.into(),
            Self::Unknown { confirm_by: Some(day) } => format!(
                "{}（{} {}）",
                tokens::UNKNOWN_SHOWN,
                tokens::CONFIRM_BY,
                day.format("%Y-%m-%d")
            )
            .into(),
            Self::NotApplicable => tokens::NOT_APPLICABLE_SHOWN.into(),
            Self::Text(text) => (&**text).into(),
        }
    }
}

/// The entries of one row, by the field's place in its list. Only what is not blank takes room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(u16, Entry)>);

static BLANK: Entry = Entry::Blank;

impl Fields {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    pub fn with_capacity(fields: usize) -> Self {
        Self(Vec::with_capacity(fields))
    }

    pub fn get(&self, field: usize) -> &Entry {
        match self.0.binary_search_by_key(&(field as u16), |&(at, _)| at) {
            Ok(found) => &self.0[found].1,
            Err(_) => &BLANK,
        }
    }

    pub fn set(&mut self, field: usize, entry: Entry) {
        let found = self.0.binary_search_by_key(&(field as u16), |&(at, _)| at);
        match (found, entry.is_blank()) {
            (Ok(at), true) => {
                self.0.remove(at);
            }
            (Ok(at), false) => self.0[at].1 = entry,
            (Err(_), true) => {}
            (Err(at), false) => self.0.insert(at, (field as u16, entry)),
        }
    }

    /// The entries that are not blank, in catalogue order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.0.iter().map(|(field, entry)| (usize::from(*field), entry))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }
}

impl FromIterator<(usize, Entry)> for Fields {
    fn from_iter<T: IntoIterator<Item = (usize, Entry)>>(iter: T) -> Self {
        let mut fields = Self::new();
        for (field, entry) in iter {
            fields.set(field, entry);
        }
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn setting_blank_forgets_and_order_does_not_matter() {
        let mut one = Fields::new();
        one.set(3, Entry::text("001"));
        one.set(1, Entry::UNKNOWN);
        one.set(2, Entry::NotApplicable);
        one.set(2, Entry::Blank);
        let two: Fields = [(1, Entry::UNKNOWN), (3, Entry::text("001"))].into_iter().collect();
        assert_eq!(one, two);
        assert!(one.get(2).is_blank() && one.get(40).is_blank());
        assert_eq!(one.get(3).as_text(), Some("001"));
    }
}
