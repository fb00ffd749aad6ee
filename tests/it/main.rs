//! Integration tests: everything through the public doors of the library and the real binary.

mod export_golden;
mod laws;
mod sample_data;
