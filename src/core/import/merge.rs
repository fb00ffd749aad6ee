//! Three versions of one row: what only they changed, what only we changed, what both changed differently.
//!
//! Owns: comparing and joining contents cell by cell. Refuses to know: files, ledgers, how a row was found.
//! Invariants: what one side alone changed is neither lost nor asked about; where both changed a cell differently,
//! ours stays until somebody chooses; choosing one cell touches no other.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Line, align};
use crate::core::catalogue::{Column, Field, FieldKind, RegisterId};
use crate::core::model::{Content, Entry, Fields};
use crate::core::parse;

/// Whose value a person takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Ours,
    Theirs,
}

impl Side {
    /// Stable word for JSON and the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }

    pub fn by_key(key: &str) -> Option<Self> {
        [Self::Ours, Self::Theirs].into_iter().find(|side| side.key() == key)
    }
}

/// Who changed a cell since both had the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Only they: taken.
    Theirs,
    /// Only we: kept.
    Ours,
    /// Both, to the same.
    Alike,
    /// Both, differently: a person is asked.
    Both,
}

impl Changed {
    /// Stable word for JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Theirs => "theirs",
            Self::Ours => "ours",
            Self::Alike => "alike",
            Self::Both => "conflict",
        }
    }
}

/// One cell that somebody changed, or one child row that somebody added or took out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeCell {
    pub column: Column,
    /// Which child row, by the name it has; empty for a cell of the row itself.
    pub line: String,
    pub changed: Changed,
    pub base: String,
    pub ours: String,
    pub theirs: String,
    /// What a person decided about a conflict; ours stays while nobody has.
    pub choice: Option<Side>,
    /// How their value gets into the joined row.
    theirs_at: Put,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Put {
    Field(usize, Entry),
    Custom(std::sync::Arc<str>, Entry),
    /// Child list, place in the joined list, field.
    Cell(usize, usize, usize, Entry),
    /// A whole child row; empty when they took it out.
    Row(usize, usize, Fields),
}

/// One row joined from three versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    cells: Vec<MergeCell>,
    /// Everything that is settled, and ours where nothing is. Rows of child lists keep their places here, so that a
    /// choice can bring one back.
    joined: Content,
}

/// How many cells changed in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergeCounts {
    pub theirs: usize,
    pub ours: usize,
    pub alike: usize,
    pub conflicts: usize,
    /// Conflicts that nobody has decided.
    pub open: usize,
}

impl Merge {
    pub fn of(register: RegisterId, base: &Content, ours: &Content, theirs: &Content) -> Self {
        let mut merge = Self {
            cells: Vec::new(),
            joined: Content::default(),
        };
        for (at, field) in register.fields.iter().enumerate() {
            let versions = [base, ours, theirs].map(|content| content.fields.get(at));
            let put = |entry| Put::Field(at, entry);
            let entry = merge.entry(field.kind, Column::Field(at), "", versions, put);
            merge.joined.fields.set(at, entry);
        }
        for (child, list) in register.children.iter().enumerate() {
            let versions = [base, ours, theirs].map(|content| content.child_rows(child));
            let rows = merge.list(child, list.fields, versions);
            if rows.iter().any(|row| !row.is_empty()) || merge.speaks_of(child) {
                merge.joined.children.resize_with(child + 1, Vec::new);
                merge.joined.children[child] = rows;
            }
        }
        let contents = [base, ours, theirs];
        let headers: BTreeSet<_> = contents.iter().flat_map(|content| content.custom.keys()).collect();
        for header in headers {
            let versions = contents.map(|content| content.custom.get(header).unwrap_or(&Entry::Blank));
            let put = |entry| Put::Custom(header.clone(), entry);
            let entry = merge.entry(FieldKind::Text, Column::Custom(header.clone()), "", versions, put);
            merge.joined.set_custom(header, entry);
        }
        merge
    }

    fn speaks_of(&self, child: usize) -> bool {
        let of = |cell: &MergeCell| matches!(cell.column, Column::Child { child: at, .. } if at == child);
        self.cells.iter().any(of)
    }

