//! How the cells of an `.xlsx` look, from its parts (ECMA-376 part 1, 18 and 20.5).

use super::conditional::{Conditional, MOST_AREAS, Operator};
use super::walk::{Piece, attribute, each, each_loosely};
use super::{Area, Font, RichRun, SheetLooks, Style};
use crate::model::raw::RawSheet;
use crate::read::colors::{self, Paint};
use crate::read::margins;
use crate::read::names;
use crate::read::number_format;
use crate::read::package::{self, Package};
use crate::read::relations;
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// Sets what is seen of the cells of each sheet, and its notes. The package is in plain form.
pub(in crate::read) fn look(zip: &mut Package<'_>, sheets: &mut [RawSheet]) {
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
    let is_usual = styles.of_cells.iter().all(Style::is_usual)
        && !runs.any(|run| run.struck == Some(true) || run.raised == Some(true));
    let tabs = package::text(zip, book).map_or_else(Vec::new, |xml| tabs(&xml));
    for sheet in sheets {
        let tab = tabs.iter().find(|(name, _)| *name == sheet.name);
        let relation = tab.and_then(|(_, id)| parts.iter().find(|r| r.id == *id));
        let Some(relation) = relation else { continue };
        let Some(xml) = package::text(zip, &relation.target) else {
            continue;
        };
        let around = is_usual.then(|| around_plain_cells(&xml)).flatten();
        let told = around.unwrap_or([&xml, ""]);
        let mut looks = cells(told, &styles, &strings);
        drop(xml);
        words(zip, &relation.target, &mut looks);
        looks.put_on(sheet, &styles.of_cells);
    }
}

/// What stands before the cells of a sheet and behind them, where none of them says how it looks and no row that it is
/// hidden: they are nearly all of it.
fn around_plain_cells(xml: &str) -> Option<[&str; 2]> {
    const CELLS: &str = "sheetData";
    /// What a row says that is not shown.
    const HIDES: [&str; 3] = ["hidden", "ht=\"0", "ht='0"];
    let is_tag = |opening: &'static str| {
        move |at: &usize| {
            let before = xml[..*at]
                .rsplit_once(opening)
                .map_or("<", |(_, name)| name);
            before.is_empty() || before.ends_with(':') && !before.contains(['<', '>'])
        }
    };
    let mut starts = xml.match_indices(CELLS).map(|(at, _)| at);
    let start = starts.find(is_tag("<"))?;
    let mut ends = xml.rmatch_indices(CELLS).map(|(at, _)| at);
    let end = ends.find(is_tag("</"))?;
    let cells = xml.get(start..end)?;
    let tells = xml.contains("rPr") || HIDES.iter().any(|sign| cells.contains(sign));
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

/// Whether an element like `<strike/>` says so.
fn is_on(tag: &BytesStart<'_>) -> bool {
    let value = attribute(tag, "val");
    !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"))
}

/// What an element of a font says of its look.
fn of_font(font: &mut Font, tag: &BytesStart<'_>) {
    match tag.local_name().as_ref() {
        "strike" => font.struck = is_on(tag),
        "vertAlign" => {
            let value = attribute(tag, "val");
            font.raised = matches!(value.as_deref(), Some("superscript" | "subscript"));
        }
        _ => {}
    }
}

/// What an element paints with.
fn paint(tag: &BytesStart<'_>) -> Paint {
    let number = |name| attribute(tag, name)?.parse().ok();
    if attribute(tag, "tint").is_some_and(|tint| tint.parse() != Ok(0.0)) {
        return Paint::Unknown;
    }
    match (attribute(tag, "rgb"), number("theme"), number("indexed")) {
        (Some(rgb), ..) => colors::of_hex(&rgb),
        (_, Some(theme), _) => colors::of_theme(theme),
        (.., Some(index)) => colors::of_palette(index),
        _ => Paint::Default,
    }
}

