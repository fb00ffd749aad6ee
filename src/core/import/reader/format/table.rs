//! The formats of a workbook's cell styles.

use std::collections::HashMap;
use std::rc::Rc;

use super::{Format, builtin};

pub(in super::super) struct Formats {
    list: Vec<Rc<Format>>,
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
    /// From the format number of each style and the formats the file brings; those go before built-in ones.
    pub fn new(ids: Vec<u32>, mut own: HashMap<u32, Rc<Format>>) -> Self {
        let general = Rc::new(Format::general());
        let list = ids
            .into_iter()
            .map(|id| {
                let made = own
                    .entry(id)
                    .or_insert_with(|| builtin(id).map_or(general.clone(), |code| Rc::new(Format::new(code))));
                made.clone()
            })
            .collect();
        Self { list, general }
    }

    /// A style that the file does not have shows the plain number.
    pub fn get(&self, style: usize) -> &Format {
        self.list.get(style).unwrap_or(&self.general)
    }
}
