//! Which of the [`super::limits`] a file is beyond.
//!
//! Invariant: a refusal names one of these, also where it comes from the process that reads, and each has words of
//! its own.

/// A bound of the reader; the numbers stand in [`super::limits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    /// Bytes of the file.
    File,
    /// Files of facts taken at once.
    Files,
    /// Bytes of all parts together, inflated.
    Inflated,
    /// Bytes of one part, inflated.
    Part,
    /// Parts of a package.
    Entries,
    /// Bytes of one tag, text or comment.
    Token,
    /// Bytes of one record of a binary workbook.
    Record,
    /// Tags, texts and comments, or records.
    Tokens,
    /// Tags inside tags.
    Depth,
    Relationships,
    Sheets,
    Rows,
    Columns,
    Cells,
    /// Letters of one cell.
    Cell,
    /// Letters of one formula or inline text of a cell.
    Text,
    /// Bytes of all different texts.
    Texts,
    /// Shared strings.
    Strings,
    Styles,
    Formats,
    Merges,
    /// Rounds of the derivation of a key.
    Protection,
}

impl Bound {
    pub const ALL: [Self; 22] = [
        Self::File,
        Self::Files,
        Self::Inflated,
        Self::Part,
        Self::Entries,
        Self::Token,
        Self::Record,
        Self::Tokens,
        Self::Depth,
        Self::Relationships,
        Self::Sheets,
        Self::Rows,
        Self::Columns,
        Self::Cells,
        Self::Cell,
        Self::Text,
        Self::Texts,
        Self::Strings,
        Self::Styles,
        Self::Formats,
        Self::Merges,
        Self::Protection,
    ];

    /// Stable word for tests, programs and the stream between the two processes.
    pub const fn key(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Files => "files",
            Self::Inflated => "inflated",
            Self::Part => "part",
            Self::Entries => "entries",
            Self::Token => "token",
            Self::Record => "record",
            Self::Tokens => "tokens",
            Self::Depth => "depth",
            Self::Relationships => "relationships",
            Self::Sheets => "sheets",
            Self::Rows => "rows",
            Self::Columns => "columns",
            Self::Cells => "cells",
            Self::Cell => "cell",
            Self::Text => "text",
            Self::Texts => "texts",
            Self::Strings => "strings",
            Self::Styles => "styles",
            Self::Formats => "formats",
            Self::Merges => "merges",
            Self::Protection => "protection",
        }
    }

    pub fn by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bound| bound.key() == key)
    }
}
