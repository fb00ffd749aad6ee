//! Every schema this program ever wrote, in order. A migration is one line: a file, or for a small step the
//! statement itself. Released lines never change.

/// SQL per version; version n is the state after the first n of them.
pub(super) const MIGRATIONS: &[&str] = &[include_str!("0001_first.sql")];
