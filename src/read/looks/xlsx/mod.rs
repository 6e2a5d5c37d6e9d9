//! How the cells of an `.xlsx` look, from its parts (ECMA-376 part 1, 18 and 20.5).

mod beside;
mod shapes;
mod stated;
mod styles;
mod texts;
mod words;

use super::walk::{Piece, attribute, each};
use super::{Area, RichRun, SheetLooks, Style};
use crate::model::raw::RawSheet;
use crate::read::names;
use crate::read::package::{self, Package};
use crate::read::refusal::Refusal;
use crate::read::relations;
use beside::{Conditions, Printed};
use quick_xml::events::BytesStart;
use stated::{Stated, Statements};
use std::collections::HashMap;
use styles::{Styles, styles};
use texts::{Rich, strings};
use words::words;

/// Sets what is seen of the cells of each sheet, and its notes. The package is in plain form. A sheet that holds its cells in
/// several lots is damaged: each program takes another one.
pub(in crate::read) fn look(zip: &mut Package<'_>, sheets: &mut [RawSheet]) -> Result<(), Refusal> {
    let root = relations::of_part(zip, "");
    let book = relations::first(&root, "officeDocument");
    let book = book.map_or("xl/workbook.xml", |book| &book.target);
    let parts = relations::of_part(zip, book);
    let mut part = |kind: &str| {
        let found = relations::first(&parts, kind)?;
        package::text(zip, &found.target)
    };
    let styles = part("styles").map_or_else(Styles::default, |xml| styles(&xml));
    let strings = part("sharedStrings").map_or_else(HashMap::new, |xml| strings(&xml));
    let mut runs = strings.values().flatten();
    let indents = styles.of_cells.iter().map(|style| style.indent);
    let indent = indents.max().unwrap_or(0);
    let is_usual = styles.of_cells.iter().all(Style::is_usual_or_indented)
        && !runs.any(|run| run.struck == Some(true) || run.raised == Some(true) || run.unseen);
    let tabs = package::text(zip, book).map_or_else(Vec::new, |xml| tabs(&xml));
    for sheet in sheets {
        let tab = tabs.iter().find(|(name, _)| *name == sheet.name);
        let relation = tab.and_then(|(_, id)| parts.iter().find(|r| r.id == *id));
        let Some(relation) = relation else { continue };
        let Some(xml) = package::text(zip, &relation.target) else {
            continue;
        };
        if lots_of_cells(&xml) > 1 {
            return Err(Refusal::Damaged);
        }
        let around = is_usual.then(|| around_plain_cells(&xml)).flatten();
        let told = around.unwrap_or([&xml, ""]);
        let (mut looks, mut odd) = cells(told, &styles, &strings);
        if around.is_some() && !looks.has_room_for(indent) {
            (looks, odd) = cells([&xml, ""], &styles, &strings);
        }
        drop(xml);
        if odd.len() > stated::MOST {
            return Err(Refusal::Damaged);
        }
        if !odd.is_empty() {
            let shared = relations::first(&parts, "sharedStrings");
            let shared = shared.and_then(|part| package::text(zip, &part.target));
            let shared = shared.unwrap_or_default();
            stated::settle(sheet, odd, |index| stated::shared_text(&shared, index));
        }
        words(zip, &relation.target, &mut looks);
        looks.put_on(sheet, &styles.of_cells);
    }
    Ok(())
}

/// How often a sheet begins with its cells.
fn lots_of_cells(xml: &str) -> usize {
    let starts = xml.match_indices("sheetData").map(|(at, _)| at);
    starts.filter(|at| is_tag(xml, "<", *at)).count()
}

/// Whether the name that begins here stands in a tag, behind this and perhaps a prefix.
fn is_tag(xml: &str, opening: &str, at: usize) -> bool {
    let before = xml[..at].rsplit_once(opening).map_or("<", |(_, name)| name);
    before.is_empty() || before.ends_with(':') && !before.contains(['<', '>', '/'])
}

/// What stands before the cells of a sheet and behind them, where none of them says how it looks and no row that it is
/// hidden: they are nearly all of it.
fn around_plain_cells(xml: &str) -> Option<[&str; 2]> {
    const CELLS: &str = "sheetData";
    /// What a row says that is not shown.
    const HIDES: [&str; 3] = ["hidden", "ht=\"0", "ht='0"];
    let mut starts = xml.match_indices(CELLS).map(|(at, _)| at);
    let start = starts.find(|at| is_tag(xml, "<", *at))?;
    let mut ends = xml.rmatch_indices(CELLS).map(|(at, _)| at);
    let end = ends.find(|at| is_tag(xml, "</", *at))?;
    let cells = xml.get(start..end)?;
    let tells = xml.contains("rPr")
        || HIDES.iter().any(|sign| cells.contains(sign))
        || !stated::are_plain(cells);
    let opening = xml[..start].rfind('<')?;
    let behind = xml[end..].find('>')? + end + 1;
    (!tells).then(|| [&xml[..opening], &xml[behind..]])
}