/// The looks of a workbook.
#[derive(Default)]
struct Styles {
    /// By the index of the cell format.
    of_cells: Vec<Style>,
    /// By the index of the format that a condition gives.
    of_conditions: Vec<Style>,
}

/// A format that a condition gives, as it is being read.
#[derive(Default)]
struct OfCondition {
    font: Font,
    characters: Paint,
    ground: Paint,
    code: Option<String>,
}

impl OfCondition {
    fn take(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "numFmt" => self.code = attribute(tag, "formatCode"),
            "color" => self.characters = paint(tag),
            "bgColor" => self.ground = paint(tag),
            _ => of_font(&mut self.font, tag),
        }
    }

    fn style(self) -> Style {
        let is_painted = self.characters != Paint::Default;
        Style {
            digits: 0,
            struck: self.font.struck,
            raised: self.font.raised,
            like_its_ground: is_painted && colors::is_like_its_ground(self.characters, self.ground),
            format: self.code.filter(|code| number_format::is_unusual(code)),
        }
    }
}

fn styles(xml: &str) -> Styles {
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut fonts: Vec<(Font, Paint)> = Vec::new();
    let mut grounds: Vec<Paint> = Vec::new();
    let mut styles = Vec::new();
    let mut conditions: Vec<OfCondition> = Vec::new();
    let (mut within, mut is_solid) = (String::new(), false);
    each(xml, |piece| {
        let tag = match piece {
            Piece::Open(tag) => tag,
            Piece::Close(name) => {
                if name == within {
                    within.clear();
                }
                return;
            }
            Piece::Text(_) => return,
        };
        let name = tag.local_name();
        match (within.as_str(), name.as_ref()) {
            ("", list @ ("fonts" | "fills" | "cellXfs" | "dxfs")) => list.clone_into(&mut within),
            ("", "numFmt") => {
                let id = attribute(tag, "numFmtId").and_then(|id| id.parse().ok());
                if let (Some(id), Some(code)) = (id, attribute(tag, "formatCode")) {
                    codes.insert(id, code);
                }
            }
            ("dxfs", "dxf") => conditions.push(OfCondition::default()),
            ("dxfs", _) => {
                if let Some(condition) = conditions.last_mut() {
                    condition.take(tag);
                }
            }
            ("fonts", "font") => fonts.push((Font::default(), Paint::Default)),
            ("fonts", "color") => {
                if let Some((_, characters)) = fonts.last_mut() {
                    *characters = paint(tag);
                }
            }
            ("fonts", _) => {
                if let Some((font, _)) = fonts.last_mut() {
                    of_font(font, tag);
                }
            }
            ("fills", "fill") => grounds.push(Paint::Default),
            ("fills", "patternFill") => {
                is_solid = attribute(tag, "patternType").as_deref() == Some("solid");
            }
            ("fills", "fgColor") if is_solid => {
                if let Some(ground) = grounds.last_mut() {
                    *ground = paint(tag);
                }
            }
            ("fills", "gradientFill") => {
                if let Some(ground) = grounds.last_mut() {
                    *ground = Paint::Unknown;
                }
            }
            ("cellXfs", "xf") => {
                let index = |name| attribute(tag, name).and_then(|id| id.parse().ok());
                let (font, characters) = fonts
                    .get(index("fontId").unwrap_or(0))
                    .copied()
                    .unwrap_or_default();
                let ground = grounds.get(index("fillId").unwrap_or(0)).copied();
                let format = index("numFmtId").and_then(|id| codes.get(&(id as u32)));
                styles.push(Style {
                    digits: format.map_or(0, |code| number_format::least_digits(code)),
                    struck: font.struck,
                    raised: font.raised,
                    like_its_ground: colors::is_like_its_ground(
                        characters,
                        ground.unwrap_or_default(),
                    ),
                    format: format
                        .filter(|code| number_format::is_unusual(code))
                        .cloned(),
                });
            }
            _ => {}
        }
    });
    Styles {
        of_cells: styles,
        of_conditions: conditions.into_iter().map(OfCondition::style).collect(),
    }
}

