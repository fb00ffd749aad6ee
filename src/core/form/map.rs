//! Where everything stands on a form: what the finder says and a person may correct.
//!
//! Owns: the plain data of a found form. Refuses to know: how it was found.
//! Invariant: reading and filling follow the map and nothing else, so correcting the map corrects both.

use super::{CellRef, Layout};

/// The official forms that are known by their kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    /// 医療機関におけるサイバーセキュリティ対策チェックリスト, for whomever.
    Checklist,
    /// サイバー攻撃を想定した事業継続計画（BCP）策定の確認表.
    Bcp,
    /// 契約における当事者間の役割分担等に関する確認表.
    RoleSharing,
    /// MDS/SDS.
    Disclosure,
}

impl FormKind {
    pub const ALL: [Self; 4] = [Self::Checklist, Self::Bcp, Self::RoleSharing, Self::Disclosure];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Checklist => "checklist",
            Self::Bcp => "bcp",
            Self::RoleSharing => "role_sharing",
            Self::Disclosure => "disclosure",
        }
    }
}

/// Devices an item is about: any of server, PC, network device; all of them is 医療情報システム全般.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetGroup(u8);

impl TargetGroup {
    /// The form names none.
    pub const NONE: Self = Self(0);
    pub const SERVER: Self = Self(1);
    pub const PC: Self = Self(2);
    pub const NETWORK: Self = Self(4);
    pub const ALL: Self = Self(7);

    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether some devices belong to both; naming none speaks of any.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0 || self.0 == 0 || other.0 == 0
    }

    /// Stable word: `all`, `server`, `server+pc`, or nothing.
    pub fn key(self) -> String {
        if self == Self::ALL {
            return "all".to_owned();
        }
        let parts = [(Self::SERVER, "server"), (Self::PC, "pc"), (Self::NETWORK, "network")];
        let parts: Vec<&str> = parts
            .iter()
            .filter(|(group, _)| self.covers(*group))
            .map(|(_, word)| *word)
            .collect();
        parts.join("+")
    }

    pub fn by_key(key: &str) -> Option<Self> {
        match key {
            "" => Some(Self::NONE),
            "all" => Some(Self::ALL),
            key => key.split('+').try_fold(Self::NONE, |all, word| {
                Some(all.with(match word {
                    "server" => Self::SERVER,
                    "pc" => Self::PC,
                    "network" => Self::NETWORK,
                    _ => return None,
                }))
            }),
        }
    }
}

/// What a column of the form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnRole {
    Section,
    Number,
    /// A short name beside the item's text.
    Title,
    Item,
    Note,
    Answer {
        round: u8,
    },
    Yes {
        round: u8,
    },
    No {
        round: u8,
    },
    NotApplicable {
        round: u8,
    },
    Date {
        round: u8,
    },
    Target {
        round: u8,
    },
}

/// One column with what its heading says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapColumn {
    pub column: u32,
    pub role: ColumnRole,
    /// The headings above it, joined.
    pub heading: String,
}

/// Where an answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerPlace {
    /// One cell: a word, a mark, or the printed pair.
    One(CellRef),
    /// A cell for each answer.
    Each {
        yes: CellRef,
        no: CellRef,
        not_applicable: Option<CellRef>,
    },
}

impl AnswerPlace {
    pub fn cells(&self) -> Vec<CellRef> {
        match *self {
            Self::One(cell) => vec![cell],
            Self::Each {
                yes,
                no,
                not_applicable,
            } => [Some(yes), Some(no), not_applicable].into_iter().flatten().collect(),
        }
    }
}

/// The cells of one round of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// 1 for 1回目.
    pub round: u8,
    pub answer: Option<AnswerPlace>,
    /// The same cell as the answer when both stand in one.
    pub date: Option<CellRef>,
    pub target: Option<CellRef>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    Item,
    /// 医療情報システムの有無: いいえ makes every other item void.
    Presence,
}

/// One row that asks for an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRow {
    pub kind: RowKind,
    /// The cell with the item's text.
    pub cell: CellRef,
    /// As printed, number included.
    pub printed: String,
    /// `(1)`, `2-①`, when there is one.
    pub number: Option<String>,
    /// Without its number.
    pub text: String,
    pub title: Option<String>,
    pub section: Option<String>,
    pub group: TargetGroup,
    /// Heading of the block it stands in: 令和5年度中, 参考項目.
    pub block: Option<String>,
    /// Not a 参考項目.
    pub is_formal: bool,
    pub slots: Vec<Slot>,
    pub note: Option<CellRef>,
    pub is_hidden: bool,
}

