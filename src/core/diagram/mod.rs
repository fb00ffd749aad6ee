//! The pictures of a ledger: its network (networks as boxes, devices in them, who comes in from outside and how) and
//! its 連絡体制図.
//!
//! Owns: what is drawn and where ([`Picture`]), and its files. Refuses to know: the screen, colours of the window,
//! wording (handed in as [`Words`]).
//! Invariants: a function of the snapshot, the findings and the words; the same ledger gives the same bytes; texts
//! stand only inside their own box, cut to fit, so that no two labels cross; lines run in the gaps between boxes. A
//! person moves boxes within their layer, which changes their order and none of this.

mod contacts;
mod fill;
mod groups;
mod layout;
mod legend;
mod order;
mod pen;
mod png;
mod svg;
mod text;

pub use contacts::{ContactWords, contacts};
pub use layout::layout;
pub use legend::{Legend, Sample};
pub use order::moved;
pub use png::{BOLD, REGULAR, png};
pub use svg::svg;

use crate::core::catalogue::RegisterId;
use crate::core::model::RecordId;
use crate::core::rules::Severity;

/// Words that the picture needs beside those of the ledger.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    pub internet: &'static str,
    /// Title of the box for devices without an address.
    pub no_address: &'static str,
    /// Before the facts of a device in two networks.
    pub dual: &'static str,
    pub legend_path: &'static str,
    pub legend_internet: &'static str,
    pub legend_dual: &'static str,
    pub legend_joins: &'static str,
    pub legend_vendor: &'static str,
    pub legend_cloud: &'static str,
    pub legend_network_device: &'static str,
    pub legend_server: &'static str,
    pub legend_serious: &'static str,
    pub legend_warning: &'static str,
}

/// A rectangle in whole points, so that the same picture has the same bytes everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    pub x: i32,
    pub y: i32,
    pub w: i32,
    pub h: i32,
}

impl Rect {
    pub const fn right(self) -> i32 {
        self.x + self.w
    }

    pub const fn bottom(self) -> i32 {
        self.y + self.h
    }

    pub const fn middle(self) -> i32 {
        self.y + self.h / 2
    }

    pub const fn overlaps(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// What an area is for; says its colour. The chart of contacts borrows the colours of the networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    Records,
    Eligibility,
    Internet,
    Guest,
    Other,
}

/// A box around devices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// What it is called in the order that a person gave; the same as long as it is the same thing.
    pub key: String,
    pub rect: Rect,
    pub zone: Zone,
    pub title: String,
    pub subtitle: String,
    /// The row of the network, when it is registered.
    pub record: Option<(RegisterId, RecordId)>,
}

/// What a small box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Vendor,
    Internet,
    Cloud,
    NetworkDevice,
    Server,
    Device,
}

/// A small box with a title and lines of small text below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// As for an area.
    pub key: String,
    pub rect: Rect,
    pub kind: Kind,
    pub title: String,
    pub subtitle: String,
    /// The gravest open finding about it.
    pub mark: Option<Severity>,
    pub record: Option<(RegisterId, RecordId)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A remote maintenance path, from the vendor inwards.
    Path,
    /// A way to the internet.
    Internet,
    /// A device that stands in a second network.
    Dual,
    /// A network device that joins two networks, as it should.
    Joins,
}

/// A line through corners; a path ends in an arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    pub line: Line,
    pub points: Vec<(i32, i32)>,
}

/// Everything that is drawn, back to front: areas, edges, nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub width: i32,
    pub height: i32,
    pub areas: Vec<Area>,
    pub edges: Vec<Edge>,
    pub nodes: Vec<Node>,
    pub legend: Vec<Legend>,
}

impl Area {
    /// Where its title stands: as much as the words cover, so that lines go on beside them and the frame stays whole.
    pub fn head(&self) -> Rect {
        let (title, small) = (
            text::units(&self.title) * 8,
            text::units(&self.subtitle) * text::SMALL_HALF,
        );
        Rect {
            x: self.rect.x + 8,
            y: self.rect.y + 3,
            w: (title.max(small) + 10).min(self.rect.w - 16),
            h: if self.subtitle.is_empty() { 21 } else { TITLE - 6 },
        }
    }
}

/// Height of the title of an area.
pub const TITLE: i32 = 42;

/// Distance between the lines of a small text.
pub const SMALL_LINE: i32 = 15;

/// Sign in the corner of a box with an open finding.
pub const MARK: &str = "!";
