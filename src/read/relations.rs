//! Relations between the parts of a package (ECMA-376 part 2, 6.5).

use super::looks::walk::{Piece, attribute, each};
use super::package::{self, Package};

/// A relation of a part to another.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    /// Its type as written.
    pub(super) of_type: String,
    /// The target as written.
    pub(super) written: String,
    /// The path of its target in the package.
    pub(super) target: String,
    /// Whether it leads out of the package.
    pub(super) is_external: bool,
}

impl Relation {
    /// The last piece of its type.
    pub(super) fn kind(&self) -> &str {
        self.of_type.rsplit('/').next().unwrap_or_default()
    }
}

/// The relations of a part of a package in plain form, of the package for "".
pub(super) fn of_part(zip: &mut Package<'_>, part: &str) -> Vec<Relation> {
    let xml = package::text(zip, &path(part)).unwrap_or_default();
    read(&xml, folder(part))
}

/// The first relation within the package of a kind.
pub(super) fn first<'a>(relations: &'a [Relation], kind: &str) -> Option<&'a Relation> {
    relations
        .iter()
        .find(|r| r.kind() == kind && !r.is_external)
}

/// Where the relations of a part are written.
pub(super) fn path(part: &str) -> String {
    let file = part.rsplit('/').next().unwrap_or(part);
    match folder(part) {
        "" => format!("_rels/{file}.rels"),
        folder => format!("{folder}/_rels/{file}.rels"),
    }
}

/// The part whose relations are written at a path.
pub(super) fn part_of(path: &str) -> Option<String> {
    let (before, file) = path.rsplit_once("_rels/")?;
    Some(format!("{before}{}", file.strip_suffix(".rels")?))
}

/// The folder of a part.
pub(super) fn folder(part: &str) -> &str {
    part.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The relations that a part in plain form holds, as seen from a folder.
pub(super) fn read(xml: &str, folder: &str) -> Vec<Relation> {
    let mut found = Vec::new();
    each(xml, |piece| {
        let Piece::Open(tag) = piece else { return };
        let value = |name| attribute(tag, name);
        if let (Some(id), Some(of_type), Some(written)) =
            (value("Id"), value("Type"), value("Target"))
        {
            found.push(Relation {
                id,
                of_type,
                target: resolved(folder, &written),
                written,
                is_external: value("TargetMode").as_deref() == Some("External"),
            });
        }
    });
    found
}

/// A target as seen from a folder, as a path in the package.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder
            .split('/')
            .filter(|piece| !piece.is_empty())
            .collect(),
    };
    for piece in target.split('/') {
        match piece {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            piece => path.push(piece),
        }
    }
    path.join("/")
}
