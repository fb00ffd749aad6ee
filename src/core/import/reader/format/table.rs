//! What the cell styles of a workbook say.

use std::collections::HashMap;
use std::rc::Rc;

use super::{Format, builtin};

/// A cell style as files write it.
#[derive(Clone, Copy, Default)]
pub(in super::super) struct Style {
    /// Number of its format.
    pub format: u32,
    /// Place of its font in the file's list.
    pub font: usize,
}

pub(in super::super) struct Formats {
    list: Vec<(Rc<Format>, bool)>,
    general: Rc<Format>,
}

impl Default for Formats {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            general: Rc::new(Format::general()),
        }
    }
}

impl Formats {
    /// From the styles, the formats the file brings, which go before built-in ones, and whether each of its fonts is
    /// struck through.
    pub fn new(styles: Vec<Style>, mut own: HashMap<u32, Rc<Format>>, struck: &[bool]) -> Self {
        let general = Rc::new(Format::general());
        let list = styles
            .into_iter()
            .map(|Style { format, font }| {
                let made = own
                    .entry(format)
                    .or_insert_with(|| builtin(format).map_or(general.clone(), |code| Rc::new(Format::new(code))));
                (made.clone(), struck.get(font).copied().unwrap_or(false))
            })
            .collect();
        Self { list, general }
    }

    /// A style that the file does not have shows the plain number.
    pub fn get(&self, style: usize) -> &Format {
        self.list.get(style).map_or(&self.general, |(format, _)| format)
    }

    /// Whether what stands in a cell of this style is struck through.
    pub fn is_struck(&self, style: usize) -> bool {
        self.list.get(style).is_some_and(|(_, struck)| *struck)
    }
}