    /// Joins one cell; says what happened to it unless nobody changed it.
    fn entry(
        &mut self,
        kind: FieldKind,
        column: Column,
        line: &str,
        [base, ours, theirs]: [&Entry; 3],
        put: impl FnOnce(Entry) -> Put,
    ) -> Entry {
        let changed = match (same(kind, base, ours), same(kind, base, theirs)) {
            (true, true) => return ours.clone(),
            (true, false) => Changed::Theirs,
            (false, true) => Changed::Ours,
            (false, false) if same(kind, ours, theirs) => Changed::Alike,
            (false, false) => Changed::Both,
        };
        self.cells.push(MergeCell {
            column,
            line: line.to_owned(),
            changed,
            base: base.display().into_owned(),
            ours: ours.display().into_owned(),
            theirs: theirs.display().into_owned(),
            choice: None,
            theirs_at: put(theirs.clone()),
        });
        match changed {
            Changed::Theirs => theirs.clone(),
            Changed::Ours | Changed::Alike | Changed::Both => ours.clone(),
        }
    }

    fn list(&mut self, child: usize, fields: &[Field], versions: [&[Fields]; 3]) -> Vec<Fields> {
        let blank = Fields::new();
        let lines = align(fields, versions);
        let mut rows = Vec::with_capacity(lines.len());
        for (place, line) in lines.into_iter().enumerate() {
            let Line { base, ours, theirs } = line;
            let name = [ours, theirs, base]
                .into_iter()
                .flatten()
                .next()
                .map_or("", |row| first_text(row));
            let whole = |changed| WholeRow {
                child,
                place,
                name,
                changed,
            };
            rows.push(match (base, ours, theirs) {
                (_, Some(ours), Some(theirs)) => {
                    let mut joined = Fields::new();
                    for (at, field) in fields.iter().enumerate() {
                        let entries = [base.unwrap_or(&blank), ours, theirs].map(|row| row.get(at));
                        let column = Column::Child { child, field: at };
                        let put = |entry| Put::Cell(child, place, at, entry);
                        joined.set(at, self.entry(field.kind, column, name, entries, put));
                    }
                    joined
                }
                (None, Some(_), None) => self.row(whole(Changed::Ours), [base, ours, theirs]),
                (None, None, Some(_)) => self.row(whole(Changed::Theirs), [base, ours, theirs]),
                (Some(was), Some(now), None) => {
                    let changed = if same_row(fields, was, now) {
                        Changed::Theirs
                    } else {
                        Changed::Both
                    };
                    self.row(whole(changed), [base, ours, theirs])
                }
                (Some(was), None, Some(now)) => {
                    let changed = if same_row(fields, was, now) {
                        Changed::Ours
                    } else {
                        Changed::Both
                    };
                    self.row(whole(changed), [base, ours, theirs])
                }
                (_, None, None) => self.row(whole(Changed::Alike), [base, ours, theirs]),
            });
        }
        rows
    }

    /// Joins one child row that is not on every side; an empty one is out.
    fn row(&mut self, of: WholeRow<'_>, [base, ours, theirs]: [Option<&Fields>; 3]) -> Fields {
        let shown = |row: Option<&Fields>| row.map_or_else(String::new, show_row);
        self.cells.push(MergeCell {
            column: Column::Child {
                child: of.child,
                field: 0,
            },
            line: of.name.to_owned(),
            changed: of.changed,
            base: shown(base),
            ours: shown(ours),
            theirs: shown(theirs),
            choice: None,
            theirs_at: Put::Row(of.child, of.place, theirs.cloned().unwrap_or_default()),
        });
        let taken = match of.changed {
            Changed::Theirs => theirs,
            Changed::Ours | Changed::Alike | Changed::Both => ours,
        };
        taken.cloned().unwrap_or_default()
    }

    /// Every cell that somebody changed, in catalogue order.
    pub fn cells(&self) -> &[MergeCell] {
        &self.cells
    }

    /// Decides one conflict; any other cell is left alone.
    pub fn choose(&mut self, cell: usize, side: Side) {
        if let Some(cell) = self.cells.get_mut(cell)
            && cell.changed == Changed::Both
        {
            cell.choice = Some(side);
        }
    }

    /// The row with every choice in it.
    pub fn content(&self) -> Content {
        let mut content = self.joined.clone();
        for cell in &self.cells {
            if cell.changed != Changed::Both || cell.choice != Some(Side::Theirs) {
                continue;
            }
            match &cell.theirs_at {
                Put::Field(field, entry) => content.fields.set(*field, entry.clone()),
                Put::Custom(header, entry) => content.set_custom(header, entry.clone()),
                Put::Cell(child, place, field, entry) => {
                    if let Some(row) = content.children.get_mut(*child).and_then(|rows| rows.get_mut(*place)) {
                        row.set(*field, entry.clone());
                    }
                }
                Put::Row(child, place, row) => {
                    if let Some(slot) = content.children.get_mut(*child).and_then(|rows| rows.get_mut(*place)) {
                        *slot = row.clone();
                    }
                }
            }
        }
        let lists = std::mem::take(&mut content.children);
        for (child, rows) in lists.into_iter().enumerate() {
            content.set_child_rows(child, rows);
        }
        content
    }

