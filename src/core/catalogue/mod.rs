//! The one list of what a ledger can record: registers, their fields, choices, groups and header aliases.
//!
//! Owns: keys, labels, help, official sources, header spellings, sensitivity and display width.
//! Refuses to know: values, files, SQL, egui. Tables, forms, import mapping, diff, history, CLI and plain
//! export sheets are derived from here.
//! Invariant: once released, a `key` never changes its meaning and never disappears; the order of the list is
//! display order only and is never stored.

mod checklist;
mod choices;
mod choices_more;
mod device;
mod duties;
pub mod header_words;
mod inner;
mod organization;
mod parties;
mod permissions;
pub mod places;
mod rounds;
pub mod secrets;
mod services;
pub mod tokens;
pub mod words;

use std::sync::LazyLock;

/// How the text of a field is understood. The text itself is always kept as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line, taken as it is.
    Text,
    /// Several lines, taken as they are.
    LongText,
    /// One of a closed list; other words are kept and reported.
    Choice(&'static [Choice]),
    /// Several of a closed list.
    MultiChoice(&'static [Choice]),
    /// Yes or no.
    Flag,
    /// A day, a month or a year of the western or the Japanese calendar.
    Date,
    /// A decimal number.
    Number,
    /// Addresses: single, range, CIDR, DHCP, none, masked (`192.168.〇.〇`) or unknown.
    IpList,
    /// MAC addresses in any grouping.
    Mac,
    /// A version; never turned into a number, so `2.10` stays `2.10`.
    Version,
    /// A web address or domain.
    Url,
    /// Persons or groups; several may stand in one cell.
    People,
    /// Names of records of another register; several may stand in one cell.
    Link(RegisterId),
}

/// One word of a closed list with the other spellings that mean it.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: &'static str,
    /// Spellings found in real ledgers, compared by [`crate::core::parse::fold`].
    pub synonyms: &'static [&'static str],
}

/// How strongly a field is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    Required,
    Recommended,
    Optional,
}

impl Need {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Required => "必須",
            Self::Recommended => "推奨",
            Self::Optional => "任意",
        }
    }
}

/// The field that tells of which kind a row is, for `Field::asked_of`.
pub const KIND: &str = "kind";

/// What a reader could do with the content; decides what leaves the house on shared sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    Open,
    /// Helps an attacker: addresses, access methods.
    Internal,
    /// Names a person or reaches one.
    Personal,
}

/// Heading under which a field stands in forms, in display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Identity,
    Software,
    Network,
    Place,
    Responsibility,
    Security,
    Remote,
    Lifecycle,
    Outcome,
    Note,
}

impl Group {
    pub const ALL: [Self; 10] = [
        Self::Identity,
        Self::Software,
        Self::Network,
        Self::Place,
        Self::Responsibility,
        Self::Security,
        Self::Remote,
        Self::Lifecycle,
        Self::Outcome,
        Self::Note,
    ];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Identity => "基本",
            Self::Software => "OS・ソフトウェア",
            Self::Network => "ネットワーク",
            Self::Place => "設置・利用",
            Self::Responsibility => "管理・契約",
            Self::Security => "セキュリティ",
            Self::Remote => "リモート保守",
            Self::Lifecycle => "購入・廃棄・確認",
            Self::Outcome => "判断・結果",
            Self::Note => "説明",
        }
    }
}

/// One thing that can be recorded about a row.
#[derive(Debug)]
pub struct Field {
    /// Stable name: SQL column, JSON key.
    pub key: &'static str,
    /// The ministry's word where there is one.
    pub label: &'static str,
    pub kind: FieldKind,
    /// One sentence: what to write here.
    pub help: &'static str,
    /// Manual page or guideline clause that asks for it; empty when it is our own advice.
    pub source: &'static str,
    pub group: Group,
    pub need: Need,
    /// Kinds (機器区分) of which it is asked so strongly; for the others it may be left out. Empty: of all.
    pub asked_of: &'static [&'static str],
    /// Other header spellings, compared by [`crate::core::parse::header_key`].
    pub aliases: &'static [&'static str],
    pub sensitivity: Sensitivity,
    /// Display width in half-width characters.
    pub width: u8,
}

