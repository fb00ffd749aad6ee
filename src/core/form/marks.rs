//! What is drawn over a sheet: ovals, lines, stamps, check boxes.
//!
//! Owns: drawing anchors, form controls, their old VML twins. Refuses to know: what lies under a mark.
//! Invariant: a mark that cannot be placed is left out only when the file gives it no place at all.

use super::geometry::{Area, Geometry, PER_PIXEL};
use super::package::Package;
use super::xml::{Element, Tree};
use super::{FormError, limits};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// An oval, a ring, a tick or anything else that was drawn.
    Shape,
    /// A line: perhaps through a word that is not meant.
    Line,
    Picture,
    CheckBox {
        checked: bool,
    },
}

#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub kind: MarkKind,
    pub area: Area,
    /// What is written in it or beside it.
    pub text: String,
}

pub(super) fn read(package: &Package, part: &str, sheet: &Tree, geometry: &Geometry) -> Result<Vec<Mark>, FormError> {
    let links = package.relations(part)?;
    let mut marks = Vec::new();
    for link in links.iter().filter(|link| link.kind == "drawing") {
        if let Some((_, tree)) = package.tree(&link.target)? {
            for name in ["twoCellAnchor", "oneCellAnchor", "absoluteAnchor"] {
                for anchor in tree.below(tree.root(), name) {
                    marks.extend(shape(&tree, anchor, geometry));
                    if marks.len() > limits::MARKS {
                        return Err(FormError::TooLarge("drawings"));
                    }
                }
            }
        }
    }
    let mut controls = Vec::new();
    for control in sheet.below(sheet.root(), "control") {
        let link = control
            .attribute("id")
            .and_then(|id| links.iter().find(|link| link.id == id));
        let Some(link) = link.filter(|link| link.kind == "ctrlProp") else {
            continue;
        };
        let area = sheet
            .below(control, "anchor")
            .first()
            .and_then(|anchor| area(sheet, anchor, geometry));
        if let (Some((_, tree)), Some(area)) = (package.tree(&link.target)?, area)
            && let Some("CheckBox" | "Radio") = tree.root().attribute("objectType")
        {
            controls.push(Mark {
                kind: MarkKind::CheckBox {
                    checked: tree.root().attribute("checked") == Some("Checked"),
                },
                area,
                text: String::new(),
            });
        }
    }
    for link in links.iter().filter(|link| link.kind == "vmlDrawing") {
        // VML is written by hand in old programs and often no XML; then its controls have a twin above or none.
        if let Ok(Some((_, tree))) = package.tree(&link.target) {
            for twin in old_controls(&tree, geometry) {
                match controls.iter_mut().find(|known| known.area.share_in(&twin.area) > 0.5) {
                    Some(known) => known.text = twin.text,
                    None => controls.push(twin),
                }
            }
        }
    }
    marks.extend(controls);
    Ok(marks)
}

fn number(tree: &Tree, of: &Element, name: &str) -> Option<f64> {
    tree.child(of, name)?.text.trim().parse().ok()
}

/// A corner: column and row counted from 0, with offsets.
fn corner(tree: &Tree, of: &Element, geometry: &Geometry) -> Option<(f64, f64)> {
    let (column, row) = (number(tree, of, "col")?, number(tree, of, "row")?);
    let inside = (0.0..f64::from(limits::COLUMNS)).contains(&column) && (0.0..f64::from(limits::ROWS)).contains(&row);
    if !inside {
        return None;
    }
    let (column, row) = (column as u32 + 1, row as u32 + 1);
    // An offset never leads out of its cell.
    let x = number(tree, of, "colOff")
        .unwrap_or(0.0)
        .clamp(0.0, geometry.width(column));
    let y = number(tree, of, "rowOff")
        .unwrap_or(0.0)
        .clamp(0.0, geometry.height(row));
    Some((geometry.left(column) + x, geometry.top(row) + y))
}

fn area(tree: &Tree, anchor: &Element, geometry: &Geometry) -> Option<Area> {
    let size = |element: &Element| -> Option<(f64, f64)> {
        Some((
            element.attribute("cx")?.parse().ok()?,
            element.attribute("cy")?.parse().ok()?,
        ))
    };
    let from = match tree.child(anchor, "pos") {
        Some(place) => (place.attribute("x")?.parse().ok()?, place.attribute("y")?.parse().ok()?),
        None => corner(tree, tree.child(anchor, "from")?, geometry)?,
    };
    let to = match tree.child(anchor, "to") {
        Some(to) => corner(tree, to, geometry)?,
        None => {
            let (width, height) = size(tree.child(anchor, "ext")?)?;
            (from.0 + width, from.1 + height)
        }
    };
    Some(Area {
        left: from.0.min(to.0),
        top: from.1.min(to.1),
        right: from.0.max(to.0),
        bottom: from.1.max(to.1),
    })
}

fn shape(tree: &Tree, anchor: &Element, geometry: &Geometry) -> Option<Mark> {
    let named = |names: &[&str]| names.iter().any(|name| !tree.below(anchor, name).is_empty());
    let geometry_name = tree
        .below(anchor, "prstGeom")
        .first()
        .and_then(|found| found.attribute("prst"))
        .unwrap_or("");
    let kind = if named(&["cxnSp"]) || geometry_name.to_lowercase().contains("line") {
        MarkKind::Line
    } else if named(&["sp", "grpSp"]) {
        MarkKind::Shape
    } else if named(&["pic"]) {
        MarkKind::Picture
    } else {
        return None;
    };
    // The twin that Excel keeps for a form control; the control itself is read elsewhere.
    let is_twin = tree
        .below(anchor, "cNvPr")
        .iter()
        .any(|named| matches!(named.attribute("hidden"), Some("1" | "true")));
    if is_twin {
        return None;
    }
    let text = tree.below(anchor, "t").iter().map(|run| run.text.as_str()).collect();
    Some(Mark {
        kind,
        area: area(tree, anchor, geometry)?,
        text,
    })
}

fn old_controls(tree: &Tree, geometry: &Geometry) -> Vec<Mark> {
    let mut marks = Vec::new();
    for shape in tree.below(tree.root(), "shape") {
        let Some(data) = tree.child(shape, "ClientData") else {
            continue;
        };
        if !matches!(data.attribute("ObjectType"), Some("Checkbox" | "Radio")) {
            continue;
        }
        // Column, pixels, row, pixels; twice.
        let anchor = tree
            .child(data, "Anchor")
            .map(|anchor| anchor.text.as_str())
            .unwrap_or_default();
        let numbers: Vec<u32> = anchor.split(',').filter_map(|text| text.trim().parse().ok()).collect();
        let &[left, left_off, top, top_off, right, right_off, bottom, bottom_off] = numbers.as_slice() else {
            continue;
        };
        if left.max(right) >= limits::COLUMNS || top.max(bottom) >= limits::ROWS {
            continue;
        }
        let text = tree
            .child(shape, "textbox")
            .map(|text| tree.deep_text(text))
            .unwrap_or_default();
        marks.push(Mark {
            kind: MarkKind::CheckBox {
                checked: tree
                    .child(data, "Checked")
                    .is_some_and(|state| state.text.trim() == "1"),
            },
            area: Area {
                left: geometry.left(left + 1) + f64::from(left_off) * PER_PIXEL,
                top: geometry.top(top + 1) + f64::from(top_off) * PER_PIXEL,
                right: geometry.left(right + 1) + f64::from(right_off) * PER_PIXEL,
                bottom: geometry.top(bottom + 1) + f64::from(bottom_off) * PER_PIXEL,
            },
            text: text.trim().to_owned(),
        });
    }
    marks
}
