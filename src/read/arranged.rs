//! A workbook's package with its parts where everybody puts them, for libraries that look nowhere else.
//!
//! In: a surveyed package. Out: the same parts under the usual names, found as ECMA-376 part 2 says: by relations, from the
//! package to the workbook and from there to its sheets, whatever folders and files are called. What stands where it is
//! expected is left as it is.

use super::canonical;
use super::package::{self, Package, key, tidy};
use super::refusal::Refusal;
use super::relations::{self, Relation, first};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The package with its parts arranged; nothing when they are, or when it names no workbook. `extension` is that of its
/// parts: `xml` or `bin`.
pub(super) fn package(bytes: &[u8], extension: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let mut zip = package::open(bytes)?;
    let parts = Parts::of(&mut zip)?;
    let usual = parts.usual_names(extension);
    if usual.is_empty() || parts.are_arranged(&usual) {
        return Ok(None);
    }
    let names = parts.new_names(&usual);
    parts.written(&mut zip, &names).map(Some)
}

/// The parts of a package.
struct Parts {
    /// Their names as the package has them, in its order.
    names: Vec<String>,
    /// Where each stands in the package, by what is looked for.
    places: BTreeMap<String, usize>,
    /// The relations that a part holds, by its place.
    relations: BTreeMap<usize, Vec<Relation>>,
}

impl Parts {
    fn of(zip: &mut Package<'_>) -> Result<Self, Refusal> {
        let mut names = Vec::with_capacity(zip.len());
        let mut places = BTreeMap::new();
        for at in 0..zip.len() {
            let part = zip.by_index_raw(at).map_err(|_| Refusal::Damaged)?;
            let name = part.name().map(Cow::into_owned).unwrap_or_default();
            // Which of two is meant nobody knows.
            if places.insert(key(&name), at).is_some() {
                return Err(Refusal::Damaged);
            }
            names.push(name);
        }
        let mut relations = BTreeMap::new();
        for (key, at) in &places {
            if let Some(part) = relations::part_of(key) {
                let xml = text(zip, *at)?;
                // Folders are told as the package writes them.
                let folder = relations::part_of(&tidy(&names[*at])).unwrap_or(part);
                relations.insert(*at, relations::read(&xml, relations::folder(&folder)));
            }
        }
        Ok(Self {
            names,
            places,
            relations,
        })
    }

    /// Where the part stands that a path leads to.
    fn place(&self, path: &str) -> Option<usize> {
        self.places.get(&key(path)).copied()
    }

    /// The relations of a part, of the package for "".
    fn relations_of(&self, part: &str) -> &[Relation] {
        let at = self.place(&relations::path(part));
        at.and_then(|at| self.relations.get(&at))
            .map_or(&[], Vec::as_slice)
    }

    fn workbook(&self) -> Option<&str> {
        let found = first(self.relations_of(""), "officeDocument")?;
        Some(&found.target)
    }

