//! Records one after the other, a long one with the pieces that continue it.

use super::super::ReadError;

pub(super) const CONTINUE: u16 = 0x3c;

pub(super) struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
}

pub(super) struct Record<'a> {
    pub kind: u16,
    /// The body, then the bodies of the records that continue it.
    pub pieces: Vec<&'a [u8]>,
}

impl<'a> Records<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn one(&self, at: usize) -> Result<Option<(u16, &'a [u8])>, ReadError> {
        let Some(head) = self.bytes.get(at..at + 4) else {
            return Ok(None);
        };
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let size = usize::from(u16::from_le_bytes([head[2], head[3]]));
        match self.bytes.get(at + 4..at + 4 + size) {
            Some(body) => Ok(Some((kind, body))),
            None => Err(short()),
        }
    }

    pub fn next(&mut self) -> Result<Option<Record<'a>>, ReadError> {
        let Some((kind, body)) = self.one(self.at)? else {
            return Ok(None);
        };
        self.at += 4 + body.len();
        let mut pieces = vec![body];
        while let Some((CONTINUE, more)) = self.one(self.at)? {
            self.at += 4 + more.len();
            pieces.push(more);
        }
        Ok(Some(Record { kind, pieces }))
    }
}

impl<'a> Record<'a> {
    pub fn fields(&self) -> Fields<'a> {
        Fields(self.pieces.first().copied().unwrap_or_default())
    }
}

pub(super) fn short() -> ReadError {
    ReadError::Damaged("short record".to_owned())
}

/// The fields of one record, from its front.
pub(super) struct Fields<'a>(pub &'a [u8]);

impl<'a> Fields<'a> {
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], ReadError> {
        let (head, rest) = self.0.split_first_chunk::<N>().ok_or_else(short)?;
        self.0 = rest;
        Ok(*head)
    }

    pub fn take(&mut self, bytes: usize) -> Result<&'a [u8], ReadError> {
        let (head, rest) = self.0.split_at_checked(bytes).ok_or_else(short)?;
        self.0 = rest;
        Ok(head)
    }

    pub fn u8(&mut self) -> Result<u8, ReadError> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub fn u16(&mut self) -> Result<u16, ReadError> {
        self.array().map(u16::from_le_bytes)
    }

    pub fn u32(&mut self) -> Result<u32, ReadError> {
        self.array().map(u32::from_le_bytes)
    }

    pub fn f64(&mut self) -> Result<f64, ReadError> {
        self.array().map(f64::from_le_bytes)
    }
}
