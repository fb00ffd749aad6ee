//! The order that a person gave to the boxes of the picture, kept in the ledger.
//!
//! Owns: one row of keys, a line each, per layer. Invariants: what is not named stands behind what is, as it would
//! without an order; a key of something that is no more is passed over.

use std::collections::HashMap;

use super::{Kind, Picture};
use crate::core::catalogue::RegisterId;
use crate::core::model::{Content, Entry, Snapshot};

const IT: RegisterId = RegisterId::DIAGRAM;

/// A box can only stand among its own kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    Outside,
    Areas,
    Devices,
}

impl Layer {
    const fn field(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Areas => "areas",
            Self::Devices => "devices",
        }
    }
}

/// Places by key, per layer.
#[derive(Debug, Default)]
pub(super) struct Order {
    outside: HashMap<String, usize>,
    areas: HashMap<String, usize>,
    devices: HashMap<String, usize>,
}

impl Order {
    pub fn of(snapshot: &Snapshot) -> Self {
        let Some(row) = snapshot.rows(IT).first() else {
            return Self::default();
        };
        let read = |layer: Layer| -> HashMap<String, usize> {
            let text = row.entry(layer.field()).as_text().unwrap_or_default();
            text.lines().map(str::to_owned).zip(0..).collect()
        };
        Self {
            outside: read(Layer::Outside),
            areas: read(Layer::Areas),
            devices: read(Layer::Devices),
        }
    }

    pub fn outside(&self, key: &str) -> usize {
        place(&self.outside, key)
    }

    pub fn area(&self, key: &str) -> usize {
        place(&self.areas, key)
    }

    pub fn device(&self, key: &str) -> usize {
        place(&self.devices, key)
    }
}

fn place(of: &HashMap<String, usize>, key: &str) -> usize {
    of.get(key).copied().unwrap_or(usize::MAX)
}

/// The row after the box `key` was put where the box `onto` stands; `None` when that is no place for it.
pub fn moved(snapshot: &Snapshot, picture: &Picture, key: &str, onto: &str) -> Option<Content> {
    let layer = layer(picture, key)?;
    if key == onto || layer != self::layer(picture, onto)? {
        return None;
    }
    // A device stays in its network: where it stands is what the ledger says.
    if layer == Layer::Devices && area(picture, key)? != area(picture, onto)? {
        return None;
    }
    let mut keys: Vec<&str> = match layer {
        Layer::Areas => picture.areas.iter().map(|area| area.key.as_str()).collect(),
        Layer::Outside | Layer::Devices => {
            let nodes = picture.nodes.iter();
            let nodes = nodes.filter(|node| (layer == Layer::Outside) == is_outside(node.kind));
            nodes.map(|node| node.key.as_str()).collect()
        }
    };
    let from = keys.iter().position(|known| *known == key)?;
    let to = keys.iter().position(|known| *known == onto)?;
    let moving = keys.remove(from);
    keys.insert(to, moving);
    let mut content = snapshot
        .rows(IT)
        .first()
        .map_or_else(Content::default, |row| row.content.clone());
    content
        .fields
        .set(IT.field_index(layer.field())?, Entry::text(&keys.join("\n")));
    Some(content)
}

const fn is_outside(kind: Kind) -> bool {
    matches!(kind, Kind::Vendor | Kind::Internet | Kind::Cloud)
}

fn layer(picture: &Picture, key: &str) -> Option<Layer> {
    if picture.areas.iter().any(|area| area.key == key) {
        return Some(Layer::Areas);
    }
    let node = picture.nodes.iter().find(|node| node.key == key)?;
    Some(if is_outside(node.kind) {
        Layer::Outside
    } else {
        Layer::Devices
    })
}

fn area(picture: &Picture, key: &str) -> Option<usize> {
    let node = picture.nodes.iter().find(|node| node.key == key)?;
    picture.areas.iter().position(|area| area.rect.overlaps(node.rect))
}