/// Names of the sheets, each with the id of its part.
fn tabs(xml: &str) -> Vec<(String, String)> {
    let mut tabs = Vec::new();
    each(xml, |piece| {
        if let Piece::Open(tag) = piece
            && tag.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(tag, "name"), attribute(tag, "id"))
        {
            tabs.push((name, id));
        }
    });
    tabs
}

/// Whether an attribute says yes.
fn says(tag: &BytesStart<'_>, name: &str, wanted: bool) -> bool {
    let value = attribute(tag, name);
    let words = if wanted {
        ["1", "true"]
    } else {
        ["0", "false"]
    };
    value.is_some_and(|value| words.contains(&value.as_str()))
}

/// Nobody sees what is lower, in points, or narrower, in characters.
const LEAST: f64 = 1.0;

/// Whether a row or a column of this height or width is hidden.
fn is_hidden(tag: &BytesStart<'_>, size: &str) -> bool {
    let size = attribute(tag, size).and_then(|size| size.parse::<f64>().ok());
    says(tag, "hidden", true) || size.is_some_and(|size| size < LEAST)
}

/// The looks of the cells of a sheet, which stand in these parts of it, and those that state their content otherwise.
fn cells(
    xml: [&str; 2],
    styles: &Styles,
    strings: &HashMap<usize, Vec<RichRun>>,
) -> (SheetLooks, Vec<Stated>) {
    let mut looks = SheetLooks::default();
    let (mut row, mut col) = (0u32, 0u16);
    let (mut is_shared, mut in_value, mut value) = (false, false, String::new());
    let mut rich = Rich::default();
    let (mut printed, mut conditions) = (Printed::default(), Conditions::default());
    let mut statements = Statements::default();
    let mut take = |piece: Piece<'_, '_>| {
        statements.take(&piece, (row, col));
        match &piece {
            Piece::Open(tag) => match tag.local_name().as_ref() {
                "row" => {
                    let told = attribute(tag, "r").and_then(|r| r.parse::<u32>().ok());
                    row = told.map_or(row, |r| r.saturating_sub(1));
                    col = 0;
                    if is_hidden(tag, "ht") {
                        looks.sight.rows.add(row, row);
                    }
                }
                "col" => {
                    let place = |name| attribute(tag, name).and_then(|n| n.parse::<u32>().ok());
                    let place = |name| u16::try_from(place(name)?.checked_sub(1)?).ok();
                    let width = attribute(tag, "width").and_then(|width| width.parse().ok());
                    if let Some((first, last)) = place("min").zip(place("max")) {
                        if is_hidden(tag, "width") {
                            looks.sight.cols.add(first, last);
                        } else {
                            looks.widths.extend(width.map(|width| (first, last, width)));
                        }
                    }
                }
                "sheetView" => looks.sight.no_zeros |= says(tag, "showZeros", false),
                "c" => {
                    let mut style = 0;
                    is_shared = false;
                    value.clear();
                    let mut all = tag.attributes();
                    for attribute in all.with_checks(false).flatten() {
                        let said = attribute.value.as_ref();
                        match attribute.key.local_name().as_ref() {
                            "r" => (row, col) = names::cell_place(said).unwrap_or((row, col)),
                            "s" => style = said.parse().unwrap_or(0),
                            "t" => is_shared = said == "s",
                            _ => {}
                        }
                    }
                    if styles
                        .of_cells
                        .get(style)
                        .is_some_and(|style| !style.is_usual())
                    {
                        looks.styles.insert((row, col), style);
                    }
                }
                "v" => in_value = is_shared,
                "mergeCell" => {
                    let area = attribute(tag, "ref").and_then(|area| names::area(&area));
                    looks
                        .merged
                        .extend(area.map(|(first, last)| Area { first, last }));
                }
                _ => {}
            },
            Piece::Close("row") => row = row.saturating_add(1),
            Piece::Close("v") => in_value = false,
            Piece::Close("c") => {
                let shared = value
                    .trim()
                    .parse()
                    .ok()
                    .and_then(|at: usize| strings.get(&at));
                let runs = shared
                    .filter(|_| is_shared)
                    .cloned()
                    .or_else(|| rich.finish());
                looks.runs.extend(runs.map(|runs| ((row, col), runs)));
                rich = Rich::default();
                col = col.saturating_add(1);
            }
            Piece::Text(text) if in_value => value.push_str(text),
            _ => {}
        }
        rich.take(&piece);
        printed.take(&piece);
        conditions.take(&piece, &styles.of_conditions);
    };
    for part in xml {
        each(part, &mut take);
    }
    looks.margins = printed.pieces;
    looks.conditionals = conditions.found;
    (looks, statements.odd)
}
