//! The SQLite file: opening, schema, rows and the audit chain. The only SQL of the program.
//!
//! Owns: pragmas, migrations, reading and writing rows, the hash chain. Refuses to know: commands and plans.
//! Invariants: TRUNCATE journal with synchronous=EXTRA on one connection; rows and their history are written in
//! one transaction; a foreign, newer or empty file is refused without being touched.

mod audit;
mod error;
mod migrations;
mod open;
mod read;
mod rows;
mod write;

pub use open::is_database;
pub(in crate::core) use open::{Store, Upgrade};
pub(in crate::core) use write::{NewOperation, Pending};