impl Field {
    const fn new(key: &'static str, label: &'static str, kind: FieldKind, group: Group) -> Self {
        Self {
            key,
            label,
            kind,
            help: "",
            source: "",
            group,
            need: Need::Optional,
            asked_of: &[],
            aliases: &[],
            sensitivity: Sensitivity::Open,
            width: 14,
        }
    }
    const fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }
    const fn source(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }
    const fn need(mut self, need: Need) -> Self {
        self.need = need;
        self
    }
    const fn asked_of(mut self, kinds: &'static [&'static str]) -> Self {
        self.asked_of = kinds;
        self
    }
    const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }
    const fn sensitivity(mut self, sensitivity: Sensitivity) -> Self {
        self.sensitivity = sensitivity;
        self
    }
    const fn width(mut self, width: u8) -> Self {
        self.width = width;
        self
    }
}

/// Rows that belong to one row of a register, such as the software of a device. They have no identity of their
/// own: their place in the list is their name, and the parent's history holds them.
#[derive(Debug)]
pub struct Child {
    pub key: &'static str,
    pub label: &'static str,
    pub help: &'static str,
    pub fields: &'static [Field],
}

/// Heading of the navigation under which a register stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// What is there.
    Assets,
    /// What is done with it again and again.
    Operation,
    /// Who is responsible, by which rules.
    Organization,
    /// What happened.
    Incidents,
}

impl Category {
    pub const ALL: [Self; 4] = [Self::Assets, Self::Operation, Self::Organization, Self::Incidents];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Assets => "台帳",
            Self::Operation => "運用",
            Self::Organization => "体制",
            Self::Incidents => "記録",
        }
    }
}

/// When a register stands in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Every clinic has it.
    Always,
    /// When it holds a row, or when somebody asks for it.
    WhenNeeded,
    /// Never: a screen of its own keeps it.
    Inner,
}

/// How many rows a register can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Many,
    /// A profile: the door refuses a second row.
    One,
}

/// One list of the ledger.
#[derive(Debug)]
pub struct Register {
    /// Stable name: SQL table, JSON and command line word.
    pub key: &'static str,
    pub label: &'static str,
    /// One sentence: why a clinic keeps this list.
    pub help: &'static str,
    pub source: &'static str,
    pub fields: &'static [Field],
    pub children: &'static [Child],
    /// Keys of the fields by which people and links name a row, the most usual first.
    pub named_by: &'static [&'static str],
    /// Keys of the fields that prove two rows to be the same thing, the strongest first; `system+login_id` are two
    /// fields that prove it together.
    pub matched_by: &'static [&'static str],
    /// Words in a sheet name or title that speak for this register.
    pub title_words: &'static [&'static str],
    pub category: Category,
    pub shown: Shown,
    pub holds: Holds,
    /// Rows offered to an empty list, to be completed: field key and text.
    pub starter: &'static [&'static [(&'static str, &'static str)]],
}

/// A register by its place in the catalogue. Never stored: files hold the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegisterId(u8);

impl RegisterId {
    pub const DEVICE: Self = Self(0);
    pub const CLOUD_SERVICE: Self = Self(1);
    pub const REMOTE_PATH: Self = Self(2);
    pub const VENDOR: Self = Self(3);
    pub const CONTACT: Self = Self(4);
    pub const NETWORK: Self = Self(5);
    pub const MEDIUM: Self = Self(6);
    pub const PERMIT: Self = Self(7);
    pub const LICENCE: Self = Self(8);
    pub const ACCOUNT: Self = Self(9);
    pub const BACKUP_PLAN: Self = Self(10);
    pub const NOTICE: Self = Self(11);
    pub const DISCLOSURE: Self = Self(12);
    pub const FACILITY: Self = Self(13);
    pub const DOCUMENT: Self = Self(14);
    pub const TRAINING: Self = Self(15);
    pub const INCIDENT: Self = Self(16);
    pub const ACCEPTED: Self = Self(17);
    pub const THRESHOLD: Self = Self(18);
    pub const SUPPORT_NOTE: Self = Self(19);
    pub const EVIDENCE: Self = Self(20);
    pub const IMPORT_PROFILE: Self = Self(21);
    pub const ANSWER: Self = Self(22);
    pub const VENDOR_SHEET: Self = Self(23);
    pub const EDITION: Self = Self(24);
    pub const STOCKTAKE: Self = Self(25);
    pub const STOCKTAKE_ITEM: Self = Self(26);
    pub const REVIEW: Self = Self(27);
    pub const DIAGRAM: Self = Self(28);