    pub fn counts(&self) -> MergeCounts {
        let mut counts = MergeCounts::default();
        for cell in &self.cells {
            match cell.changed {
                Changed::Theirs => counts.theirs += 1,
                Changed::Ours => counts.ours += 1,
                Changed::Alike => counts.alike += 1,
                Changed::Both => {
                    counts.conflicts += 1;
                    counts.open += usize::from(cell.choice.is_none());
                }
            }
        }
        counts
    }
}

impl std::ops::AddAssign for MergeCounts {
    fn add_assign(&mut self, more: Self) {
        self.theirs += more.theirs;
        self.ours += more.ours;
        self.alike += more.alike;
        self.conflicts += more.conflicts;
        self.open += more.open;
    }
}

/// A child row that is not on every side.
struct WholeRow<'a> {
    child: usize,
    place: usize,
    name: &'a str,
    changed: Changed,
}

/// Whether two entries say the same once both have been through a file, which trims ends and unifies line ends.
pub(super) fn same(kind: FieldKind, one: &Entry, two: &Entry) -> bool {
    one == two || parse::entry(kind, &one.display()) == parse::entry(kind, &two.display())
}

pub(super) fn same_row(fields: &[Field], one: &Fields, two: &Fields) -> bool {
    one == two || (0..fields.len()).all(|at| same(fields[at].kind, one.get(at), two.get(at)))
}

/// Whether two contents say the same in every cell.
pub(super) fn same_content(register: RegisterId, one: &Content, two: &Content) -> bool {
    let custom = |content: &Content| -> BTreeMap<_, _> {
        let read = |entry: &Entry| parse::entry(FieldKind::Text, &entry.display());
        content
            .custom
            .iter()
            .map(|(header, entry)| (header.clone(), read(entry)))
            .collect()
    };
    let lists = |child: usize| (one.child_rows(child), two.child_rows(child));
    one == two
        || same_row(register.fields, &one.fields, &two.fields)
            && custom(one) == custom(two)
            && register.children.iter().enumerate().all(|(at, list)| {
                let (one, two) = lists(at);
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| same_row(list.fields, one, two))
            })
}

fn first_text(row: &Fields) -> &str {
    row.iter().find_map(|(_, entry)| entry.as_text()).unwrap_or_default()
}