/// What a box outside the table asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoxKey {
    Facility,
    Vendor,
    Date,
    Person,
    System,
    Version,
    Phone,
}

impl BoxKey {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Facility => "facility",
            Self::Vendor => "vendor",
            Self::Date => "date",
            Self::Person => "person",
            Self::System => "system",
            Self::Version => "version",
            Self::Phone => "phone",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderBox {
    pub key: BoxKey,
    pub label: CellRef,
    /// The label's own cell when the value follows a colon.
    pub value: CellRef,
}

/// Something the finder is not sure of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    pub kind: DoubtKind,
    pub cell: Option<CellRef>,
    /// What stands there, or the years that disagree.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DoubtKind {
    /// No title says which form it is.
    NoTitle,
    /// Nothing says for which year it is: month and day alone cannot be dated.
    NoFiscalYear,
    /// Titles and headings name different years.
    TwoYears,
    /// No heading over the items; the column with the longest texts was taken.
    GuessedItemColumn,
    /// A row has cells for an answer but is not clearly an item; it was taken.
    UnclearRow,
    /// A row inside the table that was not taken.
    RowNotTaken,
    /// No place for the date of an answer.
    NoDatePlace,
    /// The row or the sheet is hidden.
    Hidden,
    /// The sheet is protected: locked cells cannot be filled.
    Protected,
    /// The file holds more than one form.
    SeveralForms,
}

impl DoubtKind {
    pub const ALL: [Self; 10] = [
        Self::NoTitle,
        Self::NoFiscalYear,
        Self::TwoYears,
        Self::GuessedItemColumn,
        Self::UnclearRow,
        Self::RowNotTaken,
        Self::NoDatePlace,
        Self::Hidden,
        Self::Protected,
        Self::SeveralForms,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::NoTitle => "no_title",
            Self::NoFiscalYear => "no_fiscal_year",
            Self::TwoYears => "two_years",
            Self::GuessedItemColumn => "guessed_item_column",
            Self::UnclearRow => "unclear_row",
            Self::RowNotTaken => "row_not_taken",
            Self::NoDatePlace => "no_date_place",
            Self::Hidden => "hidden",
            Self::Protected => "protected",
            Self::SeveralForms => "several_forms",
        }
    }

    /// Points off the confidence.
    pub const fn weight(self) -> u8 {
        match self {
            Self::NoTitle => 20,
            Self::GuessedItemColumn => 15,
            Self::TwoYears | Self::NoFiscalYear => 10,
            Self::UnclearRow => 5,
            Self::NoDatePlace => 2,
            Self::RowNotTaken | Self::Hidden | Self::Protected | Self::SeveralForms => 1,
        }
    }
}

/// What the caller knows already: wordings of items in any edition, as [`super::tokens::key`]s.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    pub wordings: Vec<String>,
    /// Layouts that a person has pointed at; the first that fits a sheet is used.
    pub layouts: Vec<Layout>,
}

/// One found form. Every field may be corrected before reading or filling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormMap {
    pub kind: FormKind,
    /// Place of the sheet in the book, and its name.
    pub sheet: usize,
    pub sheet_name: String,
    pub title: Option<String>,
    /// 医療機関, 薬局, 医療機関・薬局 or 事業者.
    pub audience: Option<String>,
    /// First year of the fiscal year.
    pub fiscal_year: Option<i32>,
    /// What a person pointed at, when that was needed.
    pub layout: Option<Layout>,
    pub columns: Vec<MapColumn>,
    /// Rows of headings, every block's.
    pub header_rows: Vec<u32>,
    pub items: Vec<ItemRow>,
    pub boxes: Vec<HeaderBox>,
    /// Notes printed between the rows.
    pub notes: Vec<String>,
    pub doubts: Vec<Doubt>,
    /// 0 to 100.
    pub confidence: u8,
}

impl FormMap {
    /// Highest round that any row has.
    pub fn rounds(&self) -> u8 {
        self.items
            .iter()
            .flat_map(|item| &item.slots)
            .map(|slot| slot.round)
            .max()
            .unwrap_or(0)
    }
}
