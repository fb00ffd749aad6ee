//! Which field each column of a table feeds.
//!
//! Owns: who gets a field that several headers may mean. Refuses to know: where headers stand, and values.
//! Invariants: no two columns feed one field; a column that is named like a secret feeds none; a guess takes no field
//! from a certain name.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::headers::{self, Heading, Parts, is_running, remark};
use super::names::Meaning;
use super::{ColumnTarget, DropReason, How, PlanColumn};
use crate::core::catalogue::{Column, RegisterId, Shown, header_words};
use crate::core::parse::header_key;

/// The headers of a table, by column.
pub(super) type Headings = Vec<(u32, Heading)>;

pub(super) fn headings(texts: &BTreeMap<u32, String>) -> Headings {
    texts.iter().map(|(at, text)| (*at, Heading::of(text))).collect()
}

/// The register that knows most of these headers, for a header that a person pointed at.
pub(super) fn likeliest(headings: &Headings) -> RegisterId {
    let known = |register: &RegisterId| {
        let known = headings
            .iter()
            .filter(|(_, heading)| heading.known(*register).is_some());
        (known.count(), std::cmp::Reverse(register.index()))
    };
    let usual = RegisterId::all().filter(|register| register.shown != Shown::Inner);
    usual.max_by_key(known).unwrap_or(RegisterId::DEVICE)
}

/// What a header is called: the lines of its cells in one.
pub(super) fn joined(text: &str) -> String {
    text.split(['\n', headers::HEADER_ROWS])
        .map(str::trim)
        .collect::<Vec<_>>()
        .join("")
}

pub(super) fn columns(register: RegisterId, headings: &Headings) -> Vec<PlanColumn> {
    let mut taken: Vec<Column> = Vec::new();
    let is_secret: Vec<bool> = headings.iter().map(|(_, heading)| heading.is_secret()).collect();
    let mut found: Vec<Option<(ColumnTarget, How)>> = vec![None; headings.len()];
    // Certain names first, so that a guess never takes a column from them.
    for wanted in Certainty::ALL {
        for (at, (_, heading)) in headings.iter().enumerate() {
            if found[at].is_some() || is_secret[at] {
                continue;
            }
            let Some((parts, how)) = wanted.look_up(register, heading) else {
                continue;
            };
            let free = |column: &Column| !taken.contains(column);
            let target = match parts {
                Parts::One(column) => free(&column).then_some(ColumnTarget::To(column)),
                Parts::Two(one, two) => match (free(&one), free(&two)) {
                    (true, true) => Some(ColumnTarget::Split(one, two)),
                    // The other part has a column of its own.
                    (true, false) => Some(ColumnTarget::To(one)),
                    (false, true) => Some(ColumnTarget::To(two)),
                    (false, false) => None,
                },
            };
            let Some(target) = target else { continue };
            match &target {
                ColumnTarget::To(column) => taken.push(column.clone()),
                ColumnTarget::Split(one, two) => taken.extend([one.clone(), two.clone()]),
                ColumnTarget::Dropped(_) => {}
            }
            found[at] = Some((target, how));
        }
    }
    let mut same: HashMap<String, usize> = HashMap::new();
    let mut out: Vec<PlanColumn> = Vec::with_capacity(headings.len());
    for (((at, heading), found), secret) in headings.iter().zip(found).zip(is_secret) {
        let header = joined(heading.text());
        let before = same.entry(header.clone()).or_default();
        let (target, how) = match found {
            _ if secret => (ColumnTarget::Dropped(DropReason::Secret), How::Alias),
            Some((ColumnTarget::To(column), how)) => {
                let second = remark(register, heading.text());
                let second = second.filter(|second| may_stand_beside(&column, second) && !taken.contains(second));
                match second {
                    Some(second) => {
                        taken.push(second.clone());
                        (ColumnTarget::Split(column, second), how)
                    }
                    None => (ColumnTarget::To(column), how),
                }
            }
            Some(found) => found,
            None => {
                let means = heading
                    .known(register)
                    .is_some_and(|(column, _)| taken.contains(&column));
                let name = numbered(&header, *before);
                (
                    ColumnTarget::To(Column::Custom(Arc::from(name))),
                    if means { How::Rival } else { How::Unknown },
                )
            }
        };
        *before += 1;
        out.push(PlanColumn {
            at: *at,
            header,
            target,
            how,
        });
    }
    versions(register, &mut out);
    people(register, &mut out);
    out
}

/// 利用者所属 beside 利用者氏名 is the department; who has a medium is no loan of it without its day.
fn people(register: RegisterId, columns: &mut [PlanColumn]) {
    let find = |key: &str| register.column_by_key(key);
    let at = |columns: &[PlanColumn], to: &Column| columns.iter().position(|column| column.target.feeds(to));
    let free = |columns: &[PlanColumn], key: &str| find(key).filter(|to| at(columns, to).is_none());
    if let Some(users) = find("users")
        && let Some(place) = at(columns, &users)
        && header_words::PLACES_OF_WORK
            .iter()
            .any(|end| header_key(&columns[place].header).ends_with(end))
        && !columns[place].header.contains(['・', '･', '/', '／'])
        && let Some(department) = free(columns, "department")
        && let Some(person) = columns.iter().position(|column| {
            column.how == How::Rival && headers::lookup(register, &column.header).is_some_and(|(to, _)| to == users)
        })
    {
        columns[place].target = ColumnTarget::To(department);
        columns[place].how = How::Similar;
        columns[person].target = ColumnTarget::To(users);
        columns[person].how = How::Alias;
    }
    if let Some(borrower) = find("loan.person")
        && let Some(place) = at(columns, &borrower)
        && free(columns, "loan.out_on").is_some()
    {
        let kept = free(columns, "keeper");
        columns[place].how = if kept.is_some() { How::Similar } else { How::Unknown };
        let custom = || Column::Custom(Arc::from(custom_name(&columns[place].header, &columns[..place])));
        columns[place].target = ColumnTarget::To(kept.unwrap_or_else(custom));
    }
}

