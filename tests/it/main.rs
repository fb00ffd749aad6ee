//! Integration tests: everything through the public doors of the library and the real binary.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops at the first surprise and spoils files on purpose"
)]

#[cfg(feature = "gui")]
mod affected;
mod checklist;
mod cli;
mod collect;
mod columns;
mod diagram;
mod elsewhere;
mod evidence;
mod export_golden;
mod findings;
mod formats_golden;
mod forms;
mod generated;
mod guard;
mod guiding;
mod handover;
#[cfg(feature = "gui")]
mod home;
mod hostile;
mod import_again;
mod import_doubts;
mod import_golden;
mod import_layouts;
mod import_lists;
mod import_marks;
mod import_readings;
mod import_sets;
#[cfg(feature = "gui")]
mod inspection_flows;
#[cfg(feature = "gui")]
mod inspection_sheets;
mod laws;
mod limits;
mod merge;
#[cfg(feature = "gui")]
mod monkey;
#[cfg(feature = "gui")]
mod pictures;
mod registers;
mod review;
mod sample_data;
#[cfg(feature = "gui")]
mod screens;
mod secrets;
mod session;
mod stocktake;
mod tidy;
#[cfg(feature = "gui")]
pub mod ui_flows;
#[cfg(feature = "gui")]
mod ui_grid;
