//! Which part belongs to which.

use super::super::package::Package;
use super::super::xml::Node;
use super::super::{Bound, ReadError, limits};

pub(in super::super) struct Relation {
    pub id: String,
    /// Last word of the type: `worksheet`, `styles`; the same in both editions of the standard.
    pub kind: String,
    /// Name of the part, from the root of the package.
    pub target: String,
    pub external: bool,
}

/// The relationships of a part; of the package itself when `part` is empty.
pub(in super::super) fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, ReadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = if folder.is_empty() {
        format!("_rels/{file}.rels")
    } else {
        format!("{folder}/_rels/{file}.rels")
    };
    let Some(mut xml) = package.xml(&name)? else {
        return Ok(Vec::new());
    };
    let mut list = Vec::new();
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "Relationship" => {
                if list.len() >= limits::ENTRIES {
                    return Err(ReadError::TooLarge(Bound::Relationships));
                }
                let (mut id, mut kind, mut target, mut external) = Default::default();
                for attribute in tag.attributes() {
                    let (name, value) = attribute?;
                    match name {
                        "Id" => id = value.into_owned(),
                        "Type" => kind = value.rsplit('/').next().unwrap_or_default().to_owned(),
                        "Target" => target = resolve(folder, &value),
                        "TargetMode" => external = value.eq_ignore_ascii_case("external"),
                        _ => {}
                    }
                }
                list.push(Relation {
                    id,
                    kind,
                    target,
                    external,
                });
            }
            Node::Done => return Ok(list),
            _ => {}
        }
    }
}

/// A target as a name from the root; `..` never leads out of the package.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_inside_the_package() {
        for (folder, target, want) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl/worksheets", "../sharedStrings.xml", "xl/sharedStrings.xml"),
            ("xl", "..\\..\\..\\etc/passwd", "etc/passwd"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolve(folder, target), want);
        }
    }
}