/// Bare バージョン belongs to what stands to its left: to a program, to the OS, or to something that has no field for it.
fn versions(register: RegisterId, columns: &mut [PlanColumn]) {
    let (Some(name), Some(version)) = (
        register.column_by_key("software.name"),
        register.column_by_key("software.version"),
    ) else {
        return;
    };
    let is_one = |column: &PlanColumn, of: &[&str]| of.contains(&header_key(&column.header).as_str());
    let bare = |nth: &usize| is_one(&columns[*nth], header_words::VERSION_HEADERS);
    let bare: Vec<usize> = (1..columns.len()).filter(bare).collect();
    let of_os = |nth: &usize| is_one(&columns[*nth], header_words::OS_VERSION_HEADERS);
    let of_os: Vec<usize> = (1..columns.len()).filter(of_os).collect();
    let behind_name = bare.iter().copied().find(|nth| columns[nth - 1].target.feeds(&name));
    let has_names = columns.iter().any(|column| column.target.feeds(&name));
    for nth in bare.into_iter().chain(of_os) {
        let free = |wanted: &Column| !columns.iter().any(|column| column.target.feeds(wanted));
        let of_left = register.column_by_key("os_build").filter(|build| {
            let os = register.column_by_key("os");
            os.is_some_and(|os| columns[nth - 1].target.feeds(&os)) && free(build)
        });
        let is_version = columns[nth].target.feeds(&version);
        if Some(nth) == behind_name {
            if !is_version && !matches!(columns[nth].target, ColumnTarget::Dropped(_)) {
                columns[nth].target = ColumnTarget::To(version.clone());
                columns[nth].how = How::Alias;
            }
        } else if is_version && (behind_name.is_some() || !has_names) || !is_version && of_left.is_some() {
            let (target, how) = match of_left {
                Some(build) => (build, How::Similar),
                None => {
                    let name = custom_name(&columns[nth].header, &columns[..nth]);
                    (Column::Custom(Arc::from(name)), How::Unknown)
                }
            };
            (columns[nth].target, columns[nth].how) = (ColumnTarget::To(target), how);
        }
    }
}

/// A second field in the header's brackets, as far as a cell can be parted into the two.
pub(super) fn may_stand_beside(column: &Column, second: &Column) -> bool {
    match (column, second) {
        (Column::Child { child: one, .. }, Column::Child { child: two, .. }) => one == two && column != second,
        (Column::Field(_), Column::Field(_)) => column != second,
        _ => false,
    }
}

/// Ways to know a header, the most certain first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    Label,
    TwoLabels,
    /// Two fields of one list of child rows: ソフト・バージョン.
    Line,
    /// An alias that says more than others: 資産番号 goes before No., who maintains before who sold.
    Name,
    Alias,
    Two,
    One,
    Above,
    Similar,
}

impl Certainty {
    /// From the most certain to the least.
    const ALL: [Self; 9] = [
        Self::Label,
        Self::TwoLabels,
        Self::Line,
        Self::Name,
        Self::Alias,
        Self::Two,
        Self::One,
        Self::Above,
        Self::Similar,
    ];

    fn look_up(self, register: RegisterId, heading: &Heading) -> Option<(Parts, How)> {
        let one = |(column, how): Meaning| (Parts::One(column), how);
        let whole = || heading.known(register).map(one);
        let compound = || heading.compound(register);
        match self {
            Self::Label => whole().filter(|(_, how)| *how == How::Label),
            Self::TwoLabels => compound().filter(|(parts, how)| *how == How::Label && matches!(parts, Parts::Two(..))),
            Self::Line => {
                compound().filter(|(parts, _)| matches!(parts, Parts::Two(Column::Child { .. }, Column::Child { .. })))
            }
            Self::Name => {
                whole().filter(|_| !is_running(heading.key()) && !header_words::SELLERS.contains(&heading.key()))
            }
            Self::Alias => whole(),
            Self::Two => compound().filter(|(parts, _)| matches!(parts, Parts::Two(..))),
            Self::One => compound(),
            Self::Above => heading.above(register).map(one),
            Self::Similar => heading.guess(register).map(one),
        }
    }
}

/// Two unknown columns of one name must not fall together.
pub(super) fn custom_name(header: &str, before: &[PlanColumn]) -> String {
    numbered(header, before.iter().filter(|column| column.header == header).count())
}

fn numbered(header: &str, before: usize) -> String {
    if before == 0 {
        header.to_owned()
    } else {
        format!("{header} {}", before + 1)
    }
}
