//! Everything the ledger knows and does, without a window, a clock, an environment or a home directory of its own.

pub mod affected;
pub mod catalogue;
pub mod checklist;
pub mod clock;
pub mod collect;
pub mod diagram;
mod entity;
pub mod evidence;
pub mod export;
pub mod files;
pub mod form;
pub mod import;
pub mod ledger;
pub mod lifecycle;
pub mod lock;
pub mod model;
pub mod outlook;
pub mod parse;
pub mod review;
pub mod rules;
pub mod search;
pub mod stocktake;
mod store;
pub(crate) mod topology;