    /// The register called `key`, if there is one.
    pub fn by_key(key: &str) -> Option<Self> {
        Self::all().find(|id| id.get().key == key)
    }

    /// Every register in display order.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..REGISTERS.len() as u8).map(Self)
    }

    pub fn get(self) -> &'static Register {
        REGISTERS[usize::from(self.0)]
    }

    /// Place in the catalogue, for arrays with one item per register.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl std::ops::Deref for RegisterId {
    type Target = Register;
    fn deref(&self) -> &Register {
        self.get()
    }
}

static REGISTERS: LazyLock<Vec<&'static Register>> = LazyLock::new(|| {
    [
        device::REGISTERS,
        services::REGISTERS,
        parties::REGISTERS,
        permissions::REGISTERS,
        duties::REGISTERS,
        organization::REGISTERS,
        inner::REGISTERS,
        checklist::REGISTERS,
        rounds::REGISTERS,
    ]
    .into_iter()
    .flatten()
    .collect()
});

impl Register {
    /// What most registers are; an entry says only what is its own.
    const PLAIN: Self = Self {
        key: "",
        label: "",
        help: "",
        source: "",
        fields: &[],
        children: &[],
        named_by: &[],
        matched_by: &[],
        title_words: &[],
        category: Category::Assets,
        shown: Shown::WhenNeeded,
        holds: Holds::Many,
        starter: &[],
    };

    /// Place of the field called `key`.
    pub fn field_index(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key == key)
    }

    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// Heading of a column.
    pub fn column_label(&self, column: &Column) -> String {
        match column {
            Column::Field(field) => self.fields[*field].label.to_owned(),
            Column::Child { child, field } => self.children[*child].fields[*field].label.to_owned(),
            Column::Custom(header) => header.to_string(),
        }
    }

    /// Stable name of a column: `ip`, `software.version`, `custom:ラック`.
    pub fn column_key(&self, column: &Column) -> String {
        match column {
            Column::Field(field) => self.fields[*field].key.to_owned(),
            Column::Child { child, field } => {
                let list = &self.children[*child];
                format!("{}.{}", list.key, list.fields[*field].key)
            }
            Column::Custom(header) => format!("custom:{header}"),
        }
    }

    /// The column that [`Self::column_key`] names, if the catalogue has it.
    pub fn column_by_key(&self, key: &str) -> Option<Column> {
        if let Some(header) = key.strip_prefix("custom:") {
            return Some(Column::Custom(header.into()));
        }
        match key.split_once('.') {
            Some((list, field)) => {
                let child = self.child_index(list)?;
                let field = self.children[child].field_index(field)?;
                Some(Column::Child { child, field })
            }
            None => self.field_index(key).map(Column::Field),
        }
    }

    /// Place of the child list called `key`.
    pub fn child_index(&self, key: &str) -> Option<usize> {
        self.children.iter().position(|child| child.key == key)
    }
}

impl Child {
    pub fn field_index(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key == key)
    }
}

