//! How the cells of an `.ods` look, from its styles and its content (OASIS `OpenDocument` 1.3, part 3).

use super::ods_pages::Pages;
use super::walk::{Piece, attribute, each};
use super::{Area, RichRun, SheetLooks, Style};
use crate::model::raw::RawSheet;
use crate::read::colors::{self, Paint};
use crate::read::package::{self, Package};
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// Sets what is seen of the cells of each sheet, and its notes. The package is in plain form.
pub(in crate::read) fn look(zip: &mut Package<'_>, sheets: &mut [RawSheet]) {
    let (mut styles, mut pages) = (Styles::default(), Pages::default());
    for part in ["styles.xml", "content.xml"] {
        let xml = package::text(zip, part).unwrap_or_default();
        styles.take(&xml);
        pages.take(&xml);
    }
    let styles = styles.settled();
    let no_zeros = NoZeros::of(&package::text(zip, "settings.xml").unwrap_or_default());
    let xml = package::text(zip, "content.xml").unwrap_or_default();
    let mut content = Content {
        styles: &styles,
        pages: &pages,
        tables: Vec::new(),
        spot: Spot::default(),
        cell: None,
        paragraphs: Vec::new(),
        aside: None,
    };
    each(&xml, |piece| content.take(&piece));
    for (name, mut looks) in content.tables {
        looks.sight.no_zeros = no_zeros.in_all || no_zeros.sheets.contains(&name);
        if let Some(sheet) = sheets.iter_mut().find(|sheet| sheet.name == name) {
            looks.put_on(sheet, &styles.of_cells);
        }
    }
}

/// Which sheets show no zeros, as the settings of the view say.
#[derive(Default)]
struct NoZeros {
    in_all: bool,
    /// Those that say so by themselves.
    sheets: Vec<String>,
}

impl NoZeros {
    fn of(xml: &str) -> Self {
        const SETTING: &str = "ShowZeroValues";
        let mut none = Self::default();
        let (mut sheet, mut is_of_sheets, mut is_meant) = (None, false, false);
        each(xml, |piece| match piece {
            Piece::Open(tag) => {
                let name = attribute(tag, "name").unwrap_or_default();
                match tag.local_name().as_ref() {
                    "config-item-map-named" => is_of_sheets = name == "Tables",
                    "config-item-map-entry" if is_of_sheets => sheet = Some(name),
                    "config-item" => is_meant = name == SETTING,
                    _ => {}
                }
            }
            Piece::Close("config-item-map-named") => is_of_sheets = false,
            Piece::Close("config-item-map-entry") => sheet = None,
            Piece::Close("config-item") => is_meant = false,
            Piece::Text(text) if is_meant && text.trim() == "false" => match &sheet {
                Some(sheet) => none.sheets.push(sheet.clone()),
                None => none.in_all = true,
            },
            _ => {}
        });
        none
    }
}

/// What a style says, where it says something, and the one that it stands on.
#[derive(Debug, Clone, Default)]
struct Said {
    parent: Option<String>,
    struck: Option<bool>,
    raised: Option<bool>,
    characters: Option<Paint>,
    ground: Option<Paint>,
}

/// Styles as they come, by family and name.
#[derive(Default)]
struct Styles {
    said: HashMap<(String, String), Said>,
    /// The style that is being read.
    open: Option<(String, String)>,
}

/// Styles with what they stand on.
#[derive(Default)]
struct Settled {
    of_cells: Vec<Style>,
    /// By name, its place among those of cells.
    cells: HashMap<String, usize>,
    texts: HashMap<String, Said>,
}

