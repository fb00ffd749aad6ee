//! Texts: bytes of a code page before Excel 97, 8 or 16 bits a letter since, cut at any letter by CONTINUE.

use encoding_rs::Encoding;

use super::super::ReadError;
use super::super::gather::line_ends;
use super::records::{Fields, short};

/// Of the two editions that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edition {
    /// Excel 5 and 95: texts in a code page.
    Biff5,
    /// Excel 97 and later: Unicode.
    Biff8,
}

/// The encoding of a code page number; a Japanese PC's when the file names none.
pub(super) fn code_page(number: u16) -> &'static Encoding {
    match number {
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1252 | 32769 => encoding_rs::WINDOWS_1252,
        936 => encoding_rs::GBK,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        65001 => encoding_rs::UTF_8,
        _ => encoding_rs::SHIFT_JIS,
    }
}

/// A text whose length has been read already.
pub(super) fn plain(
    fields: &mut Fields<'_>,
    length: usize,
    edition: Edition,
    page: &'static Encoding,
) -> Result<String, ReadError> {
    match edition {
        Edition::Biff5 => Ok(page.decode_without_bom_handling(fields.take(length)?).0.into_owned()),
        Edition::Biff8 => {
            let flags = fields.u8()?;
            let wide = flags & 1 != 0;
            // Number formats and names carry no runs; texts of cells may.
            if flags & 8 != 0 {
                fields.take(2)?;
            }
            if flags & 4 != 0 {
                fields.take(4)?;
            }
            let mut units = Vec::new();
            letters(fields.take(if wide { length * 2 } else { length })?, wide, &mut units);
            Ok(String::from_utf16_lossy(&units))
        }
    }
}

fn letters(bytes: &[u8], wide: bool, units: &mut Vec<u16>) {
    if wide {
        units.extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
    } else {
        units.extend(bytes.iter().map(|&byte| u16::from(byte)));
    }
}

/// Texts of Excel 97 that may run over several pieces.
pub(super) struct Strings<'a> {
    pieces: std::vec::IntoIter<&'a [u8]>,
    now: Fields<'a>,
}

impl<'a> Strings<'a> {
    pub fn new(pieces: Vec<&'a [u8]>) -> Self {
        let mut pieces = pieces.into_iter();
        let now = Fields(pieces.next().unwrap_or_default());
        Self { pieces, now }
    }

    pub fn is_done(&self) -> bool {
        self.now.0.is_empty() && self.pieces.as_slice().iter().all(|piece| piece.is_empty())
    }

    pub fn skip(&mut self, mut bytes: usize) -> Result<(), ReadError> {
        while bytes > self.now.0.len() {
            bytes -= self.now.0.len();
            self.turn()?;
        }
        self.now.take(bytes)?;
        Ok(())
    }

    fn turn(&mut self) -> Result<(), ReadError> {
        self.now = Fields(self.pieces.next().ok_or_else(short)?);
        Ok(())
    }

    fn turn_when_empty(&mut self) -> Result<(), ReadError> {
        while self.now.0.is_empty() {
            self.turn()?;
        }
        Ok(())
    }

    /// One text with its runs and ふりがな passed over.
    pub fn next(&mut self) -> Result<String, ReadError> {
        self.turn_when_empty()?;
        let length = usize::from(self.now.u16()?);
        self.body(length)
    }

    /// The text itself, its length in letters read already.
    pub fn body(&mut self, length: usize) -> Result<String, ReadError> {
        self.turn_when_empty()?;
        let flags = self.now.u8()?;
        let runs = if flags & 8 != 0 {
            usize::from(self.now.u16()?)
        } else {
            0
        };
        let extra = if flags & 4 != 0 { self.now.u32()? as usize } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::new();
        while units.len() < length {
            if self.now.0.is_empty() {
                // A text goes on behind a byte that says anew how wide its letters are.
                self.turn_when_empty()?;
                wide = self.now.u8()? & 1 != 0;
            }
            let width = if wide { 2 } else { 1 };
            let take = ((length - units.len()) * width).min(self.now.0.len() / width * width);
            if take == 0 {
                return Err(short());
            }
            letters(self.now.take(take)?, wide, &mut units);
        }
        self.skip(runs * 4)?;
        self.skip(extra)?;
        Ok(line_ends(&String::from_utf16_lossy(&units)).into_owned())
    }
}