/// Takes the runs of a text, as its tags and texts come.
#[derive(Default)]
struct Rich {
    runs: Vec<RichRun>,
    /// Whether a run says how it looks.
    tells_look: bool,
    in_text: bool,
    /// Within how a word is spoken.
    in_phonetics: bool,
    font: Option<Font>,
}

impl Rich {
    fn take(&mut self, piece: &Piece<'_, '_>) {
        match piece {
            Piece::Open(tag) => match tag.local_name().as_ref() {
                "r" => self.font = None,
                "rPr" => {
                    self.font = Some(Font::default());
                    self.tells_look = true;
                }
                "rPh" => self.in_phonetics = true,
                "t" if !self.in_phonetics => {
                    self.in_text = true;
                    self.runs.push(RichRun {
                        text: String::new(),
                        struck: self.font.map(|font| font.struck),
                        raised: self.font.map(|font| font.raised),
                    });
                }
                _ => {
                    if let Some(font) = &mut self.font {
                        of_font(font, tag);
                    }
                }
            },
            Piece::Close("t") => self.in_text = false,
            Piece::Close("rPh") => self.in_phonetics = false,
            Piece::Text(text) if self.in_text => {
                if let Some(run) = self.runs.last_mut() {
                    run.text.push_str(text);
                }
            }
            _ => {}
        }
    }

    /// The runs, where one says how it looks; then it begins anew.
    fn finish(&mut self) -> Option<Vec<RichRun>> {
        let whole = std::mem::take(self);
        whole.tells_look.then_some(whole.runs)
    }
}

