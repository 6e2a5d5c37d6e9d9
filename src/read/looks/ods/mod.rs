//! How the cells of an `.ods` look, from its styles and its content (OASIS `OpenDocument` 1.3, part 3).

mod pages;
mod settings;
mod shown;
mod styles;

use super::walk::{Piece, attribute, each};
use super::{Area, RichRun, SheetLooks};
use crate::model::raw::RawSheet;
use crate::read::package::{self, Package};
use pages::Pages;
use quick_xml::events::BytesStart;
use settings::NoZeros;
use shown::seen_of_shown;
use styles::{Said, Settled, Styles};

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
    /// Whether that is shown as a percentage.
    is_percent: bool,
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
            is_percent: value("value-type").as_deref() == Some("percentage"),
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
        let is_odd = style.is_some() || shown.is_some() || is_rich || digits.is_some();
        if cell.has_paragraph && (is_odd || cell.is_percent) {
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
                    looks.percents.extend(cell.is_percent.then_some(place));
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
                unseen: false,
            }),
        }
    }
}

/// How often something is repeated, or how far it reaches.
fn repeated(tag: &BytesStart<'_>, name: &str) -> u32 {
    let told = attribute(tag, name).and_then(|n| n.parse().ok());
    told.unwrap_or(1).max(1)
}
