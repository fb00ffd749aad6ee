//! xls of Excel 5 to 2003.
//!
//! Owns: record numbers and layouts ([MS-XLS]), code pages. Refuses to know: formulas, charts, macros.
//! Invariant: a record shorter than its layout refuses the file; sizes that a file declares are never reserved.

mod globals;
mod records;
mod sheet;
mod text;

use std::sync::Arc;

use super::cfb::Container;
use super::{RawSheet, ReadError, Sink, gather, sealed};

pub(super) fn read(container: &Container<'_>, password: Option<&str>, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let book = match container.stream("Workbook")? {
        Some(book) => Some(book),
        None => container.stream("Book")?,
    };
    let Some(book) = book else {
        // Word, PowerPoint, mail and installers come in the same container.
        return Err(ReadError::NotASpreadsheet);
    };
    let book = sealed::open_stream(book, password)?;
    let globals = globals::read(&book)?;
    let mut texts = gather::Interner::default();
    let mut tally = gather::Tally::default();
    let strings: Vec<Arc<str>> = globals
        .strings
        .iter()
        .map(|text| texts.share(text))
        .collect::<Result<_, _>>()?;
    for listed in &globals.sheets {
        let content = if listed.is_cells {
            let context = sheet::Context {
                strings: &strings,
                globals: &globals,
            };
            sheet::read(&book, listed.at, &context, &mut texts, &mut tally)?
        } else {
            sheet::Content::default()
        };
        sink.sheet(RawSheet {
            name: Arc::from(listed.name.as_str()),
            hidden: listed.hidden,
            rows: content.rows,
            around: content.around,
        })?;
    }
    Ok(())
}

/// The word of an error number; the same in every binary format.
pub(super) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        0x2b => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}

/// A number packed into 30 bits: whole or the upper half of a float, perhaps in hundredths.
pub(super) fn rk(bits: u32) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

#[cfg(test)]
mod tests {
    #[test]
    fn packed_numbers() {
        for (bits, number) in [
            (0x0000_0004 | 2, 1.0),
            (0x3ff0_0000, 1.0),
            (0x3ff0_0001, 0.01),
            (0xffff_fffe, -1.0),
        ] {
            assert_eq!(super::rk(bits), number);
        }
    }
}
