//! Which room (a folder of `src`) may use which other, and that no files use each other in a circle.
//!
//! Read from the sources as they stand: `use` trees, re-exports, and paths that begin with `crate`, `super`, `self` or
//! the name of a module beside or below. What stands under `#[cfg(test)]` is left out: a test may know everything.

use crate::sources::sources;
use std::collections::{BTreeMap, BTreeSet};

/// Each room, from the top floor down, with the rooms that it may know.
const ARROWS: [(&str, &str); 21] = [
    ("cli", "desk app view model words value"),
    ("desk", "app view model words value"),
    ("view", "app campaign source model words value"),
    (
        "app",
        "campaign check docx kit layout lint read report rollup source store workbook model words value",
    ),
    ("kit", "rollup source rule model words value"),
    ("report", "campaign decree model words value"),
    ("campaign", "source decree model words value"),
    ("check", "layout rule model words value"),
    ("rollup", "rule model words value"),
    ("workbook", "layout rule model words value"),
    ("lint", "docx decree model words value"),
    ("docx", "decree model words value"),
    ("layout", "model words value"),
    ("read", "model words value"),
    ("source", "model words value"),
    ("store", "model words value"),
    ("decree", "model words value"),
    ("model", "rule words value"),
    ("rule", "words value"),
    ("words", "value"),
    ("value", ""),
];

/// A file of the sources: its module path, what it hands on, and what it names.
struct Source {
    file: String,
    module: Vec<String>,
    /// Name → path that it stands for; `*` for all of a module.
    handed_on: Vec<(String, Vec<String>)>,
    /// Paths from the root of the crate.
    named: Vec<Vec<String>>,
}

