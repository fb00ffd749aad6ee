//! Number format of each cell style. Built-in numbers are shown as a Japanese Excel shows them (ECMA-376 18.8.30).

use std::collections::HashMap;

use quick_xml::events::Event;

use super::super::{ReadError, limits};
use super::xml::{Xml, attribute};

/// Format code per style index.
pub(super) fn read(mut xml: Xml<'_>) -> Result<Vec<Box<str>>, ReadError> {
    let mut own: HashMap<u32, String> = HashMap::new();
    let mut ids: Vec<u32> = Vec::new();
    let mut in_cell_formats = false;
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&tag, "numFmtId")?.and_then(|id| id.trim().parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&tag, "formatCode")?) {
                        own.insert(id, code);
                    }
                }
                "cellXfs" => in_cell_formats = true,
                "xf" if in_cell_formats => {
                    let id = attribute(&tag, "numFmtId")?.and_then(|id| id.trim().parse().ok());
                    ids.push(id.unwrap_or(0));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cell_formats = false,
            _ => {}
        }
        if ids.len() > limits::STYLES || own.len() > limits::STYLES {
            return Err(ReadError::TooLarge("styles"));
        }
    }
    let code = |id: &u32| own.get(id).map_or_else(|| built_in(*id), String::as_str).into();
    Ok(ids.iter().map(code).collect())
}

const fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18..=21 => "h:mm",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 57 => "[$-411]ge.m.d",
        28 | 29 | 51 | 54 | 58 => "[$-411]ggge\"年\"m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 | 33 => "h\"時\"mm\"分\"",
        34 | 52 | 55 => "yyyy\"年\"m\"月\"",
        35 | 53 | 56 => "m\"月\"d\"日\"",
        45..=47 => "mm:ss",
        49 => "@",
        _ => "General",
    }
}
