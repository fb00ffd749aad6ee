//! What a label or a question of a form asks for.
//!
//! Owns: finding the field in the words around it. Refuses to know: where questions and answers stand.

use super::draft::kind_of;
use super::headers::Heading;
use super::names::{self, Meanings};
use super::spelling;
use crate::core::catalogue::{Column, FieldKind, RegisterId, tokens};
use crate::core::parse::fold;

/// A label or question, with everything it is looked up by: worked out once for all registers.
pub(super) struct Question {
    bare: Heading,
    /// The names of fields of yes or no that it may ask for, the likeliest first.
    flags: Vec<&'static Meanings>,
    /// The names of fields that it asks with, the likeliest first.
    names: Vec<&'static Meanings>,
}

impl Question {
    /// Numbering is taken off. `asks` when the text stands among questions.
    pub fn of(text: &str, asks: bool) -> Self {
        let key = fold(text);
        let bare = key.trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '.' | ')' | '(' | ' ' | 'q' | '問' | '・' | '、' | '-' | '■' | '□')
        });
        let is_numbered = bare.len() < key.len();
        let ends = |words: &[&str]| {
            let key = key.trim_end_matches(['。', ' ']);
            words.iter().any(|word| key.ends_with(word))
        };
        let asks = asks || is_numbered || ends(tokens::ASKING) || ends(tokens::YES_NO_ENDINGS);
        let bare = Heading::of(bare.trim_end_matches(['?', ':', '。', ' ']));
        Self {
            flags: flags(bare.key()),
            names: asked_with(bare.key(), asks),
            bare,
        }
    }

    /// The field whose label it is, or else the one whose name it asks with.
    pub fn asks_for(&self, register: RegisterId) -> Option<Column> {
        if let Some((column, _)) = self.bare.known(register) {
            return Some(column);
        }
        let is_flag = |column: &&Column| kind_of(register, column) == FieldKind::Flag;
        let flag = self
            .flags
            .iter()
            .filter_map(|means| Some(&means.of(register)?.0))
            .find(is_flag);
        if let Some(column) = flag {
            return Some(column.clone());
        }
        let meaning = self.names.iter().find_map(|means| means.of(register));
        meaning.map(|(column, _)| column.clone())
    }
}

/// The names of fields of yes or no whose letters stand in a text in their order, the longest first; the text must ask
/// for yes or no.
fn flags(key: &str) -> Vec<&'static Meanings> {
    if !tokens::YES_NO_ENDINGS.iter().any(|end| key.ends_with(end)) {
        return Vec::new();
    }
    let fits = names::of_flags()
        .iter()
        .filter(|(name, _)| spelling::in_order(name, key));
    let mut flags: Vec<_> = fits.collect();
    flags.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    flags.into_iter().map(|(_, means)| *means).collect()
}

/// The names that stand in a text as words, the longest first. In a text that does not ask, a word more is another
/// meaning, and the name must stand behind の (保守の目的): 購入者 is no 購入日, and メモリ no メモ.
fn asked_with(key: &str, asks: bool) -> Vec<&'static Meanings> {
    let means = |at: usize, name: &str| {
        if asks {
            spelling::stands_alone(key, at, name)
        } else {
            at + name.len() == key.len() && key[..at].ends_with('の')
        }
    };
    let inside = names::inside(key).filter(|(at, name, _)| means(*at, name));
    let mut inside: Vec<_> = inside
        .map(|(at, name, means)| (name.chars().count(), at, means))
        .filter(|(length, ..)| *length >= 2)
        .collect();
    // Of two words of a length the later says what is asked: 保守の期限.
    inside.sort_by_key(|(length, at, _)| std::cmp::Reverse((*length, *at)));
    inside.into_iter().map(|(.., means)| means).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_asks_for_the_field_that_it_names() {
        let path = RegisterId::REMOTE_PATH;
        let asked = |text: &str| {
            let column = Question::of(text, false).asks_for(path);
            column.map_or_else(String::new, |column| path.column_label(&column))
        };
        assert_eq!(asked("3. 保守の目的"), "目的");
        assert_eq!(asked("保守の目的"), "目的");
        assert_eq!(asked("目的物"), "");
    }
}
