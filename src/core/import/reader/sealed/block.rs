//! AES over whole blocks.

use aes::cipher::{BlockCipherDecrypt as _, KeyInit as _};
use aes::{Aes128, Aes192, Aes256};

use super::super::ReadError;

pub(super) const BLOCK: usize = 16;

enum Cipher {
    Of128(Box<Aes128>),
    Of192(Box<Aes192>),
    Of256(Box<Aes256>),
}

/// Decrypts block by block; with `chain` each block is also joined with the one before it. Bytes behind the last whole
/// block are dropped.
pub(super) fn decrypt(key: &[u8], chain: Option<[u8; BLOCK]>, bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let cipher = match key.len() {
        16 => Aes128::new_from_slice(key).map(|cipher| Cipher::Of128(Box::new(cipher))),
        24 => Aes192::new_from_slice(key).map(|cipher| Cipher::Of192(Box::new(cipher))),
        32 => Aes256::new_from_slice(key).map(|cipher| Cipher::Of256(Box::new(cipher))),
        _ => return Err(ReadError::Sealed),
    };
    let cipher = cipher.map_err(|_| ReadError::Sealed)?;
    let mut before = chain;
    let mut out = Vec::with_capacity(bytes.len());
    for part in bytes.as_chunks::<BLOCK>().0 {
        let mut block = (*part).into();
        match &cipher {
            Cipher::Of128(cipher) => cipher.decrypt_block(&mut block),
            Cipher::Of192(cipher) => cipher.decrypt_block(&mut block),
            Cipher::Of256(cipher) => cipher.decrypt_block(&mut block),
        }
        match &mut before {
            Some(before) => {
                out.extend(block.iter().zip(before.iter()).map(|(one, two)| one ^ two));
                *before = *part;
            }
            None => out.extend(block.iter()),
        }
    }
    Ok(out)
}