    /// The names under which libraries look for the workbook and for what it and the package lead to, by their places.
    fn usual_names(&self, extension: &str) -> BTreeMap<usize, String> {
        const OF_PACKAGE: [(&str, &str); 2] = [
            ("core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
        ];
        const SHEETS: [&str; 4] = ["worksheet", "chartsheet", "dialogsheet", "xlMacrosheet"];
        let mut usual = BTreeMap::new();
        let Some(workbook) = self.workbook() else {
            return usual;
        };
        let mut wanted = vec![
            (workbook, format!("xl/workbook.{extension}")),
            ("", String::new()),
        ];
        let root = self.relations_of("");
        for (kind, name) in OF_PACKAGE {
            wanted.extend(first(root, kind).map(|r| (r.target.as_str(), name.to_owned())));
        }
        let of_workbook = self.relations_of(workbook);
        for kind in ["styles", "sharedStrings"] {
            let name = format!("xl/{kind}.{extension}");
            wanted.extend(first(of_workbook, kind).map(|r| (r.target.as_str(), name)));
        }
        let sheets = of_workbook.iter().filter(|r| SHEETS.contains(&r.kind()));
        for (number, sheet) in (1..).zip(sheets) {
            let name = format!("xl/worksheets/sheet{number}.{extension}");
            wanted.push((&sheet.target, name));
        }
        for (part, name) in wanted {
            let relations = self.place(&relations::path(part));
            usual.extend(relations.map(|at| (at, relations::path(&name))));
            if let Some(at) = self.place(part).filter(|_| !part.is_empty()) {
                usual.entry(at).or_insert(name);
            }
        }
        usual
    }

    /// Whether libraries find every part: what stands at a usual place is what is meant, and each relation says just the name
    /// of its part.
    fn are_arranged(&self, usual: &BTreeMap<usize, String>) -> bool {
        let at_its_place = |(at, wanted): (&usize, &String)| {
            // Sheets may be called anything.
            wanted.starts_with("xl/worksheets/") || self.names[*at] == *wanted
        };
        let says_its_name = |relation: &Relation| {
            relation.is_external
                || self
                    .place(&relation.target)
                    .is_none_or(|at| self.names[at] == relation.target)
        };
        let of_workbook = self
            .workbook()
            .map_or(&[][..], |book| self.relations_of(book));
        usual.iter().all(at_its_place)
            && self.relations.values().flatten().all(says_its_name)
            && of_workbook.iter().all(|relation| {
                let written = relation.written.as_str();
                let from_root = written.strip_prefix('/').map(str::to_owned);
                let path = from_root.unwrap_or_else(|| format!("xl/{written}"));
                relation.is_external || path == relation.target
            })
    }

    /// A name for every part: the usual one, else its own in plain spelling.
    fn new_names(&self, usual: &BTreeMap<usize, String>) -> Vec<String> {
        let taken: BTreeSet<String> = usual.values().map(|name| key(name)).collect();
        let named = self.names.iter().enumerate().map(|(at, name)| {
            let own = tidy(name);
            match usual.get(&at) {
                Some(usual) => usual.clone(),
                None if taken.contains(&key(&own)) => format!("beside/{at}/{own}"),
                None => own,
            }
        });
        named.collect()
    }

    fn written(&self, zip: &mut Package<'_>, names: &[String]) -> Result<Vec<u8>, Refusal> {
        let damaged = |_| Refusal::Damaged;
        let of_workbook = self
            .workbook()
            .and_then(|book| self.place(&relations::path(book)));
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (at, name) in names.iter().enumerate() {
            if let Some(relations) = self.relations.get(&at) {
                // Libraries take what the workbook leads to from its own folder.
                let folder = if of_workbook == Some(at) { "xl/" } else { "" };
                let target = |relation: &Relation| {
                    let target = self
                        .place(&relation.target)
                        .filter(|_| !relation.is_external);
                    let name = target.map(|at| names[at].as_str());
                    name.map(|name| match name.strip_prefix(folder) {
                        Some(within) if !folder.is_empty() => within.to_owned(),
                        _ => format!("/{name}"),
                    })
                };
                out.start_file(name.as_str(), stored).map_err(damaged)?;
                out.write_all(of_relations(relations, target).as_bytes())
                    .map_err(|_| Refusal::Damaged)?;
            } else {
                let part = zip.by_index_raw(at).map_err(damaged)?;
                out.raw_copy_file_rename(part, name).map_err(damaged)?;
            }
        }
        Ok(out.finish().map_err(damaged)?.into_inner())
    }
}

/// The text of a part that holds relations.
fn text(zip: &mut Package<'_>, at: usize) -> Result<String, Refusal> {
    let mut part = zip.by_index(at).map_err(|_| Refusal::Damaged)?;
    let mut content = Vec::new();
    part.read_to_end(&mut content)
        .map_err(|_| Refusal::Damaged)?;
    let plain = canonical::plain(&content).map_err(|_| Refusal::Damaged)?;
    let plain = plain.map_or_else(|| String::from_utf8(content), Ok);
    plain.map_err(|_| Refusal::Damaged)
}

/// Relations as a part holds them, with other targets where there are some.
fn of_relations(relations: &[Relation], target: impl Fn(&Relation) -> Option<String>) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Relationships \
                   xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        .to_owned();
    for relation in relations {
        let target = target(relation).unwrap_or_else(|| relation.written.clone());
        out.push_str("<Relationship");
        let mut attributes = vec![
            ("Id", relation.id.as_str()),
            ("Type", &relation.of_type),
            ("Target", &target),
        ];
        if relation.is_external {
            attributes.push(("TargetMode", "External"));
        }
        for (name, value) in attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            canonical::escape(value, "\t\n\r\"", &mut out);
            out.push('"');
        }
        out.push_str("/>");
    }
    out.push_str("</Relationships>");
    out
}
