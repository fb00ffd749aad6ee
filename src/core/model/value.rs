//! What a text was understood to mean. Derived, never stored.

use chrono::NaiveDate;

/// A field's text as understood, with what is odd about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// `None` when the text has no meaning for the field's kind; the text is kept all the same.
    pub value: Option<Value>,
    pub problems: Vec<Problem>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The text itself (Text, LongText, Version, Url).
    Plain,
    Choice(&'static str),
    Choices(Vec<&'static str>),
    Flag(bool),
    Date(PartialDate),
    Number(f64),
    Addresses(Addresses),
    /// `00:00:5E:00:53:01`, upper case.
    Macs(Vec<String>),
    People(Vec<String>),
    /// Names of records of the linked register.
    Links(Vec<String>),
}

/// A date that may be known only to the month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartialDate {
    /// The first day of what is known.
    pub date: NaiveDate,
    pub precision: Precision,
    /// 頃, 春 and the like stood there.
    pub approx: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    Day,
    Month,
    Year,
}

impl Precision {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl PartialDate {
    /// `2020-12-01`, `2020-12` or `2020`, as far as it is known.
    pub fn iso(&self) -> String {
        let format = match self.precision {
            Precision::Day => "%Y-%m-%d",
            Precision::Month => "%Y-%m",
            Precision::Year => "%Y",
        };
        self.date.format(format).to_string()
    }
}

/// The addresses of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    pub kind: AddressKind,
    /// `192.168.1.10`, `192.168.1.10-192.168.1.20` or `192.168.1.0/24`.
    pub list: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressKind {
    Single,
    Range,
    Cidr,
    Dhcp,
    /// There is none: not connected, no restriction.
    None,
    /// Something stands there, but no address.
    Unknown,
    /// `192.168.〇.〇`: hidden on purpose, as in the official example.
    Masked,
}

impl AddressKind {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Range => "range",
            Self::Cidr => "cidr",
            Self::Dhcp => "dhcp",
            Self::None => "none",
            Self::Unknown => "unknown",
            Self::Masked => "masked",
        }
    }
}

/// What is odd about a cell. A problem never loses the text; it asks a person to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// The word is not in the closed list.
    NotInList,
    /// No yes or no can be read.
    NotAFlag,
    NotADate,
    /// The day does not exist, such as 2月30日.
    ImpossibleDate,
    /// The era had not begun or was over, such as 平成31年5月1日.
    OutsideEra,
    /// A bare number in a date field: perhaps a spreadsheet serial, perhaps `6.04`.
    AmbiguousDate,
    NotAnAddress,
    NotAMac,
    NotANumber,
    /// The same number as another row.
    DuplicateNumber,
    /// The row has no number.
    MissingNumber,
    /// A formula whose result the file does not hold.
    FormulaWithoutValue,
    /// An error such as #REF! stands in the cell.
    CellError,
    /// The number was cut by a spreadsheet, such as 1.23457E+12.
    LostDigits,
    /// The other rows of the column are padded with zeros, this one is a bare number.
    MissingZeros,
    /// Ditto mark with nothing above.
    DittoWithoutSource,
    /// The version is a number whose last zero may be lost.
    VersionMayHaveLostZero,
    /// A linked name that no record has.
    NoSuchRecord,
    /// One row stands for several things (一式, 4台).
    SeveralInOne,
    /// The lines of a cell do not pair with the lines of its neighbour.
    LinesDoNotPair,
    /// Another row of the same record says something else.
    RowsDisagree,
    /// The column holds two facts, and this cell could not be parted.
    NotParted,
    /// A sign that a line of explanation speaks of, or that nobody explains.
    LegendMark,
    /// Worked out from what stands in another cell.
    WorkedOut,
    /// The text looks like a value of another field.
    OtherField,
    /// The row does not look like what the list holds.
    OtherThing,
    /// Read from a row that stands under no header.
    NoHeader,
    /// The row is shown with a line through it.
    StruckOut,
}

impl Problem {
    /// Stable word for JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotInList => "not_in_list",
            Self::NotAFlag => "not_a_flag",
            Self::NotADate => "not_a_date",
            Self::ImpossibleDate => "impossible_date",
            Self::OutsideEra => "outside_era",
            Self::AmbiguousDate => "ambiguous_date",
            Self::NotAnAddress => "not_an_address",
            Self::NotAMac => "not_a_mac",
            Self::NotANumber => "not_a_number",
            Self::DuplicateNumber => "duplicate_id",
            Self::MissingNumber => "missing_id",
            Self::FormulaWithoutValue => "formula_without_value",
            Self::CellError => "cell_error",
            Self::LostDigits => "lost_digits",
            Self::MissingZeros => "missing_zeros",
            Self::DittoWithoutSource => "ditto_without_source",
            Self::VersionMayHaveLostZero => "version_may_have_lost_zero",
            Self::NoSuchRecord => "no_such_record",
            Self::SeveralInOne => "several_in_one",
            Self::LinesDoNotPair => "lines_do_not_pair",
            Self::RowsDisagree => "rows_disagree",
            Self::NotParted => "not_parted",
            Self::LegendMark => "legend_mark",
            Self::WorkedOut => "worked_out",
            Self::OtherField => "other_field",
            Self::OtherThing => "other_thing",
            Self::NoHeader => "no_header",
            Self::StruckOut => "struck_out",
        }
    }
}
