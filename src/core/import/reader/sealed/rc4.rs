//! xls of Excel 97 to 2003: RC4 over the records, its key from MD5 or, with a provider of CryptoAPI, from SHA-1.

use md5::Md5;
use sha1::{Digest as _, Sha1};

use super::super::ReadError;

/// The cipher starts anew, with a key of its own, after so many bytes of the stream.
const BLOCK: usize = 1024;
const FILE_PASS: u16 = 0x002f;
const END: u16 = 0x000a;
const SHEET: u16 = 0x0085;
/// Records that stand in the clear: their bodies say where a stream begins, who has it open, how it is protected.
const CLEAR: [u16; 7] = [0x0809, FILE_PASS, 0x00e1, 0x0138, 0x0194, 0x0195, 0x0196];

fn damaged() -> ReadError {
    ReadError::Damaged("protection".to_owned())
}

/// What the key of a block is made of, after the password.
enum Key {
    /// 40 bits of an MD5.
    Old([u8; 5]),
    /// A SHA-1 of which so many bytes count.
    Provider { hash: [u8; 20], bytes: usize },
}

impl Key {
    fn block(&self, number: u32) -> Vec<u8> {
        match self {
            Self::Old(start) => Md5::new()
                .chain_update(start)
                .chain_update(number.to_le_bytes())
                .finalize()
                .to_vec(),
            Self::Provider { hash, bytes } => {
                let digest = Sha1::new()
                    .chain_update(hash)
                    .chain_update(number.to_le_bytes())
                    .finalize();
                let mut key = digest[..*bytes].to_vec();
                // A key of 40 bits is filled up with zeros.
                if key.len() == 5 {
                    key.resize(16, 0);
                }
                key
            }
        }
    }
}

/// Whether a workbook's records are protected.
pub(super) fn is_locked(book: &[u8]) -> bool {
    lock(book).is_some()
}

/// The stream of a workbook in the clear; `None` when the password is another.
pub(super) fn open(book: &[u8], password: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
    let (from, lock) = lock(book).ok_or_else(damaged)?;
    let Some(key) = key(lock, password)? else {
        return Ok(None);
    };
    let mut clear = book.to_vec();
    for (part, number) in clear.chunks_mut(BLOCK).zip(0..) {
        Rc4::new(&key.block(number)).apply(part);
    }
    clear[..from].copy_from_slice(&book[..from]);
    let mut at = from;
    while let Some((kind, body)) = record(book, at) {
        let start = at + 4;
        let shown = match kind {
            // Where the sheet begins.
            SHEET => body.len().min(4),
            kind if CLEAR.contains(&kind) => body.len(),
            _ => 0,
        };
        clear[at..start + shown].copy_from_slice(&book[at..start + shown]);
        at = start + body.len();
    }
    Ok(Some(clear))
}

fn record(book: &[u8], at: usize) -> Option<(u16, &[u8])> {
    let head = book.get(at..at + 4)?;
    let size = usize::from(u16::from_le_bytes([head[2], head[3]]));
    Some((u16::from_le_bytes([head[0], head[1]]), book.get(at + 4..at + 4 + size)?))
}

/// The record that says how the rest is protected, and where that rest begins.
fn lock(book: &[u8]) -> Option<(usize, &[u8])> {
    let mut at = 0;
    loop {
        let (kind, body) = record(book, at)?;
        at += 4 + body.len();
        match kind {
            FILE_PASS => return Some((at, body)),
            END => return None,
            _ => {}
        }
    }
}

fn key(lock: &[u8], password: &[u8]) -> Result<Option<Key>, ReadError> {
    let (head, rest) = lock.split_at_checked(6).ok_or_else(damaged)?;
    match head {
        [1, 0, 1, 0, 1, 0] => old(rest, password),
        [1, 0, 2..=4, 0, 2, 0] => provider(rest, password),
        // A mask of the password over the bytes (Excel 95), or what nobody knows.
        _ => Err(ReadError::Sealed),
    }
}

