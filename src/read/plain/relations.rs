//! Which part is which: the relations of the package and of its workbook.

use super::OFFICE;
use super::not_plain::NotPlain;
use super::xml::Scanner;
use std::collections::{BTreeMap, BTreeSet};

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The parts that a workbook stands on.
#[derive(Debug, Default)]
pub(super) struct Targets {
    /// The part of each worksheet, by the id of the relation.
    pub(super) sheets: BTreeMap<String, String>,
    pub(super) has_strings: bool,
    pub(super) has_styles: bool,
}

/// One relation, nothing in it resolved.
struct Relation<'a> {
    id: &'a str,
    /// What follows the address of the relations of Office documents.
    kind: Option<&'a str>,
    target: &'a str,
}

/// Reads `_rels/.rels`: the workbook must stand where everybody puts it.
pub(super) fn where_expected(part: &str) -> Result<(), NotPlain> {
    let mut found = 0;
    each(part, |relation| {
        if relation.kind != Some("officeDocument") {
            return Ok(());
        }
        found += 1;
        expected(relation.target, &["xl/workbook.xml", "/xl/workbook.xml"])
    })?;
    if found == 1 { Ok(()) } else { Err(NotPlain) }
}

/// Reads `xl/_rels/workbook.xml.rels`.
pub(super) fn targets(part: &str) -> Result<Targets, NotPlain> {
    let mut targets = Targets::default();
    let Targets {
        sheets,
        has_strings,
        has_styles,
    } = &mut targets;
    each(part, |Relation { id, kind, target }| {
        match kind {
            Some("worksheet") => {
                sheets.insert(id.to_owned(), path(target)?);
            }
            Some("sharedStrings") if !*has_strings => {
                expected(target, &["sharedStrings.xml", "/xl/sharedStrings.xml"])?;
                *has_strings = true;
            }
            Some("styles") if !*has_styles => {
                expected(target, &["styles.xml", "/xl/styles.xml"])?;
                *has_styles = true;
            }
            Some("sharedStrings" | "styles") => return Err(NotPlain),
            _ => {}
        }
        Ok(())
    })?;
    Ok(targets)
}

fn each<'a>(
    part: &'a str,
    mut take: impl FnMut(Relation<'a>) -> Result<(), NotPlain>,
) -> Result<(), NotPlain> {
    let mut ids = BTreeSet::new();
    let mut scanner = Scanner::new(part)?;
    scanner.root("Relationships", PACKAGE, |_, _| Err(NotPlain))?;
    while let Some(name) = scanner.child()? {
        if name != "Relationship" {
            return Err(NotPlain);
        }
        let keys = ["Id", "Type", "Target", "TargetMode"];
        let [Some(id), Some(kind), Some(target), mode] = scanner.only(keys)? else {
            return Err(NotPlain);
        };
        scanner.empty()?;
        // An id is a name (ECMA-376 part 2, `xsd:ID`): white space in it is not kept by every reader.
        let is_written_out = !id.contains(['&', ' ', '\t', '\n', '\r']) && !kind.contains('&');
        // What a relation is of is named by an address, also where it is none of those that are followed here.
        let is_address = kind.starts_with("http://");
        if id.is_empty() || !ids.insert(id) || !is_written_out || !is_address {
            return Err(NotPlain);
        }
        match mode {
            None | Some("Internal") => take(Relation {
                id,
                kind: kind.strip_prefix(OFFICE).and_then(|k| k.strip_prefix('/')),
                target,
            })?,
            // What lies outside of the package is no part.
            Some("External") => {}
            Some(_) => return Err(NotPlain),
        }
    }
    scanner.end()
}

fn expected(target: &str, expected: &[&str]) -> Result<(), NotPlain> {
    if expected.contains(&target) {
        Ok(())
    } else {
        Err(NotPlain)
    }
}

/// The part that a relation of the workbook leads to, with nothing in its name that readers resolve.
fn path(target: &str) -> Result<String, NotPlain> {
    let from_root = target.strip_prefix('/');
    let is_plain = |piece: &str| {
        let mut bytes = piece.bytes();
        bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
            && !piece.bytes().all(|b| b == b'.')
    };
    if !from_root.unwrap_or(target).split('/').all(is_plain) {
        return Err(NotPlain);
    }
    Ok(from_root.map_or_else(|| format!("xl/{target}"), str::to_owned))
}
