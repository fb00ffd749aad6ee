//! What a cell's style number says about it: is it a date, is it locked, how are its letters set.
//!
//! Owns: `styles.xml` as far as a form needs it. Refuses to know: borders, fills, widths.
//! Invariant: a style that the file does not have is the plain one.

use super::emphasis::{self, Emphasis, Property};
use super::package::Package;
use super::{FormError, limits};

#[derive(Clone, Debug)]
pub(super) struct Style {
    /// Numbers in it are shown as a day.
    pub is_date: bool,
    pub is_locked: bool,
    pub emphasis: Emphasis,
    pub font: Vec<Property>,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            is_date: false,
            is_locked: true,
            emphasis: Emphasis::default(),
            font: Vec::new(),
        }
    }
}

#[derive(Default)]
pub(super) struct Styles {
    list: Vec<Style>,
    plain: Style,
}

impl Styles {
    pub fn get(&self, number: usize) -> &Style {
        self.list.get(number).unwrap_or(&self.plain)
    }

    pub fn read(package: &Package, part: &str) -> Result<Self, FormError> {
        let Some((_, tree)) = package.tree(part)? else {
            return Ok(Self::default());
        };
        let root = tree.root();
        let formats: Vec<(&str, &str)> = tree
            .child(root, "numFmts")
            .into_iter()
            .flat_map(|list| tree.children(list))
            .filter_map(|format| Some((format.attribute("numFmtId")?, format.attribute("formatCode")?)))
            .collect();
        let fonts: Vec<(Emphasis, Vec<Property>)> = tree
            .child(root, "fonts")
            .into_iter()
            .flat_map(|list| tree.children(list))
            .map(|font| emphasis::read(&tree, font))
            .collect();
        let mut list = Vec::new();
        for style in tree
            .child(root, "cellXfs")
            .into_iter()
            .flat_map(|list| tree.children(list))
        {
            if list.len() >= limits::STYLES {
                return Err(FormError::TooLarge("styles"));
            }
            let id = style.attribute("numFmtId").unwrap_or("0");
            let code = formats.iter().find(|(known, _)| *known == id).map(|(_, code)| *code);
            let font = style
                .attribute("fontId")
                .and_then(|id| fonts.get(id.parse::<usize>().ok()?));
            let locked = tree
                .child(style, "protection")
                .and_then(|protection| protection.attribute("locked"));
            list.push(Style {
                is_date: match code {
                    Some(code) => is_date(code),
                    None => matches!(id.parse(), Ok(14..=17 | 22 | 27..=36 | 50..=58)),
                },
                is_locked: !matches!(locked, Some("0" | "false")),
                emphasis: font.map(|(emphasis, _)| *emphasis).unwrap_or_default(),
                font: font.map(|(_, properties)| properties.clone()).unwrap_or_default(),
            });
        }
        Ok(Self {
            list,
            plain: Style::default(),
        })
    }
}

/// Whether a number format shows a day: letters of a date outside quotes, brackets and escapes.
fn is_date(code: &str) -> bool {
    let (mut quoted, mut bracket, mut letters) = (false, false, String::new());
    let mut chars = code.split(';').next().unwrap_or_default().chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => {
                chars.next();
            }
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            c if !quoted && !bracket => letters.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    !letters.contains("general") && letters.contains(['d', 'y', 'e', 'g']) && !letters.contains("e+")
        || (letters.contains('m') && !letters.contains(['h', 's', '0', '#']))
}
