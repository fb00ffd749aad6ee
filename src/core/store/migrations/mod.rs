//! Every schema this program ever wrote, in order. A migration is one line: a file, or for a small step the
//! statement itself. Released lines never change.

/// SQL per version; version n is the state after the first n of them.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("0001_first.sql"),
    "CREATE TABLE contact (\"id\" BLOB PRIMARY KEY CHECK (length(\"id\") = 16), \"call_order\" TEXT, \"category\" TEXT, \"organization\" TEXT, \"person\" TEXT, \"phone\" TEXT, \"off_hours\" TEXT, \"duty\" TEXT, \"reports_to\" TEXT, \"note\" TEXT) STRICT, WITHOUT ROWID;",
    include_str!("0003_registers.sql"),
    include_str!("0004_evidence.sql"),
    include_str!("0005_checklist.sql"),
    "CREATE TABLE import_profile (\"id\" BLOB PRIMARY KEY CHECK (length(\"id\") = 16), \"name\" TEXT, \"register\" TEXT, \"sheet\" TEXT, \"headers\" TEXT, \"targets\" TEXT) STRICT, WITHOUT ROWID;",
    include_str!("0007_stocktake.sql"),
    include_str!("0008_review.sql"),
    "CREATE TABLE diagram (\"id\" BLOB PRIMARY KEY CHECK (length(\"id\") = 16), \"outside\" TEXT, \"areas\" TEXT, \"devices\" TEXT) STRICT, WITHOUT ROWID;",
    "ALTER TABLE edition_row ADD COLUMN \"sure\" TEXT;",
    "ALTER TABLE edition ADD COLUMN \"layout\" TEXT;",
];
