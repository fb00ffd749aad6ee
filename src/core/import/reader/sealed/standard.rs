//! Excel 2007: SHA-1 and AES over single blocks.

use sha1::{Digest as _, Sha1};

use super::super::ReadError;
use super::block::decrypt;

const TURNS: u32 = 50_000;

fn damaged() -> ReadError {
    ReadError::Damaged("protection".to_owned())
}

fn word(bytes: &[u8], at: usize) -> Result<u32, ReadError> {
    let four = bytes.get(at..at + 4).ok_or_else(damaged)?;
    Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// `None` when the password is another.
pub(super) fn open(info: &[u8], package: &[u8], password: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
    let header = word(info, 0)? as usize;
    let algorithm = word(info, 4 + 8)?;
    let bits = word(info, 4 + 16)?;
    let length = match (algorithm, bits) {
        (0x660e, 0 | 128) => 16,
        (0x660f, 192) => 24,
        (0x6610, 256) => 32,
        // RC4, or a provider nobody knows.
        _ => return Err(ReadError::Sealed),
    };
    let verifier = info.get(header.saturating_add(4)..).ok_or_else(damaged)?;
    if verifier.len() < 4 + 16 + 16 + 4 + 32 {
        return Err(damaged());
    }
    let key = key(&verifier[4..20], password, length);
    let input = decrypt(&key, None, &verifier[20..36])?;
    let proof = decrypt(&key, None, &verifier[40..72])?;
    if Sha1::digest(&input)[..] != proof[..20] {
        return Ok(None);
    }
    decrypt(&key, None, package).map(Some)
}

fn key(salt: &[u8], password: &[u8], length: usize) -> Vec<u8> {
    let mut hash = Sha1::new().chain_update(salt).chain_update(password).finalize();
    for turn in 0..TURNS {
        hash = Sha1::new()
            .chain_update(turn.to_le_bytes())
            .chain_update(hash)
            .finalize();
    }
    hash = Sha1::new().chain_update(hash).chain_update([0; 4]).finalize();
    let stretched = |fill: u8| {
        let mut pad = [fill; 64];
        pad.iter_mut().zip(hash.iter()).for_each(|(pad, byte)| *pad ^= byte);
        Sha1::digest(pad)
    };
    let mut key: Vec<u8> = stretched(0x36).iter().chain(stretched(0x5c).iter()).copied().collect();
    key.truncate(length);
    key
}

#[cfg(test)]
mod tests {
    use aes::cipher::{BlockCipherEncrypt as _, KeyInit as _};

    use super::*;

    fn encrypted(key: &[u8], bytes: &[u8]) -> Vec<u8> {
        let cipher = aes::Aes128::new_from_slice(key).expect("16 bytes");
        let mut out = Vec::new();
        for part in bytes.as_chunks::<16>().0 {
            let mut block = (*part).into();
            cipher.encrypt_block(&mut block);
            out.extend(block.iter());
        }
        out
    }

    #[test]
    fn a_book_of_excel_2007_opens_with_its_password_only() {
        let (salt, password) = ([7; 16], b"p\0w\0");
        let key = key(&salt, password, 16);
        let mut proof = Sha1::digest([9; 16]).to_vec();
        proof.resize(32, 0);
        let mut header = [0u32, 0, 0x660e, 0x8004, 128, 0x18, 0, 0]
            .map(u32::to_le_bytes)
            .concat();
        header.extend([0, 0]);
        let info = [
            (header.len() as u32).to_le_bytes().to_vec(),
            header,
            16u32.to_le_bytes().to_vec(),
            salt.to_vec(),
            encrypted(&key, &[9; 16]),
            20u32.to_le_bytes().to_vec(),
            encrypted(&key, &proof),
        ]
        .concat();
        let package = encrypted(&key, b"PK\x03\x04 the package, whole blocks of it..");
        let opened = open(&info, &package, password).expect("read").expect("opened");
        assert!(opened.starts_with(b"PK\x03\x04 the package"));
        assert!(open(&info, &package, b"x\0").expect("read").is_none());
        for cut in 0..info.len() {
            assert!(open(&info[..cut], &package, password).is_err(), "{cut}");
        }
    }
}