#[test]
fn a_room_knows_only_the_rooms_that_the_table_names() {
    let house = House::read();
    let allowed: BTreeMap<&str, BTreeSet<&str>> = ARROWS
        .iter()
        .map(|(room, knows)| (*room, knows.split_whitespace().collect()))
        .collect();
    let mut wrong = BTreeSet::new();
    for (from, to) in house.arrows() {
        let (of, at) = (room(from), room(to));
        if of != at && !allowed.get(of).is_some_and(|rooms| rooms.contains(at)) {
            wrong.insert(format!("{of} -> {at}: {from} names {to}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_names_every_room_and_no_arrow_back_up() {
    let house = House::read();
    let rooms: BTreeSet<&str> = house
        .sources
        .iter()
        .map(|s| room(&s.file))
        .filter(|room| !["lib.rs", "main.rs"].contains(room))
        .collect();
    let named: BTreeSet<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    assert_eq!(rooms, named);
    for (at, (room, knows)) in ARROWS.iter().enumerate() {
        for other in knows.split_whitespace() {
            let floor = ARROWS.iter().position(|(name, _)| *name == other);
            assert!(floor.is_some_and(|floor| floor > at), "{room} -> {other}");
        }
    }
}

#[test]
fn no_files_know_each_other_in_a_circle() {
    let house = House::read();
    let mut after: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in house.arrows().filter(|(from, to)| !is_face(to, from)) {
        after.entry(from).or_default().insert(to);
    }
    let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for start in after.keys() {
        let seen = reached.entry(start).or_default();
        let mut open: Vec<&str> = after[start].iter().copied().collect();
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(after.get(next).into_iter().flatten());
            }
        }
    }
    let circles: BTreeSet<Vec<&str>> = reached
        .iter()
        .filter(|(start, seen)| seen.contains(**start))
        .map(|(start, seen)| {
            let back = seen.iter().filter(|one| {
                reached
                    .get(**one)
                    .is_some_and(|behind| behind.contains(*start))
            });
            back.copied().collect()
        })
        .collect();
    let ties = |circle: &Vec<&str>| -> Vec<String> {
        let inside = |file: &str| circle.contains(&file);
        let arrows = house.arrows().filter(|(a, b)| !is_face(b, a));
        let arrows = arrows.filter(|(a, b)| inside(a) && inside(b));
        arrows.map(|(a, b)| format!("{a} -> {b}")).collect()
    };
    let told: Vec<Vec<String>> = circles.iter().map(ties).collect();
    assert!(told.is_empty(), "{} circles: {told:#?}", told.len());
}

/// Whether a file is the `mod.rs` of the folder in which the other stands: what it says for all of the folder, its files
/// may take up.
fn is_face(file: &str, inside: &str) -> bool {
    let folder = file
        .strip_suffix("mod.rs")
        .or_else(|| file.strip_suffix(".rs"));
    folder.is_some_and(|folder| inside.starts_with(folder) && inside != file)
}

/// `check/rules.rs` stands in `check`.
fn room(file: &str) -> &str {
    file.split('/').next().unwrap_or(file)
}

struct House {
    sources: Vec<Source>,
    /// Module path → place in `sources`.
    modules: BTreeMap<Vec<String>, usize>,
}

impl House {
    fn read() -> Self {
        let sources = sources();
        let paths: BTreeSet<Vec<String>> = sources.iter().map(|(file, _)| module(file)).collect();
        let sources: Vec<Source> = sources
            .into_iter()
            .map(|(file, text)| Source::read(file, &text, &paths))
            .collect();
        let modules = sources
            .iter()
            .enumerate()
            .map(|(at, s)| (s.module.clone(), at))
            .collect();
        Self { sources, modules }
    }

    /// Which file names something of which other, each once.
    fn arrows(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut all = BTreeSet::new();
        for source in &self.sources {
            for path in &source.named {
                if let Some(to) = self.file_of(path, 0)
                    && to != source.file
                {
                    all.insert((source.file.as_str(), to));
                }
            }
        }
        all.into_iter()
    }

    /// The file that a path leads to, through what modules hand on of their own room. What a room hands on of another
    /// is its own word: whoever takes it from there knows that room alone.
    fn file_of(&self, path: &[String], depth: usize) -> Option<&str> {
        let known = (0..=path.len()).rev();
        let mut known = known.filter_map(|n| Some((n, *self.modules.get(&path[..n])?)));
        let (n, at) = known.next()?;
        let source = &self.sources[at];
        let Some(name) = path.get(n).filter(|_| depth < 8) else {
            return Some(&source.file);
        };
        let handed = source.handed_on.iter().find(|(n, _)| n == name);
        if let Some((_, to)) = handed
            && to.first() == path.first()
        {
            let rest = [to.as_slice(), &path[n + 1..]].concat();
            return self.file_of(&rest, depth + 1);
        }
        (n > 0 || source.file != "lib.rs").then_some(&source.file)
    }
}

/// `check/rules.rs` is the module `check::rules`.
fn module(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" {
        return Vec::new();
    }
    path.split('/').map(str::to_owned).collect()
}

impl Source {
    fn read(file: String, text: &str, modules: &BTreeSet<Vec<String>>) -> Self {
        let module = module(&file);
        let words = words(text);
        let mut source = Self {
            file,
            module: module.clone(),
            handed_on: Vec::new(),
            named: Vec::new(),
        };
        // Modules inside the file, by the depth of their braces.
        let mut inner: Vec<(String, usize)> = Vec::new();
        let mut depth = 0;
        let mut at = 0;
        while at < words.len() {
            match words[at].as_str() {
                "{" => depth += 1,
                "}" => {
                    depth -= 1;
                    inner.retain(|(_, from)| *from <= depth);
                }
                "#" if is_test(&words[at..]) => {
                    at = behind_item(&words, at);
                    continue;
                }
                "mod" if words.get(at + 2).is_some_and(|w| w == "{") => {
                    inner.push((words[at + 1].clone(), depth + 1));
                }
                // Not what an opaque type captures.
                "use" if words.get(at + 1).is_some_and(|w| w != "<") => {
                    let end = at + words[at..].iter().position(|w| w == ";").unwrap_or(1);
                    let is_handed_on = at > 0 && is_visible(&words[..at]);
                    let mut leaves = Vec::new();
                    tree(&words[at + 1..end], &mut 0, &[], &mut leaves);
                    let mut here = module.clone();
                    here.extend(inner.iter().map(|(name, _)| name.clone()));
                    for (path, name) in leaves {
                        let Some(path) = from_root(&path, &here, modules) else {
                            continue;
                        };
                        if path.first() != module.first() || !is_handed_on {
                            source.named.push(path.clone());
                        }
                        if is_handed_on {
                            source.handed_on.push((name, path));
                        }
                    }
                    at = end;
                    continue;
                }
                word if is_name(word) && words.get(at + 1).is_some_and(|w| w == "::") => {
                    let mut path = vec![word.to_owned()];
                    let is_start = at == 0 || !matches!(words[at - 1].as_str(), "::" | ".");
                    while words.get(at + 1).is_some_and(|w| w == "::")
                        && words.get(at + 2).is_some_and(|w| is_name(w))
                    {
                        path.push(words[at + 2].clone());
                        at += 2;
                    }
                    let mut here = module.clone();
                    here.extend(inner.iter().map(|(name, _)| name.clone()));
                    if is_start && let Some(path) = from_root(&path, &here, modules) {
                        source.named.push(path);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        source
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// `#[cfg(test)]`.
fn is_test(words: &[String]) -> bool {
    let first: Vec<&str> = words.iter().take(7).map(String::as_str).collect();
    first == ["#", "[", "cfg", "(", "test", ")", "]"]
}

/// Behind the item that an attribute stands before.
fn behind_item(words: &[String], from: usize) -> usize {
    let mut depth = 0;
    for (at, word) in words.iter().enumerate().skip(from + 7) {
        match word.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return at + 1,
            "}" => depth -= 1,
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    words.len()
}

/// Whether what follows these words is `pub`, in one way or another.
fn is_visible(before: &[String]) -> bool {
    let mut back = before.iter().rev();
    match back.next().map(String::as_str) {
        Some("pub") => true,
        Some(")") => {
            back.any(|w| w == "pub") && {
                let open = before.iter().rposition(|w| w == "(");
                open.is_some_and(|open| open > 0 && before[open - 1] == "pub")
            }
        }
        _ => false,
    }
}

/// A path from the root of the crate; `None` when it leads elsewhere.
fn from_root(
    path: &[String],
    here: &[String],
    modules: &BTreeSet<Vec<String>>,
) -> Option<Vec<String>> {
    let mut here = here.to_vec();
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" => return Some(path[1..].to_vec()),
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|w| w == "super") {
                here.pop()?;
                rest = &rest[1..];
            }
        }
        name => {
            let below = [here.as_slice(), &[name.to_owned()]].concat();
            if !modules.contains(&below) {
                return None;
            }
        }
    }
    here.extend_from_slice(rest);
    Some(here)
}

/// The leaves of a `use` tree, each with the name that it has here.
fn tree(
    words: &[String],
    at: &mut usize,
    before: &[String],
    leaves: &mut Vec<(Vec<String>, String)>,
) {
    let mut path = before.to_vec();
    while let Some(word) = words.get(*at) {
        *at += 1;
        match word.as_str() {
            "{" => {
                while words.get(*at).is_some_and(|w| w != "}") {
                    tree(words, at, &path, leaves);
                    if words.get(*at).is_some_and(|w| w == ",") {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            "::" => {}
            name => {
                if name != "self" || path.is_empty() {
                    path.push(name.to_owned());
                }
                match words.get(*at).map(String::as_str) {
                    Some("::") => {}
                    Some("as") => {
                        leaves.push((path, words[*at + 1].clone()));
                        *at += 2;
                        return;
                    }
                    _ => {
                        let name = path.last().cloned().unwrap_or_default();
                        if name == "*" {
                            path.pop();
                        }
                        leaves.push((path, name));
                        return;
                    }
                }
            }
        }
    }
}

/// The words of a source without comments, texts and characters; `::` is one.
fn words(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let is = |at: usize, what: &str| {
        what.chars()
            .enumerate()
            .all(|(i, c)| chars.get(at + i) == Some(&c))
    };
    let mut words = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if is(at, "//") {
            while at < chars.len() && chars[at] != '\n' {
                at += 1;
            }
        } else if c == '"' || (is(at, "r#") && is_raw(&chars[at..])) || is(at, "r\"") {
            at = behind_text(&chars, at);
        } else if c == '\'' {
            // A character, or a lifetime.
            let end = if chars.get(at + 1) == Some(&'\\') {
                let mut end = at + 3;
                while chars.get(end).is_some_and(|c| *c != '\'') {
                    end += 1;
                }
                Some(end)
            } else {
                (chars.get(at + 2) == Some(&'\'')).then_some(at + 2)
            };
            at = end.map_or(at + 1, |end| end + 1);
        } else if c.is_alphanumeric() || c == '_' {
            let start = at;
            while chars
                .get(at)
                .is_some_and(|c| c.is_alphanumeric() || *c == '_')
            {
                at += 1;
            }
            words.push(chars[start..at].iter().collect());
        } else if is(at, "::") {
            words.push("::".to_owned());
            at += 2;
        } else {
            if !c.is_whitespace() {
                words.push(c.to_string());
            }
            at += 1;
        }
    }
    words
}

/// `r#"` or `r##"`, not a raw name.
fn is_raw(chars: &[char]) -> bool {
    chars.iter().skip(1).find(|c| **c != '#') == Some(&'"')
}

/// Behind a text, raw or not.
fn behind_text(chars: &[char], from: usize) -> usize {
    let mut at = from;
    let mut hashes = 0;
    let is_raw = chars[at] == 'r';
    if is_raw {
        at += 1;
        while chars.get(at) == Some(&'#') {
            hashes += 1;
            at += 1;
        }
    }
    at += 1;
    while at < chars.len() {
        match chars[at] {
            '\\' if !is_raw => at += 2,
            '"' if (1..=hashes).all(|i| chars.get(at + i) == Some(&'#')) => return at + 1 + hashes,
            _ => at += 1,
        }
    }
    at
}

#[test]
fn paths_are_found_in_trees_in_code_and_through_what_is_handed_on() {
    let modules: BTreeSet<Vec<String>> =
        ["lib.rs", "a/mod.rs", "a/inner.rs", "b/mod.rs", "b/deep.rs"]
            .iter()
            .map(|f| module(f))
            .collect();
    let read = |file: &str, text: &str| Source::read(file.to_owned(), text, &modules);
    let sources = vec![
        read("a/inner.rs", "use crate::{b::{self, Deep}, x}; fn f() {}"),
        read(
            "a/mod.rs",
            "mod inner; // crate::b::No\nfn g() { super::b::deep::run(\"crate::b\"); }",
        ),
        read("b/deep.rs", "#[cfg(test)]\nmod tests { use crate::a::X; }"),
        read("b/mod.rs", "pub mod deep; pub use deep::Deep;"),
    ];
    let modules = sources
        .iter()
        .enumerate()
        .map(|(at, s)| (s.module.clone(), at))
        .collect();
    let house = House { sources, modules };
    let arrows: Vec<(&str, &str)> = house.arrows().collect();
    assert_eq!(
        arrows,
        [
            ("a/inner.rs", "b/deep.rs"),
            ("a/inner.rs", "b/mod.rs"),
            ("a/mod.rs", "b/deep.rs")
        ]
    );
}
