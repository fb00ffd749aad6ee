//! How much may still be read, and whether anybody still waits for it.
//!
//! Owns: counting bytes as they come out of a part. Refuses to know: what the bytes mean.
//! Invariant: a bound is checked on what was really inflated, never on what a file declares.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use super::{Bound, ReadError, Watch, limits};

/// Shared by all parts of one file.
pub(super) struct Budget<'w> {
    watch: &'w dyn Watch,
    /// Bytes of the file, for the progress that is shown.
    size: u64,
    inflated: Cell<u64>,
    token: Cell<u64>,
    tokens: Cell<u64>,
    told: Cell<u64>,
    stop: Cell<Option<Stop>>,
}

#[derive(Clone, Copy)]
enum Stop {
    Limit(Bound),
    Cancelled,
}

const TELL_EVERY: u64 = 1024 * 1024;

impl<'w> Budget<'w> {
    pub fn new(watch: &'w dyn Watch, size: u64) -> Rc<Self> {
        Rc::new(Self {
            watch,
            size,
            inflated: Cell::new(0),
            token: Cell::new(0),
            tokens: Cell::new(0),
            told: Cell::new(0),
            stop: Cell::new(None),
        })
    }

    /// A new tag or text begins.
    #[inline]
    pub fn next_token(&self) -> Result<(), ReadError> {
        self.tokens(1)
    }

    /// So many tags and texts were read.
    #[inline]
    pub fn tokens(&self, more: u64) -> Result<(), ReadError> {
        self.token.set(0);
        self.tokens.set(self.tokens.get() + more);
        if self.tokens.get() > limits::TOKENS {
            return Err(ReadError::TooLarge(Bound::Tokens));
        }
        Ok(())
    }

    /// The refusal behind a failed read, if it was the budget that made it fail.
    pub fn refusal(&self) -> Option<ReadError> {
        self.stop.get().map(|stop| match stop {
            Stop::Limit(what) => ReadError::TooLarge(what),
            Stop::Cancelled => ReadError::Cancelled,
        })
    }

    fn count(&self, bytes: u64) -> io::Result<()> {
        let stop = |stop| {
            self.stop.set(Some(stop));
            Err(io::Error::other("stopped"))
        };
        self.inflated.set(self.inflated.get() + bytes);
        self.token.set(self.token.get() + bytes);
        if self.inflated.get() > limits::INFLATED {
            return stop(Stop::Limit(Bound::Inflated));
        }
        if self.token.get() > limits::TOKEN {
            return stop(Stop::Limit(Bound::Token));
        }
        if self.inflated.get() - self.told.get() >= TELL_EVERY {
            self.told.set(self.inflated.get());
            if !self.watch.go_on(self.inflated.get(), self.size) {
                return stop(Stop::Cancelled);
            }
        }
        Ok(())
    }
}

/// A part whose bytes are counted.
pub(super) struct Counted<'w, R> {
    inner: R,
    left: u64,
    budget: Rc<Budget<'w>>,
}

impl<'w, R: Read> Counted<'w, R> {
    pub fn new(inner: R, part: u64, budget: Rc<Budget<'w>>) -> Self {
        Self {
            inner,
            left: part,
            budget,
        }
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.budget.count(read as u64)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => {
                self.budget.stop.set(Some(Stop::Limit(Bound::Part)));
                return Err(io::Error::other("stopped"));
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::import::reader::Patient;

    fn refused(budget: &Budget<'_>) -> Option<Bound> {
        match budget.refusal() {
            Some(ReadError::TooLarge(what)) => Some(what),
            _ => None,
        }
    }

    fn read(bytes: u64, part: u64) -> Option<Bound> {
        let budget = Budget::new(&Patient, 0);
        let mut counted = Counted::new(io::repeat(b'x').take(bytes), part, budget.clone());
        let _ = io::copy(&mut counted, &mut io::sink());
        refused(&budget)
    }

    #[test]
    fn a_token_and_a_part_end_where_they_must() {
        assert_eq!(read(limits::TOKEN, limits::PART), None);
        assert_eq!(read(limits::TOKEN + 1, limits::PART), Some(Bound::Token));
        assert_eq!(read(1000, 1000), None);
        assert_eq!(read(1001, 1000), Some(Bound::Part));
    }

    #[test]
    fn all_parts_together_end_where_they_must() {
        let budget = Budget::new(&Patient, 0);
        budget.inflated.set(limits::INFLATED - 1);
        assert!(budget.count(1).is_ok() && refused(&budget).is_none());
        assert!(budget.count(1).is_err());
        assert_eq!(refused(&budget), Some(Bound::Inflated));
        let budget = Budget::new(&Patient, 0);
        budget.tokens.set(limits::TOKENS - 1);
        assert!(budget.next_token().is_ok());
        assert!(matches!(budget.next_token(), Err(ReadError::TooLarge(Bound::Tokens))));
    }

    #[test]
    fn nobody_waiting_ends_the_reading() {
        struct Gone;
        impl Watch for Gone {
            fn go_on(&self, _: u64, _: u64) -> bool {
                false
            }
        }
        let budget = Budget::new(&Gone, 0);
        budget.told.set(0);
        assert!(budget.next_token().is_ok());
        assert!(budget.count(TELL_EVERY).is_err());
        assert!(matches!(budget.refusal(), Some(ReadError::Cancelled)));
    }
}
