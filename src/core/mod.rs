//! Everything the ledger knows and does, without a window, a clock, an environment or a home directory of its own.

pub mod catalogue;
pub mod clock;
pub mod evidence;
pub mod export;
pub mod files;
pub mod import;
pub mod ledger;
pub mod lifecycle;
pub mod model;
pub mod parse;
pub mod rules;
pub mod search;
pub mod stocktake;
mod store;
pub(crate) mod topology;
