//! One file per sheet, and the list of them.
