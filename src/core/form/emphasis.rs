//! How letters are set off: underline, bold, strike, colour. People answer a printed はい・いいえ this way.
//!
//! Owns: reading `font` and `rPr`, writing an `rPr` with one thing more. Refuses to know: what the letters say.
//! Invariant: a colour counts as a mark only when it is neither black nor grey; grey counts as faded.

use super::xml::{Element, Tree};
use crate::core::entity::escaped;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tint {
    #[default]
    Plain,
    Faded,
    Coloured,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Emphasis {
    pub bold: bool,
    pub underline: bool,
    pub strike: bool,
    pub tint: Tint,
}

/// One stretch of equally set letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub text: String,
    pub emphasis: Emphasis,
    /// The inside of its `rPr`, for writing it again.
    pub properties: Vec<Property>,
}

/// One child of `rPr` or `font`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Property {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

/// Reads a `font` or an `rPr`.
pub(super) fn read(tree: &Tree, font: &Element) -> (Emphasis, Vec<Property>) {
    let mut emphasis = Emphasis::default();
    let mut properties = Vec::new();
    for child in tree.children(font) {
        match &*child.name {
            "b" => emphasis.bold = child.is_on(),
            "u" => emphasis.underline = child.is_on(),
            "strike" => emphasis.strike = child.is_on(),
            "color" => emphasis.tint = tint(child),
            _ => {}
        }
        let kept = ["val", "rgb", "theme", "tint", "indexed", "auto"];
        properties.push(Property {
            name: match &*child.name {
                "name" => "rFont".to_owned(),
                name => name.to_owned(),
            },
            attributes: kept
                .iter()
                .filter_map(|name| Some(((*name).to_owned(), child.attribute(name)?.to_owned())))
                .collect(),
        });
    }
    (emphasis, properties)
}

fn tint(color: &Element) -> Tint {
    let number = |name: &str| color.attribute(name).and_then(|text| text.trim().parse::<f64>().ok());
    let lighter = number("tint").unwrap_or(0.0);
    if let Some(rgb) = color.attribute("rgb") {
        let hex = rgb.get(rgb.len().saturating_sub(6)..).unwrap_or_default();
        let channel = |at: usize| {
            hex.get(at..at + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
                .unwrap_or(0)
        };
        let (red, green, blue) = (channel(0), channel(2), channel(4));
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        return match (most - least, least) {
            (0..=40, 0..=95) => Tint::Plain,
            (0..=40, _) => Tint::Faded,
            _ => Tint::Coloured,
        };
    }
    match (
        number("theme").map(|theme| theme as i64),
        number("indexed").map(|index| index as i64),
    ) {
        (Some(1), _) if lighter < 0.3 => Tint::Plain,
        (Some(0..=3), _) => Tint::Faded,
        (Some(_), _) => Tint::Coloured,
        (_, Some(8 | 64)) | (None, None) => Tint::Plain,
        (_, Some(9 | 22 | 23 | 55 | 65)) => Tint::Faded,
        (_, Some(_)) => Tint::Coloured,
    }
}

/// What is put on top of a run's own look.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    /// As it was printed: marks are taken off.
    Plain,
    /// The chosen word.
    Chosen,
    /// The word that is not meant.
    Struck,
}

/// The order in which Excel itself writes them.
const ORDER: [&str; 14] = [
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "rFont",
    "family",
    "charset",
];

/// An `rPr` from a run's properties; empty when there is nothing to say.
pub(super) fn properties_xml(properties: &[Property], set: Set, prefix: &str) -> String {
    let mut list: Vec<Property> = properties
        .iter()
        .filter(|property| !matches!(property.name.as_str(), "u" | "strike" | "b"))
        .cloned()
        .collect();
    let bare = |name: &str| Property {
        name: name.to_owned(),
        attributes: Vec::new(),
    };
    match set {
        Set::Plain => {}
        Set::Chosen => list.extend([bare("b"), bare("u")]),
        Set::Struck => list.push(bare("strike")),
    }
    let place = |property: &Property| {
        ORDER
            .iter()
            .position(|name| *name == property.name)
            .unwrap_or(ORDER.len())
    };
    list.sort_by_key(place);
    if list.is_empty() {
        return String::new();
    }
    let mut out = format!("<{prefix}rPr>");
    for property in &list {
        out.push_str(&format!("<{prefix}{}", property.name));
        for (name, value) in &property.attributes {
            out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        }
        out.push_str("/>");
    }
    out.push_str(&format!("</{prefix}rPr>"));
    out
}
