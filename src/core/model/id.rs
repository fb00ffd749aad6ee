//! Identity of a record: a UUIDv7, so that ids sort by creation and two copies of a ledger can be merged.

use std::fmt;
use std::str::FromStr;

/// Identity of one record, unique over all ledgers, ordered by creation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId([u8; 16]);

impl RecordId {
    /// Of no record: what is said about the ledger as a whole.
    pub const NONE: Self = Self([0; 16]);

    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Milliseconds since 1970 at which the record was made.
    pub fn millis(self) -> u64 {
        let [a, b, c, d, e, f, ..] = self.0;
        u64::from_be_bytes([0, 0, a, b, c, d, e, f])
    }

    /// Whether the id is laid out as [`Self::derive`] does, so that ids sort by creation.
    pub fn is_ours(self) -> bool {
        uuid::Uuid::from_bytes(self.0).get_version_num() == 7
    }

    /// Lays out a version 7 id: `millis` since 1970, the record's place in its operation, and `seed` (a hash of
    /// what came before it). The same history and clock give the same ids, so runs can be repeated exactly.
    pub fn derive(millis: u64, ordinal: u32, seed: &[u8; 32]) -> Self {
        // rand_a and the first bits of rand_b count up, so records of one operation sort in its order.
        let mut tail = [0u8; 10];
        let counter = u64::from(ordinal);
        tail[0] = (counter >> 20) as u8 & 0x0f;
        tail[1] = (counter >> 12) as u8;
        tail[2] = (counter >> 6) as u8 & 0x3f;
        tail[3] = (counter << 2) as u8;
        let mut mixed = *seed;
        for (byte, add) in mixed.iter_mut().zip(counter.to_le_bytes()) {
            *byte ^= add;
        }
        tail[4..].copy_from_slice(&mixed[..6]);
        Self(
            *uuid::Builder::from_unix_timestamp_millis(millis, &tail)
                .into_uuid()
                .as_bytes(),
        )
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        uuid::Uuid::from_bytes(self.0).fmt(f)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for RecordId {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        uuid::Uuid::parse_str(text).map(|id| Self(*id.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_ids_sort_in_order_and_read_back() {
        let seed = [7u8; 32];
        let mut last = None;
        for ordinal in [0, 1, 2, 63, 64, 4095, 4096, 100_000, 1_000_000] {
            let id = RecordId::derive(1_790_000_000_000, ordinal, &seed);
            assert!(last < Some(id), "{ordinal}");
            assert_eq!(id.to_string().parse(), Ok(id));
            assert_eq!(id.millis(), 1_790_000_000_000);
            assert_eq!(uuid::Uuid::from_bytes(*id.as_bytes()).get_version_num(), 7);
            last = Some(id);
        }
        assert!(last < Some(RecordId::derive(1_790_000_000_001, 0, &seed)));
    }
}