fn old(rest: &[u8], password: &[u8]) -> Result<Option<Key>, ReadError> {
    let (salt, rest) = rest.split_at_checked(16).ok_or_else(damaged)?;
    let mut proof = rest.get(..32).ok_or_else(damaged)?.to_vec();
    let hash = Md5::digest(password);
    let mut mixed = Md5::new();
    for _ in 0..16 {
        mixed.update(&hash[..5]);
        mixed.update(salt);
    }
    let mixed = mixed.finalize();
    let key = Key::Old([mixed[0], mixed[1], mixed[2], mixed[3], mixed[4]]);
    Rc4::new(&key.block(0)).apply(&mut proof);
    Ok((Md5::digest(&proof[..16])[..] == proof[16..]).then_some(key))
}

fn provider(rest: &[u8], password: &[u8]) -> Result<Option<Key>, ReadError> {
    let word = |at: usize| -> Result<u32, ReadError> {
        let four = rest.get(at..at + 4).ok_or_else(damaged)?;
        Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    };
    let header = word(4)? as usize;
    let (algorithm, bits) = (word(8 + 8)?, word(8 + 16)?);
    let bytes = match bits {
        0 => 5,
        40..=128 if bits % 8 == 0 => bits as usize / 8,
        _ => return Err(ReadError::Sealed),
    };
    if algorithm != 0x6801 {
        return Err(ReadError::Sealed);
    }
    let verifier = rest.get(header.saturating_add(8)..).ok_or_else(damaged)?;
    let (salt, sealed) = verifier.get(4..20).zip(verifier.get(20..36)).ok_or_else(damaged)?;
    let hash = Sha1::new().chain_update(salt).chain_update(password).finalize().into();
    let key = Key::Provider { hash, bytes };
    let mut proof = [sealed, verifier.get(40..60).ok_or_else(damaged)?].concat();
    Rc4::new(&key.block(0)).apply(&mut proof);
    Ok((Sha1::digest(&proof[..16])[..] == proof[16..]).then_some(key))
}

struct Rc4 {
    state: [u8; 256],
    one: u8,
    two: u8,
}

impl Rc4 {
    fn new(key: &[u8]) -> Self {
        let mut state: [u8; 256] = std::array::from_fn(|at| at as u8);
        let mut two = 0u8;
        for at in 0..256 {
            two = two.wrapping_add(state[at]).wrapping_add(key[at % key.len()]);
            state.swap(at, usize::from(two));
        }
        Self { state, one: 0, two: 0 }
    }

    fn apply(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.one = self.one.wrapping_add(1);
            self.two = self.two.wrapping_add(self.state[usize::from(self.one)]);
            self.state.swap(usize::from(self.one), usize::from(self.two));
            let sum = self.state[usize::from(self.one)].wrapping_add(self.state[usize::from(self.two)]);
            *byte ^= self.state[usize::from(sum)];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cipher_is_the_known_one() {
        for (key, clear, sealed) in [
            ("Key", "Plaintext", "bbf316e8d940af0ad3"),
            ("Wiki", "pedia", "1021bf0420"),
            ("Secret", "Attack at dawn", "45a01f645fc35b383552544b9bf5"),
        ] {
            let mut bytes = clear.as_bytes().to_vec();
            Rc4::new(key.as_bytes()).apply(&mut bytes);
            let shown: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(shown, sealed);
        }
    }

    #[test]
    fn a_lock_that_is_cut_off_or_unknown_is_refused() {
        let of = |lock: &[u8]| {
            let mut book = vec![0x09, 0x08, 0, 0, 0x2f, 0, lock.len() as u8, 0];
            book.extend(lock);
            open(&book, b"p\0").err().map(|error| error.key())
        };
        let old = [&[1, 0, 1, 0, 1, 0][..], &[7; 48]].concat();
        assert_eq!(of(&old), None);
        for cut in 0..old.len() {
            assert_eq!(of(&old[..cut]), Some("damaged"), "{cut}");
        }
        assert_eq!(of(&[0, 0, 1, 2, 3, 4]), Some("sealed"));
        assert_eq!(of(&[&[1, 0, 2, 0, 2, 0][..], &[0xff; 80]].concat()), Some("sealed"));
        assert!(!is_locked(&[0x09, 0x08, 0, 0, 0x0a, 0, 0, 0, 0x2f, 0, 0, 0]));
    }
}
