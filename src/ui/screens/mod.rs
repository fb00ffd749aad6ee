//! One file per screen: a function of the snapshot and its own drafts that returns what the person asked for.

mod accept;
pub(super) mod checklist;
pub(super) mod diagram;
pub(super) mod export;
pub(super) mod history;
pub(super) mod home;
pub(super) mod import;
pub(super) mod more;
pub(super) mod register;
pub(super) mod review;
pub(super) mod settings;
pub(super) mod start;
pub(super) mod stocktake;
pub(super) mod thresholds;
