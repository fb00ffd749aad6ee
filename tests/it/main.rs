//! Integration tests: everything through the public doors of the library and the real binary.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops at the first surprise and spoils files on purpose"
)]

mod cli;
mod export_golden;
mod findings;
mod formats_golden;
mod forms;
mod generated;
mod guard;
mod import_doubts;
mod import_golden;
mod laws;
mod sample_data;
mod session;
mod tidy;
#[cfg(feature = "gui")]
mod ui_flows;
