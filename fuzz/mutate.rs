//! Good files with something wrong in them: cut, flipped, overwritten, or changed inside a part before zipping.

use std::io::{Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Numbers that look random and are the same in every run (xorshift).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

pub const SEEDS: [&str; 12] = [
    "02_messy_ledger.xlsx",
    "33_form_template.xlsx",
    "converted/lo_xlsx/09_formulas_cached.xlsx",
    "converted/sheetjs/b01.xlsb",
    "converted/sheetjs/b02_full.xlsb",
    "converted/lo_xls/02_messy_ledger.xls",
    "converted/xlwt/x11_sst_continue.xls",
    "converted/biff5_hand/x20_biff5_cp932.xls",
    "converted/lo_ods/02_messy_ledger.ods",
    "o06_ruby_shape_annotation.ods",
    "csv/c03_cp932.csv",
    "csv/c04_utf16le_bom.tsv",
];

/// Bytes that mean much to some reader.
const LOUD: [&[u8]; 12] = [
    &[0xff; 4],
    &[0x00; 4],
    &[0xff, 0xff, 0xff, 0x7f],
    b"<",
    b"\"",
    b"&",
    b"]]>",
    b"<!--",
    b"99999999999",
    b"-1",
    b"<!DOCTYPE x>",
    &[0xfe, 0xff, 0xff, 0xff],
];

/// Spoils bytes in one to four places.
pub fn spoil(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..1 + dice.below(4) {
        if bytes.is_empty() {
            return;
        }
        let at = dice.below(bytes.len());
        match dice.below(6) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = dice.below(256) as u8,
            2 => {
                let loud = LOUD[dice.below(LOUD.len())];
                let end = (at + loud.len()).min(bytes.len());
                bytes[at..end].copy_from_slice(&loud[..end - at]);
            }
            3 => {
                let loud = LOUD[dice.below(LOUD.len())];
                bytes.splice(at..at, loud.iter().copied());
            }
            4 => {
                let end = (at + 1 + dice.below(64)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let end = (at + 1 + dice.below(64)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
        }
    }
}

/// The package with one of its parts spoiled; bytes that are no package are spoiled as they are.
pub fn spoil_inside(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut spoiled = bytes.to_vec();
    let Ok(archive) = ZipArchive::new(std::io::Cursor::new(bytes)) else {
        spoil(&mut spoiled, dice);
        return spoiled;
    };
    let chosen = dice.below(archive.len());
    repacked(archive, |at, _, content| {
        if at == chosen {
            spoil(content, dice);
        }
    })
    .unwrap()
}

/// The package with its parts as they are after the change, which is told each one's place and name.
pub fn repacked(
    mut archive: ZipArchive<std::io::Cursor<&[u8]>>,
    mut change: impl FnMut(usize, &str, &mut Vec<u8>),
) -> std::io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        let name = part.name().map_err(std::io::Error::other)?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content)?;
        change(at, &name, &mut content);
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, options)?;
        zip.write_all(&content)?;
    }
    Ok(zip.finish()?.into_inner())
}
