//! ods with a password: every part is packed, then encrypted by itself; the manifest says how.

use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::super::package::Package;
use super::super::xml::{Node, Tag};
use super::super::{Bound, ReadError};
use super::base64;
use super::block::decrypt;

/// Most turns of hashing that are done; LibreOffice writes 100,000.
const TURNS: u32 = 1_000_000;
/// The proof of a password is over the first bytes of a part.
const PROOF: usize = 1024;

fn damaged() -> ReadError {
    ReadError::Damaged("protection".to_owned())
}

/// How one part is protected.
#[derive(Default)]
pub(in super::super) struct Lock {
    proof: Vec<u8>,
    start: Vec<u8>,
    salt: Vec<u8>,
    turns: u32,
    key_bytes: usize,
    /// How many of the ways above are the ones that are opened here.
    known: u8,
}

const ALL_KNOWN: u8 = 4;

/// How the part `name` is protected, if it is.
pub(in super::super) fn lock(package: &mut Package<'_>, name: &str) -> Result<Option<Lock>, ReadError> {
    // Since LibreOffice 24.8 the whole package can be one encrypted part, its key by Argon2id.
    if package.has("encrypted-package") {
        return Err(ReadError::Sealed);
    }
    let Some(mut xml) = package.xml("META-INF/manifest.xml")? else {
        return Ok(None);
    };
    let mut is_ours = false;
    let mut lock: Option<Lock> = None;
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "file-entry" => {
                is_ours = tag.attribute("full-path")?.as_deref() == Some(name);
            }
            Node::Open(tag) if is_ours => {
                if tag.name() == "encryption-data" {
                    lock = Some(Lock::default());
                }
                if let Some(lock) = &mut lock {
                    lock.hear(&tag)?;
                }
            }
            Node::Done => return Ok(lock),
            _ => {}
        }
    }
}

impl Lock {
    fn hear(&mut self, tag: &Tag<'_>) -> Result<(), ReadError> {
        let word = |name: &str| tag.attribute(name).map(Option::unwrap_or_default);
        let number = |name: &str| word(name)?.parse::<u32>().map_err(|_| damaged());
        let is_known = match tag.name() {
            "encryption-data" => {
                self.proof = base64(&word("checksum")?)?;
                word("checksum-type")?.ends_with("#sha256-1k")
            }
            "algorithm" => {
                self.start = base64(&word("initialisation-vector")?)?;
                word("algorithm-name")?.ends_with("#aes256-cbc")
            }
            "start-key-generation" => word("start-key-generation-name")?.ends_with("#sha256"),
            "key-derivation" => {
                self.salt = base64(&word("salt")?)?;
                self.turns = number("iteration-count")?;
                self.key_bytes = number("key-size")? as usize;
                word("key-derivation-name")?.ends_with("PBKDF2")
            }
            _ => return Ok(()),
        };
        self.known += u8::from(is_known);
        Ok(())
    }

    /// The packed bytes of a part; `None` when the password is another.
    pub(super) fn open(&self, sealed: &[u8], password: &str) -> Result<Option<Vec<u8>>, ReadError> {
        if self.known != ALL_KNOWN || self.key_bytes != 32 {
            return Err(ReadError::Sealed);
        }
        if self.turns > TURNS {
            return Err(ReadError::TooLarge(Bound::Protection));
        }
        let start = self.start.as_slice().try_into().map_err(|_| damaged())?;
        let key = stretched::<32>(&Sha256::digest(password), &self.salt, self.turns);
        let mut clear = decrypt(&key, Some(start), sealed)?;
        // The last byte says how many were added to fill the last block.
        let added = clear.last().copied().ok_or_else(damaged)?;
        clear.truncate(clear.len().saturating_sub(usize::from(added)));
        let begin = &clear[..clear.len().min(PROOF)];
        Ok((Sha256::digest(begin)[..] == self.proof).then_some(clear))
    }
}

/// PBKDF2 with HMAC-SHA-1 (RFC 8018).
fn stretched<const N: usize>(secret: &[u8], salt: &[u8], turns: u32) -> [u8; N] {
    let mut secret_block = [0; 64];
    if secret.len() > secret_block.len() {
        secret_block[..20].copy_from_slice(&Sha1::digest(secret));
    } else {
        secret_block[..secret.len()].copy_from_slice(secret);
    }
    let begun = |fill: u8| Sha1::new().chain_update(secret_block.map(|byte| byte ^ fill));
    let (inner, outer) = (begun(0x36), begun(0x5c));
    let keyed = |parts: [&[u8]; 2]| {
        let inside = inner.clone().chain_update(parts[0]).chain_update(parts[1]).finalize();
        outer.clone().chain_update(inside).finalize()
    };
    let mut out = [0; N];
    for (part, number) in out.chunks_mut(20).zip(1u32..) {
        let mut turn = keyed([salt, &number.to_be_bytes()]);
        let mut sum = turn;
        for _ in 1..turns {
            turn = keyed([&turn, &[]]);
            sum.iter_mut().zip(turn.iter()).for_each(|(sum, byte)| *sum ^= byte);
        }
        part.copy_from_slice(&sum[..part.len()]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn keys_are_stretched_as_the_standard_says() {
        for (secret, salt, turns, wanted) in [
            ("password", "salt", 1, "0c60c80f961f0e71f3a9b524af6012062fe037a6"),
            ("password", "salt", 4096, "4b007901b765489abead49d926f721d065a429c1"),
        ] {
            assert_eq!(hex(&stretched::<20>(secret.as_bytes(), salt.as_bytes(), turns)), wanted);
        }
        let long = stretched::<25>(
            b"passwordPASSWORDpassword",
            b"saltSALTsaltSALTsaltSALTsaltSALTsalt",
            4096,
        );
        assert_eq!(hex(&long), "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
    }

    #[test]
    fn what_is_not_known_is_said_and_too_much_work_refused() {
        let lock = Lock {
            start: vec![0; 16],
            key_bytes: 32,
            turns: TURNS + 1,
            known: ALL_KNOWN,
            ..Lock::default()
        };
        assert!(matches!(lock.open(&[0; 32], "x"), Err(ReadError::TooLarge(_))));
        let lock = Lock { turns: 1, ..lock };
        assert!(matches!(lock.open(&[0; 32], "x"), Ok(None)));
        assert!(matches!(lock.open(&[], "x"), Err(ReadError::Damaged(_))));
        let lock = Lock { known: 3, ..lock };
        assert!(matches!(lock.open(&[0; 32], "x"), Err(ReadError::Sealed)));
    }
}
