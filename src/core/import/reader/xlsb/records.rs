//! Records one after the other, and the fields inside one.

use std::io::{BufReader, Read};
use std::rc::Rc;

use super::super::budget::{Budget, Counted};
use super::super::package::Package;
use super::super::{Bound, ReadError, limits};

pub(super) struct Records<'a> {
    part: BufReader<Counted<'a, Box<dyn Read + 'a>>>,
    budget: Rc<Budget<'a>>,
    body: Vec<u8>,
}

impl<'a> Records<'a> {
    pub fn open(package: &'a mut Package<'_>, name: &str) -> Result<Option<Self>, ReadError> {
        let Some((part, budget)) = package.part(name)? else {
            return Ok(None);
        };
        budget.next_token()?;
        Ok(Some(Self {
            part: BufReader::with_capacity(32 * 1024, Counted::new(part, limits::PART, budget.clone())),
            budget,
            body: Vec::new(),
        }))
    }

    /// Number and body of the next record; `None` at the end of the part.
    pub fn next(&mut self) -> Result<Option<(u32, &[u8])>, ReadError> {
        self.budget.next_token()?;
        let Some(first) = self.byte()? else {
            return Ok(None);
        };
        let mut kind = u32::from(first & 0x7f);
        if first & 0x80 != 0 {
            kind |= u32::from(self.needed()? & 0x7f) << 7;
        }
        let mut size = 0u64;
        for shift in [0, 7, 14, 21] {
            let byte = self.needed()?;
            size |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        if size > limits::TOKEN {
            return Err(ReadError::TooLarge(Bound::Record));
        }
        self.body.clear();
        let budget = self.budget.clone();
        let read = self.part.by_ref().take(size).read_to_end(&mut self.body);
        if read.map_err(|error| failure(&budget, &error))? as u64 != size {
            return Err(ReadError::Damaged("cut off".to_owned()));
        }
        Ok(Some((kind, &self.body)))
    }

    fn byte(&mut self) -> Result<Option<u8>, ReadError> {
        let mut byte = [0];
        match self.part.read(&mut byte) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(byte[0])),
            Err(error) => Err(failure(&self.budget, &error)),
        }
    }

    fn needed(&mut self) -> Result<u8, ReadError> {
        self.byte()?.ok_or_else(|| ReadError::Damaged("cut off".to_owned()))
    }
}

fn failure(budget: &Budget<'_>, error: &std::io::Error) -> ReadError {
    budget
        .refusal()
        .unwrap_or_else(|| ReadError::Damaged(error.to_string()))
}

/// The fields of one record, from its front.
pub(super) struct Fields<'b>(&'b [u8]);

impl<'b> Fields<'b> {
    pub fn new(body: &'b [u8]) -> Self {
        Self(body)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], ReadError> {
        let (head, rest) = self
            .0
            .split_first_chunk::<N>()
            .ok_or_else(|| ReadError::Damaged("short record".to_owned()))?;
        self.0 = rest;
        Ok(*head)
    }

    pub fn skip(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.0 = self
            .0
            .get(bytes..)
            .ok_or_else(|| ReadError::Damaged("short record".to_owned()))?;
        Ok(())
    }

    pub fn u8(&mut self) -> Result<u8, ReadError> {
        self.take::<1>().map(|[byte]| byte)
    }

    pub fn u16(&mut self) -> Result<u16, ReadError> {
        self.take().map(u16::from_le_bytes)
    }

    pub fn u32(&mut self) -> Result<u32, ReadError> {
        self.take().map(u32::from_le_bytes)
    }

    pub fn f64(&mut self) -> Result<f64, ReadError> {
        self.take().map(f64::from_le_bytes)
    }

    /// Letters counted in UTF-16 units, then as many units.
    pub fn text(&mut self) -> Result<String, ReadError> {
        let units = self.u32()? as usize;
        let bytes = units.checked_mul(2).and_then(|bytes| self.0.get(..bytes));
        let bytes = bytes.ok_or_else(|| ReadError::Damaged("short record".to_owned()))?;
        let letters = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let text: String = char::decode_utf16(letters)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        self.0 = &self.0[bytes.len()..];
        Ok(text)
    }
}
