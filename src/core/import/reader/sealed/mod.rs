//! Workbooks protected by a password: their content in the clear.
//!
//! Owns: the ways Excel encrypts packages since 2007 ([MS-OFFCRYPTO] agile and standard) and xls since 97 (RC4), and
//! the way of OpenDocument until LibreOffice 24.8. Refuses to know: what the content means, where a password is from.
//! Invariants: a password is proved before anything decrypted with it is read; it is neither kept nor told.

mod agile;
mod block;
pub(super) mod opendocument;
mod rc4;
mod standard;

use super::ReadError;
use super::cfb::Container;

/// Excel opens a book with this password without asking for one: its owner only wanted to protect the structure.
const NOBODYS: &str = "VelvetSweatshop";

/// What the first bytes say about the size in the clear, if that can be.
fn clear_size(package: &[u8]) -> Option<usize> {
    let (size, rest) = package.split_first_chunk::<8>()?;
    usize::try_from(u64::from_le_bytes(*size))
        .ok()
        .filter(|&size| size <= rest.len())
}

/// The package of a protected workbook.
pub(super) fn open(container: &Container<'_>, password: Option<&str>) -> Result<Vec<u8>, ReadError> {
    let damaged = || ReadError::Damaged("protection".to_owned());
    let info = container.stream("EncryptionInfo")?.ok_or_else(damaged)?;
    let package = container.stream("EncryptedPackage")?.ok_or_else(damaged)?;
    let Some(size) = clear_size(&package) else {
        // That a password is asked for is the first thing to know, even of a file that no password will open.
        return Err(if password.is_some() {
            damaged()
        } else {
            ReadError::Encrypted
        });
    };
    let package = &package[8..];
    let letters = letters(password);
    let (version, rest) = info.split_first_chunk::<8>().ok_or_else(damaged)?;
    let opened = match version {
        [4, 0, 4, 0, ..] => agile::open(rest, package, &letters)?,
        [2..=4, 0, 2, 0, ..] => standard::open(rest, package, &letters)?,
        _ => return Err(ReadError::Sealed),
    };
    let mut clear = opened.ok_or_else(|| closed(password))?;
    clear.truncate(size);
    Ok(clear)
}

/// The stream of an xls workbook in the clear, as it stands when it is not protected.
pub(super) fn open_stream(book: Vec<u8>, password: Option<&str>) -> Result<Vec<u8>, ReadError> {
    if !rc4::is_locked(&book) {
        return Ok(book);
    }
    rc4::open(&book, &letters(password))?.ok_or_else(|| closed(password))
}

/// The packed bytes of a part of an OpenDocument package.
pub(super) fn open_part(lock: &opendocument::Lock, part: &[u8], password: Option<&str>) -> Result<Vec<u8>, ReadError> {
    // LibreOffice knows no password that is nobody's.
    let attempt = password.ok_or(ReadError::Encrypted)?;
    lock.open(part, attempt)?.ok_or(ReadError::WrongPassword)
}

fn letters(password: Option<&str>) -> Vec<u8> {
    let attempt = password.unwrap_or(NOBODYS);
    attempt.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn closed(password: Option<&str>) -> ReadError {
    match password {
        Some(_) => ReadError::WrongPassword,
        None => ReadError::Encrypted,
    }
}

fn base64(text: &str) -> Result<Vec<u8>, ReadError> {
    let (mut out, mut bits, mut held) = (Vec::new(), 0u32, 0u32);
    for letter in text.bytes().filter(|letter| !letter.is_ascii_whitespace()) {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => return Err(ReadError::Damaged("protection".to_owned())),
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    Ok(out)
}
