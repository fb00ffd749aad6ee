//! What is asked of one row: the need of a field may depend on what kind of thing the row is.
//!
//! Invariant: of a row whose kind nobody has told, everything is asked, as the ministry's sheet does.

use super::understand;
use crate::core::catalogue::{Field, KIND, Need, RegisterId};
use crate::core::model::{Content, Value};

/// How strongly the fields of one row are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    kind: Option<&'static str>,
}

impl Asked {
    pub fn of(register: RegisterId, content: &Content) -> Self {
        let depends = register.fields.iter().any(|field| !field.asked_of.is_empty());
        let kind = register.field_index(KIND).filter(|_| depends).and_then(|at| {
            let text = content.fields.get(at).as_text()?;
            match understand(register.fields[at].kind, text).value {
                Some(Value::Choice(kind)) => Some(kind),
                _ => None,
            }
        });
        Self { kind }
    }

    pub fn need(self, field: &Field) -> Need {
        let asked = field.asked_of.is_empty() || self.kind.is_none_or(|kind| field.asked_of.contains(&kind));
        if asked { field.need } else { Need::Optional }
    }
}

/// Places of the fields that are required of a row and blank.
pub fn blanks(register: RegisterId, content: &Content) -> impl Iterator<Item = usize> {
    // Most rows lack nothing: their kind need not be read.
    let mut asked = None;
    let fields = register.get().fields.iter().enumerate();
    fields
        .filter(move |(at, field)| {
            field.need == Need::Required
                && content.fields.get(*at).is_blank()
                && asked.get_or_insert_with(|| Asked::of(register, content)).need(field) == Need::Required
        })
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::super::put_text;
    use super::*;

    fn lacks(kind: &str) -> Vec<&'static str> {
        let device = RegisterId::DEVICE;
        let mut content = Content::default();
        let column = device.column_by_key(KIND).expect("a kind");
        put_text(device, &mut content, &column, kind);
        let places = blanks(device, &content);
        places.map(|at| device.get().fields[at].key).collect()
    }

    #[test]
    fn what_a_kind_of_thing_has_not_is_not_asked_of_it() {
        for (kind, keys) in [
            ("端末PC", ["os", "ip", "computer_name", "users"].as_slice()),
            ("サーバー", &["os", "ip", "computer_name", "users"]),
            ("検査装置", &["os", "ip", "users"]),
            ("iPad", &["os", "ip", "users"]),
            ("ルーター", &["ip"]),
            ("カードリーダー", &[]),
            ("複合機", &[]),
            ("外付けHDD", &[]),
            // Nobody has told, or in words that the list has not.
            ("", &["os", "ip", "computer_name", "users"]),
            ("謎の箱", &["os", "ip", "computer_name", "users"]),
        ] {
            let lacks = lacks(kind);
            for key in ["os", "ip", "computer_name", "users"] {
                assert_eq!(lacks.contains(&key), keys.contains(&key), "{kind}: {key}");
            }
            assert!(lacks.contains(&"maker") && lacks.contains(&"place"), "{kind}");
        }
    }
}
