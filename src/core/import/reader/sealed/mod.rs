//! Workbooks protected by a password: the package inside the container, in the clear.
//!
//! Owns: the two ways Excel encrypts packages since 2007 ([MS-OFFCRYPTO] agile and standard). Refuses to know: what
//! the package holds, and where a password comes from.
//! Invariants: a password is checked before anything is decrypted with it; it is neither kept nor told.

mod agile;
mod block;
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
    let attempt = password.unwrap_or(NOBODYS);
    let letters: Vec<u8> = attempt.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (version, rest) = info.split_first_chunk::<8>().ok_or_else(damaged)?;
    let opened = match version {
        [4, 0, 4, 0, ..] => agile::open(rest, package, &letters)?,
        [2..=4, 0, 2, 0, ..] => standard::open(rest, package, &letters)?,
        _ => return Err(ReadError::Sealed),
    };
    match opened {
        Some(mut clear) => {
            clear.truncate(size);
            Ok(clear)
        }
        None if password.is_some() => Err(ReadError::WrongPassword),
        None => Err(ReadError::Encrypted),
    }
}