fn show_row(row: &Fields) -> String {
    let texts: Vec<_> = row.iter().map(|(_, entry)| entry.display()).collect();
    texts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEVICE: RegisterId = RegisterId::DEVICE;

    /// A small generator with a fixed seed.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: u64) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % sides) as usize
        }
    }

    fn entry(dice: &mut Dice) -> Entry {
        match dice.roll(6) {
            0 => Entry::Blank,
            1 => Entry::UNKNOWN,
            2 => Entry::NotApplicable,
            n => Entry::text(["2.10", "一行目\n二行目", "001"][n - 3]),
        }
    }

    fn software(names: &[(&str, &str)]) -> Vec<Fields> {
        let row = |(name, version): &(&str, &str)| -> Fields {
            [(0, Entry::text(name)), (1, Entry::text(version))]
                .into_iter()
                .collect()
        };
        names.iter().map(row).collect()
    }

    fn change(dice: &mut Dice, content: &mut Content) {
        match dice.roll(6) {
            0 | 1 => content.fields.set(dice.roll(8), entry(dice)),
            2 => {
                let header = ["ラック", "リース"][dice.roll(2)];
                content.set_custom(&header.into(), entry(dice));
            }
            kind => {
                let mut rows = content.child_rows(0).to_vec();
                let at = dice.roll(rows.len() as u64 + 1);
                match kind {
                    3 if at < rows.len() => {
                        rows.remove(at);
                    }
                    4 if at < rows.len() => rows[at].set(1, entry(dice)),
                    _ => {
                        let name = ["カルテ", "ウイルス対策", "Office", "カルテ"][dice.roll(4)];
                        rows.insert(at, software(&[(name, ["1", "2", ""][dice.roll(3)])]).remove(0));
                    }
                }
                content.set_child_rows(0, rows);
            }
        }
    }

    #[test]
    fn what_one_side_did_is_taken_and_what_both_did_alike_is_no_question() {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        for round in 0..2_000 {
            let mut base = Content::default();
            (0..8).for_each(|_| change(&mut dice, &mut base));
            let (mut ours, mut theirs) = (base.clone(), base.clone());
            (0..dice.roll(6)).for_each(|_| change(&mut dice, &mut ours));
            (0..dice.roll(6)).for_each(|_| change(&mut dice, &mut theirs));
            let join = |base, ours, theirs| Merge::of(DEVICE, base, ours, theirs);
            assert_eq!(join(&base, &ours, &base).content(), ours, "{round}: only we");
            assert_eq!(join(&base, &base, &theirs).content(), theirs, "{round}: only they");
            let alike = join(&base, &ours, &ours);
            assert_eq!(
                (alike.content(), alike.counts().conflicts),
                (ours.clone(), 0),
                "{round}: both alike"
            );

            let mut both = join(&base, &ours, &theirs);
            let counts = both.counts();
            let turned = join(&base, &theirs, &ours).counts();
            assert_eq!(
                (counts.conflicts, counts.ours, counts.theirs),
                (turned.conflicts, turned.theirs, turned.ours),
                "{round}: seen from the other side"
            );
            // One choice after the other, each way: no choice touches another cell.
            for at in 0..both.cells().len() {
                let before = both.content();
                both.choose(at, Side::Theirs);
                let cell = both.cells()[at].clone();
                if let (Changed::Both, Column::Field(field)) = (cell.changed, &cell.column) {
                    let after = both.content();
                    assert_eq!(after.fields.get(*field), theirs.fields.get(*field), "{round}");
                    let mut back = after.clone();
                    back.fields.set(*field, ours.fields.get(*field).clone());
                    assert_eq!(back, before, "{round}: nothing else");
                }
                both.choose(at, Side::Ours);
                assert_eq!(both.content(), before, "{round}: taken back");
            }
        }
    }

    #[test]
    fn child_rows_are_told_by_their_names() {
        let with = |rows: &[(&str, &str)]| {
            let mut content = Content::default();
            content.set_child_rows(0, software(rows));
            content
        };
        let base = with(&[("カルテ", "1"), ("Office", "2019"), ("古いソフト", "1")]);
        let ours = with(&[("カルテ", "1"), ("Office", "2021"), ("PDF", "5")]);
        let theirs = with(&[
            ("ウイルス対策", "7"),
            ("Office", "2024"),
            ("カルテ", "2"),
            ("古いソフト", "2"),
        ]);
        let mut merge = Merge::of(DEVICE, &base, &ours, &theirs);
        let found: Vec<(&str, &str, Changed)> = merge
            .cells()
            .iter()
            .map(|cell| (cell.line.as_str(), cell.theirs.as_str(), cell.changed))
            .collect();
        assert_eq!(
            found,
            [
                ("カルテ", "2", Changed::Theirs),
                ("Office", "2024", Changed::Both),
                ("PDF", "", Changed::Ours),
                ("ウイルス対策", "ウイルス対策 7", Changed::Theirs),
                ("古いソフト", "古いソフト 2", Changed::Both),
            ]
        );
        let joined = [("カルテ", "2"), ("Office", "2021"), ("PDF", "5"), ("ウイルス対策", "7")];
        assert_eq!(merge.content(), with(&joined));
        merge.choose(1, Side::Theirs);
        assert_eq!(merge.content().child_rows(0)[1], software(&[("Office", "2024")])[0]);

        // A new name for the same version is a new name.
        let renamed = with(&[("電子カルテ", "1"), ("Office", "2019"), ("古いソフト", "1")]);
        let newer = with(&[("カルテ", "2"), ("Office", "2019"), ("古いソフト", "1")]);
        let merge = Merge::of(DEVICE, &base, &renamed, &newer);
        assert_eq!(merge.counts().conflicts, 0);
        assert_eq!(merge.content().child_rows(0)[0], software(&[("電子カルテ", "2")])[0]);

        // One took it out, the other went on with it.
        let out = with(&[("カルテ", "1")]);
        let mut merge = Merge::of(
            DEVICE,
            &base,
            &out,
            &with(&[("カルテ", "1"), ("Office", "2024"), ("古いソフト", "1")]),
        );
        assert_eq!((merge.counts().conflicts, merge.content()), (1, out));
        let at = merge
            .cells()
            .iter()
            .position(|cell| cell.changed == Changed::Both)
            .expect("one");
        merge.choose(at, Side::Theirs);
        assert_eq!(merge.content(), with(&[("カルテ", "1"), ("Office", "2024")]));
    }
}
