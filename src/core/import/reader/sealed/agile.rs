//! Excel 2010 and later: what hash and key size, the file says in XML.

use std::rc::Rc;

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::super::budget::Budget;
use super::super::xml::{Node, Tag, Xml};
use super::super::{Bound, Patient, ReadError};
use super::base64;
use super::block::{BLOCK, decrypt};

/// Most turns of hashing that are done; Excel writes 100,000.
const TURNS: u32 = 1_000_000;
const SEGMENT: usize = 4096;

const INPUT: [u8; 8] = [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79];
const PROOF: [u8; 8] = [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e];
const KEY: [u8; 8] = [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6];

#[derive(Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn of(self, parts: [&[u8]; 2]) -> Vec<u8> {
        fn digest<D: Digest>(parts: [&[u8]; 2]) -> Vec<u8> {
            D::new()
                .chain_update(parts[0])
                .chain_update(parts[1])
                .finalize()
                .to_vec()
        }
        match self {
            Self::Sha1 => digest::<Sha1>(parts),
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sha384 => digest::<Sha384>(parts),
            Self::Sha512 => digest::<Sha512>(parts),
        }
    }
}

/// One of the two descriptions: of the content, and of the key that a password opens.
#[derive(Default)]
struct Lock {
    salt: Vec<u8>,
    hash: Option<Hash>,
    key_bytes: usize,
    turns: u32,
    input: Vec<u8>,
    proof: Vec<u8>,
    key: Vec<u8>,
}

fn damaged() -> ReadError {
    ReadError::Damaged("protection".to_owned())
}

/// `None` when the password is another.
pub(super) fn open(info: &[u8], package: &[u8], password: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
    let (content, lock) = locks(info)?;
    let (Some(hash), Some(content_hash)) = (lock.hash, content.hash) else {
        return Err(ReadError::Sealed);
    };
    if lock.turns > TURNS {
        return Err(ReadError::TooLarge(Bound::Protection));
    }
    let mut turned = hash.of([&lock.salt, password]);
    for turn in 0..lock.turns {
        turned = hash.of([&turn.to_le_bytes(), &turned]);
    }
    let salt = block(&lock.salt);
    let unlocked = |purpose: [u8; 8], sealed: &[u8]| {
        let key = sized(hash.of([&turned, &purpose]), lock.key_bytes);
        decrypt(&key, Some(salt), sealed)
    };
    let input = unlocked(INPUT, &lock.input)?;
    let proof = unlocked(PROOF, &lock.proof)?;
    let wanted = hash.of([&input, &[]]);
    if proof.get(..wanted.len()) != Some(wanted.as_slice()) {
        return Ok(None);
    }
    let mut key = unlocked(KEY, &lock.key)?;
    key.truncate(content.key_bytes);
    let mut clear = Vec::with_capacity(package.len());
    for (nth, segment) in package.chunks(SEGMENT).enumerate() {
        let start = content_hash.of([&content.salt, &(nth as u32).to_le_bytes()]);
        clear.extend(decrypt(&key, Some(block(&start)), segment)?);
    }
    Ok(Some(clear))
}

/// Cut or filled up to a block.
fn block(bytes: &[u8]) -> [u8; BLOCK] {
    let mut out = [0x36; BLOCK];
    out.iter_mut().zip(bytes).for_each(|(out, byte)| *out = *byte);
    out
}

fn sized(mut bytes: Vec<u8>, size: usize) -> Vec<u8> {
    bytes.resize(size, 0x36);
    bytes
}

fn locks(info: &[u8]) -> Result<(Lock, Lock), ReadError> {
    let watch = Patient;
    let budget: Rc<Budget<'_>> = Budget::new(&watch, info.len() as u64);
    let mut xml = Xml::new(info, info.len() as u64, budget)?;
    let (mut content, mut key) = (None, None);
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "keyData" => content = Some(lock(&tag)?),
            Node::Open(tag) if tag.name() == "encryptedKey" => key = Some(lock(&tag)?),
            Node::Done => break,
            _ => {}
        }
    }
    // A lock that only a certificate opens has no such key.
    Ok((content.ok_or_else(damaged)?, key.ok_or(ReadError::Sealed)?))
}

fn lock(tag: &Tag<'_>) -> Result<Lock, ReadError> {
    let mut lock = Lock::default();
    for attribute in tag.attributes() {
        let (name, value) = attribute?;
        match name {
            "saltValue" => lock.salt = base64(&value)?,
            "hashAlgorithm" => {
                lock.hash = match &*value {
                    "SHA1" | "SHA-1" => Some(Hash::Sha1),
                    "SHA256" | "SHA-256" => Some(Hash::Sha256),
                    "SHA384" | "SHA-384" => Some(Hash::Sha384),
                    "SHA512" | "SHA-512" => Some(Hash::Sha512),
                    _ => None,
                }
            }
            "keyBits" => lock.key_bytes = value.parse::<usize>().map_err(|_| damaged())? / 8,
            "spinCount" => lock.turns = value.parse().map_err(|_| damaged())?,
            "cipherAlgorithm" if value != "AES" => return Err(ReadError::Sealed),
            "cipherChaining" if value != "ChainingModeCBC" => return Err(ReadError::Sealed),
            "encryptedVerifierHashInput" => lock.input = base64(&value)?,
            "encryptedVerifierHashValue" => lock.proof = base64(&value)?,
            "encryptedKeyValue" => lock.key = base64(&value)?,
            _ => {}
        }
    }
    if matches!(lock.key_bytes, 16 | 24 | 32) {
        Ok(lock)
    } else {
        Err(ReadError::Sealed)
    }
}
