//! Figures of tables: whether each stands beside its own row's name and under its own heading.
//!
//! In: the passages of a report written now and of a document. Out: rows and columns of the document whose names are not
//! those that their figures have in the report.

use super::open::Open;
use crate::app::aligned::align;
use crate::app::passage::{Passage, short};
use crate::docx::control;
use crate::msg;
use crate::value::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// All of them, but for rows in paragraphs about whose words something is asked already.
pub(super) fn displaced(
    fresh: &[Passage],
    document: &[Passage],
    asked: &BTreeSet<usize>,
) -> Vec<Open> {
    let theirs = rows(fresh);
    let by_tag = by_tag(fresh);
    let stood = align(document, fresh);
    let mut out: Vec<Displaced> = Vec::new();
    let mut told = BTreeSet::new();
    for (at, here) in rows(document) {
        let passage = &document[at];
        let is_asked = passage.paragraphs.clone().any(|at| asked.contains(&at));
        let known = passage.figures.iter().map(|(_, slot)| control::tag(slot));
        let known: Vec<&Vec<usize>> = known.filter_map(|tag| by_tag.get(&tag)).collect();
        let first = known.first().and_then(|of| of.first()).copied();
        let Some(first) = first.or(stood[at]) else {
            continue;
        };
        let has_all = |at: &usize| known.iter().all(|of| of.contains(at));
        let mut candidates = known
            .first()
            .map_or_else(|| vec![first], |of| (*of).clone());
        candidates.retain(has_all);
        let of = |at: &usize| theirs.get(at).filter(|row| row.has_names_in(&here));
        let Some(there) = candidates.iter().find_map(of) else {
            if !is_asked {
                out.push(beside_another(
                    &fresh[first],
                    theirs.get(&first),
                    (passage, &here),
                ));
            }
            continue;
        };
        let columns = columns(passage, &here);
        for (cell, own) in columns.iter().filter_map(|(cell, of)| {
            let own = match of {
                Some((tag, nth)) => there.cell_of(tag, *nth),
                None => Some(*cell).filter(|cell| there.says_at(*cell, &here)),
            };
            Some((*cell, own?))
        }) {
            let (stands, wanted) = (here.heading(cell), there.heading(own));
            if folded(&stands) != folded(&wanted) && told.insert((stands.clone(), wanted.clone())) {
                let said = msg!(
                    "edited.other-heading",
                    row = here.name(),
                    stands = stands.join(" / "),
                    fresh = wanted.join(" / ")
                );
                let texts = (&*wanted.join("\t"), &*stands.join("\t"));
                let open = Open::words(said, passage.paragraphs.start, texts);
                out.push(Displaced {
                    of: Of::Column,
                    stands: stands.join(" / "),
                    wanted: wanted.join(" / "),
                    open,
                });
            }
        }
    }
    exchanged(out)
}

/// What a name in a table is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Row,
    Column,
}

/// A name that stands in the place of another.
struct Displaced {
    of: Of,
    stands: String,
    wanted: String,
    open: Open,
}

/// What is asked: two names that have changed places once.
fn exchanged(displaced: Vec<Displaced>) -> Vec<Open> {
    let mut out: Vec<Displaced> = Vec::new();
    for one in displaced {
        let mut others = out.iter_mut();
        let mirrored = others.find(|other| {
            other.of == one.of && other.stands == one.wanted && other.wanted == one.stands
        });
        let Some(other) = mirrored else {
            out.push(one);
            continue;
        };
        let (stands, fresh) = (&other.stands, &other.wanted);
        other.open.said = match other.of {
            Of::Row => msg!("edited.exchanged-rows", one = stands, other = fresh),
            Of::Column => msg!("edited.exchanged-headings", one = stands, other = fresh),
        };
    }
    out.into_iter().map(|one| one.open).collect()
}

/// That the figures of a row do not stand beside the names that they have in a report written now.
fn beside_another(
    fresh: &Passage,
    there: Option<&Row>,
    (passage, here): (&Passage, &Row),
) -> Displaced {
    let wanted = there.map_or_else(|| short(&fresh.text), Row::name);
    let said = msg!(
        "edited.other-row",
        stands = here.name(),
        fresh = wanted,
        place = short(&passage.text)
    );
    let texts = (&*wanted, &*passage.skeleton());
    let open = Open::words(said, passage.paragraphs.start, texts).or_as(fresh, passage);
    Displaced {
        of: Of::Row,
        stands: here.name(),
        wanted,
        open,
    }
}

/// A row with figures, with what stands above it.
struct Row<'p> {
    cells: Vec<(&'p str, Vec<String>)>,
    /// The row above without figures that names the part of the table.
    part: Option<&'p Passage>,
    headings: Vec<&'p Passage>,
}

