//! The names of the fields, and what a text means that is one of them.
//!
//! Owns: labels and aliases of all registers, looked up in one step. Refuses to know: headers and what hangs on them.
//! Invariant: a field's own label is never another field's alias in the same register.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::How;
use super::draft::kind_of;
use crate::core::catalogue::{Column, FieldKind, RegisterId};
use crate::core::parse::header_key;

/// A column, and whether the name is its label or an alias.
pub(super) type Meaning = (Column, How);
/// What a name means, by register.
pub(super) struct Meanings(Vec<Option<Meaning>>);

impl Meanings {
    pub fn of(&self, register: RegisterId) -> Option<&Meaning> {
        self.0[register.index()].as_ref()
    }
}

static MEANINGS: LazyLock<HashMap<String, Meanings>> = LazyLock::new(|| {
    let mut all: HashMap<String, Meanings> = HashMap::new();
    let nothing = || Meanings(vec![None; RegisterId::all().len()]);
    for register in RegisterId::all() {
        let own = register.fields.iter().enumerate();
        let own = own.map(|(at, field)| (Column::Field(at), field));
        let inner = register.children.iter().enumerate().flat_map(|(child, list)| {
            let fields = list.fields.iter().enumerate();
            fields.map(move |(field, inner)| (Column::Child { child, field }, inner))
        });
        let fields: Vec<_> = own.chain(inner).collect();
        let labels = fields.iter().map(|(column, field)| (field.label, column, How::Label));
        let aliases = fields.iter().flat_map(|(column, field)| {
            let aliases = field.aliases.iter();
            aliases.map(move |alias| (*alias, column, How::Alias))
        });
        for (name, column, how) in labels.chain(aliases) {
            let means = all.entry(header_key(name)).or_insert_with(nothing);
            means.0[register.index()].get_or_insert_with(|| (column.clone(), how));
        }
    }
    all
});

/// The names that one register knows.
static OF_REGISTER: LazyLock<Vec<Vec<Known>>> = LazyLock::new(|| {
    let of = |register: RegisterId| {
        let known = MEANINGS.iter().filter_map(move |(name, means)| {
            let (column, _) = means.of(register)?;
            let length = name.chars().count();
            Some(Known { name, length, column })
        });
        known.collect()
    };
    RegisterId::all().map(of).collect()
});

/// A name of a column.
pub(super) struct Known {
    /// As `header_key` gives it.
    pub name: &'static str,
    /// Its letters.
    pub length: usize,
    pub column: &'static Column,
}

/// All names of a register's columns, in no order.
pub(super) fn of_register(register: RegisterId) -> &'static [Known] {
    &OF_REGISTER[register.index()]
}

/// The names by their first letter.
static BY_LETTER: LazyLock<HashMap<char, Vec<(&str, &Meanings)>>> = LazyLock::new(|| {
    let mut all: HashMap<char, Vec<(&str, &Meanings)>> = HashMap::new();
    for (name, means) in MEANINGS.iter() {
        if let Some(first) = name.chars().next() {
            all.entry(first).or_default().push((name, means));
        }
    }
    all
});

/// The labels of fields of yes or no.
pub(super) fn of_flags() -> &'static [(&'static str, &'static Meanings)] {
    static FLAGS: LazyLock<Vec<(&str, &Meanings)>> = LazyLock::new(|| {
        let is_flag = |register: RegisterId, (column, how): &Meaning| {
            *how == How::Label && matches!(column, Column::Field(_)) && kind_of(register, column) == FieldKind::Flag
        };
        let of_any = |means: &Meanings| {
            RegisterId::all().any(|register| means.of(register).is_some_and(|meaning| is_flag(register, meaning)))
        };
        let flags = MEANINGS.iter().filter(|(_, means)| of_any(means));
        flags.map(|(name, means)| (name.as_str(), means)).collect()
    });
    &FLAGS
}

/// The names that stand in a text, each with its place, from left to right.
pub(super) fn inside(text: &str) -> impl Iterator<Item = (usize, &'static str, &'static Meanings)> {
    text.char_indices().flat_map(move |(at, letter)| {
        let names = BY_LETTER.get(&letter).into_iter().flatten();
        names.filter_map(move |(name, means)| text[at..].starts_with(name).then_some((at, *name, *means)))
    })
}

/// What a key, as `header_key` gives it, means in each register, if any knows it.
pub(super) fn meanings(key: &str) -> Option<&'static Meanings> {
    MEANINGS.get(key)
}

/// A text as a name, looked up once for all registers.
pub(super) struct Name {
    pub key: String,
    means: Option<&'static Meanings>,
}

impl Name {
    pub fn of(text: &str) -> Self {
        let key = header_key(text);
        let means = meanings(&key);
        Self { key, means }
    }

    pub fn meaning(&self, register: RegisterId) -> Option<&'static Meaning> {
        self.means?.of(register)
    }

    /// Whether any register knows it.
    pub fn is_known(&self) -> bool {
        self.means.is_some()
    }
}