/// One column of a register as people see it: a field, a field of the child rows, or a column nobody knew.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    Field(usize),
    Child { child: usize, field: usize },
    Custom(std::sync::Arc<str>),
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn well_known_registers_stand_where_the_constants_say() {
        for (id, key) in [
            (RegisterId::DEVICE, "device"),
            (RegisterId::CLOUD_SERVICE, "cloud_service"),
            (RegisterId::REMOTE_PATH, "remote_path"),
            (RegisterId::VENDOR, "vendor"),
            (RegisterId::CONTACT, "contact"),
            (RegisterId::NETWORK, "network"),
            (RegisterId::MEDIUM, "medium"),
            (RegisterId::PERMIT, "permit"),
            (RegisterId::LICENCE, "licence"),
            (RegisterId::ACCOUNT, "account"),
            (RegisterId::BACKUP_PLAN, "backup_plan"),
            (RegisterId::NOTICE, "notice"),
            (RegisterId::DISCLOSURE, "disclosure"),
            (RegisterId::FACILITY, "facility"),
            (RegisterId::DOCUMENT, "document"),
            (RegisterId::TRAINING, "training"),
            (RegisterId::INCIDENT, "incident"),
            (RegisterId::ACCEPTED, "accepted"),
            (RegisterId::THRESHOLD, "threshold"),
            (RegisterId::SUPPORT_NOTE, "support_note"),
            (RegisterId::EVIDENCE, "evidence"),
            (RegisterId::IMPORT_PROFILE, "import_profile"),
            (RegisterId::ANSWER, "answer"),
            (RegisterId::VENDOR_SHEET, "vendor_sheet"),
            (RegisterId::EDITION, "edition"),
            (RegisterId::STOCKTAKE, "stocktake"),
            (RegisterId::STOCKTAKE_ITEM, "stocktake_item"),
            (RegisterId::REVIEW, "review"),
            (RegisterId::DIAGRAM, "diagram"),
        ] {
            assert_eq!(id.key, key);
            assert_eq!(RegisterId::by_key(key), Some(id));
        }
    }

    #[test]
    fn keys_are_unique_plain_and_every_field_explains_itself() {
        let mut register_keys = BTreeSet::new();
        for register in RegisterId::all() {
            assert!(register_keys.insert(register.key), "{} twice", register.key);
            assert!(!register.help.is_empty() && !register.named_by.is_empty());
            let lists = register.children.iter().map(|child| (child.key, child.fields));
            for (list, fields) in lists.chain([(register.key, register.fields)]) {
                let mut keys = BTreeSet::new();
                let mut labels = BTreeSet::new();
                for field in fields {
                    assert!(keys.insert(field.key), "{list}.{} twice", field.key);
                    assert!(labels.insert(field.label), "{list}: {} twice", field.label);
                    assert!(
                        field
                            .key
                            .chars()
                            .all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit()),
                        "{list}.{} is no plain key",
                        field.key
                    );
                    assert!(!field.help.is_empty(), "{list}.{} has no help", field.key);
                    assert!((4..=60).contains(&field.width), "{list}.{} has an odd width", field.key);
                }
            }
            let starter = register.starter.iter().flat_map(|row| row.iter().map(|(key, _)| key));
            for key in register.named_by.iter().chain(starter) {
                assert!(register.field(key).is_some(), "{}: no field {key}", register.key);
            }
            for key in register.matched_by.iter().flat_map(|keys| keys.split('+')) {
                assert!(register.field(key).is_some(), "{}: no field {key}", register.key);
            }
        }
    }

    #[test]
    fn words_that_rules_know_by_name_stand_in_their_lists() {
        for (register, key, words) in tokens::NAMED_WORDS {
            let register = RegisterId::by_key(register).expect(register);
            let Some(FieldKind::Choice(list)) = register.field(key).map(|field| field.kind) else {
                panic!("{}.{key} is no choice", register.key);
            };
            for word in *words {
                assert!(
                    list.iter().any(|choice| choice.value == *word),
                    "{}.{key}: {word}",
                    register.key
                );
            }
        }
    }

    #[test]
    fn what_is_asked_of_some_kinds_names_kinds_of_the_list() {
        for register in RegisterId::all() {
            for field in register.fields.iter().filter(|field| !field.asked_of.is_empty()) {
                let Some(FieldKind::Choice(kinds)) = register.field(KIND).map(|kind| kind.kind) else {
                    panic!("{}.{}: no kinds", register.key, field.key);
                };
                for word in field.asked_of {
                    assert!(kinds.iter().any(|kind| kind.value == *word), "{}: {word}", field.key);
                }
            }
        }
    }

    #[test]
    fn every_column_is_found_by_its_key() {
        let snapshot = crate::core::model::Snapshot::new(crate::core::model::LedgerMeta::default());
        for register in RegisterId::all() {
            let custom = [Column::Custom("ラック.段".into())];
            for column in snapshot.columns(register).into_iter().chain(custom) {
                assert_eq!(register.column_by_key(&register.column_key(&column)), Some(column));
            }
        }
    }

    #[test]
    fn the_twelve_official_columns_are_there_in_the_ministrys_words() {
        let device = RegisterId::DEVICE.get();
        let software = &device.children[device.child_index("software").expect("software rows")];
        for label in [
            "管理番号",
            "メーカー",
            "OS",
            "IPアドレス",
            "コンピュータ名",
            "設置場所",
            "利用者",
            "登録日",
            "状態",
            "説明",
        ] {
            assert!(device.fields.iter().any(|field| field.label == label), "{label}");
        }
        for label in ["ソフトウェア", "ソフトウェアバージョン"] {
            assert!(software.fields.iter().any(|field| field.label == label), "{label}");
        }
    }
}
