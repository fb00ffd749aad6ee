//! What an item is about, whatever its edition calls it.
//!
//! Owns: the canonical topics (facts of all editions) and item identity. Refuses to know: wording.
//! Invariant: once released, a topic's key never changes its meaning.

use std::fmt;
use std::str::FromStr;

use crate::core::form::TargetGroup;

macro_rules! topics {
    ($($variant:ident => $key:literal),* $(,)?) => {
        /// Topics that more than one edition asks about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Topic {
            $($variant),*
        }

        impl Topic {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key),*
                }
            }
        }
    };
}

topics! {
    SystemPresence => "org.system_presence",
    Responsible => "org.responsible",
    Ledger => "sys.ledger",
    RemoteMaintenance => "sys.remote_maintenance",
    MdsSds => "sys.mds_sds",
    Privilege => "acc.privilege",
    Cleanup => "acc.cleanup",
    AccessLog => "log.access",
    Patch => "upd.patch",
    SourceRestriction => "net.source_restriction",
    BackgroundServices => "hard.background_services",
    ContactChart => "inc.contact_chart",
    BackupRestore => "inc.backup_restore",
    Bcp => "inc.bcp",
    PasswordPolicy => "pw.policy",
    PasswordReuse => "pw.no_reuse",
    UsbRestriction => "dev.usb_restriction",
    Mfa => "auth.mfa",
    Rules => "reg.rules",
}

impl Topic {
    pub fn by_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|topic| topic.key() == key)
    }
}

/// A known topic, or a row that only its own edition has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Topic(Topic),
    /// `own.1f3a9c04`, `bcp.1-1.2`: from the row's wording or number.
    Own(String),
}

impl Subject {
    pub fn key(&self) -> &str {
        match self {
            Self::Topic(topic) => topic.key(),
            Self::Own(key) => key,
        }
    }
}

/// Identity of an item across editions: what it is about and for which devices. Written `upd.patch@server`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId {
    pub subject: Subject,
    pub group: TargetGroup,
}

impl ItemId {
    pub fn topic(&self) -> Option<Topic> {
        match self.subject {
            Subject::Topic(topic) => Some(topic),
            Subject::Own(_) => None,
        }
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.subject.key())?;
        if self.group != TargetGroup::NONE {
            write!(f, "@{}", self.group.key())?;
        }
        Ok(())
    }
}

/// The text is no item's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnItem;

impl FromStr for ItemId {
    type Err = NotAnItem;
    fn from_str(text: &str) -> Result<Self, NotAnItem> {
        let (key, group) = text.trim().split_once('@').unwrap_or((text.trim(), ""));
        if key.is_empty() {
            return Err(NotAnItem);
        }
        Ok(Self {
            subject: Topic::by_key(key).map_or_else(|| Subject::Own(key.to_owned()), Subject::Topic),
            group: TargetGroup::by_key(group).ok_or(NotAnItem)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for (text, topic) in [
            ("sys.ledger@all", Some(Topic::Ledger)),
            ("upd.patch@server+pc", Some(Topic::Patch)),
            ("inc.bcp", Some(Topic::Bcp)),
            ("own.1f3a9c04@network", None),
            ("bcp.1-1.2", None),
        ] {
            let item: ItemId = text.parse().expect(text);
            assert_eq!((item.to_string().as_str(), item.topic()), (text, topic));
        }
        assert_eq!("".parse::<ItemId>(), Err(NotAnItem));
        assert_eq!("sys.ledger@everything".parse::<ItemId>(), Err(NotAnItem));
    }
}
