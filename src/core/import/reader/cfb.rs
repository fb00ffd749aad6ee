//! The container of xls and of protected workbooks: sectors in chains, as in a small disk.
//!
//! Invariant: a chain is never longer than the file has sectors, so no loop in it is followed twice.

use super::ReadError;

const FREE: u32 = 0xffff_fffa;
/// Streams below this size live in small sectors.
const SMALL: u64 = 4096;

pub(super) struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    small_table: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    size: u64,
}

fn damaged() -> ReadError {
    ReadError::Damaged("container".to_owned())
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, ReadError> {
    let four = bytes.get(at..at + 4).ok_or_else(damaged)?;
    Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

impl<'a> Container<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let shift = *bytes.get(30).ok_or_else(damaged)?;
        if !(7..=12).contains(&shift) {
            return Err(damaged());
        }
        let mut container = Self {
            bytes,
            sector: 1 << shift,
            table: Vec::new(),
            small_table: Vec::new(),
            small: Vec::new(),
            entries: Vec::new(),
        };
        container.read_table()?;
        let directory = container.chain(u32_at(bytes, 48)?, u64::MAX)?;
        let (root, entries) = entries(&directory);
        container.entries = entries;
        let small_table = container.chain(u32_at(bytes, 60)?, u64::MAX)?;
        container.small_table = words(&small_table);
        if let Some((start, size)) = root {
            container.small = container.chain(start, size)?;
        }
        Ok(container)
    }

    /// The table of sectors: the first 109 of its own sectors stand in the header, the rest in a chain.
    fn read_table(&mut self) -> Result<(), ReadError> {
        let most = self.bytes.len() / self.sector + 1;
        let mut places: Vec<u32> = (0..109)
            .map(|nth| u32_at(self.bytes, 76 + 4 * nth))
            .collect::<Result<_, _>>()?;
        let mut next = u32_at(self.bytes, 68)?;
        let mut steps = 0;
        while next < FREE && steps < most {
            let Some(sector) = self.sector_at(next) else { break };
            let list = words(sector);
            let Some((last, list)) = list.split_last() else { break };
            places.extend(list);
            next = *last;
            steps += 1;
        }
        for place in places.into_iter().filter(|&place| place < FREE).take(most) {
            // A table that points outside is cut off; chains that need it will say so.
            let Some(sector) = self.sector_at(place) else { continue };
            self.table.extend(words(sector));
        }
        Ok(())
    }

    fn sector_at(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(start..)?;
        // The last sector of a file may be short.
        (!rest.is_empty()).then(|| &rest[..rest.len().min(self.sector)])
    }

    fn chain(&self, start: u32, size: u64) -> Result<Vec<u8>, ReadError> {
        let mut out = Vec::new();
        let mut next = start;
        let mut steps = 0;
        while next < FREE && (out.len() as u64) < size {
            steps += 1;
            if steps > self.table.len() + 1 {
                return Err(damaged());
            }
            out.extend_from_slice(self.sector_at(next).ok_or_else(damaged)?);
            next = *self.table.get(next as usize).ok_or_else(damaged)?;
        }
        out.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(out)
    }

    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        if entry.size >= SMALL {
            return self.chain(entry.start, entry.size).map(Some);
        }
        let mut out = Vec::new();
        let mut next = entry.start;
        let mut steps = 0;
        while next < FREE && (out.len() as u64) < entry.size {
            steps += 1;
            if steps > self.small_table.len() + 1 {
                return Err(damaged());
            }
            let start = (next as usize).checked_mul(64).ok_or_else(damaged)?;
            let rest = self.small.get(start..).ok_or_else(damaged)?;
            out.extend_from_slice(&rest[..rest.len().min(64)]);
            next = *self.small_table.get(next as usize).ok_or_else(damaged)?;
        }
        out.truncate(entry.size as usize);
        Ok(Some(out))
    }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect()
}

/// The root's own stream, and the streams that stand directly below it: a workbook inside an embedded object is none
/// of ours.
fn entries(directory: &[u8]) -> (Option<(u32, u64)>, Vec<Entry>) {
    let all: Vec<&[u8]> = directory.chunks_exact(128).collect();
    let word = |entry: &[u8], at: usize| u32_at(entry, at).unwrap_or(u32::MAX);
    let Some(root) = all.first() else {
        return (None, Vec::new());
    };
    let mut seen = vec![false; all.len()];
    let mut todo = vec![word(root, 76)];
    let mut list = Vec::new();
    while let Some(at) = todo.pop() {
        let Some(entry) = all.get(at as usize) else { continue };
        if std::mem::replace(&mut seen[at as usize], true) {
            continue;
        }
        todo.push(word(entry, 68));
        todo.push(word(entry, 72));
        // 2 is a stream; others are folders.
        if entry[66] == 2 {
            let length = usize::from(u16::from_le_bytes([entry[64], entry[65]])).clamp(2, 64) - 2;
            let units = entry[..length]
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            list.push(Entry {
                name: char::decode_utf16(units).flatten().collect(),
                start: word(entry, 116),
                size: u64::from(word(entry, 120)),
            });
        }
    }
    (Some((word(root, 116), u64::from(word(root, 120)))), list)
}