/// The texts of which runs say how they look, by their index.
fn strings(xml: &str) -> HashMap<usize, Vec<RichRun>> {
    let mut found = HashMap::new();
    let (mut rich, mut index) = (Rich::default(), 0);
    each(xml, |piece| {
        rich.take(&piece);
        if let Piece::Close("si") = piece {
            found.extend(rich.finish().map(|runs| (index, runs)));
            index += 1;
        }
    });
    found
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

/// Whether a row or a column of this height or width is hidden.
fn is_hidden(tag: &BytesStart<'_>, size: &str) -> bool {
    says(tag, "hidden", true) || attribute(tag, size).is_some_and(|size| size.parse() == Ok(0.0))
}

/// The looks of the cells of a sheet, which stand in these parts of it.
fn cells(xml: [&str; 2], styles: &Styles, strings: &HashMap<usize, Vec<RichRun>>) -> SheetLooks {
    let mut looks = SheetLooks::default();
    let (mut row, mut col) = (0u32, 0u16);
    let (mut is_shared, mut in_value, mut value) = (false, false, String::new());
    let mut rich = Rich::default();
    let (mut printed, mut conditions) = (Printed::default(), Conditions::default());
    let mut take = |piece: Piece<'_, '_>| {
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
                "col" if is_hidden(tag, "width") => {
                    let place = |name| attribute(tag, name).and_then(|n| n.parse::<u32>().ok());
                    let place = |name| u16::try_from(place(name)?.checked_sub(1)?).ok();
                    if let Some((first, last)) = place("min").zip(place("max")) {
                        looks.sight.cols.add(first, last);
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
    looks
}

/// Takes the formats that conditions give, as tags and texts come.
#[derive(Default)]
struct Conditions {
    found: Vec<Conditional>,
    count: usize,
    areas: Vec<Area>,
    /// The index of the format, how numbers are held against others, and those.
    rule: Option<(usize, Option<Operator>)>,
    others: Vec<Option<f64>>,
    in_formula: bool,
}

impl Conditions {
    fn take(&mut self, piece: &Piece<'_, '_>, styles: &[Style]) {
        match piece {
            Piece::Open(tag) => match tag.local_name().as_ref() {
                "conditionalFormatting" => {
                    let areas = attribute(tag, "sqref").unwrap_or_default();
                    let areas = areas.split_whitespace().filter_map(names::area);
                    self.areas = areas.map(|(first, last)| Area { first, last }).collect();
                }
                "cfRule" => {
                    let index = attribute(tag, "dxfId").and_then(|index| index.parse().ok());
                    let operator = attribute(tag, "operator");
                    let operator = operator.and_then(|name| Operator::named(&name));
                    self.rule = index.map(|index| (index, operator));
                    self.others.clear();
                }
                "formula" => self.in_formula = self.rule.is_some(),
                _ => {}
            },
            Piece::Text(text) if self.in_formula => self.others.push(text.trim().parse().ok()),
            Piece::Close("formula") => self.in_formula = false,
            Piece::Close("cfRule") => {
                let rule = self.rule.take();
                let rule = rule.and_then(|(at, operator)| Some((styles.get(at)?, operator)));
                let Some((style, operator)) = rule.filter(|(style, _)| !style.is_usual()) else {
                    return;
                };
                self.count += self.areas.len();
                if self.count > MOST_AREAS {
                    return;
                }
                let others: Option<Vec<f64>> = self.others.drain(..).collect();
                self.found.push(Conditional {
                    areas: self.areas.clone(),
                    style: style.clone(),
                    held_against: operator.zip(others),
                });
            }
            _ => {}
        }
    }
}

/// Takes what is printed above and below the pages, as tags and texts come.
#[derive(Default)]
struct Printed {
    pieces: Vec<String>,
    /// The text that is being read, where it is one that is printed.
    code: Option<String>,
    has_first: bool,
    has_even: bool,
}

impl Printed {
    fn take(&mut self, piece: &Piece<'_, '_>) {
        match piece {
            Piece::Open(tag) => match tag.local_name().as_ref() {
                "headerFooter" => {
                    self.has_first = says(tag, "differentFirst", true);
                    self.has_even = says(tag, "differentOddEven", true);
                }
                name => {
                    let is_printed = match name {
                        "oddHeader" | "oddFooter" => true,
                        "firstHeader" | "firstFooter" => self.has_first,
                        "evenHeader" | "evenFooter" => self.has_even,
                        _ => false,
                    };
                    if is_printed {
                        self.code = Some(String::new());
                    }
                }
            },
            Piece::Text(text) => {
                if let Some(code) = &mut self.code {
                    code.push_str(text);
                }
            }
            Piece::Close(_) => {
                if let Some(code) = self.code.take() {
                    self.pieces.extend(margins::words(&code));
                }
            }
        }
    }
}

/// Notes, threads and text boxes of a sheet.
fn words(zip: &mut Package<'_>, sheet: &str, looks: &mut SheetLooks) {
    let parts = relations::of_part(zip, sheet);
    let mut texts = |kind: &str| -> Vec<String> {
        let of_kind = parts.iter().filter(|r| r.kind() == kind && !r.is_external);
        of_kind
            .filter_map(|r| package::text(zip, &r.target))
            .collect()
    };
    let threads = texts("threadedComment");
    let (notes, drawings) = (texts("comments"), texts("drawing"));
    let older = texts("vmlDrawing");
    let mut threaded: Vec<((u32, u16), String)> = Vec::new();
    for xml in threads {
        comments(&xml, "threadedComment", |place, text| {
            match threaded.iter_mut().find(|(of, _)| *of == place) {
                Some((_, before)) => *before = format!("{before}\n{text}"),
                None => threaded.push((place, text)),
            }
        });
    }
    for xml in notes {
        comments(&xml, "comment", |place, text| {
            // What older programs are shown in place of a thread.
            if threaded.iter().all(|(of, _)| *of != place) {
                looks.note(place, &text);
            }
        });
    }
    for (place, text) in threaded {
        looks.note(place, &text);
    }
    for xml in drawings {
        boxes(&xml, looks);
    }
    for markup in older {
        older_boxes(&markup, looks);
    }
}

/// Hands over the notes of a part, each with the place of its cell.
fn comments(xml: &str, element: &str, mut take: impl FnMut((u32, u16), String)) {
    let (mut place, mut text, mut in_text) = (None, String::new(), false);
    let leaf = if element == "comment" { "t" } else { "text" };
    each(xml, |piece| match piece {
        Piece::Open(tag) => {
            let name = tag.local_name();
            if name.as_ref() == element {
                place = attribute(tag, "ref").and_then(|r| names::cell_place(&r));
                text.clear();
            }
            in_text |= name.as_ref() == leaf;
        }
        Piece::Close(name) => {
            if name == leaf {
                in_text = false;
            }
            if name == element
                && let Some(place) = place.take()
            {
                take(place, std::mem::take(&mut text));
            }
        }
        Piece::Text(piece) if in_text => text.push_str(piece),
        Piece::Text(_) => {}
    });
}

/// Text boxes and labels of controls in a drawing of the older kind (VML), each with the cell in which it begins. What
/// belongs to a note is told with its note.
fn older_boxes(markup: &str, looks: &mut SheetLooks) {
    let (mut text, mut anchor) = (String::new(), String::new());
    let (mut in_box, mut in_anchor, mut is_note) = (false, false, false);
    each_loosely(markup, |piece| match piece {
        Piece::Open(tag) => match tag.local_name().as_ref() {
            "shape" | "rect" | "roundrect" | "oval" => {
                text.clear();
                anchor.clear();
                is_note = false;
            }
            "textbox" => in_box = true,
            "div" | "br" | "p" if in_box && !text.is_empty() => text.push('\n'),
            "ClientData" => is_note = attribute(tag, "ObjectType").as_deref() == Some("Note"),
            "Anchor" => in_anchor = true,
            _ => {}
        },
        Piece::Close("textbox") => in_box = false,
        Piece::Close("Anchor") => in_anchor = false,
        Piece::Close("shape" | "rect" | "roundrect" | "oval") => {
            // Column and offset, row and offset of the first corner.
            let mut corner = anchor.split(',').map(|n| n.trim().parse().ok());
            let (col, row) = (corner.next().flatten(), corner.nth(1).flatten());
            if !is_note {
                let place = (
                    row.unwrap_or(0),
                    col.map_or(0, |col: u32| col.min(16_383) as u16),
                );
                looks.note(place, text.trim());
            }
        }
        Piece::Text(piece) if in_box => text.push_str(piece),
        Piece::Text(piece) if in_anchor => anchor.push_str(piece),
        _ => {}
    });
}

/// Text boxes of a drawing, each with the cell in which it begins.
fn boxes(xml: &str, looks: &mut SheetLooks) {
    let (mut row, mut col, mut text) = (0u32, 0u16, String::new());
    let (mut in_from, mut in_body, mut fallback) = (false, false, false);
    let mut leaf = String::new();
    each(xml, |piece| match piece {
        Piece::Open(tag) => {
            let name = tag.local_name();
            match name.as_ref() {
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                    (row, col) = (0, 0);
                    text.clear();
                }
                "from" => in_from = true,
                "txBody" => in_body = true,
                // The same once more, for older programs.
                "Fallback" => fallback = true,
                _ => {}
            }
            name.as_ref().clone_into(&mut leaf);
        }
        Piece::Close(name) => {
            leaf.clear();
            match name {
                "from" => in_from = false,
                "txBody" => in_body = false,
                "Fallback" => fallback = false,
                "p" if in_body && !fallback => text.push('\n'),
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                    looks.note((row, col), text.trim());
                }
                _ => {}
            }
        }
        Piece::Text(piece) => match leaf.as_str() {
            "row" if in_from => row = piece.trim().parse().unwrap_or(0),
            "col" if in_from => col = piece.trim().parse().unwrap_or(0),
            "t" if in_body && !fallback => text.push_str(piece),
            _ => {}
        },
    });
}