impl Row<'_> {
    /// What the row is of: the words in its cells without figures.
    fn names(&self) -> Vec<String> {
        let cells = self.cells.iter();
        let named =
            cells.filter(|(text, tags)| tags.is_empty() && text.contains(char::is_alphabetic));
        named.map(|(text, _)| fold(text)).collect()
    }

    /// The same for a person.
    fn name(&self) -> String {
        let part = self.part.map(|part| short(part.text.trim()));
        let cells = self.cells.iter();
        let named =
            cells.filter(|(text, tags)| tags.is_empty() && text.contains(char::is_alphabetic));
        let named = named.map(|(text, _)| text.trim().to_owned());
        part.into_iter()
            .chain(named)
            .collect::<Vec<_>>()
            .join(" | ")
    }

    /// Whether another row has all its names, in their order, in the same part of the table.
    fn has_names_in(&self, other: &Row) -> bool {
        let part = |row: &Row| row.part.map(|part| fold(&part.text));
        let theirs = other.names();
        let mut left = theirs.iter();
        part(self) == part(other)
            && self
                .names()
                .iter()
                .all(|name| left.any(|other| other == name))
    }

    /// The column of a figure, of those that it stands in the `nth`.
    fn cell_of(&self, tag: &str, nth: usize) -> Option<usize> {
        let cells = self.cells.iter().enumerate();
        let mut with = cells.filter(|(_, (_, tags))| tags.iter().any(|one| one == tag));
        with.nth(nth).map(|(cell, _)| cell)
    }

    /// Whether another row says the same in a column.
    fn says_at(&self, cell: usize, other: &Row) -> bool {
        let text = |row: &Row| row.cells.get(cell).map(|(text, _)| fold(text));
        self.cells.len() == other.cells.len() && text(self) == text(other)
    }

    /// What stands above a column: the cells of headings with as many cells, of others all of it.
    fn heading(&self, cell: usize) -> Vec<String> {
        let above = self.headings.iter().map(|heading| {
            let cells: Vec<&str> = heading.text.split('\t').collect();
            if cells.len() == self.cells.len() {
                cells[cell].trim().to_owned()
            } else {
                heading.text.replace('\t', " | ").trim().to_owned()
            }
        });
        above.collect()
    }
}

fn folded(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| fold(text)).collect()
}

/// A figure by its tag, and in which of its cells in a row it stands.
type Nth<'r> = (&'r str, usize);

/// The cells of a row that hold numbers, with the figure of each that has one.
fn columns<'r>(passage: &Passage, row: &'r Row) -> Vec<(usize, Option<Nth<'r>>)> {
    let cells = row.cells.iter().enumerate().skip(1);
    let is_marked = !passage.figures.is_empty();
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let columns = cells.filter_map(|(cell, (text, tags))| match tags.first() {
        Some(tag) => {
            let nth = met.entry(tag).or_insert(0);
            *nth += 1;
            Some((cell, Some((tag.as_str(), *nth - 1))))
        }
        None => (!is_marked && begins_with_digit(text)).then_some((cell, None)),
    });
    columns.collect()
}

fn begins_with_digit(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// The rows with figures, by their passage.
fn rows(passages: &[Passage]) -> BTreeMap<usize, Row<'_>> {
    let mut out = BTreeMap::new();
    let mut table = None;
    let (mut headings, mut part): (Vec<&Passage>, Option<&Passage>) = (Vec::new(), None);
    let mut has_begun = false;
    for (at, passage) in passages.iter().enumerate() {
        let Some((in_table, _)) = passage.row else {
            table = None;
            continue;
        };
        if table != Some(in_table) {
            table = Some(in_table);
            (headings, part, has_begun) = (Vec::new(), None, false);
        }
        let cells = cells(passage);
        let has_number = |(text, _): &(&str, Vec<String>)| begins_with_digit(text);
        if !passage.figures.is_empty() || cells.iter().skip(1).any(has_number) {
            has_begun = true;
            let (headings, part) = (headings.clone(), part);
            out.insert(
                at,
                Row {
                    cells,
                    part,
                    headings,
                },
            );
        } else if has_begun || !headings.is_empty() && cells.len() < 3 {
            part = Some(passage);
        } else {
            headings.push(passage);
        }
    }
    out
}

/// The cells of a row, with the figures in each.
fn cells(passage: &Passage) -> Vec<(&str, Vec<String>)> {
    let mut from = 0;
    let cells = passage.text.split('\t').map(|text| {
        let range: Range<usize> = from..from + text.len();
        from = range.end + 1;
        let inside = passage.figures.iter();
        let inside = inside.filter(|(at, _)| range.start <= at.start && at.end <= range.end);
        (text, inside.map(|(_, slot)| control::tag(slot)).collect())
    });
    cells.collect()
}

/// The passages in which each figure stands.
fn by_tag(passages: &[Passage]) -> BTreeMap<String, Vec<usize>> {
    let mut out: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, passage) in passages.iter().enumerate() {
        for (_, slot) in &passage.figures {
            out.entry(control::tag(slot)).or_default().push(at);
        }
    }
    out
}
