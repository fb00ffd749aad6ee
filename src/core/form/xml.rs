//! A part of a package as a tree that knows where each element stands in the bytes.
//!
//! Owns: bounds of XML, entities, names without prefix. Refuses to know: any vocabulary.
//! Invariant: `src[element.start..element.end]` is the element as it was written, so that a patch can replace it and
//! leave every other byte alone. A document type declaration is refused, so nothing expands and nothing is fetched.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{FormError, limits};
use crate::core::entity;

/// Place of an element in its tree.
pub(super) type At = usize;

pub(super) struct Element {
    /// Name without its prefix.
    pub name: Box<str>,
    /// Prefix with its colon, or nothing.
    pub prefix: Box<str>,
    /// Attributes by their name without prefix, `xml:space` as `space`.
    attributes: Vec<(Box<str>, String)>,
    /// Text directly inside.
    pub text: String,
    pub start: usize,
    /// After the opening tag; equal to `end` when the element is written as `<a/>`.
    pub inner: usize,
    pub end: usize,
    pub children: Vec<At>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| &**known == name)
            .map(|(_, value)| value.as_str())
    }

    /// A flag of SpreadsheetML: there without a value means yes.
    pub fn is_on(&self) -> bool {
        !matches!(self.attribute("val"), Some("0" | "false" | "none" | "off"))
    }

    pub fn is_empty_tag(&self) -> bool {
        self.inner == self.end
    }
}

pub(super) struct Tree {
    pub elements: Vec<Element>,
}

impl Tree {
    /// Reads a whole part.
    pub fn read(src: &str) -> Result<Self, FormError> {
        let mut reader = Reader::from_str(src);
        reader.config_mut().check_end_names = true;
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<At> = Vec::new();
        loop {
            let before = position(&reader);
            let event = reader.read_event().map_err(|error| damaged(&error))?;
            let after = position(&reader);
            match event {
                Event::Start(tag) => {
                    let at = push(&mut elements, &open, &tag, before, after)?;
                    if open.len() >= limits::DEPTH {
                        return Err(FormError::TooLarge("depth"));
                    }
                    open.push(at);
                }
                Event::Empty(tag) => {
                    push(&mut elements, &open, &tag, before, after)?;
                }
                Event::End(_) => {
                    let at = open.pop().ok_or_else(|| FormError::Damaged("tags".to_owned()))?;
                    elements[at].end = after;
                }
                Event::Text(text) => {
                    if let Some(&at) = open.last() {
                        elements[at].text.push_str(&text.into_inner());
                    }
                }
                Event::CData(text) => {
                    if let Some(&at) = open.last() {
                        elements[at].text.push_str(&text.into_inner());
                    }
                }
                Event::GeneralRef(reference) => {
                    if let Some(&at) = open.last() {
                        elements[at].text.push_str(
                            &entity::resolve(&reference).ok_or_else(|| FormError::Damaged("entity".to_owned()))?,
                        );
                    }
                }
                Event::DocType(_) => return Err(FormError::Damaged("document type".to_owned())),
                Event::Eof if open.is_empty() && !elements.is_empty() => return Ok(Self { elements }),
                Event::Eof => return Err(FormError::Damaged("cut off".to_owned())),
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            }
        }
    }

    pub fn root(&self) -> &Element {
        &self.elements[0]
    }

    pub fn children<'t>(&'t self, of: &'t Element) -> impl Iterator<Item = &'t Element> {
        of.children.iter().map(|&at| &self.elements[at])
    }

    /// The first child called `name`.
    pub fn child<'t>(&'t self, of: &'t Element, name: &str) -> Option<&'t Element> {
        self.children(of).find(|child| &*child.name == name)
    }

    /// Every element called `name` below `of`, in document order. Of an alternative only the choice is looked at,
    /// never the fallback that repeats it.
    pub fn below<'t>(&'t self, of: &'t Element, name: &str) -> Vec<&'t Element> {
        let mut found = Vec::new();
        let mut waiting: Vec<&Element> = self.children(of).collect();
        waiting.reverse();
        while let Some(element) = waiting.pop() {
            if &*element.name == "Fallback" {
                continue;
            }
            if &*element.name == name {
                found.push(element);
            }
            let from = waiting.len();
            waiting.extend(self.children(element));
            waiting[from..].reverse();
        }
        found
    }

    /// All text below an element, in order.
    pub fn deep_text(&self, of: &Element) -> String {
        let mut out = of.text.clone();
        for child in self.children(of) {
            out.push_str(&self.deep_text(child));
        }
        out
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn push(
    elements: &mut Vec<Element>,
    open: &[At],
    tag: &BytesStart<'_>,
    start: usize,
    after: usize,
) -> Result<At, FormError> {
    if elements.len() >= limits::ELEMENTS {
        return Err(FormError::TooLarge("elements"));
    }
    let (prefix, name) = split(tag.name().0);
    let mut attributes = Vec::new();
    let mut list = tag.attributes();
    // The check for doubles is quadratic; the first of two wins here.
    list.with_checks(false);
    for attribute in list {
        let attribute = attribute.map_err(|error| damaged(&error))?;
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|error| damaged(&error))?;
        attributes.push((split(attribute.key.0).1.into(), value.into_owned()));
    }
    let at = elements.len();
    elements.push(Element {
        name: name.into(),
        prefix: prefix.into(),
        attributes,
        text: String::new(),
        start,
        inner: after,
        end: after,
        children: Vec::new(),
    });
    if let Some(&parent) = open.last() {
        elements[parent].children.push(at);
    }
    Ok(at)
}

fn split(name: &str) -> (&str, &str) {
    match name.rfind(':') {
        Some(at) => name.split_at(at + 1),
        None => ("", name),
    }
}

fn damaged(error: &dyn std::fmt::Display) -> FormError {
    FormError::Damaged(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_know_their_bytes() {
        let src = "<?xml version=\"1.0\"?><x:a b='1&amp;2'><c/>t&lt;<d>u</d></x:a>";
        let tree = Tree::read(src).unwrap();
        let root = tree.root();
        assert_eq!(
            (&*root.name, &*root.prefix, root.attribute("b")),
            ("a", "x:", Some("1&2"))
        );
        assert_eq!(root.text, "t<");
        let d = tree.child(root, "d").unwrap();
        assert_eq!(&src[d.start..d.end], "<d>u</d>");
        assert_eq!(&src[tree.child(root, "c").unwrap().start..][..4], "<c/>");
        assert!(tree.child(root, "c").unwrap().is_empty_tag());
        assert_eq!(tree.deep_text(root), "t<u");
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        for src in [
            "",
            "<a>",
            "</a>",
            "<a></b>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            "<a>&no;</a>",
        ] {
            assert!(Tree::read(src).is_err(), "{src}");
        }
        let deep = "<a>".repeat(limits::DEPTH + 1);
        assert!(matches!(Tree::read(&deep), Err(FormError::TooLarge("depth"))));
    }
}