impl Styles {
    fn take(&mut self, xml: &str) {
        each(xml, |piece| match piece {
            Piece::Open(tag) => self.open(tag),
            Piece::Close("style" | "default-style") => self.open = None,
            _ => {}
        });
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        let value = |name| attribute(tag, name);
        match tag.local_name().as_ref() {
            "style" | "default-style" => {
                let key = (
                    value("family").unwrap_or_default(),
                    value("name").unwrap_or_default(),
                );
                let said = Said {
                    parent: value("parent-style-name"),
                    ..Said::default()
                };
                self.said.insert(key.clone(), said);
                self.open = Some(key);
            }
            "text-properties" => {
                let said = self.open.as_ref().and_then(|key| self.said.get_mut(key));
                let Some(said) = said else { return };
                let line = value("text-line-through-style").or(value("text-line-through-type"));
                said.struck = line.map(|line| line != "none").or(said.struck);
                said.raised = value("text-position")
                    .map(|p| is_raised(&p))
                    .or(said.raised);
                said.characters = value("color")
                    .map(|c| colors::of_hex(&c))
                    .or(said.characters);
                // The color that the window has for characters, whatever else is said.
                if value("use-window-font-color").as_deref() == Some("true") {
                    said.characters = Some(Paint::Default);
                }
            }
            "table-cell-properties" => {
                let said = self.open.as_ref().and_then(|key| self.said.get_mut(key));
                if let Some((said, ground)) = said.zip(value("background-color")) {
                    said.ground = Some(match ground.as_str() {
                        "transparent" => Paint::Default,
                        color => colors::of_hex(color),
                    });
                }
            }
            _ => {}
        }
    }

    /// A style with what it stands on.
    fn whole(&self, family: &str, name: &str) -> Said {
        /// Styles that stand on one another.
        const MOST: usize = 16;
        let mut whole = Said::default();
        let mut next = Some(name.to_owned());
        for _ in 0..MOST {
            let Some(name) = next else { break };
            let key = (family.to_owned(), name);
            let Some(said) = self.said.get(&key) else {
                break;
            };
            whole.struck = whole.struck.or(said.struck);
            whole.raised = whole.raised.or(said.raised);
            whole.characters = whole.characters.or(said.characters);
            whole.ground = whole.ground.or(said.ground);
            let is_default = key.1.is_empty();
            next = said.parent.clone().or((!is_default).then(String::new));
        }
        whole
    }

    fn settled(&self) -> Settled {
        let mut settled = Settled::default();
        let mut names: Vec<&(String, String)> = self.said.keys().collect();
        names.sort();
        for (family, name) in names {
            let said = self.whole(family, name);
            match family.as_str() {
                "table-cell" => {
                    let paint = |paint: Option<Paint>| paint.unwrap_or_default();
                    let like =
                        colors::is_like_its_ground(paint(said.characters), paint(said.ground));
                    settled.cells.insert(name.clone(), settled.of_cells.len());
                    settled.of_cells.push(Style {
                        digits: 0,
                        struck: said.struck == Some(true),
                        raised: said.raised == Some(true),
                        like_its_ground: like,
                        format: None,
                    });
                }
                "text" => {
                    settled.texts.insert(name.clone(), said);
                }
                _ => {}
            }
        }
        settled
    }
}

/// `super 58%`, `sub`, `33% 58%`; `0% 100%` is neither.
fn is_raised(position: &str) -> bool {
    let first = position.split_whitespace().next().unwrap_or_default();
    !matches!(first.trim_end_matches('%').parse(), Ok(0.0))
}

/// Where the next cell stands, and what its row and column say of its look.
#[derive(Default)]
struct Spot {
    row: u32,
    col: u16,
    rows: u32,
    row_style: Option<String>,
    /// Styles of columns: the first column that each is not for any more.
    columns: Vec<(u32, Option<String>)>,
    /// Whether each group of rows or columns that is open is folded away.
    groups: Vec<bool>,
}

impl Spot {
    /// Whether a row or a column is hidden: by itself, by a filter, or with its group.
    fn hides(&self, tag: &BytesStart<'_>) -> bool {
        let visibility = attribute(tag, "visibility");
        self.groups.contains(&true) || visibility.is_some_and(|said| said != "visible")
    }
}

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    repeated: u16,
    style: Option<String>,
    number: Option<f64>,
    runs: Vec<RichRun>,
    has_paragraph: bool,
    /// Styles of the spans that are open.
    spans: Vec<String>,
}

/// A note or a text box that is being read: the element that it is, how many of that name are open, its words.
struct Beside {
    element: String,
    depth: usize,
    text: String,
}

struct Content<'a> {
    styles: &'a Settled,
    pages: &'a Pages,
    tables: Vec<(String, SheetLooks)>,
    spot: Spot,
    cell: Option<Cell>,
    /// Whether each paragraph that is open is one of the cell.
    paragraphs: Vec<bool>,
    aside: Option<Beside>,
}

