//! The screens of the window.

use crate::core::catalogue::RegisterId;

/// Where the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    Start,
    Home,
    Register(RegisterId),
    Import,
    Export,
    History,
    Settings,
    /// The lists that are not in the navigation yet.
    More,
    Stocktake,
    Review,
    Diagram,
    Inspection(Page),
}

/// Screens for the inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Answering,
    Vendors,
    Readiness,
    /// 連絡体制図.
    Contacts,
    Forms,
}

impl Page {
    pub const ALL: [Self; 5] = [
        Self::Answering,
        Self::Vendors,
        Self::Contacts,
        Self::Readiness,
        Self::Forms,
    ];
}