impl Content<'_> {
    fn take(&mut self, piece: &Piece<'_, '_>) {
        match piece {
            Piece::Open(tag) => self.open(tag),
            Piece::Close(name) => self.close(name),
            Piece::Text(text) => {
                if !self.paragraphs.is_empty() {
                    self.write(text);
                }
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name();
        if let Some(aside) = &mut self.aside
            && aside.element == name.as_ref()
        {
            aside.depth += 1;
        }
        let value = |name| attribute(tag, name);
        match name.as_ref() {
            "table" if self.cell.is_none() && self.aside.is_none() => {
                let name = value("name").unwrap_or_default();
                let looks = SheetLooks {
                    margins: self
                        .pages
                        .of_table(&value("style-name").unwrap_or_default()),
                    ..SheetLooks::default()
                };
                self.tables.push((name, looks));
                self.spot = Spot::default();
            }
            "table-column" if self.cell.is_none() => {
                let from = self.spot.columns.last().map_or(0, |(end, _)| *end);
                let end = from.saturating_add(repeated(tag, "number-columns-repeated"));
                self.spot
                    .columns
                    .push((end, value("default-cell-style-name")));
                if self.spot.hides(tag)
                    && let Ok(first) = u16::try_from(from)
                {
                    let last = u16::try_from(end - 1).unwrap_or(u16::MAX);
                    self.sheet(|looks| looks.sight.cols.add(first, last));
                }
            }
            "table-row-group" | "table-column-group" if self.cell.is_none() => {
                let is_folded = value("display").as_deref() == Some("false");
                self.spot.groups.push(is_folded);
            }
            "table-row" if self.cell.is_none() => {
                self.spot.rows = repeated(tag, "number-rows-repeated");
                self.spot.row_style = value("default-cell-style-name");
                self.spot.col = 0;
                if self.spot.hides(tag) {
                    let first = self.spot.row;
                    let last = first.saturating_add(self.spot.rows - 1);
                    self.sheet(|looks| looks.sight.rows.add(first, last));
                }
            }
            "table-cell" | "covered-table-cell" if self.cell.is_none() => self.begin_cell(tag),
            "p" | "h" => {
                self.paragraphs.push(self.aside.is_none());
                match (&mut self.aside, &mut self.cell) {
                    (Some(aside), _) if !aside.text.is_empty() => aside.text.push('\n'),
                    (None, Some(cell)) => {
                        if cell.has_paragraph {
                            cell.push("\n", self.styles);
                        }
                        cell.has_paragraph = true;
                    }
                    _ => {}
                }
            }
            "span" => {
                if let (None, Some(cell)) = (&self.aside, &mut self.cell) {
                    cell.spans.push(value("style-name").unwrap_or_default());
                }
            }
            "s" => self.write(&" ".repeat(repeated(tag, "c").min(1_000) as usize)),
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "annotation" | "frame" | "custom-shape" | "rect" | "ellipse" | "circle" | "caption"
            | "line" | "connector" | "path" | "polygon" | "polyline"
                if self.aside.is_none() =>
            {
                self.aside = Some(Beside {
                    element: name.as_ref().to_owned(),
                    depth: 1,
                    text: String::new(),
                });
            }
            _ => {}
        }
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) {
        let value = |name| attribute(tag, name);
        let is_number = matches!(
            value("value-type").as_deref(),
            Some("float" | "percentage" | "currency")
        );
        let number = value("value").and_then(|n| n.parse().ok());
        let column = self.spot.columns.iter();
        let mut column = column.filter(|(end, _)| *end > u32::from(self.spot.col));
        let by_column = column.next().and_then(|(_, style)| style.clone());
        let style = value("style-name")
            .or(self.spot.row_style.clone())
            .or(by_column);
        let (across, down) = (
            repeated(tag, "number-columns-spanned"),
            repeated(tag, "number-rows-spanned"),
        );
        if across > 1 || down > 1 {
            let (row, col) = (self.spot.row, self.spot.col);
            let right = u32::from(col).saturating_add(across - 1);
            let area = Area {
                first: (row, col),
                last: (
                    row.saturating_add(down - 1),
                    u16::try_from(right).unwrap_or(u16::MAX),
                ),
            };
            self.sheet(|looks| looks.merged.push(area));
        }
        let repeated = repeated(tag, "number-columns-repeated");
        self.cell = Some(Cell {
            repeated: u16::try_from(repeated).unwrap_or(u16::MAX),
            style,
            number: number.filter(|_| is_number),
            ..Cell::default()
        });
    }

    fn close(&mut self, name: &str) {
        if let Some(mut aside) = self.aside.take() {
            if aside.element == name {
                aside.depth -= 1;
            }
            if aside.depth > 0 {
                self.aside = Some(aside);
            } else {
                let place = (self.spot.row, self.spot.col);
                self.sheet(|looks| looks.note(place, &aside.text));
                return;
            }
        }
        match name {
            "p" | "h" => {
                self.paragraphs.pop();
            }
            "span" => {
                if let (None, Some(cell)) = (&self.aside, &mut self.cell) {
                    cell.spans.pop();
                }
            }
            "table-cell" | "covered-table-cell" if self.aside.is_none() => {
                if let Some(cell) = self.cell.take() {
                    self.end_cell(&cell);
                }
            }
            "table-row-group" | "table-column-group" if self.cell.is_none() => {
                self.spot.groups.pop();
            }
            "table-row" if self.cell.is_none() && self.aside.is_none() => {
                self.spot.row = self.spot.row.saturating_add(self.spot.rows);
            }
            _ => {}
        }
    }

    fn end_cell(&mut self, cell: &Cell) {
        /// Cells that one repeated cell stands for, and that are looked at.
        const MOST: u32 = 1_000;
        let (row, col) = (self.spot.row, self.spot.col);
        let next = col.saturating_add(cell.repeated);
        let style = cell
            .style
            .as_ref()
            .and_then(|name| self.styles.cells.get(name))
            .copied();
        let style = style.filter(|at| !self.styles.of_cells[*at].is_usual());
        let text: String = cell.runs.iter().map(|run| run.text.as_str()).collect();
        let digits = cell.number.filter(|number| {
            let text = text.trim();
            text.starts_with('0')
                && text.len() <= 15
                && text.bytes().all(|b| b.is_ascii_digit())
                && text.len() > 1
                && text.parse() == Ok(*number)
        });
        let digits = digits.map(|_| text.trim().len() as u8);
        let shown = cell.number.filter(|_| cell.has_paragraph);
        let shown = shown.and_then(|number| seen_of_shown(number, &text));
        let is_rich = cell
            .runs
            .iter()
            .any(|run| run.struck.is_some() || run.raised.is_some());
        if cell.has_paragraph && (style.is_some() || shown.is_some() || is_rich || digits.is_some())
        {
            let rows = row..row.saturating_add(self.spot.rows.min(MOST));
            let places = rows.flat_map(|row| (col..next).map(move |col| (row, col)));
            let places: Vec<(u32, u16)> = places.take(MOST as usize).collect();
            let runs = if is_rich { cell.runs.as_slice() } else { &[] };
            self.sheet(|looks| {
                for place in places {
                    looks.styles.extend(style.map(|style| (place, style)));
                    looks
                        .shown
                        .extend(shown.clone().map(|shown| (place, shown)));
                    looks.digits.extend(digits.map(|digits| (place, digits)));
                    if !runs.is_empty() {
                        looks.runs.insert(place, runs.to_vec());
                    }
                }
            });
        }
        self.spot.col = next;
    }

    fn write(&mut self, text: &str) {
        match (&mut self.aside, &mut self.cell) {
            (Some(aside), _) if !self.paragraphs.is_empty() => aside.text.push_str(text),
            (None, Some(cell)) if self.paragraphs.last() == Some(&true) => {
                cell.push(text, self.styles);
            }
            _ => {}
        }
    }

    fn sheet(&mut self, edit: impl FnOnce(&mut SheetLooks)) {
        if let Some((_, looks)) = self.tables.last_mut() {
            edit(looks);
        }
    }
}

impl Cell {
    fn push(&mut self, text: &str, styles: &Settled) {
        let said = |pick: fn(&Said) -> Option<bool>| {
            let mut open = self.spans.iter().rev();
            open.find_map(|name| styles.texts.get(name).and_then(pick))
        };
        let font: (Option<bool>, Option<bool>) = (said(|s| s.struck), said(|s| s.raised));
        match self.runs.last_mut() {
            Some(run) if (run.struck, run.raised) == font => run.text.push_str(text),
            _ => self.runs.push(RichRun {
                text: text.to_owned(),
                struck: font.0,
                raised: font.1,
            }),
        }
    }
}

/// How often something is repeated, or how far it reaches.
fn repeated(tag: &BytesStart<'_>, name: &str) -> u32 {
    let told = attribute(tag, name).and_then(|n| n.parse().ok());
    told.unwrap_or(1).max(1)
}

/// What is seen of a number that is shown as this text, where that is something else than the number, however rounded.
fn seen_of_shown(number: f64, shown: &str) -> Option<String> {
    let shown = shown.trim();
    let is_digit = |c: char| c.is_ascii_digit();
    let Some((from, to)) = shown.find(is_digit).zip(shown.rfind(is_digit)) else {
        // Accountants write a dash for zero.
        let is_dash = number == 0.0 && !shown.is_empty() && !shown.contains(char::is_alphanumeric);
        return (!is_dash).then(|| shown.to_owned());
    };
    let (before, digits, after) = (&shown[..from], &shown[from..=to], &shown[to + 1..]);
    let has_words = [before, after]
        .iter()
        .any(|text| text.contains(char::is_alphanumeric));
    let is_share = before.contains('%') || after.contains('%');
    let meant = if is_share { number * 100.0 } else { number };
    let loses_sign = meant < 0.0 && !before.contains(['-', '(', '\u{2212}', '–']);
    let is_it = readings(digits).any(|(read, places)| {
        let half = 0.5 * 10f64.powi(-places) + meant.abs() * 1e-9;
        (read - meant.abs()).abs() <= half
    });
    // Fractions and powers of ten are numbers in another way of writing.
    if digits.contains(['/', 'E', 'e']) || is_it && !has_words && !loses_sign {
        return None;
    }
    if !is_it {
        return Some(shown.to_owned());
    }
    let plain = crate::value::format::plain(meant.abs());
    Some(format!("{before}{plain}{after}"))
}

/// The numbers that digits with separators may be, each with its decimals.
fn readings(digits: &str) -> impl Iterator<Item = (f64, i32)> {
    let only = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let whole = only(digits).parse().ok().map(|n: f64| (n, 0));
    let parted = digits.rsplit_once(['.', ',']).and_then(|(before, after)| {
        let places = i32::try_from(after.len()).ok()?;
        let number = format!("{}.{}", only(before), only(after));
        Some((number.parse().ok()?, places))
    });
    whole.into_iter().chain(parted)
}

#[cfg(test)]
mod tests {
    use super::{is_raised, seen_of_shown};

    #[test]
    fn what_is_shown_is_held_against_what_is_stored() {
        for (number, shown, seen) in [
            (18_000.0, "18", Some("18")),
            (412.0, "412 nghìn", Some("412 nghìn")),
            (8_500.0, "8.500 máy", Some("8500 máy")),
            (17.0, "", Some("")),
            (0.0, "", Some("")),
            (-5.0, "5", Some("5")),
            (3.0, "đã nộp", Some("đã nộp")),
            (8_500.0, "8.500", None),
            (8_500.0, "8,500.00", None),
            (0.985, "98,5%", None),
            (0.985, "99 %", None),
            (6.4, "6", None),
            (-5.0, "(5)", None),
            (0.0, "-", None),
            (0.0, "- ₫", None),
            (123_456.0, "1,23E+05", None),
            (0.5, "1/2", None),
            (7.0, "007", None),
            (1_250_000.0, "1 250 000", None),
        ] {
            assert_eq!(
                seen_of_shown(number, shown).as_deref(),
                seen,
                "{number} {shown}"
            );
        }
    }

    #[test]
    fn a_position_on_the_line_is_not_raised() {
        for (position, raised) in [
            ("super 58%", true),
            ("sub", true),
            ("33% 58%", true),
            ("0% 100%", false),
        ] {
            assert_eq!(is_raised(position), raised, "{position}");
        }
    }
}
